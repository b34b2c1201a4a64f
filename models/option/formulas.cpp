#include "models/option/formulas.hpp"

#include <cmath>
#include <utility>

#include "models/option/formula_parts.hpp"

namespace pledgelab {

double TypedNumbers::number(const std::string& name) {
  const auto read = x_arguments.number(name);
  if (read) return read.value();
  x_faults.insert(x_faults.end(), read.errors().begin(), read.errors().end());
  return 0;
}

std::int64_t TypedNumbers::whole(const std::string& name, std::int64_t low, std::int64_t high) {
  const std::size_t before = x_faults.size();
  const double value = number(name);
  if (x_faults.size() > before) return low;
  if (value == std::floor(value) && value >= static_cast<double>(low) &&
      value <= static_cast<double>(high))
    return static_cast<std::int64_t>(value);
  x_faults.push_back({"F-207",
                      {},
                      "'" + name + "' must be a whole number in " + std::to_string(low) + ".." +
                          std::to_string(high),
                      "",
                      ErrorKind::input});
  return low;
}

std::uint64_t TypedNumbers::seed() {
  return static_cast<std::uint64_t>(whole("seed", 0, std::int64_t{1} << 53));
}

std::vector<double> TypedNumbers::list(const std::string& name) {
  auto read = x_arguments.numbers(name);
  if (read) return std::move(read).value();
  x_faults.insert(x_faults.end(), read.errors().begin(), read.errors().end());
  return {};
}

std::span<const Formula> option_formulas() {
  static const std::vector<Formula> kFormulas = [] {
    std::vector<Formula> all;
    for (const auto group : {exercise_formulas, simulation_formulas, research_formulas,
                             renewal_formulas, jump_formulas, binomial_formulas}) {
      std::vector<Formula> formulas = group();
      for (Formula& formula : formulas) all.push_back(std::move(formula));
    }
    return all;
  }();
  return kFormulas;
}

}  // namespace pledgelab
