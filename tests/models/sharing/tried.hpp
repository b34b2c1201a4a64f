// A small scheme over a few losses, written out in a test: fund, insurer, bank; the bank residual.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/sharing/ledger.hpp"

namespace pledgelab::test {

struct Tried {
  std::string steps;
  std::string losses;  // header line and rows
  std::string extra_effective = {};
  std::string year = "calendar";
  std::string pay = "claim";
  std::string trigger = "{loan.days_past_due: {gt: 90}}";
  std::string recovery = "{costs: first, by: as_borne}";
  std::string fund = "{kind: fund}";
};

inline const std::string kColumns = "loss_id,loan_id,default_date,principal_loss_yuan";

struct Shared {
  Program program;
  Claims claims;
  SharingResult result;

  // Bills of a loss, in yuan when whole: fund, insurer, bank.
  [[nodiscard]] std::vector<std::int64_t> bills(std::size_t claim) const {
    std::vector<std::int64_t> fen;
    for (std::size_t party = 0; party < result.parties; ++party) {
      fen.push_back(result.borne_of(claim, party));
    }
    return fen;
  }
};

Result<SharingPolicy> read_tried(const Tried& tried);
/// Fails the test where the policy or the losses cannot be read.
Shared run(const Tried& tried);

}  // namespace pledgelab::test
