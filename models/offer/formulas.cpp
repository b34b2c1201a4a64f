#include "models/offer/formulas.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/offer/matching.hpp"
#include "models/offer/package_worth.hpp"

namespace pledgelab {
namespace {

using Numbers = std::vector<double>;

Error out_of_domain(const std::string& what) {
  return {"F-202", {}, what, "see the formula's inputs", ErrorKind::input};
}

Result<PackageWorth> worth_of(const FormulaArguments& arguments) {
  const auto means = arguments.numbers("means_yuan");
  if (!means) return means.errors();
  const auto spreads = arguments.numbers("ln_sds");
  if (!spreads) return spreads.errors();
  const auto zeros = arguments.numbers("zeros_frac");
  if (!zeros) return zeros.errors();
  const auto others = arguments.scalars({"correlation", "discount_frac"});
  if (!others) return others.errors();
  if (means.value().size() != spreads.value().size() ||
      means.value().size() != zeros.value().size()) {
    return out_of_domain("the three lists must be of equal length");
  }
  std::vector<RightWorth> rights;
  for (std::size_t i = 0; i < means.value().size(); ++i) {
    rights.push_back({means.value()[i], spreads.value()[i], zeros.value()[i]});
  }
  return package_worth(rights, others.value()[0], others.value()[1]);
}

Result<FormulaOutput> run_package_worth(const FormulaArguments& arguments) {
  const auto worth = worth_of(arguments);
  if (!worth) return worth.errors();
  const PackageWorth& x = worth.value();
  return FormulaOutput{{"mean_yuan", x.mean_yuan},
                       {"ln_sd", x.ln_sd},
                       {"lower_quartile_yuan", x.lower_quartile_yuan},
                       {"median_yuan", x.median_yuan},
                       {"upper_quartile_yuan", x.upper_quartile_yuan}};
}

Result<FormulaOutput> run_deal_price(const FormulaArguments& arguments) {
  const auto in = arguments.scalars(
      {"lower_quartile_yuan", "median_yuan", "upper_quartile_yuan", "factor_frac"});
  if (!in) return in.errors();
  const Numbers& x = in.value();
  const auto price = deal_price({0, 0, x[0], x[1], x[2]}, x[3]);
  if (!price) return price.errors();
  return FormulaOutput{{"low_yuan", price.value().low_yuan},
                       {"mid_yuan", price.value().mid_yuan},
                       {"high_yuan", price.value().high_yuan}};
}

std::string typed_text(const FormulaArguments& arguments, const char* name) {
  const auto found = arguments.typed().find(name);
  return found == arguments.typed().end() ? std::string() : found->second;
}

Result<FormulaOutput> run_class_nearness(const FormulaArguments& arguments) {
  const auto in = arguments.scalars({"subclass_frac", "class_frac", "section_frac"});
  if (!in) return in.errors();
  const std::string one = typed_text(arguments, "one");
  const std::string other = typed_text(arguments, "other");
  if (one.empty() || other.empty()) return out_of_domain("'one' and 'other' must be classes");
  const auto nearness = class_nearness(one, other, {in.value()[0], in.value()[1], in.value()[2]});
  if (!nearness) return nearness.errors();
  return FormulaOutput{{"nearness_frac", nearness.value()}};
}

Result<FormulaOutput> run_match_score(const FormulaArguments& arguments) {
  const auto weights = arguments.numbers("weights");
  if (!weights) return weights.errors();
  const auto values = arguments.numbers("values_frac");
  if (!values) return values.errors();
  if (weights.value().size() != values.value().size()) {
    return out_of_domain("weights and values must be of equal length");
  }
  std::vector<MatchCriterion> criteria;
  for (std::size_t i = 0; i < weights.value().size(); ++i) {
    const double value = values.value()[i];
    criteria.push_back({weights.value()[i], value == -1 ? std::nullopt : std::optional(value)});
  }
  const auto score = match_score(criteria);
  if (!score) return score.errors();
  return FormulaOutput{{"score_frac", score.value()}};
}

Result<FormulaOutput> run_inventors_part(const FormulaArguments& arguments) {
  const auto in = arguments.scalars({"price_yuan", "cost_frac", "share_frac"});
  if (!in) return in.errors();
  const auto part = inventors_part(in.value()[0], in.value()[1], in.value()[2]);
  if (!part) return part.errors();
  return FormulaOutput{{"inventors_yuan", part.value().inventors_yuan},
                       {"net_income_yuan", part.value().net_income_yuan},
                       {"holder_yuan", part.value().holder_yuan}};
}

Result<FormulaOutput> run_package_share(const FormulaArguments& arguments) {
  const auto means = arguments.numbers("means_yuan");
  if (!means) return means.errors();
  const auto shares = arguments.numbers("shares_frac");
  if (!shares) return shares.errors();
  const auto share = package_share(means.value(), shares.value());
  if (!share) return share.errors();
  return FormulaOutput{{"share_frac", share.value()}};
}

std::vector<Formula> price_formulas() {
  return {
      {"F170",
       "package_worth",
       "M = (1 - d) Σ m, Var = (1 - d)² ΣΣ ρ s_i s_j, s² = m² (exp(σ²)/(1 - p) - 1); lognormal of "
       "the same moments; d = 0 for one right",
       "Fenton 1960: a sum of lognormals by two moments; atom at 0 by hand",
       {{"means_yuan", "yuan", "mean worth of each right", "100,300"},
        {"ln_sds", "number", "ln-SD of each, of its worth above nothing", "0.5,1"},
        {"zeros_frac", "frac", "chance that each is worth nothing", "0,0.2"},
        {"correlation", "number", "between two rights", "0.5"},
        {"discount_frac", "frac", "off the sum of two rights or more", "0.1"}},
       run_package_worth},
      {"F171",
       "deal_price",
       "factor × (P25, P50, P75)",
       "valuation.md 1.5: guidance by the middle half; the factor by kind of licence is a level",
       {{"lower_quartile_yuan", "yuan", "25 % of the package's worth", "400000"},
        {"median_yuan", "yuan", "50 %", "1000000"},
        {"upper_quartile_yuan", "yuan", "75 %", "2500000"},
        {"factor_frac", "frac", "of the kind: transfer 1", "0.55"}},
       run_deal_price},
  };
}

std::vector<Formula> match_formulas() {
  return {
      {"F172",
       "class_nearness",
       "level of the deepest class that both lie in: subclass, class, section; else 0",
       "WIPO, IPC Guide: sections, classes, subclasses; levels are ours",
       {{"one", "text", "IPC or Locarno class", "H01M"},
        {"other", "text", "the other's", "H01L"},
        {"subclass_frac", "frac", "nearness within a subclass", "1"},
        {"class_frac", "frac", "within a class", "0.5"},
        {"section_frac", "frac", "within a section", "0.15"}},
       run_class_nearness},
      {"F173",
       "match_score",
       "Σ w v/Σ w over what is known; 0 where the first value is 0 or unknown",
       "weighted mean of known indicators, valuation.md 1.6; the gate is ours",
       {{"weights", "number", "technology first, then region, dealings", "0.6,0.15,0.25"},
        {"values_frac", "frac", "0 to 1; -1 = unknown", "0.5,1,-1"}},
       run_match_score},
  };
}

std::vector<Formula> reward_formulas() {
  return {
      {"F174",
       "inventors_part",
       "price (1 - cost) share; the holder keeps price (1 - cost) (1 - share)",
       "Law on Promoting the Transformation of S&T Achievements (2015) art. 45; valuation.md 1.10a",
       {{"price_yuan", "yuan", "price of the transfer or licence", "1000000"},
        {"cost_frac", "frac", "costs, part of the price", "0.08"},
        {"share_frac", "frac", "inventors' share of the net income", "0.5"}},
       run_inventors_part},
      {"F175",
       "package_share",
       "Σ m s/Σ m",
       "weighted mean; one price is paid for all rights: assumed",
       {{"means_yuan", "yuan", "mean worth of each right", "300,100"},
        {"shares_frac", "frac", "inventors' share of each", "0.5,0"}},
       run_package_share},
  };
}

}  // namespace

std::span<const Formula> offer_formulas() {
  static const std::vector<Formula> formulas = [] {
    std::vector<Formula> all = price_formulas();
    for (Formula& one : match_formulas()) all.push_back(std::move(one));
    for (Formula& one : reward_formulas()) all.push_back(std::move(one));
    return all;
  }();
  return formulas;
}

}  // namespace pledgelab
