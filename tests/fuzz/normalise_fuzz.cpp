#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "normalise/text.h"

namespace {

// Works in every build, where an assert would vanish.
void demand(bool holds) {
  if (!holds) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace passerelle;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);

  const FoldedText once = fold(bytes);
  demand(once.text == folded(bytes));
  demand(once.text == folded(once.text));
  demand(once.source.size() == once.text.size() + 1);
  demand(std::ranges::is_sorted(once.source) && once.source.back() == size);

  std::uint32_t last = 0;
  for (const Word& word : words(bytes)) {
    demand(!word.text.empty() && !word.stem.empty());
    demand(last <= word.begin && word.begin < word.end && word.end <= size);
    demand(neutral_gender(neutral_gender(word.text)) == neutral_gender(word.text));
    last = word.begin;  // one sign may make two words: "½" → "1/2"
  }
  demand(std::ranges::none_of(gender_forms(bytes), &std::string::empty) || gender_forms(bytes).size() == 1);
  (void)sound_key(bytes);
  return 0;
}
