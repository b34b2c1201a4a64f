#include "tests/engine/report/sample_input.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace pledgelab {

namespace {

/// Park & Miller's recurrence: a plain stream of numbers in (0, 1), for made figures only.
struct Recurrence {
  std::uint64_t state = 20190830;
  double next() {
    state = state * 48271 % 2147483647;
    return static_cast<double>(state) / 2147483647.0;
  }
};

Date date_of(int year, int month, int day) { return *make_date(year, month, day); }

std::string numbered(const char* head, int number) {
  std::string digits = std::to_string(number);
  return head + std::string(5 - std::min<std::size_t>(5, digits.size()), '0') + digits;
}

void fill_loss(ReportInput& input) {
  Recurrence random;
  LossResult loss;
  std::vector<double> paths;
  for (int i = 0; i < 20000; ++i) {
    const double u = random.next();
    const double common = std::pow(-std::log(random.next()), 1.7);
    paths.push_back(u < 0.031 ? 0 : 5.2e6 * common + 3.5e6 * u);
  }
  std::sort(paths.begin(), paths.end());
  loss.expected = mean_estimate(paths);
  loss.value_at_risk = value_at_risk(paths, 0.99);
  loss.expected_shortfall = expected_shortfall(paths, 0.99);
  loss.paths_yuan = paths;
  const double el = loss.expected.value;
  loss.default_count = {7.84, 0.05};
  loss.ip_sale = {0.21 * el, 0.004 * el};
  loss.other_recovery = {0.46 * el, 0.006 * el};
  loss.policy_recovery = {0.09 * el, 0.001 * el};
  loss.defaulted = {el * 1.76, el * 0.02};
  const double tail = loss.expected_shortfall.value;
  const auto party = [&](const char* id, Words name, PartyRole role, double share,
                         double tail_share) {
    PartyResult one{id, std::move(name), role, {}, {}, {}, {}, {}};
    one.borne = {share * el * 1.09, share * el * 0.01};
    one.recovery = {share * el * 0.09, share * el * 0.001};
    one.net = {share * el, share * el * 0.01};
    one.borne_tail = {tail_share * tail, tail_share * tail * 0.02};
    one.compensation = role == PartyRole::lender ? Estimate{} : one.borne;
    input.parties.push_back(one);
  };
  party("fund", {"中山市质押融资风险补偿资金", "Zhongshan risk compensation fund"}, PartyRole::fund,
        0.532, 0.344);
  party("insurer", {"保险公司", "insurer"}, PartyRole::insurer, 0.159, 0.12);
  party("appraiser", {"评估机构", "appraiser"}, PartyRole::other, 0.04, 0.02);
  party("bank", {"贷款银行", "lending bank"}, PartyRole::lender, 0.269, 0.516);
  input.loss = loss;
}

void fill_fund(ReportInput& input) {
  FundResult fund{"fund", {"中山市质押融资风险补偿资金", "Zhongshan risk compensation fund"},
                  40e6,   {},
                  0.072,  {412'000, 9'000}};
  double spent = 0;
  for (int quarter = 1; quarter <= 12; ++quarter) {
    spent += 1.15e6 + 0.08e6 * quarter;
    const double wide = 2.6e6 * std::sqrt(quarter);
    FanPoint point{add_months(input.as_of, 3 * quarter), {}, 0.0005 * quarter * quarter};
    const std::array<double, 5> steps = {-2.4, -0.8, 0, 0.55, 1.1};
    for (std::size_t i = 0; i < 5; ++i)
      point.quantile_yuan[i] = std::max(0.0, std::min(40e6, 40e6 - spent + steps[i] * wide));
    fund.path.push_back(point);
  }
  input.funds.push_back(fund);
}

void fill_loans(ReportInput& input) {
  Recurrence random{7};
  const std::array<const char*, 5> regions = {"中山", "广州", "苏州", "长沙", "成都"};
  const std::array<const char*, 4> sectors = {"电子通信", "生物医药", "高端装备", "新材料"};
  std::array<PdRouteCount, 4> routes{};
  for (std::size_t r = 0; r < 4; ++r) routes[r].route = static_cast<PdRoute>(r);
  for (int i = 0; i < 180; ++i) {
    CoverageLine line{numbered("L2019-", i + 1), numbered("B-", i / 2 + 1), {}, {}, 0};
    const std::int64_t balance = 200'000 + static_cast<std::int64_t>(random.next() * 9.8e6);
    const std::int64_t approved = balance * 2 + static_cast<std::int64_t>(random.next() * 8e6);
    line.coverage.balance = Money::of_yuan(balance);
    line.coverage.approved_value = Money::of_yuan(i == 3 ? balance : approved);
    line.coverage.model_value = Money::of_yuan(approved * 4 / 5);
    line.coverage.haircut_value = Money::of_yuan(approved / 3);
    line.coverage.loan_to_value = Ratio::of(balance, i == 3 ? balance : approved);
    line.coverage.ceiling = Ratio::of(1, 2);
    line.coverage.breach = *line.coverage.loan_to_value > *line.coverage.ceiling;
    const std::int64_t short_by = balance - approved / 3;
    line.coverage.shortfall = Money::of_yuan(std::max<std::int64_t>(0, short_by));
    if (i % 17 == 0) line.coverage.flags = {"default royalty", "no status evidence"};
    line.route = static_cast<PdRoute>(i % 4);
    line.pd_annual_frac = 0.01 + 0.05 * random.next();
    routes[static_cast<std::size_t>(i % 4)].loan_count += 1;
    routes[static_cast<std::size_t>(i % 4)].balance += line.coverage.balance;
    input.exposure += line.coverage.balance;
    input.approved_value += line.coverage.approved_value;
    input.haircut_value += line.coverage.haircut_value;
    input.breach_count += line.coverage.breach ? 1 : 0;
    input.concentration.push_back({regions[static_cast<std::size_t>(i) % 5],
                                   sectors[static_cast<std::size_t>(i / 5) % 4],
                                   line.coverage.balance});
    if (i < 10)
      input.contributors.push_back({line.loan_id, line.borrower_id, regions[0], sectors[1],
                                    line.coverage.balance, 2e5 - 1e4 * i, 1.5e6 - 1e5 * i});
    input.coverage.push_back(std::move(line));
  }
  input.pd_routes.assign(routes.begin(), routes.end());
  input.loan_count = 180;
  input.pledge_count = 240;
  input.model_value_yuan = input.approved_value.yuan() * 0.81;
  input.weighted_loan_to_value = Ratio::of(input.exposure.fen(), input.approved_value.fen());
}

void fill_valuations(ReportInput& input) {
  Recurrence random{11};
  const std::array<Words, 3> kinds = {Words{"发明专利", "invention"}, Words{"商标", "trademark"},
                                      Words{"地理标志", "geographical indication"}};
  for (int i = 0; i < 40; ++i) {
    ValuationLine line{numbered("ZL2014-", i + 1),
                       kinds[static_cast<std::size_t>(i) % 3],
                       Money::of_yuan(3'000'000 + 70'000 * i),
                       {}};
    Valuation& value = line.valuation;
    value.mean_yuan = 2.2e6 + 3e6 * random.next();
    value.low_yuan = value.mean_yuan * 0.45;
    value.high_yuan = value.mean_yuan * 1.9;
    value.methods = {{"relief_from_royalty", "F21", value.mean_yuan, 0.5}};
    value.drivers = {{"royalty_rate", 0.045, "frac", "scenario", Mark::assumed},
                     {"remaining_life", 8.5, "years", "book", Mark::found},
                     {"discount_rate", 0.16, "frac_annual", "scenario", Mark::known}};
    if (i % 9 == 0) value.flags = {"default royalty"};
    input.valuations.push_back(std::move(line));
  }
}

void fill_quality(ReportInput& input) {
  input.control_totals = {{"assets.csv", 246, 240, 6, {}, {}, {}, 0, {}},
                          {"loans.csv",
                           186,
                           180,
                           6,
                           Money::of_fen(input.exposure.fen() + 2'525'000'000),
                           input.exposure,
                           Money::of_fen(2'525'000'000),
                           0,
                           {}}};
  input.rejects = {
      {{"B-107", {"loans.csv", 31, 4}, "principal_yuan is negative: -500000", "check the sign", {}},
       "",
       50'000'000},
      {{"B-112",
        {"loans.csv", 88, 7},
        "maturity_date 43706 looks like an Excel serial date",
        "write 2019-08-30",
        {}},
       "",
       300'000'000},
      {{"B-121",
        {"pledges.csv", 12, 1},
        "no loan L2019-00999 <script>alert(1)</script>",
        "nearest: L2019-00099",
        {}},
       "",
       0}};
  input.warnings = {"节假日表止于 2023-12-31，其后只知周末 / holidays are known up to 2023-12-31"};
  const auto parameter = [](const char* name, const char* unit, const char* source, Mark mark,
                            std::vector<ParameterRow> rows) {
    return Assumption{"scenarios/base.yaml",
                      {name, unit, source, date_of(2024, 6, 30), mark, std::move(rows), {}}};
  };
  std::vector<ParameterRow> hazard;
  for (int month = 1; month <= 36; ++month)
    hazard.push_back({std::to_string(month), 0.001 + 0.00005 * month});
  input.assumptions = {
      parameter("royalty_rate", "frac", "国家知识产权局 2023 年专利许可统计", Mark::found,
                {{"electronics", 0.045}, {"medicine", 0.062}, {"else", 0.05}}),
      parameter("default_rate", "frac_annual", "assumed", Mark::assumed, {{"", 0.034}}),
      parameter("default_hazard_by_month", "frac", "fitted on SBA FY1991–2003", Mark::fitted,
                hazard),
      parameter("sale_delay", "months", "domain/valuation.md 4B", Mark::known, {{"", 14}})};
}

void fill_manifest(ReportInput& input) {
  Manifest& manifest = input.manifest;
  manifest.program_version = "0.1.0";
  manifest.commit = "84c841d2b6e1f0a4";
  manifest.compiler = "g++ 12.2.0";
  manifest.libraries = {{"SQLite", "3.40.1"}, {"fmt", "9.1.0"}, {"yaml-cpp", "0.7.0"}};
  manifest.command_line = "pledgelab run -s base -p zhongshan-4party --as-of 2019-08-30 --seed 1";
  manifest.seed = 1;
  const std::string digest(64, 'a');
  manifest.hashes = {{{"台账", "book"}, "book.db", digest},
                     {{"情景", "scenario"}, "base", digest},
                     {{"政策", "policy"}, "zhongshan-4party", digest},
                     {{"损失带", "loss tape"}, "", digest}};
}

}  // namespace

ReportInput sample_report_input() {
  ReportInput input;
  input.title = {"知识产权质押贷款组合风险报告", "Risk report on a portfolio of IP-pledged loans"};
  input.run_id = "20190830-101500-7f3a";
  input.as_of = date_of(2019, 8, 30);
  input.synthetic = true;
  input.book_name = "sample-240";
  input.scenario_name = {"基准", "base"};
  input.policy_name = {"中山四方分担", "Zhongshan, four parties"};
  input.month_count = 36;
  input.path_count = 20000;
  fill_loss(input);
  fill_fund(input);
  fill_loans(input);
  fill_valuations(input);
  fill_quality(input);
  fill_manifest(input);
  input.illustrative = {0.5, "policies/lending/base.yaml"};
  input.mark_shares = {
      {Mark::found, 0.22}, {Mark::fitted, 0.31}, {Mark::known, 0.09}, {Mark::assumed, 0.38}};
  return input;
}

}  // namespace pledgelab
