// The account of a whole import, from the controls of its tables.
#pragma once

#include "models/book/read.hpp"

namespace pledgelab {

/// Rows of all tables of the input (derived ones are the same rows again and do not count), and the
/// money of what the loans owe: the balance column, or the principal where there is none. A wide
/// sheet's loan counts on each of its rows. table and field name the money column.
Control total_of(const BookReading& reading);

}  // namespace pledgelab
