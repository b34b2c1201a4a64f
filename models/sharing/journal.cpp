#include "models/sharing/journal.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace pledgelab {
namespace {

/// Writes entries; `event` counts up where another event begins.
struct Writer {
  const Program& program;
  const SharingResult& result;
  std::vector<JournalEntry> journal{};
  std::uint32_t events = 0;
  std::set<std::pair<std::uint32_t, std::uint32_t>> restored{};  // claim, party: into its account

  [[nodiscard]] const std::string& id(std::uint32_t party) const {
    return program.parties[party].id;
  }

  [[nodiscard]] bool has_account(std::uint32_t party) const {
    return party != kBorrower && !program.parties[party].sources.empty();
  }

  // Where a party's money lies.
  [[nodiscard]] std::string purse(std::uint32_t party) const {
    if (party == kBorrower) return "cash:borrower";
    return (has_account(party) ? "account:" : "cash:") + id(party);
  }

  // What comes back goes into an account only where the account paid the bill and counts it.
  [[nodiscard]] std::string purse_of_recovery(std::uint32_t claim, std::uint32_t party) const {
    const bool account = restored.count({claim, party}) != 0;
    return (account ? "account:" : "cash:") + id(party);
  }

  void find_restored() {
    for (const AccountMovement& moved : result.movements) {
      if (moved.what == MoneyKind::recovered) restored.emplace(moved.claim, moved.party);
    }
  }

  // An amount below 0 goes the other way.
  void write(JournalEntry entry) {
    if (entry.fen == 0) return;
    if (entry.fen < 0) {
      std::swap(entry.debit, entry.credit);
      entry.fen = -entry.fen;
    }
    journal.push_back(std::move(entry));
  }

  void losses() {
    for (std::uint32_t claim = 0; claim < result.losses.size(); ++claim) {
      const LossOutcome& outcome = result.losses[claim];
      if (outcome.standing == LossStanding::undecided) continue;
      write({++events,
             outcome.booked_on,
             JournalEvent::loss,
             "loss:open",
             "loss:lent",
             outcome.loss_fen,
             {},
             claim,
             kNoClaim});
    }
  }

  void bearings() {
    const Posting* before = nullptr;
    for (const Posting& posting : result.postings) {
      const bool same = before != nullptr && before->claim == posting.claim &&
                        before->step == posting.step && before->date == posting.date;
      if (!same) ++events;
      before = &posting;
      write({events, posting.date, JournalEvent::bearing, "borne:" + id(posting.party), "loss:open",
             posting.fen, step_name(program, posting.step), posting.claim, kNoClaim});
    }
  }

  // What an account paid on a loss on a day; a cap with an `if` leaves other losses to other money.
  [[nodiscard]] std::map<std::tuple<std::uint32_t, std::uint32_t, Date>, std::int64_t>
  from_accounts() const {
    std::map<std::tuple<std::uint32_t, std::uint32_t, Date>, std::int64_t> paid;
    for (const AccountMovement& moved : result.movements) {
      if (moved.what == MoneyKind::paid) paid[{moved.claim, moved.party, moved.date}] -= moved.fen;
    }
    return paid;
  }

  void payments() {
    const auto paid = from_accounts();
    for (const PaymentLine& line : result.payments) {
      const auto found = paid.find({line.claim, line.party, line.date});
      const std::int64_t account = found == paid.end() ? 0 : found->second;
      JournalEntry entry{++events,
                         line.date,
                         JournalEvent::compensation,
                         purse(program.residual),
                         "account:" + id(line.party),
                         account,
                         kPaymentKindWords[static_cast<std::size_t>(line.what)],
                         line.claim,
                         kNoClaim};
      if (line.fen < 0) entry.what = JournalEvent::claw_back;
      write(entry);
      entry.credit = "cash:" + id(line.party);
      entry.fen = line.fen - account;
      write(std::move(entry));
    }
  }

  void recoveries() {
    for (const RecoveryLine& line : result.recoveries) {
      const bool buyer = line.from == RecoveryFrom::buyer;
      write({++events, line.date, JournalEvent::recovery,
             buyer ? purse(line.party) : purse_of_recovery(line.claim, line.party),
             (buyer ? "right:" : "recovered:") + id(line.party), line.fen,
             kRecoveryFromWords[static_cast<std::size_t>(line.from)], line.claim, kNoClaim});
    }
    for (const PurchaseLine& line : result.purchases) {
      const std::uint32_t buyer = program.purchase->party;
      write({++events, line.date, JournalEvent::purchase, "right:" + id(buyer), purse(buyer),
             line.price_fen, "purchase", line.claim, kNoClaim});
    }
  }

  void charges() {
    for (const ChargeLine& line : result.charges) {
      if (!line.decided()) continue;
      const ProgramCharge& charge = program.charges[line.charge];
      write({++events, line.date, JournalEvent::charge, purse(charge.payee), purse(charge.payer),
             line.fen - line.unpaid_fen, charge.id, line.claim, line.row});
    }
  }

  // What an account does by itself; its payments, recoveries and charges are told by their lines.
  void accounts() {
    for (const AccountMovement& moved : result.movements) {
      JournalEntry entry{events + 1,
                         moved.date,
                         JournalEvent::source,
                         "account:" + id(moved.party),
                         {},
                         moved.fen,
                         {},
                         kNoClaim,
                         kNoClaim};
      switch (moved.what) {
        case MoneyKind::source:
          entry.credit = "from:" + moved.label;
          break;
        case MoneyKind::top_up:
          entry.what = JournalEvent::top_up;
          entry.credit = "from:" + moved.label;
          break;
        case MoneyKind::interest:
          entry.what = JournalEvent::interest;
          entry.credit = "interest:" + id(moved.party);
          break;
        case MoneyKind::cost:
          entry.what = JournalEvent::cost;
          entry.credit = "cost:" + moved.label;
          entry.clause = moved.label;
          break;
        default:
          continue;
      }
      ++events;
      write(std::move(entry));
    }
  }
};

}  // namespace

std::vector<JournalEntry> journal_of(const Program& program, const SharingResult& result) {
  Writer writer{program, result};
  writer.find_restored();
  writer.accounts();
  writer.charges();
  writer.recoveries();
  writer.losses();
  writer.bearings();
  writer.payments();
  auto& journal = writer.journal;
  std::stable_sort(journal.begin(), journal.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.date, a.what, a.event) < std::tuple(b.date, b.what, b.event);
  });
  // Numbered in the order in which they are read.
  std::map<std::uint32_t, std::uint32_t> numbers;
  for (JournalEntry& entry : journal) {
    const auto next = static_cast<std::uint32_t>(numbers.size()) + 1;
    entry.event = numbers.try_emplace(entry.event, next).first->second;
  }
  return std::move(writer.journal);
}

std::map<std::string, std::int64_t> journal_balances(const std::vector<JournalEntry>& journal) {
  std::map<std::string, std::int64_t> balances;
  for (const JournalEntry& entry : journal) {
    balances[entry.debit] += entry.fen;
    balances[entry.credit] -= entry.fen;
  }
  return balances;
}

}  // namespace pledgelab
