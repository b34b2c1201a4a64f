// explain's figures against those of the models: each step that is told is the one that was made.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/verbs/explain_asset.hpp"
#include "engine/verbs/explain_book.hpp"
#include "engine/verbs/explain_change.hpp"
#include "engine/verbs/explain_loan.hpp"
#include "models/collateral/cover.hpp"
#include "models/credit/pd_curve.hpp"

using namespace pledgelab;

namespace {

const ValueOutcome& sample() {
  static const ValueOutcome outcome = [] {
    InputsRequest request;
    request.book = "sample";
    request.as_of = parse_date("2026-09-30");
    auto valued = value(request);
    REQUIRE_MESSAGE(valued.ok(), to_text(valued.errors().front()));
    return std::move(valued).value();
  }();
  return outcome;
}

ExplainLoanRequest ask(const std::string& loan) {
  ExplainLoanRequest request;
  request.inputs.book = "sample";
  request.inputs.as_of = parse_date("2026-09-30");
  request.loan_id = loan;
  return request;
}

LoanExplanation told(const ExplainLoanRequest& request) {
  RunControl control;
  auto loan = explain_loan(request, control);
  REQUIRE_MESSAGE(loan.ok(), to_text(loan.errors().front()));
  return std::move(loan).value();
}

}  // namespace

TEST_CASE("explain: the pledges of each loan sum to its cover, and their ceilings to its own") {
  const ValueOutcome& valued = sample();
  std::map<std::string, double> parts;
  for (std::uint32_t i = 0; i < valued.inputs.book().loans.size(); ++i) {
    const Coverage& cover = valued.coverage[i];
    const auto pledges = explain_pledges(valued, LoanId{i});
    REQUIRE(pledges.ok());
    Money approved;
    Money model;
    Money kept;
    double weighted = 0;
    for (const PledgeExplanation& one : pledges.value()) {
      approved += one.approved_part;
      model += one.model_part;
      kept += one.haircut_part;
      weighted += one.approved_part.yuan() * one.ceiling.value;
      parts[one.asset_id] += one.part.frac();
    }
    CHECK(approved == cover.approved_value);
    CHECK(model == cover.model_value);
    CHECK(kept == cover.haircut_value);
    if (cover.ceiling) {
      CHECK(weighted / approved.yuan() == doctest::Approx(cover.ceiling->frac()).epsilon(1e-9));
    }
  }
  for (const auto& each_asset : parts) {
    const auto& asset = each_asset.first;
    const auto& part = each_asset.second;
    CHECK_MESSAGE(part == doctest::Approx(1), asset);
  }
}

TEST_CASE("explain: the levels on a loan's default route make the first month of its curve") {
  const Inputs& inputs = sample().inputs;
  const auto curves = pd_curves(inputs.book(), inputs.scenario, inputs.as_of, 12);
  REQUIRE(curves.ok());
  std::map<std::string, int> routes;
  for (std::uint32_t i = 0; i < inputs.book().loans.size(); i += 3) {
    const auto pd = explain_pd(inputs.book(), inputs.scenario, inputs.as_of, LoanId{i});
    REQUIRE(pd.ok());
    const PdCurve& curve = curves.value()[i];
    CHECK(-std::expm1(-pd.value().hazard_month_1) ==
          doctest::Approx(curve.cumulative_frac[1]).epsilon(1e-12));
    CHECK(pd.value().cumulative.front().second == curve.cumulative_frac[1]);
    CHECK(pd.value().annual_frac == curve.annual_frac);
    CHECK(pd.value().route == word_of(curve.route));
    CHECK(pd.value().base.value > 0);
    CHECK_FALSE(pd.value().base.source.empty());
    ++routes[pd.value().route];
  }
  CHECK(routes.size() >= 2);
}

TEST_CASE("explain: a cohort curve's step and the loan's age make the first month too") {
  Inputs inputs = sample().inputs;
  Parameter cohort;
  cohort.name = "pd_cohort_curve";
  cohort.unit = "frac";
  cohort.rows = {{"12", 0.02}, {"36", 0.10}, {"120", 0.30}};
  inputs.scenario.parameters.push_back(cohort);
  const auto curves = pd_curves(inputs.book(), inputs.scenario, inputs.as_of, 12);
  REQUIRE(curves.ok());
  int unrated = 0;
  for (std::uint32_t i = 0; i < inputs.book().loans.size() && unrated < 5; ++i) {
    if (curves.value()[i].route < PdRoute::relatives) continue;
    ++unrated;
    const auto pd = explain_pd(inputs.book(), inputs.scenario, inputs.as_of, LoanId{i});
    REQUIRE(pd.ok());
    CHECK(pd.value().base.name == "pd_cohort_curve");
    CHECK(-std::expm1(-pd.value().hazard_month_1) ==
          doctest::Approx(curves.value()[i].cumulative_frac[1]).epsilon(1e-12));
  }
  CHECK(unrated > 0);
}

