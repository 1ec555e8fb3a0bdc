#include "domain/care.h"

#include <algorithm>

namespace passerelle {
namespace {

bool is_away(const Referent& referent, Day day) {
  return std::ranges::any_of(referent.absent, [day](const Absence& absence) {
    return (!absence.from || *absence.from <= day) && (!absence.until || day <= *absence.until);
  });
}

}  // namespace

Care::Care(std::span<const Person> people, std::span<const Referent> referents, Day day) {
  for (const Person& person : people) {
    people_.emplace(person.id, person.referents);
    for (const ReferentLink& link : person.referents) {
      referents_.insert(link.id);
    }
  }
  std::map<ReferentId, const Referent*> known;
  for (const Referent& referent : referents) {
    referents_.insert(referent.id);
    known.emplace(referent.id, &referent);
  }
  for (const Referent& referent : referents) {
    // Backups may form a ring: each is asked once.
    std::set<ReferentId> asked;
    ReferentId acting = referent.id;
    for (auto found = known.find(acting);
         found != known.end() && is_away(*found->second, day) && asked.insert(acting).second;
         found = known.find(acting)) {
      acting = ReferentId(found->second->backup);
    }
    if (is_away(referent, day)) {
      const bool nobody = acting.value().empty() || asked.contains(acting);
      acting_.emplace(referent.id, nobody ? referent.id : acting);
    }
  }
}

ReferentId Care::acting(const ReferentId& referent) const {
  const auto found = acting_.find(referent);
  return found == acting_.end() ? referent : found->second;
}

bool Care::may_decide(const ReferentId& referent, const PersonId& person) const {
  return std::ranges::any_of(referents_of(person), [&](const ReferentLink& link) {
    return link.id == referent || acting(link.id) == referent;
  });
}

std::span<const ReferentLink> Care::referents_of(const PersonId& person) const {
  const auto found = people_.find(person);
  return found == people_.end() ? std::span<const ReferentLink>() : std::span<const ReferentLink>(found->second);
}

ReferentId Care::answering(const PersonId& person) const {
  const std::span<const ReferentLink> links = referents_of(person);
  if (links.empty()) {
    return {};
  }
  const auto employment = std::ranges::find(links, "employment", &ReferentLink::role);
  return acting((employment == links.end() ? links.front() : *employment).id);
}

}  // namespace passerelle
