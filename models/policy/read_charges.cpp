// The section `charges`: money that is no part of a loss.
#include <algorithm>

#include "models/base/nearest.hpp"
#include "models/policy/reading_head.hpp"

namespace pledgelab::policy_reading {
namespace {

void read_who_pays(Context& context, const Node* node, std::uint32_t& party) {
  if (node == nullptr) return;
  const auto& parties = context.parties;
  const bool is_party = std::find(parties.begin(), parties.end(), node->text) != parties.end();
  if (node->text == "borrower") {
    party = kBorrower;
    if (is_party) {
      context.fail(*node, "P-106", "'borrower' is a party here and the loan's borrower",
                   "give the party another name");
    }
  } else if (is_party) {
    party = read_party(context, *node);
  } else {
    std::vector<std::string> words = parties;
    words.emplace_back("borrower");
    context.fail(*node, "P-106", "'" + node->text + "' is no party and not the borrower",
                 suggestion(node->text, words));
  }
}

void read_limit(Context& context, MappingReader& reader, Charge& charge) {
  const Node* most = reader.optional("at_most");
  const Node* per = reader.optional("per");
  if (most == nullptr && per == nullptr) return;
  if (most == nullptr || per == nullptr) {
    context.fail(most != nullptr ? *most : *per, "P-108",
                 "'at_most' and 'per' of charge '" + charge.id + "' go together",
                 "write at_most: VALUE, per: [borrower, year]");
    return;
  }
  charge.at_most.push_back(read_value(context, *most));
  const bool pair = per->kind == Node::Kind::sequence && per->items.size() == 2;
  const std::string period = pair ? per->items[1].text : std::string();
  if (!pair || (period != "year" && period != "life")) {
    context.fail(*per, "P-108", "'per' of a charge is [WHO, year] or [WHO, life]",
                 "for example [borrower, year]");
    return;
  }
  read_who(context, per->items[0], charge.unit);
  charge.unit.period = period == "year" ? Unit::Period::year : Unit::Period::life;
}

void read_timing(Context& context, MappingReader& reader, Charge& charge) {
  charge.every = static_cast<Charge::Every>(
      std::max(0, reader.required_word("every", {"once", "quarter", "year"})));
  charge.when = static_cast<Charge::When>(
      reader.optional_word("when", {"origination", "settlement", "claim"}, 0));
  const bool repeats = charge.every != Charge::Every::once;
  if (repeats && charge.when != Charge::When::origination) {
    context.fail(*reader.optional("when"), "P-108",
                 "charge '" + charge.id + "' is paid every quarter or year from origination on",
                 "write every: once, or leave 'when' out");
  }
  const Node* years = reader.optional("years");
  if (years == nullptr) return;
  const auto quantity = parse_quantity(years->text);
  const bool whole = quantity && quantity->kind == Quantity::Kind::number &&
                     quantity->value.den == 1 && quantity->value.num >= 1 &&
                     quantity->value.num <= 100;
  if (!whole) {
    context.fail(*years, "P-104", "'years' is a whole number from 1 to 100",
                 "for example years: 3");
  } else if (!repeats) {
    context.fail(*years, "P-108", "'years' belongs to every: quarter or year");
  } else {
    charge.years = static_cast<int>(quantity->value.num);
  }
}

Charge read_charge(Context& context, const Node& node) {
  MappingReader reader(context.document, node, "charge", context.errors);
  Charge charge;
  charge.place = place_of(node);
  charge.id = reader.required_text("id");
  charge.kind =
      static_cast<Charge::Kind>(std::max(0, reader.required_word("kind", kChargeKindWords)));
  const Node* amount = reader.required("amount");
  const Node* payer = reader.required("payer");
  const Node* payee = reader.required("payee");
  read_timing(context, reader, charge);
  const Node* condition = reader.optional("if");
  read_limit(context, reader, charge);
  reader.done();
  if (amount != nullptr) charge.amount.push_back(read_value(context, *amount));
  if (condition != nullptr) charge.condition.push_back(read_condition(context, *condition));
  read_who_pays(context, payer, charge.payer);
  read_who_pays(context, payee, charge.payee);
  if (payer != nullptr && payee != nullptr && payer->text == payee->text) {
    context.fail(*payee, "P-106",
                 "charge '" + charge.id + "' is paid by '" + payee->text + "' to itself");
  }
  const std::string what = "charge '" + charge.id + "'";
  const auto check = [&](const FactName& fact) { check_loan_fact(context, fact, what); };
  for (const Value& value : charge.amount) each_fact(value, check);
  for (const Value& value : charge.at_most) each_fact(value, check);
  for (const Condition& part : charge.condition) each_fact(part, check);
  return charge;
}

}  // namespace

void each_fact(const Value& value, const std::function<void(const FactName&)>& see) {
  for (const FactName& fact : value.facts) see(fact);
  if (value.less) see(*value.less);
  for (const Value& part : value.factor) each_fact(part, see);
  for (const Value& part : value.at_most) each_fact(part, see);
  for (const Case& row : value.cases) {
    for (const Condition& part : row.when) each_fact(part, see);
    for (const auto* list : {&row.upto, &row.in, &row.is}) {
      for (const Value& part : *list) each_fact(part, see);
    }
  }
}

void each_fact(const Condition& condition, const std::function<void(const FactName&)>& see) {
  if (condition.form == Condition::Form::compare) see(condition.fact);
  for (const Value& value : condition.against) each_fact(value, see);
  for (const Condition& part : condition.parts) each_fact(part, see);
}

void check_loan_fact(Context& context, const FactName& fact, const std::string& what) {
  for (const char* of_loss : {"loss.", "bill.", "ratio."}) {
    if (fact.name.rfind(of_loss, 0) != 0) continue;
    context.errors.push_back(
        {"P-107",
         {context.document.file, fact.place.line, fact.place.column},
         "'" + fact.name + "' is no fact of a loan; " + what + " is asked with the loan's facts",
         "write loan.COLUMN, borrower.COLUMN or scheme.COLUMN",
         ErrorKind::input});
  }
}

std::vector<Charge> read_charges(Context& context, const Node& node) {
  std::vector<Charge> charges;
  if (node.kind != Node::Kind::sequence) {
    context.fail(node, "P-103", "charges is a list: - {id: ID, kind: premium, amount: V, …}");
    return charges;
  }
  for (const Node& item : node.items) {
    if (item.kind != Node::Kind::mapping) {
      context.fail(item, "P-103", "a charge is a mapping: {id: ID, kind: premium, …}");
      continue;
    }
    Charge charge = read_charge(context, item);
    if (std::any_of(charges.begin(), charges.end(),
                    [&](const Charge& other) { return other.id == charge.id; })) {
      context.fail(item, "P-103", "two charges are named '" + charge.id + "'", "make it unique");
    }
    charges.push_back(std::move(charge));
  }
  return charges;
}

}  // namespace pledgelab::policy_reading
