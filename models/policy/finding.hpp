// What a lint tells of a policy that is no fault of its text: a place, how grave, in two languages.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/policy/steps.hpp"

namespace pledgelab {

/// error: the policy cannot mean this · warning: its drafter should look · note: good to know.
enum class Gravity : std::uint8_t { error, warning, note };
inline const std::vector<std::string> kGravityWords = {"error", "warning", "note"};

struct Finding {
  std::string code;  // "L-107"; the table stands in models/policy/README.md
  Gravity gravity = Gravity::warning;
  Place place;
  std::string zh;
  std::string en;
};

}  // namespace pledgelab
