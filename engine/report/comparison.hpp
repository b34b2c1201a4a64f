// Simulated beside realised, for a book whose outcome is known: the miss in standard deviations.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/report/table.hpp"
#include "models/base/date.hpp"
#include "models/base/money.hpp"

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
  double below_frac = 0;    // part of the paths below the realised figure
};

/// A variant of the book: all of it, without its largest lender, …
struct Comparison {
  Words name;
  std::vector<ComparisonLine> lines;
};

/// A group of loans on the same paths, and its miss cut into parts (models/fit F84; they sum to
/// realised − simulated loss). Simulated: means over paths. Amounts in units of the currency.
struct OutcomeGroup {
  Words name;
  std::int64_t loan_count = 0;
  Money lent;
  double realised_count = 0;
  double simulated_count = 0;
  double realised_defaulted_yuan = 0;  // amount lent of the loans that defaulted
  double simulated_defaulted_yuan = 0;
  double realised_loss_yuan = 0;
  double simulated_loss_yuan = 0;
  double from_count_yuan = 0;
  double from_size_yuan = 0;
  double from_severity_yuan = 0;
};

/// Defaults of twelve months after the as-of date, the first day excluded, the last included.
struct OutcomeYear {
  Date from;
  Date to;
  std::int64_t realised_count = 0;
  double simulated_count = 0;  // mean over paths
};

/// A run beside what happened.
struct OutcomeComparison {
  std::vector<Comparison> variants;  // the whole book; without its largest lender, if any is left
  std::vector<OutcomeGroup> groups;  // the whole; the largest lender; the rest
  std::vector<OutcomeYear> years;    // empty: no default has a date
  std::int64_t undated_count = 0;    // defaults without a date; in no year
  std::int64_t late_count = 0;       // defaults after the horizon; realised, but past the paths
  std::string largest_lender;        // its id
};

/// (realised − simulated mean) / simulated s.d.; 0 when both agree exactly, and nothing to divide
/// by gives no figure (the cell stays empty). One table over all variants; a row whose realised
/// figure lies outside 5..95 % is marked.
Table comparison_table(const std::vector<Comparison>& comparisons, const MoneyUnit& unit);

/// Default rate, size and severity by group, realised beside simulated.
Table group_table(const std::vector<OutcomeGroup>& groups, const MoneyUnit& unit);
/// The miss of each group and its three parts.
Table parts_table(const std::vector<OutcomeGroup>& groups, const MoneyUnit& unit);
/// Defaults by year after the as-of date.
Table years_table(const std::vector<OutcomeYear>& years);

}  // namespace pledgelab
