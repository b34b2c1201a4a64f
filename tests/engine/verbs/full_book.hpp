// A small made book in which every field of the field table is stated by some row, and a world in
// which each of them can matter.
#pragma once

#include <string>

#include "engine/verbs/value.hpp"
#include "models/policy/sharing_policy.hpp"

namespace pledgelab::test {

/// Twenty rights of all seven kinds, nine loans on every default route, one right shared by
/// loans.
Book full_book();

/// The shipped base scenario with more defaults and terms to draw; law and lending as shipped.
Inputs full_inputs();

/// A scheme whose quota asks for every fact of a loan, each with a case of its own.
SharingPolicy asking_policy();

/// All figures that a run makes of the book: worth, cover, default curves, balances, events,
/// bills; or "refused run: " and the error.
std::string figures_of(const Inputs& inputs, const SharingPolicy& policy);

/// The report of such a run as HTML; empty when it is refused.
std::string report_of(const Inputs& inputs, const SharingPolicy& policy);

}  // namespace pledgelab::test
