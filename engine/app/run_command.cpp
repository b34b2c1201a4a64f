#include "engine/app/commands.hpp"
#include "engine/app/run_answer.hpp"
#include "engine/app/run_options.hpp"

namespace pledgelab {
namespace {

using RunVerb = Result<RunOutcome> (*)(const RunRequest&, RunControl&);

int perform(const CommandLine& line, const InputOptions& inputs, const DrawOptions& draw,
            RunRequest request, RunVerb verb) {
  auto read = inputs.request();
  if (!read) return refuse(line.json(), read.errors());
  request.inputs = std::move(read).value();
  request.project = request.inputs.project;
  draw.fill(request);
  Progress progress("模拟 simulate");
  RunControl control;
  watch(control, progress);
  const auto outcome = verb(request, control);
  if (!outcome) return refuse(line.json(), outcome.errors());
  return answer(line.json(), to_json(outcome.value()), to_text(outcome.value()),
                outcome.value().warnings, exit_code(outcome.value()));
}

}  // namespace

int run_command(const Arguments& arguments) {
  CommandLine line("run", "Value, cover, simulate, share and report in one go.",
                   "pledgelab run --book sample -p zhongshan-fund --as-of 2026-09-30");
  const InputOptions inputs(line);
  const DrawOptions draw(line);
  RunRequest request;
  line.options()
      .add_option("-p,--policy", request.policy, "who pays: a file, or the name of a policy")
      ->required();
  line.options().add_flag("--ignore-effective", request.ignore_effective,
                          "leave the policy's dates aside");
  line.options().add_option("--outcomes", request.outcomes,
                            "what came of each loan (CSV), to compare with");
  if (const auto code = line.parse(arguments)) return *code;
  return perform(line, inputs, draw, request, run);
}

int simulate_command(const Arguments& arguments) {
  CommandLine line("simulate", "Draw the losses of a book: the loss tape, before anybody pays.",
                   "pledgelab simulate --book sample --as-of 2026-09-30 --paths 10000 --seed 1");
  const InputOptions inputs(line);
  const DrawOptions draw(line);
  if (const auto code = line.parse(arguments)) return *code;
  return perform(line, inputs, draw, {}, simulate_book);
}

}  // namespace pledgelab
