// The case of the bench of sharing: a made tape of many losses a path, the loans' facts, and a
// policy with a quota, a cap a borrower, a cap a lender and year, and a fund.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/loss/tape.hpp"
#include "models/policy/facts.hpp"
#include "models/policy/sharing_policy.hpp"
#include "models/sharing/program.hpp"

namespace pledgelab::bench {

/// Loans, and how many of them fail on a path.
struct WaterfallSize {
  std::uint32_t loans = 8'000;
  std::uint32_t borrowers = 5'000;
  std::uint32_t lenders = 20;
  std::uint32_t losses = 600;  // a path
  std::uint32_t paths = 100;
  std::uint32_t months = 60;
};

/// Rows of path p: [begins[p], begins[p + 1]).
struct WaterfallCase {
  WaterfallSize size;
  FactTable facts;
  LossTape tape;
  std::vector<std::size_t> begins;
};

/// Three of four losses bring 40 % back twelve months later. The same bytes for the same seed.
WaterfallCase waterfall_case(const WaterfallSize& size, std::uint64_t seed);

/// The policy of the rows "waterfall"; `over` of the fund: "bank" or "queue".
std::string waterfall_policy(const std::string& over);

/// Reads and compiles, or ends the program.
SharingPolicy policy_of(const std::string& text);
Program program_of(const SharingPolicy& policy, const FactTable& facts);

}  // namespace pledgelab::bench
