// The JSON Schema made from the table.
#include <algorithm>
#include <array>

#include "models/policy/grammar.hpp"

namespace pledgelab {
namespace {

// Forms that are no mapping with fixed keys; text of a JSON Schema each.
struct Form {
  const char* name;
  const char* schema;
};

constexpr std::array kForms = {
    Form{"QUANTITY", R"({"description": "written without quotes: 60%, 600wan, 6mo, 1/3", )"
                     R"("anyOf": [{"type": "number"}, {"type": "string", "pattern": )"
                     R"("^(\\$.+|-?(0|[1-9][0-9]*)(\\.[0-9]+)?)"
                     R"((%|bp|fen|yuan|wan|yi|usd|gbp|eur|krw|jpy|sgd|d|mo|q|y)?)"
                     R"(|-?(0|[1-9][0-9]*)/[1-9][0-9]*)$"}]})"},
    Form{"VALUE",
         R"({"anyOf": [{"$ref": "#/$defs/QUANTITY"}, {"$ref": "#/$defs/fact_value"}, )"
         R"({"$ref": "#/$defs/quotient"}, {"$ref": "#/$defs/product"}, {"$ref": "#/$defs/tier"}, )"
         R"({"$ref": "#/$defs/tranche"}, {"$ref": "#/$defs/sum"}]})"},
    Form{"AMOUNT",
         R"({"type": "string", "pattern": "^(\\$.+|(0|[1-9][0-9]*)(\\.[0-9]+)?[a-z]+)$"})"},
    Form{"DURATION", R"({"type": "string", "pattern": "^(\\$.+|(0|[1-9][0-9]*)(d|mo|q|y))$"})"},
    Form{"MONTH_DAY", R"({"type": "string", "pattern": "^[0-9]{2}-[0-9]{2}$"})"},
    Form{"FACT", R"({"type": "string", "pattern": "^[a-z0-9_-]+\\.[a-z0-9_.-]+$"})"},
    Form{"MEASURE", R"({"type": "string", "pattern": "^(loan_balance|npl_balance|overdue_balance|)"
                    R"(overdue_principal|lent|repaid|premium_earned|fee_earned|write_offs|)"
                    R"((gross|bill|net)\\..+)$"})"},
    Form{"PAIR", R"({"type": "array", "minItems": 2, "maxItems": 2, )"
                 R"("items": {"$ref": "#/$defs/FACT"}})"},
    Form{"WORD", R"({"type": ["string", "number", "boolean"]})"},
    Form{"OPERAND", R"({"anyOf": [{"$ref": "#/$defs/WORD"}, {"$ref": "#/$defs/VALUE"}]})"},
    Form{"SHARES", R"({"type": "object", "description": "rounded in the order written; rest, )"
                   R"(else the residual party, else the last takes what rounding leaves", )"
                   R"("minProperties": 1, "additionalProperties": )"
                   R"({"anyOf": [{"const": "rest"}, {"$ref": "#/$defs/VALUE"}]}})"},
    Form{"UNIT",
         R"({"anyOf": [{"const": "loss"}, {"type": "array", "minItems": 2, "maxItems": 2, )"
         R"("description": "loan, borrower, group, lender, scheme, a party's id (each firm in )"
         R"(that role) or a fact, and a period", "prefixItems": )"
         R"([{"type": "string"}, {"enum": ["year", "cohort", "life"]}]}]})"},
    Form{"LIMIT_UNIT",
         R"({"type": "array", "minItems": 2, "maxItems": 2, )"
         R"("description": "loan, borrower, group, lender, scheme, a party's id (each firm )"
         R"(in that role) or a fact, and a period", )"
         R"("prefixItems": [{"type": "string"}, {"enum": ["year", "life"]}]})"},
    Form{"BOUND", R"({"type": "object", "minProperties": 1, "maxProperties": 1, )"
                  R"("propertyNames": {"enum": ["lt", "le", "gt", "ge"]}, )"
                  R"("additionalProperties": {"$ref": "#/$defs/QUANTITY"}})"},
    Form{"TESTS",
         R"({"type": "object", "minProperties": 1, "additionalProperties": false, "properties": {)"
         R"("eq": {"$ref": "#/$defs/OPERAND"}, "ne": {"$ref": "#/$defs/OPERAND"}, )"
         R"("lt": {"$ref": "#/$defs/OPERAND"}, "le": {"$ref": "#/$defs/OPERAND"}, )"
         R"("gt": {"$ref": "#/$defs/OPERAND"}, "ge": {"$ref": "#/$defs/OPERAND"}, )"
         R"("has": {"$ref": "#/$defs/OPERAND"}, )"
         R"("in": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/OPERAND"}}}})"},
    Form{"COND", R"({"type": "object", "minProperties": 1, "maxProperties": 1, "properties": {)"
                 R"("all": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/COND"}}, )"
                 R"("any": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/COND"}}, )"
                 R"("not": {"$ref": "#/$defs/COND"}}, )"
                 R"("patternProperties": {"\\.": {"$ref": "#/$defs/TESTS"}}, )"
                 R"("propertyNames": {"pattern": "^(all|any|not|[a-z0-9_-]+\\.[a-z0-9_.-]+)$"}})"},
    Form{"watch_what",
         R"({"anyOf": [{"$ref": "#/$defs/MEASURE"}, {"$ref": "#/$defs/measure_part"}, )"
         R"({"type": "string", "description": "the id of one of the ratios"}]})"}};

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

