#include "tests/models/sharing/tried.hpp"

#include <doctest/doctest.h>

#include "engine/formats/csv.hpp"
#include "engine/formats/yaml.hpp"

namespace pledgelab::test {

Result<SharingPolicy> read_tried(const Tried& tried) {
  const std::string yaml =
      "schema: policy/1\nid: x\nversion: '1'\nsource: [{title: made, mark: assumed}]\n"
      "effective: {from: 2020-01-01" +
      (tried.extra_effective.empty() ? std::string(", by: default") : tried.extra_effective) +
      "}\nmoney: {currency: CNY, round: half_up}\nyear: " + tried.year +
      "\nparties: {fund: " + tried.fund +
      ", insurer: {kind: insurer}, bank: {kind: bank}}\nresidual: bank\nclaim: {trigger: " +
      tried.trigger + ", pay: " + tried.pay + "}\nrecovery: " + tried.recovery + "\nsteps:\n" +
      tried.steps;
  const auto document = parse_yaml(yaml, "x.yaml");
  REQUIRE_MESSAGE(document.ok(), (document.ok() ? "" : to_text(document.errors().front())));
  return read_sharing_policy(document.value());
}

Shared run(const Tried& tried) {
  const auto policy = read_tried(tried);
  REQUIRE_MESSAGE(policy.ok(), (policy.ok() ? "" : to_text(policy.errors().front())));
  const auto cells = parse_csv(tried.losses, "losses.csv");
  REQUIRE(cells.ok());
  const auto file = read_losses(cells.value(), "CNY");
  REQUIRE_MESSAGE(file.ok(), (file.ok() ? "" : to_text(file.errors().front())));
  const auto program = compile(policy.value(), file.value().facts);
  REQUIRE_MESSAGE(program.ok(), (program.ok() ? "" : to_text(program.errors().front())));
  return {program.value(), file.value().claims, share_losses(program.value(), file.value().claims)};
}

}  // namespace pledgelab::test
