#include "models/scenario/read.hpp"

#include <algorithm>
#include <array>

#include "models/base/mapping_reader.hpp"
#include "models/base/nearest.hpp"
#include "models/base/quantity.hpp"
#include "models/scenario/parameters.hpp"

namespace pledgelab {
namespace {

const std::vector<std::string> kMarkWords = {"found", "known", "fitted", "assumed"};
const std::vector<std::string> kSchemaWords = {"scenario/1"};

std::optional<double> in_unit(const Quantity& quantity, std::string_view unit) {
  const double value = quantity.value.frac();
  switch (quantity.kind) {
    case Quantity::Kind::number:
      return value;
    case Quantity::Kind::rate:
      return unit == "frac" || unit == "frac_annual" ? std::optional(value) : std::nullopt;
    case Quantity::Kind::money:
      return unit == "yuan" ? std::optional(value / 100) : std::nullopt;
    case Quantity::Kind::months:
      if (unit == "months") return value;
      return unit == "years" ? std::optional(value / 12) : std::nullopt;
    case Quantity::Kind::days:
      break;
  }
  return std::nullopt;
}

std::optional<double> read_level(MappingReader& reader, const Node& node,
                                 const ParameterSpec& spec) {
  const std::string name(spec.name);
  const auto quantity = node.kind == Node::Kind::scalar ? parse_quantity(node.text) : std::nullopt;
  const auto value = quantity ? in_unit(*quantity, spec.unit) : std::nullopt;
  if (!value) {
    reader.fail(
        node, "C-103",
        "'" + node.text + "' is no level of '" + name + "' (unit " + std::string(spec.unit) + ")",
        unit_help());
  }
  return value;
}

bool whole_number(const std::string& text) {
  return !text.empty() && text.size() <= 6 && text.find_first_not_of("0123456789") == text.npos &&
         (text.size() == 1 || text[0] != '0');
}

// One key of `rows`: a word of the list, or a whole number above the one before.
void check_key(const MappingReader& reader, const Entry& entry, const ParameterSpec& spec,
               const Parameter& parameter, Errors& errors) {
  const std::vector<std::string> words = key_words(spec);
  std::string fault;
  std::string hint;
  if (spec.words == "#" && entry.key != "else") {
    const bool after =
        parameter.rows.empty() || !whole_number(parameter.rows.back().key) ||
        (whole_number(entry.key) && std::stoi(entry.key) > std::stoi(parameter.rows.back().key));
    if (!whole_number(entry.key) || !after) {
      fault = "must be a whole number above the one before";
    }
  } else if (!words.empty() && std::find(words.begin(), words.end(), entry.key) == words.end()) {
    fault = "is no " + std::string(spec.key);
    hint = suggestion(entry.key, words);
  }
  if (fault.empty()) return;
  errors.push_back({"C-104", reader.document().origin(entry),
                    "key '" + entry.key + "' of '" + parameter.name + "' " + fault, hint,
                    ErrorKind::input});
}

void read_rows(MappingReader& reader, const Node& rows, const ParameterSpec& spec,
               Parameter& parameter, Errors& errors) {
  if (rows.kind != Node::Kind::mapping || rows.entries.empty()) {
    reader.fail(rows, "C-105", "'rows' of '" + parameter.name + "' must map keys to levels");
    return;
  }
  for (const Entry& entry : rows.entries) {
    check_key(reader, entry, spec, parameter, errors);
    if (const auto level = read_level(reader, entry.value, spec)) {
      parameter.rows.push_back({entry.key, *level});
    }
  }
}

void read_levels(MappingReader& reader, const ParameterSpec& spec, Parameter& parameter,
                 Errors& errors) {
  const Node* by = reader.optional("by");
  const Node* value = reader.optional("value");
  const Node* rows = reader.optional("rows");
  if ((value == nullptr) == (rows == nullptr)) {
    reader.fail(reader.node(), "C-106",
                "parameter '" + parameter.name + "' needs either 'value' or 'rows'");
    return;
  }
  if (rows != nullptr && spec.key.empty()) {
    reader.fail(*rows, "C-106", "parameter '" + parameter.name + "' has one level: write 'value'");
    return;
  }
  if (rows == nullptr) {
    const auto level = read_level(reader, *value, spec);
    if (level) parameter.rows.push_back({spec.key.empty() ? "" : "else", *level});
    return;
  }
  if (by == nullptr || by->text != spec.key) {
    reader.fail(by == nullptr ? *rows : *by, "C-106",
                "rows of '" + parameter.name + "' go by " + std::string(spec.key),
                "write by: " + std::string(spec.key));
  }
  read_rows(reader, *rows, spec, parameter, errors);
}

std::optional<Date> read_date(MappingReader& reader, const std::string& key) {
  const Node* node = reader.required(key);
  if (node == nullptr) return std::nullopt;
  const auto date = parse_date(node->text);
  if (!date) reader.fail(*node, "C-107", "'" + key + "' must be a date", "write 2026-01-31");
  return date;
}

void read_parameter(const Document& document, const Entry& entry, Scenario& scenario,
                    Errors& errors) {
  const ParameterSpec* spec = find_parameter(entry.key);
  if (spec == nullptr) {
    errors.push_back({"C-101", document.origin(entry), "unknown parameter '" + entry.key + "'",
                      suggestion(entry.key, parameter_names()), ErrorKind::input});
    return;
  }
  Parameter parameter;
  parameter.name = entry.key;
  parameter.origin = document.origin(entry);
  MappingReader reader(document, entry.value, "parameter '" + entry.key + "'", errors);
  if (entry.value.kind != Node::Kind::mapping) return;
  parameter.unit = reader.required_text("unit");
  if (!parameter.unit.empty() && parameter.unit != spec->unit) {
    reader.fail(
        *reader.node().find("unit"), "C-102",
        "unit of '" + entry.key + "' is " + std::string(spec->unit) + ", not " + parameter.unit);
  }
  parameter.source = reader.required_text("source");
  parameter.date = read_date(reader, "date");
  const int mark = reader.required_word("mark", kMarkWords);
  if (mark >= 0) parameter.mark = static_cast<Mark>(mark);
  read_levels(reader, *spec, parameter, errors);
  reader.done();
  scenario.parameters.push_back(parameter);
}

int read_month(MappingReader& reader, const std::string& key, int otherwise) {
  const Node* node = reader.optional(key);
  if (node == nullptr) return otherwise;
  const auto quantity = parse_quantity(node->text);
  const bool counts = quantity && (quantity->kind == Quantity::Kind::months ||
                                   quantity->kind == Quantity::Kind::number);
  if (counts && quantity->value.den == 1 && quantity->value.num >= 0 &&
      quantity->value.num <= Shock::kLastMonth) {
    return static_cast<int>(quantity->value.num);
  }
  reader.fail(*node, "C-108",
              "'" + key + "' of a shock must be months after the as-of date, 0 to " +
                  std::to_string(Shock::kLastMonth),
              "write 6mo");
  return otherwise;
}

void read_operation(MappingReader& reader, const ParameterSpec& spec, Shock& shock) {
  const std::array<const Node*, 3> amounts = {reader.optional("multiply"), reader.optional("add"),
                                              reader.optional("replace")};
  const auto written = std::count_if(amounts.begin(), amounts.end(),
                                     [](const Node* node) { return node != nullptr; });
  if (written != 1) {
    reader.fail(reader.node(), "C-109", "a shock needs one of: multiply, add, replace");
    return;
  }
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    if (amounts[i] == nullptr) continue;
    shock.operation = static_cast<Shock::Operation>(i);
    ParameterSpec as_written = spec;
    if (shock.operation == Shock::Operation::multiply) as_written.unit = "frac";
    if (const auto amount = read_level(reader, *amounts[i], as_written)) shock.amount = *amount;
  }
}

void read_shock(const Document& document, const Node& node, Scenario& scenario, Errors& errors) {
  MappingReader reader(document, node, "shock", errors);
  if (node.kind != Node::Kind::mapping) return;
  Shock shock;
  shock.origin = document.origin(node);
  shock.parameter = reader.required_text("parameter");
  shock.key = reader.optional_text("key");
  const ParameterSpec* spec = find_parameter(shock.parameter);
  if (spec == nullptr) {
    if (!shock.parameter.empty()) {
      reader.fail(*node.find("parameter"), "C-101", "unknown parameter '" + shock.parameter + "'",
                  suggestion(shock.parameter, parameter_names()));
    }
    return;
  }
  read_operation(reader, *spec, shock);
  shock.from_month = read_month(reader, "from", 0);
  shock.to_month = read_month(reader, "to", Shock::kLastMonth);
  if (shock.to_month < shock.from_month) {
    reader.fail(node, "C-108", "a shock's 'to' lies before its 'from'");
  }
  reader.done();
  scenario.shocks.push_back(shock);
}

void read_head(MappingReader& reader, Scenario& scenario, Errors& errors) {
  reader.required_word("schema", kSchemaWords);
  scenario.id = reader.required_text("id");
  if (const Node* name = reader.required("name")) {
    MappingReader names(reader.document(), *name, "name", errors);
    scenario.name_zh = names.required_text("zh");
    scenario.name_en = names.required_text("en");
    names.done();
  }
  scenario.as_of = read_date(reader, "as_of");
  scenario.currency = reader.optional_text("currency");
  scenario.baseline = reader.optional_text("baseline");
}

}  // namespace

Result<Scenario> read_scenario(const Document& document) {
  Errors errors;
  Scenario scenario;
  scenario.file = document.file;
  MappingReader reader(document, document.root, "scenario", errors);
  if (document.root.kind != Node::Kind::mapping) return errors;
  read_head(reader, scenario, errors);
  if (const Node* parameters = reader.optional("parameters")) {
    const MappingReader mapping(document, *parameters, "parameters", errors);
    for (const Entry& entry : parameters->entries) {
      read_parameter(document, entry, scenario, errors);
    }
  }
  if (const Node* shocks = reader.optional("shocks")) {
    if (shocks->kind != Node::Kind::sequence) {
      reader.fail(*shocks, "C-109", "'shocks' must be a list");
    }
    for (const Node& node : shocks->items) read_shock(document, node, scenario, errors);
  }
  reader.done();
  if (!errors.empty()) return errors;
  if (scenario.baseline.empty()) {
    if (const Outcome checked = check_levels(scenario); !checked) return checked.errors();
  }
  return scenario;
}

}  // namespace pledgelab
