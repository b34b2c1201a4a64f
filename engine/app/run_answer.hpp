// What run, simulate, report and demo print of a run: a dozen lines, or JSON.
#pragma once

#include <string>

#include "engine/app/answer.hpp"
#include "engine/app/progress.hpp"
#include "engine/verbs/run.hpp"

namespace pledgelab {

/// Money in fen, shares in ppm, estimates in yuan with their standard errors.
Json to_json(const RunOutcome& outcome);

/// Headline, five numbers, who bears the loss, where the report lies.
std::string to_text(const RunOutcome& outcome);

/// 1 when a loss is undecided: done, and the answer is not whole. Else 0.
int exit_code(const RunOutcome& outcome);

/// A control that shows `progress` and stops on Ctrl-C. Both live as long as the run.
void watch(RunControl& control, Progress& progress);

}  // namespace pledgelab
