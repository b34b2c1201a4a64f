// What a sharing run says of money beside the bills, in names: account movements, charges.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/base/date.hpp"
#include "models/policy/payment.hpp"

namespace pledgelab {

/// One movement of a party's account, in fen; `what` is source, interest, cost, top_up, charge,
/// paid or recovered, `label` who paid in or the id of the cost or charge.
struct ShareMovement {
  std::string party;
  Date date;
  std::string what;
  std::string label;
  std::string loss_id;           // paid, recovered
  std::int64_t amount_fen = 0;   // out: below 0
  std::int64_t balance_fen = 0;  // after it
};

/// A cost or charge that an account could not pay.
struct ShareUnpaid {
  std::string party;
  Date date;
  std::string what;
  std::string label;
  std::int64_t amount_fen = 0;
};

/// One payment of a charge. Undecided: `reason` is set, and there is neither date nor amount.
struct ShareCharge {
  std::string charge;
  std::string loan_id;
  std::uint32_t line = 0;  // of the losses file
  std::optional<Date> date;
  std::string payer;
  std::string payee;
  std::int64_t amount_fen = 0;
  std::int64_t unpaid_fen = 0;
  TwoWords reason;

  [[nodiscard]] bool decided() const { return reason.en.empty(); }
};

struct ShareChargeTotal {
  std::string charge;
  std::string kind;  // premium, fee, subsidy, reward
  std::string payer;
  std::string payee;
  std::size_t count = 0;
  std::int64_t amount_fen = 0;
  std::int64_t unpaid_fen = 0;
  std::size_t undecided_count = 0;
};

/// `what`: payment, advance, final, instalment. Below 0: paid back.
struct SharePayment {
  std::string loss_id;
  std::string party;
  TwoWords word;  // the party's own: 风险补偿, 代偿, 赔付 …
  Date date;
  std::string what;
  std::int64_t amount_fen = 0;
};

/// `from`: market, purchase (the price of the bought right), buyer (the buyer's, no part of the
/// loss).
struct ShareRecovery {
  std::string loss_id;
  std::string party;
  Date date;
  std::string from;
  std::int64_t amount_fen = 0;
};

struct SharePurchase {
  std::string loss_id;
  Date date;
  std::int64_t price_fen = 0;
  std::int64_t proceeds_fen = 0;  // came back to the buyer
};

struct ShareMoney {
  std::vector<ShareMovement> movements;  // in order of booking
  std::vector<ShareUnpaid> unpaid;
  std::vector<ShareCharge> charges;
  std::vector<ShareChargeTotal> charge_totals;
  std::vector<SharePayment> payments;  // by date
  std::vector<ShareRecovery> recoveries;
  std::string buyer;  // empty: the policy buys nothing
  std::vector<SharePurchase> purchases;

  /// Loans for which a charge could not be decided.
  [[nodiscard]] std::size_t undecided_charges() const;
  /// Σ of the recoveries that came from `from`.
  [[nodiscard]] std::int64_t recovered_from(const std::string& from) const;
};

}  // namespace pledgelab
