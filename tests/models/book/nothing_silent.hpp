// "Nothing silent": each field of the book moved, so that a full run can show that some output
// moves with it. Wire: for each field of `moved_fields`, run(book) and run(*moved(book, field)).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/book/fields.hpp"

namespace pledgelab::testing {

/// Fields that say "not used yet": for them, and only for them, no output may move.
inline std::vector<const Field*> unused_fields() {
  std::vector<const Field*> fields;
  for (const Field& field : book_fields()) {
    if (field.used_by == "not used yet") fields.push_back(&field);
  }
  return fields;
}

/// Fields whose change must move some output. Keys only name rows, and are left out.
inline std::vector<const Field*> moved_fields() {
  std::vector<const Field*> fields;
  for (const Field& field : book_fields()) {
    if (field.used_by != "not used yet" && field.name != "id") fields.push_back(&field);
  }
  return fields;
}

/// The value moved: numbers by a tenth (shares that would pass 1 go down), dates by 90 days, counts
/// by 1, words to the next one, yes to no, texts by a letter before, a reference to the next row.
inline FieldValue moved_value(const Field& field, const FieldValue& value, const Book& book) {
  const auto tenth = [](std::int64_t whole) { return whole + (whole < 10 ? 1 : whole / 10); };
  switch (field.type) {
    case FieldType::money:
      return Money::of_fen(tenth(std::get<Money>(value).fen()));
    case FieldType::share: {
      const std::int32_t ppm = std::get<Share>(value).ppm;
      return Share{ppm > 900'000 ? ppm * 9 / 10 : static_cast<std::int32_t>(tenth(ppm))};
    }
    case FieldType::rate:
      return Rate{static_cast<std::int32_t>(tenth(std::get<Rate>(value).annual_ppm))};
    case FieldType::date:
      return add_days(std::get<Date>(value), 90);
    case FieldType::count:
      return std::get<std::int64_t>(value) + 1;
    case FieldType::number:
      return std::get<double>(value) * 1.1;
    case FieldType::boolean:
      return !std::get<bool>(value);
    case FieldType::word: {
      std::size_t at = 0;
      while ((*field.words)[at] != std::get<std::string>(value)) ++at;
      // Among patents the next kind of patent, so that the facts stay.
      const std::size_t size = field.name == "kind" && at < 3 ? 3 : field.words->size();
      return (*field.words)[(at + 1) % size];
    }
    case FieldType::reference: {
      const Field& id = *find_field(row_name(*field.target) + ".id");
      const std::uint32_t rows = rows_of(book, *field.target);
      for (std::uint32_t row = 0; row < rows; ++row) {
        if (id.get(book, row) == value) return static_cast<std::int64_t>((row + 1) % rows);
      }
      return value;
    }
    case FieldType::text:
      return "X" + std::get<std::string>(value);
  }
  return value;
}

/// The book with this field moved in every row that states it; none when no row does. Texts, counts
/// and references move in every second such row: what they tell is who is alike, and who is first.
inline std::optional<Book> moved(const Book& book, const Field& field) {
  Book out = book;
  const bool tells_alike = field.type == FieldType::text || field.type == FieldType::count ||
                           field.type == FieldType::reference;
  std::uint32_t stated = 0;
  for (std::uint32_t row = 0; row < rows_of(book, field.table); ++row) {
    const FieldValue value = field.get(book, row);
    if (std::holds_alternative<std::monostate>(value)) continue;
    const bool skipped = tells_alike && stated % 2 == 1;
    ++stated;
    if (!skipped) field.set(out, row, moved_value(field, value, book));
  }
  if (stated == 0) return std::nullopt;
  return out;
}

}  // namespace pledgelab::testing
