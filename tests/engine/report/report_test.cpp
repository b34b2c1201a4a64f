#include "engine/report/report.hpp"

#include <doctest/doctest.h>

#include <numeric>
#include <set>

#include "engine/report/figure.hpp"
#include "engine/report/sections.hpp"
#include "tests/engine/report/sample_input.hpp"

using namespace pledgelab;

namespace {

std::vector<const Table*> tables_of(const Report& report) {
  std::vector<const Table*> tables;
  for (const Section& section : report.sections)
    for (const Block& block : section.blocks) {
      if (const auto* table = std::get_if<Table>(&block)) tables.push_back(table);
      if (const auto* chart = std::get_if<Chart>(&block)) tables.push_back(&chart->table);
    }
  return tables;
}

Table table_named(const Report& report, const std::string& id) {
  for (const Table* table : tables_of(report))
    if (table->id == id) return *table;
  FAIL("no table " << id);
  return *tables_of(report).front();
}

}  // namespace

TEST_CASE("report: nine sections in the order a reader needs, each table sound, ids unique") {
  const Report report = make_report(sample_report_input());
  std::vector<std::string> ids;
  for (const Section& section : report.sections) ids.push_back(section.id);
  CHECK(ids == std::vector<std::string>{"who-pays", "loss", "fund", "concentration", "coverage",
                                        "valuation", "quality", "assumptions", "manifest"});
  std::set<std::string> seen;
  for (const Table* table : tables_of(report)) {
    CHECK(fault_of(*table) == "");
    CHECK_MESSAGE(seen.insert(table->id).second, table->id);
  }
  CHECK(report.figures.size() == 5);
}

TEST_CASE("report: an empty input still makes a whole report that says what is missing") {
  const Report report = make_report(ReportInput{});
  CHECK(report.sections.size() == 9);
  CHECK(report.headline.zh.find("没有模拟损失") != std::string::npos);
  CHECK(report.figures[3].value == "–");
  CHECK_FALSE(report.illustrative);
  for (const Section& section : report.sections) CHECK(!section.blocks.empty());
}

TEST_CASE("report: values that no outcome has tested say so above their table") {
  const Report report = make_report(sample_report_input());
  for (const Section& section : report.sections) {
    if (section.id != "valuation") continue;
    REQUIRE(section.blocks.size() == 2);
    const auto* words = std::get_if<Words>(&section.blocks[0]);
    REQUIRE(words != nullptr);
    CHECK(words->zh.rfind("未经回测", 0) == 0);
    CHECK(words->en.rfind("Not back-tested", 0) == 0);
  }
}

TEST_CASE("report: the parties' sum is the sum of what was given") {
  const ReportInput input = sample_report_input();
  const Report report = make_report(input);
  const Table& parties = table_named(report, "parties");
  CHECK(parties.rows.size() == input.parties.size() + 1);
  const Row& total = parties.rows.back();
  CHECK(total.total);
  double borne = 0;
  double net = 0;
  double recovery = 0;
  for (const PartyResult& party : input.parties) {
    borne += party.borne.value;
    net += party.net.value;
    recovery += party.recovery.value;
  }
  CHECK(std::get<Yuan>(total.cells[2]).yuan == borne);
  CHECK(std::get<Yuan>(total.cells[6]).yuan == net);
  CHECK(std::get<Yuan>(total.cells[5]).yuan == recovery);
  CHECK(show(total.cells[6], parties.columns[6]) ==
        show_yuan(input.loss->expected.value, report.unit));
  CHECK(std::get<Frac>(total.cells[3]).frac == doctest::Approx(1.0));
}

TEST_CASE("report: concentration sums on both borders") {
  const ReportInput input = sample_report_input();
  const Table table = table_named(make_report(input), "concentration");
  CHECK(std::get<Money>(table.rows.back().cells.back()) == input.exposure);
  for (std::size_t c = 1; c + 1 < table.columns.size(); ++c) {
    Money sum;
    for (std::size_t r = 0; r + 1 < table.rows.size(); ++r)
      if (const auto* money = std::get_if<Money>(&table.rows[r].cells[c])) sum += *money;
    CHECK(sum == std::get<Money>(table.rows.back().cells[c]));
  }
}

TEST_CASE("report: the waterfall runs from what was owed to zero and hides no difference") {
  LossResult loss;
  loss.defaulted = {100, 0};
  loss.ip_sale = {20, 0};
  loss.other_recovery = {30, 0};
  loss.expected = {50, 0};
  std::vector<PartyResult> parties(2);
  parties[0].net = {30, 0};
  parties[1].net = {20, 0};
  const Waterfall whole = who_pays_waterfall(loss, parties);
  REQUIRE(whole.steps.size() == 6);
  CHECK(whole.steps[1].from_yuan == 100);
  CHECK(whole.steps[1].to_yuan == 80);
  CHECK(whole.steps[3].whole);
  CHECK(whole.steps[3].to_yuan == 50);
  CHECK(whole.steps.back().to_yuan == 0);

  parties[1].net = {15, 0};
  const Waterfall gap = who_pays_waterfall(loss, parties);
  REQUIRE(gap.steps.size() == 7);
  CHECK(gap.steps.back().tone == Tone::gap);
  CHECK(gap.steps.back().from_yuan == 5);
  ReportInput input = sample_report_input();
  input.parties.back().net.value *= 0.9;
  bool warned = false;
  const Report warning = make_report(input);
  for (const Block& block : warning.sections.front().blocks)
    if (const auto* notice = std::get_if<Notice>(&block)) warned = warned || notice->alarm;
  CHECK(warned);
  loss.expected = {45, 0};
  CHECK(who_pays_waterfall(loss, {}).steps[3].tone == Tone::gap);
}

