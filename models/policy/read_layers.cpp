// deductible, layer, cede: a range of the open loss or of a party's bill.
#include "models/policy/reading_steps.hpp"

namespace pledgelab::policy_reading {
namespace {

// `above` and `upto`; at least one where `needed`.
void read_bounds(Context& context, MappingReader& reader, bool needed, Step& step) {
  const Node* above = reader.optional("above");
  const Node* upto = reader.optional("upto");
  if (above != nullptr) step.above.push_back(read_value(context, *above));
  if (upto != nullptr) step.value.push_back(read_value(context, *upto));
  if (needed && above == nullptr && upto == nullptr) {
    context.fail(reader.node(), "P-104", "a layer has a bound: above, upto or both",
                 "for example layer: {above: 100wan, upto: 500wan, per: loss}");
  }
}

void read_else(Context& context, MappingReader& reader, Step& step) {
  const Node* otherwise = reader.optional("else");
  step.else_party = otherwise == nullptr ? context.residual : read_party(context, *otherwise);
}

}  // namespace

void read_deductible(Context& context, const Node& node, Step& step) {
  MappingReader reader(context.document, node, "deductible", context.errors);
  const Node* first = reader.required("first");
  step.unit = read_unit(context, reader);
  read_else(context, reader, step);
  reader.done();
  if (first != nullptr) step.value.push_back(read_value(context, *first));
}

void read_layer(Context& context, const Node& node, Step& step) {
  MappingReader reader(context.document, node, "layer", context.errors);
  read_bounds(context, reader, true, step);
  step.unit = read_unit(context, reader);
  read_else(context, reader, step);
  reader.done();
}

void read_cede(Context& context, const Node& node, Step& step) {
  MappingReader reader(context.document, node, "cede", context.errors);
  const Node* party = reader.required("party");
  read_bounds(context, reader, false, step);
  step.unit = read_unit(context, reader);
  const Node* to = reader.required("to");
  reader.done();
  if (party != nullptr) step.party = read_party(context, *party);
  if (to != nullptr) step.shares = read_shares(context, *to, "cede '" + step.id + "'");
}

}  // namespace pledgelab::policy_reading
