#include <fmt/format.h>

#include <algorithm>

#include "engine/report/figure.hpp"
#include "engine/report/sections.hpp"

namespace pledgelab {

namespace {

constexpr std::size_t kLevelsInLine = 6;  // more levels than this are told by their range

bool is_fraction(const std::string& unit) { return unit.rfind("frac", 0) == 0; }

std::string level_text(double value, const std::string& unit) {
  if (is_fraction(unit)) return fmt::format("{:.6g} %", value * 100);
  return fmt::format("{:.6g}", value);
}

Words unit_words(const std::string& unit) {
  if (unit == "frac") return {"%", ""};
  if (unit == "frac_annual") return {"% / 年", "% a year"};
  if (unit == "months") return {"月", "months"};
  if (unit == "years") return {"年", "years"};
  if (unit == "number") return {"数", "number"};
  return {unit, ""};
}

std::string levels_text(const Parameter& parameter) {
  if (parameter.rows.size() > kLevelsInLine) {
    const auto [low, high] = std::minmax_element(
        parameter.rows.begin(), parameter.rows.end(),
        [](const ParameterRow& a, const ParameterRow& b) { return a.value < b.value; });
    return fmt::format("{} … {} ({} levels)", level_text(low->value, parameter.unit),
                       level_text(high->value, parameter.unit), parameter.rows.size());
  }
  std::string out;
  for (const ParameterRow& row : parameter.rows) {
    if (!out.empty()) out += "; ";
    if (!row.key.empty()) out += row.key + " ";
    out += level_text(row.value, parameter.unit);
  }
  return out;
}

TableCell date_cell(const std::optional<Date>& date) {
  if (!date) return {};
  return *date;
}

Table assumption_table(const ReportInput& input) {
  Table table;
  table.id = "assumptions";
  table.title = {"参数、出处与标记", "parameters, sources and marks"};
  table.columns = {
      text_column("parameter", {"参数", "parameter"}), text_column("levels", {"水平", "level"}),
      text_column("unit", {"单位", "unit"}),           text_column("mark", {"标记", "mark"}),
      text_column("source", {"出处", "source"}),       date_column("date", {"日期", "date"}),
      text_column("document", {"文件", "document"})};
  for (const Assumption& one : input.assumptions) {
    const Parameter& parameter = one.parameter;
    table.rows.push_back(
        {{Words{parameter.name, ""}, Words{levels_text(parameter), ""}, unit_words(parameter.unit),
          mark_words(parameter.mark), Words{parameter.source, ""}, date_cell(parameter.date),
          Words{one.document, ""}}});
  }
  return table;
}

/// Every level of the parameters that the first table only gives by their range.
Table level_table(const ReportInput& input) {
  Table table;
  table.id = "levels";
  table.title = {"多水平参数的全部取值", "all levels of parameters with many"};
  table.columns = {text_column("parameter", {"参数", "parameter"}),
                   text_column("key", {"键", "key"}), text_column("level", {"水平", "level"})};
  for (const Assumption& one : input.assumptions) {
    if (one.parameter.rows.size() <= kLevelsInLine) continue;
    for (const ParameterRow& row : one.parameter.rows)
      table.rows.push_back({{Words{one.parameter.name, ""}, Words{row.key, ""},
                             Words{level_text(row.value, one.parameter.unit), ""}}});
  }
  table.folded = true;
  return table;
}

Chart mark_chart(const ReportInput& input) {
  Bars bars;
  bars.axis = {"占预期损失", "of the expected loss"};
  bars.series = {{"占比", "share"}};
  Table table;
  table.id = "marks";
  table.columns = {text_column("mark", {"标记", "mark"}), share_column("share", {"占比", "share"})};
  for (const MarkShare& one : input.mark_shares) {
    bars.groups.push_back({mark_words(one.mark),
                           {one.expected_loss_frac},
                           one.mark == Mark::assumed ? Tone::loss : Tone::plain});
    table.rows.push_back({{mark_words(one.mark), Frac{one.expected_loss_frac}}});
  }
  Chart chart;
  chart.id = "mark-shares";
  chart.title = {"预期损失建立在什么之上", "what the expected loss rests on"};
  chart.reading = {"按最弱的输入归类：假设 < 凭记忆 < 拟合 < 有出处。",
                   "Each loan's part goes by its weakest input: assumed, from memory, fitted, "
                   "found in a source."};
  chart.drawing = std::move(bars);
  chart.table = std::move(table);
  return chart;
}

}  // namespace

Section assumption_section(const ReportInput& input) {
  Section section{"assumptions", {"假设与出处", "Assumptions and sources"}, {}};
  if (!input.mark_shares.empty()) section.blocks.push_back(mark_chart(input));
  if (input.assumptions.empty()) {
    section.blocks.push_back(Words{"没有列出参数。", "No parameters were listed."});
    return section;
  }
  section.blocks.push_back(assumption_table(input));
  Table levels = level_table(input);
  if (!levels.rows.empty()) section.blocks.push_back(std::move(levels));
  return section;
}

}  // namespace pledgelab
