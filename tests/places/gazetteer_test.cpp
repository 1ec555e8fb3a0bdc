#include "places/gazetteer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "places/place_label.h"
#include "storage/csv.h"
#include "storage/json.h"
#include "storage/json_records.h"
#include "tests/support/real_data.h"
#include "tests/support/temporary_directory.h"

namespace passerelle {
namespace {

using ::testing::HasSubstr;

const std::string kHeader = "insee\tname\tpostal_codes\tpopulation\tlat\tlon\n";
const std::string kCommunes = kHeader +
                              "45234\tOrléans\t45000|45100\t116000\t47.90\t1.90\n"
                              "45284\tSaint-Jean-de-Braye\t45800\t20000\t47.91\t1.97\n"
                              "45285\tSaint-Jean-de-la-Ruelle\t45140\t16000\t47.91\t1.87\n"
                              "38544\tVienne\t38200\t31000\t45.52\t4.87\n"
                              "36024\tBretagne\t36110\t125\t46.99\t1.73\n"
                              "93066\tSaint-Denis\t93200|93210\t113000\t48.93\t2.36\n"
                              "97411\tSaint-Denis\t97400\t154000\t-20.93\t55.44\n"
                              "11339\tSaint-Denis\t11310\t500\t43.35\t2.21\n"
                              "2A004\tAjaccio\t20000\t73000\t41.93\t8.70\n"
                              "75056\tParis\t75001|75012\t2100000\t48.86\t2.34\n"
                              "75112\tParis 12e Arrondissement\t75012\t140000\t48.83\t2.42\n"
                              "69381\tLyon 1er Arrondissement\t69001\t28000\t45.77\t4.83\n"
                              "69383\tLyon 3e Arrondissement\t69003\t100000\t45.75\t4.87\n"
                              "57000\tSans Lieu\t57000\t10\t\t\n"
                              "71076\tChalon-sur-Saône\t71100\t45000\t46.79\t4.85\n"
                              "01004\tL'Abergement\t01500\t\t45.96\t5.37\n";

Result<Gazetteer> read(const std::string& content, const std::string& name = "communes.tsv") {
  const support::TemporaryDirectory directory;
  std::ofstream(directory.path() / name, std::ios::binary) << content;
  return Gazetteer::read(directory.path() / name);
}

Gazetteer sample() {
  Result<Gazetteer> gazetteer = read(kCommunes);
  EXPECT_TRUE(gazetteer) << gazetteer.error().message;
  return *std::move(gazetteer);
}

/// The code of the commune found at these coordinates; for the sample, they are all different.
std::string found_by_name(const Gazetteer& gazetteer, std::string_view label) {
  const std::optional<Coordinates> place = gazetteer.by_name(label);
  if (!place) {
    return "none";
  }
  for (const char* insee : {"45234", "45284", "45285", "38544", "36024", "93066", "97411", "11339", "2A004", "75056",
                            "75112", "69381", "69383", "71076", "01004"}) {
    if (gazetteer.by_insee(insee) == place) {
      return insee;
    }
  }
  return "elsewhere";
}

TEST(Gazetteer, FindsTheOnlyCommuneThatWordsNameWithItsDepartment) {
  const Gazetteer gazetteer = sample();
  const auto found = [&gazetteer](std::string_view words) {
    return found_by_name(gazetteer, gazetteer.only_commune_in(words));
  };
  EXPECT_EQ(found("Agent d'entretien au lycée Jean Zay (ORLEANS 45)"), "45234");
  EXPECT_EQ(found("Vous travaillez à Saint-Jean-de-Braye (45800)."), "45284");
  EXPECT_EQ(found("Poste à Orléans (45). Le siège d'Orléans (45000) vous accueille."), "45234");
  EXPECT_EQ(found("Près d'Ajaccio (2A)"), "2A004");
  for (const char* words :
       {"", "()", ") (", "Orléans", "(45)", "Orléans (38)", "35 h (45)", "Postes à Orléans (45) et à Vienne (38)",
        "Orléans (00)", "Temps plein (H/F)", " (45) (Orléans"}) {
    EXPECT_EQ(gazetteer.only_commune_in(words), "") << words;
  }
}

TEST(Gazetteer, FindsACommuneByItsCode) {
  const Gazetteer gazetteer = sample();
  EXPECT_EQ(gazetteer.size(), 15U);
  EXPECT_EQ(gazetteer.by_insee("45234"), (Coordinates{47.90, 1.90}));
  EXPECT_EQ(gazetteer.by_insee("2a004"), (Coordinates{41.93, 8.70}));
  EXPECT_EQ(gazetteer.by_insee("1004"), (Coordinates{45.96, 5.37}));
  EXPECT_EQ(gazetteer.name("45284"), "Saint-Jean-de-Braye");
  EXPECT_FALSE(gazetteer.by_insee("57000"));
  EXPECT_FALSE(gazetteer.by_insee(""));
  EXPECT_EQ(gazetteer.name("99999"), "");
}

TEST(Gazetteer, APostalCodeGivesItsMostPopulousCommuneOrTheArrondissement) {
  const std::string pair = "45001\tA\t45300\t10\t47.1\t2.1\n45002\tB\t45300\t20\t47.2\t2.2\n";
  const std::string reversed = "45002\tB\t45300\t20\t47.2\t2.2\n45001\tA\t45300\t10\t47.1\t2.1\n";
  EXPECT_EQ(read(kHeader + pair)->by_postal_code("45300"), (Coordinates{47.2, 2.2}));
  EXPECT_EQ(read(kHeader + reversed)->by_postal_code("45300"), (Coordinates{47.2, 2.2}));

  const Gazetteer gazetteer = sample();
  EXPECT_EQ(gazetteer.by_postal_code("45100"), gazetteer.by_insee("45234"));
  EXPECT_EQ(gazetteer.by_postal_code("1500"), gazetteer.by_insee("01004"));
  EXPECT_EQ(gazetteer.by_postal_code("75012"), gazetteer.by_insee("75112"));
  EXPECT_EQ(gazetteer.by_postal_code("75001"), gazetteer.by_insee("75056"));
  EXPECT_FALSE(gazetteer.by_postal_code("45999"));
  EXPECT_FALSE(gazetteer.by_postal_code(""));
}

TEST(Gazetteer, ArrondissementsAndTheirCityStandForEachOther) {
  const Gazetteer gazetteer = sample();
  EXPECT_EQ(gazetteer.by_insee("75120"), gazetteer.by_insee("75056"));
  EXPECT_EQ(gazetteer.name("75120"), "Paris");
  EXPECT_NE(gazetteer.by_insee("75112"), gazetteer.by_insee("75056"));
  EXPECT_FALSE(gazetteer.by_insee("75121"));
  // Lyon is here by two arrondissements only: in the middle of them.
  EXPECT_NEAR(gazetteer.by_insee("69123")->latitude, 45.76, 1e-9);
  EXPECT_NEAR(gazetteer.by_insee("69123")->longitude, 4.85, 1e-9);
  EXPECT_FALSE(gazetteer.by_insee("69385"));
  EXPECT_FALSE(gazetteer.by_insee("13055"));
}

TEST(Gazetteer, NamesAreFoundHoweverTheyAreWritten) {
  const Gazetteer gazetteer = sample();
  for (const char* label :
       {"Saint-Jean-de-Braye", "45 - ST JEAN DE BRAYE", "45 - SAINT JEAN DE BRAYE", "45800 St-Jean-de-Braye",
        "saint jean de braye (45)", "Saint-Jean-de-Braye 45", "SAINT JEAN DE BRAYE CEDEX 2", "45 – Saint‑Jean‑de‑Braye",
        "Saint-Jean-de-Braye, Loiret, France", "ST-JEAN-DE-BRAYE (45800)"}) {
    EXPECT_EQ(found_by_name(gazetteer, label), "45284") << label;
  }
  EXPECT_EQ(found_by_name(gazetteer, "45 - ORLEANS"), "45234");
  EXPECT_EQ(found_by_name(gazetteer, "71 - CHALON S/ SAONE"), "71076");
  EXPECT_EQ(found_by_name(gazetteer, "01 - L ABERGEMENT"), "01004");
  EXPECT_EQ(found_by_name(gazetteer, "01 - l’Abergement"), "01004");
  EXPECT_EQ(found_by_name(gazetteer, "2A - AJACCIO"), "2A004");
  EXPECT_EQ(found_by_name(gazetteer, "20 - Ajaccio"), "2A004");
  EXPECT_EQ(found_by_name(gazetteer, "2B - AJACCIO"), "none");
}

TEST(Gazetteer, TheDepartementInFrontMustAgree) {
  const Gazetteer gazetteer = sample();
  EXPECT_EQ(found_by_name(gazetteer, "93 - ST DENIS"), "93066");
  EXPECT_EQ(found_by_name(gazetteer, "974 - SAINT DENIS"), "97411");
  EXPECT_EQ(found_by_name(gazetteer, "11 - Saint-Denis"), "11339");
  EXPECT_EQ(found_by_name(gazetteer, "Saint-Denis (93200)"), "93066");
  EXPECT_EQ(found_by_name(gazetteer, "Saint-Denis"), "97411");
  EXPECT_EQ(found_by_name(gazetteer, "37 - ORLEANS"), "none");
}

TEST(Gazetteer, TheDividedCitiesAreFoundWholeAndByNumber) {
  const Gazetteer gazetteer = sample();
  for (const char* label : {"75 - PARIS 12", "75 - Paris 12e Arrondissement", "PARIS 12", "Paris 12ème",
                            "Paris 12E ARRONDISSEMENT", "75012 Paris 12", "PARIS CEDEX 12"}) {
    EXPECT_EQ(found_by_name(gazetteer, label), "75112") << label;
  }
  EXPECT_EQ(found_by_name(gazetteer, "LYON 03"), "69383");
  EXPECT_EQ(found_by_name(gazetteer, "69 - Lyon 1er Arrondissement"), "69381");
  for (const char* label :
       {"75 - Paris", "Paris", "75 - Paris (Dept.)", "Paris 75", "75 - PARIS 05", "Paris, France"}) {
    EXPECT_EQ(found_by_name(gazetteer, label), "75056") << label;
  }
  EXPECT_EQ(found_by_name(gazetteer, "77 - Paris"), "none");
}

TEST(Gazetteer, ARegionADepartementOrACountryIsNotAPlace) {
  const Gazetteer gazetteer = sample();
  for (const char* label : {"France", "Ile-de-France", "59 - Nord", "86 - Vienne", "Vienne", "Bretagne",
                            "Bretagne, France", "Hauts-de-France", "69 - Rhône", "37 - sur le département 37",
                            "Toulouse OU Auch", "45", "", " ", "-", "974 - La Réunion"}) {
    EXPECT_EQ(found_by_name(gazetteer, label), "none") << label;
  }
  EXPECT_EQ(found_by_name(gazetteer, "38 - Vienne"), "38544");
}

TEST(Gazetteer, LearnsOnlyWhatTheFileDoesNotHold) {
  Gazetteer gazetteer = sample();
  gazetteer.learn({"45234", "45000", "45 - ORLEANS", Coordinates{10, 10}});
  EXPECT_EQ(gazetteer.by_insee("45234"), (Coordinates{47.90, 1.90}));

  gazetteer.learn({"41018", "41000", "41 - BLOIS", Coordinates{47.59, 1.33}});
  gazetteer.learn({"41018", "41000", "41 - BLOIS", Coordinates{10, 10}});
  EXPECT_EQ(gazetteer.by_insee("41018"), (Coordinates{47.59, 1.33}));
  EXPECT_EQ(gazetteer.by_postal_code("41000"), (Coordinates{47.59, 1.33}));
  EXPECT_EQ(gazetteer.by_name("Blois"), (Coordinates{47.59, 1.33}));
  EXPECT_EQ(gazetteer.name("41018"), "BLOIS");
  EXPECT_EQ(gazetteer.size(), 16U);

  // Another code for a name already known in the département adds a place, and does not take the name.
  gazetteer.learn({"45999", "45000", "45 - ORLEANS", Coordinates{11, 11}});
  EXPECT_EQ(gazetteer.by_insee("45999"), (Coordinates{11, 11}));
  EXPECT_EQ(gazetteer.by_name("45 - Orléans"), (Coordinates{47.90, 1.90}));
  EXPECT_EQ(gazetteer.by_postal_code("45000"), (Coordinates{47.90, 1.90}));
}

TEST(Gazetteer, DoesNotLearnWithoutACodeOrASensiblePosition) {
  Gazetteer gazetteer = sample();
  const std::size_t before = gazetteer.size();
  gazetteer.learn({"", "41000", "41 - BLOIS", Coordinates{47.59, 1.33}});
  gazetteer.learn({"41018", "41000", "41 - BLOIS", std::nullopt});
  gazetteer.learn({"41018", "41000", "41 - BLOIS", Coordinates{0, 0}});
  gazetteer.learn({"41018", "41000", "41 - BLOIS", Coordinates{147.59, 1.33}});
  gazetteer.learn({"41018", "41000", "41 - BLOIS", Coordinates{std::nan(""), 1.33}});
  gazetteer.learn({"Blois", "41000", "41 - BLOIS", Coordinates{47.59, 1.33}});
  EXPECT_EQ(gazetteer.size(), before);
  EXPECT_FALSE(gazetteer.by_name("41 - BLOIS"));
}

TEST(Gazetteer, LocatesAnOfferByTheBestOfWhatIsKnown) {
  const Gazetteer gazetteer = sample();
  const Coordinates given{47.5, 1.5};
  EXPECT_EQ(gazetteer.locate({"45234", "45800", "38 - VIENNE", given}), given);
  EXPECT_EQ(gazetteer.locate({"45234", "45800", "38 - VIENNE", Coordinates{0, 0}}), gazetteer.by_insee("45234"));
  EXPECT_EQ(gazetteer.locate({"99999", "45800", "38 - VIENNE", std::nullopt}), gazetteer.by_insee("45284"));
  EXPECT_EQ(gazetteer.locate({"", "", "38 - VIENNE", std::nullopt}), gazetteer.by_insee("38544"));
  EXPECT_FALSE(gazetteer.locate({"", "", "France", std::nullopt}));
  EXPECT_FALSE(gazetteer.locate({}));
}

TEST(Gazetteer, PutsExchangedCoordinatesBackAndDoubtsThoseFarFromTheCommune) {
  Gazetteer gazetteer = sample();
  EXPECT_EQ(gazetteer.locate({"", "", "", Coordinates{1.5, 47.5}}), (Coordinates{47.5, 1.5}));
  EXPECT_EQ(gazetteer.locate({"45234", "", "", Coordinates{1.5, 47.5}}), (Coordinates{47.5, 1.5}));
  EXPECT_EQ(gazetteer.locate({"45234", "", "", Coordinates{43.3, 5.4}}), gazetteer.by_insee("45234"));
  EXPECT_EQ(gazetteer.locate({"", "", "", Coordinates{43.3, 5.4}}), (Coordinates{43.3, 5.4}));
  // La Réunion and Mayotte stay where they are.
  EXPECT_EQ(gazetteer.locate({"", "", "", Coordinates{-20.9, 55.4}}), (Coordinates{-20.9, 55.4}));
  EXPECT_EQ(gazetteer.locate({"", "", "", Coordinates{-12.8, 45.2}}), (Coordinates{-12.8, 45.2}));
  gazetteer.learn({"41018", "41000", "41 - BLOIS", Coordinates{1.33, 47.59}});
  EXPECT_EQ(gazetteer.by_insee("41018"), (Coordinates{47.59, 1.33}));
}

TEST(Gazetteer, AnArticleMayBeMissingWhenTheDepartementIsGiven) {
  const Gazetteer gazetteer = sample();
  EXPECT_EQ(found_by_name(gazetteer, "01 - Abergement"), "01004");
  EXPECT_EQ(found_by_name(gazetteer, "Abergement"), "none");
}

TEST(Gazetteer, ADepartementNamedLikeOneOfItsCommunesIsMeantWhenItsNumberStandsInFront) {
  const Result<Gazetteer> gazetteer = read(kHeader + "53147\tMayenne\t53100\t12883\t48.30\t-0.61\n");
  ASSERT_TRUE(gazetteer);
  EXPECT_FALSE(gazetteer->by_name("53 - Mayenne"));
  EXPECT_TRUE(gazetteer->by_name("Mayenne"));
  EXPECT_TRUE(gazetteer->by_name("53100 Mayenne"));
}

TEST(Gazetteer, LocatesAHomeByCodeThenPostalCode) {
  const Gazetteer gazetteer = sample();
  Person person;
  EXPECT_FALSE(gazetteer.locate_home(person));
  person.home_postal_code = "45800";
  EXPECT_EQ(gazetteer.locate_home(person), gazetteer.by_insee("45284"));
  person.home_insee = "45234";
  EXPECT_EQ(gazetteer.locate_home(person), gazetteer.by_insee("45234"));
}

TEST(Gazetteer, ReadsACsvWithFrenchColumnNames) {
  const Result<Gazetteer> gazetteer =
      read("insee,nom,codes_postaux,population,lat,lon\n45234,Orléans,\"45000,45100\",116000,47.9,1.9\n", "c.csv");
  ASSERT_TRUE(gazetteer) << gazetteer.error().message;
  EXPECT_EQ(gazetteer->by_postal_code("45100"), (Coordinates{47.9, 1.9}));
  EXPECT_EQ(gazetteer->name("45234"), "Orléans");
}

TEST(Gazetteer, AWrongRowIsToldWithFileAndLine) {
  const auto error_of = [](const std::string& content) {
    const Result<Gazetteer> gazetteer = read(content);
    return gazetteer ? "read" : gazetteer.error().message;
  };
  EXPECT_THAT(error_of(kHeader + "45234\tOrléans\t45000\t1\t47.9\t1.9\n452\tX\t\t\t47\t1\n"),
              HasSubstr("communes.tsv: ligne 3: colonne « insee » : « 452 »"));
  EXPECT_THAT(error_of(kHeader + "45234\tOrléans\t45000\t1\tnord\t1.9\n"), HasSubstr("ligne 2: colonnes « lat »"));
  EXPECT_THAT(error_of(kHeader + "45234\tOrléans\t45000\t1\t95\t1.9\n"), HasSubstr("ligne 2: colonnes « lat »"));
  EXPECT_THAT(error_of(kHeader + "45234\tOrléans\t45000\tbeaucoup\t47\t1.9\n"), HasSubstr("colonne « population »"));
  EXPECT_THAT(error_of(kHeader + "45234\t\t45000\t1\t47\t1.9\n"), HasSubstr("colonne « name »"));
  EXPECT_THAT(error_of(kHeader), HasSubstr("aucune commune"));
  EXPECT_FALSE(Gazetteer::read("no/such/communes.tsv"));
}

TEST(PlaceLabel, AnyBytesGiveWordsWithOneSpaceBetween) {
  EXPECT_TRUE(rc::check([](const std::string& bytes) {
    const std::string name = read_place_label(bytes + " - St " + bytes).name;
    RC_ASSERT(name.find("  ") == std::string::npos);
    RC_ASSERT(name.find("saint") != std::string::npos);
    RC_ASSERT(name.front() != ' ' && name.back() != ' ');
  }));
}

TEST(PlaceLabel, TellsNameDepartementAndNumberApart) {
  const PlaceLabel part = read_place_label("75 - Paris 12e Arrondissement");
  EXPECT_EQ(part.name, "paris");
  EXPECT_EQ(part.department, "75");
  EXPECT_EQ(part.number, 12);
  const PlaceLabel behind = read_place_label("Ste-Maxime (83)");
  EXPECT_EQ(behind.name, "sainte maxime");
  EXPECT_EQ(behind.department, "");
  EXPECT_EQ(behind.department_behind, "83");
  const PlaceLabel sorted = read_place_label("31000 TOULOUSE CEDEX 09");
  EXPECT_EQ(sorted.name, "toulouse");
  EXPECT_EQ(sorted.department, "31");
  EXPECT_EQ(sorted.postal_code, "31000");
  EXPECT_EQ(read_place_label("TOULOUSE CEDEX 09").department_behind, "");
  EXPECT_EQ(read_place_label("97400 Saint-Denis").department, "974");
  EXPECT_EQ(read_place_label("Ajaccio (2a)").department_behind, "2A");
}

TEST(Distance, AgreesWithKnownPairsOfCities) {
  const Coordinates orleans{47.9029, 1.9093};
  const Coordinates tours{47.3941, 0.6848};
  const Coordinates paris{48.8566, 2.3522};
  const Coordinates marseille{43.2965, 5.3698};
  const Coordinates saint_denis_reunion{-20.8789, 55.4481};
  EXPECT_NEAR(distance_km(orleans, tours), 107.7, 1.0);
  EXPECT_NEAR(distance_km(paris, marseille), 660.5, 2.0);
  EXPECT_NEAR(distance_km(paris, saint_denis_reunion), 9369, 15.0);
}

TEST(Distance, IsZeroAtHomeSymmetricAndObeysTheTriangle) {
  EXPECT_TRUE(rc::check([] {
    const auto anywhere = [] {
      return Coordinates{*rc::gen::inRange(-90000, 90001) / 1000.0, *rc::gen::inRange(-180000, 180001) / 1000.0};
    };
    const Coordinates a = anywhere();
    const Coordinates b = anywhere();
    const Coordinates c = anywhere();
    RC_ASSERT(distance_km(a, a) == 0.0);
    RC_ASSERT(std::abs(distance_km(a, b) - distance_km(b, a)) < 1e-9);
    RC_ASSERT(distance_km(a, c) <= distance_km(a, b) + distance_km(b, c) + 1e-6);
    RC_ASSERT(distance_km(a, b) <= 20015.2);
  }));
  EXPECT_NEAR(distance_km({90, 0}, {-90, 0}), 20015.1, 0.1);
  EXPECT_NEAR(distance_km({0, 0}, {0, 180}), 20015.1, 0.1);
}

TEST(RealGazetteer, EveryCommuneIsFoundByItsOwnNameInItsDepartement) {
  SKIP_WITHOUT_REAL_DATA();
  const auto file = support::real_data() / "geo" / "communes.tsv";
  const Result<Gazetteer> gazetteer = Gazetteer::read(file);
  ASSERT_TRUE(gazetteer) << gazetteer.error().message;
  EXPECT_GT(gazetteer->size(), 34800U);

  Result<ByteSource> source = ByteSource::open(file);
  ASSERT_TRUE(source);
  std::size_t asked = 0;
  std::size_t found = 0;
  const Result<Done> read_all = for_each_csv_row(*source, {.separator = '\t', .quotes = false}, [&](const CsvRow& row) {
    const std::optional<Coordinates> centre = gazetteer->by_insee(row["insee"]);
    if (centre) {
      ++asked;
      const std::string label = std::string(row["departement"]) + " - " + std::string(row["nom"]);
      found += gazetteer->by_name(label) == centre ? 1U : 0U;
    }
    return true;
  });
  ASSERT_TRUE(read_all);
  // A handful share their name with a larger one of the same département, or with the département itself.
  EXPECT_GT(static_cast<double>(found) / static_cast<double>(asked), 0.999) << found << " of " << asked;
}

TEST(RealGazetteer, LabelsAndCoordinatesOfRealOffersAgreeWithTheirCommune) {
  SKIP_WITHOUT_REAL_DATA();
  const Result<Gazetteer> gazetteer = Gazetteer::read(support::real_data() / "geo" / "communes.tsv");
  ASSERT_TRUE(gazetteer);
  Result<ByteSource> source = ByteSource::open(support::real_data() / "france_travail" / "offers.jsonl");
  ASSERT_TRUE(source);
  std::size_t known = 0;
  std::size_t named = 0;
  std::size_t positioned = 0;
  const Result<Done> read_all = for_each_json_record(*source, {}, [&](RawRecord&& record) {
    const Result<JsonDocument> document = JsonDocument::parse(record.text);
    const JsonView where = document ? document->root()["lieuTravail"] : JsonView();
    OfferPlace place{where["commune"].text(), where["codePostal"].text(), where["libelle"].text(), std::nullopt};
    const std::optional<Coordinates> commune = gazetteer->by_insee(place.insee);
    if (!commune) {
      return true;
    }
    ++known;
    const std::optional<Coordinates> by_name = gazetteer->by_name(place.label);
    named += by_name && distance_km(*by_name, *commune) < 15 ? 1U : 0U;
    if (where["latitude"].number() && where["longitude"].number()) {
      place.position = Coordinates{*where["latitude"].number(), *where["longitude"].number()};
    }
    positioned += distance_km(*gazetteer->locate(place), *commune) < 15 ? 1U : 0U;
    return true;
  });
  ASSERT_TRUE(read_all) << read_all.error().message;
  ASSERT_GT(known, 4000U);
  // What is missing by name: "NIMES ET LES ALENTOURS", communes that have merged, a number alone.
  EXPECT_GT(static_cast<double>(named) / static_cast<double>(known), 0.98) << named << " of " << known;
  EXPECT_GT(static_cast<double>(positioned) / static_cast<double>(known), 0.99) << positioned << " of " << known;
}

TEST(OurGazetteer, TheStarterCommunesAreRead) {
  const Result<Gazetteer> gazetteer =
      Gazetteer::read(std::filesystem::path(PASSERELLE_SOURCE_DIR) / "datasets" / "referential" / "communes.tsv");
  ASSERT_TRUE(gazetteer) << gazetteer.error().message;
  const std::optional<Coordinates> orleans = gazetteer->by_name("45 - ORLEANS");
  ASSERT_TRUE(orleans);
  EXPECT_EQ(orleans, gazetteer->by_insee("45234"));
}

TEST(Gazetteer, ARegionIsKnownByItsDepartements) {
  const auto of = [](const char* label) {
    OfferPlace place;
    place.label = label;
    return Gazetteer::departments_of(place);
  };
  EXPECT_THAT(of("Hauts-de-France"), testing::ElementsAre("02", "59", "60", "62", "80"));
  EXPECT_THAT(of("PROVENCE-ALPES-CÔTE D'AZUR"), testing::ElementsAre("04", "05", "06", "13", "83", "84"));
  EXPECT_THAT(of("Grand Est"), testing::SizeIs(10));
  EXPECT_THAT(of("28 - Eure-et-Loir"), testing::ElementsAre("28"));
  EXPECT_THAT(of("France"), testing::IsEmpty());
  EXPECT_THAT(of(""), testing::IsEmpty());
}

TEST(Gazetteer, EveryMainlandDepartementIsOfOneRegion) {
  std::vector<std::string> all;
  for (const char* region : {"auvergne rhone alpes", "bourgogne franche comte", "bretagne", "centre val de loire",
                             "corse", "grand est", "hauts de france", "ile de france", "normandie",
                             "nouvelle aquitaine", "occitanie", "pays de la loire", "provence alpes cote d azur"}) {
    std::ranges::copy(departments_of_region(region), std::back_inserter(all));
  }
  std::ranges::sort(all);
  EXPECT_EQ(all.size(), 96U);
  EXPECT_EQ(std::ranges::adjacent_find(all), all.end());
}

}  // namespace
}  // namespace passerelle
