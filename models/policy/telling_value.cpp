// Facts, values and conditions in words.
#include <algorithm>
#include <array>

#include "models/book/fields.hpp"
#include "models/policy/telling.hpp"

namespace pledgelab::policy_telling {
namespace {

bool starts(const std::string& text, const std::string& with) { return text.rfind(with, 0) == 0; }

// The field that feeds a fact: "loan.principal_yuan" → loan.principal.
const Field* field_of(const std::string& fact, const std::string& currency) {
  if (const Field* field = find_field(fact)) return field;
  const std::string suffix = money_suffix(currency);
  if (fact.size() <= suffix.size()) return nullptr;
  return find_field(fact.substr(0, fact.size() - suffix.size()));
}

}  // namespace

Told Teller::fact(const FactName& fact) const {
  const std::string& name = fact.name;
  Told plain = quoted(name);
  const auto marked = [&](const Told& told) {
    return told + Told{"（" + plain.zh + "）", " (" + plain.en + ")"};
  };
  if (name == "loss.base") return marked({"计损基数", "the loss base"});
  if (name == "loss.open") return marked({"尚未分配的损失", "the loss still open"});
  if (starts(name, "bill.")) {
    return marked({name.substr(5) + " 的承担额", "the bill of " + name.substr(5)});
  }
  if (starts(name, "scheme.")) {
    return marked({"全部贷款的 loan." + name.substr(7) + " 之和",
                   "the total of loan." + name.substr(7) + " over all loans"});
  }
  if (starts(name, "ratio.")) {
    return marked({"比率 " + name.substr(6) + " 最近一期的值",
                   "the last closed value of ratio " + name.substr(6)});
  }
  return plain;
}

Told Teller::word(const std::string& text, const std::string& fact) const {
  Told plain = same("“" + text + "”");
  if (text == "true") return {plain.zh + "（是）", plain.en};
  if (text == "false") return {plain.zh + "（否）", plain.en};
  const Field* field = field_of(fact, policy.currency);
  if (field == nullptr || field->words == nullptr) return plain;
  const auto found = std::find(field->words->begin(), field->words->end(), text);
  if (found == field->words->end()) return plain;
  const std::string chinese =
      words_zh(*field->words)[static_cast<std::size_t>(found - field->words->begin())];
  return {plain.zh + "（" + chinese.substr(0, chinese.find('|')) + "）", plain.en};
}

Told Teller::rows(const Value& value) const {
  const bool tier = value.form == Value::Form::tier;
  const std::string& subject = value.facts.front().name;
  std::vector<Told> told;
  for (const Case& row : value.cases) {
    Told test = tier ? Told{"其他", "otherwise"} : Told{"再以上的部分", "the part above"};
    if (!row.upto.empty()) {
      const Told upto = this->value(row.upto.front());
      test = tier ? Told{"不超过 ", "up to and including "} + upto
                  : Told{"至 ", "the part up to "} + upto + Told{" 的部分", ""};
    }
    if (!row.in.empty()) {
      std::vector<Told> words;
      for (const Value& word : row.in) words.push_back(this->value(word, subject));
      test = Told{"为 ", "one of "} + listed(words);
    }
    told.push_back(test + Told{"：", ": "} + this->value(row.is.front()));
  }
  const bool open =
      value.cases.empty() || !value.cases.back().upto.empty() || !value.cases.back().in.empty();
  if (open) {
    told.push_back({"无其他（else）：不符的损失不能确定",
                    "no other row (else): a loss that fits none is undecided"});
  }
  const Told fact = this->fact(value.facts.front());
  const Told opening =
      tier ? Told{"按 ", "what follows by "} + fact +
                 Told{" 分档（tier，取首个符合的档）", " (tier, the first row that fits) "}
           : Told{"按 ", "by parts of "} + fact +
                 Told{" 分段累进（tranche）", " (tranche, marginal) "};
  return opening + bracketed(told);
}

Told Teller::sum(const Value& value) const {
  std::vector<Told> terms;
  for (const Case& term : value.cases) {
    const Told is = this->value(term.is.front());
    terms.push_back(term.when.empty() ? is
                                      : Told{"若 ", "if "} + condition(term.when.front()) +
                                            Told{"，则 ", " then "} + is);
  }
  Told told = Told{"下列各项之和（sum）", "the sum (sum) of "} + bracketed(terms);
  if (!value.at_most.empty()) {
    told += Told{"，至多 ", ", at most "} + this->value(value.at_most.front());
  }
  return told;
}

Told Teller::whole_value(const Value& value, const std::string& fact) const {
  switch (value.form) {
    case Value::Form::literal:
      return tell(value.literal);
    case Value::Form::word:
      return word(value.word, fact);
    case Value::Form::fact:
      return this->fact(value.facts.front());
    case Value::Form::ratio:
      return Told{"比值［", "the quotient ["} + this->fact(value.facts[0]) + same(" ÷ ") +
             this->fact(value.facts[1]) + Told{"］", "]"};
    case Value::Form::rate: {
      std::vector<Told> of;
      for (const FactName& name : value.facts) of.push_back(this->fact(name));
      const bool several = of.size() > 1;
      Told told =
          bracketed(of) +
          (several ? Told{" 合计的 ", " taken together, times "} : Told{" 的 ", ", times "}) +
          this->value(value.factor.front());
      if (value.less) told += Told{"，减去 ", ", less "} + this->fact(*value.less);
      return Told{"（", "("} + told + Told{"，按规则不低于零）", ", by rule never below 0)"};
    }
    case Value::Form::tier:
    case Value::Form::tranche:
      return rows(value);
    case Value::Form::sum:
      return sum(value);
  }
  return {};
}

Told Teller::comparison(const Condition& condition) const {
  static const std::array kRelations = {
      Told{" 等于 ", " is "},           Told{" 不等于 ", " is not "},
      Told{" 小于 ", " is less than "}, Told{" 不超过 ", " is at most "},
      Told{" 大于 ", " is more than "}, Told{" 不低于 ", " is at least "},
      Told{" 属于 ", " is one of "},    Told{" 含有 ", " has "}};
  std::vector<Told> against;
  for (const Value& value : condition.against) {
    against.push_back(this->value(value, condition.fact.name));
  }
  const bool list = condition.comparison == Relation::in;
  return fact(condition.fact) + kRelations[static_cast<std::size_t>(condition.comparison)] +
         (list ? bracketed(against) : listed(against));
}

Told Teller::condition(const Condition& condition) const {
  if (condition.form == Condition::Form::compare) return comparison(condition);
  std::vector<Told> parts;
  for (const Condition& part : condition.parts) parts.push_back(this->condition(part));
  if (condition.form == Condition::Form::negation) {
    return Told{"不满足", "not "} + bracketed(parts);
  }
  return (condition.form == Condition::Form::all ? Told{"同时满足", "all of "}
                                                 : Told{"至少满足其一", "any of "}) +
         bracketed(parts);
}

}  // namespace pledgelab::policy_telling
