#include "requirements/requirement_reader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <utility>

#include "normalise/text.h"
#include "requirements/themes.h"

namespace passerelle {

using namespace reading;  // NOLINT(google-build-using-namespace): the themes are this reader's own parts

namespace {

/// The longest quotation kept, in bytes of the source.
constexpr std::size_t kLongestWhere = 160;

/// Lower speaks louder when a text says two things of the same.
int rank(Strictness strictness) {
  switch (strictness) {
    case Strictness::must:
      return 0;
    case Strictness::wish:
      return 1;
    case Strictness::none:
      return 2;
    case Strictness::unclear:
      return 3;
  }
  return 3;
}

std::string quotation(const FoldedText& text, std::string_view original, const Finding& finding) {
  std::string_view words = text.origin(original, finding.begin, finding.end);
  if (words.size() > kLongestWhere) {
    std::size_t end = kLongestWhere;
    while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0U) == 0x80U) {
      --end;
    }
    words = words.substr(0, end);
  }
  std::string result(words);
  std::ranges::replace_if(
      result, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return result;
}

/// "Permis B obligatoire", "titulaire du permis C", not "vous avez une première expérience": words strong enough to
/// overrule a field's "souhaité", which is often but the form's default.
bool in_plain_words(const Requirement& requirement) {
  static const Pattern demand(R"(exige|obligatoire|imperati|indispensable|requis|necessaire|demande|minimum)");
  static const Pattern held(R"(titulaire|possed|detent|deten|detien|dispos|\bmuni)");
  const std::string where = folded(requirement.where);
  return demand.contains(where) || (requirement.kind == RequirementKind::licence && held.contains(where));
}

/// A length says more than a field's "expérience exigée" without one, and more than "expérimenté". A text's "première
/// expérience en caisse" stays beside it, for it tells of what.
void drop_bare_experience(std::vector<Requirement>& fields, std::vector<Requirement>& texts) {
  const auto length_asked = [](const Requirement& one) {
    return one.kind == RequirementKind::experience && one.strictness == Strictness::must &&
           one.value != "unspecified" && one.value != "0";
  };
  const auto some_asked = [](const Requirement& one) {
    return one.kind == RequirementKind::experience && one.value == "unspecified";
  };
  const bool told_by_text = std::ranges::any_of(texts, length_asked);
  if (told_by_text) {
    std::erase_if(fields, some_asked);
  }
  if (told_by_text || std::ranges::any_of(fields, length_asked)) {
    std::erase_if(texts, [&](const Requirement& one) {
      const std::string where = folded(one.where);
      return some_asked(one) && where.find("experimente") != std::string::npos &&
             where.find("experience") == std::string::npos;
    });
  }
}

/// Keeps each (kind, value) once: the strongest of the fields, else the strongest of the text; then sorts. A field
/// that leaves the matter open yields to the text.
std::vector<Requirement> settled(std::vector<Requirement> fields, std::vector<Requirement> texts) {
  const auto by_strength = [](const Requirement& left, const Requirement& right) {
    // Of two as strong, the one in whose place something else will do.
    return std::tuple(left.kind, std::string_view(left.value), rank(left.strictness), !left.replaceable) <
           std::tuple(right.kind, std::string_view(right.value), rank(right.strictness), !right.replaceable);
  };
  const auto same = [](const Requirement& left, const Requirement& right) {
    return left.kind == right.kind && left.value == right.value;
  };
  drop_bare_experience(fields, texts);
  for (std::vector<Requirement>* list : {&fields, &texts}) {
    std::ranges::stable_sort(*list, by_strength);
    list->erase(std::unique(list->begin(), list->end(), same), list->end());
  }
  // "5 h par semaine à Privas, 4 h à Aubenas": parts of a week, none of which is the week.
  const auto weekly = [](const Requirement& one) {
    return one.kind == RequirementKind::hours && one.value.find('h') != std::string::npos && one.value.front() <= '9';
  };
  if (std::ranges::count_if(texts, weekly) > 1) {
    for (Requirement& one : texts) {
      const bool share = one.kind == RequirementKind::full_time && one.value.starts_with("no ");
      if ((weekly(one) || share) && one.strictness == Strictness::must) {
        one.strictness = Strictness::unclear;
      }
    }
  }
  // "anglais" says less than "anglais courant" elsewhere in the text.
  const auto is_language = [](RequirementKind kind) {
    return kind == RequirementKind::language_fr || kind == RequirementKind::language_en ||
           kind == RequirementKind::language_other;
  };
  std::erase_if(texts, [&](const Requirement& one) {
    return is_language(one.kind) && one.value == "unspecified" &&
           std::ranges::any_of(texts, [&](const Requirement& other) {
             return other.kind == one.kind && other.value != one.value &&
                    rank(other.strictness) <= rank(one.strictness);
           });
  });
  // "Déplacements quotidiens" says less than a zone told elsewhere.
  const auto zoned = [&](const Requirement& one) {
    return one.kind == RequirementKind::travel && one.value != "unspecified" && one.strictness == Strictness::must;
  };
  if (std::ranges::any_of(fields, zoned) || std::ranges::any_of(texts, zoned)) {
    std::erase_if(texts, [](const Requirement& one) {
      return one.kind == RequirementKind::travel && one.value == "unspecified" && one.strictness != Strictness::none;
    });
  }
  // The field knows which contract it is; "alternance" in a title may be either.
  if (std::ranges::find(fields, RequirementKind::contract, &Requirement::kind) != fields.end()) {
    std::erase_if(texts, [](const Requirement& one) {
      return one.kind == RequirementKind::contract && one.value == "apprenticeship";
    });
  }
  // "semaine de 32 h" in an offer of full time.
  const bool full = std::ranges::any_of(fields, [](const Requirement& one) {
    return one.kind == RequirementKind::full_time && one.value == "yes" && one.strictness == Strictness::must;
  });
  for (Requirement& one : texts) {
    if (full && one.kind == RequirementKind::full_time && one.value.starts_with("no")) {
      one.strictness = Strictness::unclear;
    }
  }
  const std::size_t known = fields.size();
  for (Requirement& requirement : texts) {
    const auto end = fields.begin() + static_cast<std::ptrdiff_t>(known);
    const auto field =
        std::find_if(fields.begin(), end, [&](const Requirement& one) { return same(one, requirement); });
    if (field == end) {
      fields.push_back(std::move(requirement));
    } else if (field->strictness == Strictness::unclear ||
               (requirement.strictness == Strictness::must && in_plain_words(requirement))) {
      *field = std::move(requirement);
    }
  }
  // "temps partiel" says less than "temps partiel, 24 h" elsewhere in the offer.
  const auto part_time = [](const Requirement& one) {
    return one.kind == RequirementKind::full_time && one.value.starts_with("no");
  };
  if (std::ranges::count_if(fields, part_time) > 1) {
    std::erase_if(fields, [&](const Requirement& one) { return part_time(one) && one.value == "no"; });
  }
  std::ranges::stable_sort(fields, by_strength);
  return fields;
}

}  // namespace

