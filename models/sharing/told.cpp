#include "models/sharing/told.hpp"

#include <algorithm>
#include <iterator>

#include "models/sharing/ledger_run.hpp"

namespace pledgelab {
namespace ledger {
namespace {

bool is_total(const Program& program, std::uint32_t term) {
  return std::any_of(program.totals.begin(), program.totals.end(),
                     [&](const SchemeTotal& total) { return total.term == term; });
}

// The facts below a term, in written order, each once.
void collect_facts(const Program& program, std::uint32_t root, std::vector<std::uint32_t>& found) {
  if (root == kNone) return;
  const Term& term = program.terms[root];
  switch (term.op) {
    case Op::literal:
      if (!is_total(program, root)) return;
      [[fallthrough]];
    case Op::column:
    case Op::loss_base:
    case Op::loss_open:
    case Op::bill:
    case Op::measure:
    case Op::ratio: {
      const std::string name = fact_name(program, root);
      const auto known = [&](std::uint32_t other) { return fact_name(program, other) == name; };
      if (std::none_of(found.begin(), found.end(), known)) found.push_back(root);
      return;
    }
    default:
      for (std::uint32_t i = 0; i < term.count; ++i) {
        collect_facts(program, program.links[term.first + i], found);
      }
  }
}

std::vector<std::uint32_t> facts_of_step(const Program& program, std::uint32_t step) {
  std::vector<std::uint32_t> found;
  if (step >= program.steps.size()) {
    collect_facts(program, program.trigger, found);
    return found;
  }
  const Instruction& one = program.steps[step];
  for (const std::uint32_t root : {one.condition, one.require, one.part, one.above, one.value}) {
    collect_facts(program, root, found);
  }
  if (one.interest_days > 0) collect_facts(program, one.rate, found);
  for (const ProgramShare& share : one.shares) collect_facts(program, share.term, found);
  return found;
}

template <typename Line>
std::vector<Line> of_claim(const std::vector<Line>& lines, std::uint32_t claim) {
  std::vector<Line> found;
  std::copy_if(lines.begin(), lines.end(), std::back_inserter(found),
               [&](const Line& line) { return line.claim == claim; });
  return found;
}

}  // namespace

void Telling::ask(const Run& run, std::uint32_t claim, std::uint32_t step,
                  ToldAsk::Answer answer) const {
  if (told == nullptr || claim != of) return;
  ToldAsk ask{step, run.today, answer, {}};
  const bool clause = step >= run.program.steps.size();
  if (answer != ToldAsk::Answer::nothing) {
    const Question question = run.question(claim, clause ? kNone : step);
    for (const std::uint32_t term : facts_of_step(run.program, step)) {
      ask.facts.push_back({term, value_of(run.program, term, question)});
    }
  }
  told->asks.push_back(std::move(ask));
}

void Telling::opened(std::uint32_t claim, const LossState& state) const {
  if (told == nullptr || claim != of) return;
  told->principal_fen = state.principal;
  told->interest_fen = state.interest;
  told->costs_fen = state.costs;
}

void Telling::stopped(const Run& run, std::uint32_t claim, std::uint32_t step,
                      const TwoWords& why) const {
  if (told == nullptr || claim != of || told->stopped_by != kNone) return;
  told->stopped_by = step;
  told->why = why;
  told->lines = of_claim(run.result.trace, claim);
  told->postings = of_claim(run.result.postings, claim);
}

void Telling::finished(const SharingResult& result) const {
  if (told == nullptr || told->stopped_by != kNone) return;
  told->lines = of_claim(result.trace, of);
  told->postings = of_claim(result.postings, of);
  for (std::size_t party = 0; party < result.parties; ++party) {
    told->bills_fen.push_back(result.borne_of(of, party));
  }
}

}  // namespace ledger

std::string fact_name(const Program& program, std::uint32_t term) {
  const Term& asked = program.terms[term];
  switch (asked.op) {
    case Op::column:
      return program.columns[asked.index].name;
    case Op::loss_base:
      return "loss.base";
    case Op::loss_open:
      return "loss.open";
    case Op::bill:
      return "bill." + program.parties[asked.index].id;
    case Op::ratio:
      return "ratio." + program.ratios[asked.index].id;
    case Op::measure: {
      const ProgramMeasure& measure = program.measures[asked.index];
      return program.firms[measure.firms].role + "." +
             kMeasureWords[static_cast<std::size_t>(measure.kind)];
    }
    default:
      for (const SchemeTotal& total : program.totals) {
        if (total.term == term) return total.name;
      }
      return {};
  }
}

}  // namespace pledgelab
