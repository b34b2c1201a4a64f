// The programme's two sheets, read strictly: an indication a year, and the association's members.
#pragma once

#include "models/base/cells.hpp"
#include "models/base/error.hpp"
#include "models/market/record_sheet.hpp"
#include "models/programme/programme.hpp"

namespace pledgelab {

/// Columns: gi_id, year, and if there name, registration_number, unit, volume, price,
/// generic_price, unbranded_cost, output (money with its unit), operating_rate (20%), strength or
/// driving, resource, operation, communication, development, users, households. Errors of the
/// header: M-151, M-152; G-110 no row left. Faults of a row: M-153 to M-155; G-111 an indication's
/// year given twice; G-112 another name, number or unit than in an earlier year; G-113 strength and
/// powers both; G-114 a price not above 0, a count not whole; G-115 a year that is none.
Result<SheetReading<ProgrammeYear>> read_programme(const Cells& cells);

/// Columns: gi_id, borrower_id, and if there from, to. Errors as above; G-116 a member given twice
/// from one day; G-117 to before from.
Result<SheetReading<ProgrammeMember>> read_members(const Cells& cells);

}  // namespace pledgelab
