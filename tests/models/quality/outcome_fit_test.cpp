// Weights re-estimated on made outcomes: a true signal is found, noise is told as noise.
#include "models/quality/outcome_fit.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>

#include "engine/formats/csv.hpp"
#include "engine/formats/yaml.hpp"
#include "models/base/random.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;

namespace {

IndexPolicy shipped() {
  const std::string path = test::source_root() + "/policies/quality/hvp-base.yaml";
  return read_index_policy(read_yaml(path).value()).value();
}

double draw(std::uint64_t row, std::uint32_t what) {
  return uniform(11, what, Stream::sample_book, row);
}

// Patents with claims, inventors and family; the outcome by `rule` of the three (0..1 each).
using Rule = std::function<bool(double, double, std::uint64_t)>;
PatentSet made(int patents, const Rule& rule) {
  std::string text = "patent_id,claims_count,inventors_count,family_offices_count,renewed\n";
  for (int i = 0; i < patents; ++i) {
    const auto row = static_cast<std::uint64_t>(i);
    const double claims = draw(row, 1);
    const double inventors = draw(row, 2);
    text += "P" + std::to_string(i) + "," + std::to_string(static_cast<int>(claims * 1000)) + "," +
            std::to_string(static_cast<int>(inventors * 1000)) + "," +
            std::to_string(static_cast<int>(draw(row, 3) * 1000)) + "," +
            (rule(claims, inventors, row) ? "1" : "0") + "\n";
  }
  return read_patents(parse_csv(text, "made.csv").value(), "renewed").value();
}

const FittedWeight& weight(const OutcomeFit& fit, const char* name) {
  for (const FittedWeight& one : fit.weights) {
    if (one.indicator->name == name) return one;
  }
  REQUIRE(false);
  return fit.weights.front();
}

const OutcomeTest kRenewed = {"renewed", std::nullopt};

}  // namespace

TEST_CASE("outcome fit: an outcome that inventors make moves the weight to them, out of sample") {
  const PatentSet set = made(
      2000, [](double, double inventors, std::uint64_t row) { return draw(row, 4) < inventors; });
  const auto fit = fit_outcome(set, shipped(), kRenewed, 1);
  REQUIRE(fit.ok());
  // Signed: family 0.2 × 0.3 (through its stand-in), claims 0.25 × 0.2, inventors 0.25 × 0.05.
  CHECK(weight(fit.value(), "claims_count").signed_frac == doctest::Approx(0.05 / 0.1225));
  CHECK(weight(fit.value(), "inventors_count").signed_frac == doctest::Approx(0.0125 / 0.1225));
  CHECK(weight(fit.value(), "inventors_count").fitted_frac > 0.8);
  CHECK(weight(fit.value(), "inventors_count").slope >
        5 * weight(fit.value(), "inventors_count").slope_se);
  // P(y) = inventors ~ U: P(a hit has the higher u) = ∫∫ u (1 − v) 1{u > v}/¼ = 5/6.
  CHECK(fit.value().refitted.area.value == doctest::Approx(5.0 / 6).epsilon(0.03));
  CHECK(fit.value().refitted.area.value > fit.value().signed_index.area.value + 0.1);
  CHECK_FALSE(fit.value().refitted_is_noise);
  CHECK(fit.value().refitted.brier < fit.value().refitted.brier_base);
  // Weights pulled away from the truth are timid: the slope is above 1. Left free, it is 1.
  CHECK(fit.value().refitted.calibration_slope->value > 1.2);
  IndexPolicy free = shipped();
  free.shrinkage.value = 0;
  const auto loose = fit_outcome(set, free, kRenewed, 1);
  CHECK(loose.value().refitted.calibration_slope->value == doctest::Approx(1).epsilon(0.1));
  double sum = 0;
  for (const FittedWeight& one : fit.value().weights) sum += one.fitted_frac;
  CHECK(sum == doctest::Approx(1));
}

TEST_CASE("outcome fit: an outcome by luck is told as noise") {
  const PatentSet set =
      made(1500, [](double, double, std::uint64_t row) { return draw(row, 5) < 0.3; });
  const auto fit = fit_outcome(set, shipped(), kRenewed, 1);
  REQUIRE(fit.ok());
  CHECK(fit.value().signed_is_noise);
  CHECK(fit.value().refitted_is_noise);
  CHECK(fit.value().refitted.explained_frac < 0.005);
}

TEST_CASE("outcome fit: an outcome the wrong way round gives no weight below 0, and is noise") {
  const PatentSet set =
      made(1500, [](double claims, double, std::uint64_t row) { return draw(row, 6) > claims; });
  const auto fit = fit_outcome(set, shipped(), kRenewed, 1);
  REQUIRE(fit.ok());
  CHECK(weight(fit.value(), "claims_count").slope < 0);
  CHECK(weight(fit.value(), "claims_count").fitted_frac == 0);
}

TEST_CASE("outcome fit: figures are out of sample: weights fitted on luck do worse than none") {
  IndexPolicy free = shipped();
  free.shrinkage.value = 0;
  const PatentSet set =
      made(60, [](double, double, std::uint64_t row) { return draw(row, 5) < 0.5; });
  const auto fit = fit_outcome(set, free, kRenewed, 1);
  REQUIRE(fit.ok());
  CHECK(fit.value().refitted.explained_frac < 0);
}

