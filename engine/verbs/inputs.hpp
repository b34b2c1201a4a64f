// What the verbs that value and simulate stand on: book, scenario, lending policy, law, read and
// hashed once.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/verbs/import_book.hpp"
#include "models/base/document.hpp"
#include "models/base/error.hpp"
#include "models/book/read.hpp"
#include "models/policy/law.hpp"
#include "models/policy/lending.hpp"
#include "models/scenario/scenario.hpp"

namespace pledgelab {

/// Names are paths, or names in the project or among the shipped files.
struct InputsRequest {
  std::string book;  // a folder of CSV, one wide CSV, "sample"; empty: the project's current book
  std::string map;   // a column map for the wide CSV; empty: headers are guessed
  std::string unit;  // yuan, wan … of money columns whose header states none
  bool believed = false;                   // sizes that the plausibility gate would refuse are so
  bool rights_alone = false;               // a book without any loan is whole
  std::optional<QuarantineLimit> max_bad;  // above it the book is refused; none: the levels' own
  std::string scenario = "base";
  std::string lending = "base";
  std::optional<Date> as_of;  // must be given: the as-of date is always explicit
  std::string project = ".";  // book.db, policies/, scenarios/
  std::optional<HashedInput>
      stored;  // with no `book`: that import of the project; none: the newest
};

struct Inputs {
  BookReading reading;  // its book is the rows kept
  Scenario scenario;    // merged over its baseline
  LendingPolicy lending;
  Law law;
  Date as_of;
  std::vector<HashedInput> hashes;
  std::vector<std::string> warnings;

  [[nodiscard]] const Book& book() const { return reading.book.value; }
};

/// Errors: those of the readers; I-101 no as-of date; I-102 no such book, or none in the project;
/// I-103 --map, --unit, --max-bad or --believed with the project's own book, which was read when it
/// was imported; I-104 scenario in another currency than the book; I-105 (not_found) no such
/// project folder; B-501 too many rows quarantined, with the first twenty.
Result<Inputs> read_inputs(const InputsRequest& request);

/// A scenario by name, laid over its baseline, that over its own …, and the texts it came from.
/// Errors: those of the readers; at the line of the baseline that names it: one that is not there,
/// C-123 one that stands on the scenario it is to carry.
Result<Scenario> find_scenario(const std::string& name, std::vector<HashedInput>& hashes,
                               const std::string& project = ".");
/// The same, from a document that is read already.
Result<Scenario> whole_scenario(const Document& document, std::vector<HashedInput>& hashes,
                                const std::string& project = ".");

}  // namespace pledgelab
