// What became of loans that are over, and what a scenario learns from them: severity by age,
// relatives by segment, contract terms.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/base/error.hpp"

namespace pledgelab {

/// One loan of a fitting sample, outcome known. Amounts in units of its currency, not negative.
struct RealisedLoan {
  int approval_year = 0;
  double approved = 0;
  double disbursed = 0;
  bool charged_off = false;
  double charged_off_amount = 0;               // 0 when paid in full
  std::optional<double> months_to_charge_off;  // from disbursement, days / 30.44
  std::optional<int> contract_term_months;  // of paid-in-full loans only: never from a charge-off
  bool revolving = false;
  std::string sector;
  double weight = 1;  // how many loans of the population it stands for
};

using LoanTest = std::function<bool(const RealisedLoan&)>;
using LoanAmount = std::function<double(const RealisedLoan&)>;

/// Mean and spread of a fraction in [0, 1].
struct SeverityMoments {
  std::size_t count = 0;
  double mean_frac = 0;
  double sd_frac = 0;  // n − 1
};

/// Charged-off amount over `exposure`, cut at 1, unweighted, zeros kept; charged-off loans only.
SeverityMoments severity_moments(std::span<const RealisedLoan> loans, const LoanTest& take,
                                 const LoanAmount& exposure);

/// F80. Beta distribution by moments: a = m c, b = (1 − m) c, c = m (1 − m)/v − 1 (the
/// concentration). Johnson, Kotz, Balakrishnan 1995, vol. 2, ch. 25. Error unless 0 < m < 1 and 0 <
/// v < m (1 − m).
struct BetaShape {
  double a = 0;
  double b = 0;
  double concentration = 0;
};
Result<BetaShape> beta_by_moments(double mean_frac, double variance);

/// F81. Relative of a segment: its weighted charge-off rate over that of all loans.
struct Relative {
  std::size_t count = 0;
  double rate_frac = 0;
  double relative = 1;
};
/// By segment; those with fewer than `least` loans, or without a name, join "else".
std::map<std::string, Relative> relatives(
    std::span<const RealisedLoan> loans,
    const std::function<std::string(const RealisedLoan&)>& segment, std::size_t least);

/// The band of `value` among ascending `bounds`, closed above: "le_50000", or "above".
std::string band_key(double value, std::span<const double> bounds);

/// Weighted shares of contract terms by months; a term with a share below `least_frac` joins the
/// nearest kept one. Shares sum to 1. Empty when no loan has a term.
std::map<int, double> term_shares(std::span<const RealisedLoan> loans, double least_frac);

}  // namespace pledgelab
