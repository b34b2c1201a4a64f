#include "engine/app/backtest_answer.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "engine/app/backtest_words.hpp"
#include "engine/app/spread_answer.hpp"
#include "engine/render/text.hpp"
#include "engine/report/backtested.hpp"
#include "engine/report/figure.hpp"
#include "models/book/words.hpp"

namespace pledgelab {
namespace {

constexpr std::size_t kUnmatchedShown = 12;  // in the text; JSON has all

std::string both(const Words& words) { return in_language(words, Language::both); }

TableCell number_or_none(const std::optional<double>& value) {
  return value ? TableCell{*value} : TableCell{};
}

TableCell frac_or_none(const std::optional<double>& value) {
  return value ? TableCell{Frac{*value}} : TableCell{};
}

Table groups_table(const BacktestOutcome& outcome) {
  const MoneyUnit unit = shown_unit(outcome.currency, 0);
  Table table;
  table.id = "scores";
  table.title = {"预测得分", "scores of the forecasts"};
  table.columns = {text_column("group", {"组", "group"}),
                   count_column("count", {"对数", "pairs"}, {}),
                   number_column("days", {"平均间隔", "mean gap"}, {"天", "days"}, 0),
                   money_column("crps", {"CRPS", ""}, unit),
                   share_column("skill", {"技巧", "skill"}),
                   number_column("crps_ln", {"ln CRPS", ""}, {}, 3),
                   share_column("skill_ln", {"ln 技巧", "ln skill"}),
                   number_column("error_ln", {"ln 偏差", "ln error"}, {}, 3),
                   share_column("inside", {"P10–P90", ""}),
                   share_column("low", {"区间下限", "low 95 %"}),
                   share_column("high", {"区间上限", "high 95 %"}),
                   count_column("below", {"<P10", ""}, {}),
                   count_column("above", {">P90", ""}, {})};
  for (const GroupScore& group : outcome.test.groups) {
    const Coverage80& coverage = group.coverage;
    table.rows.push_back(
        {{group_words(group), group.count, group.mean_days, Yuan{group.mean_crps_yuan},
          frac_or_none(group.skill_frac), number_or_none(group.mean_crps_ln),
          frac_or_none(group.skill_ln_frac), number_or_none(group.mean_error_ln),
          Frac{coverage.inside.share_frac}, Frac{coverage.inside.low_frac},
          Frac{coverage.inside.high_frac}, coverage.below, coverage.above}});
  }
  table.note = {
      "技巧以其余结果的经验分布为参照，少于三项不计；ln 偏差 = ln(结果/预测中位数)，负为估高",
      "skill against the other outcomes' distribution, not told under three; ln error = "
      "ln(outcome/forecast median), below 0: forecast too high"};
  return table;
}

Table histogram_table(const Backtest& test) {
  Table table;
  table.id = "pit";
  table.title = {"PIT 直方图", "PIT histogram"};
  table.columns = {text_column("from", {"区间", "interval"}),
                   count_column("count", {"结果数", "outcomes"}, {}), text_column("bar", {"", ""})};
  for (std::size_t i = 0; i < kDeciles; ++i) {
    const auto count = test.histogram[i];
    const auto all = static_cast<std::int64_t>(test.scored.size());
    const auto marks = static_cast<std::size_t>(count * 40 / std::max<std::int64_t>(1, all));
    table.rows.push_back({{Words{fmt::format("{:.1f}–{:.1f}", static_cast<double>(i) / 10,
                                             static_cast<double>(i + 1) / 10),
                                 ""},
                           count, Words{std::string(marks, '#'), ""}}});
  }
  if (test.uniformity) {
    const Uniformity& found = *test.uniformity;
    table.note = {fmt::format("均匀性 χ² = {:.2f}（{} 组），p = {:.4f}", found.chi_square,
                              found.bins, found.p_value),
                  fmt::format("uniformity χ² = {:.2f} ({} bins), p = {:.4f}", found.chi_square,
                              found.bins, found.p_value)};
  } else {
    table.note = {"少于 10 对，不作均匀性检验", "fewer than 10 pairs: uniformity not tested"};
  }
  return table;
}

Table cards_table(const Scorecards& cards) {
  Table table;
  table.id = "valuers";
  table.title = {"评估机构记分卡：ln(评估值/其后成交价)",
                 "valuers: ln(appraised / later sold for)"};
  table.columns = {text_column("valuer_id", {"机构", "valuer"}),
                   count_column("count", {"次数", "tests"}, {}),
                   number_column("bias", {"偏差", "bias"}, {}, 3),
                   number_column("dispersion", {"离散", "dispersion"}, {}, 3),
                   share_column("weight", {"可信度", "credibility"}),
                   number_column("shrunk_bias", {"收缩后偏差", "bias, shrunk"}, {}, 3),
                   number_column("bias_sd", {"其标准差", "its SD"}, {}, 3),
                   number_column("shrunk_dispersion", {"收缩后离散", "dispersion, shrunk"}, {}, 3)};
  for (const ValuerScorecard& card : cards.valuers) {
    table.rows.push_back(
        {{Words{card.valuer_id, ""}, card.count, card.bias_ln, number_or_none(card.dispersion_ln),
          Frac{card.weight_frac}, card.record.bias_ln, card.record.bias_sd_ln,
          card.record.dispersion_ln}});
  }
  const TrackRecord& all = cards.collective;
  table.rows.push_back({{Words{"新机构", "a valuer never tested"}, std::int64_t{0}, TableCell{},
                         TableCell{}, Frac{0}, all.bias_ln, all.bias_sd_ln, all.dispersion_ln}});
  table.note = {"偏差含强制处置对评估值的折让，各机构共有；正为估高",
                "the bias holds what any forced sale loses against an appraisal, the same for all; "
                "above 0: appraised too high"};
  return table;
}

std::string counts_text(const BacktestOutcome& outcome) {
  const ForecastMatches& matches = outcome.test.matches;
  std::string text = fmt::format(
      "预测 forecasts {} · 结果 outcomes {} · 对上 matched {} · 未对上 unmatched {} · 尚无结果 "
      "open {}\n",
      outcome.forecasts.size(), outcome.outcomes.size(), matches.pairs.size(),
      matches.unmatched.size(), matches.open_count);
  if (matches.shared_count > 0) {
    text += fmt::format(
        "共用同一预测 sharing one forecast: {}（区间与检验视各结果独立 intervals and tests take "
        "outcomes as independent）\n",
        matches.shared_count);
  }
  return text;
}

std::string unmatched_text(const BacktestOutcome& outcome) {
  const auto& unmatched = outcome.test.matches.unmatched;
  std::string text;
  for (std::size_t i = 0; i < unmatched.size() && i < kUnmatchedShown; ++i) {
    const RealisedValue& realised = outcome.outcomes[unmatched[i].outcome];
    text += fmt::format("  {} {} {}（行 line {}）: {}\n", realised.asset_id, to_iso(realised.date),
                        word_of(realised.what, kRealisationWords), realised.line,
                        both(coded_words(unmatched[i].why).words));
  }
  if (unmatched.size() > kUnmatchedShown) {
    text += fmt::format("  另有 {} 项，见 --json · {} more: see --json\n",
                        unmatched.size() - kUnmatchedShown, unmatched.size() - kUnmatchedShown);
  }
  return text.empty() ? text : "\n未对上的结果 outcomes without a forecast\n" + text;
}

std::string appraisals_text(const Backtest& test) {
  const AppraisalTests& appraisals = test.appraisals;
  if (test.cards) {
    std::string text = "\n" + to_text(cards_table(*test.cards));
    if (appraisals.unsold_count + appraisals.unappraised_count == 0) return text;
    return text + fmt::format(
                      "流拍 unsold {} · 此前未评估 sold without an appraisal {}（不计 not "
                      "counted）\n",
                      appraisals.unsold_count, appraisals.unappraised_count);
  }
  return "\n评估机构记分卡：没有机构有两次评估经其后成交检验 · no scorecards: no valuer has two "
         "appraisals that a later sale tested\n";
}

}  // namespace

std::string to_text(const BacktestOutcome& outcome) {
  const Backtest& test = outcome.test;
  std::string text = counts_text(outcome);
  if (!test.groups.empty()) {
    text += "\n" + to_text(groups_table(outcome)) + "\n" + to_text(histogram_table(test));
  }
  text += appraisals_text(test) + unmatched_text(outcome) + "\n";
  if (outcome.spreads) text += spreads_text(*outcome.spreads) + "\n";
  const auto findings = findings_of(test);
  for (const BacktestFinding finding : findings) {
    text += "发现 finding: " + both(coded_words(finding).words) + "\n";
  }
  if (findings.empty()) {
    text += "没有发现与预测不符之处 nothing speaks against the forecasts\n";
  }
  return text;
}

std::string backtest_note_text(const BacktestOutcome* outcome) {
  if (outcome == nullptr || outcome->test.groups.empty()) {
    return both(not_backtested_words()) + "\n";
  }
  return both(backtested_sentence(&outcome->test)) + "\n";
}

std::vector<std::string> backtest_warnings(const BacktestOutcome& outcome) {
  std::vector<std::string> warnings;
  for (const Reject& reject : outcome.rejects) {
    warnings.push_back("quarantined: " + to_text(reject.error));
  }
  return warnings;
}

}  // namespace pledgelab
