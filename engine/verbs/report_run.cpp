#include "engine/verbs/report_run.hpp"

#include <utility>

#include "engine/formats/file.hpp"
#include "engine/render/html.hpp"
#include "engine/report/report.hpp"

namespace pledgelab {
namespace {

std::string text_of(const Report& report, Language language) {
  TextLayout layout;
  layout.language = language;
  const auto line = [&](const Words& words) { return in_language(words, language) + "\n"; };
  std::string text = line(report.title) + line(report.headline) + line(report.trust);
  for (const Words& fact : report.facts) text += line(fact);
  for (const KeyFigure& figure : report.figures) {
    text += in_language(figure.label, language) + ": " + figure.value + " " +
            in_language(figure.unit, language) + " (" + in_language(figure.detail, language) +
            ")\n";
  }
  for (const Notice& notice : report.notices) text += line(notice.text);
  for (const Section& section : report.sections) {
    text += "\n== " + line(section.title);
    for (const Block& block : section.blocks) {
      if (const Words* words = std::get_if<Words>(&block)) text += line(*words);
      if (const Notice* notice = std::get_if<Notice>(&block)) text += "! " + line(notice->text);
      if (const Table* table = std::get_if<Table>(&block)) text += to_text(*table, layout);
      if (const Chart* chart = std::get_if<Chart>(&block)) {
        text += line(chart->title) + to_text(chart->table, layout);
      }
    }
  }
  return text;
}

std::string file_name(Language language) {
  if (language == Language::zh) return "report-zh.html";
  if (language == Language::en) return "report-en.html";
  return "report.html";
}

}  // namespace

Result<ReportOutcome> report_run(const ReportRequest& request, RunControl& control) {
  auto stored = read_run_folder(request.project, request.run);
  if (!stored) return stored.errors();
  auto again = rerun(stored.value(), {}, request.threads, control);
  if (!again) return again.errors();
  ReportOutcome outcome{std::move(again).value(), {}, {}};
  outcome.run.folder = stored.value().folder;
  const Report report = make_report(outcome.run.report);
  if (!request.html) {
    outcome.text = text_of(report, request.language);
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
