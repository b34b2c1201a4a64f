// A yearly programme report of geographical indications (地理标志运用促进工程): public brand value,
// price premium, users, households, regional output, and lending to the association's members.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/base/date.hpp"
#include "models/base/error.hpp"
#include "models/base/money.hpp"
#include "models/base/ratio.hpp"
#include "models/book/book.hpp"

namespace pledgelab {

/// The five powers of a brand, in this order: driving, resource, operation, communication,
/// development.
inline constexpr std::size_t kBrandPowers = 5;

/// One indication in one year, as the programme's sheet has it. None: not stated.
struct ProgrammeYear {
  std::string gi_id;
  std::string name;
  std::string registration_number;
  std::string unit;  // of volume and prices: 公斤
  int year = 0;
  std::optional<double> volume_units;        // sold under the name
  std::optional<double> price_yuan;          // retail, a unit, > 0
  std::optional<double> generic_price_yuan;  // the same grade outside the area, > 0
  std::optional<double> unbranded_cost_yuan;
  std::optional<double> operating_rate_frac;
  std::optional<double> strength;  // as published; else from the powers
  std::array<std::optional<double>, kBrandPowers> powers;
  std::optional<double> users_count;       // of the mark
  std::optional<double> households_count;  // farming households
  std::optional<Money> output;             // of the regional industry
  std::uint32_t line = 0;
};

/// F176. How much dearer than the same grade elsewhere, over some years (three: harvests differ).
struct PricePremium {
  double own_mean_yuan = 0;
  double generic_mean_yuan = 0;
  double premium_yuan = 0;  // P̄ - Ḡ; below 0 where the name sells cheaper
  double of_own_frac = 0;  // (P̄ - Ḡ)/P̄: what F31 takes as premium royalty, before brand share
  double over_generic_frac = 0;  // (P̄ - Ḡ)/Ḡ
};

/// Means over the years of own and of generic price, equal lengths. Source: valuation.md 1.9 (same
/// grade outside the area, three-year mean). Error G-101: no year, other lengths, a price ≤ 0.
Result<PricePremium> price_premium(std::span<const double> own_yuan,
                                   std::span<const double> generic_yuan);

/// F177. Change on the year before: x/y - 1. Error G-102: y ≤ 0, x < 0, not finite.
Result<double> yearly_change(double before, double now);

/// F178. Part of what was lent that stands on loans with the indication as security; exact. Error
/// G-103: nothing lent, secured < 0 or above the whole.
Result<Ratio> secured_share(Money secured, Money lent);

/// A member of the association that holds the indication.
struct ProgrammeMember {
  std::string gi_id;
  std::string borrower_id;
  std::optional<Date> from;     // none: always
  std::optional<Date> through;  // the last day included
  std::uint32_t line = 0;
};

/// Loans to members in one year, by the day they were lent. `secured`: the whole principal of loans
/// that have a right in the indication among their pledges, nothing apportioned.
struct MemberLending {
  std::int64_t loan_count = 0;
  Money lent;
  bool secured_known = false;  // the indication's registration number is known
  std::int64_t secured_count = 0;
  Money secured;
  std::optional<Ratio> secured_share;  // F178; none: nothing lent, or not known
};

/// A right in the indication: a geographical indication whose number is its registration's, or a
/// member's certificate under it: that number, then '-' or '/' and more.
bool is_right_in(const Asset& asset, const ProgrammeYear& indication);

/// The lending of one indication's members in its year.
MemberLending member_lending(const Book& book, const BookLinks& links,
                             const ProgrammeYear& indication,
                             std::span<const ProgrammeMember> members);

/// A figure that cannot be made, and what it wants.
struct MissingFigure {
  std::string figure;  // "brand_value"
  std::string wants;   // "price 2023, volume 2023"
};

/// The public brand value by CARD: never pledge value, and never added to one.
struct PublicBrandValue {
  double revenue_yuan = 0;  // F149, three years
  double strength = 0;      // as published, else F148 with equal weights
  double loyalty_frac = 0;  // F140
  double multiple = 0;      // F139
  double value_yuan = 0;    // F140
};

/// What one year of one indication comes to. Changes: on the year before, where both are known.
struct ProgrammeFigures {
  ProgrammeYear year;
  std::optional<PublicBrandValue> brand;
  std::optional<PricePremium> premium;
  std::optional<MemberLending> lending;  // none: no members given
  std::optional<double> brand_change_frac;
  std::optional<double> users_change_frac;
  std::optional<double> households_change_frac;
  std::optional<double> output_change_frac;
  std::optional<double> lent_change_frac;
  std::vector<MissingFigure> missing;
};

/// Figures by indication (in the order of the sheet) and year ascending, of years first..last; the
/// years before feed three-year means and changes. A figure without its inputs stays none and is in
/// `missing`. Errors: those of F139, F140, F148, F149 for inputs outside their domain (V-314).
/// `lending`, where given, has one entry a row of `years`.
Result<std::vector<ProgrammeFigures>> programme_figures(std::span<const ProgrammeYear> years,
                                                        std::span<const MemberLending> lending,
                                                        int first, int last);

}  // namespace pledgelab
