#include <gmock/gmock.h>

#include "ingest/offers.h"
#include "tests/ingest/read_feed.h"

namespace passerelle {
namespace {

using support::read_feed;
using support::ReadFeed;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(JobPosting, FieldsAreTaken) {
  const ReadFeed result =
      read_feed(R"({"@context":"https://schema.org","@graph":[{"@type":"JobPosting","title":"Commis de cuisine",
    "description":"<p>Éplucher</p>","identifier":{"@type":"PropertyValue","name":"x","value":"REF-12"},
    "hiringOrganization":{"@type":"Organization","name":"Cantine"},
    "jobLocation":[{"@type":"Place","address":{"postalCode":45000,"addressLocality":"Orléans"},
                    "geo":{"latitude":"47.9","longitude":1.9}}],
    "employmentType":["PART_TIME","CDD"],"baseSalary":{"currency":"EUR","value":{"minValue":12.5,"maxValue":13,"unitText":"HOUR"}},
    "datePosted":"2026-11-01","validThrough":"2026-12-31T23:59","skills":"éplucher, laver; ranger",
    "qualifications":"CAP cuisine","experienceRequirements":{"monthsOfExperience":6},
    "workHours":"9h-14h","occupationalCategory":"G1602","totalJobOpenings":2,"url":"https://cantine.fr/12"}]})");
  ASSERT_EQ(result.offers.size(), 1U) << result.error;
  const Offer& offer = result.offers[0];
  EXPECT_EQ(offer.id.value(), "REF-12");
  EXPECT_EQ(offer.title, "Commis de cuisine");
  EXPECT_EQ(offer.text, "<p>Éplucher</p>\nCAP cuisine");
  EXPECT_EQ(offer.employer, "Cantine");
  EXPECT_EQ(offer.place.postal_code, "45000");
  EXPECT_EQ(offer.place.label, "Orléans");
  EXPECT_EQ(offer.place.position, (Coordinates{47.9, 1.9}));
  EXPECT_EQ(offer.contract, ContractKind::cdd);
  EXPECT_EQ(offer.full_time, false);
  EXPECT_EQ(offer.pay_label, "Horaire de 12.50 Euros à 13 Euros");
  EXPECT_EQ(to_string(*offer.created), "2026-11-01");
  EXPECT_EQ(to_string(*offer.valid_until), "2026-12-31");
  EXPECT_EQ(offer.skills.size(), 3U);
  EXPECT_EQ(offer.experience_code, "E");
  EXPECT_EQ(offer.experience_label, "6 mois");
  EXPECT_EQ(offer.hours_label, "9h-14h");
  EXPECT_EQ(offer.rome, "G1602");
  EXPECT_EQ(offer.posts, 2U);
  EXPECT_EQ(offer.apply.how, "url");
  EXPECT_THAT(result.report.warnings, IsEmpty());
}

TEST(JobPosting, TheAddressOfThePageStandsForAMissingName) {
  const auto id_of = [](const std::string& url) {
    const ReadFeed result = read_feed(R"({"@type":"JobPosting","title":"x","url":")" + url + "\"}");
    return result.offers.empty() ? "" : result.offers[0].id.value();
  };
  EXPECT_THAT(id_of("https://a.fr/1"), ::testing::StartsWith("url-"));
  EXPECT_EQ(id_of("https://a.fr/1"), id_of("https://a.fr/1"));
  EXPECT_NE(id_of("https://a.fr/1"), id_of("https://a.fr-1"));
  EXPECT_THAT(read_feed(R"({"@type":"JobPosting","title":"x"})").error, HasSubstr("identifiant"));
}

