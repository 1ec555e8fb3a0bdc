#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "base/result.h"
#include "domain/event.h"
#include "ledger/ledger.h"

namespace passerelle {

/// What the référents of a person decided about one offer of a list. The newest word of each référent counts; a veto of
/// any of them wins over all who keep it.
struct OfferDecision {
  bool validated = false;  ///< one of them keeps it
  bool dropped = false;    ///< one of them takes it out, or it is closed for everybody
  std::string shown;       ///< sha256 of the JSON item that was on the screen when it was last validated
  std::string sentence;    ///< the newest rewritten sentence; empty: the one that was proposed

  [[nodiscard]] bool may_leave() const { return validated && !dropped; }
};

/// The decisions told by events, fed in the order in which they were recorded. Only a référent keeps, drops or
/// rewrites; an offer that a référent or the program found `closed` is dropped for everybody.
class Decisions {
 public:
  void add(const Event& event);

  /// An offer of a list (its sha256), in the reserve or not. Nobody decided: neither validated nor dropped.
  [[nodiscard]] OfferDecision of(const std::string& list, const OfferId& offer) const;
  /// Whether somebody decided anything about an offer of this list.
  [[nodiscard]] bool is_reviewed(const std::string& list) const;
  /// The last decision of one référent about an offer, an event of type validated or dropped; null without one.
  [[nodiscard]] const Event* last_of(const std::string& list, const OfferId& offer, const std::string& referent) const;
  /// The last rewritten sentence of an offer, whoever wrote it; null when it is as proposed.
  [[nodiscard]] const Event* last_edit(const std::string& list, const OfferId& offer) const;

 private:
  struct Opinions {
    std::map<std::string, Event> last;  ///< by référent
    std::string shown;
    std::optional<Event> edit;
  };
  [[nodiscard]] const Opinions* opinions(const std::string& list, const OfferId& offer) const;

  std::map<std::string, std::map<OfferId, Opinions>> lists_;
  std::map<OfferId, std::set<std::string>> closed_;  ///< who says so
};

/// The decisions on all lists, from the events recorded since then (a list's decisions come after its week was
/// proposed; nothing: since ever).
Result<Decisions> decisions_of(Ledger& ledger, std::optional<Instant> since);

}  // namespace passerelle
