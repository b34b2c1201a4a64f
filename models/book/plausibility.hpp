// The gate against a wrong unit (万元 read as 元, fen as yuan): are the book's sizes, and its
// values beside its loans, of the order that the trade has? Levels:
// policies/lending/plausibility.yaml.
#pragma once

#include <string>

#include "models/base/document.hpp"
#include "models/book/book.hpp"
#include "models/book/quarantine.hpp"

namespace pledgelab {

/// A figure's spread in the trade: lognormal about `median`, `sigma_log` between loans of a book,
/// `between_books_log` between the medians of books.
struct PlausibleSpread {
  double median = 0;
  double sigma_log = 0;
  double between_books_log = 0;
  std::string source;
};

struct Plausibility {
  std::string file;
  std::string currency;              // of both figures; a book in another is not judged, and told
  PlausibleSpread loan_size;         // yuan, principal
  PlausibleSpread value_to_balance;  // appraised value of a loan's rights / its balance
  double tail_z = 0;                 // how many standard deviations are believed
  QuarantineLimit quarantined;       // rows left out that are borne, unless the user says another
};

/// Reads schema plausibility/1.
Result<Plausibility> read_plausibility(const Document& document);

/// Why the book cannot be believed; empty when it can. Over n loans the log of the median may stand
/// off by tail_z × sqrt(sigma_log² π/(2n) + between_books_log²): the large-sample variance of a
/// median of a normal sample (Kendall and Stuart, vol. 1, 10.9), and the spread between books.
/// The error's hint names the unit that would bring the median inside. A book in another currency
/// than the levels is not judged.
Errors implausible(const Book& book, const Plausibility& levels);

/// Told, not refused: values older than `appraisal_age_months` (the lending policy's, at least 1)
/// at the book's as-of date (W-141); loans whose value/balance leaves the band of a single loan
/// (W-140); that nothing was judged, since the levels are in another currency (W-142).
Errors plausibility_warnings(const Book& book, const Plausibility& levels,
                             int appraisal_age_months);

}  // namespace pledgelab
