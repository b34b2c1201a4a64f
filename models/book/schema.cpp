#include "models/book/schema.hpp"

#include <algorithm>

#include "models/book/write.hpp"

namespace pledgelab {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string words_json(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + quoted(word);
  return "[" + out + "]";
}

// What a cell's text must look like.
std::string cell_rule(const Field& field) {
  switch (field.type) {
    case FieldType::text:
    case FieldType::reference:
      return field.required ? R"("minLength": 1)" : "";
    case FieldType::word: {
      std::vector<std::string> words = *field.words;
      if (!field.required) words.emplace_back();
      return R"("enum": )" + words_json(words);
    }
    case FieldType::money:
      return R"("pattern": "^([0-9]+(\\.[0-9]{1,2})?)?$")";
    case FieldType::share:
    case FieldType::rate:
      return R"("pattern": "^(-?[0-9]+(\\.[0-9]+)?(%|bp)|[0-9]+/[0-9]+|0)?$")";
    case FieldType::date:
      return R"("pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$")";
    case FieldType::count:
      return R"("pattern": "^([0-9]+)?$")";
    case FieldType::number:
      return R"("pattern": "^(-?[0-9]+(\\.[0-9]+)?%?)?$")";
    case FieldType::boolean:
      return R"("enum": ["true", "false", ""])";
  }
  return {};
}

const char* type_word(FieldType type) {
  switch (type) {
    case FieldType::text:
      return "text";
    case FieldType::word:
      return "word";
    case FieldType::reference:
      return "reference";
    case FieldType::money:
      return "money";
    case FieldType::share:
      return "share, 40%";
    case FieldType::rate:
      return "rate, 5.22%";
    case FieldType::date:
      return "date";
    case FieldType::count:
      return "whole number";
    case FieldType::number:
      return "number";
    case FieldType::boolean:
      return "true, false";
  }
  return "";
}

std::string kinds_text(const Field& field) {
  return field.kinds.empty() ? "" : " (only of its kind of right)";
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " · ") + word;
  return out;
}

// "principal" is sought as principal_yuan in the schema of a CNY book.
std::string property(const Field& field, const std::string& currency) {
  const std::string rule = cell_rule(field);
  return "    " + quoted(header_name(field, currency)) + R"(: {"type": "string", )" + rule +
         (rule.empty() ? "" : ", ") + R"("description": )" +
         quoted(field.meaning_zh + " · " + field.meaning + kinds_text(field) +
                ". Empty: " + field.empty_means) +
         "}";
}

}  // namespace

std::string row_schema(BookTable table, const std::string& currency) {
  std::string properties;
  std::vector<std::string> required;
  for (const Field& field : book_fields(table)) {
    properties += (properties.empty() ? "" : ",\n") + property(field, currency);
    if (field.required && field.name != "maturity") required.push_back(field.name);
  }
  for (std::string& name : required) {
    const Field* field = find_field(row_name(table) + "." + name);
    name = header_name(*field, currency);
  }
  return "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \"title\": " +
         quoted("a row of " + table_name(table) + ".csv") +
         ",\n  \"type\": \"object\",\n  \"required\": " + words_json(required) +
         ",\n  \"additionalProperties\": false,\n  \"properties\": {\n" + properties + "\n  }\n}\n";
}

std::string map_schema() {
  std::string columns;
  std::string constants;
  std::string words;
  for (const Field& field : book_fields()) {
    const std::string name = quoted(row_name(field.table) + "." + field.name);
    const std::string about =
        R"("description": )" + quoted(field.meaning_zh + " · " + field.meaning);
    const char* comma = columns.empty() ? "" : ",\n";
    columns += comma + ("        " + name + R"(: {"$ref": "#/$defs/source", )" + about + "}");
    constants += comma + ("        " + name + ": {" + about + "}");
    if (field.words == nullptr) continue;
    words += (words.empty() ? "" : ",\n") +
             ("        " + name + R"(: {"type": "object", )" +
              R"("additionalProperties": {"enum": )" + words_json(*field.words) + "}}");
  }
  const auto object = [](const std::string& properties) {
    return "{\"type\": \"object\", \"additionalProperties\": false, \"properties\": {\n" +
           properties + "\n      }}";
  };
  return R"({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "column map of a wide sheet: map/1",
  "type": "object",
  "required": ["schema", "columns"],
  "additionalProperties": false,
  "$defs": {
    "source": {"oneOf": [{"type": "string"}, {"type": "object", "required": ["column"],
      "additionalProperties": false, "properties": {"column": {"type": "string"},
      "else": {"type": "string"},
      "unit": {"enum": ["yuan", "wan", "yi", "fen", "usd", "gbp", "eur", "krw", "jpy", "sgd",
        "percent", "bp", "frac"]}}}]}
  },
  "properties": {
    "schema": {"const": "map/1"},
    "source": {"type": "string"},
    "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
    "pledges": {"enum": ["rows", "none"]},
    "where": {"type": "object", "additionalProperties": {"type": "object",
      "propertyNames": {"enum": ["eq", "ne", "in", "lt", "le", "gt", "ge"]}}},
    "drop": {"type": "array", "items": {"type": "string"}},
    "columns": )" +
         object(columns) + ",\n    \"constants\": " + object(constants) +
         ",\n    \"words\": " + object(words) + "\n  }\n}\n";
}

std::string fields_markdown() {
  std::string text;
  for (std::uint8_t at = 0; at < kBookTables; ++at) {
    const auto table = static_cast<BookTable>(at);
    text += "\n### " + table_name(table) + ".csv\n\n" +
            "| column | type | meaning | 含义 | when empty | read by | other spellings |\n" +
            "|---|---|---|---|---|---|---|\n";
    for (const Field& field : book_fields(table)) {
      const std::string type = field.words != nullptr ? joined(*field.words)
                               : field.target         ? "id in " + table_name(*field.target)
                                                      : type_word(field.type);
      text += "| `" + header_name(field, "CNY") + "`" + (field.required ? " \\*" : "") + " | " +
              type + " | " + field.meaning + kinds_text(field) + " | " + field.meaning_zh + " | " +
              field.empty_means + " | " + field.used_by + " | " + joined(field.synonyms) + " |\n";
    }
  }
  return text + "\n";
}

std::string with_fields(const std::string& text) {
  static const std::string open = "<!-- fields -->\n";
  const std::size_t from = text.find(open);
  const std::size_t to = text.find("<!-- /fields -->");
  if (from == std::string::npos || to == std::string::npos || to < from) return text;
  return text.substr(0, from + open.size()) + fields_markdown() + text.substr(to);
}

std::vector<GeneratedFile> generated_files() {
  std::vector<GeneratedFile> files;
  for (std::uint8_t at = 0; at < kBookTables; ++at) {
    const auto table = static_cast<BookTable>(at);
    files.push_back({"tools/schemas/" + table_name(table) + ".csv", template_csv(table, "CNY")});
    files.push_back(
        {"tools/schemas/" + table_name(table) + ".schema.json", row_schema(table, "CNY")});
  }
  files.push_back({"tools/schemas/map.schema.json", map_schema()});
  return files;
}

}  // namespace pledgelab
