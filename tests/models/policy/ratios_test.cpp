// Ratios, bands and breakers: what the reader takes, what it refuses, and what needs a periods
// file.
#include "models/policy/ratios.hpp"

#include <doctest/doctest.h>

#include "engine/formats/yaml.hpp"
#include "models/policy/sharing_policy.hpp"

using namespace pledgelab;

namespace {

const std::string kRatioHead =
    "schema: policy/1\nid: x\nversion: '1'\n"                                  // 1-3
    "source: [{title: made, mark: assumed}]\n"                                 // 4
    "effective: {from: 2020-01-01, by: default}\n"                             // 5
    "money: {currency: CNY, round: half_up}\n"                                 // 6
    "year: calendar\n"                                                         // 7
    "assume: {edge: 3%}\n"                                                     // 8
    "parties: {fund: {kind: fund, firm: loan.fund_id}, bank: {kind: bank}}\n"  // 9
    "residual: bank\n"                                                         // 10
    "claim: {trigger: {loan.days_past_due: {gt: 90}}, pay: claim}\n"           // 11
    "recovery: {costs: first, by: as_borne}\n";                                // 12

const std::string kQuota = "steps:\n - {step: q, quota: {fund: 50%, bank: rest}}\n";  // 13-14
const std::string kNpl =
    "{top: npl_balance, bottom: loan_balance, loans: scheme, per: lender, at: month_end}";
const std::string kRatios = "ratios: {npl: " + kNpl + "}\n";  // 15

Result<SharingPolicy> read(const std::string& text) {
  const auto document = parse_yaml(text, "x.yaml");
  REQUIRE_MESSAGE(document.ok(), text);
  return read_sharing_policy(document.value());
}

// "P-115 16:20 message | hint" of the first fault.
std::string fault(const std::string& rest) {
  const auto policy = read(kRatioHead + rest);
  if (policy.ok()) return "ok";
  const Error& error = policy.errors().front();
  return error.code + " " + std::to_string(error.origin.line) + ":" +
         std::to_string(error.origin.column) + " " + error.message + " | " + error.hint;
}

std::string breaker(const std::string& body) {
  return kQuota + kRatios + "breakers:\n - {id: fuse, " + body + "}\n";
}

std::string ratio(const std::string& from, const std::string& to) {
  std::string text = kNpl;
  text.replace(text.find(from), from.size(), to);
  return fault(kQuota + "ratios: {npl: " + text + "}\n");
}

bool has(const std::string& text, const std::string& part) {
  const bool found = text.find(part) != std::string::npos;
  if (!found) MESSAGE(text);
  return found;
}

const std::string kWatch = "watch: npl, trip: {gt: 8%}, resume: {le: 8%}, ";

}  // namespace

TEST_CASE("ratios: read with their measures, loans, firms and closing days") {
  const auto policy = read(kRatioHead + kQuota +
                           "ratios:\n  loss: {top: gross.fund, bottom: premium_earned, loans: all, "
                           "per: fund, at: running}\n  key: {top: npl_balance, bottom: "
                           "loan_balance, loans: key-sector, per: scheme, at: year_end}\n");
  REQUIRE(policy.ok());
  REQUIRE(policy.value().ratios.size() == 2);
  const PolicyRatio& loss = policy.value().ratios[0];
  CHECK(loss.top.kind == MeasureKind::gross);
  CHECK(loss.top.party == 0);
  CHECK(loss.bottom.kind == MeasureKind::premium_earned);
  CHECK(loss.loans == PolicyRatio::Loans::all);
  CHECK(loss.per == Unit::Who::role);
  CHECK(loss.at == PolicyRatio::At::running);
  const PolicyRatio& key = policy.value().ratios[1];
  CHECK(key.loans == PolicyRatio::Loans::named);
  CHECK(key.loans_text == "key-sector");
  CHECK(key.per == Unit::Who::scheme);
  CHECK(key.at == PolicyRatio::At::year_end);
}

