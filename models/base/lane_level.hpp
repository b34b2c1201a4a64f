// Which registers the kernels in vector lanes use on this processor. Results do not depend on it.
#pragma once

#include <cstdint>

namespace pledgelab {

enum class LaneLevel : std::uint8_t {
  base,    // two doubles to a register: every x86-64
  avx2,    // four
  avx512,  // eight
};

/// The widest that the processor has. A kernel that is not built at it takes the next one below.
LaneLevel lane_level();

/// "base", "avx2", "avx512".
const char* to_text(LaneLevel level);

}  // namespace pledgelab
