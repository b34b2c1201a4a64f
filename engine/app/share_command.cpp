#include "engine/app/commands.hpp"
#include "engine/app/run_answer.hpp"
#include "engine/app/run_options.hpp"
#include "engine/app/share_json.hpp"

namespace pledgelab {
namespace {

struct RunChoice {
  std::string run;
  std::string project;  // empty: that of the run's folder
  unsigned threads = 0;
};

int share_losses_file(const CommandLine& line, const ShareRequest& request) {
  const auto outcome = share(request);
  if (!outcome) return refuse(line.json(), outcome.errors());
  const bool whole =
      outcome.value().undecided_count + outcome.value().money.undecided_charges() == 0;
  const int code = whole ? 0 : 1;
  return answer(line.json(), to_json(outcome.value()), to_text(outcome.value()),
                outcome.value().warnings, code);
}

int share_stored_run(const CommandLine& line, const ShareRequest& request,
                     const RunChoice& choice) {
  const auto stored = read_run_folder(choice.project, choice.run);
  if (!stored) return refuse(line.json(), stored.errors());
  const unsigned threads = choice.threads == 0 ? all_threads() : choice.threads;
  Progress progress("分担 share");
  RunControl control;
  watch(control, progress);
  const auto shared =
      share_run(stored.value(), request.policy_path, request.ignore_effective, threads, control);
  if (!shared) return refuse(line.json(), shared.errors());
  const RunOutcome& run = shared.value().run;
  if (!request.csv_folder.empty()) {
    const Outcome written = write_csv_folder(request.csv_folder, report_tables(run.report));
    if (!written) return refuse(line.json(), written.errors());
  }
  const bool kept = shared.value().luck == Luck::kept;
  Json data = to_json(run);
  data["losses_of"] = stored.value().id;
  data["tape_kept"] = kept;
  std::string text = to_text(run);
  text += "\n损失取自运行 the losses are those of run " + stored.value().id +
          (kept ? "" : "；未留存，重新模拟 not kept: drawn again") + "\n";
  const int code = run.results.undecided_yuan > 0 ? 1 : 0;
  return answer(line.json(), data, text, run.warnings, code);
}

}  // namespace

int share_command(const Arguments& arguments) {
  CommandLine line("share", "Who pays what of given losses, or of a finished run's losses.",
                   "pledgelab share --losses losses.csv --policy zhuhai\n"
                   "  pledgelab share --run r0123456789ab --policy zhongshan");
  ShareRequest request;
  RunChoice choice;
  CLI::App& options = line.options();
  options.add_option(
      "--losses", request.losses_path,
      "losses.csv: loss_id, loan_id, default_date, principal_loss_yuan, and what the policy asks");
  options.add_option("--run", choice.run, "a finished run: its id, or its folder");
  options.add_option("-p,--policy", request.policy_path, "a file, or the name of a shipped policy")
      ->required();
  options.add_option("--periods", request.periods_path,
                     "periods.csv: what parties held and earned, for ratios and breakers");
  options.add_flag("--ignore-effective", request.ignore_effective,
                   "leave the policy's dates aside");
  options.add_option("--journal", request.journal_path,
                     "write every event as double entry to this CSV, with --losses");
  options.add_option(
      "--csv", request.csv_folder,
      "a new folder for CSV: totals.csv, losses.csv and allocations.csv of --losses, the "
      "report's tables of --run");
  options.add_option("--project", choice.project, "the project's folder, with --run");
  options.add_option("-t,--threads", choice.threads, "threads, with --run; 0: all processors")
      ->check(CLI::Range(0U, 1024U));
  if (const auto code = line.parse(arguments)) return *code;
  const bool losses = options.count("--losses") > 0;
  if (losses == (options.count("--run") > 0)) {
    const char* fault = losses ? "--losses and --run are two sources of losses: give one"
                               : "share needs losses: --losses FILE.csv or --run ID";
    return refuse(line.json(),
                  {{"U-106", {}, fault, "see: pledgelab help share", ErrorKind::input}});
  }
  for (const char* name : {"--journal"}) {
    if (losses || options.count(name) == 0) continue;
    return refuse(line.json(), {{"U-106",
                                 {},
                                 std::string(name) + " goes with --losses",
                                 "see: pledgelab help share",
                                 ErrorKind::input}});
  }
  if (!losses && !request.periods_path.empty()) {
    return refuse(line.json(),
                  {{"U-106",
                    {},
                    "--periods goes with --losses: a simulated path has no periods file",
                    "see: pledgelab help share",
                    ErrorKind::input}});
  }
  return losses ? share_losses_file(line, request) : share_stored_run(line, request, choice);
}

}  // namespace pledgelab
