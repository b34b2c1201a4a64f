// Bytes of files: read whole, written whole or not at all.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "models/base/error.hpp"

namespace pledgelab {

/// The whole file. Errors: missing (not_found), a directory, unreadable, larger than `most_bytes`.
Result<std::string> read_file(const std::string& path,
                              std::size_t most_bytes = std::size_t{1} << 32);

/// Writes beside the target and renames: a reader sees the old file or the new one, never half.
/// A link is followed, and an existing file keeps its permissions; bytes and folder entry are on
/// the disk when this returns. Errors (world): unwritable folder, disk full; nothing is left
/// behind.
Outcome write_file(const std::string& path, const std::string& bytes);
/// The same from several pieces, one after the other.
Outcome write_pieces(const std::string& path, std::span<const std::string_view> pieces);

}  // namespace pledgelab
