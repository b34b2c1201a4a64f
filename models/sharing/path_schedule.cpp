#include "models/sharing/path_schedule.hpp"

#include <algorithm>
#include <optional>

#include "models/base/id_order.hpp"
#include "models/exposure/balance.hpp"
#include "models/sharing/path_share.hpp"

namespace pledgelab {
namespace {

// One loan on one path.
struct LoanPath {
  std::optional<Date> default_date;
  std::int64_t principal = 0;
  std::vector<std::pair<Date, std::int64_t>> came;
  std::optional<Date> written_off;

  // What it owes in default at the end of `day`.
  [[nodiscard]] std::int64_t bad_on(Date day) const {
    if (written_off && *written_off <= day) return 0;
    std::int64_t owed = principal;
    for (const auto& [date, fen] : came) owed -= date <= day ? fen : 0;
    return std::max<std::int64_t>(0, owed);
  }
};

std::vector<LoanPath> loans_of(const PathProgram& prepared, const LossTape& tape, std::size_t begin,
                               std::size_t end) {
  std::vector<LoanPath> loans(prepared.program.rows);
  for (std::size_t i = begin; i < end; ++i) {
    LoanPath& loan = loans[tape.loan[i]];
    const Date date = add_months(prepared.as_of, static_cast<int>(tape.month[i]));
    if (tape.kind[i] == TapeKind::loan_default) {
      loan.default_date = date;
      loan.principal = tape.principal_fen[i];
    }
    if (!loan.default_date) continue;
    if (tape.kind[i] == TapeKind::recovery) {
      loan.came.emplace_back(date, tape.principal_fen[i] + tape.interest_fen[i]);
    }
    if (tape.kind[i] == TapeKind::write_off) loan.written_off = date;
  }
  return loans;
}

std::uint32_t month_on(const PathProgram& prepared, Date day) {
  std::uint32_t month = 0;
  while (month < prepared.month_count && prepared.month_date[month + 1] <= day) ++month;
  return month;
}

std::int64_t stock_on(const PathProgram& prepared, const std::vector<LoanPath>& loans,
                      const ProgramMeasure& measure, std::uint32_t firm, Date day) {
  const std::vector<std::uint32_t>& firms = prepared.program.firms[measure.firms].of_row;
  const std::uint32_t month = month_on(prepared, day);
  std::int64_t sum = 0;
  for (std::size_t loan = 0; loan < loans.size(); ++loan) {
    if (firms[loan] != firm) continue;
    const bool bad = loans[loan].default_date && *loans[loan].default_date <= day;
    if (bad) sum += loans[loan].bad_on(day);
    if (!bad && measure.kind == MeasureKind::loan_balance) {
      sum += prepared.schedule.at(loan, month);
    }
  }
  return sum;
}

}  // namespace

PathSchedule path_schedule(const Book& book, Date as_of, std::uint32_t months) {
  PathSchedule schedule;
  schedule.months = months;
  for (const Loan& loan : book.loans) {
    std::vector<std::int64_t> owed(months + std::size_t{1}, 0);
    if (loan.balance.fen() > 0) fill_scheduled_balance_fen(loan, as_of, owed);
    schedule.balance_fen.insert(schedule.balance_fen.end(), owed.begin(), owed.end());
  }
  return schedule;
}

std::vector<std::uint32_t> loan_order(const Book& book) {
  std::vector<std::string> ids;
  ids.reserve(book.loans.size());
  for (const Loan& loan : book.loans) ids.push_back(loan.id);
  return id_order(ids);
}

Program with_path_series(const PathProgram& prepared, const LossTape& tape, std::size_t begin,
                         std::size_t end) {
  Program program = prepared.program;
  const std::vector<LoanPath> loans = loans_of(prepared, tape, begin, end);
  for (ProgramMeasure& measure : program.measures) {
    if (!is_stock(measure.kind)) continue;
    for (std::uint32_t firm = 0; firm < measure.series.size(); ++firm) {
      for (const Date day : prepared.stock_day) {
        PeriodRow row;
        row.end = day;
        row.measure = measure.kind;
        row.fen = stock_on(prepared, loans, measure, firm, day);
        measure.series[firm].push_back(row);
      }
    }
  }
  return program;
}

}  // namespace pledgelab
