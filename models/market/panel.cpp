#include "models/market/panel.hpp"

#include <cmath>
#include <map>
#include <utility>

#include "models/base/statistics.hpp"

namespace pledgelab {
namespace {

Error outside(const std::string& needs) { return {"V-305", {}, needs, "", ErrorKind::input}; }

// One name's changes by the year they end in.
struct NamedChanges {
  std::string name;
  std::string group;
  std::map<int, double> by_year;
};

Result<std::vector<NamedChanges>> changes_of(std::span<const PanelValue> values) {
  std::map<std::string, std::map<int, const PanelValue*>> by_name;
  for (const PanelValue& one : values) {
    const std::string which = "'" + one.name + "' in " + std::to_string(one.year);
    if (!(one.value_yuan > 0) || !std::isfinite(one.value_yuan)) {
      return outside(which + " needs a value above 0");
    }
    if (!by_name[one.name].emplace(one.year, &one).second) return outside(which + " stands twice");
  }
  std::vector<NamedChanges> all;
  for (const auto& each_name : by_name) {
    const auto& years = each_name.second;
    NamedChanges changes{each_name.first, years.begin()->second->group, {}};
    for (const auto& each_year : years) {
      const auto before = years.find(each_year.first - 1);
      if (before == years.end()) continue;
      changes.by_year[each_year.first] =
          std::log(each_year.second->value_yuan / before->second->value_yuan);
    }
    all.push_back(std::move(changes));
  }
  return all;
}

// Sum of squares about the mean; 0 for equal numbers, whatever their mean lost in rounding.
double squares_about(std::span<const double> values, double centre) {
  double about_mean = 0;
  double about_zero = 0;
  for (const double value : values) {
    about_mean += (value - centre) * (value - centre);
    about_zero += value * value;
  }
  return about_mean > 1e-24 * about_zero ? about_mean : 0;
}

// 0 when one side is constant.
double correlation(std::span<const double> a, std::span<const double> b) {
  const double centre_a = mean(a);
  const double centre_b = mean(b);
  const double squares = squares_about(a, centre_a) * squares_about(b, centre_b);
  double products = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    products += (a[i] - centre_a) * (b[i] - centre_b);
  }
  return squares > 0 ? products / std::sqrt(squares) : 0;
}

struct Paired {
  std::vector<double> first;
  std::vector<double> second;
};

Paired common_years(const NamedChanges& a, const NamedChanges& b) {
  Paired pairs;
  for (const auto& each : a.by_year) {
    const auto other = b.by_year.find(each.first);
    if (other == b.by_year.end()) continue;
    pairs.first.push_back(each.second);
    pairs.second.push_back(other->second);
  }
  return pairs;
}

// Running mean.
struct Averaged {
  double sum = 0;
  std::size_t count = 0;
  void add(double x) {
    sum += x;
    ++count;
  }
  [[nodiscard]] double value() const { return count == 0 ? 0 : sum / static_cast<double>(count); }
};

}  // namespace

Result<PanelMoments> panel_moments(std::span<const PanelValue> values) {
  const auto changes = changes_of(values);
  if (!changes) return changes.errors();
  std::vector<double> all;
  Paired lagged;
  for (const NamedChanges& one : changes.value()) {
    for (const auto& each : one.by_year) {
      all.push_back(each.second);
      const auto before = one.by_year.find(each.first - 1);
      if (before == one.by_year.end()) continue;
      lagged.first.push_back(before->second);
      lagged.second.push_back(each.second);
    }
  }
  PanelMoments moments;
  moments.count = all.size();
  moments.lag_count = lagged.first.size();
  const Error few = outside(
      "a panel needs changes that differ, at least two of them following one of the year before");
  if (moments.lag_count < 2) return few;
  moments.mean = mean(all);
  moments.sd = standard_deviation(all);
  if (!(moments.sd > 0)) return few;
  double second = 0;
  double fourth = 0;
  for (const double change : all) {
    const double square = (change - moments.mean) * (change - moments.mean);
    second += square / static_cast<double>(all.size());
    fourth += square * square / static_cast<double>(all.size());
  }
  moments.excess_kurtosis = fourth / (second * second) - 3;
  moments.lag_correlation = correlation(lagged.first, lagged.second);
  return moments;
}

Result<CommonMovement> common_movement(std::span<const PanelValue> values,
                                       std::size_t least_changes) {
  const auto changes = changes_of(values);
  if (!changes) return changes.errors();
  std::vector<const NamedChanges*> kept;
  for (const NamedChanges& one : changes.value()) {
    if (one.by_year.size() >= least_changes) kept.push_back(&one);
  }
  Averaged all;
  Averaged same;
  Averaged other;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const Paired pairs = common_years(*kept[i], *kept[j]);
      if (pairs.first.size() < 3) continue;
      const double found = correlation(pairs.first, pairs.second);
      all.add(found);
      (kept[i]->group == kept[j]->group ? same : other).add(found);
    }
  }
  if (all.count == 0) return outside("no two names have three changes of the same years");
  return CommonMovement{kept.size(), all.count, all.value(), same.value(), other.value()};
}

}  // namespace pledgelab
