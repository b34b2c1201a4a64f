// The registers of 512 bits: AVX-512 (F, DQ, BW, VL). For files that build a kernel at this level;
// built without it, the compiler makes the same of smaller ones, which is how tests run it
// anywhere.
#pragma once

#include <cstddef>
#include <cstdint>

namespace pledgelab {

/// `Build`: a type of the including file, so that what tests build without AVX-512 is not linked
/// into what is built with it.
template <class Build>
struct Registers512 {
  typedef double Real __attribute__((vector_size(64)));
  typedef std::int64_t Word __attribute__((vector_size(64)));
  typedef std::uint64_t Plain __attribute__((vector_size(64)));
  typedef int Half __attribute__((vector_size(64)));
  typedef long long None __attribute__((vector_size(64)));
  static Real root(Real x) {
    return Real{__builtin_sqrt(x[0]), __builtin_sqrt(x[1]), __builtin_sqrt(x[2]),
                __builtin_sqrt(x[3]), __builtin_sqrt(x[4]), __builtin_sqrt(x[5]),
                __builtin_sqrt(x[6]), __builtin_sqrt(x[7])};
  }
  // One instruction; g++ does not see it in the product, clang has no such builtin and does.
  static Plain wide_product(Plain x, Plain y) {
#if defined(__AVX512F__) && !defined(__clang__)
    return __builtin_bit_cast(Plain, __builtin_ia32_pmuludq512_mask(
                                         __builtin_bit_cast(Half, x), __builtin_bit_cast(Half, y),
                                         None{}, static_cast<std::uint8_t>(0xff)));
#else
    return (x & 0xffffffff) * (y & 0xffffffff);
#endif
  }
  static Plain counted_from(std::uint64_t first) {
    return Plain{first,     first + 1, first + 2, first + 3,
                 first + 4, first + 5, first + 6, first + 7};
  }
  static Real looked_up(const double* table, const double* at) {
    return Real{table[static_cast<std::size_t>(at[0])], table[static_cast<std::size_t>(at[1])],
                table[static_cast<std::size_t>(at[2])], table[static_cast<std::size_t>(at[3])],
                table[static_cast<std::size_t>(at[4])], table[static_cast<std::size_t>(at[5])],
                table[static_cast<std::size_t>(at[6])], table[static_cast<std::size_t>(at[7])]};
  }
};

}  // namespace pledgelab
