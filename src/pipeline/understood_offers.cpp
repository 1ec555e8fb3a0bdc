#include "pipeline/understood_offers.h"

#include <algorithm>
#include <utility>

#include "pipeline/packed_records.h"
#include "storage/atomic_file.h"

namespace passerelle {
namespace {

constexpr std::string_view kUnderstoodKind = "understood offers";
constexpr std::uint32_t kUnderstoodFormat = 2;
constexpr const char* kFileName = "understood_offers.bin";
/// Offers come back: a feed that failed for a night, an offer renewed after a pause.
constexpr std::int32_t kDaysKept = 14;

std::int32_t number_of(Day day) {
  return static_cast<std::int32_t>(day.time_since_epoch().count());
}

}  // namespace

template <class Archive, Packed<Coordinates> Value>
void pack_fields(Archive& archive, Value& place) {
  auto& [latitude, longitude] = place;
  archive(latitude, longitude);
}

template <class Archive, Packed<OfferPlace> Value>
void pack_fields(Archive& archive, Value& place) {
  auto& [insee, postal_code, label, position] = place;
  archive(insee, postal_code, label, position);
}

template <class Archive, Packed<AskedSkill> Value>
void pack_fields(Archive& archive, Value& skill) {
  auto& [code, label, demanded] = skill;
  archive(code, label, demanded);
}

template <class Archive, Packed<AskedThing> Value>
void pack_fields(Archive& archive, Value& thing) {
  auto& [label, detail, demanded] = thing;
  archive(label, detail, demanded);
}

Digest128 content_digest(const Offer& offer) {
  // Taken apart as a whole, so that a field that is added must be thought of here.
  const auto& [id, title, text, rome, job_title, employer, employer_text, siret, employer_is_agency, adapted_company,
               place, contract, contract_label, contract_nature, experience_code, experience_label, experience_comment,
               skills, soft_skills, licences, languages, trainings, hours_label, full_time, conditions, travel_code,
               travel_label, pay_label, qualification, posts, created, updated, valid_until, apprenticeship, apply,
               no_cv, known_employer, reserved_for] = offer;
  Packer content;
  content(title, text, rome, job_title, employer, employer_text, siret, employer_is_agency, adapted_company, place,
          contract, contract_label, contract_nature, experience_code, experience_label, experience_comment, skills,
          soft_skills, licences, languages, trainings, hours_label, full_time, conditions, travel_code, travel_label,
          pay_label, qualification, apprenticeship, no_cv, known_employer, reserved_for);
  return digest128(content.bytes());
}

Result<UnderstoodOffers> UnderstoodOffers::open_file(const std::filesystem::path& file, std::string_view identity) {
  Result<MappedArtefact> artefact = MappedArtefact::open(file, kUnderstoodKind, kUnderstoodFormat);
  if (!artefact) {
    return artefact.error();
  }
  const Error refused{ErrorCode::artefact_refused, file.string()};
  const auto contents = artefact->section<Digest128>("contents");
  const auto last_mondays = artefact->section<std::int32_t>("last_mondays");
  const auto ends = artefact->section<std::uint64_t>("ends");
  const auto bytes = artefact->section<char>("bytes");
  if (artefact->identity() != identity || !contents || !last_mondays || !ends || !bytes ||
      last_mondays->size() != contents->size() || ends->size() != contents->size() ||
      !std::ranges::is_sorted(*contents) || !std::ranges::is_sorted(*ends) ||
      (ends->empty() ? 0 : ends->back()) != bytes->size()) {
    return refused;
  }
  UnderstoodOffers memory;
  memory.contents_ = *contents;
  memory.last_mondays_ = *last_mondays;
  memory.ends_ = *ends;
  memory.bytes_ = *bytes;
  memory.file_ = std::move(*artefact);
  return memory;
}

UnderstoodOffers UnderstoodOffers::open(const std::filesystem::path& folder, std::string_view identity) {
  const std::filesystem::path file = folder / kFileName;
  std::error_code ignored;
  if (folder.empty() || !std::filesystem::exists(file, ignored)) {
    return {};
  }
  Result<UnderstoodOffers> memory = open_file(file, identity);
  if (memory) {
    return std::move(*memory);
  }
  UnderstoodOffers nothing;
  nothing.note_ =
      "ce qui était compris des offres l'était par un autre programme, référentiel ou modèle, ou le fichier est abîmé "
      ": "
      "tout est relu";
  return nothing;
}

std::string_view UnderstoodOffers::bytes_of(std::size_t row) const {
  const std::size_t begin = row == 0 ? 0 : ends_[row - 1];
  return {bytes_.data() + begin, ends_[row] - begin};
}

std::optional<UnderstoodOffer> UnderstoodOffers::recall(const Digest128& content) const {
  const auto found = std::ranges::lower_bound(contents_, content);
  if (found == contents_.end() || *found != content) {
    return std::nullopt;
  }
  Unpacker unpacker(bytes_of(static_cast<std::size_t>(found - contents_.begin())));
  std::optional<UnderstoodOffer> understood(std::in_place);
  unpacker(*understood);
  return unpacker.is_done() ? std::move(understood) : std::nullopt;
}

Result<Done> UnderstoodOffers::save(const std::filesystem::path& folder, std::string_view identity, Day monday,
                                    std::vector<Met> met) const {
  std::ranges::sort(met, {}, &Met::content);
  const auto is_same = [](const Met& left, const Met& right) { return left.content == right.content; };
  met.erase(std::unique(met.begin(), met.end(), is_same), met.end());

  const std::int32_t tonight = number_of(monday);
  const std::int32_t newest =
      last_mondays_.empty() ? tonight : std::max(tonight, *std::ranges::max_element(last_mondays_));
  std::vector<Digest128> contents;
  std::vector<std::int32_t> last_mondays;
  std::vector<std::uint64_t> ends;
  std::string bytes;
  bytes.reserve(bytes_.size());
  bool changes = false;
  const auto keep = [&](const Digest128& content, std::int32_t last_monday, std::string_view packed_offer) {
    contents.push_back(content);
    last_mondays.push_back(last_monday);
    bytes += packed_offer;
    ends.push_back(bytes.size());
  };
  std::size_t row = 0;
  const auto keep_before = [&](const Digest128* content) {
    for (; row < contents_.size() && (content == nullptr || contents_[row] < *content); ++row) {
      if (last_mondays_[row] >= newest - kDaysKept) {
        keep(contents_[row], last_mondays_[row], bytes_of(row));
      } else {
        changes = true;
      }
    }
  };
  for (const Met& one : met) {
    keep_before(&one.content);
    const bool known = row < contents_.size() && contents_[row] == one.content;
    const std::int32_t last_monday = known ? std::max(last_mondays_[row], tonight) : tonight;
    changes = changes || !known || last_monday != last_mondays_[row];
    keep(one.content, last_monday, known ? std::string(bytes_of(row)) : packed(*one.understood));
    row += known ? 1U : 0U;
  }
  keep_before(nullptr);
  if (!changes) {
    return Done{};
  }

  if (Result<Done> made = make_private_directory(folder); !made) {
    return made;
  }
  ArtefactWriter writer(std::string(kUnderstoodKind), kUnderstoodFormat, std::string(identity));
  writer.add<Digest128>("contents", contents);
  writer.add<std::int32_t>("last_mondays", last_mondays);
  writer.add<std::uint64_t>("ends", ends);
  writer.add_text("bytes", std::move(bytes));
  return writer.write(folder / kFileName, false);
}

}  // namespace passerelle
