// The grammar of policy/1 as one table: each mapping of a policy file, its keys, what may stand
// there. The JSON Schema that `pledgelab schema policy` prints is made from it and from nothing
// else; a test holds it against the reader.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace pledgelab {

/// One key of a mapping. `type`: what may stand there, alternatives divided by " or ":
/// "text" · "count" · "date" · "flag" · "=word" (this word) · "a|b" (one of these words) ·
/// "NAME" in capitals (a form of grammar_forms) · "name" (a mapping of grammar_rules) ·
/// "[X]" (a list of at least one) · "{X}" (names to X, at least one).
struct GrammarKey {
  const char* key;
  bool required;
  const char* type;
  const char* zh;
  const char* en;
};

/// A mapping of the language. `one_of`: exactly one of these keys must be
/// written (a step's verb); "upto+is" is two keys, "else-is" the first without the second.
struct GrammarRule {
  const char* name;
  std::vector<GrammarKey> keys;
  std::vector<std::string> one_of = {};
};

/// The mappings, the whole document ("policy") first.
std::span<const GrammarRule> grammar_rules();

/// The rule of that name, or null.
const GrammarRule* find_rule(const std::string& name);

/// The JSON Schema (draft 2020-12) of policy/1, as UTF-8 text that ends with a line feed.
std::string policy_schema();

}  // namespace pledgelab
