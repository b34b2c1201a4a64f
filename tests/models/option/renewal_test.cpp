// Renewal: Schankerman-Pakes (acceptance V17 to V19) and Pakes's learning (V20).
#include "models/option/renewal.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "models/base/normal.hpp"
#include "models/option/renewal_learning.hpp"

using namespace pledgelab;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// Annual fees of a Chinese invention, thousand yuan.
const std::vector<double> kFees = {.9, .9, .9, 1.2, 1.2, 1.2, 2, 2, 2, 4,
                                   4,  4,  6,  6,   6,   8,   8, 8, 8, 8};

RenewalTerms chinese() { return {kFees, 0.15, 1 / 1.1}; }
FirstReturns lognormal() { return {std::log(5), 1.5}; }
bool within(double value, double expected) { return std::fabs(value / expected - 1) < 1e-3; }
LearningTerms learner() { return {kFees, .85, 1, 2, 5, .5, .9}; }

template <class T>
bool refused(const Result<T>& result, const char* code) {
  return !result.ok() && result.errors()[0].code == code && !result.errors()[0].message.empty();
}

}  // namespace

TEST_CASE("renewal: V17, a return that decays") {
  struct Row {
    double first_return;
    double value;
    int years;
  };
  for (const Row& row :
       {Row{2, 2.29891, 4}, Row{5, 12.38811, 6}, Row{10, 31.6614, 9}, Row{50, 197.73939, 14}}) {
    const auto worth = renewal_value(chinese(), row.first_return);
    REQUIRE(worth.ok());
    CHECK(std::fabs(worth.value().value - row.value) < 1e-4);
    CHECK(worth.value().years == row.years);
  }
}

TEST_CASE("renewal: two years by hand") {
  // Fees 1, 2; the return halves; a year's discount is a half. 4 brings 3, then 2 - 2: paid, as it
  // covers the fee. 3 brings 2 and stops. Less than 1 is never paid for.
  const RenewalTerms terms = {{1, 2}, 0.5, 0.5};
  CHECK(renewal_value(terms, 4).value().value == 3);
  CHECK(renewal_value(terms, 4).value().years == 2);
  CHECK(renewal_value(terms, 3).value().value == 2);
  CHECK(renewal_value(terms, 3).value().years == 1);
  CHECK(renewal_value(terms, 8).value().value == 7 + 0.5 * 2);
  CHECK(renewal_value(terms, 0.99).value().years == 0);
  CHECK(renewal_value(terms, 0).value().value == 0);
  // h = 1, 4: with ln r_1 ~ N(ln 4, 1) the shares are Φ(ln 4) and 1/2.
  const FirstReturns returns = {std::log(4), 1};
  const auto shares = renewal_shares(terms, returns);
  REQUIRE(shares.ok());
  CHECK(shares.value()[0] == doctest::Approx(normal_cdf(std::log(4))));
  CHECK(shares.value()[1] == doctest::Approx(0.5));
  CHECK(renewal_quantile(terms, returns, 0.5).value() == doctest::Approx(3));
  // The mean against a sum over 100,000 equal slices of the distribution.
  double sum = 0;
  const int slices = 100'000;
  for (int i = 0; i < slices; ++i) {
    sum += renewal_quantile(terms, returns, (i + 0.5) / slices).value();
  }
  CHECK(renewal_mean(terms, returns).value() == doctest::Approx(sum / slices).epsilon(1e-3));
  // A year without a fee is always paid for.
  CHECK(renewal_shares({{0, 1}, 0.1, 0.9}, returns).value()[0] == 1);
}

TEST_CASE("renewal: V18, the share that is renewed") {
  const auto shares = renewal_shares(chinese(), lognormal());
  REQUIRE(shares.ok());
  REQUIRE(shares.value().size() == 20);
  const std::vector<std::pair<std::size_t, double>> expected = {
      {4, 0.7345}, {7, 0.4844}, {10, 0.2043}, {13, 0.0776}, {20, 0.0088}};
  for (const auto& row : expected) {
    CHECK(std::fabs(shares.value()[row.first - 1] - row.second) < 1e-4);
  }
}

