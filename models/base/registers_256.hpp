// The registers of 256 bits: AVX2. For files that build a kernel at this level.
#pragma once

#include <cstdint>

namespace pledgelab {

struct Registers256 {
  typedef double Real __attribute__((vector_size(32)));
  typedef std::int64_t Word __attribute__((vector_size(32)));
  typedef std::uint64_t Plain __attribute__((vector_size(32)));
  static Real root(Real x) {
    return Real{__builtin_sqrt(x[0]), __builtin_sqrt(x[1]), __builtin_sqrt(x[2]),
                __builtin_sqrt(x[3])};
  }
  static Real whole(const std::int32_t* from) {
    return Real{static_cast<double>(from[0]), static_cast<double>(from[1]),
                static_cast<double>(from[2]), static_cast<double>(from[3])};
  }
};

}  // namespace pledgelab
