#include <algorithm>

#include "models/policy/reading_head.hpp"
#include "models/policy/reading_ratios.hpp"

namespace pledgelab {
namespace policy_reading {

std::optional<Date> read_date(Context& context, MappingReader& reader, const std::string& key) {
  const Node* node = reader.required(key);
  if (node == nullptr) return std::nullopt;
  const auto date = parse_date(node->text);
  if (!date) {
    context.fail(*node, "P-101", "'" + node->text + "' is not a date", "write YYYY-MM-DD");
  }
  return date;
}

namespace {

void read_name(Context& context, const Node& node, SharingPolicy& policy) {
  MappingReader reader(context.document, node, "name", context.errors);
  policy.name_zh = reader.optional_text("zh");
  policy.name_en = reader.optional_text("en");
  reader.done();
}

void read_sources(Context& context, const Node& node, SharingPolicy& policy) {
  if (node.kind != Node::Kind::sequence || node.items.empty()) {
    context.fail(node, "P-101", "source is a list: [{title: …, mark: found|known|assumed}]");
  }
  for (const Node& item : node.items) {
    MappingReader reader(context.document, item, "source", context.errors);
    PolicySource source;
    source.title = reader.required_text("title");
    source.reference = reader.optional_text("ref");
    source.date = reader.optional_text("date");
    source.mark =
        static_cast<SourceMark>(std::max(0, reader.required_word("mark", kSourceMarkWords)));
    reader.done();
    policy.sources.push_back(std::move(source));
  }
}

void read_effective(Context& context, const Node& node, SharingPolicy& policy) {
  MappingReader reader(context.document, node, "effective", context.errors);
  policy.effective_from = read_date(context, reader, "from").value_or(Date{});
  if (node.find("to") != nullptr) policy.effective_to = read_date(context, reader, "to");
  const int by = reader.required_word("by", {"origination", "default", "claim"});
  policy.effective_by = static_cast<EffectiveBy>(std::max(0, by));
  reader.done();
  if (policy.effective_to && *policy.effective_to < policy.effective_from) {
    context.fail(node, "P-101", "effective.to lies before effective.from");
  }
}

void read_money(Context& context, const Node& node, SharingPolicy& policy) {
  static const std::vector<std::string> kCurrencies = {"CNY", "USD", "GBP", "EUR",
                                                       "KRW", "JPY", "SGD"};
  MappingReader reader(context.document, node, "money", context.errors);
  const int currency = reader.required_word("currency", kCurrencies);
  const int round = reader.required_word("round", {"half_up", "half_even"});
  reader.done();
  policy.currency = kCurrencies[static_cast<std::size_t>(std::max(0, currency))];
  policy.rounding = round == 1 ? Rounding::half_even : Rounding::half_up;
  context.currency = policy.currency;
}

void read_year(Context& context, const Node& node, SharingPolicy& policy) {
  if (node.kind == Node::Kind::scalar && node.text == "calendar") return;
  const Node* from = node.find("from");
  const auto date = from == nullptr ? std::nullopt : parse_date("2023-" + from->text);
  if (!date || node.entries.size() != 1) {
    context.fail(node, "P-101", "year is calendar or {from: MM-DD}", "for example {from: 04-01}");
    return;
  }
  policy.year_start_month = civil(*date).month;
  policy.year_start_day = civil(*date).day;
}

void read_assume(Context& context, const Node& node, SharingPolicy& policy) {
  if (node.kind != Node::Kind::mapping) {
    context.fail(node, "P-101", "assume is {NAME: VALUE, …}");
  }
  for (const Entry& entry : node.entries) {
    const Value value = read_value(context, entry.value);
    policy.assumptions.push_back({entry.key,
                                  entry.value.text.empty() ? "(a table)" : entry.value.text,
                                  {entry.line, entry.column},
                                  false});
    context.assumed.emplace(entry.key, value);
  }
}

void read_claim(Context& context, const Node& node, SharingPolicy& policy) {
  MappingReader reader(context.document, node, "claim", context.errors);
  const Node* trigger = reader.optional("trigger");
  const int pay = reader.required_word("pay", {"claim", "quarter_end", "year_end"});
  const Node* wait = reader.optional("wait");
  const Node* within = reader.optional("file_within");
  const Node* advance = reader.optional("advance");
  const Node* instalments = reader.optional("instalments");
  reader.done();
  if (trigger != nullptr) policy.trigger.push_back(read_condition(context, *trigger));
  policy.pay = static_cast<PayDay>(std::max(0, pay));
  if (wait != nullptr) policy.wait = read_duration(context, *wait);
  if (within != nullptr) policy.file_within = read_duration(context, *within);
  if (advance != nullptr) read_advance(context, *advance, policy);
  if (instalments != nullptr) read_instalments(context, *instalments, policy);
}

void read_recovery(Context& context, const Node& node, SharingPolicy& policy) {
  MappingReader reader(context.document, node, "recovery", context.errors);
  const int costs = reader.required_word("costs", {"first", "shared"});
  const int by = reader.required_word("by", kRecoveryByWords);
  const Node* within = reader.optional("within");
  reader.done();
  policy.recovery_costs = costs == 1 ? RecoveryCosts::shared : RecoveryCosts::first;
  policy.recovery_by = static_cast<RecoveryBy>(std::max(0, by));
  if (within == nullptr) return;
  policy.recovery_within = read_duration(context, *within);
  if (policy.recovery_by == RecoveryBy::recompute) {
    context.refuse(*within, "recovery 'within' beside by: recompute");
  }
}

void read_head(Context& context, MappingReader& reader, SharingPolicy& policy) {
  const Node* schema = reader.required("schema");
  if (schema != nullptr && schema->text != "policy/1") {
    context.fail(*schema, "P-101", "'" + schema->text + "' is not a sharing policy",
                 "schema: policy/1");
  }
  policy.id = reader.required_text("id");
  policy.version = reader.required_text("version");
  if (const Node* name = reader.optional("name")) read_name(context, *name, policy);
  if (const Node* source = reader.required("source")) read_sources(context, *source, policy);
  if (const Node* effective = reader.required("effective")) {
    read_effective(context, *effective, policy);
  }
  if (const Node* money = reader.required("money")) read_money(context, *money, policy);
  if (const Node* year = reader.required("year")) read_year(context, *year, policy);
}

void read_body(Context& context, MappingReader& reader, SharingPolicy& policy) {
  // Parties first: conditions inside assumptions may name them.
  if (const Node* parties = reader.required("parties")) {
    for (const Entry& entry : parties->entries) context.parties.push_back(entry.key);
  }
  const Node* ratios = reader.optional("ratios");
  if (ratios != nullptr) {
    for (const Entry& entry : ratios->entries) {
      context.ratios.emplace_back();
      context.ratios.back().id = entry.key;
    }
  }
  if (const Node* assume = reader.optional("assume")) read_assume(context, *assume, policy);
  context.parties.clear();
  if (const Node* parties = reader.node().find("parties")) {
    policy.parties = read_parties(context, *parties);
  }
  if (const Node* residual = reader.required("residual")) {
    policy.residual = read_party(context, *residual);
    context.residual = policy.residual;
    read_claim_owners(context, *reader.node().find("parties"), policy);
  }
  if (ratios != nullptr) policy.ratios = read_ratios(context, *ratios);
  context.ratios = policy.ratios;
  if (const Node* claim = reader.required("claim")) read_claim(context, *claim, policy);
  if (const Node* steps = reader.required("steps")) policy.steps = read_steps(context, *steps);
  if (const Node* charges = reader.optional("charges")) {
    policy.charges = read_charges(context, *charges);
  }
  if (const Node* purchase = reader.optional("purchase")) {
    read_purchase(context, *purchase, policy);
  }
  if (const Node* breakers = reader.optional("breakers")) {
    policy.breakers = read_breakers(context, *breakers);
  }
  if (const Node* recovery = reader.required("recovery")) {
    read_recovery(context, *recovery, policy);
  }
}

}  // namespace
}  // namespace policy_reading

Result<SharingPolicy> read_sharing_policy(const Document& document) {
  Errors errors;
  policy_reading::Context context{document, errors, {}, {}, {}, 0, {}};
  MappingReader reader(document, document.root, "policy", errors);
  SharingPolicy policy;
  policy.file = document.file;
  if (document.root.kind == Node::Kind::mapping) {
    policy_reading::read_head(context, reader, policy);
    policy_reading::read_body(context, reader, policy);
    reader.done();
  }
  for (PolicyAssumption& one : policy.assumptions) one.named = context.asked.count(one.name) > 0;
  if (errors.empty()) policy_reading::check_policy(context, policy);
  if (!errors.empty()) return errors;
  return policy;
}

}  // namespace pledgelab