TEST_CASE("ratios: unknown words are told with the nearest") {
  CHECK(has(ratio("npl_balance", "npl_balanse"), "P-114 15:21 'npl_balanse' is not a measure"));
  CHECK(has(ratio("npl_balance", "npl_balanse"), "did you mean 'npl_balance'?"));
  CHECK(has(ratio("npl_balance", "gros.fund"), "did you mean 'gross.fund'?"));
  CHECK(has(ratio("npl_balance", "gross.fnd"), "P-106 15:21"));
  CHECK(has(ratio("lender", "lendr"), "did you mean 'lender'?"));
  CHECK(has(ratio("month_end", "week_end"), "Y-204"));
  CHECK(has(ratio(", at: month_end", ""), "lacks the key 'at'"));
  CHECK(has(ratio("lender", "bank"), "P-114 15:10 ratio 'npl' runs per bank, which names no firm"));
  CHECK(ratio("lender", "fund") == "ok");
  CHECK(has(ratio("npl_balance, bottom: loan_balance", "net.fund, bottom: gross.fund"),
            "has no closing day"));
  CHECK(has(fault(kQuota + "ratios: {lent: " + kNpl + "}\n"), "P-103 15:10"));
}

TEST_CASE("ratios: a fact or a band names one that is written") {
  const std::string gate =
      "steps:\n - {step: g, gate: {require: {ratio.NAME: {le: 5%}}}}\n - {step: q, quota: {fund: "
      "50%, bank: rest}}\n";
  const auto named = [&](const std::string& name) {
    std::string text = gate;
    return text.replace(text.find("NAME"), 4, name);
  };
  CHECK(fault(kRatios + named("npl")) == "ok");
  CHECK(has(fault(kRatios + named("nlp")), "P-114 15:31 no ratio is named 'nlp'"));
  CHECK(has(fault(kRatios + named("nlp")), "did you mean 'npl'?"));
  CHECK(has(fault(named("npl")), "write it under ratios:"));
}

TEST_CASE("band: per the ratio's firm and year, edges fixed, at the close") {
  const auto band = [](const std::string& body) {
    return kRatios + "steps:\n - {step: b, band: {" + body +
           "}}\n - {step: q, quota: {fund: 50%, bank: rest}}\n";
  };
  const auto policy =
      read(kRatioHead + band("ratio: npl, above: $edge, upto: 5%, when: close, else: fund"));
  REQUIRE(policy.ok());
  const Step& step = policy.value().steps[0];
  CHECK(step.verb == Step::Verb::band);
  CHECK(step.unit.who == Unit::Who::lender);
  CHECK(step.unit.period == Unit::Period::year);
  CHECK(step.unit.at_close);
  CHECK(step.band_above == Ratio{3, 100});
  CHECK(step.band_upto == Ratio{5, 100});
  CHECK(step.else_party == 0);
  CHECK(has(fault(band("ratio: npl, above: 3%, upto: 5%, when: claim")), "P-108 15:60"));
  CHECK(has(fault(band("ratio: npl, above: 3%, upto: 5%")), "lacks the key 'when'"));
  CHECK(has(fault(band("ratio: npl, above: 5%, upto: 3%, when: close")), "P-104 15:50"));
  CHECK(fault(band("ratio: npl, above: 3%, upto: 3%, when: close")) == "ok");
  CHECK(has(fault(band("ratio: npl, above: 3wan, upto: 5%, when: close")), "P-104 15:40"));
  CHECK(has(fault(band("ratio: npx, above: 3%, upto: 5%, when: close")), "did you mean 'npl'?"));
}

TEST_CASE("breakers: read with what they watch, when, and what they stop") {
  const auto policy = read(
      kRatioHead + kQuota + kRatios +
      "breakers:\n - {id: fuse, any: [{watch: npl, trip: {gt: 8%}, resume: never}], does: "
      "stop_claims, held: lapse, off_at_least: 60d}\n - {id: late, watch: {rate: 50%, of: "
      "overdue_principal}, trip: {ge: 500wan}, resume: {lt: 500wan}, does: stop_new, off_at_least: "
      "2mo}\n - {id: paid, watch: net.fund, trip: {ge: 500wan}, resume: {lt: 400wan}, does: warn, "
      "off_at_least: 0d}\n");
  REQUIRE_MESSAGE(policy.ok(), (policy.ok() ? "" : to_text(policy.errors().front())));
  REQUIRE(policy.value().breakers.size() == 3);
  const PolicyBreaker& fuse = policy.value().breakers[0];
  CHECK(fuse.does == PolicyBreaker::Does::stop_claims);
  CHECK(fuse.lapse);
  CHECK(fuse.off_at_least == Duration{0, 60});
  CHECK(fuse.watches[0].ratio == 0U);
  CHECK(fuse.watches[0].trip.relation == Relation::gt);
  CHECK(fuse.watches[0].trip.value.value == Ratio{8, 100});
  CHECK(!fuse.watches[0].resume);
  const PolicyBreaker& late = policy.value().breakers[1];
  CHECK(!late.watches[0].ratio);
  CHECK(late.watches[0].measure.kind == MeasureKind::overdue_principal);
  CHECK(late.watches[0].rate == Ratio{1, 2});
  CHECK(late.watches[0].text == "50 % of overdue_principal");
  CHECK(late.watches[0].trip.relation == Relation::ge);
  CHECK(late.watches[0].trip.value.value == Ratio{500'000'000, 1});
  CHECK(late.watches[0].resume->relation == Relation::lt);
  CHECK(late.off_at_least == Duration{2, 0});
  CHECK(policy.value().breakers[2].watches[0].measure.kind == MeasureKind::net);
}

