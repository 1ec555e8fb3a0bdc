#include "linking/verb_forms.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>

namespace passerelle {
namespace {

struct Verb {
  std::string_view infinitive;
  std::string_view forms;  ///< those that do not share its stem, folded
};

/// Verbs whose forms have several stems. Forms that are more often a noun ("lit", "court", "mise") are left out. What
/// is built on a verb follows it: "conduire" stands for "produire" and "traduire" too, see `kPrefixed`.
constexpr auto kVerbs = std::to_array<Verb>({
    {"faire",
     "fais fait faits font faisons faites faisais faisait faisaient faisions fesait fera ferai ferais ferait "
     "feront faisant fai"},
    {"aller", "vais vas va vont allons allais allait allaient allant ira irai irais irait"},
    {"tenir", "tiens tient tenons tenez tiennent tenais tenait tenaient tenu tenus tiendrai tiendrait tenant"},
    {"venir", "viens vient venons viennent venais venait venaient venu venus viendra venant"},
    {"prendre", "prends prend prenons prenez prennent prenais prenait prenaient pris prendrai prenant"},
    {"mettre", "mets met mettons mettent mettais mettait mettaient mis mettrai mettant"},
    {"servir", "sers sert servons servent servais servait servaient servi servis servant"},
    {"dormir", "dors dort dorment dormais dormait dormi"},
    {"sortir", "sors sortons sortent sortais sortait sortaient sorti sortis sortant"},
    {"coudre", "couds coud cousons cousent cousais cousait cousaient cousu cousus cousant"},
    {"peindre", "peins peint peignons peignent peignais peignait peignaient peints peignant"},
    {"teindre", "teins teint teignent teignait"},
    {"joindre", "joins joint joignent joignait"},
    {"conduire", "conduis conduit conduisons conduisent conduisais conduisait conduisaient conduits conduisant"},
    {"construire", "construis construit construisons construisent construisais construisait construisaient construits"},
    {"vendre", "vends vend vendons vendez vendent vendais vendait vendaient vendu vendus vendrai vendant"},
    {"rendre", "rends rend rendons rendent rendais rendait rendaient rendu rendus rendant"},
    {"tendre", "tends tend tendent tendais tendait tendu"},
    {"pendre", "pends pend pendent pendais pendait pendu"},
    {"fendre", "fends fend fendent fendais fendait fendu"},
    {"descendre", "descends descend descendent descendais descendait descendu"},
    {"defendre", "defends defend defendent defendais defendait defendu"},
    {"repondre", "reponds repond repondons repondent repondais repondait repondaient repondu repondant"},
    {"tondre", "tonds tond tondent tondais tondait tondaient tondu"},
    {"fondre", "fonds fond fondent fondais fondait fondu"},
    {"battre", "bats bat battent battais battait battu"},
    {"cueillir", "cueille cueilles cueillent cueillais cueillait cueillaient cueilli cueillant"},
    {"ouvrir", "ouvre ouvres ouvrons ouvrent ouvrais ouvrait ouvraient ouvert ouverts"},
    {"offrir", "offre offrent offrais offrait offert"},
    {"courir", "cours courent courais courait couru courant"},
    {"ecrire", "ecris ecrit ecrivons ecrivent ecrivais ecrivait ecrivaient ecrits ecrivant"},
    {"lire", "lis lisons lisent lisais lisait lisaient lu lisant"},
    {"dire", "dis dit disons disent disais disait disant"},
    {"suivre", "suit suivons suivent suivais suivait suivaient suivi suivis suivant"},
    {"vivre", "vis vit vivent vivais vivait vecu"},
    {"connaitre", "connais connait connaissent connaissais connaissait connu"},
    {"recevoir", "recois recoit recevons recoivent recevais recevait recevaient recu recus"},
    {"voir", "vois voit voyons voient voyais voyait vu"},
    {"savoir", "sait savons savent savais savait"},
    {"essuyer", "essuie essuies essuient"},
    {"moudre", "mouds moud moulu"},
    {"traire", "trais trait traient trayais trayait traits"},
    {"cuire", "cuis cuit cuisent cuisais cuisait cuits"},
    {"nuire", "nuis nuit nuisent nuisait"},
});

/// What these verbs may carry in front: "apprendre", "remettre", "recoudre", "entretenir".
constexpr auto kPrefixed = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"entretenir", "tenir"},    {"soutenir", "tenir"},      {"maintenir", "tenir"},   {"obtenir", "tenir"},
    {"contenir", "tenir"},      {"devenir", "venir"},       {"intervenir", "venir"},  {"revenir", "venir"},
    {"apprendre", "prendre"},   {"comprendre", "prendre"},  {"reprendre", "prendre"}, {"entreprendre", "prendre"},
    {"remettre", "mettre"},     {"transmettre", "mettre"},  {"recoudre", "coudre"},   {"repeindre", "peindre"},
    {"desservir", "servir"},    {"eteindre", "teindre"},    {"rejoindre", "joindre"}, {"reconduire", "conduire"},
    {"attendre", "tendre"},     {"entendre", "tendre"},     {"etendre", "tendre"},    {"detendre", "tendre"},
    {"accueillir", "cueillir"}, {"recueillir", "cueillir"}, {"decrire", "ecrire"},    {"refaire", "faire"},
    {"defaire", "faire"},       {"revendre", "vendre"},     {"distraire", "traire"},  {"reconstruire", "construire"},
    {"recuire", "cuire"},       {"abattre", "battre"},      {"parcourir", "courir"},
});

