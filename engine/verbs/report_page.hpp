// Where a report of a verb goes: text, one HTML file, its tables as CSV in a new folder.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/render/text.hpp"
#include "engine/report/report.hpp"
#include "models/base/error.hpp"

namespace pledgelab {

struct PageRequest {
  bool html = false;
  std::string out;     // of the HTML; empty: the report's own name in the working folder
  std::string tables;  // a new folder for the tables as CSV; empty: none
  Language language = Language::both;
};

struct PageOutcome {
  std::string file;                      // the HTML written; empty: none
  std::vector<std::string> table_files;  // names in the folder
  std::string text;                      // the report as text, or where it lies
};

/// Refuses a folder of tables that is there already (O-140), before any work is done.
Outcome check_page(const PageRequest& request);

/// Writes what was asked. `name` is the HTML's own: "offer.html". The folder of tables appears
/// whole or not at all. Errors: O-140; an unwritable place.
Result<PageOutcome> write_page(const Report& report, const PageRequest& request,
                               const std::string& name);

/// `prefix` and the first 12 hex digits of the SHA-256 over names and digests: the same inputs, the
/// same id.
std::string page_id(const std::string& prefix,
                    const std::vector<std::pair<std::string, std::string>>& hashes);

}  // namespace pledgelab
