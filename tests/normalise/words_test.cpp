#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <fstream>
#include <thread>

#include "normalise/text.h"
#include "tests/normalise/cases.h"
#include "tests/support/real_data.h"

namespace passerelle {
namespace {

std::string texts_of(std::string_view text) {
  std::string joined;
  for (const Word& word : words(text)) {
    joined += joined.empty() ? "" : " ";
    joined += word.text;
  }
  return joined;
}

bool same_words(std::string_view left, std::string_view right) {
  const auto equal = [](const Word& a, const Word& b) { return a.text == b.text && a.stem == b.stem; };
  return std::ranges::equal(words(left), words(right), equal);
}

TEST(Words, FollowTheWrittenCases) {
  const rapidjson::Document file = tests::language_cases("normalise_words");
  for (const auto& entry : file["cases"].GetArray()) {
    EXPECT_EQ(texts_of(entry["given"].GetString()), entry["expected"].GetString()) << entry["given"].GetString();
  }
}

TEST(Words, PointToTheirPlaceInTheSource) {
  const std::string original = "L’équipe cherche un·e Vendeur(se) motivé(e)s.";
  std::vector<std::string> origins;
  for (const Word& word : words(original)) {
    origins.push_back(original.substr(word.begin, word.end - word.begin));
  }
  EXPECT_THAT(origins, testing::ElementsAre("équipe", "cherche", "un·e", "Vendeur(se)", "motivé(e)s"));
}

TEST(Words, ShareTheirStemWhateverTheNumber) {
  EXPECT_EQ(words("plombiers").front().stem, words("plombier").front().stem);
  EXPECT_EQ(words("installations").front().stem, words("installer").front().stem);
  EXPECT_EQ(words("commerciales").front().stem, words("commercial").front().stem);
}

TEST(Words, AreTheSameOnEveryThread) {
  const std::string text = "Infirmières et infirmiers diplômés d'État, en 3x8, pour l'hôpital de Nantes";
  const std::string expected = texts_of(text);
  std::vector<std::string> answers(4);
  {
    std::vector<std::jthread> threads;
    for (std::string& answer : answers) {
      threads.emplace_back([&answer, &text] { answer = texts_of(text); });
    }
  }
  EXPECT_THAT(answers, testing::Each(expected));
}

TEST(Words, AreTheSameHoweverManyWereReadBefore) {
  const std::string text = "Les infirmières accueillent 12 patients dans " + std::string(80, 'x') + ", aujourd'hui";
  const std::vector<Word> before = words(text);
  // More than are kept, each another one.
  std::string many;
  for (int number = 0; number < 70'000; ++number) {
    many += "mot" + std::to_string(number) + "elles ";
  }
  EXPECT_EQ(words(many).size(), 70'000U);
  const std::vector<Word> after = words(text);
  ASSERT_EQ(after.size(), before.size());
  for (std::size_t at = 0; at < after.size(); ++at) {
    EXPECT_EQ(after[at].text, before[at].text);
    EXPECT_EQ(after[at].stem, before[at].stem);
    EXPECT_EQ(after[at].is_stop, before[at].is_stop);
  }
}

RC_GTEST_PROP(Words, StayInsideTheirSourceAndInOrder, (const std::string& bytes)) {
  std::uint32_t last = 0;
  for (const Word& word : words(bytes)) {
    RC_ASSERT(!word.text.empty() && !word.stem.empty());
    RC_ASSERT(last <= word.begin && word.begin < word.end && word.end <= bytes.size());
    last = word.begin;  // one sign may make two words: "½" → "1/2"
  }
}

RC_GTEST_PROP(Words, PlainWordsAreCutAtSpaces, ()) {
  const auto plain = *rc::gen::container<std::vector<std::string>>(
      rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::elementOf(std::string("abcdghiklmoprtuvxyz")))));
  std::string text;
  std::vector<std::string> expected;
  for (const std::string& word : plain) {
    text += word + "  ";
    const bool repeated = expected.size() >= 2 && (expected.back() == "ou" || expected.back() == "et") &&
                          expected[expected.size() - 2] == word;
    repeated ? expected.pop_back() : expected.push_back(neutral_gender(word));
  }
  std::vector<std::string> read;
  std::ranges::transform(words(text), std::back_inserter(read), &Word::text);
  RC_ASSERT(read == expected);
}

TEST(NeutralGender, FollowsTheWrittenCases) {
  const rapidjson::Document file = tests::language_cases("normalise_gender");
  for (const auto& pair : file["neutral"].GetArray()) {
    EXPECT_EQ(neutral_gender(pair[0].GetString()), pair[1].GetString()) << pair[0].GetString();
  }
  for (const auto& word : file["unchanged"].GetArray()) {
    EXPECT_EQ(neutral_gender(word.GetString()), word.GetString());
  }
}

RC_GTEST_PROP(NeutralGender, TwiceIsOnce, ()) {
  const auto root = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("abceilmnorstuv")));
  const auto ending = *rc::gen::element<std::string>("euse", "trice", "iere", "ee", "eee", "ante", "ente", "ive", "ale",
                                                     "elle", "nnelle", "ienne", "eure", "ieuse", "a", "e", "esse", "s",
                                                     "ees", "euses", "ales", "ss", "woman");
  const std::string once = neutral_gender(root + ending);
  RC_ASSERT(neutral_gender(once) == once);
}

