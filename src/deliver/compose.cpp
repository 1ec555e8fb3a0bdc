#include "deliver/compose.h"

#include <algorithm>
#include <array>

#include "deliver/email.h"
#include "deliver/offer_words.h"
#include "report/plain_text.h"
#include "storage/utf8.h"

namespace passerelle {
namespace {

constexpr std::string_view kPurpose = "offers";
constexpr std::size_t kMaxNameCharacters = 30;

/// How much of an offer an SMS shows: titles and whole sentences give way step by step.
struct Measure {
  std::size_t title_characters;
  bool employer;
  bool place;
};
constexpr std::size_t kMaxPartCharacters = 40;
constexpr std::array<Measure, 3> kWithReason{{{60, true, true}, {40, true, true}, {40, false, true}}};
constexpr std::array<Measure, 6> kWithoutReason{
    {{60, true, true}, {40, true, true}, {40, false, true}, {25, false, true}, {25, false, false}, {15, false, false}}};

const std::string& sender_for(const Contact& contact, const MessageOptions& options) {
  return contact.discreet && !options.discreet_sender.empty() ? options.discreet_sender : options.sender;
}

/// Whole words of the text within so many characters.
std::string whole_words(std::string_view text, std::size_t max_characters) {
  if (character_count(text) <= max_characters) {
    return std::string(text);
  }
  std::size_t kept = 0;
  for (std::size_t space = text.find(' '); space != std::string_view::npos; space = text.find(' ', space + 1)) {
    if (character_count(text.substr(0, space)) <= max_characters) {
      kept = space;
    }
  }
  if (kept == 0) {
    return shortened(text, max_characters);
  }
  // "Aide de cuisine en" would hang in the air.
  std::string words(text.substr(0, kept));
  for (const std::string_view hanging : {" en", " de", " du", " des", " à", " et", " la", " le", " les", " -", " pour",
                                         " dans", " sur", " au", " aux", " d'", " l'", " /", ","}) {
    if (words.ends_with(hanging)) {
      words.resize(words.size() - hanging.size());
    }
  }
  return words;
}

/// Where each sentence ends.
std::vector<std::size_t> sentence_ends(std::string_view text) {
  std::vector<std::size_t> ends;
  for (std::size_t end = 1; end <= text.size(); ++end) {
    const bool is_mark = std::string_view(".!?").find(text[end - 1]) != std::string_view::npos;
    if (end == text.size() || (is_mark && text[end] == ' ')) {
      ends.push_back(end);
    }
  }
  return ends;
}

/// What an SMS shows of words that others wrote: one line, letters only, no number but the one to call.
std::string for_sms(std::string_view words) {
  std::string text = without_contacts(without_pictures(words));
  for (std::size_t at = text.find("[…]"); at != std::string::npos; at = text.find("[…]")) {
    text.erase(at, std::string_view("[…]").size());
  }
  return single_spaced(text);
}

/// The template filled, every run of spaces one space, no space before a line end.
SmsText filled(const MessageTemplates& templates, std::string_view name, const TemplateData& data,
               LetterPolicy letters) {
  const std::string text = templates.render(name, data);
  std::string tidy;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    tidy += (begin == 0 ? "" : "\n") + single_spaced(std::string_view(text).substr(begin, end - begin));
    begin = end + 1;
  }
  return sms_text(tidy, letters);
}

/// Writes the SMS about one offer within the segments allowed.
class SmsWriter {
 public:
  SmsWriter(const MessageRequest& request, const MessageOptions& options, const MessageTemplates& templates)
      : request_(request), options_(options), templates_(templates) {}

  /// Nothing when even the shortest form is too long, or when there is nothing to do for the person.
  [[nodiscard]] std::optional<SmsText> write() const {
    std::vector<TemplateData> answers{answer_data({}, request_.referent, false)};
    if (!request_.contact.discreet) {
      // A link that leaves no room gives way to the référent's phone.
      answers.insert(answers.begin(), answer_data(request_.offers.front().apply, request_.referent, false));
    }
    for (const TemplateData& answer : answers) {
      // Better a plain e than no message: an offer told with folded letters is told.
      for (const LetterPolicy letters : {options_.letters, LetterPolicy::fold}) {
        if (std::optional<SmsText> text = write_with(answer, letters)) {
          return text;
        }
      }
    }
    return std::nullopt;
  }

 private:
  void add_common(TemplateData& data) const {
    data.texts["sender"] = single_spaced(sender_for(request_.contact, options_));
    data.texts["stop"] = single_spaced(options_.stop);
    data.texts["tu"] = request_.contact.says_tu ? "oui" : "";
  }

  [[nodiscard]] std::optional<SmsText> within_limit(std::string_view name, const TemplateData& data,
                                                    LetterPolicy letters) const {
    SmsText text = filled(templates_, name, data, letters);
    const bool fits = static_cast<std::size_t>(text.segments) <= options_.max_segments;
    return fits ? std::optional(std::move(text)) : std::nullopt;
  }

