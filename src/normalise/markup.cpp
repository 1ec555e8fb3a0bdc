#include "normalise/markup.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

namespace passerelle {
namespace {

struct Entity {
  std::string_view name;
  char32_t code_point;
};

// Names in lower case, since they are recognised in folded text; accented letters follow a rule of their own.
constexpr auto kEntities = std::to_array<Entity>(
    {{"nbsp", ' '},   {"ensp", ' '},    {"emsp", ' '},      {"thinsp", ' '},  {"amp", '&'},     {"lt", '<'},
     {"gt", '>'},     {"quot", ' '},    {"apos", '\''},     {"lsquo", '\''},  {"rsquo", '\''},  {"sbquo", ','},
     {"prime", '\''}, {"acute", '\''},  {"ldquo", ' '},     {"rdquo", ' '},   {"bdquo", ' '},   {"laquo", ' '},
     {"raquo", ' '},  {"lsaquo", ' '},  {"rsaquo", ' '},    {"ndash", '-'},   {"mdash", '-'},   {"minus", '-'},
     {"hyphen", '-'}, {"shy", 0xAD},    {"hellip", 0x2026}, {"bull", 0x2022}, {"middot", 0xB7}, {"euro", 0x20AC},
     {"deg", 0xB0},   {"copy", ' '},    {"reg", ' '},       {"trade", ' '},   {"sup1", '1'},    {"sup2", '2'},
     {"sup3", '3'},   {"frac12", 0xBD}, {"frac14", 0xBC},   {"frac34", 0xBE}, {"times", 'x'},   {"divide", ' '},
     {"ordm", 0xBA},  {"ordf", 0xAA},   {"oelig", 0x153},   {"aelig", 0xE6},  {"szlig", 0xDF},  {"eth", 0xF0},
     {"thorn", 0xFE}, {"sect", ' '},    {"para", ' '},      {"pound", ' '},   {"yen", ' '},     {"cent", ' '},
     {"rarr", ' '},   {"larr", ' '},    {"plusmn", ' '},    {"micro", 0xB5},  {"iquest", ' '},  {"iexcl", ' '},
     {"zwj", 0x200D}, {"zwnj", 0x200C}, {"ge", ' '},        {"le", ' '},      {"tab", ' '},     {"newline", '\n'},
     {"comma", ','},  {"period", '.'},  {"colon", ':'},     {"semi", ';'},    {"lpar", '('},    {"rpar", ')'},
     {"sol", '/'},    {"percnt", '%'},  {"num", '#'},       {"plus", '+'},    {"excl", '!'},    {"quest", '?'},
     {"commat", '@'}, {"check", ' '},   {"starf", ' '},     {"squ", ' '}});

constexpr auto kAccents =
    std::to_array<std::string_view>({"acute", "grave", "circ", "uml", "tilde", "cedil", "ring", "slash", "caron"});

constexpr auto kInlineTags =
    std::to_array<std::string_view>({"a", "abbr", "b",     "big",  "cite",   "code",   "em",  "font", "i",  "mark",
                                     "q", "s",    "small", "span", "strike", "strong", "sub", "sup",  "tt", "u"});

constexpr auto kBlockTags = std::to_array<std::string_view>(
    {"address", "article", "aside", "blockquote", "body",   "br",     "button",  "center", "col",   "colgroup", "dd",
     "div",     "dl",      "dt",    "footer",     "form",   "h1",     "h2",      "h3",     "h4",    "h5",       "h6",
     "head",    "header",  "hr",    "html",       "iframe", "img",    "input",   "label",  "li",    "link",     "main",
     "meta",    "nav",     "ol",    "p",          "pre",    "script", "section", "select", "style", "table",    "tbody",
     "td",      "tfoot",   "th",    "thead",      "title",  "tr",     "ul",      "video"});

bool is_among(std::span<const std::string_view> sorted, std::string_view name) {
  return std::ranges::binary_search(sorted, name);
}

std::optional<char32_t> named_entity(std::string_view name) {
  if (name.size() >= 4 && std::ranges::find(kAccents, name.substr(1)) != kAccents.end()) {
    return static_cast<char32_t>(name.front());
  }
  const auto* const found = std::ranges::find(kEntities, name, &Entity::name);
  return found == kEntities.end() ? std::nullopt : std::optional(found->code_point);
}

std::optional<char32_t> numbered_entity(std::string_view digits) {
  std::uint64_t base = 10;
  if (digits.starts_with('x')) {
    base = 16;
    digits.remove_prefix(1);
  }
  std::uint64_t value = 0;
  for (const char c : digits) {
    const std::uint64_t digit =
        c <= '9' ? static_cast<std::uint64_t>(c - '0') : static_cast<std::uint64_t>(c - 'a') + 10;
    if (digit >= base) {
      return std::nullopt;
    }
    value = value * base + digit;
  }
  if (digits.empty()) {
    return std::nullopt;
  }
  const bool valid = value > 0 && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
  return valid ? static_cast<char32_t>(value) : U' ';
}

}  // namespace

std::optional<char32_t> entity_named(std::string_view name) {
  return name.starts_with('#') ? numbered_entity(name.substr(1)) : named_entity(name);
}

TagKind tag_kind(std::string_view name) {
  if (is_among(kInlineTags, name)) {
    return TagKind::inside_a_line;
  }
  return is_among(kBlockTags, name) ? TagKind::breaks_the_line : TagKind::none;
}

}  // namespace passerelle
