#include "engine/verbs/evidence_input.hpp"

#include <utility>

#include "engine/formats/csv.hpp"
#include "engine/formats/file.hpp"
#include "engine/verbs/project.hpp"
#include "models/backtest/valuer_records.hpp"
#include "models/evidence/read_evidence.hpp"

namespace pledgelab {

Result<EvidenceInput> read_evidence_file(const std::string& path, const std::string& project,
                                         Inputs& inputs) {
  EvidenceInput evidence;
  if (path.empty()) return evidence;
  auto bytes = read_file(path);
  if (!bytes) return bytes.errors();
  inputs.hashes.push_back(hashed("evidence", {path, bytes.value()}, project));
  const auto cells = parse_csv(std::move(bytes).value(), path);
  if (!cells) return cells.errors();
  std::vector<std::string> ids;
  for (const Asset& asset : inputs.book().assets) ids.push_back(asset.id);
  auto rows = read_evidence(cells.value(), {ids, inputs.book().currency, inputs.as_of});
  if (!rows) return rows.errors();
  evidence.rows = std::move(rows).value();
  evidence.valuers = use_value_records(evidence.rows);
  return evidence;
}

}  // namespace pledgelab
