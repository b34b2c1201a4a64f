#include "models/base/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace pledgelab {

void check_failed(const char* expression, const char* file, int line, const std::string& values) {
  std::fprintf(stderr, "pledgelab: bug: %s at %s:%d%s%s%s\n", expression, file, line,
               values.empty() ? "" : " (", values.c_str(), values.empty() ? "" : ")");
  std::_Exit(70);
}

}  // namespace pledgelab
