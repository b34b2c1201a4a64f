// Where a value stands among its peers: patents of one kind, class and year, since citations grow
// with time and habits differ by field. A cohort too small gives way to a wider one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace pledgelab {

using MaybeValues = std::vector<std::optional<double>>;  // one a patent; none = not observed

/// Keys of each patent from the narrowest cohort to the widest: keys[level][patent]. An empty key
/// is of no cohort. After the last level stands the whole set.
struct CohortLadder {
  std::vector<std::vector<std::string>> keys;
  std::size_t least = 30;  // members with the value observed; fewer: the next wider level
};

/// A value's standing: in the narrowest cohort that has `least` members, else in the whole set.
struct CohortStanding {
  double percentile = 0;      // F96, in (0, 1); 1 = best
  double capped_share = 0;    // F94, in [0, 1]
  bool top_percent = false;   // above the cohort's 99 % quantile (type 7)
  std::uint32_t members = 0;  // of the cohort, with the value observed
  std::uint8_t level = 0;     // of the ladder; keys.size() = the whole set
};

/// F96. p = (b + e/2)/n: b of the n members worse, e equal (itself included). Hazen 1914; in (0,
/// 1), mean ½ whatever the ties. One a member, in order. Values finite, at least one.
std::vector<double> mid_percentiles(std::span<const double> values, bool higher_is_better);

/// F94. min(x, c)/c, c the cohort's 98 % quantile (type 7): the share of the cohort's maximum after
/// winsorising at 98 %. 0 when c ≤ 0. OECD 2013, section 3. 0 ≤ x.
double capped_share(double value, double cap);

/// The standing of each observed value.
std::vector<std::optional<CohortStanding>> standings(const MaybeValues& values,
                                                     const CohortLadder& ladder,
                                                     bool higher_is_better);

}  // namespace pledgelab
