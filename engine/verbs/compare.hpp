// A run beside what happened: the same policy over the realised losses, the same plan over the book
// without its largest lender, and the miss cut into parts.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/report/comparison.hpp"
#include "engine/run/run_book.hpp"
#include "engine/verbs/inputs.hpp"
#include "models/book/outcomes.hpp"

namespace pledgelab {

/// Reads the outcomes of the book's loans and adds the file's digest ("outcomes"). Errors: those of
/// read_csv and read_outcomes.
Result<std::vector<LoanOutcome>> find_outcomes(const std::string& path, const Book& book,
                                               std::vector<HashedInput>& hashes);

/// Defaults of all paths by month after the as-of date; element 0 is month 1.
using DefaultsByMonth = std::vector<std::int64_t>;
void count_defaults(const LossTape& chunk, DefaultsByMonth& defaults);

/// `results`: what run_book gave for `inputs`. Realised losses go through the policy by the tracing
/// interpreter over the book's facts; a default without a date is taken at the as-of date. The
/// second variant is a run of its own with the same plan. Errors: those of compile and run_book.
Result<OutcomeComparison> compare(const RunInputs& inputs, const RunResults& results,
                                  std::span<const LoanOutcome> outcomes,
                                  const DefaultsByMonth& defaults, RunControl& control);

}  // namespace pledgelab
