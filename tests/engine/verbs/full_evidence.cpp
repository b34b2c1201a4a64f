#include "tests/engine/verbs/full_evidence.hpp"

#include <string>

namespace pledgelab::test {
namespace {

// Sixteen sales of inventions of sections G and H, of several ages, each at its own price.
void add_market(Date as_of, Outside& outside) {
  const char* classes[] = {"H01M", "H01M", "H01L", "H02J", "G06F", "G06F", "G06N", "G01N"};
  for (std::uint32_t i = 0; i < 16; ++i) {
    Operation sale;
    sale.operation = i;
    sale.patent_id = "P" + std::to_string(i);
    sale.date = add_months(as_of, -12);
    sale.price = Money::of_yuan(200'000 + 90'000 * (i % 5));
    outside.operations.push_back(sale);
    RegisteredPatent patent;
    patent.id = sale.patent_id;
    patent.technology_class = classes[i % 8];
    patent.filing = add_months(as_of, -12 * (3 + static_cast<int>(i) % 7));
    outside.patents.push_back(patent);
  }
}

}  // namespace

Outside outside_evidence(Date as_of) {
  Outside outside;
  const auto add = [&](EvidenceKind kind, int years_ago, std::int64_t yuan) -> EvidenceRow& {
    EvidenceRow row;
    row.kind = kind;
    row.date = add_months(as_of, -12 * years_ago);
    row.amount = Money::of_yuan(yuan);
    outside.rows.push_back(row);
    return outside.rows.back();
  };
  add(EvidenceKind::own_transaction, 4, 900'000);
  for (const int years_ago : {3, 2, 1}) {
    EvidenceRow& row =
        add(EvidenceKind::outside_appraisal, years_ago, 800'000 + 50'000 * (years_ago % 2));
    row.basis = EvidenceBasis::use_value;
    row.valuer_id = "V1";
  }
  add(EvidenceKind::licence_contract, 1, 90'000).until = add_months(as_of, 24);
  add(EvidenceKind::own_transaction, 0, 499'000).asset = AssetId{4};  // 3.8 joint spreads off
  const auto stated = [&](EvidenceKind kind, std::uint32_t asset,
                          std::int64_t yuan) -> EvidenceRow& {
    EvidenceRow& row = add(kind, 0, yuan);
    row.asset = AssetId{asset};
    row.basis = EvidenceBasis::use_value;
    return row;
  };
  stated(EvidenceKind::index_on_prior, 17, 0).index_z = 1;
  stated(EvidenceKind::excess_earnings, 0, 900'000).earnings = StatedEarnings{.2, .05, {}};
  stated(EvidenceKind::incremental_profit, 11, 200'000).profit = StatedProfit{1, {}};
  stated(EvidenceKind::income_split, 15, 400'000).profit = StatedProfit{.25, {}};
  stated(EvidenceKind::development_option, 19, 3'000'000).development =
      StatedDevelopment{2'500'000, {}};
  add_market(as_of, outside);
  return outside;
}

}  // namespace pledgelab::test
