#include <gtest/gtest.h>

#include <fstream>

#include "embedding/embedding.h"
#include "evaluate/accuracy.h"
#include "evaluate/melo.h"
#include "evaluate/requirements.h"
#include "tests/support/files.h"
#include "tests/support/real_data.h"
#include "tests/support/temporary_directory.h"

namespace passerelle {
namespace {

std::filesystem::path project(const std::string& path) {
  return std::filesystem::path(PASSERELLE_SOURCE_DIR) / path;
}

TEST(Accuracy, CountsTheFirstAnswerAndTheFirstFive) {
  Accuracy accuracy;
  accuracy.add(hit_in({"A", "B", "C"}, {"A"}));
  accuracy.add(hit_in({"A", "B", "C", "D", "E", "F"}, {"E", "Z"}));
  accuracy.add(hit_in({"A", "B", "C", "D", "E", "F"}, {"F"}));
  accuracy.add(hit_in({}, {"F"}));
  accuracy.close();
  EXPECT_EQ(accuracy.queries, 4U);
  EXPECT_DOUBLE_EQ(accuracy.a1, 0.25);
  EXPECT_DOUBLE_EQ(accuracy.a5, 0.5);
}

TEST(Melo, AConceptIsRankedByItsNearestFormAndASurfaceFormByItself) {
  const support::TemporaryDirectory folder;
  support::write_text(folder.path() / "queries.tsv", "Q1\tCuisinier\n");
  support::write_text(
      folder.path() / "corpus_elements.tsv",
      "C1_0\tmécanicien automobile\nC2_0\tcuisinier\nC2_1\tchef de cuisine\nC3_0\tcuisinier de collectivité\n");
  support::write_text(folder.path() / "concept_mapping.tsv", "C1_0\tu1\nC2_0\tu2\nC2_1\tu2\nC3_0\tu3\n");
  support::write_text(folder.path() / "annotations.tsv", "Q1\t0\tC2_1\t1\nQ1\t0\tC2_0\t1\n");
  const Result<Embedding> embedding = Embedding::open(project("models/passerelle-fr/1/embedding.bin"));
  ASSERT_TRUE(embedding) << embedding.error().message;
  for (const FormOrder order : {FormOrder::form, FormOrder::surface, FormOrder::concepts}) {
    const Result<RetrievalReport> report = evaluate_melo(folder.path(), order, *embedding);
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->queries, 1U);
    EXPECT_DOUBLE_EQ(report->mrr, 1.0);
  }
}

TEST(Melo, TheConceptOfAFormWeighsExceptWhenFormsStandAlone) {
  const support::TemporaryDirectory folder;
  // Another concept holds the query word for word and nothing else like it; the right one holds the query and its kin.
  support::write_text(folder.path() / "queries.tsv", "Q1\tCuisinier\n");
  support::write_text(folder.path() / "corpus_elements.tsv",
                      "C1_0\tcuisinier\nC1_1\tcuisinier de collectivité\nC2_0\tcuisinier\nC2_1\tsoudeur\n");
  support::write_text(folder.path() / "concept_mapping.tsv", "C1_0\tu1\nC1_1\tu1\nC2_0\tu2\nC2_1\tu2\n");
  support::write_text(folder.path() / "annotations.tsv", "Q1\t0\tC1_0\t1\nQ1\t0\tC1_1\t1\n");
  const Result<Embedding> embedding = Embedding::open(project("models/passerelle-fr/1/embedding.bin"));
  ASSERT_TRUE(embedding) << embedding.error().message;
  const auto mrr = [&](FormOrder order) {
    const Result<RetrievalReport> report = evaluate_melo(folder.path(), order, *embedding);
    return report ? report->mrr : -1.0;
  };
  EXPECT_DOUBLE_EQ(mrr(FormOrder::surface), 1.0);
  EXPECT_DOUBLE_EQ(mrr(FormOrder::concepts), 1.0);
  // Equal forms: the later document number comes first, as trec_eval has it.
  EXPECT_DOUBLE_EQ(mrr(FormOrder::form), 0.5);
}

TEST(Melo, ATableThatIsNotThereIsAnError) {
  const support::TemporaryDirectory folder;
  const Result<Embedding> embedding = Embedding::open(project("models/passerelle-fr/1/embedding.bin"));
  ASSERT_TRUE(embedding);
  EXPECT_FALSE(evaluate_melo(folder.path(), FormOrder::surface, *embedding));
}

TEST(Melo, TheShippedModelKeepsItsFiguresOnRealTitles) {
  SKIP_WITHOUT_REAL_DATA();
  const Result<Embedding> embedding = Embedding::open(project("models/passerelle-fr/1/embedding.bin"));
  ASSERT_TRUE(embedding);
  const auto task = support::real_data() / "melo" / "fra_q_fr_c_fr";
  const Result<RetrievalReport> by_concept = evaluate_melo(task, FormOrder::concepts, *embedding);
  ASSERT_TRUE(by_concept) << by_concept.error().message;
  EXPECT_EQ(by_concept->queries, 1435U);
  EXPECT_GT(by_concept->mrr, 0.89);
  EXPECT_GT(by_concept->a5, 0.955);
  const Result<RetrievalReport> by_surface = evaluate_melo(task, FormOrder::surface, *embedding);
  ASSERT_TRUE(by_surface);
  EXPECT_GT(by_surface->mrr, 0.865);
  const Result<RetrievalReport> by_form = evaluate_melo(task, FormOrder::form, *embedding);
  ASSERT_TRUE(by_form);
  EXPECT_GT(by_form->mrr, 0.84);
}

TEST(Requirements, OnlyOffersOfTheGoldCountAndUnclearRowsDoNot) {
  const support::TemporaryDirectory folder;
  support::write_text(folder.path() / "offers.jsonl",
                      R"({"id":"A","intitule":"Livreur","permis":[{"libelle":"B - Véhicule léger","exigence":"E"}]})"
                      "\n"
                      R"({"id":"B","intitule":"Livreur","permis":[{"libelle":"C - Poids lourd","exigence":"E"}]})"
                      "\n");
  support::write_text(folder.path() / "gold.tsv",
                      "offer_id\tkind\tvalue\tstrictness\twhere\nA\tlicence\tB\tmust\tpermis\nA\tnone\tx\tmust\t\n");
  EXPECT_FALSE(evaluate_requirements(folder.path() / "offers.jsonl", folder.path() / "gold.tsv", {}));
  support::write_text(
      folder.path() / "gold.tsv",
      "offer_id\tkind\tvalue\tstrictness\twhere\nA\tlicence\tB\tmust\tpermis\nA\tlifting\t25kg\tmust\tdescription\n");
  const Result<RequirementReport> report =
      evaluate_requirements(folder.path() / "offers.jsonl", folder.path() / "gold.tsv", {});
  ASSERT_TRUE(report) << report.error().message;
  const PrecisionRecall& all = report->at("all").at(Strictness::must);
  EXPECT_DOUBLE_EQ(all.precision(), 1.0);
  EXPECT_DOUBLE_EQ(all.recall(), 0.5);
}

}  // namespace
}  // namespace passerelle
