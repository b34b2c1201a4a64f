#include "engine/app/commands.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "engine/app/answer.hpp"
#include "models/base/nearest.hpp"

namespace pledgelab {
namespace {

constexpr std::array kCommands = {
    Command{"demo", "a sample project, made and run end to end", "示范项目", demo_command},
    Command{"init", "an empty project", "新建项目", init_command},
    Command{"import", "a ledger into the project, each row and yuan accounted for", "导入台账",
            import_command},
    Command{"check", "faults and weak points of policies; --read: a policy in sentences",
            "检查文件；--read 逐句读出办法", check_command},
    Command{"market", "transfers, licences and pledges by year, kind, class, region; liquidity",
            "专利运营统计与流动性", market_command},
    Command{"score", "the high-value-patent index of a set: rank, reasons, and what it is worth",
            "高价值专利指数", score_command},
    Command{"value", "every right at a date, and what it covers", "批量估值", value_command},
    Command{"run", "value, cover, simulate, share and report", "全流程运行", run_command},
    Command{"simulate", "the loss tape alone", "模拟损失", simulate_command},
    Command{"report", "the report of a finished run", "出具报告", report_command},
    Command{"share", "who pays what of given or simulated losses", "损失分担", share_command},
    Command{"compare", "several policies over the same losses", "方案比较", compare_command},
    Command{"backtest", "forecasts of worth held against what came", "估值回测", backtest_command},
    Command{"explain", "one loan, right or loss, step by step", "逐笔说明", explain_command},
    Command{"formula", "every formula of the index, runnable alone", "公式索引，可单独计算",
            formula_command},
    Command{"schema", "JSON Schema of a kind of document", "文件的JSON Schema", schema_command},
    Command{"version", "versions of the program and of all that is linked", "版本",
            version_command},
};

// Named in the design, not built yet: refused by name, absent from help.
const std::vector<std::string> kNotBuilt = {
    "template", "monitor", "sweep",    "optimise",  "quote",     "claims",     "reserve",
    "limits",   "dispose", "exchange", "calibrate", "tape",      "regulatory", "runs",
    "audit",    "submit",  "approve",  "serve",     "completion"};

std::string overview() {
  std::string text =
      "pledgelab (质衡): the risk engine for loans secured by intellectual property\n"
      "知识产权质押融资风险引擎\n\n"
      "  pledgelab demo                     the sample book, from values to who pays\n"
      "  pledgelab help VERB                an example, then the options\n\n";
  for (const Command& command : commands()) {
    std::string name = command.name;
    name.resize(10, ' ');
    text += "  " + name + command.summary + " · " + command.summary_zh + "\n";
  }
  return text +
         "\nEach verb takes --json. Exit codes: 0 done, 1 done and the answer is bad, 2 usage or\n"
         "input error, 3 too many rows quarantined, 4 not found, 5 stopped, 70 our bug.\n";
}

Json overview_json() {
  Json verbs = Json::array();
  for (const Command& command : commands()) {
    verbs.push_back({{"verb", command.name},
                     {"summary", {{"en", command.summary}, {"zh", command.summary_zh}}}});
  }
  return {{"help", overview()}, {"verbs", std::move(verbs)}};
}

int unknown(const std::string& word, bool as_json) {
  Error error{"U-102", {}, "unknown verb '" + word + "'", {}, ErrorKind::input};
  if (std::find(kNotBuilt.begin(), kNotBuilt.end(), word) != kNotBuilt.end()) {
    error = {"U-103",
             {},
             "the verb '" + word + "' is not built yet",
             "see: pledgelab help",
             ErrorKind::input};
    return refuse(as_json, {error});
  }
  std::vector<std::string> names;
  for (const Command& command : commands()) names.emplace_back(command.name);
  error.hint = suggestion(word, names);
  return refuse(as_json, {error});
}

}  // namespace

std::span<const Command> commands() { return kCommands; }

int run_program(const Arguments& arguments) {
  const bool as_json = std::find(arguments.begin(), arguments.end(), "--json") != arguments.end();
  if (arguments.empty()) {
    std::fputs(overview().c_str(), stderr);
    return 2;
  }
  std::string verb = arguments.front();
  Arguments rest(arguments.begin() + 1, arguments.end());
  if (verb == "--version") verb = "version";
  if (verb == "help" || verb == "--help" || verb == "-h") {
    if (rest.empty() || rest.front().rfind('-', 0) == 0) {
      return answer(as_json, overview_json(), overview(), {});
    }
    verb = rest.front();
    rest = {"--help"};
    if (as_json) rest.emplace_back("--json");
  }
  for (const Command& command : commands()) {
    if (verb == command.name) return command.run(rest);
  }
  return unknown(verb, as_json);
}

}  // namespace pledgelab
