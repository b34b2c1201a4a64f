#include "engine/verbs/value_history.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "models/base/nearest.hpp"

namespace pledgelab {
namespace {

Error nothing(const std::string& place, const std::string& what, const std::string& hint) {
  return {"RUN-111", {place, 0, 0}, what, hint, ErrorKind::not_found};
}

}  // namespace

Result<ValueHistory> value_history(const std::string& place, const std::string& asset_id) {
  const std::vector<std::string> ids = kept_valuations(place);
  if (ids.empty()) {
    return nothing(place, "no valuation is kept there",
                   "keep one: pledgelab value --keep --as-of YYYY-MM-DD");
  }
  ValueHistory history{asset_id, {}, stopped_valuations(place)};
  Errors errors;
  std::vector<std::string> known;
  for (const std::string& id : ids) {
    auto read = read_valuation(place, id);
    errors.insert(errors.end(), read.errors().begin(), read.errors().end());
    if (!read) continue;
    StoredValuation& stored = read.value();
    known.clear();
    for (ValuationRow& row : stored.rows) {
      known.push_back(row.asset_id);
      if (row.asset_id != asset_id) continue;
      history.values.push_back({stored.folder, stored.recipe, stored.command, std::move(row)});
    }
  }
  if (!errors.empty()) return errors;
  if (history.values.empty()) {
    return nothing(place, "no kept valuation has a right '" + asset_id + "'",
                   suggestion(asset_id, known));
  }
  std::sort(history.values.begin(), history.values.end(),
            [](const PastValue& a, const PastValue& b) {
              return std::tie(a.row.valuation.as_of.days, a.row.valuation_id) <
                     std::tie(b.row.valuation.as_of.days, b.row.valuation_id);
            });
  return history;
}

}  // namespace pledgelab
