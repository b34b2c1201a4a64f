// Bytes of files: read whole, written whole or not at all.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

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

/// The two halves of write_pieces, for a file that must appear together with something else: the
/// bytes are on the disk beside the target, and take its name when placed. A draft that is not
/// placed goes away with its object.
class Draft {
 public:
  /// Errors (world): as write_file; input: the target is a folder.
  static Result<Draft> write(const std::string& path, std::span<const std::string_view> pieces);
  /// Renames over the target; once.
  Outcome place();

 private:
  struct File;
  explicit Draft(std::shared_ptr<File> file) : x_file(std::move(file)) {}
  std::shared_ptr<File> x_file;
};

}  // namespace pledgelab
