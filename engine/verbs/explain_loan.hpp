// One loan, told: what is owed, what covers it, how it may default, what would come back, who would
// pay, and what a run made of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/verbs/explain_package.hpp"
#include "engine/verbs/explain_payers.hpp"
#include "engine/verbs/explain_pd.hpp"
#include "engine/verbs/explain_pledges.hpp"
#include "engine/verbs/explain_trigger.hpp"
#include "engine/verbs/inputs.hpp"
#include "engine/verbs/run.hpp"
#include "models/collateral/coverage.hpp"

namespace pledgelab {

struct ExplainLoanRequest {
  InputsRequest inputs;
  std::string loan_id;
  std::string policy;  // a file or a name; empty: who pays is not told
  bool ignore_effective = false;
  std::optional<StoredRunFolder> run;  // its part in that run too; `inputs` are the run's
};

/// From the run's loans.csv; drawn again when that is gone or no longer the file the run wrote.
struct LoanInRun {
  std::string run_id;
  double default_frac = 0;  // paths on which it defaults
  double expected_loss_yuan = 0;
  double shortfall_part_yuan = 0;  // of the book's expected shortfall at 99 %
};

struct LoanExplanation {
  std::string currency;
  Date as_of;
  Loan loan;  // maturity filled
  std::string borrower_id;
  std::string lender_id;
  std::vector<std::pair<int, Money>> schedule;  // month, principal owed then
  std::vector<PledgeExplanation> pledges;
  Coverage coverage;
  TriggerExplanation trigger;
  PackageExplanation package;
  PdExplanation pd;
  RecoveryExplanation recovery;
  std::optional<PayerExplanation> payers;
  std::optional<LoanInRun> run;
  std::vector<std::string> warnings;
};

/// Errors: those of value and of each model; E-101 (not_found) no such loan, with the nearest id;
/// with a run: RUN-105 an input has changed since.
Result<LoanExplanation> explain_loan(const ExplainLoanRequest& request, RunControl& control);

}  // namespace pledgelab
