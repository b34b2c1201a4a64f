// What a right turned out to be worth: sold for, licensed for, or appraised at by an outside
// valuer.
#pragma once

#include <cstdint>
#include <string>

#include "models/backtest/forecast.hpp"
#include "models/base/date.hpp"
#include "models/base/money.hpp"

namespace pledgelab {

/// One outcome. `amount` ≥ 0 in the ledger's currency: the price of a sale (0: offered, nobody
/// bought), the worth that a licence agreed on, or the appraised value.
struct RealisedValue {
  std::string asset_id;
  Date date;
  Realisation what = Realisation::sale;
  Money amount;
  std::string valuer_id;   // who appraised; of a re-appraisal only
  std::uint32_t line = 0;  // of its file
};

}  // namespace pledgelab
