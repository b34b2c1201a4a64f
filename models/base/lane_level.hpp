// Which registers the kernels in vector lanes use on this processor. Results do not depend on it.
#pragma once

#include <cstdint>

namespace pledgelab {

enum class LaneLevel : std::uint8_t {
  base,  // two doubles to a register: every x86-64
  avx2,  // four
};

/// The widest that both the processor and this program have.
LaneLevel lane_level();

/// "base", "avx2".
const char* to_text(LaneLevel level);

}  // namespace pledgelab
