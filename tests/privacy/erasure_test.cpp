#include "privacy/erasure.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <set>

#include "deliver/corrections.h"
#include "privacy/person_file.h"
#include "storage/byte_source.h"
#include "tests/privacy/kept_person.h"

namespace passerelle {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const PersonId kPerson("P-0042");
const Author kReferent{AuthorKind::referent, "R-07"};

/// What names or tells of the person, as it could lie in a file: as text, in capitals, and as UTF-16.
std::vector<std::string> traces() {
  std::vector<std::string> all;
  for (const std::string_view words :
       {support::KeptPerson::kFirstName, support::KeptPerson::kWords, support::KeptPerson::kReply,
        std::string_view("P-0042"), std::string_view("33639980042"), std::string_view("639980042"),
        std::string_view("zebulon.fictif"), std::string_view("papier sign"), std::string_view("cuisine 4")}) {
    all.emplace_back(words);
    std::string wide;
    for (const char byte : words) {
      wide += byte;
      wide += '\0';
    }
    all.push_back(wide);
  }
  return all;
}

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

TEST(Erasure, NoByteOfThePersonStaysInTheDatabaseNorInALaterBackup) {
  support::KeptPerson kept;
  ASSERT_TRUE(erase_person(kept.ledger, kPerson, kReferent, {}).has_value());
  { const Ledger closed = std::move(kept.ledger); }
  const auto backup = kept.folder.path() / "later.backup";
  ASSERT_TRUE(backup_ledger(kept.options(), backup));
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kept.folder.path())) {
    if (!entry.is_regular_file()) {
      continue;
    }
    ++files;
    const std::string bytes = bytes_of(entry.path());
    for (const std::string& trace : traces()) {
      EXPECT_EQ(bytes.find(trace), std::string::npos) << entry.path() << " " << trace;
    }
  }
  EXPECT_GE(files, 3U);
}

/// All bytes of a folder's files.
std::string bytes_below(const std::filesystem::path& folder) {
  std::string bytes;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    bytes += entry.is_regular_file() ? bytes_of(entry.path()) + '\n' : "";
  }
  return bytes;
}

/// Pieces of what lies sealed in these bytes: 40 letters of base64 in a row, many of them capitals, which no digest
/// has.
std::set<std::string> sealed_pieces(const std::string& bytes) {
  constexpr std::size_t kPiece = 40;
  constexpr std::ptrdiff_t kCapitals = 8;
  const auto is_base64 = [](char byte) {
    return std::isalnum(static_cast<unsigned char>(byte)) || byte == '+' || byte == '/';
  };
  std::set<std::string> pieces;
  for (auto begin = bytes.begin(); begin != bytes.end();) {
    begin = std::find_if(begin, bytes.end(), is_base64);
    const auto end = std::find_if_not(begin, bytes.end(), is_base64);
    for (; end - begin >= static_cast<std::ptrdiff_t>(kPiece); begin += kPiece) {
      const std::string piece(begin, begin + kPiece);
      if (std::ranges::count_if(piece, [](char byte) { return byte >= 'A' && byte <= 'Z'; }) >= kCapitals) {
        pieces.insert(piece);
      }
    }
    begin = end;
  }
  return pieces;
}

TEST(Erasure, EvenWhatWasSealedIsGoneFromTheFiles) {
  support::KeptPerson kept(false);
  { const Ledger closed = std::move(kept.ledger); }
  const std::set<std::string> before = sealed_pieces(bytes_below(kept.folder.path()));
  ASSERT_GE(before.size(), 10U);
  kept.ledger = Ledger::open(kept.options()).value();
  ASSERT_TRUE(erase_person(kept.ledger, kPerson, kReferent, {}).has_value());
  { const Ledger closed = std::move(kept.ledger); }
  const std::string after = bytes_below(kept.folder.path());
  for (const std::string& piece : before) {
    EXPECT_EQ(after.find(piece), std::string::npos) << piece;
  }
}

TEST(Erasure, WhatStaysIsCountableAndNamesNobody) {
  support::KeptPerson kept;
  const Result<Erasure> erasure = erase_person(kept.ledger, kPerson, kReferent, {});
  ASSERT_TRUE(erasure.has_value());
  EXPECT_TRUE(erasure->was_known);
  EXPECT_EQ(erasure->events_left, 6U);
  EXPECT_EQ(erasure->suppressed, 2U);
  EXPECT_TRUE(gather_person(kept.ledger, kPerson).value().is_empty());
  std::size_t events = 0;
  ASSERT_TRUE(kept.ledger.for_each_event({}, [&](const Event& event) {
    ++events;
    EXPECT_TRUE(event.person.value().starts_with("erased-"));
    EXPECT_EQ(event.value.find("neveux"), std::string::npos);
    return true;
  }));
  EXPECT_EQ(events, 7U);
  EXPECT_TRUE(kept_contact(kept.ledger, PersonId("P-0043")).value().has_value());
}

