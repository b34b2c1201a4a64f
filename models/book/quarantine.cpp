#include "models/book/quarantine.hpp"

#include "models/base/quantity.hpp"
#include "models/book/cell.hpp"

namespace pledgelab {
namespace {

std::uint64_t counted(const Control& rows) { return rows.rows_kept + rows.rows_quarantined; }

Error too_many(std::uint64_t bad, std::uint64_t of, const std::string& what,
               const QuarantineLimit& limit) {
  return {"B-501",
          {},
          std::to_string(bad) + " of " + std::to_string(of) + " rows of " + what +
              " are quarantined; borne are " + to_text(limit) + " (" + limit.source + ")",
          "mend the rows, or bear more of them with --max-bad N% or --max-bad ROWS",
          ErrorKind::quarantined};
}

}  // namespace

std::optional<QuarantineLimit> parse_quarantine_limit(const std::string& text) {
  const auto quantity = parse_quantity(text);
  if (!quantity || quantity->value.num < 0) return std::nullopt;
  QuarantineLimit limit;
  if (quantity->kind == Quantity::Kind::number) {
    if (quantity->value.den != 1) return std::nullopt;
    limit.rows = static_cast<std::uint64_t>(quantity->value.num);
    return limit;
  }
  const bool percent = quantity->kind == Quantity::Kind::rate && text.ends_with('%');
  if (!percent || quantity->value.num > quantity->value.den) return std::nullopt;
  const auto ppm = static_cast<__int128>(quantity->value.num) * 1'000'000 / quantity->value.den;
  limit.share = Share{static_cast<std::int32_t>(ppm)};
  return limit;
}

std::string to_text(const QuarantineLimit& limit) {
  return limit.rows ? std::to_string(*limit.rows) : cell_text(limit.share);
}

std::optional<Error> over_limit(const BookReading& reading, const QuarantineLimit& limit) {
  std::uint64_t bad = 0;
  std::uint64_t all = 0;
  for (const Control& control : reading.controls) {
    if (!control.field.empty() || control.derived) continue;
    bad += control.rows_quarantined;
    all += counted(control);
    const auto bad_ppm = static_cast<__int128>(control.rows_quarantined) * 1'000'000;
    if (limit.rows || bad_ppm <= static_cast<__int128>(counted(control)) * limit.share.ppm) {
      continue;
    }
    return too_many(control.rows_quarantined, counted(control), control.table, limit);
  }
  if (limit.rows && bad > *limit.rows) {
    return too_many(bad, all, "the book", limit);
  }
  if (!reading.book.value.loans.empty()) return std::nullopt;
  if (bad > 0) {
    return Error{"B-501",
                 {},
                 "all loans are quarantined: " + std::to_string(bad) + " of " +
                     std::to_string(all) + " rows",
                 "mend the rows",
                 ErrorKind::quarantined};
  }
  return Error{
      "B-502", {}, "there is no loan in it", "a row a loan, below the header", ErrorKind::input};
}

}  // namespace pledgelab
