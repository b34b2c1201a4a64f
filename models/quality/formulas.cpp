#include "models/quality/formulas.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "models/base/statistics.hpp"
#include "models/quality/classes.hpp"
#include "models/quality/cohort.hpp"
#include "models/quality/index.hpp"
#include "models/quality/logistic.hpp"
#include "models/quality/patent_quality.hpp"
#include "models/quality/ranking_quality.hpp"

namespace pledgelab {
namespace {

using Numbers = std::vector<double>;

Error outside(const std::string& what) {
  return {"Q-115", {}, what, "see the formula's inputs", ErrorKind::input};
}

bool is_whole(double x, double low, double high) {
  return x == std::floor(x) && x >= low && x <= high;
}

// Two lists of one length, neither empty.
Result<std::array<Numbers, 2>> read_pair(const FormulaArguments& arguments, const std::string& a,
                                         const std::string& b) {
  const auto first = arguments.numbers(a);
  if (!first) return first.errors();
  const auto second = arguments.numbers(b);
  if (!second) return second.errors();
  if (first.value().empty() || first.value().size() != second.value().size()) {
    return outside("'" + a + "' and '" + b + "' must be lists of one length, not empty");
  }
  return std::array<Numbers, 2>{first.value(), second.value()};
}

// A class by number, as four characters: what the subclass of a code is.
std::string code_of(double number) {
  std::string text = std::to_string(static_cast<int>(number));
  return std::string(4 - text.size(), '0') + text;
}

Result<std::vector<ClassCodes>> read_classes(const FormulaArguments& arguments) {
  const auto read = read_pair(arguments, "patents", "classes");
  if (!read) return read.errors();
  std::vector<ClassCodes> patents;
  const Numbers& numbers = read.value()[0];
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const double subclass = read.value()[1][i];
    if (!is_whole(numbers[i], 1, 1000) || !is_whole(subclass, 0, 9999)) {
      return outside("needs whole numbers: patents 1 to 1000, classes 0 to 9999");
    }
    const auto place = static_cast<std::size_t>(numbers[i]);
    if (patents.size() < place) patents.resize(place);
    patents[place - 1].push_back(code_of(subclass));
  }
  return patents;
}

Result<FormulaOutput> run_generality(const FormulaArguments& arguments) {
  const auto citing = read_classes(arguments);
  if (!citing) return citing.errors();
  return FormulaOutput{{"generality_frac", generality_frac(citing.value()).value_or(0)}};
}

Result<FormulaOutput> run_correction(const FormulaArguments& arguments) {
  const auto diversity = arguments.number("diversity_frac");
  const auto count = arguments.number("count");
  if (!diversity) return diversity.errors();
  if (!count) return count.errors();
  const double most = 1 - 1 / count.value();
  if (!is_whole(count.value(), 2, 1e9) || !(diversity.value() >= 0) || diversity.value() > most) {
    return outside("needs a whole count from 2, and a diversity from 0 to 1 - 1/count");
  }
  return FormulaOutput{
      {"corrected_frac", *herfindahl_corrected_frac(diversity.value(), count.value())}};
}

Result<FormulaOutput> run_originality(const FormulaArguments& arguments) {
  const auto cited = read_classes(arguments);
  if (!cited) return cited.errors();
  return FormulaOutput{{"originality_frac", originality_frac(cited.value()).value_or(0)}};
}

Result<FormulaOutput> run_radicalness(const FormulaArguments& arguments) {
  const auto cited = read_classes(arguments);
  if (!cited) return cited.errors();
  const auto own = arguments.numbers("own_classes");
  if (!own) return own.errors();
  ClassCodes codes;
  for (const double one : own.value()) {
    if (!is_whole(one, 0, 9999)) return outside("needs whole own_classes, 0 to 9999");
    codes.push_back(code_of(one));
  }
  const auto radicalness = radicalness_frac(codes, cited.value());
  if (!radicalness) return outside("needs at least one own class");
  return FormulaOutput{{"radicalness_frac", *radicalness}};
}

Result<FormulaOutput> run_patent_quality(const FormulaArguments& arguments) {
  const auto read = read_pair(arguments, "values", "cohort_caps");
  if (!read) return read.errors();
  const std::size_t count = read.value()[0].size();
  if (count != 4 && count != 6) return outside("needs 4 values (quality_4) or 6 (quality_6)");
  std::vector<std::optional<double>> shares;
  for (std::size_t i = 0; i < count; ++i) {
    const double value = read.value()[0][i];
    const double cap = read.value()[1][i];
    if (!(value >= 0) || !(cap > 0)) return outside("needs values from 0, caps above 0");
    const double share = capped_share(value, cap);
    shares.emplace_back(i == 5 ? 1 - share : share);
  }
  FormulaOutput output = {{"quality_" + std::to_string(count), *mean_of_shares(shares)}};
  for (std::size_t i = 0; i < count; ++i) {
    output.emplace_back("share_" + std::to_string(i + 1), *shares[i]);
  }
  return output;
}

Result<FormulaOutput> run_value_interval(const FormulaArguments& arguments) {
  const auto ln_sd = arguments.number("ln_sd");
  const auto explained = arguments.number("explained_frac");
  const auto level = arguments.number("level");
  if (!ln_sd) return ln_sd.errors();
  if (!explained) return explained.errors();
  if (!level) return level.errors();
  const bool good = ln_sd.value() >= 0 && explained.value() >= 0 && explained.value() <= 1 &&
                    level.value() > 0 && level.value() < 1;
  if (!good) return outside("needs ln_sd from 0, explained_frac from 0 to 1, 0 < level < 1");
  return FormulaOutput{
      {"factor", value_interval_factor(ln_sd.value(), explained.value(), level.value())}};
}

Result<FormulaOutput> run_percentile(const FormulaArguments& arguments) {
  const auto cohort = arguments.numbers("cohort");
  const auto place = arguments.number("place");
  const auto inverse = arguments.number("lower_is_better");
  if (!cohort) return cohort.errors();
  if (!place) return place.errors();
  if (!inverse) return inverse.errors();
  const auto count = static_cast<double>(cohort.value().size());
  if (count < 1 || !is_whole(place.value(), 1, count) || !is_whole(inverse.value(), 0, 1)) {
    return outside("needs a cohort, a place in it, and lower_is_better 0 or 1");
  }
  const auto percentiles = mid_percentiles(cohort.value(), inverse.value() == 0);
  return FormulaOutput{{"percentile", percentiles[static_cast<std::size_t>(place.value()) - 1]}};
}

// One indicator a dimension, in the order of the five; 0 for one that is missing.
Result<FormulaOutput> run_index(const FormulaArguments& arguments) {
  const auto read = read_pair(arguments, "weights", "percentiles");
  if (!read) return read.errors();
  const auto gate = arguments.number("gate_frac");
  const auto clip = arguments.number("clip_frac");
  if (!gate) return gate.errors();
  if (!clip) return clip.errors();
  const auto& [weights, percentiles] = read.value();
  if (weights.size() != kDimensions) return outside("needs one weight for each of 5 dimensions");
  std::array<double, kDimensions> dimensions{};
  std::vector<IndexPart> parts;
  for (std::size_t d = 0; d < kDimensions; ++d) {
    const bool good = weights[d] > 0 && percentiles[d] >= 0 && percentiles[d] < 1;
    if (!good) return outside("needs weights above 0, percentiles from 0 (missing) to below 1");
    dimensions[d] = weights[d];
    parts.push_back({static_cast<Dimension>(d), 1,
                     percentiles[d] > 0 ? std::optional(percentiles[d]) : std::nullopt});
  }
  if (!(gate.value() >= 0 && gate.value() <= 1 && clip.value() > 0 && clip.value() < 0.5)) {
    return outside("needs a gate from 0 to 1, 0 < clip < 0.5");
  }
  const IndexFigure figure = index_figure(dimensions, parts, IndexMean::geometric, clip.value());
  if (!figure.score) return outside("needs at least one percentile above 0");
  FormulaOutput output = {{"index", 100 * gate.value() * *figure.score},
                          {"confidence_frac", figure.confidence_frac},
                          {"noise_ln_sd", figure.noise_sd}};
  for (std::size_t d = 0; d < kDimensions; ++d) {
    output.emplace_back("ln_" + kDimensionWords[d], figure.contributions[d]);
  }
  return output;
}

Result<std::vector<std::uint8_t>> read_outcomes(const Numbers& numbers) {
  std::vector<std::uint8_t> outcomes;
  for (const double one : numbers) {
    if (!is_whole(one, 0, 1)) return outside("outcomes are 0 or 1");
    outcomes.push_back(static_cast<std::uint8_t>(one));
  }
  return outcomes;
}

Result<FormulaOutput> run_logistic(const FormulaArguments& arguments) {
  const auto read = read_pair(arguments, "x", "outcomes");
  if (!read) return read.errors();
  const auto penalty = arguments.number("penalty");
  const auto target = arguments.number("target");
  if (!penalty) return penalty.errors();
  if (!target) return target.errors();
  if (!(penalty.value() >= 0)) return outside("needs a penalty from 0");
  const auto outcomes = read_outcomes(read.value()[1]);
  if (!outcomes) return outcomes.errors();
  const auto fit =
      fit_logistic({1, read.value()[0]}, outcomes.value(), {{penalty.value()}, {target.value()}});
  if (!fit) return fit.errors();
  return FormulaOutput{{"intercept", fit.value().intercept},
                       {"slope", fit.value().slopes[0]},
                       {"slope_se", fit.value().slope_se[0]},
                       {"log_likelihood", fit.value().log_likelihood}};
}

Result<FormulaOutput> run_ranking(const FormulaArguments& arguments) {
  const auto read = read_pair(arguments, "probabilities", "outcomes");
  if (!read) return read.errors();
  const Numbers& p = read.value()[0];
  if (std::any_of(p.begin(), p.end(), [](double x) { return !(x > 0 && x < 1); })) {
    return outside("needs probabilities above 0 and below 1");
  }
  const auto outcomes = read_outcomes(read.value()[1]);
  if (!outcomes) return outcomes.errors();
  const auto quality = ranking_quality(p, outcomes.value());
  if (!quality) return quality.errors();
  const RankingQuality& one = quality.value();
  FormulaOutput output = {{"auc", one.area.value},
                          {"auc_se", one.area.standard_error},
                          {"decile_lift", one.decile_lift},
                          {"brier", one.brier},
                          {"brier_of_base_rate", one.brier_base},
                          {"explained_frac", one.explained_frac}};
  if (one.calibration_slope) {
    output.emplace_back("calibration_slope", one.calibration_slope->value);
  }
  return output;
}

const std::vector<FormulaInput> kClassInputs = {
    {"patents", "number", "1, 2, …: whose class it is, one entry a class", "1,2,2,3,4"},
    {"classes", "number", "the class, as a number 0 to 9999", "1,1,2,3,1"}};

std::vector<Formula> class_formulas() {
  std::vector<FormulaInput> radical = kClassInputs;
  radical.push_back({"own_classes", "number", "classes of the patent itself", "1,4"});
  return {
      Formula{"F90", "generality",
              "1 - sum_j ((1/N) sum_i T_ji/T_i)^2 over citing patents i, classes j",
              "OECD STI 2013/03 (Squicciarini et al.); acceptance V40", kClassInputs,
              run_generality},
      Formula{"F91",
              "herfindahl_correction",
              "diversity x N/(N - 1)",
              "Hall 2005, bias in Herfindahl-type measures; acceptance V41",
              {{"diversity_frac", "frac", "1 - sum of squared shares", "0.62"},
               {"count", "number", "N observations", "10"}},
              run_correction},
      Formula{"F92", "originality",
              "1 - sum_j s_j^2, s_j share of class j among the classes of cited patents",
              "OECD STI 2013/03; Trajtenberg, Henderson, Jaffe 1997", kClassInputs,
              run_originality},
      Formula{"F93", "radicalness",
              "share of the cited patents' classes that are not among the patent's own",
              "OECD STI 2013/03; Shane 2001", radical, run_radicalness},
      Formula{"F94",
              "patent_quality",
              "mean of min(x, c)/c; the sixth is 1 - min(x, c)/c; c the cohort's 98 % quantile",
              "OECD STI 2013/03, quality-4 and quality-6",
              {{"values", "number",
                "citations in 5 years, family, claims, generality (%); then patents cited, grant "
                "lag",
                "4,3,30,40,10,1000"},
               {"cohort_caps", "number", "98 % quantiles of the cohort", "20,12,20,80,40,2500"}},
              run_patent_quality}};
}

std::vector<Formula> index_formulas() {
  return {
      Formula{"F95",
              "value_interval",
              "exp(z sqrt(1 - R^2) s), z the normal quantile of (1 + level)/2",
              "domain page 0.1: what an index leaves open of value; Gambardella et al. 2008",
              {{"ln_sd", "number", "of ln value", "2.146"},
               {"explained_frac", "frac", "R^2 of ln value", "0.113"},
               {"level", "frac", "of the interval", "0.8"}},
              run_value_interval},
      Formula{"F96",
              "cohort_percentile",
              "(worse + equal/2)/n, the value itself among the equal",
              "Hazen 1914; domain page 1.6",
              {{"cohort", "number", "values of the cohort", "3,1,4,1,5"},
               {"place", "number", "which of them, from 1", "2"},
               {"lower_is_better", "number", "0 or 1", "0"}},
              run_percentile},
      Formula{"F97",
              "high_value_index",
              "100 G [prod_d p_d^(w_d)]^(1/sum w) over what is observed; noise sqrt(sum of missing "
              "w^2)/sum of observed w",
              "domain page 1.6; noise derived: ln of a uniform has variance 1",
              {{"weights", "frac", "technology, legal, market, strategy, economic",
                "0.25,0.25,0.2,0.1,0.2"},
               {"percentiles", "frac", "of the five; 0 = missing", "0.8,0.5,0.9,0,0.4"},
               {"gate_frac", "frac", "G", "1"},
               {"clip_frac", "frac", "percentiles are held in [clip, 1 - clip]", "0.01"}},
              run_index}};
}

std::vector<Formula> outcome_formulas() {
  return {
      Formula{"F98",
              "logistic_regression",
              "max sum y ln p + (1 - y) ln(1 - p) - penalty (b - target)^2/2, ln(p/(1-p)) = a + "
              "b x",
              "McCullagh, Nelder 1989, sec. 4.4; Le Cessie, van Houwelingen 1992",
              {{"x", "number", "one a case", "0,0,0,0,0,1,1,1,1,1"},
               {"outcomes", "number", "0 or 1, one a case", "1,0,0,0,0,1,1,1,0,0"},
               {"penalty", "number", "0: free", "0"},
               {"target", "number", "what the slope is pulled to", "0"}},
              run_logistic},
      Formula{"F99",
              "ranking_quality",
              "auc = P(score with > score without), ties half; Brier = mean (p - y)^2",
              "Mann, Whitney 1947; DeLong et al. 1988; Brier 1950; Cox 1958",
              {{"probabilities", "frac", "one a case", "0.9,0.8,0.4,0.6,0.3,0.2"},
               {"outcomes", "number", "0 or 1, one a case", "1,1,1,0,0,0"}},
              run_ranking}};
}

}  // namespace

std::span<const Formula> quality_formulas() {
  static const std::vector<Formula> kFormulas = [] {
    std::vector<Formula> all;
    for (const auto group : {class_formulas, index_formulas, outcome_formulas}) {
      for (Formula& formula : group()) all.push_back(std::move(formula));
    }
    return all;
  }();
  return kFormulas;
}

}  // namespace pledgelab
