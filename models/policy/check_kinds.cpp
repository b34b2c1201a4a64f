// Figures and words of conditions against the kinds that the names of facts tell: a wrong unit is
// told with the text, before any loss is read.
#include <algorithm>
#include <map>

#include "models/base/date.hpp"
#include "models/base/nearest.hpp"
#include "models/book/fields.hpp"
#include "models/book/words.hpp"
#include "models/policy/fact_kinds.hpp"
#include "models/policy/policy_walk.hpp"
#include "models/policy/reading_head.hpp"
#include "models/policy/value_kinds.hpp"

namespace pledgelab::policy_reading {
namespace {

std::string hint_of(FactKind kind) {
  switch (kind) {
    case FactKind::money:
      return "write an amount: 90wan";
    case FactKind::rate:
      return "write a rate: 5% or 0.05";
    case FactKind::number:
      return "write the number alone: 90";
    case FactKind::months:
      return "write 36mo or 3y";
    case FactKind::date:
      return "write YYYY-MM-DD";
    case FactKind::boolean:
      return "write true or false";
    default:
      return {};
  }
}

struct KindChecker {
  Context& context;
  const SharingPolicy& policy;
  std::map<std::string, FactKind> met = {};

  void fail(const Value& value, const std::string& message, const std::string& hint) const {
    const Place at = value.told_at(value.place);
    context.errors.push_back({"P-111",
                              {context.document.file, at.line, at.column},
                              message + value.named(),
                              hint,
                              ErrorKind::input});
  }

  // A figure beside one of a list of words: borrower.size against 90wan.
  void against_words(const std::string& name, const Value& value) const {
    const Field* field = find_field(name);
    if (field == nullptr || field->words == nullptr) return;
    const bool other =
        value.form == Value::Form::word &&
        std::find(field->words->begin(), field->words->end(), value.word) == field->words->end();
    if (other) {
      fail(value, "'" + value.word + "' is no word of '" + name + "'",
           suggestion(value.word, *field->words));
    }
    if (value.form != Value::Form::literal) return;
    fail(value,
         "'" + name + "' is one of a list of words, not " + to_text(fact_kind(value.literal)),
         suggestion("", *field->words));
  }

  void test(const std::string& name, const Value& value) const {
    const FactKind kind = kind_of(policy, name);
    if (kind == FactKind::empty) return;
    if (kind == FactKind::text) return against_words(name, value);
    const std::string subject = "'" + name + "' is " + to_text(kind) + ", not ";
    if (value.form == Value::Form::word) {
      const bool fits = kind == FactKind::boolean
                            ? value.word == "true" || value.word == "false"
                            : kind == FactKind::date && parse_date(value.word).has_value();
      if (!fits) fail(value, subject + "the word '" + value.word + "'", hint_of(kind));
    } else if (value.form == Value::Form::literal && !comparable(kind, fact_kind(value.literal))) {
      fail(value, subject + to_text(fact_kind(value.literal)), hint_of(kind));
    }
  }

  // `value` is to be of `wanted`; `what` it is, for the message.
  void is(const std::string& what, const Value& value, FactKind wanted) const {
    const FactKind kind = kind_of(policy, value);
    if (comparable(kind, wanted)) return;
    const bool rate = wanted == FactKind::rate;  // what it is to be stands first
    fail(value,
         what + " is " + to_text(rate ? wanted : kind) + ", not " + to_text(rate ? kind : wanted),
         hint_of(wanted));
  }

  void agree(const Value& value, FactKind left, FactKind right) const {
    if (comparable(left, right)) return;
    fail(value, to_text(left) + " does not compare with " + to_text(right), {});
  }

  // The parts of a value, which are added or compared with each other.
  void parts(const Value& value) const {
    const FactKind whole = kind_of(policy, value);
    if (value.form == Value::Form::ratio) {
      agree(value, figure(value.facts[0]), figure(value.facts[1]));
    }
    if (value.form == Value::Form::rate) {
      is("`rate`", value.factor.front(), FactKind::rate);
      for (const FactName& fact : value.facts) agree(value, whole, figure(fact));
      if (value.less) agree(value, whole, figure(*value.less));
    }
    for (const Case& row : value.cases) {
      if (value.form == Value::Form::tranche) {
        is("the rate of a tranche", row.is.front(), FactKind::rate);
      } else {
        agree(row.is.front(), whole, kind_of(policy, row.is.front()));
      }
    }
    if (!value.at_most.empty()) {
      agree(value.at_most.front(), whole, kind_of(policy, value.at_most.front()));
    }
  }

  [[nodiscard]] FactKind figure(const FactName& fact) const {
    const FactKind kind = kind_of(policy, fact.name);
    return kind == FactKind::text ? FactKind::empty : kind;
  }

