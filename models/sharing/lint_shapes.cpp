// What a policy asks, read off its text.
#include <algorithm>

#include "models/book/fields.hpp"
#include "models/book/words.hpp"
#include "models/policy/fact_kinds.hpp"
#include "models/policy/policy_walk.hpp"
#include "models/sharing/lint_trial.hpp"

namespace pledgelab::lint_trial {
namespace {

constexpr std::int64_t kMillion = 1'000'000;

bool starts(const std::string& text, const std::string& with) { return text.rfind(with, 0) == 0; }

FactKind kind_of(const Value& value) {
  if (value.form == Value::Form::word) {
    if (value.word == "true" || value.word == "false") return FactKind::boolean;
    return parse_date(value.word) ? FactKind::date : FactKind::text;
  }
  if (value.form != Value::Form::literal) return FactKind::empty;
  return fact_kind(value.literal);
}

}  // namespace

std::vector<std::int64_t> FactShape::candidates() const {
  std::vector<std::int64_t> cells;
  if (kind == FactKind::boolean) return {0, 1};
  if (kind == FactKind::text) {
    for (std::size_t word = 0; word < words.size(); ++word) {
      cells.push_back(static_cast<std::int64_t>(word));
    }
    return cells;
  }
  for (const std::int64_t at : marks) {
    for (const std::int64_t cell : {at - 1, at, at + 1}) {
      if (cell >= 0) cells.push_back(cell);
    }
  }
  if (cells.empty()) {
    cells.push_back(kind == FactKind::rate ? kMillion / 2 : kind == FactKind::money ? kMillion : 1);
  }
  std::sort(cells.begin(), cells.end());
  cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
  return cells;
}

Trial::Trial(const SharingPolicy& policy) : x_policy(policy) {
  for (const Party& party : policy.parties) {
    if (party.firm) shape(*party.firm, FactKind::text);
    if (party.terms.leverage) shape(party.terms.leverage->counts, FactKind::money);
  }
  for (const Condition& trigger : policy.trigger) shape_condition(trigger);
  for (const Step& step : policy.steps) {
    for (const Condition& condition : step.condition) shape_condition(condition);
    for (const Condition& condition : step.require) shape_condition(condition);
    for (const Value& value : step.above) shape_value(value, FactKind::money);
    for (const Value& value : step.value) shape_value(value, FactKind::money);
    if (step.interest_days > 0) shape({"loan.rate", step.place}, FactKind::rate);
    if (step.part) shape(*step.part, FactKind::rate);
    for (const PartyShare& share : step.shares) {
      for (const Value& value : share.value) shape_value(value, FactKind::rate);
    }
    if (step.unit.who == Unit::Who::fact) shape({step.unit.fact, step.place}, FactKind::text);
  }
  for (const Charge& charge : policy.charges) {
    if (charge.when != Charge::When::claim) continue;
    for (const Condition& condition : charge.condition) shape_condition(condition);
    for (const Value& value : charge.amount) shape_value(value, FactKind::money);
    for (const Value& value : charge.at_most) shape_value(value, FactKind::money);
    if (charge.unit.who == Unit::Who::fact) {
      shape({charge.unit.fact, charge.place}, FactKind::text);
    }
  }
  add_keys();
  for (FactShape& shape : x_shapes) {
    if (shape.kind == FactKind::empty) shape.kind = FactKind::number;
    std::sort(shape.marks.begin(), shape.marks.end());
    shape.marks.erase(std::unique(shape.marks.begin(), shape.marks.end()), shape.marks.end());
    if (shape.kind == FactKind::text) shape.words.emplace_back("A1");
  }
}

// The columns that units run over.
void Trial::add_keys() {
  for (const char* name : {"loan.lender_id", "loan.borrower_id", "borrower.group_id"}) {
    shape({name, {}}, FactKind::text);
  }
  shape({"loan.origination_date", {}}, FactKind::date);
}

const FactShape* Trial::find(const std::string& name) const {
  const auto found = std::find_if(x_shapes.begin(), x_shapes.end(), [&](const FactShape& shape) {
    return shape.name == name || shape.name == other_spelling(name);
  });
  return found == x_shapes.end() ? nullptr : &*found;
}

void Trial::shape(const FactName& fact, FactKind kind) {
  std::string name = fact.name;
  if (starts(name, "loss.") || starts(name, "bill.")) return;
  if (starts(name, "scheme.")) name = "loan." + name.substr(7);
  const FactKind told = fact_kind(name);
  if (told != FactKind::empty && (kind == FactKind::empty || told != FactKind::text)) kind = told;
  for (FactShape& known : x_shapes) {
    if (known.name != name && known.name != other_spelling(name)) continue;
    if (known.kind == FactKind::empty) known.kind = kind;
    return;
  }
  x_shapes.push_back({name, kind, fact.place, {}, {}});
}

void Trial::mark(const std::string& name, const Value& value) {
  for (FactShape& shape : x_shapes) {
    if (shape.name != name) continue;
    if (value.form == Value::Form::word) {
      if (const auto date = parse_date(value.word)) {
        shape.marks.push_back(date->days);
      } else if (std::find(shape.words.begin(), shape.words.end(), value.word) ==
                 shape.words.end()) {
        shape.words.push_back(value.word);
      }
    } else if (value.form == Value::Form::literal) {
      const Ratio at = value.literal.value;
      shape.marks.push_back(static_cast<std::int64_t>(static_cast<__int128>(at.num) *
                                                      fact_scale(shape.kind) / at.den));
    }
  }
}

// Every word of the ordered list that the word belongs to.
void Trial::mark_order(const std::string& name, const Value& value) {
  for (const auto* words : {&kFiveTierWords, &kBorrowerSizeWords}) {
    if (std::find(words->begin(), words->end(), value.word) == words->end()) continue;
    for (const std::string& word : *words) {
      Value one = value;
      one.word = word;
      mark(name, one);
    }
    return;
  }
}

void Trial::shape_value(const Value& value, FactKind kind) {
  const bool rows = value.form == Value::Form::tier || value.form == Value::Form::tranche;
  FactKind subject = value.form == Value::Form::ratio ? FactKind::money : kind;
  if (rows) {
    subject = FactKind::empty;
    for (const Case& row : value.cases) {
      for (const Value& test : row.upto) subject = kind_of(test);
      for (const Value& test : row.in) subject = kind_of(test);
    }
  }
  for (const FactName& fact : value.facts) shape(fact, subject);
  if (value.less) shape(*value.less, subject);
  for (const Value& factor : value.factor) shape_value(factor, FactKind::rate);
  for (const Value& most : value.at_most) shape_value(most, kind);
  for (const Case& row : value.cases) {
    for (const Condition& when : row.when) shape_condition(when);
    for (const Value& test : row.upto) mark(value.facts.front().name, test);
    for (const Value& test : row.in) mark(value.facts.front().name, test);
    const bool tranche = value.form == Value::Form::tranche;
    for (const Value& is : row.is) shape_value(is, tranche ? FactKind::rate : kind);
  }
}

void Trial::shape_condition(const Condition& condition) {
  for (const Condition& part : condition.parts) shape_condition(part);
  if (condition.form != Condition::Form::compare) return;
  FactKind kind = fact_kind(condition.fact.name);
  for (const Value& value : condition.against) {
    const FactKind told = kind_of(value);
    if (told != FactKind::empty && (kind == FactKind::empty || kind == FactKind::text)) kind = told;
  }
  shape(condition.fact, kind);
  const bool ordered = condition.comparison >= Relation::lt && condition.comparison <= Relation::ge;
  for (const Value& value : condition.against) {
    if (ordered && value.form == Value::Form::word) mark_order(condition.fact.name, value);
    mark(condition.fact.name, value);
    shape_value(value, kind);
  }
}

std::vector<std::int64_t> amounts_worth_trying(const SharingPolicy& policy) {
  std::vector<std::int64_t> amounts = {100, 1'000'000, 100'000'000, 10'000'000'000,
                                       1'000'000'000'000};
  PolicyVisitor visitor;
  visitor.value = [&](const Value& value) {
    const bool money =
        value.form == Value::Form::literal && value.literal.kind == Quantity::Kind::money;
    if (!money || value.literal.value.num <= 1 ||
        value.literal.value.num > Money::kMaxInputFen / 100) {
      return;
    }
    const std::int64_t at = value.literal.value.num;
    for (const std::int64_t amount : {at / 2, at, at + at / 2, 3 * at}) amounts.push_back(amount);
  };
  walk(policy, visitor);
  for (const Party& party : policy.parties) {
    for (const AccountSource& source : party.sources) amounts.push_back(source.amount.fen());
  }
  std::sort(amounts.begin(), amounts.end());
  amounts.erase(std::unique(amounts.begin(), amounts.end()), amounts.end());
  return amounts;
}

}  // namespace pledgelab::lint_trial
