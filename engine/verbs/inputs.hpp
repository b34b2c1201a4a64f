// What the verbs that value and simulate stand on: book, scenario, lending policy, law, read and
// hashed once.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/base/error.hpp"
#include "models/book/read.hpp"
#include "models/policy/law.hpp"
#include "models/policy/lending.hpp"
#include "models/scenario/scenario.hpp"

namespace pledgelab {

/// Names are paths, or names in the project or among the shipped files.
struct InputsRequest {
  std::string book;  // a folder of CSV files; "sample": the shipped sample book
  std::string scenario = "base";
  std::string lending = "base";
  std::optional<Date> as_of;    // must be given: the as-of date is always explicit
  double most_bad_frac = 0.05;  // of loans quarantined; above it the book is refused
};

/// A text that went in, and the SHA-256 of its bytes.
struct HashedInput {
  std::string what;  // "book", "scenario", "lending", "law"
  std::string name;
  std::string sha256;
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

/// Errors: those of the readers; I-101 no as-of date; I-102 no such book; I-103 too many loans
/// quarantined.
Result<Inputs> read_inputs(const InputsRequest& request);

/// A scenario by name, laid over its baseline, and the texts it came from.
Result<Scenario> find_scenario(const std::string& name, std::vector<HashedInput>& hashes);

}  // namespace pledgelab
