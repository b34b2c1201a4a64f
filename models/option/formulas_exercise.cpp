// F110 to F119, F129 and F195: options on one asset, and on the better of two.
#include <array>
#include <utility>

#include "models/option/binomial.hpp"
#include "models/option/formula_parts.hpp"
#include "models/option/lattice.hpp"
#include "models/option/least_squares.hpp"
#include "models/option/option.hpp"
#include "models/option/simulated_option.hpp"

namespace pledgelab {
namespace {

OptionTerms read_terms(TypedNumbers& in) {
  OptionTerms terms;
  terms.right = in.whole("call", 0, 1) == 1 ? OptionRight::call : OptionRight::put;
  terms.spot = in.number("spot_yuan");
  terms.strike = in.number("strike_yuan");
  terms.years = in.number("years");
  terms.rate_annual = in.number("rate_frac");
  terms.yield_annual = in.number("yield_frac");
  terms.volatility_annual = in.number("volatility_frac");
  return terms;
}

int read_dates(TypedNumbers& in) { return static_cast<int>(in.whole("dates", 1, 1'000)); }

Result<FormulaOutput> priced(const Result<double>& price) {
  if (!price) return price.errors();
  return FormulaOutput{{"value_yuan", price.value()}};
}

template <Result<double> (*Price)(const OptionTerms&)>
Result<FormulaOutput> run_price(const FormulaArguments& arguments) {
  TypedNumbers in(arguments);
  const OptionTerms terms = read_terms(in);
  if (!in.faults().empty()) return in.faults();
  return priced(Price(terms));
}

Result<FormulaOutput> run_bermudan(const FormulaArguments& arguments) {
  TypedNumbers in(arguments);
  const OptionTerms terms = read_terms(in);
  const int dates = read_dates(in);
  if (!in.faults().empty()) return in.faults();
  return priced(bermudan_option(terms, dates));
}

Result<FormulaOutput> run_max_call(const FormulaArguments& arguments) {
  TypedNumbers in(arguments);
  MaxCallTerms terms;
  terms.each = {OptionRight::call,           in.number("spot_yuan"), in.number("strike_yuan"),
                in.number("years"),          in.number("rate_frac"), in.number("yield_frac"),
                in.number("volatility_frac")};
  terms.correlation = in.number("correlation");
  terms.dates = read_dates(in);
  if (!in.faults().empty()) return in.faults();
  return priced(max_call(terms));
}

Result<FormulaOutput> run_lattice(const FormulaArguments& arguments) {
  TypedNumbers in(arguments);
  const OptionTerms terms = read_terms(in);
  const int dates = read_dates(in);
  if (!in.faults().empty()) return in.faults();
  const auto option = lattice_option(terms, dates);
  if (!option) return option.errors();
  return FormulaOutput{{"use_probability_frac", option.value().use_probability_frac},
                       {"value_yuan", option.value().value}};
}

Result<FormulaOutput> run_binomial(const FormulaArguments& arguments) {
  TypedNumbers in(arguments);
  BinomialOption option;
  option.terms = read_terms(in);
  option.exercise =
      in.whole("american", 0, 1) == 1 ? ExerciseStyle::american : ExerciseStyle::european;
  option.chance = in.whole("log_drift", 0, 1) == 1 ? UpChance::log_drift : UpChance::forward;
  const int steps = static_cast<int>(in.whole("steps", 1, kMostBinomialSteps));
  if (!in.faults().empty()) return in.faults();
  return priced(binomial_option(option, steps));
}

Result<FormulaOutput> run_simulated(const FormulaArguments& arguments) {
  TypedNumbers in(arguments);
  SimulatedOption option;
  option.terms = read_terms(in);
  option.dates = read_dates(in);
  option.paths = static_cast<int>(in.whole("paths", 1'000, 500'000));
  option.seed = in.seed();
  if (!in.faults().empty()) return in.faults();
  const auto price = simulated_option(option);
  if (!price) return price.errors();
  return FormulaOutput{{"value_yuan", price.value().value.value},
                       {"standard_error_yuan", price.value().value.standard_error},
                       {"use_probability_frac", price.value().use_probability_frac}};
}

Result<FormulaOutput> run_on_paths(const FormulaArguments& arguments) {
  TypedNumbers in(arguments);
  GivenPaths given;
  given.right = in.whole("call", 0, 1) == 1 ? OptionRight::call : OptionRight::put;
  given.strike = in.number("strike_yuan");
  given.years = in.number("years");
  given.rate_annual = in.number("rate_frac");
  given.dates = static_cast<std::size_t>(in.whole("dates", 1, 1'000));
  given.value = in.list("paths_yuan");
  if (!in.faults().empty()) return in.faults();
  const auto option = option_on_paths(given);
  if (!option) return option.errors();
  FormulaOutput output = {{"american_yuan", option.value().american},
                          {"european_yuan", option.value().european}};
  constexpr std::array kPowers = {"_constant", "_linear", "_square"};
  for (std::size_t date = 0; date < option.value().waiting.size(); ++date) {
    const WaitingFit& fit = option.value().waiting[date];
    if (!fit) continue;
    for (std::size_t power = 0; power < kPowers.size(); ++power) {
      output.emplace_back("waiting_" + std::to_string(date + 1) + kPowers[power], (*fit)[power]);
    }
  }
  return output;
}

Result<FormulaOutput> run_jump(const FormulaArguments& arguments) {
  TypedNumbers in(arguments);
  const OptionTerms terms = {OptionRight::call,           in.number("spot_yuan"),
                             in.number("strike_yuan"),    in.number("years"),
                             in.number("rate_frac"),      in.number("yield_frac"),
                             in.number("volatility_frac")};
  const double hazard = in.number("hazard_frac");
  if (!in.faults().empty()) return in.faults();
  const auto call = call_under_jump_to_zero(terms, hazard);
  if (!call) return call.errors();
  return FormulaOutput{{"priced_yuan", call.value().priced},
                       {"uncompensated_yuan", call.value().uncompensated}};
}

// Examples of the terms in the order of `option_inputs`.
using Examples = std::array<const char*, 7>;

constexpr Examples kAvonex = {
    "1", "3422", "2875", "17", "0.067", "0.058823529411764705", "0.47328638264796927"};
constexpr Examples kSchwartzPut = {"0", "36", "40", "1", "0.06", "0", "0.2"};

std::vector<FormulaInput> option_inputs(const Examples& example,
                                        std::vector<FormulaInput> more = {}) {
  std::vector<FormulaInput> inputs = {
      {"call", "number", "1 = right to buy (wait), 0 = right to sell (let go)", example[0]},
      {"spot_yuan", "yuan", "worth of the asset today", example[1]},
      {"strike_yuan", "yuan", "paid or received on use", example[2]},
      {"years", "years", "until the right ends", example[3]},
      {"rate_frac", "frac", "riskless, a year, continuous", example[4]},
      {"yield_frac", "frac", "a year: dividend, or cost of delay", example[5]},
      {"volatility_frac", "frac", "of ln worth, by root of a year", example[6]}};
  for (FormulaInput& input : more) inputs.push_back(std::move(input));
  return inputs;
}

std::vector<FormulaInput> call_inputs(const Examples& example, std::vector<FormulaInput> more) {
  std::vector<FormulaInput> inputs = option_inputs(example, std::move(more));
  inputs.erase(inputs.begin());
  return inputs;
}

FormulaInput dates_input(const char* example) {
  return {"dates", "number", "equally spaced dates of use, the last at the end", example};
}

std::vector<Formula> closed_formulas() {
  return {{"F110", "european_option", "S e^(-qT) Phi(d1) - K e^(-rT) Phi(d2); of the put likewise",
           "Black, Scholes 1973; Merton 1973; acceptance V01, V03, V05", option_inputs(kAvonex),
           run_price<european_option>},
          {"F111", "american_option", "use at any time up to T; boundary by fixed point",
           "Andersen, Lake, Offengenden 2016 (QuantLib); acceptance V02", option_inputs(kAvonex),
           run_price<american_option>},
          {"F112", "perpetual_option",
           "(S* - K) (S/S*)^b, S* = K b/(b-1), b = 1/2 - (r-q)/s^2 +- "
           "sqrt(((r-q)/s^2 - 1/2)^2 + 2r/s^2)",
           "McKean 1965; Merton 1973; bound of acceptance V02", option_inputs(kAvonex),
           run_price<perpetual_option>}};
}

std::vector<Formula> approximated_formulas() {
  return {{"F113", "bermudan_option", "use at i T/n, i = 1..n; finite differences in ln S",
           "Longstaff, Schwartz 2001, table 1 (QuantLib); acceptance V04",
           option_inputs(kSchwartzPut, {dates_input("50")}), run_bermudan},
          {"F114", "barone_adesi_whaley", "European + A (S/S*)^q below the critical S*",
           "Barone-Adesi, Whaley 1987; Haug 1998 p. 24 (QuantLib); acceptance V09",
           option_inputs({"1", "100", "100", "0.5", "0.1", "0.1", "0.35"}),
           run_price<barone_adesi_whaley>},
          {"F115", "bjerksund_stensland", "use at a flat boundary: a lower bound of F111",
           "Bjerksund, Stensland 1993; Haug 1998 p. 27 (QuantLib); acceptance V10",
           option_inputs({"1", "42", "40", "0.75", "0.04", "0.08", "0.35"}),
           run_price<bjerksund_stensland>},
          {"F116", "max_call",
           "(max(S1, S2) - K)+ at i T/n, i = 0..n, equal spots, yields, volatilities",
           "Andersen, Broadie 2004; Glasserman 2004 p. 462 (QuantLib); acceptance V07",
           call_inputs({"", "100", "100", "3", "0.05", "0.1", "0.2"},
                       {{"correlation", "frac", "of the two returns", "0"}, dates_input("9")}),
           run_max_call}};
}

}  // namespace

std::vector<Formula> exercise_formulas() {
  std::vector<Formula> all = closed_formulas();
  std::vector<Formula> more = approximated_formulas();
  for (Formula& formula : more) all.push_back(std::move(formula));
  return all;
}

std::vector<Formula> simulation_formulas() {
  return {{"F117", "use_probability",
           "chance that the best rule uses the right by T: p = 1 where used, else rolled back",
           "Cox, Ross, Rubinstein 1979; acceptance V08",
           option_inputs(kSchwartzPut, {dates_input("75")}), run_lattice},
          {"F118", "simulated_option",
           "stop where the payoff exceeds the fit of what waiting earned on powers 0..3 (call "
           "-2..1) of S/K",
           "Longstaff, Schwartz 2001; control variate Rasmussen 2005; acceptance V04, V08",
           option_inputs(kSchwartzPut, {dates_input("50"),
                                        {"paths", "number", "even: mirror pairs", "20000"},
                                        {"seed", "number", "of the random numbers", "1"}}),
           run_simulated},
          {"F119",
           "option_on_paths",
           "stop where the payoff exceeds c0 + c1 X + c2 X^2, fitted over paths in the money",
           "Longstaff, Schwartz 2001, section 1; acceptance V06",
           {{"call", "number", "1 = right to buy, 0 = right to sell", "0"},
            {"strike_yuan", "yuan", "paid or received on use", "1.1"},
            {"years", "years", "until the last date", "3"},
            {"rate_frac", "frac", "riskless, a year, continuous", "0.06"},
            dates_input("3"),
            {"paths_yuan", "yuan", "worth on each date, path after path",
             "1.09,1.08,1.34,1.16,1.26,1.54,1.22,1.07,1.03,0.93,0.97,0.92,1.11,1.56,1.52,0.76,0.77,"
             "0.90,0.92,0.84,1.01,0.88,1.22,1.34"}},
           run_on_paths}};
}

std::vector<Formula> jump_formulas() {
  return {{"F129", "call_under_jump_to_zero",
           "call at rate r + lambda when the hazard is priced; e^(-lambda T) call when it is not",
           "Merton 1976; acceptance V34. Never for collateral",
           call_inputs({"", "100", "100", "3", "0.03", "0", "0.5"},
                       {{"hazard_frac", "frac", "lambda, a year", "0.05"}}),
           run_jump}};
}

std::vector<Formula> binomial_formulas() {
  return {
      {"F195", "binomial_option",
       "V = max(gain, e^(-rh) (p V_up + (1-p) V_down)), u = e^(s sqrt(h)), p = (e^((r-q)h) - "
       "1/u)/(u - 1/u)",
       "Cox, Ross, Rubinstein 1979; Hull, American put of 5 steps: 4.49. Not in any pool",
       option_inputs({"0", "50", "50", "0.4166666666666667", "0.1", "0", "0.4"},
                     {{"american", "number", "1 = use on every step, 0 = at the end", "1"},
                      {"log_drift", "number",
                       "1 = p = 1/2 + (r - q - s^2/2) sqrt(h)/2s, as QuantLib; 0 = as above", "0"},
                      {"steps", "number", "of the lattice, 1 to 2000", "5"}}),
       run_binomial}};
}

}  // namespace pledgelab
