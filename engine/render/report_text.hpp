// A report as text for the terminal: headline, figures, notices, then every table.
#pragma once

#include <string>

#include "engine/render/text.hpp"
#include "engine/report/report.hpp"

namespace pledgelab {

/// Charts stand as their tables.
std::string to_text(const Report& report, Language language);

}  // namespace pledgelab
