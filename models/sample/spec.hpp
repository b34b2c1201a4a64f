// What a made book shall look like: every level of every distribution, as read from sample/1.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "models/base/date.hpp"

namespace pledgelab {

/// Words with their parts of 1. `up_to_frac` is the running sum; its last entry counts as 1.
struct WeightedWords {
  std::vector<std::string> words;
  std::vector<double> up_to_frac;

  /// The word's index for a uniform in (0, 1).
  [[nodiscard]] std::size_t pick(double uniform) const {
    std::size_t k = 0;
    while (k + 1 < up_to_frac.size() && uniform > up_to_frac[k]) ++k;
    return k;
  }
};

/// Numbers with their parts of 1: terms in months, days past due, rights a loan.
struct WeightedNumbers {
  std::vector<double> numbers;
  std::vector<double> up_to_frac;

  /// The number's index for a uniform in (0, 1).
  [[nodiscard]] std::size_t pick(double uniform) const {
    std::size_t k = 0;
    while (k + 1 < up_to_frac.size() && uniform > up_to_frac[k]) ++k;
    return k;
  }
};

/// A level by word or by date; rows in the file's order.
struct LevelTable {
  std::vector<std::string> keys;
  std::vector<double> values;
};

/// One level by kind of right, in the order of AssetKind.
using ByKind = std::array<double, 7>;

struct SampleLender {
  std::string id;
  std::string name;
  std::string region;
  bool small = false;
};

/// One sector of the royalty table: the industry of its borrowers (the default table's word), and
/// its IPC subclasses, Nice classes and Locarno classes.
struct SectorClasses {
  std::string sector;
  std::string industry;
  std::vector<std::string> technology_classes;
  std::vector<std::string> goods_classes;
  std::vector<std::string> design_classes;
};

/// Where a level comes from: one line of the book's README.
struct LevelSource {
  std::string name;
  std::string unit;
  std::string source;
  std::string date;
  std::string mark;
};

/// All levels. Domain: as `read_sample` has checked them (scenarios/README.md lists the file's
/// keys; each member is the key of the same name without its unit suffix).
struct SampleSpec {
  std::string id;
  std::uint64_t seed = 0;
  Date as_of;
  std::vector<LevelSource> sources;

  // the loan
  double loan_median_yuan = 0;
  double loan_ln_sd = 0;
  double loan_least_yuan = 0;
  double loan_most_yuan = 0;
  ByKind loan_relative{};
  WeightedNumbers term_months;
  WeightedNumbers payment_interval_months;
  WeightedWords repayment;
  WeightedWords route;
  WeightedNumbers days_past_due;  // each number is a bucket's upper end
  LevelTable base_rate_annual_frac;
  double spread_least_annual_frac = 0;
  double spread_most_annual_frac = 0;
  double second_loan_frac = 0;
  double mixed_security_frac = 0;
  double ip_share_least_frac = 0;
  double guaranteed_share_least_frac = 0;
  double guaranteed_share_most_frac = 0;

  // the borrower
  WeightedWords region;
  WeightedWords sector;
  WeightedWords enterprise_class;
  WeightedWords grade;
  LevelTable grade_pd_annual_frac;
  double own_pd_frac = 0;
  double own_pd_ln_sd = 0;
  double first_loan_frac = 0;
  double in_park_frac = 0;
  double group_frac = 0;
  double unknown_fact_frac = 0;
  double revenue_per_staff_yuan = 0;
  double product_of_sales_least_frac = 0;
  LevelTable size_revenue_least_yuan;
  LevelTable size_staff_least;

  // the pledge and the right
  WeightedWords kind;
  WeightedNumbers rights_per_loan;
  double same_kind_frac = 0;
  WeightedWords companion;
  WeightedWords kind_sector;  // words "kind/sector" for kinds that belong to one sector
  ByKind loan_to_value_least_frac{};
  ByKind loan_to_value_most_frac{};
  ByKind age_least_years{};
  ByKind age_most_years{};
  ByKind pendency_years{};
  ByKind term_years{};
  ByKind approved_to_revenue_frac{};
  double revenue_ln_sd = 0;
  double growth_least_annual_frac = 0;
  double growth_most_annual_frac = 0;
  double royalty_known_frac = 0;
  double royalty_least_frac = 0;
  double royalty_most_frac = 0;
  double commercialised_frac = 0;
  double grace_frac = 0;
  double pending_invalidation_frac = 0;
  double reappraised_frac = 0;
  double reappraisal_least_frac = 0;
  double reappraisal_most_frac = 0;
  double maximum_amount_frac = 0;
  WeightedWords valuer;

  // facts of one kind
  double evaluation_report_frac = 0;
  double strength_least = 0;
  double strength_most = 0;
  double use_evidence_most_months = 0;
  WeightedWords gi_form;
  double generic_price_yuan = 0;
  double premium_least_frac = 0;
  double premium_most_frac = 0;
  double brand_share_least_frac = 0;
  double brand_share_most_frac = 0;
  WeightedNumbers node_nm;
  double chip_price_least_yuan = 0;
  double chip_price_most_yuan = 0;
  double price_decline_least_annual_frac = 0;
  double price_decline_most_annual_frac = 0;
  WeightedWords work_type;
  double person_month_least_yuan = 0;
  double person_month_most_yuan = 0;
  double without_team_frac = 0;

  std::vector<SampleLender> lenders;
  WeightedWords lender;  // words: the lenders' ids
  std::vector<SectorClasses> classes;
};

}  // namespace pledgelab
