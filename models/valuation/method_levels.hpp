// The methods that a worth may stand on, by name, and the level that each one's spread is.
#pragma once

#include <string>
#include <vector>

namespace pledgelab {

/// A method and its row of estimate_ln_sd; an empty row: its spread is no single level.
struct MethodLevel {
  std::string method;
  std::string row;
};

/// Every method that a plan or a piece of evidence can name.
const std::vector<MethodLevel>& method_levels();

/// Their names, for readers and "did you mean".
std::vector<std::string> method_names();

}  // namespace pledgelab
