#include "models/base/lane_level.hpp"

namespace pledgelab {

LaneLevel lane_level() {
  static const LaneLevel level = [] {
    const bool has_avx512 =
        __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512dq") != 0 &&
        __builtin_cpu_supports("avx512bw") != 0 && __builtin_cpu_supports("avx512vl") != 0;
    if (has_avx512) return LaneLevel::avx512;
    return __builtin_cpu_supports("avx2") != 0 ? LaneLevel::avx2 : LaneLevel::base;
  }();
  return level;
}

const char* to_text(LaneLevel level) {
  switch (level) {
    case LaneLevel::base:
      return "base";
    case LaneLevel::avx2:
      return "avx2";
    case LaneLevel::avx512:
      return "avx512";
  }
  return "";
}

}  // namespace pledgelab
