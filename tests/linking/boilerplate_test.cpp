#include "linking/boilerplate.h"

#include <gtest/gtest.h>

#include <string>

namespace passerelle {
namespace {

std::string kept(std::string_view text) {
  std::string all;
  for (const std::string_view sentence : job_sentences(text)) {
    all += std::string(sentence) + "|";
  }
  return all;
}

TEST(JobSentences, KeepTheWorkInItsOrderAndItsWords) {
  EXPECT_EQ(kept("Vous préparez les repas. Vous servez !\nEntretien des locaux"),
            "Vous préparez les repas.| Vous servez !|Entretien des locaux|");
}

TEST(JobSentences, LeaveOutWhatStandsUnderAHeadingOfTheEmployer) {
  for (const char* heading : {"Qui sommes-nous ?", "QUI SOMMES NOUS", "L'entreprise :", "Nos avantages :",
                              "Ce que nous offrons", "À propos de nous", "**Avantages**"}) {
    EXPECT_EQ(kept(std::string(heading) + "\nUne équipe soudée\nVos missions :\nNettoyer les vitres"),
              "Vos missions :|Nettoyer les vitres|")
        << heading;
    EXPECT_EQ(kept(std::string(heading) + "\nUne équipe soudée\n\nNettoyer les vitres"), "Nettoyer les vitres|")
        << heading;
  }
}

TEST(JobSentences, LeaveOutPraiseBenefitsPromisesAndTheWayToApply) {
  for (const char* sentence :
       {"Notre groupe compte 300 agences.", "Nous sommes spécialisés dans la propreté.",
        "Leader du nettoyage en France.", "Mutuelle et tickets restaurant.",
        "Poste ouvert aux personnes en situation de handicap.",
        "À compétences égales, priorité aux candidats du quartier.", "Postulez vite avec un CV."}) {
    EXPECT_EQ(kept(sentence), "") << sentence;
  }
}

TEST(JobSentences, KeepWhatSpeaksToThePersonEvenWhenItNamesTheEmployer) {
  EXPECT_NE(kept("Au sein de notre entreprise, vous nettoyez les bureaux."), "");
  EXPECT_NE(kept("Votre mission : entretenir les locaux de nos clients."), "");
}

TEST(JobSentences, OfAnyBytesAreInsideTheText) {
  for (const std::string text : {"", "\n\n", ".", "\xff\xfe\n!!!", "é.\u00a0É\r\n•", "Qui sommes-nous"}) {
    for (const std::string_view sentence : job_sentences(text)) {
      EXPECT_NE(text.find(sentence), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace passerelle
