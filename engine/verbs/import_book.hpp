// import: files on disk to one Book, with the account of every row and fen. Stores nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/base/error.hpp"
#include "models/book/read.hpp"

namespace pledgelab {

struct ImportRequest {
  std::string path;      // a folder of canonical CSV, or one wide CSV
  std::string map_path;  // a column map for the wide CSV; empty: headers are guessed
  std::string unit;      // yuan, wan … of money columns whose header states none
  std::optional<Date> as_of;
  std::optional<std::uint64_t> max_bad;  // rows in quarantine that are borne; none: any number
  std::string plausibility_path;  // levels of the gate; empty: those shipped in policies/lending
  bool believed = false;          // a second person has confirmed sizes that the gate would refuse
};

struct FileDigest {
  std::string path;
  std::string sha256;
  std::string encoding;
};

struct ImportOutcome {
  BookReading reading;  // the book, rejects, control totals, warnings, guesses
  std::vector<FileDigest> files;
  bool too_many_bad = false;  // exit code 3: nothing may be stored
};

/// Reads the files and the book in them. Errors (exit code 2 or 4, nothing was changed): what
/// engine/formats refuses (missing, empty, binary, ragged …); what read_book, read_wide or read_map
/// refuse; the plausibility gate (B-401, B-402) unless `believed`; a folder with a map, or without
/// any canonical file. Every fault of every file is told at once.
Result<ImportOutcome> import_book(const ImportRequest& request);

}  // namespace pledgelab
