#include "tests/models/policy/full_policy.hpp"

#include <map>
#include <vector>

namespace pledgelab::test {
namespace {

using Words = std::vector<std::string>;

const Words kParties = {"pool", "insurer", "guarantor", "bank", "city"};

// Other words that may stand where a key's word stands.
const std::map<std::string, Words> kWords = {
    {"mark", {"found", "known", "assumed"}},
    {"by",
     {"origination", "default", "claim", "recompute", "as_borne", "as_quota", "residual_first",
      "payers_first"}},
    {"currency", {"CNY", "USD"}},
    {"round", {"half_up", "half_even"}},
    {"year", {"calendar"}},
    {"kind",
     {"bank", "fund", "treasury", "guarantor", "reguarantor", "insurer", "valuer", "manager",
      "purchaser", "premium", "fee", "subsidy", "reward"}},
    {"pay", {"claim", "year_end"}},
    {"net", {"true", "false"}},
    {"of", {"principal", "interest", "costs", "paid_in", "overdue_principal"}},
    {"per",
     {"loss", "loan", "borrower", "group", "lender", "scheme", "insurer", "year", "cohort", "life",
      "loan.sector"}},
    {"when", {"claim", "close", "origination", "settlement"}},
    {"room", {"paid", "paid_less_recovered"}},
    {"short", {"fifo", "pro_rata"}},
    {"over", {"queue"}},
    {"costs", {"first", "shared"}},
    {"does", {"warn", "stop_new", "stop_claims"}},
    {"held", {"until_resume", "lapse"}},
    {"resume", {"never"}},
    {"every", {"once", "quarter", "year"}},
    {"payer", {"borrower"}},
    {"payee", {"borrower"}},
    {"final", {"write_off", "settlement"}},
    {"credited", {"quarter", "year"}},
    {"loans", {"scheme", "all"}},
    {"at", {"running", "month_end", "quarter_end", "year_end"}},
    {"top", {"npl_balance", "overdue_balance", "lent", "bill.guarantor", "net.guarantor"}},
    {"bottom", {"loan_balance", "premium_earned", "repaid"}}};

// Keys that may stand for one another.
const std::vector<Words> kKeys = {{"eq", "ne", "lt", "le", "gt", "ge"}, {"all", "any"}, kParties};

// What may stand in place of a scalar under that key.
Words others_of(const std::string& was, const std::string& key, const Words& names) {
  Words others = {was + "x", was + "1"};
  std::string digits = was;
  for (char& c : digits) {
    if (c < '0' || c > '9') continue;
    c = c == '1' ? '2' : '1';
    others.push_back(digits);
    digits = was;
  }
  for (std::size_t at = 0; at < was.size(); ++at) {
    if (was[at] < '0' || was[at] > '9') continue;
    std::string one = was;
    one[at] = was[at] == '1' ? '2' : '1';
    others.push_back(one);
  }
  if (was.rfind('$', 0) == 0)
    others.insert(others.end(), {"1%", "9%", "1wan", "2krw", "200000usd", "1d", "2"});
  others.insert(others.end(), names.begin(), names.end());
  const auto words = kWords.find(key);
  if (words != kWords.end()) {
    others.insert(others.end(), words->second.begin(), words->second.end());
  }
  return others;
}

struct Walk {
  Document document;
  const std::function<void(const Document&, const std::string&, const std::string&)>& seen;

  void scalar(Node& node, const std::string& where, const std::string& key) {
    const std::string was = node.text;
    for (const std::string& other : others_of(was, key, kParties)) {
      if (other == was) continue;
      node.text = other;
      seen(document, where, was + " → " + other);
    }
    node.text = was;
  }

  void keys(Node& node, const std::string& where) {
    for (Entry& entry : node.entries) {
      const std::string was = entry.key;
      for (const Words& group : kKeys) {
        bool belongs = false;
        for (const std::string& word : group) belongs = belongs || word == was;
        for (const std::string& word : group) {
          if (!belongs || node.find(word) != nullptr) continue;
          entry.key = word;
          seen(document, where + "/" + was, "the key " + was + " → " + word);
          entry.key = was;
        }
      }
    }
  }

  void walk(Node& node, const std::string& where, const std::string& key) {
    if (node.kind == Node::Kind::scalar) return scalar(node, where, key);
    keys(node, where);
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      const std::string place = where + "/" + std::to_string(i);
      walk(node.items[i], place, key);
      const Node was = node.items[i];
      node.items.erase(node.items.begin() + static_cast<std::ptrdiff_t>(i));
      seen(document, place, "left out");
      node.items.insert(node.items.begin() + static_cast<std::ptrdiff_t>(i), was);
    }
    for (std::size_t i = 0; i < node.entries.size(); ++i) {
      const std::string place = where + "/" + node.entries[i].key;
      walk(node.entries[i].value, place, node.entries[i].key);
      const Entry was = node.entries[i];
      node.entries.erase(node.entries.begin() + static_cast<std::ptrdiff_t>(i));
      seen(document, place, "left out");
      node.entries.insert(node.entries.begin() + static_cast<std::ptrdiff_t>(i), was);
    }
  }
};

// Scalars and names of facts, each until a copy is taken.
struct ScalarWalk {
  Document document;
  Words names;
  const std::function<bool(const Document&, const std::string&, const std::string&)>& seen;
  const std::function<void(const std::string&, const std::string&)>& left;

