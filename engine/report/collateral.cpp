#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "engine/report/figure.hpp"
#include "engine/report/sections.hpp"

namespace pledgelab {

namespace {

Words left_out(std::size_t shown, std::size_t all) {
  if (shown == all) return {fmt::format("共 {} 行。", all), fmt::format("{} rows.", all)};
  return {fmt::format("示 {} 行，共 {} 行；其余见运行目录。", shown, all),
          fmt::format("{} of {} rows; the rest stands in the run's folder.", shown, all)};
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : "; ") + text;
  return out;
}

TableCell ratio_cell(const std::optional<Ratio>& ratio) {
  if (!ratio) return {};
  return Frac{ratio->frac()};
}

Table coverage_table(const ReportInput& input, const MoneyUnit& unit) {
  Table table;
  table.id = "coverage";
  table.title = {"逐笔质押率与覆盖", "loan-to-value and cover by loan"};
  table.columns = {text_column("loan_id", {"贷款", "loan"}),
                   text_column("borrower_id", {"借款人", "borrower"}),
                   money_column("balance", {"余额", "balance"}, unit),
                   money_column("approved_value", {"认定价值", "approved value"}, unit),
                   share_column("loan_to_value", {"质押率", "LTV"}),
                   share_column("ceiling", {"上限", "ceiling"}),
                   money_column("haircut_value", {"折后价值", "after haircut"}, unit),
                   money_column("shortfall", {"缺口", "shortfall"}, unit),
                   share_column("pd_annual", {"年违约率", "PD a year"}),
                   text_column("pd_route", {"违约率来源", "PD route"}),
                   text_column("flags", {"备注", "flags"})};
  std::vector<const CoverageLine*> lines;
  for (const CoverageLine& line : input.coverage) lines.push_back(&line);
  std::stable_sort(lines.begin(), lines.end(), [](const CoverageLine* a, const CoverageLine* b) {
    if (a->coverage.breach != b->coverage.breach) return a->coverage.breach;
    return a->coverage.shortfall > b->coverage.shortfall;
  });
  const std::size_t shown = std::min(lines.size(), input.row_limit);
  for (std::size_t i = 0; i < shown; ++i) {
    const CoverageLine& line = *lines[i];
    const Coverage& cover = line.coverage;
    table.rows.push_back(
        {{Words{line.loan_id, ""}, Words{line.borrower_id, ""}, cover.balance, cover.approved_value,
          ratio_cell(cover.loan_to_value), ratio_cell(cover.ceiling), cover.haircut_value,
          cover.shortfall, Frac{line.pd_annual_frac}, route_words(line.route),
          Words{joined(cover.flags), ""}},
         false,
         cover.breach});
  }
  table.note = left_out(shown, lines.size());
  table.note.zh += "质押率 = 余额 ÷ 认定价值；折后价值是模型的审慎估计，另有其名。超限者在前。";
  table.note.en +=
      " LTV = balance / approved value; the value after haircut is the model's own "
      "prudent figure. Breaches first.";
  table.folded = shown > 25;
  return table;
}

std::string methods_text(const Valuation& valuation) {
  std::string out;
  for (const MethodEstimate& method : valuation.methods)
    out += (out.empty() ? "" : "; ") + method.formula + " " + method.method;
  return out;
}

std::string grade_text(const Valuation& valuation) {
  return valuation.grade ? kEvidenceGradeWords[static_cast<std::size_t>(*valuation.grade)] : "–";
}

std::string driver_text(const Driver& driver) {
  const std::string value = driver.unit == "frac"
                                ? show_percent(driver.value, 2) + " %"
                                : fmt::format("{:.6g} {}", driver.value, driver.unit);
  return driver.name + " = " + value;
}

std::string drivers_text(const Valuation& valuation) {
  std::vector<std::string> texts;
  for (const Driver& driver : valuation.drivers)
    texts.push_back(driver_text(driver) + (driver.mark == Mark::assumed ? " (assumed)" : ""));
  return joined(texts);
}

Table valuation_table(const ReportInput& input, const MoneyUnit& unit) {
  Table table;
  table.id = "valuations";
  table.title = {"逐项估值与理由", "valuations with their reasons"};
  table.columns = {text_column("asset_id", {"知识产权", "right"}),
                   text_column("kind", {"种类", "kind"}),
                   money_column("approved_value", {"认定价值", "approved"}, unit),
                   money_column("mean", {"模型均值", "model mean"}, unit),
                   money_column("low", {"5 %", ""}, unit),
                   money_column("high", {"95 %", ""}, unit),
                   text_column("evidence_grade", {"证据等级", "grade"}),
                   text_column("methods", {"方法", "methods"}),
                   text_column("drivers", {"依据", "reasons"}),
                   text_column("flags", {"备注", "flags"})};
  const std::size_t shown = std::min(input.valuations.size(), input.row_limit);
  for (std::size_t i = 0; i < shown; ++i) {
    const ValuationLine& line = input.valuations[i];
    const Valuation& value = line.valuation;
    table.rows.push_back({{Words{line.asset_id, ""}, line.kind, line.approved_value,
                           Yuan{value.mean_yuan}, Yuan{value.low_yuan}, Yuan{value.high_yuan},
                           Words{grade_text(value), ""}, Words{methods_text(value), ""},
                           Words{drivers_text(value), ""}, Words{joined(value.flags), ""}}});
  }
  table.note = left_out(shown, input.valuations.size());
  table.note.zh +=
      "证据等级（F162）：E1 自身公平成交价或合同现金，E2 映射到权利的收入，E3 "
      "可比交易或有业绩记录的外部评估，"
      "E4 估计，E5 仅有先验。";
  table.note.en +=
      " Grade (F162): E1 own arm's-length price or contracted cash, E2 revenue mapped to the "
      "right, "
      "E3 comparables or an appraisal by a valuer with a record, E4 estimates, E5 a prior alone.";
  table.folded = shown > 25;
  return table;
}

/// Region by sector, balance; sums on both borders.
Table concentration_table(const ReportInput& input, const MoneyUnit& unit) {
  std::map<std::string, std::map<std::string, Money>> grid;
  std::map<std::string, Money> by_sector;
  for (const ConcentrationCell& cell : input.concentration) {
    grid[cell.region][cell.sector] += cell.balance;
    by_sector[cell.sector] += cell.balance;
  }
  Table table;
  table.id = "concentration";
  table.title = {"集中度：地区 × 行业（余额）", "concentration: region × sector (balance)"};
  table.columns = {text_column("region", {"地区", "region"})};
  for (const auto& [sector, sum] : by_sector) {
    table.columns.push_back(money_column("sector_" + sector, {sector, ""}, unit));
    table.columns.back().shaded = true;
  }
  table.columns.push_back(money_column("sum", {"合计", "sum"}, unit));
  Money all;
  for (const auto& [region, cells] : grid) {
    Row row{{Words{region, ""}}};
    Money sum;
    for (const auto& [sector, unused] : by_sector) {
      const auto found = cells.find(sector);
      row.cells.push_back(found == cells.end() ? TableCell{} : TableCell{found->second});
      if (found != cells.end()) sum += found->second;
    }
    row.cells.push_back(sum);
    all += sum;
    table.rows.push_back(std::move(row));
  }
  Row total{{Words{"合计", "sum"}}, true};
  for (const auto& [sector, sum] : by_sector) total.cells.push_back(sum);
  total.cells.push_back(all);
  table.rows.push_back(std::move(total));
  return table;
}

Table contributor_table(const ReportInput& input, const MoneyUnit& unit) {
  Table table;
  table.id = "contributors";
  table.title = {"尾部损失的主要来源", "largest contributors to the tail"};
  table.columns = {text_column("loan_id", {"贷款", "loan"}),
                   text_column("borrower_id", {"借款人", "borrower"}),
                   text_column("region", {"地区", "region"}),
                   text_column("sector", {"行业", "sector"}),
                   money_column("balance", {"余额", "balance"}, unit),
                   money_column("expected_loss", {"对 EL 的贡献", "part of EL"}, unit),
                   money_column("expected_shortfall", {"对 ES 的贡献", "part of ES"}, unit),
                   share_column("share", {"占 ES", "of ES"})};
  const double tail = input.loss ? input.loss->expected_shortfall.value : 0;
  for (const Contributor& one : input.contributors)
    table.rows.push_back(
        {{Words{one.loan_id, ""}, Words{one.borrower_id, ""}, Words{one.region, ""},
          Words{one.sector, ""}, one.balance, Yuan{one.expected_loss_yuan},
          Yuan{one.expected_shortfall_yuan},
          tail > 0 ? TableCell{Frac{one.expected_shortfall_yuan / tail}} : TableCell{}}});
  table.note = {
      "按对预期尾部损失的贡献排列；全部贷款的贡献之和等于组合的数。",
      "By part of the expected shortfall; the parts of all loans sum to the portfolio's."};
  return table;
}

Table route_table(const ReportInput& input, const MoneyUnit& unit) {
  Table table;
  table.id = "pd-routes";
  table.title = {"违约率从哪里来", "where the default rates come from"};
  table.columns = {text_column("route", {"来源", "route"}),
                   count_column("loans", {"贷款", "loans"}, {"笔", "count"}),
                   money_column("balance", {"余额", "balance"}, unit)};
  std::int64_t loans = 0;
  Money balance;
  for (const PdRouteCount& route : input.pd_routes) {
    table.rows.push_back({{route_words(route.route), route.loan_count, route.balance}});
    loans += route.loan_count;
    balance += route.balance;
  }
  table.rows.push_back({{Words{"合计", "sum"}, loans, balance}, true});
  return table;
}

}  // namespace

