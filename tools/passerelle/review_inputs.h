#pragma once

#include <CLI/App.hpp>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/care.h"
#include "ledger_options.h"
#include "report/list_reader.h"
#include "session.h"

namespace passerelle {

/// What the verbs of `review` are all told. Who follows whom is what the file of people says, with the absences of the
/// file of référents: the organisation's own files, not a copy in the lists that grows old.
struct ReviewInputs {
  std::shared_ptr<const LedgerArguments> ledger;
  std::filesystem::path lists;
  std::filesystem::path people;
  std::filesystem::path referents;
  std::string day;
};

/// Declares the options; the values are there once the command line is read.
std::shared_ptr<ReviewInputs> add_review_inputs(CLI::App& options);

/// Référents, and who stands in for whom.
struct CareFiles {
  std::vector<Referent> referents;
  Care care;
};
/// Reads them; what is set aside is told to the operator. Errors: of the files; a day that is none.
Result<CareFiles> read_care(const ReviewInputs& inputs, Session& session);

/// When the review happens: now, or the beginning of the day that was named, once `read_care` took it.
Instant moment_of(const ReviewInputs& inputs);

/// Only the decisions taken since four weeks before the lists' week can be about them.
Instant decisions_since(Week week);

/// A line for each record set aside, the first twenty in full.
std::string rejections_in_french(const std::vector<Rejection>& rejections);
/// Tells them to the operator.
void tell_rejections(Session& session, const std::vector<Rejection>& rejections);

}  // namespace passerelle
