#include "models/policy/sentences.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "models/policy/payment.hpp"
#include "models/policy/telling.hpp"

namespace pledgelab {
namespace policy_telling {
namespace {

std::string two_digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

Told tell(const PolicySource& source) {
  static const std::array kMarks = {Told{"原文查到（found）", "found (read in the source)"},
                                    Told{"已知未查（known）", "known (from memory)"},
                                    Told{"本方假设（assumed）", "assumed (ours)"}};
  Told told{"依据：“" + source.title + "”", "Source: “" + source.title + "”"};
  if (!source.reference.empty()) {
    told += Told{"，出处（ref）“" + source.reference + "”", ", ref “" + source.reference + "”"};
  }
  if (!source.date.empty()) {
    told += Told{"，日期（date）“" + source.date + "”", ", date “" + source.date + "”"};
  }
  return told + Told{"；标记：", "; mark: "} + kMarks[static_cast<std::size_t>(source.mark)] +
         Told{"。", "."};
}

Told tell_effective(const SharingPolicy& policy) {
  static const std::array kBy = {
      Told{"贷款发放日（origination）", "day of origination (origination)"},
      Told{"违约日（default）", "day of default (default)"},
      Told{"索赔日（claim）", "day of filing (claim)"}};
  const std::string from = to_iso(policy.effective_from);
  Told told{"本办法适用于", "The policy holds for losses whose "};
  told += kBy[static_cast<std::size_t>(policy.effective_by)];
  told += Told{"自 " + from + " 起", " lies on or after " + from};
  if (policy.effective_to) {
    const std::string to = to_iso(*policy.effective_to);
    told += Told{"、至 " + to + "（含当日）止", " and on or before " + to};
  } else {
    told += Told{"、无截止日", ", with no last day"};
  }
  return told + Told{"的损失。", "."};
}

}  // namespace

void Teller::head() {
  Told told = Told{"本文件是按 policy/1 书写的风险分担办法：编号 ",
                   "This is a risk-sharing policy in policy/1: id "} +
              quoted(policy.id) + Told{"，版本 ", ", version "} + quoted(policy.version);
  if (!policy.name_zh.empty()) {
    told += Told{"，中文名称“", ", Chinese name “"} + same(policy.name_zh + "”");
  }
  if (!policy.name_en.empty()) {
    told += Told{"，英文名称“", ", English name “"} + same(policy.name_en + "”");
  }
  say(told + Told{"。", "."});
  for (const PolicySource& source : policy.sources) say(tell(source));
  say(tell_effective(policy));
  say(Told{"金额以 " + policy.currency + " 的百分之一为最小单位，不足一个单位的",
           "Money is in whole hundredths of " + policy.currency + "; a fraction is rounded "} +
      (policy.rounding == Rounding::half_up
           ? Told{"四舍五入（half_up）。", "half up (half_up)."}
           : Told{"四舍六入五成双（half_even）。", "half to even (half_even)."}));
  const std::string day =
      two_digits(policy.year_start_month) + "-" + two_digits(policy.year_start_day);
  say(day == "01-01" ? Told{"年度为日历年（calendar）。", "A year is the calendar year (calendar)."}
                     : Told{"年度自每年 " + day + " 起。", "A year begins on " + day + "."});
}

// What it pays, by its own word, and whose the claim on the borrower then is.
Told Teller::payment(std::uint32_t index) const {
  const Party& party = policy.parties[index];
  if (index == policy.residual || party.kind == PartyKind::bank) {
    if (!party.claim_owner_written) return {};
  }
  const TwoWords word = payment_word(party.kind);
  const TwoWords right = claim_right(party.kind, party.claim_owner == index);
  return Told{"；所付为" + word.zh + "，付后对借款人的" + right.zh + "归 ",
              "; what it pays is " + word.en + "; after it, " + right.en +
                  " against the borrower belongs to "} +
         this->party(party.claim_owner) +
         (party.claim_owner_written
              ? Told{"（claim_owner）", " (claim_owner)"}
              : Told{"（按种类，未写 claim_owner）", " (by its kind, no claim_owner)"});
}

void Teller::one_party(const Party& party) {
  Told told =
      Told{"当事方 ", "Party "} + quoted(party.id) + Told{"：", ": "} + kind_word(party.kind);
  if (party.firm) {
    told += Told{"，由 ", ", the firm that "} + fact(*party.firm) +
            Told{" 栏所列机构担任（firm）", " names (firm)"};
  }
  told += payment(static_cast<std::uint32_t>(&party - policy.parties.data()));
  if (!party.split.empty()) {
    std::vector<Told> parts;
    for (const SplitPart& part : party.split) {
      parts.push_back(quoted(part.id) + same(" ") +
                      (part.ratio ? policy_telling::tell(*part.ratio)
                                  : Told{"其余部分（rest）", "the rest (rest)"}) +
                      (part.assumed_as.empty()
                           ? Told{}
                           : Told{"（假设 `" + part.assumed_as.substr(1) + "`）",
                                  " (assumption `" + part.assumed_as.substr(1) + "`)"}));
    }
    told += Told{"；其承担额内部再分（split）", "; its bill is divided again (split) among "} +
            bracketed(parts);
  }
  if (!party.sources.empty()) {
    std::vector<Told> sources;
    for (const AccountSource& source : party.sources) {
      const std::string date = to_iso(source.date);
      sources.push_back(Told{date + " 由 ", "on " + date + " "} + quoted(source.from) +
                        Told{" 拨入 ", " pays in "} +
                        policy_telling::tell(source.amount, policy.currency));
    }
    told += Told{"；设有账户（account），资金来源", "; it has an account (account); sources "} +
            bracketed(sources) + account(party);
  }
  say(told + Told{"。", "."}, party.place.line);
}

void Teller::parties() {
  for (const Party& party : policy.parties) one_party(party);
  say(Told{"凡未由步骤分给他方的损失，每一分均由 ",
           "Every fen that no step gives to another is borne by "} +
      party(policy.residual) + Told{" 承担（residual，剩余承担方）。", " (residual)."});
}

void Teller::claim() {
  if (policy.trigger.empty()) {
    say(Told{"不设触发条件（trigger）：每笔损失均可索赔。",
             "There is no trigger (trigger): every loss is a claim."});
  } else {
    say(Told{"索赔触发条件（trigger）：", "A claim is triggered (trigger) when "} +
            condition(policy.trigger.front()) + Told{"。", "."},
        policy.trigger.front().place.line);
  }
  if (policy.wait != Duration{}) {
    say(Told{"违约日后满 ", "It is filed no earlier than "} + policy_telling::tell(policy.wait) +
        Told{" 方可索赔（wait）。", " after the day of default (wait)."});
  }
  if (policy.file_within) {
    const bool waits = policy.wait != Duration{};
    say((waits ? Told{"索赔须在上述等待期满后 ", "It is filed within "}
               : Told{"索赔须在违约日后 ", "It is filed within "}) +
        policy_telling::tell(*policy.file_within) +
        (waits ? Told{" 内提出（file_within）；", " after that (file_within); "}
               : Told{" 内提出（file_within）；", " after the day of default (file_within); "}) +
        Told{"逾期的全部由剩余承担方承担。", "later ones are all the residual party's."});
  }
  static const std::array kPay = {
      Told{"支付日为索赔日（pay: claim）。", "It is paid on the day of its filing (pay: claim)."},
      Told{"支付日为索赔日所在季度的最后一日（pay: quarter_end）。",
           "It is paid on the last day of the quarter of its filing (pay: quarter_end)."},
      Told{"支付日为索赔日所在年度的最后一日（pay: year_end）。",
           "It is paid on the last day of the policy year of its filing (pay: year_end)."}};
  say(kPay[static_cast<std::size_t>(policy.pay)]);
}

void Teller::recovery() {
  static const std::array kBy = {
      Told{"扣除回收款后全部重新计算（recompute）",
           "the whole policy is run again on the loss less what came back (recompute)"},
      Told{"按各方承担额的比例分配（as_borne）", "divided by what each party bears (as_borne)"},
      Told{"按限额与转移之前的分担比例分配（as_quota）",
           "divided by what slices and quotas gave each party, before caps and cedes (as_quota)"},
      Told{"先归剩余承担方（residual_first）", "to the residual party first (residual_first)"},
      Told{"先归其他各方（payers_first）", "to the other parties first (payers_first)"}};
  const Told order = policy.recovery_costs == RecoveryCosts::first
                         ? Told{"先抵费用，再抵本金，后抵利息（costs: first）",
                                "costs first, then principal, then interest (costs: first)"}
                         : Told{"按本金、利息、费用的比例抵扣（costs: shared）",
                                "principal, interest and costs in proportion (costs: shared)"};
  const bool nets = std::any_of(policy.steps.begin(), policy.steps.end(),
                                [](const Step& step) { return step.net; });
  if (nets || policy.recovery_by == RecoveryBy::recompute) {
    say(Told{"从损失中扣除的回收款", "What came back and is taken off a loss covers "} + order +
        Told{"；支付后分配的回收款不分本金、利息、费用。",
             "; what is divided after payment is of no part of the loss."});
  } else {
    say(Told{"若有从损失中扣除的回收款，则",
             "What came back and were taken off a loss would cover "} +
        order +
        Told{"；本办法不扣除，此项不起作用。",
             "; this policy takes nothing off, so it has no effect."});
  }
  say(Told{"支付以后收回的款项：", "What comes back after payment: "} +
      kBy[static_cast<std::size_t>(policy.recovery_by)] + Told{"。", "."});
  if (!policy.recovery_within) return;
  say(Told{"支付日后超过 ", "What comes back later than "} +
      policy_telling::tell(*policy.recovery_within) +
      Told{" 收回的款项归剩余承担方（within）。",
           " after the pay date is the residual party's own (within)."});
}

}  // namespace policy_telling

TwoWords words_of(const SharingPolicy& policy, const Condition& condition) {
  const policy_telling::Told told = policy_telling::Teller{policy}.condition(condition);
  return {told.zh, told.en};
}

TwoWords words_of(const SharingPolicy& policy, const Value& value) {
  const policy_telling::Told told = policy_telling::Teller{policy}.value(value);
  return {told.zh, told.en};
}

std::vector<Sentence> sentences_of(const SharingPolicy& policy, const Document& document) {
  policy_telling::Teller teller{policy};
  teller.head();
  teller.assumptions(document);
  teller.parties();
  teller.ratios();
  teller.claim();
  teller.settlement();
  teller.steps();
  teller.breakers();
  teller.charges();
  teller.recovery();
  return std::move(teller.sentences);
}

}  // namespace pledgelab
