// One right's forced sale, told channel by channel: what passes to a buyer, each channel's terms
// and what it brings, the best of them, and the levels that all this stands on.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/verbs/explain_levels.hpp"
#include "models/base/error.hpp"
#include "models/base/money.hpp"
#include "models/book/book.hpp"
#include "models/collateral/sale_channels.hpp"
#include "models/valuation/valuation.hpp"

namespace pledgelab {

struct SaleExplanation {
  double mean_yuan = 0;  // of the use value
  double firm_specific_frac = 0;
  double alone_yuan = 0;                 // mean × (1 - firm-specific): what a buyer gets
  std::optional<Money> first_appraisal;  // what a promise would stand on
  ForcedSale sale;                       // without channels: none is open, or none in the scenario
  bool known = false;                    // the scenario has channels
  std::vector<UsedLevel> levels;         // empty when no channel is open
};

/// `appraisals`: of this right, ascending by date. Errors: those of sale_channels, forced_sale and
/// sale_terms.
Result<SaleExplanation> explain_sale(const Asset& asset, const Valuation& valuation,
                                     std::span<const Appraisal> appraisals,
                                     const FactorState& state);

}  // namespace pledgelab
