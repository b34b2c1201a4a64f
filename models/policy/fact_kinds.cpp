#include "models/policy/fact_kinds.hpp"

namespace pledgelab {

FactKind fact_kind(FieldType type) {
  switch (type) {
    case FieldType::money:
      return FactKind::money;
    case FieldType::share:
    case FieldType::rate:
      return FactKind::rate;
    case FieldType::date:
      return FactKind::date;
    case FieldType::count:
    case FieldType::number:
      return FactKind::number;
    case FieldType::boolean:
      return FactKind::boolean;
    default:
      return FactKind::text;
  }
}

FactKind fact_kind(const Quantity& quantity) {
  switch (quantity.kind) {
    case Quantity::Kind::rate:
      return FactKind::rate;
    case Quantity::Kind::money:
      return FactKind::money;
    case Quantity::Kind::months:
      return FactKind::months;
    case Quantity::Kind::number:
    case Quantity::Kind::days:
      break;
  }
  return FactKind::number;
}

FactKind fact_kind(std::string_view name) {
  if (!currency_of_name(name).empty()) return FactKind::money;
  if (name == "loan.tenor") return FactKind::months;
  const bool dated = name.size() > 5 && name.substr(name.size() - 5) == "_date";
  if (dated || name == "loan.origination" || name == "loan.maturity") return FactKind::date;
  const Field* field = find_field(std::string(name));
  return field == nullptr ? FactKind::empty : fact_kind(field->type);
}

bool comparable(FactKind a, FactKind b) {
  if (a == FactKind::empty || b == FactKind::empty || a == b) return true;
  const auto fraction = [](FactKind kind) {
    return kind == FactKind::rate || kind == FactKind::number;
  };
  return fraction(a) && fraction(b);
}

}  // namespace pledgelab
