#include "engine/report/offer.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/report/figure.hpp"
#include "engine/report/offer_sections.hpp"

namespace pledgelab {
namespace {

struct OfferTotals {
  std::int64_t patents = 0;
  std::int64_t marks = 0;
  std::int64_t others = 0;
  std::int64_t unpriced = 0;
  std::int64_t matched = 0;  // packages with a firm
  double mean_yuan = 0;
  double prior_yuan = 0;
  double low_yuan = 0;
  double high_yuan = 0;
};

OfferTotals totals_of(const OfferReportInput& input) {
  OfferTotals totals;
  for (const RightOnOffer& right : input.rights) {
    std::int64_t& count = is_patent(right.kind)                ? totals.patents
                          : right.kind == AssetKind::trademark ? totals.marks
                                                               : totals.others;
    ++count;
  }
  for (const PackageOnOffer& one : input.packages) {
    const auto inside = static_cast<std::int64_t>(one.package.rights.size());
    totals.unpriced += inside - static_cast<std::int64_t>(one.package.priced_count);
    totals.matched += one.matches.empty() ? 0 : 1;
    if (!one.package.worth) continue;
    totals.mean_yuan += one.package.worth->mean_yuan;
    totals.prior_yuan += one.prior_frac * one.package.worth->mean_yuan;
    totals.low_yuan += one.package.worth->lower_quartile_yuan;
    totals.high_yuan += one.package.worth->upper_quartile_yuan;
  }
  return totals;
}

bool rests_on_assumed(const OfferTerms& terms) {
  return std::any_of(terms.levels.begin(), terms.levels.end(),
                     [](const OfferLevel& level) { return level.mark == "assumed"; });
}

std::string count_text(std::size_t count) { return show_count(static_cast<std::int64_t>(count)); }

Words headline_of(const OfferReportInput& input, const OfferTotals& totals) {
  const std::string packages = count_text(input.packages.size());
  return {fmt::format("{} 项专利、{} 件商标、{} 项其他权利，合为 {} 个包；{} 个包有匹配企业，{} "
                      "项权利已终止而不挂牌。",
                      totals.patents, totals.marks, totals.others, packages, totals.matched,
                      input.left_out.size()),
          fmt::format("{} patents, {} marks and {} other rights in {} packages; {} packages suit a "
                      "firm of the list; {} rights have ended and are not offered.",
                      totals.patents, totals.marks, totals.others, packages, totals.matched,
                      input.left_out.size())};
}

Words trust_of(const OfferReportInput& input, const OfferTotals& totals) {
  const double prior = totals.mean_yuan > 0 ? totals.prior_yuan / totals.mean_yuan : 0;
  const auto assumed = std::count_if(input.terms.levels.begin(), input.terms.levels.end(),
                                     [](const OfferLevel& one) { return one.mark == "assumed"; });
  return {
      fmt::format("价值的 {} % 只依据调查先验或成本下限，而非销售收入；{} 个价格与匹配参数中 {} "
                  "个为假设。区间是价值分布的中间一半（P25–P75）乘以许可系数，不是报价承诺。",
                  show_percent(prior, 0), input.terms.levels.size(), assumed),
      fmt::format("{} % of the worth stands on a survey prior or a cost floor, not on sales; of "
                  "{} levels of price and matching {} are assumed. A range is the middle half "
                  "of the worth (P25 to P75) times the licence's factor: no promise.",
                  show_percent(prior, 0), input.terms.levels.size(), assumed)};
}

std::vector<KeyFigure> figures_of(const OfferReportInput& input, const OfferTotals& totals,
                                  const MoneyUnit& unit) {
  const auto all = static_cast<std::int64_t>(input.rights.size());
  const double prior = totals.mean_yuan > 0 ? totals.prior_yuan / totals.mean_yuan : 0;
  return {
      {{"挂牌权利", "rights on offer"},
       show_count(all - static_cast<std::int64_t>(input.left_out.size())),
       {"项", "rights"},
       {fmt::format("专利 {}，商标 {}，其他 {}", totals.patents, totals.marks, totals.others),
        fmt::format("{} patents, {} marks, {} others listed", totals.patents, totals.marks,
                    totals.others)},
       false},
      {{"打包", "packages"},
       count_text(input.packages.size()),
       {"包", "packages"},
       {"同族专利、近似商标不拆分", "families and similar marks are not parted"},
       false},
      {{"价值合计（均值）", "worth, sum of means"},
       show_rounded(totals.mean_yuan, unit),
       unit.label,
       {"逐包均值之和；区间不可相加", "of the packages; ranges do not add"},
       false},
      {{"无销售证据的价值", "worth without sales"},
       show_percent(prior, 0),
       {"%", ""},
       {fmt::format("另有 {} 项没有估值", totals.unpriced),
        fmt::format("{} rights have no value at all", totals.unpriced)},
       prior > 0.5},
      {{"有匹配企业", "suit a firm"},
       show_count(totals.matched),
       {"包", "packages"},
       {fmt::format("共 {} 家企业", input.firms.size()),
        fmt::format("of {} firms listed", input.firms.size())},
       totals.matched == 0},
  };
}

void add_notices(const OfferReportInput& input, Report& report) {
  if (input.synthetic) {
    report.notices.push_back({{"示例数据为虚构，不对应任何真实单位。",
                               "The sample is synthetic; it describes no real holder or firm."},
                              false});
  }
  report.notices.push_back({input.backtested, false});
  for (const MarksLeft& left : input.marks_left) {
    std::string ids;
    for (const std::string& id : left.asset_ids) ids += (ids.empty() ? "" : ", ") + id;
    report.notices.push_back(
        {{fmt::format(
              "{} 在第 {} 类另有未挂牌商标：{}。如与挂牌商标近似，须一并转让（商标法第42条）。",
              left.owner_id, left.goods_class, ids),
          fmt::format(
              "{} holds further marks in class {} that are not on offer: {}. Where similar, "
              "they must pass together (Trademark Law art. 42).",
              left.owner_id, left.goods_class, ids)},
         true});
  }
  if (input.list_rejects + input.firm_rejects > 0) {
    report.notices.push_back(
        {{fmt::format("{} 行权利、{} 行企业无法读取，已隔离。", input.list_rejects,
                      input.firm_rejects),
          fmt::format("{} rows of rights and {} of firms could not be read and are left out.",
                      input.list_rejects, input.firm_rejects)},
         true});
  }
}

}  // namespace

Report make_offer_report(const OfferReportInput& input) {
  const OfferTotals totals = totals_of(input);
  const MoneyUnit unit = shown_unit(input.currency, totals.mean_yuan);
  Report report;
  report.title = {"专利运营挂牌报告", "Rights on offer: packages, prices, firms"};
  report.run_id = input.offer_id;
  report.as_of = input.as_of;
  report.unit = unit;
  report.synthetic = input.synthetic;
  report.illustrative = rests_on_assumed(input.terms);
  report.headline = headline_of(input, totals);
  report.trust = trust_of(input, totals);
  report.facts = {{"情景 " + input.scenario_id, "scenario " + input.scenario_id},
                  {"挂牌参数 " + input.terms.id, "levels " + input.terms.id},
                  {"法规表 " + input.law_id, "law " + input.law_id}};
  report.figures = figures_of(input, totals, unit);
  add_notices(input, report);
  report.sections = {package_section(input, unit), price_section(input, unit),
                     firm_section(input, unit),    reward_section(input, unit),
                     duty_section(input),          left_out_section(input),
                     offer_level_section(input)};
  return report;
}

}  // namespace pledgelab