TEST_CASE("explain: the terms of a sale are those of the collateral room, each with its level") {
  const ValueOutcome& valued = sample();
  for (std::uint32_t i = 0; i < valued.inputs.book().loans.size(); ++i) {
    const auto pledges = explain_pledges(valued, LoanId{i});
    REQUIRE(pledges.ok());
    for (const PledgeExplanation& one : pledges.value()) {
      REQUIRE(one.sale_levels.size() == 5);
      CHECK(one.sale_levels[0].value == one.sale.mean_frac);
      CHECK(one.sale_levels[1].value == one.sale.concentration);
      CHECK(one.sale_levels[2].value == one.sale.delay_months);
      CHECK(one.sale_levels[3].value == one.sale.cost_frac);
      CHECK(one.sale_levels[4].value == one.sale.firm_specific_frac);
      CHECK(one.net_now_yuan <= one.sale_now_yuan);
      CHECK(one.sale_now_yuan <= one.model_part.yuan());
    }
  }
}

TEST_CASE("explain: who pays a balance of 439 万 under Zhongshan's scheme, by hand") {
  ExplainLoanRequest request = ask("L00000001");
  request.policy = "zhongshan-fund";
  const LoanExplanation loan = told(request);
  REQUIRE(loan.coverage.balance == Money::of_yuan(4'390'000));
  REQUIRE(loan.payers.has_value());
  std::map<std::string, std::int64_t> borne;
  for (const ShareAllocation& one : loan.payers->share.loss.allocations) {
    borne[one.party] = one.borne_fen;
  }
  CHECK(borne["fund"] == 237'060'000);
  CHECK(borne["bank"] == 114'140'000);
  CHECK(borne["insurer"] == 70'240'000);
  CHECK(borne["valuer"] == 17'560'000);
  std::vector<std::string> steps;
  for (const ShareStepLine& step : loan.payers->share.steps()) steps.push_back(step.step);
  CHECK(steps == std::vector<std::string>{"principal", "four-party", "valuer-limit", "balance"});
  CHECK(loan.payers->share.steps()[1].law == "四方共担比例");
  CHECK(loan.payers->share.steps()[2].limit_fen == 21'950'000);     // 5 % of the loan
  CHECK(loan.payers->share.steps()[3].limit_fen == 8'000'000'000);  // the fund's whole balance
  CHECK_FALSE(loan.payers->assumptions.empty());
  const auto trigger = [](const std::string& note) {
    return note.find("trigger") != std::string::npos;
  };
  const auto& notes = loan.payers->notes;
  CHECK(std::any_of(notes.begin(), notes.end(), trigger));
  CHECK_FALSE(loan.run.has_value());
}

TEST_CASE("explain: a right tells its parts, its appraisals and each driver's mark") {
  const ValueOutcome& valued = sample();
  const Book& book = valued.inputs.book();
  const auto asset = explain_asset(ask("").inputs, "A00000002-1");
  REQUIRE(asset.ok());
  const AssetExplanation& right = asset.value();
  CHECK(right.appraisals.size() == 2);
  CHECK(to_iso(right.appraisals.back().date) == "2026-07-13");
  REQUIRE(right.loans.size() == 1);
  CHECK(right.loans[0].part == Ratio::of(1, 1));
  CHECK(right.loans[0].approved_part == Money::of_yuan(15'594'000));
  CHECK(right.loans[0].model_part_yuan == right.valuation.mean_yuan);
  CHECK(right.valuation.mean_yuan > 0);
  CHECK(to_iso(*right.ends) == "2033-10-19");
  std::uint32_t at = 0;
  while (book.assets[at].id != "A00000002-1") ++at;
  CHECK(right.valuation.mean_yuan == valued.valuations[at].mean_yuan);
  CHECK(std::any_of(right.valuation.drivers.begin(), right.valuation.drivers.end(),
                    [](const Driver& driver) { return driver.mark == Mark::assumed; }));
}

TEST_CASE("explain: a right's forced sale stands on its mean and on the levels that are told") {
  const auto asset = explain_asset(ask("").inputs, "A00000002-1");
  REQUIRE(asset.ok());
  const SaleExplanation& sale = asset.value().sale;
  CHECK(sale.known);
  CHECK(sale.mean_yuan == asset.value().valuation.mean_yuan);
  CHECK(sale.alone_yuan == doctest::Approx(sale.mean_yuan * (1 - sale.firm_specific_frac)));
  CHECK(sale.first_appraisal == asset.value().appraisals.front().value);
  CHECK(sale.sale.channels.size() == 3);
  REQUIRE(sale.sale.best.has_value());
  const FactorState state(sample().inputs.scenario, 0);
  for (const UsedLevel& level : sale.levels) {
    CHECK_MESSAGE(level.value == state.level(level.name, level.key).value(), level.name);
    CHECK_FALSE(level.source.empty());
  }
  for (const char* name : {"channel_sale_frac", "channel_rate_annual", "auction_rounds",
                           "channel_kind_relative", "sale_concentration"}) {
    CHECK_MESSAGE(std::any_of(sale.levels.begin(), sale.levels.end(),
                              [&](const UsedLevel& level) { return level.name == name; }),
                  name);
  }
}

TEST_CASE("explain: each loan's package sums to its model value, and its trigger to its ratio") {
  const ValueOutcome& valued = sample();
  const Book& book = valued.inputs.book();
  for (std::uint32_t i = 0; i < 12; ++i) {
    const Coverage& cover = valued.coverage[i];
    const auto package = explain_package(valued.inputs, LoanId{i});
    REQUIRE(package.ok());
    if (package.value().package) {
      const LoanPackage& told_package = *package.value().package;
      // each part of the cover is rounded to the fen
      CHECK(std::abs(told_package.worth_yuan - cover.model_value.yuan()) < 0.1);
      CHECK(package.value().asset_ids.size() == told_package.rights.size());
      CHECK(told_package.level.ln_sd <= told_package.whole.ln_sd);
    }
    const auto trigger = explain_trigger(valued, LoanId{i}, book.loans[i]);
    REQUIRE(trigger.ok());
    REQUIRE(trigger.value().distance.has_value());
    const TriggerDistance& distance = *trigger.value().distance;
    CHECK(distance.breached == cover.breach);
    CHECK(distance.factor ==
          doctest::Approx(cover.loan_to_value->frac() / cover.ceiling->frac()).epsilon(1e-6));
    CHECK(distance.drivers.size() == kTriggerDrivers);
    CHECK((trigger.value().restoration->repay > Money()) == cover.breach);
  }
}

TEST_CASE("explain: levels that a scenario has not are said to be missing, not made up") {
  ValueOutcome valued = sample();
  std::erase_if(valued.inputs.scenario.parameters, [](const Parameter& one) {
    return one.name == "driver_sd" || one.name == "package_discount_frac" ||
           one.name == "channel_sale_frac";
  });
  const auto trigger = explain_trigger(valued, LoanId{0}, valued.inputs.book().loans[0]);
  REQUIRE(trigger.ok());
  CHECK_FALSE(trigger.value().known);
  CHECK_FALSE(trigger.value().distance.has_value());
  const auto package = explain_package(valued.inputs, LoanId{0});
  REQUIRE(package.ok());
  CHECK_FALSE(package.value().known);
  const FactorState state(valued.inputs.scenario, 0);
  const auto sale = explain_sale(valued.inputs.book().assets[0], valued.valuations[0], {}, state);
  REQUIRE(sale.ok());
  CHECK_FALSE(sale.value().known);
  CHECK(sale.value().sale.channels.empty());
}

TEST_CASE("explain: the book's change is the worth at both ends, and its file sums to it") {
  ExplainBookRequest request;
  request.to = ask("").inputs;
  request.from = request.to;
  request.from.as_of = parse_date("2026-03-31");
  const auto told_book = explain_book(request);
  REQUIRE(told_book.ok());
  const BookChange& change = told_book.value().change;
  std::int64_t end = 0;
  for (const Valuation& one : sample().valuations) end += std::llround(one.mean_yuan * 100);
  CHECK(change.after_fen == end);
  CHECK(change.time_fen == change.after_fen - change.before_fen);
  CHECK(told_book.value().warnings.back() == kOneBookWarning);
  const std::string csv = book_change_csv(told_book.value());
  CHECK(csv.rfind("asset_id,standing,before_yuan,after_yuan,change_yuan,time_yuan,", 0) == 0);
  CHECK(static_cast<std::size_t>(std::count(csv.begin(), csv.end(), '\n')) ==
        change.rights.size() + 1);
  request.from.as_of = parse_date("2026-10-01");
  CHECK(explain_book(request).errors().front().code == "E-104");
  request.from.as_of = parse_date("2026-03-31");
  request.csv_path = ".";
  CHECK(explain_book(request).errors().front().code == "U-108");
}

TEST_CASE("explain: an id that the book has not is not found, and the nearest is told") {
  RunControl control;
  const auto loan = explain_loan(ask("L0000001"), control);
  REQUIRE_FALSE(loan.ok());
  CHECK(loan.errors().front().kind == ErrorKind::not_found);
  CHECK(loan.errors().front().hint.find("L00000001") != std::string::npos);
  const auto asset = explain_asset(ask("").inputs, "A0000001-1");
  REQUIRE_FALSE(asset.ok());
  CHECK(asset.errors().front().code == "E-102");
  CHECK(asset.errors().front().hint.find("A00000001-1") != std::string::npos);
}
