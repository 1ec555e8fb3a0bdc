#include "storage/artefact.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>
#include <string>
#include <vector>

#include "tests/support/files.h"
#include "tests/support/temporary_directory.h"

namespace passerelle {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAreArray;
using ::testing::HasSubstr;

struct Pair {
  std::uint32_t first;
  float second;
};

const std::vector<std::uint32_t>& numbers() {
  static const std::vector<std::uint32_t> kNumbers = [] {
    std::vector<std::uint32_t> values(40);
    std::iota(values.begin(), values.end(), 7U);
    return values;
  }();
  return kNumbers;
}
const std::string kText = "des mots, puis des mots";

ArtefactWriter sample() {
  ArtefactWriter writer("sample", 3, "made of 40 numbers");
  writer.add<std::uint32_t>("numbers", numbers());
  writer.add<char>("text", kText);
  writer.add<Pair>("nothing", {});
  return writer;
}

void put(const fs::path& file, const std::string& bytes) {
  // A new file each time: a mapped one must not shrink under its reader.
  fs::remove(file);
  std::ofstream(file, std::ios::binary) << bytes;
}

/// True when everything in the artefact is what `sample` put there.
bool is_whole(const MappedArtefact& artefact) {
  const Result<std::span<const std::uint32_t>> values = artefact.section<std::uint32_t>("numbers");
  const Result<std::span<const char>> text = artefact.section<char>("text");
  const Result<std::span<const Pair>> nothing = artefact.section<Pair>("nothing");
  return artefact.identity() == "made of 40 numbers" && values && std::ranges::equal(*values, numbers()) && text &&
         std::ranges::equal(*text, kText) && nothing && nothing->empty();
}

TEST(Artefact, GivesBackWhatWasWritten) {
  const support::TemporaryDirectory directory;
  ASSERT_TRUE(sample().write(directory.path() / "a"));
  const Result<MappedArtefact> artefact = MappedArtefact::open(directory.path() / "a", "sample", 3);
  ASSERT_TRUE(artefact) << artefact.error().message;
  EXPECT_EQ(artefact->identity(), "made of 40 numbers");
  const Result<std::span<const std::uint32_t>> values = artefact->section<std::uint32_t>("numbers");
  ASSERT_TRUE(values);
  EXPECT_THAT(*values, ElementsAreArray(numbers()));
  EXPECT_TRUE(is_whole(*artefact));
}

TEST(Artefact, WithoutAnySectionIsStillAnArtefact) {
  const support::TemporaryDirectory directory;
  ASSERT_TRUE(ArtefactWriter("empty", 1, "").write(directory.path() / "a"));
  const Result<MappedArtefact> artefact = MappedArtefact::open(directory.path() / "a", "empty", 1);
  ASSERT_TRUE(artefact) << artefact.error().message;
  EXPECT_EQ(artefact->identity(), "");
}

TEST(Artefact, SectionsBeginAtMultiplesOf64Bytes) {
  const support::TemporaryDirectory directory;
  ASSERT_TRUE(sample().write(directory.path() / "a"));
  const std::string bytes = support::text_of(directory.path() / "a");
  EXPECT_EQ(bytes.find(kText) % 64, 0U);
  std::string first(sizeof(std::uint32_t) * numbers().size(), '\0');
  std::memcpy(first.data(), numbers().data(), first.size());
  EXPECT_EQ(bytes.find(first) % 64, 0U);
}

TEST(Artefact, SameContentGivesTheSameBytes) {
  const support::TemporaryDirectory directory;
  ASSERT_TRUE(sample().write(directory.path() / "a"));
  ASSERT_TRUE(sample().write(directory.path() / "b"));
  EXPECT_EQ(support::text_of(directory.path() / "a"), support::text_of(directory.path() / "b"));
}

TEST(Artefact, AnotherKindOrFormatIsRefused) {
  const support::TemporaryDirectory directory;
  ASSERT_TRUE(sample().write(directory.path() / "a"));
  const Result<MappedArtefact> kind = MappedArtefact::open(directory.path() / "a", "embedding", 3);
  ASSERT_FALSE(kind);
  EXPECT_EQ(kind.error().code, ErrorCode::artefact_refused);
  EXPECT_THAT(kind.error().message, HasSubstr("genre « sample », « embedding » attendu"));
  const Result<MappedArtefact> format = MappedArtefact::open(directory.path() / "a", "sample", 4);
  ASSERT_FALSE(format);
  EXPECT_EQ(format.error().code, ErrorCode::artefact_refused);
  EXPECT_THAT(format.error().message, HasSubstr("format 3 écrit par une autre version de Passerelle, format 4"));
}

TEST(Artefact, WhatIsNoArtefactIsRefusedOrMissing) {
  const support::TemporaryDirectory directory;
  const auto error_of = [&](const fs::path& file) {
    const Result<MappedArtefact> artefact = MappedArtefact::open(file, "sample", 3);
    return artefact ? Error{ErrorCode::usage, "opened"} : artefact.error();
  };
  put(directory.path() / "text", "occupation\ttitle\tkind\n" + std::string(500, 'x'));
  EXPECT_EQ(error_of(directory.path() / "text").code, ErrorCode::artefact_refused);
  EXPECT_THAT(error_of(directory.path() / "text").message, HasSubstr("ce n'est pas un fichier de Passerelle"));
  put(directory.path() / "empty", "");
  EXPECT_EQ(error_of(directory.path() / "empty").code, ErrorCode::artefact_refused);
  EXPECT_EQ(error_of(directory.path()).code, ErrorCode::artefact_refused);
  EXPECT_EQ(error_of(directory.path() / "missing").code, ErrorCode::input_unusable);
  EXPECT_THAT(error_of(directory.path() / "missing").message, HasSubstr("missing: fichier introuvable"));
}

TEST(Artefact, AMissingSectionOrElementsOfAnotherSizeAreErrors) {
  const support::TemporaryDirectory directory;
  ASSERT_TRUE(sample().write(directory.path() / "a"));
  const Result<MappedArtefact> artefact = MappedArtefact::open(directory.path() / "a", "sample", 3);
  ASSERT_TRUE(artefact);
  const Result<std::span<const float>> missing = artefact->section<float>("weights");
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().message, HasSubstr("la partie « weights » manque"));
  const Result<std::span<const Pair>> other_size = artefact->section<Pair>("numbers");
  ASSERT_FALSE(other_size);
  EXPECT_THAT(other_size.error().message, HasSubstr("« numbers » a des éléments de 4 octets, 8 attendus"));
}

