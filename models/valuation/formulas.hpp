// The formulas of this room, to be run alone: F20 to F39, F130 to F134,
// F160, F161, F163, F167, F185, F186, F189 to F191, F196, F197 and F199.
#pragma once

#include <span>

#include "models/base/formula.hpp"

namespace pledgelab {

std::span<const Formula> valuation_formulas();
/// Skew, shortfall and quantiles of a worth; a layout by its chips; the late annual fee.
std::span<const Formula> valuation_rate_formulas();
/// Evidence from outside the book: its pool, a licence capitalised, excess earnings, a profit, an
/// option to develop, an index.
std::span<const Formula> valuation_evidence_formulas();
/// The pool's bounds where its members disagree.
std::span<const Formula> valuation_pool_formulas();

}  // namespace pledgelab
