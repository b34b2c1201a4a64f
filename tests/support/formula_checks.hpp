// What every room's list of formulas must keep: its worked examples give the figures, and an input
// that is missing or no number is refused by its name.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "models/base/formula.hpp"

namespace pledgelab::test {

/// The examples of a formula's inputs, by name.
std::map<std::string, std::string> examples_of(const Formula& formula);

/// Formula number → outputs in order; `relative` is the tolerance. Every formula must be expected.
void check_worked_examples(std::span<const Formula> formulas,
                           const std::map<std::string, std::vector<double>>& expected,
                           double relative);

/// Each input taken out is named in the refusal; nan, nothing, "1,", inf and a word are refused.
void check_inputs_refused(std::span<const Formula> formulas);

}  // namespace pledgelab::test
