#include "models/backtest/read_ledger.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "models/base/nearest.hpp"
#include "models/book/cell.hpp"
#include "models/book/fields.hpp"
#include "models/book/words.hpp"
#include "models/valuation/method_levels.hpp"

namespace pledgelab {
namespace {

struct LedgerColumn {
  const char* name;  // without unit
  std::vector<std::string> synonyms;
  bool required = false;
  bool money = false;
  bool fraction = false;  // written with _frac
};

// Where a column stands, and the size of its unit.
struct Found {
  std::size_t at = 0;
  std::int64_t fen_per_unit = 100;
};

// One file being read: faults of the file in `errors`, those of the row in `faults`.
struct LedgerReader {
  const Cells& cells;
  std::string currency;  // empty until the first amount's column tells it
  std::map<std::string, Found> columns = {};
  Errors errors = {};
  std::optional<Error> fault = {};

  void refuse(const char* code, const Cell& cell, std::string what, std::string hint) {
    errors.push_back({code,
                      {cells.file, cell.line, cell.column},
                      std::move(what),
                      std::move(hint),
                      ErrorKind::input});
  }
  // The first fault of a row is its reason.
  void fail(const char* code, const Cell& cell, std::string what, std::string hint) {
    if (fault) return;
    fault = Error{code,
                  {cells.file, cell.line, cell.column},
                  std::move(what),
                  std::move(hint),
                  ErrorKind::input};
  }
  [[nodiscard]] bool has(const char* name) const { return columns.count(name) > 0; }
  [[nodiscard]] const Cell& cell(std::size_t row, const char* name) const {
    return cells.at(row, columns.at(name).at);
  }
  [[nodiscard]] bool empty(std::size_t row, const char* name) const {
    return !has(name) || cell(row, name).text.empty();
  }
};

std::string text_of(const Cell& cell) { return std::string(cell.text); }

// "median_yuan": how the column is best written.
std::string full_name(const LedgerColumn& column, const std::string& currency) {
  const std::string name = column.name;
  if (column.fraction) return name + "_frac";
  return column.money ? name + money_suffix(currency.empty() ? "CNY" : currency) : name;
}

std::vector<std::string> full_names(std::span<const LedgerColumn> known,
                                    const std::string& currency) {
  std::vector<std::string> names;
  for (const LedgerColumn& column : known) names.push_back(full_name(column, currency));
  return names;
}

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

const LedgerColumn* column_of(std::span<const LedgerColumn> known, const std::string& name) {
  for (const LedgerColumn& column : known) {
    const auto& others = column.synonyms;
    if (name == column.name || std::find(others.begin(), others.end(), name) != others.end()) {
      return &column;
    }
  }
  return nullptr;
}

// Is the header's unit one that the column can have? Takes the file's currency from the first.
bool take_unit(LedgerReader& reader, const LedgerColumn& column, const Cell& cell,
               const CellUnit& unit) {
  const std::string named = "the column '" + text_of(cell) + "'";
  const std::string right = "write " + full_name(column, reader.currency);
  if (column.money && unit.kind != CellUnit::Kind::money) {
    reader.refuse("B-162", cell, named + " states no unit of money", right);
    return false;
  }
  if (column.fraction && unit.kind != CellUnit::Kind::fraction) {
    reader.refuse("B-162", cell, named + " does not say that it holds fractions", right);
    return false;
  }
  if (!column.money) return true;
  if (reader.currency.empty()) reader.currency = unit.currency;
  if (reader.currency == unit.currency) return true;
  reader.refuse("B-162", cell,
                named + " is in " + unit.currency + ", other amounts are in " + reader.currency,
                right + ": one test has one currency");
  return false;
}

void find_columns(LedgerReader& reader, std::span<const LedgerColumn> known) {
  for (std::size_t at = 0; at < reader.cells.width(); ++at) {
    const Cell& cell = reader.cells.header[at];
    const Header header = parse_header(cell.text);
    const LedgerColumn* column = column_of(known, header.name);
    if (column == nullptr) {
      reader.refuse("B-161", cell, "the column '" + text_of(cell) + "' is not known",
                    suggestion(cell.text, full_names(known, reader.currency)));
      continue;
    }
    if (!take_unit(reader, *column, cell, header.unit)) {
      reader.columns.emplace(column->name, Found{at, 100});  // told once, not as missing too
      continue;
    }
    const std::int64_t scale = column->money ? header.unit.fen_per_unit : 100;
    if (!reader.columns.emplace(column->name, Found{at, scale}).second) {
      reader.refuse("B-161", cell, "the column '" + text_of(cell) + "' is given twice",
                    "remove one of them");
    }
  }
  std::vector<std::string> there;
  for (const Cell& cell : reader.cells.header) there.push_back(text_of(cell));
  for (const LedgerColumn& column : known) {
    if (!column.required || reader.has(column.name)) continue;
    const std::uint32_t line = there.empty() ? 1 : reader.cells.header.front().line;
    const std::string name = full_name(column, reader.currency);
    const std::string near = nearest_word(name, there);
    reader.errors.push_back({"B-161",
                             {reader.cells.file, line, 0},
                             "the column '" + name + "' is missing",
                             near.empty()
                                 ? "columns are " + joined(full_names(known, reader.currency))
                                 : "rename '" + near + "'",
                             ErrorKind::input});
  }
}

std::string read_id(LedgerReader& reader, std::size_t row) {
  const Cell& cell = reader.cell(row, "asset_id");
  if (cell.text.empty()) {
    reader.fail("B-163", cell, "no right is named", "write its asset_id as in the book");
  }
  return text_of(cell);
}

Date read_day(LedgerReader& reader, std::size_t row) {
  const Cell& cell = reader.cell(row, "date");
  const auto date = parse_date(cell.text);
  if (!date) {
    reader.fail("B-163", cell, "'" + text_of(cell) + "' is no date", "write YYYY-MM-DD");
  }
  return date.value_or(Date{});
}

const std::vector<std::vector<std::string>> kRealisationWordsZh = {
    {"处置", "出售", "转让", "拍卖"}, {"许可"}, {"重估", "再评估", "评估"}};

Realisation read_realisation(LedgerReader& reader, std::size_t row, const char* column) {
  const Cell& cell = reader.cell(row, column);
  const std::string text = text_of(cell);
  for (std::size_t i = 0; i < kRealisationWords.size(); ++i) {
    const auto& zh = kRealisationWordsZh[i];
    if (text == kRealisationWords[i] || std::find(zh.begin(), zh.end(), text) != zh.end()) {
      return static_cast<Realisation>(i);
    }
  }
  reader.fail("B-163", cell, "'" + text + "' is no " + column, suggestion(text, kRealisationWords));
  return Realisation::sale;
}

// An amount at the column's unit; `positive`: 0 is refused too.
Money read_amount(LedgerReader& reader, std::size_t row, const char* column, bool positive) {
  const Cell& cell = reader.cell(row, column);
  const auto amount = parse_money(text_of(cell), reader.columns.at(column).fen_per_unit);
  if (!amount) {
    reader.fail("B-163", cell, "'" + text_of(cell) + "' is no amount",
                "write plain digits, as 1234.50");
  } else if (*amount < Money() || (positive && *amount == Money())) {
    reader.fail("B-163", cell,
                "'" + text_of(cell) + "' must be " + (positive ? "above 0" : "0 or more"),
                !positive            ? "write 0 where nobody bought"
                : reader.has("what") ? "only a sale may come to nothing; leave such a row out"
                                     : "a chance of nothing stands in probability_zero_frac");
  }
  return amount.value_or(Money());
}

double read_number(LedgerReader& reader, std::size_t row, const char* column) {
  const Cell& cell = reader.cell(row, column);
  const std::string_view text = cell.text;
  double number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool plain = text.find_first_not_of("0123456789.") == std::string_view::npos;
  if (!plain || read.ec != std::errc() || read.ptr != text.data() + text.size()) {
    reader.fail("B-163", cell, "'" + text_of(cell) + "' is no number of 0 or more",
                "write plain digits, as 0.35");
    return 0;
  }
  return number;
}

std::optional<AssetKind> read_kind(LedgerReader& reader, std::size_t row) {
  if (reader.empty(row, "kind")) return std::nullopt;
  const Cell& cell = reader.cell(row, "kind");
  const std::string word = canonical_word(kAssetKindWords, text_of(cell));
  const auto at = std::find(kAssetKindWords.begin(), kAssetKindWords.end(), word);
  if (at == kAssetKindWords.end()) {
    reader.fail("B-163", cell, "'" + text_of(cell) + "' is no kind of right",
                suggestion(cell.text, kAssetKindWords));
    return std::nullopt;
  }
  return static_cast<AssetKind>(at - kAssetKindWords.begin());
}

std::string read_method(LedgerReader& reader, std::size_t row) {
  if (reader.empty(row, "method")) return {};
  const Cell& cell = reader.cell(row, "method");
  std::string text = text_of(cell);
  const std::vector<std::string> known = method_names();
  if (std::find(known.begin(), known.end(), text) == known.end()) {
    reader.fail("B-163", cell, "'" + text + "' is no method", suggestion(text, known));
  }
  return text;
}

// What is above zero: median and ln_sd, or p10 and p90, never both.
void read_spread(LedgerReader& reader, std::size_t row, DeltaLognormal& worth) {
  const bool centre = !reader.empty(row, "median") && !reader.empty(row, "ln_sd");
  const bool quantiles = !reader.empty(row, "p10") && !reader.empty(row, "p90");
  const auto any = [&](const char* a, const char* b) {
    return !reader.empty(row, a) || !reader.empty(row, b);
  };
  const bool both = any("median", "ln_sd") && any("p10", "p90");
  const Cell& first = reader.cell(row, "asset_id");
  if (both || (!centre && !quantiles)) {
    reader.fail("B-165", first,
                both ? "both median and ln_sd, and p10 and p90 stand in this row"
                     : "the row has no distribution",
                "fill median and ln_sd, or p10 and p90");
    return;
  }
  const double zero = worth.zero_frac;
  if (centre) {
    const Money median = read_amount(reader, row, "median", true);
    worth.ln_sd = read_number(reader, row, "ln_sd");
    if (reader.fault) return;
    worth.ln_mean = std::log(median.yuan());
  } else {
    const double low = read_amount(reader, row, "p10", true).yuan();
    const double high = read_amount(reader, row, "p90", true).yuan();
    if (reader.fault) return;
    const auto fitted = lognormal_of_quantiles(low, high);
    if (!fitted) {
      const Error& why = fitted.errors().front();
      return reader.fail("B-163", reader.cell(row, "p10"), why.message, why.hint);
    }
    worth = fitted.value();
    worth.zero_frac = zero;
  }
  const Outcome good = check_distribution(worth);
  if (good) return;
  const Error& why = good.errors().front();
  reader.fail("B-163", reader.cell(row, centre ? "ln_sd" : "p90"), why.message, why.hint);
}

DeltaLognormal read_worth(LedgerReader& reader, std::size_t row) {
  DeltaLognormal worth;
  if (reader.has("probability_zero")) {
    const Cell& cell = reader.cell(row, "probability_zero");
    worth.zero_frac = read_number(reader, row, "probability_zero");
    if (worth.zero_frac > 1) {
      reader.fail("B-163", cell, "'" + text_of(cell) + "' is no probability",
                  "write a fraction of 1: 0.05 for 5 %");
    }
  }
  if (!reader.fault && worth.zero_frac < 1) read_spread(reader, row, worth);
  return worth;
}

// What the row holds, for its reject.
std::string raw_of(const Cells& cells, std::size_t row) {
  std::string raw;
  for (std::size_t at = 0; at < cells.width(); ++at) {
    raw += (at > 0 ? "," : "") + text_of(cells.at(row, at));
  }
  return raw;
}

// Puts the row aside when it has a fault, or when `key` stood in an earlier row.
template <class Value>
void keep_row(LedgerReader& reader, std::size_t row, const std::string& key,
              std::map<std::string, std::uint32_t>& seen, Loaded<std::vector<Value>>& loaded,
              Value value) {
  const Cell& first = reader.cells.at(row, 0);
  value.line = first.line;
  if (!reader.fault) {
    const auto [found, fresh] = seen.emplace(key, first.line);
    if (!fresh) {
      reader.fail("B-164", first,
                  "the row says again what line " + std::to_string(found->second) + " says of '" +
                      value.asset_id + "'",
                  "one row a right, date, purpose and method: remove one");
    }
  }
  if (reader.fault) {
    loaded.rejects.push_back({*reader.fault, raw_of(reader.cells, row), 0});
    reader.fault.reset();
  } else {
    loaded.value.push_back(std::move(value));
  }
}

const std::vector<LedgerColumn>& forecast_columns() {
  static const std::vector<LedgerColumn> kColumns = {
      {"asset_id", {"权利编号", "资产编号", "专利号"}, true},
      {"kind", {"种类", "权利类型", "类型"}},
      {"date", {"预测日", "估值日", "日期"}, true},
      {"purpose", {"用途", "预测事项"}, true},
      {"probability_zero", {"零值概率"}, false, false, true},
      {"median", {"中位数"}, false, true},
      {"ln_sd", {"对数标准差"}},
      {"p10", {"P10"}, false, true},
      {"p90", {"P90"}, false, true},
      {"method", {"方法", "估值方法"}}};
  return kColumns;
}

const std::vector<LedgerColumn>& outcome_columns() {
  static const std::vector<LedgerColumn> kColumns = {
      {"asset_id", {"权利编号", "资产编号", "专利号"}, true},
      {"date", {"日期", "成交日", "评估日"}, true},
      {"what", {"事项", "结果"}, true},
      {"amount", {"金额", "成交价", "评估值"}, true, true},
      {"valuer_id", {"评估机构", "评估机构编号"}}};
  return kColumns;
}

RealisedValue read_outcome(LedgerReader& reader, std::size_t row) {
  RealisedValue outcome;
  outcome.asset_id = read_id(reader, row);
  outcome.date = read_day(reader, row);
  outcome.what = read_realisation(reader, row, "what");
  const bool appraised = outcome.what == Realisation::reappraisal;
  outcome.amount = read_amount(reader, row, "amount", appraised);
  const bool named = !reader.empty(row, "valuer_id");
  if (named) outcome.valuer_id = text_of(reader.cell(row, "valuer_id"));
  if (named == appraised) return outcome;
  reader.fail("B-165", reader.cell(row, named ? "valuer_id" : "what"),
              named ? "a " + word_of(outcome.what, kRealisationWords) + " has no valuer"
                    : "a re-appraisal without its valuer",
              named ? "leave valuer_id empty; write the appraisal as a row of its own"
                    : "write who appraised in valuer_id");
  return outcome;
}

}  // namespace

Result<Loaded<ForecastLedger>> read_forecasts(const Cells& cells) {
  LedgerReader reader{cells, {}};
  find_columns(reader, forecast_columns());
  const bool centre = reader.has("median") && reader.has("ln_sd");
  const bool quantiles = reader.has("p10") && reader.has("p90");
  if (reader.errors.empty() && !centre && !quantiles) {
    const Cell top = cells.header.empty() ? Cell{} : cells.header.front();
    reader.refuse("B-161", {{}, std::max(1U, top.line), 0}, "no columns of a distribution",
                  "add median_yuan and ln_sd, or p10_yuan and "
                  "p90_yuan");
  }
  if (!reader.errors.empty()) return reader.errors;
  Loaded<std::vector<ValueForecast>> rows;
  std::map<std::string, std::uint32_t> seen;
  for (std::size_t row = 0; row < cells.rows(); ++row) {
    ValueForecast forecast;
    forecast.asset_id = read_id(reader, row);
    forecast.kind = read_kind(reader, row);
    forecast.made_on = read_day(reader, row);
    forecast.purpose = read_realisation(reader, row, "purpose");
    forecast.worth = read_worth(reader, row);
    forecast.method = read_method(reader, row);
    const std::string key = forecast.asset_id + "\n" + to_iso(forecast.made_on) + "\n" +
                            word_of(forecast.purpose, kRealisationWords) + "\n" + forecast.method;
    keep_row(reader, row, key, seen, rows, std::move(forecast));
  }
  return Loaded<ForecastLedger>{{reader.currency, std::move(rows.value)}, std::move(rows.rejects)};
}

Result<Loaded<std::vector<RealisedValue>>> read_realised_values(const Cells& cells,
                                                                const std::string& currency) {
  LedgerReader reader{cells, currency};
  find_columns(reader, outcome_columns());
  if (!reader.errors.empty()) return reader.errors;
  Loaded<std::vector<RealisedValue>> rows;
  std::map<std::string, std::uint32_t> seen;
  for (std::size_t row = 0; row < cells.rows(); ++row) {
    RealisedValue outcome = read_outcome(reader, row);
    const std::string key = outcome.asset_id + "\n" + to_iso(outcome.date) + "\n" +
                            word_of(outcome.what, kRealisationWords) + "\n" + outcome.valuer_id;
    keep_row(reader, row, key, seen, rows, std::move(outcome));
  }
  return rows;
}

}  // namespace pledgelab
