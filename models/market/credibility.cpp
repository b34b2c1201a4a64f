#include "models/market/credibility.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace pledgelab {
namespace {

Error outside(const char* code, const std::string& what) {
  return {code, {}, what, "see the formula's inputs", ErrorKind::input};
}

bool from_zero(double x) { return std::isfinite(x) && x >= 0; }
bool above_zero(double x) { return std::isfinite(x) && x > 0; }

// Sums over the classes of one parent.
struct Siblings {
  double years = 0;
  double years_squared = 0;
  double records = 0;
};

bool good(const TradeSpell& spell) {
  return from_zero(spell.entry_years) && std::isfinite(spell.exit_years) &&
         spell.exit_years > spell.entry_years;
}

}  // namespace

Result<double> effective_number(std::span<const double> patents_by_operation) {
  double sum = 0;
  double squares = 0;
  for (const double n : patents_by_operation) {
    if (!above_zero(n)) return outside("M-163", "each operation moves a number above 0 of patents");
    sum += n;
    squares += n * n;
  }
  if (patents_by_operation.empty()) return outside("M-163", "no operation is given");
  if (!std::isfinite(squares)) return outside("M-163", "the numbers are too large");
  return sum * sum / squares;
}

Result<double> operation_rate(double records, double patent_days) {
  if (!from_zero(records) || !above_zero(patent_days)) {
    return outside("M-163", "a rate needs records from 0 and patent_days above 0");
  }
  return records / (patent_days / 365.25);
}

Result<double> between_variance(std::span<const std::vector<ClassExposure>> by_parent,
                                double dispersion) {
  if (!(std::isfinite(dispersion) && dispersion >= 1)) {
    return outside("M-163", "the dispersion must be 1 or more");
  }
  double excess = 0;
  double scale = 0;
  for (const std::vector<ClassExposure>& classes : by_parent) {
    Siblings all;
    for (const ClassExposure& one : classes) {
      if (!above_zero(one.patent_years) || !from_zero(one.records)) {
        return outside("M-163", "a class needs patent_years above 0 and records from 0");
      }
      all.years += one.patent_years;
      all.years_squared += one.patent_years * one.patent_years;
      all.records += one.records;
    }
    if (classes.size() < 2) continue;
    const double rate = all.records / all.years;
    for (const ClassExposure& one : classes) {
      const double off = one.records / one.patent_years - rate;
      excess += one.patent_years * off * off;
    }
    excess -= static_cast<double>(classes.size() - 1) * dispersion * rate;
    scale += all.years - all.years_squared / all.years;
  }
  if (!(excess > 0 && scale > 0)) return 0.0;
  return excess / scale;
}

Result<double> credibility_weight(double patent_years, double dispersion, double parent_rate,
                                  double between) {
  if (!(above_zero(patent_years) && std::isfinite(dispersion) && dispersion >= 1 &&
        from_zero(parent_rate) && from_zero(between))) {
    return outside("M-163",
                   "needs patent_years above 0, dispersion from 1, rate and variance from 0");
  }
  if (between <= 0) return 0.0;
  return patent_years / (patent_years + dispersion * parent_rate / between);
}

Result<TradedWithin> traded_within(std::span<const TradeSpell> spells, double years) {
  if (!above_zero(years)) return outside("M-164", "the years must be above 0");
  if (!std::all_of(spells.begin(), spells.end(), good)) {
    return outside("M-164", "a spell needs 0 <= entry < exit");
  }
  const bool long_enough = std::any_of(spells.begin(), spells.end(), [&](const TradeSpell& spell) {
    return spell.exit_years >= years;
  });
  if (!long_enough) return outside("M-164", "no patent is watched for so many years");
  std::vector<double> entries;
  std::vector<double> exits;
  std::vector<double> trades;
  for (const TradeSpell& spell : spells) {
    entries.push_back(spell.entry_years);
    exits.push_back(spell.exit_years);
    if (spell.traded && spell.exit_years <= years) trades.push_back(spell.exit_years);
  }
  std::sort(entries.begin(), entries.end());
  std::sort(exits.begin(), exits.end());
  std::sort(trades.begin(), trades.end());
  TradedWithin found;
  found.traded = trades.size();
  found.least_at_risk = spells.size();
  double untraded = 1;
  for (auto at = trades.begin(); at != trades.end();) {
    const auto next = std::upper_bound(at, trades.end(), *at);
    // Spells that began before this time, less those that ended before it.
    const auto begun = std::lower_bound(entries.begin(), entries.end(), *at) - entries.begin();
    const auto ended = std::lower_bound(exits.begin(), exits.end(), *at) - exits.begin();
    const auto at_risk = static_cast<std::size_t>(begun - ended);
    found.least_at_risk = std::min(found.least_at_risk, at_risk);
    untraded *= 1 - static_cast<double>(next - at) / static_cast<double>(at_risk);
    at = next;
  }
  found.frac = 1 - untraded;
  return found;
}

}  // namespace pledgelab
