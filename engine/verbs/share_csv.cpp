#include "engine/verbs/share_csv.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "engine/formats/file.hpp"
#include "models/base/money.hpp"
#include "models/book/fields.hpp"

namespace pledgelab {
namespace {

namespace fs = std::filesystem;

std::string amount(std::int64_t fen) { return "," + to_decimal(Money::of_fen(fen)); }

std::string clauses_text(const std::vector<std::string>& clauses) {
  std::string text;
  for (const std::string& clause : clauses) text += (text.empty() ? "" : ";") + clause;
  return text;
}

const ShareAllocation* find_allocation(const ShareLoss& loss, const std::string& party) {
  for (const ShareAllocation& one : loss.allocations) {
    if (one.party == party) return &one;
  }
  return nullptr;
}

Error world(const std::string& path, const std::string& what, const std::error_code& fault) {
  return {"U-108", {path, 0, 0}, what + ": " + fault.message(), "", ErrorKind::world};
}

}  // namespace

std::string csv_cell(const std::string& text) {
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

std::string totals_csv(const ShareOutcome& outcome) {
  const std::string suffix = money_suffix(outcome.currency);
  std::string csv = "party,kind,payment_zh,payment_en,claim_owner,borne" + suffix +
                    ",compensation" + suffix + ",recovery" + suffix + ",net" + suffix + "\n";
  for (const ShareTotal& total : outcome.totals) {
    csv += csv_cell(total.party) + "," + total.kind + "," + total.payment.zh + "," +
           total.payment.en + "," + csv_cell(total.claim_owner) + amount(total.borne_fen) +
           amount(total.compensation_fen) + amount(total.recovery_fen) + amount(total.net_fen) +
           "\n";
  }
  return csv;
}

std::string losses_csv(const ShareOutcome& outcome) {
  const std::string suffix = money_suffix(outcome.currency);
  std::string csv = "loss_id,loan_id,standing,reason,reason_zh,loss" + suffix + ",netted" + suffix +
                    ",queued" + suffix + ",held" + suffix + ",filed_on,pay_date\n";
  for (const ShareLoss& loss : outcome.losses) {
    csv += csv_cell(loss.loss_id) + "," + csv_cell(loss.loan_id) + "," + loss.standing + "," +
           csv_cell(loss.reason.en) + "," + csv_cell(loss.reason.zh) + amount(loss.loss_fen) +
           amount(loss.netted_fen) + amount(loss.queued_fen) + amount(loss.held_fen) + "," +
           to_iso(loss.filed_on) + "," + to_iso(loss.pay_date) + "\n";
  }
  return csv;
}

std::string allocations_csv(const ShareOutcome& outcome) {
  const std::string suffix = money_suffix(outcome.currency);
  std::string csv = "loss_id,party,payment_zh,payment_en,borne" + suffix + ",compensation" +
                    suffix + ",recovery" + suffix + ",net" + suffix + ",clauses\n";
  for (const ShareLoss& loss : outcome.losses) {
    if (loss.standing == "undecided" || loss.loss_fen == 0) continue;
    for (const ShareTotal& total : outcome.totals) {
      const ShareAllocation* found = find_allocation(loss, total.party);
      const ShareAllocation none{};
      const ShareAllocation& one = found == nullptr ? none : *found;
      csv += csv_cell(loss.loss_id) + "," + csv_cell(total.party) + "," + total.payment.zh + "," +
             total.payment.en + amount(one.borne_fen) + amount(one.compensation_fen) +
             amount(one.recovery_fen) + amount(one.borne_fen - one.recovery_fen) + "," +
             csv_cell(clauses_text(one.clauses)) + "\n";
    }
  }
  return csv;
}

std::string charges_csv(const ShareOutcome& outcome) {
  const std::string suffix = money_suffix(outcome.currency);
  std::string csv = "charge,loan_id,date,payer,payee,amount" + suffix + ",unpaid" + suffix +
                    ",reason,reason_zh\n";
  for (const ShareCharge& charge : outcome.money.charges) {
    csv += csv_cell(charge.charge) + "," + csv_cell(charge.loan_id) + "," +
           (charge.date ? to_iso(*charge.date) : "") + "," + csv_cell(charge.payer) + "," +
           csv_cell(charge.payee) + amount(charge.amount_fen) + amount(charge.unpaid_fen) + "," +
           csv_cell(charge.reason.en) + "," + csv_cell(charge.reason.zh) + "\n";
  }
  return csv;
}

Outcome free_folder(const std::string& folder) {
  std::error_code fault;
  if (folder.empty() || fs::symlink_status(folder, fault).type() != fs::file_type::not_found) {
    return Error{
        "U-108",
        {folder, 0, 0},
        folder.empty() ? "--csv names no folder" : "there is something at this name already",
        "give --csv a folder that is not there yet",
        ErrorKind::input};
  }
  return Done{};
}

Outcome write_csv_folder(const std::string& folder, const std::vector<CsvFile>& files) {
  const Outcome free = free_folder(folder);
  if (!free) return free.errors();
  fs::path target(folder);
  if (!target.has_filename()) target = target.parent_path();  // "out/"
  const fs::path parent = target.has_parent_path() ? target.parent_path() : fs::path(".");
  std::string draft = (parent / ".pledgelab-share-XXXXXX").string();
  if (::mkdtemp(draft.data()) == nullptr) {
    return world(parent.string(), "the folder cannot be written",
                 std::error_code(errno, std::generic_category()));
  }
  std::error_code fault;
  for (const CsvFile& file : files) {
    const Outcome written = write_file(draft + "/" + file.name, file.bytes);
    if (written) continue;
    fs::remove_all(draft, fault);
    return written.errors();
  }
  fs::permissions(draft,
                  fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec |
                      fs::perms::others_read | fs::perms::others_exec,
                  fault);
  fs::rename(draft, target, fault);
  if (!fault) return Done{};
  std::error_code ignored;
  fs::remove_all(draft, ignored);
  return world(folder, "the folder cannot be made", fault);
}

Outcome write_share_csv(const std::string& folder, const ShareOutcome& outcome) {
  std::vector<CsvFile> files = {{"totals.csv", totals_csv(outcome)},
                                {"losses.csv", losses_csv(outcome)},
                                {"allocations.csv", allocations_csv(outcome)}};
  if (!outcome.money.charge_totals.empty()) files.push_back({"charges.csv", charges_csv(outcome)});
  return write_csv_folder(folder, files);
}

}  // namespace pledgelab