/// "traduire", "produire": built as "conduire", on a root that is no verb.
constexpr auto kLikeConduire = std::to_array<std::string_view>({"tra", "pro", "re", "intro", "repro", "se"});

std::string joined(std::string_view left, std::string_view right) {
  std::string text(left);
  text += right;
  return text;
}

using Forms = std::unordered_map<std::string, std::string>;

/// Adds each of the forms, and the infinitive, with `prefix` in place of the first `cut` letters.
void add_forms(Forms& forms, const Verb& verb, std::string_view prefix, std::size_t cut) {
  const std::string infinitive = joined(prefix, verb.infinitive.substr(cut));
  // Marked, because it may also be another word's stem: "voir" is that of "voirie".
  const std::string marked = "~" + infinitive;
  forms.emplace(infinitive, marked);
  for (std::string_view rest = verb.forms; !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    forms.emplace(joined(prefix, rest.substr(cut, end - cut)), marked);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

Forms all_forms() {
  Forms forms;
  for (const Verb& verb : kVerbs) {
    add_forms(forms, verb, "", 0);
    for (const auto& [built, root] : kPrefixed) {
      if (root == verb.infinitive) {
        add_forms(forms, verb, built.substr(0, built.size() - root.size()), 0);
      }
    }
    if (verb.infinitive == "conduire") {
      for (const std::string_view prefix : kLikeConduire) {
        add_forms(forms, verb, prefix, 3);
      }
    }
  }
  return forms;
}

const Forms& irregular_forms() {
  static const Forms forms = all_forms();
  return forms;
}

/// "remplissait" → "rempl", the stem of "remplir"; the whole word when it is not so built.
std::string_view second_group_root(std::string_view word) {
  constexpr auto kEndings =
      std::to_array<std::string_view>({"issaient", "issais", "issait", "issons", "issent", "issant", "issez"});
  constexpr std::size_t kLeastRoot = 3;
  for (const std::string_view ending : kEndings) {
    if (word.size() >= ending.size() + kLeastRoot && word.ends_with(ending)) {
      return word.substr(0, word.size() - ending.size());
    }
  }
  return word;
}

/// In French no "j" stands before a consonant: it is "je", glued on.
bool glued_pronoun(std::string_view word) {
  constexpr std::string_view kConsonants = "bcdfgklmnpqrstvxz";
  return word.size() > 3 && word[0] == 'j' && kConsonants.find(word[1]) != std::string_view::npos;
}

}  // namespace

std::string lookup_form(const Word& word) {
  const bool glued = glued_pronoun(word.text);
  const std::string text = glued ? word.text.substr(1) : word.text;
  const Forms& forms = irregular_forms();
  if (const auto known = forms.find(text); known != forms.end()) {
    return known->second;
  }
  if (const std::string_view root = second_group_root(text); root.size() < text.size()) {
    return std::string(root);
  }
  // The stem of what follows a glued pronoun is that of the word without it, one letter shorter.
  std::string stem = glued && word.stem.size() > 1 ? word.stem.substr(1) : word.stem;
  // Endings that the stemmer leaves: "reparent" of "reparer", "nettoye" beside "nettoie".
  constexpr std::size_t kLeastStem = 4;
  if (stem.ends_with("ent") && stem.size() >= kLeastStem + 3) {
    stem.resize(stem.size() - 3);
  } else if (stem.ends_with('s') && stem.size() >= kLeastStem) {
    stem.pop_back();  // "velos"
  } else if (stem.ends_with('y') && stem.size() > kLeastStem) {
    stem.back() = 'i';
  }
  return stem;
}

}  // namespace passerelle
