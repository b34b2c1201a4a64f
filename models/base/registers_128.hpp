// The registers of 128 bits: SSE2, which every x86-64 has. For files that build a kernel at this
// level.
#pragma once

#include <cstdint>

namespace pledgelab {

struct Registers128 {
  typedef double Real __attribute__((vector_size(16)));
  typedef std::int64_t Word __attribute__((vector_size(16)));
  typedef std::uint64_t Plain __attribute__((vector_size(16)));
  static Real root(Real x) { return Real{__builtin_sqrt(x[0]), __builtin_sqrt(x[1])}; }
  static Real whole(const std::int32_t* from) {
    return Real{static_cast<double>(from[0]), static_cast<double>(from[1])};
  }
};

}  // namespace pledgelab
