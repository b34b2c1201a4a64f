#include "engine/run/run_book.hpp"

#include <chrono>
#include <utility>

#include "engine/run/accumulate.hpp"
#include "models/collateral/cover.hpp"
#include "models/policy/facts.hpp"
#include "models/valuation/value.hpp"

namespace pledgelab {
namespace {

using Clock = std::chrono::steady_clock;

// Adds the time since the last call to one stage.
struct Stopwatch {
  Clock::time_point last = Clock::now();
  void add_to(double& seconds) {
    const Clock::time_point now = Clock::now();
    seconds += std::chrono::duration<double>(now - last).count();
    last = now;
  }
};

Outcome check_plan(const RunInputs& inputs) {
  const PathPlan& plan = inputs.plan;
  std::string fault;
  if (inputs.book.loans.empty()) fault = "the book has no loans";
  if (inputs.months < 1 || inputs.months > 1200) fault = "months must be 1 to 1200";
  if (plan.paths < 2) fault = "at least 2 paths are needed";
  if (plan.threads < 1 || plan.threads > 1024) fault = "threads must be 1 to 1024";
  if (plan.chunk_paths < 1) fault = "chunks must hold at least 1 path";
  if (fault.empty()) return Done{};
  return Error{"R-102", {}, fault, "", ErrorKind::input};
}

Outcome add_rights_and_model(const RunInputs& inputs, PreparedRun& run, Stopwatch& watch) {
  const FactorState state(inputs.scenario, 0);
  std::vector<SaleTerms> sales;
  std::vector<PledgePart> parts;
  if (!run.book.assets.empty()) {
    auto curves = value_curves(run.book, {state, inputs.law, inputs.as_of}, inputs.months);
    if (!curves) return curves.errors();
    run.value_curves = std::move(curves).value();
    auto terms = sale_terms(run.book, state);
    if (!terms) return terms.errors();
    sales = std::move(terms).value();
    parts = pledge_parts(run.book);
  }
  watch.add_to(run.seconds.value);
  auto pds = pd_curves(run.book, inputs.scenario, inputs.as_of, inputs.months);
  if (!pds) return pds.errors();
  run.pd_curves = std::move(pds).value();
  auto model = loss_model(run.book, run.pd_curves, {run.value_curves, sales, parts},
                          inputs.scenario, inputs.as_of);
  if (!model) return model.errors();
  run.model = std::move(model).value();
  return Done{};
}

}  // namespace

Result<PreparedRun> prepare_run(const RunInputs& inputs) {
  if (const Outcome checked = check_plan(inputs); !checked) return checked.errors();
  PreparedRun run;
  Stopwatch watch;
  auto book = with_terms(inputs.book, inputs.scenario, inputs.plan.seed);
  if (!book) return book.errors();
  run.book = std::move(book).value();
  if (const Outcome done = add_rights_and_model(inputs, run, watch); !done) return done.errors();
  run.balances = scheduled_balances(run.book, inputs.as_of, inputs.months);
  if (inputs.policy != nullptr) {
    auto program = compile(*inputs.policy, facts_of(run.book), inputs.effective);
    if (!program) return program.errors();
    run.program = std::move(program).value();
    if (run.program->trigger != kNone) {
      // The book's days past due are those of the as-of date, not of the simulated default.
      run.program->trigger = kNone;
      run.program->notes.emplace_back("a simulated default is taken to meet the claim's trigger");
    }
  }
  watch.add_to(run.seconds.prepare);
  return run;
}

Result<RunResults> run_book(const RunInputs& inputs, RunControl& control, const Sink& sink) {
  const Clock::time_point start = Clock::now();
  auto prepared = prepare_run(inputs);
  if (!prepared) return prepared.errors();
  PreparedRun run = std::move(prepared).value();
  Stopwatch watch;
  Accumulator sums(run.program ? &*run.program : nullptr, run.model, inputs.plan,
                   run.book.loans.size(), run.book.currency);
  const Outcome drawn = simulate(
      run.model, inputs.plan, control,
      [&](const LossTape& chunk, unsigned worker) { return sums.take(chunk, worker); }, sink);
  if (!drawn) return drawn.errors();
  RunResults results;
  results.seconds = run.seconds;
  watch.add_to(results.seconds.simulate_and_share);
  results.seconds.share = sums.share_seconds();
  results.as_of = inputs.as_of;
  results.paths = inputs.plan.paths;
  results.months = static_cast<std::uint32_t>(inputs.months);
  results.seed = inputs.plan.seed;
  results.currency = run.book.currency;
  sums.finish(results);
  results.pd_curves = std::move(run.pd_curves);
  results.balances = std::move(run.balances);
  if (run.program) results.notes = run.program->notes;
  watch.add_to(results.seconds.reduce);
  results.seconds.whole = std::chrono::duration<double>(Clock::now() - start).count();
  return results;
}

}  // namespace pledgelab
