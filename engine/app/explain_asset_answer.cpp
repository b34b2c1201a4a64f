#include <fmt/core.h>

#include "engine/app/explain_answer.hpp"
#include "engine/app/valuation_json.hpp"
#include "engine/render/text.hpp"
#include "engine/report/figure.hpp"
#include "models/book/words.hpp"

namespace pledgelab {
namespace {

Json date_json(const std::optional<Date>& date) { return date ? Json(to_iso(*date)) : Json(); }

std::string date_text(const std::optional<Date>& date) { return date ? to_iso(*date) : "–"; }

std::vector<UsedLevel> levels_of(const Valuation& valuation) {
  std::vector<UsedLevel> levels;
  for (const Driver& driver : valuation.drivers) {
    levels.push_back(
        {driver.name, "", driver.value, driver.unit, driver.origin, mark_word(driver.mark)});
  }
  return levels;
}

Json loans_json(const AssetExplanation& told) {
  Json loans = Json::array();
  for (const SecuredLoan& one : told.loans) {
    Json json = {{"pledge_id", one.pledge_id},
                 {"loan_id", one.loan_id},
                 {"rank", one.rank},
                 {"balance_fen", one.balance.fen()},
                 {"part_ppm", ppm_of(one.part)},
                 {"approved_part_fen", one.approved_part.fen()},
                 {"model_part_yuan", one.model_part_yuan}};
    if (one.secured_amount) json["secured_amount_fen"] = one.secured_amount->fen();
    loans.push_back(std::move(json));
  }
  return loans;
}

Table methods_table(const AssetExplanation& told, const MoneyUnit& unit) {
  Table table;
  table.id = "methods";
  table.title = {"估值方法", "methods"};
  table.columns = {text_column("method", {"方法", "method"}),
                   text_column("formula", {"公式", "formula"}),
                   money_column("value", {"估值", "value"}, unit),
                   number_column("ln_sd", {"对数标准差", "ln SD"}, {}, 3),
                   share_column("weight", {"权重", "weight"}),
                   text_column("evidence_grade", {"证据等级", "grade"}),
                   text_column("source", {"来源", "source"})};
  for (const MethodEstimate& method : told.valuation.methods) {
    const std::string& grade = kEvidenceGradeWords[static_cast<std::size_t>(method.grade)];
    const std::string beside =
        method.beside.empty() ? std::string() : " (不入池 beside the pool: " + method.beside + ")";
    const bool priced = method.value_yuan > 0 || method.beside.empty();
    table.rows.push_back(
        {{Words{method.method, ""}, Words{method.formula, ""},
          priced ? TableCell{Yuan{method.value_yuan}} : TableCell{}, method.ln_sd,
          Frac{method.weight_frac}, Words{grade, ""}, Words{method.source + beside, ""}}});
  }
  return table;
}

Table loans_table(const AssetExplanation& told, const MoneyUnit& unit) {
  Table table;
  table.id = "loans";
  table.title = {"所担保贷款及份额（F40）", "the loans it secures, and by which part (F40)"};
  table.columns = {text_column("pledge_id", {"质押", "pledge"}),
                   text_column("loan_id", {"贷款", "loan"}),
                   count_column("rank", {"顺位", "rank"}, {}),
                   money_column("balance", {"余额", "balance"}, unit),
                   money_column("secured", {"最高债权额", "secured at most"}, unit),
                   share_column("part", {"份额", "part"}),
                   money_column("approved", {"评估值份额", "of the appraisal"}, unit),
                   money_column("model", {"模型值份额", "of the mean"}, unit)};
  for (const SecuredLoan& one : told.loans) {
    TableCell secured;
    if (one.secured_amount) secured = *one.secured_amount;
    table.rows.push_back({{Words{one.pledge_id, ""}, Words{one.loan_id, ""},
                           static_cast<std::int64_t>(one.rank), one.balance, secured,
                           Frac{one.part.frac()}, one.approved_part, Yuan{one.model_part_yuan}}});
  }
  return table;
}

std::string head_text(const AssetExplanation& told) {
  const Asset& asset = told.asset;
  const auto words = [](const Words& both) { return in_language(both, Language::both); };
  std::string text = fmt::format(
      "权利 right {} ({}): {}, {}\n", asset.id, asset.number.empty() ? "–" : asset.number,
      words(both_words(word_of(asset.kind, kAssetKindWords), kAssetKindWords)),
      words(both_words(word_of(asset.status, kLegalStatusWords), kLegalStatusWords)));
  text += fmt::format("申请日 filed {} · 授权日 granted {} · 登记届满日 registered end {} · ",
                      date_text(asset.filing_date), date_text(asset.grant_date),
                      date_text(asset.expiry_date));
  text += told.unlimited ? "法定期限 legal end: 无 unlimited\n"
                         : fmt::format("法定届满日 legal end {}\n", date_text(told.ends));
  return text;
}

}  // namespace

Json to_json(const AssetExplanation& told) {
  const Asset& asset = told.asset;
  Json appraisals = Json::array();
  for (const Appraisal& one : told.appraisals) {
    appraisals.push_back({{"date", to_iso(one.date)},
                          {"value_fen", one.value.fen()},
                          {"method", one.method},
                          {"valuer_id", one.valuer_id}});
  }
  return {{"asset_id", asset.id},
          {"number", asset.number},
          {"owner_id", asset.owner_id},
          {"kind", word_of(asset.kind, kAssetKindWords)},
          {"status", word_of(asset.status, kLegalStatusWords)},
          {"filing_date", date_json(asset.filing_date)},
          {"grant_date", date_json(asset.grant_date)},
          {"expiry_date", date_json(asset.expiry_date)},
          {"legal_end", date_json(told.ends)},
          {"unlimited", told.unlimited},
          {"as_of", to_iso(told.as_of)},
          {"currency", told.currency},
          {"appraisals", appraisals},
          {"valuation", to_json(told.valuation)},
          {"forced_sale", to_json(told.sale)},
          {"loans", loans_json(told)}};
}

std::string to_text(const AssetExplanation& told) {
  const MoneyUnit unit = plain_unit(told.currency);
  const Valuation& valuation = told.valuation;
  const auto amount = [&](double yuan) { return show_yuan(yuan, unit); };
  std::string text = head_text(told);
  for (const Appraisal& one : told.appraisals) {
    text += fmt::format("评估 appraised {}: {} {} ({})\n", to_iso(one.date), show(one.value, unit),
                        unit.label.zh, one.valuer_id.empty() ? "–" : one.valuer_id);
  }
  text += fmt::format("\n估值日 as of {}, {}\n", to_iso(told.as_of), valuation.basis);
  text += fmt::format("均值 mean {} · 中位数 median {} · 5%–95% {} – {} · 25%–75% {} – {} {}\n",
                      amount(valuation.mean_yuan), amount(valuation.median_yuan),
                      amount(valuation.low_yuan), amount(valuation.high_yuan),
                      amount(valuation.lower_quartile_yuan), amount(valuation.upper_quartile_yuan),
                      unit.label.zh);
  text +=
      fmt::format("为零概率 P(0) {:.1f}% · ln SD {:.3f} · 有效证据数 effective evidences {:.2f}\n",
                  100 * valuation.zero_frac, valuation.ln_sd, valuation.effective_evidences);
  if (valuation.grade) {
    text += fmt::format("证据等级 evidence grade {} (F162)\n",
                        kEvidenceGradeWords[static_cast<std::size_t>(*valuation.grade)]);
  }
  for (const std::string& one : defaults_used(valuation)) {
    text += "采用默认值 default used: " + one + "\n";
  }
  text += "\n";
  text += to_text(methods_table(told, unit));
  text += "\n" + to_text(levels_table("drivers", {"价值动因", "drivers"}, levels_of(valuation)));
  for (const std::string& flag : valuation.flags) text += "标志 flag: " + flag + "\n";
  text += "\n" + to_text(told.sale, unit);
  return text + "\n" + to_text(loans_table(told, unit));
}

}  // namespace pledgelab
