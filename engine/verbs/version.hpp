// Versions of the program and of everything it links.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace pledgelab {

/// Name and version: pledgelab, commit (with "-dirty" when the tree was changed), compiler,
/// libraries.
std::vector<std::pair<std::string, std::string>> versions();

}  // namespace pledgelab
