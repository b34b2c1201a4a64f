#include "models/base/lane_level.hpp"

namespace pledgelab {

LaneLevel lane_level() {
  static const bool has_avx2 = __builtin_cpu_supports("avx2") != 0;
  return has_avx2 ? LaneLevel::avx2 : LaneLevel::base;
}

const char* to_text(LaneLevel level) { return level == LaneLevel::avx2 ? "avx2" : "base"; }

}  // namespace pledgelab
