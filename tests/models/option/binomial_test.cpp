// The Cox-Ross-Rubinstein lattice (F195): by hand, published values, orders that must hold, and one
// set of bits for any lanes.
#include "models/option/binomial.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <fstream>
#include <limits>
#include <random>
#include <sstream>
#include <string>

#include "models/base/lane_level.hpp"
#include "models/option/binomial_lanes.hpp"
#include "models/option/lattice.hpp"
#include "tests/models/option/eight_lanes.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr auto kEuropean = ExerciseStyle::european;
constexpr auto kAmerican = ExerciseStyle::american;

double priced(const OptionTerms& terms, ExerciseStyle exercise, int steps,
              UpChance chance = UpChance::forward) {
  const auto value = binomial_option({terms, exercise, chance}, steps);
  REQUIRE(value.ok());
  return value.value();
}

// A lattice of two steps of a year each: up 2, down 1/2, a year's interest a quarter.
OptionTerms doubling(OptionRight right, double strike) {
  return {right, 4, strike, 2, std::log(1.25), 0, std::log(2.0)};
}

std::vector<BinomialOption> random_options(std::size_t count) {
  std::mt19937_64 random(195);
  const auto draw = [&](double low, double high) {
    return low + (high - low) * std::uniform_real_distribution<double>()(random);
  };
  std::vector<BinomialOption> options;
  for (std::size_t i = 0; i < count; ++i) {
    options.push_back({{random() % 2 == 0 ? OptionRight::call : OptionRight::put, draw(60, 160),
                        100, draw(0.1, 5), draw(0, 0.12), draw(0, 0.12), draw(0.15, 0.6)},
                       random() % 3 == 0 ? kEuropean : kAmerican,
                       random() % 2 == 0 ? UpChance::forward : UpChance::log_drift});
  }
  return options;
}

}  // namespace

TEST_CASE("binomial: two steps, by hand") {
  // Shreve, Stochastic Calculus for Finance I, example 4.2.1: spots 16, 4, 1; chance 1/2, discount
  // 4/5. The put of strike 5 ends at 0, 1, 4; a year before it is 0.4 and max(2, 5 - 2) = 3; today
  // 0.4 (0.4 + 3) = 1.36. Held to the end: 0.4 (0.4 + 2) = 0.96.
  CHECK(priced(doubling(OptionRight::put, 5), kAmerican, 2) == doctest::Approx(1.36));
  CHECK(priced(doubling(OptionRight::put, 5), kEuropean, 2) == doctest::Approx(0.96));
  // The call of strike 5: 11, 0, 0, so 0.16 · 11. Strike 7 as a put: 0, 3, 6: a year before
  // 0.4 · 3 = 1.2 (8 is above 7) and max(0.4 · 9, 5) = 5; today max(0.4 · 6.2, 3) = 3: at once.
  CHECK(priced(doubling(OptionRight::call, 5), kAmerican, 2) == doctest::Approx(1.76));
  CHECK(priced(doubling(OptionRight::put, 7), kAmerican, 2) == doctest::Approx(3));
  CHECK(priced(doubling(OptionRight::put, 7), kEuropean, 2) == doctest::Approx(0.4 * (1.2 + 3.6)));
}

TEST_CASE("binomial: one and three steps, by hand") {
  // One step of two years: u = 2^√2; from the definitions.
  const double up = std::pow(2, std::sqrt(2.0));
  const double chance = (1.25 * 1.25 - 1 / up) / (up - 1 / up);
  const double put = (1 - chance) * (5 - 4 / up) / (1.25 * 1.25);
  CHECK(priced(doubling(OptionRight::put, 5), kEuropean, 1) == doctest::Approx(put));
  CHECK(priced(doubling(OptionRight::put, 5), kAmerican, 1) == doctest::Approx(put));
  CHECK(priced(doubling(OptionRight::put, 8), kAmerican, 1) == doctest::Approx(4));
  // Three steps of a year, strike 5: ends 32, 8, 2, ½ give 0, 0, 3, 4.5. Two years: 16: 0, 4:
  // max(1.2, 1) = 1.2, 1: max(3, 4) = 4. One year: 8: 0.48, 2: max(0.4 · 5.2, 3) = 3. Today
  // 0.4 · 3.48 = 1.392.
  OptionTerms three = doubling(OptionRight::put, 5);
  three.years = 3;
  CHECK(priced(three, kAmerican, 3) == doctest::Approx(1.392));
  // Held: 1.2, 3 → 0.48, 0.4 · 4.2 = 1.68 → 0.4 · 2.16.
  CHECK(priced(three, kEuropean, 3) == doctest::Approx(0.864));
}

