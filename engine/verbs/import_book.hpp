// Files on disk, or the shipped sample, to one Book, with the account of every row and fen. The one
// reader of books: import, value, simulate and run stand on it. Stores nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/base/error.hpp"
#include "models/book/quarantine.hpp"
#include "models/book/read.hpp"

namespace pledgelab {

struct ImportRequest {
  std::string path;      // a folder of canonical CSV, one wide CSV, or "sample": the shipped book
  std::string map_path;  // a column map for the wide CSV; empty: headers are guessed
  std::string unit;      // yuan, wan … of money columns whose header states none
  std::optional<Date> as_of;
  std::optional<QuarantineLimit> max_bad;  // none: that of the plausibility levels
  std::string plausibility_path;  // levels of the gate; empty: the project's, else those shipped
  bool believed = false;          // a second person has confirmed sizes that the gate would refuse
  bool rights_alone = false;      // a holder's rights: a book without any loan is whole
  std::string project = ".";      // where policies/lending is looked up
};

/// A text that went in, and the SHA-256 of its bytes.
struct HashedInput {
  std::string what;  // "book", "map", "plausibility", "scenario", "lending", "law"
  std::string name;
  std::string sha256;
};

struct ImportOutcome {
  BookReading reading;              // the book, rejects, control totals, warnings, guesses
  std::vector<HashedInput> hashes;  // the tables of the book, the map, the plausibility levels
  std::string encoding;             // of the tables: "UTF-8", or several: "GB18030, UTF-8"
  std::optional<Error>
      too_many_bad;  // exit code 3: the book may be looked at, never used or stored
};

/// Reads the files and the book in them. Errors (exit code 2 or 4, nothing was changed): what
/// engine/formats refuses (missing, empty, binary, ragged …); what read_book, read_wide or read_map
/// refuse; the plausibility gate (B-401, B-402) unless `believed`; a folder with a map (B-112), or
/// without any canonical file (B-111); a book without a loan (B-502) unless `rights_alone`. Every
/// fault of every file is told at once.
Result<ImportOutcome> import_book(const ImportRequest& request);

/// SHA-256 over the digests of the book's tables and its map in the order they were read, and over
/// what else decides the rows (unit, as-of date): the same bytes read the same way, whatever the
/// paths, give the same digest.
std::string digest_of(const ImportRequest& request, const ImportOutcome& outcome);

}  // namespace pledgelab
