// What the reader of page one must not overlook: what was left out, left undecided, or is past
// luck.
#include <fmt/format.h>

#include "engine/report/figure.hpp"
#include "engine/report/page_one.hpp"

namespace pledgelab {
namespace {

void add_undecided(const ReportInput& input, Report& report) {
  if (!input.undecided) return;
  const std::string share = show_percent(input.undecided->expected_frac, 1);
  Words reasons;
  for (const Words& reason : input.undecided->reasons) {
    reasons.zh += (reasons.zh.empty() ? "" : "；") + reason.zh;
    reasons.en += (reasons.en.empty() ? "" : "; ") + reason.en;
  }
  report.notices.push_back(
      {{"预期损失的 " + share + " % 未定：政策所问的事实在台账中缺失，无人支付。" + reasons.zh,
        share +
            " % of the expected loss is undecided: the book lacks a fact that the policy asks "
            "for, and nobody pays. " +
            reasons.en},
       true});
}

void add_uncovered(const ReportInput& input, Report& report) {
  if (input.uncovered.empty()) return;
  Words reasons;
  for (const Words& reason : input.uncovered) {
    reasons.zh += (reasons.zh.empty() ? "" : "；") + reason.zh;
    reasons.en += (reasons.en.empty() ? "" : "; ") + reason.en;
  }
  report.notices.push_back(
      {{"本办法不覆盖的贷款（设全部余额于基准日索赔）：" + reasons.zh + "。",
        "Loans that the policy does not cover (as if all balances were claimed at the as-of "
        "date): " +
            reasons.en + "."},
       true});
}

// The loans' balances when they are among the control totals, else what has most in quarantine.
const ControlTotal* told_total(const ReportInput& input) {
  const ControlTotal* most = nullptr;
  for (const ControlTotal& total : input.control_totals) {
    const bool balance = total.file.find("balance") != std::string::npos;
    if (balance && total.file.find("scheme") == std::string::npos) return &total;
    if (most == nullptr || total.money_quarantined > most->money_quarantined) most = &total;
  }
  return most;
}

void add_quarantined(const ReportInput& input, const MoneyUnit& unit, Report& report) {
  if (input.rejects.empty()) return;
  const ControlTotal* total = told_total(input);
  const std::string rows = show_count(static_cast<std::int64_t>(input.rejects.size()));
  Words text{rows + " 行被隔离，不在本报告的数字之内",
             rows + " rows are quarantined: in no figure here"};
  if (total != nullptr && total->money_quarantined.fen() != 0) {
    const std::string out = show(total->money_quarantined, unit);
    const std::string in = show(total->money_in, unit);
    text.zh += "；" + total->file + " 中 " + in + " 之 " + out + " " + unit.label.zh;
    text.en += "; of " + total->file + ", " + out + " of " + in;
  }
  report.notices.push_back({{text.zh + "。", text.en + "."}, true});
}

void add_defaulted(const ReportInput& input, Report& report) {
  if (!input.loss || input.defaulted.loan_count == 0) return;
  const double whole = input.loss->expected.value;
  if (!(whole > 0)) return;
  const std::string count = show_count(input.defaulted.loan_count);
  const std::string share = show_percent(input.defaulted.expected_loss_yuan / whole, 1);
  report.notices.push_back(
      {{"基准日已违约的贷款 " + count + " 笔，占预期损失的 " + share + " %；其余为将来的违约。",
        "Loans already in default at the as-of date: " + count + ", " + share +
            " % of the expected loss; the rest is of defaults to come."},
       false});
}

}  // namespace

void add_cautions(const ReportInput& input, const MoneyUnit& unit, Report& report) {
  add_undecided(input, report);
  add_uncovered(input, report);
  add_quarantined(input, unit, report);
  add_defaulted(input, report);
}

}  // namespace pledgelab
