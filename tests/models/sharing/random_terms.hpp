// What a random account does by itself: income, costs, top-ups, leverage.
#pragma once

#include <cstddef>
#include <string>

#include "tests/models/sharing/dice.hpp"

namespace pledgelab::test {

/// ", income: …, costs: …": any of them; leverage by its chance in percent, up to `most` times.
inline std::string account_terms(Dice& dice, int leverage, std::int64_t most) {
  std::string text;
  if (dice.chance(60)) {
    text += ", income: {rate: " + std::to_string(dice.upto(900)) +
            "bp, credited: " + dice.pick({"quarter", "year"}) + "}";
  }
  if (dice.chance(50)) {
    text += ", costs: [{id: manager, amount: " + dice.fen() +
            ", every: year}, {id: audit, amount: " + dice.fen() + ", every: year}]";
  }
  if (dice.chance(50)) {
    text += ", top_up: [{from: city, below: 1000yuan, to: 1000yuan" +
            (dice.chance(50) ? ", at_most: " + dice.fen() : std::string()) + "}]";
  }
  if (dice.chance(leverage)) {
    text += ", leverage: {at_most: " + std::to_string(dice.upto(most)) +
            ", of: " + dice.pick({"paid_in", "100wan"}) +
            ", counts: " + dice.pick({"loan.approved_yuan", "loan.guaranteed_yuan"}) + "}";
  }
  return text;
}

/// Writes `terms()` behind the sources of each account of the policy; how many accounts.
template <class Terms>
int add_account_terms(std::string& yaml, Terms terms) {
  const std::string opening = "account: {sources: [";
  int accounts = 0;
  for (std::size_t at = yaml.find(opening); at != std::string::npos; ++accounts) {
    const std::size_t end = yaml.find("]}", at);
    yaml.insert(end + 1, terms());
    at = yaml.find(opening, end);
  }
  return accounts;
}

}  // namespace pledgelab::test
