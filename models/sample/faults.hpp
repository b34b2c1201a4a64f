// Rows that are wrong on purpose: one of each fault that a loader must name, added after the good
// rows of a made book.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/book/fields.hpp"
#include "models/sample/spec.hpp"

namespace pledgelab {

/// A cell that is written otherwise than the row has it.
struct FaultyCell {
  BookTable table = BookTable::loans;
  std::uint32_t row = 0;
  std::string field;  // as in book_fields()
  std::string text;
};

/// One fault, as the book's README lists it.
struct SampleFault {
  std::string name;     // "negative_amount"
  std::string place;    // "loans.csv, L00000171"
  std::string meaning;  // what is wrong, English
  std::string meaning_zh;
  std::string code;  // of the reject (B-), or of the warning (W-) where the row is kept
};

struct FaultySample {
  Book book;  // the further rows; lenders are those of the sample
  std::vector<FaultyCell> cells;
  std::vector<SampleFault> faults;
};

/// The pledges of the faulty rows that a loader keeps, with a warning: the appraisal in 万元.
inline constexpr std::uint64_t kKeptFaultyPledges = 1;

/// Eight faults on rows made from the sample's loans from `first_loan` (even) on: negative amount,
/// orphan pledge, duplicate id, an appraisal in 万元 under a yuan header, an Excel serial date, a
/// pledge of an expired right, an unknown kind, a loan without pledge. `first_id` is an id that the
/// good rows use already.
FaultySample make_sample_faults(const SampleSpec& spec, std::uint64_t first_loan,
                                const std::string& first_id);

}  // namespace pledgelab
