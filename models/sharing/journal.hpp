// The double-entry journal of a sharing run: every event as debits and credits of equal sum, and
// the balances that follow from them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "models/sharing/ledger.hpp"

namespace pledgelab {

/// What happened. `bearing`: a clause moves the loss onto a bill, or from one to another.
enum class JournalEvent : std::uint8_t {
  source,
  interest,
  charge,
  recovery,
  purchase,
  loss,
  bearing,
  compensation,
  claw_back,
  cost,
  top_up
};
inline const std::vector<std::string> kJournalEventWords = {
    "source",  "interest",     "charge",    "recovery", "purchase", "loss",
    "bearing", "compensation", "claw_back", "cost",     "top_up"};

/// One amount from the account that is credited to the one that is debited; fen above 0. Entries of
/// one `event` belong together. Accounts:
/// loss:open a loss not yet given to anybody · loss:lent its other side · borne:P the bills of P ·
/// account:P the account of P · cash:P its other money · recovered:P what came back to P ·
/// right:P rights that P bought · from:NAME who pays in · interest:P · cost:ID · cash:borrower.
struct JournalEntry {
  std::uint32_t event = 0;
  Date date;
  JournalEvent what = JournalEvent::source;
  std::string debit;
  std::string credit;
  std::int64_t fen = 0;
  std::string clause;              // step, charge or cost; empty where none decides
  std::uint32_t claim = kNoClaim;  // of a loss
  std::uint32_t row = kNoClaim;    // of a charge: the loan's row of the table
};

/// By date, and within a day in the order of JournalEvent. Money that was owed and not paid is not
/// in it, nor is a loss that is undecided.
std::vector<JournalEntry> journal_of(const Program& program, const SharingResult& result);

/// Debits less credits of each account; they sum to 0.
std::map<std::string, std::int64_t> journal_balances(const std::vector<JournalEntry>& journal);

}  // namespace pledgelab
