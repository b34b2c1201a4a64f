#include "models/offer/offer_terms.hpp"

#include <cmath>
#include <optional>

#include "models/base/mapping_reader.hpp"
#include "models/base/quantity.hpp"
#include "models/book/words.hpp"

namespace pledgelab {
namespace {

const std::vector<std::string> kSchemas = {"offer/1"};
const std::vector<std::string> kMarks = {"found", "known", "fitted", "assumed"};
const std::vector<std::string> kUnits = {"frac", "count", "yuan"};

struct LevelBounds {
  const char* unit;
  double low;
  double high;
  bool low_open = false;
};

struct TermsReader {
  const Document& document;
  Errors& errors;
  OfferTerms terms = {};
};

Date read_date(MappingReader& reader) {
  const std::string text = reader.required_text("date");
  const auto date = parse_date(text);
  if (!date && !text.empty()) {
    reader.fail(*reader.node().find("date"), "O-120", "'" + text + "' is no date",
                "write it as 2026-11-30");
  }
  return date.value_or(Date{});
}

// A frac is written in %, money with its unit, a count bare: 30 is never taken for 0.3.
std::optional<double> read_value(const Node& node, const LevelBounds& bounds) {
  const bool plain = node.kind == Node::Kind::scalar && !node.quoted;
  const auto quantity = plain ? parse_quantity(node.text) : std::nullopt;
  if (!quantity) return std::nullopt;
  const std::string unit = bounds.unit;
  const auto kind = unit == "frac"   ? Quantity::Kind::rate
                    : unit == "yuan" ? Quantity::Kind::money
                                     : Quantity::Kind::number;
  if (quantity->kind != kind || (unit == "yuan" && quantity->currency != "CNY")) {
    return std::nullopt;
  }
  const double value = quantity->value.frac() / (unit == "yuan" ? 100 : 1);
  const bool whole = unit != "count" || value == std::floor(value);
  const bool inside =
      value >= bounds.low && value <= bounds.high && (!bounds.low_open || value > bounds.low);
  return whole && inside ? std::optional(value) : std::nullopt;
}

std::string example_of(const LevelBounds& bounds) {
  const std::string unit = bounds.unit;
  if (unit == "frac") return "write a percentage within its bounds: 60%";
  return unit == "yuan" ? "write an amount of yuan: 50wan" : "write a whole number: 5";
}

double read_level(TermsReader& all, MappingReader& section, const std::string& prefix,
                  const std::string& name, const LevelBounds& bounds) {
  const Node* node = section.required(name);
  if (node == nullptr) return 0;
  MappingReader reader(all.document, *node, name, all.errors);
  if (node->kind != Node::Kind::mapping) return 0;
  OfferLevel level;
  level.name = prefix + "." + name;
  level.unit = bounds.unit;
  if (const Node* value = reader.required("value")) {
    const auto read = read_value(*value, bounds);
    if (!read) {
      reader.fail(
          *value, "O-120",
          "'" + value->text + "' is no value of " + level.name + ": the unit is " + level.unit,
          example_of(bounds));
    }
    level.value = read.value_or(0);
  }
  const int unit = reader.required_word("unit", kUnits);
  if (unit >= 0 && kUnits[static_cast<std::size_t>(unit)] != level.unit) {
    reader.fail(*node->find("unit"), "O-120", "the unit of " + level.name + " is " + level.unit,
                "unit: " + level.unit);
  }
  level.source = reader.required_text("source");
  level.date = read_date(reader);
  const int mark = reader.required_word("mark", kMarks);
  if (mark >= 0) level.mark = kMarks[static_cast<std::size_t>(mark)];
  reader.done();
  all.terms.levels.push_back(level);
  return level.value;
}

void read_licence(TermsReader& all, MappingReader& head) {
  const Node* node = head.required("licence");
  if (node == nullptr) return;
  MappingReader reader(all.document, *node, "licence", all.errors);
  auto& factors = all.terms.price.factor_frac;
  factors[0] = 1;  // a transfer passes the whole
  for (std::size_t deal = 1; deal < kDeals; ++deal) {
    factors[deal] = read_level(all, reader, "licence", kDealWords[deal].word, {"frac", 0, 1, true});
  }
  reader.done();
  if (!(factors[1] >= factors[2] && factors[2] >= factors[3])) {
    reader.fail(*node, "O-121", "a stronger licence cannot cost less than a weaker one",
                "exclusive ≥ sole ≥ ordinary");
  }
}

void read_package(TermsReader& all, MappingReader& head) {
  const Node* node = head.required("package");
  if (node == nullptr) return;
  MappingReader reader(all.document, *node, "package", all.errors);
  OfferTerms& terms = all.terms;
  terms.price.correlation = read_level(all, reader, "package", "correlation", {"frac", 0, 1});
  terms.price.discount_frac = read_level(all, reader, "package", "discount", {"frac", 0, 0.99});
  terms.cost_frac = read_level(all, reader, "package", "deal_cost", {"frac", 0, 1});
  reader.done();
}

void read_matching(TermsReader& all, MappingReader& head) {
  const Node* node = head.required("matching");
  if (node == nullptr) return;
  MappingReader reader(all.document, *node, "matching", all.errors);
  MatchLevels& match = all.terms.match;
  const auto level = [&](const char* name, const LevelBounds& bounds) {
    return read_level(all, reader, "matching", name, bounds);
  };
  match.technology_weight = level("technology", {"frac", 0, 1, true});
  match.region_weight = level("region", {"frac", 0, 1});
  match.dealings_weight = level("dealings", {"frac", 0, 1});
  match.nearness.subclass_frac = level("same_subclass", {"frac", 0, 1, true});
  match.nearness.class_frac = level("same_class", {"frac", 0, 1});
  match.nearness.section_frac = level("same_section", {"frac", 0, 1});
  match.least_score = level("least_score", {"frac", 0, 1});
  match.most_firms = static_cast<std::size_t>(level("most_firms", {"count", 1, 1000}));
  reader.done();
  const ClassNearness& near = match.nearness;
  if (near.subclass_frac < near.class_frac || near.class_frac < near.section_frac) {
    reader.fail(*node, "O-121", "nearness cannot grow with the distance",
                "same_subclass ≥ same_class ≥ same_section");
  }
}

void read_sizes(TermsReader& all, MappingReader& head) {
  const Node* node = head.required("most_price");
  if (node == nullptr) return;
  MappingReader reader(all.document, *node, "most_price", all.errors);
  double before = 0;
  for (std::size_t size = 0; size + 1 < kBorrowerSizeWords.size(); ++size) {  // large: no limit
    const double most =
        read_level(all, reader, "most_price", kBorrowerSizeWords[size], {"yuan", 0, 1e13});
    if (most < before) {
      reader.fail(*node, "O-121", "a larger firm cannot be asked for less than a smaller one",
                  "micro ≤ small ≤ medium");
    }
    before = most;
    all.terms.match.most_price_yuan[size] = most;
  }
  reader.done();
}

}  // namespace

Result<OfferTerms> read_offer_terms(const Document& document) {
  Errors errors;
  TermsReader all{document, errors};
  OfferTerms& terms = all.terms;
  terms.file = document.file;
  MappingReader head(document, document.root, "offer", errors);
  if (document.root.kind != Node::Kind::mapping) return errors;
  head.required_word("schema", kSchemas);
  terms.id = head.required_text("id");
  if (const Node* name = head.required("name")) {
    MappingReader names(document, *name, "name", errors);
    terms.name_zh = names.required_text("zh");
    terms.name_en = names.required_text("en");
    names.done();
  }
  terms.date = read_date(head);
  read_licence(all, head);
  read_package(all, head);
  read_matching(all, head);
  read_sizes(all, head);
  head.done();
  if (!errors.empty()) return errors;
  return std::move(all.terms);
}

}  // namespace pledgelab
