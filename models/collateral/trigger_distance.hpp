// Which single driver takes a loan to its loan-to-value trigger first: the level of each at which
// the loan stands at its ceiling, how far that is in yearly SDs, and the chance of it within a
// year. For a breached loan: the level of each that would put it right again.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/base/error.hpp"
#include "models/book/book.hpp"
#include "models/collateral/trigger.hpp"
#include "models/policy/lending.hpp"
#include "models/valuation/value.hpp"

namespace pledgelab {

enum class TriggerDriver : std::uint8_t {
  revenue,        // factor on sales
  royalty,        // factor on the royalty
  discount_rate,  // cost of capital, frac
  time,           // months, on the scheduled balance and the repriced remaining life
  legal_event     // one right ends: the one whose end is enough and likeliest
};
inline constexpr std::size_t kTriggerDrivers = 5;

struct DriverDistance {
  TriggerDriver driver = TriggerDriver::revenue;
  double now = 1;                    // 1 (a factor), the cost of capital, month 0
  std::optional<double> at_trigger;  // none: no level of its domain gets there
  std::optional<double> sds;         // none: time has no spread; or it does not get there
  double chance_frac = 0;            // that it gets there within a year
  std::string right;                 // legal event: the right's id
};

/// The worth that the ratio stands on: the signed one, taken to move as the model's mean moves when
/// it is next appraised; the model's own where nothing was appraised.
enum class TriggerBasis : std::uint8_t { approved, model };

struct TriggerDistance {
  TriggerBasis basis = TriggerBasis::approved;
  bool breached = false;
  double balance_yuan = 0;
  double ceiling_worth_yuan = 0;        // Σ ceiling × worth over the loan's rights that are alive
  double factor = 1;                    // F48: on all worths together
  std::vector<DriverDistance> drivers;  // likeliest within a year first, then nearest
};

/// One loan and what it is asked with. `balance_fen`: scheduled, by month from the date, at least
/// the first; a year at least is looked at, at the last balance given. References live as long as
/// the call.
struct TriggerQuestion {
  const Book& book;
  const LendingPolicy& lending;
  const ValuationInputs& inputs;
  LoanId loan;
  std::span<const std::int64_t> balance_fen;
};

/// None where nothing is owed, or no right of the loan has a worth under a ceiling above 0. SDs are
/// the scenario's `driver_sd`. Errors: those of value_book; C-110 (driver_sd); K-121.
Result<std::optional<TriggerDistance>> trigger_distance(const TriggerQuestion& question);

}  // namespace pledgelab
