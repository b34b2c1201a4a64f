// Figures and words of conditions against the kinds that the names of facts tell: a wrong unit is
// told with the text, before any loss is read.
#include <algorithm>

#include "models/base/date.hpp"
#include "models/base/nearest.hpp"
#include "models/book/fields.hpp"
#include "models/policy/fact_kinds.hpp"
#include "models/policy/policy_walk.hpp"
#include "models/policy/reading_head.hpp"

namespace pledgelab::policy_reading {
namespace {

bool starts(const std::string& text, const char* with) { return text.rfind(with, 0) == 0; }

// The kind of a fact, where its name tells; a text column may hold anything in another file.
FactKind kind_of(const SharingPolicy& policy, const std::string& name) {
  if (starts(name, "loss.") || starts(name, "bill.")) return FactKind::money;
  if (starts(name, "ratio.")) return FactKind::rate;
  if (starts(name, "scheme.")) return fact_kind("loan." + name.substr(7));
  if (measure_fact(policy, name)) return FactKind::money;
  return fact_kind(name);
}

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

  // A limit that is written out is an amount; what a fact gives is seen with the losses.
  void limit(const Step& step, const Value& value) const {
    if (value.form != Value::Form::literal || fact_kind(value.literal) == FactKind::money) return;
    fail(value,
         "the limit of step '" + step.id + "' is " + to_text(fact_kind(value.literal)) +
             ", not an amount of money",
         hint_of(FactKind::money));
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
  const KindChecker checker{context, policy};
  PolicyVisitor visitor;
  visitor.condition = [&](const Condition& condition) {
    const bool compares = condition.form == Condition::Form::compare;
    if (!compares || condition.comparison == Relation::has) return;
    for (const Value& value : condition.against) checker.test(condition.fact.name, value);
  };
  visitor.value = [&](const Value& value) { checker.rows(value); };
  walk(policy, visitor);
  for (const Step& step : policy.steps) {
    for (const Value& value : step.above) checker.limit(step, value);
    for (const Value& value : step.value) checker.limit(step, value);
  }
}

}  // namespace pledgelab::policy_reading
