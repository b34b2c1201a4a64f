#include "engine/verbs/evidence_input.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "engine/formats/csv.hpp"
#include "engine/formats/file.hpp"
#include "engine/verbs/project.hpp"
#include "models/backtest/valuer_records.hpp"
#include "models/evidence/read_evidence.hpp"

namespace pledgelab {
namespace {

constexpr std::size_t kRejectsTold = 20;

Result<Cells> read_hashed(const std::string& what, const std::string& path,
                          const std::string& project, Inputs& inputs) {
  auto bytes = read_file(path);
  if (!bytes) return bytes.errors();
  inputs.hashes.push_back(hashed(what, {path, bytes.value()}, project));
  return parse_csv(std::move(bytes).value(), path);
}

Outcome read_rows(const std::string& path, const std::string& project, Inputs& inputs,
                  EvidenceInput& evidence) {
  const auto cells = read_hashed("evidence", path, project, inputs);
  if (!cells) return cells.errors();
  std::vector<std::string> ids;
  std::vector<AssetKind> kinds;
  for (const Asset& asset : inputs.book().assets) {
    ids.push_back(asset.id);
    kinds.push_back(asset.kind);
  }
  auto rows = read_evidence(cells.value(), {ids, inputs.book().currency, inputs.as_of, kinds});
  if (!rows) return rows.errors();
  evidence.rows = std::move(rows).value();
  evidence.valuers = use_value_records(evidence.rows);
  return Done{};
}

void tell_rejects(const std::vector<Reject>& rejects, std::vector<std::string>& warnings) {
  for (std::size_t i = 0; i < std::min(rejects.size(), kRejectsTold); ++i) {
    warnings.push_back("quarantined: " + to_text(rejects[i].error));
  }
  if (rejects.size() <= kRejectsTold) return;
  warnings.push_back("quarantined: " + std::to_string(rejects.size() - kRejectsTold) +
                     " more rows");
}

// Priced transfers that no comparison can use are told, by reason.
void tell_unusable(const EvidenceInput& evidence, Date as_of, std::vector<std::string>& warnings) {
  std::set<std::string> registered;
  for (const RegisteredPatent& patent : evidence.patents) {
    if (patent.filing) registered.insert(patent.id);
  }
  std::map<std::uint32_t, int> patents_in;
  for (const Operation& one : evidence.operations) ++patents_in[one.operation];
  std::size_t later = 0;
  std::size_t unregistered = 0;
  std::size_t packages = 0;
  for (const Operation& one : evidence.operations) {
    if (one.kind != OperationKind::transfer || !one.price) continue;
    if (one.date > as_of) {
      ++later;
    } else if (registered.count(one.patent_id) == 0) {
      ++unregistered;
    } else if (patents_in[one.operation] > 1) {
      ++packages;
    }
  }
  const auto tell = [&](std::size_t count, const std::string& what) {
    if (count == 0) return;
    warnings.push_back("transfers: " + std::to_string(count) + " priced records " + what +
                       " are no comparables");
  };
  tell(later, "dated after the as-of date " + to_iso(as_of));
  tell(unregistered, "of patents that the register lacks, or has without a filing date,");
  tell(packages, "of patents that were sold together");
}

Outcome read_market(const EvidenceFiles& files, const std::string& project, Inputs& inputs,
                    EvidenceInput& evidence) {
  const auto operation_cells = read_hashed("transfers", files.transfers, project, inputs);
  if (!operation_cells) return operation_cells.errors();
  const auto patent_cells = read_hashed("patents", files.patents, project, inputs);
  if (!patent_cells) return patent_cells.errors();
  auto operations = read_operations(operation_cells.value());
  if (!operations) return operations.errors();
  auto patents = read_register(patent_cells.value());
  if (!patents) return patents.errors();
  tell_rejects(operations.value().rejects, inputs.warnings);
  tell_rejects(patents.value().rejects, inputs.warnings);
  evidence.operations = std::move(operations.value().operations);
  evidence.patents = std::move(patents.value().patents);
  tell_unusable(evidence, inputs.as_of, inputs.warnings);
  return Done{};
}

}  // namespace

Result<EvidenceInput> read_evidence_files(const EvidenceFiles& files, const std::string& project,
                                          Inputs& inputs) {
  EvidenceInput evidence;
  if (files.transfers.empty() != files.patents.empty()) {
    return Error{"U-106",
                 {},
                 files.patents.empty() ? "--transfers needs --patents: the register of filing dates"
                                       : "--patents goes with --transfers",
                 "give both files, or neither",
                 ErrorKind::input};
  }
  if (!files.transfers.empty() && inputs.book().currency != "CNY") {
    return Error{"U-106",
                 {files.transfers, 0, 0},
                 "prices of transfers are read in CNY, the book is in " + inputs.book().currency,
                 "leave --transfers out",
                 ErrorKind::input};
  }
  if (!files.evidence.empty()) {
    const Outcome read = read_rows(files.evidence, project, inputs, evidence);
    if (!read) return read.errors();
  }
  if (!files.transfers.empty()) {
    const Outcome read = read_market(files, project, inputs, evidence);
    if (!read) return read.errors();
  }
  return evidence;
}

}  // namespace pledgelab
