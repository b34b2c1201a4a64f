// A scheme, a scenario and a way to run them, shared by the tests of a run.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "engine/run/run_book.hpp"

namespace pledgelab::test {

template <class T>
T value_of(Result<T> result) {
  REQUIRE_MESSAGE(result.ok(), (result.ok() ? "" : to_text(result.errors().front())));
  return std::move(result).value();
}

/// Half to a fund of that many yuan, paid in before the as-of date; the bank takes what it cannot
/// pay. `first_step`: a line of YAML before the quota.
SharingPolicy half_policy(const std::string& fund_yuan, const std::string& first_step = {});
/// 10 % a year, correlated by the economy; 30 % of each default comes back at once.
Scenario plain_scenario();
RunResults run(const RunInputs& inputs);
/// The run, and the whole tape that it drew.
RunResults run_and_keep(const RunInputs& inputs, LossTape& tape);
/// Every figure of two runs is the same, to the bit; seconds aside.
void check_same(const RunResults& a, const RunResults& b);

}  // namespace pledgelab::test
