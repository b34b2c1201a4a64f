// The common income engine: a yearly net flow that decays, dies by hazards and is discounted; its
// worth at the base date and at any later date, from the remaining schedule.
#pragma once

#include <array>
#include <cstddef>
#include <span>

namespace pledgelab {

/// Longest schedule: the 20 years of an invention.
inline constexpr std::size_t kStreamYears = 20;

/// Where in its year a flow falls: in the middle (default) or at the end.
enum class FlowTiming : unsigned char { mid_year, year_end };

/// One right's schedule in plain values, yuan and years from the base date. Year j is
/// [j, j + 1); the last may be partial. Domain: 0 ≤ life_years ≤ 20, discount_frac > -1,
/// 0 ≤ hazard < 1, all finite.
struct IncomeStream {
  std::array<double, kStreamYears> flow_yuan{};           // after tax, if alive, of a full year
  std::array<double, kStreamYears> hazard_annual_frac{};  // chance to end within the year
  double discount_frac = 0;                               // a year; holds no hazard
  double life_years = 0;
  FlowTiming timing = FlowTiming::mid_year;
};

/// What a level royalty on decaying sales needs.
struct RoyaltyTerms {
  double revenue_yuan = 0;      // net sales of the first year
  double growth_frac = 0;       // of sales, a year, in years 1..growth_years
  double late_growth_frac = 0;  // after those years
  int growth_years = 20;
  double royalty_frac = 0;      // of net sales
  double maintenance_frac = 0;  // of the royalty
  double tax_frac = 0;
  double obsolescence_frac = 0;  // a year
};

/// F20. flow_t = Rev_1 · Π(1+g) · (1-δ)^(t-1) · q · (1-m) · (1-T), t = 1..20. Source: valuation.md
/// 1.2 (relief from royalty); acceptance V22, V23.
void set_royalty_flows(IncomeStream& stream, const RoyaltyTerms& terms) noexcept;

/// F133. A layout's flows from a forecast of its chips: flow_t = units_t · price_1 (1-fall)^(t-1) ·
/// q · (1-T), t = 1..units.size(), 0 after. At most 20 years are read. Source: valuation.md 1.10;
/// acceptance V33.
struct ChipTerms {
  std::span<const double> units_annual;  // ≥ 0
  double price_yuan = 0;                 // of the first year
  double price_decline_frac = 0;         // a year
  double royalty_frac = 0;               // of the price, after the mask's share
  double tax_frac = 0;
};
void set_chip_flows(IncomeStream& stream, const ChipTerms& terms) noexcept;

/// F21. Worth at the base date: Σ flow_t · S(τ_t) / (1+k)^τ_t, S(τ) = Π (1-h)^(years lived).
/// Source: valuation.md 1.2, 1.10a.
double stream_value(const IncomeStream& stream) noexcept;

/// F22. Worth at `at_years`, given alive then, from the remaining schedule: the first period is a
/// stub (flow × fraction, τ = half the stub), nothing decays twice. 0 from the end of life on.
/// Source: valuation.md 3.1; acceptance V47.
double stream_value_at(const IncomeStream& stream, double at_years) noexcept;

/// F199. Lets the right go where what is left no longer pays its fees: V_y = max(0, flow_y + later
/// V), and from the first year on whose V is 0 all flows are 0. Years kept, up to the life's.
/// Source: valuation.md 3.4 (the owner lets go if continuation < fee), flows being expected ones.
int let_lapse(IncomeStream& stream) noexcept;

/// Probability to be alive at `at_years` by the stream's hazards; 0 from the end of life on.
double stream_alive(const IncomeStream& stream, double at_years) noexcept;

/// F22 at months 0..months of one stream, one pass over the years. `values` and `alive` have
/// months + 1 elements.
void stream_curve(const IncomeStream& stream, std::span<double> values,
                  std::span<double> alive) noexcept;

}  // namespace pledgelab
