#include "models/policy/value_kinds.hpp"

#include "models/policy/fact_kinds.hpp"

namespace pledgelab {
namespace {

bool starts(const std::string& text, const char* with) { return text.rfind(with, 0) == 0; }

FactKind figure_of(const SharingPolicy& policy, const FactName& fact) {
  const FactKind kind = kind_of(policy, fact.name);
  return kind == FactKind::text ? FactKind::empty : kind;
}

}  // namespace

FactKind kind_of(const SharingPolicy& policy, const std::string& name) {
  if (starts(name, "loss.") || starts(name, "bill.")) return FactKind::money;
  if (starts(name, "ratio.")) return FactKind::rate;
  if (starts(name, "scheme.")) return fact_kind("loan." + name.substr(7));
  if (measure_fact(policy, name)) return FactKind::money;
  return fact_kind(name);
}

FactKind kind_of(const SharingPolicy& policy, const Value& value) {
  switch (value.form) {
    case Value::Form::literal:
      return fact_kind(value.literal);
    case Value::Form::word:
      return FactKind::text;
    case Value::Form::ratio:
      return FactKind::rate;
    case Value::Form::fact:
    case Value::Form::tranche:
      return figure_of(policy, value.facts.front());
    case Value::Form::rate:
      for (const FactName& fact : value.facts) {
        const FactKind kind = figure_of(policy, fact);
        if (kind != FactKind::empty) return kind;
      }
      return FactKind::empty;
    case Value::Form::tier:
    case Value::Form::sum:
      for (const Case& row : value.cases) {
        const FactKind kind = kind_of(policy, row.is.front());
        if (kind != FactKind::empty) return kind;
      }
  }
  return FactKind::empty;
}

}  // namespace pledgelab
