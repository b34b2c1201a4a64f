#include "models/sharing/periods.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "models/base/money.hpp"
#include "models/base/nearest.hpp"
#include "models/book/fields.hpp"
#include "models/policy/facts.hpp"
#include "models/sharing/loss_sheet.hpp"

namespace pledgelab {
namespace {

constexpr std::size_t kNoColumn = static_cast<std::size_t>(-1);

struct PeriodColumns {
  std::size_t party, scheme, start, end, cohort, measure, value;
};

struct PeriodReader {
  const Cells& cells;
  const std::string& currency;
  Errors& errors;

  void fail(const Cell& cell, const char* code, const std::string& message,
            const std::string& hint = {}) {
    errors.push_back({code, {cells.file, cell.line, cell.column}, message, hint, ErrorKind::input});
  }

  [[nodiscard]] std::string text(std::size_t row, std::size_t column) const {
    return column == kNoColumn ? std::string() : std::string(cells.at(row, column).text);
  }

  void fail(std::size_t row, std::size_t column, const std::string& what, const std::string& hint,
            const char* code = "P-162") {
    fail(cells.at(row, column), code,
         "'" + text(row, column) + "' in column '" + std::string(cells.header[column].text) + "' " +
             what + of_row(row),
         hint);
  }

  // " (scheme_id 'wuhan', party_id 'B1', measure lent)": what the row is a figure of.
  [[nodiscard]] std::string of_row(std::size_t row) const {
    std::string told;
    for (const char* name : {"scheme_id", "party_id", "measure"}) {
      for (std::size_t at = 0; at < cells.width(); ++at) {
        if (cells.header[at].text != name) continue;
        told += (told.empty() ? "" : ", ") + std::string(name) + " '" + text(row, at) + "'";
      }
    }
    return told.empty() ? told : " (" + told + ")";
  }
};

// Finds a column by name; told once where it stands twice, or not at all.
std::size_t find_column(PeriodReader& reader, const std::string& name, bool needed) {
  std::size_t found = kNoColumn;
  for (std::size_t at = 0; at < reader.cells.width(); ++at) {
    if (reader.cells.header[at].text != name) continue;
    if (found != kNoColumn) {
      reader.fail(reader.cells.header[at], "P-161", "the column '" + name + "' is given twice",
                  "remove one of them");
    }
    found = found == kNoColumn ? at : found;
  }
  if (found != kNoColumn || !needed) return found;
  std::vector<std::string> names;
  for (const Cell& header : reader.cells.header) names.emplace_back(header.text);
  const std::string near = nearest_word(name, names);
  const Cell top = reader.cells.header.empty() ? Cell{} : reader.cells.header.front();
  reader.errors.push_back({"P-161",
                           {reader.cells.file, std::max(1U, top.line), 0},
                           "the column '" + name + "' of a periods file is missing",
                           near.empty() ? "columns are party_id, scheme_id, period_start, "
                                          "period_end, cohort, measure, value" +
                                              money_suffix(reader.currency)
                                        : "rename '" + near + "'",
                           ErrorKind::input});
  return kNoColumn;
}

void refuse_unknown(PeriodReader& reader, const std::vector<std::string>& known) {
  for (const Cell& header : reader.cells.header) {
    const std::string name(header.text);
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const std::string currency = currency_of_name(name);
    if (name.rfind("value_", 0) == 0 && !currency.empty() && currency != reader.currency) {
      reader.fail(
          header, "P-152",
          "the column '" + name + "' is in " + currency + ", the policy is in " + reader.currency,
          "amounts of one policy are in one currency");
    } else if (name.rfind("value_", 0) == 0 && currency.empty()) {
      reader.fail(header, "P-152", "the column '" + name + "' has a unit not read here",
                  "write the amounts in " + known.back() + ", two decimals at most");
    } else {
      reader.fail(header, "P-161", "a periods file has no column '" + name + "'",
                  suggestion(name, known));
    }
  }
}

std::optional<PeriodColumns> find_columns(PeriodReader& reader) {
  const std::vector<std::string> known = {"party_id",
                                          "scheme_id",
                                          "period_start",
                                          "period_end",
                                          "cohort",
                                          "measure",
                                          "value" + money_suffix(reader.currency)};
  refuse_unknown(reader, known);
  // A value in another currency is told as that, not as a missing column.
  const bool told = !reader.errors.empty();
  PeriodColumns at{};
  at.party = find_column(reader, known[0], true);
  at.scheme = find_column(reader, known[1], true);
  at.start = find_column(reader, known[2], true);
  at.end = find_column(reader, known[3], true);
  at.cohort = find_column(reader, known[4], false);
  at.measure = find_column(reader, known[5], true);
  at.value = find_column(reader, known[6], !told);
  if (!reader.errors.empty()) return std::nullopt;
  return at;
}

std::optional<int> read_cohort(PeriodReader& reader, std::size_t row, std::size_t column) {
  const std::string text = reader.text(row, column);
  if (text.empty()) return std::nullopt;
  const bool digits = text.size() == 4 && std::all_of(text.begin(), text.end(),
                                                      [](char c) { return c >= '0' && c <= '9'; });
  const int year = digits ? std::stoi(text) : 0;
  if (year < 1800 || year > 2999) {
    reader.fail(row, column, "is no year of origination", "write 2024, or leave it empty");
    return std::nullopt;
  }
  return year;
}

Date read_day(PeriodReader& reader, std::size_t row, std::size_t column) {
  const auto date = parse_date(reader.text(row, column));
  if (!date) reader.fail(row, column, "is no date", "write YYYY-MM-DD");
  return date.value_or(Date{});
}

std::int64_t read_value(PeriodReader& reader, std::size_t row, std::size_t column) {
  const std::string text = reader.text(row, column);
  const auto amount = parse_money(text);
  if (!amount) {
    reader.fail(row, column, "is no amount of money",
                text.empty() ? "write 0 where it is nothing; leave the row out where it is unknown"
                             : "write 1234.50: digits, a point and at most two decimals");
  } else if (*amount < Money()) {
    reader.fail(row, column, "is negative", "a measure is an amount, at least 0");
  }
  return amount.value_or(Money()).fen();
}

PeriodRow read_row(PeriodReader& reader, const PeriodColumns& at, std::size_t row) {
  PeriodRow read;
  read.line = reader.cells.at(row, 0).line;
  read.party = reader.text(row, at.party);
  read.scheme = reader.text(row, at.scheme);
  const std::string measure = reader.text(row, at.measure);
  const auto kind = measure_of_word(measure);
  if (!kind) {
    reader.fail(row, at.measure, "is not a measure", suggestion(measure, kMeasureWords), "P-163");
  }
  read.measure = kind.value_or(MeasureKind::lent);
  read.cohort = read_cohort(reader, row, at.cohort);
  const std::size_t faults = reader.errors.size();
  read.end = read_day(reader, row, at.end);
  // A stock has no first day to speak of.
  const bool open = reader.text(row, at.start).empty() && is_stock(read.measure);
  read.start = open ? read.end : read_day(reader, row, at.start);
  if (reader.errors.size() == faults && read.end < read.start) {
    reader.fail(row, at.end, "lies before period_start",
                "a period ends on its last day, not before " + to_iso(read.start));
  }
  read.fen = read_value(reader, row, at.value);
  return read;
}

using SeriesKey = std::tuple<MeasureKind, std::string, std::string, std::optional<int>>;

// Two stocks on one day, or two flows that share days, would count twice.
void refuse_doubles(PeriodReader& reader, const PeriodColumns& at,
                    const std::vector<PeriodRow>& rows) {
  std::map<SeriesKey, std::vector<std::size_t>> series;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    series[{rows[row].measure, rows[row].party, rows[row].scheme, rows[row].cohort}].push_back(row);
  }
  for (auto& [key, group] : series) {
    const bool stock = is_stock(std::get<0>(key));
    std::stable_sort(group.begin(), group.end(), [&](std::size_t a, std::size_t b) {
      return std::tie(rows[a].end, rows[a].line) < std::tie(rows[b].end, rows[b].line);
    });
    for (std::size_t i = 1; i < group.size(); ++i) {
      const PeriodRow& before = rows[group[i - 1]];
      const PeriodRow& row = rows[group[i]];
      if (stock ? before.end < row.end : before.end < row.start) continue;
      const bool same = before.end == row.end && (stock || before.start == row.start);
      reader.fail(group[i], at.end,
                  same ? "gives the same figure as line " + std::to_string(before.line)
                       : "and period_start share days with line " + std::to_string(before.line),
                  same ? "one figure a party, scheme, period, cohort and measure: remove one"
                       : "a flow belongs to its own days: write each period apart, not summed up",
                  "P-164");
    }
  }
}

}  // namespace

