#include <fmt/core.h>

#include "engine/app/explain_answer.hpp"
#include "engine/app/share_json.hpp"
#include "engine/render/text.hpp"
#include "engine/report/figure.hpp"
#include "models/book/words.hpp"

namespace pledgelab {
namespace {

constexpr Language kBoth = Language::both;

std::string percent(Ratio ratio) { return show_percent(ratio.frac(), 2) + "%"; }

std::vector<UsedLevel> pd_levels(const PdExplanation& pd) {
  std::vector<UsedLevel> levels = {pd.base};
  levels.insert(levels.end(), pd.factors.begin(), pd.factors.end());
  return levels;
}

Json levels_json(const std::vector<UsedLevel>& levels) {
  Json json = Json::array();
  for (const UsedLevel& level : levels) json.push_back(to_json(level));
  return json;
}

Json pledges_json(const LoanExplanation& told) {
  Json pledges = Json::array();
  for (const PledgeExplanation& one : told.pledges) {
    pledges.push_back({{"pledge_id", one.pledge_id},
                       {"asset_id", one.asset_id},
                       {"kind", one.kind},
                       {"rank", one.rank},
                       {"part_ppm", ppm_of(one.part)},
                       {"ended", one.ended},
                       {"incomplete", one.incomplete},
                       {"appraised", one.appraised ? Json(to_iso(*one.appraised)) : Json()},
                       {"appraisal_fen", one.appraisal.fen()},
                       {"approved_part_fen", one.approved_part.fen()},
                       {"ceiling", to_json(one.ceiling)},
                       {"mean_yuan", one.mean_yuan},
                       {"model_part_fen", one.model_part.fen()},
                       {"haircut", to_json(one.haircut)},
                       {"haircut_part_fen", one.haircut_part.fen()},
                       {"sale",
                        {{"levels", levels_json(one.sale_levels)},
                         {"mean_frac", one.sale.mean_frac},
                         {"delay_months", one.sale.delay_months},
                         {"cost_frac", one.sale.cost_frac},
                         {"firm_specific_frac", one.sale.firm_specific_frac},
                         {"price_now_yuan", one.sale_now_yuan},
                         {"net_now_yuan", one.net_now_yuan}}}});
  }
  return pledges;
}

Json cover_json(const Coverage& cover) {
  Json json = {{"balance_fen", cover.balance.fen()},
               {"approved_value_fen", cover.approved_value.fen()},
               {"model_value_fen", cover.model_value.fen()},
               {"haircut_value_fen", cover.haircut_value.fen()},
               {"shortfall_fen", cover.shortfall.fen()},
               {"breach", cover.breach},
               {"flags", cover.flags}};
  json["loan_to_value_ppm"] = cover.loan_to_value ? Json(ppm_of(*cover.loan_to_value)) : Json();
  json["ceiling_ppm"] = cover.ceiling ? Json(ppm_of(*cover.ceiling)) : Json();
  return json;
}

Json pd_json(const PdExplanation& pd) {
  Json curve = Json::array();
  for (const auto& [month, frac] : pd.cumulative) {
    curve.push_back({{"month", month}, {"cumulative_frac", frac}});
  }
  return {{"route", pd.route},
          {"mark", pd.mark},
          {"base", to_json(pd.base)},
          {"base_hazard_monthly", pd.base_hazard},
          {"factors", levels_json(pd.factors)},
          {"hazard_month_1", pd.hazard_month_1},
          {"annual_frac", pd.annual_frac},
          {"curve", curve},
          {"in_default", pd.in_default}};
}

Json payers_json(const PayerExplanation& payers) {
  return {{"policy", {{"id", payers.policy_id}, {"version", payers.policy_version}}},
          {"case", "defaults on the as-of date, the whole balance lost, nothing back, alone"},
          {"trigger", "taken as met"},
          {"share", to_json(payers.share)},
          {"assumptions", payers.assumptions},
          {"notes", payers.notes}};
}

std::string head_text(const LoanExplanation& told, const MoneyUnit& unit) {
  const Loan& loan = told.loan;
  const Words repayment = both_words(word_of(loan.repayment, kRepaymentWords), kRepaymentWords);
  std::string text = fmt::format("贷款 loan {} · 借款人 borrower {} · 贷款机构 lender {}\n",
                                 loan.id, told.borrower_id, told.lender_id);
  text += fmt::format("放款 lent {}: {} · 到期 due {} · 利率 rate {}\n", to_iso(loan.origination),
                      show(loan.principal, unit), to_iso(loan.maturity),
                      loan.rate ? show_percent(loan.rate->annual_frac(), 2) + "%" : "–");
  text += fmt::format("{} 余额 balance {} {} · 逾期 past due {} 天 days\n", to_iso(told.as_of),
                      show(loan.balance, unit), unit.label.zh, loan.days_past_due);
  text += fmt::format("还款 repayment {}, 每 every {} 个月 months:", in_language(repayment, kBoth),
                      loan.payment_interval_months);
  for (const auto& [month, owed] : told.schedule) {
    text += fmt::format(" {}: {}", month, show(owed, unit));
  }
  return text + "\n";
}

Table pledges_table(const LoanExplanation& told, const MoneyUnit& unit) {
  Table table;
  table.id = "pledges";
  table.title = {"质押物", "pledged rights"};
  table.columns = {text_column("asset", {"权利", "right"}),
                   text_column("kind", {"类别", "kind"}),
                   share_column("part", {"份额 F40", "part"}),
                   money_column("appraisal", {"评估值", "appraisal"}, unit),
                   money_column("approved", {"其份额", "its part"}, unit),
                   share_column("ceiling", {"质押率上限", "ceiling"}),
                   money_column("model", {"模型值份额", "model, its part"}, unit),
                   share_column("haircut", {"折扣", "haircut"}),
                   money_column("kept", {"折后", "after haircut"}, unit)};
  for (const PledgeExplanation& one : told.pledges) {
    TableCell appraisal;
    if (one.appraised) appraisal = one.appraisal;
    table.rows.push_back(
        {{Words{one.asset_id, ""}, both_words(one.kind, kAssetKindWords), Frac{one.part.frac()},
          appraisal, one.approved_part, Frac{one.ceiling.value}, one.model_part,
          Frac{one.haircut.value}, one.haircut_part}});
  }
  const Coverage& cover = told.coverage;
  table.rows.push_back(
      {{Words{"合计", "total"}, Words{}, std::monostate{}, std::monostate{}, cover.approved_value,
        std::monostate{}, cover.model_value, std::monostate{}, cover.haircut_value}});
  table.rows.back().total = true;
  return table;
}

std::string cover_text(const Coverage& cover, const MoneyUnit& unit) {
  std::string text = fmt::format("F41 质押率 loan-to-value = {} / {} = {}\n",
                                 show(cover.balance, unit), show(cover.approved_value, unit),
                                 cover.loan_to_value ? percent(*cover.loan_to_value) : "–");
  text += fmt::format("F42 上限 ceiling (按评估值加权 weighted by appraisal) = {}: {}\n",
                      cover.ceiling ? percent(*cover.ceiling) : "–",
                      cover.breach ? "超过 above it"
                      : cover.approved_value.fen() == 0
                          ? "没有评估值，不能判断 no appraisal: cannot be told"
                          : "未超过 not above it");
  text += fmt::format("F43 缺口（未计组合折扣 before F184） shortfall = max(0, {} − {}) = {} {}\n",
                      show(cover.balance, unit), show(cover.haircut_value, unit),
                      show(cover.shortfall, unit), unit.label.zh);
  for (const std::string& flag : cover.flags) text += "标志 flag: " + flag + "\n";
  return text;
}

std::string pd_text(const PdExplanation& pd) {
  std::string text = to_text(
      levels_table("pd", {"违约率：" + pd.route, "default curve: " + pd.route}, pd_levels(pd)));
  text += fmt::format("F50 基础月强度 monthly hazard of the base = {:.6g}\n", pd.base_hazard);
  text += fmt::format("F52 首月 month 1 = {:.6g} × 系数 factors = {:.6g}\n", pd.base_hazard,
                      pd.hazard_month_1);
  text += "累计违约率 default by month:";
  for (const auto& [month, frac] : pd.cumulative) {
    text += fmt::format(" {}: {}%", month, show_percent(frac, 2));
  }
  text += "\n";
  if (pd.in_default)
    text +=
        "已违约 in default already (class, or late beyond the level, days since maturity counted): "
        "month 1 on every path\n";
  return text;
}

std::string recovery_text(const LoanExplanation& told, const MoneyUnit& unit) {
  std::string text;
  for (const PledgeExplanation& one : told.pledges) {
    text += to_text(
        levels_table("sale", {"处置 " + one.asset_id, "sale of " + one.asset_id}, one.sale_levels));
    text += fmt::format(
        "今日处置均值 mean price today {} × {:.6g} = {}, 扣除费用与企业专属 net of costs and what "
        "dies with the firm {}; {:.6g} 个月后 months later\n\n",
        show(one.model_part, unit), one.sale.mean_frac, show_yuan(one.sale_now_yuan, unit),
        show_yuan(one.net_now_yuan, unit), one.sale.delay_months);
  }
  const RecoveryExplanation& other = told.recovery;
  text += to_text(levels_table(
      "other",
      other.by_age ? Words{"按账龄损失率", "loss by age"} : Words{"其他回收", "other recovery"},
      other.levels));
  if (other.by_age) return text;
  return text + fmt::format("({} + 未付利息 unpaid interest {}) × {:.6g} = {} {}\n",
                            show(told.coverage.balance, unit), show(other.unpaid_interest, unit),
                            other.levels.front().value, show_yuan(other.other_now_yuan, unit),
                            unit.label.zh);
}

std::string payers_text(const PayerExplanation& payers) {
  std::string text = fmt::format(
      "== 谁承担 who would pay: {} {} "
      "{}\n今日违约，余额全损，无回收，仅此一笔；理赔条件视为已满足\n"
      "defaults today, the whole balance lost, nothing back, alone; the trigger taken as met\n",
      payers.policy_id, payers.policy_version,
      payers.policy_name_zh.empty() ? payers.policy_name_en : payers.policy_name_zh);
  return text + to_text(payers.share, Languages::both);
}

}  // namespace

Json to_json(const LoanExplanation& told) {
  const Loan& loan = told.loan;
  Json schedule = Json::array();
  for (const auto& [month, owed] : told.schedule) {
    schedule.push_back({{"month", month}, {"balance_fen", owed.fen()}});
  }
  const RecoveryExplanation& other = told.recovery;
  Json json = {{"loan_id", loan.id},
               {"borrower_id", told.borrower_id},
               {"lender_id", told.lender_id},
               {"as_of", to_iso(told.as_of)},
               {"currency", told.currency},
               {"origination", to_iso(loan.origination)},
               {"maturity", to_iso(loan.maturity)},
               {"principal_fen", loan.principal.fen()},
               {"balance_fen", loan.balance.fen()},
               {"rate_ppm", loan.rate ? Json(loan.rate->annual_ppm) : Json()},
               {"repayment", word_of(loan.repayment, kRepaymentWords)},
               {"days_past_due", loan.days_past_due},
               {"schedule", schedule},
               {"pledges", pledges_json(told)},
               {"cover", cover_json(told.coverage)},
               {"package", to_json(told.package)},
               {"trigger", to_json(told.trigger)},
               {"default", pd_json(told.pd)},
               {"other_recovery",
                {{"levels", levels_json(other.levels)},
                 {"by_age", other.by_age},
                 {"unpaid_interest_fen", other.unpaid_interest.fen()},
                 {"now_yuan", other.other_now_yuan}}}};
  if (told.payers) json["payers"] = payers_json(*told.payers);
  if (told.run) {
    json["run"] = {{"run_id", told.run->run_id},
                   {"default_frac", told.run->default_frac},
                   {"expected_loss_yuan", told.run->expected_loss_yuan},
                   {"part_of_expected_shortfall_99_yuan", told.run->shortfall_part_yuan}};
  }
  return json;
}

std::string to_text(const LoanExplanation& told) {
  const MoneyUnit unit = plain_unit(told.currency);
  std::string text = head_text(told, unit) + "\n";
  text += to_text(pledges_table(told, unit)) + cover_text(told.coverage, unit) + "\n";
  text += to_text(told.package, unit) + "\n" + to_text(told.trigger, unit) + "\n";
  text += pd_text(told.pd) + "\n" + recovery_text(told, unit);
  if (told.payers) text += "\n" + payers_text(*told.payers);
  if (told.run) {
    text += fmt::format(
        "\n== 运行 run {}: 违约路径 paths with default {}%, 预期损失 expected loss {}, 对 ES99 "
        "的贡献 "
        "part of the expected shortfall {} {}\n",
        told.run->run_id, show_percent(told.run->default_frac, 2),
        show_yuan(told.run->expected_loss_yuan, unit),
        show_yuan(told.run->shortfall_part_yuan, unit), unit.label.zh);
  }
  return text;
}

}  // namespace pledgelab
