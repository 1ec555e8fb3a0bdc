#pragma once

#include <string_view>

namespace passerelle {

/// What a person answers to a message.
enum class AnswerKind {
  stop,   ///< no more messages, at once and for good
  yes,    ///< `oui`, `1`: interested
  no,     ///< `non`, `2`: not this one
  call,   ///< `rappel`, `3`: asks to be called
  words,  ///< anything else: for the référent to read
};
std::string_view to_string(AnswerKind kind);

/// Understands an inbound text, whatever its case, accents, spelling of STOP and politeness around it. In doubt between
/// `stop` and words ("je ne veux pas arrêter", "non-stop") it is words: a human reads them.
AnswerKind answer_kind(std::string_view utf8);

}  // namespace passerelle
