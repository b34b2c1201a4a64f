#include "models/policy/lint.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>

#include "models/base/nearest.hpp"
#include "models/book/fields.hpp"
#include "models/policy/lint_parts.hpp"
#include "models/policy/policy_walk.hpp"
#include "models/policy/telling.hpp"

namespace pledgelab {
namespace policy_lint {
namespace {

using policy_telling::quoted;
using policy_telling::Teller;
using policy_telling::Told;

// Edits up to which a fact that no book gives is taken for a slip of the pen.
constexpr std::size_t kMistyped = 2;

bool starts(const std::string& text, const std::string& with) { return text.rfind(with, 0) == 0; }

// Every fact that a book gives, by name.
std::vector<std::string> book_facts(const std::string& currency) {
  std::vector<std::string> names = {"loan.tenor"};
  for (const Field& field : book_fields()) {
    if (field.table == BookTable::pledges || field.table == BookTable::appraisals) continue;
    names.push_back(fact_name(field, currency));
  }
  return names;
}

const std::vector<std::string>* words_of(const std::string& fact) {
  static const std::vector<std::string> kBooleans = {"true", "false"};
  const Field* field = find_field(fact);
  if (field == nullptr) return nullptr;
  return field->type == FieldType::boolean ? &kBooleans : field->words;
}

// The figure of a literal; none for a word or what the loan's data give.
std::optional<Ratio> literal(const Value& value) {
  if (value.form != Value::Form::literal) return std::nullopt;
  return value.literal.value;
}

std::string word_text(const Value& value) {
  return value.form == Value::Form::word ? value.word : policy_telling::tell(value.literal).en;
}

struct Rows {
  const Teller& teller;
  std::vector<Finding>& findings;
  const Value& value;
  std::set<std::string> words = {};
  std::optional<Ratio> most = {};
  bool otherwise = false;

  [[nodiscard]] std::string subject() const { return value.facts.front().name; }

  void never(const Place& place, const Told& why) {
    add(findings, "L-103", Gravity::warning, place,
        Told{"此档永远用不到：", "this row is never reached: "} + why);
  }

  void row(const Case& row) {
    if (!row.upto.empty()) {
      const auto upto = literal(row.upto.front());
      if (!upto) return;
      if (most && *upto <= *most) {
        never(row.place, {"上限不高于前面某一档", "an earlier row goes as far"});
      }
      if (!most || *most < *upto) most = upto;
    } else if (!row.in.empty()) {
      std::vector<Told> again;
      for (const Value& word : row.in) {
        if (!words.insert(word_text(word)).second) {
          again.push_back(policy_telling::same(word_text(word)));
        }
      }
      if (!again.empty()) {
        never(row.place,
              policy_telling::listed(again) + Told{" 已在前面的档中", ": an earlier row has it"});
      }
    } else {
      otherwise = true;
      const auto* all = words_of(subject());
      const bool whole = all != nullptr && std::all_of(all->begin(), all->end(), [&](auto& word) {
                           return words.count(word) == 1;
                         });
      if (whole) {
        never(row.place, {"前面各档已列出 " + subject() + " 的全部取值",
                          "the rows before list every word of " + subject()});
      }
    }
  }

  void gap(const SharingPolicy& policy) {
    if (otherwise) return;
    if (most) {
      if (gated_below(policy, subject(), *most)) return;
      const Told limit = last_limit();
      add(findings, "L-102", Gravity::warning, value.place,
          Told{"`" + subject() + "` 超过 ", "no row fits `" + subject() + "` above "} + limit +
              Told{" 时没有对应的档，该损失无法判定（undecided）", ": the loss is undecided"});
      return;
    }
    const auto* all = words_of(subject());
    std::vector<Told> missing;
    if (all != nullptr) {
      for (const std::string& word : *all) {
        const bool fits = words.count(word) != 0 || gated_out(policy, subject(), word);
        if (!fits) missing.push_back(policy_telling::same(word));
      }
      if (missing.empty()) return;
    }
    const Told which = missing.empty() ? Told{"取其他值", "another word"}
                                       : Told{"为 ", ""} + policy_telling::listed(missing);
    add(findings, "L-102", missing.empty() ? Gravity::note : Gravity::warning, value.place,
        Told{"`" + subject() + "` ", "no row fits `" + subject() + "` "} + which +
            Told{" 时没有对应的档，该损失无法判定（undecided）", ": the loss is undecided"});
  }

