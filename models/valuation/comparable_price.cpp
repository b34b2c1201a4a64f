#include "models/valuation/comparable_price.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

#include "models/market/comparables.hpp"
#include "models/market/priced_transfers.hpp"
#include "models/market/technology_class.hpp"

namespace pledgelab {
namespace {

// Levels of the class tree (models/market/technology_class) up to which two patents are alike: 2
// share a section. Ours: patents that share no more than being patents would all weigh alike.
constexpr double kFarthest = 2;

std::vector<Comparable> near_transfers(const Subject& subject, const MarketRecords& market,
                                       const PricedSubject& priced) {
  std::vector<Operation> records;
  for (const Operation& record : market.operations) {
    const bool own = !subject.asset.number.empty() && record.patent_id == subject.asset.number;
    if (!own && record.date <= subject.as_of) records.push_back(record);
  }
  auto found = transfer_comparables(records, market.patents, priced);
  if (!found) return {};
  std::vector<Comparable> near = std::move(found).value();
  std::erase_if(near, [](const Comparable& one) { return one.features[0] > kFarthest; });
  return near;
}

void estimate(const Subject& subject, const MarketRecords& market, const ParameterTable& bandwidth,
              const Patent& facts, PricedEvidence& one) {
  const auto canonical = parse_technology_class(facts.technology_class);
  if (!subject.asset.filing_date || !canonical || canonical->empty()) {
    one.beside = "comparables need the right's filing date and technology class";
    return;
  }
  const PricedSubject priced{facts.type, *canonical,
                             years_to(*subject.asset.filing_date, subject.as_of)};
  const std::vector<Comparable> near = near_transfers(subject, market, priced);
  one.source = std::to_string(near.size()) + " priced transfers of its kind and section";
  const std::array<double, 2> widths = {bandwidth.at("class_distance"), bandwidth.at("age_years")};
  const auto found = market_estimate(near, subject_features(priced), widths);
  if (!found) {
    const Error& why = found.errors().front();
    one.beside =
        near.empty() ? "no priced transfer of its kind and section" : why.code + ": " + why.message;
    return;
  }
  std::array<char, 32> count{};
  std::snprintf(count.data(), count.size(), "%.1f", found.value().effective_count);
  one.source += ", " + std::string(count.data()) + " effective";
  one.ln_centre = found.value().ln_centre;
  one.ln_sd = found.value().ln_sd;
  one.value_yuan = std::exp(one.ln_centre);
}

}  // namespace

void price_comparables(const Subject& subject, const MarketRecords& market,
                       const ParameterTable& bandwidth, AssetPlan& plan) {
  const auto* facts = std::get_if<Patent>(&subject.asset.facts);
  if (facts == nullptr || market.operations.empty()) return;
  PricedEvidence one;
  one.method = "comparables";
  one.formula = "F144";
  one.grade = EvidenceGrade::e3;
  one.source = "priced transfers";
  if (plan.has_frame) {
    estimate(subject, market, bandwidth, *facts, one);
  } else {
    one.beside = "the right has no worth today";
  }
  if (one.beside.empty()) {
    add_driver(subject, plan,
               {"comparables", one.value_yuan, "yuan", "F144: " + one.source, Mark::fitted});
    add_level(subject, plan, bandwidth, bandwidth.at("class_distance"));
    add_level(subject, plan, bandwidth, bandwidth.at("age_years"));
  } else {
    plan.flags.push_back("evidence beside the pool: comparables: " + one.beside);
  }
  plan.evidence.push_back(std::move(one));
}

}  // namespace pledgelab
