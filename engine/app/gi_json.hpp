// report --gi as JSON.
#pragma once

#include "engine/app/answer.hpp"
#include "engine/verbs/report_gi.hpp"

namespace pledgelab {

Json to_json(const ProgrammeOutcome& outcome);

}  // namespace pledgelab