  [[nodiscard]] Told last_limit() const {
    Told told;
    for (const Case& row : value.cases) {
      const auto upto = row.upto.empty() ? std::nullopt : literal(row.upto.front());
      if (upto && *upto == *most) told = teller.whole_value(row.upto.front());
    }
    return told;
  }
};

void lint_rows(const Teller& teller, std::vector<Finding>& findings) {
  PolicyVisitor visitor;
  visitor.value = [&](const Value& value) {
    if (value.form != Value::Form::tier && value.form != Value::Form::tranche) return;
    Rows rows{teller, findings, value};
    for (const Case& row : value.cases) rows.row(row);
    rows.gap(teller.policy);
  };
  walk(teller.policy, visitor);
}

// What the run itself or a periods file gives.
bool from_elsewhere(const SharingPolicy& policy, const std::string& name) {
  for (const char* table : {"loss.", "bill.", "ratio."}) {
    if (starts(name, table)) return true;
  }
  return measure_fact(policy, name).has_value();
}

void lint_facts(const SharingPolicy& policy, std::vector<Finding>& findings) {
  const auto known = book_facts(policy.currency);
  std::set<std::string> told;
  PolicyVisitor visitor;
  visitor.fact = [&](const FactName& fact) {
    std::string name = fact.name;
    if (from_elsewhere(policy, name)) return;
    if (starts(name, "scheme.")) name = "loan." + name.substr(7);
    if (std::find(known.begin(), known.end(), name) != known.end()) return;
    if (!told.insert(name).second) return;
    const std::string near = nearest_word(name, known);
    const bool mistyped = !near.empty() && edit_distance(name, near) <= kMistyped;
    const Told hint = near.empty()
                          ? Told{}
                          : Told{"；最接近的是 `" + near + "`", "; the nearest is `" + near + "`"};
    add(findings, "L-111", mistyped ? Gravity::warning : Gravity::note, fact.place,
        Told{"台账没有 ", "no column of the book feeds "} + quoted(name) +
            Told{" 一栏，只能由损失表提供", "; a losses file can"} + hint);
  };
  walk(policy, visitor);
}

}  // namespace

void add(std::vector<Finding>& findings, const char* code, Gravity gravity, const Place& place,
         const Told& told) {
  findings.push_back({code, gravity, place, told.zh, told.en});
}

}  // namespace policy_lint

std::vector<Finding> lint_structure(const SharingPolicy& policy) {
  std::vector<Finding> findings;
  const policy_telling::Teller teller{policy};
  policy_lint::lint_rows(teller, findings);
  policy_lint::lint_facts(policy, findings);
  policy_lint::lint_draft(policy, findings);
  policy_lint::lint_capacity(policy, findings);
  policy_lint::lint_ratios(policy, findings);
  policy_lint::lint_unused(policy, findings);
  sort_findings(findings);
  return findings;
}

void sort_findings(std::vector<Finding>& findings) {
  const auto key = [](const Finding& finding) {
    return std::tie(finding.place.line, finding.place.column, finding.code, finding.en);
  };
  std::sort(findings.begin(), findings.end(),
            [&](const Finding& a, const Finding& b) { return key(a) < key(b); });
  const auto last =
      std::unique(findings.begin(), findings.end(),
                  [&](const Finding& a, const Finding& b) { return key(a) == key(b); });
  findings.erase(last, findings.end());
}

}  // namespace pledgelab
