// A validator of the part of JSON Schema (draft 2020-12) that our schemas use; an unknown keyword
// is a failure, so that nothing is passed over.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "models/base/document.hpp"

namespace pledgelab::test {

/// What is wrong, "/steps/0: …"; empty when the value fits the schema.
std::vector<std::string> schema_faults(const nlohmann::json& schema, const nlohmann::json& value);

/// A document as a JSON value, as an editor's YAML reader (core schema) takes it: numbers, true and
/// false are such when they are not quoted.
nlohmann::json json_of(const Node& node);

}  // namespace pledgelab::test
