// The journal of a sharing run as a CSV file.
#pragma once

#include <string>

#include "models/base/error.hpp"
#include "models/sharing/journal.hpp"

namespace pledgelab {

/// Header and one line an entry: event, date, what, debit, credit, amount with the currency's
/// suffix, clause, loss_id, loan_id. Amounts with two decimals; texts quoted where they must be.
std::string journal_csv(const Program& program, const Claims& claims, const SharingResult& result);

/// Fails with U-108 where something stands at `path` already: an input must not be lost.
Outcome free_file(const std::string& path);

}  // namespace pledgelab
