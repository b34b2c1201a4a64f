// The table of the grammar is the reader's grammar: what the reader takes stands in it, and what
// stands in it the reader knows.
#include "models/policy/grammar.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "engine/formats/file.hpp"
#include "engine/formats/yaml.hpp"
#include "models/policy/sharing_policy.hpp"
#include "tests/models/policy/full_policy.hpp"
#include "tests/support/json_schema.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;

namespace {

using Json = nlohmann::json;

Document parsed(const std::string& text) {
  const auto document = parse_yaml(text, "x.yaml");
  REQUIRE_MESSAGE(document.ok(), (document.ok() ? "" : to_text(document.errors().front())));
  return document.value();
}

std::vector<std::string> whole_policies() {
  std::vector<std::string> texts = test::other_policies();
  texts.push_back(test::full_policy());
  return texts;
}

// A word of a whole policy, and what makes it wrong.
const std::vector<std::pair<std::string, std::string>> kWrong = {
    {"residual: bank\n", ""},
    {"kind: fund", "kind: found"},
    {"round: half_even", "round: down"},
    {"from: 2024-01-01, to", "from: spring, to"},
    {"file_within: 200d, pay: claim", "file_within: 200d, pay: later"},
    {"wait: 2mo", "wait: two months"},
    {"mark: found", "mark: sure"},
    {"steps:\n", "stpes:\n"},
    {"slice: {upto", "slcie: {upto"},
    {"net: true, ", ""},
    {"net: true", "net: maybe"},
    {"interest_days: 90", "interest_days: 0"},
    {"{in: [little_giant], is: 7%}", "{in: little_giant, is: 7%}"},
    {"{in: [little_giant], is: 7%}", "{is: 7%}"},
    {"{in: [little_giant], is: 7%}", "{in: [little_giant]}"},
    {"{in: [little_giant], is: 7%}", "{else: 7%, is: 7%}"},
    {"{gt: 5wan, le: 3000wan}", "{more: 5wan}"},
    {"per: [group, year]", "per: [group, month]"},
    {"over: guarantor}", "under: guarantor}"},
    {"at: quarter_end", "at: weekly"},
    {"top: npl_balance", "top: bad_loans"},
    {"does: warn", "does: shout"},
    {"held: lapse", "held: forever"},
    {"trip: {gt: $calm}", "trip: {eq: 5%}"},
    {"when: close, else: pool", "when: claim, else: pool"},
    {"credited: quarter", "credited: monthly"},
    {"years: 3", "years: 0"},
    {"kind: fee", "kind: tax"},
    {"at_most: 20wan, per: [borrower, year]", "at_most: 20wan, per: loss"},
    {"of: paid_in", "of: promised"},
    {"every: year}", "every: month}"},
    {"final: write_off", "final: sometime"},
    {"{share: 40%, after: 0d}", "{after: 0d}"},
    {", within: 6mo", ""},
    {"by: payers_first", "by: nobody"}};

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// Which rule a mapping of the whole policy follows: by the key that it stands under.
const std::map<std::string, std::string> kRuleOfKey = {{"name", "name"},
                                                       {"source", "source"},
                                                       {"effective", "effective"},
                                                       {"money", "money"},
                                                       {"parties", "party"},
                                                       {"account", "account"},
                                                       {"sources", "funding"},
                                                       {"income", "income"},
                                                       {"costs", "cost"},
                                                       {"top_up", "top_up"},
                                                       {"leverage", "leverage"},
                                                       {"ratios", "ratio"},
                                                       {"claim", "claim"},
                                                       {"instalments", "instalment"},
                                                       {"advance", "advance"},
                                                       {"steps", "step"},
                                                       {"gate", "gate"},
                                                       {"base", "base"},
                                                       {"deductible", "deductible"},
                                                       {"slice", "slice"},
                                                       {"layer", "layer"},
                                                       {"band", "band"},
                                                       {"cap", "cap"},
                                                       {"cede", "cede"},
                                                       {"breakers", "breaker"},
                                                       {"charges", "charge"},
                                                       {"purchase", "purchase"},
                                                       {"recovery", "recovery"}};

// Every mapping that follows a rule, with the rule's name.
void each_mapping(Node& node, const std::string& key,
                  const std::function<void(Node&, const std::string&)>& seen) {
  const auto rule = kRuleOfKey.find(key);
  const bool by_name = key == "parties" || key == "ratios";
  if (node.kind == Node::Kind::mapping && rule != kRuleOfKey.end() && !by_name) {
    seen(node, rule->second);
  }
  for (Node& item : node.items) each_mapping(item, key, seen);
  for (Entry& entry : node.entries) {
    if (by_name && entry.value.kind == Node::Kind::mapping) seen(entry.value, rule->second);
    each_mapping(entry.value, by_name ? "" : entry.key, seen);
  }
}

// The words after "expected one of: " in a hint.
std::set<std::string> offered(const std::string& hint) {
  std::set<std::string> words;
  const std::string opening = "expected one of: ";
  std::size_t at = hint.find(opening);
  if (at == std::string::npos) return words;
  for (at += opening.size(); at < hint.size();) {
    const std::size_t end = std::min(hint.find(", ", at), hint.size());
    words.insert(hint.substr(at, end - at));
    at = end + 2;
  }
  return words;
}

}  // namespace

