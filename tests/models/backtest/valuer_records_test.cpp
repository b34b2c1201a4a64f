// Valuers' records on the basis of a use value: what tests them and what does not.
#include "models/backtest/valuer_records.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "models/backtest/scorecard.hpp"

using namespace pledgelab;

namespace {

// Rights 0 to 5: appraised at 120, 150, 100 by V1 and 100, 90, 130 by V2, each then sold for 100.
std::vector<EvidenceRow> rows_of(EvidenceBasis sale) {
  std::vector<EvidenceRow> rows;
  const std::int64_t appraised[] = {120, 150, 100, 100, 90, 130};
  for (std::uint32_t i = 0; i < 6; ++i) {
    EvidenceRow row;
    row.asset = AssetId{i};
    row.kind = EvidenceKind::outside_appraisal;
    row.basis = EvidenceBasis::use_value;
    row.date = *make_date(2024, 1, 1);
    row.amount = Money::of_yuan(appraised[i]);
    row.valuer_id = i < 3 ? "V1" : "V2";
    rows.push_back(row);
    row.kind = EvidenceKind::own_transaction;
    row.basis = sale;
    row.date = *make_date(2024, 7, 1);
    row.amount = Money::of_yuan(100);
    row.valuer_id.clear();
    rows.push_back(row);
  }
  return rows;
}

}  // namespace

TEST_CASE("valuer records: arm's-length sales test appraisals of a use value") {
  const auto records = use_value_records(rows_of(EvidenceBasis::arms_length));
  REQUIRE(records.size() == 2);
  CHECK(records[0].valuer_id == "V1");
  CHECK(records[0].count == 3);
  CHECK(records[1].valuer_id == "V2");
  // ln 1.2, ln 1.5, 0 average to .19593; ln 1, ln .9, ln 1.3 to .05233. Shrunk, they lie between.
  CHECK(records[0].bias_ln > records[1].bias_ln - 1e-12);
  CHECK(records[0].bias_ln <= .19594);
  CHECK(records[1].bias_ln >= .05233);
  for (const ValuerRecord& record : records) {
    CHECK(record.dispersion_ln > 0);
    CHECK(record.bias_sd_ln >= 0);
  }
}

TEST_CASE("valuer records: a forced sale, a related party or a liquidation value test nothing") {
  CHECK(use_value_records(rows_of(EvidenceBasis::forced_sale)).empty());
  CHECK(use_value_records(rows_of(EvidenceBasis::related_party)).empty());
  std::vector<EvidenceRow> rows = rows_of(EvidenceBasis::arms_length);
  for (EvidenceRow& row : rows) {
    if (row.kind == EvidenceKind::outside_appraisal) row.basis = EvidenceBasis::forced_sale;
  }
  CHECK(use_value_records(rows).empty());
}

TEST_CASE("valuer records: without two tests of one valuer, or with tests that all agree, none") {
  std::vector<EvidenceRow> rows = rows_of(EvidenceBasis::arms_length);
  rows.resize(2);
  CHECK(use_value_records(rows).empty());
  CHECK(use_value_records({}).empty());
  rows = rows_of(EvidenceBasis::arms_length);
  for (EvidenceRow& row : rows) row.amount = Money::of_yuan(100);
  CHECK(use_value_records(rows).empty());
  // Appraised after the sale: that tests nothing.
  rows = rows_of(EvidenceBasis::arms_length);
  for (EvidenceRow& row : rows) {
    if (row.kind == EvidenceKind::outside_appraisal) row.date = *make_date(2025, 1, 1);
  }
  CHECK(use_value_records(rows).empty());
}
