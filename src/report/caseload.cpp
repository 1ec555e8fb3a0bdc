#include "report/caseload.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/hash.h"
#include "report/words.h"

namespace passerelle {
namespace {

constexpr std::string_view kWithoutReferent = "sans-referent";
constexpr std::string_view kIndex = "index";
// File systems allow 255 bytes, extension and temporary names included.
constexpr std::size_t kMaxNameLength = 180;

bool is_plain(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

void append_encoded(std::string& name, char c) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  name.append({'%', kDigits[byte >> 4U], kDigits[byte & 0xFU]});
}

bool is_taken(std::string_view id) {
  std::string lower(id);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return lower == kIndex || lower == kWithoutReferent;
}

std::string with_role(const std::string& name, std::string_view role) {
  return role.empty() ? name : name + " (" + std::string(french(WordFamily::role, role)) + ")";
}

}  // namespace

CaseloadCounts counts_of(const Caseload& caseload) {
  CaseloadCounts counts;
  for (const CaseloadEntry& entry : caseload.entries) {
    switch (entry.list->status) {
      case ListStatus::proposed:
        ++counts.proposed;
        break;
      case ListStatus::empty:
        ++counts.empty;
        break;
      case ListStatus::paused:
        ++counts.paused;
        break;
    }
  }
  return counts;
}

std::vector<Caseload> caseloads(std::span<const Person> people, std::span<const Shortlist> shortlists,
                                std::span<const Referent> referents) {
  std::unordered_map<PersonId, const Person*> people_by_id;
  std::map<ReferentId, Caseload> by_referent;
  const auto add_referent = [&](const ReferentId& id, const std::string& display_name) {
    Caseload& caseload = by_referent[id];
    caseload.id = id;
    caseload.display_name = display_name.empty() ? id.value() : display_name;
    caseload.file_name = file_name_of(id.value());
  };
  for (const Person& person : people) {
    people_by_id.emplace(person.id, &person);
    for (const ReferentLink& link : person.referents) {
      add_referent(link.id, "");
    }
  }
  for (const Referent& referent : referents) {
    add_referent(referent.id, referent.display_name);
  }

  std::vector<const Shortlist*> in_order;
  in_order.reserve(shortlists.size());
  for (const Shortlist& shortlist : shortlists) {
    in_order.push_back(&shortlist);
  }
  std::ranges::stable_sort(in_order, {}, [](const Shortlist* shortlist) { return shortlist->person; });

  Caseload without;
  without.display_name = "Sans référent";
  without.file_name = kWithoutReferent;
  for (const Shortlist* shortlist : in_order) {
    const auto found = people_by_id.find(shortlist->person);
    const Person* person = found == people_by_id.end() ? nullptr : found->second;
    if (person == nullptr || person->referents.empty()) {
      without.entries.push_back({.list = shortlist, .person = person, .role = "", .others = {}});
      continue;
    }
    std::map<ReferentId, CaseloadEntry> entries;
    for (const ReferentLink& link : person->referents) {
      CaseloadEntry& entry = entries[link.id];
      entry.list = shortlist;
      entry.person = person;
      const std::string role(french(WordFamily::role, link.role));
      entry.role += entry.role.empty() || role.empty() ? role : ", " + role;
    }
    for (auto& [id, entry] : entries) {
      for (const ReferentLink& other : person->referents) {
        if (other.id != id) {
          entry.others.push_back(with_role(by_referent[other.id].display_name, other.role));
        }
      }
      by_referent[id].entries.push_back(std::move(entry));
    }
  }

  std::vector<Caseload> result;
  result.reserve(by_referent.size() + 1);
  for (auto& [id, caseload] : by_referent) {
    result.push_back(std::move(caseload));
  }
  result.push_back(std::move(without));
  return result;
}

std::string file_name_of(std::string_view id) {
  std::string name;
  for (std::size_t position = 0; position < id.size(); ++position) {
    const bool must_encode = position == 0 && (id.front() == '.' || is_taken(id));
    if (is_plain(id[position]) && !must_encode) {
      name.push_back(id[position]);
    } else {
      append_encoded(name, id[position]);
    }
  }
  if (name.empty()) {
    return "%";
  }
  // Cut, but still one name per id; '=' cannot come from an encoded id.
  return name.size() <= kMaxNameLength ? name
                                       : name.substr(0, kMaxNameLength - 64) + "=" + sha256_hex(id).substr(0, 32);
}

}  // namespace passerelle
