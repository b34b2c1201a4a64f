// The one table of a sample's levels: name in the file, unit, range, and the member it fills.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "models/base/quantity.hpp"
#include "models/book/words.hpp"
#include "models/sample/spec.hpp"

namespace pledgelab {

using SpecMember =
    std::variant<double SampleSpec::*, ByKind SampleSpec::*, WeightedWords SampleSpec::*,
                 WeightedNumbers SampleSpec::*, LevelTable SampleSpec::*>;

struct LevelBinding {
  std::string_view name;
  std::string_view unit;
  Quantity::Kind kind;  // how each value must be written
  double least;
  double most;
  const std::vector<std::string>* words;  // closed list of keys, or null
  SpecMember member;
};

std::span<const LevelBinding> level_bindings();

/// Scalars of which the first must not be above the second.
std::span<const std::pair<double SampleSpec::*, double SampleSpec::*>> least_most_pairs();

}  // namespace pledgelab
