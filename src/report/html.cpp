#include "report/html.h"

#include <fmt/format.h>

#include "report/templates.h"

namespace passerelle {

std::string html_escaped(std::string_view text) {
  std::string html;
  for (const char byte : text) {
    switch (byte) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\'':
        html += "&#39;";
        break;
      default:
        html += byte;
    }
  }
  return html;
}

std::string html_page(std::string_view title, std::string_view body) {
  const std::string name = html_escaped(title);
  return fmt::format(
      "<!doctype html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"robots\" content=\"noindex\">\n"
      "<title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n<header>\n<h1>{}</h1>\n</header>\n<main>\n{}</main>\n"
      "</body>\n</html>\n",
      name, templates::kStyle, name, body);
}

}  // namespace passerelle
