#include "models/offer/package_worth.hpp"

#include <cmath>

#include "models/base/normal.hpp"

namespace pledgelab {
namespace {

Error refused(const char* code, const std::string& message, const std::string& hint) {
  return {code, {}, message, hint, ErrorKind::input};
}

bool is_frac(double x) { return x >= 0 && x <= 1; }

bool fits(const RightWorth& right) {
  return std::isfinite(right.mean_yuan) && right.mean_yuan > 0 && std::isfinite(right.ln_sd) &&
         right.ln_sd >= 0 && right.zero_frac >= 0 && right.zero_frac < 1;
}

}  // namespace

Result<PackageWorth> package_worth(std::span<const RightWorth> rights, double correlation,
                                   double discount_frac) {
  if (rights.empty()) {
    return refused("O-101", "a package needs at least one right with a worth",
                   "leave out rights without a value, and say so");
  }
  if (!is_frac(correlation) || !(discount_frac >= 0 && discount_frac < 1)) {
    return refused("O-101", "correlation must lie in 0..1 and the discount in 0..1, below 1",
                   "write 0.5 for 50 %");
  }
  double sum = 0;
  double spread_sum = 0;
  double square_sum = 0;
  for (const RightWorth& right : rights) {
    if (!fits(right)) {
      return refused("O-101",
                     "a right's mean must be above 0, its ln-SD 0 or more, its chance of "
                     "nothing 0 or more and below 1",
                     "");
    }
    const double ratio = std::exp(right.ln_sd * right.ln_sd) / (1 - right.zero_frac) - 1;
    const double spread = right.mean_yuan * std::sqrt(ratio);
    sum += right.mean_yuan;
    spread_sum += spread;
    square_sum += spread * spread;
  }
  const double variance = correlation * spread_sum * spread_sum + (1 - correlation) * square_sum;
  const double kept = rights.size() == 1 ? 1 : 1 - discount_frac;
  PackageWorth worth;
  worth.mean_yuan = kept * sum;
  const double ln_variance = std::log1p(variance / (sum * sum));
  worth.ln_sd = std::sqrt(ln_variance);
  worth.median_yuan = worth.mean_yuan * std::exp(-ln_variance / 2);
  const double step = std::exp(worth.ln_sd * normal_quantile(0.75));
  worth.lower_quartile_yuan = worth.median_yuan / step;
  worth.upper_quartile_yuan = worth.median_yuan * step;
  if (std::isfinite(worth.mean_yuan) && std::isfinite(worth.upper_quartile_yuan)) return worth;
  return refused("O-101", "the spread of the rights is too wide to be told as a range", "");
}

Result<PriceRange> deal_price(const PackageWorth& worth, double factor_frac) {
  if (!(factor_frac > 0 && factor_frac <= 1)) {
    return refused("O-102", "the factor of a transfer or licence must lie above 0 and at most at 1",
                   "write 0.6 for 60 %");
  }
  const double quartiles[] = {worth.lower_quartile_yuan, worth.median_yuan,
                              worth.upper_quartile_yuan};
  if (!(quartiles[0] >= 0 && quartiles[0] <= quartiles[1] && quartiles[1] <= quartiles[2]) ||
      !std::isfinite(quartiles[2])) {
    return refused("O-102", "quartiles must ascend from 0 or more", "");
  }
  return PriceRange{factor_frac * quartiles[0], factor_frac * quartiles[1],
                    factor_frac * quartiles[2]};
}

Result<InventorsPart> inventors_part(double price_yuan, double cost_frac, double share_frac) {
  if (!std::isfinite(price_yuan) || price_yuan < 0 || !is_frac(cost_frac) || !is_frac(share_frac)) {
    return refused("O-103", "the price must be 0 or more, the shares of cost and inventors in 0..1",
                   "write 0.5 for 50 %");
  }
  InventorsPart part;
  part.net_income_yuan = price_yuan * (1 - cost_frac);
  part.inventors_yuan = part.net_income_yuan * share_frac;
  part.holder_yuan = part.net_income_yuan - part.inventors_yuan;
  return part;
}

Result<double> package_share(std::span<const double> means_yuan,
                             std::span<const double> shares_frac) {
  if (means_yuan.size() != shares_frac.size()) {
    return refused("O-103", "each right needs its mean and its share", "lists of equal length");
  }
  double sum = 0;
  double shared = 0;
  for (std::size_t i = 0; i < means_yuan.size(); ++i) {
    if (!std::isfinite(means_yuan[i]) || means_yuan[i] < 0 || !is_frac(shares_frac[i])) {
      return refused("O-103", "means must be 0 or more, shares in 0..1", "write 0.5 for 50 %");
    }
    sum += means_yuan[i];
    shared += means_yuan[i] * shares_frac[i];
  }
  if (sum > 0 && std::isfinite(sum)) return shared / sum;
  return refused("O-103", "no right has a worth above 0 to weigh its share by", "");
}

}  // namespace pledgelab
