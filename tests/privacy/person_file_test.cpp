#include "privacy/person_file.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>

#include "privacy/event_words.h"
#include "privacy/rectify.h"
#include "report/lists.h"
#include "storage/byte_source.h"
#include "storage/json.h"
#include "tests/privacy/kept_person.h"
#include "tests/report/invented_week.h"

namespace passerelle {
namespace {

using testing::HasSubstr;
using testing::Not;

const PersonId kSubject("P-0042");
const Author kReader{AuthorKind::referent, "R-07"};

void write(const std::filesystem::path& file, const std::string& content) {
  std::ofstream(file, std::ios::binary) << content;
}

TEST(PersonFile, HoldsAllThatIsKeptInWordsAndForMachines) {
  support::KeptPerson kept;
  PersonFile file = gather_person(kept.ledger, kSubject).value();
  file.record = R"({"id":"P-0042","mobility":{"max_minutes":45}})";
  file.lists = {lists_line(support::example_list(), Week{2026, 48}, "2026-W48-1")};
  const auto out = kept.folder.path() / "rendu";
  ASSERT_TRUE(write_person_folder(out, file, parse_instant("2026-11-28T10:00:00Z").value()));
  const std::string text = read_whole_file(out / "dossier.txt").value();
  const std::string json = read_whole_file(out / "dossier.json").value();
  for (const std::string& words :
       {std::string(support::KeptPerson::kFirstName), std::string(support::KeptPerson::kWords),
        std::string(support::KeptPerson::kReply), std::string("+33639980042"), std::string("papier signé"),
        std::string("une offre pour vous"), std::string("Cuisine des Tilleuls"),
        std::string("trajet le plus long, en minutes : 45"), std::string("C'est à 15 minutes en bus.")}) {
    EXPECT_THAT(text, HasSubstr(words));
  }
  EXPECT_TRUE(JsonDocument::parse(json).has_value());
  EXPECT_THAT(json, HasSubstr(std::string(support::KeptPerson::kWords)));
  EXPECT_THAT(read_whole_file(out / "dossier.html").value(), HasSubstr("<html lang=\"fr\">"));
  EXPECT_EQ(std::filesystem::status(out / "dossier.json").permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(PersonFile, HoldsNothingOfAnybodyElse) {
  support::KeptPerson kept;
  const PersonFile file = gather_person(kept.ledger, PersonId("P-0043")).value();
  EXPECT_TRUE(file.events.empty());
  EXPECT_TRUE(file.messages.empty());
  EXPECT_THAT(file.contact, HasSubstr("Yvonne"));
  EXPECT_TRUE(gather_person(kept.ledger, PersonId("P-9999")).value().is_empty());
}

TEST(PersonFile, NeitherANoNorSilenceIsARefusal) {
  support::KeptPerson kept;
  const PersonFile file = gather_person(kept.ledger, kSubject).value();
  const auto out = kept.folder.path() / "rendu";
  ASSERT_TRUE(write_person_folder(out, file, parse_instant("2026-11-28T10:00:00Z").value()));
  for (const char* name : {"dossier.txt", "dossier.html", "dossier.json"}) {
    const std::string content = read_whole_file(out / name).value();
    EXPECT_THAT(content, Not(HasSubstr("refus"))) << name;
    EXPECT_THAT(content, Not(HasSubstr("\"value\":\"no\""))) << name;
  }
  EXPECT_THAT(read_whole_file(out / "dossier.txt").value(), HasSubstr("La personne répond : pas cette offre-là"));
}

TEST(PersonFile, EveryTypeOfEventHasFrenchWords) {
  for (int type = 0; type <= static_cast<int>(EventType::erased); ++type) {
    Event event = support::happened(static_cast<EventType>(type), AuthorKind::referent, "R-07");
    const std::string words = event_in_french(event, "");
    EXPECT_THAT(words, Not(HasSubstr(std::string(to_string(event.type)) + "."))) << words;
    EXPECT_TRUE(words.ends_with(".")) << words;
  }
}

TEST(PersonFile, RecordsAreFoundInFilesOfAnyKind) {
  const support::TemporaryDirectory folder;
  write(folder.path() / "p.ndjson", "{\"id\":\"P-0042\",\"a\":1}\n{\"id\":\"P-0043\"}\n");
  write(folder.path() / "p.json", "[{\"id\":\"P-0043\"},\n {\"id\":\"P-0042\"}]");
  write(folder.path() / "p.csv", "id;skills\nP-0042;cuisine\nP-0043;vente\n");
  EXPECT_THAT(records_of(folder.path() / "p.ndjson", kSubject).value(),
              testing::ElementsAre("{\"id\":\"P-0042\",\"a\":1}"));
  EXPECT_EQ(records_of(folder.path() / "p.json", kSubject).value().size(), 1U);
  EXPECT_THAT(records_of(folder.path() / "p.csv", kSubject).value(),
              testing::ElementsAre("{\"id\":\"P-0042\",\"skills\":\"cuisine\"}"));
}

TEST(Rectify, WordsAreCorrectedByANewEventThatNamesTheFirst) {
  support::KeptPerson kept;
  const PersonFile before = gather_person(kept.ledger, kSubject).value();
  const auto note = std::ranges::find(before.events, EventType::noted, &Event::type);
  const Instant at = parse_instant("2026-11-28T10:00:00Z").value();
  const Result<Event> done = rectify_event(kept.ledger, kSubject, note->id, "garde un neveu", kReader, at);
  ASSERT_TRUE(done.has_value()) << done.error().message;
  const PersonFile after = gather_person(kept.ledger, kSubject).value();
  ASSERT_EQ(after.events.size(), before.events.size() + 1);
  EXPECT_EQ(after.events.back().value, "garde un neveu");
  EXPECT_EQ(after.events.back().reason, "corrects " + note->id);
  EXPECT_EQ(after.events[2].value, support::KeptPerson::kWords);
}

TEST(Rectify, WhatHappenedIsNotRewritten) {
  support::KeptPerson kept;
  const PersonFile file = gather_person(kept.ledger, kSubject).value();
  const Instant at = parse_instant("2026-11-28T10:00:00Z").value();
  EXPECT_FALSE(rectify_event(kept.ledger, kSubject, file.events[0].id, "x", kReader, at).has_value());
  EXPECT_FALSE(rectify_event(kept.ledger, kSubject, "inconnu", "x", kReader, at).has_value());
  EXPECT_FALSE(rectify_event(kept.ledger, PersonId("P-0043"), file.events[2].id, "x", kReader, at).has_value());
}

TEST(Rectify, AContactIsCorrectedAndTheCorrectionTold) {
  support::KeptPerson kept;
  const Instant at = parse_instant("2026-11-28T10:00:00Z").value();
  ASSERT_TRUE(rectify_contact(kept.ledger, kSubject, "phone", "06 39 98 00 77", kReader, at));
  const PersonFile file = gather_person(kept.ledger, kSubject).value();
  EXPECT_THAT(file.contact, HasSubstr("+33639980077"));
  EXPECT_THAT(file.events.back().value, HasSubstr("Contact corrigé : phone"));
  EXPECT_THAT(file.events.back().value, Not(HasSubstr("98")));
}

}  // namespace
}  // namespace passerelle