namespace {

/// One text of an offer, folded and cut once for all that read it. Clauses borrow the folded text: it stays in place.
struct CutText {
  CutText(std::string_view words, Section where)
      : original(words),
        folded(in_plain_spelling(fold(words), words)),
        section(where),
        clauses(clauses_of(folded, words, where)) {}
  CutText(const CutText&) = delete;
  CutText& operator=(const CutText&) = delete;

  std::string_view original;
  FoldedText folded;
  Section section;
  std::vector<Clause> clauses;
};

}  // namespace

struct RequirementReader::Content {
  LicenceTheme licences;
  CertificateTheme certificates;
  DiplomaTheme diplomas;
  ExperienceTheme experience;
  HoursTheme hours;
  ClockTheme clock;
  WorkingTimesTheme working_times;
  LanguageTheme languages;
  PhysicalTheme physical;
  TravelTheme travel;
  PersonTheme persons;
  StatementTheme statements;

  void read_clause(const Clause& clause, std::vector<Finding>& findings) const {
    const auto speaks_of = [&clause](std::uint32_t themes) { return (clause.themes & themes) != 0; };
    if (speaks_of(kThemeLicence | kThemeVehicle)) licences.read(clause, findings);
    if (speaks_of(kThemeCertificate)) certificates.read(clause, findings);
    if (speaks_of(kThemeDiploma)) diplomas.read(clause, findings);
    if (speaks_of(kThemeExperience)) experience.read(clause, findings);
    if (speaks_of(kThemeHours | kThemeDays | kThemeWeek)) hours.read(clause, findings);
    if (speaks_of(kThemeClock)) clock.read(clause, findings);
    if (speaks_of(kThemeLanguage)) languages.read(clause, findings);
    if (speaks_of(kThemePhysical)) physical.read(clause, findings);
    if (speaks_of(kThemeTravel)) travel.read(clause, findings);
    if (speaks_of(kThemePerson)) persons.read(clause, findings);
  }

  /// What the text asks, added to `requirements`; `field` replaces the words when it is not empty.
  void read_into(const CutText& text, std::string_view field, std::vector<Requirement>& requirements) const {
    std::vector<Finding> findings;
    for (const Clause& clause : text.clauses) {
      if (text.section == Section::title) {
        diplomas.read_title(clause, findings);
        licences.read_title(clause, findings);
      }
      if (clause.themes != 0) {
        read_clause(clause, findings);
      }
    }
    for (Finding& finding : findings) {
      requirements.push_back({finding.kind, std::move(finding.value), finding.strictness,
                              field.empty() ? quotation(text.folded, text.original, finding) : std::string(field),
                              finding.replaceable});
    }
  }

