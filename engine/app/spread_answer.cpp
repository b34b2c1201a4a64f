#include "engine/app/spread_answer.hpp"

#include <fmt/core.h>

#include "engine/render/text.hpp"
#include "engine/report/table.hpp"

namespace pledgelab {
namespace {

Table methods_table(const FittedSpreads& spreads) {
  Table table;
  table.id = "method_spreads";
  table.title = {"各方法的离散度：由结果校准", "spreads of methods, fitted from outcomes"};
  table.columns = {text_column("method", {"方法", "method"}),
                   count_column("count", {"结果数", "outcomes"}, {}),
                   number_column("error_ln", {"ln 偏差", "ln error"}, {}, 3),
                   number_column("stated", {"原离散度", "stated ln-SD"}, {}, 3),
                   number_column("scale", {"最优倍数 c", "best c"}, {}, 3),
                   number_column("crps_stated", {"原 ln CRPS", "as stated"}, {}, 3),
                   number_column("crps_fitted", {"校准后", "with c"}, {}, 3),
                   share_column("weight", {"可信度", "credibility"}),
                   number_column("shrunk", {"收缩后倍数", "shrunk"}, {}, 3)};
  for (const MethodSpread& one : spreads.methods) {
    Row row{{Words{one.method, ""}, one.count}};
    if (one.fit) {
      for (const double figure : {one.mean_error_ln, one.mean_ln_sd, one.fit->scale,
                                  one.fit->mean_crps_stated, one.fit->mean_crps_fitted}) {
        row.cells.emplace_back(figure);
      }
      row.cells.emplace_back(Frac{one.weight_frac});
      row.cells.emplace_back(one.shrunk);
    } else {
      row.cells.resize(table.columns.size());
    }
    table.rows.push_back(std::move(row));
  }
  table.note = {
      fmt::format("少于 {} 项结果、或结果都落在预测中位数上的方法不校准；c 含预测的偏差；"
                  "情景的原值计作 {:g} 项结果",
                  kFewestForSpread, spreads.prior_count),
      fmt::format(
          "not fitted: fewer than {} outcomes, or outcomes that lie on the medians; c holds "
          "a bias of the forecasts; the scenario's level counts as {:g} outcomes",
          kFewestForSpread, spreads.prior_count)};
  return table;
}

Table rows_table(const FittedSpreads& spreads) {
  Table table;
  table.id = "fitted_levels";
  table.title = {"情景 estimate_ln_sd 的新值", "estimate_ln_sd as fitted"};
  table.columns = {text_column("row", {"行", "row"}),
                   count_column("count", {"结果数", "outcomes"}, {}),
                   number_column("level", {"原值", "level"}, {}, 3),
                   number_column("fitted", {"新值", "fitted"}, {}, 3)};
  for (const FittedRow& one : spreads.rows) {
    const std::string mark = one.cut ? " *" : "";
    table.rows.push_back({{Words{one.row + mark, ""}, one.count, one.level, one.fitted}});
    if (one.cut) {
      table.note = {"* 超出该参数的取值范围，取其边界",
                    "* beyond the level's domain: its end taken"};
    }
  }
  return table;
}

}  // namespace

Json spreads_json(const FittedSpreads& spreads) {
  Json methods = Json::array();
  for (const MethodSpread& one : spreads.methods) {
    Json json = {{"method", one.method}, {"count", one.count}, {"fitted", one.fit.has_value()}};
    if (one.fit) {
      json["mean_error_ln"] = one.mean_error_ln;
      json["mean_ln_sd"] = one.mean_ln_sd;
      json["scale"] = one.fit->scale;
      json["mean_crps_stated"] = one.fit->mean_crps_stated;
      json["mean_crps_fitted"] = one.fit->mean_crps_fitted;
      json["weight_frac"] = one.weight_frac;
      json["shrunk_scale"] = one.shrunk;
    }
    methods.push_back(json);
  }
  Json rows = Json::array();
  for (const FittedRow& one : spreads.rows) {
    rows.push_back({{"row", one.row},
                    {"count", one.count},
                    {"level", one.level},
                    {"fitted", one.fitted},
                    {"cut", one.cut}});
  }
  return {{"scenario", spreads.scenario},
          {"prior_count", spreads.prior_count},
          {"methods", methods},
          {"levels", rows},
          {"scenario_yaml", spreads.yaml}};
}

std::string spreads_text(const FittedSpreads& spreads) {
  std::string text = "\n" + to_text(methods_table(spreads));
  if (spreads.rows.empty()) {
    return text +
           "\n这些方法的离散度不是情景的单一参数，没有情景可写 · their spreads are no single "
           "level: no "
           "scenario to write\n";
  }
  return text + "\n" + to_text(rows_table(spreads)) +
         "\n情景文件（存为 .yaml，用 -s 读入）· the scenario (keep it as .yaml, take it with "
         "-s):\n\n" +
         spreads.yaml;
}

}  // namespace pledgelab
