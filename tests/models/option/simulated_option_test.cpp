// F118 in lanes: one set of bits for any lanes and any company, each step against plain loops.
#include "models/option/simulated_option.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "models/base/lane_level.hpp"
#include "models/base/random.hpp"
#include "models/option/lattice.hpp"
#include "models/option/paths_lanes.hpp"
#include "models/option/regression.hpp"
#include "tests/models/option/eight_lanes.hpp"

using namespace pledgelab;

namespace {

const OptionTerms kPut = {OptionRight::put, 36, 40, 1, 0.06, 0, 0.2};
const OptionTerms kCall = {OptionRight::call, 110, 100, 2, 0.03, 0.08, 0.3};

bool same_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

bool same(const SimulatedPrice& a, const SimulatedPrice& b) {
  return same_bits(a.value.value, b.value.value) &&
         same_bits(a.value.standard_error, b.value.standard_error) &&
         same_bits(a.use_probability_frac, b.use_probability_frac);
}

// Five pairs of one date with three dates to go, on the scalar level; the rest is padding.
struct FivePairs {
  static constexpr std::size_t kPairs = 5;
  std::vector<double> walk = std::vector<double>(kPairGroup, 0.0);
  std::vector<double> spot[2], earned[2], stopped[2];
  FivePairs() {
    for (std::size_t i = 0; i < kPairs; ++i) walk[i] = -1.5 + 0.9 * static_cast<double>(i);
    for (std::size_t half = 0; half < 2; ++half) {
      spot[half].resize(kPairGroup);
      stopped[half].assign(kPairGroup, 3);
      earned[half].assign(kPairGroup, 0);
      for (std::size_t i = 0; i < kPairs; ++i) {
        earned[half][i] = 0.01 * static_cast<double>(3 * i + 1 + half);
      }
    }
  }
  DateLanes lanes(bool call) {
    const double start = std::log(0.98);
    return {walk.data(),
            {spot[0].data(), spot[1].data()},
            {earned[0].data(), earned[1].data()},
            {stopped[0].data(), stopped[1].data()},
            kPairs,
            kPairGroup,
            start,
            0.2,
            std::exp(2 * start),
            0.97,
            2,
            call};
  }
};

}  // namespace

TEST_CASE("simulated options: the same bits at one, two and four lanes") {
  const OptionTerms terms[] = {kPut, kCall};
  // Odd dates, and pairs that do not fill their last group.
  for (const int paths : {1'000, 1'022}) {
    for (const int dates : {1, 2, 7}) {
      const auto scalar = simulated_by(level_scalar::path_kernels(), terms, dates, paths, 4);
      const auto base = simulated_by(level_base::path_kernels(), terms, dates, paths, 4);
      const auto chosen = simulated_options(terms, dates, paths, 4);
      REQUIRE(chosen.ok());
      for (std::size_t i = 0; i < 2; ++i) {
        CHECK(same(base[i], scalar[i]));
        CHECK(same(chosen.value()[i], scalar[i]));
      }
      const auto eight = simulated_by(test::path_kernels_of_eight(), terms, dates, paths, 4);
      for (std::size_t i = 0; i < 2; ++i) CHECK(same(eight[i], scalar[i]));
      if (lane_level() == LaneLevel::avx512) {
        const auto avx512 = simulated_by(level_avx512::path_kernels(), terms, dates, paths, 4);
        for (std::size_t i = 0; i < 2; ++i) CHECK(same(avx512[i], scalar[i]));
      }
      if (__builtin_cpu_supports("avx2")) {
        const auto avx2 = simulated_by(level_avx2::path_kernels(), terms, dates, paths, 4);
        for (std::size_t i = 0; i < 2; ++i) CHECK(same(avx2[i], scalar[i]));
      }
    }
  }
}

