// What each fuzz target does with any bytes: read them, and hold what must then be true. Used by
// the libFuzzer programs and by the replay of the corpora in the ordinary tests.
#pragma once

#include <string_view>

namespace pledgelab::fuzz {

/// A document, or faults with a place; the tree keeps the reader's limits.
void yaml(std::string_view bytes);
/// A table, or faults; rows are as wide as the header, and written out again it reads the same.
void csv(std::string_view bytes);
/// Money, quantity and date texts: what is read is exact, in range, and reads the same again.
void text(std::string_view bytes);

}  // namespace pledgelab::fuzz
