// A table of a report as CSV, for a spreadsheet or another program: one header line, every row.
#pragma once

#include <string>

#include "engine/render/text.hpp"
#include "engine/report/table.hpp"

namespace pledgelab {

/// RFC 4180, LF, UTF-8 without BOM. Headers are the columns' keys with the unit as suffix: `_yuan`
/// (CNY) or `_usd` … for money, `_frac` for shares. Exact money has two decimals; estimates are
/// written so that they read back to the same double. A text that a spreadsheet would run as a
/// formula is written after an apostrophe (OWASP: CSV injection). Total rows are left out.
std::string to_csv(const Table& table, Language language = Language::both);

}  // namespace pledgelab
