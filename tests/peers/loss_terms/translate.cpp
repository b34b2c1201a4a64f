#include "tests/peers/loss_terms/translate.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iterator>

namespace pledgelab::test {
namespace {

const std::string kHead =
    "schema: policy/1\nid: loss-terms\nversion: '1'\n"
    "source: [{title: a contract of loss terms, mark: known}]\n"
    "effective: {from: 2000-01-01, by: default}\nmoney: {currency: USD, round: half_up}\n"
    "year: calendar\nclaim: {trigger: {loan.days_past_due: {gt: 90}}, pay: claim}\n"
    "recovery: {costs: first, by: as_borne}\nresidual: insured\n";

std::string amount(double value) {
  char text[64];
  std::snprintf(text, sizeof text, "%.2fusd", value);
  return text;
}

std::string rate(double value) {
  char text[64];
  std::snprintf(text, sizeof text, "%.4f%%", value * 100);
  return text;
}

std::string rate_of(double value, const std::string& fact) {
  return "{rate: " + rate(value) + ", of: " + fact + "}";
}

std::string layer_party(int layer) { return "layer_" + std::to_string(layer); }

const LossTerms& terms_of(const ContractNode& node, int layer) {
  const auto found = node.layers.find(layer);
  return found == node.layers.end() ? node.layers.at(1) : found->second;
}

// The text of a step with its figures times the given number: 1, or 0.9 where it is moved.
using StepText = std::function<std::string(double)>;

class Writer {
 public:
  Writer(const Contract& contract, Translation& made, When when, Wrong wrong, std::size_t term)
      : x_contract(contract), x_made(made), x_when(when), x_wrong(wrong), x_wrong_term(term) {}

  void at(const ContractNode& node) {
    const auto over = nodes_over_items(x_contract, node.level);
    const bool whole = std::count(over.begin(), over.end(), &node) ==
                       static_cast<std::ptrdiff_t>(x_contract.items.size());
    const std::string column = "loan.level_" + std::to_string(node.level);
    const std::string name = "n" + std::to_string(node.id);
    x_place = "level " + std::to_string(node.level) + ", node " + std::to_string(node.id);
    x_prefix = "level-" + std::to_string(node.level) + "-" + name + "-";
    x_if = whole ? "" : "    if: {" + column + ": {eq: " + name + "}}\n";
    x_per = ", per: [" + (whole ? "scheme" : column) +
            ", life], when: " + (x_when == When::close ? "close" : "claim");
  }

  // The unit of the node, for inside a step.
  [[nodiscard]] const std::string& per() const { return x_per; }

  // A term that may be written wrong: `turned` is its opposite.
  void term(const std::string& name, const StepText& right, const std::string& turned) {
    const bool here = x_wrong != Wrong::none && x_made.terms.size() == x_wrong_term;
    x_made.terms.push_back(x_place + ": " + name);
    x_fresh = false;
    if (here && x_wrong == Wrong::dropped) return;
    const bool turn = here && x_wrong == Wrong::turned;
    x_steps += "  - step: " + x_prefix + name + "\n" + x_if + "    " +
               (turn ? turned : right(here ? 0.9 : 1.0)) + "\n";
  }

  void refuse(const std::string& what) { x_made.refused.push_back(x_place + ": " + what); }

  // The party bears the whole loss; what follows moves its bill.
  void whole_to(const std::string& party) {
    x_steps += "  - step: whole\n    quota: {" + party + ": rest}\n";
  }

  // No term stands yet in this policy.
  [[nodiscard]] bool fresh() const { return x_fresh; }

  void finish(const std::vector<int>& layers) {
    std::string parties = "parties: {insured: {kind: bank}";
    for (const int layer : layers) parties += ", " + layer_party(layer) + ": {kind: insurer}";
    // A policy states at least one step; what it says is what it would say without.
    if (x_steps.empty()) x_steps = "  - step: nothing\n    quota: {insured: rest}\n";
    x_made.policies.push_back({kHead + parties + "}\nsteps:\n" + x_steps, layers});
    x_steps.clear();
    x_fresh = true;
  }

