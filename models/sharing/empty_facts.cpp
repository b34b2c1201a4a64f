#include "models/sharing/empty_facts.hpp"

#include <algorithm>
#include <vector>

namespace pledgelab {
namespace {

struct Search {
  const Program& program;
  std::size_t row;
  std::vector<std::string> names = {};

  void column(std::uint32_t index) {
    if (index == kNone || program.columns[index].has(row)) return;
    const std::string& name = program.columns[index].name;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }

  void term(std::uint32_t root) {
    std::vector<std::uint32_t> open = {root};
    while (!open.empty()) {
      const std::uint32_t at = open.back();
      open.pop_back();
      if (at == kNone) continue;
      const Term& one = program.terms[at];
      if (one.op == Op::column) column(one.index);
      for (std::uint32_t i = one.count; i > 0; --i) {
        open.push_back(program.links[one.first + i - 1]);
      }
    }
  }

  void step(const Instruction& one) {
    for (const std::uint32_t root :
         {one.condition, one.require, one.above, one.value, one.part, one.rate}) {
      term(root);
    }
    for (const ProgramShare& share : one.shares) {
      term(share.term);
      column(program.parties[share.party].firm);
    }
    column(one.unit.column);
  }
};

}  // namespace

std::string empty_facts(const Program& program, std::uint32_t step, std::size_t row) {
  Search search{program, row};
  if (step < program.steps.size()) {
    search.step(program.steps[step]);
  } else if (step == program.clause(clause_trigger)) {
    search.term(program.trigger);
  } else {
    search.column(program.origination);
  }
  std::string text;
  for (const std::string& name : search.names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace pledgelab
