// A large made book as a folder of CSV, from the shipped sample's specification.
#pragma once

#include <cstdint>
#include <string>

namespace pledgelab::test {

/// Writes the first `loans` (even) loans with all that hangs on them; some two rights a loan, all
/// of them as of 2026-09-30.
void write_made_book(const std::string& folder, std::uint64_t loans);

}  // namespace pledgelab::test
