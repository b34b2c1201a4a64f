// The steps in words: one sentence a step.
#include "models/policy/telling.hpp"

namespace pledgelab::policy_telling {
namespace {

Told to_party(const Teller& teller, std::uint32_t party) {
  return Told{"由 ", "to "} + teller.party(party) + Told{" 承担", ""};
}

Told tell_gate(const Teller& teller, const Step& step) {
  return Told{"资格（gate）：须满足 ", "Gate (gate): required is "} +
         teller.condition(step.require.front()) +
         Told{"；不满足的，尚未分配的损失全部",
              "; where it does not hold, all that is open goes "} +
         to_party(teller, step.else_party);
}

Told tell_base(const Teller& teller, const Step& step) {
  std::vector<Told> of;
  if (step.of_principal) of.push_back({"本金（principal）", "principal"});
  if (step.of_interest) of.push_back({"利息（interest）", "interest"});
  if (step.of_costs) of.push_back({"费用（costs）", "costs"});
  Told told = Told{"计损基数（base）：只计", "Base (base): only these count: "} + listed(of);
  if (step.part) {
    told += Told{"，再乘以比例 ", ", and of them the part "} + teller.fact(*step.part) +
            Told{"（part）", " (part)"};
  }
  if (step.interest_days > 0) {
    const std::string days = std::to_string(step.interest_days);
    told += Told{"，利息至多计 " + days + " 天（interest_days）",
                 ", interest for at most " + days + " days (interest_days)"};
  }
  told += step.net ? Told{"；支付日及以前的回收款先行扣除，不计入损失（net: true）",
                          "; what came back by the pay date is no part of the loss (net: true)"}
                   : Told{"；支付日及以前的回收款不扣除（net: false）",
                          "; what came back by the pay date is not taken off (net: false)"};
  return told + Told{"；其余损失", "; the rest of the loss goes "} +
         to_party(teller, step.else_party);
}

Told tell_deductible(const Teller& teller, const Step& step) {
  return Told{"起赔额（deductible）：尚未分配的损失中最先的 ",
              "Deductible (deductible): of the open loss the first "} +
         teller.value(step.value.front()) + Told{"，", ", "} + teller.unit(step.unit) +
         Told{"，", ", goes "} + to_party(teller, step.else_party);
}

// "above A and up to B"; a bound that is not written is told as none.
Told tell_bounds(const Teller& teller, const Step& step) {
  return (step.above.empty() ? Told{"自零起（无 above）", "from nothing (no above)"}
                             : Told{"超过 ", "above "} + teller.value(step.above.front())) +
         (step.value.empty() ? Told{"、无上限（无 upto）", ", without end (no upto)"}
                             : Told{"、不超过 ", " and up to "} + teller.value(step.value.front()));
}

Told tell_layer(const Teller& teller, const Step& step) {
  return Told{"区间（layer）：尚未分配的损失中只保留",
              "Layer (layer): of the open loss only the part "} +
         tell_bounds(teller, step) + Told{" 的部分，", " stays open, "} + teller.unit(step.unit) +
         Told{"；其余", "; the rest goes "} + to_party(teller, step.else_party);
}

Told tell_cede(const Teller& teller, const Step& step) {
  return Told{"转移（cede）：", "Cede (cede): of the bill of "} + teller.party(step.party) +
         Told{" 的承担额中", " the part "} + tell_bounds(teller, step) + Told{" 的部分，", ", "} +
         teller.unit(step.unit) + Told{"，改由以下各方承担", ", is handed to "} +
         teller.shares(step.shares);
}

Told tell_slice(const Teller& teller, const Step& step) {
  return Told{"分层（slice）：尚未分配的损失中，接下来不超过 ",
              "Slice (slice): the next part of the open loss, up to "} +
         teller.value(step.value.front()) + Told{" 的部分，", ", "} + teller.unit(step.unit) +
         Told{"，由以下各方承担", ", is handed to "} + teller.shares(step.shares);
}

Told tell_quota(const Teller& teller, const Step& step) {
  return Told{"比例分担（quota）：尚未分配的损失全部由以下各方分担",
              "Quota (quota): all that is open is handed to "} +
         teller.shares(step.shares);
}

Told tell_cap(const Teller& teller, const Step& step) {
  const bool balance = step.value.empty();
  Told told = Told{"限额（cap）：", "Cap (cap): "} + teller.party(step.party) +
              Told{" 的承担额以 ", " bears at most "} +
              (balance ? Told{"其账户余额（balance）", "the balance of its account (balance)"}
                       : teller.value(step.value.front())) +
              Told{" 为限，", ", "} + teller.unit(step.unit);
  told += step.room == Step::Room::paid
              ? Told{"；额度按已付计（room: paid）", "; what was paid uses the room (room: paid)"}
              : Told{"；收回的款项恢复额度（room: paid_less_recovered）",
                     "; what comes back gives room again (room: paid_less_recovered)"};
  if (balance) {
    told += step.pro_rata ? Told{"；余额不足时按比例支付（short: pro_rata）",
                                 "; a short balance is shared pro rata (short: pro_rata)"}
                          : Told{"；余额不足时先到先付（short: fifo）",
                                 "; a short balance pays first come, first served (short: fifo)"};
  }
  if (step.queue) {
    return told + Told{"；未付部分排队等候（over: queue），期间由剩余承担方垫付，不计息",
                       "; what is not paid waits (over: queue), carried by the residual party "
                       "without interest"};
  }
  return told + Told{"；超出部分", "; what is above goes "} + to_party(teller, step.over_party);
}

}  // namespace

Told tell_verb(const Teller& teller, const Step& step) {
  switch (step.verb) {
    case Step::Verb::gate:
      return tell_gate(teller, step);
    case Step::Verb::base:
      return tell_base(teller, step);
    case Step::Verb::deductible:
      return tell_deductible(teller, step);
    case Step::Verb::layer:
      return tell_layer(teller, step);
    case Step::Verb::cede:
      return tell_cede(teller, step);
    case Step::Verb::slice:
      return tell_slice(teller, step);
    case Step::Verb::quota:
      return tell_quota(teller, step);
    case Step::Verb::cap:
      return tell_cap(teller, step);
    case Step::Verb::band:
      return tell_band(teller, step);
  }
  return {};
}

void Teller::step(std::size_t index) {
  const Step& step = policy.steps[index];
  const std::string number = std::to_string(index + 1);
  Told told = Told{"步骤" + number + " ", "Step " + number + " "} + quoted(step.id);
  if (!step.law.empty()) {
    told += Told{"（条文：“" + step.law + "”）", " (clause: “" + step.law + "”)"};
  }
  if (!step.condition.empty()) {
    told += Told{"，仅当 ", ", only if "} + condition(step.condition.front()) + Told{" 时适用", ""};
  }
  say(told + Told{"。", ". "} + tell_verb(*this, step) + Told{"。", "."}, step.place.line);
}

void Teller::steps() {
  say({"以下步骤按次序对每笔损失执行。", "The steps run in this order on each loss."});
  for (std::size_t index = 0; index < policy.steps.size(); ++index) step(index);
}

}  // namespace pledgelab::policy_telling