TEST(JobPosting, ListsOfSearchResultsAreUnwrappedAndOtherTypesSetAside) {
  const ReadFeed result = read_feed(R"({"@type":"ItemList","itemListElement":[
    {"@type":"ListItem","position":1,"item":{"@type":"JobPosting","title":"x","identifier":"1"}},
    {"@type":"WebPage","name":"y"},
    {"@type":["http://schema.org/JobPosting"],"title":"z","identifier":2}]})");
  ASSERT_EQ(result.offers.size(), 2U);
  EXPECT_EQ(result.offers[1].id.value(), "2");
  ASSERT_EQ(result.report.rejections.size(), 1U);
  EXPECT_THAT(result.report.rejections[0].reason, HasSubstr("JobPosting"));
}

TEST(LocalOffers, FieldsAreTaken) {
  const ReadFeed result = read_feed(
      "id;title;text;employer;place;contract;hours;pay;contact;apply_url;no_cv;known_employer;reserved_for;valid_"
      "until\n"
      "L1;Plongeur;\"Vaisselle;\nlinge\";Chez Rosa;45234;CDD 3 mois;temps partiel 20h;SMIC;02 38 00 00 "
      "00;;oui;1;iae;2026-12-31\n"
      "L2;Serveuse;;;Orléans;none;;;Voir avec Mme Martin;;non;;;\n"
      "L3;Aide;;;45000;CDI;;;rh@rosa.fr;https://rosa.fr;;;;\n");
  ASSERT_EQ(result.offers.size(), 3U) << result.error;
  const Offer& first = result.offers[0];
  EXPECT_EQ(first.text, "Vaisselle;\nlinge");
  EXPECT_EQ(first.place.insee, "45234");
  EXPECT_EQ(first.contract, ContractKind::cdd);
  EXPECT_EQ(first.contract_label, "CDD 3 mois");
  EXPECT_EQ(first.full_time, false);
  EXPECT_EQ(first.apply.how, "phone");
  EXPECT_TRUE(first.no_cv);
  EXPECT_TRUE(first.known_employer);
  EXPECT_EQ(first.reserved_for, "iae");
  EXPECT_EQ(to_string(*first.valid_until), "2026-12-31");
  EXPECT_EQ(result.offers[1].place.label, "Orléans");
  EXPECT_EQ(result.offers[1].contract, ContractKind::unknown);
  EXPECT_EQ(result.offers[1].apply.how, "referent");
  EXPECT_FALSE(result.offers[1].no_cv);
  EXPECT_EQ(result.offers[2].place.postal_code, "45000");
  EXPECT_EQ(result.offers[2].place.insee, "");
  EXPECT_EQ(result.offers[2].apply.value, "https://rosa.fr");
  EXPECT_EQ(result.positions[1].line, 4U);
}

TEST(LocalOffers, AnUnknownSchemeSetsTheOfferAside) {
  const ReadFeed result = read_feed("id,title,reserved_for\n1,a,iae\n2,b,insertion\n");
  EXPECT_EQ(result.offers.size(), 1U);
  ASSERT_EQ(result.report.rejections.size(), 1U);
  EXPECT_EQ(result.report.rejections[0].field, "reserved_for");
}

TEST(LocalOffers, AMappingNamesTheColumns) {
  CsvMapping mapping;
  mapping.columns = {{"id", "ref"}, {"title", "poste"}};
  const ReadFeed result = read_feed("ref,poste,place,notes\n7,Caissier,45000,x\n", mapping);
  ASSERT_EQ(result.offers.size(), 1U) << result.error;
  EXPECT_EQ(result.offers[0].title, "Caissier");
  EXPECT_EQ(result.offers[0].place.postal_code, "45000");
  EXPECT_THAT(result.report.warnings, ElementsAre(HasSubstr("notes")));
  mapping.columns["pay"] = "salaire";
  EXPECT_THAT(read_feed("ref,poste\n7,Caissier\n", mapping).error, HasSubstr("salaire"));
  mapping.columns = {{"colour", "x"}};
  EXPECT_THAT(read_feed("id,title\n7,Caissier\n", mapping).error, HasSubstr("colour"));
}

}  // namespace
}  // namespace passerelle