Result<Periods> read_periods(const Cells& written, const std::string& currency) {
  auto plain = plain_periods(written, currency);
  if (!plain) return plain.errors();
  const Cells& cells = plain.value().cells;
  Errors errors;
  PeriodReader reader{cells, currency, errors};
  Periods periods;
  periods.file = cells.file;
  const auto at = find_columns(reader);
  if (!at) return errors;
  for (std::size_t row = 0; row < cells.rows(); ++row) {
    periods.rows.push_back(read_row(reader, *at, row));
  }
  if (errors.empty()) refuse_doubles(reader, *at, periods.rows);
  if (!errors.empty()) return errors;
  std::stable_sort(periods.rows.begin(), periods.rows.end(),
                   [](const PeriodRow& a, const PeriodRow& b) {
                     return std::tie(a.end, a.line) < std::tie(b.end, b.line);
                   });
  return periods;
}

std::optional<std::int64_t> figure_of(const PeriodSeries& series, MeasureKind measure,
                                      const PeriodSpan& span) {
  const bool totals =
      !span.cohort && std::any_of(series.begin(), series.end(),
                                  [](const PeriodRow& row) { return !row.cohort.has_value(); });
  std::optional<Date> last;
  __int128 sum = 0;
  for (const PeriodRow& row : series) {
    if (row.end < span.from || span.to < row.end) continue;
    if (span.cohort ? row.cohort != span.cohort : totals && row.cohort) continue;
    if (is_stock(measure) && last != row.end) sum = 0;
    last = row.end;
    sum += row.fen;
  }
  if (!last || sum > INT64_MAX) return std::nullopt;
  return static_cast<std::int64_t>(sum);
}

PeriodSeries series_of(const Periods& periods, MeasureKind measure, const std::string& party,
                       const std::string& scheme) {
  PeriodSeries series;
  for (const PeriodRow& row : periods.rows) {
    if (row.measure == measure && row.party == party && row.scheme == scheme) {
      series.push_back(row);
    }
  }
  return series;
}

}  // namespace pledgelab
