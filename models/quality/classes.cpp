#include "models/quality/classes.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace pledgelab {
namespace {

std::string subclass_of(const std::string& code) { return code.substr(0, 4); }

std::set<std::string> subclasses_of(const ClassCodes& codes) {
  std::set<std::string> subclasses;
  for (const std::string& code : codes) subclasses.insert(subclass_of(code));
  return subclasses;
}

// Counts by subclass, each patent's distinct ones.
std::map<std::string, double> listed(const std::vector<ClassCodes>& patents) {
  std::map<std::string, double> counts;
  for (const ClassCodes& codes : patents) {
    for (const std::string& subclass : subclasses_of(codes)) counts[subclass] += 1;
  }
  return counts;
}

}  // namespace

std::size_t scope_count(const ClassCodes& codes) { return subclasses_of(codes).size(); }

std::optional<double> generality_frac(const std::vector<ClassCodes>& citing) {
  std::map<std::string, double> sums;
  double patents = 0;
  for (const ClassCodes& codes : citing) {
    const std::set<std::string> distinct(codes.begin(), codes.end());
    if (distinct.empty()) continue;
    patents += 1;
    for (const std::string& code : distinct) {
      sums[subclass_of(code)] += 1 / static_cast<double>(distinct.size());
    }
  }
  if (patents == 0) return std::nullopt;
  double squares = 0;
  for (const auto& each : sums) squares += each.second / patents * (each.second / patents);
  return std::max(0.0, 1 - squares);
}

std::optional<double> herfindahl_corrected_frac(double diversity_frac, double count) {
  if (!(count >= 2)) return std::nullopt;
  return diversity_frac * count / (count - 1);
}

std::optional<double> originality_frac(const std::vector<ClassCodes>& cited) {
  const auto counts = listed(cited);
  const auto all = static_cast<double>(listed_count(cited));
  if (all == 0) return std::nullopt;
  double squares = 0;
  for (const auto& each : counts) squares += each.second / all * (each.second / all);
  return std::max(0.0, 1 - squares);
}

std::optional<double> radicalness_frac(const ClassCodes& own,
                                       const std::vector<ClassCodes>& cited) {
  const auto all = static_cast<double>(listed_count(cited));
  if (all == 0 || own.empty()) return std::nullopt;
  const std::set<std::string> kept = subclasses_of(own);
  double outside = 0;
  for (const auto& each : listed(cited)) outside += kept.count(each.first) == 0 ? each.second : 0;
  return outside / all;
}

std::size_t classified_count(const std::vector<ClassCodes>& patents) {
  return static_cast<std::size_t>(std::count_if(
      patents.begin(), patents.end(), [](const ClassCodes& codes) { return !codes.empty(); }));
}

std::size_t listed_count(const std::vector<ClassCodes>& patents) {
  std::size_t all = 0;
  for (const ClassCodes& codes : patents) all += subclasses_of(codes).size();
  return all;
}

}  // namespace pledgelab
