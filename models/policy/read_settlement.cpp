// claim.advance, claim.instalments and purchase, and what they do not go together with.
#include <algorithm>

#include "models/policy/reading_head.hpp"

namespace pledgelab::policy_reading {
namespace {

void refuse_at(Context& context, const Place& place, const std::string& message,
               const std::string& hint) {
  context.errors.push_back({"P-102",
                            {context.document.file, place.line, place.column},
                            message + " is not built yet",
                            hint,
                            ErrorKind::input});
}

const Party* account_of(const SharingPolicy& policy) {
  const auto found = std::find_if(policy.parties.begin(), policy.parties.end(),
                                  [](const Party& party) { return !party.sources.empty(); });
  return found == policy.parties.end() ? nullptr : &*found;
}

void check_advance(Context& context, const SharingPolicy& policy) {
  const Place& place = policy.advance->place;
  for (const Step& step : policy.steps) {
    if (step.unit.period == Unit::Period::none) continue;
    refuse_at(context, place, "an advance beside step '" + step.id + "', whose unit has a period,",
              "write per: loss, or leave the advance out");
    return;
  }
  if (const Party* party = account_of(policy)) {
    refuse_at(context, place, "an advance beside the account of '" + party->id + "'",
              "leave the account or the advance out");
  }
  if (policy.purchase) {
    refuse_at(context, place, "an advance beside a purchase",
              "a purchase is a later recovery: leave one of them out");
  }
}

void check_purchase(Context& context, const SharingPolicy& policy) {
  const Place& place = policy.purchase->place;
  if (policy.recovery_by == RecoveryBy::recompute) {
    refuse_at(context, place, "a purchase beside recovery by recompute",
              "write recovery: {by: as_borne}");
  }
  if (const Party* party = account_of(policy)) {
    refuse_at(context, place, "a purchase beside the account of '" + party->id + "'",
              "leave the account or the purchase out");
  }
}

}  // namespace

void read_advance(Context& context, const Node& node, SharingPolicy& policy) {
  MappingReader reader(context.document, node, "advance", context.errors);
  ClaimAdvance advance;
  advance.place = place_of(node);
  const Node* rate = reader.required("rate");
  advance.final = reader.required_word("final", {"write_off", "settlement"}) == 1
                      ? ClaimAdvance::Final::settlement
                      : ClaimAdvance::Final::write_off;
  reader.done();
  if (rate == nullptr) return;
  advance.rate.push_back(read_value(context, *rate));
  const Value& value = advance.rate.front();
  const bool share = value.literal.kind == Quantity::Kind::rate &&
                     Ratio{0, 1} <= value.literal.value && value.literal.value <= Ratio{1, 1};
  if (value.form == Value::Form::literal && !share) {
    context.fail(*rate, value, "P-104", "the rate of an advance is a share from 0 % to 100 %",
                 "for example rate: 80%");
  }
  each_fact(value, [&](const FactName& fact) {
    check_loan_fact(context, fact, "the rate of an advance");
  });
  policy.advance = std::move(advance);
}

void read_instalments(Context& context, const Node& node, SharingPolicy& policy) {
  if (node.kind != Node::Kind::sequence || node.items.empty()) {
    context.fail(node, "P-103", "instalments is a list: [{share: 50%, after: 0d}, …]");
    return;
  }
  policy.instalments_place = place_of(node);
  std::vector<PartyShare> shares;
  for (const Node& item : node.items) {
    MappingReader reader(context.document, item, "instalment", context.errors);
    const Node* share = reader.required("share");
    const Node* after = reader.required("after");
    reader.done();
    if (share == nullptr || after == nullptr) return;
    Instalment instalment;
    instalment.after = read_duration(context, *after);
    PartyShare read;
    read.value.push_back(read_value(context, *share));
    const Value& value = read.value.front();
    instalment.share = value.literal.value;
    if (value.form != Value::Form::literal || value.literal.kind != Quantity::Kind::rate ||
        value.literal.value < Ratio{0, 1}) {
      context.fail(*share, value, "P-104", "the share of an instalment is a rate",
                   "for example share: 50%");
    }
    shares.push_back(std::move(read));
    policy.instalments.push_back(instalment);
  }
  check_sum(context, node, shares, "the instalments", false);
}

void read_purchase(Context& context, const Node& node, SharingPolicy& policy) {
  MappingReader reader(context.document, node, "purchase", context.errors);
  Purchase purchase;
  purchase.place = place_of(node);
  const Node* party = reader.required("party");
  const Node* price = reader.required("price");
  const Node* within = reader.required("within");
  reader.done();
  if (party == nullptr || price == nullptr || within == nullptr) return;
  purchase.party = read_party(context, *party);
  purchase.price.push_back(read_value(context, *price));
  purchase.within = read_duration(context, *within);
  each_fact(purchase.price.front(), [&](const FactName& fact) {
    check_loan_fact(context, fact, "the price of a purchase");
  });
  policy.purchase = std::move(purchase);
}

void check_settlement(Context& context, const SharingPolicy& policy) {
  if (policy.advance) check_advance(context, policy);
  if (policy.purchase) check_purchase(context, policy);
  const Party* party = account_of(policy);
  if (!policy.instalments.empty() && party != nullptr) {
    refuse_at(context, policy.instalments_place,
              "instalments beside the account of '" + party->id + "'",
              "leave the account or the instalments out");
  }
}

}  // namespace pledgelab::policy_reading
