// The catalogue of indicators: every figure of a patent that an index may weigh, one name in files,
// weights and answers.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "models/quality/cohort.hpp"

namespace pledgelab {

/// One indicator: what it counts and which values can be.
struct Indicator {
  std::string name;  // unit last: _count, _frac, _days, _years, _chars, _level, _yuan, _flag
  double low = 0;    // domain, both ends included
  double high = 0;
  bool whole = false;  // only whole numbers
  bool higher_is_better = true;
  std::string zh;
  std::string en;
  std::vector<std::string> also;  // other headers that mean it
};

/// All of them, in the order of the domain page (1.6). OECD ones bear its definitions.
std::span<const Indicator> indicator_catalogue();
/// None (null) when no indicator has the name; a header in `also` is not looked at.
const Indicator* find_indicator(const std::string& name);
std::vector<std::string> indicator_names();

/// One indicator over a set of patents.
struct IndicatorColumn {
  const Indicator* indicator = nullptr;
  MaybeValues values;
};

}  // namespace pledgelab
