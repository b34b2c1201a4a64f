// The head of a loss, the tests before the steps, and the order of it all.
#include "models/sharing/loss_sentences.hpp"

#include <algorithm>

#include "models/policy/sentences.hpp"
#include "models/sharing/loss_words.hpp"

namespace pledgelab {
namespace loss_telling {
namespace {

TwoWords date_word(EffectiveBy by) {
  switch (by) {
    case EffectiveBy::loan_default:
      return {"违约日", "day of default"};
    case EffectiveBy::claim:
      return {"索赔日", "filing date"};
    case EffectiveBy::origination:
      break;
  }
  return {"贷款发放日", "day of origination"};
}

}  // namespace

void LossTeller::filed() {
  const std::uint32_t claim = story.told.claim;
  const Claims& claims = story.claims;
  TwoWords told = TwoWords{"损失 ", "Loss "} + quoted(claims.loss_id[claim]) +
                  TwoWords{"（贷款 ", " (loan "} + quoted(claims.loan_id[claim]);
  if (const std::uint32_t line = claims.line[claim]) {
    const std::string number = std::to_string(line);
    told += TwoWords{"，损失文件第 " + number + " 行", ", line " + number + " of the losses file"};
  }
  told += TwoWords{"）：", "): "};
  told += TwoWords{to_iso(claims.default_date[claim]) + " 违约，" + to_iso(loss().filed_on) +
                       " 索赔，支付日 " + to_iso(loss().pay_date) + "。",
                   "default on " + to_iso(claims.default_date[claim]) + ", filed on " +
                       to_iso(loss().filed_on) + ", pay date " + to_iso(loss().pay_date) + "."};
  say("loss", told);
  made_of();
  if (loss().netted_fen != 0) netted();
  if (story.program.advance) {
    say("advance",
        {"设有预补偿（advance）：先按估计损失计算，最终损失确定后再算一次，两次均按本金计。",
         "There is an advance (advance): the policy runs on the estimated loss and, "
         "when it is known, on the final one; both count as principal."});
  }
}

void LossTeller::made_of() {
  const std::uint32_t claim = story.told.claim;
  const Claims& claims = story.claims;
  const std::int64_t principal = claims.principal_fen[claim];
  const std::int64_t interest = claims.interest_fen[claim];
  const std::int64_t costs = claims.costs_fen[claim];
  TwoWords told = TwoWords{"申报：本金 ", "Filed: principal "} + amount(principal) +
                  TwoWords{"、利息 ", ", interest "} + amount(interest) +
                  TwoWords{"、费用 ", ", costs "} + amount(costs) +
                  TwoWords{"，合计 ", ", in all "} + amount(principal + interest + costs);
  const auto staged = [&](const TwoWords& name, std::optional<std::int64_t> fen) {
    if (fen) told += name + amount(*fen);
  };
  if (story.program.advance && !claims.stages.empty()) {
    staged({"；估计损失 ", "; estimated loss "}, claims.stages[claim].estimated_fen);
    staged({"；最终损失 ", "; final loss "}, claims.stages[claim].final_fen);
  }
  told += TwoWords{"。", "."};
  if (loss().standing == LossStanding::no_loss) {
    told += TwoWords{"应分担的损失为零：不检验任何条款，也不支付。",
                     " The loss to be shared is nothing: nothing is tested, nothing is paid."};
  }
  say("loss", told);
}

void LossTeller::netted() {
  std::vector<TwoWords> receipts;
  for (const Receipt& receipt : story.claims.receipts) {
    if (receipt.claim != story.told.claim || loss().pay_date < receipt.date) continue;
    receipts.push_back(same(to_iso(receipt.date) + " ") + amount(receipt.fen));
  }
  const ToldRun& run = story.told.runs.front();
  const bool first = story.program.recovery_costs == RecoveryCosts::first;
  say("netted",
      TwoWords{"支付日及以前收回 ", "Recovered by the pay date: "} + listed(receipts) +
          (first ? TwoWords{"，先行扣除（先抵费用，再抵本金，后抵利息）",
                            ", taken off first (costs, then principal, then interest)"}
                 : TwoWords{"，先行扣除（按本金、利息、费用的比例）",
                            ", taken off first (principal, interest and costs in proportion)"}) +
          TwoWords{"，余本金 ", "; left are principal "} + amount(run.principal_fen) +
          TwoWords{"、利息 ", ", interest "} + amount(run.interest_fen) +
          TwoWords{"、费用 ", ", costs "} + amount(run.costs_fen) +
          TwoWords{"，应分担的损失 ", ", the loss to be shared "} + amount(loss().loss_fen) +
          TwoWords{"。", "."});
}

// ": all of it, X, is borne by `bank` (clause)", where the clause took it.
TwoWords LossTeller::residual_takes(const ToldRun& run, std::uint32_t clause) const {
  for (const Posting& posting : run.postings) {
    if (posting.step != story.program.clause(clause)) continue;
    return TwoWords{"：全部 ", ": all of it, "} + amount(posting.fen) +
           TwoWords{" 由 ", ", is borne by "} + party(posting.party) +
           TwoWords{" 承担（条款 ", " (clause "} + same(step_name(story.program, posting.step)) +
           TwoWords{"）", ")"};
  }
  return {};
}

void LossTeller::dates(const ToldRun& run) {
  const Program& program = story.program;
  const std::uint32_t claim = story.told.claim;
  if (!program.effective_from) return;
  Date asked = story.claims.default_date[claim];
  if (program.effective_by == EffectiveBy::claim) asked = loss().filed_on;
  if (program.effective_by == EffectiveBy::origination) {
    const FactColumn& column = program.columns[program.origination];
    const std::uint32_t row = story.claims.row[claim];
    if (!column.has(row)) return;
    asked = Date{static_cast<std::int32_t>(column.value[row])};
  }
  const bool late = program.effective_to && *program.effective_to < asked;
  const bool within = *program.effective_from <= asked && !late;
  const std::string from = to_iso(*program.effective_from);
  const TwoWords to = program.effective_to ? TwoWords{" 至 " + to_iso(*program.effective_to),
                                                      " to " + to_iso(*program.effective_to)}
                                           : TwoWords{" 起（无截止日）", " with no last day"};
  say("dates",
      TwoWords{"适用期（effective）：", "Dates (effective): "} + date_word(program.effective_by) +
          same(" " + to_iso(asked)) +
          (within ? TwoWords{" 在 ", " lies within "} : TwoWords{" 不在 ", " lies outside "}) +
          same(from) + to + TwoWords{" 之内", ""} + residual_takes(run, clause_effective) +
          TwoWords{"。", "."},
      "effective");
}

void LossTeller::trigger(const ToldRun& run) {
  for (const ToldAsk& ask : run.asks) {
    if (ask.step != story.program.clause(clause_trigger)) continue;
    const bool met = ask.answer == ToldAsk::Answer::acts;
    const bool open = run.stopped_by == ask.step;
    say("trigger",
        TwoWords{"触发条件（trigger）：须 ", "Trigger (trigger): required is "} +
            words_of(story.policy, story.policy.trigger.front()) + values(ask.facts) +
            (open  ? TwoWords{"：不能确定", ": undecided"}
             : met ? TwoWords{"：满足", ": met"}
                   : TwoWords{"：不满足", ": not met"}) +
            residual_takes(run, clause_trigger) + TwoWords{"。", "."},
        "trigger");
  }
}

void LossTeller::filing(const ToldRun& run) {
  const Program& program = story.program;
  const bool asked = std::any_of(run.asks.begin(), run.asks.end(), [&](const ToldAsk& ask) {
    return ask.step < program.steps.size();
  });
  const TwoWords takes = residual_takes(run, clause_file_within);
  if (!program.file_within || (!asked && takes.zh.empty())) return;
  const Date last =
      add(add(story.claims.default_date[story.told.claim], program.wait), *program.file_within);
  say("filing",
      TwoWords{
          "索赔期限（file_within）至 " + to_iso(last) + "，" + to_iso(loss().filed_on) + " 索赔：",
          "It had to be filed (file_within) by " + to_iso(last) + " and was filed on " +
              to_iso(loss().filed_on) + ": "} +
          (takes.zh.empty() ? TwoWords{"在期限内", "in time"} : TwoWords{"逾期", "too late"}) +
          takes + TwoWords{"。", "."},
      "file_within");
}

void LossTeller::breakers(const ToldRun& run) {
  const Program& program = story.program;
  const LossOutcome& outcome = loss();
  for (std::uint32_t breaker = 0; breaker < program.breakers.size(); ++breaker) {
    const TwoWords takes = residual_takes(run, clause_breaker + breaker);
    const TwoWords name = TwoWords{"熔断 ", "Breaker "} + quoted(program.breakers[breaker].id);
    const bool stops_new = program.breakers[breaker].does == PolicyBreaker::Does::stop_new;
    if (!takes.zh.empty() && stops_new) {
      say("breaker",
          name +
              TwoWords{" 在贷款发放时已停止新增业务",
                       " had stopped new loans when this "
                       "one was originated"} +
              takes + TwoWords{"。", "."},
          program.breakers[breaker].id);
    }
    if (outcome.stopped_by != breaker || !outcome.held_since) continue;
    const std::string since = to_iso(*outcome.held_since);
    const TwoWords stopped = name + TwoWords{" 在支付日 " + since + " 已暂停补偿",
                                             " had stopped claims on the pay date " + since};
    const TwoWords what =
        outcome.standing == LossStanding::held
            ? TwoWords{"，到最后已知日仍未恢复", ", and has not resumed by the last day known"}
        : program.breakers[breaker].lapse
            ? TwoWords{"，索赔失效", ", and the claim lapsed"}
            : TwoWords{"，暂缓至 " + to_iso(outcome.pay_date) + " 方予办理",
                       ", and held the claim until " + to_iso(outcome.pay_date)};
    say("breaker", stopped + what + takes + TwoWords{"。", "."}, program.breakers[breaker].id);
  }
}

void LossTeller::tests(const ToldRun& run) {
  dates(run);
  trigger(run);
  filing(run);
  const TwoWords beyond = residual_takes(run, clause_leverage);
  if (!beyond.zh.empty()) {
    say("leverage",
        TwoWords{"放大倍数（leverage）：本笔贷款超出账户可覆盖的贷款总额",
                 "Leverage (leverage): the loan is beyond what the account covers"} +
            beyond + TwoWords{"。", "."},
        "leverage");
  }
  breakers(run);
}

}  // namespace loss_telling

bool has_final(const LossStory& story) {
  if (!story.program.advance || story.claims.stages.empty()) return false;
  const ClaimStages& stages = story.claims.stages[story.told.claim];
  return story.program.advance->final == ClaimAdvance::Final::write_off
             ? stages.write_off_date.has_value()
             : stages.settlement_date.has_value();
}

std::vector<LossSentence> loss_sentences(const LossStory& story) {
  loss_telling::LossTeller teller{story};
  const std::vector<ToldRun>& runs = story.told.runs;
  const LossOutcome& loss = story.result.losses[story.told.claim];
  teller.filed();
  const bool final = has_final(story) && loss.standing != LossStanding::undecided;
  for (std::size_t i = 0; i < runs.size() && loss.standing != LossStanding::no_loss; ++i) {
    const bool last = i + 1 == runs.size();
    // No final loss, or none that is known: the same once more.
    if (runs.size() > 1 && last && !final) break;
    if (runs.size() > 1) {
      teller.say("advance", last ? TwoWords{"按最终损失计算：", "On the final loss:"}
                                 : TwoWords{"按估计损失计算：", "On the estimated loss:"});
    }
    teller.tests(runs[i]);
    teller.steps(runs[i]);
    if (runs[i].stopped_by != kNone) break;
  }
  if (loss.standing == LossStanding::undecided) {
    const auto stopped = std::find_if(runs.begin(), runs.end(),
                                      [](const ToldRun& run) { return run.stopped_by != kNone; });
    teller.undecided(stopped == runs.end() ? runs.front() : *stopped);
  } else if (loss.standing != LossStanding::no_loss) {
    teller.outcome();
  }
  teller.money_lines();
  teller.grounds();
  return std::move(teller.sentences);
}

}  // namespace pledgelab
