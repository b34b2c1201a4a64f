// A level as an explanation tells it: its name, figure, unit, and where it comes from.
#pragma once

#include <optional>
#include <string>

#include "models/base/error.hpp"
#include "models/policy/lending.hpp"
#include "models/scenario/scenario.hpp"

namespace pledgelab {

/// `mark`: found, known, fitted or assumed. `key` is empty where the level has no rows.
struct UsedLevel {
  std::string name;  // "pd_relatives_size"
  std::string key;   // "small"
  double value = 0;
  std::string unit;    // as the scenario writes it: frac, months, number, yuan …
  std::string source;  // "book: borrowers.pd_annual_frac", or the parameter's own source
  std::string mark;
};

const std::string& mark_word(Mark mark);

/// The scenario's level at a month, shocks applied; none when it has neither the key nor an else.
std::optional<UsedLevel> find_level(const FactorState& state, const std::string& name,
                                    const std::string& key = {});
/// The same, or C-110.
Result<UsedLevel> use_level(const FactorState& state, const std::string& name,
                            const std::string& key = {});
UsedLevel lending_level(const std::string& name, const std::string& key, const LendingLevel& level);

}  // namespace pledgelab
