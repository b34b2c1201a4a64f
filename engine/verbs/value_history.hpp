// Verb value --history: what was kept of one right, date by date, each with its recipe.
#pragma once

#include <string>
#include <vector>

#include "engine/verbs/valuation_folder.hpp"
#include "models/base/error.hpp"

namespace pledgelab {

/// One kept valuation's word on the right.
struct PastValue {
  std::string folder;
  ValuationRecipe recipe;
  std::string command;  // that makes the valuation again
  ValuationRow row;
};

struct ValueHistory {
  std::string asset_id;
  std::vector<PastValue> values;     // by as-of date, then id
  std::vector<std::string> stopped;  // ids of valuations that were begun and not ended
};

/// Every kept valuation of `place` is read and found whole first: a history with a hole in it would
/// not be one. Errors: RUN-111 (not_found) no such folder, nothing kept in it, no such right in any
/// of them; RUN-112 and RUN-114, each folder that cannot be read.
Result<ValueHistory> value_history(const std::string& place, const std::string& asset_id);

}  // namespace pledgelab
