// YAML files to neutral documents, strictly (anchors/reliability 2.1): one document, no anchors,
// aliases, tags, duplicate or merge keys, nothing after it; depth ≤ 32, 1 MiB, 100,000 nodes.
#pragma once

#include <string>

#include "models/base/document.hpp"

namespace pledgelab {

Result<Document> read_yaml(const std::string& path);
/// The same from bytes; `file` names them in errors.
Result<Document> parse_yaml(const std::string& bytes, const std::string& file);

}  // namespace pledgelab
