// A formula of the index that anyone can run alone: number, statement, source, inputs, outputs.
// Each room lists its own; `pledgelab formula` runs them.
#pragma once

#include <initializer_list>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "models/base/error.hpp"

namespace pledgelab {

struct FormulaInput {
  std::string name;
  std::string unit;  // "frac", "yuan", "years", "number"; a list is written 1,2,3
  std::string meaning;
  std::string example;  // as typed; all examples together give the formula's worked example
};

/// Arguments as typed, by name; `number` and `numbers` report a missing or unreadable one.
class FormulaArguments {
 public:
  explicit FormulaArguments(std::map<std::string, std::string> typed) : x_typed(std::move(typed)) {}
  [[nodiscard]] Result<double> number(const std::string& name) const;
  [[nodiscard]] Result<std::vector<double>> numbers(const std::string& name) const;
  /// Several single numbers in the order of their names; the first fault ends it.
  [[nodiscard]] Result<std::vector<double>> scalars(std::initializer_list<const char*> names) const;
  [[nodiscard]] const std::map<std::string, std::string>& typed() const { return x_typed; }

 private:
  std::map<std::string, std::string> x_typed;
};

using FormulaOutput = std::vector<std::pair<std::string, double>>;  // name with unit suffix, value

struct Formula {
  std::string number;     // "F21"
  std::string name;       // "relief_from_royalty"
  std::string statement;  // the formula in plain text
  std::string source;     // book, standard or paper; acceptance row where there is one
  std::vector<FormulaInput> inputs;
  Result<FormulaOutput> (*run)(const FormulaArguments& arguments);
};

}  // namespace pledgelab
