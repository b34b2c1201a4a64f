// Why the worth of the whole book changed between two dates.
#pragma once

#include <string>
#include <vector>

#include "engine/verbs/inputs.hpp"
#include "models/valuation/book_change.hpp"

namespace pledgelab {

struct ExplainBookRequest {
  InputsRequest to;    // dated; the later date
  InputsRequest from;  // the same, or an earlier book or scenario
  bool one_book = true;
  std::string csv_path;  // a file that is not there yet; empty: none is written
};

struct BookExplanation {
  std::string currency;
  Date from;
  Date to;
  BookChange change;
  std::vector<std::string> warnings;
};

/// asset_id, standing (stays, added, gone), before, after, change and one column a driver; amounts
/// with the currency's suffix and two decimals; one row a right.
std::string book_change_csv(const BookExplanation& told);

/// The words of the groups of drivers, as the columns and JSON have them.
const char* group_word(ChangeGroup group);

/// Errors: those of read_inputs for either date; E-104 the dates are not in order; U-108 something
/// stands at `csv_path`; those of explain_book_change.
Result<BookExplanation> explain_book(const ExplainBookRequest& request);

}  // namespace pledgelab