  [[nodiscard]] std::vector<Requirement> requirements(const Offer& offer, const CutText& title,
                                                      const CutText& conditions, const CutText& text) const;
  [[nodiscard]] std::vector<WorkingTime> times(std::span<const CutText* const> texts,
                                               std::span<const Requirement> requirements) const;
};

namespace {

/// Papers and languages may be written into the list of skills ("FIMO/FCO", "Anglais B2 minimum"); how a job is done
/// may not, for a skill says what one can do.
bool is_held(RequirementKind kind) {
  using enum RequirementKind;
  return kind == licence || kind == vehicle || kind == certificate || kind == diploma || kind == language_fr ||
         kind == language_en || kind == language_other;
}

}  // namespace

RequirementReader::RequirementReader() : content_(std::make_unique<Content>()) {}
RequirementReader::~RequirementReader() = default;
RequirementReader::RequirementReader(RequirementReader&&) noexcept = default;
RequirementReader& RequirementReader::operator=(RequirementReader&&) noexcept = default;

std::vector<Requirement> RequirementReader::Content::requirements(const Offer& offer, const CutText& title,
                                                                  const CutText& conditions,
                                                                  const CutText& text) const {
  std::vector<Requirement> texts;
  read_into(title, {}, texts);
  const auto of_trailer = [](const Requirement& one) {
    return one.kind == RequirementKind::licence && one.value == "CE";
  };
  const auto titled = std::ranges::find_if(texts, of_trailer);
  const bool lorry_or_trailer = titled != texts.end() && titled->strictness == Strictness::unclear;
  read_into(conditions, "conditionExercice", texts);
  read_into(text, {}, texts);
  // "Chauffeur PL et SPL": one who holds C drives some of them, though the text says "permis C et CE".
  for (Requirement& requirement : texts) {
    if (lorry_or_trailer && of_trailer(requirement) && requirement.strictness == Strictness::must) {
      requirement.strictness = Strictness::unclear;
    }
  }
  std::vector<Requirement> fields = read_fields(offer);
  for (const AskedSkill& skill : offer.skills) {
    std::vector<Requirement> read;
    read_into(CutText(skill.label, Section::profile), "competences", read);
    for (Requirement& requirement : read) {
      // A skill of ROME has a code; what the employer wrote has none. A language with its level is either.
      const bool levelled = requirement.kind == RequirementKind::language_en && requirement.value != "unspecified";
      if ((skill.code.empty() || levelled) && is_held(requirement.kind) && requirement.strictness != Strictness::none) {
        requirement.strictness =
            skill.demanded && requirement.strictness != Strictness::wish ? Strictness::must : Strictness::wish;
        fields.push_back(std::move(requirement));
      }
    }
  }
  return settled(std::move(fields), std::move(texts));
}

std::vector<WorkingTime> RequirementReader::Content::times(std::span<const CutText* const> texts,
                                                           std::span<const Requirement> requirements) const {
  std::vector<WorkingTime> times;
  for (const CutText* text : texts) {
    working_times.read(text->folded, text->original, text->clauses, clock, times);
  }
  if (times.empty()) {
    return times;
  }
  const bool changing =
      std::ranges::any_of(texts, [this](const CutText* text) { return working_times.changing(text->folded.text); });
  std::optional<double> weekly;
  for (const Requirement& requirement : requirements) {
    const auto told = requirement.kind == RequirementKind::hours && requirement.strictness == Strictness::must
                          ? number_of(std::string_view(requirement.value).substr(0, requirement.value.find('h')))
                          : std::nullopt;
    weekly = told ? std::max(weekly.value_or(0), static_cast<double>(*told)) : weekly;
  }
  for (WorkingTime& time : times) {
    time.sure = time.sure && !changing;
  }
  return WorkingTimesTheme::settled(std::move(times), weekly);
}

OfferRequirements RequirementReader::read_all(const Offer& offer) const {
  const CutText title(offer.title, Section::title);
  const CutText hours(offer.hours_label, Section::other);
  const CutText conditions(offer.conditions, Section::other);
  const CutText text(offer.text, Section::other);
  OfferRequirements read{content_->requirements(offer, title, conditions, text), {}};
  const std::array<const CutText*, 4> texts{&title, &hours, &conditions, &text};
  read.times = content_->times(texts, read.requirements);
  return read;
}

std::vector<Requirement> RequirementReader::read(const Offer& offer) const {
  return read_all(offer).requirements;
}

std::vector<WorkingTime> RequirementReader::working_times(const Offer& offer) const {
  return read_all(offer).times;
}

std::vector<Requirement> RequirementReader::read_text(std::string_view text) const {
  std::vector<Requirement> texts;
  content_->read_into(CutText(text, Section::other), {}, texts);
  return settled({}, std::move(texts));
}

std::vector<StatedLimit> RequirementReader::read_statements(std::string_view text) const {
  return content_->statements.read(text);
}

}  // namespace passerelle
