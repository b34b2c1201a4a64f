// How an outcome reaches the user: text or --json on stdout, warnings and errors on stderr, exit
// code.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "models/base/error.hpp"

namespace pledgelab {

using Json = nlohmann::ordered_json;

/// 2 for input and world, 4 for not found, 5 for stopped: the gravest of several is the first's.
int exit_code(const Errors& errors);

/// Prints `text`, or {"ok": true, "data": …, "warnings": […]} under --json; returns `code`.
int answer(bool as_json, const Json& data, const std::string& text,
           const std::vector<std::string>& warnings, int code = 0);

/// Prints each error with place and hint, or {"ok": false, "errors": […]}; returns its exit code.
int refuse(bool as_json, const Errors& errors);

}  // namespace pledgelab
