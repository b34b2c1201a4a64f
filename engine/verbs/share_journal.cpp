#include "engine/verbs/share_journal.hpp"

#include <filesystem>
#include <map>
#include <system_error>

#include "engine/formats/file.hpp"
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

Outcome write_journal(const std::string& path, const std::string& losses_path,
                      const std::string& csv) {
  std::error_code ignored;
  if (std::filesystem::equivalent(path, losses_path, ignored)) {
    return Error{"U-106",
                 {path, 0, 0},
                 "the journal would overwrite the losses",
                 "give --journal another file",
                 ErrorKind::input};
  }
  return write_file(path, csv);
}

}  // namespace pledgelab
