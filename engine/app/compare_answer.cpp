#include "engine/app/compare_answer.hpp"

#include <algorithm>

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

bool any_charge(const ComparedPolicies& compared) {
  return !compared.policies.front().charges.empty();
}

// Paid less received, by kind of party and of charge.
Table charges_table(const ComparedPolicies& compared) {
  Table table;
  table.id = "charges";
  table.title = {"收费与补贴净支出", "net paid by charges, apart from the losses"};
  table.columns = policy_columns(
      compared, {text_column("kind", {"类别", "kind"}), text_column("charge", {"款项", "charge"})});
  table.note = {"付出减收到；负数为净收入", "paid less received; below zero: a net receipt"};
  const std::vector<ComparedCharge>& rows = compared.policies.front().charges;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    std::vector<std::int64_t> fen;
    for (const ComparedPolicy& policy : compared.policies) {
      fen.push_back(policy.charges[at].paid_fen - policy.charges[at].received_fen);
    }
    Row row;
    row.cells = {Words{rows[at].kind, ""}, Words{rows[at].charge, ""}};
    add_amounts(fen, row);
    table.rows.push_back(row);
  }
  return table;
}

// Losses and charges together, by kind of party and the borrower.
Table in_all_table(const ComparedPolicies& compared) {
  Table table;
  table.id = "in_all";
  table.title = {"损失与收费合计", "losses and charges together"};
  table.columns = policy_columns(compared, {text_column("kind", {"类别", "kind"})});
  std::vector<std::string> kinds;
  for (const ComparedKind& one : compared.policies.front().kinds) kinds.push_back(one.kind);
  kinds.emplace_back("borrower");
  for (const std::string& kind : kinds) {
    std::vector<std::int64_t> fen;
    for (const ComparedPolicy& policy : compared.policies) {
      fen.push_back(0);
      for (const ComparedKind& one : policy.kinds) fen.back() += one.kind == kind ? one.net_fen : 0;
      for (const ComparedCharge& one : policy.charges) {
        if (one.kind == kind) fen.back() += one.paid_fen - one.received_fen;
      }
    }
    Row row;
    row.cells = {Words{kind, ""}};
    add_amounts(fen, row);
    table.rows.push_back(row);
  }
  return table;
}

// One column a policy: what the lenders pay by charges, less what they receive.
void add_charge_columns(const ComparedPolicies& compared, Table& table) {
  for (std::size_t i = 0; i < compared.policies.size(); ++i) {
    table.columns.push_back(money_column("charges_" + std::to_string(i),
                                         {letter(i) + " 收费", letter(i) + " charges"},
                                         unit_of(compared.currency)));
  }
}

Table groups_table(const ComparedPolicies& compared, const std::string& by) {
  Table table;
  table.id = "groups";
  table.title = {"银行净承担，按 " + by, "net borne by banks, by " + by};
  table.columns = policy_columns(
      compared, {text_column("key", {"组", "group"}),
                 count_column("count", {"笔数", "losses"}, {"笔", "number"}),
                 money_column("loss", {"损失", "loss"}, unit_of(compared.currency))});
  const bool charges = any_charge(compared);
  if (charges) add_charge_columns(compared, table);
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
    for (std::size_t i = 0; charges && i < group.lender_charges_fen.size(); ++i) {
      row.cells.emplace_back(Money::of_fen(group.lender_charges_fen[i]));
    }
    table.rows.push_back(row);
  }
  if (hidden > 0) {
    table.note = {fmt::format("另有 {} 组差异较小，见 --json", hidden),
                  fmt::format("{} more groups differ less: see --json", hidden)};
  }
  return table;
}

Json policy_json(const ComparedPolicy& policy) {
  Json kinds = Json::array();
  for (const ComparedKind& one : policy.kinds) {
    kinds.push_back({{"kind", one.kind}, {"net_fen", one.net_fen}});
  }
  Json charges = Json::array();
  for (const ComparedCharge& one : policy.charges) {
    charges.push_back({{"kind", one.kind},
                       {"charge", one.charge},
                       {"paid_fen", one.paid_fen},
                       {"received_fen", one.received_fen}});
  }
  return {{"id", policy.id},
          {"version", policy.version},
          {"kinds", kinds},
          {"charges", charges},
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
                      {"lender_net_fen", group.lender_net_fen},
                      {"lender_charges_fen", group.lender_charges_fen}});
  }
  return {{"currency", compared.currency},
          {"losses_count", compared.compared_count},
          {"loss_fen", compared.compared_fen},
          {"left_out", compared.left_out},
          {"charges_left_out", compared.charges_left_out},
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
  if (any_charge(compared)) {
    text += "\n" + to_text(charges_table(compared)) + "\n" + to_text(in_all_table(compared));
  }
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
  if (!compared.charges_left_out.empty()) {
    text += fmt::format(
        "\n未比较收费的贷款：有方案缺少事实 loans without their charges, or whose loss is, "
        "undecided "
        "under some policy: {}\n",
        compared.charges_left_out.size());
    for (const std::string& id : compared.charges_left_out) text += "  " + id + "\n";
  }
  return text;
}

}  // namespace pledgelab
