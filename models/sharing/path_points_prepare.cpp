// The points of a policy's assumptions: each read and compiled as a policy of its own, and of that
// only what differs from the base is kept.
#include <algorithm>

#include "models/base/nearest.hpp"
#include "models/sharing/evaluate.hpp"
#include "models/sharing/path_points.hpp"

namespace pledgelab {
namespace {

constexpr std::size_t kNoPoint = static_cast<std::size_t>(-1);

std::size_t count_uses(const Node& node, const std::string& text) {
  std::size_t count = node.kind == Node::Kind::scalar && !node.quoted && node.text == text ? 1 : 0;
  for (const Node& item : node.items) count += count_uses(item, text);
  for (const Entry& entry : node.entries) count += count_uses(entry.value, text);
  return count;
}

// The value of an assumption in the document; null where the policy has none of that name.
Node* assumed(Document& document, const std::string& name) {
  for (Entry& part : document.root.entries) {
    if (part.key != "assume") continue;
    for (Entry& entry : part.value.entries) {
      if (entry.key == name) return &entry.value;
    }
  }
  return nullptr;
}

Errors check_names(const Document& document, const std::vector<std::string>& names) {
  Errors errors;
  std::vector<std::string> known;
  const Node* assume = document.root.find("assume");
  for (const Entry& entry : assume == nullptr ? std::vector<Entry>{} : assume->entries) {
    known.push_back(entry.key);
  }
  const Node* steps = document.root.find("steps");
  for (const std::string& name : names) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      errors.push_back({"P-103",
                        {document.file, 0, 0},
                        "the policy assumes no '" + name + "'",
                        suggestion(name, known),
                        ErrorKind::input});
      continue;
    }
    const std::string text = "$" + name;
    const std::size_t inside = steps == nullptr ? 0 : count_uses(*steps, text);
    if (inside == count_uses(document.root, text)) continue;
    errors.push_back({"P-102",
                      {document.file, 0, 0},
                      "points of '" + name + "', which stands outside the steps, are not built yet",
                      "points vary what the steps ask",
                      ErrorKind::input});
  }
  return errors;
}

Result<Program> compiled_at(const PointsInputs& inputs, const AssumptionPoints& points,
                            std::size_t point) {
  Document document = inputs.document;
  std::string told;
  for (std::size_t k = 0; k < points.names.size() && point != kNoPoint; ++k) {
    const std::string& text = points.texts[point * points.names.size() + k];
    Node* node = assumed(document, points.names[k]);
    const Node place = *node;
    *node = {};
    node->kind = Node::Kind::scalar;
    node->text = text;
    node->line = place.line;
    node->column = place.column;
    told += std::string(k == 0 ? "" : ", ") + points.names[k] + " = " + text;
  }
  const auto with_point = [&](Errors errors) {
    for (Error& error : errors) {
      if (!told.empty()) error.message += " (at " + told + ")";
    }
    return errors;
  };
  const auto policy = read_sharing_policy(document);
  if (!policy) return with_point(policy.errors());
  auto program = compile_for_paths(policy.value(), inputs.facts, inputs.effective);
  if (!program) return with_point(program.errors());
  return program;
}

// Programs that differ in figures alone.
bool same_form(const Program& a, const Program& b) {
  if (a.terms.size() != b.terms.size() || a.links != b.links) return false;
  if (a.steps.size() != b.steps.size()) return false;
  for (std::size_t k = 0; k < a.terms.size(); ++k) {
    const Term& x = a.terms[k];
    const Term& y = b.terms[k];
    if (x.op != y.op || x.index != y.index || x.comparison != y.comparison) return false;
    if (x.first != y.first || x.count != y.count) return false;
  }
  for (std::size_t k = 0; k < a.steps.size(); ++k) {
    const Instruction& x = a.steps[k];
    const Instruction& y = b.steps[k];
    if (x.interest_days != y.interest_days || x.taker != y.taker) return false;
    if (!(x.band_above == y.band_above) || !(x.band_upto == y.band_upto)) return false;
  }
  return true;
}

bool reaches(const Program& program, std::uint32_t term, const std::vector<std::uint8_t>& changed) {
  if (term == kNone) return false;
  if (changed[term] != 0) return true;
  const Term& at = program.terms[term];
  for (std::uint32_t k = 0; k < at.count; ++k) {
    if (reaches(program, program.links[at.first + k], changed)) return true;
  }
  return false;
}

