#include "engine/app/market_answer.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/core.h>

#include "engine/render/text.hpp"

namespace pledgelab {
namespace {

constexpr std::size_t kYearsShown = 8;  // the last ones; JSON has all

Words unit_words(CountUnit unit) {
  return unit == CountUnit::patent ? Words{"件次", "patents"} : Words{"次", "operations"};
}

Words title_of(const std::string& id) {
  static const std::map<std::string, Words> kTitles = {
      {"operations", {"各年运营情况", "operations by year"}},
      {"transfers_by_kind", {"转让：按专利类型", "transfers by kind of patent"}},
      {"licences_by_kind", {"许可：按专利类型", "licences by kind of patent"}},
      {"pledges_by_kind", {"质押：按专利类型", "pledges by kind of patent"}},
      {"international", {"是否国际专利", "international patents"}},
      {"sections", {"按技术领域（部）", "by section of the classification"}},
      {"regions", {"按地区", "by region"}},
      {"from_kinds", {"按转出方类型", "by kind of transferor, licensor, pledgor"}},
      {"to_kinds", {"按受让方类型", "by kind of transferee, licensee, pledgee"}},
      {"licensed_patents", {"许可最多的专利", "most licensed patents"}},
      {"classes", {"技术领域排名", "leading technology classes"}},
      {"leading_regions", {"地区排名", "leading regions"}},
      {"transferors", {"转让人排名", "leading transferors"}},
      {"universities", {"高校排名", "leading universities"}},
      {"institutes", {"科研院所排名", "leading institutes"}}};
  const auto found = kTitles.find(id);
  return found == kTitles.end() ? Words{id, ""} : found->second;
}

Words key_words_of(const std::string& key, MarketFact fact) {
  static const std::map<std::string, Words> kWords = {
      {"transfer", {"转让", "transfer"}},
      {"licence", {"许可", "licence"}},
      {"pledge", {"质押", "pledge"}},
      {"invention", {"发明", "invention"}},
      {"utility_model", {"实用新型", "utility model"}},
      {"design", {"外观设计", "design"}},
      {"company", {"企业", "company"}},
      {"university", {"高校", "university"}},
      {"institute", {"科研院所", "institute"}},
      {"individual", {"个人", "individual"}},
      {"other", {"其他", "other"}},
      {"true", {"是", "yes"}},
      {"false", {"否", "no"}}};
  if (key.empty()) return {"（未填）", "(not stated)"};
  const bool name = fact == MarketFact::from_party || fact == MarketFact::to_party ||
                    fact == MarketFact::patent || fact == MarketFact::region;
  const auto found = kWords.find(key);
  return name || found == kWords.end() ? Words{key, ""} : found->second;
}

TableCell growth_cell(const std::optional<Ratio>& growth) {
  if (!growth) return std::monostate{};
  return Frac{growth->frac()};
}

// Rows are years: each kind of operation beside its growth.
Table years_table(const MarketTable& from) {
  Table table;
  table.id = from.id;
  table.title = title_of(from.id);
  table.columns = {text_column("year", {"年份", "year"})};
  std::vector<CountRow> rows;
  for (const RecordWord& kind : kOperationWords) {
    for (const CountRow& row : from.counts.rows) {
      if (row.key == kind.word) rows.push_back(row);
    }
  }
  rows.push_back(from.counts.whole);
  for (const CountRow& row : rows) {
    const Words name = row.key == "all" ? Words{"合计", "all"} : key_words_of(row.key, from.fact);
    table.columns.push_back(count_column(row.key, name, unit_words(from.counts.unit)));
    table.columns.push_back(share_column(row.key + "_growth", {"同比", "growth"}));
  }
  std::vector<std::vector<std::optional<Ratio>>> changes;
  changes.reserve(rows.size());
  for (const CountRow& row : rows) changes.push_back(growths(row));
  for (std::size_t year = 0; year < from.counts.whole.by_year.size(); ++year) {
    Row line;
    line.cells = {Words{std::to_string(from.counts.first_year + static_cast<int>(year)), ""}};
    for (std::size_t i = 0; i < rows.size(); ++i) {
      line.cells.emplace_back(rows[i].by_year[year]);
      line.cells.push_back(growth_cell(changes[i][year]));
    }
    table.rows.push_back(line);
  }
  Row total;
  total.total = true;
  total.cells = {Words{"合计", "total"}};
  for (const CountRow& row : rows) {
    total.cells.emplace_back(row.total);
    total.cells.emplace_back(std::monostate{});
  }
  table.rows.push_back(total);
  Row shares;
  shares.cells = {Words{"占比 %", "share %"}};
  for (const CountRow& row : rows) {
    shares.cells.emplace_back(std::monostate{});
    shares.cells.emplace_back(
        Frac{static_cast<double>(row.total) / static_cast<double>(from.counts.whole.total)});
  }
  table.rows.push_back(shares);
  return table;
}

void add_part(const CountRow& row, const Words& name, const CountTable& counts, Table& table) {
  const std::size_t years = row.by_year.size();
  const std::size_t first = years - std::min(years, kYearsShown);
  Row line;
  line.total = row.key == "all" && name.en == "all";
  line.cells = {name};
  for (std::size_t i = first; i < years; ++i) line.cells.emplace_back(row.by_year[i]);
  line.cells.emplace_back(row.total);
  line.cells.emplace_back(
      Frac{static_cast<double>(row.total) / static_cast<double>(counts.whole.total)});
  line.cells.push_back(growth_cell(growths(row).back()));
  table.rows.push_back(line);
}

// Rows are parts, columns the last years.
Table parts_table(const MarketTable& from) {
  const CountTable& counts = from.counts;
  Table table;
  table.id = from.id;
  table.title = title_of(from.id);
  table.columns = {text_column("key", {"项目", "part"})};
  const std::size_t years = counts.whole.by_year.size();
  for (std::size_t i = years - std::min(years, kYearsShown); i < years; ++i) {
    const std::string year = std::to_string(counts.first_year + static_cast<int>(i));
    table.columns.push_back(count_column("y" + year, {year, ""}, unit_words(counts.unit)));
  }
  table.columns.push_back(count_column("total", {"合计", "total"}, unit_words(counts.unit)));
  table.columns.push_back(share_column("share", {"占比", "share"}));
  table.columns.push_back(share_column("growth", {"末年同比", "growth, last year"}));
  for (const bool stated : {true, false}) {
    for (const CountRow& row : counts.rows) {
      if (row.key.empty() == stated) continue;
      add_part(row, key_words_of(row.key, from.fact), counts, table);
    }
  }
  add_part(counts.whole, {"合计", "all"}, counts, table);
  if (counts.overlap > 0) {
    table.note = {fmt::format("一次运营涉及多项时各项各计一次，重复 {} 次", counts.overlap),
                  fmt::format("an operation counts in each part it touches: {} more than the whole",
                              counts.overlap)};
  }
  return table;
}

Table ranking_table(const MarketRanking& from) {
  const CountRanking& ranking = from.ranking;
  Table table;
  table.id = from.id;
  table.title = title_of(from.id);
  table.columns = {count_column("place", {"名次", "place"}, {}),
                   text_column("key", {"名称", "name"}),
                   count_column("count", {"数量", "count"}, unit_words(ranking.unit)),
                   share_column("share", {"占比", "share"})};
  std::int64_t place = 0;
  for (const RankedCount& one : ranking.places) {
    Row row;
    row.cells = {++place, key_words_of(one.key, from.fact), one.count, Frac{one.share.frac()}};
    table.rows.push_back(row);
  }
  if (ranking.tied_below > 0 || ranking.unstated > 0) {
    table.note = {
        fmt::format("与末位并列而未列 {} 个；未填 {}", ranking.tied_below, ranking.unstated),
        fmt::format("{} more tie with the last place; not stated: {}", ranking.tied_below,
                    ranking.unstated)};
  }
  return table;
}

TableCell optional_cell(const std::optional<double>& value) {
  if (!value) return std::monostate{};
  return *value;
}

Table liquidity_table(const Liquidity& liquidity) {
  Table table;
  table.id = "liquidity";
  table.title = {"按技术领域的流动性", "liquidity by technology class"};
  const Words none;
  table.columns = {
      text_column("class", {"领域", "class"}),
      count_column("patents", {"有效专利", "patents in force"}, none),
      count_column("records", {"转让", "transfers"}, none),
      number_column("effective", {"有效笔数", "effective"}, none, 1),
      number_column("rate", {"每件每年", "a patent-year"}, none, 4),
      number_column("credibility", {"可信度", "credibility"}, none, 3),
      number_column("estimate", {"估计", "estimate"}, none, 4),
      number_column("relative", {"相对", "relative"}, none, 3),
      text_column("stands_on", {"取自", "stands on"}),
      number_column("median", {"申请至首次转让（已转让）", "to first transfer, if any"},
                    {"年", "years"}, 1),
      share_column("within", {fmt::format("{:g} 年内转让", liquidity.terms.horizon_years),
                              fmt::format("traded in {:g} years", liquidity.terms.horizon_years)})};
  for (const ClassLiquidity& one : liquidity.classes) {
    Row row;
    const auto named = [](const std::string& name) {
      return name.empty() ? Words{"全部", "all"} : Words{name, ""};
    };
    row.cells = {named(one.technology_class),
                 static_cast<std::int64_t>(one.patents),
                 one.records,
                 one.effective_count,
                 one.rate_annual,
                 one.credibility,
                 one.estimate_annual,
                 one.relative,
                 named(one.stands_on),
                 optional_cell(one.first_trade_median_years)};
    if (one.traded_within_frac) {
      row.cells.emplace_back(Frac{*one.traded_within_frac});
    } else {
      row.cells.emplace_back(std::monostate{});
    }
    table.rows.push_back(row);
  }
  table.note = {fmt::format("记录少于 {:g} 笔（有效）且按上级比率也不足者取上级",
                            liquidity.terms.least_records),
                fmt::format("fewer than {:g} effective records, seen and expected: the class above",
                            liquidity.terms.least_records)};
  return table;
}

Json row_json(const CountRow& row, std::int64_t whole) {
  Json changes = Json::array();
  for (const auto& change : growths(row)) {
    changes.push_back(change ? Json(change->frac()) : Json(nullptr));
  }
  return {{"key", row.key},
          {"by_year", row.by_year},
          {"total", row.total},
          {"share_frac", static_cast<double>(row.total) / static_cast<double>(whole)},
          {"growth_frac", changes}};
}

Json table_json(const MarketTable& from) {
  const CountTable& counts = from.counts;
  Json rows = Json::array();
  for (const CountRow& row : counts.rows) rows.push_back(row_json(row, counts.whole.total));
  return {{"id", from.id},
          {"first_year", counts.first_year},
          {"rows", rows},
          {"whole", row_json(counts.whole, counts.whole.total)},
          {"overlap_count", counts.overlap}};
}

Json ranking_json(const MarketRanking& from) {
  Json places = Json::array();
  for (const RankedCount& one : from.ranking.places) {
    places.push_back({{"key", one.key}, {"count", one.count}, {"share_frac", one.share.frac()}});
  }
  return {{"id", from.id},
          {"places", places},
          {"whole_count", from.ranking.whole},
          {"unstated_count", from.ranking.unstated},
          {"keys_count", from.ranking.keys},
          {"tied_below_count", from.ranking.tied_below}};
}

Json number_or_null(const std::optional<double>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json liquidity_json(const MarketOutcome& outcome) {
  const Liquidity& liquidity = *outcome.liquidity;
  Json classes = Json::array();
  for (const ClassLiquidity& one : liquidity.classes) {
    classes.push_back({{"class", one.technology_class},
                       {"patents_count", one.patents},
                       {"in_force_days", one.patent_days},
                       {"records_count", one.records},
                       {"effective_count", one.effective_count},
                       {"traded_patents_count", one.traded_patents},
                       {"rate_annual", one.rate_annual},
                       {"credibility_frac", one.credibility},
                       {"estimate_annual", one.estimate_annual},
                       {"relative", one.relative},
                       {"stands_on", one.stands_on},
                       {"first_trade_median_years", number_or_null(one.first_trade_median_years)},
                       {"traded_within_frac", number_or_null(one.traded_within_frac)}});
  }
  Json relatives = Json::array();
  for (const SaleRelative& one : outcome.relatives) {
    relatives.push_back({{"class", one.technology_class}, {"relative", one.relative}});
  }
  return {{"from", to_iso(liquidity.terms.from)},
          {"through", to_iso(add_days(liquidity.terms.to, -1))},
          {"least_records", liquidity.terms.least_records},
          {"horizon_years", liquidity.terms.horizon_years},
          {"unregistered_count", liquidity.unregistered},
          {"before_filing_count", liquidity.before_filing},
          {"not_in_force_count", liquidity.not_in_force},
          {"classes", classes},
          {"sale_relatives", relatives}};
}

Json count_json(const RecordCount& count) {
  return {
      {"rows_read", count.read}, {"rows_kept", count.kept}, {"rows_quarantined", count.rejected}};
}

}  // namespace

Json to_json(const MarketOutcome& outcome) {
  Json data = {{"unit", outcome.unit == CountUnit::patent ? "patent" : "operation"},
               {"first", to_iso(outcome.first)},
               {"last", to_iso(outcome.last)},
               {"operations", count_json(outcome.operations_rows)},
               {"outside_days_count", outcome.outside_days},
               {"operations_count", outcome.operation_count}};
  if (outcome.patents_rows) data["patents"] = count_json(*outcome.patents_rows);
  data["tables"] = Json::array();
  for (const MarketTable& table : outcome.tables) data["tables"].push_back(table_json(table));
  data["rankings"] = Json::array();
  for (const MarketRanking& one : outcome.rankings) data["rankings"].push_back(ranking_json(one));
  if (outcome.liquidity) data["liquidity"] = liquidity_json(outcome);
  if (!outcome.relatives_written.empty()) data["relatives_file"] = outcome.relatives_written;
  return data;
}

std::string to_text(const MarketOutcome& outcome) {
  const RecordCount& rows = outcome.operations_rows;
  std::string text = fmt::format(
      "{} – {}: {} 行 rows = {} 保留 kept + {} 隔离 quarantined; {} 次运营 operations\n"
      "计数单位 unit of count: {}\n",
      to_iso(outcome.first), to_iso(outcome.last), rows.read, rows.kept, rows.rejected,
      outcome.operation_count,
      outcome.unit == CountUnit::patent ? "件次，每件专利每次运营 a patent in an operation"
                                        : "次，每次运营 an operation, in each part it touches");
  if (outcome.outside_days > 0) {
    text += fmt::format("期间之外 outside the days asked: {} 行 rows\n", outcome.outside_days);
  }
  for (const MarketTable& table : outcome.tables) {
    text += "\n" + to_text(table.id == "operations" ? years_table(table) : parts_table(table));
  }
  for (const MarketRanking& one : outcome.rankings) text += "\n" + to_text(ranking_table(one));
  if (!outcome.liquidity) return text;
  const Liquidity& liquidity = *outcome.liquidity;
  text += "\n" + to_text(liquidity_table(liquidity));
  text += fmt::format(
      "不计入比率 in no rate: 未登记专利 unregistered {}, 申请之前 before filing {}, 非有效期 not "
      "in "
      "force {}\n",
      liquidity.unregistered, liquidity.before_filing, liquidity.not_in_force);
  if (!outcome.relatives_written.empty()) {
    text += "处置相对数 sale relatives: " + outcome.relatives_written + "  (pledgelab run -s " +
            outcome.relatives_written + " …)\n";
  }
  return text;
}

}  // namespace pledgelab
