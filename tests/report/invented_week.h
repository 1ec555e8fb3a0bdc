#pragma once

#include <string>
#include <vector>

#include "domain/person.h"
#include "weekly/shortlist.h"

namespace passerelle::support {

/// A small week invented for the tests of what people read: nobody and no employer in it exists.
struct InventedWeek {
  std::vector<Person> people;
  std::vector<Shortlist> lists;
  std::vector<Referent> referents;
  Week week{2026, 48};
};

/// The offer of the contract's example, with every field filled.
inline ShortlistItem example_item() {
  ShortlistItem item;
  item.rank = 1;
  item.offer = OfferId("192ABCD");
  item.also = {"192ABCE"};
  item.score = 8312;
  item.parts = {{"skills", 0.62, 0.5, 3100},
                {"occupation", 0.9, 0.35, 3150},
                {"travel", 0.9, 0.15, 1350},
                {"freshness", 0.712, 0.1, 712}};
  item.matched = {
      {"Cuisiner des plats", "faire la cuisine pour 20 personnes", Evidence::everyday_life, 0.8, 4, 3},
      {"Travailler en équipe", "arbitre de football", Evidence::sport_arts_games, 0.5, 5, 2},
  };
  item.missing = {{"Appliquer les normes HACCP", Strictness::wish, "training"}};
  item.to_check = {{"hours", "À quelle heure commence le travail ?"}};
  item.warnings = {"evening_hours", "travel_estimated"};
  item.travel = ShownTravel{15, "public_transport", true};
  item.show = {"Aide de cuisine (F/H)", "Cuisine des Tilleuls", "Orléans", "CDD 6 mois", "24 h", "12,02 € de l'heure"};
  item.apply = {"url", "https://offres.example.org/detail/192ABCD"};
  item.why = "Vous savez cuisiner pour beaucoup de monde. C'est à 15 minutes en bus.";
  return item;
}

/// An offer of which little is known.
inline ShortlistItem bare_item(int rank, const std::string& id, const std::string& title, std::int64_t score) {
  ShortlistItem item;
  item.rank = rank;
  item.offer = OfferId(id);
  item.score = score;
  item.parts = {{"occupation", static_cast<double>(score) / 10000, 1, score}};
  item.show.title = title;
  item.warnings = {"pay_unknown", "employer_unknown"};
  item.why = "Ce métier est dans vos souhaits.";
  item.apply.how = "none";
  return item;
}

inline NearlyItem nearly_item() {
  NearlyItem item;
  item.offer = OfferId("193NEAR");
  item.blocked_by = {{"licence", "B"}};
  item.step = "licence";
  item.show = {"Aide à domicile", "Maison des Aînés", "Saran", "CDI", "30 h", ""};
  return item;
}

inline Shortlist example_list() {
  Shortlist list;
  list.person = PersonId("P-0042");
  list.status = ListStatus::proposed;
  list.offers = {example_item(), bare_item(2, "192BARE", "Plongeur en restauration", 5210)};
  list.offers[1].through = "aide de cuisine";
  list.offers[1].apply = {"phone", "02 38 00 00 00"};
  list.nearly = {nearly_item()};
  list.to_confirm = {{"limit", "pas de permis", "n'a pas le permis"},
                     {"avoid", "pas le dimanche", "travail le dimanche"}};
  list.counts = {4312, 167, {{"distance", 4120}, {"licence", 13}, {"hours", 12}}};
  return list;
}

inline Person person_of(const std::string& id, std::vector<ReferentLink> referents) {
  Person person;
  person.id = PersonId(id);
  person.referents = std::move(referents);
  return person;
}

/// Ten people: most have offers, some nothing, one is paused, two have no référent, one has two.
inline InventedWeek invented_week() {
  InventedWeek week;
  week.referents = {{ReferentId("R-07"), "Camille D.", ""}, {ReferentId("R-11"), "Dominique B.", ""}};
  const ReferentLink camille{ReferentId("R-07"), "employment"};
  const ReferentLink dominique{ReferentId("R-11"), "social"};

  week.people.push_back(person_of("P-0042", {camille, dominique}));
  week.people.back().soft_skills = {{"ponctualité", 3, 5},
                                    {"esprit d'équipe", 4, 4},
                                    {"autonomie", 2, 4},
                                    {"calme", 4, std::nullopt},
                                    {"sens de l'accueil", 5, 4}};
  week.people.back().accompaniment.last_contact = parse_day("2026-11-14");
  week.lists.push_back(example_list());

  for (int number = 43; number <= 47; ++number) {
    const std::string id = "P-00" + std::to_string(number);
    week.people.push_back(person_of(id, {camille}));
    Shortlist list;
    list.person = PersonId(id);
    list.status = ListStatus::proposed;
    list.offers = {example_item(), bare_item(2, "19" + std::to_string(number), "Agent d'entretien", 6700),
                   bare_item(3, "20" + std::to_string(number), "Employé de ménage à domicile", 3100)};
    list.offers[0].rank = 1;
    list.referent_only = number == 44;
    list.counts = {4312, 40 + number, {{"distance", 4200}, {"night", 1}, {"experience", 70 - number}}};
    week.lists.push_back(std::move(list));
  }

  week.people.push_back(person_of("P-0048", {camille}));
  Shortlist nothing;
  nothing.person = PersonId("P-0048");
  nothing.status = ListStatus::empty;
  nothing.status_reason = "Aucune offre ne va avec les horaires et le trajet possibles.";
  nothing.unlock = {{"licence", "B", 14, "Avec le permis B : 14 offres de plus."},
                    {"hours", "", 6, "Avec un début à 8 h : 6 offres de plus."}};
  nothing.nearly = {nearly_item()};
  nothing.counts = {4312, 0, {{"distance", 4290}, {"licence", 16}, {"hours", 6}}};
  week.lists.push_back(std::move(nothing));

  week.people.push_back(person_of("P-0049", {camille}));
  Shortlist paused;
  paused.person = PersonId("P-0049");
  paused.status = ListStatus::paused;
  paused.status_reason = "En immersion jusqu'au 4 décembre.";
  week.lists.push_back(std::move(paused));

  for (const std::string id : {"P-0050", "P-0051"}) {
    week.people.push_back(person_of(id, {}));
    Shortlist list;
    list.person = PersonId(id);
    list.status = ListStatus::proposed;
    list.offers = {bare_item(1, "21" + id, "Préparateur de commandes", 8100)};
    week.lists.push_back(std::move(list));
  }
  return week;
}

}  // namespace passerelle::support
