#include "base/hash.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace passerelle {
namespace {

// Published vectors of FIPS 180-2.
TEST(Sha256, AgreesWithThePublishedVectors) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, DoesNotDependOnHowTheBytesAreCut) {
  const std::string text(100'000, 'x');
  for (const std::size_t piece : {1U, 63U, 64U, 65U, 99'999U}) {
    Sha256 hash;
    for (std::size_t at = 0; at < text.size(); at += piece) {
      hash.update(std::string_view(text).substr(at, piece));
    }
    EXPECT_EQ(hash.hex(), sha256_hex(text)) << piece;
  }
}

TEST(Digest128, AgreesWithBlake2bOf16Bytes) {
  const Digest128 digest = digest128("abc");
  std::string hex;
  for (const std::uint64_t half : {digest.high, digest.low}) {
    for (unsigned byte = 0; byte < 8; ++byte) {
      constexpr std::string_view kDigits = "0123456789abcdef";
      hex += kDigits[(half >> (8 * byte + 4)) & 15U];
      hex += kDigits[(half >> (8 * byte)) & 15U];
    }
  }
  EXPECT_EQ(hex, "cf4ab791c62b8d2b2109c90275287816");
}

TEST(Hash64, KeepsManyShortWordsApart) {
  std::set<std::uint64_t> seen;
  for (int number = 0; number < 100'000; ++number) {
    seen.insert(hash64("mot" + std::to_string(number)));
  }
  EXPECT_EQ(seen.size(), 100'000U);
}

TEST(Hash64, ChangesWithTheSeed) {
  EXPECT_NE(hash64("plonge", 1), hash64("plonge", 2));
}

}  // namespace
}  // namespace passerelle
