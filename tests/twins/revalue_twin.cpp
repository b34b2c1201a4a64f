#include "tests/twins/revalue_twin.hpp"

#include <algorithm>
#include <cmath>

namespace pledgelab::twins {
namespace {

/// Π (1 − h)^(years lived) between two times.
double survival(const IncomeStream& stream, double from_years, double to_years) {
  double alive = 1;
  for (std::size_t j = 0; j < kStreamYears; ++j) {
    const double start = std::max(from_years, static_cast<double>(j));
    const double end = std::min(to_years, static_cast<double>(j) + 1);
    if (end > start) alive *= std::pow(1 - stream.hazard_annual_frac[j], end - start);
  }
  return alive;
}

}  // namespace

double naive_stream_value(const IncomeStream& stream, double at_years) {
  double worth = 0;
  for (std::size_t j = 0; j < kStreamYears; ++j) {
    const double start = std::max(at_years, static_cast<double>(j));
    const double end = std::min(stream.life_years, static_cast<double>(j) + 1);
    if (end <= start) continue;
    const double time = stream.timing == FlowTiming::year_end ? end : (start + end) / 2;
    worth += stream.flow_yuan[j] * (end - start) * survival(stream, at_years, time) /
             std::pow(1 + stream.discount_frac, time - at_years);
  }
  return worth;
}

double naive_stream_alive(const IncomeStream& stream, double at_years) {
  return at_years >= stream.life_years ? 0 : survival(stream, 0, at_years);
}

}  // namespace pledgelab::twins
