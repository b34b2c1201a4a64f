#include "models/sample/rights.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "models/base/check.hpp"
#include "models/book/words.hpp"

namespace pledgelab {
namespace {

constexpr std::uint64_t kRights = 60;  // slot of the loan: how many rights

/// Slots of one right.
enum Slot : std::uint64_t {
  kSameKind,
  kKind,
  kWeight,
  kAge,
  kStatus,
  kRoyaltyKnown,
  kRoyalty,
  kGrowth,
  kSold,
  kUnknownRevenue,
  kUnknownExpiry,
  kClass,
  kFactA,
  kFactB,
  kFactC,
  kFactD,
  kFactE,
  kAppraisalLead,
  kReappraised,
  kReappraisalAge,
  kReappraisal,
  kUnassigned,
  kValuer,
};

/// The draws of right m.
class RightDraws {
 public:
  RightDraws(const SampleDraws& draws, std::uint64_t m) : x_draws(draws), x_base(64 + 64 * m) {}
  [[nodiscard]] double uniform(Slot slot) const { return x_draws.uniform(x_base + slot); }
  [[nodiscard]] bool chance(Slot slot, double part) const { return uniform(slot) < part; }
  [[nodiscard]] double between(Slot slot, double least, double most) const {
    return x_draws.between(x_base + slot, least, most);
  }
  [[nodiscard]] const std::string& one_of(Slot slot, const std::vector<std::string>& list) const {
    const auto k = static_cast<std::size_t>(uniform(slot) * static_cast<double>(list.size()));
    return list[std::min(k, list.size() - 1)];
  }

