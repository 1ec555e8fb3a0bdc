#include "storage/artefact.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "base/hash.h"
#include "storage/atomic_file.h"

namespace passerelle {
namespace {

static_assert(std::endian::native == std::endian::little, "artefacts are mapped as they lie on disk: little-endian");

constexpr std::array<char, 8> kMagic = {'P', 'A', 'S', 'S', 'E', 'R', 'L', '1'};
constexpr std::size_t kAlignment = 64;
constexpr std::size_t kNameSize = 32;
constexpr std::uint32_t kMaxSections = 4096;

// The file: header, section table, identity, then the sections, each aligned, zeros between. Every byte up to the
// end of the identity is under `head_checksum`, itself counted as zero.
struct Header {
  std::array<char, 8> magic{};
  std::uint32_t format = 0;
  std::uint32_t section_count = 0;
  std::uint64_t file_size = 0;
  std::uint64_t identity_size = 0;
  std::uint64_t head_checksum = 0;
  std::array<char, kNameSize> kind{};
};
static_assert(sizeof(Header) == 72);

struct SectionEntry {
  std::array<char, kNameSize> name{};
  std::uint64_t element_size = 0;
  std::uint64_t offset = 0;
  std::uint64_t size = 0;  // bytes
  std::uint64_t checksum = 0;
};
static_assert(sizeof(SectionEntry) == 64);

std::array<char, kNameSize> fixed_name(std::string_view name) {
  assert(!name.empty() && name.size() < kNameSize);
  std::array<char, kNameSize> fixed{};
  std::ranges::copy(name.substr(0, kNameSize - 1), fixed.begin());
  return fixed;
}

std::string_view text_of(const std::array<char, kNameSize>& fixed) {
  return {fixed.data(), static_cast<std::size_t>(std::ranges::find(fixed, '\0') - fixed.begin())};
}

std::size_t aligned(std::size_t offset) {
  return (offset + kAlignment - 1) / kAlignment * kAlignment;
}

template <class T>
std::string_view bytes_of(const T& value) {
  return {reinterpret_cast<const char*>(&value), sizeof(T)};
}

/// The checksum of a head given with its own checksum field, whatever that holds.
std::uint64_t head_checksum(Header header, std::string_view after_header) {
  header.head_checksum = 0;
  return hash64(after_header, hash64(bytes_of(header)));
}

}  // namespace

ArtefactWriter::ArtefactWriter(std::string kind, std::uint32_t format, std::string identity)
    : kind_(std::move(kind)), format_(format), identity_(std::move(identity)) {}

void ArtefactWriter::add_bytes(std::string_view name, std::size_t element_size, std::span<const std::byte> bytes) {
  assert(element_size > 0 && bytes.size() % element_size == 0);
  add_text(name, std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
  sections_.back().element_size = element_size;
}

void ArtefactWriter::add_text(std::string_view name, std::string bytes) {
  assert(std::ranges::find(sections_, name, &Section::name) == sections_.end());
  sections_.push_back({std::string(name), 1, std::move(bytes)});
}

Result<Done> ArtefactWriter::write(const std::filesystem::path& file, bool for_everybody) const {
  assert(sections_.size() <= kMaxSections);
  std::vector<SectionEntry> table;
  std::size_t end = sizeof(Header) + sections_.size() * sizeof(SectionEntry) + identity_.size();
  for (const Section& section : sections_) {
    const std::size_t offset = aligned(end);
    table.push_back(
        {fixed_name(section.name), section.element_size, offset, section.bytes.size(), hash64(section.bytes)});
    end = offset + section.bytes.size();
  }

  std::string after_header(reinterpret_cast<const char*>(table.data()), table.size() * sizeof(SectionEntry));
  after_header += identity_;
  Header header{kMagic, format_,          static_cast<std::uint32_t>(sections_.size()), end, identity_.size(),
                0,      fixed_name(kind_)};
  header.head_checksum = head_checksum(header, after_header);

  Result<WholeFile> out = WholeFile::create(file, for_everybody);
  if (!out) {
    return out.error();
  }
  std::size_t written = sizeof(Header) + after_header.size();
  Result<Done> done = out->append(std::string(bytes_of(header)) + after_header);
  for (auto section = sections_.begin(); done && section != sections_.end(); ++section) {
    done = out->append(std::string(aligned(written) - written, '\0'));
    if (done) {
      done = out->append(section->bytes);
    }
    written = aligned(written) + section->bytes.size();
  }
  return done ? out->commit() : done;
}

struct MappedArtefact::Content {
  std::string file;
  const char* begin = nullptr;
  std::size_t size = 0;
  std::string_view identity;
  std::span<const SectionEntry> table;

  Content() = default;
  Content(const Content&) = delete;
  Content& operator=(const Content&) = delete;
  ~Content() {
    if (begin != nullptr) {
      ::munmap(const_cast<char*>(begin), size);
    }
  }

  [[nodiscard]] Error refused(const std::string& reason) const {
    return {ErrorCode::artefact_refused, file + ": " + reason};
  }
  [[nodiscard]] Error damaged() const { return refused("fichier tronqué ou abîmé : il faut le reconstruire"); }

  Result<Done> map();
  Result<Done> check(std::string_view kind, std::uint32_t format);
  [[nodiscard]] bool sections_hold() const;
};

Result<Done> MappedArtefact::Content::map() {
  const auto unreadable = [this](int error_number) {
    return Error{ErrorCode::input_unusable,
                 file + ": lecture impossible : " + std::generic_category().message(error_number)};
  };
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    if (errno == ENOENT) {
      return Error{ErrorCode::input_unusable, file + ": fichier introuvable"};
    }
    return unreadable(errno);
  }
  struct stat status {};
  const bool known = ::fstat(descriptor, &status) == 0;
  const int stat_error = errno;
  void* mapped = MAP_FAILED;
  int map_error = 0;
  if (known && S_ISREG(status.st_mode) && status.st_size > 0) {
    mapped = ::mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_SHARED, descriptor, 0);
    map_error = errno;
  }
  ::close(descriptor);
  if (!known) {
    return unreadable(stat_error);
  }
  if (!S_ISREG(status.st_mode)) {
    return refused("n'est pas un fichier");
  }
  if (status.st_size == 0) {
    return damaged();
  }
  if (mapped == MAP_FAILED) {
    return unreadable(map_error);
  }
  begin = static_cast<const char*>(mapped);
  size = static_cast<std::size_t>(status.st_size);
  return Done{};
}

