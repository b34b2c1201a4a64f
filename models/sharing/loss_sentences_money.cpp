// What became of one loss: who bears it, what was paid, what came back; and on what it all rests.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>

#include "models/sharing/loss_words.hpp"
#include "models/sharing/reason_words.hpp"

namespace pledgelab::loss_telling {
namespace {

TwoWords payment_of(const Program& program, std::uint32_t party) {
  return payment_word(party == program.residual ? PartyKind::bank : program.parties[party].kind);
}

TwoWords payment_kind(PaymentKind what) {
  static const std::array kWords = {TwoWords{}, TwoWords{"（预付）", " (advance)"},
                                    TwoWords{"（最终结算）", " (final settlement)"},
                                    TwoWords{"（分期）", " (instalment)"}};
  return kWords[static_cast<std::size_t>(what)];
}

TwoWords recovery_rule(RecoveryBy by) {
  static const std::array kWords = {
      TwoWords{"按扣除后重新计算（recompute）分配",
               "divided by running the policy again on what is "
               "left (recompute)"},
      TwoWords{"按承担额的比例（as_borne）分配", "divided by what each bears (as_borne)"},
      TwoWords{"按限额与转移之前的分担额（as_quota）分配",
               "divided by the shares before caps and cedes (as_quota)"},
      TwoWords{"先归剩余承担方（residual_first）", "to the residual party first (residual_first)"},
      TwoWords{"先归其他各方（payers_first）", "to the other parties first (payers_first)"}};
  return kWords[static_cast<std::size_t>(by)];
}

// The notes of a run in Chinese, where they are the usual ones.
std::string note_in_chinese(const std::string& note) {
  static const std::array kKnown = {
      std::pair{"the policy's dates (effective)", "办法的适用期（effective）未予检验"},
      std::pair{"effective.by: origination is not tested",
                "输入没有贷款发放日，适用期（effective.by: origination）未予检验"},
      std::pair{"the claim's trigger is not tested again",
                "输入没有触发条件（trigger）所需的列，触发条件未予检验，视为在违约日已满足"},
      std::pair{"the claim's trigger is taken as met", "触发条件（trigger）视为已满足"},
      std::pair{"no loss has a ", "没有任何损失给出终结日：预付均按估计损失计"}};
  for (const auto& [start, chinese] : kKnown) {
    if (note.rfind(start, 0) == 0) return chinese;
  }
  const std::size_t taken = note.find(": taken as 0");
  if (note.rfind("no column ", 0) == 0 && taken != std::string::npos) {
    return "没有 " + note.substr(10, taken - 10) + " 列，按零计";
  }
  return "（原文）" + note;
}

}  // namespace

void LossTeller::undecided(const ToldRun& run) {
  const TwoWords end{"。本笔不支付，也不计入任何合计。",
                     ". The loss is unpaid and stands in no total."};
  if (run.stopped_by == kNone) {
    say("undecided", TwoWords{"不能确定：", "Undecided: "} + loss().reason + end);
    return;
  }
  const bool step = run.stopped_by < story.program.steps.size();
  const TwoWords told = (step ? TwoWords{"不能确定：步骤 ", "Undecided: step "}
                              : TwoWords{"不能确定：条款 ", "Undecided: clause "}) +
                        quoted(step_name(story.program, run.stopped_by)) + TwoWords{"：", ": "} +
                        run.why;
  say("undecided", told + end, step_name(story.program, run.stopped_by));
}

void LossTeller::outcome() {
  const Program& program = story.program;
  const std::uint32_t claim = story.told.claim;
  std::vector<TwoWords> parts;
  for (std::uint32_t who = 0; who < program.parties.size(); ++who) {
    const std::int64_t borne = story.result.borne_of(claim, who);
    if (borne == 0) continue;
    const TwoWords word = payment_of(program, who);
    parts.push_back(party(who) + same(" ") + amount(borne) +
                    TwoWords{"（" + word.zh + "）", " (" + word.en + ")"});
  }
  say("bears", TwoWords{"结果，各方承担：", "In the end they bear: "} + listed(parts) +
                   TwoWords{"，合计 ", "; in all "} + amount(loss().loss_fen) +
                   TwoWords{"。", "."});
  for (std::uint32_t who = 0; who < program.parties.size(); ++who) {
    const std::int64_t borne = story.result.borne_of(claim, who);
    if (borne == 0 || program.parties[who].split.empty()) continue;
    const std::vector<std::int64_t> split = split_bill(program, who, borne);
    std::vector<TwoWords> told;
    for (std::size_t i = 0; i < split.size(); ++i) {
      told.push_back(quoted(program.parties[who].split[i].id) + same(" ") + amount(split[i]));
    }
    say("split", TwoWords{"其中 ", "Of it, the bill of "} + party(who) +
                     TwoWords{" 的承担额再分（split）：", " is divided again (split): "} +
                     listed(told) + TwoWords{"。", "."});
  }
}

void LossTeller::payments() {
  const Program& program = story.program;
  const std::uint32_t claim = story.told.claim;
  for (const PaymentLine& line : story.result.payments) {
    if (line.claim != claim) continue;
    const TwoWords word = payment_of(program, line.party);
    const std::string day = to_iso(line.date);
    say("payment",
        TwoWords{day + "，", "On " + day + " "} + party(line.party) +
            (line.fen < 0
                 ? TwoWords{" 收回多付的" + word.zh + " ", " gets back, of its " + word.en + ", "}
                 : TwoWords{" 支付" + word.zh + " ", " pays, as " + word.en + ", "}) +
            amount(std::abs(line.fen)) + payment_kind(line.what) + TwoWords{"。", "."});
  }
  for (std::uint32_t who = 0; who < program.parties.size(); ++who) {
    if (!compensates(program, who) || story.result.borne_of(claim, who) == 0) continue;
    const TwoWords word = payment_of(program, who);
    const std::uint32_t owner = program.parties[who].claim_owner;
    const TwoWords right = claim_right(program.parties[who].kind, owner == who);
    const bool written = story.policy.parties[who].claim_owner_written;
    say("claim_owner", party(who) +
                           TwoWords{" 付" + word.zh + "后，该部分对借款人的" + right.zh + "归 ",
                                    ": after its " + word.en + ", " + right.en +
                                        " against the borrower for it belongs to "} +
                           party(owner) +
                           (written ? TwoWords{"（claim_owner）。", " (claim_owner)."}
                                    : TwoWords{"（按其种类）。", " (by its kind)."}));
  }
  if (loss().queued_fen > 0) {
    say("queue", TwoWords{"至最后已知日，仍有 ", "On the last day known "} +
                     amount(loss().queued_fen) +
                     TwoWords{" 在账户排队未付，由 ", " still waits at an account, carried by "} +
                     party(program.residual) + TwoWords{" 垫付，不计息。", " without interest."});
  }
}

void LossTeller::purchase() {
  for (const PurchaseLine& line : story.result.purchases) {
    if (line.claim != story.told.claim) continue;
    const std::string day = to_iso(line.date);
    say("purchase", TwoWords{day + "，", "On " + day + " "} + party(story.program.purchase->party) +
                        TwoWords{" 按承诺以 ", " buys the pledged right, as committed, for "} +
                        amount(line.price_fen) +
                        TwoWords{" 收购质押的知识产权；此后处置所得归其所有，至今 ",
                                 "; what comes of the right later is its own, so far "} +
                        amount(line.proceeds_fen) + TwoWords{"。", "."});
  }
}

void LossTeller::recoveries() {
  const std::uint32_t claim = story.told.claim;
  std::map<std::pair<Date, RecoveryFrom>, std::vector<TwoWords>> days;
  for (const RecoveryLine& line : story.result.recoveries) {
    if (line.claim != claim || line.from == RecoveryFrom::buyer || line.fen == 0) continue;
    days[{line.date, line.from}].push_back(party(line.party) + same(" ") + amount(line.fen));
  }
  for (const auto& [day, parts] : days) {
    const TwoWords from = day.second == RecoveryFrom::purchase
                              ? TwoWords{"（收购价款）", " (the price of the right)"}
                              : TwoWords{};
    say("recovery",
        TwoWords{to_iso(day.first) + " 的追回款", "What came back on " + to_iso(day.first)} + from +
            TwoWords{"，", ", "} + recovery_rule(story.program.recovery_by) + TwoWords{"：", ": "} +
            listed(parts) + TwoWords{"。", "."});
  }
  if (days.empty()) return;
  std::vector<TwoWords> net;
  for (std::uint32_t who = 0; who < story.program.parties.size(); ++who) {
    const std::int64_t borne = story.result.borne_of(claim, who);
    const std::int64_t back = story.result.recovered_of(claim, who);
    if (borne == 0 && back == 0) continue;
    net.push_back(party(who) + same(" ") + amount(borne) + same(" − ") + amount(back) +
                  TwoWords{" ＝ ", " = "} + amount(borne - back));
  }
  say("net", TwoWords{"扣除追回款后的净承担：", "Net of what came back they bear: "} + listed(net) +
                 TwoWords{"。", "."});
}

void LossTeller::charges() {
  const std::uint32_t loan = story.claims.loan[story.told.claim];
  std::uint32_t row = kNone;
  for (std::size_t claim = 0; claim < story.claims.size(); ++claim) {
    if (story.claims.loan[claim] == loan) row = std::min(row, story.claims.row[claim]);
  }
  for (const ChargeLine& line : story.result.charges) {
    const bool other = line.claim != kNoClaim && line.claim != story.told.claim;
    if (line.row != row || other) continue;
    const ProgramCharge& charge = story.program.charges[line.charge];
    const TwoWords name = TwoWords{"收付 ", "Charge "} + quoted(charge.id);
    if (!line.decided()) {
      say("charge",
          name + TwoWords{" 不能确定：", " is undecided: "} + line.reason + TwoWords{"。", "."});
      continue;
    }
    TwoWords told = name +
                    TwoWords{"：" + to_iso(line.date) + "，", ": on " + to_iso(line.date) + " "} +
                    party(charge.payer) + TwoWords{" 付给 ", " pays "} + party(charge.payee) +
                    same(" ") + amount(line.fen);
    if (line.unpaid_fen > 0) {
      told += TwoWords{"，其中未付 ", ", of it unpaid "} + amount(line.unpaid_fen);
    }
    say("charge", told + TwoWords{"。", "."});
  }
}

void LossTeller::money_lines() {
  if (loss().standing != LossStanding::undecided && loss().standing != LossStanding::no_loss) {
    payments();
    purchase();
    recoveries();
  }
  charges();
}

void LossTeller::grounds() {
  for (const PolicyAssumption& assumed : story.policy.assumptions) {
    const std::string line = std::to_string(assumed.place.line);
    say("assumption", TwoWords{"假设（assume） ", "Assumption (assume) "} + quoted(assumed.name) +
                          same(" = " + assumed.text) +
                          TwoWords{"（办法第 " + line + " 行）：原文未载。",
                                   " (line " + line +
                                       " of the policy): the sources do not say "
                                       "it."});
  }
  for (const PolicySource& source : story.policy.sources) {
    if (source.mark != SourceMark::assumed) continue;
    say("source", TwoWords{"本方假设（assumed）：“" + source.title + "”。",
                           "Assumed by us (assumed): “" + source.title + "”."});
  }
  for (const std::string& note : story.result.notes) {
    say("warning", TwoWords{"提示：" + note_in_chinese(note) + "。", "Note: " + note + "."});
  }
}

}  // namespace pledgelab::loss_telling
