#include "engine/app/backtest_answer.hpp"
#include "engine/app/book_options.hpp"
#include "engine/app/commands.hpp"

namespace pledgelab {

int backtest_command(const Arguments& arguments) {
  CommandLine line(
      "backtest",
      "Forecasts of worth held against what was sold, licensed or appraised later: CRPS and skill, "
      "PIT, coverage of P10 to P90, each valuer's scorecard. `pledgelab value --ledger FILE` keeps "
      "the forecasts; --fit-spreads fits the methods' spreads from them. Exit code 1 where the "
      "outcomes speak against them, or none met a forecast.",
      "pledgelab backtest --forecasts forecasts.csv --outcomes outcomes.csv --fit-spreads");
  BacktestRequest request;
  std::string max_bad;
  CLI::App& options = line.options();
  options
      .add_option("--forecasts", request.forecasts_path,
                  "asset_id, date, purpose, median_yuan and ln_sd or p10_yuan and p90_yuan; kind, "
                  "probability_zero_frac, method")
      ->required();
  options
      .add_option("--outcomes", request.outcomes_path,
                  "asset_id, date, what (sale, licence, reappraisal), amount_yuan, valuer_id")
      ->required();
  options.add_option("--max-bad", max_bad, "rows put aside that are borne: N% of a file, or N (0)");
  options.add_flag("--fit-spreads", request.fit_spreads,
                   "each method's spread by the CRPS of its forecasts, and a scenario with it; the "
                   "ledger's column method tells which forecast is whose");
  CLI::Option* const scenario = options.add_option(
      "-s,--scenario", request.scenario, "with --fit-spreads: whose levels are fitted (base)");
  options.add_option("--project", request.project, "the project folder (scenarios/)");
  options.add_option("--seed", request.seed, "of the transforms of outcomes at 0");
  if (const auto code = line.parse(arguments)) return *code;
  if (scenario->count() > 0 && !request.fit_spreads) {
    return refuse(line.json(), {{"U-106",
                                 {},
                                 "--scenario goes with --fit-spreads: scores read no level",
                                 "add --fit-spreads, or leave it out",
                                 ErrorKind::input}});
  }
  auto limit = max_bad_of(max_bad);
  if (!limit) return refuse(line.json(), limit.errors());
  request.max_bad = limit.value();
  const auto outcome = run_backtest(request);
  if (!outcome) return refuse(line.json(), outcome.errors());
  const int code = findings_of(outcome.value().test).empty() ? 0 : 1;
  return answer(line.json(), to_json(outcome.value()), to_text(outcome.value()),
                backtest_warnings(outcome.value()), code);
}

}  // namespace pledgelab
