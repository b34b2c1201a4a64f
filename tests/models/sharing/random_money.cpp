#include "tests/models/sharing/random_money.hpp"

#include <vector>

#include "tests/models/sharing/random_terms.hpp"

namespace pledgelab::test {
namespace {

void add_dates(Dice& dice, FactTable& facts, const std::string& name, std::int64_t first) {
  FactColumn column;
  column.name = name;
  column.kind = FactKind::date;
  for (std::size_t row = 0; row < facts.rows; ++row) {
    column.present.push_back(dice.chance(90) ? 1 : 0);
    column.value.push_back(first + dice.upto(2'000));
  }
  add_column(facts, std::move(column));
}

std::string charges(Dice& dice) {
  std::string text;
  const std::vector<std::string> parties = {"fund", "bank", "insurer", "city", "borrower"};
  for (int i = 0; i < 3 && dice.chance(60); ++i) {
    const std::string payer = dice.pick(parties);
    std::string payee = dice.pick(parties);
    if (payee == payer) payee = payer == "fund" ? "borrower" : "fund";
    const std::string timing =
        dice.pick({"every: once", "every: quarter", "every: year", "every: year, years: 2",
                   "every: once, when: settlement", "every: once, when: claim"});
    text +=
        " - {id: c" + std::to_string(i) + ", kind: fee, payer: " + payer + ", payee: " + payee +
        ", " + timing + ", amount: " +
        dice.pick({"{rate: 2%, of: loan.approved_yuan}", "7fen", "{fact: loan.guaranteed_yuan}"}) +
        (dice.chance(30) ? ", if: {borrower.first_loan: {eq: true}}" : "") +
        (dice.chance(40) ? ", at_most: " + dice.fen() + ", per: [" +
                               dice.pick({"borrower", "group", "loan", "scheme"}) + ", " +
                               dice.pick({"year", "life"}) + "]"
                         : std::string()) +
        "}\n";
  }
  return text.empty() ? text : "charges:\n" + text;
}

void add_stages(Dice& dice, Claims& claims) {
  claims.receipts.clear();
  for (std::size_t claim = 0; claim < claims.size(); ++claim) {
    ClaimStages stages;
    if (dice.chance(80)) stages.estimated_fen = dice.upto(90'000);
    if (dice.chance(80)) stages.final_fen = dice.upto(90'000);
    if (dice.chance(80)) {
      stages.write_off_date =
          add_days(claims.default_date[claim], static_cast<int>(dice.upto(900)));
    }
    claims.stages.push_back(stages);
  }
}

}  // namespace

RandomMoney random_money(std::uint64_t seed) {
  RandomMoney money;
  money.scheme = random_scheme(seed);
  Dice dice{std::mt19937_64(seed + 0x5eed)};
  std::string& yaml = money.scheme.yaml;
  money.claims = claims_of(money.scheme);
  add_dates(dice, money.scheme.facts, "loan.maturity_date", 19'000);
  add_dates(dice, money.scheme.facts, "loan.settled_on", 19'500);
  const bool account = add_account_terms(yaml, [&] { return account_terms(dice, 40, 20); }) > 0;
  yaml += charges(dice);
  const bool recompute = yaml.find("by: recompute") != std::string::npos;
  const bool periods = yaml.find("per: [", yaml.find("\nsteps:")) < yaml.find("\nrecovery:");
  bool purchase = false;
  if (!account && !recompute && dice.chance(50)) {
    purchase = true;
    yaml += "purchase: {party: city, price: " +
            dice.pick({"{rate: 40%, of: loan.guaranteed_yuan}", "50fen"}) +
            ", within: " + dice.pick({"0d", "3mo", "1y"}) + "}\n";
  }
  std::string claim;
  if (!account && !purchase && !periods && dice.chance(60)) {
    claim += ", advance: {rate: " + std::to_string(dice.upto(100)) + "%, final: write_off}";
    add_stages(dice, money.claims);
  }
  if (!account && dice.chance(40)) {
    claim +=
        ", instalments: [{share: 1/3, after: 0d}, {share: 1/6, after: 6mo}, {share: 1/2, "
        "after: 1y}]";
  }
  const std::size_t pay = yaml.find(", pay: ");
  yaml.insert(pay, claim);
  return money;
}

}  // namespace pledgelab::test