TEST(StopWords, AreFunctionWordsAndNoiseNeverTrades) {
  for (const char* word : {"le", "de", "pour", "h", "f", "cdi", "poste", "aujourd'hui"}) {
    EXPECT_TRUE(is_stop_word(word)) << word;
  }
  for (const char* word : {"car", "son", "or", "si", "c", "b", "cuisine", "agent", "vente", ""}) {
    EXPECT_FALSE(is_stop_word(word)) << word;
  }
}

std::vector<std::vector<std::string>> rows_of(const std::filesystem::path& path, char separator) {
  std::ifstream file(path);
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(file, line);) {
    std::vector<std::string>& row = rows.emplace_back(1);
    bool quoted = false;
    for (const char c : line) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        row.emplace_back();
      } else if (c != '\r') {
        row.back() += c;
      }
    }
  }
  return rows;
}

TEST(Words, BothFormsOfAJobWordAreOne) {
  SKIP_WITHOUT_REAL_DATA();
  const auto rows = rows_of(support::real_data() / "vocabulary" / "job_words_masculine_feminine.csv", ';');
  ASSERT_GT(rows.size(), 1000U);
  std::size_t same = 0;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    same += same_words(rows[i][0], rows[i][1]) ? 1U : 0U;
  }
  const double share = static_cast<double>(same) / static_cast<double>(rows.size() - 1);
  RecordProperty("share", std::to_string(share));
  EXPECT_GE(share, 0.995);
}

TEST(Words, BothFormsOfARomeTitleAreOne) {
  SKIP_WITHOUT_REAL_DATA();
  const auto rows = rows_of(support::real_data() / "rome_v460" / "unix_referentiel_appellation_v460_utf8.csv", ',');
  ASSERT_GT(rows.size(), 13'000U);
  std::size_t pairs = 0;
  std::size_t same = 0;
  std::size_t same_as_label = 0;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const std::string& label = rows[i][1];
    const std::vector<std::string> forms = gender_forms(label);
    ASSERT_FALSE(forms.empty()) << label;
    ASSERT_TRUE(std::ranges::none_of(forms, &std::string::empty)) << label;
    if (label.find(" / ") == std::string::npos) {
      EXPECT_THAT(forms, testing::SizeIs(1)) << label;
      continue;
    }
    if (forms.size() != 2) {
      continue;
    }
    ++pairs;
    same += same_words(forms[0], forms[1]) ? 1U : 0U;
    same_as_label += same_words(forms[0], label) ? 1U : 0U;
  }
  EXPECT_GE(pairs, 10'880U);
  RecordProperty("share", std::to_string(static_cast<double>(same) / static_cast<double>(pairs)));
  EXPECT_GE(static_cast<double>(same), 0.995 * static_cast<double>(pairs));
  EXPECT_GE(static_cast<double>(same_as_label), 0.995 * static_cast<double>(pairs));
}

TEST(GenderForms, FollowTheWrittenCases) {
  const rapidjson::Document file = tests::language_cases("normalise_gender_forms");
  for (const auto& entry : file["cases"].GetArray()) {
    std::vector<std::string> expected;
    for (const auto& form : entry["expected"].GetArray()) {
      expected.emplace_back(form.GetString());
    }
    EXPECT_EQ(gender_forms(entry["given"].GetString()), expected) << entry["given"].GetString();
  }
}

RC_GTEST_PROP(GenderForms, AreNeverEmptyForATitleWithWords, (const std::string& bytes)) {
  const std::vector<std::string> forms = gender_forms("Agent " + bytes);
  RC_ASSERT(!forms.empty());
  RC_ASSERT(std::ranges::none_of(forms, &std::string::empty));
}

TEST(SoundKey, FollowsTheWrittenCases) {
  const rapidjson::Document file = tests::language_cases("normalise_sound");
  ASSERT_GE(file["same"].Size(), 40U);
  for (const auto& pair : file["same"].GetArray()) {
    EXPECT_EQ(sound_key(pair[0].GetString()), sound_key(pair[1].GetString())) << pair[0].GetString();
  }
  for (const auto& pair : file["different"].GetArray()) {
    EXPECT_NE(sound_key(pair[0].GetString()), sound_key(pair[1].GetString())) << pair[0].GetString();
  }
}

TEST(SoundKey, HearsTheCedilla) {
  EXPECT_EQ(sound_key("façade"), sound_key("fassade"));
  EXPECT_NE(sound_key("façade"), sound_key("facade"));
  EXPECT_EQ(sound_key("fac\xCC\xA7"
                      "ade"),
            sound_key("façade"));
}

TEST(SoundKey, IsEmptyWithoutLetters) {
  EXPECT_EQ(sound_key(""), "");
  EXPECT_EQ(sound_key("35"), "");
  EXPECT_EQ(sound_key("!?"), "");
  EXPECT_NE(sound_key("3x8"), "");
}

RC_GTEST_PROP(SoundKey, DoubledConsonantsDoNotMatter, ()) {
  const auto word =
      *rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::elementOf(std::string("abdfikmoprtu"))));
  std::string doubled;
  for (const char c : word) {
    doubled += c;
    // m closes a syllable or not according to what follows, and a final consonant may be silent.
    if (std::string_view("bdfkr").find(c) != std::string_view::npos && doubled.size() > 1) {
      doubled += c;
    }
  }
  RC_ASSERT(sound_key("a" + word + "a") == sound_key("a" + doubled + "a"));
}

}  // namespace
}  // namespace passerelle
