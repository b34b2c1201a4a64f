// Documents of schema scenario/1 to scenarios, strictly: unknown parameters, wrong units and levels
// outside their domain are errors with the nearest right word.
#pragma once

#include "models/base/document.hpp"
#include "models/scenario/scenario.hpp"

namespace pledgelab {

/// schema: scenario/1 · id · name: {zh, en} · as_of · currency? · baseline? · parameters? · shocks?
///   parameters: NAME: {unit, by?, source, date, mark, value | rows: {KEY: LEVEL}}
///   shocks: [{parameter, key?, multiply | add | replace, from?, to?}], months after the as-of date
/// All faults are told at once (C-1xx, Y-2xx). A file with a baseline is not checked for what its
/// shocks hit until it is merged.
Result<Scenario> read_scenario(const Document& document);

/// `over` laid on `base`: its parameters take the place of those of the same name, whole; its
/// shocks come after. The result has over's id, names and file. Errors (C-12x): over.baseline is
/// not base.id, currencies differ, or what check_levels finds.
Result<Scenario> merge_over(const Scenario& base, const Scenario& over);

/// Every level at every month lies in its domain, every shock hits a parameter and key there are.
Outcome check_levels(const Scenario& scenario);

}  // namespace pledgelab
