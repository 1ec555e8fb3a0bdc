#include "privacy/record_words.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace passerelle {
namespace {

using Words = std::pair<std::string_view, std::string_view>;

constexpr auto kFields = std::to_array<Words>({
    {"CCE", "profession commerciale"},
    {"CDD", "CDD"},
    {"CDI", "CDI"},
    {"DIN", "CDI intérimaire"},
    {"FRA", "franchise"},
    {"LIB", "profession libérale"},
    {"MIS", "intérim"},
    {"SAI", "travail saisonnier"},
    {"APP", "apprentissage"},
    {"PRO", "contrat de professionnalisation"},
    {"accompaniment", "accompagnement"},
    {"address_form", "tu ou vous"},
    {"at", "le"},
    {"authorised", "droit de travailler"},
    {"authorised_until", "droit de travailler jusqu'au"},
    {"availability", "disponibilité"},
    {"avoid", "à éviter"},
    {"by", "par"},
    {"cefr", "niveau"},
    {"certificates", "certificats"},
    {"channel", "moyen de contact"},
    {"code", "code"},
    {"cold", "travail au froid"},
    {"consent", "accord"},
    {"contracts", "contrats"},
    {"country", "pays"},
    {"days", "jours"},
    {"diplomas", "diplômes"},
    {"discreet", "messages discrets"},
    {"dust_chemicals", "poussière ou produits chimiques"},
    {"email", "adresse e-mail"},
    {"employer", "employeur"},
    {"evidence", "d'où on le sait"},
    {"experiences", "expériences"},
    {"first_name", "prénom"},
    {"from", "à partir de"},
    {"given_at", "donné le"},
    {"heights", "travail en hauteur"},
    {"home", "domicile"},
    {"hours_per_week", "heures par semaine"},
    {"id", "numéro"},
    {"informal", "sans contrat"},
    {"insee", "commune (code INSEE)"},
    {"label", "intitulé"},
    {"language", "langue"},
    {"languages", "langues"},
    {"last_contact", "dernier contact"},
    {"last_year", "dernière année"},
    {"level", "niveau"},
    {"licences", "permis"},
    {"limits", "ce que le corps permet"},
    {"max", "au plus"},
    {"max_km", "distance la plus longue, en km"},
    {"max_lifting_kg", "poids le plus lourd, en kg"},
    {"max_minutes", "trajet le plus long, en minutes"},
    {"min", "au moins"},
    {"mobility", "déplacements"},
    {"modes", "moyens de transport"},
    {"months", "durée, en mois"},
    {"name", "nom"},
    {"net_monthly_min", "salaire net voulu, par mois"},
    {"nights", "travail de nuit"},
    {"occupations", "métiers"},
    {"person", "numéro"},
    {"phone", "téléphone"},
    {"place", "lieu"},
    {"postal_code", "code postal"},
    {"proof", "preuve"},
    {"purpose", "pour quoi"},
    {"ratings", "notes"},
    {"reads_french", "lit le français"},
    {"referent", "note du référent"},
    {"referents", "référents"},
    {"role", "rôle"},
    {"rome", "code du métier"},
    {"rome_skill", "code de la compétence"},
    {"schemes", "aides à l'emploi"},
    {"self", "votre note"},
    {"shared_phone", "téléphone partagé"},
    {"skills", "compétences"},
    {"slots", "horaires possibles"},
    {"soft_skills", "qualités"},
    {"standing_long", "longtemps debout"},
    {"status", "état"},
    {"text", "texte"},
    {"title", "métier"},
    {"to", "jusqu'à"},
    {"until", "jusqu'au"},
    {"value", "note"},
    {"vehicle", "véhicule"},
    {"weekends", "travail le week-end"},
    {"wishes", "souhaits"},
    {"withdrawn_at", "retiré le"},
    {"work", "droit au travail"},
    {"young_worker_until", "moins de 18 ans jusqu'au"},
});

constexpr auto kCodes = std::to_array<Words>({
    {"accept", "accepté"},
    {"active", "en cours"},
    {"ask", "à demander"},
    {"avoid", "à éviter"},
    {"badge", "badge"},
    {"bike", "vélo"},
    {"call", "appel"},
    {"car", "voiture"},
    {"confirmed", "confirmé"},
    {"declared", "dit par la personne"},
    {"diploma", "diplôme"},
    {"eligible", "possible pour vous"},
    {"email", "e-mail"},
    {"employed", "en emploi"},
    {"employment", "emploi"},
    {"everyday_life", "vie de tous les jours"},
    {"false", "non"},
    {"fri", "vendredi"},
    {"immersion", "immersion"},
    {"left", "terminé"},
    {"moped", "scooter"},
    {"mon", "lundi"},
    {"no", "non"},
    {"none", "sans avis"},
    {"paper", "papier"},
    {"paused", "en pause"},
    {"prefer", "préféré"},
    {"public_transport", "transports en commun"},
    {"referent", "par le référent"},
    {"refuse", "refusé"},
    {"rejected", "écarté"},
    {"sat", "samedi"},
    {"sms", "SMS"},
    {"social", "social"},
    {"sport_arts_games", "sport, arts, jeux"},
    {"suggested", "proposé"},
    {"sun", "dimanche"},
    {"thu", "jeudi"},
    {"training", "formation"},
    {"true", "oui"},
    {"tue", "mardi"},
    {"unknown", "pas connu"},
    {"volunteering", "bénévolat"},
    {"walk", "à pied"},
    {"wed", "mercredi"},
    {"work", "travail"},
    {"yes", "oui"},
});

// What people and référents write in their own words, and codes of others ("no" is Norwegian).
constexpr auto kOwnWords =
    std::to_array<std::string_view>({"by", "code", "country", "email", "employer", "first_name", "id", "label",
                                     "language", "name", "phone", "place", "proof", "purpose", "text", "title"});

std::string_view words_of(std::span<const Words> table, std::string_view name) {
  const auto found = std::ranges::find(table, name, &Words::first);
  return found == table.end() ? std::string_view() : found->second;
}

}  // namespace

std::string_view field_in_french(std::string_view name) {
  return words_of(kFields, name);
}

std::string_view code_in_french(std::string_view field, std::string_view code) {
  const bool own_words = std::ranges::find(kOwnWords, field) != kOwnWords.end();
  return own_words ? std::string_view() : words_of(kCodes, code);
}

}  // namespace passerelle
