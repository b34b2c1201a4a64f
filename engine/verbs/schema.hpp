// Verb schema: the JSON Schema of a kind of document or of a row of the book, for editors.
#pragma once

#include <string>
#include <vector>

#include "models/base/error.hpp"

namespace pledgelab {

/// The kinds that have one: "policy", "map", "borrowers" … "appraisals".
std::vector<std::string> schema_kinds();

/// JSON Schema (draft 2020-12), text that ends with a line feed; rows in a book of CNY. Errors:
/// P-102 a kind of ours whose schema is not built, K-103 (not_found) no kind of ours.
Result<std::string> schema_of(const std::string& kind);

}  // namespace pledgelab
