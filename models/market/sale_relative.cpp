#include "models/market/sale_relative.hpp"

#include <algorithm>
#include <cmath>

namespace pledgelab {
namespace {

Error outside(const std::string& what) { return {"M-166", {}, what, "", ErrorKind::input}; }

}  // namespace

std::vector<SaleRelative> sale_relatives(const Liquidity& liquidity) {
  std::vector<SaleRelative> relatives;
  for (const ClassLiquidity& one : liquidity.classes) {
    if (one.technology_class.empty() || one.stands_on != one.technology_class) continue;
    relatives.push_back(
        {one.technology_class, std::clamp(one.relative, kLeastRelative, kMostRelative)});
  }
  relatives.push_back({});
  return relatives;
}

Result<double> chance_at_relative(double chance_frac, double relative) {
  if (!(chance_frac >= 0 && chance_frac <= 1 && std::isfinite(relative) && relative >= 0)) {
    return outside("needs a chance from 0 to 1 and a relative from 0");
  }
  return 1 - std::pow(1 - chance_frac, relative);
}

Result<double> haircut_at_relative(double haircut_frac, double rate_annual_frac, double mean_years,
                                   double relative) {
  if (!(haircut_frac >= 0 && haircut_frac <= 1 && std::isfinite(rate_annual_frac) &&
        rate_annual_frac >= 0 && std::isfinite(mean_years) && mean_years >= 0 &&
        std::isfinite(relative) && relative > 0)) {
    return outside("needs a haircut from 0 to 1, rate and years from 0, a relative above 0");
  }
  const double wait = rate_annual_frac * mean_years;
  const double kept = (1 - haircut_frac) * (1 + wait) / (1 + wait / relative);
  return std::clamp(1 - kept, 0.0, 1.0);
}

}  // namespace pledgelab
