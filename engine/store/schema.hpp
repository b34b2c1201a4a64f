// The tables of a book as SQL, made from the one field table. For this room only.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "models/book/fields.hpp"

namespace pledgelab::sqlite {

/// "plbk": the file is a pledgelab book.
inline constexpr std::int32_t kApplicationId = 0x706C626B;
/// Raised with every change of a table; a newer file is refused by name.
inline constexpr std::int32_t kSchemaVersion = 1;

/// Money as `principal_fen`, shares and rates as `…_ppm`, other types by the field's own name.
std::string column_name(const Field& field);

/// One STRICT table of the book, keyed by batch and row; references are keys to their target.
std::string book_table_sql(BookTable table, std::span<const Field> fields);

/// Every CREATE statement of a book, as SQLite keeps it.
std::vector<std::string> schema_sql();

}  // namespace pledgelab::sqlite
