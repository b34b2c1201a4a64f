// The state of the world that nobody can sign: named parameters with unit, source and date, and
// shocks on them. schema: scenario/1.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/base/date.hpp"
#include "models/base/error.hpp"

namespace pledgelab {

/// How far a figure can be trusted: read in a source, known from memory, fitted on data, or
/// assumed.
enum class Mark : std::uint8_t { found, known, fitted, assumed };

struct ParameterRow {
  std::string
      key;  // sector, kind, grade, size, age in months …; empty for a scalar; "else" fits all
  double value = 0;  // a fraction for %, bp; else the number in `unit`
};

/// One parameter with all its levels.
struct Parameter {
  std::string name;
  std::string unit;  // "frac", "frac_annual", "months", "number" …
  std::string source;
  std::optional<Date> date;
  Mark mark = Mark::assumed;
  std::vector<ParameterRow> rows;
  Origin origin;
};

/// A dated change of one parameter (or of one key of it), for months from..to after the as-of date.
struct Shock {
  enum class Operation : std::uint8_t { multiply, add, replace };
  std::string parameter;
  std::string key;  // empty: every key
  Operation operation = Operation::multiply;
  double amount = 1;
  int from_month = 0;
  int to_month = kLastMonth;  // the last month it holds, included
  Origin origin;

  static constexpr int kLastMonth = 1200;
};

struct Scenario {
  std::string id;
  std::string name_zh;
  std::string name_en;
  std::string file;
  std::string currency;  // of its money parameters; empty when it has none
  std::string baseline;  // id of the scenario that this one is merged over; empty when whole
  std::optional<Date> as_of;
  std::vector<Parameter> parameters;
  std::vector<Shock> shocks;

  [[nodiscard]] const Parameter* find(const std::string& name) const;
};

/// The levels at one month: base parameters with the shocks of that month applied, in file order.
class FactorState {
 public:
  FactorState(const Scenario& scenario, int month) : x_scenario(&scenario), x_month(month) {}

  /// The level of `parameter` for `key`; its row "else" when the key has none; else nothing.
  [[nodiscard]] std::optional<double> find(const std::string& parameter,
                                           const std::string& key = {}) const;
  /// The same, or an error that names the parameter, the key and the scenario's file.
  [[nodiscard]] Result<double> level(const std::string& parameter,
                                     const std::string& key = {}) const;
  [[nodiscard]] int month() const { return x_month; }
  [[nodiscard]] const Scenario& scenario() const { return *x_scenario; }

 private:
  const Scenario* x_scenario;
  int x_month;
};

}  // namespace pledgelab
