#include <algorithm>

#include "models/base/nearest.hpp"
#include "models/policy/reading_steps.hpp"

namespace pledgelab::policy_reading {
namespace {

const std::vector<std::string> kWhoWords = {"loan", "borrower", "group", "lender", "scheme"};
const std::vector<std::string> kPeriodWords = {"year", "cohort", "life"};

Unit::Period read_period(Context& context, const Node& node) {
  const auto found = std::find(kPeriodWords.begin(), kPeriodWords.end(), node.text);
  if (found == kPeriodWords.end()) {
    context.fail(node, "P-108", "'" + node.text + "' is not a period",
                 suggestion(node.text, kPeriodWords));
    return Unit::Period::life;
  }
  return static_cast<Unit::Period>(1 + (found - kPeriodWords.begin()));
}

// A whole number of days; interest must be among the parts.
void read_interest_days(Context& context, const Node& node, Step& step) {
  const auto number = node.quoted ? std::nullopt : parse_quantity(node.text);
  const bool whole = number && number->kind == Quantity::Kind::number && number->value.den == 1;
  if (!whole || number->value.num < 1 || number->value.num > 36'500) {
    context.fail(node, "P-104", "'" + node.text + "' is no number of days from 1 to 36500",
                 "write interest_days: 90");
    return;
  }
  step.interest_days = static_cast<int>(number->value.num);
  if (!step.of_interest) {
    context.fail(node, "P-103", "'interest_days' limits interest, which 'of' does not name",
                 "write of: [principal, interest]");
  }
}

void read_base(Context& context, const Node& node, Step& step) {
  MappingReader reader(context.document, node, "base", context.errors);
  const Node* of = reader.required("of");
  const int net = reader.required_word("net", {"true", "false"});
  const Node* part = reader.optional("part");
  const Node* otherwise = reader.optional("else");
  const Node* days = reader.optional("interest_days");
  reader.done();
  step.net = net == 0;
  if (part != nullptr) step.part = read_fact(context, *part);
  step.else_party = otherwise == nullptr ? context.residual : read_party(context, *otherwise);
  if (of == nullptr) return;
  const std::vector<std::string> words = {"principal", "interest", "costs"};
  if (of->kind != Node::Kind::sequence || of->items.empty()) {
    context.fail(*of, "P-103", "'of' is a list: [principal, interest, costs]");
  }
  for (const Node& item : of->items) {
    step.of_principal = step.of_principal || item.text == words[0];
    step.of_interest = step.of_interest || item.text == words[1];
    step.of_costs = step.of_costs || item.text == words[2];
    if (std::find(words.begin(), words.end(), item.text) == words.end()) {
      context.fail(item, "P-103", "'" + item.text + "' is no part of a loss",
                   suggestion(item.text, words));
    }
  }
  if (days != nullptr) read_interest_days(context, *days, step);
}

void read_gate(Context& context, const Node& node, Step& step) {
  MappingReader reader(context.document, node, "gate", context.errors);
  const Node* require = reader.required("require");
  const Node* otherwise = reader.optional("else");
  reader.done();
  if (require != nullptr) step.require.push_back(read_condition(context, *require));
  step.else_party = otherwise == nullptr ? context.residual : read_party(context, *otherwise);
}

void read_slice(Context& context, const Node& node, Step& step) {
  MappingReader reader(context.document, node, "slice", context.errors);
  const Node* upto = reader.required("upto");
  step.unit = read_unit(context, reader);
  const Node* to = reader.required("to");
  reader.done();
  if (upto != nullptr) step.value.push_back(read_value(context, *upto));
  if (to != nullptr) step.shares = read_shares(context, *to, "slice '" + step.id + "'");
}

void read_cap_over(Context& context, const Node& over, bool balance, Step& step) {
  step.queue = over.text == "queue";
  step.over_party = context.residual;
  if (!step.queue) step.over_party = read_party(context, over);
  if (step.queue && !balance)
    context.refuse(over, "'over: queue' of a cap that is not at: balance");
  if (!step.queue && step.over_party == step.party) {
    context.fail(over, "P-106", "what is above the cap cannot go back to the capped party");
  }
}

void read_cap(Context& context, const Node& node, Step& step) {
  MappingReader reader(context.document, node, "cap", context.errors);
  const Node* party = reader.required("party");
  const Node* at = reader.required("at");
  step.unit = read_unit(context, reader);
  const int room = reader.required_word("room", {"paid", "paid_less_recovered"});
  const Node* over = reader.required("over");
  const Node* shortage = reader.optional("short");
  const int order = reader.optional_word("short", {"fifo", "pro_rata"}, 0);
  reader.done();
  if (party != nullptr) step.party = read_party(context, *party);
  step.room = room == 1 ? Step::Room::paid_less_recovered : Step::Room::paid;
  step.pro_rata = order == 1;
  if (at == nullptr || over == nullptr) return;
  const bool balance = at->kind == Node::Kind::scalar && at->text == "balance";
  if (!balance) step.value.push_back(read_value(context, *at));
  if (!balance && shortage != nullptr) {
    context.fail(*shortage, "P-108", "'short' says how a balance is shared out: needs at: balance");
  }
  if (balance && shortage == nullptr) {
    context.fail(node, "P-108", "a cap at: balance must say short: fifo or pro_rata",
                 "add short: fifo");
  }
  read_cap_over(context, *over, balance, step);
}

void read_verb(Context& context, const Entry& verb, Step& step) {
  const auto word = std::find(kVerbWords.begin(), kVerbWords.end(), verb.key);
  step.verb = static_cast<Step::Verb>(word - kVerbWords.begin());
  switch (step.verb) {
    case Step::Verb::gate:
      return read_gate(context, verb.value, step);
    case Step::Verb::base:
      return read_base(context, verb.value, step);
    case Step::Verb::deductible:
      return read_deductible(context, verb.value, step);
    case Step::Verb::layer:
      return read_layer(context, verb.value, step);
    case Step::Verb::cede:
      return read_cede(context, verb.value, step);
    case Step::Verb::slice:
      return read_slice(context, verb.value, step);
    case Step::Verb::quota:
      step.shares = read_shares(context, verb.value, "quota '" + step.id + "'");
      return;
    case Step::Verb::cap:
      return read_cap(context, verb.value, step);
    case Step::Verb::band:
      return read_band(context, verb.value, step);
  }
}

bool known_verb(const std::string& word) {
  return std::find(kVerbWords.begin(), kVerbWords.end(), word) != kVerbWords.end();
}

const Entry* find_verb(Context& context, const Node& node) {
  const Entry* verb = nullptr;
  std::vector<std::string> words = {"step", "law", "if"};
  words.insert(words.end(), kVerbWords.begin(), kVerbWords.end());
  for (const Entry& entry : node.entries) {
    if (entry.key == "step" || entry.key == "law" || entry.key == "if") continue;
    if (!known_verb(entry.key)) {
      context.errors.push_back({"P-103", context.document.origin(entry),
                                "unknown word '" + entry.key + "' in a step",
                                suggestion(entry.key, words), ErrorKind::input});
      return nullptr;
    }
    if (verb != nullptr) {
      context.fail(entry.value, "P-103", "a step has one verb; this one has two");
      return nullptr;
    }
    verb = &entry;
  }
  if (verb == nullptr) {
    context.fail(node, "P-103", "a step needs a verb",
                 "one of: gate, base, deductible, slice, layer, band, quota, cap, cede");
  }
  return verb;
}

}  // namespace

void read_who(Context& context, const Node& node, Unit& unit) {
  const auto word = std::find(kWhoWords.begin(), kWhoWords.end(), node.text);
  const auto party = std::find(context.parties.begin(), context.parties.end(), node.text);
  if (word != kWhoWords.end()) {
    unit.who = static_cast<Unit::Who>(1 + (word - kWhoWords.begin()));
  } else if (party != context.parties.end()) {
    unit.who = Unit::Who::role;
    unit.role = static_cast<std::uint32_t>(party - context.parties.begin());
  } else if (node.text.find('.') != std::string::npos) {
    unit.who = Unit::Who::fact;
    unit.fact = read_fact(context, node).name;
  } else {
    std::vector<std::string> words = kWhoWords;
    words.insert(words.end(), context.parties.begin(), context.parties.end());
    context.fail(node, "P-108", "'" + node.text + "' is nobody a total can run over",
                 suggestion(node.text, words));
  }
}

Unit read_unit(Context& context, MappingReader& reader) {
  Unit unit;
  const Node* per = reader.required("per");
  const Node* when = reader.optional("when");
  if (per == nullptr) return unit;
  if (per->kind == Node::Kind::scalar && per->text == "loss") {
    if (when != nullptr) context.fail(*when, "P-108", "'when' belongs to a unit with a period");
    return unit;
  }
  if (per->kind != Node::Kind::sequence || per->items.size() != 2) {
    context.fail(*per, "P-108", "'per' is loss or [WHO, PERIOD]",
                 "for example [scheme, life], [lender, year], [borrower, life]");
    return unit;
  }
  read_who(context, per->items[0], unit);
  unit.period = read_period(context, per->items[1]);
  const int word = reader.required_word("when", {"claim", "close"});
  unit.at_close = word == 1;
  return unit;
}

std::vector<Step> read_steps(Context& context, const Node& node) {
  std::vector<Step> steps;
  if (node.kind != Node::Kind::sequence || node.items.empty()) {
    context.fail(node, "P-103", "steps is a list: - {step: ID, VERB: …}");
  }
  for (const Node& item : node.items) {
    Step step;
    step.place = place_of(item);
    if (item.kind != Node::Kind::mapping) {
      context.fail(item, "P-103", "a step is a mapping: {step: ID, VERB: …}");
      continue;
    }
    MappingReader reader(context.document, item, "step", context.errors);
    step.id = reader.required_text("step");
    step.law = reader.optional_text("law");
    if (const Node* condition = reader.optional("if")) {
      step.condition.push_back(read_condition(context, *condition));
    }
    if (const Entry* verb = find_verb(context, item)) read_verb(context, *verb, step);
    steps.push_back(std::move(step));
  }
  return steps;
}

}  // namespace pledgelab::policy_reading
