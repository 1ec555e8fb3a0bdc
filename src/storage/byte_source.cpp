#include "storage/byte_source.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>
#include <utility>

#include "base/hash.h"

namespace passerelle {
namespace {

constexpr std::size_t kBlock = std::size_t{256} << 10U;

/// Why a file cannot be read, told before opening it: the system's own words for a directory only come at the first
/// read.
Result<Done> readable(const std::filesystem::path& file) {
  std::error_code problem;
  const std::filesystem::file_status status = std::filesystem::status(file, problem);
  if (status.type() == std::filesystem::file_type::not_found) {
    return unusable(file.string() + ": fichier introuvable");
  }
  if (problem) {
    return unusable(file.string() + ": lecture impossible (" + problem.message() + ")");
  }
  if (std::filesystem::is_directory(status)) {
    return unusable(file.string() + ": c'est un dossier, un fichier est attendu");
  }
  return Done{};
}

Error system_refusal(const std::filesystem::path& file, int code) {
  if (code == EACCES || code == EPERM) {
    return unusable(file.string() + ": lecture non autorisée, vérifier les droits du fichier");
  }
  return unusable(file.string() + ": lecture impossible (" + std::generic_category().message(code) + ")");
}

}  // namespace

struct ByteSource::Content {
  gzFile file = nullptr;
  std::size_t size = 0;
  std::string_view memory;
  std::size_t memory_position = 0;
  std::string peeked;  ///< bytes taken from the file but not handed over yet

  Content() = default;
  Content(const Content&) = delete;
  Content& operator=(const Content&) = delete;
  ~Content() {
    if (file != nullptr) {
      gzclose(file);
    }
  }

  /// Without the name of the file: who reads the source says it.
  [[nodiscard]] Error gzip_problem() const {
    int code = Z_OK;
    const char* message = gzerror(file, &code);
    if (code == Z_BUF_ERROR) {
      return unusable("fichier gzip tronqué, le recopier ou le télécharger à nouveau");
    }
    if (code == Z_ERRNO) {
      return unusable("lecture impossible (" + std::generic_category().message(errno) + ")");
    }
    return unusable(std::string("fichier gzip abîmé (") + message + "), le recopier ou le télécharger à nouveau");
  }
};

ByteSource::ByteSource(std::unique_ptr<Content> content) : content_(std::move(content)) {}
ByteSource::ByteSource(ByteSource&&) noexcept = default;
ByteSource& ByteSource::operator=(ByteSource&&) noexcept = default;
ByteSource::~ByteSource() = default;

Result<ByteSource> ByteSource::open(const std::filesystem::path& file) {
  if (Result<Done> checked = readable(file); !checked) {
    return checked.error();
  }
  auto content = std::make_unique<Content>();
  errno = 0;
  content->file = gzopen(file.c_str(), "rbe");
  if (content->file == nullptr) {
    return system_refusal(file, errno == 0 ? ENOMEM : errno);
  }
  gzbuffer(content->file, static_cast<unsigned>(kBlock));
  // A pipe has no size: 0 then means "not known", as everywhere progress is told.
  std::error_code ignored;
  const std::uintmax_t size = std::filesystem::file_size(file, ignored);
  content->size = ignored ? 0 : static_cast<std::size_t>(size);
  return ByteSource(std::move(content));
}

ByteSource ByteSource::from_memory(std::string_view bytes) {
  auto content = std::make_unique<Content>();
  content->memory = bytes;
  content->size = bytes.size();
  return ByteSource(std::move(content));
}

Result<std::size_t> ByteSource::read(std::span<char> buffer) {
  Content& content = *content_;
  if (content.file == nullptr) {
    const std::size_t copied = content.memory.copy(buffer.data(), buffer.size(), content.memory_position);
    content.memory_position += copied;
    return copied;
  }
  if (!content.peeked.empty()) {
    const std::size_t copied = content.peeked.copy(buffer.data(), buffer.size());
    content.peeked.erase(0, copied);
    return copied;
  }
  const auto wanted = static_cast<unsigned>(std::min<std::size_t>(buffer.size(), std::size_t{1} << 30U));
  const int got = gzread(content.file, buffer.data(), wanted);
  if (got < 0) {
    return content.gzip_problem();
  }
  if (got == 0 && wanted != 0) {
    // zlib hands over all it could inflate of a cut file before it says that the end is missing.
    int code = Z_OK;
    gzerror(content.file, &code);
    if (code != Z_OK && code != Z_STREAM_END) {
      return content.gzip_problem();
    }
  }
  return static_cast<std::size_t>(got);
}

Result<std::string> ByteSource::peek(std::size_t count) {
  Content& content = *content_;
  if (content.file == nullptr) {
    return std::string(content.memory.substr(content.memory_position, count));
  }
  std::string bytes = std::exchange(content.peeked, {});
  while (bytes.size() < count) {
    const std::size_t before = bytes.size();
    bytes.resize(count);
    Result<std::size_t> got = read(std::span<char>(bytes).subspan(before));
    if (!got) {
      return got.error();
    }
    bytes.resize(before + *got);
    if (*got == 0) {
      break;
    }
  }
  content.peeked = bytes;
  return bytes.substr(0, count);
}

std::size_t ByteSource::position() const {
  if (content_->file == nullptr) {
    return content_->memory_position;
  }
  const z_off_t offset = gzoffset(content_->file);
  return offset < 0 ? 0 : static_cast<std::size_t>(offset);
}

std::size_t ByteSource::size() const {
  return content_->size;
}

Result<std::string> read_whole_file(const std::filesystem::path& file, std::size_t max_bytes) {
  Result<ByteSource> source = ByteSource::open(file);
  if (!source) {
    return source.error();
  }
  std::string bytes;
  std::string block(kBlock, '\0');
  for (;;) {
    Result<std::size_t> got = source->read(block);
    if (!got) {
      return in_context(file.string(), got.error());
    }
    if (*got == 0) {
      return bytes;
    }
    if (*got > max_bytes - bytes.size()) {
      return unusable(file.string() + ": plus de " + std::to_string(max_bytes) + " octets, fichier trop grand");
    }
    bytes.append(block, 0, *got);
  }
}

Result<std::string> sha256_of_file(const std::filesystem::path& file) {
  if (Result<Done> checked = readable(file); !checked) {
    return checked.error();
  }
  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    return system_refusal(file, errno);
  }
  Sha256 digest;
  std::string block(kBlock, '\0');
  do {
    stream.read(block.data(), static_cast<std::streamsize>(block.size()));
    digest.update(std::string_view(block.data(), static_cast<std::size_t>(stream.gcount())));
  } while (stream);
  if (stream.bad()) {
    return system_refusal(file, errno);
  }
  return digest.hex();
}

}  // namespace passerelle
