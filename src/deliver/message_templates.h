#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace passerelle {

/// What a template is filled with. A text that is empty, and a list without rows, count as not there.
struct TemplateData {
  std::map<std::string, std::string> texts;
  std::map<std::string, std::vector<TemplateData>> lists;
};

/// The words of messages, as mustache templates: those of the program, each replaced by `<name>.mustache` of a folder
/// when it is there. Names: `sms sms_discreet sms_stop email_text email_html email_discreet_text email_discreet_html
/// by_hand`.
class MessageTemplates {
 public:
  /// The program's own.
  MessageTemplates();
  /// With those of the folder in place of the program's own; an empty path is no folder. Errors (usage) name the file:
  /// no such folder, a template of an unknown name, one that is no mustache, names a variable that does not exist, or
  /// leaves out what the law or the person needs (who writes, STOP, how to answer).
  static Result<MessageTemplates> load(const std::filesystem::path& folder);

  /// The template filled, white space at its ends taken off. What is filled in is escaped in those ending with `_html`
  /// and in `by_hand`, and stands as it is in the others.
  [[nodiscard]] std::string render(std::string_view name, const TemplateData& data) const;

 private:
  std::map<std::string, std::string, std::less<>> texts_;
};

}  // namespace passerelle
