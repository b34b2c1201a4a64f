#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>
#include <unordered_map>

#include "models/base/date.hpp"
#include "models/base/nearest.hpp"
#include "models/book/fields.hpp"
#include "models/book/words.hpp"
#include "models/quality/classes.hpp"
#include "models/quality/patent_columns.hpp"
#include "models/quality/patent_set.hpp"

namespace pledgelab {
namespace {

constexpr std::size_t kFaultsTold = 20;
const std::vector<std::string> kKinds = {"invention", "utility_model", "design"};
constexpr std::string_view kSections = "ABCDEFGHY";  // Y: the tags of the CPC

// One file being read; faults are told with their places, and reading goes on.
struct PatentReader {
  const Cells& cells;
  PatentColumns columns;
  Errors errors = {};

  void fail(const Cell& cell, std::string message, std::string hint = {}) {
    errors.push_back({"Q-108",
                      {cells.file, cell.line, cell.column},
                      std::move(message),
                      std::move(hint),
                      ErrorKind::input});
  }
  [[nodiscard]] const Cell* cell(std::size_t row, PatentField field) const {
    const auto column = columns.of(field);
    if (!column || cells.at(row, *column).text.empty()) return nullptr;
    return &cells.at(row, *column);
  }
};

std::optional<double> number_in(std::string_view text) {
  double value = 0;
  const auto end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  if (read.ec != std::errc() || read.ptr != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::string shown(double value) {
  std::string text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::optional<double> read_number(PatentReader& reader, const Cell& cell, const Indicator& one) {
  if (cell.text.empty()) return std::nullopt;
  const auto value = number_in(cell.text);
  const bool whole = value && (!one.whole || *value == std::floor(*value));
  if (value && whole && *value >= one.low && *value <= one.high) return value;
  reader.fail(cell, "'" + std::string(cell.text) + "' is no " + one.name,
              std::string(one.whole ? "a whole number" : "a number") + " from " + shown(one.low) +
                  " to " + shown(one.high) + ", or empty when unknown");
  return std::nullopt;
}

std::string read_word(PatentReader& reader, std::size_t row, PatentField field,
                      const std::vector<std::string>& words) {
  const Cell* cell = reader.cell(row, field);
  if (cell == nullptr) return {};
  std::string text(cell->text);
  if (std::find(words.begin(), words.end(), text) != words.end()) return text;
  // The book's words in the trade's Chinese: 发明, 有效.
  const auto& all = field == PatentField::status ? kLegalStatusWords : kAssetKindWords;
  std::string canonical = canonical_word(all, text);
  if (std::find(words.begin(), words.end(), canonical) != words.end()) return canonical;
  reader.fail(*cell, "'" + text + "' is no " + kPatentFieldWords[static_cast<std::size_t>(field)],
              suggestion(text, words));
  return {};
}

std::optional<double> read_whole(PatentReader& reader, std::size_t row, PatentField field,
                                 double low, double high) {
  const Cell* cell = reader.cell(row, field);
  if (cell == nullptr) return std::nullopt;
  const std::string& word = kPatentFieldWords[static_cast<std::size_t>(field)];
  return read_number(reader, *cell, {word, low, high, true, true, {}, {}, {}});
}

std::optional<Date> read_day(PatentReader& reader, std::size_t row, PatentField field) {
  const Cell* cell = reader.cell(row, field);
  if (cell == nullptr) return std::nullopt;
  const auto date = parse_date(cell->text);
  if (!date) {
    reader.fail(*cell, "'" + std::string(cell->text) + "' is no date", "write it as 2018-09-30");
  }
  return date;
}

std::vector<std::string> parted(std::string_view text, char by) {
  std::vector<std::string> parts;
  while (true) {
    const auto end = text.find(by);
    std::string_view part = text.substr(0, end);
    while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
    while (!part.empty() && part.back() == ' ') part.remove_suffix(1);
    if (!part.empty()) parts.emplace_back(part);
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

bool is_code(const std::string& code) {
  const auto digit = [&](std::size_t i) { return code[i] >= '0' && code[i] <= '9'; };
  return code.size() >= 4 && kSections.find(code[0]) != std::string_view::npos && digit(1) &&
         digit(2) && code[3] >= 'A' && code[3] <= 'Z';
}

// Codes of several patents: patents parted by '|', codes by ';'. None when nothing is written.
std::optional<std::vector<ClassCodes>> read_codes(PatentReader& reader, std::size_t row,
                                                  PatentField field) {
  const Cell* cell = reader.cell(row, field);
  if (cell == nullptr) return std::nullopt;
  std::vector<ClassCodes> patents;
  for (const std::string& patent : parted(cell->text, '|')) {
    patents.push_back(parted(patent, ';'));
    for (const std::string& code : patents.back()) {
      if (is_code(code)) continue;
      reader.fail(*cell, "'" + code + "' is no IPC or CPC code", "for instance H01M 10/05");
      return std::nullopt;
    }
  }
  return patents;
}

// The columns that the file itself gives, and those that are computed from others.
class IndicatorRows {
 public:
  IndicatorRows(PatentReader& reader, std::size_t rows) : x_reader(reader), x_rows(rows) {
    x_columns.resize(indicator_catalogue().size());
  }
  // Columns that lists, dates and parts will fill must not be in the file too.
  void computed(PatentField from, std::initializer_list<const char*> names) {
    if (!x_reader.columns.has(from)) return;
    for (const char* name : names) {
      const std::size_t at = place(name);
      if (const auto column = x_reader.columns.indicators[at]) {
        const Cell& cell = x_reader.cells.header[*column];
        x_reader.errors.push_back({"Q-106",
                                   {x_reader.cells.file, cell.line, cell.column},
                                   std::string(name) + " is given, and computed from '" +
                                       kPatentFieldWords[static_cast<std::size_t>(from)] +
                                       "' as well",
                                   "leave one of the two columns out",
                                   ErrorKind::input});
      }
    }
  }
  void read_given() {
    for (std::size_t at = 0; at < x_columns.size(); ++at) {
      const auto column = x_reader.columns.indicators[at];
      if (!column) continue;
      x_columns[at].resize(x_rows);
      for (std::size_t row = 0; row < x_rows; ++row) {
        x_columns[at][row] =
            read_number(x_reader, x_reader.cells.at(row, *column), indicator_catalogue()[at]);
      }
    }
  }
  // Fills what no column of the file gives.
  void set(const char* name, std::size_t row, std::optional<double> value) {
    MaybeValues& values = x_columns[place(name)];
    if (!value || x_reader.columns.indicators[place(name)]) return;
    values.resize(x_rows);
    values[row] = value;
  }
  [[nodiscard]] std::optional<double> get(const char* name, std::size_t row) const {
    const MaybeValues& values = x_columns[place(name)];
    return values.empty() ? std::nullopt : values[row];
  }
  [[nodiscard]] std::vector<IndicatorColumn> columns() const {
    std::vector<IndicatorColumn> all;
    for (std::size_t at = 0; at < x_columns.size(); ++at) {
      if (!x_columns[at].empty()) all.push_back({&indicator_catalogue()[at], x_columns[at]});
    }
    return all;
  }

 private:
  static std::size_t place(const char* name) {
    const Indicator* found = find_indicator(name);
    PL_CHECK(found != nullptr);
    return static_cast<std::size_t>(found - indicator_catalogue().data());
  }

  PatentReader& x_reader;
  std::size_t x_rows;
  std::vector<MaybeValues> x_columns;
};

void set_from_lists(PatentReader& reader, std::size_t row, PatentSet& set, IndicatorRows& rows) {
  const auto own_list = read_codes(reader, row, PatentField::ipc);
  const ClassCodes own = own_list && !own_list->empty() ? own_list->front() : ClassCodes{};
  if (own_list && own_list->size() > 1) {
    reader.fail(*reader.cell(row, PatentField::ipc), "'ipc' holds the codes of one patent",
                "part them by ';'");
  }
  if (!own.empty()) {
    rows.set("scope_count", row, static_cast<double>(scope_count(own)));
    if (set.section[row].empty()) set.section[row] = own.front().substr(0, 1);
  }
  if (const auto cited = read_codes(reader, row, PatentField::cited_ipc)) {
    const auto plain = originality_frac(*cited);
    rows.set("originality_frac", row, plain);
    rows.set(
        "originality_corrected_frac", row,
        herfindahl_corrected_frac(plain.value_or(0), static_cast<double>(listed_count(*cited))));
    rows.set("radicalness_frac", row, radicalness_frac(own, *cited));
  }
  if (const auto citing = read_codes(reader, row, PatentField::citing_ipc)) {
    const auto plain = generality_frac(*citing);
    rows.set("generality_frac", row, plain);
    rows.set("generality_corrected_frac", row,
             herfindahl_corrected_frac(plain.value_or(0),
                                       static_cast<double>(classified_count(*citing))));
  }
}

void set_from_parts(PatentReader& reader, std::size_t row, IndicatorRows& rows) {
  const auto independent = read_whole(reader, row, PatentField::independent_claims, 0, 1e6);
  const auto dependent = read_whole(reader, row, PatentField::dependent_claims, 0, 1e6);
  if (independent && dependent) rows.set("claims_count", row, *independent + *dependent);
  const auto claims = rows.get("claims_count", row);
  const auto cited = rows.get("backward_citations_count", row);
  const auto others = rows.get("npl_citations_count", row);
  if (cited && others && *cited + *others > 0) {
    rows.set("npl_share_frac", row, *others / (*cited + *others));
  }
  if (claims && cited && *cited > 0) {
    rows.set("claims_per_citation_frac", row, *claims / *cited);
  }
}

void read_dates(PatentReader& reader, std::size_t row, PatentSet& set, IndicatorRows& rows) {
  const auto filed = read_day(reader, row, PatentField::filing_date);
  const auto granted = read_day(reader, row, PatentField::grant_date);
  const auto year = [](std::optional<double> value) {
    return value ? std::optional<int>(static_cast<int>(*value)) : std::nullopt;
  };
  set.filing_year[row] = filed
                             ? std::optional<int>(civil(*filed).year)
                             : year(read_whole(reader, row, PatentField::filing_year, 1800, 2999));
  set.grant_year[row] = granted
                            ? std::optional<int>(civil(*granted).year)
                            : year(read_whole(reader, row, PatentField::grant_year, 1800, 2999));
  if (!filed || !granted) return;
  if (*granted < *filed) {
    reader.fail(*reader.cell(row, PatentField::grant_date), "granted before it was filed",
                "filed on " + to_iso(*filed));
    return;
  }
  rows.set("grant_lag_days", row, granted->days - filed->days);
}

void read_gates(PatentReader& reader, std::size_t row, PatentSet& set) {
  const std::string status = read_word(reader, row, PatentField::status, kLegalStatusWords);
  set.status_known[row] =
      !status.empty() && status != word_of(LegalStatus::unknown, kLegalStatusWords);
  for (std::size_t gate = 0; gate < kGates; ++gate) {
    set.gates[row][gate] = status == kGateWords[gate];
  }
  const auto set_flag = [&](PatentField field, LegalGate gate) {
    set.gates[row][static_cast<std::size_t>(gate)] =
        read_whole(reader, row, field, 0, 1).value_or(0) == 1;
  };
  set_flag(PatentField::consent_missing, LegalGate::consent_missing);
  set_flag(PatentField::pledged, LegalGate::pledged);
}

void read_identity(PatentReader& reader, std::size_t row, PatentSet& set,
                   std::unordered_map<std::string, std::uint32_t>& seen) {
  const Cell& cell = reader.cells.at(row, *reader.columns.of(PatentField::patent_id));
  set.id.emplace_back(cell.text);
  set.line.push_back(cell.line);
  if (cell.text.empty()) {
    reader.fail(cell, "the patent has no number", "fill patent_id");
  } else if (const auto found = seen.emplace(set.id.back(), cell.line); !found.second) {
    reader.fail(cell, "'" + set.id.back() + "' is given twice",
                "it stands also in line " + std::to_string(found.first->second));
  }
  set.kind[row] = read_word(reader, row, PatentField::kind, kKinds);
  if (const Cell* section = reader.cell(row, PatentField::section)) {
    set.section[row] = std::string(section->text);
    if (section->text.size() != 1 || kSections.find(section->text[0]) == std::string_view::npos) {
      reader.fail(*section, "'" + set.section[row] + "' is no section of the IPC or CPC",
                  "one letter, A to H or Y");
    }
  }
  if (const auto field = read_whole(reader, row, PatentField::technology_field, 1, 35)) {
    set.field[row] = shown(*field);
  }
}

void read_outcome(PatentReader& reader, PatentSet& set) {
  const auto column = reader.columns.outcome;
  if (!column) return;
  IndicatorColumn outcome;
  const auto& given = reader.columns.indicators;
  const auto same = std::find(given.begin(), given.end(), column);
  if (same != given.end())
    outcome.indicator = &indicator_catalogue()[static_cast<std::size_t>(same - given.begin())];
  for (std::size_t row = 0; row < set.size(); ++row) {
    const Cell& cell = reader.cells.at(row, *column);
    outcome.values.push_back(number_in(cell.text));
    if (!cell.text.empty() && !outcome.values.back()) {
      reader.fail(cell, "'" + std::string(cell.text) + "' is no number", "a number, or empty");
    }
  }
  set.outcome = std::move(outcome);
}

Errors most_told(const Cells& cells, Errors errors) {
  if (errors.size() <= kFaultsTold) return errors;
  const std::size_t more = errors.size() - kFaultsTold;
  errors.resize(kFaultsTold);
  errors.push_back({"Q-108",
                    {cells.file, 0, 0},
                    "and " + std::to_string(more) + " more faults",
                    "mend those above first",
                    ErrorKind::input});
  return errors;
}

}  // namespace

const IndicatorColumn* PatentSet::find(const Indicator* indicator) const {
  for (const IndicatorColumn& column : indicators) {
    if (column.indicator == indicator) return &column;
  }
  return nullptr;
}

Result<PatentSet> read_patents(const Cells& cells, const std::string& outcome) {
  PatentReader reader{cells, {}};
  reader.columns = find_columns(cells, outcome, reader.errors);
  const std::size_t rows = cells.rows();
  IndicatorRows indicators(reader, rows);
  indicators.computed(PatentField::ipc, {"scope_count"});
  indicators.computed(PatentField::cited_ipc,
                      {"originality_frac", "originality_corrected_frac", "radicalness_frac"});
  indicators.computed(PatentField::citing_ipc, {"generality_frac", "generality_corrected_frac"});
  indicators.computed(PatentField::independent_claims, {"claims_count"});
  if (rows == 0) {
    reader.errors.push_back({"Q-105",
                             {cells.file, 1, 0},
                             "the file has a header and no patent",
                             "one row a patent",
                             ErrorKind::input});
  }
  if (!reader.errors.empty()) return most_told(cells, std::move(reader.errors));
  PatentSet set;
  set.file = cells.file;
  set.notes = reader.columns.notes;
  set.kind.resize(rows);
  set.section.resize(rows);
  set.field.resize(rows);
  set.filing_year.resize(rows);
  set.grant_year.resize(rows);
  set.status_known.resize(rows);
  set.gates.resize(rows);
  indicators.read_given();
  std::unordered_map<std::string, std::uint32_t> seen;
  for (std::size_t row = 0; row < rows; ++row) {
    read_identity(reader, row, set, seen);
    read_gates(reader, row, set);
    read_dates(reader, row, set, indicators);
    set_from_lists(reader, row, set, indicators);
    set_from_parts(reader, row, indicators);
  }
  read_outcome(reader, set);
  set.indicators = indicators.columns();
  if (!reader.errors.empty()) return most_told(cells, std::move(reader.errors));
  return set;
}

Result<AwardList> read_awards(const Cells& cells) {
  Errors errors;
  const PatentColumns columns = find_columns(cells, {}, errors);
  if (!errors.empty()) return errors;
  AwardList list;
  list.file = cells.file;
  for (std::size_t row = 0; row < cells.rows(); ++row) {
    const Cell& cell = cells.at(row, *columns.of(PatentField::patent_id));
    if (cell.text.empty()) {
      errors.push_back({"Q-108",
                        {cells.file, cell.line, cell.column},
                        "the patent has no number",
                        "fill patent_id",
                        ErrorKind::input});
    }
    list.id.emplace_back(cell.text);
    list.line.push_back(cell.line);
  }
  if (list.id.empty()) {
    errors.push_back({"Q-105",
                      {cells.file, 1, 0},
                      "the file has a header and no patent",
                      "one row an awarded patent",
                      ErrorKind::input});
  }
  if (!errors.empty()) return most_told(cells, std::move(errors));
  return list;
}

}  // namespace pledgelab
