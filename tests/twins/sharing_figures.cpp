// Facts, values and conditions of the sharing twin (section 2 of the language).
#include <algorithm>

#include "tests/twins/sharing_parts.hpp"

namespace pledgelab::twins {

namespace {

const std::vector<std::vector<std::string>> kOrders = {
    {"normal", "special_mention", "substandard", "doubtful", "loss"},
    {"micro", "small", "medium", "large"},
};

std::uint32_t claim_row(const Pass& pass, const Row& row) { return pass.claims.row[row.claim]; }

// What stands in one cell; the scale turns millionths into the number.
std::optional<Told> cell(const FactTable& facts, const std::string& name, std::size_t at) {
  for (const FactColumn& column : facts.columns) {
    if (column.name != name) continue;
    if (column.kind == FactKind::empty || column.present[at] == 0) return std::nullopt;
    Told told{column.kind, {}, {}};
    if (column.kind == FactKind::text) {
      told.word = facts.words[static_cast<std::size_t>(column.value[at])];
    } else {
      const bool millionths = column.kind == FactKind::rate || column.kind == FactKind::number;
      told.number = Quotient(column.value[at], millionths ? 1'000'000 : 1);
    }
    return told;
  }
  return std::nullopt;
}

// Σ over every loan of the input, its first row.
Told scheme_total(const Pass& pass, const std::string& name) {
  std::set<std::string> seen;
  Told total;
  for (std::size_t i = 0; i < pass.claims.size(); ++i) {
    if (!seen.insert(pass.claims.loan_id[i]).second) continue;
    const auto told = cell(pass.facts, name, pass.claims.row[i]);
    if (!told) throw Undecided{"no " + name};
    total.kind = told->kind;
    total.number = total.number + told->number;
  }
  return total;
}

std::optional<std::size_t> party_named(const Pass& pass, const std::string& id) {
  for (std::size_t p = 0; p < pass.policy.parties.size(); ++p) {
    if (pass.policy.parties[p].id == id) return p;
  }
  return std::nullopt;
}

Told ask(const Pass& pass, const Row& row, const std::string& name) {
  auto told = find_fact(pass, row, name);
  if (!told) throw Undecided{"no " + name};
  return *told;
}

// A value as it compares: a word stays a word.
Told operand(const Pass& pass, const Row& row, const Value& value) {
  if (value.form == Value::Form::word) return {FactKind::text, {}, value.word};
  if (value.form == Value::Form::fact) return ask(pass, row, value.facts[0].name);
  return {FactKind::number, figure(pass, row, value), {}};
}

// -1, 0, 1; none where the two have no order.
std::optional<int> compare(const Told& fact, const Told& against) {
  if (fact.kind != FactKind::text) {
    Quotient other = against.number;
    if (against.kind == FactKind::text && fact.kind == FactKind::boolean) {
      other = Quotient(against.word == "true" ? 1 : 0);
    } else if (against.kind == FactKind::text && fact.kind == FactKind::date) {
      const auto date = parse_date(against.word);
      if (!date) return std::nullopt;
      other = Quotient(date->days);
    }
    return fact.number < other ? -1 : fact.number > other ? 1 : 0;
  }
  if (fact.word == against.word) return 0;
  for (const auto& order : kOrders) {
    const auto a = std::find(order.begin(), order.end(), fact.word);
    const auto b = std::find(order.begin(), order.end(), against.word);
    if (a != order.end() && b != order.end()) return a < b ? -1 : 1;
  }
  return std::nullopt;
}

bool equal(const Told& fact, const Told& against) {
  const auto order = compare(fact, against);
  return order && *order == 0;
}

// One of the words of a list "a;b;c".
bool has_word(const std::string& list, const std::string& word) {
  return (";" + list + ";").find(";" + word + ";") != std::string::npos;
}

bool compares(const Pass& pass, const Row& row, const Condition& condition) {
  const Told fact = ask(pass, row, condition.fact.name);
  if (condition.comparison == Relation::in) {
    return std::any_of(condition.against.begin(), condition.against.end(),
                       [&](const Value& one) { return equal(fact, operand(pass, row, one)); });
  }
  const Told against = operand(pass, row, condition.against[0]);
  if (condition.comparison == Relation::has && fact.kind == FactKind::text) {
    return has_word(fact.word, against.word);
  }
  if (condition.comparison == Relation::has) return equal(fact, against);
  if (condition.comparison == Relation::eq) return equal(fact, against);
  if (condition.comparison == Relation::ne) return !equal(fact, against);
  const auto order = compare(fact, against);
  if (!order) throw Undecided{condition.fact.name + " has no place in the order"};
  switch (condition.comparison) {
    case Relation::lt:
      return *order < 0;
    case Relation::le:
      return *order <= 0;
    case Relation::gt:
      return *order > 0;
    default:
      return *order >= 0;
  }
}

Quotient tier(const Pass& pass, const Row& row, const Value& value) {
  const Told fact = ask(pass, row, value.facts[0].name);
  for (const Case& one : value.cases) {
    bool fits_row = one.upto.empty() && one.in.empty();
    if (!one.upto.empty()) fits_row = fact.number <= figure(pass, row, one.upto[0]);
    for (const Value& word : one.in) {
      fits_row = fits_row || equal(fact, operand(pass, row, word));
    }
    if (fits_row) return figure(pass, row, one.is[0]);
  }
  throw Undecided{"no row of the tier fits"};
}

Quotient tranche(const Pass& pass, const Row& row, const Value& value) {
  const Quotient fact = ask(pass, row, value.facts[0].name).number;
  Quotient sum = 0;
  Quotient from = 0;
  for (const Case& one : value.cases) {
    const bool last = one.upto.empty();
    const Quotient upto = last ? fact : figure(pass, row, one.upto[0]);
    const Quotient end = fact < upto ? fact : upto;
    const Quotient width = bounded(end - from);
    sum = bounded(sum + bounded(figure(pass, row, one.is[0]) * width));
    if (last || fact <= upto) return sum;
    from = upto;
  }
  throw Undecided{"no row of the tranche fits"};
}

Quotient sum_of(const Pass& pass, const Row& row, const Value& value) {
  Quotient sum = 0;
  for (const Case& one : value.cases) {
    if (!one.when.empty() && !holds(pass, row, one.when[0])) continue;
    sum = bounded(sum + figure(pass, row, one.is[0]));
  }
  if (value.at_most.empty()) return sum;
  const Quotient most = figure(pass, row, value.at_most[0]);
  return sum < most ? sum : most;
}

Quotient rate_of(const Pass& pass, const Row& row, const Value& value) {
  Quotient sum = 0;
  const Quotient factor = figure(pass, row, value.factor[0]);
  for (const FactName& name : value.facts) sum = bounded(sum + ask(pass, row, name.name).number);
  Quotient result = bounded(factor * sum);
  if (value.less) result = bounded(result - ask(pass, row, value.less->name).number);
  return result < 0 ? Quotient(0) : result;
}

std::string key_of_fact(const Pass& pass, const Row& row, const std::string& name) {
  const Told told = ask(pass, row, name);
  return told.kind == FactKind::text
             ? "'" + told.word
             : to_text(told.number.num()) + "/" + to_text(told.number.den());
}

std::string who_key(const Pass& pass, const Row& row, const Unit& unit) {
  switch (unit.who) {
    case Unit::Who::loss:
      return pass.claims.loss_id[row.claim];
    case Unit::Who::loan:
      return pass.claims.loan_id[row.claim];
    case Unit::Who::borrower:
      return key_of_fact(pass, row, "loan.borrower_id");
    case Unit::Who::lender:
      return key_of_fact(pass, row, "loan.lender_id");
    case Unit::Who::scheme:
      return "scheme";
    case Unit::Who::fact:
      return key_of_fact(pass, row, unit.fact);
    case Unit::Who::group:
      if (find_fact(pass, row, "borrower.group_id")) {
        return "group " + key_of_fact(pass, row, "borrower.group_id");
      }
      return "alone " + key_of_fact(pass, row, "loan.borrower_id");
    case Unit::Who::role: {
      const auto& firm = pass.policy.parties[unit.role].firm;
      return firm ? key_of_fact(pass, row, firm->name) : "one firm";
    }
  }
  return {};
}

bool fixed_condition(const Condition& condition) {
  if (condition.form == Condition::Form::compare) {
    return condition.fact.name.rfind("scheme.", 0) == 0 &&
           std::all_of(condition.against.begin(), condition.against.end(), is_fixed);
  }
  return std::all_of(condition.parts.begin(), condition.parts.end(), fixed_condition);
}

}  // namespace

Quotient bounded(Quotient value) {
  if (!fits(value)) throw Undecided{"a value beyond 64 bits"};
  return value;
}

std::optional<Told> find_fact(const Pass& pass, const Row& row, const std::string& name) {
  const auto as_money = [](Fen fen) { return Told{FactKind::money, Quotient(fen), {}}; };
  if (name == "loss.base") return as_money(row.base);
  if (name == "loss.open") return as_money(row.open);
  if (name.rfind("bill.", 0) == 0) {
    const auto party = party_named(pass, name.substr(5));
    if (party) return as_money(row.bills[*party]);
  }
  if (name.rfind("scheme.", 0) == 0) return scheme_total(pass, "loan." + name.substr(7));
  if (name.rfind("ratio.", 0) == 0) return ratio_told(pass, row, name.substr(6));
  const auto told = cell(pass.facts, name, claim_row(pass, row));
  return told ? told : measure_told(pass, row, name);
}

Quotient figure(const Pass& pass, const Row& row, const Value& value) {
  switch (value.form) {
    case Value::Form::literal:
      return Quotient(value.literal.value.num, value.literal.value.den);
    case Value::Form::word:
      throw Undecided{"a word is no figure"};
    case Value::Form::fact:
      return ask(pass, row, value.facts[0].name).number;
    case Value::Form::ratio: {
      const Quotient top = ask(pass, row, value.facts[0].name).number;
      const Quotient bottom = ask(pass, row, value.facts[1].name).number;
      if (bottom <= 0) throw Undecided{"a ratio over 0 or less"};
      return bounded(top / bottom);
    }
    case Value::Form::rate:
      return bounded(rate_of(pass, row, value));
    case Value::Form::tier:
      return bounded(tier(pass, row, value));
    case Value::Form::tranche:
      return bounded(tranche(pass, row, value));
    case Value::Form::sum:
      return bounded(sum_of(pass, row, value));
  }
  return 0;
}

bool holds(const Pass& pass, const Row& row, const Condition& condition) {
  const auto part = [&](const Condition& one) { return holds(pass, row, one); };
  switch (condition.form) {
    case Condition::Form::all:
      return std::all_of(condition.parts.begin(), condition.parts.end(), part);
    case Condition::Form::any:
      return std::any_of(condition.parts.begin(), condition.parts.end(), part);
    case Condition::Form::negation:
      return !part(condition.parts[0]);
    case Condition::Form::compare:
      return compares(pass, row, condition);
  }
  return false;
}

bool is_fixed(const Value& value) {
  const auto of_scheme = [](const FactName& fact) { return fact.name.rfind("scheme.", 0) == 0; };
  const auto fixed_case = [](const Case& one) {
    return std::all_of(one.when.begin(), one.when.end(), fixed_condition) &&
           std::all_of(one.upto.begin(), one.upto.end(), is_fixed) &&
           std::all_of(one.is.begin(), one.is.end(), is_fixed);
  };
  return std::all_of(value.facts.begin(), value.facts.end(), of_scheme) &&
         (!value.less || of_scheme(*value.less)) &&
         std::all_of(value.factor.begin(), value.factor.end(), is_fixed) &&
         std::all_of(value.cases.begin(), value.cases.end(), fixed_case) &&
         std::all_of(value.at_most.begin(), value.at_most.end(), is_fixed);
}

Fen limit(const Pass& pass, const Row& row, const Value& value) {
  const Fen fen = pass.money(figure(pass, row, value));
  return fen < 0 ? Fen(0) : fen;
}

std::string unit_key(const Pass& pass, const Row& row, const Unit& unit) {
  std::string key = who_key(pass, row, unit);
  switch (unit.period) {
    case Unit::Period::none:
    case Unit::Period::life:
      break;
    case Unit::Period::year:
      key += "/" + std::to_string(year_of(pass.policy, row.pay));
      break;
    case Unit::Period::cohort: {
      const Told date = ask(pass, row, "loan.origination");
      const Date day{static_cast<std::int32_t>(date.number.num())};
      key += "/" + std::to_string(year_of(pass.policy, day));
      break;
    }
  }
  return key;
}

}  // namespace pledgelab::twins
