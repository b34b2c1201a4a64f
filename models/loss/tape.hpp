// The loss tape: what luck did to the book, path by path, before anybody asks who pays. The border
// between loss and sharing; it does not depend on the sharing policy.
#pragma once

#include <cstdint>
#include <vector>

#include "models/base/date.hpp"
#include "models/base/ids.hpp"
#include "models/base/money.hpp"

namespace pledgelab {

enum class TapeKind : std::uint8_t {
  originate,
  loan_default,
  recovery,
  cure,
  write_off,
  renew,
  prepay
};

/// Where a recovery comes from; reports keep the sale of the right apart from the rest.
enum class RecoverySource : std::uint8_t { none, ip_sale, other };

struct TapeRow {
  std::uint32_t path = 0;
  LoanId loan;
  std::uint16_t month = 0;  // months after the as-of date, 1..; recoveries may lie past the horizon
  TapeKind kind = TapeKind::loan_default;
  RecoverySource source = RecoverySource::none;
  Money principal;  // loan_default: principal owed; recovery: what came in, net of sale costs
  Money interest;   // loan_default: interest accrued and unpaid
};

/// Columns of events, sorted by path, then month, then loan, then kind. All equal in length.
/// Invariants: for each (path, loan) at most one loan_default; Σ recoveries ≤ principal + interest
/// of that default; no amount negative.
struct LossTape {
  Date as_of;
  std::uint32_t first_path = 0;  // a chunk of a longer tape
  std::uint32_t path_count = 0;
  std::uint32_t month_count = 0;  // horizon
  std::vector<std::uint32_t> path;
  std::vector<std::uint32_t> loan;
  std::vector<std::uint16_t> month;
  std::vector<TapeKind> kind;
  std::vector<RecoverySource> source;
  std::vector<std::int64_t> principal_fen;
  std::vector<std::int64_t> interest_fen;

  [[nodiscard]] std::size_t size() const { return path.size(); }
  [[nodiscard]] TapeRow row(std::size_t i) const {
    return {path[i],
            LoanId{loan[i]},
            month[i],
            kind[i],
            source[i],
            Money::of_fen(principal_fen[i]),
            Money::of_fen(interest_fen[i])};
  }
  void push_back(const TapeRow& row);
  void clear();
};

}  // namespace pledgelab
