#include "engine/report/figure.hpp"
#include "engine/report/page_one.hpp"
#include "engine/report/report.hpp"
#include "engine/report/sections.hpp"

namespace pledgelab {

Report make_report(const ReportInput& input) {
  const MoneyUnit unit = shown_unit(input.currency, input.exposure.yuan());
  Report report;
  report.title = input.title;
  if (report.title.zh.empty())
    report.title = input.pledge_count > 0
                       ? Words{"知识产权质押组合风险报告", "Risk report on an IP-pledged portfolio"}
                       : Words{"贷款组合风险报告", "Risk report on a loan portfolio"};
  report.run_id = input.run_id;
  report.as_of = input.as_of;
  report.unit = unit;
  report.draft = input.draft;
  report.synthetic = input.synthetic;
  report.illustrative = input.loss && assumed_frac(input) > input.illustrative.above_frac;
  report.headline = headline_of(input, unit);
  report.trust = trust_of(input);
  report.facts = facts_of(input);
  report.figures = key_figures(input, unit);
  if (input.draft)
    report.notices.push_back({{"草稿：有输入尚未批准，不得作为决策依据。",
                               "Draft: an input is not approved; not a basis for decisions."},
                              true});
  if (input.synthetic)
    report.notices.push_back({{"样例台账为合成数据，不对应任何真实借款人。",
                               "The sample book is synthetic; it describes no real borrower."},
                              false});
  add_cautions(input, unit, report);
  report.sections = {who_pays_section(input, unit), loss_section(input, unit),
                     fund_section(input, unit),     concentration_section(input, unit),
                     coverage_section(input, unit), valuation_section(input, unit),
                     quality_section(input, unit),  assumption_section(input),
                     manifest_section(input)};
  if (input.comparison)
    report.sections.insert(report.sections.begin(), comparison_section(input, unit));
  return report;
}

}  // namespace pledgelab
