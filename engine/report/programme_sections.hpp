// The sections of the programme report.
#pragma once

#include "engine/report/programme.hpp"

namespace pledgelab {

Section brand_section(const ProgrammeReportInput& input, const MoneyUnit& unit);
Section premium_section(const ProgrammeReportInput& input);
Section people_section(const ProgrammeReportInput& input);
Section output_section(const ProgrammeReportInput& input, const MoneyUnit& unit);
Section lending_section(const ProgrammeReportInput& input, const MoneyUnit& unit);
Section pledge_value_section(const ProgrammeReportInput& input, const MoneyUnit& unit);
Section missing_section(const ProgrammeReportInput& input);
Section programme_manifest(const ProgrammeReportInput& input);

}  // namespace pledgelab
