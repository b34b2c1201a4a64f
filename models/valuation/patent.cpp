// Invention, utility model, design: relief from royalty over the shorter of legal and economic
// life, with lapse and invalidation hazards and annual fees in money; the survey prior where no
// revenue is known.
#include <algorithm>
#include <cmath>

#include "models/book/words.hpp"
#include "models/market/technology_class.hpp"
#include "models/valuation/plan.hpp"
#include "models/valuation/rates_and_costs.hpp"

namespace pledgelab {
namespace {

Mark mark_of(const std::string& word) {
  if (word == "found") return Mark::found;
  if (word == "known") return Mark::known;
  return word == "fitted" ? Mark::fitted : Mark::assumed;
}

// Royalty on net sales: the book's own, else the sector's, shrunk for China and for rights that
// nobody examined.
double royalty_of(const Subject& subject, const Patent& facts, AssetPlan& plan) {
  const ValuationLevels& levels = subject.levels;
  if (subject.asset.royalty_rate) {
    const double own = subject.asset.royalty_rate->annual_frac();
    add_driver(subject, plan,
               {"royalty_rate", own, "frac", "book: assets.royalty_rate", Mark::found});
    return own;
  }
  const double sector = levels.royalty_rate.at(subject.asset.sector);
  const double shrink = levels.china_royalty_shrink.value();
  plan.flags.push_back("default royalty");
  plan.stream_ln_sd = add_spread(plan.stream_ln_sd, levels.estimate_ln_sd.at("default_royalty"));
  plan.stream_grade = EvidenceGrade::e4;
  tell_unlisted(plan, levels.royalty_rate, "sector", subject.asset.sector);
  add_level(subject, plan, levels.royalty_rate, sector);
  add_level(subject, plan, levels.china_royalty_shrink, shrink);
  if (facts.type == AssetKind::invention || facts.evaluation_report.value_or(false)) {
    return sector * shrink;
  }
  const double factor = levels.royalty_unexamined_factor.value();
  add_level(subject, plan, levels.royalty_unexamined_factor, factor);
  return sector * shrink * factor;
}

// Revenue of the product, or what the survey says of a company's patent (valuation.md 1.2).
double revenue_of(const Subject& subject, const Patent& facts, AssetPlan& plan) {
  const ValuationLevels& levels = subject.levels;
  if (subject.revenue_yuan) {
    add_driver(subject, plan,
               {"product_revenue", *subject.revenue_yuan, "yuan", "book: assets.product_revenue",
                Mark::found});
    return *subject.revenue_yuan;
  }
  const bool invention = facts.type == AssetKind::invention;
  const double income = levels.survey_income.value();
  add_level(subject, plan, levels.survey_income, income);
  double factor = 1;
  if (!invention) {
    factor = levels.survey_income_unexamined_factor.value();
    add_level(subject, plan, levels.survey_income_unexamined_factor, factor);
  }
  if (subject.asset.commercialised.value_or(false)) return income * factor;
  const ParameterTable& table =
      invention ? levels.survey_commercialised : levels.survey_commercialised_kind;
  const double chance =
      invention ? table.at(subject.owner_size ? word_of(*subject.owner_size, kBorrowerSizeWords)
                                              : std::string("else"))
                : table.of_kind(facts.type);
  add_level(subject, plan, table, chance);
  return income * factor * chance;
}

// A filing date from the registered end less the term that ran from it. Of a design's two terms the
// one whose filing dates hold the result; at most one does.
struct DerivedFiling {
  Date filing;
  const LawTerm* term = nullptr;
};

std::optional<DerivedFiling> filing_from_end(const Law& law, const Asset& asset) {
  if (!asset.expiry_date) return std::nullopt;
  for (const LawTerm& term : law.terms) {
    if (term.right != asset.kind || term.starts != TermStart::filing) continue;
    const Date filing = add_months(*asset.expiry_date, -term.term_months);
    if (term.filed_from && filing < *term.filed_from) continue;
    if (term.filed_before && filing >= *term.filed_before) continue;
    return DerivedFiling{filing, &term};
  }
  return std::nullopt;
}

// The day the patent was filed: the book's, else the registered end less the law's term.
std::optional<Date> filing_of(const Subject& subject, AssetPlan& plan) {
  if (subject.asset.filing_date) return subject.asset.filing_date;
  const auto derived = filing_from_end(subject.law, subject.asset);
  if (!derived || derived->filing > subject.as_of) return std::nullopt;
  plan.flags.push_back("filing date from the registered end");
  add_driver(
      subject, plan,
      {"patent_year", static_cast<double>(patent_year(derived->filing, subject.as_of)), "number",
       "filed " + to_iso(derived->filing) + " = book: assets.expiry_date " +
           to_iso(*subject.asset.expiry_date) + " - " +
           std::to_string(derived->term->term_months / 12) + " years (" + derived->term->article +
           ")",
       mark_of(derived->term->mark)});
  return derived->filing;
}

void set_hazards(const Subject& subject, const Patent& facts, int first_year, bool earns,
                 AssetPlan& plan) {
  const ValuationLevels& levels = subject.levels;
  const double care = subject.pledged ? levels.lapse_pledged_factor.value() : 1;
  const double attack = levels.invalidation_attack.value() *
                        (earns ? levels.invalidation_attack_use_factor.value() : 1);
  const double loss = levels.invalidation_full_loss.of_kind(facts.type) +
                      levels.invalidation_part_loss.of_kind(facts.type) / 2;
  const double lost = std::clamp(attack, 0.0, 1.0) * std::clamp(loss, 0.0, 1.0);
  for (std::size_t year = 0; year < kStreamYears; ++year) {
    const double lapse = facts.type == AssetKind::invention
                             ? levels.lapse_invention.up_to(first_year + static_cast<int>(year))
                             : levels.lapse_hazard.of_kind(facts.type);
    const double hazard = patent_hazard(std::clamp(lapse * care, 0.0, 1.0), lost);
    plan.stream.hazard_annual_frac[year] = std::min(hazard, 0.999);
  }
  add_driver(subject, plan,
             {"hazard_first_year", plan.stream.hazard_annual_frac[0], "frac_annual",
              "1 - (1 - lapse)(1 - attack x loss)", levels.lapse_invention.mark()});
}

// Fees of the years to come, after tax, off the flow (F34). The full fee: nobody in the book says
// who may pay less.
void deduct_fees(const Subject& subject, const Patent& facts, int first_year, AssetPlan& plan) {
  const double tax = subject.levels.tax_rate.value();
  bool known = false;
  for (std::size_t year = 0; year < kStreamYears; ++year) {
    const auto fee =
        annual_fee(subject.law, facts.type, first_year + static_cast<int>(year), FeePayer::full);
    if (!fee) continue;
    known = true;
    double& flow = plan.stream.flow_yuan[year];
    flow = flow_after_fee(flow, fee->yuan(), tax);
  }
  if (!known) {
    plan.flags.push_back("annual fees unknown, not deducted");
    return;
  }
  const int lived = static_cast<int>(std::ceil(plan.stream.life_years));
  const int kept = let_lapse(plan.stream);
  if (kept >= lived) return;
  plan.flags.push_back("fees pass what is left of the income: let go after year " +
                       std::to_string(kept));
}

}  // namespace

void plan_patent(const Subject& subject, const Patent& facts, AssetPlan& plan) {
  const ValuationLevels& levels = subject.levels;
  const Asset& asset = subject.asset;
  const auto filing = filing_of(subject, plan);
  if (!filing || *filing > subject.as_of) {
    return refuse(plan, "V-121",
                  "no filing date before the as-of date, and none follows from the registered end");
  }
  const auto expiry = legal_expiry(subject.law, asset);
  if (!expiry) return refuse(plan, "V-122", "no expiry date, and no term in the law handed in");
  const bool earns = subject.revenue_yuan.has_value();
  const bool sold = asset.commercialised.value_or(earns);
  plan.has_stream = true;
  plan.stream_method = earns ? "relief_from_royalty" : kSurveyPrior;
  plan.stream_formula = "F21";
  plan.stream_ln_sd = levels.estimate_ln_sd.at(earns ? "mapped_revenue" : kSurveyPrior);
  if (!earns) plan.flags.push_back("no revenue: survey prior");

  RoyaltyTerms terms;
  terms.revenue_yuan = revenue_of(subject, facts, plan) * subject.share;
  terms.royalty_frac = royalty_of(subject, facts, plan);
  if (!earns) plan.stream_grade = EvidenceGrade::e5;
  terms.tax_frac = levels.tax_rate.value();
  add_level(subject, plan, levels.tax_rate, terms.tax_frac);
  set_growth(subject, plan, terms);
  const bool invention = facts.type == AssetKind::invention;
  terms.obsolescence_frac = yearly_obsolescence(subject);
  if (invention && parse_technology_class(facts.technology_class).value_or("").empty()) {
    plan.flags.push_back(facts.technology_class.empty()
                             ? "default obsolescence: no technology class is given"
                             : "default obsolescence: '" + facts.technology_class +
                                   "' is no IPC class");
    plan.stream_ln_sd = add_spread(plan.stream_ln_sd, levels.estimate_ln_sd.at("default_input"));
  }
  add_level(subject, plan, invention ? levels.obsolescence_technology : levels.obsolescence_kind,
            terms.obsolescence_frac);
  set_royalty_flows(plan.stream, terms);

  const ParameterTable& premium =
      sold ? levels.discount_premium : levels.discount_premium_uncommercialised;
  add_level(subject, plan, premium, premium.of_kind(facts.type));
  set_frame(subject, plan, premium.of_kind(facts.type),
            std::min(years_to(subject.as_of, *expiry), levels.economic_life.of_kind(facts.type)));
  const int first_year = patent_year(*filing, subject.as_of);
  set_hazards(subject, facts, first_year, earns, plan);
  deduct_fees(subject, facts, first_year, plan);
}

}  // namespace pledgelab
