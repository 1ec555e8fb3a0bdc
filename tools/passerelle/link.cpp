#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/parallel.h"
#include "linking/clauses.h"
#include "locations.h"
#include "normalise/text.h"
#include "pipeline/engine.h"
#include "report/words.h"
#include "session.h"
#include "storage/byte_source.h"
#include "storage/json.h"

namespace passerelle {
namespace {

constexpr std::size_t kMostOccupations = 5;
constexpr std::size_t kTextsAtOnce = 256;
constexpr std::size_t kLongestTitle = 12;
/// A guess less sure than this is noise.
constexpr double kLeastConfidence = 0.01;

/// A requirement as the text states it; `can` is there when the person speaks of what they can or cannot do.
struct Stated {
  Requirement requirement;
  std::optional<bool> can;
};

/// What the engine understands of a text.
struct Reading {
  Understanding understanding;
  std::vector<Stated> requirements;
};

/// A title or a query names a job whatever its words; a note does not, nor what it tells of somebody else.
bool reads_as_a_title(const std::string& text) {
  const std::vector<Clause> clauses = split_clauses(text);
  const auto tells_otherwise = [](const Clause& clause) {
    return clause.about_others || std::ranges::any_of(clause.cues, [](const Cue& cue) {
             return cue.tells == Cue::Tells::nothing || cue.tells == Cue::Tells::refusal;
           });
  };
  return words(text).size() <= kLongestTitle && std::ranges::none_of(clauses, tells_otherwise);
}

Reading read_text(const Engine& engine, const std::string& text) {
  Reading reading;
  reading.understanding = engine.linker().understand(text);
  std::vector<OccupationLink>& occupations = reading.understanding.occupations;
  // Words that state a limit or a refusal and nothing else name no job; papers held do ("caces 3 et 5").
  const bool only_limits =
      !reads_as_a_title(text) || !reading.understanding.avoid.empty() ||
      std::ranges::any_of(reading.understanding.limits, [](const StatedLimit& limit) {
        return !limit.can || (limit.kind != RequirementKind::certificate && limit.kind != RequirementKind::licence);
      });
  if (occupations.empty() && !only_limits) {
    occupations = engine.linker().occupations(text, kMostOccupations);
    std::erase_if(occupations, [](const OccupationLink& link) { return link.confidence < kLeastConfidence; });
  }
  occupations.resize(std::min(occupations.size(), kMostOccupations), OccupationLink{});
  for (const StatedLimit& limit : reading.understanding.limits) {
    const Strictness strictness = limit.can ? Strictness::must : Strictness::none;
    reading.requirements.push_back({{limit.kind, limit.value, strictness, limit.where}, limit.can});
  }
  // The words of an offer may be given too; what a person states of themselves goes first.
  const std::size_t stated = reading.requirements.size();
  for (Requirement& requirement : engine.requirements().read_text(text)) {
    const auto same_kind = [&](const Stated& known) { return known.requirement.kind == requirement.kind; };
    if (std::none_of(reading.requirements.begin(), reading.requirements.begin() + static_cast<std::ptrdiff_t>(stated),
                     same_kind)) {
      reading.requirements.push_back({std::move(requirement), std::nullopt});
    }
  }
  return reading;
}

void write_avoided(JsonWriter& json, const Referential& referential, const AvoidLink& avoid) {
  const auto one = [&](std::string_view code, std::string_view label) {
    json.begin_object().key("rome");
    if (code.empty()) {
      json.null().key("label").null();
    } else {
      json.string(code).key("label").string(label);
    }
    json.key("where").string(avoid.where).end_object();
  };
  for (const OccupationIndex occupation : avoid.occupations) {
    one(referential.code(occupation), referential.label(occupation));
  }
  if (avoid.occupations.empty()) {
    one("", "");
  }
}

std::string as_json(const Engine& engine, const std::string& text) {
  const Reading reading = read_text(engine, text);
  const Referential& referential = engine.referential();
  JsonWriter json;
  json.begin_object().key("text").string(text).key("occupations").begin_array();
  for (const OccupationLink& link : reading.understanding.occupations) {
    json.begin_object().key("rome").string(referential.code(link.occupation));
    json.key("parent").string(referential.parent(link.occupation));
    json.key("label").string(referential.label(link.occupation));
    json.key("confidence")
        .number(std::round(link.confidence * 10'000) / 10'000)
        .key("form")
        .string(link.form)
        .key("telling")
        .string(to_string(link.telling))
        .end_object();
  }
  json.end_array().key("skills").begin_array();
  for (const SkillLink& link : reading.understanding.skills) {
    json.begin_object().key("code").string(referential.skill_code(link.skill));
    json.key("label").string(referential.skill_label(link.skill));
    json.key("evidence").string(to_string(link.evidence)).key("where").string(link.where).end_object();
  }
  json.end_array().key("requirements").begin_array();
  for (const auto& [requirement, can] : reading.requirements) {
    json.begin_object().key("kind").string(to_string(requirement.kind)).key("value").string(requirement.value);
    json.key("strictness").string(to_string(requirement.strictness)).key("can");
    if (can) {
      json.boolean(*can);
    } else {
      json.null();
    }
    json.key("where").string(requirement.where).end_object();
  }
  json.end_array().key("avoid").begin_array();
  for (const AvoidLink& avoid : reading.understanding.avoid) {
    write_avoided(json, referential, avoid);
  }
  json.end_array().end_object();
  return json.take() + '\n';
}

std::string as_text(const Engine& engine, const std::string& text) {
  const Reading reading = read_text(engine, text);
  const Referential& referential = engine.referential();
  std::string told = fmt::format("« {} »\n", text);
  const auto section = [&](std::string_view name, bool empty) {
    if (!empty) {
      told += fmt::format("  {}\n", name);
    }
  };
  const Understanding& understood = reading.understanding;
  section("Métiers", understood.occupations.empty());
  for (const OccupationLink& link : understood.occupations) {
    told += fmt::format("    {} {} ({:.0f} %, reconnu par « {} »)\n", referential.code(link.occupation),
                        referential.label(link.occupation), 100 * link.confidence, link.form);
  }
  section("Compétences", understood.skills.empty());
  for (const SkillLink& link : understood.skills) {
    told += fmt::format("    {} ({}, lu dans « {} »)\n", referential.skill_label(link.skill),
                        french(WordFamily::evidence, to_string(link.evidence)), link.where);
  }
  section("Exigences et limites", reading.requirements.empty());
  for (const auto& [requirement, can] : reading.requirements) {
    const std::string_view how =
        can ? (*can ? "oui" : "non") : french(WordFamily::strictness, to_string(requirement.strictness));
    told += fmt::format("    {}{}{} : {} (lu dans « {} »)\n", french(WordFamily::rule, to_string(requirement.kind)),
                        requirement.value.empty() ? "" : " ", requirement.value, how, requirement.where);
  }
  section("À éviter", understood.avoid.empty());
  for (const AvoidLink& avoid : understood.avoid) {
    told += fmt::format("    « {} »", avoid.where);
    for (const OccupationIndex occupation : avoid.occupations) {
      told += fmt::format(" {} {}", referential.code(occupation), referential.label(occupation));
    }
    told += '\n';
  }
  if (understood.occupations.empty() && understood.skills.empty() && reading.requirements.empty() &&
      understood.avoid.empty()) {
    told += "  Rien n'a été reconnu.\n";
  }
  return told;
}

Result<std::string> everything_from(const std::filesystem::path& file) {
  if (file != "-") {
    return read_whole_file(file);
  }
  std::string text;
  std::array<char, 65536> buffer{};
  while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), stdin)) {
    text.append(buffer.data(), count);
  }
  return text;
}

