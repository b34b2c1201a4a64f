#include "models/book/map.hpp"

#include <algorithm>

#include "models/base/mapping_reader.hpp"
#include "models/base/nearest.hpp"

namespace pledgelab {
namespace {

using Kind = Node::Kind;

struct Reading {
  const Document& document;
  ColumnMap map;
  Errors errors;

  void fail(const Node& node, const std::string& code, const std::string& message,
            const std::string& hint = {}) {
    errors.push_back({code, document.origin(node), message, hint, ErrorKind::input});
  }

  const Field* field(const Entry& entry) {
    const Field* found = find_field(entry.key);
    if (found != nullptr) return found;
    std::vector<std::string> names;
    for (const Field& known : book_fields()) {
      names.push_back(row_name(known.table) + "." + known.name);
    }
    const std::string near = nearest_word(entry.key, names);
    errors.push_back({"M-101", document.origin(entry), "no field is called '" + entry.key + "'",
                      near.empty() ? "fields are named as loan.balance; see models/book/README.md"
                                   : "did you mean '" + near + "'?",
                      ErrorKind::input});
    return nullptr;
  }

  // The entries of an optional mapping.
  const std::vector<Entry>& entries(const Node* node, const char* key) {
    static const std::vector<Entry> none;
    if (node == nullptr || node->kind == Kind::null) return none;
    if (node->kind == Kind::mapping) return node->entries;
    fail(*node, "M-102", std::string("'") + key + "' must be a mapping of fields");
    return none;
  }
};

void read_columns(Reading& reading, const Node* node) {
  for (const Entry& entry : reading.entries(node, "columns")) {
    const Field* field = reading.field(entry);
    ColumnMap::Source source{field, entry.value.text, {}, {}};
    if (entry.value.kind == Kind::mapping) {
      MappingReader reader(reading.document, entry.value, entry.key, reading.errors);
      source.column = reader.required_text("column");
      const std::string unit = reader.optional_text("unit");
      if (!unit.empty()) source.unit = parse_unit(unit);
      source.otherwise = reader.optional_text("else");
      reader.done();
    } else if (entry.value.kind != Kind::scalar || entry.value.text.empty()) {
      reading.fail(entry.value, "M-103", "'" + entry.key + "' needs the column's header");
    }
    if (source.unit && source.unit->kind == CellUnit::Kind::unknown) {
      reading.fail(entry.value, "B-105", "unknown unit '" + source.unit->text + "'",
                   "money: yuan, wan, usd …; rates: percent, bp, frac");
    }
    if (field != nullptr) reading.map.columns.push_back(std::move(source));
  }
}

void read_constants(Reading& reading, const Node* node) {
  for (const Entry& entry : reading.entries(node, "constants")) {
    const Field* field = reading.field(entry);
    if (field == nullptr) continue;
    CellReading value = read_cell(*field, parse_unit("yuan"), entry.value.text);
    if (entry.value.kind != Kind::scalar || entry.value.text.empty()) value.why = "no value";
    if (field->type == FieldType::reference) value.why = "a reference cannot be a constant";
    if (!value.why.empty()) {
      reading.fail(entry.value, "M-104", entry.key + ": " + value.why, value.hint);
    }
    reading.map.constants.push_back({field, std::move(value.value)});
  }
}

void read_words(Reading& reading, const Node* node) {
  for (const Entry& entry : reading.entries(node, "words")) {
    const Field* field = reading.field(entry);
    if (field == nullptr) continue;
    if (field->words == nullptr) {
      reading.fail(entry.value, "M-105", entry.key + " has no words");
      continue;
    }
    for (const Entry& word : reading.entries(&entry.value, "words")) {
      const std::string to = canonical_word(*field->words, word.value.text);
      if (to.empty()) {
        reading.fail(word.value, "M-106", "'" + word.value.text + "' is no " + field->name,
                     suggestion(word.value.text, *field->words));
      }
      reading.map.words.push_back({field, word.key, to});
    }
  }
}

void read_where(Reading& reading, const Node* node) {
  static const std::vector<std::string> tests = {"eq", "ne", "in", "lt", "le", "gt", "ge"};
  for (const Entry& entry : reading.entries(node, "where")) {
    for (const Entry& test : reading.entries(&entry.value, "where")) {
      const auto at = std::find(tests.begin(), tests.end(), test.key);
      if (at == tests.end()) {
        reading.fail(test.value, "M-107", "unknown test '" + test.key + "'",
                     suggestion(test.key, tests));
        continue;
      }
      RowFilter filter{entry.key, static_cast<RowFilter::Test>(at - tests.begin()), {}};
      if (test.value.kind == Kind::scalar) filter.values.push_back(test.value.text);
      for (const Node& item : test.value.items) filter.values.push_back(item.text);
      if (filter.values.empty()) reading.fail(test.value, "M-108", "nothing to compare with");
      reading.map.where.push_back(std::move(filter));
    }
  }
}

void read_drop(Reading& reading, const Node* node) {
  if (node == nullptr) return;
  if (node->kind != Kind::sequence) {
    reading.fail(*node, "M-109", "'drop' must be a list of columns");
  }
  for (const Node& item : node->items) {
    const auto used = [&](const std::string& column) { return column == item.text; };
    const auto& map = reading.map;
    if (std::any_of(map.columns.begin(), map.columns.end(),
                    [&](const ColumnMap::Source& source) {
                      return used(source.column) || used(source.otherwise);
                    }) ||
        std::any_of(map.where.begin(), map.where.end(),
                    [&](const RowFilter& filter) { return used(filter.column); })) {
      reading.fail(item, "M-110", "'" + item.text + "' is dropped and read");
    }
    reading.map.drop.push_back(item.text);
  }
}

}  // namespace

Result<ColumnMap> read_map(const Document& document) {
  Reading reading{document, {}, {}};
  reading.map.file = document.file;
  MappingReader reader(document, document.root, "column map", reading.errors);
  reader.required_word("schema", {"map/1"});
  reading.map.currency = reader.optional_text("currency");
  reading.map.unsecured = reader.optional_word("pledges", {"rows", "none"}, 0) == 1;
  reader.optional_text("source");
  read_columns(reading, reader.required("columns"));
  read_constants(reading, reader.optional("constants"));
  read_words(reading, reader.optional("words"));
  read_where(reading, reader.optional("where"));
  read_drop(reading, reader.optional("drop"));
  reader.done();
  if (!reading.errors.empty()) return reading.errors;
  return std::move(reading.map);
}

}  // namespace pledgelab
