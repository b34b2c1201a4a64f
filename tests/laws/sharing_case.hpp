// A random case loaded as the program loads a user's files, both answers to it, and their
// difference.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "models/policy/sharing_policy.hpp"
#include "models/sharing/claims.hpp"
#include "models/sharing/ledger.hpp"
#include "models/sharing/program.hpp"
#include "tests/twins/random_policy.hpp"
#include "tests/twins/sharing_twin.hpp"

namespace pledgelab::test {

struct SharingCase {
  SharingPolicy policy;
  LossFile losses;
  Periods periods;
  Program program;
};

/// None where the reader or the compiler refuses it; `refusal` then tells why.
std::optional<SharingCase> load(const twins::RandomCase& drawn, std::string& refusal);

/// Empty where both agree in every fen; else the first difference.
std::string difference(const SharingCase& loaded, const SharingResult& result,
                       const twins::NaiveResult& naive);

/// Both run on the case; their difference. Empty also where the case is refused.
std::string disagreement(const twins::RandomCase& drawn);

/// The case without the steps, rows and receipts that the disagreement does not need.
twins::RandomCase shrunk(const twins::RandomCase& drawn);

std::string to_text(const twins::RandomCase& drawn);

}  // namespace pledgelab::test
