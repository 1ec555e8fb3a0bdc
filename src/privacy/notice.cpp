#include "privacy/notice.h"

#include <fmt/format.h>

#include <vector>

#include "report/html.h"

namespace passerelle {
namespace {

struct Part {
  std::string heading;
  std::vector<std::string> lines;
};

struct Notice {
  std::string title;
  std::vector<Part> parts;
};

Result<Notice> notice_of(const Organisation& organisation, const NoticeOptions& options) {
  if (organisation.name.empty()) {
    return Error{ErrorCode::usage,
                 "la notice doit dire qui garde les informations : écrire « organisation.name » dans "
                 "la configuration"};
  }
  if (organisation.phone.empty() && organisation.email.empty() && organisation.dpo.empty()) {
    return Error{ErrorCode::usage,
                 "la notice doit dire à qui parler : écrire « organisation.phone », « .email » ou "
                 "« .dpo » dans la configuration"};
  }
  const bool tu = options.says_tu;
  const auto say = [tu](const char* to_vous, const char* to_tu) { return std::string(tu ? to_tu : to_vous); };
  Notice notice;
  notice.title =
      say("Vos informations : ce que nous gardons, et pourquoi", "Tes informations : ce que nous gardons, et pourquoi");
  std::vector<Part>& parts = notice.parts;

  parts.push_back({say("Qui garde vos informations ?", "Qui garde tes informations ?"), {organisation.name + "."}});
  if (!organisation.address.empty()) {
    parts.back().lines.push_back("Adresse : " + organisation.address + ".");
  }
  parts.push_back(
      {"Que gardons-nous ?",
       {say("Vos compétences, vos expériences et vos souhaits.", "Tes compétences, tes expériences et tes souhaits."),
        say("Vos horaires possibles et vos trajets possibles.", "Tes horaires possibles et tes trajets possibles."),
        say("Votre prénom, votre téléphone ou votre e-mail.", "Ton prénom, ton téléphone ou ton e-mail."),
        say("Les offres proposées, nos messages et vos réponses.",
            "Les offres proposées, nos messages et tes réponses."),
        say("Nous ne demandons jamais votre maladie, votre religion ou votre vie de famille.",
            "Nous ne demandons jamais ta maladie, ta religion ou ta vie de famille.")}});
  parts.push_back(
      {"Pourquoi ?",
       {say("Pour vous proposer des offres d'emploi qui vous vont.",
            "Pour te proposer des offres d'emploi qui te vont."),
        "Un ordinateur prépare une liste d'offres.",
        say("Votre référent lit la liste. C'est le référent qui décide, pas l'ordinateur.",
            "Ton référent lit la liste. C'est le référent qui décide, pas l'ordinateur."),
        say("Nous vous écrivons seulement avec votre accord.", "Nous t'écrivons seulement avec ton accord."),
        say("C'est pour notre travail d'accompagnement, et parce que vous êtes d'accord.",
            "C'est pour notre travail d'accompagnement, et parce que tu es d'accord.")}});
  parts.push_back({say("Qui voit vos informations ?", "Qui voit tes informations ?"),
                   {say("Vos référents.", "Tes référents."), "La société qui envoie les SMS et les e-mails.",
                    say("Elle voit votre numéro ou votre adresse, et le message.",
                        "Elle voit ton numéro ou ton adresse, et le message."),
                    say("Les employeurs ne voient pas votre dossier.", "Les employeurs ne voient pas ton dossier."),
                    "Nous ne vendons rien."}});
  parts.push_back(
      {"Pendant combien de temps ?",
       {fmt::format("{} mois après notre dernier contact.", options.months), "Ensuite, nous effaçons tout."}});
  parts.push_back({say("Quels sont vos droits ?", "Quels sont tes droits ?"),
                   {say("Vous pouvez voir vos informations et avoir une copie.",
                        "Tu peux voir tes informations et avoir une copie."),
                    say("Vous pouvez corriger une erreur.", "Tu peux corriger une erreur."),
                    say("Vous pouvez demander d'effacer tout.", "Tu peux demander d'effacer tout."),
                    say("Vous pouvez dire non : plus de listes, ou plus d'ordinateur.",
                        "Tu peux dire non : plus de listes, ou plus d'ordinateur."),
                    say("Vous pouvez demander pourquoi cette offre, et pourquoi pas une autre.",
                        "Tu peux demander pourquoi cette offre, et pourquoi pas une autre."),
                    "C'est gratuit. La réponse arrive en un mois au plus."}});
  parts.push_back(
      {"Comment arrêter les messages ?",
       {say("Par SMS : répondez STOP.", "Par SMS : réponds STOP."),
        say("Par e-mail : cliquez sur le lien pour arrêter.", "Par e-mail : clique sur le lien pour arrêter."),
        say("Ou dites-le à votre référent.", "Ou dis-le à ton référent."),
        say("Votre accompagnement continue comme avant.", "Ton accompagnement continue comme avant.")}});
  parts.push_back({"À qui parler ?", {}});
  if (!organisation.phone.empty()) {
    parts.back().lines.push_back("Téléphone : " + organisation.phone + ".");
  }
  if (!organisation.email.empty()) {
    parts.back().lines.push_back("E-mail : " + organisation.email);
  }
  if (!organisation.dpo.empty()) {
    parts.back().lines.push_back("La personne qui protège les données : " + organisation.dpo);
  }
  parts.push_back({say("Vous n'êtes pas d'accord avec notre réponse ?", "Tu n'es pas d'accord avec notre réponse ?"),
                   {say("Vous pouvez écrire à la CNIL : www.cnil.fr.", "Tu peux écrire à la CNIL : www.cnil.fr."),
                    "La CNIL protège les données de tout le monde en France."}});
  return notice;
}

}  // namespace

Result<std::string> notice_text(const Organisation& organisation, const NoticeOptions& options) {
  const Result<Notice> notice = notice_of(organisation, options);
  if (!notice) {
    return notice.error();
  }
  std::string text = notice->title + "\n";
  for (const Part& part : notice->parts) {
    text += "\n" + part.heading + "\n";
    for (const std::string& line : part.lines) {
      text += "- " + line + "\n";
    }
  }
  return text;
}

Result<std::string> notice_html(const Organisation& organisation, const NoticeOptions& options) {
  const Result<Notice> notice = notice_of(organisation, options);
  if (!notice) {
    return notice.error();
  }
  std::string body;
  for (const Part& part : notice->parts) {
    body += fmt::format("<section class=\"card\">\n<h2>{}</h2>\n<ul>\n", html_escaped(part.heading));
    for (const std::string& line : part.lines) {
      body += fmt::format("<li>{}</li>\n", html_escaped(line));
    }
    body += "</ul>\n</section>\n";
  }
  return html_page(notice->title, body);
}

}  // namespace passerelle
