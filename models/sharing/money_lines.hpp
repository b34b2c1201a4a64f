// Dated lines of money that a sharing run writes beside the bills: what moved on each account, what
// a charge came to, who paid when, what came back to whom. Amounts in fen.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/base/date.hpp"
#include "models/policy/payment.hpp"

namespace pledgelab {

inline constexpr std::uint32_t kNoClaim = 0xffffffffU;

/// Why an account moved.
enum class MoneyKind : std::uint8_t { source, interest, cost, top_up, charge, paid, recovered };
inline const std::vector<std::string> kMoneyKindWords = {"source", "interest", "cost",     "top_up",
                                                         "charge", "paid",     "recovered"};

/// One movement of a party's account. `label`: who paid in, or the id of the cost or charge.
struct AccountMovement {
  std::uint32_t party = 0;
  Date date;
  MoneyKind what = MoneyKind::source;
  std::string label;
  std::uint32_t claim = kNoClaim;  // paid, recovered
  std::int64_t fen = 0;            // in: above 0; out: below
  std::int64_t balance_fen = 0;    // after it
};

/// What an account owed for a cost or a charge and could not pay.
struct UnpaidLine {
  std::uint32_t party = 0;
  Date date;
  MoneyKind what = MoneyKind::cost;
  std::string label;
  std::int64_t fen = 0;
};

/// One payment of a charge for one loan. Undecided: `reason` says why, and there is no amount.
struct ChargeLine {
  std::uint32_t charge = 0;  // of Program::charges
  std::uint32_t row = 0;     // of the fact table: the loan's first row
  std::uint32_t claim = kNoClaim;
  Date date;
  std::int64_t fen = 0;
  std::int64_t unpaid_fen = 0;  // of it: the payer's account was short
  TwoWords reason;

  [[nodiscard]] bool decided() const { return reason.en.empty(); }
};

struct ChargeTotal {
  std::size_t count = 0;  // payments above 0
  std::int64_t fen = 0;
  std::int64_t unpaid_fen = 0;
  std::size_t undecided_count = 0;  // loans
};

enum class PaymentKind : std::uint8_t { payment, advance, final, instalment };
inline const std::vector<std::string> kPaymentKindWords = {"payment", "advance", "final",
                                                           "instalment"};

/// What a party other than the residual pays on a loss on a day; below 0: paid back.
struct PaymentLine {
  std::uint32_t claim = 0;
  std::uint32_t party = 0;
  Date date;
  std::int64_t fen = 0;
  PaymentKind what = PaymentKind::payment;
};

/// Where money that comes back on a loss comes from. `buyer`: it is the buyer's, no part of the
/// loss.
enum class RecoveryFrom : std::uint8_t { market, purchase, buyer };
inline const std::vector<std::string> kRecoveryFromWords = {"market", "purchase", "buyer"};

/// What a party gets of it on a day; below 0 where a division is done again and gives it less.
struct RecoveryLine {
  std::uint32_t claim = 0;
  std::uint32_t party = 0;
  Date date;
  std::int64_t fen = 0;
  RecoveryFrom from = RecoveryFrom::market;
};

/// One right bought: the outlay of the buyer, and what came back to it later.
struct PurchaseLine {
  std::uint32_t claim = 0;
  Date date;
  std::int64_t price_fen = 0;
  std::int64_t proceeds_fen = 0;
};

}  // namespace pledgelab
