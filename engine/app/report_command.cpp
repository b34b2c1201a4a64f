#include <filesystem>

#include "engine/app/commands.hpp"
#include "engine/app/report_options.hpp"
#include "engine/app/run_answer.hpp"
#include "engine/app/run_options.hpp"
#include "engine/app/test_options.hpp"
#include "engine/verbs/report_run.hpp"

namespace pledgelab {
int report_command(const Arguments& arguments) {
  if (has_option(arguments, "--offer")) return report_offer_command(arguments);
  if (has_option(arguments, "--gi")) return report_gi_command(arguments);
  CommandLine line("report",
                   "The report of a finished run, made again from its recipe; of rights on "
                   "offer; of geographical indications by year.",
                   "pledgelab report r0123456789ab --html --lang en\n"
                   "  pledgelab report --offer offer.csv --firms firms.csv --book rights "
                   "--as-of 2026-09-30 --html\n"
                   "  pledgelab report --gi programme.csv --as-of 2026-09-30 --html");
  std::string offer;
  std::string gi;
  ReportRequest request;
  std::string language = "both";
  bool xlsx = false;
  bool pdf = false;
  CLI::App& options = line.options();
  options.add_option("run", request.run, "the run's id, or its folder")->required();
  options.add_flag("--html", request.html, "write the HTML file (else: text on stdout)");
  options.add_option("--out", request.out, "where to write it (default: the run's folder)");
  options.add_option("--lang", language, "zh, en or both")
      ->check(CLI::IsMember({"zh", "en", "both"}));
  options.add_option("--project", request.project, "the project's folder");
  options.add_option("--offer", offer,
                     "rights on offer: pledgelab report --offer FILE --help tells its options");
  options.add_option("--gi", gi,
                     "indications by year: pledgelab report --gi FILE --help tells its options");
  declare_tests(options, request.tests);
  options.add_flag("--xlsx", xlsx, "not built yet: refused");
  options.add_flag("--pdf", pdf, "not built yet: refused");
  if (const auto code = line.parse(arguments)) return *code;
  if (xlsx || pdf) {
    return refuse(line.json(), {{"U-105",
                                 {},
                                 std::string(xlsx ? "--xlsx" : "--pdf") + " is not built yet",
                                 "use --html, which prints well; tables/*.csv open in Excel",
                                 ErrorKind::input}});
  }
  if (options.count("--project") == 0) request.project.clear();  // that of the run's folder
  request.language = *language_of(language);
  request.threads = all_threads();
  Progress progress("模拟 simulate");
  RunControl control;
  watch(control, progress);
  const auto outcome = report_run(request, control);
  if (!outcome) return refuse(line.json(), outcome.errors());
  Json data = to_json(outcome.value().run);
  data["file"] = outcome.value().file;
  return answer(line.json(), data, outcome.value().text, outcome.value().run.warnings,
                exit_code(outcome.value().run));
}

}  // namespace pledgelab
