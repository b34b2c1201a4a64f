// A loss tape in one file, so that other rules can be tried on the same luck later.
#pragma once

#include <string>

#include "models/base/error.hpp"
#include "models/loss/tape.hpp"

namespace pledgelab {

/// Little-endian: "PLTAPE1\n"; as-of day (int32), first path, paths, months (uint32), rows
/// (uint64); the columns path, loan (uint32), month (uint16), kind, source (uint8), principal,
/// interest (int64), each whole; then the SHA-256 of all before it, 64 hex digits. Written whole or
/// not at all. Errors (world): unwritable folder, disk full.
Outcome write_tape(const std::string& path, const LossTape& tape);

/// Errors (input): STORE-121 not a tape · 122 cut, or longer than its counts say · 123 its digest
/// does not match · 124 a row breaks the tape's invariants. Missing: F-101 (not_found).
Result<LossTape> read_tape(const std::string& path);

}  // namespace pledgelab
