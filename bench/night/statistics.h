#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/result.h"
#include "base/watch.h"

namespace passerelle::night {

/// What makes a feed expensive or cheap to read: sizes, repetition, and how often fields are filled. Shares are of
/// offers unless their name says otherwise.
struct FeedStatistics {
  std::uint64_t offers = 0;
  double bytes = 0;               ///< mean of a line
  double sentences = 0;           ///< mean of a description
  double distinct_titles = 0;     ///< distinct titles to offers
  double distinct_sentences = 0;  ///< distinct sentences to sentences
  double distinct_texts = 0;      ///< distinct pairs of title and description to offers
  double distinct_employers = 0;  ///< distinct names to offers that name one
  double occupations = 0;         ///< distinct ROME codes
  double with_place = 0;          ///< a commune or coordinates
  double with_licence = 0;
  double with_experience = 0;  ///< exigée
  double with_skills = 0;
  double with_language = 0;
  double with_training = 0;
  double with_hours = 0;
  double with_pay = 0;
};

/// Reads the offers of the file, one JSON object per line.
Result<FeedStatistics> statistics_of(const std::filesystem::path& offers, const Watch& watch);

/// Both as a table for people, real ones first.
std::string table_of(const FeedStatistics& real, const FeedStatistics& made);
/// Both as JSON: `{"real":{…},"made":{…}}`.
std::string json_of(const FeedStatistics& real, const FeedStatistics& made);

}  // namespace passerelle::night
