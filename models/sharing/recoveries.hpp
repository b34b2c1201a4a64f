// How what comes back on a loss is divided among those who bore it (recovery.by).
#pragma once

#include <cstdint>
#include <span>

#include "models/policy/sharing_policy.hpp"

namespace pledgelab {

/// What came back on one loss so far, in fen, none netted. `late`: dated after the pay date by more
/// than recovery.within allows; it is the residual party's own, up to its bill.
struct CameBack {
  std::int64_t counted = 0;
  std::int64_t late = 0;

  [[nodiscard]] bool any() const { return counted != 0 || late != 0; }
};

/// One loss as its payers stand: `bills` now; `handed` = what slices and quotas gave each party,
/// before a cap or cede moved it (asked by as_quota alone, else it may be empty). `rounds_down`: 1
/// for a party whose account is credited with what comes back (empty: none).
struct Borne {
  std::span<const std::int64_t> bills;
  std::span<const std::int64_t> handed;
  std::size_t residual = 0;
  std::span<const std::uint8_t> rounds_down = {};
};

/// F77: each party's part of what came back. Σ parts = counted + late ≤ Σ bills; no part below 0 or
/// above the party's bill. The part of a party that rounds down never falls when more comes back:
/// what its account was once credited stays. PL_CHECK: not by recompute, which is no division.
void divide_recoveries(RecoveryBy by, CameBack back, const Borne& borne, Rounding rounding,
                       std::span<std::int64_t> parts);

}  // namespace pledgelab
