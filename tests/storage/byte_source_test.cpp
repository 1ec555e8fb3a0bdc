#include "storage/byte_source.h"

#include <gmock/gmock.h>

#include <array>
#include <random>

#include "tests/support/gzip_file.h"
#include "tests/support/temporary_directory.h"

namespace passerelle {
namespace {

using support::TemporaryDirectory;
using support::write_gzip;
using support::write_plain;
using ::testing::HasSubstr;

/// Text that gzip cannot shrink to nothing: a cut then falls inside the data.
std::string varied_text(std::size_t size) {
  std::mt19937 random(7);
  std::string text;
  while (text.size() < size) {
    text += std::to_string(random());
  }
  return text;
}

TEST(ByteSource, AGzipFileReadsAsThePlainOne) {
  const TemporaryDirectory directory;
  const std::string text = varied_text(1'000'000);
  write_plain(directory.path() / "plain", text);
  write_gzip(directory.path() / "packed", text);
  EXPECT_EQ(*read_whole_file(directory.path() / "plain"), text);
  EXPECT_EQ(*read_whole_file(directory.path() / "packed"), text);
  EXPECT_LT(std::filesystem::file_size(directory.path() / "packed"), text.size());
}

TEST(ByteSource, AGzipCutAnywhereIsAnError) {
  const TemporaryDirectory directory;
  const auto packed = directory.path() / "packed";
  write_gzip(packed, varied_text(3'000));
  const auto whole = std::filesystem::file_size(packed);
  for (std::uintmax_t size = 2; size < whole; size += 37) {
    const auto cut = directory.path() / "cut";
    std::filesystem::copy_file(packed, cut, std::filesystem::copy_options::overwrite_existing);
    std::filesystem::resize_file(cut, size);
    const auto read = read_whole_file(cut);
    ASSERT_FALSE(read) << "cut at " << size;
    EXPECT_THAT(read.error().message, HasSubstr("gzip"));
  }
}

TEST(ByteSource, ADamagedGzipIsAnError) {
  const TemporaryDirectory directory;
  const auto packed = directory.path() / "packed";
  write_gzip(packed, varied_text(50'000));
  std::fstream stream(packed, std::ios::in | std::ios::out | std::ios::binary);
  stream.seekp(5'000);
  stream.write("damaged damaged", 15);
  stream.close();
  const auto read = read_whole_file(packed);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::input_unusable);
  EXPECT_THAT(read.error().message, HasSubstr("abîmé"));
}

TEST(ByteSource, MissingFilesAndFoldersSaySo) {
  const TemporaryDirectory directory;
  const auto missing = ByteSource::open(directory.path() / "nowhere");
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().message, HasSubstr("introuvable"));
  const auto folder = ByteSource::open(directory.path());
  ASSERT_FALSE(folder);
  EXPECT_THAT(folder.error().message, HasSubstr("dossier"));
  EXPECT_FALSE(sha256_of_file(directory.path()));
  EXPECT_FALSE(sha256_of_file(directory.path() / "nowhere"));
}

TEST(ByteSource, PeekingConsumesNothing) {
  const TemporaryDirectory directory;
  const std::string text = varied_text(10'000);
  write_gzip(directory.path() / "packed", text);
  auto file = ByteSource::open(directory.path() / "packed");
  ASSERT_TRUE(file);
  ByteSource memory = ByteSource::from_memory(text);
  for (ByteSource* source : {&*file, &memory}) {
    EXPECT_EQ(*source->peek(100), text.substr(0, 100));
    EXPECT_EQ(*source->peek(5'000), text.substr(0, 5'000));
    EXPECT_EQ(*source->peek(10), text.substr(0, 10));
    std::string read;
    std::array<char, 777> buffer{};
    for (;;) {
      const auto got = source->read(buffer);
      ASSERT_TRUE(got);
      if (*got == 0) {
        break;
      }
      read.append(buffer.data(), *got);
    }
    EXPECT_EQ(read, text);
    EXPECT_EQ(*source->peek(5), "");
  }
}

TEST(ByteSource, PositionEndsAtTheSize) {
  const TemporaryDirectory directory;
  write_gzip(directory.path() / "packed", varied_text(10'000));
  auto source = ByteSource::open(directory.path() / "packed");
  ASSERT_TRUE(source);
  EXPECT_EQ(source->size(), std::filesystem::file_size(directory.path() / "packed"));
  std::array<char, 4096> buffer{};
  while (*source->read(buffer) > 0) {
  }
  EXPECT_EQ(source->position(), source->size());
}

TEST(ReadWholeFile, RefusesMoreThanAsked) {
  const TemporaryDirectory directory;
  write_plain(directory.path() / "file", "12345");
  EXPECT_EQ(*read_whole_file(directory.path() / "file", 5), "12345");
  EXPECT_FALSE(read_whole_file(directory.path() / "file", 4));
}

TEST(Sha256OfFile, IsThatOfTheBytesOnDisk) {
  const TemporaryDirectory directory;
  write_plain(directory.path() / "abc", "abc");
  // The test vector of FIPS 180-2.
  EXPECT_EQ(*sha256_of_file(directory.path() / "abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  write_gzip(directory.path() / "packed", "abc");
  EXPECT_NE(*sha256_of_file(directory.path() / "packed"), *sha256_of_file(directory.path() / "abc"));
}

}  // namespace
}  // namespace passerelle
