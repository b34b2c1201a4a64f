// How a claim is paid over time (advance, instalments) and who buys the pledged right of a
// defaulted loan. Meaning: policies/README.md, sections 3 and 11.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/base/duration.hpp"
#include "models/policy/steps.hpp"

namespace pledgelab {

/// Paid on the pay date: `rate` (one element) of each payer's bill of the estimated loss. The rest,
/// or what was too much, follows on the final date.
struct ClaimAdvance {
  enum class Final : std::uint8_t { write_off, settlement };
  std::vector<Value> rate;
  Final final = Final::write_off;
  Place place;
};

/// A part of each payment, `after` the day on which it falls. The shares of all make 100 %.
struct Instalment {
  Ratio share;
  Duration after;
};

/// `party` buys the right for `price` (one element), `within` after the default date.
struct Purchase {
  std::uint32_t party = 0;
  std::vector<Value> price;
  Duration within;
  Place place;
};

}  // namespace pledgelab
