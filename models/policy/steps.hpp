// What the steps of a sharing policy say: values, conditions, shares, units and verbs.
// Grammar: policies/README.md. Meaning only; no arithmetic.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/base/quantity.hpp"

namespace pledgelab {

/// A place in the policy file; counting from 1.
struct Place {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

/// A fact by name, where it is asked: a column ("loan.sector"), `loss.base`, `loss.open`,
/// `bill.ROLE` or `scheme.COLUMN` (the total of loan.COLUMN over every loan under the scheme).
struct FactName {
  std::string name;
  Place place;
};

struct Value;
struct Condition;

/// A row of a tier, a tranche or a sum. `is` has exactly one element.
struct Case {
  std::vector<Condition> when;  // sum: none (always) or one
  std::vector<Value> upto;      // tier, tranche: none or one; inclusive
  std::vector<Value> in;        // tier: words or numbers, any of which fits
  std::vector<Value> is;
  Place place;
};

/// A figure that a clause names. The form says which fields hold it:
/// literal `literal` · word `word` · fact `facts[0]` · ratio facts[0]/facts[1] ·
/// rate max(0, `factor[0]` × Σ facts − less) · tier `facts[0]` and the first of `cases`
/// that fits · tranche `facts[0]`, marginal over `cases` · sum Σ `cases` that hold, at most
/// `at_most[0]`.
struct Value {
  enum class Form : std::uint8_t { literal, word, fact, ratio, rate, tier, tranche, sum };
  Form form = Form::literal;
  Quantity literal;
  std::string word;  // in comparisons: micro, true, 2024-01-01
  std::vector<FactName> facts;
  std::optional<FactName> less;
  std::vector<Value> factor;
  std::vector<Case> cases;
  std::vector<Value> at_most;
  std::string assumed_as;  // "$share" when the text named an assumption, else empty
  Place place;
  Place assumed_at;     // where an assumption that the text named has its value
  bool faulty = false;  // could not be read, which was told: no more is said of it

  /// Where a fault of the figure is told: an assumption's at its own value, else at `usual`.
  [[nodiscard]] Place told_at(const Place& usual) const {
    return assumed_as.empty() ? usual : assumed_at;
  }
  /// What such a message ends with: " (named as $share in line 14)"; empty for the text's own.
  [[nodiscard]] std::string named() const {
    if (assumed_as.empty()) return {};
    return " (named as " + assumed_as + " in line " + std::to_string(place.line) + ")";
  }
};

enum class Relation : std::uint8_t { eq, ne, lt, le, gt, ge, in, has };

/// A test of facts. all, any: of `parts`; negation: not parts[0]; compare: `fact` against `against`
/// (one value, for `in` one or more).
struct Condition {
  enum class Form : std::uint8_t { all, any, negation, compare };
  Form form = Form::all;
  std::vector<Condition> parts;
  FactName fact;
  Relation comparison = Relation::eq;
  std::vector<Value> against;
  Place place;
};

/// One payer of SHARES. `value` has one element, or none where the text says `rest`.
struct PartyShare {
  std::uint32_t party = 0;  // index into SharingPolicy::parties
  std::vector<Value> value;
  Place place;
};

/// Over what a running total runs.
struct Unit {
  enum class Who : std::uint8_t { loss, loan, borrower, group, lender, scheme, role, fact };
  enum class Period : std::uint8_t { none, year, cohort, life };
  Who who = Who::loss;
  std::uint32_t role = 0;  // party index when who = role
  std::string fact;        // column when who = fact
  Period period = Period::none;
  bool at_close = false;  // when: close (once, at period end) or claim (running total)
};

/// Clauses that are no step, that may say who pays; none can be the id of a step. In a program a
/// breaker's clause is clause_breaker + its place in the policy.
enum Clause : std::uint32_t {
  clause_residual,     // what no step gave to another
  clause_trigger,      // the claim's trigger is not met
  clause_effective,    // outside the policy's dates
  clause_file_within,  // filed too late
  clause_leverage,     // the loan is not within an account's leverage
  clause_advance,      // the estimate stands: no final loss yet
  clause_breaker
};
inline const std::vector<std::string> kClauseWords = {"residual",    "trigger",  "effective",
                                                      "file_within", "leverage", "advance"};

/// One clause. `else_party` is where gate, base, deductible, layer and band send what they cut off.
struct Step {
  enum class Verb : std::uint8_t { gate, base, deductible, slice, layer, band, quota, cap, cede };
  enum class Room : std::uint8_t { paid, paid_less_recovered };
  Verb verb = Verb::quota;
  std::string id;
  std::string law;
  std::vector<Condition> condition;  // `if`: none or one
  Place place;

  std::vector<Condition> require;  // gate: one
  std::uint32_t else_party = 0;
  bool of_principal = false;     // base
  bool of_interest = false;      // base
  bool of_costs = false;         // base
  bool net = false;              // base
  std::optional<FactName> part;  // base: a share fact
  int interest_days = 0;         // base: interest counts for at most these days; 0 = all of it
  std::vector<Value> above;      // layer, cede: the lower bound; none = 0
  std::vector<Value> value;      // deductible: first; slice, layer, cede: upto (layer, cede: none =
                                 // no end); cap: at (none = balance)
  Unit unit;                     // deductible, slice, layer, cap, cede
  std::vector<PartyShare> shares;  // quota; slice, cede: to
  std::uint32_t party = 0;         // cap, cede
  Room room = Room::paid;          // cap
  bool pro_rata = false;           // cap at balance: short: pro_rata
  bool queue = false;              // cap at balance: over: queue
  std::uint32_t over_party = 0;    // cap: over: ID

  std::uint32_t ratio = 0;  // band: index into SharingPolicy::ratios
  Ratio band_above;         // band: what lies above this rate of the ratio's bottom
  Ratio band_upto;          // band: and up to this one stays open

  /// Moves money between bills; the others meet the open loss.
  [[nodiscard]] bool moves() const { return verb == Verb::cap || verb == Verb::cede; }
};

/// The verbs' words in a policy, by Step::Verb.
inline const std::vector<std::string> kVerbWords = {"gate", "base",  "deductible", "slice", "layer",
                                                    "band", "quota", "cap",        "cede"};

}  // namespace pledgelab
