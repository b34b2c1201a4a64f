// A report input that looks like a real run, made by a fixed recurrence: for tests and for looking.
#pragma once

#include "engine/report/input.hpp"

namespace pledgelab {

/// 240 pledges, 180 loans, four parties, one fund; the parties' parts sum to the loss.
ReportInput sample_report_input();

}  // namespace pledgelab
