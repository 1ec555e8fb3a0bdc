#include "storage/packing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "domain/date.h"

namespace passerelle {
namespace {

enum class Colour { red, green, blue };
using Row = StrongId<struct RowTag>;
using Name = StrongId<struct NameTag, std::string>;

struct Thing {
  std::string words;
  std::int64_t number = 0;
  std::uint32_t count = 0;
  double share = 0;
  bool flag = false;
  Colour colour = Colour::red;
  std::optional<int> perhaps;
  std::vector<std::string> many;
  std::vector<std::uint32_t> hashes;
  std::map<std::string, std::int64_t> counts;
  Row row;
  Name name;
  std::optional<Day> day;

  bool operator==(const Thing&) const = default;
};

template <class Archive, class Value>
requires std::same_as<std::remove_const_t<Value>, Thing>
void pack_fields(Archive& archive, Value& thing) {
  auto& [words, number, count, share, flag, colour, perhaps, many, hashes, counts, row, name, day] = thing;
  archive(words, number, count, share, flag, colour, perhaps, many, hashes, counts, row, name, day);
}

Thing any_thing() {
  Thing thing;
  thing.words = *rc::gen::arbitrary<std::string>();
  thing.number = *rc::gen::arbitrary<std::int64_t>();
  thing.count = *rc::gen::arbitrary<std::uint32_t>();
  thing.share = static_cast<double>(*rc::gen::arbitrary<std::int32_t>()) / 7;
  thing.flag = *rc::gen::arbitrary<bool>();
  thing.colour = static_cast<Colour>(*rc::gen::inRange(0, 3));
  if (thing.flag) {
    thing.perhaps = *rc::gen::arbitrary<int>();
    thing.day = Day(std::chrono::days(*rc::gen::inRange(-99'999, 99'999)));
  }
  thing.many = *rc::gen::arbitrary<std::vector<std::string>>();
  thing.hashes = *rc::gen::arbitrary<std::vector<std::uint32_t>>();
  thing.counts = *rc::gen::arbitrary<std::map<std::string, std::int64_t>>();
  thing.row = Row(*rc::gen::arbitrary<std::uint32_t>());
  thing.name = Name(*rc::gen::arbitrary<std::string>());
  return thing;
}

RC_GTEST_PROP(Packing, GivesBackWhatWasPutIn, ()) {
  const std::vector<Thing> things{any_thing(), any_thing()};
  const std::string bytes = packed(things);
  std::vector<Thing> back;
  Unpacker unpacker(bytes);
  unpacker(back);
  RC_ASSERT(unpacker.is_done());
  RC_ASSERT(back == things);
}

RC_GTEST_PROP(Packing, BytesThatAreCutShortAreRefused, ()) {
  const std::string bytes = packed(any_thing());
  const std::string cut = bytes.substr(0, *rc::gen::inRange<std::size_t>(0, bytes.size()));
  Thing back;
  Unpacker unpacker(cut);
  unpacker(back);
  RC_ASSERT(!unpacker.holds());
}

RC_GTEST_PROP(Packing, AnyBytesAreSafe, ()) {
  const std::string bytes = *rc::gen::arbitrary<std::string>();
  std::vector<Thing> back;
  Unpacker unpacker(bytes);
  unpacker(back);
  RC_ASSERT(!unpacker.is_done() || !bytes.empty());
}

TEST(Packing, ACountBeyondTheBytesAsksForNoMemory) {
  const std::string bytes = packed(std::uint64_t{1} << 62U);
  std::vector<std::string> texts;
  Unpacker unpacker(bytes);
  unpacker(texts);
  EXPECT_FALSE(unpacker.holds());
  EXPECT_TRUE(texts.empty());
}

TEST(Packing, SmallNumbersTakeOneByte) {
  EXPECT_EQ(packed(7U).size(), 1U);
  EXPECT_EQ(packed(-7).size(), 1U);
  EXPECT_EQ(packed(true).size(), 1U);
  EXPECT_EQ(packed(std::string("abc")).size(), 4U);
}

TEST(Packing, WhatIsLeftOverIsNoticed) {
  const std::string bytes = packed(7U) + "more";
  std::uint32_t number = 0;
  Unpacker unpacker(bytes);
  unpacker(number);
  EXPECT_EQ(number, 7U);
  EXPECT_TRUE(unpacker.holds());
  EXPECT_FALSE(unpacker.is_done());
}

}  // namespace
}  // namespace passerelle
