#include "ingest/offers.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>

#include "storage/json.h"
#include "tests/ingest/read_feed.h"
#include "tests/support/gzip_file.h"
#include "tests/support/real_data.h"
#include "tests/support/temporary_directory.h"

namespace passerelle {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

using support::read_feed;
using support::ReadFeed;

/// The offer of a record with these fields besides `id` and `intitule`.
Offer offer_with(std::string_view fields) {
  ReadFeed result = read_feed(R"({"id":"1","intitule":"Serveur",)" + std::string(fields) + "}");
  EXPECT_EQ(result.error, "") << fields;
  EXPECT_EQ(result.offers.size(), 1U);
  return result.offers.empty() ? Offer{} : result.offers.front();
}

/// What tells offers apart in comparisons between two readings.
std::string summary(const Offer& offer) {
  return offer.id.value() + '|' + offer.title + '|' + offer.text + '|' + offer.place.insee + '|' + offer.hours_label +
         '|' + offer.apply.value + '|' + std::to_string(offer.skills.size()) + '|' + offer.pay_label;
}

std::vector<std::string> summaries(const std::vector<Offer>& offers) {
  std::vector<std::string> lines;
  std::ranges::transform(offers, std::back_inserter(lines), summary);
  std::ranges::sort(lines);
  return lines;
}

TEST(FranceTravail, OnlyIdAndTitleAreNeeded) {
  const ReadFeed bare = read_feed(R"({"id":"192ABCD","intitule":"  Aide de cuisine (H/F) "})");
  ASSERT_EQ(bare.offers.size(), 1U);
  EXPECT_EQ(bare.offers[0].id.value(), "192ABCD");
  EXPECT_EQ(bare.offers[0].title, "Aide de cuisine (H/F)");
  EXPECT_EQ(bare.offers[0].contract, ContractKind::unknown);
  EXPECT_EQ(bare.offers[0].full_time, std::nullopt);
  EXPECT_EQ(bare.offers[0].apply.how, "none");
  EXPECT_EQ(bare.offers[0].posts, 1U);
  EXPECT_THAT(bare.report.warnings, IsEmpty());
}

TEST(FranceTravail, WithoutAnIdOrATitleTheRecordIsSetAside) {
  const std::string good = R"({"id":"ok","intitule":"x"})";
  for (const auto& [record, field] : std::vector<std::pair<std::string, std::string>>{
           {R"({"intitule":"x"})", "id"},
           {R"({"id":"","intitule":"x"})", "id"},
           {R"({"id":null,"intitule":"x"})", "id"},
           {R"({"id":" ","intitule":"x"})", "id"},
           {R"({"id":["1"],"intitule":"x"})", "id"},
           {R"({"id":"../../etc","intitule":"x"})", "id"},
           {R"({"id":"a\\b","intitule":"x"})", "id"},
           {R"({"id":"..","intitule":"x"})", "id"},
           {R"({"id":"a\u0007b","intitule":"x"})", "id"},
           {R"({"id":")" + std::string(129, 'x') + R"(","intitule":"x"})", "id"},
           {R"({"id":"2"})", "intitule"},
           {R"({"id":"2","intitule":" \t "})", "intitule"},
           {R"({"id":"2","intitule":{}})", "intitule"},
           {"[]", ""},
           {"12", ""},
           {"{\"id\":\"caf\xE9\",\"intitule\":\"x\"}", ""}}) {
    const ReadFeed result = read_feed(good + "\n" + record + "\n");
    if (record == "[]") {
      EXPECT_THAT(result.report.rejections, IsEmpty());
      continue;
    }
    ASSERT_EQ(result.report.rejections.size(), 1U) << record;
    const Rejection& rejection = result.report.rejections[0];
    EXPECT_EQ(rejection.field, field) << record;
    EXPECT_EQ(rejection.file, "feed");
    EXPECT_EQ(rejection.record, 2U);
    EXPECT_EQ(rejection.line, 2U);
    EXPECT_THAT(rejection.reason, Not(IsEmpty()));
    EXPECT_EQ(result.report.records, 2U);
    EXPECT_EQ(result.report.accepted, 1U);
  }
}

TEST(FranceTravail, AnIdMayBeANumberOr128BytesLong) {
  EXPECT_EQ(read_feed(R"({"id":42,"intitule":"x"})").offers[0].id.value(), "42");
  EXPECT_EQ(read_feed(R"({"id":")" + std::string(128, 'x') + R"(","intitule":"x"})").offers.size(), 1U);
}

TEST(FranceTravail, MixedTypesAreUnified) {
  EXPECT_EQ(offer_with(R"("nombrePostes":"3")").posts, 3U);
  EXPECT_EQ(offer_with(R"("nombrePostes":4)").posts, 4U);
  EXPECT_EQ(offer_with(R"("nombrePostes":-1)").posts, 1U);
  EXPECT_EQ(offer_with(R"("nombrePostes":"plusieurs")").posts, 1U);
  EXPECT_EQ(offer_with(R"("experienceExige":null,"experienceLibelle":null)").experience_code, "");
  EXPECT_EQ(offer_with(R"("deplacementCode":"2.0")").travel_code, "2");
  EXPECT_EQ(offer_with(R"("deplacementCode":4)").travel_code, "4");
  EXPECT_EQ(offer_with(R"("alternance":"true")").apprenticeship, true);
  EXPECT_THAT(offer_with(R"("competences":null,"formations":null,"langues":null,"permis":null)").licences, IsEmpty());
  EXPECT_EQ(offer_with(R"("lieuTravail":{"commune":1004,"codePostal":1500})").place.insee, "01004");
  EXPECT_EQ(offer_with(R"("lieuTravail":{"commune":1004,"codePostal":1500})").place.postal_code, "01500");
  EXPECT_EQ(offer_with(R"("lieuTravail":"45 - ORLEANS")").place.label, "45 - ORLEANS");
  EXPECT_EQ(offer_with(R"("entreprise":"Le Bon Pain")").employer, "Le Bon Pain");
  EXPECT_EQ(offer_with(R"("salaire":"2000 euros")").pay_label, "2000 euros");
}

TEST(FranceTravail, WrongTypesAnywhereAreUnknown) {
  for (const std::string_view wrong :
       {"12", "true", "\"x\"", "[]", "{}", "[[]]", "[null]", "[{}]", "{\"a\":{}}", "null"}) {
    for (const std::string_view field : {"description",  "romeCode",      "entreprise",      "lieuTravail",
                                         "typeContrat",  "natureContrat", "competences",     "qualitesProfessionnelles",
                                         "permis",       "langues",       "formations",      "contexteTravail",
                                         "salaire",      "contact",       "origineOffre",    "dateCreation",
                                         "nombrePostes", "alternance",    "deplacementCode", "agence"}) {
      EXPECT_EQ(offer_with('"' + std::string(field) + "\":" + std::string(wrong)).title, "Serveur");
    }
  }
}

TEST(FranceTravail, LicencesComeAsObjectsOrText) {
  const auto labels = [](const Offer& offer) {
    std::vector<std::string> found;
    for (const AskedThing& licence : offer.licences) {
      found.push_back(licence.label + (licence.demanded ? "!" : ""));
    }
    return found;
  };
  EXPECT_THAT(labels(offer_with(R"("permis":[{"libelle":"B - Véhicule léger","exigence":"E"},
                                             {"libelle":"C - Poids lourd","exigence":"S"}])")),
              ElementsAre("B - Véhicule léger!", "C - Poids lourd"));
  EXPECT_THAT(labels(offer_with(R"("permis":"B - Véhicule léger")")), ElementsAre("B - Véhicule léger"));
  EXPECT_THAT(labels(offer_with(R"("permis":["B - Véhicule léger Exigé"])")), ElementsAre("B - Véhicule léger Exigé!"));
  EXPECT_THAT(labels(offer_with(R"("permis":[{"libelle":"Aucun permis","exigence":"S"}])")),
              ElementsAre("Aucun permis"));
}

TEST(FranceTravail, SkillsKeepCodeLabelAndStrictness) {
  const Offer offer = offer_with(
      R"("competences":[{"code":"117024","libelle":"Cuisiner","exigence":"E"},{"libelle":"Servir","exigence":"S"}],
         "qualitesProfessionnelles":[{"libelle":"Travailler en équipe","description":"…"},{"nom":"ADVERT","url":"x"}])");
  ASSERT_EQ(offer.skills.size(), 2U);
  EXPECT_EQ(offer.skills[0].code, "117024");
  EXPECT_TRUE(offer.skills[0].demanded);
  EXPECT_EQ(offer.skills[1].label, "Servir");
  EXPECT_FALSE(offer.skills[1].demanded);
  ASSERT_EQ(offer.soft_skills.size(), 1U);
  EXPECT_EQ(offer.soft_skills[0].label, "Travailler en équipe");
}

TEST(FranceTravail, HoursComeFromBothFieldsOnce) {
  const Offer offer =
      offer_with(R"("dureeTravailLibelle":"35H/semaine\nTravail en journée","dureeTravailLibelleConverti":
      "Temps plein","contexteTravail":{"horaires":["35H/semaine\nTravail en journée","Travail le samedi"],
      "conditionsExercice":["","Station debout prolongée"]},"conditionExercice":"1 week end sur 2")");
  EXPECT_EQ(offer.hours_label, "35H/semaine\nTravail en journée\nTravail le samedi");
  EXPECT_EQ(offer.conditions, "1 week end sur 2\nStation debout prolongée");
  EXPECT_EQ(offer.full_time, true);
  EXPECT_EQ(offer_with(R"("dureeTravailLibelleConverti":"Temps partiel")").full_time, false);
  EXPECT_EQ(offer_with(R"("dureeTravailLibelleConverti":"Non renseigné")").full_time, std::nullopt);
  EXPECT_EQ(offer_with(R"("dureeTravailLibelle":"temps partiel\nTravail en journée")").full_time, false);
}

TEST(FranceTravail, ContractsAndWhoTheyAreFor) {
  EXPECT_EQ(offer_with(R"("typeContrat":"CDD","typeContratLibelle":"CDD - 6 Mois")").contract, ContractKind::cdd);
  EXPECT_EQ(offer_with(R"("typeContrat":"XYZ")").contract, ContractKind::other);
  EXPECT_EQ(offer_with(R"("typeContrat":"")").contract, ContractKind::unknown);
  const Offer apprentice = offer_with(R"("typeContrat":"CDD","natureContrat":"Contrat apprentissage")");
  EXPECT_EQ(apprentice.contract, ContractKind::apprenticeship);
  EXPECT_TRUE(apprentice.apprenticeship);
  const Offer insertion = offer_with(R"("typeContrat":"CDD","natureContrat":"Insertion par l'activ.éco.")");
  EXPECT_EQ(insertion.reserved_for, "iae");
  EXPECT_EQ(insertion.contract, ContractKind::cdd);
  EXPECT_EQ(offer_with(R"("natureContrat":"Contrat travail")").reserved_for, "");
  EXPECT_TRUE(offer_with(R"("entreprise":{"entrepriseAdaptee":true})").adapted_company);
  EXPECT_TRUE(offer_with(R"("entrepriseAdaptee":"true")").adapted_company);
  EXPECT_TRUE(offer_with(R"("codeNAF":"78.20Z")").employer_is_agency);
  EXPECT_TRUE(offer_with(R"("entreprise":{"codeNAF":"7820Z"})").employer_is_agency);
  EXPECT_FALSE(offer_with(R"("codeNAF":"47.78A")").employer_is_agency);
}

TEST(FranceTravail, TheBestWayToApplyIsTaken) {
  const auto how = [](const Offer& offer) { return offer.apply.how + ' ' + offer.apply.value; };
  EXPECT_EQ(how(offer_with(R"("contact":{"courriel":"rh@pain.fr","urlPostulation":"https://pain.fr/1"})")),
            "url https://pain.fr/1");
  EXPECT_EQ(how(offer_with(R"("contact":{"courriel":"Pour postuler, utiliser le lien suivant : https://pain.fr/2"})")),
            "url https://pain.fr/2");
  EXPECT_EQ(how(offer_with(R"("contact":{"coordonnees1":"Courriel : rh@pain.fr."})")), "email rh@pain.fr");
  EXPECT_EQ(how(offer_with(R"("contact":{"telephone":"02 38 00 00 00"})")), "phone 0238000000");
  EXPECT_EQ(how(offer_with(R"("contact":{"coordonnees1":"3 rue du Four","coordonnees2":"45000 Orléans"},
                              "origineOffre":{"urlOrigine":"https://candidat.francetravail.fr/1"})")),
            "url https://candidat.francetravail.fr/1");
  EXPECT_EQ(how(offer_with(R"("contact":{"urlPostulation":"javascript:void 0"
})")),
            "none ");
}

TEST(FranceTravail, ImpossibleDatesAndPlacesAreUnknownAndCounted) {
  const ReadFeed result = read_feed(R"({"id":"1","intitule":"x","dateCreation":"1969-12-31T00:00:00Z"}
{"id":"2","intitule":"x","dateCreation":"2101-01-01"}
{"id":"3","intitule":"x","dateCreation":"hier","lieuTravail":{"latitude":91,"longitude":2}}
{"id":"4","intitule":"x","dateCreation":"2026-11-23T08:00:00.000Z","lieuTravail":{"latitude":"47.9","longitude":"1,9"}}
{"id":"5","intitule":"x","lieuTravail":{"latitude":0,"longitude":0}})");
  ASSERT_EQ(result.offers.size(), 5U);
  EXPECT_THAT(result.report.rejections, IsEmpty());
  for (const std::size_t index : {0U, 1U, 2U}) {
    EXPECT_EQ(result.offers[index].created, std::nullopt);
  }
  EXPECT_EQ(to_string(*result.offers[3].created), "2026-11-23");
  EXPECT_EQ(result.offers[2].place.position, std::nullopt);
  EXPECT_EQ(result.offers[3].place.position, (Coordinates{47.9, 1.9}));
  EXPECT_EQ(result.offers[4].place.position, std::nullopt);
  EXPECT_THAT(result.report.warnings,
              ElementsAre(::testing::AllOf(HasSubstr("dateCreation"), HasSubstr("3 fois")), HasSubstr("latitude")));
}

TEST(FranceTravail, UnknownFieldsGiveOneWarningEach) {
  const ReadFeed result = read_feed(
      "{\"id\":\"1\",\"intitule\":\"x\",\"nouveau\":1,\"autre\":2}\n"
      "{\"id\":\"2\",\"intitule\":\"x\",\"nouveau\":3}\n");
  EXPECT_THAT(result.report.warnings, ElementsAre(HasSubstr("autre"), HasSubstr("nouveau")));
}

TEST(FranceTravail, TheSameIdTwiceIsHandedOverTwice) {
  EXPECT_EQ(read_feed("{\"id\":\"1\",\"intitule\":\"x\"}\n{\"id\":\"1\",\"intitule\":\"y\"}").offers.size(), 2U);
}

TEST(Offers, FilesThatCannotBeUsedSayWhy) {
  EXPECT_THAT(read_feed("").error, HasSubstr("fichier vide"));
  EXPECT_THAT(read_feed("\n \n").error, HasSubstr("fichier vide"));
  EXPECT_THAT(read_feed("<html><body>404</body></html>").error, HasSubstr("JSON"));
  EXPECT_THAT(read_feed("<html>\n<body>404</body>\n</html>").error, HasSubstr("ni JSON"));
  EXPECT_THAT(read_feed("{\"erreur\":\"quota\"}").error, HasSubstr("identifiant"));
  EXPECT_THAT(read_feed("{\"resultats\":[]}").error, HasSubstr("aucun"));
  EXPECT_THAT(read_feed(std::string_view("\xFF\xFE{\0}\0", 6)).error, HasSubstr("UTF-16"));
  EXPECT_THAT(read_feed("id,title\n").error, HasSubstr("aucune offre"));
  EXPECT_THAT(read_feed("").error, ::testing::StartsWith("feed: "));
  EXPECT_FALSE(read_offers("nowhere.jsonl", {}, {}, [](Offer&&, RecordPosition) {}));
}

TEST(Offers, AGarbageFirstLineCostsItselfAlone) {
  const ReadFeed result = read_feed("garbage, more garbage\n{\"id\":\"1\",\"intitule\":\"x\"}\n");
  EXPECT_EQ(result.offers.size(), 1U);
  EXPECT_EQ(result.report.rejections.size(), 1U);
}

TEST(Offers, RejectionsNeverHoldContacts) {
  const ReadFeed result = read_feed(
      "{\"id\":\"ok\",\"intitule\":\"x\"}\n"
      "{\"id\":\"1\",\"contact\":{\"telephone\":\"0612345678\",\"courriel\":\"a@b.fr\"}}\n"
      "{\"id\":\"2\",\"contact\":{\"telephone\":\"0612345678\",\"courriel\":\"a@b.fr\n");
  ASSERT_EQ(result.report.rejections.size(), 2U);
  for (const Rejection& rejection : result.report.rejections) {
    EXPECT_THAT(rejection.reason, Not(HasSubstr("0612345678")));
    EXPECT_THAT(rejection.reason, Not(HasSubstr("a@b.fr")));
  }
}

TEST(Offers, ReasonsQuoteFortyCharactersAtMost) {
  std::string id;
  for (int count = 0; count < 100; ++count) {
    id += "é";
  }
  const ReadFeed result = read_feed("{\"id\":\"ok\",\"intitule\":\"x\"}\n{\"id\":\"" + id + "\",\"intitule\":\"x\"}\n");
  ASSERT_EQ(result.report.rejections.size(), 1U);
  EXPECT_THAT(result.report.rejections[0].reason, HasSubstr(id.substr(0, 80)));
  EXPECT_THAT(result.report.rejections[0].reason, Not(HasSubstr(id.substr(0, 82))));
}

TEST(Offers, AReaderStopsWhenAsked) {
  std::atomic<bool> interrupted = false;
  Watch watch;
  watch.interrupted = &interrupted;
  ByteSource source = ByteSource::from_memory("{\"id\":\"1\",\"intitule\":\"x\"}\n{\"id\":\"2\",\"intitule\":\"x\"}\n");
  int seen = 0;
  const auto report = read_offers(source, "feed", {}, watch, [&](Offer&&, RecordPosition) {
    ++seen;
    interrupted = true;
  });
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::interrupted);
  EXPECT_EQ(seen, 1);
}

std::vector<std::string> sample_lines(std::size_t count) {
  std::vector<std::string> lines;
  for (std::size_t index = 0; index < count; ++index) {
    JsonWriter json;
    json.begin_object()
        .key("id")
        .string("S" + std::to_string(index))
        .key("intitule")
        .string("Poste {[\"" + std::to_string(index));
    json.key("description").string("Des mots,\n\"cités\" } et d'autres ]").key("nombrePostes").string("2");
    json.key("competences")
        .begin_array()
        .begin_object()
        .key("libelle")
        .string("x")
        .end_object()
        .end_array()
        .end_object();
    lines.push_back(json.take());
  }
  return lines;
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const std::string& part : parts) {
    text += (text.empty() ? "" : std::string(separator)) + part;
  }
  return text;
}

TEST(Offers, ShufflingWrappingAndPackingGiveTheSameOffers) {
  const support::TemporaryDirectory directory;
  std::vector<std::string> lines = sample_lines(50);
  const std::vector<std::string> expected = summaries(read_feed(joined(lines, "\n")).offers);
  ASSERT_EQ(expected.size(), lines.size());
  std::mt19937 random(23);
  for (int round = 0; round < 10; ++round) {
    std::ranges::shuffle(lines, random);
    const std::string array = "[" + joined(lines, round % 2 == 0 ? "," : ",\n") + "]";
    for (const std::string& text : {joined(lines, "\n"), array, "{\"resultats\":" + array + "}"}) {
      EXPECT_EQ(summaries(read_feed(text).offers), expected);
      const auto file = directory.path() / "feed.gz";
      support::write_gzip(file, text);
      std::vector<Offer> unpacked;
      const auto report = read_offers(
          file, {}, {}, [&unpacked](Offer&& offer, RecordPosition) { unpacked.push_back(std::move(offer)); });
      ASSERT_TRUE(report);
      EXPECT_EQ(summaries(unpacked), expected);
    }
  }
}

TEST(Offers, TruncationLosesAtMostTheLastRecord) {
  const std::vector<std::string> lines = sample_lines(4);
  for (const std::string& text :
       {joined(lines, "\n"), "[" + joined(lines, ",") + "]", "{\"resultats\":[" + joined(lines, ",\n") + "]}"}) {
    const std::vector<std::string> whole = summaries(read_feed(text).offers);
    std::size_t complete = 0;
    for (std::size_t size = 0; size <= text.size(); ++size) {
      const ReadFeed part = read_feed(std::string_view(text).substr(0, size));
      const std::vector<std::string> found = summaries(part.offers);
      ASSERT_TRUE(std::ranges::includes(whole, found)) << size;
      ASSERT_GE(found.size(), complete) << size;
      complete = found.size();
    }
    EXPECT_EQ(complete, lines.size());
  }
}

TEST(RealOffers, AllWithATitleAreRead) {
  SKIP_WITHOUT_REAL_DATA();
  std::size_t with_skills = 0;
  std::size_t located = 0;
  std::size_t agencies = 0;
  const auto report =
      read_offers(support::real_data() / "france_travail" / "offers.jsonl", {}, {}, [&](Offer&& offer, RecordPosition) {
        with_skills += offer.skills.empty() ? 0 : 1;
        located += offer.place.position ? 1 : 0;
        agencies += offer.employer_is_agency ? 1 : 0;
      });
  ASSERT_TRUE(report);
  EXPECT_EQ(report->records, 4875U);
  // Two offers of the real feed have an empty title, which nothing of ours can stand for.
  EXPECT_EQ(report->accepted, 4873U);
  ASSERT_EQ(report->rejections.size(), 2U);
  for (const Rejection& rejection : report->rejections) {
    EXPECT_EQ(rejection.field, "intitule");
  }
  EXPECT_THAT(report->warnings, IsEmpty());
  // Counted apart, with another JSON reader, over all 4,875 records; the two without a title may be among them.
  EXPECT_NEAR(static_cast<double>(located), 4177, 2);
  EXPECT_NEAR(static_cast<double>(agencies), 611, 2);
  EXPECT_GT(with_skills, 800U);
}

}  // namespace
}  // namespace passerelle
