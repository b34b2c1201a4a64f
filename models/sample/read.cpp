#include "models/sample/read.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "models/base/mapping_reader.hpp"
#include "models/base/nearest.hpp"
#include "models/sample/bindings.hpp"

namespace pledgelab {
namespace {

/// One value of a level in its unit; a fault and 0 when it cannot be read.
double read_number(MappingReader& reader, const Node& node, const LevelBinding& binding) {
  const std::optional<Quantity> quantity =
      node.kind == Node::Kind::scalar ? parse_quantity(node.text) : std::nullopt;
  const bool fits = quantity && quantity->kind == binding.kind &&
                    (binding.kind != Quantity::Kind::money || quantity->currency == "CNY");
  if (!fits) {
    reader.fail(node, "M-101",
                "'" + node.text + "' is not a value in " + std::string(binding.unit) + " for '" +
                    std::string(binding.name) + "'",
                "units: " + unit_help());
    return 0;
  }
  const double scale = binding.kind == Quantity::Kind::money ? 0.01 : 1.0;
  const double value = quantity->value.frac() * scale;
  if (value < binding.least || value > binding.most) {
    reader.fail(
        node, "M-102", "'" + node.text + "' is outside the range of this level",
        "allowed: " + std::to_string(binding.least) + " to " + std::to_string(binding.most));
  }
  return value;
}

std::optional<double> plain_number(const std::string& text) {
  double value = 0;
  const auto end = text.data() + text.size();
  const auto [stop, fault] = std::from_chars(text.data(), end, value);
  if (fault != std::errc() || stop != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

/// The rows, each key checked against the binding's closed list when it has one.
LevelTable read_values(MappingReader& reader, const Node& node, const LevelBinding& binding) {
  LevelTable table;
  if (node.kind != Node::Kind::mapping || node.entries.empty()) {
    reader.fail(node, "Y-201", "'rows' of " + std::string(binding.name) + " must be a mapping");
    return table;
  }
  for (const Entry& entry : node.entries) {
    if (binding.words != nullptr && std::find(binding.words->begin(), binding.words->end(),
                                              entry.key) == binding.words->end()) {
      reader.fail(entry.value, "M-104",
                  "'" + entry.key + "' is no word of " + std::string(binding.name),
                  suggestion(entry.key, *binding.words));
      continue;
    }
    table.keys.push_back(entry.key);
    table.values.push_back(read_number(reader, entry.value, binding));
  }
  return table;
}

std::vector<double> running_sum(MappingReader& reader, const Node& node, const LevelTable& table) {
  std::vector<double> sums;
  double sum = 0;
  for (const double part : table.values) sums.push_back(sum += part);
  if (std::abs(sum - 1) > 1e-9) {
    reader.fail(node, "M-103", "the parts sum to " + std::to_string(sum) + ", not to 1");
  }
  if (!sums.empty()) sums.back() = 1;
  return sums;
}

ByKind by_kind(MappingReader& reader, const Node& node, const LevelTable& table) {
  ByKind levels{};
  for (std::size_t k = 0; k < kAssetKindWords.size(); ++k) {
    const auto found = std::find(table.keys.begin(), table.keys.end(), kAssetKindWords[k]);
    if (found == table.keys.end()) {
      reader.fail(node, "Y-202", "'rows' lacks the kind '" + kAssetKindWords[k] + "'");
    } else {
      levels[k] = table.values[static_cast<std::size_t>(found - table.keys.begin())];
    }
  }
  return levels;
}

void store(MappingReader& reader, const Node& node, const LevelBinding& binding,
           const LevelTable& table, SampleSpec& spec) {
  if (const auto* words = std::get_if<WeightedWords SampleSpec::*>(&binding.member)) {
    spec.*(*words) = {table.keys, running_sum(reader, node, table)};
  } else if (const auto* numbers = std::get_if<WeightedNumbers SampleSpec::*>(&binding.member)) {
    WeightedNumbers weighted{{}, running_sum(reader, node, table)};
    for (std::size_t k = 0; k < table.keys.size(); ++k) {
      const std::optional<double> number = plain_number(table.keys[k]);
      if (!number || *number < 0) {
        reader.fail(node.entries[k].value, "M-101", "'" + table.keys[k] + "' must be a number");
      }
      weighted.numbers.push_back(number.value_or(0));
    }
    spec.*(*numbers) = weighted;
  } else if (const auto* kinds = std::get_if<ByKind SampleSpec::*>(&binding.member)) {
    spec.*(*kinds) = by_kind(reader, node, table);
  } else if (const auto* rows = std::get_if<LevelTable SampleSpec::*>(&binding.member)) {
    spec.*(*rows) = table;
  }
}

void read_level(const Document& document, const Node& node, const LevelBinding& binding,
                SampleSpec& spec, Errors& errors) {
  MappingReader reader(document, node, "level '" + std::string(binding.name) + "'", errors);
  LevelSource source;
  source.name = binding.name;
  source.unit = reader.required_text("unit");
  source.source = reader.required_text("source");
  source.date = reader.required_text("date");
  if (!source.date.empty() && !parse_date(source.date)) {
    reader.fail(node, "M-101", "'" + source.date + "' is not a date", "YYYY-MM-DD");
  }
  const std::vector<std::string> marks = {"found", "known", "fitted", "assumed"};
  const int mark = reader.required_word("mark", marks);
  if (mark >= 0) source.mark = marks[static_cast<std::size_t>(mark)];
  if (!source.unit.empty() && source.unit != binding.unit) {
    reader.fail(node, "M-101",
                "the unit of this level is " + std::string(binding.unit) + ", not " + source.unit);
  }
  if (const auto* scalar = std::get_if<double SampleSpec::*>(&binding.member)) {
    const Node* value = reader.required("value");
    if (value != nullptr) spec.*(*scalar) = read_number(reader, *value, binding);
  } else if (const Node* values = reader.required("rows")) {
    store(reader, *values, binding, read_values(reader, *values, binding), spec);
  }
  reader.done();
  spec.sources.push_back(std::move(source));
}

void read_lenders(const Document& document, const Node& list, SampleSpec& spec, Errors& errors) {
  LevelTable weights;
  MappingReader place(document, document.root, "the sample", errors);
  for (const Node& item : list.items) {
    MappingReader reader(document, item, "lender", errors);
    SampleLender lender;
    lender.id = reader.required_text("id");
    lender.name = reader.required_text("name");
    lender.region = reader.required_text("region");
    lender.small = reader.required_word("small", {"false", "true"}) == 1;
    const LevelBinding weight{"weight", "frac", Quantity::Kind::rate, 0, 1, nullptr, {}};
    if (const Node* part = reader.required("weight")) {
      weights.values.push_back(read_number(reader, *part, weight));
    }
    reader.done();
    weights.keys.push_back(lender.id);
    spec.lenders.push_back(std::move(lender));
  }
  spec.lender = {weights.keys, running_sum(place, list, weights)};
}

std::vector<std::string> texts(MappingReader& reader, const std::string& key) {
  std::vector<std::string> list;
  const Node* node = reader.required(key);
  if (node == nullptr) return list;
  for (const Node& item : node->items) list.push_back(item.text);
  if (list.empty()) reader.fail(*node, "Y-203", "'" + key + "' must be a list of texts");
  return list;
}

void read_classes(const Document& document, const Node& list, SampleSpec& spec, Errors& errors) {
  for (const Node& item : list.items) {
    MappingReader reader(document, item, "classes of a sector", errors);
    SectorClasses classes;
    classes.sector = reader.required_text("sector");
    classes.industry = reader.required_text("industry");
    classes.technology_classes = texts(reader, "technology");
    classes.goods_classes = texts(reader, "goods");
    classes.design_classes = texts(reader, "design");
    reader.done();
    spec.classes.push_back(std::move(classes));
  }
}

bool has_classes(const SampleSpec& spec, const std::string& sector) {
  for (const SectorClasses& classes : spec.classes) {
    if (classes.sector == sector) return true;
  }
  return false;
}

/// What one level says about another.
void check_whole(const SampleSpec& spec, MappingReader& reader, Errors& errors) {
  if (!errors.empty()) return;
  const Node& root = reader.node();
  for (const std::string& sector : spec.sector.words) {
    if (!has_classes(spec, sector)) {
      reader.fail(root, "M-104", "no classes are given for the sector '" + sector + "'");
    }
  }
  for (const std::string& pair : spec.kind_sector.words) {
    const auto slash = pair.find('/');
    if (slash == std::string::npos || !has_classes(spec, pair.substr(slash + 1))) {
      reader.fail(root, "M-104", "'" + pair + "' of kind_sector must be kind/sector",
                  "the sector needs a line in 'classes'");
    }
  }
  for (const auto& [least, most] : least_most_pairs()) {
    if (spec.*least > spec.*most) reader.fail(root, "M-105", "a least level is above its most");
  }
  for (std::size_t k = 0; k < kAssetKindWords.size(); ++k) {
    if (spec.loan_to_value_least_frac[k] > spec.loan_to_value_most_frac[k] ||
        spec.age_least_years[k] > spec.age_most_years[k] ||
        spec.pendency_years[k] > spec.age_least_years[k]) {
      reader.fail(root, "M-105",
                  "levels of '" + kAssetKindWords[k] +
                      "' must keep least ≤ most and "
                      "pendency ≤ least age");
    }
  }
}

}  // namespace

Result<SampleSpec> read_sample(const Document& document) {
  Errors errors;
  SampleSpec spec;
  MappingReader reader(document, document.root, "the sample", errors);
  reader.required_word("schema", {"sample/1"});
  spec.id = reader.required_text("id");
  reader.optional_text("note");
  const std::string seed = reader.required_text("seed");
  const auto [stop, fault] = std::from_chars(seed.data(), seed.data() + seed.size(), spec.seed);
  if (!seed.empty() && (fault != std::errc() || stop != seed.data() + seed.size())) {
    reader.fail(*document.root.find("seed"), "M-101", "'" + seed + "' is not a whole number");
  }
  const std::string as_of = reader.required_text("as_of");
  if (const std::optional<Date> date = parse_date(as_of)) {
    spec.as_of = *date;
  } else if (!as_of.empty()) {
    reader.fail(*document.root.find("as_of"), "M-101", "'" + as_of + "' is not a date");
  }
  if (const Node* levels = reader.required("levels")) {
    MappingReader inner(document, *levels, "levels", errors);
    for (const LevelBinding& binding : level_bindings()) {
      const Node* level = inner.required(std::string(binding.name));
      if (level != nullptr) read_level(document, *level, binding, spec, errors);
    }
    inner.done();
  }
  if (const Node* lenders = reader.required("lenders")) {
    read_lenders(document, *lenders, spec, errors);
  }
  if (const Node* classes = reader.required("classes")) {
    read_classes(document, *classes, spec, errors);
  }
  reader.done();
  check_whole(spec, reader, errors);
  if (!errors.empty()) return errors;
  return spec;
}

}  // namespace pledgelab
