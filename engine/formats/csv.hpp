// CSV files (RFC 4180) to cells with places. UTF-8 with or without BOM, and GB18030.
#pragma once

#include <string>

#include "models/base/cells.hpp"
#include "models/base/error.hpp"

namespace pledgelab {

/// Reads a file. Errors (input): missing, a directory, empty, binary (NUL), not decodable, an
/// unclosed quote, a row wider or narrower than the header — each with its line.
Result<Cells> read_csv(const std::string& path);

/// The same from bytes; `file` names them in errors.
Result<Cells> parse_csv(std::string bytes, const std::string& file);

}  // namespace pledgelab