std::string words(const std::string& type) {
  std::string list;
  for (std::size_t from = 0; from <= type.size();) {
    const std::size_t bar = std::min(type.find('|', from), type.size());
    list += (list.empty() ? "" : ", ") + quoted(type.substr(from, bar - from));
    from = bar + 1;
  }
  return R"({"enum": [)" + list + "]}";
}

std::string of_type(const std::string& type) {
  if (type.front() == '[') {
    return R"({"type": "array", "minItems": 1, "items": )" +
           of_type(type.substr(1, type.size() - 2)) + "}";
  }
  if (type.front() == '{') {
    return R"({"type": "object", "minProperties": 1, "additionalProperties": )" +
           of_type(type.substr(1, type.size() - 2)) + "}";
  }
  const std::size_t choice = type.find(" or ");
  if (choice != std::string::npos) {
    return R"({"anyOf": [)" + of_type(type.substr(0, choice)) + ", " +
           of_type(type.substr(choice + 4)) + "]}";
  }
  if (type.front() == '=') return R"({"const": )" + quoted(type.substr(1)) + "}";
  if (type == "text") return R"({"type": ["string", "number"]})";
  if (type == "count") return R"({"type": "integer", "minimum": 1})";
  if (type == "flag") return R"({"type": "boolean"})";
  if (type == "date") return R"({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})";
  if (type.find('|') != std::string::npos) return words(type);
  return R"({"$ref": )" + quoted("#/$defs/" + type) + "}";
}

std::string described(std::string schema, const GrammarKey& key) {
  schema.pop_back();
  return schema + R"(, "description": )" +
         quoted(std::string(key.zh) + " · " + std::string(key.en)) + "}";
}

// "upto+is": both are written; "else-is": the first without the second.
std::string one_form(const std::string& form) {
  const std::size_t sign = form.find_first_of("+-");
  const std::string key = quoted(form.substr(0, sign));
  if (sign == std::string::npos) return R"({"required": [)" + key + "]}";
  const std::string other = quoted(form.substr(sign + 1));
  if (form[sign] == '+') return R"({"required": [)" + key + ", " + other + "]}";
  return R"({"required": [)" + key + R"(], "not": {"required": [)" + other + "]}}";
}

std::string mapping(const GrammarRule& rule, const std::string& indent) {
  std::string required;
  std::string properties;
  for (const GrammarKey& key : rule.keys) {
    if (key.required) required += (required.empty() ? "" : ", ") + quoted(key.key);
    properties += (properties.empty() ? "\n" : ",\n") + indent + "  " + quoted(key.key) + ": " +
                  described(of_type(key.type), key);
  }
  std::string choice;
  for (const std::string& form : rule.one_of) {
    choice += (choice.empty() ? "" : ", ") + one_form(form);
  }
  std::string text = R"("type": "object", "additionalProperties": false)";
  if (!required.empty()) text += R"(, "required": [)" + required + "]";
  if (!choice.empty()) text += R"(, "oneOf": [)" + choice + "]";
  return text + ",\n" + indent + R"("properties": {)" + properties + "}";
}

}  // namespace

std::string policy_schema() {
  std::string defs;
  for (const Form& form : kForms) {
    defs +=
        std::string(defs.empty() ? "" : ",\n") + "    " + quoted(form.name) + ": " + form.schema;
  }
  for (const GrammarRule& rule : grammar_rules().subspan(1)) {
    defs += ",\n    " + quoted(rule.name) + ": {" + mapping(rule, "      ") + "}";
  }
  return "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
         "  \"title\": \"who pays a loss: policy/1\",\n  " +
         mapping(grammar_rules().front(), "  ") + ",\n  \"$defs\": {\n" + defs + "\n  }\n}\n";
}

}  // namespace pledgelab
