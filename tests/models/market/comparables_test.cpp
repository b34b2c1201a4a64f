// Kernel and hedonic prices: V45, the refusal below five effective comparables, and by hand.
#include "models/market/comparables.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>

using namespace pledgelab;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

using Numbers = std::vector<double>;
using Comparables = std::vector<Comparable>;

const Comparables kV45 = {{50, {0}}, {80, {1}}, {120, {2}}, {300, {4}}};

template <class T>
void refused(const Result<T>& result, const char* code) {
  REQUIRE_FALSE(result.ok());
  CHECK(result.errors()[0].code == code);
}

}  // namespace

TEST_CASE("kernel price: V45, and the method refuses what the formula answers") {
  const KernelPrice price = kernel_price(kV45, Numbers{1.5}, Numbers{.8}).value();
  CHECK(std::abs(price.price_yuan - 92.3745) < 1e-4);
  CHECK(std::abs(price.effective_count - 2.4086) < 1e-4);
  const auto method = market_estimate(kV45, Numbers{1.5}, Numbers{.8});
  refused(method, "V-301");
  CHECK(method.errors()[0].message == "only 2.4 effective comparables of 4, needs 5");
}

TEST_CASE("kernel price by hand: two at one distance, two features, far from all") {
  // ln prices 0 and 2, equal weights: centre 1, scatter 1, two effective.
  const Comparables two = {{1, {-1}}, {std::exp(2.0), {1}}};
  const KernelPrice price = kernel_price(two, Numbers{0}, Numbers{3}).value();
  CHECK(price.price_yuan == doctest::Approx(std::exp(1.0)).epsilon(1e-14));
  CHECK(price.scatter_ln_sd == doctest::Approx(1).epsilon(1e-14));
  CHECK(price.effective_count == doctest::Approx(2).epsilon(1e-14));
  // One bandwidth away in the second feature only: weights 1 and e^-½ = w; centre 2w/(1 + w).
  const Comparables plane = {{1, {5, 0}}, {std::exp(2.0), {5, 10}}};
  const double w = std::exp(-.5);
  const KernelPrice tilted = kernel_price(plane, Numbers{5, 0}, Numbers{1, 10}).value();
  CHECK(std::log(tilted.price_yuan) == doctest::Approx(2 * w / (1 + w)).epsilon(1e-13));
  CHECK(tilted.effective_count == doctest::Approx((1 + w) * (1 + w) / (1 + w * w)).epsilon(1e-13));
  // A thousand bandwidths away the nearest answers alone, not 0/0.
  const KernelPrice far = kernel_price(kV45, Numbers{1000}, Numbers{.8}).value();
  CHECK(far.price_yuan == doctest::Approx(300));
  CHECK(far.effective_count == doctest::Approx(1));
}

TEST_CASE("market estimate: five alike are enough; the spread is never below a half") {
  Comparables alike(5, Comparable{200, {3}});
  const MarketEstimate estimate = market_estimate(alike, Numbers{3}, Numbers{1}).value();
  CHECK(estimate.ln_centre == doctest::Approx(std::log(200.0)).epsilon(1e-14));
  CHECK(estimate.effective_count == doctest::Approx(5));
  CHECK(estimate.ln_sd == .5);
  alike.pop_back();
  refused(market_estimate(alike, Numbers{3}, Numbers{1}), "V-301");
  // ln prices ±3: scatter 3, six effective, 3/√6.
  Comparables apart;
  for (int i = 0; i < 6; ++i) apart.push_back({std::exp(i % 2 == 0 ? 3.0 : -3.0), {0}});
  CHECK(market_estimate(apart, Numbers{0}, Numbers{1}).value().ln_sd ==
        doctest::Approx(3 / std::sqrt(6.0)).epsilon(1e-13));
}

