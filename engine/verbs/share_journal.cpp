#include "engine/verbs/share_journal.hpp"

#include <filesystem>
#include <map>
#include <system_error>

#include "engine/verbs/share_csv.hpp"
#include "models/base/money.hpp"
#include "models/book/fields.hpp"

namespace pledgelab {
std::string journal_csv(const Program& program, const Claims& claims, const SharingResult& result) {
  std::map<std::uint32_t, std::uint32_t> rows;  // the first claim of each row of the table
  for (std::uint32_t claim = 0; claim < claims.size(); ++claim) {
    rows.try_emplace(claims.row[claim], claim);
  }
  std::string csv = "event,date,what,debit,credit,amount" + money_suffix(program.currency) +
                    ",clause,loss_id,loan_id\n";
  for (const JournalEntry& entry : journal_of(program, result)) {
    std::string loan;
    if (entry.claim != kNoClaim) {
      loan = claims.loan_id[entry.claim];
    } else if (const auto claim = rows.find(entry.row); claim != rows.end()) {
      loan = claims.loan_id[claim->second];
    }
    csv += std::to_string(entry.event) + "," + to_iso(entry.date) + "," +
           kJournalEventWords[static_cast<std::size_t>(entry.what)] + "," + csv_cell(entry.debit) +
           "," + csv_cell(entry.credit) + "," + to_decimal(Money::of_fen(entry.fen)) + "," +
           csv_cell(entry.clause) + "," +
           csv_cell(entry.claim == kNoClaim ? std::string() : claims.loss_id[entry.claim]) + "," +
           csv_cell(loan) + "\n";
  }
  return csv;
}

Outcome free_file(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::symlink_status(path, ignored).type() !=
      std::filesystem::file_type::not_found) {
    return Error{"U-108",
                 {path, 0, 0},
                 "there is something at this name already",
                 "give --journal a file that is not there yet",
                 ErrorKind::input};
  }
  return Done{};
}

}  // namespace pledgelab
