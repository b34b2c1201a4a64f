// Inside the generator: random values and conditions as text.
#pragma once

#include <string>
#include <vector>

#include "tests/twins/random_policy.hpp"

namespace pledgelab::twins {

/// What the values of one policy may ask.
class RandomValues {
 public:
  RandomValues(Dice& dice, const DrawRules& rules, std::int64_t unit,
               const std::vector<std::string>& parties)
      : x_dice(dice), x_plain(rules.plain), x_unit(unit), x_parties(parties) {}

  /// An amount of money as a literal: "123.45yuan", "12345fen", "3wan".
  std::string literal_money();
  /// A limit: any form of VALUE that is money.
  std::string money(int depth = 0);
  /// A limit that is the same for every loss: a literal or a part of a scheme
  /// total.
  std::string fixed_money();
  /// A literal share: "54%", "1/3", "2250bp".
  std::string literal_share();
  /// Any form of VALUE that is a share.
  std::string share(int depth = 0);
  std::string condition(int depth = 0);
  /// "{bank: 30%, fund: rest}": one to four of the parties.
  std::string shares();
  /// Facts that the policy has declared: ratio.ID, lender.MEASURE.
  void ask_rate(const std::string& fact) { x_more_rates.push_back(fact); }
  void ask_money(const std::string& fact) { x_more_money.push_back(fact); }
  /// A limit for the unit of a lender at a close.
  std::string lender_money();
  const std::string& party() { return x_dice.pick(x_parties); }

 private:
  std::string comparison();
  std::string fixed_shares(const std::vector<std::string>& payers);

  Dice& x_dice;
  bool x_plain;
  std::int64_t x_unit;
  const std::vector<std::string>& x_parties;
  std::vector<std::string> x_more_rates;
  std::vector<std::string> x_more_money;
};

}  // namespace pledgelab::twins
