// Charges: premiums, fees, subsidies and rewards as dated amounts over the loans of the input.
#pragma once

#include <vector>

#include "models/sharing/claims.hpp"
#include "models/sharing/money_lines.hpp"
#include "models/sharing/program.hpp"

namespace pledgelab {

/// A claim above zero, for the charges that fall on its pay date.
struct ChargedClaim {
  std::uint32_t claim = 0;
  std::uint32_t first_row = 0;  // of its loan
  Date pay_date;
};

/// Every payment of every charge, by (date, charge, row); undecided loans first, without date. No
/// line for a loan whose `if` does not hold or whose amount is 0. The limits of `at_most` are
/// applied; what an account can pay is not asked here. Domain: compiled for the same table.
std::vector<ChargeLine> charge_lines(const Program& program,
                                     const std::vector<ChargedClaim>& claims);

/// By charge, in written order.
std::vector<ChargeTotal> charge_totals(const Program& program,
                                       const std::vector<ChargeLine>& lines);

}  // namespace pledgelab
