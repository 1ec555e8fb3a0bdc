#include "pipeline/shards.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>
#include <system_error>

#include "storage/atomic_file.h"

namespace passerelle {
namespace {

constexpr std::string_view kKind = "records of a shard";
constexpr std::uint32_t kFormat = 3;

/// How far along the Hilbert curve the cell (x, y) of a square of 2^16 × 2^16 lies (Hilbert 1891; the turns as in
/// Warren, Hacker's Delight, 16-2).
std::uint32_t hilbert_position(std::uint32_t x, std::uint32_t y) {
  std::uint32_t position = 0;
  for (std::uint32_t side = 1U << 15U; side > 0; side >>= 1U) {
    const std::uint32_t right = (x & side) != 0 ? 1 : 0;
    const std::uint32_t upper = (y & side) != 0 ? 1 : 0;
    position = position * 4 + ((3 * right) ^ upper);
    if (upper == 0) {
      if (right == 1) {
        x = ~x;
        y = ~y;
      }
      std::swap(x, y);
    }
  }
  return position;
}

std::uint64_t position_of(const PersonLimits& person) {
  if (!person.home) {
    return std::numeric_limits<std::uint64_t>::max();
  }
  constexpr double kCells = 65'535;
  const double latitude = std::asin(std::clamp(static_cast<double>(person.home->z), -1.0, 1.0));
  const double longitude = std::atan2(static_cast<double>(person.home->y), static_cast<double>(person.home->x));
  return hilbert_position(static_cast<std::uint32_t>((longitude / std::numbers::pi + 1) / 2 * kCells),
                          static_cast<std::uint32_t>((latitude / std::numbers::pi + 0.5) * kCells));
}

}  // namespace

std::vector<std::vector<PersonIndex>> shards_of(std::span<const PersonLimits> people, std::size_t people_per_shard) {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> order;
  order.reserve(people.size());
  for (std::uint32_t row = 0; row < people.size(); ++row) {
    order.emplace_back(position_of(people[row]), row);
  }
  std::ranges::sort(order);
  std::vector<std::vector<PersonIndex>> shards;
  for (std::size_t place = 0; place < order.size(); ++place) {
    if (place % std::max<std::size_t>(people_per_shard, 1) == 0) {
      shards.emplace_back();
    }
    shards.back().emplace_back(order[place].second);
  }
  return shards;
}

ShardedRecords::ShardedRecords(const std::filesystem::path& out, std::string step, std::string fingerprint,
                               std::vector<std::vector<PersonIndex>> shards)
    : work_(out / ".week"),
      folder_(work_ / fingerprint.substr(0, 16)),
      step_(std::move(step)),
      fingerprint_(std::move(fingerprint)),
      shards_(std::move(shards)) {}

std::filesystem::path ShardedRecords::file_of(std::size_t shard) const {
  return folder_ / (step_ + "-" + std::to_string(shard) + ".bin");
}

Result<ShardedRecords::Shard> ShardedRecords::open_shard(std::size_t shard) const {
  Result<MappedArtefact> file = MappedArtefact::open(file_of(shard), kKind, kFormat);
  if (!file) {
    return file.error();
  }
  const auto rows = file->section<std::uint32_t>("rows");
  const auto ends = file->section<std::uint64_t>("ends");
  const auto bytes = file->section<char>("records");
  const auto row_of = [](const PersonIndex& person) { return person.value(); };
  if (file->identity() != fingerprint_ || !rows || !ends || !bytes || ends->size() != rows->size() ||
      !std::ranges::equal(*rows, shards_[shard], {}, {}, row_of) || !std::ranges::is_sorted(*ends) ||
      (ends->empty() ? 0 : ends->back()) != bytes->size()) {
    return Error{ErrorCode::artefact_refused, file_of(shard).string() + ": d'une autre semaine"};
  }
  return Shard{std::move(*file), *ends, *bytes};
}

bool ShardedRecords::is_finished(std::size_t shard) const {
  std::error_code ignored;
  return std::filesystem::exists(file_of(shard), ignored) && open_shard(shard).has_value();
}

Result<Done> ShardedRecords::finish(std::size_t shard, std::span<const std::string> records) const {
  assert(records.size() == shards_[shard].size());
  if (Result<Done> made = make_private_directory(folder_); !made) {
    return made;
  }
  std::vector<std::uint32_t> rows;
  std::vector<std::uint64_t> ends;
  std::string bytes;
  for (std::size_t place = 0; place < records.size(); ++place) {
    rows.push_back(shards_[shard][place].value());
    bytes += records[place];
    ends.push_back(bytes.size());
  }
  ArtefactWriter writer(std::string(kKind), kFormat, fingerprint_);
  writer.add<std::uint32_t>("rows", rows);
  writer.add<std::uint64_t>("ends", ends);
  writer.add_text("records", std::move(bytes));
  return writer.write(file_of(shard), false);
}

Result<Done> ShardedRecords::open() {
  for (std::uint32_t shard = 0; shard < shards_.size(); ++shard) {
    Result<Shard> opened = open_shard(shard);
    if (!opened) {
      return opened.error();
    }
    opened_.push_back(std::move(*opened));
    for (std::uint32_t place = 0; place < shards_[shard].size(); ++place) {
      const std::uint32_t row = shards_[shard][place].value();
      places_.resize(std::max<std::size_t>(places_.size(), row + 1));
      places_[row] = {shard, place};
    }
  }
  return Done{};
}

std::string_view ShardedRecords::record_of(PersonIndex person) const {
  const auto [shard, place] = places_[person.value()];
  const Shard& opened = opened_[shard];
  const std::size_t begin = place == 0 ? 0 : opened.ends[place - 1];
  return {opened.bytes.data() + begin, opened.ends[place] - begin};
}

void ShardedRecords::remove_others() const {
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(work_, ignored)) {
    if (entry.path() != folder_) {
      std::filesystem::remove_all(entry.path(), ignored);
    }
  }
}

void ShardedRecords::remove() {
  opened_.clear();
  std::error_code ignored;
  std::filesystem::remove_all(work_, ignored);
}

}  // namespace passerelle
