// The made market of tests/data/market, read; and records made in place.
#pragma once

#include <string>
#include <vector>

#include "engine/formats/csv.hpp"
#include "models/market/operations.hpp"
#include "models/market/patent_register.hpp"
#include "tests/support/places.hpp"

namespace pledgelab::testing {

inline OperationReading made_operations() {
  const auto cells = read_csv(test::source_root() + "/tests/data/market/operations.csv");
  return read_operations(cells.value()).value();
}

inline RegisterReading made_register() {
  const auto cells = read_csv(test::source_root() + "/tests/data/market/patents.csv");
  return read_register(cells.value()).value();
}

inline Date day(const char* iso) { return *parse_date(iso); }

}  // namespace pledgelab::testing
