#include "engine/report/programme_sections.hpp"

#include <algorithm>
#include <functional>

#include "engine/report/figure.hpp"

namespace pledgelab {
namespace {

using OfYear = std::function<std::optional<double>(const ProgrammeFigures&)>;

TableCell yuan_cell(const std::optional<double>& value) {
  return value ? TableCell{Yuan{*value}} : TableCell{};
}
TableCell frac_cell(const std::optional<double>& value) {
  return value ? TableCell{Frac{*value}} : TableCell{};
}
TableCell count_cell(const std::optional<double>& value) {
  return value ? TableCell{static_cast<std::int64_t>(*value)} : TableCell{};
}
Words label_of(const ProgrammeFigures& figures) { return {year_label(figures.year), ""}; }

std::vector<Column> columns_of(std::vector<Column> more) {
  std::vector<Column> all = {text_column("indication", {"地理标志", "indication"}),
                             number_column("year", {"年度", "year"}, {}, 0)};
  all.back().type = ColumnType::text;  // a year is no amount: never grouped
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

std::vector<TableCell> cells_of(const ProgrammeFigures& figures, std::vector<TableCell> more) {
  const std::string name = figures.year.name.empty() ? figures.year.gi_id : figures.year.name;
  std::vector<TableCell> all = {Words{name, ""}, Words{std::to_string(figures.year.year), ""}};
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

Column change_column(const char* key) { return share_column(key, {"同比", "on the year before"}); }

// A count's unit for a chart: whole numbers, no currency's scale.
MoneyUnit counting_unit(const Words& label) { return {"count", label, 100, 0}; }

double largest(const ProgrammeReportInput& input, const OfYear& of) {
  double most = 0;
  for (const ProgrammeFigures& one : input.figures) most = std::max(most, of(one).value_or(0));
  return most;
}

// One bar a year for each series; a year without the first figure is not drawn.
Bars bars_of(const ProgrammeReportInput& input, const std::vector<OfYear>& series, Tone tone) {
  Bars bars;
  for (const ProgrammeFigures& one : input.figures) {
    if (!series.front()(one)) continue;
    std::vector<double> values;
    values.reserve(series.size());
    for (const OfYear& of : series) values.push_back(of(one).value_or(0));
    bars.groups.push_back({label_of(one), std::move(values), tone});
  }
  return bars;
}

std::optional<double> brand_value(const ProgrammeFigures& one) {
  return one.brand ? std::optional(one.brand->value_yuan) : std::nullopt;
}
std::optional<double> output_of(const ProgrammeFigures& one) {
  return one.year.output ? std::optional(one.year.output->yuan()) : std::nullopt;
}
std::optional<double> lent_of(const ProgrammeFigures& one) {
  return one.lending ? std::optional(one.lending->lent.yuan()) : std::nullopt;
}

// The chart with its table, or a sentence where no year has the figure.
void add_chart(Section& section, Chart chart, Bars bars, const Words& none) {
  if (bars.groups.empty()) {
    section.blocks.push_back(none);
    section.blocks.push_back(std::move(chart.table));
    return;
  }
  Table table = chart.table;
  chart.table.id += "-data";
  chart.drawing = std::move(bars);
  section.blocks.push_back(std::move(chart));
  section.blocks.push_back(std::move(table));
}

// One measure that is a count.
struct CountMeasure {
  const char* id;
  Words title;
  Words unit;
  OfYear count;
  OfYear change;
};

// Its chart and table.
void add_count(Section& section, const ProgrammeReportInput& input, const CountMeasure& measure) {
  const Words& title = measure.title;
  const Words& unit = measure.unit;
  Chart chart;
  chart.id = std::string(measure.id) + "-chart";
  chart.title = title;
  chart.reading = {"逐年；没有数字的年度不画。", "By year; a year without a figure is not drawn."};
  chart.table.id = measure.id;
  chart.table.title = title;
  chart.table.columns = columns_of({count_column("count", title, unit), change_column("change")});
  for (const ProgrammeFigures& one : input.figures) {
    chart.table.rows.push_back(
        {cells_of(one, {count_cell(measure.count(one)), frac_cell(measure.change(one))})});
  }
  Bars bars = bars_of(input, {measure.count}, Tone::fund);
  bars.unit = counting_unit(unit);
  bars.axis = title;
  add_chart(section, std::move(chart), std::move(bars),
            {title.zh + "：没有数字。", title.en + ": no figure was given."});
}

}  // namespace

std::string year_label(const ProgrammeYear& year) {
  return (year.name.empty() ? year.gi_id : year.name) + " " + std::to_string(year.year);
}

Words figure_words(const std::string& figure) {
  if (figure == "brand_value") return {"公共品牌价值", "public brand value"};
  if (figure == "price_premium") return {"价格溢价", "price premium"};
  if (figure == "users") return {"用标主体", "users of the mark"};
  if (figure == "households") return {"带动农户", "farming households"};
  if (figure == "output") return {"区域产值", "regional output"};
  if (figure == "secured_share") return {"地标质押占比", "share secured by the indication"};
  if (figure == "volume") return {"销量", "volume"};
  if (figure == "price") return {"零售价", "retail price"};
  if (figure == "generic_price") return {"同类产品单价", "generic price"};
  if (figure == "unbranded_cost") return {"无品牌投入成本", "cost without the brand"};
  if (figure == "strength") return {"品牌强度", "strength"};
  return {"会员贷款", "lending to members"};
}

Section brand_section(const ProgrammeReportInput& input, const MoneyUnit& unit) {
  Section section{"brand", {"公共品牌价值（CARD）", "Public brand value (CARD)"}, {}};
  section.blocks.push_back(
      Notice{{"公共品牌价值属于整个区域，注册人是协会，会员只有使用权：不是质押价值，不与任何质押价"
              "值相加。",
              "A public brand's value is the region's: the association is the registrant, members "
              "hold a right of use. It is no pledge value and is added to none."},
             true});
  Chart chart;
  chart.id = "brand-chart";
  chart.title = {"公共品牌价值", "public brand value"};
  chart.reading = {"三年均值口径，逐年滚动。", "On three years' means, rolling by year."};
  chart.table.id = "brand";
  chart.table.title = chart.title;
  chart.table.columns = columns_of({money_column("revenue", {"品牌收益", "brand revenue"}, unit),
                                    number_column("strength", {"强度", "strength"}, {}, 1),
                                    number_column("loyalty", {"忠诚度因子", "loyalty"}, {}, 4),
                                    number_column("multiple", {"强度乘数", "multiple"}, {}, 2),
                                    money_column("value", {"品牌价值", "brand value"}, unit),
                                    change_column("change")});
  for (const ProgrammeFigures& one : input.figures) {
    const bool there = one.brand.has_value();
    const PublicBrandValue brand = there ? *one.brand : PublicBrandValue{};
    const auto number = [there](double value) { return there ? TableCell{value} : TableCell{}; };
    chart.table.rows.push_back(
        {cells_of(one, {there ? TableCell{Yuan{brand.revenue_yuan}} : TableCell{},
                        number(brand.strength), number(brand.loyalty_frac), number(brand.multiple),
                        yuan_cell(brand_value(one)), frac_cell(one.brand_change_frac)})});
  }
  chart.table.note = {
      "品牌价值 = 品牌收益（F149）× 忠诚度因子 × "
      "强度乘数（F140、F139）。忠诚度衡量价格稳定，涨价使其下降；"
      "强度取公布值，否则为五力等权平均（F148，权重为假设）。",
      "Value = brand revenue (F149) × loyalty × multiple (F140, F139). Loyalty is price stability: "
      "a rise lowers it. Strength as published, else five powers of equal weight (F148; assumed)."};
  Bars bars = bars_of(input, {brand_value}, Tone::lender);
  bars.unit = axis_unit(input.currency, largest(input, brand_value));
  bars.axis = chart.title;
  add_chart(section, std::move(chart), std::move(bars),
            {"没有一年具备计算所需的三年数据。", "No year has the three years that it needs."});
  return section;
}

Section premium_section(const ProgrammeReportInput& input) {
  Section section{"premium", {"价格溢价", "Price premium"}, {}};
  const MoneyUnit price = {input.currency, {"元 / 单位", input.currency + " a unit"}, 100, 2};
  Chart chart;
  chart.id = "premium-chart";
  chart.title = {"三年均价溢价（占自身价格）", "premium over three years, part of the own price"};
  chart.reading = {"与区外同等级产品相比。", "Against the same grade outside the area."};
  chart.table.id = "premium";
  chart.table.title = {"价格溢价（三年均值）", "price premium, three-year means"};
  chart.table.columns =
      columns_of({text_column("unit", {"单位", "unit"}),
                  money_column("own", {"自身均价", "own mean price"}, price),
                  money_column("generic", {"同类均价", "generic mean price"}, price),
                  money_column("premium", {"溢价", "premium"}, price),
                  share_column("of_own", {"占自身价格", "of the own price"}),
                  share_column("over_generic", {"高于同类", "over the generic"})});
  const OfYear of_own = [](const ProgrammeFigures& one) {
    return one.premium ? std::optional(one.premium->of_own_frac) : std::nullopt;
  };
  for (const ProgrammeFigures& one : input.figures) {
    const bool there = one.premium.has_value();
    const PricePremium premium = there ? *one.premium : PricePremium{};
    const auto yuan = [there](double value) {
      return there ? TableCell{Yuan{value}} : TableCell{};
    };
    chart.table.rows.push_back({cells_of(
        one, {Words{one.year.unit, ""}, yuan(premium.own_mean_yuan),
              yuan(premium.generic_mean_yuan), yuan(premium.premium_yuan), frac_cell(of_own(one)),
              there ? TableCell{Frac{premium.over_generic_frac}} : TableCell{}})});
  }
  chart.table.note = {"溢价 F176；会员自身溢价才进入质押估值（F31），本页是区域平均。",
                      "F176. What enters a pledge's value is the member's own premium (F31); this "
                      "page shows the region's mean."};
  Bars bars = bars_of(input, {of_own}, Tone::insurer);
  bars.axis = {"溢价", "premium"};
  add_chart(section, std::move(chart), std::move(bars),
            {"没有一年具备三年的自身与同类价格。", "No year has three years of both prices."});
  return section;
}

Section people_section(const ProgrammeReportInput& input) {
  Section section{"people", {"用标主体与农户", "Users of the mark and households"}, {}};
  add_count(section, input,
            {"users",
             {"用标主体", "users of the mark"},
             {"家", "users"},
             [](const ProgrammeFigures& one) { return one.year.users_count; },
             [](const ProgrammeFigures& one) { return one.users_change_frac; }});
  add_count(section, input,
            {"households",
             {"带动农户", "farming households"},
             {"户", "households"},
             [](const ProgrammeFigures& one) { return one.year.households_count; },
             [](const ProgrammeFigures& one) { return one.households_change_frac; }});
  return section;
}

Section output_section(const ProgrammeReportInput& input, const MoneyUnit& unit) {
  Section section{"output", {"区域产值", "Regional output"}, {}};
  Chart chart;
  chart.id = "output-chart";
  chart.title = {"区域产业产值", "output of the regional industry"};
  chart.reading = {"当年价格。", "At the year's prices."};
  chart.table.id = "output";
  chart.table.title = chart.title;
  chart.table.columns =
      columns_of({money_column("output", {"产值", "output"}, unit), change_column("change")});
  for (const ProgrammeFigures& one : input.figures) {
    chart.table.rows.push_back(
        {cells_of(one, {one.year.output ? TableCell{*one.year.output} : TableCell{},
                        frac_cell(one.output_change_frac)})});
  }
  Bars bars = bars_of(input, {output_of}, Tone::government);
  bars.unit = axis_unit(input.currency, largest(input, output_of));
  bars.axis = {"产值", "output"};
  add_chart(section, std::move(chart), std::move(bars), {"没有产值数字。", "No output was given."});
  return section;
}

Section lending_section(const ProgrammeReportInput& input, const MoneyUnit& unit) {
  Section section{"lending", {"协会＋会员贷款", "Lending to the association's members"}, {}};
  if (!input.members_given) {
    section.blocks.push_back(Notice{{"没有给出会员名单（--members），不统计会员贷款。",
                                     "No members were given (--members): no lending is counted."},
                                    true});
    return section;
  }
  Chart chart;
  chart.id = "lending-chart";
  chart.title = {"当年向会员发放的贷款", "lent to members in the year"};
  chart.reading = {"空心：以该地理标志权利出质的贷款。",
                   "Outlined: loans with a right in the indication among their pledges."};
  chart.table.id = "lending";
  chart.table.title = chart.title;
  chart.table.columns =
      columns_of({count_column("loans", {"笔数", "loans"}, {"笔", "count"}),
                  money_column("lent", {"发放额", "lent"}, unit), change_column("change"),
                  count_column("secured_loans", {"地标质押", "secured by it"}, {"笔", "count"}),
                  money_column("secured", {"地标质押额", "secured amount"}, unit),
                  share_column("secured_share", {"占比", "share"})});
  for (const ProgrammeFigures& one : input.figures) {
    if (!one.lending) continue;
    const MemberLending& lending = *one.lending;
    chart.table.rows.push_back(
        {cells_of(one, {lending.loan_count, lending.lent, frac_cell(one.lent_change_frac),
                        lending.secured_known ? TableCell{lending.secured_count} : TableCell{},
                        lending.secured_known ? TableCell{lending.secured} : TableCell{},
                        lending.secured_share ? TableCell{Frac{lending.secured_share->frac()}}
                                              : TableCell{}})});
  }
  chart.table.note = {
      "按放款日与会员资格期间统计；含该地标权利的贷款按全额计入（F178），不分摊。基准日当年只含已发"
      "放部分。",
      "By the day lent and the days of membership; a loan with a right in the indication counts "
      "whole "
      "(F178). The as-of date's own year holds what was lent so far."};
  Bars bars =
      bars_of(input,
              {lent_of,
               [](const ProgrammeFigures& one) {
                 return one.lending ? std::optional(one.lending->secured.yuan()) : std::nullopt;
               }},
              Tone::lender);
  bars.series = {{"发放额", "lent"}, {"其中地标质押", "of it secured by the indication"}};
  bars.unit = axis_unit(input.currency, largest(input, lent_of));
  bars.axis = {"发放额", "lent"};
  add_chart(section, std::move(chart), std::move(bars), {"没有贷款。", "No loan."});
  return section;
}

Section pledge_value_section(const ProgrammeReportInput& input, const MoneyUnit& unit) {
  Section section{"pledge-value", {"质押价值（另列）", "Pledge value, kept apart"}, {}};
  section.blocks.push_back(Words{
      "以下是台账中会员权利的模型价值，来自会员自身的溢价或收费；与公共品牌价值是两种价值，不相加、"
      "不比较。",
      "What follows is the model value of members' rights in the book, from their own premium "
      "or fees. It is another value than the public brand's: the two are not added."});
  if (input.pledged.empty()) {
    section.blocks.push_back(
        Words{"台账中没有这些地理标志的权利。", "The book holds no right in these indications."});
    return section;
  }
  Table table;
  table.id = "pledge-values";
  table.title = {"台账中的地理标志权利", "rights in the indications that the book holds"};
  table.columns = {text_column("indication", {"地理标志", "indication"}),
                   text_column("asset_id", {"权利编号", "right"}),
                   text_column("owner", {"权利人", "owner"}),
                   text_column("pledged", {"出质", "pledged"}),
                   money_column("lower_quartile", {"价值 P25", "worth P25"}, unit),
                   money_column("median", {"中位", "median"}, unit),
                   money_column("upper_quartile", {"P75", "P75"}, unit),
                   text_column("remark", {"说明", "remark"})};
  for (const PledgedIndication& one : input.pledged) {
    table.rows.push_back(
        {{Words{one.gi_id, ""}, Words{one.asset_id, ""}, Words{one.owner_id, ""},
          one.pledged ? Words{"是", "yes"} : Words{"否", "no"}, Yuan{one.lower_quartile_yuan},
          Yuan{one.median_yuan}, Yuan{one.upper_quartile_yuan}, Words{one.remark, ""}}});
  }
  section.blocks.push_back(std::move(table));
  return section;
}

Section missing_section(const ProgrammeReportInput& input) {
  Section section{"missing", {"缺少的数字", "Figures that are missing"}, {}};
  Table table;
  table.id = "missing";
  table.title = {"缺什么、因何缺", "what is missing, and for want of what"};
  table.columns = columns_of(
      {text_column("figure", {"指标", "figure"}), text_column("wants", {"缺", "wants"})});
  for (const ProgrammeFigures& one : input.figures) {
    for (const MissingFigure& missing : one.missing) {
      table.rows.push_back(
          {cells_of(one, {figure_words(missing.figure), Words{missing.wants, ""}})});
    }
  }
  if (table.rows.empty()) {
    section.blocks.push_back(Words{"没有缺少的数字。", "No figure is missing."});
    return section;
  }
  section.blocks.push_back(
      Words{"缺的数字不估算、不沿用上年：留空，并在此列出。",
            "What is missing is neither estimated nor carried over from the year before: it stays "
            "empty and is listed here."});
  section.blocks.push_back(std::move(table));
  return section;
}

Section programme_manifest(const ProgrammeReportInput& input) {
  Section section{"manifest", {"输入清单", "Inputs"}, {}};
  Table table;
  table.id = "manifest";
  table.title = {"输入及其摘要", "inputs and their digests"};
  table.columns = {text_column("input", {"输入", "input"}),
                   text_column("sha256", {"SHA-256", "SHA-256"})};
  for (const auto& [name, digest] : input.hashes) {
    table.rows.push_back({{Words{name, ""}, Words{digest, ""}}});
  }
  section.blocks.push_back(std::move(table));
  return section;
}

}  // namespace pledgelab
