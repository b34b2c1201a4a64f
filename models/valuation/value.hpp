// Worth of every right of a book at one date, and how each worth runs on month by month.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "models/book/book.hpp"
#include "models/evidence/evidence.hpp"
#include "models/policy/law.hpp"
#include "models/valuation/comparable_price.hpp"
#include "models/valuation/plan.hpp"
#include "models/valuation/valuation.hpp"

namespace pledgelab {

/// What a valuation stands on besides the book. References live as long as the call.
struct ValuationInputs {
  const FactorState& state;
  const Law& law;
  Date as_of;
  /// Names of the factor model's sectors and regions, ascending; a curve's `sector` and `region`
  /// are places in them, 0 for a name that is not there.
  std::vector<std::string> sectors = {};
  std::vector<std::string> regions = {};
  /// Evidence from outside the book, any order, each of a right of the book and dated at most
  /// `as_of`; and what is known of the valuers in it. Nothing is taken from the book's appraisals.
  std::span<const EvidenceRow> evidence = {};
  std::span<const ValuerRecord> valuers = {};
  MarketRecords market = {};  // priced transfers that patents are compared with
};

/// Every right made ready: element i is asset i. Rights of one product share its royalty (F37): the
/// written product_share, and for those without one an equal part of what is left; a missing
/// product_revenue is taken from a right of the same product. Errors: a level that the scenario
/// lacks (C-110, V-101); shares of one product above 1 (V-102).
/// `explain` = false leaves the drivers out (curves, batch revaluation).
Result<std::vector<AssetPlan>> plan_book(const Book& book, const ValuationInputs& inputs,
                                         bool explain = true);

/// The distribution from a plan: methods pooled (F25, with evidence F163; widened F26), then what
/// its status does: the chance of nothing and what is left else. Quantiles are those of both
/// together (F160). Dead or refused: all 0, nothing for certain.
Valuation value_plan(const AssetPlan& plan, AssetId asset, Date as_of, double pooling_correlation);

/// The rights of one book at one date, each by itself: made once, then asked from any thread. Book,
/// state and law live as long as it.
class RightsValuer {
 public:
  /// Errors as plan_book. `explain` = false leaves the drivers out.
  static Result<RightsValuer> prepare(const Book& book, const ValuationInputs& inputs,
                                      bool explain = true);
  /// What value_book says of this right, to the bit; asset.index < the book's rights.
  [[nodiscard]] Valuation value(AssetId asset) const;

 private:
  struct State;
  explicit RightsValuer(std::shared_ptr<const State> state) : x_state(std::move(state)) {}
  std::shared_ptr<const State> x_state;
};

/// One Valuation an asset, in the book's order. A right whose evidence is missing is worth 0 with a
/// flag "refused V-12x: why"; errors as plan_book. A book without rights needs no level.
Result<std::vector<Valuation>> value_book(const Book& book, const ValuationInputs& inputs);

/// One curve an asset for months 0..months: use value repriced from the remaining schedule (F22),
/// given alive, scaled to the pooled mean; use_value[0] × alive[0] = the Valuation's mean.
/// 0 ≤ months ≤ 1200. Errors as plan_book. A book without rights needs no level.
Result<std::vector<ValueCurve>> value_curves(const Book& book, const ValuationInputs& inputs,
                                             int months);

/// F37. Part of its product's royalty that each asset holds, in the book's order; 1 without a
/// product. Exact in ppm: V-102 when the written shares of a product pass 1.
Result<std::vector<double>> product_shares(const Book& book);

}  // namespace pledgelab
