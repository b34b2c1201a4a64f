// Which facts that a step asks for are empty, for the message of an undecided loss.
#pragma once

#include <cstdint>
#include <string>

#include "models/sharing/program.hpp"

namespace pledgelab {

/// The names of the facts that `step` asks of `row` and that are empty there, with ", " between;
/// `step` is a step or one of the clauses after them. Empty text: none of them is.
std::string empty_facts(const Program& program, std::uint32_t step, std::size_t row);

}  // namespace pledgelab
