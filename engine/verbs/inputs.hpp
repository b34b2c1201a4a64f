// What the verbs that value and simulate stand on: book, scenario, lending policy, law, read and
// hashed once.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/verbs/import_book.hpp"
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
  std::optional<QuarantineLimit> max_bad;  // above it the book is refused; none: the levels' own
  std::string scenario = "base";
  std::string lending = "base";
  std::optional<Date> as_of;  // must be given: the as-of date is always explicit
  std::string project = ".";  // book.db, policies/, scenarios/
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
/// I-103 --map or --unit with a book that is no file; I-104 scenario in another currency than the
/// book; B-501 too many rows quarantined, with the first twenty.
Result<Inputs> read_inputs(const InputsRequest& request);

/// A scenario by name, laid over its baseline, and the texts it came from.
Result<Scenario> find_scenario(const std::string& name, std::vector<HashedInput>& hashes,
                               const std::string& project = ".");

}  // namespace pledgelab
