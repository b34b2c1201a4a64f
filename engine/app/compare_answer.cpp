#include "engine/app/compare_answer.hpp"

#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "engine/render/text.hpp"

namespace pledgelab {
namespace {

constexpr std::size_t kGroupsShown = 12;  // of each fact in the text; JSON has all

MoneyUnit unit_of(const std::string& currency) {
  const Words label = currency == "CNY" ? Words{"元", "CNY"} : Words{currency, ""};
  return {currency, label, 100, 2};
}

// "A anhui-4321": the letter stands for the policy in the tables.
std::string letter(std::size_t policy) {
  return std::string(1, static_cast<char>('A' + policy % 26)) +
         (policy < 26 ? "" : std::to_string(policy / 26));
}

std::vector<Column> policy_columns(const ComparedPolicies& compared, std::vector<Column> first) {
  const MoneyUnit unit = unit_of(compared.currency);
  for (std::size_t i = 0; i < compared.policies.size(); ++i) {
    first.push_back(money_column("net_" + std::to_string(i), {letter(i), ""}, unit));
  }
  for (std::size_t i = 1; i < compared.policies.size(); ++i) {
    first.push_back(money_column("more_" + std::to_string(i), {letter(i) + " − A", ""}, unit));
  }
  return first;
}

void add_amounts(const std::vector<std::int64_t>& fen, Row& row) {
  for (const std::int64_t one : fen) row.cells.emplace_back(Money::of_fen(one));
  for (std::size_t i = 1; i < fen.size(); ++i) {
    row.cells.emplace_back(Money::of_fen(fen[i] - fen[0]));
  }
}

Table kinds_table(const ComparedPolicies& compared) {
  Table table;
  table.id = "kinds";
  table.title = {"各类当事方净承担", "net borne by kind of party"};
  table.columns = policy_columns(compared, {text_column("kind", {"类别", "kind"})});
  table.note = {"正差额：比方案 A 承担得多", "a difference above zero: bears more than under A"};
  std::vector<std::int64_t> sums(compared.policies.size(), 0);
  for (std::size_t kind = 0; kind < compared.policies.front().kinds.size(); ++kind) {
    std::vector<std::int64_t> fen;
    for (std::size_t i = 0; i < compared.policies.size(); ++i) {
      fen.push_back(compared.policies[i].kinds[kind].net_fen);
      sums[i] += fen.back();
    }
    Row row;
    row.cells = {Words{compared.policies.front().kinds[kind].kind, ""}};
    add_amounts(fen, row);
    table.rows.push_back(row);
  }
  Row total;
  total.total = true;
  total.cells = {Words{"合计", "total"}};
  add_amounts(sums, total);
  table.rows.push_back(total);
  return table;
}

Table groups_table(const ComparedPolicies& compared, const std::string& by) {
  Table table;
  table.id = "groups";
  table.title = {"银行净承担，按 " + by, "net borne by banks, by " + by};
  table.columns = policy_columns(
      compared, {text_column("key", {"组", "group"}),
                 count_column("count", {"笔数", "losses"}, {"笔", "number"}),
                 money_column("loss", {"损失", "loss"}, unit_of(compared.currency))});
  std::size_t hidden = 0;
  for (const ComparedGroup& group : compared.groups) {
    if (group.by != by) continue;
    if (table.rows.size() == kGroupsShown) {
      ++hidden;
      continue;
    }
    Row row;
    row.cells = {group.key.empty() ? Words{"（未填）", "(empty)"} : Words{group.key, ""},
                 static_cast<std::int64_t>(group.count), Money::of_fen(group.loss_fen)};
    add_amounts(group.lender_net_fen, row);
    table.rows.push_back(row);
  }
  if (hidden > 0) {
    table.note = {fmt::format("另有 {} 组差异较小，见 --json", hidden),
                  fmt::format("{} more groups differ less: see --json", hidden)};
  }
  return table;
}

// What no party bears, net: the policy lacks a fact of these loans.
double undecided_net(const RunResults& results) {
  if (results.undecided_yuan == 0) return 0;
  double rest = results.loss.mean_yuan.value;
  for (const PartyRun& party : results.parties) rest -= party.net.mean_yuan.value;
  return rest;
}

void add_run_rows(const RunOutcome& run, Table& table) {
  const RunResults& results = run.results;
  const Words policy{run.recipe.policy, ""};
  double tail = results.loss.expected_shortfall_99_yuan.value;
  for (const PartyRun& party : results.parties) {
    Row row;
    row.cells = {policy, Words{party.id, ""}, Yuan{party.net.mean_yuan.value},
                 Yuan{party.net.mean_yuan.standard_error}, Yuan{party.tail_net_yuan.value}};
    table.rows.push_back(row);
    tail -= party.tail_net_yuan.value;
  }
  if (results.undecided_yuan > 0) {
    Row row;
    row.alarm = true;
    row.cells = {policy, Words{"未定", "undecided"}, Yuan{undecided_net(results)}, std::monostate{},
                 Yuan{tail}};
    table.rows.push_back(row);
  }
  Row sum;
  sum.total = true;
  sum.cells = {policy, Words{"合计", "sum"}, Yuan{results.loss.mean_yuan.value}, std::monostate{},
               Yuan{results.loss.expected_shortfall_99_yuan.value}};
  table.rows.push_back(sum);
}

Json policy_json(const ComparedPolicy& policy) {
  Json kinds = Json::array();
  for (const ComparedKind& one : policy.kinds) {
    kinds.push_back({{"kind", one.kind}, {"net_fen", one.net_fen}});
  }
  return {{"id", policy.id},
          {"version", policy.version},
          {"kinds", kinds},
          {"not_eligible_count", policy.refused_count},
          {"not_eligible_fen", policy.refused_fen},
          {"queued_fen", policy.queued_fen},
          {"assumptions", policy.assumptions}};
}

}  // namespace

Json to_json(const ComparedPolicies& compared) {
  Json policies = Json::array();
  for (const ComparedPolicy& policy : compared.policies) policies.push_back(policy_json(policy));
  Json groups = Json::array();
  for (const ComparedGroup& group : compared.groups) {
    groups.push_back({{"by", group.by},
                      {"key", group.key},
                      {"losses_count", group.count},
                      {"loss_fen", group.loss_fen},
                      {"lender_net_fen", group.lender_net_fen}});
  }
  return {{"currency", compared.currency},
          {"losses_count", compared.compared_count},
          {"loss_fen", compared.compared_fen},
          {"left_out", compared.left_out},
          {"missing_facts", compared.missing_facts},
          {"policies", policies},
          {"groups", groups}};
}

std::string to_text(const ComparedPolicies& compared) {
  std::string text;
  for (std::size_t i = 0; i < compared.policies.size(); ++i) {
    const ComparedPolicy& policy = compared.policies[i];
    text += fmt::format("{}  {} {}  {}\n", letter(i), policy.id, policy.version,
                        policy.name_zh.empty() ? policy.name_en : policy.name_zh);
    text += fmt::format("   不受补偿 not covered {} ({}), 排队 queued {}\n", policy.refused_count,
                        to_decimal(Money::of_fen(policy.refused_fen)),
                        to_decimal(Money::of_fen(policy.queued_fen)));
    for (const std::string& assumption : policy.assumptions) {
      text += "   假设 assumed: " + assumption + "\n";
    }
  }
  text += fmt::format("\n{} 笔损失 losses, {} {}\n\n", compared.compared_count,
                      to_decimal(Money::of_fen(compared.compared_fen)), compared.currency);
  text += to_text(kinds_table(compared));
  std::vector<std::string> facts;
  for (const ComparedGroup& group : compared.groups) {
    if (facts.empty() || facts.back() != group.by) facts.push_back(group.by);
  }
  for (const std::string& fact : facts) text += "\n" + to_text(groups_table(compared, fact));
  for (const std::string& fact : compared.missing_facts) {
    text += "\n不能分组 no groups by " + fact + "：表中无此列 no such column\n";
  }
  if (!compared.left_out.empty()) {
    text += fmt::format(
        "\n未比较：有方案因缺少事实未能判定 left out, undecided under some policy: {}\n",
        compared.left_out.size());
    for (const std::string& id : compared.left_out) text += "  " + id + "\n";
  }
  return text;
}

Json runs_json(const std::vector<RunOutcome>& runs) {
  Json policies = Json::array();
  for (const RunOutcome& run : runs) {
    Json parties = Json::array();
    for (const PartyRun& party : run.results.parties) {
      parties.push_back({{"party", party.id},
                         {"kind", kPartyKindWords[static_cast<std::size_t>(party.kind)]},
                         {"net_yuan", party.net.mean_yuan.value},
                         {"net_standard_error_yuan", party.net.mean_yuan.standard_error},
                         {"tail_net_yuan", party.tail_net_yuan.value}});
    }
    policies.push_back({{"policy", run.recipe.policy},
                        {"name", run.report.policy_name.zh},
                        {"undecided_net_yuan", undecided_net(run.results)},
                        {"parties", parties}});
  }
  const RunResults& first = runs.front().results;
  return {{"currency", first.currency},
          {"paths", first.paths},
          {"expected_loss_yuan", first.loss.mean_yuan.value},
          {"expected_shortfall_99_yuan", first.loss.expected_shortfall_99_yuan.value},
          {"policies", policies}};
}

std::string runs_text(const std::vector<RunOutcome>& runs) {
  const MoneyUnit unit = unit_of(runs.front().results.currency);
  Table table;
  table.id = "runs";
  table.title = {"同一组损失下各方净承担（各路径均值）", "net borne over the same losses, means"};
  table.columns = {
      text_column("policy", {"方案", "policy"}), text_column("party", {"当事方", "party"}),
      money_column("net", {"净承担", "net"}, unit), money_column("error", {"标准误", "s.e."}, unit),
      money_column("tail", {"尾部净承担", "net in the tail"}, unit)};
  for (const RunOutcome& run : runs) add_run_rows(run, table);
  table.note = {"尾部：预期尾部损失 99 % 所取的路径",
                "tail: the paths of the expected shortfall at 99 %"};
  return to_text(table);
}

}  // namespace pledgelab