TEST_CASE("report: what came back under the policy stands apart from the market's") {
  LossResult loss;
  loss.defaulted = {100, 0};
  loss.ip_sale = {20, 0};
  loss.policy_recovery = {10, 0};
  loss.expected = {70, 0};
  const Waterfall waterfall = who_pays_waterfall(loss, {});
  REQUIRE(waterfall.steps.size() == 5);
  CHECK(waterfall.steps[1].label.zh == "知识产权处置");
  CHECK(waterfall.steps[3].label.zh == "各方追回款");
  CHECK(waterfall.steps[4].to_yuan == 70);
}

TEST_CASE("report: each payer's own word") {
  CHECK(payment_words(PartyRole::fund).zh == "风险补偿");
  CHECK(payment_words(PartyRole::insurer).zh == "赔付");
  CHECK(payment_words(PartyRole::guarantor).zh == "代偿");
}

TEST_CASE("report: above the written threshold the headline is a range, not a point") {
  ReportInput input = sample_report_input();
  const std::string point = show_yuan(input.loss->expected.value, shown_unit("CNY", 1e8));
  const Report firm = make_report(input);
  CHECK_FALSE(firm.illustrative);
  CHECK(firm.headline.zh.find(point) != std::string::npos);
  CHECK(firm.trust.zh.find("38 %") != std::string::npos);

  input.mark_shares = {{Mark::found, 0.5}, {Mark::assumed, 0.5}};
  CHECK_FALSE(make_report(input).illustrative);  // at the threshold, not above it
  CHECK(make_report(input).headline.zh.find("示意") == std::string::npos);
  input.mark_shares = {{Mark::found, 0.49}, {Mark::assumed, 0.51}};
  const Report loose = make_report(input);
  CHECK(loose.illustrative);
  CHECK(loose.headline.zh.rfind("示意", 0) == 0);
  CHECK(loose.headline.en.rfind("Illustrative", 0) == 0);
  CHECK(loose.headline.zh.find(point) == std::string::npos);
  CHECK(loose.figures[3].value.find("–") != std::string::npos);
  CHECK(loose.figures[3].value.find(point) == std::string::npos);

  input.expected_loss_range = Range{8e6, 19e6, {"冲击", "shocks"}};
  CHECK(make_report(input).figures[3].value == "800 – 1,900");
  input.illustrative = {0.6, "scenarios/base.yaml:12"};
  const Report raised = make_report(input);
  CHECK_FALSE(raised.illustrative);
  CHECK(raised.trust.zh.find("scenarios/base.yaml:12") != std::string::npos);
}

TEST_CASE("report: the histogram counts every path once") {
  const Histogram histogram = loss_histogram({0, 1, 2, 2.5, 9.99, 10, 1000}, 12);
  CHECK(histogram.bin_yuan == 0.5);  // 12 × 1.25 / 30
  CHECK(histogram.zero_frac == doctest::Approx(1.0 / 7));
  CHECK(histogram.last_open);
  CHECK(histogram.paths_frac.size() == 31);  // 30 up to 15, and the open one
  CHECK(histogram.paths_frac.back() == doctest::Approx(1.0 / 7));
  CHECK(histogram.paths_frac[2] == doctest::Approx(1.0 / 7));   // 1 ≤ x < 1.5
  CHECK(histogram.paths_frac[20] == doctest::Approx(1.0 / 7));  // 10
  const double sum = std::accumulate(histogram.paths_frac.begin(), histogram.paths_frac.end(), 0.0);
  CHECK(sum + histogram.zero_frac == doctest::Approx(1.0));
}

TEST_CASE("report: histograms of no path, of zero losses, of one path") {
  CHECK(loss_histogram({}, 1).paths_frac.empty());
  const Histogram zeros = loss_histogram({0, 0}, 0);
  CHECK(zeros.paths_frac.empty());
  CHECK(zeros.zero_frac == 1.0);
  const Histogram one = loss_histogram({3e15}, 3e15);
  CHECK(std::accumulate(one.paths_frac.begin(), one.paths_frac.end(), 0.0) == 1.0);
  CHECK(one.paths_frac.size() <= 40);
  const Histogram tiny = loss_histogram({1e-7, 2e-7}, 2e-7);
  CHECK(std::accumulate(tiny.paths_frac.begin(), tiny.paths_frac.end(), 0.0) == 1.0);
}

TEST_CASE("report: a long list is cut and says so; breaches come first") {
  ReportInput input = sample_report_input();
  input.row_limit = 10;
  const Table table = table_named(make_report(input), "coverage");
  CHECK(table.rows.size() == 10);
  CHECK(table.rows.front().alarm);
  CHECK(table.note.zh.find("共 180 行") != std::string::npos);
}

TEST_CASE("report: control totals that do not close are marked") {
  ReportInput input = sample_report_input();
  CHECK_FALSE(table_named(make_report(input), "control-totals").rows[1].alarm);
  input.control_totals[1].money_kept += Money::of_fen(1);
  CHECK(table_named(make_report(input), "control-totals").rows[1].alarm);
  input = sample_report_input();
  input.control_totals[0].rows_in += 1;
  CHECK(table_named(make_report(input), "control-totals").rows[0].alarm);
}

TEST_CASE("report: a parameter with many levels is told whole in a table of its own") {
  const Report report = make_report(sample_report_input());
  CHECK(table_named(report, "levels").rows.size() == 36);
  const Table& assumptions = table_named(report, "assumptions");
  CHECK(std::get<Words>(assumptions.rows[0].cells[1]).zh ==
        "electronics 4.5 %; medicine 6.2 %; else 5 %");
}
