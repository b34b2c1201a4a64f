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

// Prices far off the others' middle, in robust spreads (1.4826 MAD, at least 1): slips of unit.
std::size_t leave_out_slips(std::vector<Comparable>& near, double gate_sd) {
  if (near.size() < 3) return 0;
  const auto middle = [](std::vector<double> values) {
    const auto half = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), half, values.end());
    return *half;
  };
  std::vector<double> prices;
  prices.reserve(near.size());
  for (const Comparable& one : near) prices.push_back(std::log(one.price_yuan));
  const double centre = middle(prices);
  std::vector<double> off;
  off.reserve(near.size());
  for (const double price : prices) off.push_back(std::abs(price - centre));
  const double spread = std::max(1.0, 1.4826 * middle(off));
  return std::erase_if(near, [&](const Comparable& one) {
    return std::abs(std::log(one.price_yuan) - centre) > gate_sd * spread;
  });
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
  std::vector<Comparable> near = near_transfers(subject, market, priced);
  const std::size_t slips = leave_out_slips(near, market.gate_sd);
  one.source = std::to_string(near.size()) + " priced transfers of its kind and section";
  if (slips > 0) one.source += " (" + std::to_string(slips) + " far off the others left out)";
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
