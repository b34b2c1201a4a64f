#include "models/programme/screen.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <string>

namespace pledgelab {
namespace {

using Figure = std::optional<double> ProgrammeYear::*;

struct NamedFigure {
  const char* name;
  Figure figure;
};

constexpr std::array kFigures = {
    NamedFigure{"volume", &ProgrammeYear::volume_units},
    NamedFigure{"price", &ProgrammeYear::price_yuan},
    NamedFigure{"generic_price", &ProgrammeYear::generic_price_yuan},
    NamedFigure{"unbranded_cost", &ProgrammeYear::unbranded_cost_yuan},
    NamedFigure{"users", &ProgrammeYear::users_count},
    NamedFigure{"households", &ProgrammeYear::households_count},
};

double middle_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

// The other years' figures of the same indication.
template <class Get>
std::vector<double> others_of(std::span<const ProgrammeYear> years, std::size_t row, Get get) {
  std::vector<double> others;
  for (std::size_t i = 0; i < years.size(); ++i) {
    if (i == row || years[i].gi_id != years[row].gi_id) continue;
    if (const auto value = get(years[i])) others.push_back(*value);
  }
  return others;
}

std::string told(double times, const char* beside) {
  char text[160];
  std::snprintf(text, sizeof text, "left out: %.3g times off %s, a slip of unit?", times, beside);
  return text;
}

// Whether the figure is left out; then it is told.
template <class Get>
bool is_off(std::span<const ProgrammeYear> years, std::size_t row, const char* name, double gate,
            std::vector<MissingFigure>& doubts, Get get) {
  const std::optional<double> value = get(years[row]);
  if (!value) return false;
  const double times = times_off(*value, others_of(years, row, get)).value();
  if (times <= gate) return false;
  doubts.push_back({name, told(times, "the median of its other years")});
  return true;
}

void screen_row(std::span<const ProgrammeYear> years, std::size_t row, double gate,
                ProgrammeYear& kept, std::vector<MissingFigure>& doubts) {
  for (const NamedFigure& one : kFigures) {
    const auto get = [&](const ProgrammeYear& year) { return year.*one.figure; };
    if (is_off(years, row, one.name, gate, doubts, get)) (kept.*one.figure).reset();
  }
  const auto output = [](const ProgrammeYear& year) {
    return year.output ? std::optional(year.output->yuan()) : std::nullopt;
  };
  if (is_off(years, row, "output", gate, doubts, output)) kept.output.reset();
  if (kept.price_yuan && kept.generic_price_yuan) {
    const std::array generic = {*kept.generic_price_yuan};
    const double times = times_off(*kept.price_yuan, generic).value();
    if (times > gate) {
      doubts.push_back({"price", told(times, "the generic price")});
      kept.price_yuan.reset();
    }
  }
  double strength = kept.strength.value_or(0);
  const bool whole = std::all_of(kept.powers.begin(), kept.powers.end(),
                                 [](const auto& power) { return power.has_value(); });
  if (whole) {
    strength = 0;
    for (const auto& power : kept.powers) strength += *power / static_cast<double>(kBrandPowers);
  }
  if (strength > 100) doubts.push_back({"strength", "above 100: counted as 100, where F139 ends"});
}

}  // namespace

Result<double> times_off(double figure, std::span<const double> others) {
  const auto good = [](double x) { return std::isfinite(x) && x >= 0; };
  if (!good(figure) || !std::all_of(others.begin(), others.end(), good)) {
    return Error{"G-104", {}, "figures must be 0 or more", "", ErrorKind::input};
  }
  if (others.empty()) return 1.0;
  const double middle = middle_of({others.begin(), others.end()});
  if (figure == 0 || middle == 0) return 1.0;
  return std::max(figure / middle, middle / figure);
}

ScreenedProgramme screen_programme(std::span<const ProgrammeYear> years, double gate) {
  ScreenedProgramme screened{{years.begin(), years.end()}, {}};
  screened.doubts.resize(years.size());
  for (std::size_t row = 0; row < years.size(); ++row) {
    screen_row(years, row, gate, screened.years[row], screened.doubts[row]);
  }
  return screened;
}

}  // namespace pledgelab
