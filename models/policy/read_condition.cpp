#include <algorithm>

#include "models/base/nearest.hpp"
#include "models/policy/reading.hpp"

namespace pledgelab::policy_reading {
namespace {

const std::vector<std::string> kComparisons = {"eq", "ne", "lt", "le", "gt", "ge", "in", "has"};

Condition compare(Context& context, const FactName& fact, const Entry& entry) {
  Condition condition;
  condition.form = Condition::Form::compare;
  condition.fact = fact;
  condition.place = {entry.line, entry.column};
  const auto word = std::find(kComparisons.begin(), kComparisons.end(), entry.key);
  if (word == kComparisons.end()) {
    context.fail(entry.value, "P-112", "'" + entry.key + "' is not a comparison",
                 suggestion(entry.key, kComparisons));
    return condition;
  }
  condition.comparison = static_cast<Relation>(word - kComparisons.begin());
  if (condition.comparison != Relation::in) {
    condition.against.push_back(read_operand(context, entry.value));
    return condition;
  }
  if (entry.value.kind != Node::Kind::sequence || entry.value.items.empty()) {
    context.fail(entry.value, "P-112", "'in' compares with a list: {in: [micro, small]}");
  }
  for (const Node& item : entry.value.items) {
    condition.against.push_back(read_operand(context, item));
  }
  return condition;
}

std::vector<Condition> parts_of(Context& context, const Node& list, const std::string& word) {
  std::vector<Condition> parts;
  if (list.kind != Node::Kind::sequence || list.items.empty()) {
    context.fail(list, "P-112", "'" + word + "' is a list of conditions: {" + word + ": [{…}, …]}");
  }
  for (const Node& item : list.items) parts.push_back(read_condition(context, item));
  return parts;
}

}  // namespace

Condition read_condition(Context& context, const Node& node) {
  Condition condition;
  condition.place = place_of(node);
  if (node.kind != Node::Kind::mapping || node.entries.size() != 1) {
    context.fail(node, "P-112", "a condition has one key: all, any, not or a fact",
                 "several tests go into {all: [{…}, {…}]}");
    return condition;
  }
  const Entry& entry = node.entries.front();
  if (entry.key == "all" || entry.key == "any") {
    condition.form = entry.key == "all" ? Condition::Form::all : Condition::Form::any;
    condition.parts = parts_of(context, entry.value, entry.key);
    return condition;
  }
  if (entry.key == "not") {
    condition.form = Condition::Form::negation;
    condition.parts.push_back(read_condition(context, entry.value));
    return condition;
  }
  Node key;
  key.kind = Node::Kind::scalar;
  key.text = entry.key;
  key.line = entry.line;
  key.column = entry.column;
  const FactName fact = read_fact(context, key);
  if (entry.value.kind != Node::Kind::mapping || entry.value.entries.empty()) {
    context.fail(entry.value, "P-112", "'" + entry.key + "' needs a comparison: {eq: …}",
                 "one of: eq, ne, lt, le, gt, ge, in, has");
    return condition;
  }
  for (const Entry& test : entry.value.entries) {
    condition.parts.push_back(compare(context, fact, test));
  }
  if (condition.parts.size() > 1) return condition;  // {ge: a, le: b}: all of them
  Condition only = std::move(condition.parts.front());
  return only;
}

}  // namespace pledgelab::policy_reading
