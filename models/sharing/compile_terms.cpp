#include <algorithm>

#include "models/base/date.hpp"
#include "models/base/nearest.hpp"
#include "models/book/words.hpp"
#include "models/sharing/compiling.hpp"

namespace pledgelab::sharing_compiling {
namespace {

bool starts(const std::string& text, const char* with) { return text.rfind(with, 0) == 0; }

// Whether `item` is one of the words of `list`, divided by ';'.
bool names(std::string_view list, std::string_view item) {
  for (;;) {
    const std::size_t end = list.find(';');
    if (list.substr(0, end) == item) return true;
    if (end == std::string_view::npos) return false;
    list.remove_prefix(end + 1);
  }
}

}  // namespace

void Compiler::fail(const Place& place, const std::string& code, const std::string& message,
                    const std::string& hint) {
  errors.push_back(
      {code, {policy.file, place.line, place.column}, message, hint, ErrorKind::input});
}

void Compiler::fail_value(const Value& value, const Place& place, const std::string& code,
                          const std::string& message, const std::string& hint) {
  fail(value.told_at(place), code, message + value.named(), hint);
}

std::uint32_t Compiler::column(const std::string& name) {
  const FactColumn* found = facts.find(name);
  if (found == nullptr) return kNone;
  for (std::size_t at = 0; at < program.columns.size(); ++at) {
    if (program.columns[at].name == found->name) return static_cast<std::uint32_t>(at);
  }
  program.columns.push_back(*found);
  return static_cast<std::uint32_t>(program.columns.size()) - 1;
}

void Compiler::tell_fault(const FactColumn& column) {
  const std::string& message = column.fault->message;
  const bool told = std::any_of(errors.begin(), errors.end(),
                                [&](const Error& error) { return error.message == message; });
  if (!told) errors.push_back(*column.fault);
}

std::uint32_t Compiler::required_column(const FactName& name) {
  const std::uint32_t found = column(name.name);
  if (found == kNone) {
    std::vector<std::string> names = facts.names();
    const std::string table = name.name.substr(0, name.name.find('.') + 1);
    for (const std::string& word : kMeasureWords) {
      if (measure_fact(policy, table + word)) names.push_back(table + word);
    }
    const std::string near = nearest_word(name.name, names);
    fail(name.place, "P-107", "no input feeds the fact '" + name.name + "'",
         (near.empty() ? "" : "did you mean '" + near + "'? else ") + "add the column '" +
             name.name + "' to the losses or the book, or take a policy that does not ask for it");
  }
  return found;
}

std::uint32_t Compiler::add(Term term, const std::vector<std::uint32_t>& links) {
  term.first = static_cast<std::uint32_t>(program.links.size());
  term.count = static_cast<std::uint32_t>(links.size());
  program.links.insert(program.links.end(), links.begin(), links.end());
  term.fixed = term.op != Op::column && term.op != Op::loss_base && term.op != Op::loss_open &&
               term.op != Op::bill && term.op != Op::measure && term.op != Op::ratio;
  term.by_row = term.fixed || term.op == Op::column;
  for (const std::uint32_t link : links) {
    if (link == kNone) continue;
    term.fixed = term.fixed && program.terms[link].fixed;
    term.by_row = term.by_row && program.terms[link].by_row;
  }
  program.terms.push_back(term);
  return static_cast<std::uint32_t>(program.terms.size()) - 1;
}

std::uint32_t Compiler::literal(Ratio value, FactKind kind) {
  Term term;
  term.op = Op::literal;
  term.kind = kind;
  term.value = value;
  return add(term, {});
}

// scheme.COLUMN: a literal, since every loan of the table counts, with or without loss.
std::uint32_t Compiler::scheme_total(const FactName& name) {
  const FactColumn* found = facts.find("loan." + name.name.substr(7));
  if (found != nullptr && found->fault) {
    tell_fault(*found);
    return literal({}, FactKind::empty);
  }
  if (found == nullptr || (found->kind != FactKind::money && found->kind != FactKind::number)) {
    std::vector<std::string> totals;
    for (const FactColumn& column : facts.columns) {
      const bool sums = column.kind == FactKind::money || column.kind == FactKind::number;
      if (sums && starts(column.name, "loan.")) totals.push_back("scheme." + column.name.substr(5));
    }
    fail(name.place, "P-107", "no input feeds the total '" + name.name + "'",
         suggestion(name.name, totals));
    return literal({}, FactKind::empty);
  }
  __int128 total = 0;
  for (std::size_t row = 0; row < facts.rows; ++row) {
    if (facts.counts_in_totals[row] == 0) continue;
    if (!found->has(row)) {
      const std::uint32_t line = row < facts.lines.size() ? facts.lines[row] : 0;
      errors.push_back({"P-113",
                        {facts.file, line, 0},
                        "the total '" + name.name + "' needs '" + found->name + "' of every loan",
                        "fill the cell: an empty one is unknown, not zero",
                        ErrorKind::input});
      break;
    }
    total += found->value[row];
  }
  if (total > INT64_MAX || total < INT64_MIN) {
    fail(name.place, "P-113", "the total '" + name.name + "' is too large");
    total = 0;
  }
  const std::uint32_t term =
      literal({static_cast<std::int64_t>(total), fact_scale(found->kind)}, found->kind);
  program.totals.push_back({term, name.name});
  return term;
}

std::uint32_t Compiler::fact(const FactName& name) {
  if (starts(name.name, "scheme.")) return scheme_total(name);
  if (starts(name.name, "ratio.")) return ratio_fact(name);
  const auto measure = measure_fact(policy, name.name);
  const FactColumn* fed = measure ? measure_column(name.name) : nullptr;
  if (measure && fed == nullptr) return party_measure(name, *measure);
  Term term;
  term.kind = FactKind::money;
  if (name.name == "loss.base") {
    term.op = Op::loss_base;
  } else if (name.name == "loss.open") {
    term.op = Op::loss_open;
  } else if (starts(name.name, "bill.")) {
    term.op = Op::bill;
    const std::string role = name.name.substr(5);
    while (term.index + 1 < policy.parties.size() && policy.parties[term.index].id != role) {
      ++term.index;
    }
  } else {
    const std::uint32_t found = fed == nullptr ? required_column(name) : column(fed->name);
    if (found == kNone) return literal({}, FactKind::empty);
    term.op = Op::column;
    term.index = found;
    const FactColumn& column = program.columns[found];
    if (column.fault) tell_fault(column);
    term.kind = column.fault ? FactKind::empty : column.kind;  // fits every use: told once
  }
  return add(term, {});
}

void Compiler::agree(const Place& place, FactKind left, FactKind right) {
  if (comparable(left, right)) return;
  fail(place, "P-111", to_text(left) + " does not compare with " + to_text(right));
}

void Compiler::agree(const Value& value, const Place& place, FactKind left, FactKind right) {
  if (comparable(left, right)) return;
  fail_value(value, place, "P-111", to_text(left) + " does not compare with " + to_text(right));
}

// "'loan.tenor' is a number (losses.csv:2:7 '36')" of a column, else the kind alone.
std::string Compiler::subject(std::uint32_t term) const {
  if (program.terms[term].op != Op::column) return to_text(kind(term));
  const FactColumn& column = program.columns[program.terms[term].index];
  return "'" + column.name + "' is " + to_text(column.kind) +
         (column.origin.empty() ? "" : " (" + column.origin + ")") + ", which";
}

void Compiler::agree(const Value& value, const Place& place, std::uint32_t left,
                     std::uint32_t right) {
  if (comparable(kind(left), kind(right))) return;
  const bool months = kind(left) == FactKind::number && kind(right) == FactKind::months;
  fail_value(value, place, "P-111",
             subject(left) + " does not compare with " + to_text(kind(right)),
             months ? "write 36mo in the cells, or let the column's name end in _months" : "");
}

// A word of a comparison, read as the kind of what it is compared with.
std::uint32_t Compiler::operand(const Value& value, std::uint32_t left) {
  const FactKind wanted = kind(left);
  if (value.form != Value::Form::word) {
    // 45 against a column of codes is the text "45".
    const bool number = value.form == Value::Form::literal &&
                        value.literal.kind == Quantity::Kind::number &&
                        value.literal.value.den == 1;
    if (wanted == FactKind::text && number) {
      const auto word = facts.word(std::to_string(value.literal.value.num));
      return literal({word.value_or(-1), 1}, FactKind::text);
    }
    const std::uint32_t right = this->value(value);
    agree(value, value.place, left, right);
    return right;
  }
  if (wanted == FactKind::boolean && (value.word == "true" || value.word == "false")) {
    return literal({value.word == "true" ? 1 : 0, 1}, FactKind::boolean);
  }
  const auto date = parse_date(value.word);
  if (wanted == FactKind::date && date) return literal({date->days, 1}, FactKind::date);
  if (wanted == FactKind::text) {
    // 否 or no in a column of yes and no would be neither.
    if (value.word == "true" || value.word == "false") check_words(left, {"true", "false"});
    return literal({facts.word(value.word).value_or(-1), 1}, FactKind::text);
  }
  if (wanted != FactKind::empty) {
    const Term& asked = program.terms[left];
    const std::string name =
        asked.op == Op::column ? "'" + program.columns[asked.index].name + "'" : "the fact";
    fail(value.place, "P-111",
         "'" + value.word + "' is a word, but " + name + " is " + to_text(wanted));
  }
  return literal({-1, 1}, wanted);
}

std::uint32_t Compiler::in_list(std::uint32_t left, const std::vector<Value>& list) {
  std::vector<std::uint32_t> links = {left};
  for (const Value& item : list) {
    const std::uint32_t right = operand(item, left);
    if (program.terms[right].op != Op::literal) {
      fail(item.place, "P-112", "'in' lists words and literals");
    }
    links.push_back(right);
  }
  Term term;
  term.op = Op::in;
  term.kind = FactKind::boolean;
  return add(term, links);
}

// A cell is a list of words divided by ';': those cells fit that name the word.
std::uint32_t Compiler::has(std::uint32_t left, const Value& item) {
  const bool number = item.form == Value::Form::literal &&
                      item.literal.kind == Quantity::Kind::number && item.literal.value.den == 1;
  const bool word = item.form == Value::Form::word || number;
  if (kind(left) != FactKind::text || !word) return in_list(left, {item});
  const std::string wanted = number ? std::to_string(item.literal.value.num) : item.word;
  Term term;
  term.op = Op::in;
  term.kind = FactKind::boolean;
  std::vector<std::uint32_t> links = {left};
  for (std::size_t at = 0; at < facts.words.size(); ++at) {
    if (!names(facts.words[at], wanted)) continue;
    links.push_back(literal({static_cast<std::int64_t>(at), 1}, FactKind::text));
  }
  return add(term, links);
}

std::uint32_t Compiler::row_test(const Value& value, const Case& row) {
  if (!row.when.empty()) return condition(row.when.front());
  if (row.upto.empty() && row.in.empty()) return kNone;
  const std::uint32_t left = fact(value.facts.front());
  if (!row.in.empty()) return in_list(left, row.in);
  const std::uint32_t right = this->value(row.upto.front());
  agree(row.upto.front(), row.place, left, right);
  Term term;
  term.op = Op::compare;
  term.kind = FactKind::boolean;
  term.comparison = Relation::le;
  return add(term, {left, right});
}

// tier and sum: pairs of a condition and a value.
std::uint32_t Compiler::cases(const Value& value) {
  Term term;
  term.op = value.form == Value::Form::tier ? Op::choose : Op::sum;
  term.kind = FactKind::empty;
  std::vector<std::uint32_t> links;
  const auto take = [&](const Value& taken, const Place& place) {
    const std::uint32_t part = this->value(taken);
    agree(taken, place, term.kind, kind(part));
    if (term.kind == FactKind::empty) term.kind = kind(part);
    return part;
  };
  if (term.op == Op::sum) {
    const bool most = !value.at_most.empty();
    links.push_back(most ? take(value.at_most.front(), value.place) : kNone);
  }
  for (const Case& row : value.cases) {
    links.push_back(row_test(value, row));
    links.push_back(take(row.is.front(), row.place));
  }
  return add(term, links);
}

std::uint32_t Compiler::tranche(const Value& value) {
  Term term;
  term.op = Op::tranche;
  const std::uint32_t subject = fact(value.facts.front());
  term.kind = kind(subject);
  std::vector<std::uint32_t> links = {subject};
  for (const Case& row : value.cases) {
    const std::uint32_t upto = row.upto.empty() ? kNone : this->value(row.upto.front());
    if (upto != kNone) agree(row.upto.front(), row.place, term.kind, kind(upto));
    const std::uint32_t rate = this->value(row.is.front());
    agree(row.is.front(), row.place, FactKind::rate, kind(rate));
    links.push_back(upto);
    links.push_back(rate);
  }
  return add(term, links);
}

std::uint32_t Compiler::value(const Value& value) {
  Term term;
  switch (value.form) {
    case Value::Form::literal:
      return literal(value.literal.value, fact_kind(value.literal));
    case Value::Form::word:
      fail(value.place, "P-111", "'" + value.word + "' is a word, not a figure");
      return literal({}, FactKind::empty);
    case Value::Form::fact:
      return fact(value.facts.front());
    case Value::Form::ratio: {
      term.op = Op::quotient;
      term.kind = FactKind::rate;
      const std::uint32_t top = fact(value.facts[0]);
      const std::uint32_t bottom = fact(value.facts[1]);
      agree(value.place, kind(top), kind(bottom));
      return add(term, {top, bottom});
    }
    case Value::Form::rate: {
      term.op = Op::product;
      const std::uint32_t factor = this->value(value.factor.front());
      agree(value.factor.front(), value.place, FactKind::rate, kind(factor));
      std::vector<std::uint32_t> links = {factor, value.less ? fact(*value.less) : kNone};
      term.kind = FactKind::empty;
      for (const FactName& name : value.facts) {
        links.push_back(fact(name));
        agree(name.place, term.kind, kind(links.back()));
        term.kind = kind(links.back());
      }
      if (value.less) agree(value.less->place, term.kind, kind(links[1]));
      return add(term, links);
    }
    case Value::Form::tier:
    case Value::Form::sum:
      return cases(value);
    case Value::Form::tranche:
      return tranche(value);
  }
  return kNone;
}

// A cell that is no word of the list would be neither above nor below: it is told, never false.
void Compiler::check_words(std::uint32_t left, const std::vector<std::string>& words) {
  const Term& term = program.terms[left];
  if (term.op != Op::column) return;
  const FactColumn& column = program.columns[term.index];
  for (std::size_t row = 0; row < column.value.size() && column.kind == FactKind::text; ++row) {
    if (!column.has(row)) continue;
    const std::string& word = facts.words[static_cast<std::size_t>(column.value[row])];
    if (std::find(words.begin(), words.end(), word) != words.end()) continue;
    const std::uint32_t line = row < facts.lines.size() ? facts.lines[row] : 0;
    const std::string near = suggestion(word, words);
    std::string all;
    for (const std::string& one : words) all += (all.empty() ? "" : ", ") + one;
    errors.push_back({"P-111",
                      {facts.file, line, 0},
                      "'" + word + "' in column '" + column.name + "' is no word of its list",
                      near.empty() ? "one of: " + all : near,
                      ErrorKind::input});
    return;
  }
}

// class ge substandard: the words of the ordered list from there on.
std::uint32_t Compiler::ordered_words(const Condition& condition, std::uint32_t left) {
  const Value& against = condition.against.front();
  for (const auto* words : {&kFiveTierWords, &kBorrowerSizeWords}) {
    const auto found = std::find(words->begin(), words->end(), against.word);
    if (found == words->end()) continue;
    check_words(left, *words);
    std::vector<Value> list;
    for (auto word = words->begin(); word != words->end(); ++word) {
      const bool fits = (condition.comparison == Relation::ge && word >= found) ||
                        (condition.comparison == Relation::gt && word > found) ||
                        (condition.comparison == Relation::le && word <= found) ||
                        (condition.comparison == Relation::lt && word < found);
      if (!fits) continue;
      Value item = against;
      item.word = *word;
      list.push_back(item);
    }
    return in_list(left, list);
  }
  std::vector<std::string> words = kFiveTierWords;
  words.insert(words.end(), kBorrowerSizeWords.begin(), kBorrowerSizeWords.end());
  fail(against.place, "P-111", "'" + against.word + "' has no order",
       suggestion(against.word, words));
  return left;
}

std::uint32_t Compiler::compare(const Condition& condition) {
  const std::uint32_t left = fact(condition.fact);
  if (condition.comparison == Relation::in) return in_list(left, condition.against);
  const Value& against = condition.against.front();
  if (condition.comparison == Relation::has) return has(left, against);
  const bool equal = condition.comparison == Relation::eq || condition.comparison == Relation::ne;
  const bool text = kind(left) == FactKind::text || kind(left) == FactKind::empty;
  if (!equal && against.form == Value::Form::word && text) return ordered_words(condition, left);
  Term term;
  term.op = Op::compare;
  term.kind = FactKind::boolean;
  term.comparison = condition.comparison;
  // Only codes are equal as words; an order asks for figures, and a column of words has none.
  if (!equal && kind(left) == FactKind::text) {
    const std::uint32_t right = value(against);
    agree(against, against.place, left, right);
    return add(term, {left, right});
  }
  return add(term, {left, operand(against, left)});
}

std::uint32_t Compiler::condition(const Condition& condition) {
  if (condition.form == Condition::Form::compare) return compare(condition);
  Term term;
  term.kind = FactKind::boolean;
  term.op = condition.form == Condition::Form::all   ? Op::all
            : condition.form == Condition::Form::any ? Op::any
                                                     : Op::negation;
  std::vector<std::uint32_t> links;
  for (const Condition& part : condition.parts) links.push_back(this->condition(part));
  return add(term, links);
}

bool Compiler::feeds(const FactName& name) const {
  if (starts(name.name, "ratio.") || measure_fact(policy, name.name)) return true;
  if (name.name == "loss.base" || name.name == "loss.open" || starts(name.name, "bill.")) {
    return true;
  }
  if (starts(name.name, "scheme.")) return facts.find("loan." + name.name.substr(7)) != nullptr;
  return facts.find(name.name) != nullptr;
}

bool Compiler::feeds(const Value& value) const {
  const auto each = [this](const auto& list) {
    return std::all_of(list.begin(), list.end(),
                       [this](const auto& part) { return this->feeds(part); });
  };
  for (const Case& row : value.cases) {
    if (!each(row.when) || !each(row.upto) || !each(row.is)) return false;
  }
  return each(value.facts) && each(value.factor) && (!value.less || feeds(*value.less));
}

bool Compiler::feeds(const Condition& condition) const {
  const auto each = [this](const auto& list) {
    return std::all_of(list.begin(), list.end(),
                       [this](const auto& part) { return this->feeds(part); });
  };
  if (condition.form == Condition::Form::compare && !feeds(condition.fact)) return false;
  return each(condition.parts) && each(condition.against);
}

}  // namespace pledgelab::sharing_compiling
