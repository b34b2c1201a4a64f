// The policy of waterfall.hpp as objects: a class a clause, virtual calls, hash maps keyed by text.
// How such a rule is mostly written first; it keeps running totals, so it is no straw man.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "tests/bench/waterfall.hpp"

namespace pledgelab::bench {

using Bills = std::unordered_map<std::string, std::int64_t>;  // by party

/// Borne and recovered over one path, by party.
struct ObjectTotals {
  Bills borne;
  Bills recovered;
};

/// The loans' texts, looked up once.
class ObjectWaterfall {
 public:
  explicit ObjectWaterfall(const FactTable& facts);
  [[nodiscard]] ObjectTotals share(const LossTape& tape, std::size_t begin, std::size_t end) const;

 private:
  std::vector<std::string> x_borrower;  // by loan
  std::vector<std::string> x_lender;
};

}  // namespace pledgelab::bench
