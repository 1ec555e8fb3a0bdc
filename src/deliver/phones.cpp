#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <array>

#include "deliver/contacts.h"

namespace passerelle {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

struct OverseasPrefix {
  std::string_view prefix;
  const char* region;
};

// Numbers of the overseas départements are written like those of France, and have calling codes of their own.
constexpr std::array<OverseasPrefix, 15> kOverseas{{{"0590", "GP"},
                                                    {"0690", "GP"},
                                                    {"0691", "GP"},
                                                    {"0594", "GF"},
                                                    {"0694", "GF"},
                                                    {"0596", "MQ"},
                                                    {"0696", "MQ"},
                                                    {"0697", "MQ"},
                                                    {"0262", "RE"},
                                                    {"0263", "RE"},
                                                    {"0692", "RE"},
                                                    {"0693", "RE"},
                                                    {"0269", "YT"},
                                                    // 06 39 98 is kept for numbers of fiction, in France.
                                                    {"063998", "FR"},
                                                    {"0639", "YT"}}};
constexpr std::array<int, 6> kFrenchCodes{33, 262, 508, 590, 594, 596};
constexpr std::size_t kNationalDigits = 10;

/// The first run of signs a number is made of; empty when digits come again behind it: nobody knows which number holds.
std::string number_in(std::string_view written) {
  std::string number;
  bool ended = false;
  for (std::size_t at = 0; at < written.size(); ++at) {
    const char sign = written[at];
    const bool is_digit = sign >= '0' && sign <= '9';
    if (is_digit && ended) {
      return "";
    }
    if (is_digit || (sign == '+' && number.empty())) {
      number.push_back(sign);
    } else if ((sign >= 'A' && sign <= 'Z') || (sign >= 'a' && sign <= 'z') || sign == ',' || sign == ';') {
      ended = !number.empty();
    }
  }
  return number;
}

/// `0690…` whether the country stands in front or the first zero was lost by a spreadsheet; anything else as it is.
std::string as_dialled_in_france(std::string number) {
  for (const std::string_view country : {"+33", "0033"}) {
    if (number.starts_with(country)) {
      std::string_view rest = std::string_view(number).substr(country.size());
      // "+33 (0)6": the zero in brackets is said, not dialled.
      rest.remove_prefix(rest.starts_with('0') ? 1 : 0);
      return "0" + std::string(rest);
    }
  }
  const bool lost_its_zero = number.size() == kNationalDigits - 1 && number.front() != '0' && number.front() != '+';
  return lost_its_zero ? "0" + number : number;
}

/// The region a national number begins like; `FR` when the table does not hold it.
std::string region_of_prefix(std::string_view national) {
  const auto* const found = std::ranges::find_if(
      kOverseas, [national](const OverseasPrefix& overseas) { return national.starts_with(overseas.prefix); });
  return found == kOverseas.end() ? "FR" : found->region;
}

std::optional<PhoneNumber> parsed(std::string_view written) {
  const std::string number = as_dialled_in_france(number_in(written));
  const std::string region = number.size() == kNationalDigits ? region_of_prefix(number) : "FR";
  const PhoneNumberUtil& library = *PhoneNumberUtil::GetInstance();
  PhoneNumber result;
  const bool is_read = library.Parse(number, region, &result) == PhoneNumberUtil::NO_PARSING_ERROR;
  return is_read && library.IsPossibleNumber(result) ? std::optional(result) : std::nullopt;
}

bool is_french(const PhoneNumber& number) {
  return std::ranges::find(kFrenchCodes, number.country_code()) != kFrenchCodes.end();
}

/// The region of the number; for a range younger than the tables, what its beginning or its calling code tells.
std::string region_of(const PhoneNumberUtil& library, const PhoneNumber& number) {
  std::string region;
  library.GetRegionCodeForNumber(number, &region);
  if (library.IsValidNumber(number)) {
    return region;
  }
  std::string national;
  library.GetNationalSignificantNumber(number, &national);
  std::string likely = region_of_prefix("0" + national);
  if (library.GetCountryCodeForRegion(likely) != number.country_code()) {
    library.GetRegionCodeForCountryCode(number.country_code(), &likely);
  }
  return is_french(number) ? likely : "";
}

bool can_receive_sms(const PhoneNumberUtil& library, const PhoneNumber& number) {
  switch (library.GetNumberType(number)) {
    case PhoneNumberUtil::MOBILE:
    case PhoneNumberUtil::FIXED_LINE_OR_MOBILE:
      return true;
    case PhoneNumberUtil::UNKNOWN: {
      // Of a range younger than the tables: in France 06 and 07 are mobiles.
      std::string national;
      library.GetNationalSignificantNumber(number, &national);
      return !is_french(number) || national.starts_with('6') || national.starts_with('7');
    }
    default:
      return false;
  }
}

}  // namespace

std::optional<Phone> parse_phone(std::string_view written) {
  const std::optional<PhoneNumber> number = parsed(written);
  if (!number) {
    return std::nullopt;
  }
  const PhoneNumberUtil& library = *PhoneNumberUtil::GetInstance();
  Phone phone;
  library.Format(*number, PhoneNumberUtil::E164, &phone.number);
  phone.region = region_of(library, *number);
  phone.is_plausible = library.IsValidNumber(*number);
  phone.is_mobile = can_receive_sms(library, *number);
  return phone;
}

std::string phone_as_said(std::string_view written) {
  const std::optional<PhoneNumber> number = parsed(written);
  if (!number) {
    return std::string(written);
  }
  std::string said;
  PhoneNumberUtil::GetInstance()->Format(
      *number, is_french(*number) ? PhoneNumberUtil::NATIONAL : PhoneNumberUtil::INTERNATIONAL, &said);
  return said;
}

}  // namespace passerelle
