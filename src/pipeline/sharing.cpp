#include "pipeline/sharing.h"

#include <algorithm>
#include <unordered_map>

#include "base/hash.h"
#include "base/parallel.h"
#include "normalise/text.h"
#include "pipeline/packed_records.h"

namespace passerelle {
namespace {

/// People whose drafts are unpacked together.
constexpr std::size_t kPeopleAtOnce = 4096;

/// What stands in an allocation by offer: the same for everybody.
void describe_offers(const WeekConfig& config, const WeekRecords& records, const WeekNumbers& numbers,
                     AllocationProblem& problem) {
  std::unordered_map<std::string, std::uint32_t> employers;
  for (std::size_t row = 0; row < records.offers.size(); ++row) {
    // A typing error of a feed ("1000000 posts") opens no door to everybody.
    constexpr std::uint32_t kMostPosts = 1000;
    problem.capacity.push_back(std::clamp(records.offers[row].posts, 1U, kMostPosts) * config.reach);
    const std::string& employer = numbers.conditions()[row].employer_key;
    problem.employer.push_back(
        employer.empty() ? kNoGroup
                         : employers.emplace(employer, static_cast<std::uint32_t>(employers.size())).first->second);
    const auto& occupations = records.understood_offers[row].occupations;
    problem.occupation.push_back(occupations.empty() ? kNoGroup : occupations.front().occupation.value());
  }
}

/// What a person saw in their last list.
class Lately {
 public:
  Lately(const PersonHistory* past, const WeekRecords& records, const WeekNumbers& numbers,
         const Referential& referential)
      : past_(past), records_(records), numbers_(numbers), referential_(referential) {
    if (past_ != nullptr) {
      for (const std::string& employer : past_->last_employers) {
        employers_.push_back(folded(employer));
      }
    }
  }

  [[nodiscard]] std::uint8_t marks_of(OfferIndex offer) const {
    if (past_ == nullptr) {
      return 0;
    }
    const auto& occupations = records_.understood_offers[offer.value()].occupations;
    const bool employer =
        std::ranges::find(employers_, numbers_.conditions()[offer.value()].employer_key) != employers_.end();
    const bool occupation = !occupations.empty() &&
                            std::ranges::binary_search(past_->last_occupations,
                                                       std::string(referential_.code(occupations.front().occupation)));
    return static_cast<std::uint8_t>((employer ? kMarkEmployerLately : 0) | (occupation ? kMarkOccupationLately : 0));
  }

 private:
  const PersonHistory* past_;
  const WeekRecords& records_;
  const WeekNumbers& numbers_;
  const Referential& referential_;
  std::vector<std::string> employers_;
};

/// A candidate as it is shared out.
struct Offered {
  std::int32_t worth = 0;
  Candidate candidate;
  std::uint8_t marks = 0;
};

std::vector<Offered> offered_to(const ShortlistDraft& draft, const Lately& lately) {
  std::vector<Offered> all;
  all.reserve(draft.candidates.size());
  for (const Candidate& candidate : draft.candidates) {
    const auto marks =
        static_cast<std::uint8_t>(lately.marks_of(candidate.offer) | (candidate.pinned ? kMarkPinned : 0) |
                                  (candidate.stretch ? kMarkStretch : 0));
    all.push_back({worth(candidate.score, marks), candidate, marks});
  }
  std::ranges::sort(all, [](const Offered& left, const Offered& right) {
    return left.worth != right.worth ? left.worth > right.worth : left.candidate.offer < right.candidate.offer;
  });
  return all;
}

}  // namespace

SharedOffers share_offers(const WeekConfig& config, const WeekRecords& records, const WeekNumbers& numbers,
                          const Referential& referential, const IssueInLedger& issue, const ShardedRecords& drafts) {
  AllocationProblem problem;
  describe_offers(config, records, numbers, problem);
  const std::uint64_t seed = hash64(issue.issue.name);
  for (std::size_t begin = 0; begin < records.people.size(); begin += kPeopleAtOnce) {
    std::vector<std::vector<Offered>> offered(std::min(kPeopleAtOnce, records.people.size() - begin));
    parallel_for(offered.size(), [&](std::size_t place) {
      const PersonIndex person(static_cast<std::uint32_t>(begin + place));
      offered[place] =
          offered_to(unpacked_record<ShortlistDraft>(drafts.record_of(person)),
                     Lately(issue.history.find(records.people[person.value()].id), records, numbers, referential));
    });
    for (std::size_t place = 0; place < offered.size(); ++place) {
      const PersonId& id = records.people[begin + place].id;
      for (const Offered& each : offered[place]) {
        problem.offers.push_back(each.candidate.offer);
        problem.values.push_back(each.candidate.score);
        problem.marks.push_back(each.marks);
      }
      problem.begins.push_back(problem.offers.size());
      const PersonHistory* past = issue.history.find(id);
      problem.weeks_without.push_back(past == nullptr ? 0 : past->issues_without);
      problem.lots.push_back(hash64(id.value(), seed));
    }
  }

  AllocationOptions options;
  options.per_person = config.weekly.per_person;
  options.per_employer = config.weekly.per_employer;
  options.per_occupation = config.weekly.per_occupation;
  options.guaranteed = config.guaranteed;
  options.reserve = config.reserve;
  SharedOffers shared;
  shared.shares = allocate(problem, options);
  const std::vector<Share> alone = allocate_alone(problem, options);
  shared.alone = congestion_of(problem, alone, alone, options.guaranteed);
  shared.shared = congestion_of(problem, shared.shares, alone, options.guaranteed);
  return shared;
}

}  // namespace passerelle
