#include "engine/report/programme.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "engine/report/figure.hpp"
#include "engine/report/programme_sections.hpp"

namespace pledgelab {
namespace {

// A sum over the indications' latest years, and how many of them have the figure.
struct LatestSum {
  double sum = 0;
  std::size_t known = 0;
};

std::vector<const ProgrammeFigures*> latest_of(const ProgrammeReportInput& input) {
  std::map<std::string, const ProgrammeFigures*> last;
  for (const ProgrammeFigures& one : input.figures) last[one.year.gi_id] = &one;
  std::vector<const ProgrammeFigures*> all;
  all.reserve(last.size());
  for (const auto& each : last) all.push_back(each.second);
  return all;
}

template <class Get>
LatestSum sum_of(const std::vector<const ProgrammeFigures*>& latest, Get get) {
  LatestSum total;
  for (const ProgrammeFigures* one : latest) {
    const std::optional<double> value = get(*one);
    if (!value) continue;
    total.sum += *value;
    ++total.known;
  }
  return total;
}

Words known_words(const LatestSum& sum, std::size_t of) {
  return {fmt::format("最近年度，{} 个地标中 {} 个有数", of, sum.known),
          fmt::format("latest year; {} of {} indications", sum.known, of)};
}

KeyFigure figure_of(Words label, const std::string& value, Words unit, const LatestSum& sum,
                    std::size_t of) {
  return {std::move(label), sum.known == 0 ? "–" : value, std::move(unit), known_words(sum, of),
          sum.known < of};
}

std::vector<KeyFigure> figures_of(const ProgrammeReportInput& input, const MoneyUnit& unit) {
  const auto latest = latest_of(input);
  const std::size_t of = latest.size();
  const LatestSum brand = sum_of(latest, [](const ProgrammeFigures& one) {
    return one.brand ? std::optional(one.brand->value_yuan) : std::nullopt;
  });
  const LatestSum users =
      sum_of(latest, [](const ProgrammeFigures& one) { return one.year.users_count; });
  const LatestSum households =
      sum_of(latest, [](const ProgrammeFigures& one) { return one.year.households_count; });
  const LatestSum output = sum_of(latest, [](const ProgrammeFigures& one) {
    return one.year.output ? std::optional(one.year.output->yuan()) : std::nullopt;
  });
  const LatestSum lent = sum_of(latest, [](const ProgrammeFigures& one) {
    return one.lending ? std::optional(one.lending->lent.yuan()) : std::nullopt;
  });
  const auto count = [](double value) { return show_count(static_cast<std::int64_t>(value)); };
  const MoneyUnit large = axis_unit(input.currency, std::max(brand.sum, output.sum));
  return {
      figure_of({"公共品牌价值", "public brand value"}, show_rounded(brand.sum, large), large.label,
                brand, of),
      figure_of({"区域产值", "regional output"}, show_rounded(output.sum, large), large.label,
                output, of),
      figure_of({"用标主体", "users of the mark"}, count(users.sum), {"家", "users"}, users, of),
      figure_of({"带动农户", "farming households"}, count(households.sum), {"户", "households"},
                households, of),
      figure_of({"会员贷款", "lent to members"}, show_yuan(lent.sum, unit), unit.label, lent, of)};
}

Words headline_of(const ProgrammeReportInput& input) {
  const std::size_t count = latest_of(input).size();
  std::size_t missing = 0;
  for (const ProgrammeFigures& one : input.figures) missing += one.missing.size();
  return {fmt::format("{} 个地理标志，{}–{} 年，{} 个年度行；{} 个数字因缺数据而留空，没有估算。",
                      count, input.first, input.last, input.figures.size(), missing),
          fmt::format("{} indications, {} to {}, {} rows by year; {} figures are empty for want of "
                      "data, none is estimated.",
                      count, input.first, input.last, input.figures.size(), missing)};
}

void add_notices(const ProgrammeReportInput& input, Report& report) {
  if (input.synthetic) {
    report.notices.push_back({{"示例数据为虚构，不对应任何真实地理标志。",
                               "The sample is synthetic; it describes no real indication."},
                              false});
  }
  report.notices.push_back({input.backtested, false});
  if (input.sheet_rejects + input.member_rejects > 0) {
    report.notices.push_back(
        {{fmt::format("{} 行年度数据、{} 行会员无法读取，已隔离。", input.sheet_rejects,
                      input.member_rejects),
          fmt::format("{} rows of years and {} of members could not be read and are left out.",
                      input.sheet_rejects, input.member_rejects)},
         true});
  }
}

}  // namespace

Report make_programme_report(const ProgrammeReportInput& input) {
  double most = 0;
  for (const ProgrammeFigures& one : input.figures) {
    if (one.year.output) most = std::max(most, one.year.output->yuan());
    if (one.brand) most = std::max(most, one.brand->value_yuan);
  }
  const MoneyUnit unit = shown_unit(input.currency, most);
  Report report;
  report.title = {"地理标志运用促进工程年度报告",
                  "Geographical indications: yearly programme report"};
  report.run_id = input.programme_id;
  report.as_of = input.as_of;
  report.unit = unit;
  report.synthetic = input.synthetic;
  report.headline = headline_of(input);
  report.trust = {
      "公共品牌价值不是质押价值，两者不相加；CARD "
      "的强度乘数几乎不区分强弱，价值主要来自品牌收益与价格稳定。",
      "Public brand value is not pledge value and the two are never added; CARD's multiple hardly "
      "tells strong from weak: its value comes from revenue and price stability."};
  report.facts = {{fmt::format("年度 {}–{}", input.first, input.last),
                   fmt::format("years {} to {}", input.first, input.last)}};
  if (!input.scenario_id.empty()) {
    report.facts.push_back({"情景 " + input.scenario_id, "scenario " + input.scenario_id});
  }
  report.figures = figures_of(input, unit);
  add_notices(input, report);
  report.sections = {brand_section(input, unit),   premium_section(input),
                     people_section(input),        output_section(input, unit),
                     lending_section(input, unit), pledge_value_section(input, unit),
                     missing_section(input),       programme_manifest(input)};
  return report;
}

}  // namespace pledgelab
