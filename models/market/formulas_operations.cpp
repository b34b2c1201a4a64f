#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "models/market/credibility.hpp"
#include "models/market/formulas.hpp"
#include "models/market/operation_statistics.hpp"
#include "models/market/sale_relative.hpp"

namespace pledgelab {
namespace {

using Numbers = std::vector<double>;

Error out_of_domain(const std::string& what) {
  return {"F-202", {}, what, "see the formula's inputs", ErrorKind::input};
}

// A count as typed: whole, and exact in a double.
bool whole(double x) { return std::abs(x) <= 9e15 && x == std::floor(x); }
std::int64_t count(double x) { return static_cast<std::int64_t>(x); }

Result<FormulaOutput> run_growth(const FormulaArguments& arguments) {
  const auto in = arguments.scalars({"before", "now"});
  if (!in) return in.errors();
  const Numbers& x = in.value();
  if (!whole(x[0]) || !whole(x[1])) return out_of_domain("counts must be whole");
  const auto found = growth(count(x[0]), count(x[1]));
  if (!found) return found.errors();
  if (!found.value()) return out_of_domain("no growth on a year that counts 0");
  return FormulaOutput{{"growth_frac", found.value()->frac()}};
}

Result<FormulaOutput> run_counts_before(const FormulaArguments& arguments) {
  const auto in = arguments.scalars({"now", "growth_frac", "half_step"});
  if (!in) return in.errors();
  const Numbers& x = in.value();
  if (!whole(x[0])) return out_of_domain("counts must be whole");
  const auto found = counts_before(count(x[0]), x[1], x[2]);
  if (!found) return found.errors();
  if (found.value().empty()) return out_of_domain("no whole count grows so");
  return FormulaOutput{{"least", static_cast<double>(found.value().least)},
                       {"most", static_cast<double>(found.value().most)}};
}

Result<FormulaOutput> run_share(const FormulaArguments& arguments) {
  const auto in = arguments.scalars({"part", "whole"});
  if (!in) return in.errors();
  const Numbers& x = in.value();
  if (!whole(x[0]) || !whole(x[1])) return out_of_domain("counts must be whole");
  const auto found = share_of(count(x[0]), count(x[1]));
  if (!found) return found.errors();
  return FormulaOutput{{"share_frac", found.value().frac()}};
}

Result<FormulaOutput> run_effective_number(const FormulaArguments& arguments) {
  const auto moved = arguments.numbers("patents_by_operation");
  if (!moved) return moved.errors();
  const auto found = effective_number(moved.value());
  if (!found) return found.errors();
  return FormulaOutput{{"effective_count", found.value()}};
}

Result<FormulaOutput> run_operation_rate(const FormulaArguments& arguments) {
  const auto in = arguments.scalars({"records", "patent_days"});
  if (!in) return in.errors();
  const auto found = operation_rate(in.value()[0], in.value()[1]);
  if (!found) return found.errors();
  return FormulaOutput{{"rate_annual", found.value()}};
}

Result<FormulaOutput> run_credibility_weight(const FormulaArguments& arguments) {
  const auto in =
      arguments.scalars({"patent_years", "dispersion", "parent_rate_annual", "between_variance"});
  if (!in) return in.errors();
  const Numbers& x = in.value();
  const auto found = credibility_weight(x[0], x[1], x[2], x[3]);
  if (!found) return found.errors();
  return FormulaOutput{{"weight_frac", found.value()}};
}

Result<FormulaOutput> run_between_variance(const FormulaArguments& arguments) {
  const auto years = arguments.numbers("patent_years");
  const auto records = arguments.numbers("records");
  const auto dispersion = arguments.number("dispersion");
  if (!years) return years.errors();
  if (!records) return records.errors();
  if (!dispersion) return dispersion.errors();
  if (years.value().size() != records.value().size()) {
    return out_of_domain("patent_years and records must be of equal length");
  }
  std::vector<std::vector<ClassExposure>> family(1);
  for (std::size_t i = 0; i < years.value().size(); ++i) {
    family[0].push_back({years.value()[i], records.value()[i]});
  }
  const auto found = between_variance(family, dispersion.value());
  if (!found) return found.errors();
  return FormulaOutput{{"between_variance", found.value()}};
}

Result<FormulaOutput> run_chance_at_relative(const FormulaArguments& arguments) {
  const auto in = arguments.scalars({"chance_frac", "relative"});
  if (!in) return in.errors();
  const auto found = chance_at_relative(in.value()[0], in.value()[1]);
  if (!found) return found.errors();
  return FormulaOutput{{"chance_frac", found.value()}};
}

Result<FormulaOutput> run_haircut_at_relative(const FormulaArguments& arguments) {
  const auto in = arguments.scalars({"haircut_frac", "rate_annual_frac", "mean_years", "relative"});
  if (!in) return in.errors();
  const Numbers& x = in.value();
  const auto found = haircut_at_relative(x[0], x[1], x[2], x[3]);
  if (!found) return found.errors();
  return FormulaOutput{{"haircut_frac", found.value()}};
}

Result<FormulaOutput> run_traded_within(const FormulaArguments& arguments) {
  const auto entries = arguments.numbers("entry_years");
  const auto exits = arguments.numbers("exit_years");
  const auto traded = arguments.numbers("traded");
  const auto years = arguments.number("years");
  if (!entries) return entries.errors();
  if (!exits) return exits.errors();
  if (!traded) return traded.errors();
  if (!years) return years.errors();
  const std::size_t n = entries.value().size();
  if (exits.value().size() != n || traded.value().size() != n) {
    return out_of_domain("entry_years, exit_years and traded must be of equal length");
  }
  std::vector<TradeSpell> spells;
  for (std::size_t i = 0; i < n; ++i) {
    const double flag = traded.value()[i];
    if (flag != 0 && flag != 1) return out_of_domain("traded must be 0 or 1");
    spells.push_back({entries.value()[i], exits.value()[i], flag == 1});
  }
  const auto found = traded_within(spells, years.value());
  if (!found) return found.errors();
  return FormulaOutput{{"traded_frac", found.value().frac},
                       {"traded_count", static_cast<double>(found.value().traded)},
                       {"least_at_risk_count", static_cast<double>(found.value().least_at_risk)}};
}

std::vector<Formula> count_formulas() {
  return {Formula{"F100",
                  "operation_growth",
                  "(now - before) / before",
                  "annual patent operation report; domain page mission.md 1",
                  {{"before", "number", "operations of the year before", "10900"},
                   {"now", "number", "operations of the year", "16745"}},
                  run_growth},
          Formula{"F101",
                  "counts_before",
                  "now / (1+g+h) <= before <= now / (1+g-h), whole numbers",
                  "interval arithmetic on a rounded figure; mission.md 1: 16,745 after +53.62 %",
                  {{"now", "number", "operations of the year", "16745"},
                   {"growth_frac", "frac", "g, as printed", "0.5362"},
                   {"half_step", "frac", "h, half of the last printed digit", "0.00005"}},
                  run_counts_before},
          Formula{"F102",
                  "operation_share",
                  "part / whole",
                  "annual patent operation report; mission.md 1: transfers 85.08 %",
                  {{"part", "number", "operations of the part", "1250676"},
                   {"whole", "number", "all operations", "1470000"}},
                  run_share},
          Formula{"F103",
                  "effective_operations",
                  "(sum n)^2 / sum n^2, n = patents that one operation moves",
                  "Kish 1965, Survey Sampling, 11.7",
                  {{"patents_by_operation", "number", "patents of each operation", "1,1,1,7"}},
                  run_effective_number}};
}

std::vector<Formula> rate_formulas() {
  return {Formula{"F104",
                  "operation_rate",
                  "records / (patent_days / 365.25)",
                  "occurrence over exposure: Cox and Oakes 1984, ch. 3",
                  {{"records", "number", "operations of patents in force", "12"},
                   {"patent_days", "number", "days in force, all patents", "146100"}},
                  run_operation_rate},
          Formula{"F105",
                  "credibility_weight",
                  "Z = w / (w + phi lambda / tau^2)",
                  "Buhlmann and Straub 1970; Buhlmann and Gisler 2005, ch. 4",
                  {{"patent_years", "years", "w, in force in the class", "300"},
                   {"dispersion", "number", "phi = sum n^2 / sum n over operations", "1.5"},
                   {"parent_rate_annual", "number", "lambda, of the parent class", "0.04"},
                   {"between_variance", "number", "tau^2, F106", "0.0002"}},
                  run_credibility_weight},
          Formula{"F106",
                  "between_class_variance",
                  "tau^2 = [sum w (x - m)^2 - (C-1) phi m] / (W - sum w^2/W), at least 0; x = "
                  "records/w, m = sum records / W",
                  "Buhlmann and Straub 1970; Buhlmann and Gisler 2005, ch. 4",
                  {{"patent_years", "years", "w of each class of one parent", "100,300"},
                   {"records", "number", "operations of each class", "10,6"},
                   {"dispersion", "number", "phi", "1"}},
                  run_between_variance}};
}

std::vector<Formula> sale_formulas() {
  return {Formula{"F107",
                  "chance_at_relative",
                  "1 - (1 - p)^r",
                  "proportional hazards: Cox 1972",
                  {{"chance_frac", "frac", "p, of sale within a time", "0.19"},
                   {"relative", "number", "r, hazard of the class over that of all", "0.5"}},
                  run_chance_at_relative},
          Formula{"F108",
                  "haircut_at_relative",
                  "1 - (1 - h) (1 + k tau) / (1 + k tau / r), at least 0",
                  "exponential time to sale (F28) on both sides",
                  {{"haircut_frac", "frac", "h, that holds the wait tau", "0.5"},
                   {"rate_annual_frac", "frac", "k, cost of waiting a year", "0.1"},
                   {"mean_years", "years", "tau, mean time to sale", "1"},
                   {"relative", "number", "r, speed of the class over that of all", "0.5"}},
                  run_haircut_at_relative},
          Formula{"F109",
                  "traded_within",
                  "1 - prod (1 - d/n) over times t <= years, n = spells with entry < t <= exit",
                  "Kaplan and Meier 1958; late entry: Andersen and others 1993, III.3",
                  {{"entry_years", "years", "when watching begins, since filing", "0,0,1,2,0"},
                   {"exit_years", "years", "when it ends", "2,3,4,6,6"},
                   {"traded", "number", "1: a first operation ended it, else 0", "1,0,1,0,0"},
                   {"years", "years", "the horizon", "5"}},
                  run_traded_within}};
}

}  // namespace

std::span<const Formula> operation_formulas() {
  static const std::vector<Formula> kFormulas = [] {
    std::vector<Formula> all;
    for (const auto group : {count_formulas, rate_formulas, sale_formulas}) {
      std::vector<Formula> formulas = group();
      for (Formula& formula : formulas) all.push_back(std::move(formula));
    }
    return all;
  }();
  return kFormulas;
}

}  // namespace pledgelab
