// The word of each standing of a loss, as reports, JSON and tests write it.
#pragma once

#include <array>

#include "models/sharing/ledger.hpp"

namespace pledgelab {

/// In the order of LossStanding.
inline constexpr std::array kStandingWords = {"shared", "not_eligible", "undecided", "no_loss",
                                              "held"};

constexpr const char* word_of(LossStanding standing) {
  return kStandingWords[static_cast<std::size_t>(standing)];
}

}  // namespace pledgelab
