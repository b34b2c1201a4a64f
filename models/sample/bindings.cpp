#include "models/sample/bindings.hpp"

namespace pledgelab {
namespace {

using Kind = Quantity::Kind;
using S = SampleSpec;

constexpr double kMost = 1e12;

LevelBinding part(std::string_view name, SpecMember member,
                  const std::vector<std::string>* words = nullptr) {
  return {name, "frac", Kind::rate, 0, 1, words, member};
}
LevelBinding annual(std::string_view name, SpecMember member) {
  return {name, "frac_annual", Kind::rate, -1, 10, nullptr, member};
}
LevelBinding yuan(std::string_view name, SpecMember member,
                  const std::vector<std::string>* words = nullptr) {
  return {name, "yuan", Kind::money, 0, kMost, words, member};
}
LevelBinding number(std::string_view name, SpecMember member,
                    const std::vector<std::string>* words = nullptr) {
  return {name, "number", Kind::number, 0, 1e6, words, member};
}
LevelBinding years(std::string_view name, ByKind S::*member) {
  return {name, "years", Kind::number, 0, 100, &kAssetKindWords, member};
}

std::vector<LevelBinding> loan_bindings() {
  return {
      yuan("loan_median", &S::loan_median_yuan),
      number("loan_ln_sd", &S::loan_ln_sd),
      yuan("loan_least", &S::loan_least_yuan),
      yuan("loan_most", &S::loan_most_yuan),
      number("loan_relative", &S::loan_relative, &kAssetKindWords),
      part("term_months", &S::term_months),
      part("payment_interval_months", &S::payment_interval_months),
      part("repayment", &S::repayment, &kRepaymentWords),
      part("route", &S::route, &kLoanRouteWords),
      part("days_past_due", &S::days_past_due),
      annual("base_rate", &S::base_rate_annual_frac),
      annual("spread_least", &S::spread_least_annual_frac),
      annual("spread_most", &S::spread_most_annual_frac),
      part("second_loan", &S::second_loan_frac),
      part("mixed_security", &S::mixed_security_frac),
      part("ip_share_least", &S::ip_share_least_frac),
      part("guaranteed_share_least", &S::guaranteed_share_least_frac),
      part("guaranteed_share_most", &S::guaranteed_share_most_frac),
  };
}

std::vector<LevelBinding> borrower_bindings() {
  return {
      part("region", &S::region),
      part("sector", &S::sector),
      part("enterprise_class", &S::enterprise_class),
      part("grade", &S::grade),
      annual("grade_pd", &S::grade_pd_annual_frac),
      part("own_pd", &S::own_pd_frac),
      number("own_pd_ln_sd", &S::own_pd_ln_sd),
      part("first_loan", &S::first_loan_frac),
      part("in_park", &S::in_park_frac),
      part("group", &S::group_frac),
      part("unknown_fact", &S::unknown_fact_frac),
      yuan("revenue_per_staff", &S::revenue_per_staff_yuan),
      part("product_of_sales_least", &S::product_of_sales_least_frac),
      yuan("size_revenue_least", &S::size_revenue_least_yuan, &kBorrowerSizeWords),
      number("size_staff_least", &S::size_staff_least, &kBorrowerSizeWords),
  };
}

std::vector<LevelBinding> right_bindings() {
  return {
      part("kind", &S::kind, &kAssetKindWords),
      part("rights_per_loan", &S::rights_per_loan),
      part("same_kind", &S::same_kind_frac),
      part("companion", &S::companion, &kAssetKindWords),
      part("kind_sector", &S::kind_sector),
      part("loan_to_value_least", &S::loan_to_value_least_frac, &kAssetKindWords),
      part("loan_to_value_most", &S::loan_to_value_most_frac, &kAssetKindWords),
      years("age_least", &S::age_least_years),
      years("age_most", &S::age_most_years),
      years("pendency", &S::pendency_years),
      years("term", &S::term_years),
      {"approved_to_revenue", "frac", Kind::rate, 0.001, 10, &kAssetKindWords,
       &S::approved_to_revenue_frac},
      number("revenue_ln_sd", &S::revenue_ln_sd),
      annual("growth_least", &S::growth_least_annual_frac),
      annual("growth_most", &S::growth_most_annual_frac),
      part("royalty_known", &S::royalty_known_frac),
      part("royalty_least", &S::royalty_least_frac),
      part("royalty_most", &S::royalty_most_frac),
      part("commercialised", &S::commercialised_frac),
      part("grace", &S::grace_frac),
      part("pending_invalidation", &S::pending_invalidation_frac),
      part("reappraised", &S::reappraised_frac),
      {"reappraisal_least", "frac", Kind::rate, 0, 10, nullptr, &S::reappraisal_least_frac},
      {"reappraisal_most", "frac", Kind::rate, 0, 10, nullptr, &S::reappraisal_most_frac},
      part("maximum_amount", &S::maximum_amount_frac),
      part("valuer", &S::valuer),
  };
}

std::vector<LevelBinding> kind_bindings() {
  return {
      part("evaluation_report", &S::evaluation_report_frac),
      number("strength_least", &S::strength_least),
      number("strength_most", &S::strength_most),
      {"use_evidence_most", "months", Kind::months, 1, 120, nullptr, &S::use_evidence_most_months},
      part("gi_form", &S::gi_form, &kGiFormWords),
      yuan("generic_price", &S::generic_price_yuan),
      part("premium_least", &S::premium_least_frac),
      part("premium_most", &S::premium_most_frac),
      part("brand_share_least", &S::brand_share_least_frac),
      part("brand_share_most", &S::brand_share_most_frac),
      part("node_nm", &S::node_nm),
      yuan("chip_price_least", &S::chip_price_least_yuan),
      yuan("chip_price_most", &S::chip_price_most_yuan),
      annual("price_decline_least", &S::price_decline_least_annual_frac),
      annual("price_decline_most", &S::price_decline_most_annual_frac),
      part("work_type", &S::work_type, &kWorkTypeWords),
      yuan("person_month_least", &S::person_month_least_yuan),
      yuan("person_month_most", &S::person_month_most_yuan),
      part("without_team", &S::without_team_frac),
  };
}

}  // namespace

std::span<const LevelBinding> level_bindings() {
  static const std::vector<LevelBinding> all = [] {
    std::vector<LevelBinding> list = loan_bindings();
    for (const auto& more : {borrower_bindings(), right_bindings(), kind_bindings()}) {
      list.insert(list.end(), more.begin(), more.end());
    }
    return list;
  }();
  return all;
}

std::span<const std::pair<double S::*, double S::*>> least_most_pairs() {
  static const std::vector<std::pair<double S::*, double S::*>> pairs = {
      {&S::loan_least_yuan, &S::loan_most_yuan},
      {&S::spread_least_annual_frac, &S::spread_most_annual_frac},
      {&S::guaranteed_share_least_frac, &S::guaranteed_share_most_frac},
      {&S::growth_least_annual_frac, &S::growth_most_annual_frac},
      {&S::royalty_least_frac, &S::royalty_most_frac},
      {&S::reappraisal_least_frac, &S::reappraisal_most_frac},
      {&S::strength_least, &S::strength_most},
      {&S::premium_least_frac, &S::premium_most_frac},
      {&S::brand_share_least_frac, &S::brand_share_most_frac},
      {&S::chip_price_least_yuan, &S::chip_price_most_yuan},
      {&S::price_decline_least_annual_frac, &S::price_decline_most_annual_frac},
      {&S::person_month_least_yuan, &S::person_month_most_yuan},
  };
  return pairs;
}

}  // namespace pledgelab
