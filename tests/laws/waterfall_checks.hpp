// What a waterfall must keep on any policy and any losses.
#pragma once

#include <cstddef>
#include <string>

#include "models/sharing/ledger.hpp"
#include "tests/laws/sharing_case.hpp"

namespace pledgelab::test {

/// Empty, or the first promise broken: Σ bills = the loss and = Σ of their clauses; no bill below
/// 0; what came back is given out and nobody gets more than it bore; no literal cap exceeded; no
/// balance below 0. `capped` counts the units of caps looked at.
std::string broken_promise(const SharingCase& loaded, const SharingResult& result,
                           std::size_t& capped);

}  // namespace pledgelab::test
