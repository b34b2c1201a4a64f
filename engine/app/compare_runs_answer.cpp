// Several policies over the losses of one run, as JSON and as text.
#include <algorithm>

#include "engine/app/compare_answer.hpp"
#include "engine/render/text.hpp"

#include <fmt/core.h>

namespace pledgelab {
namespace {

constexpr std::size_t kGroupsShown = 12;  // of each fact in the text; JSON has all

MoneyUnit unit_of(const std::string& currency) {
  const Words label = currency == "CNY" ? Words{"元", "CNY"} : Words{currency, ""};
  return {currency, label, 100, 2};
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

// One group under each of the policies.
struct RunsGroup {
  std::string by;
  std::string key;
  std::size_t loan_count = 0;
  double loss_yuan = 0;
  std::vector<double> lender_net_yuan;
  std::vector<double> undecided_yuan;

  [[nodiscard]] double spread() const {
    const auto ends = std::minmax_element(lender_net_yuan.begin(), lender_net_yuan.end());
    return *ends.second - *ends.first;
  }
};

// All runs are of one book: their groups are the same. The one first that differs most.
std::vector<RunsGroup> groups_of(const std::vector<RunOutcome>& runs) {
  std::vector<RunsGroup> groups;
  for (std::size_t at = 0; at < runs.front().groups.size(); ++at) {
    const RunGroup& first = runs.front().groups[at];
    groups.push_back({first.by, first.key, first.loan_count, first.loss_yuan, {}, {}});
    for (const RunOutcome& run : runs) {
      groups.back().lender_net_yuan.push_back(run.groups[at].lender_net_yuan);
      groups.back().undecided_yuan.push_back(run.groups[at].undecided_yuan);
    }
  }
  const auto same = [](const RunsGroup& a, const RunsGroup& b) { return a.by == b.by; };
  for (auto begin = groups.begin(); begin != groups.end();) {
    const auto end = std::find_if(begin, groups.end(),
                                  [&](const RunsGroup& group) { return !same(group, *begin); });
    std::stable_sort(
        begin, end, [](const RunsGroup& a, const RunsGroup& b) { return a.spread() > b.spread(); });
    begin = end;
  }
  return groups;
}

Table runs_groups_table(const std::vector<RunOutcome>& runs, const std::vector<RunsGroup>& groups,
                        const std::string& by) {
  const MoneyUnit unit = unit_of(runs.front().results.currency);
  Table table;
  table.id = "run_groups";
  table.title = {"银行净承担（各路径均值），按 " + by, "net borne by banks, means, by " + by};
  table.columns = {text_column("key", {"组", "group"}),
                   count_column("count", {"贷款", "loans"}, {"笔", "number"}),
                   money_column("loss", {"损失", "loss"}, unit)};
  for (std::size_t i = 0; i < runs.size(); ++i) {
    table.columns.push_back(
        money_column("net_" + std::to_string(i), {runs[i].recipe.policy, ""}, unit));
    if (runs[i].results.undecided_yuan == 0) continue;
    table.columns.push_back(money_column(
        "undecided_" + std::to_string(i),
        {"未定（" + runs[i].recipe.policy + "）", "undecided by " + runs[i].recipe.policy}, unit));
  }
  std::size_t hidden = 0;
  for (const RunsGroup& group : groups) {
    if (group.by != by) continue;
    if (table.rows.size() == kGroupsShown) {
      ++hidden;
      continue;
    }
    Row row;
    row.cells = {group.key.empty() ? Words{"（未填）", "(empty)"} : Words{group.key, ""},
                 static_cast<std::int64_t>(group.loan_count), Yuan{group.loss_yuan}};
    for (std::size_t i = 0; i < runs.size(); ++i) {
      row.cells.emplace_back(Yuan{group.lender_net_yuan[i]});
      const bool undecided = runs[i].results.undecided_yuan > 0;
      if (undecided) row.cells.emplace_back(Yuan{group.undecided_yuan[i]});
    }
    table.rows.push_back(row);
  }
  if (hidden > 0) {
    table.note = {fmt::format("另有 {} 组差异较小，见 --json", hidden),
                  fmt::format("{} more groups differ less: see --json", hidden)};
  }
  return table;
}

}  // namespace

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
  Json groups = Json::array();
  for (const RunsGroup& group : groups_of(runs)) {
    groups.push_back({{"by", group.by},
                      {"key", group.key},
                      {"loans_count", group.loan_count},
                      {"loss_yuan", group.loss_yuan},
                      {"lender_net_yuan", group.lender_net_yuan},
                      {"undecided_yuan", group.undecided_yuan}});
  }
  return {{"currency", first.currency},
          {"paths", first.paths},
          {"expected_loss_yuan", first.loss.mean_yuan.value},
          {"expected_shortfall_99_yuan", first.loss.expected_shortfall_99_yuan.value},
          {"policies", policies},
          {"groups", groups}};
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
  std::string text = to_text(table);
  const std::vector<RunsGroup> groups = groups_of(runs);
  for (const char* by : {"loan.lender_id", "borrower.size", "borrower.region"}) {
    text += "\n" + to_text(runs_groups_table(runs, groups, by));
  }
  return text;
}

}  // namespace pledgelab
