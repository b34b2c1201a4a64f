// Verb check: every document read by the reader of its schema, all faults told at once; the lint of
// sharing policies; a policy read aloud.
#pragma once

#include <string>
#include <vector>

#include "models/base/error.hpp"
#include "models/policy/finding.hpp"
#include "models/policy/sentences.hpp"

namespace pledgelab {

/// What was found in one file.
struct CheckedFile {
  std::string file;
  std::string schema;  // "policy/1", "scenario/1", "law/1", "sample/1"; empty when it has none
  std::string id;
  Errors errors;
  std::vector<Finding> findings = {};  // of a policy/1 without errors
};

/// Checks the given files, or documents by name as the other verbs find them ("zhuhai": in the
/// project, else shipped; a policy and a scenario of one name are both checked), or with none every
/// YAML of the project's policies/ and scenarios/ (in a folder that is no project: the shipped
/// ones). A folder stands for the YAML files in it. Error: a path that is not there; J-102
/// (not_found) a name that nothing bears, with the nearest.
Result<std::vector<CheckedFile>> check(const std::vector<std::string>& paths);

/// A sharing policy in numbered sentences.
struct ReadPolicy {
  std::string file;
  std::string id;
  std::vector<Sentence> sentences;
};

/// By path, or by name in the project or among the shipped. Errors: of the reader; K-104 the file
/// is no policy/1.
Result<ReadPolicy> read_policy_aloud(const std::string& name);

}  // namespace pledgelab
