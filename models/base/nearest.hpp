// "Did you mean": the nearest right word.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace pledgelab {

/// Edits (insert, delete, replace, swap of neighbours) between two words; bytes, case ignored.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate with the fewest edits, if at most a third of the longer word's length (at least 1
/// and at most 3 edits); else empty. The first of equals wins.
std::string nearest_word(std::string_view word, std::span<const std::string> candidates);

/// "did you mean 'fund'?" or, with none near, "expected one of: bank, fund" (at most 12 named).
std::string suggestion(std::string_view word, std::span<const std::string> candidates);

}  // namespace pledgelab