Section concentration_section(const ReportInput& input, const MoneyUnit& unit) {
  Section section{"concentration", {"集中度", "Concentration"}, {}};
  if (!input.concentration.empty()) section.blocks.push_back(concentration_table(input, unit));
  if (!input.contributors.empty()) section.blocks.push_back(contributor_table(input, unit));
  if (section.blocks.empty())
    section.blocks.push_back(Words{"没有可示的分组。", "No groups to show."});
  return section;
}

Section coverage_section(const ReportInput& input, const MoneyUnit& unit) {
  Section section{"coverage", {"质押率与覆盖", "Loan-to-value and cover"}, {}};
  if (!input.pd_routes.empty()) section.blocks.push_back(route_table(input, unit));
  if (input.pledge_count == 0 && !input.coverage.empty())
    section.blocks.push_back(Words{"台账没有质物：质押率与折后价值不适用，下表只示余额与违约率。",
                                   "No rights are pledged: loan-to-value and the value after "
                                   "haircut do not apply; the table shows balance and PD only."});
  if (input.coverage.empty())
    section.blocks.push_back(Words{"没有贷款。", "No loans."});
  else
    section.blocks.push_back(coverage_table(input, unit));
  return section;
}

Section valuation_section(const ReportInput& input, const MoneyUnit& unit) {
  Section section{"valuation", {"估值", "Valuation"}, {}};
  if (input.valuations.empty())
    section.blocks.push_back(
        input.pledge_count == 0
            ? Words{"台账没有质物，没有可估值的权利。",
                    "No rights are pledged in this book: there is nothing to value."}
            : Words{"没有估值。", "No valuations."});
  else {
    section.blocks.push_back(input.backtested);
    section.blocks.push_back(valuation_table(input, unit));
  }
  return section;
}

}  // namespace pledgelab
