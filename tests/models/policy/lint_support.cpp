#include "tests/models/policy/lint_support.hpp"

#include <doctest/doctest.h>

#include "engine/formats/yaml.hpp"

namespace pledgelab::test {

SharingPolicy small_policy(const std::string& steps, const std::vector<std::string>& head) {
  std::vector<std::string> lines = {
      "schema: policy/1",
      "id: x",
      "version: '1'",
      "source: [{title: made, mark: assumed}]",
      "effective: {from: 2024-01-01, by: default}",
      "money: {currency: CNY, round: half_up}",
      "year: calendar",
      "parties: {fund: {kind: guarantor}, insurer: {kind: insurer}, bank: {kind: bank}, "
      "city: {kind: reguarantor}}",
      "residual: bank",
      "claim: {trigger: {loan.days_past_due: {gt: 90}}, pay: claim}",
      "recovery: {costs: first, by: as_borne}"};
  for (const std::string& line : head) {
    const std::string key = line.substr(0, line.find(':') + 1);
    bool replaced = false;
    for (std::string& known : lines) {
      if (known.compare(0, key.size(), key) != 0) continue;
      known = line;
      replaced = true;
    }
    if (!replaced) lines.push_back(line);
  }
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  text += "steps:\n" + steps;
  const auto document = parse_yaml(text, "x.yaml");
  REQUIRE_MESSAGE(document.ok(), (document.ok() ? "" : to_text(document.errors().front())));
  const auto policy = read_sharing_policy(document.value());
  REQUIRE_MESSAGE(policy.ok(), (policy.ok() ? "" : to_text(policy.errors().front())));
  return policy.value();
}

std::size_t count_of(const std::vector<Finding>& findings, const std::string& code) {
  std::size_t count = 0;
  for (const Finding& finding : findings) count += finding.code == code ? 1 : 0;
  return count;
}

std::string first_of(const std::vector<Finding>& findings, const std::string& code) {
  for (const Finding& finding : findings) {
    if (finding.code == code) return finding.en + "\n" + finding.zh;
  }
  return {};
}

}  // namespace pledgelab::test