TEST_CASE("kernel price: what cannot be compared is refused and told which") {
  refused(kernel_price({}, Numbers{1}, Numbers{1}), "V-302");
  refused(kernel_price(kV45, Numbers{}, Numbers{}), "V-302");
  refused(kernel_price(kV45, Numbers{1}, Numbers{}), "V-302");
  refused(kernel_price(kV45, Numbers{1, 2}, Numbers{1, 1}), "V-302");
  refused(kernel_price(kV45, Numbers{kNaN}, Numbers{1}), "V-302");
  for (const double bad : {0.0, -1.0, kNaN}) {
    const auto narrow = kernel_price(kV45, Numbers{1}, Numbers{bad});
    refused(narrow, "V-302");
    CHECK(narrow.errors()[0].message.find("bandwidths above 0") != std::string::npos);
    Comparables priced = kV45;
    priced[2].price_yuan = bad;
    const auto result = kernel_price(priced, Numbers{1}, Numbers{1});
    refused(result, "V-302");
    CHECK(result.errors()[0].message == "comparable 3 needs a price above 0");
  }
  Comparables odd = kV45;
  odd[1].features = {kNaN};
  refused(kernel_price(odd, Numbers{1}, Numbers{1}), "V-302");
  odd[1].features = {};
  refused(kernel_price(odd, Numbers{1}, Numbers{1}), "V-302");
  refused(kernel_price(kV45, Numbers{1e200}, Numbers{1e-200}), "V-302");
}

TEST_CASE("hedonic price by hand: two at each end of one feature") {
  // ln P = 0, 2 at -1 and 4, 6 at 1: means 1 and 5, so 3 + 2x; residuals ±1, s² = 4/2, total 20.
  const Comparables four = {
      {1, {-1}}, {std::exp(2.0), {-1}}, {std::exp(4.0), {1}}, {std::exp(6.0), {1}}};
  const Hedonic hedonic = fit_hedonic(four).value();
  CHECK(hedonic.fit.coefficients[0] == doctest::Approx(3).epsilon(1e-13));
  CHECK(hedonic.fit.coefficients[1] == doctest::Approx(2).epsilon(1e-13));
  CHECK(hedonic.fit.residual_sd == doctest::Approx(std::sqrt(2.0)).epsilon(1e-13));
  CHECK(hedonic.fit.r_squared == doctest::Approx(.8).epsilon(1e-13));
  // In the middle x'(X'X)^-1 x = 1/4, at an end 1/2.
  const MarketEstimate middle = hedonic_price(hedonic, Numbers{0}).value();
  CHECK(middle.ln_centre == doctest::Approx(3).epsilon(1e-13));
  CHECK(middle.ln_sd == doctest::Approx(std::sqrt(2.5)).epsilon(1e-13));
  CHECK(middle.effective_count == doctest::Approx(4).epsilon(1e-13));
  CHECK(hedonic_price(hedonic, Numbers{1}).value().ln_sd ==
        doctest::Approx(std::sqrt(3.0)).epsilon(1e-13));
}

TEST_CASE(
    "hedonic price: too few rows, a feature that depends on another, a wrong subject refused") {
  refused(fit_hedonic({}), "V-302");
  const auto few = fit_hedonic(Comparables{{1, {0}}, {2, {1}}, {3, {2}}});
  refused(few, "V-303");
  CHECK(few.errors()[0].message == "a hedonic regression of 1 features needs 4 comparables, has 3");
  CHECK(fit_hedonic(Comparables{{1, {0}}, {2, {1}}, {3, {2}}, {4, {3}}}).ok());
  // Two classes that fill the whole: with the constant they say the same thing twice.
  refused(fit_hedonic(Comparables{
              {1, {1, 0}}, {2, {1, 0}}, {3, {0, 1}}, {4, {0, 1}}, {5, {0, 1}}, {6, {1, 0}}}),
          "V-303");
  Comparables odd = kV45;
  odd[3].features = {1, 2};
  refused(fit_hedonic(odd), "V-302");
  const Hedonic hedonic = fit_hedonic(kV45).value();
  refused(hedonic_price(hedonic, Numbers{}), "V-302");
  refused(hedonic_price(hedonic, Numbers{1, 2}), "V-302");
  CHECK(hedonic_price(hedonic, Numbers{}).errors()[0].message ==
        "the subject of a hedonic price needs 1 finite features");
  refused(hedonic_price(hedonic, Numbers{kNaN}), "V-302");
}
