#include "models/market/priced_transfers.hpp"

#include <algorithm>
#include <unordered_map>

#include "models/market/technology_class.hpp"

namespace pledgelab {
namespace {

constexpr int kNothingShared = 3;
constexpr double kYearDays = 365.25;

}  // namespace

int class_distance(const std::string& a, const std::string& b) {
  if (a.empty() || b.empty()) return kNothingShared;
  std::string left = a;
  std::string right = b;
  while (class_depth(left) > class_depth(right)) left = parent_class(left);
  while (class_depth(right) > class_depth(left)) right = parent_class(right);
  int steps = std::max(class_depth(a), class_depth(b)) - class_depth(left);
  while (left != right) {
    left = parent_class(left);
    right = parent_class(right);
    ++steps;
  }
  return left.empty() ? kNothingShared : std::min(steps, kNothingShared);
}

std::vector<double> subject_features(const PricedSubject& subject) {
  return {0, subject.age_years};
}

Result<std::vector<Comparable>> transfer_comparables(std::span<const Operation> records,
                                                     std::span<const RegisteredPatent> patents,
                                                     const PricedSubject& subject) {
  std::unordered_map<std::string, const RegisteredPatent*> patent_of;
  for (const RegisteredPatent& patent : patents) patent_of.emplace(patent.id, &patent);
  std::unordered_map<std::uint32_t, int> patents_in;
  for (const Operation& record : records) ++patents_in[record.operation];
  std::vector<Comparable> comparables;
  for (const Operation& record : records) {
    const bool priced = record.kind == OperationKind::transfer && record.price &&
                        *record.price > Money() && patents_in[record.operation] == 1;
    if (!priced || record.patent_kind != subject.kind) continue;
    const auto found = patent_of.find(record.patent_id);
    if (found == patent_of.end()) continue;
    const RegisteredPatent& patent = *found->second;
    if (!patent.filing || record.date < *patent.filing) continue;
    const double age = (record.date.days - patent.filing->days) / kYearDays;
    const int distance = class_distance(subject.technology_class, patent.technology_class);
    comparables.push_back({record.price->yuan(), {static_cast<double>(distance), age}});
  }
  if (!comparables.empty()) return comparables;
  return Error{"M-171",
               {},
               "no transfer of a single patent of this kind has a price and a filing date",
               "prices of packages are left out; patents need their filing_date",
               ErrorKind::input};
}

}  // namespace pledgelab
