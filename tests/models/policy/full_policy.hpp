// A policy that uses every key of the language that is built, and a walk over changed copies of it.
#pragma once

#include <functional>
#include <string>

#include "models/base/document.hpp"

namespace pledgelab::test {

/// The text of the policy; it reads without a fault.
const std::string& full_policy();

/// Calls `seen` with each copy of the document in which one thing differs: a scalar, a key, a key
/// left out, an item of a list left out. `where` names the place ("steps/3/cap/at"), `what` the
/// change. Most copies are no valid policies: the caller reads them and goes on with those that
/// are.
void each_change(const Document& document,
                 const std::function<void(const Document& changed, const std::string& where,
                                          const std::string& what)>& seen);

}  // namespace pledgelab::test
