#include "engine/verbs/share_journal.hpp"

#include <filesystem>
#include <map>
#include <system_error>

#include "engine/formats/file.hpp"
#include "models/base/money.hpp"
#include "models/book/fields.hpp"

namespace pledgelab {
namespace {

// A cell that a spreadsheet would take for a formula is a text: it gets a quote in front.
std::string cell(const std::string& text) {
  std::string safe = text;
  if (!safe.empty() && std::string("=+-@\t\r").find(safe[0]) != std::string::npos) {
    safe.insert(0, "'");
  }
  if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char c : safe) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

}  // namespace

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
           kJournalEventWords[static_cast<std::size_t>(entry.what)] + "," + cell(entry.debit) +
           "," + cell(entry.credit) + "," + to_decimal(Money::of_fen(entry.fen)) + "," +
           cell(entry.clause) + "," +
           cell(entry.claim == kNoClaim ? std::string() : claims.loss_id[entry.claim]) + "," +
           cell(loan) + "\n";
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
