// Why a loss or a charge is undecided, why a policy does not cover a loss, why it is paid later:
// the one table of these words, in Chinese and English.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/policy/payment.hpp"
#include "models/sharing/evaluate.hpp"

namespace pledgelab {

/// Each with what its words name, in this order.
enum class Reason : std::uint8_t {
  undecided_step,        // step, why
  undecided_clause,      // clause, why
  undecided_breaker,     // breaker, why
  undecided_rate,        // of an advance: why
  undecided_price,       // of a purchase: why
  fact_empty,            // fact
  of_unit,               // another loss of its unit, why
  no_final_loss,         // –
  no_origination,        // –
  no_maturity,           // –
  gate_not_met,          // step
  trigger_not_met,       // –
  outside_dates,         // kind of date, date, first day, last day
  filed_late,            // filed on, last day
  new_loans_stopped,     // breaker
  beyond_leverage,       // –
  lapsed,                // breaker, pay date
  held,                  // breaker, first day, last day
  held_to_the_last_day,  // breaker, first day, last day known
};

/// The reason's words with the parts filled in. PL_CHECK: as many parts as they name.
TwoWords reason_words(Reason reason, const std::vector<TwoWords>& parts = {});

/// Why a figure is none, in general; empty for `known`.
TwoWords words_of(Standing standing);

/// The same of a figure of `program`: an empty fact is named.
TwoWords why_none(const Program& program, Standing standing);

}  // namespace pledgelab