  void scalar(Node& node, const std::string& where, const std::string& key) {
    const std::string was = node.text;
    bool taken = false;
    for (const std::string& other : others_of(was, key, names)) {
      if (other == was || taken) continue;
      node.text = other;
      taken = seen(document, where, was + " → " + other);
    }
    node.text = was;
    if (!taken) left(where, was);
  }

  void fact(Entry& entry, const std::string& where) {
    const std::string was = entry.key;
    if (was.find('.') == std::string::npos) return;
    entry.key = was + "x";
    if (!seen(document, where, was + " → " + entry.key)) left(where, was);
    entry.key = was;
  }

  void walk(Node& node, const std::string& where, const std::string& key) {
    if (node.kind == Node::Kind::scalar) return scalar(node, where, key);
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      walk(node.items[i], where + "/" + std::to_string(i), key);
    }
    for (Entry& entry : node.entries) {
      fact(entry, where);
      walk(entry.value, where + "/" + entry.key, entry.key);
    }
  }
};

}  // namespace

const std::string& full_policy() {
  static const std::string text = R"(schema: policy/1
id: full
version: 2024-1
name: {zh: 全部条款, en: Every clause}
source:
  - {title: 风险补偿办法, ref: 第三条, date: '2024', mark: found}
  - {title: made up, mark: assumed}
effective: {from: 2024-01-01, to: 2025-12-31, by: origination}
money: {currency: CNY, round: half_even}
year: {from: 04-01}
assume:
  part: 60%
  paid: 4000wan
  sixth: 1/6
  classes: {tier: borrower.enterprise_class, rows: [{in: [little_giant], is: 7%}, {else: 3%}]}
parties:
  pool:
    kind: fund
    split: {province: $part, town: rest}
    account:
      sources:
        - {from: centre, amount: $paid, date: 2024-02-01}
        - {from: city, amount: 12345.67yuan, date: 2024-03-01}
  insurer: {kind: insurer, firm: loan.insurer_id, claim_owner: bank}
  guarantor: {kind: guarantor, firm: loan.guarantor_id}
  bank: {kind: bank, firm: loan.lender_id}
  city: {kind: treasury}
residual: bank
claim: {trigger: {any: [{loan.five_tier: {ge: substandard}}, {loan.days_past_due: {gt: 90}}]}, wait: 2mo, file_within: 200d, pay: claim}
steps:
  - step: size
    law: 第四条
    gate:
      require:
        all:
          - {borrower.scheme_balance_yuan: {gt: 5wan, le: 3000wan}}
          - {not: {borrower.sector: {in: [estate, finance]}}}
          - {loan.rate: {le: {rate: 130%, of: [loan.base_rate, loan.spread], less: loan.rebate}}}
          - {borrower.classes: {has: high_tech}}
          - {loan.tenor: {le: 36mo}}
      else: insurer
  - {step: kept, base: {of: [principal, interest], net: true, interest_days: 90, part: loan.ip_share, else: city}}
  - {step: franchise, deductible: {first: 3wan, per: loss, else: city}}
  - {step: first, slice: {upto: 20wan, per: loss, to: {bank: 1/3, insurer: 2/3}}}
  - step: tower
    if: {borrower.first_loan: {eq: false}}
    slice:
      upto: {tranche: borrower.revenue_yuan, rows: [{upto: 100wan, rate: 15%}, {else: 9.75%}]}
      per: [borrower, year]
      when: claim
      to: {insurer: rest}
  - {step: between, layer: {above: 2wan, upto: 8000wan, per: loss, else: guarantor}}
  - {step: start, layer: {above: 1yuan, per: [loan, life], when: claim}}
  - step: share
    quota:
      pool:
        sum:
          - {tier: borrower.scheme_balance_yuan, rows: [{upto: 1000wan, is: 41%}, {else: 25%}]}
          - {if: {borrower.first_loan: {eq: true}}, is: 5%}
          - $classes
        at_most: 50%
      guarantor: {ratio: [loan.guaranteed_yuan, loan.approved_yuan]}
      insurer: $sixth
      city: {fact: loan.city_share}
      bank: rest
  - step: stack
    cap:
      party: guarantor
      at: {rate: 80%, of: [bill.guarantor, loss.open], less: loan.other_aid_yuan}
      per: loss
      room: paid
      over: insurer
  - {step: treaty, cede: {party: guarantor, above: 70wan, upto: 90wan, per: [group, year], when: claim, to: {insurer: 20%, guarantor: rest}}}
  - {step: firms, cap: {party: insurer, at: 900wan, per: [insurer, cohort], when: claim, room: paid_less_recovered, over: guarantor}}
  - {step: balance, cap: {party: pool, at: balance, per: [scheme, life], when: claim, room: paid_less_recovered, short: pro_rata, over: queue}}
recovery: {costs: shared, by: as_borne, within: 3y}
)";
  return text;
}

void each_change(const Document& document,
                 const std::function<void(const Document& changed, const std::string& where,
                                          const std::string& what)>& seen) {
  Walk walk{document, seen};
  walk.walk(walk.document.root, "", "");
}

void each_scalar(
    const Document& document,
    const std::function<bool(const Document& changed, const std::string& where,
                             const std::string& what)>& seen,
    const std::function<void(const std::string& where, const std::string& text)>& left) {
  Words names = {"borrower", "never"};
  for (const char* section : {"parties", "ratios"}) {
    const Node* node = document.root.find(section);
    if (node == nullptr) continue;
    for (const Entry& entry : node->entries) names.push_back(entry.key);
  }
  ScalarWalk walk{document, names, seen, left};
  walk.walk(walk.document.root, "", "");
}

}  // namespace pledgelab::test
