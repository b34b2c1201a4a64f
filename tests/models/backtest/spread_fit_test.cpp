// The spread of least mean CRPS: hand derivations, and a ledger whose spread is known.
#include "models/backtest/spread_fit.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "models/backtest/scores.hpp"
#include "models/base/normal.hpp"

using namespace pledgelab;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// n errors at the quantiles of a normal of SD τ, stated at s.
std::vector<ForecastError> normal_errors(int n, double tau, double stated) {
  std::vector<ForecastError> errors;
  for (int i = 0; i < n; ++i) errors.push_back({tau * normal_quantile((i + .5) / n), stated});
  return errors;
}

double mean_crps(const std::vector<ForecastError>& errors, double scale) {
  double sum = 0;
  for (const ForecastError& one : errors) {
    sum += crps_normal(0, scale * one.ln_sd, one.error_ln).value();
  }
  return sum / static_cast<double>(errors.size());
}

void refused(const std::vector<ForecastError>& errors) {
  const auto found = spread_scale(errors);
  REQUIRE_FALSE(found.ok());
  CHECK(found.errors()[0].code == "B-158");
}

constexpr auto kReappraisal = Realisation::reappraisal;

ValueForecast said(const std::string& asset, const std::string& method, double median,
                   double ln_sd = .5) {
  return {
      asset, std::nullopt, *parse_date("2024-01-01"), kReappraisal, {0, std::log(median), ln_sd},
      0,     method};
}

RealisedValue came(const std::string& asset, double yuan) {
  return {asset,        *parse_date("2024-06-01"),
          kReappraisal, Money::of_fen(std::llround(yuan * 100)),
          "V",          0};
}

// A ledger of n rights by one method: stated s, errors at the quantiles of a normal of SD τ.
struct Ledger {
  std::vector<ValueForecast> forecasts = {};
  std::vector<RealisedValue> outcomes = {};

  void add(const std::string& method, int n, double tau, double stated) {
    for (int i = 0; i < n; ++i) {
      const std::string asset = method + std::to_string(i);
      forecasts.push_back(said(asset, method, 1e8, stated));
      outcomes.push_back(came(asset, 1e8 * std::exp(tau * normal_quantile((i + .5) / n))));
    }
  }
};

}  // namespace

TEST_CASE("spread scale: errors of one size, by hand") {
  // All |e| = 1, s = 1: 2 φ(1/c) = 1/√π, so e^(-1/(2c²)) = 1/√2 and c = 1/√(ln 2) = 1.2011224. The
  // score there is what is left of z (2Φ(z) - 1) s: erf(√(ln 2 / 2)).
  std::vector<ForecastError> errors = {{1, 1}, {-1, 1}, {1, 1}, {-1, 1}, {1, 1}};
  const SpreadScale fit = spread_scale(errors).value();
  CHECK(fit.scale == doctest::Approx(1 / std::sqrt(std::log(2.0))).epsilon(1e-9));
  CHECK(fit.mean_crps_fitted == doctest::Approx(std::erf(std::sqrt(std::log(2.0) / 2))));
  // As stated, at z = 1: 2Φ(1) - 1 + 2φ(1) - 1/√π = .6826895 + .4839414 - .5641896.
  CHECK(fit.mean_crps_stated == doctest::Approx(.6024413).epsilon(1e-6));
  for (ForecastError& one : errors) one.ln_sd = 2;
  CHECK(spread_scale(errors).value().scale ==
        doctest::Approx(.5 / std::sqrt(std::log(2.0))).epsilon(1e-9));
  // Errors and spreads times ten: the same c.
  for (ForecastError& one : errors) one = {one.error_ln * 10, one.ln_sd * 10};
  CHECK(spread_scale(errors).value().scale ==
        doctest::Approx(.5 / std::sqrt(std::log(2.0))).epsilon(1e-9));
}

