// A report: page one (headline, five numbers), then sections of words, tables and charts.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "engine/report/chart.hpp"
#include "engine/report/input.hpp"
#include "engine/report/table.hpp"

namespace pledgelab {

/// One of the numbers of page one, already as text: it may be a range.
struct KeyFigure {
  Words label;
  std::string value;
  Words unit;
  Words detail;
  bool alarm = false;
};

/// A sentence that must be seen: a limit breached, a difference, a caution.
struct Notice {
  Words text;
  bool alarm = false;
};

using Block = std::variant<Words, Notice, Table, Chart>;

struct Section {
  std::string id;
  Words title;
  std::vector<Block> blocks;
};

struct Report {
  Words title;
  std::string run_id;
  Date as_of;
  MoneyUnit unit;
  bool draft = false;
  bool synthetic = false;
  bool illustrative = false;
  Words headline;
  Words trust;               // what share of the expected loss rests on which marks
  std::vector<Words> facts;  // book, scenario, policy, horizon, paths: the line under the title
  std::vector<KeyFigure> figures;
  std::vector<Notice> notices;
  std::vector<Section> sections;
};

/// The whole report of a run. Deterministic: the same input gives the same report.
Report make_report(const ReportInput& input);

/// Part of the expected loss that rests on inputs marked `assumed`; 0 when nothing was said.
double assumed_frac(const ReportInput& input);

}  // namespace pledgelab
