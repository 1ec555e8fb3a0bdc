#include "deliver/answers.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <vector>

#include "normalise/text.h"

namespace passerelle {
namespace {

// Longer texts are letters: a human reads them.
constexpr std::size_t kMostWordsOfAChoice = 4;

using Words = std::vector<std::string>;

// Politeness, and names of the thing: they change nothing of what is said.
constexpr auto kAround = std::to_array<std::string_view>(
    {"a",        "abonnement", "aimerais",  "alors",    "au",         "beau", "beaucoup", "bien",
     "bonjour",  "bonne",      "bonsoir",   "ca",       "ces",        "cet",  "cette",    "cordialement",
     "d",        "de",         "demande",   "des",      "desormais",  "donc", "du",       "email",
     "emails",   "envoi",      "envois",    "envoyer",  "et",         "etre", "faut",     "il",
     "j",        "je",         "journee",   "l",        "la",         "le",   "les",      "liste",
     "m",        "madame",     "mail",      "mails",    "maintenant", "me",   "merci",    "mes",
     "message",  "messages",   "messieurs", "mme",      "moi",        "mon",  "monsieur", "mr",
     "msg",      "numero",     "offre",     "offres",   "ok",         "peux", "plait",    "pour",
     "pourriez", "pouvez",     "pub",       "pubs",     "recevoir",   "s",    "se",       "salut",
     "sms",      "soiree",     "souhaite",  "stp",      "suis",       "svp",  "te",       "texto",
     "textos",   "tout",       "toute",     "toutes",   "tres",       "tous", "un",       "veuillez",
     "veux",     "vos",        "votre",     "voudrais", "vous"});
constexpr auto kLeave = std::to_array<std::string_view>(
    {"desabo", "desabonne", "desabonnement", "desabonner", "desabonnez", "desinscription", "desinscrire", "desinscris",
     "desinscrivez", "resiliation", "resilier", "resiliez", "st0p", "unsubscribe"});
// Also of buses and of illness: STOP only when nothing else is said.
constexpr auto kCease = std::to_array<std::string_view>(
    {"arret", "arrete", "arreter", "arretes", "arretez", "arrets", "cesse", "cesser", "cessez"});
// What is to cease.
constexpr auto kBother = std::to_array<std::string_view>(
    {"contacter", "deranger", "ecrire", "embeter", "harceler", "harcelement", "spam", "spams", "spammer"});
constexpr auto kContrary = std::to_array<std::string_view>(
    {"continue", "continuer", "continuez", "jamais", "n", "ne", "pas", "sans", "surtout"});
constexpr auto kYes =
    std::to_array<std::string_view>({"1", "accord", "daccord", "interesse", "interessee", "interessees", "interresse",
                                     "interressee", "ouais", "oui", "ouii", "ui", "yes"});
constexpr auto kNo = std::to_array<std::string_view>({"2", "nn", "no", "non"});
constexpr auto kCall =
    std::to_array<std::string_view>({"3", "appele", "appelee", "appeler", "appelez", "appelle", "rappel", "rappele",
                                     "rappelee", "rappeler", "rappelez", "rappelle"});
constexpr auto kWriting =
    std::to_array<std::string_view>({"contactez", "ecrivez", "email", "emails", "envoyer", "envoyez", "mail", "mails",
                                     "message", "messages", "msg", "recevoir", "sms", "texto", "textos"});

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& known) {
  return std::ranges::find(known, word) != known.end();
}

bool says(const Words& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

template <class Holds>
bool all_of(const Words& words, const Holds& holds) {
  return std::ranges::all_of(words, holds);
}

/// `STOP`, `STOPPER`, `STOPSMS`, `désabonner`.
bool is_stop_word(std::string_view word) {
  return word.starts_with("stop") || is_one_of(word, kLeave);
}

/// The words of a folded text: letters and digits that stand together.
Words plain_words(std::string_view text) {
  Words words(1);
  for (const char sign : text) {
    const bool belongs =
        (sign >= 'a' && sign <= 'z') || (sign >= '0' && sign <= '9') || static_cast<unsigned char>(sign) >= 0x80;
    if (belongs) {
      words.back().push_back(sign);
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) {
    words.pop_back();
  }
  return words;
}

/// "s t o p", "S.T.O.P".
bool is_spelt_stop(const Words& words) {
  std::string together;
  for (const std::string& word : words) {
    together += word.size() == 1 ? word : "-";
  }
  return together == "stop";
}

/// "ne plus recevoir de messages", "plus de SMS", "ne m'écrivez plus": STOP without the word. "Plus d'offres" alone may
/// ask for more of them.
bool is_no_more(const Words& words) {
  const bool is_negated = says(words, "ne") || says(words, "n");
  const bool of_writing = std::ranges::any_of(words, [is_negated](const std::string& word) {
    return is_one_of(word, kWriting) || (is_negated && (word == "offres" || word == "rien"));
  });
  return says(words, "plus") && of_writing && all_of(words, [](const std::string& word) {
           return word == "plus" || word == "ne" || word == "n" || word == "rien" || is_one_of(word, kWriting) ||
                  is_one_of(word, kAround);
         });
}

/// `core`: the words without what is around them.
bool is_stop(std::string_view text, const Words& words, const Words& core) {
  if (is_spelt_stop(words) || is_no_more(words)) {
    return true;
  }
  // "Non-stop" is no STOP; "non, stop" is.
  if (text.find("non-stop") != std::string_view::npos || text.find("non stop") != std::string_view::npos) {
    return false;
  }
  const bool nothing_else = all_of(core, [](const std::string& word) {
    return is_stop_word(word) || is_one_of(word, kCease) || is_one_of(word, kBother) || word == "oui" || word == "non";
  });
  const bool names_stop = std::ranges::any_of(core, is_stop_word);
  // "Je suis arrêté": on sick leave.
  const bool ceases = std::ranges::any_of(core, [](const std::string& word) { return is_one_of(word, kCease); }) &&
                      !says(words, "suis");
  const bool is_contrary =
      std::ranges::any_of(core, [](const std::string& word) { return is_one_of(word, kContrary); });
  const bool begins_with_stop = !core.empty() && is_stop_word(core.front()) && !is_contrary;
  return (nothing_else && (names_stop || ceases)) || begins_with_stop;
}

}  // namespace

std::string_view to_string(AnswerKind kind) {
  constexpr std::array<std::string_view, 5> kNames{"stop", "yes", "no", "call", "words"};
  return kNames.at(static_cast<std::size_t>(kind));
}

AnswerKind answer_kind(std::string_view utf8) {
  const std::string text = folded(utf8);
  const Words words = plain_words(text);
  Words core;
  std::ranges::copy_if(words, std::back_inserter(core),
                       [](const std::string& word) { return !is_one_of(word, kAround); });
  if (is_stop(text, words, core)) {
    return AnswerKind::stop;
  }
  if (core.empty() || core.size() > kMostWordsOfAChoice) {
    return AnswerKind::words;
  }
  const auto yes = [](const std::string& word) { return is_one_of(word, kYes); };
  if (all_of(core, yes)) {
    return AnswerKind::yes;
  }
  if (all_of(core, [](const std::string& word) { return is_one_of(word, kNo); }) ||
      (core.size() == 2 && core[0] == "pas" && core[1].starts_with("inter") && yes(core[1]))) {
    return AnswerKind::no;
  }
  // "Je vous rappelle": the person will call.
  const bool will_call = says(words, "je") && (says(words, "rappelle") || says(words, "appelle"));
  const bool asks_for_a_call =
      !will_call && all_of(core, [&yes](const std::string& word) { return is_one_of(word, kCall) || yes(word); });
  return asks_for_a_call ? AnswerKind::call : AnswerKind::words;
}

}  // namespace passerelle