/// Lines without their ends; the last one counts even when it has none.
std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string line = text.substr(begin, end - begin);
    if (line.ends_with('\r')) {
      line.pop_back();
    }
    lines.push_back(std::move(line));
    begin = end + 1;
  }
  return lines;
}

}  // namespace

Action link_verb(CLI::App& options) {
  struct Asked {
    std::vector<std::string> texts;
    std::filesystem::path lines;
  };
  const auto asked = std::make_shared<Asked>();
  options.add_option("text", asked->texts, "textes à comprendre")->type_name("TEXTE");
  options.add_option("--lines", asked->lines, "un texte par ligne ; - lit l'entrée standard")->type_name("FICHIER");
  return [asked](Session& session) -> Result<Done> {
    std::vector<std::string> texts = asked->texts;
    if (texts.empty() == asked->lines.empty()) {
      return Error{ErrorCode::usage, "donnez soit des textes, soit --lines FICHIER"};
    }
    if (!asked->lines.empty()) {
      const Result<std::string> everything = everything_from(asked->lines);
      if (!everything) {
        return everything.error();
      }
      texts = lines_of(*everything);
    }
    const Result<Engine> engine = load_engine(session.settings);
    if (!engine) {
      return engine.error();
    }
    for (std::size_t begin = 0; begin < texts.size() && Terminal::is_open(); begin += kTextsAtOnce) {
      if (session.watch.must_stop()) {
        return Error{ErrorCode::interrupted, "interrompu à la demande"};
      }
      std::vector<std::string> told(std::min(kTextsAtOnce, texts.size() - begin));
      parallel_for(told.size(), [&](std::size_t index) {
        const std::string& text = texts[begin + index];
        told[index] = session.json ? as_json(*engine, text) : as_text(*engine, text);
      });
      for (const std::string& text : told) {
        session.terminal.print(text);
      }
    }
    return Done{};
  };
}

}  // namespace passerelle