TEST_CASE("breakers: faults") {
  const std::string warn = "does: warn, off_at_least: 0d";
  CHECK(fault(breaker(kWatch + warn)) == "ok");
  CHECK(has(fault(breaker("watch: nlp, trip: {gt: 8%}, resume: {le: 8%}, " + warn)),
            "P-114 17:22 no ratio is named 'nlp' | did you mean 'npl'?"));
  CHECK(has(fault(breaker("watch: overdue_principle, trip: {gt: 8wan}, resume: never, " + warn)),
            "did you mean 'overdue_principal'?"));
  CHECK(has(fault(breaker("watch: npl, trip: {gt: 8wan}, resume: {le: 8%}, " + warn)),
            "P-115 17:38 trip of a ratio is a rate"));
  CHECK(has(fault(breaker("watch: lent, trip: {gt: 8%}, resume: {le: 8wan}, " + warn)),
            "trip of a measure is an amount"));
  CHECK(
      has(fault(breaker("watch: npl, trip: {eq: 8%}, resume: {le: 8%}, " + warn)), "P-115 17:34"));
  CHECK(has(fault(breaker(kWatch + "does: stop_claims, off_at_least: 0d")), "P-115 17:4"));
  CHECK(has(fault(breaker(kWatch + "does: stop_new, held: lapse, off_at_least: 0d")), "P-115"));
  CHECK(has(fault(breaker(kWatch + "does: stop, off_at_least: 0d")), "Y-204"));
  CHECK(has(fault(breaker(kWatch + "does: warn")), "lacks the key 'off_at_least'"));
  CHECK(has(fault(breaker(kWatch + "does: warn, off_at_least: 5%")), "P-104"));
  CHECK(has(
      fault(breaker("watch: {rate: 50wan, of: lent}, trip: {gt: 8wan}, resume: never, " + warn)),
      "P-115 17:29"));
  CHECK(has(fault(breaker("any: [{" + kWatch +
                          "}, {watch: lent, trip: {gt: 8wan}, resume: never}], " + warn)),
            "do not run per the same firm"));
  const std::string twice = kQuota + kRatios + "breakers:\n - {id: q, " + kWatch + warn + "}\n";
  CHECK(has(fault(twice), "P-103 17:4 a breaker cannot be named 'q'"));
  CHECK(has(fault(kQuota + kRatios + "breakers:\n - {id: residual, " + kWatch + warn + "}\n"),
            "P-103 17:4"));
}

TEST_CASE("breakers: no value may hold both trip and resume") {
  const auto swing = [](const std::string& trip, const std::string& resume) {
    return fault(breaker("watch: npl, trip: {" + trip + "}, resume: {" + resume +
                         "}, does: warn, off_at_least: 0d"));
  };
  CHECK(swing("ge: 8%", "lt: 8%") == "ok");
  CHECK(swing("gt: 8%", "le: 8%") == "ok");
  CHECK(swing("gt: 8%", "lt: 8%") == "ok");
  CHECK(swing("ge: 8%", "lt: 5%") == "ok");
  CHECK(has(swing("ge: 8%", "le: 8%"), "P-115 17:51"));
  CHECK(has(swing("gt: 8%", "lt: 9%"), "P-115"));
  CHECK(has(swing("gt: 8%", "gt: 9%"), "P-115"));
  CHECK(swing("lt: 2%", "ge: 2%") == "ok");
  CHECK(has(swing("le: 2%", "ge: 2%"), "P-115"));
  CHECK(has(swing("lt: 3%", "ge: 2%"), "P-115"));
}