Result<Done> MappedArtefact::Content::check(std::string_view kind, std::uint32_t format) {
  if (!std::equal(kMagic.begin(), kMagic.begin() + std::min(size, kMagic.size()), begin)) {
    return refused("ce n'est pas un fichier de Passerelle");
  }
  if (size < sizeof(Header)) {
    return damaged();
  }
  Header header;
  std::memcpy(&header, begin, sizeof(Header));
  const std::size_t table_size = header.section_count * sizeof(SectionEntry);
  if (header.file_size != size || header.section_count > kMaxSections || table_size > size - sizeof(Header) ||
      header.identity_size > size - sizeof(Header) - table_size ||
      header.head_checksum != head_checksum(header, {begin + sizeof(Header), table_size + header.identity_size})) {
    return damaged();
  }
  if (text_of(header.kind) != kind) {
    return refused("fichier de genre « " + std::string(text_of(header.kind)) + " », « " + std::string(kind) +
                   " » attendu");
  }
  if (header.format != format) {
    return refused("format " + std::to_string(header.format) + " écrit par une autre version de Passerelle, format " +
                   std::to_string(format) + " attendu");
  }
  table = {reinterpret_cast<const SectionEntry*>(begin + sizeof(Header)), header.section_count};
  identity = {begin + sizeof(Header) + table_size, header.identity_size};
  return sections_hold() ? Result<Done>(Done{}) : damaged();
}

bool MappedArtefact::Content::sections_hold() const {
  return std::ranges::all_of(table, [this](const SectionEntry& entry) {
    return entry.offset % kAlignment == 0 && entry.offset <= size && entry.size <= size - entry.offset &&
           entry.element_size > 0 && entry.size % entry.element_size == 0 &&
           hash64({begin + entry.offset, entry.size}) == entry.checksum;
  });
}

MappedArtefact::MappedArtefact(std::unique_ptr<Content> content) : content_(std::move(content)) {}
MappedArtefact::MappedArtefact(MappedArtefact&&) noexcept = default;
MappedArtefact& MappedArtefact::operator=(MappedArtefact&&) noexcept = default;
MappedArtefact::~MappedArtefact() = default;

Result<MappedArtefact> MappedArtefact::open(const std::filesystem::path& file, std::string_view kind,
                                            std::uint32_t format) {
  auto content = std::make_unique<Content>();
  content->file = file.string();
  if (Result<Done> mapped = content->map(); !mapped) {
    return mapped.error();
  }
  if (Result<Done> checked = content->check(kind, format); !checked) {
    return checked.error();
  }
  return MappedArtefact(std::move(content));
}

std::string_view MappedArtefact::identity() const {
  return content_->identity;
}

Result<std::span<const std::byte>> MappedArtefact::section_bytes(std::string_view name,
                                                                 std::size_t element_size) const {
  const auto entry =
      std::ranges::find(content_->table, name, [](const SectionEntry& each) { return text_of(each.name); });
  if (entry == content_->table.end()) {
    return content_->refused("la partie « " + std::string(name) + " » manque");
  }
  if (entry->element_size != element_size) {
    return content_->refused("la partie « " + std::string(name) + " » a des éléments de " +
                             std::to_string(entry->element_size) + " octets, " + std::to_string(element_size) +
                             " attendus");
  }
  return std::span(reinterpret_cast<const std::byte*>(content_->begin + entry->offset), entry->size);
}

}  // namespace passerelle
