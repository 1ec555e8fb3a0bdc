#include <algorithm>
#include <array>
#include <span>

#include "normalise/text.h"

namespace passerelle {
namespace {

struct Pair {
  std::string_view feminine;
  std::string_view masculine;
};

template <std::size_t N>
constexpr auto sorted(std::array<std::string_view, N> words) {
  std::ranges::sort(words);
  return words;
}

template <std::size_t N>
constexpr auto sorted(std::array<Pair, N> pairs) {
  std::ranges::sort(pairs, {}, &Pair::feminine);
  return pairs;
}

// Pairs that no rule below makes, or that a rule would make wrongly; and the two spellings of a few English trades.
constexpr auto kPairs = sorted(std::to_array<Pair>({{"ambassadrice", "ambassadeur"},
                                                    {"dispatcheur", "dispatcher"},
                                                    {"manageur", "manager"},
                                                    {"steward", "hote"},
                                                    {"soigneuse", "soigneur"},
                                                    {"accidentelle", "accidentel"},
                                                    {"adjointe", "adjoint"},
                                                    {"apprentie", "apprenti"},
                                                    {"artisane", "artisan"},
                                                    {"attendue", "attendu"},
                                                    {"avertie", "averti"},
                                                    {"avocate", "avocat"},
                                                    {"banderilla", "banderillo"},
                                                    {"barmaid", "barman"},
                                                    {"bookeuse", "booker"},
                                                    {"bucheronne", "bucheron"},
                                                    {"candidate", "candidat"},
                                                    {"canine", "canin"},
                                                    {"championne", "champion"},
                                                    {"charronne", "charron"},
                                                    {"cheffe", "chef"},
                                                    {"cheminote", "cheminot"},
                                                    {"chevillarde", "chevillard"},
                                                    {"clemente", "clement"},
                                                    {"coacheuse", "coach"},
                                                    {"colonelle", "colonel"},
                                                    {"commise", "commis"},
                                                    {"compagnonne", "compagnon"},
                                                    {"complete", "complet"},
                                                    {"conjointe", "conjoint"},
                                                    {"connue", "connu"},
                                                    {"consule", "consul"},
                                                    {"contremaitresse", "contremaitre"},
                                                    {"debrouillarde", "debrouillard"},
                                                    {"delicate", "delicat"},
                                                    {"designeuse", "designer"},
                                                    {"discrete", "discret"},
                                                    {"dispatcheuse", "dispatcher"},
                                                    {"doctoresse", "docteur"},
                                                    {"ecrivaine", "ecrivain"},
                                                    {"ecuyere", "ecuyer"},
                                                    {"elue", "elu"},
                                                    {"equine", "equin"},
                                                    {"experte", "expert"},
                                                    {"fervente", "fervent"},
                                                    {"forgeronne", "forgeron"},
                                                    {"formelle", "formel"},
                                                    {"francaise", "francais"},
                                                    {"grande", "grand"},
                                                    {"gratuite", "gratuit"},
                                                    {"grillardine", "grillardin"},
                                                    {"hotesse", "hote"},
                                                    {"humaine", "humain"},
                                                    {"inscrite", "inscrit"},
                                                    {"issue", "issu"},
                                                    {"laborantine", "laborantin"},
                                                    {"leadeuse", "leader"},
                                                    {"lignarde", "lignard"},
                                                    {"maconne", "macon"},
                                                    {"magistrate", "magistrat"},
                                                    {"mairesse", "maire"},
                                                    {"maitresse", "maitre"},
                                                    {"manageuse", "manager"},
                                                    {"maquignonne", "maquignon"},
                                                    {"marchande", "marchand"},
                                                    {"matelote", "matelot"},
                                                    {"metayere", "metayer"},
                                                    {"mortelle", "mortel"},
                                                    {"motarde", "motard"},
                                                    {"patronne", "patron"},
                                                    {"paysanne", "paysan"},
                                                    {"petite", "petit"},
                                                    {"pietonne", "pieton"},
                                                    {"pizzaiola", "pizzaiolo"},
                                                    {"poetesse", "poete"},
                                                    {"porionne", "porion"},
                                                    {"prefete", "prefet"},
                                                    {"prete", "pret"},
                                                    {"pretresse", "pretre"},
                                                    {"prevue", "prevu"},
                                                    {"publique", "public"},
                                                    {"rabbine", "rabbin"},
                                                    {"reconnue", "reconnu"},
                                                    {"reelle", "reel"},
                                                    {"reportrice", "reporter"},
                                                    {"republicaine", "republicain"},
                                                    {"retenue", "retenu"},
                                                    {"rewriteuse", "rewriter"},
                                                    {"rompue", "rompu"},
                                                    {"seconde", "second"},
                                                    {"soldate", "soldat"},
                                                    {"substitute", "substitut"},
                                                    {"tisserande", "tisserand"},
                                                    {"torera", "torero"},
                                                    {"une", "un"},
                                                    {"urbaine", "urbain"},
                                                    {"vehemente", "vehement"},
                                                    {"vigneronne", "vigneron"}}));

// Adjectives in -eux; every other -euse is a trade in -eur.
constexpr auto kFeminineOfEux = sorted(std::to_array<std::string_view>(
    {"adipeuse",       "medicamenteuse", "intraveineuse", "affectueuse", "amoureuse",    "audacieuse",
     "avantageuse",    "aventureuse",    "boiteuse",      "brumeuse",    "cancereuse",   "caoutchouteuse",
     "cartilagineuse", "caverneuse",     "chaleureuse",   "chanceuse",   "cotonneuse",   "courageuse",
     "couteuse",       "crapuleuse",     "cremeuse",      "dangereuse",  "defectueuse",  "delictueuse",
     "desastreuse",    "desireuse",      "douloureuse",   "douteuse",    "epineuse",     "fabuleuse",
     "fameuse",        "fangeuse",       "fibreuse",      "fievreuse",   "fougueuse",    "frauduleuse",
     "frileuse",       "fructueuse",     "gazeuse",       "genereuse",   "heureuse",     "hideuse",
     "honteuse",       "impetueuse",     "infructueuse",  "joyeuse",     "laineuse",     "lepreuse",
     "lumineuse",      "luxueuse",       "majestueuse",   "malheureuse", "matineuse",    "merveilleuse",
     "meticuleuse",    "miraculeuse",    "moelleuse",     "monstrueuse", "montagneuse",  "musculeuse",
     "neigeuse",       "nerveuse",       "nombreuse",     "nuageuse",    "oleagineuse",  "ombrageuse",
     "onereuse",       "orageuse",       "orgueilleuse",  "osseuse",     "paresseuse",   "peureuse",
     "pluvieuse",      "pointilleuse",   "populeuse",     "poreuse",     "poussiereuse", "respectueuse",
     "rigoureuse",     "rocailleuse",    "ruineuse",      "savonneuse",  "savoureuse",   "scandaleuse",
     "scrupuleuse",    "sereuse",        "somptueuse",    "tenebreuse",  "tuberculeuse", "tumultueuse",
     "valeureuse",     "vaniteuse",      "veineuse",      "veneneuse",   "venimeuse",    "verbeuse",
     "vertueuse",      "vigoureuse",     "volumineuse",   "voluptueuse"}));

// Trades in -ieur; every other -ieuse is an adjective in -ieux.
constexpr auto kFeminineOfIeur = sorted(std::to_array<std::string_view>(
    {"amplifieuse", "cadmieuse", "certifieuse", "lieuse", "parieuse", "plastifieuse", "plieuse", "rectifieuse",
     "relieuse", "rhodieuse", "scieuse", "skieuse", "stratifieuse", "torrefieuse", "trieuse"}));

// What the rules below would take for the feminine of another word: things ("vente", "lumiere"), verbs ("obtienne") and
// past participles in -é once their accent is gone ("motive", "oriente").
constexpr auto kNotFeminine = sorted(
    std::to_array<std::string_view>({"laquelle",    "auxquelle",   "lesquelle",   "desquelle",   "auquelle",
                                     "insee",       "criee",       "asniere",     "soriniere",   "valencienne",
                                     "interarmee",  "sequelle",    "aaeee",       "abstienne",   "accente",
                                     "accidente",   "adee",        "aee",         "affleure",    "agree",
                                     "aimante",     "ale",         "alizee",      "allee",       "allegere",
                                     "alternative", "amiante",     "annee",       "ante",        "apeure",
                                     "apnee",       "apogee",      "appartienne", "archive",     "aree",
                                     "argente",     "armee",       "arpente",     "arriere",     "arrive",
                                     "arrivee",     "assemblee",   "athee",       "atlante",     "attente",
                                     "aumoniere",   "automotive",  "avale",       "avente",      "avive",
                                     "azalee",      "bale",        "bandouliere", "banniere",    "barriere",
                                     "bbee",        "bdee",        "bee",         "bengale",     "beure",
                                     "bfee",        "biere",       "bonbonniere", "bouchee",     "boutonniere",
                                     "brabante",    "brevente",    "brive",       "brocante",    "bruyere",
                                     "buee",        "cabale",      "caducee",     "cale",        "cante",
                                     "capitale",    "captive",     "carriere",    "cathedrale",  "cdee",
                                     "cee",         "cente",       "cereale",     "cfee",        "champignonniere",
                                     "chante",      "charente",    "charniere",   "charpente",   "chaudiere",
                                     "chaussee",    "cheminee",    "chere",       "chicoree",    "cicatrice",
                                     "cigale",      "cimetiere",   "cinquante",   "civiere",     "clairiere",
                                     "coffee",      "committee",   "composante",  "conopee",     "contente",
                                     "contienne",   "contree",     "convienne",   "convive",     "cooperative",
                                     "coree",       "cornee",      "corvee",      "coulee",      "coursive",
                                     "couvee",      "craquee",     "cree",        "cremaillere", "criniere",
                                     "croisee",     "croisiere",   "cuillere",    "cultive",     "curee",
                                     "cymbale",     "dante",       "decale",      "decrive",     "dedale",
                                     "dee",         "deee",        "degree",      "demeure",     "denree",
                                     "dente",       "derive",      "derriere",    "descente",    "desoriente",
                                     "destinee",    "detale",      "detective",   "detente",     "detienne",
                                     "devale",      "devienne",    "diamante",    "diarrhee",    "dictee",
                                     "digere",      "dijonnee",    "dilettante",  "directive",   "donnee",
                                     "dragee",      "drive",       "duelle",      "duree",       "echappee",
                                     "ecoeure",     "ecrive",      "ecuelle",     "edee",        "edente",
                                     "ee",          "eee",         "effleure",    "empale",      "enchante",
                                     "enchere",     "endente",     "endive",      "ensanglante", "entente",
                                     "entree",      "entretienne", "epee",        "epopee",      "epouvante",
                                     "escale",      "esquive",     "estive",      "etagere",     "etale",
                                     "etienne",     "eure",        "evente",      "exagere",     "exhale",
                                     "expectative", "fbee",        "fee",         "fente",       "ffee",
                                     "filiale",     "filiere",     "five",        "fougere",     "foulee",
                                     "fourriere",   "free",        "frequente",   "fricassee",   "frontiere",
                                     "fumee",       "fusee",       "gale",        "gante",       "gelee",
                                     "gencive",     "genouillere", "gente",       "gere",        "giroflee",
                                     "glissiere",   "gorgee",      "gouttiere",   "graviere",    "gree",
                                     "grive",       "guinee",      "hante",       "heure",       "hiere",
                                     "hive",        "huee",        "hydrante",    "hypogee",     "idee",
                                     "iere",        "implante",    "imprimante",  "infante",     "ingere",
                                     "inhale",      "initiative",  "innocente",   "inscrive",    "intente",
                                     "intervale",   "intervienne", "invective",   "invente",     "ive",
                                     "jachere",     "jante",       "journee",     "judee",       "kyrielle",
                                     "lente",       "lessive",     "leure",       "levee",       "lignee",
                                     "lisiere",     "live",        "locomotive",  "lumiere",     "lycee",
                                     "maintienne",  "male",        "maniere",     "mante",       "maree",
                                     "matiere",     "matinee",     "matrice",     "mausolee",    "mediterranee",
                                     "melee",       "metadonnee",  "meuliere",    "meure",       "mienne",
                                     "missive",     "montee",      "morale",      "mosquee",     "motive",
                                     "moyenne",     "musee",       "museliere",   "mygale",      "naive",
                                     "nante",       "nausee",      "nourrice",    "nuee",        "nuitee",
                                     "obtienne",    "occidente",   "odyssee",     "oeillere",    "offensive",
                                     "ogive",       "olive",       "ombriere",    "ondee",       "onedrive",
                                     "opale",       "orchidee",    "oriente",     "orniere",     "outscale",
                                     "ovale",       "pale",        "panacee",     "pante",       "parente",
                                     "parvienne",   "patente",     "paupiere",    "pedale",      "pee",
                                     "pensee",      "pente",       "pepiniere",   "percale",     "percee",
                                     "persienne",   "perspective", "pesee",       "petale",      "plaisante",
                                     "plante",      "pleniere",    "pleure",      "plongee",     "poignee",
                                     "portee",      "poupee",      "pouponniere", "poursuive",   "poussiere",
                                     "powerscale",  "prerogative", "presente",    "prevente",    "previenne",
                                     "priere",      "prive",       "procree",     "provienne",   "puree",
                                     "pygmee",      "pyrenee",     "quarante",    "rafale",      "ragree",
                                     "rale",        "ralente",     "ramee",       "randonnee",   "rangee",
                                     "rante",       "rapiere",     "raree",       "ravale",      "ravive",
                                     "recidive",    "recree",      "refrigere",   "regale",      "remontee",
                                     "renommee",    "rente",       "rentree",     "reoriente",   "replante",
                                     "represente",  "retente",     "retienne",    "retombee",    "revente",
                                     "revienne",    "revive",      "risee",       "rive",        "riviere",
                                     "riziere",     "ruelle",      "sabliere",    "saignee",     "sale",
                                     "saliere",     "salive",      "sandale",     "sante",       "scale",
                                     "scandale",    "scarabee",    "see",         "sente",       "serpente",
                                     "sienne",      "signale",     "simagree",    "soiree",      "soixante",
                                     "solive",      "sorbetiere",  "soupiere",    "souriciere",  "soutienne",
                                     "souvienne",   "spirale",     "succursale",  "suee",        "suggere",
                                     "suive",       "supplante",   "supplee",     "surenchere",  "survienne",
                                     "survive",     "tablee",      "tale",        "taniere",     "tantale",
                                     "tante",       "televente",   "tentative",   "tente",       "thale",
                                     "theiere",     "three",       "tienne",      "tiere",       "timbale",
                                     "tive",        "torchere",    "toupee",      "tourbiere",   "tourmente",
                                     "tournee",     "tourterelle", "trachee",     "trainee",     "tranchee",
                                     "travee",      "traversee",   "tree",        "trente",      "trice",
                                     "trophee",     "truelle",     "vallee",      "vandale",     "vante",
                                     "variante",    "veillee",     "vendee",      "vente",       "vielle",
                                     "vienne",      "visiere",     "vive",        "volee",       "wholesale"}));

// Feminine ending → masculine ending, tried in this order. They are as long as it takes to spare ordinary words.
constexpr auto kEndings = std::to_array<Pair>(
    {{"trice", "teur"},    {"euse", "eur"},   {"eure", "eur"},  {"iere", "ier"},    {"chere", "cher"},
     {"gere", "ger"},      {"llere", "ller"}, {"ienne", "ien"}, {"eenne", "een"},   {"oyenne", "oyen"},
     {"nnelle", "nnel"},   {"uelle", "uel"},  {"ielle", "iel"}, {"urelle", "urel"}, {"orelle", "orel"},
     {"ernelle", "ernel"}, {"ante", "ant"},   {"ente", "ent"},  {"ive", "if"},      {"ale", "al"},
     {"ee", "e"},          {"woman", "man"}});

// Whole families of verbs and things in -ente: "augmente", "invente", "charpente".
constexpr auto kSparedEndings = std::to_array<std::string_view>({"mente", "vente", "pente", "fente"});

bool contains(std::span<const std::string_view> words, std::string_view word) {
  return std::ranges::binary_search(words, word);
}

/// The masculine of a singular word, empty when it is not a known feminine.
std::string masculine_of(std::string_view word) {
  if (const auto* const pair = std::ranges::lower_bound(kPairs, word, {}, &Pair::feminine);
      pair != kPairs.end() && pair->feminine == word) {
    return std::string(pair->masculine);
  }
  const auto* const ending =
      std::ranges::find_if(kEndings, [word](const Pair& pair) { return word.ends_with(pair.feminine); });
  if (ending == kEndings.end() || word.size() < ending->feminine.size() + 2 || contains(kNotFeminine, word)) {
    return {};
  }
  if (std::ranges::any_of(kSparedEndings, [word](std::string_view spared) { return word.ends_with(spared); })) {
    return {};
  }
  std::string masculine(word.substr(0, word.size() - ending->feminine.size()));
  masculine += ending->masculine;
  if (ending->feminine == "euse" &&
      (word.ends_with("ieuse") ? !contains(kFeminineOfIeur, word) : contains(kFeminineOfEux, word))) {
    masculine.back() = 'x';
  }
  return masculine;
}

std::string plural_of(std::string masculine) {
  if (masculine.ends_with("al")) {
    masculine.back() = 'u';
    masculine += 'x';
  } else if (!masculine.ends_with('s') && !masculine.ends_with('x')) {
    masculine += 's';
  }
  return masculine;
}

}  // namespace

std::string neutral_gender(std::string_view folded_word) {
  const char last = folded_word.empty() ? '\0' : folded_word.back();
  if (last == 's') {
    const std::string_view singular = folded_word.substr(0, folded_word.size() - 1);
    std::string masculine = neutral_gender(singular);
    return masculine == singular ? std::string(folded_word) : plural_of(std::move(masculine));
  }
  // Every word above ends in one of these: most others stop here.
  if (last != 'e' && last != 'a' && last != 'n' && last != 'd' && last != 'r') {
    return std::string(folded_word);
  }
  std::string neutral(folded_word);
  // "complétée" → "complete" → "complet", where "complété" and "complète" have to arrive too.
  for (std::string masculine = masculine_of(neutral); !masculine.empty(); masculine = masculine_of(neutral)) {
    neutral = std::move(masculine);
  }
  return neutral;
}

}  // namespace passerelle
