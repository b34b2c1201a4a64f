// Nothing silent: every field that a book may state, every level of the scenario and of the lending
// policy moves some output of a run, or says that it is not used yet.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <set>

#include <nlohmann/json.hpp>

#include "engine/verbs/describe.hpp"
#include "engine/verbs/explain_package.hpp"
#include "engine/verbs/explain_sale.hpp"
#include "engine/verbs/explain_trigger.hpp"
#include "engine/verbs/fit_spreads.hpp"
#include "models/book/wide.hpp"
#include "models/book/write.hpp"
#include "models/collateral/cover.hpp"
#include "models/scenario/parameters.hpp"
#include "tests/engine/verbs/full_book.hpp"
#include "tests/models/book/cells_of.hpp"
#include "tests/models/book/nothing_silent.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;

namespace {

// Read when the book is read (warnings, names of rows), or by explain alone: no figure of a run.
bool outside_the_run(const Field& field) {
  return field.used_by == "book" || field.used_by == "explain" || field.used_by == "offer";
}

std::string path_of(const Field& field) { return row_name(field.table) + "." + field.name; }

const std::string& figures_before() {
  static const std::string figures = test::figures_of(test::full_inputs(), test::asking_policy());
  return figures;
}

}  // namespace

TEST_CASE("nothing silent: the made book states every field, and its run is whole") {
  const Book book = test::full_book();
  for (const Field& field : book_fields()) {
    CHECK_MESSAGE(testing::moved(book, field).has_value(), path_of(field));
  }
  const Inputs inputs = test::full_inputs();
  CHECK(figures_before().size() > 10'000);
  CHECK(figures_before().find("refused") == std::string::npos);
  CHECK(figures_before() == test::figures_of(inputs, test::asking_policy()));
  CHECK_FALSE(test::report_of(inputs, test::asking_policy()).empty());
}

TEST_CASE("nothing silent: a field moves some figure, or is listed as not used yet") {
  const Inputs inputs = test::full_inputs();
  const SharingPolicy policy = test::asking_policy();
  const std::string report = test::report_of(inputs, policy);
  for (const Field& field : book_fields()) {
    if (field.name == "id") continue;
    Inputs other = inputs;
    other.reading.book.value = *testing::moved(inputs.book(), field);
    const std::string figures = test::figures_of(other, policy);
    CHECK_MESSAGE(figures.rfind("refused run", 0) != 0, path_of(field) << ": " << figures);
    const bool moves = figures != figures_before();
    const bool listed = field.used_by == "not used yet";
    if (listed || outside_the_run(field)) {
      CHECK_MESSAGE(!moves, path_of(field) << " moves a figure: say who reads it");
      const bool reported = test::report_of(other, policy) != report;
      CHECK_MESSAGE(!reported, path_of(field) << " moves the report: say who reads it");
    } else {
      CHECK_MESSAGE(moves, path_of(field) << " moves nothing: it is not used yet");
    }
  }
}

namespace {

// The levels moved up or down by a tenth, months and years by one at least, inside their domain.
Parameter scaled(const Parameter& parameter, double factor) {
  const ParameterSpec& spec = *find_parameter(parameter.name);
  const bool whole = parameter.unit == "months" || parameter.unit == "years" ||
                     parameter.name.find("years") != std::string::npos ||
                     parameter.name == "auction_rounds";
  Parameter out = parameter;
  if (parameter.name == "term_months") {  // weights: scaled alike they say the same
    for (ParameterRow& row : out.rows) row.value = (&row == &out.rows.front()) == (factor > 1);
    return out;
  }
  for (ParameterRow& row : out.rows) {
    double by = row.value == 0 ? 0.05 * (factor - 1) * 10 : row.value * (factor - 1);
    if (whole && by != 0) by = by > 0 ? std::max(by, 1.0) : std::min(by, -1.0);
    row.value = std::clamp(row.value + by, spec.low, spec.high);
  }
  return out;
}

bool scenario_moves(const Inputs& inputs, std::size_t parameter, const SharingPolicy& policy) {
  for (const double factor : {1.1, 0.9}) {
    Inputs other = inputs;
    other.scenario.parameters[parameter] = scaled(inputs.scenario.parameters[parameter], factor);
    const std::string figures = test::figures_of(other, policy);
    if (figures.rfind("refused run", 0) == 0) continue;
    if (figures != figures_before()) return true;
  }
  return false;
}

bool beside_the_run(const std::string& name) { return !read_by_a_run(name); }

ValueOutcome valued(const Inputs& inputs) {
  const FactorState state(inputs.scenario, 0);
  ValueOutcome outcome;
  outcome.inputs = inputs;
  outcome.valuations = value_book(inputs.book(), {state, inputs.law, inputs.as_of}).value();
  outcome.coverage =
      cover_book(inputs.book(), inputs.lending, outcome.valuations, inputs.as_of).value();
  return outcome;
}

// What outcomes make of a spread at these levels.
double fitted_level(const Inputs& inputs) {
  std::vector<ValueForecast> forecasts;
  std::vector<RealisedValue> outcomes;
  for (int i = 0; i < 6; ++i) {
    ValueForecast said{"A" + std::to_string(i), {}, inputs.as_of, Realisation::sale, {0, 9, 1}, 0};
    said.method = "effort_cost";
    forecasts.push_back(said);
    outcomes.push_back({said.asset_id,
                        add_months(inputs.as_of, 6),
                        Realisation::sale,
                        Money::of_yuan(i % 2 == 0 ? 100 : 1'000'000),
                        {},
                        0});
  }
  const auto spreads = fit_spreads(forecasts, outcomes, inputs.scenario);
  REQUIRE(spreads.ok());
  return spreads.value().rows.at(0).fitted;
}

// Every right's sale, every loan's package or trigger, by the stage that reads the level.
std::string told_beside(const Inputs& inputs, std::string_view stage) {
  const ValueOutcome outcome = valued(inputs);
  const Book& book = inputs.book();
  const FactorState state(inputs.scenario, 0);
  std::string told;
  const auto add = [&](double figure) { told += std::to_string(figure * 1e6) + " "; };
  for (std::uint32_t i = 0; stage == "collateral/sale_channels" && i < book.assets.size(); ++i) {
    const auto sale = explain_sale(book.assets[i], outcome.valuations[i], {}, state);
    REQUIRE(sale.ok());
    for (const ChannelSale& one : sale.value().sale.channels) add(one.outlook.present_value);
  }
  if (stage == "backtest/spread_fit") add(fitted_level(inputs));
  for (std::uint32_t i = 0; i < book.loans.size(); ++i) {
    if (stage == "collateral/package") {
      const auto package = explain_package(inputs, LoanId{i});
      REQUIRE(package.ok());
      if (package.value().package) add(package.value().package->sold_yuan);
    }
    if (stage == "collateral/trigger" && told.empty()) {
      const auto trigger = explain_trigger(outcome, LoanId{i}, book.loans[i]);
      REQUIRE(trigger.ok());
      if (!trigger.value().distance) continue;
      for (const DriverDistance& one : trigger.value().distance->drivers) {
        add(one.sds.value_or(0));
      }
    }
  }
  return told;
}

bool moves_beside(const Inputs& inputs, std::size_t parameter) {
  const ParameterSpec& spec = *find_parameter(inputs.scenario.parameters[parameter].name);
  Inputs other = inputs;
  other.scenario.parameters[parameter] = scaled(inputs.scenario.parameters[parameter], 0.9);
  return told_beside(other, spec.stage) != told_beside(inputs, spec.stage);
}

}  // namespace

TEST_CASE("nothing silent: every level of the base scenario moves some figure") {
  const Inputs inputs = test::full_inputs();
  const SharingPolicy policy = test::asking_policy();
  for (std::size_t i = 0; i < inputs.scenario.parameters.size(); ++i) {
    const std::string& name = inputs.scenario.parameters[i].name;
    CHECK_MESSAGE(scenario_moves(inputs, i, policy) != beside_the_run(name), name);
  }
}

TEST_CASE("nothing silent: every level that no run reads moves what is told beside it") {
  const Inputs inputs = test::full_inputs();
  for (std::size_t i = 0; i < inputs.scenario.parameters.size(); ++i) {
    const std::string& name = inputs.scenario.parameters[i].name;
    if (beside_the_run(name)) CHECK_MESSAGE(moves_beside(inputs, i), name);
  }
}

TEST_CASE("nothing silent: a report's assumptions are those that its run reads") {
  ReportInput report;
  describe_assumptions(test::full_inputs(), report);
  std::set<std::string> told;
  for (const Assumption& one : report.assumptions) told.insert(one.parameter.name);
  for (const Parameter& one : test::full_inputs().scenario.parameters) {
    CHECK_MESSAGE(told.count(one.name) == (beside_the_run(one.name) ? 0 : 1), one.name);
  }
}

TEST_CASE("nothing silent: every ceiling and haircut of the lending policy moves some cover") {
  const Inputs inputs = test::full_inputs();
  const SharingPolicy policy = test::asking_policy();
  for (std::size_t kind = 0; kind < inputs.lending.ceilings.size(); ++kind) {
    for (const bool haircut : {false, true}) {
      Inputs other = inputs;
      auto& levels = haircut ? other.lending.haircuts : other.lending.ceilings;
      levels[kind].share.ppm = levels[kind].share.ppm * 9 / 10;
      CHECK_MESSAGE(test::figures_of(other, policy) != figures_before(), kind << haircut);
    }
  }
  Inputs other = inputs;
  other.lending.appraisal_age.months = 120;  // none is too old
  CHECK(test::figures_of(other, policy) != figures_before());
}

TEST_CASE("nothing silent: the report's 示意 threshold is the lending policy's") {
  Inputs inputs = test::full_inputs();
  ReportInput report;
  describe_assumptions(inputs, report);
  CHECK(report.illustrative.above_frac == 0.5);
  CHECK(report.illustrative.origin == "lending/base: illustrative_above");
  inputs.lending.illustrative_above.share.ppm = 600'000;
  describe_assumptions(inputs, report);
  CHECK(report.illustrative.above_frac == 0.6);
}

namespace {

// What explain tells of a right or a loan of the book, through the built program.
std::string explained(const Book& book, const std::string& whom) {
  const test::Folder folder;
  for (std::uint8_t i = 0; i < kBookTables; ++i) {
    const auto table = static_cast<BookTable>(i);
    static_cast<void>(folder.write(table_name(table) + ".csv", table_csv(book, table)));
  }
  const auto ran =
      test::run_program("explain " + whom + " --as-of 2026-09-30 --json --book " + folder.path());
  REQUIRE_MESSAGE(ran.code == 0, ran.out << ran.err);
  return nlohmann::json::parse(ran.out)["data"].dump();
}

std::set<std::string> fields_of(const std::string& reader) {
  std::set<std::string> fields;
  for (const Field& field : book_fields()) {
    if (field.used_by == reader && field.name != "id") fields.insert(path_of(field));
  }
  return fields;
}

// The warnings W-111 of the book read back from its own tables.
std::size_t unregistered(const Book& book) {
  std::array<Cells, kBookTables> cells;
  std::vector<TableCells> tables;
  for (std::uint8_t i = 0; i < kBookTables; ++i) {
    cells[i] = table_cells(book, static_cast<BookTable>(i));
    tables.push_back({static_cast<BookTable>(i), &cells[i]});
  }
  const auto read = read_book(tables, {});
  REQUIRE_MESSAGE(read.ok(), to_text(read.errors().front()));
  const Errors& warnings = read.value().warnings;
  return static_cast<std::size_t>(
      std::count_if(warnings.begin(), warnings.end(),
                    [](const Error& warning) { return warning.code == "W-111"; }));
}

}  // namespace

TEST_CASE("nothing silent: explain tells the fields that it alone reads, and none not used yet") {
  const Book book = test::full_book();
  const std::string before = explained(book, "--asset A0");
  for (const Field& field : book_fields()) {
    const bool alone = field.used_by == "explain";
    if (!alone && field.used_by != "not used yet") continue;
    const bool moves = explained(*testing::moved(book, field), "--asset A0") != before;
    CHECK_MESSAGE(moves == alone, path_of(field));
  }
}

TEST_CASE("nothing silent: what the reading of a book alone looks at") {
  CHECK(fields_of("book") ==
        std::set<std::string>{"borrower.name", "lender.name", "pledge.registration_number"});
  const auto wide = read_wide(
      testing::cells_of("ledger.csv",
                        "借款人,贷款银行,借据号,权利类型,专利号,评估值(万元),评估日,贷款余额(万元),"
                        "放款日,到期日\n甲公司,乙银行,L1,发明,ZL1,500,2025-06-30,100,2025-06-30,"
                        "2027-06-30\n"),
      nullptr, {});
  REQUIRE(wide.ok());
  CHECK(wide.value().book.value.borrowers.at(0).id == "甲公司");
  CHECK(wide.value().book.value.lenders.at(0).id == "乙银行");
  Book book = test::full_book();
  CHECK(unregistered(book) == 0);
  book.pledges[0].registration_number.clear();
  CHECK(unregistered(book) == 1);
}

TEST_CASE("nothing heard too early: an appraisal after the as-of date moves no figure") {
  Inputs later = test::full_inputs();
  Book& book = later.reading.book.value;
  // Of the right that two ranks share: it would cover both.
  Appraisal tomorrow = book.appraisals[7];
  tomorrow.date = add_days(later.as_of, 1);
  tomorrow.value = Money::of_yuan(9'000'000);
  const auto loan_of = [](Book told) {
    told.loans[8].term_from_scenario = false;  // the shipped scenario has no terms to draw
    told.loans[8].maturity = told.loans[7].maturity;
    return explained(told, "--loan L2");
  };
  const std::string asset = explained(book, "--asset A7");
  const std::string loan = loan_of(book);
  book.appraisals.push_back(tomorrow);
  CHECK(test::figures_of(later, test::asking_policy()) == figures_before());
  CHECK(explained(book, "--asset A7") == asset);
  CHECK(loan_of(book) == loan);
  book.appraisals.back().date = later.as_of;
  CHECK(test::figures_of(later, test::asking_policy()) != figures_before());
  CHECK(explained(book, "--asset A7") != asset);
  CHECK(loan_of(book) != loan);
}
