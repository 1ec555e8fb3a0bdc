#include "report/page_template.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace passerelle {
namespace {

std::string_view escape_of(char byte) {
  switch (byte) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&apos;";
    default:
      return {};
  }
}

void add_escaped(std::string_view text, std::string& page) {
  std::size_t copied = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (const std::string_view escape = escape_of(text[at]); !escape.empty()) {
      page.append(text.substr(copied, at - copied)).append(escape);
      copied = at + 1;
    }
  }
  page.append(text.substr(copied));
}

}  // namespace

void TemplateData::text(std::string_view name, std::string value) {
  const bool stands = !value.empty();
  entries_.push_back({name, stands, std::move(value), {}, {}});
}

void TemplateData::borrow(std::string_view name, std::string_view value) {
  entries_.push_back({name, !value.empty(), {}, value, {}});
}

TemplateData TemplateData::borrowing(std::string_view name, std::string_view value) {
  TemplateData data;
  data.borrow(name, value);
  return data;
}

void TemplateData::mark(std::string_view name, bool stands) {
  entries_.push_back({name, stands, {}, {}, {}});
}

void TemplateData::list(std::string_view name, List items) {
  const bool stands = !items.empty();
  entries_.push_back({name, stands, {}, {}, std::move(items)});
}

const TemplateData::Entry* TemplateData::find(std::string_view name) const {
  const auto found = std::ranges::find(entries_, name, &Entry::name);
  return found == entries_.end() ? nullptr : &*found;
}

PageTemplate::PageTemplate(std::string_view text) {
  read_section(text, 0, {});
}

void PageTemplate::add_words(std::string_view words) {
  while (!words.empty()) {
    const std::size_t newline = words.find('\n');
    if (newline != 0) {
      parts_.push_back({Kind::words, words.substr(0, newline), 0});
    }
    if (newline == std::string_view::npos) {
      return;
    }
    parts_.push_back({Kind::line_end, {}, 0});
    words.remove_prefix(newline + 1);
  }
}

/// Reads up to the tag that closes the section `name`, or to the end; returns where reading goes on.
std::size_t PageTemplate::read_section(std::string_view text, std::size_t at, [[maybe_unused]] std::string_view name) {
  while (at < text.size()) {
    const std::size_t tag = std::min(text.find("{{", at), text.size());
    add_words(text.substr(at, tag - at));
    if (tag == text.size()) {
      break;
    }
    const bool raw = text.substr(tag).starts_with("{{{");
    const std::string_view closing = raw ? "}}}" : "}}";
    const std::size_t begin = tag + closing.size();
    const std::size_t end = text.find(closing, begin);
    assert(end != std::string_view::npos);
    at = end + closing.size();
    const std::string_view inside = text.substr(begin, end - begin);
    const char sign = raw ? '{' : inside.front();
    if (sign == '/') {
      assert(inside.substr(1) == name);
      return at;
    }
    if (sign == '#' || sign == '^') {
      const std::size_t section = parts_.size();
      parts_.push_back({sign == '#' ? Kind::section : Kind::inverted, inside.substr(1), 0});
      at = read_section(text, at, inside.substr(1));
      parts_[section].behind = parts_.size();
    } else {
      parts_.push_back({raw ? Kind::raw : Kind::escaped, inside, 0});
    }
  }
  assert(name.empty());
  return at;
}

/// One page being filled.
class PageTemplate::Filling {
 public:
  Filling(const std::vector<Part>& parts, std::string& page) : parts_(parts), page_(page), line_(page.size()) {}

  void fill(const TemplateData& data) {
    within_.push_back(&data);
    fill(0, parts_.size());
    if (is_left_empty()) {
      page_.resize(line_);
    }
  }

 private:
  void fill(std::size_t first, std::size_t last) {
    for (std::size_t index = first; index < last; ++index) {
      const Part& part = parts_[index];
      switch (part.kind) {
        case Kind::words:
          page_.append(part.text);
          break;
        case Kind::line_end:
          end_line();
          break;
        case Kind::escaped:
        case Kind::raw:
          if (const TemplateData::Entry* entry = find(part.text)) {
            part.kind == Kind::raw ? void(page_.append(entry->text())) : add_escaped(entry->text(), page_);
          }
          break;
        case Kind::section:
        case Kind::inverted:
          fill_section(part, index + 1);
          index = part.behind - 1;
          break;
      }
    }
  }

  void fill_section(const Part& section, std::size_t first) {
    const TemplateData::Entry* entry = find(section.text);
    const bool stands = entry != nullptr && entry->stands;
    if (stands != (section.kind == Kind::section)) {
      return;
    }
    tags_on_line_ = true;
    if (!stands || entry->items.empty()) {
      fill(first, section.behind);
      tags_on_line_ = true;
      return;
    }
    for (const TemplateData& item : entry->items) {
      within_.push_back(&item);
      tags_on_line_ = true;
      fill(first, section.behind);
      tags_on_line_ = true;
      within_.pop_back();
    }
  }

  [[nodiscard]] bool is_left_empty() const {
    return tags_on_line_ && page_.find_first_not_of(" \t", line_) == std::string::npos;
  }

  void end_line() {
    if (is_left_empty()) {
      page_.resize(line_);
    } else {
      page_.push_back('\n');
    }
    line_ = page_.size();
    tags_on_line_ = false;
  }

  /// The entry of the innermost item that has the name.
  [[nodiscard]] const TemplateData::Entry* find(std::string_view name) const {
    for (auto data = within_.rbegin(); data != within_.rend(); ++data) {
      if (const TemplateData::Entry* entry = (*data)->find(name)) {
        return entry;
      }
    }
    return nullptr;
  }

  const std::vector<Part>& parts_;
  std::string& page_;
  std::size_t line_;           ///< where the line being filled begins
  bool tags_on_line_ = false;  ///< a section that stands began or ended on it
  std::vector<const TemplateData*> within_;
};

void PageTemplate::fill(const TemplateData& data, std::string& page) const {
  Filling(parts_, page).fill(data);
}

}  // namespace passerelle