PathColumn truth_at(std::uint32_t term) {
  PathColumn column;
  column.dynamic = term != kNone;
  return column;
}

PathColumn amount_at(const Program& program, std::uint32_t term) {
  PathColumn column;
  if (term == kNone) return column;
  column.dynamic = !program.terms[term].fixed;
  if (column.dynamic) return column;
  column.stride = 0;
  const Amount amount = amount_of(program, term, {0, 0, 0, nullptr});
  column.value.push_back(amount.fen);
  column.known.push_back(amount.standing == Standing::known ? 1 : 0);
  return column;
}

// Shares that are the same for every loan; else they are asked on the path.
void shares_at(const Program& program, const Instruction& step, PathStep& changed) {
  if (step.shares.empty() || !step.shares_fixed) return;
  for (const ProgramShare& share : step.shares) {
    const bool present = share.party == program.residual;
    if (!present && program.parties[share.party].firm != kNone) return;
  }
  changed.shares.resize(step.shares.size());
  const Standing standing = shares_of(program, step, {0, 0, 0, nullptr}, changed.shares.data());
  changed.shares_known = {static_cast<std::uint8_t>(standing == Standing::known ? 1 : 0)};
  if (standing != Standing::known) return;
  for (const Ratio share : changed.shares) changed.fixed.emplace_back(share, program.rounding);
}

bool step_reaches(const Program& program, const Instruction& step,
                  const std::vector<std::uint8_t>& changed) {
  for (const std::uint32_t term : {step.condition, step.require, step.above, step.value}) {
    if (reaches(program, term, changed)) return true;
  }
  return std::any_of(step.shares.begin(), step.shares.end(), [&](const ProgramShare& share) {
    return reaches(program, share.term, changed);
  });
}

PathPoint point_of(const Program& program, const std::vector<std::uint8_t>& changed,
                   const std::vector<std::uint32_t>& steps) {
  PathPoint point;
  for (std::uint32_t term = 0; term < changed.size(); ++term) {
    if (changed[term] != 0) point.terms.emplace_back(term, program.terms[term].value);
  }
  for (const std::uint32_t step : steps) {
    PointStep own;
    own.step = step;
    const Instruction& instruction = program.steps[step];
    own.changed.condition = truth_at(instruction.condition);
    own.changed.require = truth_at(instruction.require);
    own.changed.above = amount_at(program, instruction.above);
    own.changed.limit = amount_at(program, instruction.value);
    shares_at(program, instruction, own.changed);
    point.steps.push_back(std::move(own));
  }
  return point;
}

}  // namespace

Result<PathPoints> prepare_points(const PointsInputs& inputs, const AssumptionPoints& points) {
  PL_CHECK(!points.names.empty() && points.texts.size() % points.names.size() == 0);
  if (Errors wrong = check_names(inputs.document, points.names); !wrong.empty()) return wrong;
  auto base = compiled_at(inputs, points, kNoPoint);
  if (!base) return base.errors();
  std::vector<std::uint8_t> changed(base.value().terms.size(), 0);
  std::vector<std::vector<Ratio>> figures(points.size());
  for (std::size_t point = 0; point < points.size(); ++point) {
    const auto program = compiled_at(inputs, points, point);
    if (!program) return program.errors();
    if (!same_form(base.value(), program.value())) {
      return Error{"P-102",
                   {inputs.document.file, 0, 0},
                   "points that change more than the figures of steps are not built yet",
                   "keep each assumption of one kind: an amount, or a share",
                   ErrorKind::input};
    }
    for (std::size_t term = 0; term < changed.size(); ++term) {
      figures[point].push_back(program.value().terms[term].value);
      const bool same = figures[point][term] == base.value().terms[term].value;
      if (!same) changed[term] = 1;
    }
  }
  PathPoints made;
  std::vector<std::uint32_t> steps;
  Program& program = base.value();
  for (std::uint32_t step = 0; step < program.steps.size(); ++step) {
    if (step_reaches(program, program.steps[step], changed)) steps.push_back(step);
  }
  made.first = steps.empty() ? static_cast<std::uint32_t>(program.steps.size()) : steps.front();
  made.base = prepare(program, inputs.as_of, inputs.month_count, inputs.schedule);
  for (const std::vector<Ratio>& own : figures) {
    for (std::size_t term = 0; term < own.size(); ++term) program.terms[term].value = own[term];
    made.points.push_back(point_of(program, changed, steps));
  }
  return made;
}

}  // namespace pledgelab