TEST(Artefact, EveryTruncationIsRefused) {
  const support::TemporaryDirectory directory;
  ASSERT_TRUE(sample().write(directory.path() / "a"));
  const std::string whole = support::text_of(directory.path() / "a");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    put(directory.path() / "cut", whole.substr(0, size));
    const Result<MappedArtefact> artefact = MappedArtefact::open(directory.path() / "cut", "sample", 3);
    ASSERT_FALSE(artefact) << size;
    EXPECT_EQ(artefact.error().code, ErrorCode::artefact_refused);
  }
}

TEST(Artefact, EveryFlippedByteIsRefusedOrChangesNothing) {
  const support::TemporaryDirectory directory;
  ASSERT_TRUE(sample().write(directory.path() / "a"));
  const std::string whole = support::text_of(directory.path() / "a");
  std::size_t accepted = 0;
  for (std::size_t position = 0; position < whole.size(); ++position) {
    for (const int change : {1, 0x80, 0xff}) {
      std::string damaged = whole;
      damaged[position] = static_cast<char>(damaged[position] ^ change);
      put(directory.path() / "damaged", damaged);
      const Result<MappedArtefact> artefact = MappedArtefact::open(directory.path() / "damaged", "sample", 3);
      if (artefact) {
        ++accepted;
        ASSERT_TRUE(is_whole(*artefact)) << position;
      } else {
        ASSERT_EQ(artefact.error().code, ErrorCode::artefact_refused);
      }
    }
  }
  // Only the zeros between sections may change unseen.
  EXPECT_LT(accepted, 3U * 64U * 3U);
}

TEST(Artefact, RandomDamageNeverPassesForTheContent) {
  const support::TemporaryDirectory directory;
  ASSERT_TRUE(sample().write(directory.path() / "a"));
  const std::string whole = support::text_of(directory.path() / "a");
  const bool holds = rc::check([&](const std::vector<std::pair<std::uint16_t, char>>& changes) {
    std::string damaged = whole;
    for (const auto& [position, byte] : changes) {
      damaged[position % damaged.size()] = byte;
    }
    damaged.resize(*rc::gen::elementOf(std::vector<std::size_t>{whole.size(), whole.size() / 2, whole.size() + 64}));
    put(directory.path() / "damaged", damaged);
    const Result<MappedArtefact> artefact = MappedArtefact::open(directory.path() / "damaged", "sample", 3);
    const bool refused_or_whole = !artefact || is_whole(*artefact);
    RC_ASSERT(refused_or_whole);
  });
  EXPECT_TRUE(holds);
}

}  // namespace
}  // namespace passerelle