TEST_CASE("breakers: what the run books must be booked at the claim") {
  const auto policy = [](const std::string& measure, const std::string& by) {
    std::string text = kRatioHead;
    text.replace(text.find("as_borne"), 8, by);
    const auto read_one = read(
        text +
        "steps:\n - {step: q, quota: {fund: 50%, bank: rest}}\n - {step: c, cap: {party: fund, at: "
        "1wan, per: [scheme, year], when: close, room: paid, over: bank}}\nbreakers:\n - {id: b, "
        "watch: " +
        measure + ", trip: {gt: 8wan}, resume: never, does: warn, off_at_least: 0d}\n");
    return read_one.ok() ? "ok" : read_one.errors().front().code;
  };
  CHECK(policy("gross.fund", "recompute") == "ok");
  CHECK(policy("bill.fund", "recompute") == "P-109");
  CHECK(policy("net.fund", "as_borne") == "P-109");
  const auto open = [](const std::string& by) {
    std::string text = kRatioHead;
    text.replace(text.find("as_borne"), 8, by);
    const auto read_one = read(text + kQuota +
                               "breakers:\n - {id: b, watch: net.fund, trip: {gt: 8wan}, resume: "
                               "never, does: warn, off_at_least: 0d}\n");
    return read_one.ok() ? "ok" : read_one.errors().front().code;
  };
  CHECK(open("as_borne") == "ok");
  CHECK(open("recompute") == "P-102");
}

TEST_CASE("breakers: beside what asks the pay date before they do, they are refused by name") {
  std::string text = kRatioHead;
  text.replace(text.find("pay: claim"), 10, "pay: claim, advance: {rate: 100%, final: write_off}");
  const std::string warn =
      kQuota + kRatios + "breakers:\n - {id: fuse, " + kWatch + "does: warn, off_at_least: 0d}\n";
  const auto advance = read(text + warn);
  REQUIRE(!advance.ok());
  CHECK(advance.errors().front().code == "P-102");
  CHECK(has(advance.errors().front().message, "breaker 'fuse' beside an advance"));
  const auto charged = [](const std::string& held, const std::string& when) {
    return fault(breaker(kWatch + "does: stop_claims, held: " + held + ", off_at_least: 0d") +
                 "charges:\n - {id: c, kind: fee, amount: 1yuan, payer: bank, payee: fund, every: "
                 "once, when: " +
                 when + "}\n");
  };
  CHECK(has(charged("until_resume", "claim"), "P-102 17:4 breaker 'fuse', which holds claims"));
  CHECK(charged("lapse", "claim") == "ok");
  CHECK(charged("until_resume", "origination") == "ok");
}

TEST_CASE("periods: what a policy needs is named, and columns of the losses file feed facts") {
  const auto needs = [](const std::string& rest, const std::vector<std::string>& fed = {}) {
    const auto policy = read(kRatioHead + rest);
    REQUIRE_MESSAGE(policy.ok(), (policy.ok() ? "" : to_text(policy.errors().front())));
    std::string text;
    for (const std::string& need : needs_of_periods(policy.value(), fed)) text += need + "; ";
    return text;
  };
  // A ratio that nobody asks needs nothing.
  CHECK(needs(kQuota + kRatios).empty());
  CHECK(needs(breaker(kWatch + "does: warn, off_at_least: 0d")) ==
        "ratio 'npl' (npl_balance ÷ loan_balance); ");
  CHECK(needs(kQuota + "breakers:\n - {id: b, watch: lent, trip: {gt: 8wan}, resume: never, does: "
                       "warn, off_at_least: 0d}\n") == "breaker 'b' (lent); ");
  CHECK(needs(kQuota + "breakers:\n - {id: b, watch: net.fund, trip: {gt: 8wan}, resume: never, "
                       "does: warn, off_at_least: 0d}\n")
            .empty());
  const std::string cap =
      "steps:\n - {step: q, quota: {fund: 50%, bank: rest}}\n - {step: c, cap: {party: fund, at: "
      "{rate: 10%, of: lender.lent, less: fund.repaid}, per: loss, room: paid, over: bank}}\n";
  CHECK(needs(cap) == "the fact 'lender.lent'; the fact 'fund.repaid'; ");
  CHECK(needs(cap, {"lender.lent_yuan"}) == "the fact 'fund.repaid'; ");
  CHECK(needs(cap, {"lender.lent_usd", "fund.repaid"}) == "the fact 'lender.lent'; ");
}
