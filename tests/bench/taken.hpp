// A bench cannot go on without its input: what a reader refused is told, and the program ends.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <utility>

#include "models/base/error.hpp"

namespace pledgelab::bench {

template <class T>
T taken(Result<T> result) {
  for (const Error& error : result.errors()) std::fprintf(stderr, "%s\n", to_text(error).c_str());
  if (!result.ok()) std::exit(2);
  return std::move(result).value();
}

}  // namespace pledgelab::bench
