// An account of a party: sources, income, costs, top-ups, leverage.
#include <algorithm>

#include "models/policy/reading_head.hpp"

namespace pledgelab::policy_reading {
namespace {

// An amount of money written out or assumed, not below 0.
Money money_of(Context& context, const Node* node, const std::string& what) {
  if (node == nullptr) return {};
  const Value value = read_value(context, *node);
  const bool money = value.form == Value::Form::literal &&
                     value.literal.kind == Quantity::Kind::money && value.literal.value.den == 1;
  constexpr std::int64_t kMost = 100'000'000'000'000'000;  // 10^15 yuan: sums stay within 64 bits
  if (money && value.literal.value.num > kMost) {
    context.fail(*node, value, "P-104", what + " is above 10,000,000 yi", "is its unit right?");
    return {};
  }
  if (money && value.literal.value.num >= 0) return Money::of_fen(value.literal.value.num);
  context.fail(*node, value, "P-104", what + " is an amount of money, not below 0",
               "write 4000wan, 1000000usd or $NAME");
  return {};
}

// A literal rate or number, not below 0. Larger or finer ones than a contract names are refused:
// products stay within 128 bits.
Ratio ratio_of(Context& context, const Node* node, bool rate, const std::string& what) {
  if (node == nullptr) return {};
  const Value value = read_value(context, *node);
  const auto wanted = rate ? Quantity::Kind::rate : Quantity::Kind::number;
  const bool fits = value.form == Value::Form::literal && value.literal.kind == wanted &&
                    value.literal.value.num >= 0 && value.literal.value.num <= 1'000'000'000 &&
                    value.literal.value.den <= 1'000'000'000;
  if (fits) return value.literal.value;
  context.fail(*node, value, "P-104",
               what + (rate ? " is a rate" : " is a number") + ", not below 0",
               rate ? "write 2%, 150bp or $NAME" : "write 10, 20 or $NAME");
  return {};
}

const std::vector<Node>& items_of(Context& context, const Node& node, const std::string& key,
                                  const std::string& form) {
  if (node.kind != Node::Kind::sequence || node.items.empty()) {
    context.fail(node, "P-103", key + " is a list: [" + form + "]");
  }
  return node.items;
}

void read_sources(Context& context, const Node& node, Party& party) {
  for (const Node& item : items_of(context, node, "sources", "{from: …, amount: …, date: …}")) {
    MappingReader reader(context.document, item, "source", context.errors);
    AccountSource source;
    source.from = reader.required_text("from");
    source.amount = money_of(context, reader.required("amount"), "the amount of a source");
    source.date = read_date(context, reader, "date").value_or(Date{});
    reader.done();
    party.sources.push_back(std::move(source));
    if (party.sources.size() > 50) {
      context.fail(item, "P-106", "an account has at most 50 sources");
      return;
    }
  }
  std::stable_sort(party.sources.begin(), party.sources.end(),
                   [](const AccountSource& a, const AccountSource& b) { return a.date < b.date; });
}

void read_income(Context& context, const Node& node, Party& party) {
  MappingReader reader(context.document, node, "income", context.errors);
  AccountIncome income;
  income.rate = ratio_of(context, reader.required("rate"), true, "the rate of an income");
  income.quarterly = reader.required_word("credited", {"quarter", "year"}) == 0;
  reader.done();
  party.terms.income = income;
}

void read_costs(Context& context, const Node& node, Party& party) {
  for (const Node& item : items_of(context, node, "costs", "{id: …, amount: …, every: year}")) {
    MappingReader reader(context.document, item, "cost", context.errors);
    AccountCost cost;
    cost.id = reader.required_text("id");
    cost.amount = money_of(context, reader.required("amount"), "the amount of a cost");
    reader.required_word("every", {"year"});
    reader.done();
    const auto& costs = party.terms.costs;
    if (std::any_of(costs.begin(), costs.end(),
                    [&](const AccountCost& other) { return other.id == cost.id; })) {
      context.fail(item, "P-103", "two costs are named '" + cost.id + "'", "make it unique");
    }
    party.terms.costs.push_back(std::move(cost));
  }
}

void read_top_ups(Context& context, const Node& node, Party& party) {
  for (const Node& item : items_of(context, node, "top_up", "{from: …, below: …, to: …}")) {
    MappingReader reader(context.document, item, "top-up", context.errors);
    AccountTopUp top_up;
    top_up.from = reader.required_text("from");
    top_up.below = money_of(context, reader.required("below"), "'below' of a top-up");
    top_up.to = money_of(context, reader.required("to"), "'to' of a top-up");
    if (const Node* most = reader.optional("at_most")) {
      top_up.at_most = money_of(context, most, "'at_most' of a top-up");
    }
    reader.done();
    if (top_up.to < top_up.below) {
      context.fail(item, "P-104", "a top-up to less than the balance that calls for it",
                   "'to' is at least 'below'");
    }
    party.terms.top_ups.push_back(std::move(top_up));
  }
}

void read_leverage(Context& context, const Node& node, Party& party) {
  MappingReader reader(context.document, node, "leverage", context.errors);
  AccountLeverage leverage;
  leverage.place = place_of(node);
  leverage.at_most =
      ratio_of(context, reader.required("at_most"), false, "'at_most' of a leverage");
  const Node* of = reader.required("of");
  const Node* counts = reader.required("counts");
  reader.done();
  if (of != nullptr && of->text != "paid_in") {
    leverage.base = money_of(context, of, "'of' of a leverage is paid_in or an amount: it");
  }
  if (counts != nullptr) leverage.counts = read_fact(context, *counts);
  if (counts != nullptr && leverage.counts.name.rfind("loan.", 0) != 0) {
    context.fail(*counts, "P-107", "'counts' is a column of loan money",
                 "write loan.principal_yuan for loans, loan.guaranteed_yuan for guarantees");
  }
  party.terms.leverage = leverage;
}

}  // namespace

void read_account(Context& context, const Node& node, Party& party) {
  MappingReader reader(context.document, node, "account", context.errors);
  const Node* sources = reader.required("sources");
  const Node* income = reader.optional("income");
  const Node* costs = reader.optional("costs");
  const Node* top_up = reader.optional("top_up");
  const Node* leverage = reader.optional("leverage");
  reader.done();
  if (sources != nullptr) read_sources(context, *sources, party);
  if (income != nullptr) read_income(context, *income, party);
  if (costs != nullptr) read_costs(context, *costs, party);
  if (top_up != nullptr) read_top_ups(context, *top_up, party);
  if (leverage != nullptr) read_leverage(context, *leverage, party);
}

}  // namespace pledgelab::policy_reading
