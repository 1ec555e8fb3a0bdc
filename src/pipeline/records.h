#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/watch.h"
#include "domain/feed.h"
#include "domain/offer.h"
#include "domain/person.h"
#include "eligibility/conditions.h"
#include "linking/linker.h"
#include "linking/person_understanding.h"
#include "pipeline/engine.h"
#include "pipeline/week.h"

namespace passerelle {

/// The records of a week, valid and understood. People and offers stand in the order of their ids; an index means
/// the same row everywhere.
struct WeekRecords {
  std::vector<Person> people;
  std::vector<PersonUnderstanding> understood_people;
  std::vector<Referent> referents;
  std::vector<Offer> offers;  ///< their texts are gone: what they say is in `understood_offers`
  std::vector<OfferUnderstanding> understood_offers;
  std::vector<std::vector<std::uint16_t>> avoided_words;  ///< by offer: avoided phrases it holds
  std::vector<OfferIndex> listed;                         ///< offers that stand for themselves and their repetitions
  std::vector<std::vector<std::string>> also;             ///< by offer: ids of its repetitions, sorted
  AvoidedPhrases phrases;
  std::uint64_t offers_read = 0;
  std::vector<Rejection> rejections;
  std::vector<std::string> warnings;
};

/// Reads, understands and orders everything the week is made from.
Result<WeekRecords> read_records(const WeekConfig& config, const Engine& engine, const Watch& watch);

}  // namespace passerelle
