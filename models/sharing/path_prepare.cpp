#include <algorithm>
#include <map>
#include <utility>

#include "models/sharing/evaluate.hpp"
#include "models/sharing/ledger_run.hpp"
#include "models/sharing/path_share.hpp"

namespace pledgelab {
namespace {

// Recoveries up to so many months past the horizon have their dates looked up.
constexpr std::uint32_t kRecoveryMonths = 120;

bool by_row(const Program& program, std::uint32_t term) {
  return term == kNone || program.terms[term].by_row;
}

PathColumn truths(const Program& program, std::uint32_t term) {
  PathColumn column;
  if (term == kNone) return column;
  column.dynamic = !by_row(program, term);
  if (column.dynamic) return column;
  for (std::size_t row = 0; row < program.rows; ++row) {
    const Answer answer = holds(program, term, {row, 0, 0, nullptr});
    column.value.push_back(answer.truth == Truth::yes ? 1 : 0);
    column.known.push_back(answer.truth == Truth::unknown ? 0 : 1);
  }
  return column;
}

PathColumn amounts(const Program& program, std::uint32_t term) {
  PathColumn column;
  if (term == kNone) return column;
  column.dynamic = !by_row(program, term);
  if (column.dynamic) return column;
  column.stride = program.terms[term].fixed ? 0 : 1;
  const std::size_t rows = column.stride == 0 ? 1 : program.rows;
  for (std::size_t row = 0; row < rows; ++row) {
    const Amount amount = amount_of(program, term, {row, 0, 0, nullptr});
    column.value.push_back(amount.fen);
    column.known.push_back(amount.standing == Standing::known ? 1 : 0);
  }
  return column;
}

void prepare_part(const Program& program, const Instruction& instruction, PathStep& step) {
  if (instruction.part == kNone) return;
  for (std::size_t row = 0; row < program.rows; ++row) {
    const Figure part = value_of(program, instruction.part, {row, 0, 0, nullptr});
    const bool fits = Ratio{0, 1} <= part.value && part.value <= Ratio{1, 1};
    step.part.push_back(part.value);
    step.part_known.push_back(part.standing == Standing::known && fits ? 1 : 0);
  }
}

void prepare_shares(const Program& program, const Instruction& instruction, PathStep& step) {
  bool rows_only = true;
  bool roles = false;  // a role may be absent in some rows
  for (const ProgramShare& share : instruction.shares) {
    rows_only = rows_only && by_row(program, share.term);
    const bool present = share.party == program.residual;  // it holds the loan
    roles = roles || (!present && program.parties[share.party].firm != kNone);
  }
  if (instruction.shares.empty() || !rows_only) return;
  const bool same = instruction.shares_fixed && !roles;
  const std::size_t payers = instruction.shares.size();
  step.shares_stride = same ? 0 : payers;
  std::vector<Ratio> ratios(payers);
  for (std::size_t row = 0; row < (same ? 1 : program.rows); ++row) {
    const Standing standing = shares_of(program, instruction, {row, 0, 0, nullptr}, ratios.data());
    step.shares.insert(step.shares.end(), ratios.begin(), ratios.end());
    step.shares_known.push_back(standing == Standing::known ? 1 : 0);
  }
  if (!same || step.shares_known[0] == 0) return;
  for (const Ratio share : step.shares) step.fixed.emplace_back(share, program.rounding);
}

// Who and, for a cohort, which: the part of a unit's key that a loan fixes.
bool row_key(const Program& program, const ProgramUnit& unit, std::size_t row,
             std::pair<std::int64_t, std::int64_t>& key) {
  key = {0, 0};
  if (unit.who == Unit::Who::loan) {
    key.first = static_cast<std::int64_t>(row);
  } else if (unit.column != kNone) {
    const bool has = program.columns[unit.column].has(row);
    if (!has && unit.second_column == kNone) return false;
    const FactColumn& column = program.columns[has ? unit.column : unit.second_column];
    if (!column.has(row)) return false;
    key.first = has ? column.value[row] : -1 - column.value[row];
  }
  if (unit.period != Unit::Period::cohort) return true;
  const FactColumn& origination = program.columns[program.origination];
  if (!origination.has(row)) return false;
  key.second = ledger::year_of(program, Date{static_cast<std::int32_t>(origination.value[row])});
  return true;
}

void prepare_keys(const PathProgram& prepared, const Instruction& instruction, PathStep& step) {
  if (!instruction.periodic()) return;
  std::map<std::pair<std::int64_t, std::int64_t>, std::uint32_t> numbers;
  for (std::size_t row = 0; row < prepared.program.rows; ++row) {
    std::pair<std::int64_t, std::int64_t> key;
    if (!row_key(prepared.program, instruction.unit, row, key)) {
      step.key.push_back(kNone);
      continue;
    }
    const auto next = static_cast<std::uint32_t>(numbers.size());
    step.key.push_back(numbers.try_emplace(key, next).first->second);
  }
  step.by_year = instruction.unit.period == Unit::Period::year;
  step.key_count = static_cast<std::uint32_t>(std::max<std::size_t>(1, numbers.size())) *
                   (step.by_year ? prepared.year_count : 1);
}

void prepare_calendar(PathProgram& prepared) {
  const Program& program = prepared.program;
  prepared.first_year = ledger::year_of(program, prepared.as_of);
  for (std::uint32_t month = 0; month <= prepared.month_count; ++month) {
    const Date date = add_months(prepared.as_of, static_cast<int>(month));
    prepared.month_date.push_back(date);
    prepared.month_filed.push_back(ledger::filing_date(program, date, date));
    prepared.month_pay.push_back(ledger::pay_date_of(program, prepared.month_filed.back()));
    const int year = ledger::year_of(program, prepared.month_pay.back());
    prepared.month_year.push_back(static_cast<std::uint32_t>(year - prepared.first_year));
  }
  prepared.year_count = prepared.month_year.back() + 1;
  for (std::uint32_t month = 0; month <= prepared.month_count + kRecoveryMonths; ++month) {
    prepared.event_date.push_back(add_months(prepared.as_of, static_cast<int>(month)));
  }
  Date day = prepared.as_of;
  for (int year = 1; day < prepared.month_pay.back(); ++year) {
    day = add_months(prepared.as_of, 12 * year);
    prepared.account_day.push_back(day);
  }
}

// Dates by origination are the loan's; dates by default or claim are asked month by month.
PathColumn covered_rows(const Program& program) {
  PathColumn column = truths(program, program.trigger);
  const bool dated = program.effective_from && program.effective_by == EffectiveBy::origination;
  if (!dated) return column;
  if (column.value.empty()) {
    column.value.assign(program.rows, 1);
    column.known.assign(program.rows, 1);
  }
  const FactColumn& origination = program.columns[program.origination];
  for (std::size_t row = 0; row < program.rows; ++row) {
    const Date date{static_cast<std::int32_t>(origination.value[row])};
    const bool late = program.effective_to && *program.effective_to < date;
    // The dates are asked first: what lies outside never asks the trigger.
    const bool outside = date < *program.effective_from || late;
    if (!origination.has(row)) column.known[row] = 0;
    if (origination.has(row) && outside) {
      column.known[row] = 1;
      column.value[row] = 0;
    }
  }
  return column;
}

// By default or claim: whether every month of the horizon lies within the policy's dates.
bool all_months_inside(const PathProgram& prepared) {
  const Program& program = prepared.program;
  if (!program.effective_from || program.effective_by == EffectiveBy::origination) return true;
  const bool filed = program.effective_by == EffectiveBy::claim;
  for (const Date date : filed ? prepared.month_filed : prepared.month_date) {
    const bool late = program.effective_to && *program.effective_to < date;
    if (date < *program.effective_from || late) return false;
  }
  return true;
}

bool reads_stocks(const Program& program) {
  return std::any_of(program.measures.begin(), program.measures.end(),
                     [](const ProgramMeasure& measure) { return is_stock(measure.kind); });
}

// Months, ends of months and of policy years, to the end of the year of the last claim.
void prepare_stock_days(PathProgram& prepared) {
  const Date last = year_last(prepared.program, prepared.month_pay.back());
  std::vector<Date>& days = prepared.stock_day;
  days = prepared.month_date;
  for (Date day = month_end(prepared.as_of); day <= last; day = month_end(add_days(day, 1))) {
    days.push_back(day);
  }
  for (Date day = year_last(prepared.program, prepared.as_of); day <= last;
       day = year_last(prepared.program, add_days(day, 1))) {
    days.push_back(day);
  }
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
}

// The schedule of each firm, by the keys of firms of which a stock is read.
void prepare_schedule(PathProgram& prepared, PathSchedule schedule) {
  const Program& program = prepared.program;
  prepared.scheduled.resize(program.firms.size());
  if (!reads_stocks(program)) return;
  PL_CHECK(schedule.months == prepared.month_count);
  const std::size_t months = prepared.month_count + std::size_t{1};
  PL_CHECK(schedule.balance_fen.size() == program.rows * months);
  prepared.schedule = std::move(schedule);
  for (const ProgramMeasure& measure : program.measures) {
    const FirmKey& key = program.firms[measure.firms];
    std::vector<std::int64_t>& sums = prepared.scheduled[measure.firms];
    if (!is_stock(measure.kind) || !sums.empty()) continue;
    sums.assign(key.names.size() * months, 0);
    for (std::size_t row = 0; row < program.rows; ++row) {
      if (key.of_row[row] == FirmKey::kAbsent) continue;
      for (std::uint32_t month = 0; month < months; ++month) {
        sums[key.of_row[row] * months + month] += prepared.schedule.at(row, month);
      }
    }
  }
  prepare_stock_days(prepared);
}

// Days on which something happens by itself.
void prepare_days(PathProgram& prepared, PathSchedule schedule) {
  const Program& program = prepared.program;
  const bool lives = std::any_of(program.parties.begin(), program.parties.end(),
                                 [](const ProgramParty& party) { return party.terms.lives(); });
  prepared.by_day = program.watches() || lives;
  prepare_schedule(prepared, std::move(schedule));
  prepared.known_until = prepared.account_day.back();
  if (!prepared.stock_day.empty()) {
    prepared.known_until = std::max(prepared.known_until, prepared.stock_day.back());
  }
}

void prepare_account(PathProgram& prepared, std::uint32_t party) {
  const std::vector<AccountSource>& sources = prepared.program.parties[party].sources;
  if (sources.empty()) return;
  std::int64_t opening = 0;
  for (const AccountSource& source : sources) {
    prepared.inflows.push_back({source.date, party, source.amount.fen()});
    if (source.date <= prepared.as_of) opening += source.amount.fen();
  }
  prepared.accounts.push_back(party);
  prepared.opening_fen.push_back(opening);
}

}  // namespace

PathProgram prepare(const Program& program, Date as_of, std::uint32_t month_count,
                    PathSchedule schedule, std::vector<std::uint32_t> row_order) {
  PathProgram prepared;
  prepared.row_order = std::move(row_order);
  prepared.program = program;
  prepared.as_of = as_of;
  prepared.month_count = month_count;
  // On a path the default itself is the trigger: the tape carries no later state of the facts.
  prepared.program.trigger = kNone;
  prepare_calendar(prepared);
  prepare_days(prepared, std::move(schedule));
  prepared.covered = covered_rows(prepared.program);
  for (std::uint32_t party = 0; party < program.parties.size(); ++party) {
    prepare_account(prepared, party);
  }
  std::stable_sort(prepared.inflows.begin(), prepared.inflows.end(),
                   [](const PathInflow& a, const PathInflow& b) { return a.date < b.date; });
  bool restores_claims = false;  // room of a running total at the claim, not of an account
  const Instruction* close = nullptr;
  for (const Instruction& instruction : program.steps) {
    PathStep step;
    step.condition = truths(program, instruction.condition);
    step.require = truths(program, instruction.require);
    step.above = amounts(program, instruction.above);
    step.limit = amounts(program, instruction.value);
    prepare_part(program, instruction, step);
    prepare_shares(program, instruction, step);
    if (instruction.closes()) close = &instruction;
    // A quota after a close runs over the unit of that close.
    const bool after = close != nullptr && instruction.verb == Step::Verb::quota;
    prepare_keys(prepared, after ? *close : instruction, step);
    if (instruction.verb == Step::Verb::cap && instruction.less_recovered) {
      prepared.restoring.push_back(static_cast<std::uint32_t>(prepared.steps.size()));
      restores_claims = restores_claims || !instruction.at_balance();
    }
    prepared.steps.push_back(std::move(step));
  }
  const bool by_day = prepared.by_day && close == nullptr;
  const bool restores = !prepared.restoring.empty();
  prepared.receipts_by_day = (restores || by_day) && program.recovery_by != RecoveryBy::recompute;
  prepared.by_columns = !prepared.by_day && !restores_claims;
  prepared.asks_cover = !prepared.covered.value.empty() || prepared.covered.dynamic ||
                        !all_months_inside(prepared) || !program.covered.empty();
  prepared.keeps_handed = program.recovery_by == RecoveryBy::as_quota;
  prepared.notes = program.notes;
  if (program.trigger != kNone) {
    prepared.notes.emplace_back("a simulated default is taken to meet the claim's trigger");
  }
  return prepared;
}

}  // namespace pledgelab