TEST(Erasure, NothingLeavesForTheirAddressesAnyMore) {
  support::KeptPerson kept;
  const std::vector<std::string> more{"ancienne@example.org"};
  ASSERT_TRUE(erase_person(kept.ledger, kPerson, kReferent, more).has_value());
  for (const char* address : {"+33639980042", "Zebulon.Fictif@example.org", "ancienne@example.org"}) {
    EXPECT_TRUE(kept.ledger.is_suppressed(address).value()) << address;
  }
  EXPECT_FALSE(kept.ledger.is_suppressed("+33639980043").value());
  EXPECT_TRUE(Outbox(kept.ledger).messages({}).value().empty());
}

TEST(Erasure, APhoneSharedWithSomebodyStaysOpenForThem) {
  support::KeptPerson kept;
  ASSERT_TRUE(keep_contact(kept.ledger, support::contact_of("P-0044", "Xavier", "06 39 98 00 42", "x@example.org")));
  const Result<Erasure> erasure = erase_person(kept.ledger, kPerson, kReferent, {});
  ASSERT_TRUE(erasure.has_value());
  EXPECT_EQ(erasure->shared_addresses, 1U);
  EXPECT_EQ(erasure->suppressed, 1U);
  EXPECT_FALSE(kept.ledger.is_suppressed("+33639980042").value());
}

TEST(Erasure, ToldAgainItChangesNothing) {
  support::KeptPerson kept;
  ASSERT_TRUE(erase_person(kept.ledger, kPerson, kReferent, {}).has_value());
  const Result<Erasure> again = erase_person(kept.ledger, kPerson, kReferent, {});
  ASSERT_TRUE(again.has_value());
  EXPECT_FALSE(again->was_known);
  EXPECT_EQ(again->events_left, 0U);
}

/// A file of this content, without the person; what stays is written back.
struct Cleaned {
  Cleaned(const std::string& name, const std::string& content) : file(folder.path() / name) {
    std::ofstream(file, std::ios::binary) << content;
    std::filesystem::permissions(file, std::filesystem::perms(0640));
    without = file_without(file, kPerson).value();
    EXPECT_TRUE(write_without(without));
  }

  support::TemporaryDirectory folder;
  std::filesystem::path file;
  FileWithout without;
};

TEST(FileWithout, KeepsEveryOtherLineByteForByte) {
  const std::string before = "{\"id\":\"P-0041\", \"x\" : 1}\r\n\n";
  const std::string behind = "{\"id\":\"P-00422\"}\npas du json sur P-0042";
  const Cleaned cleaned("people.ndjson", before + "{\"id\":\"P-0042\",\"text\":\"…\"}\n" + behind);
  EXPECT_EQ(bytes_of(cleaned.file), before + behind);
  EXPECT_EQ(cleaned.without.removed, 1U);
  EXPECT_THAT(cleaned.without.to_look_at, ElementsAre(5U)) << "a human looks at what is no record";
  EXPECT_EQ(std::filesystem::status(cleaned.file).permissions(), std::filesystem::perms(0640));
}

TEST(FileWithout, TakesAContactOutAndRemembersItsAddresses) {
  const Cleaned cleaned("contacts.ndjson",
                        to_json(support::contact_of("P-0042", "Z", "06 39 98 00 42", "z@example.org")) + "\n" +
                            to_json(support::contact_of("P-0043", "Y", "06 39 98 00 43", "y@example.org")) + "\n");
  EXPECT_THAT(cleaned.without.addresses, ElementsAre("+33639980042", "z@example.org"));
  EXPECT_THAT(bytes_of(cleaned.file), HasSubstr("y@example.org"));
}

TEST(FileWithout, ReadsArraysAndTables) {
  const Cleaned array("people.json", "[{\"id\":\"P-0041\"},\n  {\"id\":\"P-0042\"}, {\"id\":\"P-0043\"}]");
  EXPECT_EQ(bytes_of(array.file), "[\n{\"id\":\"P-0041\"},\n{\"id\":\"P-0043\"}\n]\n");
  const std::string header = "\xEF\xBB\xBFid;text\r\n";
  const Cleaned table("people.csv", header + "P-0042;\"deux\nlignes\"\r\nP-0043;\"a;\nb\"\r\n");
  EXPECT_EQ(bytes_of(table.file), header + "P-0043;\"a;\nb\"\r\n");
  const Cleaned last("people.csv", header + "P-0043;x\r\nP-0042;\"deux\nlignes\"");
  EXPECT_EQ(bytes_of(last.file), header + "P-0043;x\r\n");
}

TEST(FileWithout, AFileThatCannotBeRewrittenIsRefusedBeforeAnythingIsLost) {
  const support::TemporaryDirectory folder;
  EXPECT_FALSE(file_without(folder.path() / "nulle-part.ndjson", kPerson).has_value());
  std::ofstream(folder.path() / "people.ndjson.gz") << "x";
  EXPECT_FALSE(file_without(folder.path() / "people.ndjson.gz", kPerson).has_value());
}

}  // namespace
}  // namespace passerelle
