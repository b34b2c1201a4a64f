#include "models/sharing/lint_trial.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "models/book/fields.hpp"
#include "models/book/words.hpp"

namespace pledgelab::lint_trial {
namespace {

constexpr std::int64_t kMillion = 1'000'000;
constexpr std::int64_t kFarAbove = 100'000'000'000'000;  // beyond any limit of a policy
constexpr std::int64_t kFarDay = 40'000;                 // 2079-07-07

// Millionths as a plain decimal: 520000 → "0.520000".
std::string millionths(std::int64_t value) {
  if (value < 0) return "-" + millionths(-value);
  std::string digits = std::to_string(value % kMillion);
  digits.insert(0, 6 - digits.size(), '0');
  return std::to_string(value / kMillion) + "." + digits;
}

std::string text_of(const FactShape& shape, std::int64_t value) {
  switch (shape.kind) {
    case FactKind::text: {
      const auto index = static_cast<std::size_t>(value);
      return index < shape.words.size() ? shape.words[index] : shape.words.back();
    }
    case FactKind::boolean:
      return value != 0 ? "true" : "false";
    case FactKind::date:
      return to_iso(Date{static_cast<std::int32_t>(value)});
    case FactKind::months:
      return std::to_string(value) + "mo";
    case FactKind::rate:
      return millionths(value * 100) + "%";
    case FactKind::number:
      return millionths(value);
    default:
      return to_decimal(Money::of_fen(value));
  }
}

// A row-major table of texts as the cells of a losses file.
Cells cells_of(const std::vector<std::vector<std::string>>& rows) {
  Cells cells;
  cells.file = "made losses";
  auto bytes = std::make_shared<std::string>();
  for (const auto& row : rows) {
    for (const std::string& text : row) *bytes += text;
  }
  std::size_t at = 0;
  std::uint32_t line = 0;
  for (const auto& row : rows) {
    ++line;
    for (std::size_t column = 0; column < row.size(); ++column) {
      const Cell cell{std::string_view(*bytes).substr(at, row[column].size()), line,
                      static_cast<std::uint32_t>(column) + 1};
      at += row[column].size();
      (line == 1 ? cells.header : cells.body).push_back(cell);
    }
  }
  cells.bytes = std::move(bytes);
  return cells;
}

// A day on which the policy holds and all sources have paid in.
Date trial_day(const SharingPolicy& policy) {
  Date day = policy.effective_from;
  for (const Party& party : policy.parties) {
    for (const AccountSource& source : party.sources) day = std::max(day, source.date);
  }
  return add_days(day, 1);
}

// Money facts whose name has no currency are read as numbers: 123.45 → 12345 fen.
void mend_money(FactTable& table, const std::vector<FactShape>& shapes) {
  for (const FactShape& shape : shapes) {
    if (shape.kind != FactKind::money) continue;
    for (FactColumn& column : table.columns) {
      if (column.name != shape.name || column.kind != FactKind::number) continue;
      column.kind = FactKind::money;
      for (std::int64_t& value : column.value) value /= kMillion / 100;
    }
  }
}

std::int64_t literal_cell(const FactShape& shape, const Value& value) {
  if (value.form == Value::Form::word) {
    if (value.word == "true" || value.word == "false") return value.word == "true" ? 1 : 0;
    if (const auto date = parse_date(value.word)) return date->days;
    const auto found = std::find(shape.words.begin(), shape.words.end(), value.word);
    return found - shape.words.begin();
  }
  if (value.form != Value::Form::literal) return -1;
  const Ratio at = value.literal.value;
  return static_cast<std::int64_t>(static_cast<__int128>(at.num) * fact_scale(shape.kind) / at.den);
}

Relation opposite(Relation relation) {
  switch (relation) {
    case Relation::eq:
      return Relation::ne;
    case Relation::ne:
      return Relation::eq;
    case Relation::lt:
      return Relation::ge;
    case Relation::le:
      return Relation::gt;
    case Relation::gt:
      return Relation::le;
    case Relation::ge:
      return Relation::lt;
    default:
      return Relation::ne;
  }
}

// Words of an ordered list (five tiers, sizes): the neighbour that makes the comparison true.
std::string neighbour(const std::string& word, int step) {
  for (const auto* words : {&kFiveTierWords, &kBorrowerSizeWords}) {
    const auto found = std::find(words->begin(), words->end(), word);
    if (found == words->end()) continue;
    const auto at = found - words->begin() + step;
    if (at >= 0 && at < static_cast<std::ptrdiff_t>(words->size())) {
      return (*words)[static_cast<std::size_t>(at)];
    }
  }
  return word;
}

std::int64_t fitting_cell(const FactShape& shape, Relation relation, const Value& against) {
  const std::int64_t at = literal_cell(shape, against);
  const bool above = relation == Relation::gt || relation == Relation::ge;
  if (at < 0 && shape.kind == FactKind::date) return above ? kFarDay : 0;
  if (at < 0 && shape.kind == FactKind::rate)
    return above ? kMillion : 0;             // no rate is above 100 %
  if (at < 0) return above ? kFarAbove : 0;  // a computed bound
  if (shape.kind == FactKind::text) {
    const bool other = relation == Relation::ne;
    return other ? static_cast<std::int64_t>(shape.words.size()) - 1 : at;
  }
  if (shape.kind == FactKind::boolean) return relation == Relation::ne ? 1 - at : at;
  if (relation == Relation::gt || relation == Relation::ne) return at + 1;
  return relation == Relation::lt ? at - 1 : at;
}

}  // namespace

void Trial::satisfy(const Condition& condition, bool wanted, Loan& loan) const {
  using Form = Condition::Form;
  if (condition.form == Form::negation) return satisfy(condition.parts.front(), !wanted, loan);
  if (condition.form != Form::compare) {
    const bool every = (condition.form == Form::all) == wanted;
    for (const Condition& part : condition.parts) {
      satisfy(part, wanted, loan);
      if (!every) return;
    }
    return;
  }
  const FactShape* shape = find(condition.fact.name);
  if (shape == nullptr) return;
  const Relation relation = wanted ? condition.comparison : opposite(condition.comparison);
  Value against = condition.against.front();
  const bool ordered = against.form == Value::Form::word && shape->kind == FactKind::text;
  if (ordered && (relation == Relation::lt || relation == Relation::gt)) {
    against.word = neighbour(against.word, relation == Relation::gt ? 1 : -1);
  }
  loan[shape->name] = fitting_cell(*shape, relation, against);
}

Loan Trial::typical(std::size_t before) const {
  Loan loan;
  for (const FactShape& shape : x_shapes) loan[shape.name] = shape.candidates().front();
  for (const FactShape& shape : x_shapes) {
    if (shape.kind == FactKind::date) loan[shape.name] = x_policy.effective_from.days;
  }
  for (const Condition& trigger : x_policy.trigger) satisfy(trigger, true, loan);
  const std::size_t end = std::min(before, x_policy.steps.size());
  for (std::size_t step = 0; step < end; ++step) {
    for (const Condition& require : x_policy.steps[step].require) satisfy(require, true, loan);
  }
  return loan;
}

std::optional<Program> Trial::compiled(const SharingPolicy& variant,
                                       const std::vector<TriedLoss>& losses, Claims* claims) {
  const std::string suffix = money_suffix(variant.currency);
  const Date day = trial_day(variant);
  std::vector<std::vector<std::string>> rows(1);
  rows[0] = {"loss_id",       "loan_id",
             "default_date",  "principal_loss" + suffix,
             "cost" + suffix, "interest_loss" + suffix,
             "recovery_date", "recovery" + suffix};
  for (const FactShape& shape : x_shapes) rows[0].push_back(column_of(shape.name));
  for (const TriedLoss& loss : losses) {
    const auto money = [](std::int64_t fen) { return to_decimal(Money::of_fen(fen)); };
    const std::string id = "T" + std::to_string(rows.size());
    rows.push_back({id, id, to_iso(day), money(loss.principal_fen), money(loss.costs_fen),
                    money(loss.interest_fen), to_iso(add_months(day, 24)),
                    money(loss.recovered_fen)});
    for (const FactShape& shape : x_shapes) {
      const bool key = shape.name == "loan.borrower_id";
      const auto cell = loss.loan.find(shape.name);
      rows.back().push_back(key                                 ? loss.borrower
                            : shape.name == "borrower.group_id" ? ""
                            : cell == loss.loan.end()           ? ""
                                                                : text_of(shape, cell->second));
    }
  }
  const Cells cells = cells_of(rows);
  auto file = read_losses(cells, variant.currency);
  if (!file) {
    x_refused = to_text(file.errors().front());
    return std::nullopt;
  }
  mend_money(file.value().facts, x_shapes);
  const Periods periods = made_periods(*this, day);
  auto program = compile(tried_part(variant), file.value().facts, EffectiveTest::ignored, &periods);
  if (!program) {
    x_refused = program.errors().front().message;
    return std::nullopt;
  }
  *claims = std::move(file.value().claims);
  return std::move(program).value();
}

std::optional<SharingResult> Trial::run(const SharingPolicy& variant,
                                        const std::vector<TriedLoss>& losses) {
  Claims claims;
  const auto program = compiled(variant, losses, &claims);
  if (!program) return std::nullopt;
  return share_losses(*program, claims);
}

std::string Trial::cell_text(const std::string& name, std::int64_t value) const {
  const FactShape* shape = find(name);
  return shape == nullptr ? std::to_string(value) : text_of(*shape, value);
}

}  // namespace pledgelab::lint_trial