TEST_CASE("grammar: every shipped policy and the whole ones fit the schema") {
  const Json schema = Json::parse(policy_schema());
  CHECK(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema");
  for (const std::string& text : whole_policies()) {
    CHECK(joined(test::schema_faults(schema, test::json_of(parsed(text).root))) == "");
  }
  std::size_t shipped = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(test::source_root() + "/policies/sharing")) {
    if (entry.path().extension() != ".yaml") continue;
    const auto document = read_yaml(entry.path().string());
    REQUIRE(document.ok());
    CAPTURE(entry.path().string());
    CHECK(joined(test::schema_faults(schema, test::json_of(document.value().root))) == "");
    ++shipped;
  }
  CHECK(shipped >= 45);
}

TEST_CASE("grammar: what is wrong is refused by the schema and by the reader") {
  const Json schema = Json::parse(policy_schema());
  std::set<std::string> left;
  for (const auto& change : kWrong) left.insert(change.first + " → " + change.second);
  for (const std::string& text : whole_policies()) {
    for (const auto& change : kWrong) {
      const std::size_t at = text.find(change.first);
      if (at == std::string::npos) continue;
      std::string wrong = text;
      wrong.replace(at, change.first.size(), change.second);
      const Document document = parsed(wrong);
      const std::string what = change.first + " → " + change.second;
      left.erase(what);
      CHECK_MESSAGE(!test::schema_faults(schema, test::json_of(document.root)).empty(), what);
      CHECK_MESSAGE(!read_sharing_policy(document).ok(), what);
    }
  }
  for (const std::string& what : left) CHECK_MESSAGE(false, "tried on no policy: " << what);
}

TEST_CASE("grammar: what the reader takes the schema takes: it refuses nothing more") {
  const Json schema = Json::parse(policy_schema());
  std::size_t taken = 0;
  const auto seen = [&](const Document& changed, const std::string& where,
                        const std::string& what) {
    if (!read_sharing_policy(changed).ok()) return;
    ++taken;
    const std::string faults = joined(test::schema_faults(schema, test::json_of(changed.root)));
    CHECK_MESSAGE(faults.empty(), where << ": " << what << "\n" << faults);
  };
  for (const std::string& text : whole_policies()) test::each_change(parsed(text), seen);
  CHECK(taken > 700);
}

TEST_CASE("grammar: each mapping has the keys that its reader asks for, no more and no less") {
  std::set<std::string> seen_rules;
  std::map<std::string, std::set<std::string>> asked;
  Document document;
  const auto seen = [&](Node& node, const std::string& name) {
    const GrammarRule* rule = find_rule(name);
    REQUIRE(rule != nullptr);
    seen_rules.insert(name);
    std::set<std::string> keys;
    for (const GrammarKey& key : rule->keys) keys.insert(key.key);
    Entry odd;
    odd.key = "zzzzzzzzzzzzzzzzzzzzzz";
    odd.line = node.line;
    odd.value.kind = Node::Kind::scalar;
    odd.value.text = "1";
    node.entries.push_back(odd);
    const auto policy = read_sharing_policy(document);
    node.entries.pop_back();
    REQUIRE(!policy.ok());
    CAPTURE(name);
    const auto told = std::find_if(
        policy.errors().begin(), policy.errors().end(),
        [&](const Error& error) { return error.message.find(odd.key) != std::string::npos; });
    REQUIRE(told != policy.errors().end());
    const auto words = offered(told->hint);
    REQUIRE(!words.empty());
    for (const std::string& word : words) CHECK_MESSAGE(keys.count(word) == 1, word);
    // A hint names twelve at most; some keys are asked only beside others.
    const bool whole = words.size() < 12;
    for (const std::string& key : keys) {
      if (!whole || words.count(key) == 1) asked[name].insert(key);
    }
  };
  for (const std::string& text : whole_policies()) {
    document = parsed(text);
    each_mapping(document.root, "", seen);
  }
  for (const auto& rule : kRuleOfKey)
    CHECK_MESSAGE(seen_rules.count(rule.second) == 1, rule.second);
}

TEST_CASE("grammar: every key of the table is known to the reader, built or refused by name") {
  for (const GrammarKey& key : grammar_rules().front().keys) {
    Document document = parsed(test::full_policy());
    if (document.root.find(key.key) != nullptr) continue;
    Entry entry;
    entry.key = key.key;
    document.root.entries.push_back(entry);
    const auto policy = read_sharing_policy(document);
    if (policy.ok()) continue;
    for (const Error& error : policy.errors()) CHECK_MESSAGE(error.code != "Y-205", key.key);
  }
}

TEST_CASE("grammar: the committed schema is that of the table") {
  const auto file = read_file(test::source_root() + "/tools/schemas/policy.schema.json");
  REQUIRE(file.ok());
  CHECK(file.value() == policy_schema());
}
