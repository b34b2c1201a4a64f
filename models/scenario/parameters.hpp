// The catalogue of every parameter that a scenario may hold. One array a subject, so that a room's
// author adds lines without touching another's.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pledgelab {

/// One known parameter. `key` says what its rows go by ("grade", "sector", "age_months" …), empty
/// for a scalar. `words`: the keys allowed, parted by spaces; "#" = whole numbers, ascending; empty
/// = any word. A level (shocks applied) must lie in [low, high].
struct ParameterSpec {
  std::string_view name;
  std::string_view unit;  // frac, frac_annual, months, years, number, yuan
  std::string_view key;
  std::string_view words;
  double low = 0;
  double high = 0;
  std::string_view meaning;  // one sentence
  std::string_view stage;    // room/part that reads it
};

std::span<const ParameterSpec> credit_parameters();      // default, loss, recovery
std::span<const ParameterSpec> valuation_parameters();   // worth, life of rights, sale
std::span<const ParameterSpec> collateral_parameters();  // sale, packages, triggers; back-test

/// False for a level that no stage of a run reads, only what explain and backtest tell
/// beside it.
bool read_by_a_run(std::string_view name);
/// The parameter of that name, or null.
const ParameterSpec* find_parameter(std::string_view name);
/// All names, subject by subject, for "did you mean".
std::vector<std::string> parameter_names();
/// The allowed keys of a parameter; empty when any word goes.
std::vector<std::string> key_words(const ParameterSpec& spec);

}  // namespace pledgelab
