#include "engine/verbs/report_run.hpp"

#include <utility>

#include "engine/formats/file.hpp"
#include "engine/render/html.hpp"
#include "engine/render/report_text.hpp"
#include "engine/report/report.hpp"

namespace pledgelab {
namespace {

std::string file_name(Language language) {
  if (language == Language::zh) return "report-zh.html";
  if (language == Language::en) return "report-en.html";
  return "report.html";
}

}  // namespace

Result<ReportOutcome> report_run(const ReportRequest& request, RunControl& control) {
  const auto test = test_forecasts(request.tests);
  if (!test) return test.errors();
  auto stored = read_run_folder(request.project, request.run);
  if (!stored) return stored.errors();
  auto again = rerun(stored.value(), {}, request.threads, control);
  if (!again) return again.errors();
  ReportOutcome outcome{std::move(again).value(), {}, {}};
  outcome.run.folder = stored.value().folder;
  outcome.run.report.backtested = backtested_sentence(test.value() ? &test.value()->test : nullptr);
  const Report report = make_report(outcome.run.report);
  if (!request.html) {
    outcome.text = to_text(report, request.language);
    return outcome;
  }
  outcome.file =
      request.out.empty() ? stored.value().folder + "/" + file_name(request.language) : request.out;
  const Outcome written = write_file(outcome.file, to_html(report, request.language));
  if (!written) return written.errors();
  outcome.text = outcome.file + "\n";
  return outcome;
}

}  // namespace pledgelab
