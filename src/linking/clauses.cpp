#include "linking/clauses.h"

#include <re2/re2.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "linking/clause_cues.h"
#include "normalise/text.h"

namespace passerelle {
namespace {

/// First-person frames and other words that stand in front of what matters.
const RE2& frame() {
  static const RE2 pattern(
      "^[^a-z0-9]*(?:(?:"
      "(?:bonjour|bjr|salut|svp|stp|alors|donc|aussi|et|puis|mais|avant|actuellement|deja|egalement|surtout|plutot)"
      "|(?:je |j'|j |moi je )?(?:suis|sui|ai|etais|recherche|cherche|cherch|veux|voudrais|voudrai|souhaite|souhaiterais"
      "|aimerais|aimerai|aime|adore|sais|c|peux|pourrais|fais|faisais|travaille|travaillais|connais|m'occupe|m'"
      "occupais)"
      "|(?:avoir|ayant|a|ai) (?:deja )?(?:ete|fait|travaille|bosse|exerce|occupe)"
      "|(?:ete|fait|travaille|bosse|exerce|pratique)"
      "|(?:un |une |du |mon |le |des "
      ")?(?:travail|taf|boulot|job|emploi|poste|projet|metier|experience|experiences|stage|stages|mission|missions)"
      "|(?:mon )?(?:reve|souhait) (?:est|serait)"
      "|interesse(?:e)?|motive(?:e)?|pret(?:e)?|capable|competences?|formation|dans (?:le domaine|le secteur|les "
      "metiers)"
      "|comme|en tant que|de type|dans|en|de|d'|du|des|la|le|les|l'|un|une|pour|a|au|aux|chez|par|sur"
      ")(?:[^a-z0-9]+|$))+");
  return pattern;
}

/// What stands between two pieces of a text.
enum class Joint { sentence, comma, conjunction, alternative, but, none };

struct Cut {
  std::size_t begin = 0;
  std::size_t end = 0;
  Joint joint = Joint::none;
};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

/// "employé(e)": a bracket inside a word.
bool is_inclusive_bracket(std::string_view text, std::size_t at) {
  const std::size_t open = text[at] == ')' ? text.rfind('(', at) : text[at] == '(' ? at : std::string_view::npos;
  return open != std::string_view::npos && open > 0 && is_letter(text[open - 1]);
}

/// The cut that begins at a byte of folded text, if any.
std::optional<Cut> cut_at(std::string_view text, std::size_t at) {
  constexpr std::string_view kMarks = ".;!?\n,|+:()&";
  if (kMarks.find(text[at]) != std::string_view::npos) {
    const bool inside = at > 0 && at + 1 < text.size();
    // "35.5" and "1,5" are numbers, "M. Diallo" is a person.
    const bool number = inside && is_digit(text[at - 1]) && is_digit(text[at + 1]);
    const bool initial = text[at] == '.' && at > 0 && text[at - 1] == 'm' && (at == 1 || !is_letter(text[at - 2]));
    if (number || initial || is_inclusive_bracket(text, at)) {
      return std::nullopt;
    }
    const bool ends_sentence = std::string_view(".;!?\n").find(text[at]) != std::string_view::npos;
    return Cut{at, at + 1, ends_sentence ? Joint::sentence : Joint::comma};
  }
  struct Link {
    std::string_view words;
    Joint joint;
    std::size_t kept;  ///< bytes at the end that open the next piece
  };
  static constexpr Link kLinks[] = {
      {" et ", Joint::conjunction, 0}, {" puis ", Joint::conjunction, 0}, {" ainsi que ", Joint::conjunction, 0},
      {" ou ", Joint::alternative, 0}, {" ni ", Joint::alternative, 0},   {" mais ", Joint::but, 0},
      {" - ", Joint::comma, 0},        {" / ", Joint::comma, 0},          {" car ", Joint::but, 0},
      {" parce que ", Joint::but, 0},  {" par contre ", Joint::but, 0},   {" je ", Joint::none, 4},
      {" j'", Joint::none, 3},         {" jveux ", Joint::none, 7},       {" jcherche ", Joint::none, 10}};
  for (const Link& link : kLinks) {
    if (text.compare(at, link.words.size(), link.words) == 0) {
      return Cut{at, at + link.words.size() - link.kept, link.joint};
    }
  }
  return std::nullopt;
}

/// A refusal spreads over what "ni" and "ou" join to it, and over a list that goes on with articles.
bool refusal_goes_on(Joint joint, std::string_view piece) {
  static const RE2 list("^ *(?:ni |de |d'|du |des |la |le |les |l'|en |dans )");
  if (piece.ends_with(" oui") || piece.ends_with(" ok")) {
    return false;
  }
  return joint == Joint::alternative || ((joint == Joint::comma || joint == Joint::conjunction) &&
                                         RE2::PartialMatch(re2::StringPiece(piece.data(), piece.size()), list));
}

/// Reads the pieces of one text, from left to right.
class ClauseReader {
 public:
  explicit ClauseReader(std::string_view text)
      : text_(text), view_(fold(text)), folded_(view_.text), as_i_(speaks_as_i(folded_)) {}

