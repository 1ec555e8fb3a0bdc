#include "deliver/message_templates.h"

#include <algorithm>
#include <array>
#include <kainjow/mustache.hpp>
#include <optional>
#include <set>
#include <system_error>

#include "base/nearest.h"
#include "deliver/templates.h"
#include "storage/byte_source.h"
#include "storage/utf8.h"

namespace passerelle {
namespace {

namespace mustache = kainjow::mustache;

constexpr std::size_t kMostBytes = std::size_t{1} << 20U;
constexpr std::string_view kEnding = ".mustache";

struct Known {
  std::string_view name;
  const std::string_view* own;  ///< the text of the program
  std::string_view may;         ///< variables, with spaces between
  std::string_view must;        ///< without these it would leave out what the law or the person needs
};

constexpr std::string_view kSmsNames =
    "first_name sender tu title employer place why link phone referent referent_phone stop";
constexpr std::string_view kDiscreetNames = "subject sender tu referent_phone phone_link stop unsubscribe";
constexpr std::string_view kOfferNames =
    "subject first_name sender tu referent contact_phone contact_phone_link unsubscribe offer_count offers number "
    "offer "
    "title employer place contract hours pay journey warnings why has_questions questions question link phone email "
    "referent_phone phone_link";
constexpr std::string_view kByHandNames =
    "style issue people_count groups anchor heading people person person_anchor first_name phone phone_link reason "
    "referent papers offers number offer title employer place contract hours pay journey warnings why has_questions "
    "questions question link email referent_phone";

const std::array<Known, 8>& known_templates() {
  static const std::array<Known, 8> all{{
      {"sms", &templates::kSms, kSmsNames, "sender stop title link phone referent_phone"},
      {"sms_discreet", &templates::kSmsDiscreet, kDiscreetNames, "sender stop referent_phone"},
      {"sms_stop", &templates::kSmsStop, kDiscreetNames, "sender"},
      {"email_text", &templates::kEmailText, kOfferNames,
       "sender offers title link phone email referent_phone unsubscribe"},
      {"email_html", &templates::kEmailHtml, kOfferNames,
       "sender offers title link phone email referent_phone unsubscribe"},
      {"email_discreet_text", &templates::kEmailDiscreetText, kDiscreetNames, "sender referent_phone unsubscribe"},
      {"email_discreet_html", &templates::kEmailDiscreetHtml, kDiscreetNames, "sender referent_phone unsubscribe"},
      {"by_hand", &templates::kByHand, kByHandNames, "groups people person papers offers title"},
  }};
  return all;
}

std::vector<std::string> words_of(std::string_view list) {
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin < list.size();) {
    const std::size_t end = std::min(list.find(' ', begin), list.size());
    words.emplace_back(list.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

/// Says yes to every name and keeps which were asked for, so that every section of a template is walked through.
class NamesAsked : public mustache::basic_context<std::string> {
 public:
  void push(const mustache::data* /*data*/) override {}
  void pop() override {}
  [[nodiscard]] const mustache::data* get(const std::string& name) const override {
    names.insert(name);
    return &yes_;
  }
  [[nodiscard]] const mustache::data* get_partial(const std::string& name) const override {
    names.insert("> " + name);
    return nullptr;
  }

  mutable std::set<std::string> names;

 private:
  mustache::data yes_{true};
};

std::string line_of(std::string_view text, std::size_t offset) {
  return std::to_string(1 + std::ranges::count(text.substr(0, std::min(offset, text.size())), '\n'));
}

/// Where in the text the library's message says it found something odd: it ends with an offset.
std::size_t offset_in(const std::string& message) {
  const std::size_t last = message.find_last_not_of("0123456789");
  const std::string digits = message.substr(last + 1);
  return digits.empty() || digits.size() > 9 ? 0 : static_cast<std::size_t>(std::stoul(digits));
}

/// What is wrong with a template, in French; nothing when it can be used.
std::optional<std::string> problem_of(const std::string& text, const Known& known) {
  if (!is_utf8(text)) {
    return "ce n'est pas de l'UTF-8";
  }
  // Sections for what is absent become sections for what is there: every name is asked for in one reading.
  std::string all_there = text;
  for (std::size_t at = all_there.find("{{^"); at != std::string::npos; at = all_there.find("{{^", at)) {
    all_there[at + 2] = '#';
  }
  if (const std::size_t at = text.find("{{="); at != std::string::npos) {
    return "ligne " + line_of(text, at) + ": les accolades {{ }} ne se changent pas";
  }
  mustache::mustache parsed(all_there);
  if (!parsed.is_valid()) {
    return "ligne " + line_of(text, offset_in(parsed.error_message())) +
           ": une accolade {{ ou une section {{#…}} n'est pas fermée, ou {{/…}} ne ferme rien";
  }
  NamesAsked asked;
  static_cast<void>(parsed.render(asked));
  const std::vector<std::string> may = words_of(known.may);
  for (const std::string& name : asked.names) {
    if (std::ranges::find(may, name) == may.end()) {
      const std::string nearest = nearest_name(name, may);
      return "ligne " + line_of(text, text.find(name)) + ": variable inconnue « " + name + " »" +
             (nearest.empty() ? " ; celles qui existent : " + std::string(known.may)
                              : " ; la plus proche est « " + nearest + " »");
    }
  }
  for (const std::string& name : words_of(known.must)) {
    if (!asked.names.contains(name)) {
      return "la variable {{" + name + "}} manque : le message ne dirait pas tout ce qu'il faut";
    }
  }
  return std::nullopt;
}

mustache::data as_mustache(const TemplateData& data) {
  mustache::data result(mustache::data::type::object);
  for (const auto& [name, text] : data.texts) {
    // What is empty is set all the same: a row must not see the text of the same name around it.
    result.set(name, text.empty() ? mustache::data(false) : mustache::data(text));
  }
  for (const auto& [name, rows] : data.lists) {
    mustache::list list;
    for (const TemplateData& row : rows) {
      list.push_back(as_mustache(row));
    }
    result.set(name, mustache::data(list));
  }
  return result;
}

}  // namespace

MessageTemplates::MessageTemplates() {
  for (const Known& known : known_templates()) {
    texts_.emplace(known.name, *known.own);
  }
}

Result<MessageTemplates> MessageTemplates::load(const std::filesystem::path& folder) {
  MessageTemplates result;
  if (folder.empty()) {
    return result;
  }
  std::error_code failure;
  std::vector<std::filesystem::path> files;
  for (std::filesystem::directory_iterator entry(folder, failure), end; !failure && entry != end;
       entry.increment(failure)) {
    if (entry->path().extension() == kEnding) {
      files.push_back(entry->path());
    }
  }
  if (failure) {
    return Error{ErrorCode::usage,
                 folder.string() + ": dossier de modèles de messages illisible : " + failure.message()};
  }
  std::ranges::sort(files);
  for (const std::filesystem::path& file : files) {
    const std::string name = file.stem().string();
    const auto* const known = std::ranges::find(known_templates(), name, &Known::name);
    if (known == known_templates().end()) {
      std::vector<std::string> names;
      for (const Known& one : known_templates()) {
        names.emplace_back(one.name);
      }
      const std::string nearest = nearest_name(name, names);
      return Error{ErrorCode::usage, file.string() + ": aucun message ne s'appelle « " + name + " »" +
                                         (nearest.empty() ? "" : " ; le plus proche est « " + nearest + " »")};
    }
    Result<std::string> text = read_whole_file(file, kMostBytes);
    if (!text) {
      return Error{ErrorCode::usage, text.error().message};
    }
    if (const std::optional<std::string> problem = problem_of(*text, *known)) {
      return Error{ErrorCode::usage, file.string() + ": " + *problem};
    }
    result.texts_[name] = std::move(*text);
  }
  return result;
}

std::string MessageTemplates::render(std::string_view name, const TemplateData& data) const {
  mustache::mustache filled(texts_.find(name)->second);
  if (!name.ends_with("_html") && name != "by_hand") {
    filled.set_custom_escape([](const std::string& text) { return text; });
  }
  return std::string(trimmed(filled.render(as_mustache(data))));
}

}  // namespace passerelle
