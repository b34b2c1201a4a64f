#include "models/option/simulated_option.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "models/base/lane_level.hpp"
#include "models/base/random.hpp"
#include "models/option/paths_lanes.hpp"
#include "models/option/regression.hpp"

namespace pledgelab {
namespace {

constexpr double kFarthest = 1e12;  // of spot and strike: powers of their ratio stay numbers

Error bad_paths(const std::string& what) {
  return {"V-205", {}, what, "see models/option/simulated_option.hpp", ErrorKind::input};
}

Outcome check_size(int dates, int paths) {
  if (dates < 1 || dates > 1'000) {
    return Error{"V-203", {}, "dates must lie in 1..1000", "", ErrorKind::input};
  }
  if (paths < 1'000 || paths > 500'000 || paths % 2 != 0)
    return bad_paths("paths must be an even number in 1000..500000");
  if (static_cast<double>(paths) * dates > 2e7)
    return bad_paths("paths x dates must be 2e7 at most");
  return Done{};
}

Outcome check_each(const OptionTerms& terms) {
  if (auto checked = check_terms(terms); !checked) return checked.errors();
  const double ratio = terms.spot / terms.strike;
  if (!(ratio >= 1 / kFarthest && ratio <= kFarthest))
    return bad_paths("spot / strike must lie in [1e-12, 1e12]");
  return Done{};
}

// Arrays by pair that one option uses after another. Half 0: the paths, half 1: their mirrors.
struct Walked {
  std::size_t dates = 0;
  std::size_t pairs = 0;
  std::size_t padded = 0;
  std::vector<double> walk;
  std::array<std::vector<double>, 2> spot, earned, stopped, european;
};

Walked walk_of(const PathKernels& kernels, int dates, int paths, std::uint64_t seed) {
  Walked walked;
  walked.dates = static_cast<std::size_t>(dates);
  walked.pairs = static_cast<std::size_t>(paths) / 2;
  walked.padded = (walked.pairs + kPairGroup - 1) / kPairGroup * kPairGroup;
  walked.walk.resize(walked.dates * walked.padded);
  for (auto* arrays : {&walked.spot, &walked.earned, &walked.stopped, &walked.european}) {
    for (auto& array : *arrays) array.resize(walked.padded);
  }
  kernels.walk({walked.walk.data(), walked.dates, walked.padded, seed,
                static_cast<std::uint32_t>(Stream::option_path)});
  return walked;
}

DateLanes date_lanes(const OptionTerms& terms, Walked& walked, std::size_t date) {
  const double step_years = terms.years / static_cast<double>(walked.dates);
  const double at_years = step_years * static_cast<double>(date);
  const double variance = terms.volatility_annual * terms.volatility_annual;
  const double start = std::log(terms.spot / terms.strike) +
                       (terms.rate_annual - terms.yield_annual - variance / 2) * at_years;
  return {walked.walk.data() + (date - 1) * walked.padded,
          {walked.spot[0].data(), walked.spot[1].data()},
          {walked.earned[0].data(), walked.earned[1].data()},
          {walked.stopped[0].data(), walked.stopped[1].data()},
          walked.pairs,
          walked.padded,
          start,
          terms.volatility_annual * std::sqrt(step_years),
          std::exp(2 * start),
          std::exp(-terms.rate_annual * at_years),
          static_cast<double>(date),
          terms.right == OptionRight::call};
}

using Fit = std::array<double, 4>;

// Waiting fitted over the paths in the money; none where fewer than four are.
std::optional<Fit> fitted_waiting(const double* sums) {
  std::array<double, kMomentSums> total = {};
  for (std::size_t sum = 0; sum < kMomentSums; ++sum) {
    for (std::size_t lane = 0; lane < kMomentLanes; ++lane) {
      total[sum] += sums[sum * kMomentLanes + lane];
    }
  }
  std::array<double, 7> powers = {};
  Fit targets = {};
  std::copy_n(total.begin(), 7, powers.begin());
  std::copy_n(total.begin() + 7, 4, targets.begin());
  return NormalEquations<4>::of_powers(powers, targets, static_cast<std::size_t>(total[11]))
      .solve();
}

void use_best(const PathKernels& kernels, const OptionTerms& terms, Walked& walked) {
  kernels.last_date(date_lanes(terms, walked, walked.dates));
  std::array<double, kMomentSums* kMomentLanes> sums = {};
  for (std::size_t date = walked.dates - 1; date >= 1; --date) {
    const DateLanes lanes = date_lanes(terms, walked, date);
    kernels.moments(lanes, sums.data());
    if (const auto fit = fitted_waiting(sums.data())) kernels.use(lanes, fit->data());
  }
}

void european_at_stop(const PathKernels& kernels, const OptionTerms& terms, Walked& walked) {
  const double step_years = terms.years / static_cast<double>(walked.dates);
  std::vector<double> discount;
  std::vector<double> spot_factor;
  for (std::size_t date = 0; date <= walked.dates; ++date) {
    const auto steps = static_cast<double>(date);
    discount.push_back(std::exp(-terms.rate_annual * step_years * steps));
    spot_factor.push_back(std::exp(-terms.yield_annual * (terms.years - step_years * steps)));
  }
  for (std::size_t half = 0; half < 2; ++half) {
    kernels.european({walked.earned[half].data(), walked.stopped[half].data(),
                      walked.european[half].data(), walked.padded, discount.data(),
                      spot_factor.data(), step_years, static_cast<double>(walked.dates),
                      terms.volatility_annual, terms.rate_annual - terms.yield_annual,
                      std::exp(-terms.rate_annual * terms.years),
                      terms.right == OptionRight::call});
  }
}

// Eight running sums, so that none waits for the one before it.
template <class Term>
double sum_of(std::size_t count, const Term& term) {
  std::array<double, 8> sums = {};
  std::size_t i = 0;
  for (; i + sums.size() <= count; i += sums.size()) {
    for (std::size_t k = 0; k < sums.size(); ++k) sums[k] += term(i + k);
  }
  double sum = 0;
  for (const double one : sums) sum += one;
  for (; i < count; ++i) sum += term(i);
  return sum;
}

// Mean over pairs, less what the European option at the stops missed of its known mean.
Estimate controlled_mean(const Walked& walked, double known_mean) {
  const auto n = static_cast<double>(walked.pairs);
  const auto earned = [&](std::size_t i) {
    return (walked.earned[0][i] + walked.earned[1][i]) / 2;
  };
  const auto control = [&](std::size_t i) {
    return (walked.european[0][i] + walked.european[1][i]) / 2;
  };
  const double earned_mean = sum_of(walked.pairs, earned) / n;
  const double control_mean = sum_of(walked.pairs, control) / n;
  const double both = sum_of(walked.pairs, [&](std::size_t i) {
    return (earned(i) - earned_mean) * (control(i) - control_mean);
  });
  const double spread = sum_of(walked.pairs, [&](std::size_t i) {
    return (control(i) - control_mean) * (control(i) - control_mean);
  });
  const double slope = spread > 0 ? both / spread : 0;
  const double left = sum_of(walked.pairs, [&](std::size_t i) {
    const double apart = earned(i) - earned_mean - slope * (control(i) - control_mean);
    return apart * apart;
  });
  return {earned_mean - slope * (control_mean - known_mean), std::sqrt(left / (n - 1) / n)};
}

PathKernels kernels_here() {
  switch (lane_level()) {
    case LaneLevel::base:
      break;
    case LaneLevel::avx2:
      return level_avx2::path_kernels();
    case LaneLevel::avx512:
      return level_avx512::path_kernels();
  }
  return level_base::path_kernels();
}

SimulatedPrice priced_on(const PathKernels& kernels, const OptionTerms& terms, Walked& walked) {
  use_best(kernels, terms, walked);
  european_at_stop(kernels, terms, walked);
  std::size_t used = 0;
  for (const auto& half : walked.earned) {
    for (std::size_t i = 0; i < walked.pairs; ++i) used += half[i] > 0 ? 1 : 0;
  }
  const Estimate value = controlled_mean(walked, european_price(terms) / terms.strike);
  return {{value.value * terms.strike, value.standard_error * terms.strike},
          static_cast<double>(used) / static_cast<double>(2 * walked.pairs)};
}

}  // namespace

std::vector<SimulatedPrice> simulated_by(const PathKernels& kernels,
                                         std::span<const OptionTerms> terms, int dates, int paths,
                                         std::uint64_t seed) {
  Walked walked = walk_of(kernels, dates, paths, seed);
  std::vector<SimulatedPrice> prices;
  prices.reserve(terms.size());
  for (const OptionTerms& each : terms) prices.push_back(priced_on(kernels, each, walked));
  return prices;
}

Result<std::vector<SimulatedPrice>> simulated_options(std::span<const OptionTerms> terms, int dates,
                                                      int paths, std::uint64_t seed) {
  if (terms.empty()) return bad_paths("no options");
  Errors errors;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const auto checked = check_each(terms[i]);
    for (Error error : checked.errors()) {
      if (terms.size() > 1)
        error.message = "option " + std::to_string(i + 1) + ": " + error.message;
      errors.push_back(std::move(error));
    }
  }
  if (!errors.empty()) return errors;
  if (auto checked = check_size(dates, paths); !checked) return checked.errors();
  return simulated_by(kernels_here(), terms, dates, paths, seed);
}

Result<SimulatedPrice> simulated_option(const SimulatedOption& option) {
  const auto prices =
      simulated_options({&option.terms, 1}, option.dates, option.paths, option.seed);
  if (!prices) return prices.errors();
  return prices.value()[0];
}

}  // namespace pledgelab
