#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace passerelle {

/// Why a référent takes an offer out: the short list.
struct ReviewReason {
  std::string_view code;     ///< in events: `offer employer occupation hours distance contract closed other`
  std::string_view words;    ///< in review files
  std::string_view meaning;  ///< what the veto holds back, in French
};
std::span<const ReviewReason> review_reasons();

/// What a référent does with an offer.
enum class Gesture { none, keep, drop, pin };
inline const std::array<std::string, 3> kGestureWords{"garder", "écarter", "épingler"};

/// The gesture a cell tells, whatever its case, accents and gender ("Gardée"); `none` when it is empty; nothing when it
/// is another word.
std::optional<Gesture> parse_gesture(std::string_view cell);

/// The reason a cell tells, in its words or by its code; null when it is none.
const ReviewReason* parse_review_reason(std::string_view cell);

/// Which hours are meant: `night weekend early evening split shift`; empty when the words name none, nothing when they
/// name several.
std::optional<std::string_view> parse_hours_meant(std::string_view cell);

/// The word of such a code: "nuit"; another name comes back as it is.
std::string_view hours_in_french(std::string_view code);

/// The contract that words or a label name, by its code in files: `CDI CDD MIS SAI LIB FRA CCE DIN APP PRO`; empty when
/// they name none, nothing when they name several.
std::optional<std::string_view> parse_contract_meant(std::string_view cell);

/// "oui", "x", "1" and "non", "0", an empty cell; nothing for another word.
std::optional<bool> parse_tick(std::string_view cell);

}  // namespace passerelle
