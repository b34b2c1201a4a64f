// The journal of a sharing run as a CSV file.
#pragma once

#include <string>

#include "models/base/error.hpp"
#include "models/sharing/journal.hpp"

namespace pledgelab {

/// Header and one line an entry: event, date, what, debit, credit, amount with the currency's
/// suffix, clause, loss_id, loan_id. Amounts with two decimals; texts quoted where they must be.
std::string journal_csv(const Program& program, const Claims& claims, const SharingResult& result);

/// Writes it whole or not at all. Errors: U-106 the file is `losses_path`; those of write_file.
Outcome write_journal(const std::string& path, const std::string& losses_path,
                      const std::string& csv);

}  // namespace pledgelab
