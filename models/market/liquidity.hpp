// Liquidity by technology class: how often a patent in force is traded, and how far that record is
// believed beside that of the class above.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/base/error.hpp"
#include "models/market/operations.hpp"
#include "models/market/patent_register.hpp"

namespace pledgelab {

/// What is measured, over which days.
struct LiquidityTerms {
  Date from;                                     // first day of the records
  Date to;                                       // day after their last
  OperationKind kind = OperationKind::transfer;  // what counts as a trade
  double least_records = 20;                     // effective; below them a class takes its parent's
  double horizon_years = 10;                     // of traded_within
};

/// One class of the tree. Counts are of patents × operations (件次) of patents in force on the day.
struct ClassLiquidity {
  std::string technology_class;     // empty: all
  std::size_t patents = 0;          // in force on some day of the terms
  std::int64_t patent_days = 0;     // in force
  std::int64_t records = 0;         // of them
  double effective_count = 0;       // F103 over operations; 0 without records
  std::int64_t traded_patents = 0;  // with at least one record
  double rate_annual = 0;           // F104; 0 without exposure
  double credibility = 0;           // F105; 1 for all, 0 where the parent's rate is taken
  double estimate_annual = 0;       // what is believed
  double relative = 1;              // estimate over that of all
  std::string stands_on;            // the class whose estimate this is: itself, or one above
  /// From filing to the first record, median over the patents traded (they alone: too short).
  std::optional<double> first_trade_median_years;
  /// F109 at the horizon; none where fewer than 10 patents are watched at some time on the way.
  std::optional<double> traded_within_frac;
};

/// Moments of one depth of the tree.
struct DepthMoments {
  double dispersion = 1;        // φ: records an effective record
  double between_variance = 0;  // τ², F106
};

struct Liquidity {
  LiquidityTerms terms;
  std::vector<ClassLiquidity> classes;  // all first, then by class as bytes
  std::vector<DepthMoments> depths;     // section, class, subclass
  // Records of the kind that count in no rate, each in the first that holds:
  std::size_t outside_terms = 0;  // dated outside from..to
  std::size_t unregistered = 0;   // of a patent that the register does not hold
  std::size_t before_filing = 0;  // dated before the patent's filing
  std::size_t not_in_force = 0;   // before grant or after the end

  /// The class itself, or the nearest above it that is known; canonical class.
  [[nodiscard]] const ClassLiquidity& of(const std::string& technology_class) const;
};

/// Rates by class over the tree, top down: estimate = Z x + (1 − Z) × the parent's estimate, Z by
/// F105 with the moments of the class's depth. A class takes its parent's estimate whole, and says
/// so, when its effective records are fewer than least_records and its patents at the parent's rate
/// let expect fewer too: many patents that were never traded are evidence, not its absence; and
/// when its Z is 0. The class is the register's, the record's own is not asked. Errors: M-165 terms
/// (to ≤ from, least_records < 0, horizon ≤ 0), no patent in force in them, or no record that
/// counts.
Result<Liquidity> measure_liquidity(std::span<const Operation> records,
                                    std::span<const RegisteredPatent> patents,
                                    const LiquidityTerms& terms);

}  // namespace pledgelab
