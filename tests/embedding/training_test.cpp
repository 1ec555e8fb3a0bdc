#include "embedding/training.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/parallel.h"
#include "embedding/embedding.h"
#include "tests/embedding/tiny_sources.h"
#include "tests/support/temporary_directory.h"

namespace passerelle {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

TrainingOptions tiny_options() {
  TrainingOptions options;
  options.dimensions = 16;
  options.epochs = 40;
  options.batch = 16;
  return options;
}

std::string bytes_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

class TrainEmbedding : public testing::Test {
 private:
  support::TemporaryDirectory directory_;

 protected:
  TrainingSources sources_{support::write_tiny_rome(directory() / "rome"),
                           support::write_tiny_esco(directory() / "esco", "uri:mitron,,100,,skos:closeMatch\n"),
                           std::nullopt};

  [[nodiscard]] const fs::path& directory() const { return directory_.path(); }

  [[nodiscard]] std::string trained_bytes(const TrainingOptions& options, std::size_t threads) const {
    const ThreadLimit limit(threads);
    const fs::path file = directory() / "embedding.bin";
    const Result<TrainingReport> report = train_embedding(sources_, options, {}, file);
    EXPECT_TRUE(report) << report.error().message;
    return bytes_of(file);
  }
};

TEST_F(TrainEmbedding, GivesTheSameBytesForASeedWhateverTheThreads) {
  TrainingOptions options = tiny_options();
  options.epochs = 3;
  const std::string once = trained_bytes(options, 1);
  ASSERT_FALSE(once.empty());
  EXPECT_EQ(trained_bytes(options, 1), once);
  EXPECT_EQ(trained_bytes(options, 2), once);
  EXPECT_EQ(trained_bytes(options, 4), once);
  options.seed = 2;
  EXPECT_NE(trained_bytes(options, 1), once);
}

TEST_F(TrainEmbedding, BringsTitlesOfOneOccupationTogether) {
  const fs::path file = directory() / "embedding.bin";
  ASSERT_TRUE(train_embedding(sources_, tiny_options(), {}, file));
  const Result<Embedding> embedding = Embedding::open(file);
  ASSERT_TRUE(embedding);
  const auto row = [&](const std::string& text) {
    std::vector<float> values(embedding->dimensions());
    embedding->embed(text, values);
    return values;
  };
  std::size_t nearer = 0;
  std::size_t compared = 0;
  for (const support::TinyOccupation& one : support::tiny_occupations()) {
    for (const support::TinyOccupation& other : support::tiny_occupations()) {
      if (one.code != other.code) {
        ++compared;
        const std::vector<float> first = row(one.titles[0]);
        nearer += dot(first, row(one.titles[1])) > dot(first, row(other.titles[1])) ? 1 : 0;
      }
    }
  }
  EXPECT_EQ(nearer, compared);
  // The crosswalk's close link reaches the concept's other forms.
  EXPECT_GT(dot(row("tourier"), row("fournier")), dot(row("tourier"), row("débardeur")));
  // A title misspelt stays nearer to itself than to any other.
  EXPECT_GT(dot(row("camioneur"), row("camionneur")), dot(row("camioneur"), row("cuisinier")));
}

TEST_F(TrainEmbedding, TellsWhatItDid) {
  const fs::path file = directory() / "embedding.bin";
  TrainingOptions options = tiny_options();
  options.epochs = 4;
  std::uint64_t last_done = 0;
  Watch watch;
  watch.progress = [&](std::string_view, std::uint64_t done, std::uint64_t total) {
    EXPECT_GT(done, last_done);
    EXPECT_LE(done, total);
    last_done = done;
  };
  const Result<TrainingReport> report = train_embedding(sources_, options, watch, file);
  ASSERT_TRUE(report);
  EXPECT_GT(last_done, 0U);
  ASSERT_EQ(report->losses.size(), 4U);
  EXPECT_LT(report->losses.back(), report->losses.front());
  EXPECT_GT(report->texts, 8U);
  EXPECT_GT(report->trained_rows, report->texts);
  EXPECT_EQ(report->kept_rows, report->trained_rows);
  EXPECT_THAT(report->identity, HasSubstr("ROME 4.0 v1 + ESCO, seed 1, sha256:"));
  const Result<Embedding> embedding = Embedding::open(file);
  ASSERT_TRUE(embedding);
  EXPECT_EQ(embedding->identity(), report->identity);
  EXPECT_EQ(embedding->dimensions(), 16U);
}

TEST_F(TrainEmbedding, FitsInTheBytesGiven) {
  TrainingOptions options = tiny_options();
  options.dimensions = 512;
  options.epochs = 1;
  options.max_bytes = 128U << 10U;
  const std::string small = trained_bytes(options, 1);
  EXPECT_LE(small.size(), options.max_bytes);
  options.max_bytes = 16U << 20U;
  EXPECT_GT(trained_bytes(options, 1).size(), small.size());
}

TEST_F(TrainEmbedding, StopsWhenAskedAndWritesNothing) {
  const std::atomic<bool> interrupted = true;
  Watch watch;
  watch.interrupted = &interrupted;
  const fs::path file = directory() / "never.bin";
  const Result<TrainingReport> report = train_embedding(sources_, tiny_options(), watch, file);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::interrupted);
  EXPECT_FALSE(fs::exists(file));
}

TEST_F(TrainEmbedding, RefusesOptionsOutOfRange) {
  const auto refused = [&](auto change) {
    TrainingOptions options = tiny_options();
    change(options);
    const Result<TrainingReport> report = train_embedding(sources_, options, {}, directory() / "never.bin");
    return !report && report.error().code == ErrorCode::usage;
  };
  EXPECT_TRUE(refused([](TrainingOptions& options) { options.dimensions = 0; }));
  EXPECT_TRUE(refused([](TrainingOptions& options) { options.dimensions = 100; }));
  EXPECT_TRUE(refused([](TrainingOptions& options) { options.batch = 12; }));
  EXPECT_TRUE(refused([](TrainingOptions& options) { options.epochs = 0; }));
  EXPECT_TRUE(refused([](TrainingOptions& options) { options.temperature = 0.001F; }));
  EXPECT_TRUE(refused([](TrainingOptions& options) { options.learning_rate = -1.0F; }));
  EXPECT_TRUE(refused([](TrainingOptions& options) { options.misspelt_share = 1.5F; }));
  EXPECT_TRUE(refused([](TrainingOptions& options) { options.max_bytes = 0; }));
}

TEST_F(TrainEmbedding, SaysWhichSourceIsMissing) {
  const Result<TrainingReport> report =
      train_embedding({directory() / "absent", std::nullopt, std::nullopt}, tiny_options(), {}, directory() / "x.bin");
  ASSERT_FALSE(report);
  EXPECT_THAT(report.error().message, HasSubstr("absent"));
}

}  // namespace
}  // namespace passerelle