TEST_CASE("renewal: V19, the worth over patents") {
  CHECK(within(renewal_mean(chinese(), lognormal()).value(), 57.073));
  CHECK(within(renewal_quantile(chinese(), lognormal(), 0.5).value(), 12.388));
  CHECK(within(renewal_quantile(chinese(), lognormal(), 0.9).value(), 130.94));
  CHECK(within(renewal_quantile(chinese(), lognormal(), 0.99).value(), 691.01));
}

TEST_CASE("renewal: bad fees, terms and spreads are refused") {
  for (const std::vector<double>& fees :
       {std::vector<double>{}, std::vector<double>{1, -1}, std::vector<double>{2, 1},
        std::vector<double>{1, kNan}, std::vector<double>{1e13}, std::vector<double>(101, 1.0)}) {
    CHECK(refused(renewal_value({fees, 0.1, 0.9}, 5), "V-220"));
    CHECK(refused(renewal_shares({fees, 0.1, 0.9}, lognormal()), "V-220"));
    CHECK(refused(renewal_mean({fees, 0.1, 0.9}, lognormal()), "V-220"));
    CHECK(refused(renewal_quantile({fees, 0.1, 0.9}, lognormal(), 0.5), "V-220"));
    LearningTerms terms = learner();
    terms.fees = fees;
    CHECK(refused(learning_worth(terms, {1}), "V-220"));
  }
  for (const double bad : {-0.1, 1.0, kNan})
    CHECK(refused(renewal_value({kFees, bad, 0.9}, 5), "V-221"));
  for (const double bad : {0.0, 1.1, kNan})
    CHECK(refused(renewal_value({kFees, 0.1, bad}, 5), "V-221"));
  for (const double bad : {-1.0, 1.1e15, kNan})
    CHECK(refused(renewal_value(chinese(), bad), "V-221"));
  for (const FirstReturns& bad : {FirstReturns{kNan, 1}, FirstReturns{51, 1}, FirstReturns{-51, 1},
                                  FirstReturns{0, 0}, FirstReturns{0, 11}, FirstReturns{0, kNan}}) {
    CHECK(refused(renewal_shares(chinese(), bad), "V-222"));
    CHECK(refused(renewal_mean(chinese(), bad), "V-222"));
    CHECK(refused(renewal_quantile(chinese(), bad, 0.5), "V-222"));
  }
  for (const double bad : {0.0, 1.0, kNan})
    CHECK(refused(renewal_quantile(chinese(), lognormal(), bad), "V-222"));
}

TEST_CASE("learning: V20, the first year's worth") {
  const auto worth = learning_worth(learner(), {1, 5, 20});
  REQUIRE(worth.ok());
  CHECK(std::fabs(worth.value().values[0] - 5.538) < 0.05);
  CHECK(std::fabs(worth.value().values[1] - 17.273) < 0.05);
  CHECK(std::fabs(worth.value().values[2] - 70.430) < 0.05);
  // Pakes's result: thresholds do not fall with age and lie between 0 and the fee.
  double before = 0;
  for (std::size_t i = 0; i < kFees.size(); ++i) {
    const double threshold = worth.value().thresholds[i];
    CHECK(threshold >= before - 1e-9);
    CHECK(threshold <= kFees[i] + 1e-9);
    before = threshold;
  }
  CHECK(worth.value().thresholds.front() > 0);
}

