// PL_CHECK: our own bugs. On in release. Prints expression, place and values, ends with exit
// code 70.
#pragma once

#include <string>

namespace pledgelab {

/// Ends the program: prints "pledgelab: bug: EXPR at FILE:LINE (VALUES)" on stderr, exit code 70.
[[noreturn]] void check_failed(const char* expression, const char* file, int line,
                               const std::string& values);

}  // namespace pledgelab

/// Holds an invariant that only a bug of ours can break. Never used for input.
#define PL_CHECK(condition)                                                          \
  do {                                                                               \
    if (!(condition)) ::pledgelab::check_failed(#condition, __FILE__, __LINE__, {}); \
  } while (false)

/// The same, with a text of the values that broke it (built only on failure).
#define PL_CHECK_MSG(condition, values)                                                    \
  do {                                                                                     \
    if (!(condition)) ::pledgelab::check_failed(#condition, __FILE__, __LINE__, (values)); \
  } while (false)
