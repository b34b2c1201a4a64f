// Who owns the claim on the borrower after a payment, and each payer's own word.
#include <doctest/doctest.h>

#include "engine/formats/yaml.hpp"
#include "models/policy/payment.hpp"
#include "models/policy/sentences.hpp"

using namespace pledgelab;

namespace {

std::string text_of(const std::string& parties) {
  return "schema: policy/1\nid: t\nversion: '1'\nsource: [{title: made, mark: assumed}]\n"
         "effective: {from: 2020-01-01, by: default}\nmoney: {currency: CNY, round: half_up}\n"
         "year: calendar\nparties:\n" +
         parties +
         "residual: bank\nclaim: {pay: claim}\nsteps:\n  - {step: s, quota: {bank: 100%}}\n"
         "recovery: {costs: first, by: as_borne}\n";
}

const std::string kAll =
    "  fund: {kind: fund}\n  treasury: {kind: treasury}\n  manager: {kind: manager}\n"
    "  upper: {kind: reguarantor}\n  first: {kind: guarantor}\n  second: {kind: guarantor}\n"
    "  insurer: {kind: insurer}\n  valuer: {kind: valuer}\n  buyer: {kind: purchaser}\n"
    "  other: {kind: bank}\n  bank: {kind: bank}\n";

Document parsed(const std::string& text) {
  const auto document = parse_yaml(text, "p.yaml");
  REQUIRE(document.ok());
  return document.value();
}

std::string owner_of(const SharingPolicy& policy, const std::string& party) {
  for (const Party& one : policy.parties) {
    if (one.id == party) return policy.parties[one.claim_owner].id;
  }
  return "?";
}

SharingPolicy policy_of(const std::string& parties) {
  const Document document = parsed(text_of(parties));
  const auto policy = read_sharing_policy(document);
  REQUIRE_MESSAGE(policy.ok(), (policy.ok() ? "" : to_text(policy.errors().front())));
  return policy.value();
}

Errors errors_of(const std::string& parties) {
  const Document document = parsed(text_of(parties));
  const auto policy = read_sharing_policy(document);
  REQUIRE(!policy.ok());
  return policy.errors();
}

std::string sentence_of(const std::string& parties, const std::string& party) {
  const Document document = parsed(text_of(parties));
  const auto policy = read_sharing_policy(document);
  REQUIRE(policy.ok());
  for (const Sentence& sentence : sentences_of(policy.value(), document)) {
    if (sentence.en.rfind("Party `" + party + "`", 0) == 0) return sentence.zh + sentence.en;
  }
  return {};
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("claim owner: by kind, a guarantor and an insurer own it, a fund leaves it") {
  const SharingPolicy policy = policy_of(kAll);
  const std::pair<const char*, const char*> owners[] = {
      {"fund", "bank"},   {"treasury", "bank"}, {"manager", "bank"},    {"upper", "first"},
      {"first", "first"}, {"second", "second"}, {"insurer", "insurer"}, {"valuer", "bank"},
      {"buyer", "bank"},  {"other", "other"},   {"bank", "bank"}};
  for (const auto& one : owners) {
    CHECK_MESSAGE(owner_of(policy, one.first) == one.second, one.first);
  }
  const SharingPolicy alone = policy_of("  upper: {kind: reguarantor}\n  bank: {kind: bank}\n");
  CHECK(owner_of(alone, "upper") == "bank");
}

TEST_CASE("claim owner: the key overrides the kind; it names a party, and not for the residual") {
  const SharingPolicy policy = policy_of(
      "  fund: {kind: fund, claim_owner: fund}\n  insurer: {kind: insurer, claim_owner: fund}\n"
      "  bank: {kind: bank}\n");
  CHECK(owner_of(policy, "fund") == "fund");
  CHECK(owner_of(policy, "insurer") == "fund");
  const Errors unknown =
      errors_of("  fund: {kind: fund, claim_owner: bnak}\n  bank: {kind: bank}\n");
  CHECK(unknown.front().code == "P-106");
  CHECK(unknown.front().origin.line == 9);
  CHECK(holds(unknown.front().hint, "bank"));
  const Errors own = errors_of("  fund: {kind: fund}\n  bank: {kind: bank, claim_owner: fund}\n");
  CHECK(own.front().code == "P-106");
  CHECK(own.front().origin.line == 10);
}

TEST_CASE("claim owner: the sentence of a party tells its word, the right and whose it is") {
  const std::string fund = sentence_of(kAll, "fund");
  CHECK(holds(fund, "所付为风险补偿，付后对借款人的债权归 `bank`（按种类，未写 claim_owner）"));
  CHECK(holds(fund,
              "what it pays is risk compensation; after it, the claim against the borrower "
              "belongs to `bank` (by its kind, no claim_owner)"));
  CHECK(holds(sentence_of(kAll, "first"), "所付为代偿，付后对借款人的追偿权归 `first`"));
  CHECK(holds(sentence_of(kAll, "insurer"), "所付为赔付，付后对借款人的代位求偿权归 `insurer`"));
  CHECK(holds(sentence_of(kAll, "upper"), "所付为代偿补偿，付后对借款人的债权归 `first`"));
  CHECK(holds(sentence_of(kAll, "valuer"), "所付为赔偿"));
  CHECK_FALSE(holds(sentence_of(kAll, "bank"), "claim_owner"));
  const std::string written =
      sentence_of("  fund: {kind: fund, claim_owner: fund}\n  bank: {kind: bank}\n", "fund");
  CHECK(holds(written, "受让的债权归 `fund`（claim_owner）"));
  CHECK(holds(written, "the claim by assignment against the borrower belongs to `fund` "));
}

TEST_CASE("claim owner: no two kinds of payer that differ in law share a word") {
  CHECK(payment_word(PartyKind::guarantor).zh == "代偿");
  CHECK(payment_word(PartyKind::insurer).zh == "赔付");
  CHECK(payment_word(PartyKind::fund).zh == "风险补偿");
  CHECK(payment_word(PartyKind::reguarantor).zh == "代偿补偿");
  CHECK(payment_word(PartyKind::purchaser).zh == "收购款");
  CHECK(claim_right(PartyKind::guarantor, true).zh == "追偿权");
  CHECK(claim_right(PartyKind::insurer, true).zh == "代位求偿权");
  CHECK(claim_right(PartyKind::insurer, false).zh == "债权");
}
