#include <map>

#include "engine/verbs/share_steps.hpp"
#include "models/sharing/charges.hpp"

namespace pledgelab {
namespace {

std::string word_of(MoneyKind what) { return kMoneyKindWords[static_cast<std::size_t>(what)]; }

std::string payer_name(const Program& program, std::uint32_t party) {
  return party == kBorrower ? "borrower" : program.parties[party].id;
}

// The first claim of each row of the table: it names the loan and its line.
std::map<std::uint32_t, std::uint32_t> claim_of_rows(const Claims& claims) {
  std::map<std::uint32_t, std::uint32_t> rows;
  for (std::uint32_t claim = 0; claim < claims.size(); ++claim) {
    rows.try_emplace(claims.row[claim], claim);
  }
  return rows;
}

void tell_charges(const Program& program, const Claims& claims, const SharingResult& result,
                  ShareMoney& money) {
  const auto rows = claim_of_rows(claims);
  for (const ChargeLine& line : result.charges) {
    const ProgramCharge& charge = program.charges[line.charge];
    ShareCharge told;
    told.charge = charge.id;
    if (const auto claim = rows.find(line.row); claim != rows.end()) {
      told.loan_id = claims.loan_id[claim->second];
      told.line = claims.line[claim->second];
    }
    if (line.decided()) told.date = line.date;
    told.payer = payer_name(program, charge.payer);
    told.payee = payer_name(program, charge.payee);
    told.amount_fen = line.fen;
    told.unpaid_fen = line.unpaid_fen;
    told.reason = line.reason;
    money.charges.push_back(std::move(told));
  }
  const auto totals = charge_totals(program, result.charges);
  for (std::size_t i = 0; i < totals.size(); ++i) {
    const ProgramCharge& charge = program.charges[i];
    money.charge_totals.push_back(
        {charge.id, kChargeKindWords[static_cast<std::size_t>(charge.kind)],
         payer_name(program, charge.payer), payer_name(program, charge.payee), totals[i].count,
         totals[i].fen, totals[i].unpaid_fen, totals[i].undecided_count});
  }
}

}  // namespace

std::size_t ShareMoney::undecided_charges() const {
  std::size_t count = 0;
  for (const ShareChargeTotal& total : charge_totals) count += total.undecided_count;
  return count;
}

std::int64_t ShareMoney::recovered_from(const std::string& from) const {
  std::int64_t fen = 0;
  for (const ShareRecovery& line : recoveries) fen += line.from == from ? line.amount_fen : 0;
  return fen;
}

ShareMoney tell_money(const Program& program, const Claims& claims, const SharingResult& result) {
  ShareMoney money;
  for (const AccountMovement& moved : result.movements) {
    money.movements.push_back(
        {program.parties[moved.party].id, moved.date, word_of(moved.what), moved.label,
         moved.claim == kNoClaim ? "" : claims.loss_id[moved.claim], moved.fen, moved.balance_fen});
  }
  for (const UnpaidLine& line : result.unpaid) {
    money.unpaid.push_back(
        {program.parties[line.party].id, line.date, word_of(line.what), line.label, line.fen});
  }
  tell_charges(program, claims, result, money);
  for (const PaymentLine& line : result.payments) {
    money.payments.push_back({claims.loss_id[line.claim], program.parties[line.party].id,
                              party_payment(program, line.party), line.date,
                              kPaymentKindWords[static_cast<std::size_t>(line.what)], line.fen});
  }
  for (const RecoveryLine& line : result.recoveries) {
    money.recoveries.push_back({claims.loss_id[line.claim], program.parties[line.party].id,
                                line.date, kRecoveryFromWords[static_cast<std::size_t>(line.from)],
                                line.fen});
  }
  if (program.purchase) money.buyer = program.parties[program.purchase->party].id;
  for (const PurchaseLine& line : result.purchases) {
    money.purchases.push_back(
        {claims.loss_id[line.claim], line.date, line.price_fen, line.proceeds_fen});
  }
  return money;
}

}  // namespace pledgelab
