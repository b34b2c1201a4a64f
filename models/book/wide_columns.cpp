// A wide sheet's headers: the guess, the map, units.
#include <algorithm>
#include <map>

#include "models/base/nearest.hpp"
#include "models/book/repair.hpp"
#include "models/book/sheet.hpp"

namespace pledgelab {
namespace {

using Kind = CellUnit::Kind;

std::string path_of(const Field& field) { return row_name(field.table) + "." + field.name; }

bool is_part(const Field& field) {
  return field.type == FieldType::rate || field.type == FieldType::share ||
         field.name.ends_with("_frac");
}

// Fields that a header's name means: one, or one for each kind of right (分类号).
std::vector<const Field*> meant_by(const std::string& name) {
  std::vector<const Field*> found;
  std::vector<const Field*> plain;
  for (const Field& field : book_fields()) {
    const auto& all = field.synonyms;
    if (path_of(field) == name || row_name(field.table) + "_" + field.name == name ||
        std::find(all.begin(), all.end(), name) != all.end()) {
      found.push_back(&field);
    }
    if (field.name == name) plain.push_back(&field);
  }
  if (found.empty() && plain.size() == 1) return plain;
  return found;
}

// A header of several names (专利号/商标注册号/登记号) means what most of them mean.
std::vector<const Field*> meant(const std::string& name) {
  std::vector<const Field*> found = meant_by(name);
  if (!found.empty() || name.find('/') == std::string::npos) return found;
  std::map<const Field*, std::size_t> votes;
  std::size_t parts = 0;
  for (std::size_t from = 0; from <= name.size(); ++parts) {
    const std::size_t to = std::min(name.find('/', from), name.size());
    const auto fields = meant_by(name.substr(from, to - from));
    if (fields.size() == 1) ++votes[fields.front()];
    from = to + 1;
  }
  for (const auto& [field, count] : votes) {
    if (2 * count > parts) return {field};
  }
  return {};
}

bool takes(const ColumnMap& map, const Field* field) {
  return std::any_of(map.columns.begin(), map.columns.end(),
                     [&](const ColumnMap::Source& source) { return source.field == field; });
}

// Who pledges (出质人) is the borrower where no column names one.
void take_pledgor(ColumnMap& map, std::vector<Guess>& guesses) {
  const Field* owner = find_field("asset.owner_id");
  const Field* borrower = find_field("borrower.name");
  if (takes(map, borrower) || takes(map, find_field("borrower.id"))) return;
  for (std::size_t at = 0; at < map.columns.size(); ++at) {
    if (map.columns[at].field != owner) continue;
    map.columns.push_back({borrower, map.columns[at].column, {}, {}});
    guesses.push_back({map.columns[at].column, path_of(*borrower), {}});
    return;
  }
}

}  // namespace

ColumnMap guess_map(const Cells& sheet, std::vector<Guess>& guesses) {
  ColumnMap map;
  for (const Cell& cell : sheet.header) {
    const Header header = parse_header(cell.text);
    const std::string column(cell.text);
    bool taken = false;
    for (const Field* field : meant(header.name)) {
      if (takes(map, field)) continue;
      map.columns.push_back({field, column, {}, {}});
      guesses.push_back({column, path_of(*field), header.unit.text});
      taken = true;
    }
    if (!taken) guesses.push_back({column, {}, {}});
  }
  take_pledgor(map, guesses);
  return map;
}

namespace sheet {
namespace {

void fail(Sheet& sheet, std::uint32_t column, const std::string& code, const std::string& message,
          const std::string& hint = {}) {
  sheet.errors.push_back({code, {sheet.cells.file, 1, column}, message, hint, ErrorKind::input});
}

std::size_t find_column(Sheet& sheet, const std::string& name) {
  std::vector<std::string> headers;
  for (std::size_t at = 0; at < sheet.cells.width(); ++at) {
    headers.push_back(trim(half_width(sheet.cells.header[at].text)));
    if (sheet.cells.header[at].text == name || headers.back() == trim(half_width(name))) return at;
  }
  fail(sheet, 0, "B-121", "the sheet has no column '" + name + "', which the map names",
       suggestion(name, headers));
  return sheet.cells.width();
}

// Bare numbers in a column of rates that states no unit: all of them must say the same.
void infer_unit(Sheet& sheet, Binding& binding) {
  double least = 1e300;
  double most = 0;
  for (std::size_t row = 0; row < sheet.cells.rows(); ++row) {
    const std::string text = repair_cell(*binding.field, sheet.cells.at(row, binding.at).text).text;
    if (text.find_first_not_of("0123456789.") != std::string::npos) continue;
    const CellReading number = read_cell(*find_field("borrower.staff_count"), {}, text);
    const auto* value = std::get_if<double>(&number.value);
    if (value == nullptr || *value == 0) continue;
    least = std::min(least, *value);
    most = std::max(most, *value);
  }
  if (most == 0) return;
  const bool rate = binding.field->type == FieldType::rate;
  const Cell& cell = sheet.cells.header[binding.at];
  const std::string name = "'" + std::string(cell.text) + "'";
  if (most > 1 && least >= (rate ? 0.5 : 1.0)) {
    binding.unit = parse_unit("percent");
    sheet.tell(cell, "W-125", name + " states no unit: its bare numbers are read as percent");
  } else if (rate ? most < 0.5 : (most <= 1 && binding.field->type == FieldType::share)) {
    binding.unit = parse_unit("frac");
    sheet.tell(cell, "W-125", name + " states no unit: its bare numbers are read as fractions");
  } else {
    fail(sheet, cell.column, "B-108",
         name + " states no unit and its numbers may be percentages or fractions",
         "write " + std::string(cell.text) + "(%), or a map with unit: percent");
  }
}

void resolve_unit(Sheet& sheet, Binding& binding, const ColumnMap::Source& source) {
  const Cell& cell = sheet.cells.header[binding.at];
  binding.unit = source.unit ? *source.unit : parse_header(cell.text).unit;
  const Field& field = *binding.field;
  const std::string name = "'" + std::string(cell.text) + "'";
  const bool money = field.type == FieldType::money;
  if (binding.unit.kind == Kind::unknown && !money && !is_part(field)) binding.unit = {};
  if (binding.unit.kind == Kind::unknown) {
    fail(sheet, cell.column, "B-105", "unknown unit '" + binding.unit.text + "' of " + name,
         "money: 元, 万元, yuan, wan, usd …; rates: %, bp, frac");
  } else if (money && binding.unit.kind == Kind::none) {
    if (sheet.options.unit) binding.unit = *sheet.options.unit;
  } else if (money && binding.unit.kind != Kind::money) {
    fail(sheet, cell.column, "B-107", "'" + binding.unit.text + "' is no unit of money");
  } else if (is_part(field) &&
             (binding.unit.kind == Kind::money || binding.unit.kind == Kind::neutral)) {
    fail(sheet, cell.column, "B-107", "'" + binding.unit.text + "' is no unit of " + field.name);
  } else if (is_part(field) && binding.unit.kind == Kind::none &&
             parse_header(cell.text).name != field.name) {
    infer_unit(sheet, binding);
  }
  if (binding.unit.kind != Kind::money) return;
  std::string& currency = sheet.options.currency;
  if (currency.empty()) currency = binding.unit.currency;
  if (currency != binding.unit.currency) {
    fail(sheet, cell.column, "B-106",
         name + " is in " + binding.unit.currency + ", the book in " + currency,
         "a book has one currency");
  }
}

void require(Sheet& sheet, std::initializer_list<const char*> any, const char* what) {
  for (const char* path : any) {
    if (sheet.bound(path)) return;
  }
  fail(sheet, 0, "B-120", std::string("no column gives ") + what,
       std::string("map one to ") + *any.begin());
}

void require_columns(Sheet& sheet) {
  require(sheet, {"loan.id"}, "the loan's number");
  require(sheet, {"borrower.id", "borrower.name"}, "the borrower");
  require(sheet, {"loan.origination"}, "the day the loan was paid out");
  require(sheet, {"loan.balance", "loan.principal"}, "what is owed");
  require(sheet, {"loan.maturity", "loan.term_from_scenario"}, "the day the loan is due");
  if (sheet.map.unsecured) return;
  require(sheet, {"asset.number", "asset.id"}, "the right's number");
  require(sheet, {"asset.kind"}, "the kind of right");
}

}  // namespace

bool Sheet::bound(const std::string& path) const {
  const Field* field = find_field(path);
  return std::any_of(bindings.begin(), bindings.end(),
                     [&](const Binding& binding) { return binding.field == field; }) ||
         std::any_of(map.constants.begin(), map.constants.end(),
                     [&](const ColumnMap::Constant& constant) { return constant.field == field; });
}

void Sheet::tell(const Cell& cell, const std::string& code, const std::string& message) {
  auto [at, fresh] = told.try_emplace(code + message);
  ++at->second.second;
  if (fresh) {
    at->second.first = {code, {cells.file, cell.line, cell.column}, message, {}, ErrorKind::input};
  }
}

namespace {

// The header of a field without a column that this one perhaps was meant to be.
std::string meant_header(const Sheet& sheet, const std::string& name) {
  std::vector<std::string> free;
  for (const Field& field : book_fields()) {
    const bool bound = std::any_of(sheet.bindings.begin(), sheet.bindings.end(),
                                   [&](const Binding& binding) { return binding.field == &field; });
    if (bound) continue;
    free.push_back(field.name);
    free.insert(free.end(), field.synonyms.begin(), field.synonyms.end());
  }
  const std::string near = nearest_word(name, free);
  return near.empty() ? std::string() : ": did you mean '" + near + "'?";
}

}  // namespace

void bind(Sheet& sheet) {
  const std::size_t width = sheet.cells.width();
  sheet.dropped.assign(width, false);
  for (const std::string& name : sheet.map.drop) {
    const std::size_t at = find_column(sheet, name);
    if (at < width) sheet.dropped[at] = true;
  }
  for (const RowFilter& filter : sheet.map.where) {
    sheet.filters.push_back(find_column(sheet, filter.column));
  }
  std::vector<bool> used(width, false);
  for (const ColumnMap::Source& source : sheet.map.columns) {
    Binding binding{source.field, find_column(sheet, source.column), {}, {}};
    if (!source.otherwise.empty()) binding.otherwise = find_column(sheet, source.otherwise);
    if (binding.at == width || binding.otherwise == width) continue;
    used[binding.at] = true;
    if (binding.otherwise) used[*binding.otherwise] = true;
    resolve_unit(sheet, binding, source);
    sheet.bindings.push_back(binding);
    if (source.field->type == FieldType::money) sheet.money.push_back(std::move(binding));
  }
  for (std::size_t at = 0; at < width; ++at) {
    if (used[at] || sheet.dropped[at]) continue;
    const Cell& cell = sheet.cells.header[at];
    if (parse_header(cell.text).unit.kind == Kind::money) {
      sheet.unread_money.push_back(at);
    } else {
      sheet.tell(cell, "W-126",
                 "column '" + std::string(cell.text) + "' is not read" +
                     meant_header(sheet, parse_header(cell.text).name));
    }
  }
  require_columns(sheet);
  if (sheet.options.currency.empty()) sheet.options.currency = "CNY";
}

}  // namespace sheet
}  // namespace pledgelab