TEST_CASE("binomial: the chance that keeps the mean of ln S, by hand") {
  // Drift of ln S: ln 1.25 - (ln 2)²/2 = 0.2231436 - 0.2402265; by 2 ln 2 and from a half.
  const double chance =
      0.5 + (std::log(1.25) - std::pow(std::log(2.0), 2) / 2) / (2 * std::log(2.0));
  CHECK(chance == doctest::Approx(0.4876773).epsilon(1e-6));
  const double held = 0.64 * (2 * chance * (1 - chance) * 1 + (1 - chance) * (1 - chance) * 4);
  CHECK(priced(doubling(OptionRight::put, 5), kEuropean, 2, UpChance::log_drift) ==
        doctest::Approx(held));
  // Both chances have one limit.
  const OptionTerms put = {OptionRight::put, 36, 40, 1, 0.06, 0, 0.2};
  CHECK(std::fabs(priced(put, kAmerican, 1'000, UpChance::log_drift) -
                  priced(put, kAmerican, 1'000)) < 1e-3);
}

TEST_CASE("binomial: Hull's American put, 5 to 500 steps") {
  // Hull, Options, Futures and Other Derivatives, chapter on basic numerical procedures: S = K =
  // 50, r = 10 %, volatility 40 %, five months; 4.49 on 5 steps, 4.263, 4.272, 4.278 and 4.283 on
  // 30, 50, 100 and 500.
  const OptionTerms put = {OptionRight::put, 50, 50, 5.0 / 12, 0.10, 0, 0.40};
  CHECK(std::fabs(priced(put, kAmerican, 5) - 4.49) < 0.005);
  CHECK(std::fabs(priced(put, kAmerican, 30) - 4.263) < 0.0005);
  CHECK(std::fabs(priced(put, kAmerican, 50) - 4.272) < 0.0005);
  CHECK(std::fabs(priced(put, kAmerican, 100) - 4.278) < 0.0005);
  CHECK(std::fabs(priced(put, kAmerican, 500) - 4.283) < 0.0005);
}

TEST_CASE("binomial: acceptance V02, V04, V05, V09 and V10 at 200 steps and more") {
  const OptionTerms avonex = {OptionRight::call, 3422, 2875, 17, 0.067, 1.0 / 17, std::sqrt(0.224)};
  CHECK(std::fabs(priced(avonex, kAmerican, 2'000) - 1603.66) < 1);
  const OptionTerms haug = {OptionRight::call, 42, 40, 0.75, 0.04, 0.08, 0.35};
  CHECK(std::fabs(priced(haug, kAmerican, 200) - 5.309) < 0.003);
  // V09's 9.5106 is of the quadratic approximation, four hundredths too high: F111 says so too.
  const OptionTerms half_year = {OptionRight::call, 100, 100, 0.5, 0.10, 0.10, 0.35};
  CHECK(std::fabs(priced(half_year, kAmerican, 2'000) - american_option(half_year).value()) <
        0.0015);
  CHECK(std::fabs(priced(half_year, kAmerican, 2'000) - 9.5106) < 0.04);
  std::ifstream in(test::source_root() + "/tests/data/valuation/ls2001_table1.csv");
  std::string line;
  std::getline(in, line);
  int rows = 0;
  while (std::getline(in, line)) {
    for (char& c : line) c = c == ',' ? ' ' : c;
    std::istringstream cells(line);
    OptionTerms put = {OptionRight::put, 0, 40, 0, 0.06, 0, 0};
    double paper = 0;
    double european = 0;
    double skipped = 0;
    double bermudan = 0;
    cells >> put.spot >> put.volatility_annual >> put.years >> paper >> european >> skipped >>
        skipped >> bermudan;
    CAPTURE(line);
    // Any day instead of 50 dates a year: up to 0.0087 more (V04); a lattice of 200 steps swings
    // about its limit by a cent at the widest volatility, one of 2,000 by a tenth of that.
    const double american = priced(put, kAmerican, 2'000);
    CHECK(american > bermudan - 0.0012);
    CHECK(american < bermudan + 0.0087 + 0.0012);
    CHECK(std::fabs(priced(put, kAmerican, 200) - american) < 0.012);
    CHECK(std::fabs(priced(put, kEuropean, 2'000) - european) < 0.0006 + 0.0012);
    CHECK(std::fabs(priced(put, kEuropean, 200) - european) < 0.0006 + 0.012);
    ++rows;
  }
  CHECK(rows == 20);
}

TEST_CASE("binomial: use on the lattice's own steps is what F117 gives") {
  // F117 with 1,000 dates has two steps between dates; with 500 and 2,000 steps it walks every
  // fourth. Use on all 2,000 is worth no less than on 1,000 of them, and hardly more.
  const OptionTerms put = {OptionRight::put, 36, 40, 1, 0.06, 0, 0.2};
  const double all = priced(put, kAmerican, 2'000);
  const double half = lattice_option(put, 1'000).value().value;
  CHECK(all >= half);
  CHECK(all - half < 0.0006);
  // One date: the European option of both.
  CHECK(priced(put, kEuropean, 2'000) ==
        doctest::Approx(lattice_option(put, 1).value().value).epsilon(1e-11));
}

TEST_CASE("binomial: orders that hold for any terms") {
  for (const BinomialOption& option : random_options(200)) {
    const OptionTerms& terms = option.terms;
    const double european = priced(terms, kEuropean, 100, option.chance);
    const double american = priced(terms, kAmerican, 100, option.chance);
    CHECK(american >= european);
    CHECK(american >= payoff(terms.right, terms.spot, terms.strike));
    OptionTerms larger = terms;
    larger.strike *= 3;
    larger.spot *= 3;
    CHECK(priced(larger, kAmerican, 100, option.chance) == doctest::Approx(3 * american));
    if (option.chance == UpChance::forward) {
      OptionTerms other = terms;
      other.right = OptionRight::call;
      const double call = priced(other, kEuropean, 100);
      other.right = OptionRight::put;
      const double put = priced(other, kEuropean, 100);
      const double parity = terms.spot * std::exp(-terms.yield_annual * terms.years) -
                            terms.strike * std::exp(-terms.rate_annual * terms.years);
      CHECK(call - put == doctest::Approx(parity).epsilon(1e-10));
    }
  }
}

TEST_CASE("binomial: the same bits at one, two and four lanes, alone and beside others") {
  const auto options = random_options(43);
  for (const int steps : {1, 2, 3, 50, 201}) {
    const auto together = binomial_options(options, steps);
    REQUIRE(together.ok());
    for (std::size_t i = 0; i < options.size(); ++i) {
      const auto alone = binomial_option(options[i], steps);
      REQUIRE(alone.ok());
      CHECK(std::bit_cast<std::uint64_t>(alone.value()) ==
            std::bit_cast<std::uint64_t>(together.value()[i]));
    }
  }
}

TEST_CASE("binomial: every level gives the bits of one option at a time") {
  std::mt19937_64 random(12);
  constexpr std::size_t kCount = 21;
  constexpr std::size_t kSteps = 57;
  std::vector<double> spot, strike, sign, early, up, down, up_weight, down_weight;
  for (std::size_t i = 0; i < kCount; ++i) {
    const auto unit = [&] { return std::uniform_real_distribution<double>()(random); };
    spot.push_back(60 + 80 * unit());
    strike.push_back(100);
    sign.push_back(random() % 2 == 0 ? 1 : -1);
    // A group of European options alone, and mixed ones.
    early.push_back(i >= 8 && random() % 2 == 0 ? 1 : 0);
    up.push_back(1 + unit() / 10);
    down.push_back(1 / up.back());
    up_weight.push_back(0.4 + unit() / 10);
    down_weight.push_back(0.999 - up_weight.back());
  }
  std::vector<double> scratch(scratch_of(kSteps));
  using Level = void (*)(const BinomialLanes&) noexcept;
  const auto by = [&](Level level) {
    std::vector<double> value(kCount);
    level({spot.data(), strike.data(), sign.data(), early.data(), up.data(), down.data(),
           up_weight.data(), down_weight.data(), value.data(), scratch.data(), kCount, kSteps});
    return value;
  };
  const auto scalar = by(level_scalar::binomial_values);
  const auto same = [&](Level level) {
    const auto value = by(level);
    bool equal = true;
    for (std::size_t i = 0; i < kCount; ++i) {
      equal = equal &&
              std::bit_cast<std::uint64_t>(value[i]) == std::bit_cast<std::uint64_t>(scalar[i]);
    }
    return equal;
  };
  CHECK(same(level_base::binomial_values));
  if (__builtin_cpu_supports("avx2")) CHECK(same(level_avx2::binomial_values));
  if (lane_level() == LaneLevel::avx512) CHECK(same(level_avx512::binomial_values));
  CHECK(same(test::binomial_values_of_eight));
}

TEST_CASE("binomial: bad terms, steps and lists are refused") {
  const OptionTerms put = {OptionRight::put, 36, 40, 1, 0.06, 0, 0.2};
  const auto code = [](const auto& result) {
    return result.ok() ? std::string("ok") : result.errors()[0].code;
  };
  CHECK(code(binomial_options({}, 200)) == "V-204");
  for (const int steps : {-1, 0, 2'001}) CHECK(code(binomial_option({put}, steps)) == "V-204");
  CHECK(code(binomial_option({put}, 1)) == "ok");
  CHECK(code(binomial_option({put}, 2'000)) == "ok");
  OptionTerms bad = put;
  bad.spot = kNan;
  CHECK(code(binomial_option({bad}, 200)) == "V-201");
  // Drift 1 a year, volatility 0.05: a step of a year cannot hold it.
  const OptionTerms steep = {OptionRight::put, 36, 40, 1, 1, 0, 0.05};
  for (const UpChance chance : {UpChance::forward, UpChance::log_drift}) {
    CHECK(code(binomial_option({steep, kAmerican, chance}, 1)) == "V-204");
    const OptionTerms sinking = {OptionRight::put, 36, 40, 1, 0, 1, 0.05};
    CHECK(code(binomial_option({sinking, kAmerican, chance}, 1)) == "V-204");
    CHECK(code(binomial_option({steep, kAmerican, chance}, 2'000)) == "ok");
  }
  // A chance a little above 1 and a little below 0: volatility 0.05, drift 0.06 or -0.06 a step.
  CHECK(code(binomial_option({{OptionRight::put, 36, 40, 1, 0.06, 0, 0.05}}, 1)) == "V-204");
  CHECK(code(binomial_option({{OptionRight::put, 36, 40, 1, 0, 0.06, 0.05}}, 1)) == "V-204");
  const BinomialOption list[] = {{put}, {bad}, {steep}};
  const auto listed = binomial_options(list, 1);
  REQUIRE(listed.errors().size() == 2);
  CHECK(listed.errors()[0].message == "option 2: spot must be above 0");
  CHECK(listed.errors()[1].message.rfind("option 3: the lattice", 0) == 0);
}
