// A policy that uses every key of the language that is built, and a walk over changed copies of it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "models/base/document.hpp"

namespace pledgelab::test {

/// The text of the policy; it reads without a fault.
const std::string& full_policy();

/// Policies that use the keys that cannot stand beside those of the full one: ratios, bands and
/// breakers; an account's life and charges; an advance and instalments; a purchase.
const std::vector<std::string>& other_policies();

/// Calls `seen` with each copy of the document in which one thing differs: a scalar, a key, a key
/// left out, an item of a list left out. `where` names the place ("steps/3/cap/at"), `what` the
/// change. Most copies are no valid policies: the caller reads them and goes on with those that
/// are.
void each_change(const Document& document,
                 const std::function<void(const Document& changed, const std::string& where,
                                          const std::string& what)>& seen);

/// The same for scalars and names of facts alone, with one copy of a place after the other until
/// `seen` returns true; `left` is called with the place and the text of each whose copies all
/// returned false.
void each_scalar(
    const Document& document,
    const std::function<bool(const Document& changed, const std::string& where,
                             const std::string& what)>& seen,
    const std::function<void(const std::string& where, const std::string& text)>& left);

}  // namespace pledgelab::test