TEST_CASE("spread scale: normal errors give their own SD back") {
  // E 2φ(e/σ) = 2σ/√(2π(σ² + τ²)), which is 1/√π at σ = τ alone.
  CHECK(spread_scale(normal_errors(4000, .7, .35)).value().scale ==
        doctest::Approx(2).epsilon(2e-3));
  CHECK(spread_scale(normal_errors(4000, .35, .7)).value().scale ==
        doctest::Approx(.5).epsilon(2e-3));
  CHECK(spread_scale(normal_errors(4000, 2.1, 2.1)).value().scale ==
        doctest::Approx(1).epsilon(2e-3));
  // Rights of several stated spreads, each half as wide as it should be.
  std::vector<ForecastError> mixed = normal_errors(2000, .7, .35);
  for (const ForecastError& one : normal_errors(2000, 4.2, 2.1)) mixed.push_back(one);
  CHECK(spread_scale(mixed).value().scale == doctest::Approx(2).epsilon(2e-3));
}

TEST_CASE("spread scale: no other scale scores better, and a bias widens it") {
  const std::vector<ForecastError> errors = {{.2, .3}, {-.9, .5}, {1.4, .4}, {.1, .3}, {-.3, 1.1}};
  const SpreadScale fit = spread_scale(errors).value();
  CHECK(fit.mean_crps_fitted == doctest::Approx(mean_crps(errors, fit.scale)).epsilon(1e-12));
  CHECK(fit.mean_crps_stated == doctest::Approx(mean_crps(errors, 1)).epsilon(1e-12));
  for (const double other : {.2, .5, .9, .99, 1.01, 1.1, 2.0, 5.0}) {
    CHECK(mean_crps(errors, fit.scale * other) > fit.mean_crps_fitted);
  }
  std::vector<ForecastError> biased = normal_errors(500, .5, .5);
  for (ForecastError& one : biased) one.error_ln -= 1;
  CHECK(spread_scale(biased).value().scale > 1.5);
}

TEST_CASE("spread scale: too few, not finite, or nothing to fit is refused") {
  refused({});
  refused({{1, 1}, {-1, 1}, {1, 1}, {-1, 1}});
  CHECK(spread_scale(std::vector<ForecastError>(5, {1, 1})).ok());
  refused({{1, 1}, {-1, 1}, {1, 1}, {-1, 1}, {kNaN, 1}});
  refused({{1, 1}, {-1, 1}, {1, 1}, {-1, 1}, {1, 0}});
  refused({{1, 1}, {-1, 1}, {1, 1}, {-1, 1}, {1, kNaN}});
  refused(std::vector<ForecastError>(5, {0, 1}));
  refused(std::vector<ForecastError>(5, {1e9, 1}));
  // Most of the outcomes on their medians: the narrower the better.
  refused({{0, 1}, {0, 1}, {0, 1}, {0, 1}, {1, 1}});
}

TEST_CASE("shrunk scale, by hand") {
  const std::vector<CountedScale> one = {{2, 5}};
  CHECK(shrunk_scale(one, 10).value() == doctest::Approx(std::sqrt(30.0 / 15)).epsilon(1e-14));
  CHECK(shrunk_scale(one, 0).value() == 2);
  const std::vector<CountedScale> two = {{2, 5}, {1, 10}};
  CHECK(shrunk_scale(two, 5).value() ==
        doctest::Approx(std::sqrt((5 + 20 + 10) / 20.0)).epsilon(1e-14));
  const auto bad = [](double scale, double count, double prior) {
    const std::vector<CountedScale> scales = {{scale, count}};
    const auto found = shrunk_scale(scales, prior);
    REQUIRE_FALSE(found.ok());
    CHECK(found.errors()[0].code == "B-159");
  };
  bad(0, 5, 10);
  bad(2, 0, 10);
  bad(2, 5, -1);
  bad(kNaN, 5, 10);
  bad(2, kNaN, 10);
  bad(2, 5, kNaN);
  CHECK_FALSE(shrunk_scale({}, 10).ok());
}

