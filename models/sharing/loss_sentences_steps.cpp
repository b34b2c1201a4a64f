// The steps of one loss in words: what was before, which figure decided, what is after.
#include <algorithm>

#include "models/policy/sentences.hpp"
#include "models/sharing/loss_words.hpp"

namespace pledgelab::loss_telling {
namespace {

using Verb = Step::Verb;

TwoWords verb_word(Verb verb) {
  switch (verb) {
    case Verb::gate:
      return {"资格（gate）", "gate (gate)"};
    case Verb::base:
      return {"计损基数（base）", "base (base)"};
    case Verb::deductible:
      return {"起赔额（deductible）", "deductible (deductible)"};
    case Verb::slice:
      return {"分层（slice）", "slice (slice)"};
    case Verb::layer:
      return {"区间（layer）", "layer (layer)"};
    case Verb::band:
      return {"比率区间（band）", "band (band)"};
    case Verb::quota:
      return {"比例分担（quota）", "quota (quota)"};
    case Verb::cap:
      return {"限额（cap）", "cap (cap)"};
    case Verb::cede:
      return {"转移（cede）", "cede (cede)"};
  }
  return {};
}

// "Step 2 `share` (quota (quota), clause “…”)"
TwoWords opening(const LossStory& story, std::uint32_t step) {
  const std::string number = std::to_string(step + 1);
  TwoWords told = TwoWords{"步骤" + number + " ", "Step " + number + " "} +
                  quoted(story.program.step_ids[step]) + TwoWords{"，", ", "} +
                  verb_word(story.program.steps[step].verb);
  const std::string& law = story.program.step_laws[step];
  if (!law.empty()) told += TwoWords{"，条文“" + law + "”", ", clause “" + law + "”"};
  if (story.program.steps[step].closes()) told += TwoWords{"，期末结算", ", at the close"};
  return told;
}

// What the step booked, by party; of one day's settlement where the line has a day.
std::vector<std::pair<std::uint32_t, std::int64_t>> booked_by(const ToldRun& run,
                                                              const TraceLine& line) {
  std::vector<std::pair<std::uint32_t, std::int64_t>> sums;
  for (const Posting& posting : run.postings) {
    if (posting.step != line.step) continue;
    if (line.date != Date{} && posting.date != line.date) continue;
    const auto found = std::find_if(sums.begin(), sums.end(),
                                    [&](const auto& sum) { return sum.first == posting.party; });
    if (found == sums.end()) {
      sums.emplace_back(posting.party, posting.fen);
    } else {
      found->second += posting.fen;
    }
  }
  return sums;
}

std::int64_t booked_on(const ToldRun& run, const TraceLine& line, std::uint32_t party) {
  for (const auto& [who, fen] : booked_by(run, line)) {
    if (who == party) return fen;
  }
  return 0;
}

}  // namespace

TwoWords LossTeller::parts(const ToldRun& run, std::uint32_t step, const TraceLine& line) const {
  const Instruction& instruction = story.program.steps[step];
  std::vector<TwoWords> parts;
  for (std::size_t payer = 0; payer < instruction.shares.size(); ++payer) {
    const std::uint32_t who = instruction.shares[payer].party;
    const auto share = std::find_if(line.shares.begin(), line.shares.end(),
                                    [&](const auto& one) { return one.first == who; });
    TwoWords told = party(who) + same(" ");
    if (payer == instruction.taker) {
      told += TwoWords{"其余", "the rest"};
    } else if (share != line.shares.end()) {
      told += same(rate_text(share->second));
    }
    std::int64_t fen = booked_on(run, line, who);
    if (instruction.verb == Verb::cede && who == instruction.party) {
      fen += line.before_fen - line.after_fen;  // what it keeps of what it ceded
    }
    parts.push_back(told + TwoWords{" 得 ", ": "} + amount(fen));
  }
  return listed(parts);
}

// The figure that decided: the limit, what of it was used before, what was left of it.
TwoWords LossTeller::limits(std::uint32_t step, const TraceLine& line) const {
  const Instruction& one = story.program.steps[step];
  const Step& text = story.policy.steps[step];
  const auto written = [&](const std::vector<Value>& value) {
    const bool plain = value.empty() || value.front().form == Value::Form::literal;
    const TwoWords words = plain ? TwoWords{} : words_of(story.policy, value.front());
    return plain ? TwoWords{} : words + TwoWords{" ＝ ", " = "};
  };
  TwoWords told;
  if (one.verb == Verb::layer || one.verb == Verb::cede) {
    told = TwoWords{"区间 ", "range from "} + written(text.above) + amount(line.above_fen) +
           TwoWords{" 至 ", " to "} +
           (line.has_limit ? written(text.value) + amount(line.limit_fen)
                           : TwoWords{"不限", "any amount"});
  } else {
    told = TwoWords{"限额 ", "limit "} + written(text.value) + amount(line.limit_fen);
  }
  if (one.closes()) {
    return told + TwoWords{"，期内合计 ", ", in all in the period "} + amount(line.unit_fen);
  }
  if (!one.periodic()) return told;
  if (one.verb != Verb::cap) {
    return told + TwoWords{"，此前累计 ", ", before it in the period "} + amount(line.unit_fen);
  }
  const std::int64_t room = std::max<std::int64_t>(0, line.limit_fen - line.unit_fen);
  return told + TwoWords{"，此前已用 ", ", used before "} + amount(line.unit_fen) +
         TwoWords{"，尚余额度 ", ", room left "} + amount(room);
}

namespace {

// Of a gate and a base, of which each has its own figures.
TwoWords base_body(const LossTeller& teller, const ToldRun& run, const TraceLine& line) {
  const Instruction& base = teller.story.program.steps[line.step];
  std::vector<TwoWords> of;
  if (base.of_principal) {
    of.push_back(TwoWords{"本金 ", "principal "} + teller.amount(run.principal_fen));
  }
  if (base.of_interest) {
    TwoWords told = TwoWords{"利息 ", "interest "} + teller.amount(run.interest_fen);
    if (base.interest_days > 0) {
      const std::string days = std::to_string(base.interest_days);
      told += TwoWords{"（至多 " + days + " 天）", " (of at most " + days + " days)"};
    }
    of.push_back(told);
  }
  if (base.of_costs) of.push_back(TwoWords{"费用 ", "costs "} + teller.amount(run.costs_fen));
  return TwoWords{"计入 ", "counted are "} + listed(of) +
         (base.part == kNone ? TwoWords{}
                             : TwoWords{"，再乘以比例", ", of them the part written"}) +
         TwoWords{"，得 ", ", which makes "} + teller.amount(line.after_fen) +
         TwoWords{"；其余 ", "; the rest, "} + teller.amount(line.before_fen - line.after_fen) +
         TwoWords{" 由 ", ", is borne by "} + teller.party(base.other_party) +
         TwoWords{" 承担", ""};
}

TwoWords gate_body(const LossTeller& teller, const TraceLine& line) {
  const Instruction& gate = teller.story.program.steps[line.step];
  const Step& text = teller.story.policy.steps[line.step];
  const TwoWords asked =
      TwoWords{"须 ", "required is "} + words_of(teller.story.policy, text.require.front());
  if (line.after_fen != 0) return asked + TwoWords{"：满足", ": met"};
  return asked + TwoWords{"：不满足，全部 ", ": not met; all of it, "} +
         teller.amount(line.before_fen) + TwoWords{" 由 ", ", is borne by "} +
         teller.party(gate.other_party) + TwoWords{" 承担", ""};
}

TwoWords band_body(const LossTeller& teller, const TraceLine& line) {
  const Instruction& band = teller.story.program.steps[line.step];
  const TwoWords ratio = TwoWords{"比率 ", "ratio "} +
                         quoted(teller.story.program.ratios[band.ratio].id) +
                         TwoWords{" ＝ ", " = "} + teller.amount(line.ratio_top_fen) + same(" ÷ ") +
                         teller.amount(line.ratio_bottom_fen) + TwoWords{"，区间 ", ", band "} +
                         same(rate_text(band.band_above) + " – " + rate_text(band.band_upto));
  return ratio + TwoWords{"；期内损失 ", "; of the period's losses "} +
         teller.amount(line.unit_fen) + TwoWords{" 中保留 ", " it keeps "} +
         teller.amount(line.limit_fen) + TwoWords{"，本笔保留 ", ", of this one "} +
         teller.amount(line.after_fen) + TwoWords{"，其余 ", "; the rest, "} +
         teller.amount(line.before_fen - line.after_fen) + TwoWords{" 由 ", ", is borne by "} +
         teller.party(band.other_party) + TwoWords{" 承担", ""};
}

TwoWords balance_body(const LossTeller& teller, const TraceLine& line) {
  const Instruction& cap = teller.story.program.steps[line.step];
  const std::int64_t left = std::max<std::int64_t>(0, line.limit_fen - line.unit_fen);
  TwoWords told =
      TwoWords{to_iso(line.date) + " 结算：", "settled on " + to_iso(line.date) + ": "} +
      teller.party(cap.party) + TwoWords{" 应付 ", " owes "} + teller.amount(line.before_fen) +
      TwoWords{"，账户余额 ", ", its account holds "} + teller.amount(line.limit_fen) +
      TwoWords{"，当日先付 ", ", paid before it that day "} + teller.amount(line.unit_fen) +
      TwoWords{"，尚余 ", ", left "} + teller.amount(left) + TwoWords{"，付 ", "; paid "} +
      teller.amount(line.after_fen);
  const std::int64_t unpaid = line.before_fen - line.after_fen;
  if (unpaid == 0) return told;
  told += TwoWords{"，未付 ", ", unpaid "} + teller.amount(unpaid);
  return told + (cap.queue ? TwoWords{" 排队等候（queue），由 ", " waits (queue), carried by "} +
                                 teller.party(teller.story.program.residual) + TwoWords{" 垫付", ""}
                           : TwoWords{" 由 ", " is borne by "} + teller.party(cap.other_party) +
                                 TwoWords{" 承担", ""});
}

// "；尚未分配的损失 A → B"
TwoWords change(const LossTeller& teller, const TraceLine& line) {
  const Instruction& step = teller.story.program.steps[line.step];
  if (step.moves()) {
    return TwoWords{"；", "; the bill of "} + teller.party(step.party) +
           TwoWords{" 的承担额由 ", " goes from "} + teller.amount(line.before_fen) +
           TwoWords{" 变为 ", " to "} + teller.amount(line.after_fen) + TwoWords{"。", "."};
  }
  const std::int64_t after = step.verb == Verb::quota ? 0 : line.after_fen;
  return TwoWords{"；尚未分配的损失由 ", "; the open loss goes from "} +
         teller.amount(line.before_fen) + TwoWords{" 变为 ", " to "} + teller.amount(after) +
         TwoWords{"。", "."};
}

}  // namespace

TwoWords LossTeller::body(const ToldRun& run, const ToldAsk& ask, const TraceLine& line) const {
  const Instruction& one = story.program.steps[ask.step];
  const std::int64_t moved = line.before_fen - line.after_fen;
  switch (one.verb) {
    case Verb::gate:
      return gate_body(*this, line);
    case Verb::base:
      return base_body(*this, run, line);
    case Verb::band:
      return band_body(*this, line);
    case Verb::quota:
      return TwoWords{"尚未分配的 ", "the open "} + amount(line.before_fen) +
             TwoWords{" 分给：", " is divided: "} + parts(run, ask.step, line);
    case Verb::slice:
      return limits(ask.step, line) + TwoWords{"；取 ", "; cut "} + amount(moved) +
             TwoWords{" 分给：", ", divided: "} + parts(run, ask.step, line);
    case Verb::cede:
      return TwoWords{"就 ", "of the bill of "} + party(one.party) + TwoWords{" 的承担额，", ": "} +
             limits(ask.step, line) + TwoWords{"；转移 ", "; ceded "} + amount(moved) +
             TwoWords{" 给：", ", to: "} + parts(run, ask.step, line);
    case Verb::cap:
      if (one.at_balance()) return balance_body(*this, line);
      return limits(ask.step, line) + TwoWords{"；", "; "} + party(one.party) +
             TwoWords{" 承担 ", " bears "} + amount(line.after_fen) +
             TwoWords{"，超出的 ", ", what is above, "} + amount(moved) +
             TwoWords{" 由 ", ", is borne by "} + party(one.other_party) + TwoWords{" 承担", ""};
    case Verb::deductible:
    case Verb::layer:
      return limits(ask.step, line) + TwoWords{"；", "; "} + amount(moved) +
             TwoWords{" 由 ", " is borne by "} + party(one.other_party) + TwoWords{" 承担", ""};
  }
  return {};
}

void LossTeller::one_step(const ToldRun& run, const ToldAsk& ask, const TraceLine& line) {
  TwoWords told = opening(story, ask.step);
  const Step& text = story.policy.steps[ask.step];
  if (!text.condition.empty()) {
    told += TwoWords{"，适用（若 ", ", applies (if "} +
            words_of(story.policy, text.condition.front()) + TwoWords{"）", ")"};
  }
  say("step",
      told + TwoWords{"：", ": "} + body(run, ask, line) + values(ask.facts) + change(*this, line),
      story.program.step_ids[ask.step]);
}

void LossTeller::passed_over(const ToldAsk& ask) {
  const TwoWords told = opening(story, ask.step);
  const Step& text = story.policy.steps[ask.step];
  const std::string& id = story.program.step_ids[ask.step];
  if (ask.answer == ToldAsk::Answer::nothing) {
    say("step",
        told + TwoWords{"：没有可处理的金额，不执行。",
                        ": there is no amount for it, so it does nothing."},
        id);
    return;
  }
  say("step",
      told + TwoWords{"：仅当 ", ": only if "} + words_of(story.policy, text.condition.front()) +
          TwoWords{" 时适用", ""} + values(ask.facts) +
          TwoWords{"：不适用。", ": it does not apply."},
      id);
}

void LossTeller::steps(const ToldRun& run) {
  std::vector<bool> used(run.lines.size(), false);
  for (const ToldAsk& ask : run.asks) {
    if (ask.step >= story.program.steps.size()) continue;
    if (ask.answer != ToldAsk::Answer::acts) {
      passed_over(ask);
      continue;
    }
    for (std::size_t i = 0; i < run.lines.size(); ++i) {
      if (used[i] || run.lines[i].step != ask.step) continue;
      used[i] = true;
      one_step(run, ask, run.lines[i]);
      if (!story.program.steps[ask.step].at_balance()) break;
    }
  }
  for (const Posting& posting : run.postings) {
    if (posting.step != story.program.clause(clause_residual)) continue;
    say("rest",
        TwoWords{"各步骤之后仍余 ", "After the steps "} + amount(posting.fen) +
            TwoWords{"，由剩余承担方 ", " is left open and borne by the residual party "} +
            party(posting.party) + TwoWords{" 承担（residual）。", " (residual)."},
        "residual");
  }
}

}  // namespace pledgelab::loss_telling
