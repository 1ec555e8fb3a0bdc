#include "web/pages.h"

#include <string_view>

namespace passerelle {
namespace {

std::string page(std::string_view title, std::string_view body) {
  std::string text = R"(<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>)";
  text.append(title).append(R"(</title>
<style>
body { font: 1.25rem/1.5 sans-serif; max-width: 34rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
button { font: inherit; padding: .75rem 1.5rem; color: #fff; background: #1d4f91; border: 0; border-radius: .25rem; }
button:focus-visible { outline: .2rem solid #e07b00; outline-offset: .2rem; }
</style>
</head>
<body>
<main>
<h1>)");
  text.append(title).append("</h1>\n").append(body).append("</main>\n</body>\n</html>\n");
  return text;
}

}  // namespace

std::string unsubscribe_page() {
  return page("Ne plus recevoir de messages",
              "<p>Vous ne voulez plus recevoir nos offres d'emploi ?</p>\n"
              "<form method=\"post\">\n"
              "<input type=\"hidden\" name=\"List-Unsubscribe\" value=\"One-Click\">\n"
              "<button type=\"submit\">Ne plus recevoir de messages</button>\n"
              "</form>\n"
              "<p>Vous pourrez toujours voir votre référent.</p>\n");
}

std::string unsubscribed_page() {
  return page("C'est fait",
              "<p>Vous ne recevrez plus de messages de notre part.</p>\n"
              "<p>Votre accompagnement continue. Vous pouvez toujours voir votre référent.</p>\n");
}

std::string unknown_link_page() {
  return page("Ce lien ne marche pas",
              "<p>Le lien est peut-être coupé.</p>\n"
              "<p>Demandez à votre référent : il peut arrêter les messages pour vous.</p>\n");
}

std::string try_again_page() {
  return page("Un problème chez nous",
              "<p>Votre demande n'est pas encore enregistrée.</p>\n"
              "<p>Essayez encore dans quelques minutes, ou demandez à votre référent.</p>\n");
}

}  // namespace passerelle
