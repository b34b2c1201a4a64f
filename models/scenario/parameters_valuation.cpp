#include <array>

#include "models/scenario/parameters.hpp"

namespace pledgelab {

std::span<const ParameterSpec> valuation_parameters() {
  static constexpr std::array<ParameterSpec, 0> kParameters = {};
  return kParameters;
}

}  // namespace pledgelab
