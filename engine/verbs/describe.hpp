// The stages' results put into the input of a report. Sums and names only: every figure here was
// returned by a stage.
#pragma once

#include "engine/report/input.hpp"
#include "engine/run/results.hpp"
#include "engine/verbs/recipe.hpp"
#include "engine/verbs/value.hpp"
#include "models/policy/sharing_policy.hpp"

namespace pledgelab {

/// Exposure, cover, valuations, concentration, control totals, quarantined rows, warnings.
void describe_book(const ValueOutcome& valued, ReportInput& report);

/// The loss, where the default rates come from, who contributes, and on which marks it rests.
void describe_losses(const ValueOutcome& valued, const RunResults& results, ReportInput& report);

/// Each party's part and each account's path; what stays undecided and why; what the policy
/// assumes.
void describe_sharing(const ValueOutcome& valued, const SharingPolicy& policy,
                      const RunResults& results, ReportInput& report);

/// Scenario, lending policy and law as assumptions with their sources.
void describe_assumptions(const Inputs& inputs, ReportInput& report);

/// "银行", "bank (lender)": the word for the party's kind, and its id where that says more.
Words party_words(const PartyRun& party);

void describe_manifest(const Recipe& recipe, const std::string& tape_sha256, ReportInput& report);

/// The part of the expected loss by the weakest mark that each loan's loss rests on: its default
/// curve, its recovery, and for pledged rights their valuation and sale. Sums to 1 when there is a
/// loss.
std::vector<MarkShare> mark_shares(const ValueOutcome& valued, const RunResults& results);

}  // namespace pledgelab
