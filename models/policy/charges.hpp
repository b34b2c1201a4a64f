// Money that is no part of a loss: premium, fee, subsidy, reward (section `charges` of a policy).
// Meaning: policies/README.md, section 10.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/policy/steps.hpp"

namespace pledgelab {

/// Who stands at an end of a charge where it is no party of the policy.
inline constexpr std::uint32_t kBorrower = 0xffffffffU;

/// One charge. `amount` has one element, `at_most` none or one (then `unit` says over what the
/// limit runs: WHO, year or life). Payer and payee differ: indexes of parties, or kBorrower.
struct Charge {
  enum class Kind : std::uint8_t { premium, fee, subsidy, reward };
  enum class Every : std::uint8_t { once, quarter, year };
  enum class When : std::uint8_t { origination, settlement, claim };
  std::string id;
  Kind kind = Kind::premium;
  std::vector<Value> amount;
  std::uint32_t payer = kBorrower;
  std::uint32_t payee = kBorrower;
  Every every = Every::once;  // other than once: at origination only
  When when = When::origination;
  std::optional<int> years;          // of quarters or years; none: to maturity
  std::vector<Condition> condition;  // `if`: none or one
  std::vector<Value> at_most;
  Unit unit;
  Place place;
};
inline const std::vector<std::string> kChargeKindWords = {"premium", "fee", "subsidy", "reward"};

}  // namespace pledgelab
