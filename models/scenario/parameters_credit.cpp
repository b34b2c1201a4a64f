#include <array>

#include "models/scenario/parameters.hpp"

namespace pledgelab {
namespace {

constexpr std::string_view kSizes = "micro small medium large else";
constexpr std::string_view kKinds =
    "invention utility_model design trademark geographical_indication layout_design copyright else";

constexpr std::array kParameters = {
    ParameterSpec{"pd_prior", "frac_annual", "", "", 0, 0.9,
                  "Yearly default probability of a borrower nothing else is known of.",
                  "credit/pd_curve"},
    ParameterSpec{"pd_grade_table", "frac_annual", "grade", "", 0, 0.9,
                  "Yearly default probability by grade of the lender's or scheme's scale.",
                  "credit/pd_curve"},
    ParameterSpec{"pd_relatives_sector", "number", "sector", "", 0.01, 100,
                  "Default hazard of a sector, relative to the prior's.", "credit/pd_curve"},
    ParameterSpec{"pd_relatives_size", "number", "size", kSizes, 0.01, 100,
                  "Default hazard of a size class of borrower, relative to the prior's.",
                  "credit/pd_curve"},
    ParameterSpec{"pd_relatives_region", "number", "region", "", 0.01, 100,
                  "Default hazard of a region, relative to the prior's.", "credit/pd_curve"},
    ParameterSpec{"pd_relatives_amount", "number", "amount_band", "", 0.01, 100,
                  "Default hazard by amount approved (else lent): le_50000 = up to 50,000 units of "
                  "the book's currency; else = above the last.",
                  "credit/pd_curve"},
    ParameterSpec{"pd_age_shape", "number", "age_year", "#", 0, 100,
                  "Relative default hazard in the loan's year of age (1 = first); 1 everywhere is "
                  "a flat hazard.",
                  "credit/pd_curve"},
    ParameterSpec{"pd_cohort_curve", "frac", "age_months", "#", 0, 0.99,
                  "Cumulative default rate of a cohort by age in months; takes the place of the "
                  "prior and of the age shape.",
                  "credit/pd_curve"},
    ParameterSpec{"pd_hazard_multiple", "number", "", "", 0.01, 100,
                  "Multiple on every default hazard, whatever its route; moved by shocks.",
                  "credit/pd_curve"},
    ParameterSpec{"default_share_macro", "frac", "", "", 0, 0.99,
                  "Part of the variance of a borrower's latent that the economy explains.",
                  "loss/factor_model"},
    ParameterSpec{"default_share_sector", "frac", "", "", 0, 0.99,
                  "The same for its technology sector.", "loss/factor_model"},
    ParameterSpec{"default_share_region", "frac", "", "", 0, 0.99, "The same for its region.",
                  "loss/factor_model"},
    ParameterSpec{"value_share_macro", "frac", "asset_kind", kKinds, 0, 0.99,
                  "Part of the variance of a right's log level that the economy explains.",
                  "loss/factor_model"},
    ParameterSpec{"value_share_sector", "frac", "asset_kind", kKinds, 0, 0.99,
                  "The same for its technology sector.", "loss/factor_model"},
    ParameterSpec{"value_share_region", "frac", "asset_kind", kKinds, 0, 0.99,
                  "The same for its region.", "loss/factor_model"},
    ParameterSpec{"wrong_way_correlation", "frac", "", "", -0.99, 0.99,
                  "Correlation of what is the borrower's own in its latent and what is the right's "
                  "own in its log level.",
                  "loss/factor_model"},
    ParameterSpec{"sale_share_sector", "frac", "", "", 0, 0.99,
                  "Part of the variance of the sale fraction's latent that the right's technology "
                  "sector explains.",
                  "loss/severity"},
    ParameterSpec{"other_recovery_mean", "frac", "", "", 0, 1,
                  "Mean part of what is owed that other sources than the pledged rights bring.",
                  "loss/severity"},
    ParameterSpec{"other_recovery_sd", "frac", "", "", 0, 0.5,
                  "Standard deviation of that part (Beta).", "loss/severity"},
    ParameterSpec{"other_recovery_share_macro", "frac", "", "", 0, 0.99,
                  "Part of the variance of that recovery's latent that the economy explains.",
                  "loss/severity"},
    ParameterSpec{"other_recovery_delay_months", "months", "", "", 0, 240,
                  "Months from default until other sources have paid.", "loss/severity"},
    ParameterSpec{"default_interest_months", "months", "", "", 0, 36,
                  "Months of interest unpaid when a default is declared.", "loss/severity"},
    ParameterSpec{"default_days_past_due", "number", "", "", 0, 3650,
                  "A loan more days late than this at the as-of date is in default already.",
                  "loss/defaults"},
    ParameterSpec{"severity_by_age", "frac", "age_months", "#", 0, 1,
                  "Mean charge-off, as a part of the amount lent, of a default at an age up to the "
                  "key; takes the place of balance and recoveries.",
                  "loss/severity"},
    ParameterSpec{"severity_concentration", "number", "", "", 0.01, 1000,
                  "a + b of the Beta around severity_by_age.", "loss/severity"},
    ParameterSpec{"term_months", "number", "term", "#", 0, 1e9,
                  "Weight of a contract term of so many months, for loans whose file states none.",
                  "loss/exposure"},
};

}  // namespace

std::span<const ParameterSpec> credit_parameters() { return kParameters; }

}  // namespace pledgelab
