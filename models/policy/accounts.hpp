// What a party's account receives and pays beside compensation: sources, income, costs, top-ups,
// and how many loans it may stand behind. Meaning: policies/README.md, section 7.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/base/date.hpp"
#include "models/base/money.hpp"
#include "models/policy/steps.hpp"

namespace pledgelab {

/// Money paid into a party's account on a date.
struct AccountSource {
  std::string from;
  Money amount;
  Date date;
};

/// Interest on each day's closing balance: rate ÷ 365 a day, paid in at each quarter's or policy
/// year's end. 0 ≤ rate.
struct AccountIncome {
  Ratio rate;
  bool quarterly = false;  // calendar quarters; else policy years
};

/// Leaves the account on the last day of each policy year.
struct AccountCost {
  std::string id;
  Money amount;
};

/// On the last day of a policy year, after costs: where the balance is under `below`, `from` pays
/// in what is missing to `to`, at most `at_most`. below ≤ to.
struct AccountTopUp {
  std::string from;
  Money below;
  Money to;
  std::optional<Money> at_most;
};

/// Loans are covered while the total of `counts` stays within at_most × base.
struct AccountLeverage {
  Ratio at_most;
  std::optional<Money> base;  // none: paid_in, the sources dated up to the loan's origination
  FactName counts;
  Place place;
};

/// What an account has beside its sources.
struct AccountTerms {
  std::optional<AccountIncome> income;
  std::vector<AccountCost> costs;     // in written order
  std::vector<AccountTopUp> top_ups;  // in written order
  std::optional<AccountLeverage> leverage;

  /// Whether the account moves on days on which nothing is paid in or out.
  [[nodiscard]] bool lives() const { return income || !costs.empty() || !top_ups.empty(); }
};

}  // namespace pledgelab
