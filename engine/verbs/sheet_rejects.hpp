// Rows that a sheet's reader left out: told, or too many of them.
#pragma once

#include <string>
#include <vector>

#include "models/base/error.hpp"
#include "models/book/quarantine.hpp"
#include "models/market/record_sheet.hpp"

namespace pledgelab {

/// Adds each row left out to `warnings` ("quarantined: …", the first twenty). Error `code`
/// (quarantined): more than `limit` bears, with the first twenty faults.
Outcome take_rejects(const std::string& code, const std::string& path,
                     const std::vector<Reject>& rejects, const RecordCount& count,
                     const QuarantineLimit& limit, std::vector<std::string>& warnings);

}  // namespace pledgelab
