// The reference cash flows of ACTUS (actus-tests), read from PLEDGELAB_REFERENCE_DATA/peers/actus:
// bullet (PAM) and linear (LAM) loans at a fixed rate. Nothing of them is kept here.
#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "models/exposure/schedule.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;
using nlohmann::json;

namespace {

// Cases that are not met, each with its reason. Everything else in the two files must match.
const std::map<std::string, std::string> kOutOfScope = {
    {"pam12", "bought and sold before maturity (purchase, termination)"},
    {"pam18", "interest added to the principal (capitalisation)"},
    {"pam19", "interest added to the principal (capitalisation)"},
    {"pam20", "bought and sold before maturity (purchase, termination)"},
    {"pam21", "rate reset to a market rate"},
    {"pam22", "rate reset to a market rate"},
    {"pam23", "rate reset to a market rate"},
    {"pam24", "rate reset to a market rate"},
    {"lam01", "rate reset to a market rate"},
    {"lam02", "rate reset to a market rate, purchase"},
    {"lam03", "rate reset to a market rate"},
    {"lam04", "rate reset to a market rate"},
    {"lam07", "rate reset to a market rate"},
    {"lam08", "rate reset to a market rate"},
    {"lam09", "rate reset to a market rate"},
    {"lam10", "rate reset to a market rate"},
    {"lam11", "rate reset to a market rate"},
    {"lam12", "rate reset to a market rate"},
    {"lam13", "rate reset to a market rate"},
    {"lam14", "rate reset to a market rate"},
    {"lam15", "rate reset to a market rate"},
    {"lam16", "rate reset to a market rate, interest base other than the notional"},
    {"lam17", "rate reset to a market rate, interest base other than the notional"},
    {"lam18", "rate reset to a market rate, purchase, termination"},
    {"lam20", "rate reset to a market rate"},
    {"lam21", "rate reset to a market rate, purchase"},
    {"lam22", "rate reset to a market rate, capitalisation"},
    {"lam23", "rate reset to a market rate"},
    {"lam24", "rate reset to a market rate, capitalisation"},
    {"lam25", "rate reset to a market rate, scaling by an index"},
    {"lam26", "rate reset to a market rate, scaling by an index"}};

const char* const kOutOfScopeTerms[] = {"cycleOfRateReset", "capitalizationEndDate",
                                        "terminationDate", "purchaseDate", "cycleOfScalingIndex"};

double number(const json& terms, const char* key, double otherwise) {
  if (!terms.contains(key)) return otherwise;
  return terms[key].is_string() ? std::stod(terms[key].get<std::string>())
                                : terms[key].get<double>();
}

Date date_of(const std::string& text) { return *parse_date(text.substr(0, 10)); }

// "P3ML1": three months, short last period.
std::optional<Cycle> cycle_of(const json& terms, const char* cycle_key, const char* anchor_key) {
  if (!terms.contains(cycle_key)) return std::nullopt;
  const auto text = terms[cycle_key].get<std::string>();
  std::size_t used = 0;
  Cycle cycle;
  cycle.anchor = date_of(terms.at(anchor_key).get<std::string>());
  cycle.every = std::stoi(text.substr(1), &used);
  const char unit = text[1 + used];
  cycle.unit = unit == 'D' || unit == 'W' ? CycleUnit::day : CycleUnit::month;
  if (unit == 'W') cycle.every *= 7;
  if (unit == 'Y') cycle.every *= 12;
  cycle.long_last = text.back() == '0';
  return cycle;
}

void read_business_days(const json& terms, LoanTerms& loan) {
  loan.end_of_month = terms.value("endOfMonthConvention", "SD") == "EOM";
  const std::string rule = terms.value("businessDayConvention", "NOS");
  if (rule == "NOS") return;
  static const std::map<std::string, Roll> kRolls = {{"F", Roll::following},
                                                     {"MF", Roll::modified_following},
                                                     {"P", Roll::preceding},
                                                     {"MP", Roll::modified_preceding}};
  loan.interest_to_shifted_date = rule.substr(0, 2) == "SC";
  loan.roll = kRolls.at(rule.substr(2));
}

LoanTerms terms_of_case(const json& terms, bool linear) {
  LoanTerms loan;
  loan.principal = linear ? Principal::linear : Principal::bullet;
  loan.status_date = date_of(terms["statusDate"]);
  loan.initial_exchange = date_of(terms["initialExchangeDate"]);
  if (terms.contains("maturityDate")) {
    loan.maturity = date_of(terms["maturityDate"]);
    loan.maturity_day_bears_interest =
        terms["maturityDate"].get<std::string>().find("T23:59:59") != std::string::npos;
  }
  loan.notional_yuan = number(terms, "notionalPrincipal", 0);
  loan.premium_discount_yuan = number(terms, "premiumDiscountAtIED", 0);
  loan.rate_annual_frac = number(terms, "nominalInterestRate", 0);
  loan.accrued_interest_yuan = number(terms, "accruedInterest", 0);
  static const std::map<std::string, DayCount> kDayCounts = {{"A365", DayCount::actual_365},
                                                             {"A360", DayCount::actual_360},
                                                             {"AA", DayCount::actual_actual},
                                                             {"30E360", DayCount::thirty_e_360}};
  loan.day_count = kDayCounts.at(terms["dayCountConvention"]);
  loan.interest_cycle =
      cycle_of(terms, "cycleOfInterestPayment", "cycleAnchorDateOfInterestPayment");
  loan.principal_cycle =
      cycle_of(terms, "cycleOfPrincipalRedemption", "cycleAnchorDateOfPrincipalRedemption");
  if (terms.contains("nextPrincipalRedemptionPayment")) {
    loan.payment_yuan = number(terms, "nextPrincipalRedemptionPayment", 0);
  }
  loan.borrower_view = terms["contractRole"] == "RPL";
  read_business_days(terms, loan);
  return loan;
}

bool near(double a, double b) { return std::abs(a - b) <= 1e-5 * std::max(1.0, std::abs(b)); }

const char* word(FlowKind kind) {
  static const char* const kWords[] = {"IED", "PR", "IP", "MD"};
  return kWords[static_cast<int>(kind)];
}

void check_case(const std::string& name, const json& test, bool linear) {
  CAPTURE(name);
  const auto flows = schedule(terms_of_case(test["terms"], linear));
  REQUIRE(flows.ok());
  const json& expected = test["results"];
  REQUIRE(flows.value().size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const CashFlow& flow = flows.value()[i];
    CAPTURE(i);
    CHECK(to_iso(flow.date) == expected[i]["eventDate"].get<std::string>().substr(0, 10));
    CHECK(std::string(word(flow.kind)) == expected[i]["eventType"].get<std::string>());
    CHECK(near(flow.payoff_yuan, expected[i]["payoff"]));
    CHECK(near(flow.notional_yuan, expected[i]["notionalPrincipal"]));
    CHECK(near(flow.accrued_interest_yuan, expected[i]["accruedInterest"]));
  }
}

// Runs a file; answers how many cases were in scope.
int check_file(const std::string& path, bool linear) {
  std::ifstream in(path);
  REQUIRE_MESSAGE(in.good(), path);
  int met = 0;
  const json cases = json::parse(in);
  for (const auto& item : cases.items()) {
    const std::string name = item.key();
    const json& test = item.value();
    bool excluded = false;
    for (const char* term : kOutOfScopeTerms) excluded |= test["terms"].contains(term);
    CAPTURE(name);
    CHECK(excluded == kOutOfScope.contains(name));
    if (excluded) continue;
    check_case(name, test, linear);
    ++met;
  }
  return met;
}

}  // namespace

TEST_CASE("actus: bullet and linear loans at a fixed rate, 17 and 8 reference cases") {
  const auto bullet = test::reference_file("peers/actus/actus-tests-pam.json");
  const auto linear = test::reference_file("peers/actus/actus-tests-lam.json");
  if (!bullet || !linear) return;
  CHECK(check_file(*bullet, false) == 17);
  CHECK(check_file(*linear, true) == 8);
}
