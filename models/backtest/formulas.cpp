#include "models/backtest/formulas.hpp"

#include <cmath>
#include <utility>
#include <vector>

#include "models/backtest/calibration.hpp"
#include "models/backtest/scorecard.hpp"
#include "models/backtest/scores.hpp"
#include "models/backtest/spread_fit.hpp"
#include "models/evidence/appraisal.hpp"

namespace pledgelab {
namespace {

using Numbers = std::vector<double>;

Error out_of_domain(const std::string& what) {
  return {"F-202", {}, what, "see the formula's inputs", ErrorKind::input};
}

Result<DeltaLognormal> read_distribution(const FormulaArguments& arguments) {
  const auto in = arguments.scalars({"zero_frac", "median_yuan", "ln_sd"});
  if (!in) return in.errors();
  if (!(in.value()[1] > 0)) return out_of_domain("needs a median above 0");
  return DeltaLognormal{in.value()[0], std::log(in.value()[1]), in.value()[2]};
}

Result<FormulaOutput> single(const char* name, const Result<double>& value) {
  if (!value) return value.errors();
  return FormulaOutput{{name, value.value()}};
}

Result<FormulaOutput> run_crps_lognormal(const FormulaArguments& arguments) {
  const auto worth = read_distribution(arguments);
  if (!worth) return worth.errors();
  const auto outcome = arguments.number("outcome_yuan");
  if (!outcome) return outcome.errors();
  return single("crps_yuan", crps_lognormal(worth.value(), outcome.value()));
}

Result<FormulaOutput> run_crps_normal(const FormulaArguments& arguments) {
  const auto in = arguments.scalars({"mean", "sd", "outcome"});
  if (!in) return in.errors();
  return single("crps", crps_normal(in.value()[0], in.value()[1], in.value()[2]));
}

Result<FormulaOutput> run_pit(const FormulaArguments& arguments) {
  const auto worth = read_distribution(arguments);
  if (!worth) return worth.errors();
  const auto in = arguments.scalars({"outcome_yuan", "draw"});
  if (!in) return in.errors();
  return single("pit_frac", pit(worth.value(), in.value()[0], in.value()[1]));
}

Result<FormulaOutput> run_uniformity(const FormulaArguments& arguments) {
  const auto transforms = arguments.numbers("transforms");
  if (!transforms) return transforms.errors();
  const auto test = pit_uniformity(transforms.value());
  if (!test) return test.errors();
  return FormulaOutput{{"p_value_frac", test.value().p_value},
                       {"chi_square", test.value().chi_square},
                       {"bins", test.value().bins}};
}

Result<FormulaOutput> run_interval(const FormulaArguments& arguments) {
  const auto in = arguments.scalars({"hits", "trials", "level_frac"});
  if (!in) return in.errors();
  const double hits = in.value()[0];
  const double trials = in.value()[1];
  if (!(hits == std::floor(hits) && trials == std::floor(trials) && trials <= 1e9 && hits >= 0)) {
    return out_of_domain("needs whole numbers of hits and trials, at most 1e9");
  }
  const auto interval = share_interval(static_cast<std::int64_t>(hits),
                                       static_cast<std::int64_t>(trials), in.value()[2]);
  if (!interval) return interval.errors();
  return FormulaOutput{{"low_frac", interval.value().low_frac},
                       {"high_frac", interval.value().high_frac},
                       {"share_frac", interval.value().share_frac}};
}

Result<FormulaOutput> run_climatology(const FormulaArguments& arguments) {
  const auto outcomes = arguments.numbers("outcomes");
  if (!outcomes) return outcomes.errors();
  const auto scores = climatology_scores(outcomes.value());
  if (!scores) return scores.errors();
  FormulaOutput output;
  for (std::size_t i = 0; i < scores.value().size(); ++i) {
    output.emplace_back("crps_" + std::to_string(i + 1), scores.value()[i]);
  }
  return output;
}

Result<FormulaOutput> run_skill(const FormulaArguments& arguments) {
  const auto in = arguments.scalars({"mean_score", "mean_reference"});
  if (!in) return in.errors();
  return single("skill_frac", crps_skill(in.value()[0], in.value()[1]));
}

FormulaOutput credibility_output(const Credibility& result, const std::string& what) {
  FormulaOutput output = {{"collective_" + what, result.collective_mean},
                          {"between_variance", result.between_variance}};
  for (std::size_t i = 0; i < result.weights.size(); ++i) {
    const std::string place = std::to_string(i + 1);
    output.emplace_back("weight_" + place, result.weights[i]);
    output.emplace_back("shrunk_" + place, result.shrunk_means[i]);
    output.emplace_back("error_variance_" + place, result.error_variance[i]);
  }
  return output;
}

Result<FormulaOutput> run_credibility(const FormulaArguments& arguments) {
  const auto means = arguments.numbers("means");
  if (!means) return means.errors();
  const auto counts = arguments.numbers("counts");
  if (!counts) return counts.errors();
  const auto within = arguments.number("within_variance");
  if (!within) return within.errors();
  const auto result = credibility(means.value(), counts.value(), within.value());
  if (!result) return result.errors();
  return credibility_output(result.value(), "mean");
}

Result<FormulaOutput> run_dispersion(const FormulaArguments& arguments) {
  const auto variances = arguments.numbers("variances");
  if (!variances) return variances.errors();
  const auto degrees = arguments.numbers("degrees");
  if (!degrees) return degrees.errors();
  const auto result = variance_credibility(variances.value(), degrees.value());
  if (!result) return result.errors();
  return credibility_output(result.value(), "variance");
}

Result<FormulaOutput> run_evidence(const FormulaArguments& arguments) {
  const auto in = arguments.scalars({"value_yuan", "age_years", "volatility_ln_annual", "bias_ln",
                                     "bias_sd_ln", "dispersion_ln"});
  if (!in) return in.errors();
  const Numbers& x = in.value();
  const auto estimate = appraisal_evidence({x[0], x[1], x[2]}, {x[3], x[4], x[5]});
  if (!estimate) return estimate.errors();
  return FormulaOutput{{"median_yuan", std::exp(estimate.value().ln_centre)},
                       {"ln_sd", estimate.value().ln_sd}};
}

Result<FormulaOutput> run_spread_scale(const FormulaArguments& arguments) {
  const auto errors = arguments.numbers("errors_ln");
  if (!errors) return errors.errors();
  const auto spreads = arguments.numbers("ln_sds");
  if (!spreads) return spreads.errors();
  if (errors.value().size() != spreads.value().size()) {
    return out_of_domain("needs as many ln_sds as errors_ln");
  }
  std::vector<ForecastError> all;
  for (std::size_t i = 0; i < errors.value().size(); ++i) {
    all.push_back({errors.value()[i], spreads.value()[i]});
  }
  const auto fit = spread_scale(all);
  if (!fit) return fit.errors();
  return FormulaOutput{{"scale", fit.value().scale},
                       {"mean_crps_stated", fit.value().mean_crps_stated},
                       {"mean_crps_fitted", fit.value().mean_crps_fitted}};
}

Result<FormulaOutput> run_shrunk_scale(const FormulaArguments& arguments) {
  const auto scales = arguments.numbers("scales");
  if (!scales) return scales.errors();
  const auto counts = arguments.numbers("counts");
  if (!counts) return counts.errors();
  const auto prior = arguments.number("prior_count");
  if (!prior) return prior.errors();
  if (scales.value().size() != counts.value().size()) {
    return out_of_domain("needs as many counts as scales");
  }
  std::vector<CountedScale> all;
  for (std::size_t i = 0; i < scales.value().size(); ++i) {
    all.push_back({scales.value()[i], counts.value()[i]});
  }
  return single("scale", shrunk_scale(all, prior.value()));
}

const FormulaInput kZero = {"zero_frac", "frac", "probability that the worth is nothing", "0.2"};
const FormulaInput kMedian = {"median_yuan", "yuan", "median of the worth above zero", "100"};
const FormulaInput kLnSd = {"ln_sd", "number", "ln-SD of the worth above zero", "1"};

std::vector<Formula> score_formulas() {
  return {
      {"F150",
       "crps_lognormal",
       "y (p + q (2Φ(w) - 1)) + 2 q M (q Φ(-s/√2) - Φ(w - s)); q = 1 - p, M = median exp(s²/2), "
       "w = ln(y/median)/s",
       "Gneiting and Raftery 2007, sec. 4.2; Baran and Lerch 2015; atom at zero by hand",
       {kZero, kMedian, kLnSd, {"outcome_yuan", "yuan", "what was realised", "100"}},
       run_crps_lognormal},
      {"F151",
       "crps_normal",
       "s (z (2Φ(z) - 1) + 2φ(z) - 1/√π), z = (y - m)/s",
       "Gneiting and Raftery 2007, sec. 4.2",
       {{"mean", "number", "mean of the forecast, as of ln worth", "0"},
        {"sd", "number", "its spread", "1"},
        {"outcome", "number", "what was realised", "0"}},
       run_crps_normal},
      {"F152",
       "pit",
       "F(y) = p + (1 - p) Φ(ln(y/median)/s) for y > 0; draw × p for y = 0",
       "Dawid 1984; Czado, Gneiting, Held 2009 (randomised on the atom)",
       {kZero,
        kMedian,
        kLnSd,
        {"outcome_yuan", "yuan", "what was realised", "100"},
        {"draw", "frac", "uniform draw, used on the atom", "0.5"}},
       run_pit},
      {"F153",
       "pit_uniformity",
       "χ² = Σ (n_k - N/B)²/(N/B) on B - 1 degrees, B = min(10, N/5)",
       "Pearson 1900; least expected count of five: Cochran 1954",
       {{"transforms", "frac", "values of F(y), ten or more",
         "0.05,0.15,0.25,0.35,0.45,0.48,0.55,0.65,0.75,0.95"}},
       run_uniformity},
      {"F154",
       "coverage_interval",
       "(k + z²/2 ± z √(k (n - k)/n + z²/4))/(n + z²), z = Φ⁻¹((1 + level)/2)",
       "Wilson 1927; Newcombe 1998, method 3, table I",
       {{"hits", "number", "outcomes between P10 and P90", "81"},
        {"trials", "number", "outcomes", "263"},
        {"level_frac", "frac", "level of the interval", "0.95"}},
       run_interval},
      {"F155",
       "climatology_score",
       "D_i/(n - 1) - (T - D_i)/(n - 1)², D_i = Σ_j |x_j - x_i|, T = Σ_{j<k} |x_j - x_k|",
       "Gneiting and Raftery 2007, sec. 4.2, of the empirical distribution of the others",
       {{"outcomes", "yuan", "outcomes, three or more", "1,2,4"}},
       run_climatology},
      {"F156",
       "crps_skill",
       "1 - score/reference",
       "Murphy 1973",
       {{"mean_score", "yuan", "mean CRPS of the forecasts", "30"},
        {"mean_reference", "yuan", "mean CRPS of the reference", "40"}},
       run_skill},
  };
}

std::vector<Formula> valuer_formulas() {
  return {
      {"F157",
       "valuer_credibility",
       "Z = v a/(v a + s²); a = max(0, (Σ v (m - M)² - (I - 1) s²)/(V - Σ v²/V)), M = Σ v m/V; "
       "Z m + (1 - Z) μ, μ = Σ Z m/Σ Z",
       "Bühlmann and Straub 1970; Bühlmann and Gisler 2005, ch. 4",
       {{"means", "number", "mean ln(appraised/sold for) of each valuer", "5,9"},
        {"counts", "number", "tested appraisals of each", "3,3"},
        {"within_variance", "number", "variance of one about its valuer's mean", "6.5"}},
       run_credibility},
      {"F158",
       "valuer_dispersion",
       "F157 of the sample variances s² with volumes d and variance 2 Σ d s⁴ d/(d + 2)/Σ d",
       "F157; variance of a sample variance under normality: 2 σ⁴/d",
       {{"variances", "number", "sample variance of each valuer", "1,9"},
        {"degrees", "number", "tested appraisals of each, less one", "4,4"}},
       run_dispersion},
      {"F159",
       "appraisal_evidence",
       "ln V - bias; SD √(dispersion² + bias_sd² + σ² age)",
       "sum of independent errors; valuation.md 5.2 items 1 and 2",
       {{"value_yuan", "yuan", "the appraisal", "1000000"},
        {"age_years", "years", "from the appraisal to the estimate", "2"},
        {"volatility_ln_annual", "number", "ln-SD a year of the true worth", "0.4"},
        {"bias_ln", "number", "the valuer's bias, shrunk", "0.7"},
        {"bias_sd_ln", "number", "its SD", "0.12"},
        {"dispersion_ln", "number", "SD of one appraisal about the bias", "0.34"}},
       run_evidence},
  };
}

std::vector<Formula> spread_formulas() {
  return {
      {"F187",
       "spread_scale",
       "c at which Σ s_i (2 φ(e_i/(c s_i)) - 1/√π) = 0: the mean CRPS of N(0, c s_i) at e_i is "
       "least",
       "minimum CRPS estimation, Gneiting et al. 2005; domain page 5.2 item 6",
       {{"errors_ln", "number", "ln(outcome/forecast median), five or more", "1,-1,1,-1,1"},
        {"ln_sds", "number", "stated, in the same order", "1,1,1,1,1"}},
       run_spread_scale},
      {"F188",
       "shrunk_scale",
       "√((k + Σ n c²)/(k + Σ n))",
       "conjugate update of a variance (F166); Bühlmann credibility n/(n + k)",
       {{"scales", "number", "c of each method on the level", "2"},
        {"counts", "number", "n, outcomes of each", "5"},
        {"prior_count", "number", "k, outcomes that the level counts as", "10"}},
       run_shrunk_scale},
  };
}

}  // namespace

std::span<const Formula> backtest_formulas() {
  static const std::vector<Formula> formulas = [] {
    std::vector<Formula> all = score_formulas();
    for (Formula& one : valuer_formulas()) all.push_back(std::move(one));
    for (Formula& one : spread_formulas()) all.push_back(std::move(one));
    return all;
  }();
  return formulas;
}

}  // namespace pledgelab
