#include "engine/verbs/backtest.hpp"

#include <utility>

#include "engine/formats/csv.hpp"
#include "engine/verbs/inputs.hpp"
#include "models/backtest/read_ledger.hpp"

namespace pledgelab {
namespace {

constexpr std::size_t kRejectsTold = 20;

bool borne(const std::optional<QuarantineLimit>& limit, std::size_t bad, std::size_t rows) {
  if (bad == 0) return true;
  if (!limit) return false;
  if (limit->rows) return bad <= *limit->rows;
  return static_cast<double>(bad) <= limit->share.frac() * static_cast<double>(rows);
}

// Success where the rows put aside are borne, else the limit and the rows.
Outcome check_rejects(const std::optional<QuarantineLimit>& limit,
                      const std::vector<Reject>& rejects, const Cells& cells) {
  if (borne(limit, rejects.size(), cells.rows())) return Done{};
  Errors errors = {{"B-166",
                    {cells.file, 0, 0},
                    std::to_string(rejects.size()) + " of " + std::to_string(cells.rows()) +
                        " rows cannot be read" + (limit ? ", more than " + to_text(*limit) : ""),
                    "mend them, or bear them: --max-bad " + std::to_string(rejects.size()),
                    ErrorKind::quarantined}};
  for (const Reject& reject : rejects) {
    if (errors.size() > kRejectsTold) break;
    errors.push_back(reject.error);
  }
  return errors;
}

// What the ledger as a whole lacks is told of its file.
Errors at_file(Errors errors, const std::string& path) {
  for (Error& error : errors) {
    if (error.origin.file.empty()) error.origin.file = path;
  }
  return errors;
}

}  // namespace

Result<BacktestOutcome> run_backtest(const BacktestRequest& request) {
  const auto forecast_cells = read_csv(request.forecasts_path);
  if (!forecast_cells) return forecast_cells.errors();
  const auto outcome_cells = read_csv(request.outcomes_path);
  if (!outcome_cells) return outcome_cells.errors();
  auto forecasts = read_forecasts(forecast_cells.value());
  if (!forecasts) return forecasts.errors();
  const std::string currency = forecasts.value().value.currency;
  auto outcomes = read_realised_values(outcome_cells.value(), currency);
  if (!outcomes) return outcomes.errors();
  Errors faults;
  for (const auto& [rejects, cells] :
       {std::pair{&forecasts.value().rejects, &forecast_cells.value()},
        std::pair{&outcomes.value().rejects, &outcome_cells.value()}}) {
    const Outcome checked = check_rejects(request.max_bad, *rejects, *cells);
    if (!checked) faults.insert(faults.end(), checked.errors().begin(), checked.errors().end());
  }
  if (!faults.empty()) return faults;
  BacktestOutcome outcome;
  outcome.currency = currency;
  outcome.forecasts = std::move(forecasts.value().value.forecasts);
  outcome.outcomes = std::move(outcomes.value().value);
  outcome.rejects = std::move(forecasts.value().rejects);
  for (Reject& reject : outcomes.value().rejects) outcome.rejects.push_back(std::move(reject));
  auto test = backtest(outcome.forecasts, outcome.outcomes, request.seed);
  if (!test) return test.errors();
  outcome.test = std::move(test).value();
  if (!request.fit_spreads) return outcome;
  std::vector<HashedInput> hashes;
  const auto scenario = find_scenario(request.scenario, hashes, request.project);
  if (!scenario) return scenario.errors();
  auto spreads = fit_spreads(outcome.forecasts, outcome.outcomes, scenario.value());
  if (!spreads) return at_file(spreads.errors(), request.forecasts_path);
  outcome.spreads = std::move(spreads).value();
  return outcome;
}

Result<std::optional<BacktestOutcome>> test_forecasts(const TestFiles& files) {
  if (files.ledger.empty() && files.outcomes.empty()) return std::optional<BacktestOutcome>();
  if (files.ledger.empty() || files.outcomes.empty()) {
    return Error{"U-106",
                 {},
                 files.ledger.empty()
                     ? "--outcomes tests the forecasts of a ledger: --ledger FILE is missing"
                     : "the forecasts of --ledger are tested by --outcomes FILE, which is missing",
                 "see: pledgelab help backtest",
                 ErrorKind::input};
  }
  BacktestRequest request;
  request.forecasts_path = files.ledger;
  request.outcomes_path = files.outcomes;
  auto outcome = run_backtest(request);
  if (!outcome) return outcome.errors();
  return std::optional<BacktestOutcome>(std::move(outcome).value());
}

}  // namespace pledgelab