  std::vector<Clause> read() && {
    std::size_t begin = 0;
    for (std::size_t at = 0; at < folded_.size();) {
      const std::optional<Cut> cut = cut_at(folded_, at);
      if (!cut) {
        ++at;
        continue;
      }
      close(begin, cut->begin);
      before_ = cut->joint;
      begin = cut->end;
      at = std::max(cut->end, at + 1);
    }
    close(begin, folded_.size());
    return std::move(clauses_);
  }

 private:
  void close(std::size_t begin, std::size_t end) {
    begin = std::min(folded_.find_first_not_of(' ', begin), end);
    while (end > begin && folded_[end - 1] == ' ') {
      --end;
    }
    if (begin == end) {
      return;
    }
    const std::string_view piece = folded_.substr(begin, end - begin);
    const bool sentence = clauses_.empty() || before_ == Joint::sentence;
    const Subject subject = subject_of(piece);
    // In a text told as "je", "il" goes on about somebody else.
    const bool goes_on =
        subject == Subject::third_person ? as_i_ || !sentence : subject == Subject::unsaid && !sentence;
    const bool others = subject == Subject::others || (goes_on && !clauses_.empty() && clauses_.back().about_others);
    Clause clause;
    clause.text = view_.origin(text_, begin, end);
    clause.begin = view_.source[begin];
    clause.after_and = before_ == Joint::conjunction && !sentence;
    clause.about_others = others;
    clause.continues = !sentence && subject == Subject::unsaid;
    if (clause.continues && !clauses_.back().cues.empty()) {
      const Cue::Tells told = clauses_.back().cues.back().tells;
      const bool holds = told == Cue::Tells::refusal   ? refusal_goes_on(before_, piece)
                         : told == Cue::Tells::nothing ? before_ != Joint::but
                                                       : true;
      if (holds) {
        clause.cues.push_back({told, clause.begin, clause.begin});
      }
    }
    std::size_t refusal = 0;
    if (refuses_what_came_before(piece, refusal)) {
      refuse_before(piece.substr(0, refusal), sentence, clause);
    } else {
      for (const CueWords& cue : cues_in(piece)) {
        clause.cues.push_back({cue.tells, view_.source[begin + cue.begin], view_.source[begin + cue.end]});
      }
    }
    clauses_.push_back(std::move(clause));
  }

  /// "La restauration, plus jamais": the words before are what is refused.
  void refuse_before(std::string_view named, bool sentence, Clause& clause) {
    const bool named_here = std::ranges::count_if(named, is_letter) > 3;
    Clause* const refused = named_here ? &clause : sentence ? nullptr : &clauses_.back();
    if (refused != nullptr) {
      refused->cues = {{Cue::Tells::refusal, refused->begin, refused->begin}};
    }
  }

  std::string_view text_;
  FoldedText view_;
  std::string_view folded_;
  bool as_i_;
  Joint before_ = Joint::sentence;
  std::vector<Clause> clauses_;
};

}  // namespace

const Cue* Clause::cue_at(std::uint32_t byte) const {
  const Cue* last = nullptr;
  for (const Cue& cue : cues) {
    if (cue.from <= byte) {
      last = &cue;
    }
  }
  return last;
}

std::vector<Clause> split_clauses(std::string_view text) {
  return ClauseReader(text).read();
}

std::string_view without_frame(std::string_view clause) {
  const FoldedText view = fold(clause);
  re2::StringPiece rest(view.text);
  RE2::Consume(&rest, frame());
  const std::size_t skipped = view.text.size() - rest.size();
  return view.origin(clause, skipped, view.text.size());
}

}  // namespace passerelle
