#include <algorithm>
#include <numeric>

#include "models/base/nearest.hpp"
#include "models/base/quotient.hpp"
#include "models/policy/reading_ratios.hpp"

namespace pledgelab::policy_reading {
namespace {

const std::vector<std::string> kForms = {"fact", "ratio", "rate", "tier", "tranche", "sum"};

bool name_char(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

Value literal_value(Context& context, const Node& node, const Quantity& quantity) {
  Value value;
  value.literal = quantity;
  value.place = place_of(node);
  if (quantity.kind == Quantity::Kind::money && quantity.currency != context.currency) {
    context.fail(node, "P-110",
                 "'" + node.text + "' is in " + quantity.currency + ", the policy's money is " +
                     context.currency,
                 "write the amount in " + context.currency);
  }
  return value;
}

Value assumed_value(Context& context, const Node& node) {
  const std::string name = node.text.substr(1);
  const auto found = context.assumed.find(name);
  if (found == context.assumed.end()) {
    std::vector<std::string> names;
    for (const auto& [known, value] : context.assumed) names.push_back(known);
    context.fail(node, "P-103", "no assumption is named '" + name + "'",
                 names.empty() ? "write it under assume:" : suggestion(name, names));
    return {};
  }
  context.asked.insert(name);
  Value value = found->second;
  value.assumed_as = node.text;
  value.assumed_at = found->second.told_at(found->second.place);
  value.place = place_of(node);
  return value;
}

const Node* other_key(Context& context, const Node& node, const std::string& form,
                      const std::vector<std::string>& keys) {
  for (const Entry& entry : node.entries) {
    if (entry.key == form || std::find(keys.begin(), keys.end(), entry.key) != keys.end()) continue;
    context.errors.push_back({"Y-205", context.document.origin(entry),
                              "unknown key '" + entry.key + "' beside '" + form + "'",
                              suggestion(entry.key, keys), ErrorKind::input});
  }
  return node.find(form);
}

void read_rate(Context& context, const Node& node, Value& value) {
  value.form = Value::Form::rate;
  value.factor.push_back(read_value(context, *other_key(context, node, "rate", {"of", "less"})));
  const Node* of = node.find("of");
  if (of == nullptr) {
    context.fail(node, "P-104", "a rate must say of what: {rate: 10%, of: FACT}", "add of: FACT");
    return;
  }
  if (of->kind == Node::Kind::sequence) {
    if (of->items.empty()) context.fail(*of, "P-104", "a rate of nothing", "name a fact: of: FACT");
    for (const Node& item : of->items) value.facts.push_back(read_fact(context, item));
  } else {
    value.facts.push_back(read_fact(context, *of));
  }
  if (const Node* less = node.find("less")) value.less = read_fact(context, *less);
}

void read_ratio(Context& context, const Node& node, Value& value) {
  value.form = Value::Form::ratio;
  const Node& pair = *other_key(context, node, "ratio", {});
  if (pair.kind != Node::Kind::sequence || pair.items.size() != 2) {
    context.fail(pair, "P-104", "a ratio is two columns of the loan: {ratio: [FACT, FACT]}", {});
    return;
  }
  for (const Node& item : pair.items) value.facts.push_back(read_fact(context, item));
}

// One row of a tier (`upto`/`in` … `is`), a tranche (`upto` … `rate`), or `{else: V}`.
Case read_row(Context& context, const Node& row, bool tier) {
  Case read;
  read.place = place_of(row);
  const std::string what = tier ? "row of a tier" : "row of a tranche";
  MappingReader reader(context.document, row, what, context.errors);
  const Node* otherwise = reader.optional("else");
  const Node* upto = reader.optional("upto");
  const Node* in = tier ? reader.optional("in") : nullptr;
  const Node* is = reader.optional(tier ? "is" : "rate");
  reader.done();
  if (upto != nullptr) read.upto.push_back(read_value(context, *upto));
  if (in != nullptr) {
    for (const Node& item : in->items) read.in.push_back(read_operand(context, item));
    if (in->items.empty()) context.fail(*in, "P-104", "'in' is a list of words: [micro, small]");
  }
  const Node* result = otherwise != nullptr ? otherwise : is;
  const int tests =
      (upto != nullptr ? 1 : 0) + (in != nullptr ? 1 : 0) + (otherwise != nullptr ? 1 : 0);
  if (result == nullptr || tests != 1 || (otherwise != nullptr && is != nullptr)) {
    context.fail(row, "P-104",
                 tier ? "a row is {upto: V, is: V}, {in: [..], is: V} or {else: V}"
                      : "a row is {upto: V, rate: V} or {else: V}");
    return read;
  }
  read.is.push_back(read_value(context, *result));
  return read;
}

void read_rows(Context& context, const Node& node, const std::string& form, Value& value) {
  const bool tier = form == "tier";
  value.form = tier ? Value::Form::tier : Value::Form::tranche;
  value.facts.push_back(read_fact(context, *other_key(context, node, form, {"rows"})));
  const Node* rows = node.find("rows");
  if (rows == nullptr || rows->kind != Node::Kind::sequence || rows->items.empty()) {
    context.fail(node, "P-104", "a " + form + " needs rows: [{…}, …]", "add rows");
    return;
  }
  for (const Node& row : rows->items) {
    if (!value.cases.empty() && value.cases.back().upto.empty() && value.cases.back().in.empty()) {
      context.fail(row, "P-104", "a row after 'else' is never reached");
    }
    value.cases.push_back(read_row(context, row, tier));
  }
}

void read_sum(Context& context, const Node& node, Value& value) {
  value.form = Value::Form::sum;
  const Node& terms = *other_key(context, node, "sum", {"at_most"});
  if (terms.kind != Node::Kind::sequence || terms.items.empty()) {
    context.fail(terms, "P-104", "a sum is a list: {sum: [30%, {if: COND, is: 5%}]}");
    return;
  }
  for (const Node& term : terms.items) {
    Case read;
    read.place = place_of(term);
    const Node* when = term.find("if");
    if (when == nullptr) {
      read.is.push_back(read_value(context, term));
    } else {
      MappingReader reader(context.document, term, "term of a sum", context.errors);
      reader.optional("if");
      const Node* is = reader.required("is");
      reader.done();
      read.when.push_back(read_condition(context, *when));
      read.is.push_back(is == nullptr ? Value{} : read_value(context, *is));
    }
    value.cases.push_back(std::move(read));
  }
  if (const Node* most = node.find("at_most")) value.at_most.push_back(read_value(context, *most));
}

// Where a fact may come from: a table of the book, the run itself, or the firm of a party.
std::vector<std::string> fact_tables(const Context& context) {
  std::vector<std::string> tables = {"loan",      "borrower", "lender", "asset",  "pledge",
                                     "appraisal", "loss",     "bill",   "scheme", "ratio"};
  tables.insert(tables.end(), context.parties.begin(), context.parties.end());
  return tables;
}

void check_table(Context& context, const Node& node, const std::string& table) {
  const std::vector<std::string> tables = fact_tables(context);
  if (std::find(tables.begin(), tables.end(), table) != tables.end()) return;
  context.fail(node, "P-107", "'" + node.text + "': there is no table '" + table + "'",
               suggestion(table, tables));
}

}  // namespace

FactName read_fact(Context& context, const Node& node) {
  const std::string& name = node.text;
  const std::size_t point = name.find('.');
  const bool formed = node.kind == Node::Kind::scalar && point != std::string::npos && point > 0 &&
                      point + 1 < name.size() && std::all_of(name.begin(), name.end(), [](char c) {
                        return name_char(c) || c == '.' || c == '-';
                      });
  if (!formed) {
    context.fail(node, "P-107", "'" + name + "' is not the name of a fact",
                 "a fact is TABLE.COLUMN: loan.sector, loss.base, scheme.approved_usd");
  } else if (name.compare(0, 6, "ratio.") == 0) {
    Node ratio = node;
    ratio.text = name.substr(6);
    find_ratio(context, ratio);
  } else if (name.compare(0, 5, "bill.") == 0) {
    const std::string role = name.substr(5);
    if (std::find(context.parties.begin(), context.parties.end(), role) == context.parties.end()) {
      context.fail(node, "P-106", "no party is named '" + role + "'",
                   suggestion(role, context.parties));
    }
  } else if (name.compare(0, 5, "loss.") == 0 && name != "loss.base" && name != "loss.open") {
    context.fail(node, "P-107", "'" + name + "' is not a fact of a loss",
                 suggestion(name, std::vector<std::string>{"loss.base", "loss.open"}));
  } else {
    check_table(context, node, name.substr(0, point));
  }
  return {name, place_of(node)};
}

namespace {

Value value_of(Context& context, const Node& node) {
  if (node.kind == Node::Kind::scalar) {
    if (!node.quoted && !node.text.empty() && node.text[0] == '$') {
      return assumed_value(context, node);
    }
    const auto quantity = parse_quantity(node.text);
    if (quantity && !node.quoted) return literal_value(context, node, *quantity);
    if (quantity) {
      context.fail(node, "P-104", "'" + node.text + "' stands in quotes: it is a word, not a value",
                   "write " + node.text + " without quotes");
      return {};
    }
    context.fail(node, "P-104", "'" + node.text + "' is not a value",
                 "write " + unit_help() + ", $NAME or {fact: …}");
    return {};
  }
  Value value;
  value.place = place_of(node);
  const auto form = std::find_if(kForms.begin(), kForms.end(), [&](const std::string& word) {
    return node.find(word) != nullptr;
  });
  // A list of terms may hold {rate: …} inside a sum; the form is the key that opens the mapping.
  if (node.kind != Node::Kind::mapping || form == kForms.end()) {
    const std::string given = node.entries.empty() ? std::string() : node.entries.front().key;
    context.fail(node, "P-104", "this is not a value", suggestion(given, kForms));
    return value;
  }
  if (*form == "fact") {
    value.form = Value::Form::fact;
    value.facts.push_back(read_fact(context, *other_key(context, node, "fact", {})));
  } else if (*form == "ratio") {
    read_ratio(context, node, value);
  } else if (*form == "rate") {
    read_rate(context, node, value);
  } else if (*form == "sum") {
    read_sum(context, node, value);
  } else {
    read_rows(context, node, *form, value);
  }
  return value;
}

}  // namespace

Value read_value(Context& context, const Node& node) {
  const std::size_t faults = context.errors.size();
  Value value = value_of(context, node);
  value.faulty = value.faulty || context.errors.size() != faults;
  return value;
}

Duration read_duration(Context& context, const Node& node) {
  const Value value = read_value(context, node);
  const bool literal = value.form == Value::Form::literal;
  const auto duration = literal ? duration_of(value.literal) : std::nullopt;
  if (!duration) {
    context.fail(node, value, "P-104", "'" + node.text + "' is not a span of time",
                 "write 6mo, 60d, 2y or $NAME; at most a hundred years");
  }
  return duration.value_or(Duration{});
}

Value read_operand(Context& context, const Node& node) {
  const bool word = node.kind == Node::Kind::scalar && !node.text.empty() &&
                    (node.quoted || (node.text[0] != '$' && !parse_quantity(node.text)));
  if (!word) return read_value(context, node);
  Value value;
  value.form = Value::Form::word;
  value.word = node.text;
  value.place = place_of(node);
  return value;
}

namespace {

enum class LiteralSum : std::uint8_t { known, depends, too_fine };

LiteralSum literal_sum(const std::vector<PartyShare>& shares, Ratio& sum) {
  sum = {0, 1};
  for (const PartyShare& share : shares) {
    if (share.value.empty()) continue;
    const Value& value = share.value.front();
    if (value.form != Value::Form::literal || value.literal.kind != Quantity::Kind::rate) {
      return LiteralSum::depends;
    }
    const auto more = exact_sum(sum, value.literal.value);
    if (!more) return LiteralSum::too_fine;
    sum = *more;
  }
  return LiteralSum::known;
}

}  // namespace

void check_sum(Context& context, const Node& node, const std::vector<PartyShare>& shares,
               const std::string& what, bool rest) {
  Ratio sum;
  const LiteralSum known = literal_sum(shares, sum);
  if (known == LiteralSum::too_fine) {
    context.fail(node, "P-105", what + " cannot be added exactly: they are too fine",
                 "write them as 54%, 0.25% or 1/3");
  }
  if (known != LiteralSum::known) return;
  if (rest ? !(Ratio{1, 1} < sum) : sum == Ratio{1, 1}) return;
  context.fail(node, "P-105",
               what + " sum to " + percent_text(sum) + (rest ? ", more than 100 %" : ", not 100 %"),
               "make them 100 %, or give one party `rest`");
}

void check_share(Context& context, const Node& node, const Value& value) {
  const bool fits = value.literal.kind == Quantity::Kind::rate &&
                    Ratio{0, 1} <= value.literal.value && value.literal.value <= Ratio{1, 1};
  if (value.form != Value::Form::literal || fits) return;
  context.fail(node, value, "P-105", "'" + node.text + "' is not a share from 0 % to 100 %",
               "write 54%, 1/3, {fact: …} or rest");
}

std::string percent_text(Ratio ratio) {
  const std::int64_t hundredths =
      round_quotient(static_cast<__int128>(ratio.num) * 10'000, ratio.den, Rounding::half_up);
  std::string text = to_decimal(Money::of_fen(hundredths));
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text + " %";
}

std::vector<PartyShare> read_shares(Context& context, const Node& node, const std::string& where) {
  std::vector<PartyShare> shares;
  if (node.kind != Node::Kind::mapping || node.entries.empty()) {
    context.fail(node, "P-105", "the shares of " + where + " are {PARTY: SHARE, …}");
    return shares;
  }
  int rests = 0;
  for (const Entry& entry : node.entries) {
    PartyShare share;
    share.place = {entry.line, entry.column};
    Node key;
    key.kind = Node::Kind::scalar;
    key.text = entry.key;
    key.line = entry.line;
    key.column = entry.column;
    share.party = read_party(context, key);
    if (entry.value.kind == Node::Kind::scalar && entry.value.text == "rest") {
      ++rests;
    } else {
      share.value.push_back(read_value(context, entry.value));
      check_share(context, entry.value, share.value.front());
    }
    shares.push_back(std::move(share));
  }
  if (rests > 1) context.fail(node, "P-105", "the shares of " + where + " name `rest` twice");
  check_sum(context, node, shares, "the shares of " + where, rests > 0);
  return shares;
}

std::uint32_t read_party(Context& context, const Node& node) {
  const auto found = std::find(context.parties.begin(), context.parties.end(), node.text);
  if (node.kind == Node::Kind::scalar && found != context.parties.end()) {
    return static_cast<std::uint32_t>(found - context.parties.begin());
  }
  if (node.kind != Node::Kind::scalar) {
    context.fail(node, "P-106", "here stands one party's id",
                 "to divide what is above a limit write cede: {above: LIMIT, to: {…}}");
    return context.residual;
  }
  context.fail(node, "P-106", "no party is named '" + node.text + "'",
               suggestion(node.text, context.parties));
  return context.residual;
}

void refuse_keys(Context& context, const Node& mapping, const std::vector<std::string>& keys,
                 const std::string& where) {
  for (const std::string& key : keys) {
    if (const Node* found = mapping.find(key)) {
      context.refuse(*found, "'" + key + "' of " + where);
    }
  }
}

}  // namespace pledgelab::policy_reading
