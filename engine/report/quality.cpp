#include <fmt/format.h>

#include <algorithm>

#include "engine/report/figure.hpp"
#include "engine/report/sections.hpp"

namespace pledgelab {

namespace {

Table control_table(const ReportInput& input, const MoneyUnit& unit) {
  Table table;
  table.id = "control-totals";
  table.title = {"控制总数：读入 = 采用 + 隔离 + 剔除",
                 "control totals: read = kept + quarantined + excluded"};
  const Words rows = {"行", "rows"};
  table.columns = {text_column("file", {"文件", "file"}),
                   count_column("rows_in", {"读入", "read"}, rows),
                   count_column("rows_kept", {"采用", "kept"}, rows),
                   count_column("rows_quarantined", {"隔离", "quarantined"}, rows),
                   count_column("rows_excluded", {"剔除", "excluded"}, rows),
                   money_column("money_in", {"读入", "read"}, unit),
                   money_column("money_kept", {"采用", "kept"}, unit),
                   money_column("money_quarantined", {"隔离", "quarantined"}, unit),
                   money_column("money_excluded", {"剔除", "excluded"}, unit)};
  for (const ControlTotal& one : input.control_totals) {
    const bool closed = one.rows_in == one.rows_kept + one.rows_quarantined + one.rows_excluded &&
                        one.money_in == one.money_kept + one.money_quarantined + one.money_excluded;
    table.rows.push_back(
        {{Words{one.file, ""}, one.rows_in, one.rows_kept, one.rows_quarantined, one.rows_excluded,
          one.money_in, one.money_kept, one.money_quarantined, one.money_excluded},
         false,
         !closed});
  }
  return table;
}

Table reject_table(const ReportInput& input, const MoneyUnit& unit) {
  Table table;
  table.id = "rejects";
  table.title = {"隔离的行", "quarantined rows"};
  table.columns = {text_column("place", {"位置", "place"}), text_column("code", {"代码", "code"}),
                   text_column("message", {"原因", "reason"}),
                   text_column("hint", {"建议", "hint"}),
                   money_column("at_stake", {"涉及金额", "at stake"}, unit)};
  const std::size_t shown = std::min(input.rejects.size(), input.row_limit);
  for (std::size_t i = 0; i < shown; ++i) {
    const Reject& one = input.rejects[i];
    const Origin& origin = one.error.origin;
    table.rows.push_back(
        {{Words{fmt::format("{}:{}:{}", origin.file, origin.line, origin.column), ""},
          Words{one.error.code, ""}, Words{one.error.message, ""}, Words{one.error.hint, ""},
          Money::of_fen(one.at_stake_fen)}});
  }
  if (shown < input.rejects.size())
    table.note = {fmt::format("示 {} 行，共 {} 行。", shown, input.rejects.size()),
                  fmt::format("{} of {} rows.", shown, input.rejects.size())};
  table.folded = shown > 25;
  return table;
}

Row manifest_row(Words what, std::string value) {
  return {{std::move(what), Words{std::move(value), ""}}};
}

}  // namespace

Section quality_section(const ReportInput& input, const MoneyUnit& unit) {
  Section section{"quality", {"数据质量", "Data quality"}, {}};
  for (const std::string& warning : input.warnings)
    section.blocks.push_back(Notice{{warning, ""}, false});
  if (input.control_totals.empty())
    section.blocks.push_back(Words{"没有控制总数。", "No control totals."});
  else
    section.blocks.push_back(control_table(input, unit));
  if (input.rejects.empty())
    section.blocks.push_back(Words{"没有隔离的行。", "No row was quarantined."});
  else
    section.blocks.push_back(reject_table(input, unit));
  return section;
}

Section manifest_section(const ReportInput& input) {
  const Manifest& manifest = input.manifest;
  Table table;
  table.id = "manifest";
  table.columns = {text_column("what", {"项目", "item"}), text_column("value", {"值", "value"})};
  table.rows = {
      manifest_row({"运行", "run"}, input.run_id),
      manifest_row({"基准日", "as of"}, to_iso(input.as_of)),
      manifest_row({"程序版本", "program version"}, manifest.program_version),
      manifest_row({"提交", "commit"}, manifest.commit),
      manifest_row({"编译器", "compiler"}, manifest.compiler),
      manifest_row({"命令", "command line"}, manifest.command_line),
      manifest_row({"随机种子", "seed"}, std::to_string(manifest.seed)),
      manifest_row({"路径数", "paths"}, std::to_string(input.path_count)),
      manifest_row({"期限（月）", "horizon (months)"}, std::to_string(input.month_count))};
  std::string libraries;
  for (const auto& [name, version] : manifest.libraries)
    libraries += (libraries.empty() ? "" : ", ") + name + " " + version;
  table.rows.push_back(manifest_row({"程序库", "libraries"}, libraries));
  for (const HashedThing& thing : manifest.hashes) {
    Words label = thing.what;
    if (!thing.name.empty()) label.zh += "（" + thing.name + "）";
    table.rows.push_back(manifest_row(std::move(label), "sha256 " + thing.sha256));
  }
  Section section{"manifest", {"运行清单", "Manifest"}, {}};
  section.blocks.push_back(
      Words{"相同的输入、种子与版本得到相同的字节，与线程数无关。",
            "The same inputs, seed and version give the same bytes at any number of threads."});
  section.blocks.push_back(std::move(table));
  return section;
}

}  // namespace pledgelab
