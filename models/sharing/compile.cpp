#include <algorithm>

#include "models/base/nearest.hpp"
#include "models/policy/policy_walk.hpp"
#include "models/sharing/compiling.hpp"

namespace pledgelab {
namespace sharing_compiling {
namespace {

using Verb = Step::Verb;

// Whether something reads the firm of the residual party, which is never absent: a unit, a ratio
// or a measure per its firm, a charge that it pays or is paid.
bool reads_residual_firm(const SharingPolicy& policy) {
  const std::uint32_t residual = policy.residual;
  const auto per_firm = [&](const Unit& unit) {
    return unit.who == Unit::Who::role && unit.role == residual;
  };
  bool reads = std::any_of(policy.steps.begin(), policy.steps.end(),
                           [&](const Step& step) { return per_firm(step.unit); });
  for (const PolicyRatio& ratio : policy.ratios) {
    reads = reads || (ratio.per == Unit::Who::role && ratio.role == residual);
  }
  for (const Charge& charge : policy.charges) {
    reads = reads || charge.payer == residual || charge.payee == residual || per_firm(charge.unit);
  }
  PolicyVisitor visitor;
  visitor.fact = [&](const FactName& fact) {
    const auto measure = measure_fact(policy, fact.name);
    reads = reads || (measure && measure->party == residual);
  };
  walk(policy, visitor);
  return reads;
}

void compile_parties(Compiler& compiler) {
  for (const Party& party : compiler.policy.parties) {
    const bool residual = &party == &compiler.policy.parties[compiler.policy.residual];
    const bool needed = !residual || reads_residual_firm(compiler.policy);
    ProgramParty compiled;
    compiled.id = party.id;
    compiled.kind = party.kind;
    compiled.claim_owner = party.claim_owner;
    compiled.split = party.split;
    compiled.sources = party.sources;
    compiled.terms = party.terms;
    if (party.firm) {
      compiled.firm =
          needed ? compiler.required_column(*party.firm) : compiler.column(party.firm->name);
    }
    compiler.program.parties.push_back(std::move(compiled));
  }
}

void compile_effective(Compiler& compiler, EffectiveTest effective) {
  Program& program = compiler.program;
  const SharingPolicy& policy = compiler.policy;
  program.effective_by = policy.effective_by;
  program.origination = compiler.column("loan.origination_date");
  if (effective == EffectiveTest::ignored) {
    program.notes.emplace_back("the policy's dates (effective) are left aside");
    return;
  }
  const bool dated =
      program.origination != kNone && program.columns[program.origination].kind == FactKind::date;
  if (policy.effective_by == EffectiveBy::origination && !dated) {
    program.notes.emplace_back(
        "effective.by: origination is not tested: no dates in loan.origination_date");
    return;
  }
  program.effective_from = policy.effective_from;
  program.effective_to = policy.effective_to;
}

// A fact that stands a letter or two beside a column is mistyped, in the text or in the file: the
// trigger must not fall away for it. Whether one was told.
bool fail_mistyped(Compiler& compiler, const Condition& trigger) {
  bool failed = false;
  PolicyVisitor visitor;
  visitor.fact = [&](const FactName& fact) {
    if (compiler.feeds(fact)) return;
    const std::string near = nearest_word(fact.name, compiler.facts.names());
    if (near.empty() || edit_distance(fact.name, near) > 2) return;
    compiler.required_column(fact);
    failed = true;
  };
  walk(trigger, visitor);
  return failed;
}

// "no column of the input gives loan.days_past_due, loan.written_off"
std::string not_fed(const Compiler& compiler, const Condition& trigger) {
  std::vector<std::string> told;
  PolicyVisitor visitor;
  visitor.fact = [&](const FactName& fact) {
    if (compiler.feeds(fact)) return;
    if (std::find(told.begin(), told.end(), fact.name) == told.end()) told.push_back(fact.name);
  };
  walk(trigger, visitor);
  std::string text;
  for (const std::string& one : told) text += (text.empty() ? "" : ", ") + one;
  return "no column of the input gives " + text;
}

void compile_trigger(Compiler& compiler) {
  if (compiler.policy.trigger.empty()) return;
  const Condition& trigger = compiler.policy.trigger.front();
  if (!compiler.feeds(trigger)) {
    if (fail_mistyped(compiler, trigger)) return;
    compiler.program.notes.push_back(
        "the claim's trigger is not tested again: " + not_fed(compiler, trigger) +
        "; every loss is taken as triggered on its default date");
    return;
  }
  compiler.program.trigger = compiler.condition(trigger);
}

void compile_shares(Compiler& compiler, const Step& step, Instruction& compiled) {
  compiled.shares_fixed = true;
  std::size_t taker = step.shares.size() - 1;
  for (std::size_t payer = 0; payer < step.shares.size(); ++payer) {
    if (step.shares[payer].party == compiler.policy.residual) taker = payer;
  }
  for (std::size_t payer = 0; payer < step.shares.size(); ++payer) {
    const PartyShare& share = step.shares[payer];
    ProgramShare read{share.party, kNone};
    if (share.value.empty()) {
      taker = payer;
    } else {
      read.term = compiler.value(share.value.front());
      if (!comparable(compiler.kind(read.term), FactKind::rate)) {
        compiler.fail_value(share.value.front(), share.place, "P-111",
                            "a share is a rate, not " + to_text(compiler.kind(read.term)));
      }
      compiled.shares_fixed = compiled.shares_fixed && compiler.program.terms[read.term].fixed;
    }
    compiled.shares.push_back(read);
  }
  compiled.taker = static_cast<std::uint32_t>(taker);
}

// A bound of a step: an amount of money; kNone where the text has none.
std::uint32_t compile_amount(Compiler& compiler, const Step& step,
                             const std::vector<Value>& value) {
  if (value.empty()) return kNone;
  const std::uint32_t compiled = compiler.value(value.front());
  if (!comparable(compiler.kind(compiled), FactKind::money)) {
    compiler.fail_value(value.front(), step.place, "P-111",
                        "the limit of step '" + step.id + "' is " +
                            to_text(compiler.kind(compiled)) + ", not an amount of money");
  }
  return compiled;
}

// A fact that must be a rate; P-111 with `message` when it is not.
std::uint32_t compile_rate(Compiler& compiler, const FactName& fact, const std::string& message) {
  Value value;
  value.form = Value::Form::fact;
  value.facts.push_back(fact);
  const std::uint32_t compiled = compiler.value(value);
  if (!comparable(compiler.kind(compiled), FactKind::rate)) {
    compiler.fail(fact.place, "P-111", message);
  }
  return compiled;
}

void compile_step(Compiler& compiler, const Step& step) {
  Instruction compiled;
  compiled.verb = step.verb;
  compiled.party = step.party;
  compiled.other_party = step.verb == Verb::cap ? step.over_party : step.else_party;
  compiled.less_recovered = step.room == Step::Room::paid_less_recovered;
  compiled.pro_rata = step.pro_rata;
  compiled.queue = step.queue;
  compiled.ratio = step.ratio;
  compiled.band_above = step.band_above;
  compiled.band_upto = step.band_upto;
  compiled.of_principal = step.of_principal;
  compiled.of_interest = step.of_interest;
  compiled.of_costs = step.of_costs;
  if (!step.condition.empty()) compiled.condition = compiler.condition(step.condition.front());
  if (!step.require.empty()) compiled.require = compiler.condition(step.require.front());
  compiled.above = compile_amount(compiler, step, step.above);
  compiled.value = compile_amount(compiler, step, step.value);
  if (step.part)
    compiled.part = compile_rate(compiler, *step.part, "'part' is a share of the loss");
  compiled.interest_days = step.interest_days;
  if (step.interest_days > 0) {
    compiled.rate = compile_rate(compiler, {"loan.rate", step.place},
                                 "'interest_days' needs loan.rate as a yearly rate");
  }
  compile_unit(compiler, step.unit, "step '" + step.id + "'", step.place, compiled.unit);
  if (!step.shares.empty()) compile_shares(compiler, step, compiled);
  compiler.program.net = compiler.program.net || step.net;
  compiler.program.steps.push_back(std::move(compiled));
  compiler.program.step_ids.push_back(step.id);
  compiler.program.step_laws.push_back(step.law);
}

void mark_phases(Program& program) {
  const auto size = static_cast<std::uint32_t>(program.steps.size());
  program.close_begin = size;
  for (std::uint32_t step = size; step-- > 0;) {
    if (program.steps[step].closes()) program.close_begin = step;
  }
  program.balance_begin = program.close_begin;
  while (program.balance_begin > 0 && program.steps[program.balance_begin - 1].at_balance()) {
    --program.balance_begin;
  }
}

}  // namespace

void compile_unit(Compiler& compiler, const Unit& text, const std::string& what, const Place& place,
                  ProgramUnit& unit) {
  unit.who = text.who;
  unit.period = text.period;
  unit.at_close = text.at_close;
  const auto key = [&](const std::string& name) {
    const std::uint32_t found = compiler.column(name);
    if (found == kNone) {
      compiler.fail(place, "P-108", what + " runs per a key that no column gives: '" + name + "'",
                    "add the column " + name);
    }
    return found;
  };
  switch (unit.who) {
    case Unit::Who::borrower:
      unit.column = key("loan.borrower_id");
      break;
    case Unit::Who::group:
      unit.column = key("borrower.group_id");
      unit.second_column = key("loan.borrower_id");
      break;
    case Unit::Who::lender:
      unit.column = key("loan.lender_id");
      break;
    case Unit::Who::role: {
      const ProgramParty& party = compiler.program.parties[text.role];
      unit.column = party.firm;
      if (party.firm == kNone) {
        compiler.fail(place, "P-108", what + " runs per " + party.id + ", which names no firm",
                      "write firm: loan." + party.id + "_id in its party");
      }
      break;
    }
    case Unit::Who::fact:
      unit.column = key(text.fact);
      break;
    default:
      break;
  }
  if (unit.period == Unit::Period::cohort && compiler.program.origination == kNone) {
    compiler.fail(place, "P-108", what + " runs per cohort, and no column gives loan.origination",
                  "add the column loan.origination_date");
  }
}

}  // namespace sharing_compiling

namespace {

struct Source {
  const Periods* periods = nullptr;
  bool on_path = false;
};

Result<Program> compile_from(const SharingPolicy& policy, const FactTable& facts,
                             EffectiveTest effective, const Source& source) {
  Program program;
  Errors errors;
  sharing_compiling::Compiler compiler{policy, facts,          program,
                                       errors, source.periods, source.on_path};
  program.policy_id = policy.id;
  program.policy_version = policy.version;
  program.currency = policy.currency;
  program.rounding = policy.rounding;
  program.residual = policy.residual;
  program.year_start_month = policy.year_start_month;
  program.year_start_day = policy.year_start_day;
  program.pay = policy.pay;
  program.recovery_costs = policy.recovery_costs;
  program.wait = policy.wait;
  program.file_within = policy.file_within;
  program.recovery_by = policy.recovery_by;
  program.recovery_within = policy.recovery_within;
  program.rounds_down.assign(policy.parties.size(), 0);
  for (const Step& step : policy.steps) {
    const bool at_balance = step.verb == Step::Verb::cap && step.value.empty();
    if (at_balance && step.room == Step::Room::paid_less_recovered)
      program.rounds_down[step.party] = 1;
  }
  program.rows = facts.rows;
  if (facts.currency != policy.currency) {
    compiler.fail({}, "P-110",
                  "the policy's money is " + policy.currency + ", the input's is " + facts.currency,
                  "one run has one currency");
  }
  sharing_compiling::compile_parties(compiler);
  sharing_compiling::compile_effective(compiler, effective);
  sharing_compiling::compile_watched(compiler);
  if (!errors.empty()) return errors;
  sharing_compiling::compile_trigger(compiler);
  for (const Step& step : policy.steps) sharing_compiling::compile_step(compiler, step);
  sharing_compiling::compile_money(compiler);
  sharing_compiling::mark_phases(program);
  sharing_compiling::refuse_beyond_loan(compiler);
  sharing_compiling::note_periods(compiler);
  if (!errors.empty()) return errors;
  return program;
}

}  // namespace

Result<Program> compile(const SharingPolicy& policy, const FactTable& facts,
                        EffectiveTest effective, const Periods* periods) {
  return compile_from(policy, facts, effective, {periods, false});
}

Result<Program> compile_for_paths(const SharingPolicy& policy, const FactTable& facts,
                                  EffectiveTest effective) {
  return compile_from(policy, facts, effective, {nullptr, true});
}

}  // namespace pledgelab
