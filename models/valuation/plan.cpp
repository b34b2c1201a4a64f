#include "models/valuation/plan.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "models/book/words.hpp"
#include "models/valuation/rates_and_costs.hpp"

namespace pledgelab {

void add_driver(const Subject& subject, AssetPlan& plan, Driver driver) {
  if (subject.explain) plan.drivers.push_back(std::move(driver));
}

void add_once(const Subject& subject, AssetPlan& plan, Driver driver) {
  for (const Driver& told : plan.drivers) {
    if (told.name == driver.name && told.value == driver.value) return;
  }
  add_driver(subject, plan, std::move(driver));
}

void add_level(const Subject& subject, AssetPlan& plan, const ParameterTable& table, double value) {
  if (!subject.explain) return;
  plan.drivers.push_back({table.name(), value, table.unit(), table.origin(), table.mark()});
}

void tell_unlisted(AssetPlan& plan, const ParameterTable& table, const char* what,
                   const std::string& key) {
  if (table.has(key)) return;
  const std::string near = table.nearest(key);
  const std::string named =
      key.empty() ? std::string("none is given")
                  : "'" + key + "' has no row" + (near.empty() ? "" : ", '" + near + "'?");
  plan.flags.push_back("default " + table.name() + " by " + what + ": " + named);
}

void refuse(AssetPlan& plan, const std::string& code, const std::string& why) {
  plan.has_stream = false;
  plan.has_cost = false;
  plan.flags.push_back("refused " + code + ": " + why);
}

double years_to(Date as_of, Date date) {
  return static_cast<double>(date.days - as_of.days) / 365.25;
}

double add_spread(double ln_sd, double further_ln_sd) {
  return std::sqrt(ln_sd * ln_sd + further_ln_sd * further_ln_sd);
}

void set_growth(const Subject& subject, AssetPlan& plan, RoyaltyTerms& terms) {
  const ValuationLevels& levels = subject.levels;
  terms.late_growth_frac = levels.growth_default.at(subject.asset.sector);
  terms.growth_years = static_cast<int>(std::lround(levels.growth_years.value()));
  if (subject.asset.revenue_growth) {
    terms.growth_frac = subject.asset.revenue_growth->annual_frac();
    add_driver(subject, plan,
               {"revenue_growth", terms.growth_frac, "frac_annual", "book: assets.revenue_growth",
                Mark::found});
    add_level(subject, plan, levels.growth_years, terms.growth_years);
  } else {
    terms.growth_frac = terms.late_growth_frac;
    plan.flags.push_back("default growth");
    plan.stream_ln_sd = add_spread(plan.stream_ln_sd, levels.estimate_ln_sd.at("default_input"));
  }
  add_level(subject, plan, levels.growth_default, terms.late_growth_frac);
}

namespace {

struct YearlyDecay {
  const ValuationLevels& levels;
  AssetKind kind;
  double operator()(const Patent& facts) const {
    return facts.type == AssetKind::invention
               ? levels.obsolescence_technology.of_prefix(facts.technology_class)
               : levels.obsolescence_kind.of_kind(facts.type);
  }
  double operator()(const Trademark&) const { return levels.obsolescence_kind.of_kind(kind); }
  double operator()(const GeographicalIndication&) const {
    return levels.obsolescence_kind.of_kind(kind);
  }
  double operator()(const LayoutDesign& facts) const {
    return facts.price_decline ? facts.price_decline->frac() : levels.layout_price_decline.value();
  }
  double operator()(const Copyright& facts) const {
    return levels.obsolescence_work.at(word_of(facts.work, kWorkTypeWords));
  }
};

}  // namespace

double yearly_obsolescence(const Subject& subject) {
  return std::visit(YearlyDecay{subject.levels, subject.asset.kind}, subject.asset.facts);
}

void set_frame(const Subject& subject, AssetPlan& plan, double premium_frac, double life_years) {
  const ValuationLevels& levels = subject.levels;
  plan.stream.discount_frac = levels.discount_wacc.value() + premium_frac;
  plan.stream.life_years = std::clamp(life_years, 0.0, static_cast<double>(kStreamYears));
  plan.stream.timing = FlowTiming::mid_year;
  plan.has_frame = plan.stream.life_years > 0;
  add_level(subject, plan, levels.discount_wacc, levels.discount_wacc.value());
  add_driver(subject, plan,
             {"discount_rate", plan.stream.discount_frac, "frac_annual",
              "discount_wacc + premium of the kind", levels.discount_premium.mark()});
  add_driver(subject, plan,
             {"remaining_life", plan.stream.life_years, "years",
              "the earlier of the legal end and the economic life", levels.economic_life.mark()});
}

namespace {

// Past its end, a right is worth nothing whatever its row says.
bool is_dead(const Subject& subject, AssetPlan& plan) {
  const Asset& asset = subject.asset;
  const int grace = static_cast<int>(std::lround(subject.levels.grace_months.value()));
  const auto expiry = legal_expiry(subject.law, asset);
  if (!has_ended(subject.law, asset, subject.as_of, grace)) {
    if (expiry && *expiry <= subject.as_of) plan.flags.push_back("past its term, renewal open");
    return false;
  }
  const bool said = asset.status == LegalStatus::lapsed || asset.status == LegalStatus::invalid;
  plan.flags.push_back(said ? word_of(asset.status, kLegalStatusWords) : std::string("expired"));
  const bool says_alive = asset.status == LegalStatus::valid || asset.status == LegalStatus::grace;
  if (says_alive && expiry && is_renewable(subject.law, asset)) {
    plan.flags.push_back(std::string(kEndedYetValid) + ": it ended on " + to_iso(*expiry) +
                         "; give the renewal's expiry_date");
  }
  return true;
}

void set_status(const Subject& subject, AssetPlan& plan) {
  const ValuationLevels& levels = subject.levels;
  const AssetKind kind = subject.asset.kind;
  const auto expiry = legal_expiry(subject.law, subject.asset);
  const bool renewal_open = expiry && *expiry <= subject.as_of;
  if (subject.asset.status == LegalStatus::pending_invalidation) {
    const double full = levels.invalidation_full_loss.of_kind(kind);
    // Both are parts of the same cases: what is wholly lost is not partly lost as well.
    const double part = std::min(levels.invalidation_part_loss.of_kind(kind), 1 - full);
    plan.status.kept_frac = 1 - full;
    plan.status.intact_frac = full < 1 ? challenged_factor(full, part) / (1 - full) : 0;
    plan.status.open_months = levels.invalidation_months.value();
    plan.flags.push_back("invalidation pending");
    add_level(subject, plan, levels.invalidation_full_loss, full);
    add_level(subject, plan, levels.invalidation_part_loss, part);
  } else if (subject.asset.status == LegalStatus::grace || renewal_open) {
    plan.status.kept_frac = levels.grace_alive.value();
    plan.status.open_months = levels.grace_months.value();
    plan.flags.push_back("in grace");
    add_level(subject, plan, levels.grace_alive, levels.grace_alive.value());
  }
}

struct KindModel {
  const Subject& subject;
  AssetPlan& plan;
  void operator()(const Patent& facts) const { plan_patent(subject, facts, plan); }
  void operator()(const Trademark& facts) const { plan_trademark(subject, facts, plan); }
  void operator()(const GeographicalIndication& facts) const {
    plan_indication(subject, facts, plan);
  }
  void operator()(const LayoutDesign& facts) const { plan_layout(subject, facts, plan); }
  void operator()(const Copyright& facts) const { plan_copyright(subject, facts, plan); }
};

// Without proof that the right is there nothing is priced, whatever it earns.
bool lacks_proof(const Subject& subject, AssetPlan& plan) {
  const Asset& asset = subject.asset;
  if (asset.status == LegalStatus::unknown) {
    refuse(plan, "V-127", "no evidence of the legal status: get the register's extract");
    return true;
  }
  // A work is protected before anybody registers it; every other right begins with its grant.
  if (asset.kind == AssetKind::copyright || !asset.grant_date) return false;
  if (*asset.grant_date <= subject.as_of) return false;
  refuse(plan, "V-128",
         "granted on " + to_iso(*asset.grant_date) +
             ", after the as-of date: an application is no right that can be pledged");
  return true;
}

// Sales a year that the kind's model stands on: a layout's chips, else the product's.
std::optional<double> sales_of(const Subject& subject) {
  const auto* layout = std::get_if<LayoutDesign>(&subject.asset.facts);
  if (layout != nullptr && layout->units_annual && layout->unit_price) {
    return *layout->units_annual * layout->unit_price->yuan();
  }
  return subject.revenue_yuan;
}

// More than the scenario holds possible (valuation.md 6: values in 亿元 against 万元).
bool is_slip_of_unit(const Subject& subject, AssetPlan& plan) {
  const auto sales = sales_of(subject);
  if (!sales || !subject.turnover_yuan) return false;
  const double times = *sales / *subject.turnover_yuan;
  const double gate = subject.levels.unit_gate.value();
  if (times < gate) return false;
  add_level(subject, plan, subject.levels.unit_gate, gate);
  char text[160];
  std::snprintf(text, sizeof text,
                "product sales are %.3g times the owner's turnover: one of the two is in another "
                "unit, or of another firm",
                times);
  refuse(plan, "V-129", text);
  return true;
}

void flag_unlikely(const Subject& subject, AssetPlan& plan) {
  const Asset& asset = subject.asset;
  const ValuationLevels& levels = subject.levels;
  if (asset.royalty_rate && asset.royalty_rate->annual_frac() > levels.royalty_gate.value()) {
    plan.flags.emplace_back(kRoyaltyAboveTrade);
    add_level(subject, plan, levels.royalty_gate, levels.royalty_gate.value());
  }
  if (asset.revenue_growth && asset.revenue_growth->annual_frac() > levels.growth_gate.value()) {
    plan.flags.emplace_back(kGrowthAboveTrade);
    add_level(subject, plan, levels.growth_gate, levels.growth_gate.value());
  }
  const auto sales = sales_of(subject);
  if (sales && subject.turnover_yuan && *subject.turnover_yuan < *sales) {
    plan.flags.emplace_back(kSalesAboveTurnover);
  }
}

}  // namespace

AssetPlan plan_asset(const Subject& subject) {
  AssetPlan plan;
  plan.basis = "use value in the owner's business, market participant, title";
  if (is_dead(subject, plan) || lacks_proof(subject, plan)) return plan;
  flag_unlikely(subject, plan);
  if (is_slip_of_unit(subject, plan)) return plan;
  std::visit(KindModel{subject, plan}, subject.asset.facts);
  if (plan.has_stream || plan.has_cost || plan.has_frame) set_status(subject, plan);
  if (subject.share < 1) {
    add_driver(subject, plan,
               {"product_share", subject.share, "frac", "F37: rights of one product counted once",
                Mark::found});
  }
  return plan;
}

}  // namespace pledgelab