  // 50 beside a share of the book is 5000 %.
  void percent(const std::string& name, const Value& value) const {
    const Field* field = find_field(name);
    const bool share =
        field != nullptr && (field->type == FieldType::share || field->type == FieldType::rate);
    const bool number = value.form == Value::Form::literal &&
                        value.literal.kind == Quantity::Kind::number &&
                        Ratio{1, 1} < value.literal.value;
    if (!share || !number) return;
    const std::int64_t whole = value.literal.value.num / value.literal.value.den;
    fail(value,
         "'" + name + "' is a fraction, and this is more than 100 %: " + std::to_string(whole) +
             " is " + std::to_string(whole) + "00 %",
         "write " + std::to_string(whole) + "%, with the sign");
  }

  // gt, ge, lt, le of a word ask one of the lists that have an order.
  void order(const Condition& condition) const {
    const Relation relation = condition.comparison;
    const bool asked = relation == Relation::gt || relation == Relation::ge ||
                       relation == Relation::lt || relation == Relation::le;
    const FactKind kind = kind_of(policy, condition.fact.name);
    const Value& against = condition.against.front();
    const bool word = against.form == Value::Form::word && !parse_date(against.word);
    if (!asked || !word || (kind != FactKind::text && kind != FactKind::empty)) return;
    std::vector<std::string> words = kFiveTierWords;
    words.insert(words.end(), kBorrowerSizeWords.begin(), kBorrowerSizeWords.end());
    if (std::find(words.begin(), words.end(), against.word) != words.end()) return;
    const bool figure = parse_quantity(against.word).has_value();
    fail(against, "'" + against.word + "' " + (figure ? "is in quotes, so a word" : "has no order"),
         figure ? "write " + against.word + " without quotes" : suggestion(against.word, words));
  }

  // A fact that no list knows is of one kind all through: no column could hold both.
  void one_kind(const std::string& name, const Value& value) {
    const FactKind kind = kind_of(policy, value);
    if (kind == FactKind::text || kind_of(policy, name) != FactKind::empty) return;
    const auto [first, fresh] = met.emplace(name, kind);
    if (fresh || comparable(first->second, kind)) return;
    fail(value,
         "'" + name + "' is " + to_text(first->second) + " above, and " + to_text(kind) + " here",
         hint_of(first->second));
  }

  // A list holds words or figures, and a whole number may be a code: no column could hold both.
  void list(const Condition& condition) const {
    const FactKind kind = kind_of(policy, condition.fact.name);
    if (kind != FactKind::empty && kind != FactKind::text) return;  // each item has been told
    const auto word = [](const Value& item) { return item.form == Value::Form::word; };
    if (std::none_of(condition.against.begin(), condition.against.end(), word)) return;
    for (const Value& item : condition.against) {
      if (!word(item) && !coded(item)) agree(item, FactKind::text, kind_of(policy, item));
    }
  }

  [[nodiscard]] static bool coded(const Value& item) {
    return item.form == Value::Form::literal && item.literal.kind == Quantity::Kind::number &&
           item.literal.value.den == 1;
  }

  void rows(const Value& value) const {
    if (value.form != Value::Form::tier && value.form != Value::Form::tranche) return;
    for (const Case& row : value.cases) {
      for (const Value& upto : row.upto) test(value.facts.front().name, upto);
      for (const Value& word : row.in) test(value.facts.front().name, word);
    }
  }
};

}  // namespace

void check_kinds(Context& context, const SharingPolicy& policy) {
  KindChecker checker{context, policy};
  PolicyVisitor visitor;
  visitor.condition = [&](const Condition& condition) {
    const bool compares = condition.form == Condition::Form::compare;
    if (!compares || condition.comparison == Relation::has) return;
    for (const Value& value : condition.against) {
      checker.test(condition.fact.name, value);
      checker.one_kind(condition.fact.name, value);
      checker.percent(condition.fact.name, value);
    }
    checker.order(condition);
    checker.list(condition);
  };
  visitor.value = [&](const Value& value) {
    checker.rows(value);
    checker.parts(value);
  };
  walk(policy, visitor);
  for (const Step& step : policy.steps) {
    const std::string limit = "the limit of step '" + step.id + "'";
    for (const Value& value : step.above) checker.is(limit, value, FactKind::money);
    for (const Value& value : step.value) checker.is(limit, value, FactKind::money);
    for (const PartyShare& share : step.shares) {
      for (const Value& value : share.value) checker.is("a share", value, FactKind::rate);
    }
  }
  for (const Charge& charge : policy.charges) {
    const std::string amount = "an amount of charge '" + charge.id + "'";
    for (const Value& value : charge.amount) checker.is(amount, value, FactKind::money);
    for (const Value& value : charge.at_most) checker.is(amount, value, FactKind::money);
  }
  if (policy.advance) {
    checker.is("the rate of an advance", policy.advance->rate.front(), FactKind::rate);
  }
  if (policy.purchase) {
    checker.is("the price of a purchase", policy.purchase->price.front(), FactKind::money);
  }
}

}  // namespace pledgelab::policy_reading
