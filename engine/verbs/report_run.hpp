// Verb report: the report of a finished run, made again from its recipe and checked against it.
#pragma once

#include <string>

#include "engine/render/text.hpp"
#include "engine/verbs/backtest.hpp"
#include "engine/verbs/run.hpp"

namespace pledgelab {

struct ReportRequest {
  std::string run;            // an id in the project's runs/, or a run's folder
  std::string project = ".";  // empty: that of the run's folder
  bool html = false;
  std::string out;  // empty: report.html (report-zh.html, report-en.html) in the run's folder
  Language language = Language::both;
  unsigned threads = 1;
  TestFiles tests;  // of the values; no part of the run's recipe
};

struct ReportOutcome {
  RunOutcome run;
  std::string file;  // written; empty: none
  std::string text;  // the whole report as text, or where the file lies
};

/// Errors: those of read_run_folder, rerun and test_forecasts; an unwritable `out`.
Result<ReportOutcome> report_run(const ReportRequest& request, RunControl& control);

}  // namespace pledgelab
