// Runs a .case file through what `share` runs and tells every figure that is not as expected.
#pragma once

#include <string>
#include <vector>

namespace pledgelab::test {

/// Differences, each one line: "LOSS, PARTY: expected X, got Y". Empty: the case holds. A text that
/// is no case differs too.
std::vector<std::string> run_case(const std::string& text);

}  // namespace pledgelab::test
