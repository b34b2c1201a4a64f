// What worth means to a lender: loan-to-value per contract over all its pledges, haircut,
// shortfall.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/base/ids.hpp"
#include "models/base/money.hpp"

namespace pledgelab {

/// One loan's cover at a date. Two values with two names: the signed (approved) one that the ratio
/// of the guidelines stands on, and the model's prudent one.
struct Coverage {
  LoanId loan;
  Money balance;
  Money approved_value;  // Σ over pledges of the latest appraisal, this loan's part
  Money model_value;     // Σ over pledges of the model's mean use value, this loan's part
  Money haircut_value;   // model value after the lending policy's haircuts
  std::optional<Ratio> loan_to_value;  // balance / approved value; none when nothing was appraised
  std::optional<Ratio> ceiling;        // the lending policy's, weighted by approved value
  bool breach = false;                 // loan_to_value above the ceiling, exactly
  Money shortfall;                     // max(0, balance − haircut value)
  std::vector<std::string> flags;
};

/// A pledge's part of one loan in one right: a right that secures several loans serves them by
/// rank, and loans of equal rank in proportion to their balances (exact, sums to the whole).
struct PledgePart {
  LoanId loan;
  AssetId asset;
  Ratio part;  // of the right's value
  /// An essential right of the same product lies outside this loan's pledge: whoever buys what the
  /// loan holds may not make the product, so it brings nothing (V49).
  bool incomplete = false;
};

/// How a right turns into money after default; from the scenario, by kind.
struct SaleTerms {
  AssetId asset;
  double mean_frac = 0;  // sale price / use value, mean of Beta(mean, concentration)
  double concentration = 4;
  double delay_months = 12;
  double cost_frac = 0;           // costs of the sale, of its price
  double firm_specific_frac = 0;  // part of use value that dies with the firm
};

}  // namespace pledgelab
