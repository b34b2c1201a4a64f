// A sample/1 document made into a SampleSpec: strict, every level with unit, source and mark.
#pragma once

#include "models/base/document.hpp"
#include "models/base/error.hpp"
#include "models/sample/spec.hpp"

namespace pledgelab {

/// Errors, all told at once: Y-201…Y-205 (shape, unknown or missing keys), M-101 unreadable number
/// or wrong unit, M-102 out of range, M-103 parts that do not sum to 1, M-104 unknown word,
/// M-105 a least above its most.
Result<SampleSpec> read_sample(const Document& document);

}  // namespace pledgelab
