#include "models/policy/lending.hpp"

#include "models/base/mapping_reader.hpp"
#include "models/base/quantity.hpp"
#include "models/book/words.hpp"

namespace pledgelab {
namespace {

const std::vector<std::string> kSchemas = {"lending/1"};
const std::vector<std::string> kMarks = {"found", "known", "fitted", "assumed"};

Share read_share(MappingReader& reader) {
  const Node* node = reader.required("share");
  if (node == nullptr) return {};
  const auto quantity =
      node->kind == Node::Kind::scalar ? parse_quantity(node->text) : std::nullopt;
  if (quantity && quantity->kind == Quantity::Kind::rate) {
    const __int128 ppm = static_cast<__int128>(quantity->value.num) * 1'000'000;
    const __int128 whole = ppm / quantity->value.den;
    if (ppm % quantity->value.den == 0 && whole >= 0 && whole <= 1'000'000) {
      return Share{static_cast<std::int32_t>(whole)};
    }
  }
  reader.fail(*node, "H-101", "'" + node->text + "' is no share from 0 % to 100 %",
              "write share: 25%");
  return {};
}

Date read_date(MappingReader& reader) {
  const std::string text = reader.required_text("date");
  const auto date = parse_date(text);
  if (!date && !text.empty()) {
    reader.fail(*reader.node().find("date"), "H-102", "'" + text + "' is no date",
                "write it as 2026-09-30");
  }
  return date.value_or(Date{});
}

LendingLevel read_level(const Document& document, const Node& node, const std::string& what,
                        Errors& errors) {
  MappingReader reader(document, node, what, errors);
  LendingLevel level;
  level.share = read_share(reader);
  level.source = reader.required_text("source");
  level.date = read_date(reader);
  const int mark = reader.required_word("mark", kMarks);
  if (mark >= 0) level.mark = kMarks[static_cast<std::size_t>(mark)];
  reader.done();
  return level;
}

LendingMonths read_months(const Document& document, const Node& node, const std::string& what,
                          Errors& errors) {
  MappingReader reader(document, node, what, errors);
  LendingMonths length;
  if (const Node* months = reader.required("months")) {
    const auto quantity =
        months->kind == Node::Kind::scalar ? parse_quantity(months->text) : std::nullopt;
    const bool fits = quantity && quantity->kind == Quantity::Kind::months &&
                      quantity->value.num >= 1 && quantity->value.num <= 600;
    if (fits) {
      length.months = static_cast<int>(quantity->value.num);
    } else {
      reader.fail(*months, "H-103", "'" + months->text + "' is no length from 1mo to 50y",
                  "write months: 12mo");
    }
  }
  length.source = reader.required_text("source");
  length.date = read_date(reader);
  const int mark = reader.required_word("mark", kMarks);
  if (mark >= 0) length.mark = kMarks[static_cast<std::size_t>(mark)];
  reader.done();
  return length;
}

void read_levels(MappingReader& head, const std::string& key, std::array<LendingLevel, 7>& levels,
                 Errors& errors) {
  const Node* node = head.required(key);
  if (node == nullptr) return;
  MappingReader reader(head.document(), *node, key, errors);
  if (node->kind != Node::Kind::mapping) return;
  for (std::size_t kind = 0; kind < levels.size(); ++kind) {
    const Node* level = reader.required(kAssetKindWords[kind]);
    if (level == nullptr) continue;
    levels[kind] =
        read_level(head.document(), *level, key + " of " + kAssetKindWords[kind], errors);
  }
  reader.done();
}

}  // namespace

Result<LendingPolicy> read_lending_policy(const Document& document) {
  Errors errors;
  LendingPolicy policy;
  policy.file = document.file;
  MappingReader head(document, document.root, "lending policy", errors);
  if (document.root.kind != Node::Kind::mapping) return errors;
  head.required_word("schema", kSchemas);
  policy.id = head.required_text("id");
  if (const Node* name = head.required("name")) {
    MappingReader names(document, *name, "name", errors);
    policy.name_zh = names.required_text("zh");
    policy.name_en = names.required_text("en");
    names.done();
  }
  policy.date = read_date(head);
  read_levels(head, "ceilings", policy.ceilings, errors);
  read_levels(head, "haircuts", policy.haircuts, errors);
  if (const Node* level = head.required("illustrative_above")) {
    policy.illustrative_above = read_level(document, *level, "illustrative_above", errors);
  }
  if (const Node* age = head.required("appraisal_age")) {
    policy.appraisal_age = read_months(document, *age, "appraisal_age", errors);
  }
  head.done();
  if (!errors.empty()) return errors;
  return policy;
}

}  // namespace pledgelab
