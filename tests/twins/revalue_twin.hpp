// F22 read from its statement, one right and one month at a time: the twin of stream_curve.
#pragma once

#include "models/valuation/income_stream.hpp"

namespace pledgelab::twins {

/// Worth at `at_years`, given alive then: each remaining piece of a year brings flow × length, at
/// its middle (or end) τ years later, times Π (1 − h)^(years lived), over (1 + k)^τ.
double naive_stream_value(const IncomeStream& stream, double at_years);

/// Π (1 − h)^(years lived) from 0 to `at_years`; 0 once life is over.
double naive_stream_alive(const IncomeStream& stream, double at_years);

}  // namespace pledgelab::twins
