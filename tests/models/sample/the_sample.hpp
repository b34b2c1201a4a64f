// The shipped levels, read once a test.
#pragma once

#include <doctest/doctest.h>

#include "engine/formats/yaml.hpp"
#include "models/sample/read.hpp"
#include "tests/support/places.hpp"

namespace pledgelab::test {

inline SampleSpec the_sample() {
  const auto document = read_yaml(source_root() + "/scenarios/sample-book.yaml");
  REQUIRE(document.ok());
  auto spec = read_sample(document.value());
  for (const Error& error : spec.errors()) MESSAGE(to_text(error));
  REQUIRE(spec.ok());
  return std::move(spec).value();
}

}  // namespace pledgelab::test
