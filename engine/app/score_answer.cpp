#include "engine/app/score_answer.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/core.h>

#include "engine/render/text.hpp"
#include "models/base/statistics.hpp"

namespace pledgelab {
namespace {

TableCell maybe_number(const std::optional<double>& value, double scale) {
  return value ? TableCell(*value * scale) : TableCell();
}

// The indicators that lift the patent most above, and pull it most below, the middle of its cohort.
Words reasons(const ScoreOutcome& outcome, const QualityScore& one) {
  const bool geometric = outcome.policy.mean == IndexMean::geometric;
  const double middle = geometric ? std::log(0.5) : 0.5;
  std::vector<std::pair<double, std::size_t>> pulls;
  for (std::size_t k = 0; k < one.contributions.size(); ++k) {
    const Contribution& part = one.contributions[k];
    if (part.percentile) {
      pulls.emplace_back(part.contribution - part.weight_frac * middle, k);
    }
  }
  if (pulls.empty()) return {"无指标", "nothing observed"};
  std::sort(pulls.begin(), pulls.end());
  Words words;
  const auto add = [&](const char* sign, std::size_t k) {
    const WeighedIndicator& weighed = outcome.policy.indicators[k];
    const Indicator& indicator =
        one.contributions[k].stood_in ? *weighed.instead : *weighed.indicator;
    words.zh += (words.zh.empty() ? "" : " ") + (sign + indicator.zh);
    words.en += (words.en.empty() ? "" : " ") + (sign + indicator.name);
  };
  if (pulls.back().first > 0) add("+", pulls.back().second);
  if (pulls.front().first < 0) add("−", pulls.front().second);
  return words;
}

Table ranking_table(const ScoreOutcome& outcome, std::size_t top) {
  Table table;
  table.id = "ranking";
  table.title = {"排名", "ranking"};
  table.columns = {
      count_column("rank", {"名次", "rank"}, {}), text_column("range", {"名次区间", "range"}),
      text_column("patent", {"专利", "patent"}), number_column("index", {"指数", "index"}, {}, 1),
      share_column("confidence", {"可信度", "confidence"})};
  const std::vector<Words> dimensions = {{"技术", "tech"},
                                         {"法律", "legal"},
                                         {"市场", "market"},
                                         {"战略", "strategy"},
                                         {"经济", "econ"}};
  for (const Words& word : dimensions) {
    table.columns.push_back(number_column(word.en, word, {}, 0));
  }
  table.columns.push_back(text_column("reasons", {"主要原因", "reasons"}));
  for (std::size_t i = 0; i < outcome.order.size() && i < top; ++i) {
    const QualityScore& one = outcome.scored.patents[outcome.order[i]];
    const std::string range =
        fmt::format("{}–{}{}", one.range.low, one.range.high, one.rank_is_noise ? " ~" : "");
    Row row;
    row.cells = {static_cast<std::int64_t>(one.range.rank), Words{range, ""},
                 Words{outcome.set.id[outcome.order[i]], ""}, maybe_number(one.index, 1),
                 Frac{one.confidence_frac}};
    for (const auto& dimension : one.dimensions) {
      row.cells.push_back(maybe_number(dimension, 100));
    }
    row.cells.emplace_back(reasons(outcome, one));
    table.rows.push_back(std::move(row));
  }
  table.note = {"~ 名次为噪声",
                "~ the rank is noise; an empty dimension: nothing of it is observed"};
  return table;
}

std::string noise_text(const ScoreOutcome& outcome) {
  const std::size_t all = outcome.set.size();
  std::vector<double> confidence;
  for (const QualityScore& one : outcome.scored.patents) confidence.push_back(one.confidence_frac);
  std::sort(confidence.begin(), confidence.end());
  std::string text =
      fmt::format("可信度中位数 median confidence: {:.1f} % of the index's weight is observed\n",
                  100 * quantile_sorted(confidence, 0.5));
  text += fmt::format(
      "名次为噪声 ranks that are noise: {} of {} ({:.0f} % range over more than {:.0f} % of the "
      "set)\n",
      outcome.scored.noise_count, all, 100 * outcome.policy.range_level.value,
      100 * outcome.policy.noise_above.value);
  return text;
}

std::string quality_line(const char* name, const RankingQuality& one, bool noise) {
  const std::string slope =
      one.calibration_slope ? fmt::format("{:.2f}", one.calibration_slope->value) : "none";
  return fmt::format(
      "  {:<24} AUC {:.3f} ± {:.3f}, top-decile lift {:.2f}, Brier {:.4f} (base rate {:.4f}), "
      "calibration slope {}, explains {:.1f} % of the deviance{}\n",
      name, one.area.value, one.area.standard_error, one.decile_lift, one.brier, one.brier_base,
      slope, 100 * one.explained_frac, noise ? ": NOISE, no better than luck 与随机无异" : "");
}

std::string fit_text(const ScoreOutcome& outcome) {
  const OutcomeFit& fit = *outcome.fit;
  const OutcomeTest& test = *outcome.test;
  const std::string at = test.at_least ? fmt::format(" >= {:g}", *test.at_least) : "";
  std::string text = fmt::format("拟合 fit on {}{}: {} of {} patents, out of sample (five folds)\n",
                                 test.column, at, fit.refitted.with_outcome, fit.refitted.cases);
  text += quality_line("签署权重 signed", fit.signed_index, fit.signed_is_noise);
  text += quality_line("重估权重 re-estimated", fit.refitted, fit.refitted_is_noise);
  Table table;
  table.id = "weights";
  table.title = {"权重", "weights of the indicators in the file"};
  table.columns = {text_column("indicator", {"指标", "indicator"}),
                   count_column("observed", {"有值", "observed"}, {}),
                   share_column("signed", {"签署", "signed"}),
                   share_column("fitted", {"重估", "re-estimated"}),
                   number_column("slope", {"斜率", "slope"}, {}, 3),
                   number_column("slope_se", {"标准误", "s.e."}, {}, 3)};
  for (const FittedWeight& one : fit.weights) {
    Row row;
    row.cells = {Words{one.indicator->zh, one.indicator->name},
                 static_cast<std::int64_t>(one.observed),
                 Frac{one.signed_frac},
                 Frac{one.fitted_frac},
                 one.slope,
                 one.slope_se};
    table.rows.push_back(std::move(row));
  }
  text += to_text(table);
  if (fit.left_out != nullptr) {
    text += "  " + fit.left_out->name + " is the outcome, and no indicator here\n";
  }
  return text;
}

std::string awards_text(const AwardCheck& check) {
  std::string text =
      fmt::format("获奖名单 awards {}: {} of {} in the set; AUC {:.3f} ± {:.3f}{}\n", check.file,
                  check.found, check.listed, check.area.value, check.area.standard_error,
                  check.is_noise ? ": NOISE, no better than luck 与随机无异" : "");
  for (const PrecisionAt& one : check.precision) {
    text +=
        fmt::format("  前 first {:>5}: precision {:5.1f} % (by luck {:.1f} %), recall {:.1f} %\n",
                    one.k, 100 * one.precision_frac, 100 * check.base_frac, 100 * one.recall_frac);
  }
  return text;
}

}  // namespace

std::string to_text(const ScoreOutcome& outcome, std::size_t top) {
  const IndexPolicy& policy = outcome.policy;
  std::string text = fmt::format("{} {} [{}]: {} patents of {}\n", policy.name_zh, policy.name_en,
                                 kIndexMeanWords[static_cast<std::size_t>(policy.mean)],
                                 outcome.set.size(), outcome.set.file);
  text += to_text(ranking_table(outcome, top));
  if (outcome.order.size() > top) {
    text += fmt::format("… {} more: --top N, or --json for all\n", outcome.order.size() - top);
  }
  text += noise_text(outcome);
  if (outcome.fit) text += fit_text(outcome);
  text += outcome.awards ? awards_text(*outcome.awards)
                         : "未经获奖名单验证 not validated on awards (--against awards.csv)\n";
  text += fmt::format(
      "价值 value: such indicators explained {:.1f} to {:.1f} % of the variance of ln value in a "
      "survey (CEPR DP 6848); an 80 % interval of money stays ×/÷ {:.0f} to {:.0f}\n",
      100 * kExplainedByBibliography, 100 * kExplainedWithFields,
      value_interval_factor(kLnValueSd, kExplainedByBibliography, 0.8),
      value_interval_factor(kLnValueSd, kExplainedWithFields, 0.8));
  if (outcome.order_is_noise()) {
    text +=
        "结论：该排名并不优于随机 the order is no better than luck on what it was held against\n";
  }
  if (outcome.ranks_are_noise()) {
    text +=
        "结论：单件名次与噪声无法区分 single ranks cannot be told from noise: too little is "
        "observed\n";
  }
  return text;
}

}  // namespace pledgelab
