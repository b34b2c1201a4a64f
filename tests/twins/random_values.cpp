#include "tests/twins/random_values.hpp"

#include <algorithm>

namespace pledgelab::twins {

namespace {

const std::vector<std::string> kMoneyFacts = {"loan.approved_yuan", "loan.guaranteed_yuan",
                                              "loan.other_aid_yuan"};
const std::vector<std::string> kRateFacts = {"loan.ip_share", "loan.guaranteed_share", "loan.rate"};
const std::vector<std::string> kOrders = {"lt", "le", "gt", "ge", "eq", "ne"};
const std::vector<std::string> kSizes = {"micro", "small", "medium", "large"};
const std::vector<std::string> kTiers = {"special_mention", "substandard", "doubtful", "loss"};
const std::vector<std::string> kSectors = {"key", "tech", "farm"};
const std::vector<std::string> kSome = {"0", "5", "10", "25", "33", "50", "54", "80", "100"};

std::string of_fact(const std::string& fact, const std::string& op, const std::string& value) {
  return "{" + fact + ": {" + op + ": " + value + "}}";
}

}  // namespace

std::string RandomValues::literal_money() {
  const std::int64_t fen = x_dice.chance(10) ? x_dice.between(0, 3) : x_dice.between(0, 3 * x_unit);
  if (x_dice.chance(15) && x_unit >= 1'000'000) {
    return std::to_string(fen / 1'000'000) + "wan";
  }
  if (x_dice.chance(50)) return std::to_string(fen) + "fen";
  const std::string cents = std::to_string(fen % 100);
  return std::to_string(fen / 100) + "." + (cents.size() == 1 ? "0" : "") + cents + "yuan";
}

std::string RandomValues::literal_share() {
  switch (x_dice.below(5)) {
    case 0:
      return std::to_string(x_dice.between(1, 2)) + "/3";
    case 1:
      return std::to_string(x_dice.between(0, 10'000)) + "bp";
    case 2: {
      const std::string whole = std::to_string(x_dice.between(0, 99));
      return whole + "." + std::to_string(x_dice.between(0, 9)) + "%";
    }
    default:
      return x_dice.pick(kSome) + "%";
  }
}

std::string RandomValues::fixed_money() {
  if (x_dice.chance(60)) return x_dice.chance(20) ? "$limit" : literal_money();
  const std::string share = literal_share();
  const std::string total =
      x_dice.pick(std::vector<std::string>{"scheme.approved_yuan", "scheme.guaranteed_yuan"});
  return "{rate: " + share + ", of: " + total + "}";
}

std::string RandomValues::lender_money() {
  for (const std::string& fact : x_more_money) {
    if (fact.rfind("lender.", 0) == 0 && x_dice.chance(70)) {
      return "{rate: " + literal_share() + ", of: " + fact + "}";
    }
  }
  return fixed_money();
}

std::string RandomValues::money(int depth) {
  if (x_plain || depth > 1) return fixed_money();
  if (!x_more_money.empty() && x_dice.chance(25)) {
    return "{rate: " + literal_share() + ", of: " + x_dice.pick(x_more_money) + "}";
  }
  switch (x_dice.below(12)) {
    case 0:
      return "{fact: " + x_dice.pick(kMoneyFacts) + "}";
    case 1:
      return "{fact: " + x_dice.pick(std::vector<std::string>{"loss.base", "loss.open"}) + "}";
    case 2:
    case 3: {
      const std::string rate = x_dice.chance(20) ? share(depth + 1) : literal_share();
      std::string of = x_dice.pick(kMoneyFacts);
      if (x_dice.chance(30)) of = "bill." + party();
      if (x_dice.chance(30)) of = "[" + of + ", loss.base]";
      const std::string less = x_dice.chance(25) ? ", less: loan.other_aid_yuan" : "";
      return "{rate: " + rate + ", of: " + of + less + "}";
    }
    case 4: {
      const std::string first = money(depth + 1);
      const std::string second = money(depth + 1);
      return "{tier: borrower.size, rows: [{in: [micro, small], is: " + first +
             (x_dice.chance(70) ? "}, {else: " : "}, {in: [medium], is: ") + second + "}]}";
    }
    case 5: {
      const std::int64_t first = x_dice.between(1, x_unit + 1);
      const std::int64_t second = first + x_dice.between(1, x_unit + 1);
      std::string text = "{tranche: loan.approved_yuan, rows: [{upto: " + std::to_string(first) +
                         "fen, rate: " + literal_share();
      text += "}, {upto: " + std::to_string(second) + "fen, rate: " + literal_share() + "}";
      if (x_dice.chance(75)) text += ", {else: " + literal_share() + "}";
      return text + "]}";
    }
    case 6: {
      const std::string first = money(depth + 1);
      const std::string when = condition(1);
      const std::string second = money(depth + 1);
      std::string text = "{sum: [" + first + ", {if: " + when + ", is: " + second + "}]";
      if (x_dice.chance(50)) text += ", at_most: " + literal_money();
      return text + "}";
    }
    default:
      return fixed_money();
  }
}

std::string RandomValues::share(int depth) {
  if (x_plain || depth > 1) return literal_share();
  switch (x_dice.below(9)) {
    case 0:
      return "{fact: " +
             x_dice.pick(std::vector<std::string>{"loan.ip_share", "loan.guaranteed_share"}) + "}";
    case 1:
      return "{ratio: [loan.guaranteed_yuan, loan.approved_yuan]}";
    case 2:
      return "{ratio: [scheme.guaranteed_yuan, scheme.approved_yuan]}";
    case 3: {
      const std::string first = share(depth + 1);
      const std::string second = share(depth + 1);
      return "{tier: loan.sector, rows: [{in: [key], is: " + first +
             (x_dice.chance(75) ? "}, {else: " : "}, {in: [tech], is: ") + second + "}]}";
    }
    case 4: {
      const std::string first = literal_share();
      const std::string second = literal_share();
      return "{tier: loan.approved_yuan, rows: [{upto: " + literal_money() + ", is: " + first +
             "}, {else: " + second + "}]}";
    }
    case 5: {
      const std::string first = literal_share();
      const std::string when = condition(1);
      return "{sum: [" + first + ", {if: " + when + ", is: 5%}], at_most: 60%}";
    }
    case 6:
      return "$part";
    default:
      return literal_share();
  }
}

std::string RandomValues::comparison() {
  const std::string order = x_dice.pick(kOrders);
  if (!x_more_rates.empty() && x_dice.chance(35)) {
    return of_fact(x_dice.pick(x_more_rates), order, std::to_string(x_dice.between(0, 12)) + "%");
  }
  if (!x_more_money.empty() && x_dice.chance(20)) {
    return of_fact(x_dice.pick(x_more_money), order, literal_money());
  }
  switch (x_dice.below(13)) {
    case 11:
      return of_fact("loan.tags", "has", x_dice.chance(50) ? "high_tech" : "little_giant");
    case 0:
      return of_fact("borrower.size", order, x_dice.pick(kSizes));
    case 1:
      return of_fact("loan.five_tier", order, x_dice.pick(kTiers));
    case 2: {
      const std::string sector = x_dice.pick(kSectors);
      return of_fact("loan.sector", x_dice.chance(50) ? "eq" : "ne", sector);
    }
    case 3:
      return of_fact("loan.sector", "in", "[key, tech]");
    case 4:
      return of_fact("loan.first_loan", "eq", x_dice.chance(50) ? "true" : "false");
    case 5:
      return of_fact("loan.signed_on", order, "2020-03-01");
    case 6:
      return of_fact("loan.term_months", order, x_dice.chance(50) ? "36mo" : "2y");
    case 7:
      return of_fact("loan.score", order, x_dice.chance(50) ? "0.5" : "50%");
    case 8: {
      const std::string fact = x_dice.pick(kRateFacts);
      return of_fact(fact, order, share(2));
    }
    case 9: {
      const std::string fact = x_dice.pick(kMoneyFacts);
      return of_fact(fact, order, money(2));
    }
    case 10: {
      const std::string fact = x_dice.chance(50) ? "loss.open" : "bill." + party();
      return of_fact(fact, order, x_dice.chance(50) ? "{fact: loss.base}" : literal_money());
    }
    default: {
      const std::string low = literal_money();
      return "{loan.approved_yuan: {ge: " + low + ", le: " + literal_money() + "}}";
    }
  }
}

std::string RandomValues::condition(int depth) {
  if (depth > 1 || x_dice.chance(60)) return comparison();
  if (x_dice.chance(20)) return "{not: " + condition(depth + 1) + "}";
  std::string text = x_dice.chance(50) ? "{all: [" : "{any: [";
  text += condition(depth + 1);
  while (x_dice.chance(50)) text += ", " + condition(depth + 1);
  return text + "]}";
}

// Whole per cents that make 100, thirds, or literals before a `rest`.
std::string RandomValues::fixed_shares(const std::vector<std::string>& payers) {
  std::string text = "{";
  std::int64_t left = 100;
  const bool rest = x_dice.chance(50);
  const std::size_t taker = rest ? x_dice.below(payers.size()) : payers.size() - 1;
  if (payers.size() == 3 && x_dice.chance(20)) {
    return "{" + payers[0] + ": 1/3, " + payers[1] + ": 1/3, " + payers[2] +
           (rest ? ": rest}" : ": 1/3}");
  }
  std::vector<std::int64_t> parts(payers.size());
  for (std::size_t i = 0; i < payers.size(); ++i) {
    if (i == taker) continue;
    parts[i] = x_dice.chance(15) ? left : x_dice.between(0, left);
    left -= parts[i];
  }
  parts[taker] = left;
  for (std::size_t i = 0; i < payers.size(); ++i) {
    text += (i == 0 ? "" : ", ") + payers[i] + ": ";
    text += rest && i == taker ? "rest" : std::to_string(parts[i]) + "%";
  }
  return text + "}";
}

std::string RandomValues::shares() {
  std::vector<std::string> payers = x_parties;
  for (std::size_t i = payers.size(); i > 1; --i) std::swap(payers[i - 1], payers[x_dice.below(i)]);
  payers.resize(1 + x_dice.below(std::min<std::size_t>(payers.size(), 4)));
  if (x_plain || x_dice.chance(55)) return fixed_shares(payers);
  std::string text = "{";
  const std::size_t taker = x_dice.chance(80) ? x_dice.below(payers.size()) : payers.size();
  for (std::size_t i = 0; i < payers.size(); ++i) {
    text += (i == 0 ? "" : ", ") + payers[i] + ": ";
    text += i == taker ? "rest" : share();
  }
  return text + "}";
}

}  // namespace pledgelab::twins
