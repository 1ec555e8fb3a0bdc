#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"

namespace passerelle {

/// Who answers for the data; empty parts are unknown.
struct Organisation {
  std::string name;
  std::string address;
  std::string phone;
  std::string email;
  std::string dpo;  ///< how to reach the data protection officer
};

/// How the notice speaks.
struct NoticeOptions {
  std::size_t months = 24;  ///< of retention after the last contact
  bool says_tu = false;
};

/// The notice to the person, in plain French (A2): who holds what, why, for how long, their rights, whom to ask, how to
/// stop. Errors (usage): the organisation has no name, or nobody can be reached.
Result<std::string> notice_text(const Organisation& organisation, const NoticeOptions& options);
/// The same as an accessible page.
Result<std::string> notice_html(const Organisation& organisation, const NoticeOptions& options);

}  // namespace passerelle
