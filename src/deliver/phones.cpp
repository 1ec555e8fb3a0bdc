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

struct Parsed {
  PhoneNumber number;
  std::string region;  ///< as the prefix tells it
};

std::optional<Parsed> parsed(std::string_view written) {
  const std::string number = as_dialled_in_france(number_in(written));
  std::string region = "FR";
  if (number.size() == kNationalDigits) {
    const auto* const found = std::ranges::find_if(
        kOverseas, [&number](const OverseasPrefix& overseas) { return number.starts_with(overseas.prefix); });
    region = found == kOverseas.end() ? region : found->region;
  }
  const PhoneNumberUtil& library = *PhoneNumberUtil::GetInstance();
  Parsed result{{}, std::move(region)};
  if (library.Parse(number, result.region, &result.number) != PhoneNumberUtil::NO_PARSING_ERROR ||
      !library.IsPossibleNumber(result.number)) {
    return std::nullopt;
  }
  return result;
}

bool is_french(const PhoneNumber& number) {
  return std::ranges::find(kFrenchCodes, number.country_code()) != kFrenchCodes.end();
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
  const std::optional<Parsed> parse = parsed(written);
  if (!parse) {
    return std::nullopt;
  }
  const PhoneNumberUtil& library = *PhoneNumberUtil::GetInstance();
  Phone phone;
  library.Format(parse->number, PhoneNumberUtil::E164, &phone.number);
  library.GetRegionCodeForNumber(parse->number, &phone.region);
  phone.is_plausible = library.IsValidNumber(parse->number);
  if (!phone.is_plausible) {
    phone.region = is_french(parse->number) ? parse->region : "";
  }
  phone.is_mobile = can_receive_sms(library, parse->number);
  return phone;
}

std::string phone_as_said(std::string_view written) {
  const std::optional<Parsed> parse = parsed(written);
  if (!parse) {
    return std::string(written);
  }
  std::string said;
  PhoneNumberUtil::GetInstance()->Format(
      parse->number, is_french(parse->number) ? PhoneNumberUtil::NATIONAL : PhoneNumberUtil::INTERNATIONAL, &said);
  return said;
}

}  // namespace passerelle
