// QuantLib's American option by least squares on simulated paths.
#pragma once

#include <cstdint>

#include "models/base/statistics.hpp"
#include "models/option/option.hpp"

namespace pledgelab::oracle {

/// `paths` (antithetic, so half of them drawn) over `dates` equal steps, calibrated on as many,
/// polynomials to the third degree. Years must be whole days of 360 to the year.
Estimate american_by_least_squares(const OptionTerms& terms, int dates, int paths,
                                   std::uint64_t seed);

}  // namespace pledgelab::oracle
