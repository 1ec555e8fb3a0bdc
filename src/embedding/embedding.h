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
#include "normalise/text.h"

namespace passerelle {

/// The hashed features of a text, three views: Snowball stems and their bigrams, character 3- to 5-grams of unstemmed
/// words (with `<` and `>` at the word's ends), the sound of words; stop words are left out. Ids lie in [0, 2^18),
/// ascending; duplicates stay.
std::vector<std::uint32_t> text_features(std::string_view utf8);

inline constexpr std::uint32_t kFeatureRows = 1U << 18U;

/// Texts as dense rows: the normalised mean of the rows of their features. Immutable, thread-safe.
class Embedding {
 public:
  /// Maps the model file (`embedding.bin`).
  static Result<Embedding> open(const std::filesystem::path& file);

  Embedding(Embedding&&) noexcept;
  Embedding& operator=(Embedding&&) noexcept;
  ~Embedding();

  [[nodiscard]] std::string_view identity() const;
  [[nodiscard]] std::size_t dimensions() const;
  /// Writes the unit-length row of the text into `row` (`dimensions()` floats); zeros when no feature is known.
  void embed(std::string_view utf8, std::span<float> row) const;
  /// The same from the words of a text, stop words among them or not.
  void embed(std::span<const Word> words, std::span<float> row) const;
  /// The same from the features of a text, in any order: `embed(text)` is `embed_features(text_features(text))`.
  void embed_features(std::span<const std::uint32_t> features, std::span<float> row) const;

 private:
  struct Content;
  explicit Embedding(std::unique_ptr<Content> content);

  std::unique_ptr<Content> content_;
};

/// Scalar product of two rows of the same length: their cosine when both have unit length. The same bits everywhere.
float dot(std::span<const float> left, std::span<const float> right);

}  // namespace passerelle
