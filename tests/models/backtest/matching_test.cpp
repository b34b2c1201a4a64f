// Which forecast an outcome is held against.
#include "models/backtest/matching.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

using namespace pledgelab;

namespace {

ValueForecast said(const std::string& asset, const std::string& date, Realisation purpose) {
  return {asset, std::nullopt, *parse_date(date), purpose, {0, 0, 1}, 0};
}

RealisedValue came(const std::string& asset, const std::string& date, Realisation what,
                   std::int64_t yuan = 100, const std::string& valuer = {}) {
  return {asset, *parse_date(date), what, Money::of_yuan(yuan), valuer, 0};
}

constexpr auto kSale = Realisation::sale;
constexpr auto kReappraisal = Realisation::reappraisal;

}  // namespace

TEST_CASE("matching: the last forecast before the day, of the same right and purpose") {
  const std::vector<ValueForecast> forecasts = {
      said("A", "2024-03-01", kSale),        // 0: the last before
      said("A", "2024-01-01", kSale),        // 1: earlier
      said("A", "2024-06-01", kSale),        // 2: of the day itself
      said("A", "2024-05-01", kReappraisal)  // 3: another purpose
  };
  const std::vector<RealisedValue> outcomes = {came("A", "2024-06-01", kSale)};
  const auto matches = match_forecasts(forecasts, outcomes);
  REQUIRE(matches.pairs.size() == 1);
  CHECK(matches.pairs[0].forecast == 0);
  CHECK(matches.pairs[0].days == 92);  // 31 + 30 + 31
  CHECK(matches.open_count == 3);
  CHECK(matches.shared_count == 0);
}

TEST_CASE("matching: an outcome without a forecast says why; the order of rows moves nothing") {
  const std::vector<ValueForecast> forecasts = {said("A", "2024-03-01", kSale),
                                                said("B", "2024-03-01", kReappraisal),
                                                said("C", "2024-03-01", kSale)};
  std::vector<RealisedValue> outcomes = {
      came("D", "2024-06-01", kSale), came("C", "2024-03-01", kSale),
      came("B", "2024-06-01", kSale), came("A", "2024-07-01", kSale),
      came("A", "2024-06-01", kSale)};
  const auto matches = match_forecasts(forecasts, outcomes);
  REQUIRE(matches.pairs.size() == 2);
  CHECK(matches.pairs[0].outcome == 4);
  CHECK(matches.pairs[1].outcome == 3);
  CHECK(matches.shared_count == 2);  // both stand on the one forecast of A
  CHECK(matches.open_count == 2);
  REQUIRE(matches.unmatched.size() == 3);
  CHECK(matches.unmatched[0].outcome == 2);
  CHECK(matches.unmatched[0].why == Unforecast::other_purpose);
  CHECK(matches.unmatched[1].why == Unforecast::not_before);
  CHECK(matches.unmatched[2].why == Unforecast::no_forecast);
  std::reverse(outcomes.begin(), outcomes.end());
  const auto turned = match_forecasts(forecasts, outcomes);
  CHECK(turned.pairs[0].outcome == 0);
  CHECK(turned.pairs[0].days == matches.pairs[0].days);
  CHECK(match_forecasts({}, {}).pairs.empty());
}

TEST_CASE("matching: a sale tests the last appraisal before it") {
  const std::vector<RealisedValue> outcomes = {
      came("A", "2024-01-01", kReappraisal, 300, "V-1"),
      came("A", "2024-02-01", kReappraisal, 400, "V-2"),
      came("A", "2024-03-01", kReappraisal, 0, "V-4"),    // has no ratio
      came("A", "2024-04-01", kReappraisal, 500, "V-3"),  // of the day itself
      came("A", "2024-04-01", kSale, 100),
      came("B", "2024-04-01", kSale, 100),  // never appraised
      came("C", "2024-01-01", kReappraisal, 300, "V-1"),
      came("C", "2024-04-01", kSale, 0),  // nobody bought
      came("D", "2024-01-01", kReappraisal, 300, "V-1"),
      came("D", "2024-04-01", Realisation::licence, 100)};  // no sale
  const auto tests = match_appraisals(outcomes);
  REQUIRE(tests.tested.size() == 1);
  CHECK(outcomes[tests.tested[0].appraisal].valuer_id == "V-2");
  CHECK(tests.tested[0].sale == 4);
  CHECK(tests.tested[0].days == 60);
  CHECK(tests.tested[0].ln_ratio == doctest::Approx(std::log(4.0)));
  CHECK(tests.unsold_count == 1);
  CHECK(tests.unappraised_count == 1);
}

TEST_CASE("matching: a valuation becomes the forecast it reports") {
  Asset asset;
  asset.id = "A";
  asset.kind = AssetKind::trademark;
  Valuation valuation;
  valuation.as_of = *parse_date("2024-05-01");
  valuation.mean_yuan = 1000;
  valuation.ln_sd = 0.5;
  const ValueForecast forecast = forecast_of(valuation, asset).value();
  CHECK(forecast.asset_id == "A");
  CHECK(*forecast.kind == AssetKind::trademark);
  CHECK(to_iso(forecast.made_on) == "2024-05-01");
  CHECK(forecast.purpose == Realisation::reappraisal);
  CHECK(forecast.worth.zero_frac == 0);
  CHECK(forecast.worth.ln_mean == doctest::Approx(std::log(1000) - 0.125));
  CHECK(forecast.worth.ln_sd == 0.5);
  // A quarter nothing: 1000 are three quarters of what it is worth else, as the page's quantiles.
  valuation.zero_frac = .25;
  const ValueForecast open = forecast_of(valuation, asset).value();
  CHECK(open.worth.zero_frac == .25);
  CHECK(open.worth.ln_mean == doctest::Approx(std::log(1000 / .75) - 0.125));
  CHECK(open.worth.ln_sd == 0.5);
  valuation.zero_frac = 1;
  valuation.mean_yuan = 0;
  valuation.flags = {"expired"};
  CHECK(forecast_of(valuation, asset).value().worth.zero_frac == 1);
  // What was not valued for want of evidence is no forecast of nothing.
  valuation.flags = {"default royalty", "refused V-121: no filing date"};
  CHECK_FALSE(forecast_of(valuation, asset).has_value());
}

TEST_CASE("matching: of one day, several methods together stand before one alone, then by name") {
  std::vector<ValueForecast> forecasts = {said("A", "2024-03-01", kSale),
                                          said("A", "2024-03-01", kSale),
                                          said("A", "2024-03-01", kSale)};
  forecasts[0].method = "survey_prior";
  forecasts[1].method = "effort_cost";
  const std::vector<RealisedValue> outcomes = {came("A", "2024-06-01", kSale)};
  CHECK(match_forecasts(forecasts, outcomes).pairs[0].forecast == 2);
  forecasts[2].method = "relief_from_royalty";
  CHECK(match_forecasts(forecasts, outcomes).pairs[0].forecast == 1);
  // A later day stands before either.
  forecasts[0].made_on = *parse_date("2024-03-02");
  CHECK(match_forecasts(forecasts, outcomes).pairs[0].forecast == 0);
}
