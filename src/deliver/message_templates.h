#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "base/result.h"

namespace passerelle {

/// The words of messages, as mustache templates: those of the program, each replaced by `<name>.mustache` of a folder
/// when it is there. Immutable once loaded.
class MessageTemplates {
 public:
  /// The program's own.
  MessageTemplates();
  /// With those of the folder in place of the program's own. Errors (usage) name the file and the line: no such folder,
  /// a template of an unknown name, one that cannot be read, a variable that does not exist. An empty path is no
  /// folder.
  static Result<MessageTemplates> load(const std::filesystem::path& folder);

  /// The template's text.
  [[nodiscard]] const std::string& text(std::string_view name) const;

 private:
  std::map<std::string, std::string, std::less<>> texts_;
};

}  // namespace passerelle
