#include <map>

#include "engine/app/commands.hpp"
#include "engine/app/compare_answer.hpp"
#include "engine/app/run_answer.hpp"
#include "engine/app/run_options.hpp"

namespace pledgelab {
namespace {

int compare_losses(const CommandLine& line, const CompareRequest& request) {
  const auto compared = compare_policies(request);
  if (!compared) return refuse(line.json(), compared.errors());
  std::vector<std::string> warnings;
  for (const ComparedPolicy& policy : compared.value().policies) {
    for (const std::string& warning : policy.warnings) {
      warnings.push_back(policy.id + ": " + warning);
    }
  }
  const bool whole = compared.value().left_out.empty() && compared.value().charges_left_out.empty();
  const int code = whole ? 0 : 1;
  return answer(line.json(), to_json(compared.value()), to_text(compared.value()), warnings, code);
}

int compare_run(const CommandLine& line, const CompareRequest& request, const std::string& project,
                const std::string& name) {
  if (const Errors faults = policy_faults(request.policies); !faults.empty()) {
    return refuse(line.json(), faults);
  }
  const auto stored = read_run_folder(project, name);
  if (!stored) return refuse(line.json(), stored.errors());
  std::vector<RunOutcome> runs;
  std::map<std::string, std::vector<std::string>> warned;  // policies by warning
  bool undecided = false;
  for (const std::string& policy : request.policies) {
    Progress progress("分担 share " + policy);
    RunControl control;
    watch(control, progress);
    auto shared =
        share_run(stored.value(), policy, request.share.ignore_effective, all_threads(), control);
    if (!shared) return refuse(line.json(), shared.errors());
    runs.push_back(std::move(shared.value().run));
    undecided = undecided || runs.back().results.undecided_yuan > 0;
    for (const std::string& warning : runs.back().warnings) {
      warned[warning].push_back(policy);
    }
  }
  std::vector<std::string> warnings;
  for (const auto& [warning, policies] : warned) {
    // What every policy's run says is of the book.
    if (policies.size() == request.policies.size()) {
      warnings.push_back(warning);
      continue;
    }
    for (const std::string& policy : policies) warnings.push_back(policy + ": " + warning);
  }
  Json data = runs_json(runs);
  data["losses_of"] = stored.value().id;
  return answer(line.json(), data, runs_text(runs), warnings, undecided ? 1 : 0);
}

}  // namespace

int compare_command(const Arguments& arguments) {
  CommandLine line("compare", "Several policies over the same losses: who gains, who loses.",
                   "pledgelab compare --losses losses.csv --policy zhongshan --policy wuhan\n"
                   "  pledgelab compare --run r0123456789ab -p zhongshan -p bank-only");
  CompareRequest request;
  std::string run;
  std::string project;
  CLI::App& options = line.options();
  options.add_option("--losses", request.share.losses_path, "losses.csv: one row a loss");
  options.add_option("--periods", request.share.periods_path,
                     "periods.csv, with --losses: for policies that ask ratios or measures");
  options.add_option("--run", run, "a finished run: its id, or its folder");
  options
      .add_option("-p,--policy", request.policies,
                  "files or names of shipped policies; the first is the yardstick")
      ->required()
      ->allow_extra_args(false);
  options.add_flag("--ignore-effective", request.share.ignore_effective,
                   "leave the policies' dates aside");
  options.add_option("--project", project, "the project's folder, with --run");
  if (const auto code = line.parse(arguments)) return *code;
  const bool losses = options.count("--losses") > 0;
  if (!losses && options.count("--periods") > 0) {
    return refuse(line.json(),
                  {{"U-106",
                    {},
                    "--periods goes with --losses: a simulated path has no periods file",
                    "see: pledgelab help compare",
                    ErrorKind::input}});
  }
  if (losses == (options.count("--run") > 0)) {
    const char* fault = losses ? "--losses and --run are two sources of losses: give one"
                               : "compare needs losses: --losses FILE.csv or --run ID";
    return refuse(line.json(),
                  {{"U-106", {}, fault, "see: pledgelab help compare", ErrorKind::input}});
  }
  return losses ? compare_losses(line, request) : compare_run(line, request, project, run);
}

}  // namespace pledgelab
