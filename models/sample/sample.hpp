// A made book that looks like the trade: loans, borrowers, rights, pledges and appraisals from a
// seed. Everything in it is invented; nothing is any real firm's.
#pragma once

#include <cstddef>
#include <cstdint>

#include "models/book/book.hpp"
#include "models/sample/spec.hpp"

namespace pledgelab {

/// Loans first_loan … first_loan + loans − 1 of the endless sample of `spec`, with their borrowers,
/// rights, pledges and appraisals, and all lenders. Row ids carry the loan's number; each draw is a
/// function of (seed, loan, slot), so blocks laid end to end are the whole book, and the first n
/// loans of a longer book are the n-loan book. first_loan must be even (PL_CHECK): loans 2j and
/// 2j + 1 may be two loans of one borrower on the same rights, at ranks 1 and 2, the second signed
/// no earlier.
///
/// Held for each row: maturity after as_of; balance ≤ principal as scheduled; the rights' first
/// appraisals sum to at least the loans' principal divided by the drawn loan-to-value, and to less
/// than 10,000 yuan more; shares of a product sum to ≤ 1; filing ≤ grant ≤ origination; every right
/// is in force at as_of. Principal is lognormal: exp(ln median + ln relative(kind) − Σ w ln
/// relative
/// + s z), with s² = ln_sd² − Var(ln relative), so that median and ln_sd are those of the whole
/// book.
Book make_sample(const SampleSpec& spec, std::uint64_t first_loan, std::uint64_t loans);

/// Cuts the book from its end to exactly `pledges` pledges: whole loans, then pledges of the last
/// kept loan, with every row that nothing refers to any more. At least one pledge; no-op when the
/// book has no more than that.
void keep_pledges(Book& book, std::size_t pledges);

}  // namespace pledgelab
