#include "tests/support/json_schema.hpp"

#include <map>
#include <regex>
#include <set>

namespace pledgelab::test {
namespace {

using Json = nlohmann::json;
using Faults = std::vector<std::string>;

bool is_type(const std::string& type, const Json& value) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "number") return value.is_number();
  if (type == "integer") return value.is_number_integer();
  if (type == "boolean") return value.is_boolean();
  return false;
}

// Each pattern is compiled once.
const std::regex& regex_of(const std::string& pattern) {
  static std::map<std::string, std::regex> known;
  const auto found = known.find(pattern);
  if (found != known.end()) return found->second;
  return known.emplace(pattern, std::regex(pattern)).first->second;
}

struct Validator {
  const Json& root;

  Faults check(const Json& schema, const Json& value, const std::string& where) const {
    static const std::set<std::string> kKnown = {"$schema",
                                                 "$defs",
                                                 "$ref",
                                                 "title",
                                                 "description",
                                                 "type",
                                                 "required",
                                                 "enum",
                                                 "const",
                                                 "pattern",
                                                 "properties",
                                                 "minProperties",
                                                 "anyOf",
                                                 "propertyNames",
                                                 "additionalProperties",
                                                 "oneOf",
                                                 "maxProperties",
                                                 "items",
                                                 "prefixItems",
                                                 "patternProperties",
                                                 "minItems",
                                                 "maxItems",
                                                 "minimum",
                                                 "not"};
    for (const auto& [keyword, unused] : schema.items()) {
      if (kKnown.count(keyword) == 0) return {where + ": unknown keyword " + keyword};
    }
    Faults faults;
    if (schema.contains("$ref")) {
      const std::string name = schema["$ref"].get<std::string>().substr(8);  // #/$defs/NAME
      if (!root["$defs"].contains(name)) return {where + ": no definition " + name};
      append(faults, check(root["$defs"][name], value, where));
    }
    plain(schema, value, where, faults);
    choices(schema, value, where, faults);
    if (value.is_object()) object(schema, value, where, faults);
    if (value.is_array()) array(schema, value, where, faults);
    return faults;
  }

  static void append(Faults& faults, const Faults& more) {
    faults.insert(faults.end(), more.begin(), more.end());
  }

  static void plain(const Json& schema, const Json& value, const std::string& where,
                    Faults& faults) {
    if (schema.contains("type")) {
      const Json types = schema["type"].is_array() ? schema["type"] : Json::array({schema["type"]});
      bool fits = false;
      for (const Json& type : types) fits = fits || is_type(type.get<std::string>(), value);
      if (!fits) faults.push_back(where + ": is no " + types.dump());
    }
    if (schema.contains("const") && value != schema["const"]) {
      faults.push_back(where + ": is not " + schema["const"].dump());
    }
    if (schema.contains("enum")) {
      bool fits = false;
      for (const Json& word : schema["enum"]) fits = fits || word == value;
      if (!fits) faults.push_back(where + ": is none of " + schema["enum"].dump());
    }
    if (schema.contains("pattern") && value.is_string()) {
      const std::regex& pattern = regex_of(schema["pattern"].get<std::string>());
      if (!std::regex_search(value.get<std::string>(), pattern)) {
        faults.push_back(where + ": " + value.dump() + " does not match");
      }
    }
    if (schema.contains("minimum") && value.is_number() && value < schema["minimum"]) {
      faults.push_back(where + ": too small");
    }
  }

  void choices(const Json& schema, const Json& value, const std::string& where,
               Faults& faults) const {
    if (schema.contains("not") && check(schema["not"], value, where).empty()) {
      faults.push_back(where + ": fits what it must not");
    }
    for (const char* keyword : {"anyOf", "oneOf"}) {
      if (!schema.contains(keyword)) continue;
      std::size_t fits = 0;
      std::string why;
      for (const Json& choice : schema[keyword]) {
        const Faults found = check(choice, value, where);
        fits += found.empty() ? 1 : 0;
        if (!found.empty()) why += " | " + found.front();
      }
      const bool good = std::string(keyword) == "anyOf" ? fits > 0 : fits == 1;
      if (!good) {
        faults.push_back(where + ": fits " + std::to_string(fits) + " of " + keyword + why);
      }
    }
  }

  void object(const Json& schema, const Json& value, const std::string& where,
              Faults& faults) const {
    if (schema.contains("minProperties") && value.size() < schema["minProperties"]) {
      faults.push_back(where + ": too few keys");
    }
    if (schema.contains("maxProperties") && value.size() > schema["maxProperties"]) {
      faults.push_back(where + ": too many keys");
    }
    if (schema.contains("required")) {
      for (const Json& key : schema["required"]) {
        if (!value.contains(key.get<std::string>())) {
          faults.push_back(where + ": lacks " + key.get<std::string>());
        }
      }
    }
    for (const auto& [key, part] : value.items()) {
      const std::string place = where + "/" + key;
      bool known = schema.contains("properties") && schema["properties"].contains(key);
      if (known) append(faults, check(schema["properties"][key], part, place));
      if (schema.contains("patternProperties")) {
        for (const auto& [pattern, rule] : schema["patternProperties"].items()) {
          if (!std::regex_search(key, regex_of(pattern))) continue;
          known = true;
          append(faults, check(rule, part, place));
        }
      }
      if (schema.contains("propertyNames")) {
        append(faults, check(schema["propertyNames"], key, place));
      }
      if (known || !schema.contains("additionalProperties")) continue;
      const Json& more = schema["additionalProperties"];
      if (more.is_boolean()) {
        if (!more.get<bool>()) faults.push_back(place + ": unknown key");
      } else {
        append(faults, check(more, part, place));
      }
    }
  }

  void array(const Json& schema, const Json& value, const std::string& where,
             Faults& faults) const {
    if (schema.contains("minItems") && value.size() < schema["minItems"]) {
      faults.push_back(where + ": too short");
    }
    if (schema.contains("maxItems") && value.size() > schema["maxItems"]) {
      faults.push_back(where + ": too long");
    }
    for (std::size_t i = 0; i < value.size(); ++i) {
      const std::string place = where + "/" + std::to_string(i);
      const bool prefixed = schema.contains("prefixItems") && i < schema["prefixItems"].size();
      if (prefixed) append(faults, check(schema["prefixItems"][i], value[i], place));
      if (!prefixed && schema.contains("items")) {
        append(faults, check(schema["items"], value[i], place));
      }
    }
  }
};

}  // namespace

std::vector<std::string> schema_faults(const Json& schema, const Json& value) {
  return Validator{schema}.check(schema, value, "");
}

Json json_of(const Node& node) {
  static const std::regex kNumber("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");
  switch (node.kind) {
    case Node::Kind::sequence: {
      Json list = Json::array();
      for (const Node& item : node.items) list.push_back(json_of(item));
      return list;
    }
    case Node::Kind::mapping: {
      Json object = Json::object();
      for (const Entry& entry : node.entries) object[entry.key] = json_of(entry.value);
      return object;
    }
    case Node::Kind::null:
      return nullptr;
    case Node::Kind::scalar:
      break;
  }
  if (!node.quoted && (node.text == "true" || node.text == "false")) return node.text == "true";
  if (!node.quoted && std::regex_match(node.text, kNumber)) return Json::parse(node.text);
  return node.text;
}

}  // namespace pledgelab::test
