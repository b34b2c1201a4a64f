// QuantLib's options on a Cox-Ross-Rubinstein lattice.
#pragma once

#include <span>
#include <vector>

#include "models/option/binomial.hpp"

namespace pledgelab::oracle {

/// Prices by BinomialVanillaEngine<CoxRossRubinstein>; `chance` is not read: the library's is
/// log_drift. Years must be whole days of 360 to the year.
std::vector<double> lattice_prices(std::span<const BinomialOption> options, int steps);

}  // namespace pledgelab::oracle