TEST_CASE("learning: two years by hand") {
  // V(2, r) = max(0, r - 3). From r = 4, k r = 2 < 3: only what is found above 3 counts,
  //   ∫_3^∞ (z - 3) exp(-(1+z)/5)/5 dz = 5 e^(-4/5).
  // From r = 10, k r = 5: it stays (chance 1 - e^(-6/5)) at 5 - 3, or better is found:
  //   ∫_5^∞ (z - 3) exp(-(1+z)/5)/5 dz = (5 - 3 + 5) e^(-6/5).
  // Each with chance 1 - e^(-r/2) not to be ruined.
  const LearningTerms terms = {{2, 3}, 0.5, 0.5, 1, 5, 0.5, 0.9};
  const auto worth = learning_worth(terms, {4, 10, 0});
  REQUIRE(worth.ok());
  const double four = 4 - 2 + 0.9 * (1 - std::exp(-2)) * 5 * std::exp(-0.8);
  const double ten =
      10 - 2 + 0.9 * (1 - std::exp(-5)) * ((1 - std::exp(-1.2)) * 2 + 7 * std::exp(-1.2));
  CHECK(worth.value().values[0] == doctest::Approx(four).epsilon(1e-4));
  CHECK(worth.value().values[1] == doctest::Approx(ten).epsilon(1e-4));
  CHECK(worth.value().values[2] == 0);
  CHECK(worth.value().thresholds[1] == doctest::Approx(3).epsilon(1e-4));
  // In the second year of three what is found is spread by φ s = 2.5.
  const LearningTerms three = {{0, 2, 3}, 0.5, 0.5, 1, 5, 0.5, 0.9};
  const auto later = learning_worth(three, {100});
  REQUIRE(later.ok());
  // r = 100 is never ruined. k r = 50 stays with 1 - e^(-51/5); what little is found besides:
  // V(2, r) = r - 2 + 0.9 ((1 - e^(-(1+r/2)/2.5)) (r/2 - 3) + (r/2 - 3 + 2.5) e^(-(1+r/2)/2.5)),
  // = r - 2 + 0.9 (r/2 - 3 + 2.5 e^(-(1+r/2)/2.5)) where r is large.
  const double tail = std::exp(-51.0 / 5);
  const double stays = 50 - 2 + 0.9 * (25 - 3 + 2.5 * std::exp(-26 / 2.5));
  const double found = tail * 5 * 1.45;  // V(2, .) rises by 1 + 0.9/2 above 50
  CHECK(later.value().values[0] == doctest::Approx(100 + 0.9 * (stays + found)).epsilon(1e-6));
}

TEST_CASE("learning: the currency does not matter, more return is worth more") {
  LearningTerms yuan = learner();
  for (double& fee : yuan.fees) fee *= 1'000;
  yuan.ruin_rate /= 1'000;
  yuan.reach *= 1'000;
  yuan.spread *= 1'000;
  const auto thousand = learning_worth(learner(), {1, 5, 20});
  const auto one = learning_worth(yuan, {1'000, 5'000, 20'000});
  REQUIRE(thousand.ok());
  REQUIRE(one.ok());
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(one.value().values[i] ==
          doctest::Approx(1'000 * thousand.value().values[i]).epsilon(1e-6));
  }
  CHECK(thousand.value().values[0] < thousand.value().values[1]);
}

TEST_CASE("learning: what is out of the domain is refused") {
  const auto refuses = [](auto change) {
    LearningTerms terms = learner();
    change(terms);
    CHECK(refused(learning_worth(terms, {1}), "V-223"));
  };
  for (const double bad : {0.0, -1.0, kNan}) {
    refuses([&](LearningTerms& t) { t.kept_frac = bad; });
    refuses([&](LearningTerms& t) { t.ruin_rate = bad; });
    refuses([&](LearningTerms& t) { t.spread = bad; });
    refuses([&](LearningTerms& t) { t.spread_kept_frac = bad; });
    refuses([&](LearningTerms& t) { t.discount_factor = bad; });
  }
  for (const double bad : {-1.0, kNan}) refuses([&](LearningTerms& t) { t.reach = bad; });
  refuses([](LearningTerms& t) { t.kept_frac = 1.01; });
  refuses([](LearningTerms& t) { t.spread_kept_frac = 1.01; });
  refuses([](LearningTerms& t) { t.discount_factor = 1; });
  refuses([](LearningTerms& t) { t.fees = {0, 0}; });
  CHECK(refused(learning_worth(learner(), {}), "V-223"));
  for (const double bad : {-1.0, kNan, 1.1e12})
    CHECK(refused(learning_worth(learner(), {1, bad}), "V-223"));
}
