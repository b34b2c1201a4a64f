#include "engine/verbs/schema.hpp"

#include <algorithm>

#include "models/base/nearest.hpp"
#include "models/book/schema.hpp"
#include "models/policy/grammar.hpp"

namespace pledgelab {
namespace {

constexpr BookTable kTables[] = {BookTable::borrowers, BookTable::lenders, BookTable::loans,
                                 BookTable::assets,    BookTable::pledges, BookTable::appraisals};

// Kinds of document that have a reader and no schema yet.
const std::vector<std::string> kNotBuilt = {"lending",      "scenario", "law",   "sample",
                                            "plausibility", "quality",  "offer", "transfer"};

}  // namespace

std::vector<std::string> schema_kinds() {
  std::vector<std::string> kinds = {"policy", "map"};
  for (const BookTable table : kTables) kinds.push_back(table_name(table));
  return kinds;
}

Result<std::string> schema_of(const std::string& kind) {
  if (kind == "policy") return policy_schema();
  if (kind == "map") return map_schema();
  for (const BookTable table : kTables) {
    if (kind == table_name(table)) return row_schema(table, "CNY");
  }
  if (std::find(kNotBuilt.begin(), kNotBuilt.end(), kind) != kNotBuilt.end()) {
    return Error{"P-102",
                 {},
                 "the schema of '" + kind + "' is not built yet",
                 "pledgelab check reads such a file and tells its faults",
                 ErrorKind::input};
  }
  return Error{"K-103",
               {},
               "no kind of document is named '" + kind + "'",
               suggestion(kind, schema_kinds()),
               ErrorKind::not_found};
}

}  // namespace pledgelab
