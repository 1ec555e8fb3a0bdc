#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace passerelle {

/// What the writer and the reader of `embedding.bin` agree on: the ids of the kept features in order, one scale and
/// `dimensions` signed bytes per feature; a row's value is its scale times the byte. A change in what `text_features`
/// gives makes older models worthless: raise the format then.
inline constexpr std::string_view kEmbeddingKind = "embedding";
inline constexpr std::uint32_t kEmbeddingFormat = 2;
inline constexpr std::string_view kShapeSection = "shape";        ///< one number: dimensions
inline constexpr std::string_view kFeaturesSection = "features";  ///< ascending ids
inline constexpr std::string_view kScalesSection = "scales";
inline constexpr std::string_view kValuesSection = "values";
inline constexpr std::size_t kMostDimensions = 1024;

}  // namespace passerelle
