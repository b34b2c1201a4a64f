#include "models/fit/realised.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "models/base/statistics.hpp"

namespace pledgelab {
namespace {

struct Sums {
  std::size_t count = 0;
  double weight = 0;
  double bad = 0;

  void add(const Sums& other) {
    count += other.count;
    weight += other.weight;
    bad += other.bad;
  }
};

}  // namespace

SeverityMoments severity_moments(std::span<const RealisedLoan> loans, const LoanTest& take,
                                 const LoanAmount& exposure) {
  std::vector<double> fractions;
  for (const RealisedLoan& loan : loans) {
    if (!loan.charged_off || !take(loan) || exposure(loan) <= 0) continue;
    fractions.push_back(std::min(loan.charged_off_amount / exposure(loan), 1.0));
  }
  if (fractions.empty()) return {};
  return {fractions.size(), mean(fractions), standard_deviation(fractions)};
}

Result<BetaShape> beta_by_moments(double mean_frac, double variance) {
  const double most = mean_frac * (1 - mean_frac);
  if (!(mean_frac > 0 && mean_frac < 1 && variance > 0 && variance < most)) {
    return Error{"F-801",
                 {},
                 "no Beta distribution has these moments",
                 "0 < mean < 1 and 0 < variance < mean × (1 − mean)",
                 ErrorKind::input};
  }
  const double concentration = most / variance - 1;
  return BetaShape{mean_frac * concentration, (1 - mean_frac) * concentration, concentration};
}

std::map<std::string, Relative> relatives(
    std::span<const RealisedLoan> loans,
    const std::function<std::string(const RealisedLoan&)>& segment, std::size_t least) {
  std::map<std::string, Sums> segments;
  Sums all;
  for (const RealisedLoan& loan : loans) {
    const Sums one{1, loan.weight, loan.charged_off ? loan.weight : 0};
    segments[segment(loan)].add(one);
    all.add(one);
  }
  std::map<std::string, Relative> result;
  if (all.bad <= 0) return result;
  const double level = all.bad / all.weight;
  Sums rest;
  for (const auto& [key, sums] : segments) {
    if (sums.count < least || key.empty()) {
      rest.add(sums);
    } else {
      result[key] = {sums.count, sums.bad / sums.weight, sums.bad / sums.weight / level};
    }
  }
  const double rate = rest.weight > 0 ? rest.bad / rest.weight : level;
  result["else"] = {rest.count, rate, rate / level};
  return result;
}

std::string band_key(double value, std::span<const double> bounds) {
  for (const double bound : bounds) {
    if (value <= bound) return "le_" + std::to_string(static_cast<long long>(bound));
  }
  return "above";
}

std::map<int, double> term_shares(std::span<const RealisedLoan> loans, double least_frac) {
  std::map<int, double> weights;
  double total = 0;
  for (const RealisedLoan& loan : loans) {
    if (loan.charged_off || !loan.contract_term_months || *loan.contract_term_months <= 0) continue;
    weights[*loan.contract_term_months] += loan.weight;
    total += loan.weight;
  }
  std::map<int, double> kept;
  for (const auto& [term, weight] : weights) {
    if (weight / total >= least_frac) kept[term] = 0;
  }
  if (kept.empty()) return kept;
  for (const auto& [term, weight] : weights) {
    const int here = term;  // clang-14 captures no structured binding
    const auto nearest = std::min_element(kept.begin(), kept.end(), [&](auto& a, auto& b) {
      return std::abs(a.first - here) < std::abs(b.first - here);
    });
    nearest->second += weight / total;
  }
  return kept;
}

}  // namespace pledgelab
