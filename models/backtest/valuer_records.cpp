#include "models/backtest/valuer_records.hpp"

#include <string>

#include "models/backtest/scorecard.hpp"

namespace pledgelab {

std::vector<ValuerRecord> use_value_records(std::span<const EvidenceRow> rows) {
  std::vector<RealisedValue> outcomes;
  for (const EvidenceRow& row : rows) {
    const bool sold =
        row.kind == EvidenceKind::own_transaction && row.basis == EvidenceBasis::arms_length;
    const bool appraised =
        row.kind == EvidenceKind::outside_appraisal && row.basis == EvidenceBasis::use_value;
    if (!sold && !appraised) continue;
    outcomes.push_back({std::to_string(row.asset.index), row.date,
                        sold ? Realisation::sale : Realisation::reappraisal, row.amount,
                        row.valuer_id, row.line});
  }
  const AppraisalTests tests = match_appraisals(outcomes);
  const auto cards = scorecards(tests.tested, outcomes);
  std::vector<ValuerRecord> records;
  if (!cards) return records;
  for (const ValuerScorecard& card : cards.value().valuers) {
    const TrackRecord& known = card.record;
    if (!(known.dispersion_ln > 0)) continue;
    records.push_back(
        {card.valuer_id, card.count, known.bias_ln, known.bias_sd_ln, known.dispersion_ln});
  }
  return records;
}

}  // namespace pledgelab
