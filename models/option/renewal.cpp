#include "models/option/renewal.hpp"

#include <cmath>
#include <string>

#include "models/base/normal.hpp"

namespace pledgelab {
namespace {

Error bad(const char* code, const std::string& what) {
  return {code, {}, what, "see models/option/renewal.hpp for the domain", ErrorKind::input};
}

Outcome check_returns(const FirstReturns& returns) {
  if (!(returns.ln_mean >= -50 && returns.ln_mean <= 50))
    return bad("V-222", "ln mean of the first return must lie in [-50, 50]");
  if (!(returns.ln_sd > 0 && returns.ln_sd <= 10))
    return bad("V-222", "ln-SD of the first return must lie in (0, 10]");
  return Done{};
}

Outcome check_all(const RenewalTerms& terms, const FirstReturns& returns) {
  if (auto checked = check_terms(terms); !checked) return checked;
  return check_returns(returns);
}

// ln h_a by age; -infinity where there is no fee.
std::vector<double> ln_thresholds(const RenewalTerms& terms) {
  std::vector<double> thresholds;
  double ln_kept = 0;
  for (const double fee : terms.fees) {
    thresholds.push_back(std::log(fee) - ln_kept);
    ln_kept += std::log1p(-terms.decay_frac);
  }
  return thresholds;
}

RenewalValue value_of(const RenewalTerms& terms, double first_return) {
  RenewalValue worth;
  double discount = 1;
  double year_return = first_return;
  for (const double fee : terms.fees) {
    if (year_return < fee) break;
    worth.value += discount * (year_return - fee);
    ++worth.years;
    discount *= terms.discount_factor;
    year_return *= 1 - terms.decay_frac;
  }
  return worth;
}

}  // namespace

Outcome check_terms(const RenewalTerms& terms) {
  if (terms.fees.empty() || terms.fees.size() > 100) return bad("V-220", "needs 1..100 fees");
  double before = 0;
  for (const double fee : terms.fees) {
    if (!(fee >= 0 && fee <= 1e12)) return bad("V-220", "a fee must lie in [0, 1e12]");
    if (fee < before) return bad("V-220", "fees must not fall with age");
    before = fee;
  }
  if (!(terms.decay_frac >= 0 && terms.decay_frac < 1))
    return bad("V-221", "decay must lie in [0, 1)");
  if (!(terms.discount_factor > 0 && terms.discount_factor <= 1))
    return bad("V-221", "discount factor must lie in (0, 1]");
  return Done{};
}

Result<RenewalValue> renewal_value(const RenewalTerms& terms, double first_return) {
  if (auto checked = check_terms(terms); !checked) return checked.errors();
  if (!(first_return >= 0 && first_return <= 1e15))
    return bad("V-221", "first return must lie in [0, 1e15]");
  return value_of(terms, first_return);
}

Result<std::vector<double>> renewal_shares(const RenewalTerms& terms, const FirstReturns& returns) {
  if (auto checked = check_all(terms, returns); !checked) return checked.errors();
  std::vector<double> shares;
  for (const double ln_threshold : ln_thresholds(terms)) {
    shares.push_back(normal_cdf((returns.ln_mean - ln_threshold) / returns.ln_sd));
  }
  return shares;
}

Result<double> renewal_mean(const RenewalTerms& terms, const FirstReturns& returns) {
  if (auto checked = check_all(terms, returns); !checked) return checked.errors();
  const double variance = returns.ln_sd * returns.ln_sd;
  const double mean_return = std::exp(returns.ln_mean + variance / 2);
  const std::vector<double> thresholds = ln_thresholds(terms);
  double mean = 0;
  double discount = 1;
  double kept = 1;
  for (std::size_t i = 0; i < terms.fees.size(); ++i) {
    const double score = (returns.ln_mean - thresholds[i]) / returns.ln_sd;
    mean += discount * (kept * mean_return * normal_cdf(score + returns.ln_sd) -
                        terms.fees[i] * normal_cdf(score));
    discount *= terms.discount_factor;
    kept *= 1 - terms.decay_frac;
  }
  return mean;
}

Result<double> renewal_quantile(const RenewalTerms& terms, const FirstReturns& returns,
                                double level) {
  if (auto checked = check_all(terms, returns); !checked) return checked.errors();
  if (!(level > 0 && level < 1)) return bad("V-222", "level must lie in (0, 1)");
  const double first_return = std::exp(returns.ln_mean + returns.ln_sd * normal_quantile(level));
  return value_of(terms, first_return).value;
}

}  // namespace pledgelab
