#include <array>

#include "models/scenario/parameters.hpp"

namespace pledgelab {
namespace {

constexpr std::string_view kKinds =
    "invention utility_model design trademark geographical_indication layout_design copyright else";
constexpr std::string_view kSizes = "micro small medium large else";
constexpr std::string_view kSds =
    "mapped_revenue licence_contract survey_prior cost default_royalty default_strength "
    "default_input own_transaction transaction_year unrated_appraisal excess_earnings "
    "index_on_prior incremental_profit income_split development_option else";
constexpr std::string_view kWorks = "software audiovisual text music game else";

constexpr std::array kIncome = {
    ParameterSpec{"royalty_rate", "frac", "sector", "", 0, 1,
                  "Royalty on net sales of a technology licence, median of the sector.",
                  "valuation/patent"},
    ParameterSpec{"china_royalty_shrink", "frac", "", "", 0, 1,
                  "Chinese royalties over those of the table.", "valuation/patent"},
    ParameterSpec{"royalty_unexamined_factor", "frac", "", "", 0, 1,
                  "Royalty of a utility model or design without evaluation report, over an "
                  "invention's.",
                  "valuation/patent"},
    ParameterSpec{"trademark_royalty_low", "frac", "sector", "", 0, 1,
                  "Royalty of a mark of strength 0.", "valuation/trademark"},
    ParameterSpec{"trademark_royalty_high", "frac", "sector", "", 0, 1,
                  "Royalty of a mark of strength 100.", "valuation/trademark"},
    ParameterSpec{"default_brand_strength", "number", "", "", 0, 100,
                  "Strength of a mark that nobody has rated.", "valuation/trademark"},
    ParameterSpec{"brand_maintenance_share", "frac", "", "", 0, 1,
                  "Part of a mark's royalty that marketing takes to keep it up.",
                  "valuation/trademark"},
    ParameterSpec{"layout_royalty_rate", "frac", "", "", 0, 1,
                  "Royalty of a silicon block on the chip's price.", "valuation/layout_design"},
    ParameterSpec{"layout_function_share", "frac", "", "", 0, 1,
                  "Part of that royalty owed to the mask right alone, not to the function.",
                  "valuation/layout_design"},
    ParameterSpec{"layout_price_decline", "frac_annual", "", "", 0, 0.9,
                  "Fall of a chip's price a year when the book does not say.",
                  "valuation/layout_design"},
    ParameterSpec{"gi_brand_share", "frac", "", "", 0, 1,
                  "Part of the price premium owed to the name when the book does not say.",
                  "valuation/geographical_indication"},
    ParameterSpec{"gi_premium_cost_share", "frac", "", "", 0, 1,
                  "Part of the premium that grading, packaging and certification take.",
                  "valuation/geographical_indication"},
    ParameterSpec{"gi_authorised_hazard", "frac_annual", "", "", 0, 1,
                  "Chance a year that a member loses the right to use the name.",
                  "valuation/geographical_indication"},
    ParameterSpec{"maintained_without_team", "frac", "answer", "yes no else", 0, 1,
                  "Chance that a software keeps earning under another team, by what the book says.",
                  "valuation/copyright"},
    ParameterSpec{"growth_default", "frac_annual", "sector", "", -0.9, 1,
                  "Growth of sales where the book does not say, and of all after growth_years.",
                  "valuation/plan"},
    ParameterSpec{"growth_years", "years", "", "", 0, 20,
                  "Years for which the book's own growth holds.", "valuation/plan"},
    ParameterSpec{"tax_rate", "frac", "", "", 0, 0.9, "Tax on the royalty.", "valuation/plan"},
    ParameterSpec{"discount_wacc", "frac_annual", "", "", 0, 1,
                  "Cost of capital of the market participant, nominal, after tax, no hazard in it.",
                  "valuation/plan"},
    ParameterSpec{"discount_premium", "frac_annual", "asset_kind", kKinds, -0.5, 1,
                  "Added to it for a right in use.", "valuation/plan"},
    ParameterSpec{"discount_premium_uncommercialised", "frac_annual", "", "", -0.5, 1,
                  "Added to it for a patent whose product is not sold.", "valuation/patent"},
    ParameterSpec{"survey_commercialised", "frac", "size", kSizes, 0, 1,
                  "Chance that a company's invention is commercialised, by size of owner.",
                  "valuation/patent"},
    ParameterSpec{"survey_commercialised_kind", "frac", "asset_kind", kKinds, 0, 1,
                  "The same for utility models and designs.", "valuation/patent"},
    ParameterSpec{"survey_income", "yuan", "", "", 0, 1e12,
                  "Mean income a year of a commercialised company invention.", "valuation/patent"},
    ParameterSpec{"survey_income_unexamined_factor", "frac", "", "", 0, 1,
                  "The same income of a utility model or design, over an invention's.",
                  "valuation/patent"},
    ParameterSpec{"mark_registration_cost", "yuan", "", "", 0, 1e9,
                  "Cost to register a new mark in one class: the floor of an unused one.",
                  "valuation/trademark"},
};

constexpr std::array kLife = {
    ParameterSpec{"obsolescence_technology", "frac_annual", "ipc", "", 0, 1,
                  "Yearly decay of an invention's royalty, by IPC section, class or subclass (the "
                  "longest prefix holds).",
                  "valuation/patent"},
    ParameterSpec{"obsolescence_kind", "frac_annual", "asset_kind", kKinds, 0, 1,
                  "The same for the other kinds.", "valuation/plan"},
    ParameterSpec{"obsolescence_work", "frac_annual", "work", kWorks, 0, 1,
                  "The same for works under copyright.", "valuation/copyright"},
    ParameterSpec{"economic_life", "years", "asset_kind", kKinds, 0, 20,
                  "Longest economic life that is counted from the as-of date.", "valuation/plan"},
    ParameterSpec{"lapse_invention", "frac_annual", "patent_year", "#", 0, 1,
                  "Chance a year that an invention's fee is not paid, up to that patent year.",
                  "valuation/patent"},
    ParameterSpec{"lapse_hazard", "frac_annual", "asset_kind", kKinds, 0, 1,
                  "The same for utility models and designs.", "valuation/patent"},
    ParameterSpec{"lapse_pledged_factor", "frac", "", "", 0, 10,
                  "Lapse of a right pledged under a performing loan, over the common one.",
                  "valuation/patent"},
    ParameterSpec{"invalidation_attack", "frac_annual", "", "", 0, 1,
                  "Chance a year that a patent's validity is attacked.", "valuation/patent"},
    ParameterSpec{"invalidation_attack_use_factor", "number", "", "", 1, 1000,
                  "The same for a patent that earns, over all.", "valuation/patent"},
    ParameterSpec{"invalidation_full_loss", "frac", "asset_kind", kKinds, 0, 1,
                  "Part of decided cases that end wholly invalid.", "valuation/plan"},
    ParameterSpec{"invalidation_part_loss", "frac", "asset_kind", kKinds, 0, 1,
                  "Part of decided cases that end partly invalid.", "valuation/plan"},
    ParameterSpec{"invalidation_months", "months", "", "", 0, 120,
                  "Months from request to decision.", "valuation/plan"},
    ParameterSpec{"cancellation_hazard", "frac_annual", "asset_kind", kKinds, 0, 1,
                  "Chance a year that a right other than a patent is cancelled or revoked.",
                  "valuation/plan"},
    ParameterSpec{"non_use_hazard", "frac_annual", "", "", 0, 1,
                  "Chance a year that a mark without evidence of use in three years is cancelled.",
                  "valuation/trademark"},
    ParameterSpec{"trademark_renewal", "frac", "use", "in_use else", 0, 1,
                  "Chance that a mark is renewed when its term ends.", "valuation/trademark"},
    ParameterSpec{"grace_alive", "frac", "", "", 0, 1,
                  "Chance that a right in its late-fee months is kept.", "valuation/plan"},
    ParameterSpec{"grace_months", "months", "", "", 0, 24, "Months until that is known.",
                  "valuation/plan"},
    ParameterSpec{"value_volatility", "frac_annual", "asset_kind", kKinds, 0, 3,
                  "Yearly ln-SD of a right's cash flow level.", "valuation/curves"},
    ParameterSpec{"estimate_ln_sd", "number", "evidence", kSds, 0.01, 5,
                  "ln-SD of an estimate by its evidence, and what a missing input adds.",
                  "valuation/plan"},
    ParameterSpec{"pooling_correlation", "frac", "", "", 0, 0.99,
                  "Common correlation of the errors of two methods on one right.",
                  "valuation/value"},
    ParameterSpec{
        "comparable_bandwidth", "number", "feature", "class_distance age_years else", 0.01, 100,
        "Width of the kernel that weighs priced transfers: levels of the class tree, years "
        "of age.",
        "valuation/evidence"},
    ParameterSpec{"transaction_fresh_years", "years", "", "", 0, 20,
                  "How long a right's own arm's-length price is fresh: after it its spread grows.",
                  "valuation/evidence"},
    ParameterSpec{"licence_renewal", "frac", "", "", 0, 1,
                  "Chance that a licence's fee runs on after the contract, to the right's end.",
                  "valuation/evidence"},
    ParameterSpec{"appraisal_lag_correlation", "frac", "", "", 0, 0.95,
                  "Lag-1 correlation of a valuer's successive changes of value: how much of the "
                  "truth they smooth away.",
                  "valuation/evidence"},
    ParameterSpec{"volatility_prior_count", "number", "", "", 0.01, 1000,
                  "How many observed changes value_volatility counts as beside a right's own "
                  "appraisals.",
                  "valuation/evidence"},
    ParameterSpec{"appraisal_correlation", "frac", "", "", 0, 0.99,
                  "Correlation of the errors of two outside appraisals; with an income model the "
                  "geometric mean of this and pooling_correlation.",
                  "valuation/evidence"},
    ParameterSpec{"unit_gate", "number", "", "", 1, 10000,
                  "How many times the owner's turnover a product may sell before one of the two is "
                  "taken for a slip of unit and the right is not valued.",
                  "valuation/plan"},
    ParameterSpec{"royalty_gate", "frac", "", "", 0, 1,
                  "Royalty on net sales above which a right's own is flagged.", "valuation/plan"},
    ParameterSpec{"growth_gate", "frac_annual", "", "", 0, 10,
                  "Growth of sales a year above which a right's own is flagged.", "valuation/plan"},
    ParameterSpec{"evidence_gate_sd", "number", "", "", 1, 20,
                  "Joint spreads beyond which evidence and the rest cannot both be of one right: "
                  "the lower stands, the other beside the pool.",
                  "valuation/worth_pool"},
    ParameterSpec{"index_value_r2", "frac", "", "", 0, 0.9,
                  "Part of the variance of ln value that a patent's index explains within the "
                  "survey prior of its kind and sector.",
                  "valuation/evidence"},
    ParameterSpec{"risk_free_rate", "frac_annual", "", "", 0, 1,
                  "Rate free of risk at which an option to develop a patent is priced.",
                  "valuation/evidence"},
    ParameterSpec{"sale_mean_frac", "frac", "asset_kind", kKinds, 0, 1,
                  "Forced-sale price over use value, mean, no sale counted as 0.",
                  "collateral/sale"},
    ParameterSpec{"sale_class_relative", "number", "technology_class", "", 0, 100,
                  "How much faster patents of a technology class sell than all: hazard ratio on "
                  "sale_mean_frac; a class takes the nearest row above it. Absent: 1.",
                  "collateral/sale"},
    ParameterSpec{"gi_collective_sale_frac", "frac", "", "", 0, 1,
                  "The same for a collective or certification mark, which only a qualified body "
                  "can take.",
                  "collateral/sale"},
    ParameterSpec{"sale_concentration", "number", "", "", 0.01, 1000,
                  "a + b of the Beta around that mean.", "collateral/sale"},
    ParameterSpec{"sale_delay_months", "months", "asset_kind", kKinds, 0, 240,
                  "Months from default until the sale pays.", "collateral/sale"},
    ParameterSpec{"sale_cost_frac", "frac", "", "", 0, 0.99, "Costs of the sale, of its price.",
                  "collateral/sale"},
    ParameterSpec{"firm_specific_frac", "frac", "asset_kind", kKinds, 0, 1,
                  "Part of use value that dies with the firm.", "collateral/sale"},
};

constexpr auto joined() {
  std::array<ParameterSpec, kIncome.size() + kLife.size()> all{};
  for (std::size_t i = 0; i < kIncome.size(); ++i) all[i] = kIncome[i];
  for (std::size_t i = 0; i < kLife.size(); ++i) all[kIncome.size() + i] = kLife[i];
  return all;
}

constexpr auto kParameters = joined();

}  // namespace

std::span<const ParameterSpec> valuation_parameters() { return kParameters; }

}  // namespace pledgelab
