#include <fmt/core.h>

#include "engine/app/clock.hpp"
#include "engine/app/commands.hpp"
#include "engine/app/run_answer.hpp"
#include "engine/app/run_options.hpp"
#include "engine/verbs/demo.hpp"

namespace pledgelab {

int demo_command(const Arguments& arguments) {
  CommandLine line("demo", "A sample project, made and run end to end.", "pledgelab demo");
  DemoRequest request;
  line.options().add_option("DIR", request.folder, "the project's folder (pledgelab-demo)");
  if (const auto code = line.parse(arguments)) return *code;
  request.threads = all_threads();
  request.recorded_at = utc_now();
  Progress progress("模拟 simulate");
  RunControl control;
  watch(control, progress);
  const auto outcome = demo(request, control);
  if (!outcome) return refuse(line.json(), outcome.errors());
  const std::string next =
      fmt::format("\n自己的数据 your own data: pledgelab import YOUR-LEDGER.csv --project {}\n",
                  request.folder);
  return answer(line.json(), to_json(outcome.value()), to_text(outcome.value()) + next,
                outcome.value().warnings, exit_code(outcome.value()));
}

}  // namespace pledgelab
