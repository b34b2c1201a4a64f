// Verb check: every document read by the reader of its schema, all faults told at once.
#pragma once

#include <string>
#include <vector>

#include "models/base/error.hpp"

namespace pledgelab {

/// What was found in one file.
struct CheckedFile {
  std::string file;
  std::string schema;  // "policy/1", "scenario/1", "law/1", "sample/1"; empty when it has none
  std::string id;
  Errors errors;
};

/// Checks the given files, or with none every YAML of the project's policies/ and scenarios/ (in a
/// folder that is no project: the shipped ones). A folder stands for the YAML files in it.
/// Error: a path that is not there.
Result<std::vector<CheckedFile>> check(const std::vector<std::string>& paths);

}  // namespace pledgelab
