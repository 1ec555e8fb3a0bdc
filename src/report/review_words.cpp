#include "report/review_words.h"

#include <algorithm>
#include <utility>

#include "normalise/text.h"
#include "storage/utf8.h"

namespace passerelle {
namespace {

constexpr std::array<ReviewReason, 8> kReasons{{
    {"offer", "cette offre", "Seulement cette offre, pour cette personne."},
    {"employer", "cet employeur", "Plus jamais cet employeur pour cette personne."},
    {"occupation", "ce métier", "Plus jamais ce métier pour cette personne."},
    {"hours", "horaires",
     "Plus d'offres avec ces horaires. Précision : nuit, week-end, tôt, soir, coupé ou équipes ; sans précision, ceux "
     "des points d'attention."},
    {"distance", "distance",
     "Plus d'offres aussi loin. Précision : le trajet en minutes ; sans elle, celui de la ligne."},
    {"contract", "contrat",
     "Plus jamais ce type de contrat pour cette personne. Précision : CDI, CDD, intérim, saisonnier, apprentissage… ; "
     "sans elle, celui de la ligne."},
    {"closed", "offre fermée", "L'offre n'existe plus : elle est retirée pour tout le monde."},
    {"other", "autre", "Précision : pourquoi, avec vos mots."},
}};

// Folded: lower case, no accents. The words of `kReasons` and the codes are understood as well.
constexpr std::pair<std::string_view, std::string_view> kOtherWords[] = {
    {"offre", "offer"},
    {"cette offre seulement", "offer"},
    {"employeur", "employer"},
    {"metier", "occupation"},
    {"horaire", "hours"},
    {"trop loin", "distance"},
    {"trajet", "distance"},
    {"fermee", "closed"},
    {"offre pourvue", "closed"},
    {"pourvue", "closed"},
    {"type de contrat", "contract"},
};

constexpr std::pair<std::string_view, Gesture> kGestures[] = {
    {"garder", Gesture::keep},  {"garde", Gesture::keep},  {"gardee", Gesture::keep},  {"keep", Gesture::keep},
    {"ecarter", Gesture::drop}, {"ecarte", Gesture::drop}, {"ecartee", Gesture::drop}, {"drop", Gesture::drop},
    {"epingler", Gesture::pin}, {"epingle", Gesture::pin}, {"epinglee", Gesture::pin}, {"pin", Gesture::pin},
};

// Folded stems that stand in the words.
constexpr std::pair<std::string_view, std::string_view> kHours[] = {
    {"nuit", "night"},  {"week", "weekend"}, {"samedi", "weekend"}, {"dimanche", "weekend"}, {"tot", "early"},
    {"matin", "early"}, {"soir", "evening"}, {"coupe", "split"},    {"equipe", "shift"},
};

// Folded words of cells and of labels, whole; a star stands for any ending. Of two that overlap, the longer comes first
// and is taken out. `mission` alone names no contract: there are missions locales.
constexpr std::pair<std::string_view, std::string_view> kContracts[] = {
    {"cdi interim*", "DIN"}, {"indeterminee", "CDI"}, {"cdi", "CDI"},      {"professionnalisation", "PRO"},
    {"apprenti*", "APP"},    {"saison*", "SAI"},      {"interim*", "MIS"}, {"temporaire*", "MIS"},
    {"determinee", "CDD"},   {"cdd", "CDD"},          {"liberal*", "LIB"}, {"franchise*", "FRA"},
    {"commercial*", "CCE"},
};

bool is_in_word(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
}

/// Takes the words out of the text, wherever they stand as whole words; whether they did.
bool take_out(std::string_view words, std::string& text) {
  const bool any_ending = words.ends_with('*');
  words.remove_suffix(any_ending ? 1 : 0);
  bool found = false;
  for (std::size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) {
    std::size_t end = at + words.size();
    while (any_ending && end < text.size() && is_in_word(text[end])) {
      ++end;
    }
    if ((at == 0 || !is_in_word(text[at - 1])) && (end == text.size() || !is_in_word(text[end]))) {
      text.replace(at, end - at, " ");
      found = true;
    }
  }
  return found;
}

std::string comparable(std::string_view cell) {
  const std::string text = folded(cell);
  return std::string(trimmed(text));
}

}  // namespace

std::span<const ReviewReason> review_reasons() {
  return kReasons;
}

std::optional<Gesture> parse_gesture(std::string_view cell) {
  const std::string word = comparable(cell);
  if (word.empty()) {
    return Gesture::none;
  }
  const auto* const found = std::ranges::find(kGestures, word, &std::pair<std::string_view, Gesture>::first);
  return found == std::end(kGestures) ? std::nullopt : std::optional(found->second);
}

const ReviewReason* parse_review_reason(std::string_view cell) {
  const std::string words = comparable(cell);
  const auto* const other =
      std::ranges::find(kOtherWords, words, &std::pair<std::string_view, std::string_view>::first);
  const std::string_view code = other == std::end(kOtherWords) ? std::string_view(words) : other->second;
  const auto* const found = std::ranges::find_if(
      kReasons, [&](const ReviewReason& reason) { return reason.code == code || folded(reason.words) == words; });
  return found == kReasons.end() ? nullptr : &*found;
}

std::optional<std::string_view> parse_hours_meant(std::string_view cell) {
  const std::string words = comparable(cell);
  std::string_view meant;
  for (const auto& [stem, code] : kHours) {
    if (words.find(stem) == std::string::npos || code == meant) {
      continue;
    }
    if (!meant.empty()) {
      return std::nullopt;
    }
    meant = code;
  }
  return meant;
}

std::string_view hours_in_french(std::string_view code) {
  static constexpr std::pair<std::string_view, std::string_view> kWords[] = {
      {"night", "nuit"},         {"weekend", "week-end"}, {"early", "tôt"},       {"evening", "soir"},
      {"split", "coupé"},        {"shift", "équipes"},    {"saturday", "samedi"}, {"sunday", "dimanche"},
      {"on_call", "astreintes"}, {"3x8", "3x8"},
  };
  const auto* const found = std::ranges::find(kWords, code, &std::pair<std::string_view, std::string_view>::first);
  return found == std::end(kWords) ? code : found->second;
}

std::optional<std::string_view> parse_contract_meant(std::string_view cell) {
  std::string words = comparable(cell);
  std::string_view meant;
  for (const auto& [piece, code] : kContracts) {
    if (take_out(piece, words)) {
      if (!meant.empty() && meant != code) {
        return std::nullopt;
      }
      meant = code;
    }
  }
  return meant;
}

std::optional<bool> parse_tick(std::string_view cell) {
  const std::string word = comparable(cell);
  if (word.empty() || word == "non" || word == "0") {
    return false;
  }
  if (word == "oui" || word == "x" || word == "1") {
    return true;
  }
  return std::nullopt;
}

}  // namespace passerelle
