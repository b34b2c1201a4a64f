// What appraisals hide: V46, and series smoothed here and unsmoothed again.
#include "models/market/smoothing.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace pledgelab;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

using Numbers = std::vector<double>;

template <class T>
void refused(const Result<T>& result) {
  REQUIRE_FALSE(result.ok());
  CHECK(result.errors()[0].code == "V-304");
}

}  // namespace

TEST_CASE("unsmoothed SD: V46, and by hand") {
  CHECK(std::abs(unsmoothed_sd(.1147, .505).value() - .2000) < 5e-6);
  CHECK(unsmoothed_sd(.1, .6).value() == doctest::Approx(.2).epsilon(1e-14));  // √(1.6/.4) = 2
  CHECK(unsmoothed_sd(.1, 0).value() == .1);
  CHECK(unsmoothed_sd(0, .5).value() == 0);
  for (const double bad : {-.01, 1.0, 1.5, kNaN}) refused(unsmoothed_sd(.1, bad));
  refused(unsmoothed_sd(-.1, .5));
  refused(unsmoothed_sd(kNaN, .5));
}

TEST_CASE("unsmoothed values: appraisals made from true values give those back") {
  const Numbers truth = {4.6, 4.9, 4.2, 5.3, 5.1};
  const double w = .4;
  double ln_appraisal = truth[0];
  Numbers appraisals;
  for (const double value : truth) {
    ln_appraisal = (1 - w) * ln_appraisal + w * value;
    appraisals.push_back(std::exp(ln_appraisal));
  }
  const Numbers found = unsmoothed_ln_values(appraisals, w).value();
  REQUIRE(found.size() == 4);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(found[i] == doctest::Approx(truth[i + 1]).epsilon(1e-12));
  }
  const Numbers whole = unsmoothed_ln_values(appraisals, 1).value();
  CHECK(whole[0] == doctest::Approx(std::log(appraisals[1])).epsilon(1e-14));
}

TEST_CASE("unsmoothed values: one appraisal, a price of 0 or a weight of 0 refused") {
  refused(unsmoothed_ln_values(Numbers{}, .5));
  refused(unsmoothed_ln_values(Numbers{100}, .5));
  CHECK(unsmoothed_ln_values(Numbers{100, 110}, .5).value().size() == 1);
  for (const double bad : {0.0, -1.0, kNaN}) {
    refused(unsmoothed_ln_values(Numbers{100, bad}, .5));
    refused(unsmoothed_ln_values(Numbers{100, 110}, bad));
  }
  refused(unsmoothed_ln_values(Numbers{100, 110}, 1.01));
}
