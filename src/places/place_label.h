#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace passerelle {

/// What a label tells of a place: "75 - PARIS 12", "45800 St-Jean-de-Braye", "Orléans (45)", "LYON CEDEX 03".
struct PlaceLabel {
  std::string name;               ///< comparable: folded words, one space between, "st" written in full
  std::string department;         ///< "45", "2A", "974"; "20" for either part of Corsica; empty when not given in front
  std::string postal_code;        ///< empty when not given
  int number = 0;                 ///< behind the name, what may be an arrondissement; 0 when there is none
  std::string department_behind;  ///< behind the name, what may be a département, when none stands in front
};

PlaceLabel read_place_label(std::string_view label);

/// True when the commune with this code lies in the département as `PlaceLabel` writes it; an empty one holds all.
bool lies_in_department(std::string_view insee, std::string_view department);

/// True when the label means a region, a département or a country, though a commune bears its name: "Vienne" (a
/// commune of Isère), "53 - Mayenne" (the feeds' way to write the département).
bool is_wider_than_a_commune(const PlaceLabel& label);

/// Départements of the region that `PlaceLabel::name` means ("grand est"), in order; empty when it is none.
std::vector<std::string> departments_of_region(std::string_view name);

}  // namespace passerelle
