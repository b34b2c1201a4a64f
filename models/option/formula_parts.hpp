// How this room's formulas read what was typed, and the lists that formulas.cpp joins.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/base/formula.hpp"

namespace pledgelab {

/// Reads numbers by name and keeps every fault; the models check the domains themselves.
class TypedNumbers {
 public:
  explicit TypedNumbers(const FormulaArguments& arguments) : x_arguments(arguments) {}

  /// 0 when missing or unreadable: then `faults` is not empty.
  double number(const std::string& name);
  /// A whole number in [low, high], or F-207.
  std::int64_t whole(const std::string& name, std::int64_t low, std::int64_t high);
  /// "seed", from 0 to 2^53: what is typed is a double.
  std::uint64_t seed();
  std::vector<double> list(const std::string& name);
  [[nodiscard]] const Errors& faults() const { return x_faults; }

 private:
  const FormulaArguments& x_arguments;
  Errors x_faults;
};

std::vector<Formula> exercise_formulas();    // F110 to F116
std::vector<Formula> simulation_formulas();  // F117 to F119
std::vector<Formula> research_formulas();    // F120 to F124
std::vector<Formula> renewal_formulas();     // F125 to F128
std::vector<Formula> jump_formulas();        // F129
std::vector<Formula> binomial_formulas();    // F195

}  // namespace pledgelab
