// What `share` found, as CSV files: totals by party, each loss, each loss's bill by party.
#pragma once

#include <string>

#include "engine/verbs/share.hpp"
#include "models/base/error.hpp"

namespace pledgelab {

/// party, kind, payment, claim_owner, borne, compensation, recovery, net; amounts with the
/// currency's suffix (`_yuan`, `_usd` …) and two decimals. One row a party; Σ borne = Σ of the
/// decided losses.
std::string totals_csv(const ShareOutcome& outcome);

/// loss_id, loan_id, standing, reason, loss, netted, queued, held, filed_on, pay_date: one row a
/// loss, undecided ones too.
std::string losses_csv(const ShareOutcome& outcome);

/// loss_id, party, payment, borne, compensation, recovery, net, clauses (`;` between): one row a
/// decided loss above zero and party, all parties; Σ borne of a loss = the loss.
std::string allocations_csv(const ShareOutcome& outcome);

/// charge, loan_id, date, payer, payee, amount, unpaid, reason (of one that cannot be decided): one
/// row a charge of a loan.
std::string charges_csv(const ShareOutcome& outcome);

/// A cell of a CSV: quoted where it must be; a text that a spreadsheet would take for a formula
/// gets an apostrophe in front.
std::string csv_cell(const std::string& text);

/// Fails with U-108 where something stands at `folder` already.
Outcome free_folder(const std::string& folder);

struct CsvFile {
  std::string name;  // "totals.csv"
  std::string bytes;
};

/// Makes `folder` with these files: written beside it, then renamed, so that it is there whole or
/// not at all. Errors: U-108; the world's.
Outcome write_csv_folder(const std::string& folder, const std::vector<CsvFile>& files);

/// Makes `folder` with totals.csv, losses.csv, allocations.csv and, where the policy has
/// charges, charges.csv: written beside it, then renamed, so that it is there whole or not at all.
/// Errors: U-108; the world's.
Outcome write_share_csv(const std::string& folder, const ShareOutcome& outcome);

}  // namespace pledgelab
