// How many rows may stay in quarantine before the whole book is refused.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "models/base/error.hpp"
#include "models/base/ratio.hpp"
#include "models/book/read.hpp"

namespace pledgelab {

/// The most rows that may be quarantined and the book still be used: a count over all tables
/// (`rows`), else a share of the rows of each table (`share`, 0..100 %). Excluded rows of a wide
/// sheet (totals, blank, filtered out) are not counted.
struct QuarantineLimit {
  std::optional<std::uint64_t> rows;
  Share share;
  std::string source;  // where the limit stands: "--max-bad 3", "policies/lending/…"
};

/// "5%" or "0.5%" → a share of 0..100 %; "12" → rows. None for anything else ("0.05", "-1").
std::optional<QuarantineLimit> parse_quarantine_limit(const std::string& text);
/// "5%" or "12": what parse_quarantine_limit reads as the same limit.
std::string to_text(const QuarantineLimit& limit);

/// The first table that passes the limit, with the hint; none when the book may be used. A book
/// whose loans are all in quarantine passes every limit. B-501 (quarantined); B-502 (input): the
/// files hold no loan at all.
std::optional<Error> over_limit(const BookReading& reading, const QuarantineLimit& limit);

}  // namespace pledgelab
