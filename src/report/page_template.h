#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace passerelle {

/// What fills a template: texts, marks and lists under their names. Names are borrowed: they are literals.
class TemplateData {
 public:
  using List = std::vector<TemplateData>;

  TemplateData() = default;
  /// One text.
  TemplateData(std::string_view name, std::string value) { text(name, std::move(value)); }
  /// One text, which must outlive this.
  static TemplateData borrowing(std::string_view name, std::string_view value);

  /// A text; where a section bears its name, that section stands unless the text is empty.
  void text(std::string_view name, std::string value);
  /// The same, of a text that must outlive this.
  void borrow(std::string_view name, std::string_view value);
  /// Whether the sections of that name stand.
  void mark(std::string_view name, bool stands);
  /// A section repeated for each item, which its names are looked up in first; none when the list is empty.
  void list(std::string_view name, List items);

 private:
  friend class PageTemplate;
  struct Entry;
  [[nodiscard]] const Entry* find(std::string_view name) const;

  std::vector<Entry> entries_;
};

struct TemplateData::Entry {
  std::string_view name;
  bool stands = false;
  std::string own;
  std::string_view borrowed;
  List items;

  [[nodiscard]] std::string_view text() const { return own.empty() ? borrowed : own; }
};

/// A page with holes, in the part of mustache our pages use: `{{name}}` (escaped for HTML), `{{{name}}}` (as it is),
/// `{{#name}}…{{/name}}` (where it stands, or for each item) and `{{^name}}…{{/name}}` (where it does not). A line that
/// holds nothing but tags of sections leaves nothing behind. Unknown names show nothing. Read once, filled many times,
/// by several threads if need be; `text` is borrowed, and sound: it is part of the program.
class PageTemplate {
 public:
  explicit PageTemplate(std::string_view text);

  /// Adds the template filled with `data` to the end of `page`.
  void fill(const TemplateData& data, std::string& page) const;

 private:
  enum class Kind { words, line_end, escaped, raw, section, inverted };
  struct Part {
    Kind kind = Kind::words;
    std::string_view text;   ///< the words, or the name
    std::size_t behind = 0;  ///< of a section: the first part behind it
  };
  class Filling;

  std::size_t read_section(std::string_view text, std::size_t at, std::string_view name);
  void add_words(std::string_view words);

  std::vector<Part> parts_;
};

}  // namespace passerelle