 private:
  const SampleDraws& x_draws;
  std::uint64_t x_base;
};

AssetKind kind_word(const std::string& word) {
  const auto found = std::find(kAssetKindWords.begin(), kAssetKindWords.end(), word);
  PL_CHECK(found != kAssetKindWords.end());
  return static_cast<AssetKind>(found - kAssetKindWords.begin());
}

bool is_patent(AssetKind kind) { return kind <= AssetKind::design; }

template <class Enum>
Enum word_enum(const WeightedWords& weighted, double uniform,
               const std::vector<std::string>& words) {
  const std::string& word = weighted.words[weighted.pick(uniform)];
  return static_cast<Enum>(std::find(words.begin(), words.end(), word) - words.begin());
}

const SectorClasses& classes_of(const SampleSpec& spec, const std::string& sector) {
  for (const SectorClasses& classes : spec.classes) {
    if (classes.sector == sector) return classes;
  }
  PL_CHECK_MSG(false, sector);
}

Patent draw_patent(const SampleSpec& spec, const RightDraws& draws, const Asset& asset) {
  Patent patent{asset.kind, {}, {}};
  const SectorClasses& classes = classes_of(spec, asset.sector);
  patent.technology_class =
      draws.one_of(kClass, asset.kind == AssetKind::design ? classes.design_classes
                                                           : classes.technology_classes);
  if (asset.kind != AssetKind::invention) {
    patent.evaluation_report = draws.chance(kFactA, spec.evaluation_report_frac);
  }
  return patent;
}

Trademark draw_trademark(const SampleSpec& spec, const RightDraws& draws, const Asset& asset) {
  Trademark mark;
  mark.goods_class = draws.one_of(kClass, classes_of(spec, asset.sector).goods_classes);
  if (!draws.chance(kFactA, spec.unknown_fact_frac)) {
    mark.strength =
        std::round(draws.between(kFactB, spec.strength_least, spec.strength_most) * 10) / 10;
  }
  if (!draws.chance(kFactC, spec.unknown_fact_frac)) {
    const double days = draws.between(kFactD, 1, spec.use_evidence_most_months * 30.44);
    mark.use_evidence_date =
        std::max(add_days(spec.as_of, -static_cast<std::int32_t>(days)), *asset.grant_date);
  }
  return mark;
}

GeographicalIndication draw_gi(const SampleSpec& spec, const RightDraws& draws) {
  GeographicalIndication gi;
  gi.form = word_enum<GiForm>(spec.gi_form, draws.uniform(kFactA), kGiFormWords);
  const double generic = spec.generic_price_yuan * std::exp(2 * draws.uniform(kFactB) - 1);
  const double premium = draws.between(kFactC, spec.premium_least_frac, spec.premium_most_frac);
  gi.generic_price = rounded_yuan(generic, 1);
  gi.price = rounded_yuan(gi.generic_price->yuan() * (1 + premium) + 1, 1);
  gi.brand_share = Share{rounded_ppm(
      draws.between(kFactD, spec.brand_share_least_frac, spec.brand_share_most_frac), 10'000)};
  return gi;
}

LayoutDesign draw_layout(const SampleSpec& spec, const RightDraws& draws, const Asset& asset,
                         Money revenue) {
  LayoutDesign layout;
  layout.node_nm = spec.node_nm.numbers[spec.node_nm.pick(draws.uniform(kFactA))];
  // Creation some months before filing, first use within the two years that the law leaves.
  layout.creation_date =
      add_days(*asset.filing_date, -static_cast<std::int32_t>(draws.between(kFactB, 60, 540)));
  layout.first_use_date =
      add_days(*asset.filing_date, -static_cast<std::int32_t>(draws.between(kFactC, 0, 50)));
  const double price_yuan =
      draws.between(kFactD, spec.chip_price_least_yuan, spec.chip_price_most_yuan);
  layout.unit_price = Money::of_fen(std::llround(price_yuan * 100));
  layout.units_annual = std::floor(revenue.yuan() / layout.unit_price->yuan());
  layout.price_decline =
      Share{rounded_ppm(draws.between(kFactE, spec.price_decline_least_annual_frac,
                                      spec.price_decline_most_annual_frac),
                        5'000)};
  return layout;
}

Copyright draw_copyright(const SampleSpec& spec, const RightDraws& draws, const Asset& asset,
                         Money approved) {
  Copyright work;
  work.work = word_enum<WorkType>(spec.work_type, draws.uniform(kFactA), kWorkTypeWords);
  work.publication_date = asset.filing_date;
  const double rate_yuan =
      draws.between(kFactB, spec.person_month_least_yuan, spec.person_month_most_yuan);
  work.cost_per_person_month = rounded_yuan(rate_yuan, 100);
  const double effort =
      approved.yuan() * draws.between(kFactC, 0.6, 1.2) / work.cost_per_person_month->yuan();
  work.effort_person_months = std::max(1.0, std::round(effort));
  work.maintained_without_team = draws.chance(kFactD, spec.without_team_frac);
  return work;
}

/// Filing, grant and expiry, with the right granted by `deal.origination` and alive after as_of.
void draw_dates(const SampleSpec& spec, const RightDraws& draws, const SampleDeal& deal,
                Asset& asset) {
  const auto k = static_cast<std::size_t>(asset.kind);
  const double held_years = (spec.as_of.days - deal.origination.days) / 365.25;
  const double most = std::min(spec.age_most_years[k], spec.term_years[k] - held_years - 0.5);
  const double least = std::min(spec.age_least_years[k], most);
  const double age_years = draws.between(kAge, least, most);
  const double pendency_years = std::min(spec.pendency_years[k], age_years);
  asset.filing_date =
      add_days(deal.origination, -static_cast<std::int32_t>(std::ceil(age_years * 365.25)));
  asset.grant_date =
      add_days(*asset.filing_date, static_cast<std::int32_t>(pendency_years * 365.25));
  // A mark's ten years run from registration; the other terms from filing.
  const bool from_grant = asset.kind == AssetKind::trademark;
  if (asset.kind != AssetKind::geographical_indication &&
      !draws.chance(kUnknownExpiry, spec.unknown_fact_frac)) {
    const Date start = from_grant ? *asset.grant_date : *asset.filing_date;
    asset.expiry_date = add_months(start, static_cast<int>(spec.term_years[k] * 12));
  }
  asset.status = LegalStatus::valid;
  const double u = draws.uniform(kStatus);
  if (is_patent(asset.kind) && u < spec.pending_invalidation_frac) {
    asset.status = LegalStatus::pending_invalidation;
  } else if (is_patent(asset.kind) && u > 1 - spec.grace_frac) {
    asset.status = LegalStatus::grace;
  }
}

void draw_facts(const SampleSpec& spec, const RightDraws& draws, const SampleDeal& deal,
                Money approved, Asset& asset) {
  switch (asset.kind) {
    case AssetKind::invention:
    case AssetKind::utility_model:
    case AssetKind::design:
      asset.facts = draw_patent(spec, draws, asset);
      return;
    case AssetKind::trademark:
      asset.facts = draw_trademark(spec, draws, asset);
      return;
    case AssetKind::geographical_indication:
      asset.facts = draw_gi(spec, draws);
      return;
    case AssetKind::layout_design:
      asset.facts = draw_layout(spec, draws, asset, deal.product_revenue);
      return;
    case AssetKind::copyright:
      asset.facts = draw_copyright(spec, draws, asset, approved);
      return;
  }
}

/// The first appraisal stands before the loan; a second one may follow within a year of as_of.
std::vector<Appraisal> draw_appraisals(const SampleSpec& spec, const RightDraws& draws,
                                       const SampleDeal& deal, Money approved, AssetId right,
                                       const std::string& valuer) {
  std::vector<Appraisal> out;
  const auto lead_days = static_cast<std::int32_t>(draws.between(kAppraisalLead, 5, 60));
  const AssetKind lead = deal.lead;
  const std::string method = lead == AssetKind::copyright ? "effort_cost" : "relief_from_royalty";
  out.push_back({right, add_days(deal.origination, -lead_days), approved, method, valuer});
  const std::int32_t held_days = spec.as_of.days - deal.origination.days;
  if (held_days <= 365 || !draws.chance(kReappraised, spec.reappraised_frac)) return out;
  const auto age_days = static_cast<std::int32_t>(draws.between(kReappraisalAge, 1, 360));
  const double factor =
      draws.between(kReappraisal, spec.reappraisal_least_frac, spec.reappraisal_most_frac);
  out.push_back({right, add_days(spec.as_of, -age_days),
                 rounded_yuan(approved.yuan() * factor, 1'000), method, valuer});
  return out;
}

std::vector<AssetKind> draw_kinds(const SampleSpec& spec, const SampleDraws& draws,
                                  AssetKind lead) {
  const WeightedNumbers& counts = spec.rights_per_loan;
  const double drawn = counts.numbers[counts.pick(draws.uniform(kRights))];
  const auto count = std::min<std::size_t>(static_cast<std::size_t>(drawn), 14);
  std::vector<AssetKind> kinds = {lead};
  for (std::size_t m = 1; m < count; ++m) {
    const RightDraws right(draws, m);
    // One indication or layout a product: what goes with it is of another kind.
    const bool alone =
        lead == AssetKind::geographical_indication || lead == AssetKind::layout_design;
    const bool same = !alone && right.chance(kSameKind, spec.same_kind_frac);
    kinds.push_back(
        same ? lead : kind_word(spec.companion.words[spec.companion.pick(right.uniform(kKind))]));
  }
  return kinds;
}

/// `whole` in parts by weights, exact: the last takes the rest.
std::vector<std::int64_t> in_parts(std::int64_t whole, const std::vector<double>& weights) {
  double sum = 0;
  for (const double weight : weights) sum += weight;
  std::vector<std::int64_t> parts;
  std::int64_t left = whole;
  for (std::size_t m = 0; m + 1 < weights.size(); ++m) {
    const auto part = static_cast<std::int64_t>(static_cast<double>(whole) * weights[m] / sum);
    parts.push_back(part);
    left -= part;
  }
  parts.push_back(left);
  return parts;
}

void draw_product(const SampleSpec& spec, const RightDraws& draws, const SampleDeal& deal,
                  Asset& asset) {
  asset.commercialised = draws.chance(kSold, spec.commercialised_frac);
  if (*asset.commercialised && !draws.chance(kUnknownRevenue, spec.unknown_fact_frac / 2)) {
    asset.product_revenue = deal.product_revenue;
    asset.revenue_growth = Rate{rounded_ppm(
        draws.between(kGrowth, spec.growth_least_annual_frac, spec.growth_most_annual_frac),
        5'000)};
  }
  const bool royalty = is_patent(asset.kind) || asset.kind == AssetKind::trademark;
  if (royalty && draws.chance(kRoyaltyKnown, spec.royalty_known_frac)) {
    asset.royalty_rate = Rate{rounded_ppm(
        draws.between(kRoyalty, spec.royalty_least_frac, spec.royalty_most_frac), 1'000)};
  }
}

std::string register_number(AssetKind kind, const std::string& code) {
  static const std::array<const char*, 7> kPrefix = {"ZL-A-", "ZL-B-", "ZL-C-", "TM-",
                                                     "GI-",   "BS-",   "SR-"};
  return std::string("SAMPLE-") + kPrefix[static_cast<std::size_t>(kind)] + code;
}

}  // namespace

SampleRights draw_rights(const SampleSpec& spec, const SampleDraws& draws, const SampleDeal& deal) {
  SampleRights rights;
  const std::vector<AssetKind> kinds = draw_kinds(spec, draws, deal.lead);
  std::vector<double> weights;
  for (std::size_t m = 0; m < kinds.size(); ++m) {
    weights.push_back(0.5 + RightDraws(draws, m).uniform(kWeight));
  }
  // Part of a bundle's product may belong to rights that stay outside the pledge.
  const double unassigned =
      kinds.size() < 2 ? 0.0 : RightDraws(draws, 0).between(kUnassigned, 0, 0.2);
  const auto assigned_ppm = static_cast<std::int64_t>((1 - unassigned) * 100) * 10'000;
  const auto shares_ppm = in_parts(assigned_ppm, weights);
  const auto values_yuan = in_parts(deal.approved.fen() / 100, weights);
  const std::string& valuer =
      spec.valuer.words[spec.valuer.pick(RightDraws(draws, 0).uniform(kValuer))];
  for (std::size_t m = 0; m < kinds.size(); ++m) {
    const RightDraws right(draws, m);
    Asset asset;
    const std::string code = deal.code + "-" + std::to_string(m + 1);
    asset.id = "A" + code;
    asset.number = register_number(kinds[m], code);
    asset.owner_id = deal.owner_id;
    asset.kind = kinds[m];
    asset.sector = deal.sector;
    asset.region = deal.region;
    asset.product_id = "R" + deal.code;
    asset.product_share = Share{static_cast<std::int32_t>(shares_ppm[m])};
    // The product of a bundle cannot be made without the right that leads it.
    if (kinds.size() > 1) asset.essential = m == 0;
    draw_dates(spec, right, deal, asset);
    draw_product(spec, right, deal, asset);
    const Money approved = Money::of_yuan(values_yuan[m]);
    draw_facts(spec, right, deal, approved, asset);
    const AssetId id{static_cast<std::uint32_t>(m)};
    for (const Appraisal& one : draw_appraisals(spec, right, deal, approved, id, valuer)) {
      rights.appraisals.push_back(one);
    }
    rights.assets.push_back(std::move(asset));
  }
  return rights;
}

}  // namespace pledgelab
