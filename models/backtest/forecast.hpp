// What was said of a right's worth before it was known.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/backtest/scores.hpp"
#include "models/base/date.hpp"
#include "models/book/asset.hpp"
#include "models/valuation/valuation.hpp"

namespace pledgelab {

/// How a worth becomes known. A forecast is made for one of them and scored against no other: what
/// a forced sale brings, what a licence pays and what a later appraisal says are different amounts.
enum class Realisation : std::uint8_t { sale, licence, reappraisal };
inline const std::vector<std::string> kRealisationWords = {"sale", "licence", "reappraisal"};

/// One line of the ledger. Amounts in units of the ledger's currency.
struct ValueForecast {
  std::string asset_id;
  std::optional<AssetKind> kind;  // groups the scores; none: the ledger does not say
  Date made_on;
  Realisation purpose = Realisation::reappraisal;
  DeltaLognormal worth;
  std::uint32_t line = 0;   // of its file; 0: made in this run
  std::string method = {};  // the one method it stands on (valuation/method_levels); empty: several
};

/// The forecast that a valuation is: nothing with its `zero_frac` (an open question of law), else
/// lognormal of the mean given alive and its ln-SD; sure nothing where it says no worth. So its
/// quantiles are the page's. It is a use value, so its purpose is a re-appraisal. Hazards of later
/// years stand in the mean, as on the page.
/// Its method is named where one alone has weight and no question of law is open. None where the
/// valuation was refused for want of evidence: no figure is not a figure of 0.
std::optional<ValueForecast> forecast_of(const Valuation& valuation, const Asset& asset);

}  // namespace pledgelab
