// Rows of a book to and from its tables. For this room only.
#pragma once

#include <cstdint>

#include "engine/store/connection.hpp"
#include "models/book/book.hpp"

namespace pledgelab::sqlite {

void insert_rows(Connection& connection, const Book& book, std::int64_t batch);
/// Adds the batch's rows to `book`; faults stick to the connection.
void select_rows(Connection& connection, Book& book, std::int64_t batch);

}  // namespace pledgelab::sqlite
