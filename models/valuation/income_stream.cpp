#include "models/valuation/income_stream.hpp"

#include <algorithm>
#include <cmath>

namespace pledgelab {
namespace {

// ln of the discount factor and survival over `span_years` from the start of a year inside it.
struct YearRates {
  double ln_discount = 0;
  double ln_survival = 0;
  [[nodiscard]] double weight(double span_years) const {
    return std::exp((ln_survival - ln_discount) * span_years);
  }
};

YearRates rates_of(const IncomeStream& stream, std::size_t year, double ln_discount) {
  const double hazard = stream.hazard_annual_frac[year];
  return {ln_discount, hazard == 0 ? 0 : std::log1p(-hazard)};
}

double length_of(const IncomeStream& stream, std::size_t year) {
  return std::clamp(stream.life_years - static_cast<double>(year), 0.0, 1.0);
}

double tau(const IncomeStream& stream, double span_years) {
  return stream.timing == FlowTiming::mid_year ? span_years / 2 : span_years;
}

// Worth at the start of each year, given alive there; [years] is 0.
struct YearStarts {
  std::array<double, kStreamYears + 1> value{};
  std::array<YearRates, kStreamYears> rates{};
  std::size_t years = 0;
};

YearStarts year_starts(const IncomeStream& stream) {
  YearStarts starts;
  const double life = std::clamp(stream.life_years, 0.0, static_cast<double>(kStreamYears));
  starts.years = static_cast<std::size_t>(std::ceil(life));
  const double ln_discount = std::log1p(stream.discount_frac);
  // Years of one hazard and length share their weight: a level hazard costs two exponentials.
  YearRates rates;
  double half = 0;
  double known_length = -1;
  for (std::size_t year = starts.years; year-- > 0;) {
    const double length = length_of(stream, year);
    const bool same = length == known_length &&
                      stream.hazard_annual_frac[year] == stream.hazard_annual_frac[year + 1];
    if (!same) {
      rates = rates_of(stream, year, ln_discount);
      half = rates.weight(tau(stream, length));
      known_length = length;
    }
    const double whole = stream.timing == FlowTiming::mid_year ? half * half : half;
    starts.rates[year] = rates;
    starts.value[year] = stream.flow_yuan[year] * length * half + whole * starts.value[year + 1];
  }
  return starts;
}

double value_inside(const IncomeStream& stream, const YearStarts& starts, double at_years) {
  if (at_years >= stream.life_years || at_years < 0) return 0;
  const auto year = static_cast<std::size_t>(at_years);
  if (year >= starts.years) return 0;
  const double left = std::min(static_cast<double>(year) + length_of(stream, year) - at_years, 1.0);
  return stream.flow_yuan[year] * left * starts.rates[year].weight(tau(stream, left)) +
         starts.rates[year].weight(left) * starts.value[year + 1];
}

}  // namespace

int let_lapse(IncomeStream& stream) noexcept {
  const double life = std::clamp(stream.life_years, 0.0, static_cast<double>(kStreamYears));
  const auto years = static_cast<std::size_t>(std::ceil(life));
  const double ln_discount = std::log1p(stream.discount_frac);
  std::size_t kept = years;
  double later = 0;
  for (std::size_t year = years; year-- > 0;) {
    const double length = length_of(stream, year);
    const YearRates rates = rates_of(stream, year, ln_discount);
    later = stream.flow_yuan[year] * length * rates.weight(tau(stream, length)) +
            rates.weight(length) * later;
    if (later > 0) continue;
    later = 0;
    kept = year;
  }
  for (std::size_t year = kept; year < kStreamYears; ++year) stream.flow_yuan[year] = 0;
  return static_cast<int>(kept);
}

void set_royalty_flows(IncomeStream& stream, const RoyaltyTerms& terms) noexcept {
  double flow =
      terms.revenue_yuan * terms.royalty_frac * (1 - terms.maintenance_frac) * (1 - terms.tax_frac);
  for (std::size_t year = 0; year < kStreamYears; ++year) {
    stream.flow_yuan[year] = flow;
    const bool early = static_cast<int>(year) + 1 < terms.growth_years;
    flow *=
        (1 + (early ? terms.growth_frac : terms.late_growth_frac)) * (1 - terms.obsolescence_frac);
  }
}

void set_chip_flows(IncomeStream& stream, const ChipTerms& terms) noexcept {
  double flow_per_unit = terms.price_yuan * terms.royalty_frac * (1 - terms.tax_frac);
  for (std::size_t year = 0; year < kStreamYears; ++year) {
    const bool sold = year < terms.units_annual.size();
    stream.flow_yuan[year] = sold ? terms.units_annual[year] * flow_per_unit : 0;
    flow_per_unit *= 1 - terms.price_decline_frac;
  }
}

double stream_value(const IncomeStream& stream) noexcept { return year_starts(stream).value[0]; }

double stream_value_at(const IncomeStream& stream, double at_years) noexcept {
  return value_inside(stream, year_starts(stream), at_years);
}

double stream_alive(const IncomeStream& stream, double at_years) noexcept {
  if (at_years >= stream.life_years) return 0;
  double alive = 1;
  double left = std::max(at_years, 0.0);
  for (std::size_t year = 0; left > 0 && year < kStreamYears; ++year, left -= 1) {
    alive *= std::pow(1 - stream.hazard_annual_frac[year], std::min(left, 1.0));
  }
  return alive;
}

void stream_curve(const IncomeStream& stream, std::span<double> values,
                  std::span<double> alive) noexcept {
  const YearStarts starts = year_starts(stream);
  std::fill(values.begin(), values.end(), 0.0);
  std::fill(alive.begin(), alive.end(), 0.0);
  double alive_at_start = 1;
  std::size_t month = 0;
  for (std::size_t year = 0; year < starts.years; ++year) {
    const YearRates rates = starts.rates[year];
    const double length = length_of(stream, year);
    const double survival_step = std::exp(rates.ln_survival / 12);
    const double weight_step = 1 / rates.weight(tau(stream, 1.0 / 12));
    // Both are powers of one step within a year; each year starts from its own exponential.
    double weight = rates.weight(tau(stream, length));
    double alive_now = alive_at_start;
    for (int k = 0; k < 12; ++k, ++month) {
      const bool ended = static_cast<double>(month) / 12 >= stream.life_years;
      if (ended || month >= values.size()) return;
      const double left = length - static_cast<double>(k) / 12;
      const double whole = stream.timing == FlowTiming::mid_year ? weight * weight : weight;
      values[month] = stream.flow_yuan[year] * left * weight + whole * starts.value[year + 1];
      alive[month] = alive_now;
      weight *= weight_step;
      alive_now *= survival_step;
    }
    alive_at_start *= 1 - stream.hazard_annual_frac[year];
  }
}

}  // namespace pledgelab