TEST_CASE(
    "outcome fit: a negative slope beside positive ones has no weight; no pull the wrong way") {
  const PatentSet set = made(1500, [](double claims, double inventors, std::uint64_t row) {
    return draw(row, 6) < (inventors + 1 - claims) / 2;
  });
  const auto fit = fit_outcome(set, shipped(), kRenewed, 1);
  REQUIRE(fit.ok());
  CHECK(weight(fit.value(), "claims_count").slope < 0);
  CHECK(weight(fit.value(), "claims_count").fitted_frac == 0);
  CHECK(weight(fit.value(), "inventors_count").fitted_frac > 0.5);
  IndexPolicy held = shipped();
  held.shrinkage.value = 1e8;
  const PatentSet wrong =
      made(1500, [](double claims, double, std::uint64_t row) { return draw(row, 6) > claims; });
  const auto none = fit_outcome(wrong, held, kRenewed, 1);
  REQUIRE(none.ok());
  CHECK(std::fabs(weight(none.value(), "claims_count").slope) < 1e-3);
}

TEST_CASE("outcome fit: shrunk without end the fit keeps the signed weights") {
  IndexPolicy held = shipped();
  held.shrinkage.value = 1e8;
  const PatentSet set =
      made(800, [](double claims, double, std::uint64_t row) { return draw(row, 7) < claims; });
  const auto fit = fit_outcome(set, held, kRenewed, 1);
  REQUIRE(fit.ok());
  for (const FittedWeight& one : fit.value().weights) {
    CHECK(one.fitted_frac == doctest::Approx(one.signed_frac).epsilon(1e-3));
  }
}

TEST_CASE("outcome fit: the seed parts the folds, and the same seed gives the same figures") {
  const PatentSet set =
      made(600, [](double claims, double, std::uint64_t row) { return draw(row, 8) < claims; });
  const auto one = fit_outcome(set, shipped(), kRenewed, 1);
  const auto again = fit_outcome(set, shipped(), kRenewed, 1);
  const auto other = fit_outcome(set, shipped(), kRenewed, 2);
  CHECK(one.value().refitted.area.value == again.value().refitted.area.value);
  CHECK(one.value().refitted.brier != other.value().refitted.brier);
  CHECK(one.value().weights[0].slope == other.value().weights[0].slope);  // all patents: no folds
}

TEST_CASE("outcome fit: an indicator that is the outcome is no column of its own fit") {
  std::string text = "patent_id,claims_count,award_flag\n";
  for (int i = 0; i < 200; ++i) {
    const auto row = static_cast<std::uint64_t>(i);
    text += std::to_string(i) + "," + std::to_string(static_cast<int>(draw(row, 1) * 50)) + "," +
            (draw(row, 9) < 0.5 ? "1" : "0") + "\n";
  }
  const auto set = read_patents(parse_csv(text, "a.csv").value(), "award_flag").value();
  const auto fit = fit_outcome(set, shipped(), {"award_flag", std::nullopt}, 1);
  REQUIRE(fit.ok());
  CHECK(fit.value().left_out == find_indicator("award_flag"));
  for (const FittedWeight& one : fit.value().weights) CHECK(one.indicator->name != "award_flag");
}

TEST_CASE("outcome fit: what cannot be fitted is refused") {
  const auto code = [](const std::string& text, const OutcomeTest& test) {
    const auto set = read_patents(parse_csv(text, "a.csv").value(), test.column).value();
    const auto fit = fit_outcome(set, shipped(), test, 1);
    return fit.ok() ? std::string() : fit.errors().front().code;
  };
  CHECK(code("patent_id,claims_count,paid\nA,1,3\nB,2,1\n", {"paid", std::nullopt}) == "Q-110");
  CHECK(code("patent_id,claims_count,paid\nA,1,3\nB,2,1\n", {"paid", 2}) == "Q-111");
  CHECK(code("patent_id,claims_count,paid\nA,7,3\nB,7,1\n", {"paid", 2}) == "Q-113");
  CHECK(code("patent_id,renewal_years,paid\nA,7,3\nB,8,1\n", {"paid", 2}) == "Q-113");
}

TEST_CASE("outcome fit: empty outcomes are in no figure") {
  std::string text = "patent_id,claims_count,renewed\n";
  for (int i = 0; i < 100; ++i) {
    text += std::to_string(i) + "," + std::to_string(i) + "," +
            (i % 10 == 0                                    ? ""
             : draw(static_cast<std::uint64_t>(i), 4) < 0.5 ? "1"
                                                            : "0") +
            "\n";
  }
  const auto set = read_patents(parse_csv(text, "a.csv").value(), "renewed").value();
  const auto fit = fit_outcome(set, shipped(), kRenewed, 1);
  REQUIRE(fit.ok());
  CHECK(fit.value().without_outcome == 10);
  CHECK(fit.value().refitted.cases == 90);
  CHECK(fit.value().weights[0].observed == 90);
}

TEST_CASE("outcome fit: how an outcome is written") {
  CHECK(parse_outcome("renewed").value().column == "renewed");
  CHECK_FALSE(parse_outcome("renewed").value().at_least.has_value());
  CHECK(parse_outcome("fees>=2").value().column == "fees");
  CHECK(parse_outcome("fees>=2").value().at_least == 2.0);
  for (const char* bad : {"", ">=2", "fees>=", "fees>=two", "fees>=nan", "fees>=2x"}) {
    CHECK_MESSAGE(!parse_outcome(bad).ok(), bad);
  }
}
