#include "engine/run/run_book.hpp"

#include <utility>

#include "engine/run/accumulate.hpp"
#include "engine/run/stopwatch.hpp"
#include "models/collateral/cover.hpp"
#include "models/policy/facts.hpp"
#include "models/sharing/path_refuse.hpp"
#include "models/valuation/value.hpp"

namespace pledgelab {
namespace {

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
    parts = pledge_parts(run.book, inputs.as_of);
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
  auto book = with_terms(inputs.book, inputs.scenario, inputs.plan.seed, inputs.as_of);
  if (!book) return book.errors();
  run.book = std::move(book).value();
  if (const Outcome done = add_rights_and_model(inputs, run, watch); !done) return done.errors();
  run.balances = scheduled_balances(run.book, inputs.as_of, inputs.months);
  if (inputs.policy != nullptr) {
    auto program = compile_for_paths(*inputs.policy, facts_of(run.book), inputs.effective);
    if (!program) return program.errors();
    if (Errors refused = refused_on_paths(*inputs.policy); !refused.empty()) return refused;
    PathSchedule schedule;
    if (program.value().watches()) {
      schedule = path_schedule(run.book, run.model.as_of, run.model.months);
    }
    run.program = prepare(program.value(), run.model.as_of, run.model.months, std::move(schedule),
                          loan_order(run.book));
  }
  watch.add_to(run.seconds.prepare);
  return run;
}

Result<RunResults> run_book(const RunInputs& inputs, RunControl& control, const Sink& sink) {
  Stopwatch watch;
  auto prepared = prepare_run(inputs);
  if (!prepared) return prepared.errors();
  if (const Outcome go = go_on(control); !go) return go.errors();
  PreparedRun run = std::move(prepared).value();
  RunResults results;
  results.seconds = run.seconds;
  double before = 0;
  watch.add_to(before);
  Accumulator sums({run.program ? &*run.program : nullptr, inputs.plan.paths, inputs.plan.threads,
                    run.book.loans.size()});
  const Outcome drawn = simulate(
      run.model, inputs.plan, control,
      [&](const LossTape& chunk, unsigned worker) -> Outcome {
        const std::vector<std::size_t> ends = path_ends(chunk);
        sums.take({chunk, chunk.first_path, 0, ends}, worker);
        return Done{};
      },
      sink);
  if (!drawn) return drawn.errors();
  watch.add_to(results.seconds.simulate_and_share);
  results.seconds.share = sums.share_seconds();
  const Outcome again = simulate_again(run.model, inputs.plan, sums.find_tail(), control,
                                       [&](const LossTape& path, unsigned worker) -> Outcome {
                                         sums.take_tail(path, 0, path.size(), worker);
                                         return Done{};
                                       });
  if (!again) return again.errors();
  watch.add_to(results.seconds.tail);
  if (const Outcome go = go_on(control); !go) return go.errors();
  results.as_of = inputs.as_of;
  results.paths = inputs.plan.paths;
  results.months = static_cast<std::uint32_t>(inputs.months);
  results.seed = inputs.plan.seed;
  results.currency = run.book.currency;
  sums.finish(results);
  results.pd_curves = std::move(run.pd_curves);
  results.balances = std::move(run.balances);
  watch.add_to(results.seconds.reduce);
  results.seconds.whole = watch.whole();
  return results;
}

}  // namespace pledgelab