  [[nodiscard]] std::optional<SmsText> write_with(TemplateData data, LetterPolicy letters) const {
    if (data.texts["link"].empty() && data.texts["phone"].empty() && data.texts["referent_phone"].empty()) {
      return std::nullopt;
    }
    if (request_.contact.discreet) {
      add_common(data);
      return within_limit("sms_discreet", data, letters);
    }
    const Contact& contact = request_.contact;
    TemplateData shown = offer_data(request_.offers.front(), 1, contact, request_.referent);
    add_common(data);
    data.texts["referent"] = shown.texts["referent"];
    data.texts["first_name"] =
        contact.shared_phone == Answer::no ? shortened(single_spaced(contact.first_name), kMaxNameCharacters) : "";
    const std::string why = for_sms(shown.texts["why"]);
    const std::vector<std::size_t> ends = sentence_ends(why);
    for (std::size_t sentences = ends.size(); sentences > 0; --sentences) {
      data.texts["why"] = why.substr(0, ends[sentences - 1]);
      for (const Measure& measure : kWithReason) {
        if (std::optional<SmsText> text = write_within(measure, shown, data, letters)) {
          return text;
        }
      }
    }
    data.texts["why"] = "";
    for (const Measure& measure : kWithoutReason) {
      if (std::optional<SmsText> text = write_within(measure, shown, data, letters)) {
        return text;
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<SmsText> write_within(const Measure& measure, const TemplateData& shown,
                                                    TemplateData& data, LetterPolicy letters) const {
    std::string title = whole_words(for_sms(shown.texts.at("title")), measure.title_characters);
    const std::string place = for_sms(shown.texts.at("place"));
    // The template sets the full stop; many titles name the place already.
    title.erase(title.find_last_not_of(" .") + 1);
    const bool is_named = title.find(place) != std::string::npos;
    data.texts["title"] = title.empty() ? "Un emploi" : title;
    data.texts["employer"] =
        measure.employer ? whole_words(for_sms(shown.texts.at("employer")), kMaxPartCharacters) : "";
    data.texts["place"] = measure.place && !is_named ? whole_words(place, kMaxPartCharacters) : "";
    return within_limit("sms", data, letters);
  }

  const MessageRequest& request_;
  const MessageOptions& options_;
  const MessageTemplates& templates_;
};

/// Somebody calls, or the référent sees to it.
Composed by_hand(const MessageRequest& request, std::string reason) {
  Composed composed;
  composed.channel = request.contact.phone ? Channel::call : Channel::referent;
  composed.reason = std::move(reason);
  return composed;
}

/// Why no message can go out on the contact's channel; empty when one can.
std::string obstacle(const Contact& contact) {
  const bool is_sms = contact.channel == Channel::sms;
  if (is_sms && !contact.phone) {
    return "pas de numéro de téléphone";
  }
  if (is_sms && !contact.phone->is_mobile) {
    return "téléphone fixe : il ne reçoit pas de SMS";
  }
  if (!is_sms && contact.email.empty()) {
    return "pas d'adresse électronique";
  }
  return contact.reads_french == Answer::no ? "ne lit pas le français" : "";
}

}  // namespace

Result<Composed> compose_message(const MessageRequest& request, const MessageOptions& options,
                                 const MessageTemplates& templates) {
  const Contact& contact = request.contact;
  if (trimmed(options.sender).empty()) {
    return Error{ErrorCode::usage, "[messages] sender : dire qui écrit, la loi le demande"};
  }
  Composed composed;
  composed.channel = contact.channel;
  if (request.offers.empty()) {
    composed.channel = Channel::referent;
    composed.reason = "aucune offre validée";
    return composed;
  }
  const bool leaves = contact.channel == Channel::sms || contact.channel == Channel::email;
  if (leaves && !has_consent(contact, kPurpose, contact.channel)) {
    composed.channel = Channel::referent;
    const std::string messages = contact.channel == Channel::sms ? "les SMS" : "les courriels";
    // Who took it back is not asked again as if nothing had been said.
    composed.reason = was_withdrawn(contact, kPurpose, contact.channel)
                          ? "accord retiré pour " + messages
                          : "pas d'accord connu pour " + messages + " : le demander";
  } else if (std::string why_not = leaves ? obstacle(contact) : ""; !why_not.empty()) {
    composed = by_hand(request, std::move(why_not));
  } else if (contact.channel == Channel::sms) {
    const std::optional<SmsText> text = SmsWriter(request, options, templates).write();
    if (text) {
      composed.content =
          MessageContent{SmsMessage{contact.phone->number, text->text, text->coding, text->segments}, {}};
      composed.offers = {request.offers.front().offer};
      return composed;
    }
    composed =
        by_hand(request, "le SMS ne tient pas, ou ni lien ni numéro à appeler : compléter le numéro du référent");
  } else if (contact.channel == Channel::email) {
    if (contact.discreet && answer_data({}, request.referent, false).texts["referent_phone"].empty()) {
      composed = by_hand(request, "message discret sans numéro à appeler : compléter le numéro du référent");
    } else {
      composed.content = MessageContent{{}, write_email(request, options, templates)};
    }
  }
  for (const ShortlistItem& item : request.offers) {
    composed.offers.push_back(item.offer);
  }
  return composed;
}

Result<SmsMessage> compose_stop_confirmation(const std::string& to, const MessageOptions& options,
                                             const MessageTemplates& templates) {
  if (trimmed(options.sender).empty()) {
    return Error{ErrorCode::usage, "[messages] sender : dire qui écrit, la loi le demande"};
  }
  TemplateData data;
  data.texts["sender"] = single_spaced(options.sender);
  const SmsText text = filled(templates, "sms_stop", data, options.letters);
  return SmsMessage{to, text.text, text.coding, text.segments};
}

}  // namespace passerelle
