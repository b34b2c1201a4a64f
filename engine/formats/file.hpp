// Bytes of files: read whole, written whole or not at all.
#pragma once

#include <string>

#include "models/base/error.hpp"

namespace pledgelab {

/// The whole file. Errors: missing (not_found), a directory, unreadable, larger than `most_bytes`.
Result<std::string> read_file(const std::string& path,
                              std::size_t most_bytes = std::size_t{1} << 32);

/// Writes beside the target and renames: a reader sees the old file or the new one, never half.
/// Errors (world): unwritable folder, disk full.
Outcome write_file(const std::string& path, const std::string& bytes);

}  // namespace pledgelab
