// What kind a fact is by its name, its column of the book or the quantity that it is compared with.
#pragma once

#include <string_view>

#include "models/base/quantity.hpp"
#include "models/book/fields.hpp"
#include "models/policy/facts.hpp"

namespace pledgelab {

/// The kind of fact that a column of the book is.
FactKind fact_kind(FieldType type);

/// The kind of facts that a quantity of a policy compares with; days: number.
FactKind fact_kind(const Quantity& quantity);

/// The kind that the name alone tells (_yuan, loan.tenor, a column of the book …); else `empty`.
FactKind fact_kind(std::string_view name);

/// Whether figures of the two kinds can be compared or added.
bool comparable(FactKind a, FactKind b);

}  // namespace pledgelab
