// Several policies over the losses of one run, as JSON and as text.
#include <algorithm>

#include "engine/app/compare_answer.hpp"
#include "engine/render/text.hpp"

#include <fmt/core.h>

namespace pledgelab {
namespace {

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
