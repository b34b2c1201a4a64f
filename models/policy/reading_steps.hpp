// Inside the room: the verbs that cut a range out of an amount, and the units they run over.
#pragma once

#include "models/policy/reading.hpp"

namespace pledgelab::policy_reading {

/// `per` and `when`: over what a step's total runs, and when it is asked.
Unit read_unit(Context& context, MappingReader& reader);

void read_deductible(Context& context, const Node& node, Step& step);
void read_layer(Context& context, const Node& node, Step& step);
void read_cede(Context& context, const Node& node, Step& step);

}  // namespace pledgelab::policy_reading
