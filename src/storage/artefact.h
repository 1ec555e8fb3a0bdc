#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace passerelle {

/// Builds a binary artefact: magic, format version, kind, identity of what built it, then named sections aligned to
/// 64 bytes. Little-endian.
class ArtefactWriter {
 public:
  /// `kind` names what it is ("referential", "embedding"); `format` its version; `identity` tells from what it was
  /// built, for example "ROME 4.0 v460 sha256:…".
  ArtefactWriter(std::string kind, std::uint32_t format, std::string identity);

  template <class T>
  void add(std::string_view name, std::span<const T> values) {
    add_bytes(name, sizeof(T), std::as_bytes(values));
  }
  void add_bytes(std::string_view name, std::size_t element_size, std::span<const std::byte> bytes);
  /// Large bytes, taken over instead of copied.
  void add_text(std::string_view name, std::string bytes);

  /// Writes the file whole or not at all, readable by everybody or by its owner only.
  Result<Done> write(const std::filesystem::path& file, bool for_everybody = true) const;

 private:
  struct Section {
    std::string name;
    std::size_t element_size;
    std::string bytes;
  };
  std::string kind_;
  std::uint32_t format_;
  std::string identity_;
  std::vector<Section> sections_;
};

/// A mapped artefact, shared between processes. Spans borrow from it.
class MappedArtefact {
 public:
  /// Refused with `artefact_refused` when the kind or format differs, the header is damaged or the checksum of the
  /// header and section table does not hold.
  static Result<MappedArtefact> open(const std::filesystem::path& file, std::string_view kind, std::uint32_t format);

  MappedArtefact(MappedArtefact&&) noexcept;
  MappedArtefact& operator=(MappedArtefact&&) noexcept;
  ~MappedArtefact();

  [[nodiscard]] std::string_view identity() const;
  /// The section's elements; an error when it is missing or holds elements of another size.
  template <class T>
  [[nodiscard]] Result<std::span<const T>> section(std::string_view name) const {
    Result<std::span<const std::byte>> bytes = section_bytes(name, sizeof(T));
    if (!bytes) {
      return bytes.error();
    }
    return std::span<const T>(reinterpret_cast<const T*>(bytes->data()), bytes->size() / sizeof(T));
  }
  [[nodiscard]] Result<std::span<const std::byte>> section_bytes(std::string_view name, std::size_t element_size) const;

 private:
  struct Content;
  explicit MappedArtefact(std::unique_ptr<Content> content);
  std::unique_ptr<Content> content_;
};

}  // namespace passerelle