TEST_CASE("method spreads: a made ledger gives each method's known spread back") {
  Ledger ledger;
  ledger.add("relief_from_royalty", 400, .7, .35);
  ledger.add("survey_prior", 400, 1.05, 2.1);
  ledger.add("effort_cost", 4, 1, 1);
  ledger.forecasts.push_back(said("none", "", 100));  // of several methods: no method's
  ledger.outcomes.push_back(came("none", 5000));
  const auto found = method_spreads(ledger.forecasts, ledger.outcomes, 10);
  REQUIRE(found.ok());
  REQUIRE(found.value().size() == 3);
  const MethodSpread& few = found.value()[0];
  CHECK(few.method == "effort_cost");
  CHECK(few.count == 4);
  CHECK_FALSE(few.fit.has_value());
  CHECK(few.shrunk == 1);
  CHECK(few.weight_frac == 0);
  const MethodSpread& relief = found.value()[1];
  CHECK(relief.method == "relief_from_royalty");
  CHECK(relief.count == 400);
  CHECK(relief.fit->scale == doctest::Approx(2).epsilon(1e-2));
  CHECK(relief.mean_ln_sd == doctest::Approx(.35));
  CHECK(std::abs(relief.mean_error_ln) < 1e-6);
  CHECK(relief.weight_frac == doctest::Approx(400.0 / 410));
  const double c = relief.fit->scale;
  CHECK(relief.shrunk == doctest::Approx(std::sqrt((10 + 400 * c * c) / 410)).epsilon(1e-12));
  CHECK(found.value()[2].fit->scale == doctest::Approx(.5).epsilon(1e-2));
}

TEST_CASE(
    "method spreads: each method is matched by itself, outcomes of 0 and late forecasts not") {
  Ledger ledger;
  ledger.add("relief_from_royalty", 6, .7, .35);
  for (int i = 0; i < 6; ++i) {  // another method on the same rights and day
    ledger.forecasts.push_back(
        said("relief_from_royalty" + std::to_string(i), "effort_cost", 1e8, 1));
  }
  auto found = method_spreads(ledger.forecasts, ledger.outcomes, 10).value();
  REQUIRE(found.size() == 2);
  CHECK(found[0].count == 6);
  CHECK(found[1].count == 6);
  CHECK(found[0].fit->scale == doctest::Approx(found[1].fit->scale * .35).epsilon(1e-9));
  ledger.outcomes[0].amount = Money();
  ledger.forecasts[1].made_on = ledger.outcomes[1].date;
  ledger.forecasts[2].worth.zero_frac = 1;
  ledger.forecasts[3].purpose = Realisation::sale;
  found = method_spreads(ledger.forecasts, ledger.outcomes, 10).value();
  CHECK(found[0].count == 5);  // the unsold one is of both
  CHECK(found[1].count == 2);
  CHECK_FALSE(found[1].fit.has_value());
}

TEST_CASE("method spreads: no method named, or none with five outcomes, is refused") {
  Ledger ledger;
  ledger.add("", 8, 1, 1);
  auto found = method_spreads(ledger.forecasts, ledger.outcomes, 10);
  REQUIRE_FALSE(found.ok());
  CHECK(found.errors()[0].code == "B-168");
  ledger.add("survey_prior", 4, 1, 1);
  ledger.add("effort_cost", 2, 1, 1);
  found = method_spreads(ledger.forecasts, ledger.outcomes, 10);
  REQUIRE_FALSE(found.ok());
  CHECK(found.errors()[0].code == "B-169");
  CHECK(found.errors()[0].message.find("effort_cost 2, survey_prior 4") != std::string::npos);
  ledger.add("own_transaction", 5, 1, 1);
  CHECK(method_spreads(ledger.forecasts, ledger.outcomes, 10).ok());
  CHECK(method_spreads(ledger.forecasts, ledger.outcomes, -1).errors()[0].code == "B-159");
  CHECK(method_spreads({}, {}, 10).errors()[0].code == "B-168");
}

TEST_CASE("forecast of a valuation: its method where one alone has weight") {
  Valuation valuation;
  valuation.as_of = *parse_date("2024-01-01");
  valuation.mean_yuan = 100;
  valuation.ln_sd = .5;
  valuation.methods = {{"relief_from_royalty", "F21", 100, .5, 1}};
  const Asset asset;
  CHECK(forecast_of(valuation, asset)->method == "relief_from_royalty");
  valuation.methods.push_back({"own_transaction", "F164", 10, .3, 0});
  CHECK(forecast_of(valuation, asset)->method == "relief_from_royalty");
  valuation.methods[1].weight_frac = .01;
  CHECK(forecast_of(valuation, asset)->method.empty());
  valuation.methods[1].weight_frac = 0;
  valuation.zero_frac = .25;  // an open question of law spreads it too
  CHECK(forecast_of(valuation, asset)->method.empty());
  valuation.mean_yuan = 0;
  CHECK(forecast_of(valuation, asset)->method.empty());
}
