#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>

#include "normalise/text.h"
#include "tests/normalise/cases.h"

namespace passerelle {
namespace {

/// The slow road, ICU alone and the whole text at once: NFKC_Casefold, NFD, marks dropped. Good for letters, digits and
/// spaces of any script; signs have their own cases.
std::string naive_fold(const icu::UnicodeString& text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::UnicodeString folded_case = icu::Normalizer2::getNFKCCasefoldInstance(error)->normalize(text, error);
  const icu::UnicodeString decomposed = icu::Normalizer2::getNFDInstance(error)->normalize(folded_case, error);
  icu::UnicodeString kept;
  for (std::int32_t i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
    const UChar32 c = decomposed.char32At(i);
    const std::uint32_t category = U_GET_GC_MASK(c);
    if ((category & (U_GC_MN_MASK | U_GC_ME_MASK)) != 0) {
      continue;
    }
    switch (c) {
      case 0xE6:
        kept.append(u"ae");
        break;
      case 0x153:
        kept.append(u"oe");
        break;
      case 0xFE:
        kept.append(u"th");
        break;
      case 0xF8:
        kept.append(u'o');
        break;
      case 0xF0:
      case 0x111:
        kept.append(u'd');
        break;
      case 0x127:
        kept.append(u'h');
        break;
      case 0x131:
        kept.append(u'i');
        break;
      case 0x138:
        kept.append(u'k');
        break;
      case 0x142:
        kept.append(u'l');
        break;
      case 0x14B:
        kept.append(u'n');
        break;
      case 0x167:
        kept.append(u't');
        break;
      case 0x180:
        kept.append(u'b');
        break;
      case 0x2BC:  // inside ŉ
        kept.append(u'\'');
        break;
      default:
        kept.append(c);
    }
  }
  std::string utf8;
  kept.toUTF8String(utf8);
  return utf8;
}

struct Range {
  char32_t first;
  char32_t last;
};

rc::Gen<icu::UnicodeString> letters_of(std::vector<Range> scripts) {
  auto code_point = rc::gen::mapcat(rc::gen::elementOf(std::move(scripts)), [](const Range& range) {
    return rc::gen::inRange<std::uint32_t>(range.first, range.last + 1);
  });
  auto comparable = rc::gen::map(std::move(code_point), [](std::uint32_t c) {
    const std::uint32_t wanted = U_GC_LU_MASK | U_GC_LL_MASK | U_GC_LT_MASK | U_GC_LO_MASK | U_GC_N_MASK | U_GC_M_MASK;
    return (U_GET_GC_MASK(static_cast<UChar32>(c)) & wanted) != 0 ? c : std::uint32_t{' '};
  });
  return rc::gen::map(rc::gen::container<std::vector<std::uint32_t>>(std::move(comparable)),
                      [](const std::vector<std::uint32_t>& code_points) {
                        icu::UnicodeString text;
                        for (const std::uint32_t c : code_points) {
                          text.append(static_cast<UChar32>(c));
                        }
                        return text;
                      });
}

const std::vector<Range> kScripts = {{0x20, 0x7A},     {0xC0, 0x24F},    {0x300, 0x36F},   {0x388, 0x3FF},
                                     {0x400, 0x52F},   {0x5D0, 0x5EA},   {0x620, 0x6D3},   {0x904, 0x94D},
                                     {0x1E00, 0x1EFF}, {0x1F00, 0x1FBC}, {0xAC00, 0xD7A3}, {0x3041, 0x3096}};

RC_GTEST_PROP(Fold, LettersOfAnyScriptFoldAsTheSlowRoadFoldsThem, ()) {
  const icu::UnicodeString text = *letters_of(kScripts);
  std::string utf8;
  text.toUTF8String(utf8);
  // Signs inside the ranges (ASCII ones, and × ÷) have rules of their own.
  RC_ASSERT(folded(utf8) == naive_fold(text));
}

RC_GTEST_PROP(Fold, TwiceIsOnce, (const std::string& bytes)) {
  const std::string once = folded(bytes);
  RC_ASSERT(folded(once) == once);
}

RC_GTEST_PROP(Fold, TwiceIsOnceAroundMarkup, ()) {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
      "&", "amp", ";", "lt", "gt", "#", "59", "x3b", "<", ">", "br", "/", "p", " ", "a=b", "é", "&lt;", "&amp;", "\n",
      "＜", "；", "＆", "•", "·", "\xC2\xAD", "\xCD\xBE", "\xE2\x80", "e", "\xCC\x81"));
  std::string text;
  for (const std::string& piece : pieces) {
    text += piece;
  }
  const std::string once = folded(text);
  RC_ASSERT(folded(once) == once);
  RC_ASSERT(once.find_first_of("<>") == std::string::npos);
}

RC_GTEST_PROP(Fold, EveryByteKnowsItsSource, (const std::string& bytes)) {
  const FoldedText folded_text = fold(bytes);
  RC_ASSERT(folded_text.text == folded(bytes));
  RC_ASSERT(folded_text.source.size() == folded_text.text.size() + 1);
  RC_ASSERT(std::ranges::is_sorted(folded_text.source));
  RC_ASSERT(folded_text.source.back() == bytes.size());
}

RC_GTEST_PROP(Fold, FrenchTextBecomesAscii, ()) {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
      "é", "È", "ç", "Œ", "æ", "à", "ù", "ï", "ÿ", "’", "–", "«", "»", "…", " ", "a", "Z", "œ", "²", "\xC2\xA0"));
  std::string text;
  for (const std::string& piece : pieces) {
    text += piece;
  }
  RC_ASSERT(std::ranges::all_of(folded(text), [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
}

TEST(Fold, FollowsTheWrittenCases) {
  const rapidjson::Document file = tests::language_cases("normalise_fold");
  for (const auto& entry : file["cases"].GetArray()) {
    EXPECT_EQ(folded(entry["given"].GetString()), entry["expected"].GetString()) << entry["given"].GetString();
  }
}

TEST(Fold, InvalidBytesBecomeSpaces) {
  EXPECT_EQ(folded("a\xFF"
                   "b\xC3(\xE2\x82"),
            "a b ( ");
  EXPECT_EQ(folded(std::string_view("a\0b\tc\x7F", 6)), "a b c ");
}

TEST(Fold, GivesBackTheWordsOfTheSource) {
  const std::string original = "L&rsquo;&eacute;cole d’Œuvre <b>É</b>te\xCC\x81";
  const FoldedText folded_text = fold(original);
  const auto behind = [&](std::string_view part) {
    const std::size_t begin = folded_text.text.find(part);
    return std::string(folded_text.origin(original, begin, begin + part.size()));
  };
  EXPECT_EQ(behind("ecole"), "&eacute;cole");
  EXPECT_EQ(behind("oeuvre"), "Œuvre");
  EXPECT_EQ(behind("te"), "te\xCC\x81");
  EXPECT_EQ(behind("oe"), "Œ");
  EXPECT_EQ(fold("Œ").origin("Œ", 0, 1), "Œ");
}

TEST(Fold, ATagWithoutEndSwallowsNothing) {
  const std::string text = "a <p " + std::string(1000, 'x') + "> b";
  EXPECT_EQ(folded(text), "a  p " + std::string(1000, 'x') + "  b");
}

TEST(Fold, NestedEscapesDoNotExhaustTheStack) {
  std::string text;
  for (int i = 0; i < 200'000; ++i) {
    text += "&#59";
  }
  text += ';';
  EXPECT_LT(folded(text).size(), text.size());
}

}  // namespace
}  // namespace passerelle
