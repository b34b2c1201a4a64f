#include "models/quality/index_policy.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

#include "models/base/mapping_reader.hpp"
#include "models/base/nearest.hpp"
#include "models/base/quantity.hpp"

namespace pledgelab {
namespace {

const std::vector<std::string> kSchemas = {"quality/1"};
const std::vector<std::string> kMarks = {"found", "known", "fitted", "assumed"};
const std::vector<std::string> kUnits = {"frac", "count", "number"};

// What a level may be: its unit and its ends, both included.
struct LevelDomain {
  const char* unit;
  double low;
  double high;
};

Date read_date(MappingReader& reader) {
  const std::string text = reader.required_text("date");
  const auto date = parse_date(text);
  if (!date && !text.empty()) {
    reader.fail(*reader.node().find("date"), "Q-102", "'" + text + "' is no date",
                "write it as 2026-09-30");
  }
  return date.value_or(Date{});
}

// A frac is written in %, so that 30 is not taken for 0.3; the other units are bare numbers.
std::optional<double> read_value(const Node& node, const LevelDomain& domain) {
  const auto quantity = node.kind == Node::Kind::scalar ? parse_quantity(node.text) : std::nullopt;
  if (!quantity) return std::nullopt;
  const bool frac = std::string(domain.unit) == "frac";
  const auto kind = frac ? Quantity::Kind::rate : Quantity::Kind::number;
  const double value = quantity->value.frac();
  const bool whole = std::string(domain.unit) != "count" || value == std::floor(value);
  if (quantity->kind != kind || !whole || value < domain.low || value > domain.high) {
    return std::nullopt;
  }
  return value;
}

IndexLevel read_level(MappingReader& reader, const LevelDomain& domain) {
  IndexLevel level;
  level.unit = domain.unit;
  if (const Node* node = reader.required("value")) {
    const auto value = read_value(*node, domain);
    if (value) {
      level.value = *value;
    } else {
      reader.fail(*node, "Q-102",
                  "'" + node->text + "' is no value here: the unit is " + domain.unit,
                  std::string(domain.unit) == "frac" ? "write a percentage: 25%" : "write: 30");
    }
  }
  const int unit = reader.required_word("unit", kUnits);
  if (unit >= 0 && kUnits[static_cast<std::size_t>(unit)] != domain.unit) {
    reader.fail(*reader.node().find("unit"), "Q-102",
                "the unit here is " + std::string(domain.unit),
                "unit: " + std::string(domain.unit));
  }
  level.source = reader.required_text("source");
  level.date = read_date(reader);
  const int mark = reader.required_word("mark", kMarks);
  if (mark >= 0) level.mark = kMarks[static_cast<std::size_t>(mark)];
  return level;
}

IndexLevel read_named(MappingReader& parent, const std::string& name, const LevelDomain& domain,
                      Errors& errors) {
  const Node* node = parent.required(name);
  if (node == nullptr) return {};
  MappingReader reader(parent.document(), *node, name, errors);
  if (node->kind != Node::Kind::mapping) return {};
  IndexLevel level = read_level(reader, domain);
  reader.done();
  return level;
}

// The section `key` of the head, or none with the fault told.
const Node* section(MappingReader& head, const std::string& key, Errors& errors) {
  const Node* node = head.required(key);
  if (node == nullptr) return nullptr;
  if (node->kind == Node::Kind::mapping) return node;
  errors.push_back(
      {"Y-201", head.document().origin(*node), key + " must be a mapping", {}, ErrorKind::input});
  return nullptr;
}

const Indicator* known_indicator(const Document& document, const Node& place,
                                 const std::string& name, Errors& errors) {
  const Indicator* found = find_indicator(name);
  if (found == nullptr) {
    errors.push_back({"Q-103", document.origin(place), "no indicator is named '" + name + "'",
                      suggestion(name, indicator_names()), ErrorKind::input});
  }
  return found;
}

void read_indicator(const Document& document, const Entry& entry, IndexPolicy& policy,
                    Errors& errors) {
  MappingReader reader(document, entry.value, entry.key, errors);
  if (entry.value.kind != Node::Kind::mapping) return;
  WeighedIndicator weighed;
  weighed.indicator = find_indicator(entry.key);
  if (weighed.indicator == nullptr) {
    errors.push_back({"Q-103", document.origin(entry), "no indicator is named '" + entry.key + "'",
                      suggestion(entry.key, indicator_names()), ErrorKind::input});
  }
  const int dimension = reader.required_word("of", kDimensionWords);
  if (dimension >= 0) weighed.dimension = static_cast<Dimension>(dimension);
  if (const Node* instead = reader.optional("instead")) {
    weighed.instead = known_indicator(document, *instead, instead->text, errors);
  }
  weighed.weight = read_level(reader, {"frac", 0, 1});
  reader.done();
  policy.indicators.push_back(std::move(weighed));
}

// Each name once, be it weighed or standing in.
void check_names(const Document& document, const Node& place, const IndexPolicy& policy,
                 Errors& errors) {
  std::vector<const Indicator*> used;
  for (const WeighedIndicator& weighed : policy.indicators) {
    for (const Indicator* one : {weighed.indicator, weighed.instead}) {
      if (one == nullptr) continue;
      if (std::find(used.begin(), used.end(), one) != used.end()) {
        errors.push_back(
            {"Q-104", document.origin(place), "the indicator '" + one->name + "' is used twice",
             "weigh each once, and let it stand in for one other at most", ErrorKind::input});
      }
      used.push_back(one);
    }
  }
}

void check_sum(const Document& document, const Node& place, const std::string& what, double sum,
               Errors& errors) {
  // Weights are written in whole ppm at the finest, so a sum off by less is rounding of doubles.
  if (std::fabs(sum - 1) < 1e-9) return;
  errors.push_back({"Q-101", document.origin(place),
                    "the weights of " + what + " sum to " +
                        std::to_string(std::round(sum * 1e6) / 1e4).substr(0, 8) + " %, not 100 %",
                    "change them so that they sum to 100 %", ErrorKind::input});
}

void check_weights(const Document& document, const Node& dimensions, const Node& indicators,
                   const IndexPolicy& policy, Errors& errors) {
  double all = 0;
  for (std::size_t d = 0; d < kDimensions; ++d) {
    all += policy.dimensions[d].value;
    double within = 0;
    for (const WeighedIndicator& weighed : policy.indicators) {
      if (weighed.dimension == static_cast<Dimension>(d)) within += weighed.weight.value;
    }
    if (policy.dimensions[d].value > 0 || within > 0) {
      check_sum(document, indicators, kDimensionWords[d], within, errors);
    }
  }
  check_sum(document, dimensions, "the dimensions", all, errors);
}

void read_settings(MappingReader& head, IndexPolicy& policy, Errors& errors) {
  const Node* node = section(head, "settings", errors);
  if (node == nullptr) return;
  MappingReader reader(head.document(), *node, "settings", errors);
  policy.least_cohort = read_named(reader, "least_cohort", {"count", 2, 1e6}, errors);
  policy.clip = read_named(reader, "clip", {"frac", 1e-6, 0.4}, errors);
  policy.range_level = read_named(reader, "range_level", {"frac", 0.01, 0.999}, errors);
  policy.noise_above = read_named(reader, "noise_above", {"frac", 0, 1}, errors);
  policy.shrinkage = read_named(reader, "shrinkage", {"number", 0, 1e9}, errors);
  reader.done();
}

}  // namespace

std::array<double, kDimensions> IndexPolicy::dimension_weights() const {
  std::array<double, kDimensions> weights{};
  for (std::size_t d = 0; d < kDimensions; ++d) weights[d] = dimensions[d].value;
  return weights;
}

Result<IndexPolicy> read_index_policy(const Document& document) {
  Errors errors;
  IndexPolicy policy;
  policy.file = document.file;
  MappingReader head(document, document.root, "index", errors);
  if (document.root.kind != Node::Kind::mapping) return errors;
  head.required_word("schema", kSchemas);
  policy.id = head.required_text("id");
  if (const Node* name = section(head, "name", errors)) {
    MappingReader names(document, *name, "name", errors);
    policy.name_zh = names.required_text("zh");
    policy.name_en = names.required_text("en");
    names.done();
  }
  policy.date = read_date(head);
  const int mean = head.required_word("mean", kIndexMeanWords);
  if (mean >= 0) policy.mean = static_cast<IndexMean>(mean);
  read_settings(head, policy, errors);
  if (const Node* gates = section(head, "gates", errors)) {
    MappingReader reader(document, *gates, "gates", errors);
    for (std::size_t g = 0; g < kGates; ++g) {
      policy.gates[g] = read_named(reader, kGateWords[g], {"frac", 0, 1}, errors);
    }
    reader.done();
  }
  const Node* dimensions = section(head, "dimensions", errors);
  if (dimensions != nullptr) {
    MappingReader reader(document, *dimensions, "dimensions", errors);
    for (std::size_t d = 0; d < kDimensions; ++d) {
      policy.dimensions[d] = read_named(reader, kDimensionWords[d], {"frac", 0, 1}, errors);
    }
    reader.done();
  }
  const Node* indicators = section(head, "indicators", errors);
  if (indicators != nullptr) {
    for (const Entry& entry : indicators->entries) read_indicator(document, entry, policy, errors);
    check_names(document, *indicators, policy, errors);
  }
  head.done();
  if (errors.empty() && dimensions != nullptr && indicators != nullptr) {
    check_weights(document, *dimensions, *indicators, policy, errors);
  }
  if (!errors.empty()) return errors;
  return policy;
}

}  // namespace pledgelab
