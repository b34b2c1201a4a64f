// F120 to F124: research projects.
#include <utility>

#include "models/option/completion_cost.hpp"
#include "models/option/formula_parts.hpp"
#include "models/option/research_option.hpp"

namespace pledgelab {
namespace {

ResearchProject read_project(TypedNumbers& in) {
  ResearchProject project;
  project.cost_to_complete = in.number("cost_to_complete_yuan");
  project.investment_annual = in.number("investment_annual_yuan");
  project.cash_flow_annual = in.number("cash_flow_annual_yuan");
  project.drift_annual_frac = in.number("drift_frac");
  project.premium_annual_frac = in.number("premium_frac");
  project.cash_flow_volatility = in.number("cash_flow_volatility_frac");
  project.cost_volatility = in.number("cost_volatility_frac");
  project.correlation = in.number("correlation");
  project.failure_hazard_annual = in.number("failure_hazard_frac");
  project.rate_annual = in.number("rate_frac");
  project.patent_years = in.number("patent_years");
  project.step_years = in.number("step_years");
  project.terminal_multiple = in.number("terminal_multiple");
  return project;
}

// Schwartz's base case (acceptance V11).
std::vector<FormulaInput> project_inputs(std::vector<FormulaInput> more = {}) {
  std::vector<FormulaInput> inputs = {
      {"cost_to_complete_yuan", "yuan", "K, expected", "100"},
      {"investment_annual_yuan", "yuan", "I, the most that is spent a year", "10"},
      {"cash_flow_annual_yuan", "yuan", "C today, as if complete", "20"},
      {"drift_frac", "frac", "alpha, of the cash flow a year", "0.02"},
      {"premium_frac", "frac", "eta, risk premium taken off the drift", "0.036"},
      {"cash_flow_volatility_frac", "frac", "s_C, by root of a year", "0.35"},
      {"cost_volatility_frac", "frac", "s_K, by root of a year", "0.5"},
      {"correlation", "frac", "of cost and cash flow", "-0.1"},
      {"failure_hazard_frac", "frac", "lambda, a year, until completion", "0.06931"},
      {"rate_frac", "frac", "riskless, a year", "0.05"},
      {"patent_years", "years", "T", "20"},
      {"step_years", "years", "dt; T/dt a whole number", "0.25"},
      {"terminal_multiple", "number", "M, of the cash flow when the patent ends", "5"}};
  for (FormulaInput& input : more) inputs.push_back(std::move(input));
  return inputs;
}

Result<FormulaOutput> run_research_option(const FormulaArguments& arguments) {
  TypedNumbers in(arguments);
  const ResearchProject project = read_project(in);
  ResearchDraws draws;
  draws.paths = static_cast<int>(in.whole("paths", 1'000, 200'000));
  draws.seed = in.seed();
  if (!in.faults().empty()) return in.faults();
  const auto option = research_option(project, draws);
  if (!option) return option.errors();
  return FormulaOutput{{"running_yuan", option.value().running.value},
                       {"standard_error_yuan", option.value().running.standard_error},
                       {"not_begun_yuan", option.value().not_begun},
                       {"committed_yuan", option.value().committed},
                       {"abandoned_frac", option.value().abandoned_frac}};
}

Result<FormulaOutput> run_committed(const FormulaArguments& arguments) {
  TypedNumbers in(arguments);
  const ResearchProject project = read_project(in);
  if (!in.faults().empty()) return in.faults();
  const auto worth = committed_research(project);
  if (!worth) return worth.errors();
  return FormulaOutput{{"running_yuan", worth.value().running},
                       {"not_begun_yuan", worth.value().not_begun}};
}

Result<FormulaOutput> run_certain(const FormulaArguments& arguments) {
  TypedNumbers in(arguments);
  const ResearchProject project = read_project(in);
  if (!in.faults().empty()) return in.faults();
  const auto value = certain_research(project);
  if (!value) return value.errors();
  return FormulaOutput{{"value_yuan", value.value()}};
}

Result<FormulaOutput> run_completion_cost(const FormulaArguments& arguments) {
  TypedNumbers in(arguments);
  const double cost = in.number("cost_to_complete_yuan");
  const double volatility = in.number("cost_volatility_frac");
  if (!in.faults().empty()) return in.faults();
  const auto known = completion_cost(cost, volatility);
  if (!known) return known.errors();
  return FormulaOutput{{"standard_deviation_yuan", known.value().standard_deviation},
                       {"mean_yuan", known.value().mean}};
}

Result<FormulaOutput> run_simulated_completion(const FormulaArguments& arguments) {
  TypedNumbers in(arguments);
  const double cost = in.number("cost_to_complete_yuan");
  const double volatility = in.number("cost_volatility_frac");
  CompletionDraws draws;
  draws.investment_annual = in.number("investment_annual_yuan");
  draws.step_years = in.number("step_years");
  draws.paths = static_cast<int>(in.whole("paths", 1'000, 200'000));
  draws.seed = in.seed();
  if (!in.faults().empty()) return in.faults();
  const auto simulated = simulated_completion(cost, volatility, draws);
  if (!simulated) return simulated.errors();
  const SimulatedCompletion& found = simulated.value();
  return FormulaOutput{
      {"standard_deviation_yuan", found.standard_deviation.value},
      {"standard_deviation_standard_error_yuan", found.standard_deviation.standard_error},
      {"mean_yuan", found.mean.value},
      {"mean_standard_error_yuan", found.mean.standard_error}};
}

std::vector<FormulaInput> cost_inputs(std::vector<FormulaInput> more = {}) {
  std::vector<FormulaInput> inputs = {
      {"cost_to_complete_yuan", "yuan", "K, expected", "100"},
      {"cost_volatility_frac", "frac", "s, by root of a year", "0.5"}};
  for (FormulaInput& input : more) inputs.push_back(std::move(input));
  return inputs;
}

FormulaInput paths_input(const char* example) {
  return {"paths", "number", "even: mirror pairs", example};
}

FormulaInput seed_input() { return {"seed", "number", "of the random numbers", "1"}; }

}  // namespace

std::vector<Formula> research_formulas() {
  return {
      {"F120", "research_option",
       "F121 + e^(-(r+l)dt) E A_1, A_n = max(-V_n committed, e^(-(r+l)dt) E A_(n+1)), fitted on "
       "(K, "
       "C)",
       "Schwartz 2004 on the grid of domain page 1.4; Longstaff, Schwartz 2001; acceptance V11, "
       "V16",
       project_inputs({paths_input("20000"), seed_input()}), run_research_option},
      {"F121", "committed_research",
       "C f(K) - g(K): never let go; f and g by one-dimensional recursion, first instalment paid",
       "Schwartz 2004 on the grid of domain page 1.4; acceptance V12, V13, V16", project_inputs(),
       run_committed},
      {"F122", "certain_research",
       "-I (1-e^(-(r+l)t))/(r+l) + e^(-lt) C [(e^(aT)-e^(at))/a + M e^(aT)], t = K/I, a = alpha - "
       "eta - r",
       "Schwartz 2004 without volatility; acceptance V14", project_inputs(), run_certain},
      {"F123", "completion_cost", "SD of all that is spent = K s / sqrt(2 - s^2), mean K",
       "Pindyck 1993; acceptance V15", cost_inputs(), run_completion_cost},
      {"F124", "simulated_completion", "the same by steps of dK = -I dt + s sqrt(I K) dz",
       "Pindyck 1993; acceptance V15",
       cost_inputs({{"investment_annual_yuan", "yuan", "I", "10"},
                    {"step_years", "years", "dt", "0.02"},
                    paths_input("4000"),
                    seed_input()}),
       run_simulated_completion}};
}

}  // namespace pledgelab
