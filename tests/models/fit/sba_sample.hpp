// The SBA files of tests/data, read plainly (not by the product's reader) for tests of fitting.
#pragma once

#include <vector>

#include "models/fit/cohorts.hpp"
#include "models/fit/realised.hpp"

namespace pledgelab::test {

/// Programme 7A, status PIF or CHGOFF, of the random sample.
std::vector<RealisedLoan> sba_sample();
/// The seasoning curves with the cohorts' numbers of loans, FY from..to.
std::vector<CohortCurve> sba_cohorts(int from, int to);

}  // namespace pledgelab::test
