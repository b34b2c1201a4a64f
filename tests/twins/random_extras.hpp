// Inside the generator: what a policy has beside its steps, as text.
#pragma once

#include <string>
#include <vector>

#include "tests/twins/random_values.hpp"

namespace pledgelab::twins {

/// What a random policy says beside parties and steps. Kept by the policy while
/// it is drawn.
class RandomExtras {
 public:
  RandomExtras(Dice& dice, std::int64_t unit, RandomValues& values,
               const std::vector<std::string>& parties)
      : x_dice(dice), x_unit(unit), x_values(values), x_parties(parties) {}

  /// ", income: {…}, costs: […]": what an account has beside its sources.
  std::string account_terms();
  /// Section `ratios`: one or two; their names and what facts ask of them go to
  /// the values.
  std::string ratios(bool firms);
  /// Section `breakers`; empty where none is drawn.
  std::string breakers();
  /// Section `charges`; none falls on a claim where `no_claims`.
  std::string charges();
  std::string advance();
  std::string instalments();
  std::string purchase();
  /// "ratio: r1, above: 3%, upto: 8%"; needs ratios.
  std::string band();

 private:
  std::string watch(const std::string& ratio);
  std::string measure();
  std::string booked_or(const std::string& measure);
  std::string charge(int number);
  std::string loan_condition();
  std::string loan_amount();

  Dice& x_dice;
  std::int64_t x_unit;
  RandomValues& x_values;
  const std::vector<std::string>& x_parties;
  std::vector<std::string> x_ratios;
};

/// A periods file for the measures that the policy's text names.
std::string draw_periods(Dice& dice, const std::string& policy, std::int64_t unit);

}  // namespace pledgelab::twins
