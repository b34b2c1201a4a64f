// Splits of a change: V44, the glove game, and by hand.
#include "models/appraisal/attribution.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <numeric>

using namespace pledgelab;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

using Numbers = std::vector<double>;

const Numbers kBefore = {100, .04, 4.5};
const Numbers kAfter = {120, .03, 4.0};

double sum(const Numbers& parts) { return std::accumulate(parts.begin(), parts.end(), 0.0); }

void refused(const Result<Numbers>& result) {
  REQUIRE_FALSE(result.ok());
  CHECK(result.errors()[0].code == "V-316");
}

}  // namespace

TEST_CASE("Shapley and LMDI of a royalty product: V44") {
  const Numbers shapley = shapley_split(product_by_subset(kBefore, kAfter).value()).value();
  const double expected[] = {2.98333, -4.66667, -1.91667};
  for (std::size_t i = 0; i < 3; ++i) CHECK(std::abs(shapley[i] - expected[i]) < 1e-5);
  CHECK(sum(shapley) == doctest::Approx(-3.6).epsilon(1e-13));
  const Numbers divisia = divisia_split(kBefore, kAfter).value();
  const double logarithmic[] = {2.94141, -4.64121, -1.90021};
  for (std::size_t i = 0; i < 3; ++i) CHECK(std::abs(divisia[i] - logarithmic[i]) < 1e-5);
  CHECK(sum(divisia) == doctest::Approx(-3.6).epsilon(1e-13));
}

TEST_CASE("Shapley: the glove game (one left glove, two right ones) and two drivers by hand") {
  // A pair needs driver 0 and one of the others: Shapley 2/3, 1/6, 1/6.
  const Numbers gloves = shapley_split(Numbers{0, 0, 0, 1, 0, 1, 0, 1}).value();
  CHECK(gloves[0] == doctest::Approx(2.0 / 3).epsilon(1e-14));
  CHECK(gloves[1] == doctest::Approx(1.0 / 6).epsilon(1e-14));
  CHECK(gloves[2] == doctest::Approx(1.0 / 6).epsilon(1e-14));
  // ½(1 - 0) + ½(10 - 2) and ½(2 - 0) + ½(10 - 1)
  const Numbers two = shapley_split(Numbers{0, 1, 2, 10}).value();
  CHECK(two[0] == doctest::Approx(4.5).epsilon(1e-14));
  CHECK(two[1] == doctest::Approx(5.5).epsilon(1e-14));
  CHECK(shapley_split(Numbers{3, 5}).value() == Numbers{2});
}

TEST_CASE("Shapley: nine drivers that only add get what they add; one that does nothing gets 0") {
  Numbers worths;
  for (std::size_t subset = 0; subset < 512; ++subset) {
    double worth = 7;
    for (std::size_t i = 0; i < 8; ++i) {
      if ((subset >> i & 1U) != 0) worth += static_cast<double>(i) + 1;
    }
    worths.push_back(worth);
  }
  const Numbers parts = shapley_split(worths).value();
  REQUIRE(parts.size() == 9);
  for (std::size_t i = 0; i < 8; ++i) {
    CHECK(parts[i] == doctest::Approx(static_cast<double>(i) + 1).epsilon(1e-12));
  }
  CHECK(parts[8] == 0);
}

TEST_CASE("LMDI: a change that cancels, and factors that stand still") {
  // 2 × 3 = 3 × 2: L(6, 6) = 6.
  const Numbers parts = divisia_split(Numbers{2, 3}, Numbers{3, 2}).value();
  CHECK(parts[0] == doctest::Approx(6 * std::log(1.5)).epsilon(1e-14));
  CHECK(parts[1] == doctest::Approx(-6 * std::log(1.5)).epsilon(1e-14));
  CHECK(divisia_split(Numbers{2, 3}, Numbers{2, 3}).value() == Numbers{0, 0});
  // A hair apart the parts still sum to the change.
  const Numbers hair = divisia_split(Numbers{2, 3}, Numbers{2 * (1 + 1e-9), 3}).value();
  CHECK(hair[0] == doctest::Approx(6e-9).epsilon(1e-6));
}

TEST_CASE("splits: empty, of another size, not finite, or a factor of 0 refused") {
  refused(shapley_split(Numbers{}));
  refused(shapley_split(Numbers{1}));
  refused(shapley_split(Numbers{1, 2, 3}));
  refused(shapley_split(Numbers(1024, 1.0)));
  refused(shapley_split(Numbers{1, kNaN}));
  refused(product_by_subset(Numbers{}, Numbers{}));
  refused(product_by_subset(Numbers{1}, Numbers{1, 2}));
  refused(product_by_subset(Numbers(10, 1.0), Numbers(10, 1.0)));
  refused(product_by_subset(Numbers{kNaN}, Numbers{1}));
  refused(product_by_subset(Numbers{1}, Numbers{kNaN}));
  refused(divisia_split(Numbers{}, Numbers{}));
  refused(divisia_split(Numbers{1, 0}, Numbers{1, 2}));
  refused(divisia_split(Numbers{1, 2}, Numbers{1, 0}));
  refused(divisia_split(Numbers{1, 2}, Numbers{1, -2}));
  refused(divisia_split(Numbers{1, kNaN}, Numbers{1, 2}));
  refused(divisia_split(Numbers{1e200, 1e200}, Numbers{1, 1}));
  refused(divisia_split(Numbers{1, 1}, Numbers{1e200, 1e200}));
  refused(divisia_split(Numbers{1e-200, 1e-200}, Numbers{1, 1}));
  refused(divisia_split(Numbers{1, 1}, Numbers{1e-200, 1e-200}));
  CHECK(shapley_split(product_by_subset(Numbers(9, 1.0), Numbers(9, 2.0)).value()).ok());
}