TEST_CASE("simulated options: many are each alone, to the bit") {
  OptionTerms third = kPut;
  third.spot = 44;
  const OptionTerms terms[] = {kPut, kCall, third, kPut};
  const auto together = simulated_options(terms, 10, 2'000, 77);
  REQUIRE(together.ok());
  REQUIRE(together.value().size() == 4);
  for (std::size_t i = 0; i < 4; ++i) {
    const auto alone = simulated_option({terms[i], 10, 2'000, 77});
    REQUIRE(alone.ok());
    CHECK(same(alone.value(), together.value()[i]));
  }
}

TEST_CASE("simulated options: the first date of two counts") {
  // Two dates in a year: the lattice's figures, and well above the right at the end alone.
  OptionTerms deep = kPut;
  deep.spot = 34;
  const auto early = simulated_option({deep, 2, 50'000, 11});
  REQUIRE(early.ok());
  CHECK(std::fabs(early.value().value.value - lattice_option(deep, 2).value().value) < 0.02);
  CHECK(early.value().value.value > european_price(deep) + 0.3);
  // A call whose yield is above the rate: the same on the other side.
  OptionTerms call = kCall;
  call.spot = 130;
  const auto other = simulated_option({call, 2, 50'000, 11});
  REQUIRE(other.ok());
  CHECK(std::fabs(other.value().value.value - lattice_option(call, 2).value().value) < 0.05);
  CHECK(other.value().value.value > european_price(call) + 0.5);
}

TEST_CASE("simulated options: the standard error is what seeds differ by") {
  // Sixty seeds: their standard deviation is known to a tenth of itself.
  std::vector<double> values;
  double error = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const auto price = simulated_option({kPut, 2, 2'000, seed});
    REQUIRE(price.ok());
    values.push_back(price.value().value.value);
    error += price.value().value.standard_error / 60;
  }
  CHECK(standard_deviation(values) / error > 0.7);
  CHECK(standard_deviation(values) / error < 1.4);
}

TEST_CASE("simulated options: money scales, and what is never in the money is nothing") {
  OptionTerms large = kPut;
  large.spot *= 1e6;
  large.strike *= 1e6;
  const auto small_price = simulated_option({kPut, 10, 2'000, 7});
  const auto large_price = simulated_option({large, 10, 2'000, 7});
  REQUIRE(small_price.ok());
  REQUIRE(large_price.ok());
  CHECK(large_price.value().value.value ==
        doctest::Approx(1e6 * small_price.value().value.value).epsilon(1e-12));
  CHECK(large_price.value().value.standard_error ==
        doctest::Approx(1e6 * small_price.value().value.standard_error).epsilon(1e-12));
  CHECK(large_price.value().use_probability_frac == small_price.value().use_probability_frac);
  OptionTerms far = kPut;
  far.spot = 4e6;
  const auto nothing = simulated_option({far, 10, 2'000, 7});
  REQUIRE(nothing.ok());
  CHECK(nothing.value().value.value == doctest::Approx(0).epsilon(1e-12));
  CHECK(nothing.value().use_probability_frac == 0);
}

TEST_CASE("simulated options: walks are sums of Box and Muller's normals of the stated blocks") {
  constexpr std::size_t kDates = 3;
  std::vector<double> walk(kDates * kPairGroup);
  level_base::path_kernels().walk({walk.data(), kDates, kPairGroup, 31, 9});
  for (std::uint32_t pair = 0; pair < kPairGroup; ++pair) {
    double sum = 0;
    for (std::size_t date = 0; date < kDates; ++date) {
      const double u = uniform(31, pair, Stream::option_path, date / 2);
      const double v = second_uniform(31, pair, Stream::option_path, date / 2);
      const double angle = 2 * 3.14159265358979323846 * v;
      sum += std::sqrt(-2 * std::log(u)) * (date % 2 == 0 ? std::cos(angle) : std::sin(angle));
      CHECK(walk[date * kPairGroup + pair] == doctest::Approx(sum).epsilon(1e-13));
    }
  }
  CHECK(static_cast<std::uint32_t>(Stream::option_path) == 9);
}

TEST_CASE("simulated options: spots, sums and use on one date, by plain loops") {
  for (const bool call : {false, true}) {
    FivePairs five;
    const DateLanes lanes = five.lanes(call);
    const PathKernels kernels = level_base::path_kernels();
    NormalEquations<4> equations;
    double sums[kMomentSums * kMomentLanes];
    kernels.moments(lanes, sums);
    double count = 0;
    double plain[kMomentSums] = {};
    for (std::size_t half = 0; half < 2; ++half) {
      for (std::size_t i = 0; i < kPairGroup; ++i) {
        const double sign = half == 0 ? 1 : -1;
        const double spot = i < FivePairs::kPairs ? 0.98 * std::exp(sign * 0.2 * five.walk[i]) : 1;
        CHECK(five.spot[half][i] == doctest::Approx(spot).epsilon(1e-14));
        if (call ? spot <= 1 : spot >= 1) continue;
        const double r = call ? 1 / (spot * spot) : 1;
        for (int k = 0; k < 7; ++k) plain[k] += r * r * std::pow(spot, k);
        for (int k = 0; k < 4; ++k) plain[7 + k] += five.earned[half][i] * r * std::pow(spot, k);
        equations.add({r, r * spot, r * spot * spot, r * spot * spot * spot}, five.earned[half][i]);
        count += 1;
      }
    }
    plain[11] = count;
    CHECK(count == 5);
    for (std::size_t sum = 0; sum < kMomentSums; ++sum) {
      double total = 0;
      for (std::size_t lane = 0; lane < kMomentLanes; ++lane) total += sums[sum * 8 + lane];
      CHECK(total == doctest::Approx(plain[sum]).epsilon(1e-13));
    }
    // A fit between the gains: some stop, some wait.
    const double fit[] = {0.5, -0.7, 0.2, 0.1};
    const auto before = five.earned[0];
    const auto mirrored = five.earned[1];
    kernels.use(lanes, fit);
    int stopped = 0;
    for (std::size_t half = 0; half < 2; ++half) {
      for (std::size_t i = 0; i < kPairGroup; ++i) {
        const double spot = five.spot[half][i];
        const double gain = call ? spot - 1 : 1 - spot;
        const double r = call ? 1 / (spot * spot) : 1;
        const double waiting =
            r * (fit[0] + fit[1] * spot + fit[2] * spot * spot + fit[3] * spot * spot * spot);
        const bool stops = gain > 0 && gain * 0.97 > waiting;
        const double old = half == 0 ? before[i] : mirrored[i];
        CHECK(five.earned[half][i] == doctest::Approx(stops ? gain * 0.97 : old).epsilon(1e-14));
        CHECK(five.stopped[half][i] == (stops ? 2 : 3));
        stopped += stops ? 1 : 0;
      }
    }
    CAPTURE(call);
    CHECK(stopped > 0);
    CHECK(stopped < static_cast<int>(count));
  }
}

TEST_CASE("simulated options: the European option at each stop is F110's") {
  for (const OptionTerms& terms : {kPut, kCall}) {
    constexpr std::size_t kDates = 4;
    const double step = terms.years / kDates;
    const bool call = terms.right == OptionRight::call;
    std::vector<double> discount, factor, earned(kPairGroup), stopped(kPairGroup),
        worth(kPairGroup);
    for (std::size_t date = 0; date <= kDates; ++date) {
      const double at = step * static_cast<double>(date);
      discount.push_back(std::exp(-terms.rate_annual * at));
      factor.push_back(std::exp(-terms.yield_annual * (terms.years - at)));
    }
    for (std::size_t i = 0; i < kPairGroup; ++i) {
      stopped[i] = static_cast<double>(1 + i % kDates);
      earned[i] = (0.02 + 0.06 * static_cast<double>(i % 15)) * discount[1 + i % kDates];
    }
    level_base::path_kernels().european(
        {earned.data(), stopped.data(), worth.data(), kPairGroup, discount.data(), factor.data(),
         step, kDates, terms.volatility_annual, terms.rate_annual - terms.yield_annual,
         discount[kDates], call});
    for (std::size_t i = 0; i < kPairGroup; ++i) {
      CAPTURE(i);
      OptionTerms left = terms;
      const double gain = earned[i] / discount[static_cast<std::size_t>(stopped[i])];
      left.spot = terms.strike * (call ? 1 + gain : 1 - gain);
      left.years = terms.years - step * stopped[i];
      const double european = stopped[i] == kDates ? gain : european_price(left) / terms.strike;
      CHECK(worth[i] == doctest::Approx(european * earned[i] / gain).epsilon(1e-13));
    }
  }
}

TEST_CASE("simulated options: a last date uses all that is in the money") {
  FivePairs five;
  for (const bool call : {false, true}) {
    const DateLanes lanes = five.lanes(call);
    level_base::path_kernels().last_date(lanes);
    for (std::size_t half = 0; half < 2; ++half) {
      for (std::size_t i = 0; i < kPairGroup; ++i) {
        const double gain = call ? five.spot[half][i] - 1 : 1 - five.spot[half][i];
        CHECK(five.earned[half][i] == (gain > 0 ? gain * 0.97 : 0));
        CHECK(five.stopped[half][i] == 2);
      }
    }
  }
}

TEST_CASE("simulated options: bad lists and far spots are refused, and named") {
  const auto code = [](const auto& result) {
    return result.ok() ? std::string("ok") : result.errors()[0].code;
  };
  CHECK(code(simulated_options({}, 5, 1'000, 1)) == "V-205");
  OptionTerms bad = kPut;
  bad.spot = std::numeric_limits<double>::quiet_NaN();
  OptionTerms far = kPut;
  far.strike = 1e14;
  OptionTerms near_far = kPut;
  near_far.strike = 3.5e13;
  const OptionTerms terms[] = {kPut, bad, far};
  const auto listed = simulated_options(terms, 5, 1'000, 1);
  REQUIRE(listed.errors().size() == 2);
  CHECK(listed.errors()[0].message == "option 2: spot must be above 0");
  CHECK(listed.errors()[1].message == "option 3: spot / strike must lie in [1e-12, 1e12]");
  CHECK(code(simulated_option({far, 5, 1'000, 1})) == "V-205");
  CHECK(code(simulated_option({near_far, 5, 1'000, 1})) == "ok");
  far.right = OptionRight::call;
  far.spot = 1e14;
  far.strike = 90;
  CHECK(code(simulated_option({far, 5, 1'000, 1})) == "V-205");
  far.strike = 110;
  CHECK(code(simulated_option({far, 5, 1'000, 1})) == "ok");
  CHECK(code(simulated_options({terms, 1}, 5, 1'001, 1)) == "V-205");
  CHECK(code(simulated_options({terms, 1}, 0, 1'000, 1)) == "V-203");
  CHECK(code(simulated_options({terms, 1}, 1, 500'000, 1)) == "ok");
  CHECK(code(simulated_options({terms, 1}, 1'000, 20'000, 1)) == "ok");
}
