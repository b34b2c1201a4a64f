// Simulated beside realised, for a book whose outcome is known: the miss in standard deviations.
#pragma once

#include <string>
#include <vector>

#include "engine/report/table.hpp"

namespace pledgelab {

/// One measure: what happened, and what the simulation said of it before.
struct ComparisonLine {
  Words measure;      // "default count", "loss", "borne by the bank", "paid by the government"
  bool money = true;  // else a count; amounts in yuan (units of the book's currency)
  double realised = 0;
  double simulated_mean = 0;
  double simulated_sd = 0;  // over paths
  double low = 0;           // 5 % quantile of the paths
  double high = 0;          // 95 % quantile
};

/// A variant of the book: all of it, without its largest lender, …
struct Comparison {
  Words name;
  std::vector<ComparisonLine> lines;
};

/// (realised − simulated mean) / simulated s.d.; 0 when both agree exactly, and nothing to divide
/// by gives no figure (the cell stays empty). One table over all variants; a row whose realised
/// figure lies outside 5..95 % is marked.
Table comparison_table(const std::vector<Comparison>& comparisons, const MoneyUnit& unit);

}  // namespace pledgelab
