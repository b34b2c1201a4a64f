// The registers of 256 bits: AVX2. For files that build a kernel at this level.
#pragma once

#include <cstddef>
#include <cstdint>

namespace pledgelab {

/// `Build`: a type of the including file, so that no two builds share code.
template <class Build>
struct Registers256 {
  typedef double Real __attribute__((vector_size(32)));
  typedef std::int64_t Word __attribute__((vector_size(32)));
  typedef std::uint64_t Plain __attribute__((vector_size(32)));
  typedef int Half __attribute__((vector_size(32)));
  static Real root(Real x) {
    return Real{__builtin_sqrt(x[0]), __builtin_sqrt(x[1]), __builtin_sqrt(x[2]),
                __builtin_sqrt(x[3])};
  }
  static Real whole(const std::int32_t* from) {
    return Real{static_cast<double>(from[0]), static_cast<double>(from[1]),
                static_cast<double>(from[2]), static_cast<double>(from[3])};
  }
  // One instruction; g++ does not see it in the product, clang has no such builtin and does.
  static Plain wide_product(Plain x, Plain y) {
#if defined(__clang__) || !defined(__AVX2__)
    return (x & 0xffffffff) * (y & 0xffffffff);
#else
    return __builtin_bit_cast(
        Plain, __builtin_ia32_pmuludq256(__builtin_bit_cast(Half, x), __builtin_bit_cast(Half, y)));
#endif
  }
  static Plain counted_from(std::uint64_t first) {
    return Plain{first, first + 1, first + 2, first + 3};
  }
  static Real looked_up(const double* table, const double* at) {
    return Real{table[static_cast<std::size_t>(at[0])], table[static_cast<std::size_t>(at[1])],
                table[static_cast<std::size_t>(at[2])], table[static_cast<std::size_t>(at[3])]};
  }
};

}  // namespace pledgelab