 private:
  const Contract& x_contract;
  Translation& x_made;
  When x_when;
  Wrong x_wrong;
  std::size_t x_wrong_term;
  std::string x_place;
  std::string x_prefix;
  std::string x_if;
  std::string x_per;
  std::string x_steps;
  bool x_fresh = true;
};

// Which parts a rule uses. `of_loss`: deductible and limit are rates; `of_base`: so is the limit.
struct RuleShape {
  bool deductible = false;
  bool attachment = false;
  bool limit = false;
  bool share = false;
  bool of_loss = false;
  bool of_base = false;
};

std::optional<RuleShape> shape_of(int rule) {
  switch (rule) {
    case 100:
      return RuleShape{};
    case 12:
      return RuleShape{true, false, false, false, false, false};
    case 14:
      return RuleShape{false, false, true, false, false, false};
    case 1:
      return RuleShape{true, false, true, false, false, false};
    case 2:
      return RuleShape{true, true, true, true, false, false};
    case 34:
      return RuleShape{true, true, false, true, false, false};
    case 16:
      return RuleShape{true, false, false, false, true, false};
    case 33:
      return RuleShape{true, false, true, false, true, false};
    case 5:
      return RuleShape{true, false, true, false, true, true};
    default:
      return std::nullopt;
  }
}

// What the node's rule uses of its terms; the rest is none.
struct Used {
  RuleShape shape;
  LossTerms terms;
};

std::optional<Used> used_terms(Writer& writer, const LossTerms& terms) {
  const auto shape = shape_of(terms.rule);
  if (!shape) {
    writer.refuse("rule " + std::to_string(terms.rule) + " is not translated");
    return std::nullopt;
  }
  // Its limit is a rate of what enters; only the whole loss has a name after the deductible.
  if (shape->of_base && !writer.fresh()) {
    writer.refuse("rule 5 above other terms");
    return std::nullopt;
  }
  Used used{*shape, terms};
  if (!shape->deductible) used.terms.deductible.reset();
  if (!shape->attachment) used.terms.attachment.reset();
  if (!shape->limit) used.terms.limit.reset();
  if (!shape->share) used.terms.share.reset();
  return used;
}

// `{layer_1: 0.25, insured: rest}`, or with the two in each other's place.
std::string shares(const std::string& first, double share, const std::string& other) {
  return "{" + first + ": " + rate(share) + ", " + other + ": rest}";
}

// ---- the open loss is cut

void open_deductible(Writer& writer, const Used& used) {
  if (!used.terms.deductible) return;
  const double value = *used.terms.deductible;
  const std::string fact = used.shape.of_base ? "loss.base" : "loss.open";
  const bool of_loss = used.shape.of_loss;
  const std::string per = of_loss ? ", per: loss" : writer.per();
  const auto text = [=](double by) {
    return of_loss ? rate_of(value * by, fact) : amount(value * by);
  };
  writer.term(
      "deductible", [=](double by) { return "deductible: {first: " + text(by) + per + "}"; },
      "layer: {upto: " + text(1) + per + "}");
}

void open_range(Writer& writer, const Used& used) {
  const std::string per = writer.per();
  const auto above = used.terms.attachment;
  const auto limit = used.terms.limit;
  if (used.shape.of_base) {
    const auto text = [=](double by) { return rate_of(*limit * by, "loss.base") + ", per: loss}"; };
    writer.term(
        "limit", [=](double by) { return "layer: {upto: " + text(by); },
        "layer: {above: " + text(1));
  } else if (above && limit) {
    const auto end = [=](double by) {
      return "{sum: [" + amount(*above * by) + ", " + amount(*limit * by) + "]}";
    };
    writer.term(
        "range",
        [=](double by) {
          return "layer: {above: " + amount(*above * by) + ", upto: " + end(by) + per + "}";
        },
        "layer: {above: " + end(1) + per + "}");
  } else if (limit) {
    writer.term(
        "limit", [=](double by) { return "layer: {upto: " + amount(*limit * by) + per + "}"; },
        "layer: {above: " + amount(*limit) + per + "}");
  } else if (above) {
    writer.term(
        "attachment",
        [=](double by) { return "layer: {above: " + amount(*above * by) + per + "}"; },
        "layer: {upto: " + amount(*above) + per + "}");
  }
}

// Layers that stand one on the other: slices of the open loss, from below.
void open_tower(Writer& writer, const ContractNode& node) {
  const std::string per = writer.per();
  double top = node.layers.begin()->second.attachment.value_or(0);
  if (top > 0) {
    const double first = top;
    writer.term(
        "attachment",
        [=](double by) { return "deductible: {first: " + amount(first * by) + per + "}"; },
        "layer: {upto: " + amount(first) + per + "}");
  }
  for (const auto& layer : node.layers) {
    const LossTerms& terms = layer.second;
    const bool adjoins = terms.attachment.value_or(0) == top;
    if (terms.rule != 2 || terms.deductible || !terms.limit || !adjoins) {
      writer.refuse("layers that do not stand one on the other");
      return;
    }
    top += *terms.limit;
    const std::string party = layer_party(layer.first);
    const double limit = *terms.limit;
    const double share = terms.share.value_or(1);
    writer.term(
        party,
        [=](double by) {
          return "slice: {upto: " + amount(limit * by) + per +
                 ", to: " + shares(party, share * by, "insured") + "}";
        },
        "slice: {upto: " + amount(limit) + per + ", to: " + shares("insured", share, party) + "}");
  }
}

void open_node(Writer& writer, const ContractNode& node, bool top) {
  writer.at(node);
  if (node.layers.size() > 1) {
    if (top) return open_tower(writer, node);
    return writer.refuse("several layers below the top");
  }
  const auto used = used_terms(writer, node.layers.at(1));
  if (!used) return;
  open_deductible(writer, *used);
  open_range(writer, *used);
  if (!top) {
    if (used->terms.share) writer.refuse("a share below the top");
    return;
  }
  const double share = used->terms.share.value_or(1);
  writer.term(
      "share", [=](double by) { return "quota: " + shares("layer_1", share * by, "insured"); },
      "quota: " + shares("insured", share, "layer_1"));
}

// ---- the layer's bill is moved

std::string cede(const std::string& party, const std::string& range, const std::string& to) {
  return "cede: {party: " + party + range + ", to: " + to + "}";
}

std::string cap(const std::string& party, const std::string& at, const std::string& per) {
  return "cap: {party: " + party + ", at: " + at + per + ", room: paid, over: insured}";
}

// The first `value` of the unit's bills goes back.
void bill_first(Writer& writer, const std::string& name, const std::string& party, double value) {
  const std::string per = writer.per();
  writer.term(
      name,
      [=](double by) {
        return cede(party, ", upto: " + amount(value * by) + per, "{insured: rest}");
      },
      cap(party, amount(value), per));
}

// A part of each bill stays, the rest goes back.
void bill_part(Writer& writer, const std::string& name, const std::string& party, double part) {
  writer.term(
      name,
      [=](double by) { return cede(party, ", per: loss", shares(party, part * by, "insured")); },
      cede(party, ", per: loss", shares("insured", part, party)));
}

void bill_limit(Writer& writer, const Used& used, const std::string& party) {
  const std::string per = writer.per();
  const double limit = *used.terms.limit;
  const std::string below = cede(party, ", upto: " + amount(limit) + per, "{insured: rest}");
  if (used.shape.of_base) {
    const auto at = [=](double by) { return rate_of(limit * by, "loss.base"); };
    writer.term(
        "limit", [=](double by) { return cap(party, at(by), ", per: loss"); },
        cede(party, ", upto: " + at(1) + ", per: loss", "{insured: rest}"));
  } else if (used.terms.rule == 14) {
    writer.term(
        "limit",
        [=](double by) {
          return cede(party, ", above: " + amount(limit * by) + per, "{insured: rest}");
        },
        below);
  } else {
    writer.term(
        "limit", [=](double by) { return cap(party, amount(limit * by), per); }, below);
  }
}

void bill_node(Writer& writer, const ContractNode& node, int layer) {
  writer.at(node);
  const std::string party = layer_party(layer);
  const auto used = used_terms(writer, terms_of(node, layer));
  if (!used) return;
  const LossTerms& terms = used->terms;
  if (terms.deductible && used->shape.of_loss) {
    const double part = *terms.deductible;
    writer.term(
        "deductible",
        [=](double by) { return cede(party, ", per: loss", shares("insured", part * by, party)); },
        cede(party, ", per: loss", shares(party, part, "insured")));
  } else if (terms.deductible) {
    bill_first(writer, "deductible", party, *terms.deductible);
  }
  if (terms.attachment) bill_first(writer, "attachment", party, *terms.attachment);
  if (terms.limit) bill_limit(writer, *used, party);
  // A share of 100 % moves nothing.
  if (terms.share && *terms.share < 1) bill_part(writer, "share", party, *terms.share);
}

}  // namespace

Translation translate(const Contract& contract, Form form, When when, Wrong wrong,
                      std::size_t wrong_term) {
  Translation made;
  Writer writer(contract, made, when, wrong, wrong_term);
  std::vector<int> layers;
  for (const auto& layer : contract.by_layer) layers.push_back(layer.first);
  const int top = levels_of(contract).back();
  if (form == Form::open) {
    for (const ContractNode& node : contract.nodes) open_node(writer, node, node.level == top);
    writer.finish(layers);
    return made;
  }
  for (const int layer : layers) {
    writer.whole_to(layer_party(layer));
    for (const ContractNode& node : contract.nodes) bill_node(writer, node, layer);
    writer.finish({layer});
  }
  return made;
}

std::string losses_csv(const Contract& contract, const std::vector<double>& losses) {
  const std::vector<int> levels = levels_of(contract);
  std::vector<std::vector<const ContractNode*>> over;
  std::string csv = "loss_id,loan_id,default_date,principal_loss_usd,days_past_due";
  for (const int level : levels) {
    csv += ",level_" + std::to_string(level);
    over.push_back(nodes_over_items(contract, level));
  }
  csv += "\n";
  for (std::size_t at = 0; at < losses.size(); ++at) {
    const std::string id = std::to_string(contract.items[at].id);
    char loss[64];
    std::snprintf(loss, sizeof loss, "%.2f", losses[at]);
    csv += "X" + id + ",I" + id + ",2024-06-30," + loss + ",91";
    for (const auto& level : over) {
      csv += level[at] == nullptr ? "," : ",n" + std::to_string(level[at]->id);
    }
    csv += "\n";
  }
  return csv;
}

}  // namespace pledgelab::test
