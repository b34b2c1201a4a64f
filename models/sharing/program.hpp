// A sharing policy compiled for one table of loans: names resolved to column indexes, totals over
// the scheme to figures, words to numbers. Flat arrays; nothing is looked up by name while running.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/policy/facts.hpp"
#include "models/policy/sharing_policy.hpp"
#include "models/sharing/watched.hpp"

namespace pledgelab {

inline constexpr std::uint32_t kNone = 0xffffffffU;

/// What a term of an expression computes from its links (indexes of other terms; kNone = absent).
enum class Op : std::uint8_t {
  literal,    // `value`
  column,     // `index`: a fact of the row
  loss_base,  // open after the base step (the whole loss before it), fen
  loss_open,  // still open, fen
  bill,       // `index`: a party's bill, fen
  measure,    // `index`: a party's measure, for the unit and period of the step that asks, fen
  ratio,      // `index`: its value on the last closing day before the pay date
  quotient,   // links: top, bottom
  product,    // links: factor, less, of…: max(0, factor × Σ of − less)
  choose,     // links: (condition, value)…: the first that holds
  sum,        // links: at_most, (condition, value)…: Σ of those that hold
  tranche,    // links: subject, (upto, rate)…: marginal
  all,        // links: conditions, asked in written order until one decides
  any,
  negation,
  compare,  // links: left, right
  in,       // links: left, literals…
};

struct Term {
  Op op = Op::literal;
  FactKind kind = FactKind::rate;  // of the figure; boolean for conditions
  Relation comparison = Relation::eq;
  std::uint32_t index = 0;
  std::uint32_t first = 0;  // links [first, first + count)
  std::uint32_t count = 0;
  Ratio value;
  bool fixed = false;   // the same for every row: literals and scheme totals only
  bool by_row = false;  // depends on the row alone: no loss.*, no bill.*
};

struct ProgramParty {
  std::string id;
  PartyKind kind = PartyKind::bank;
  std::uint32_t firm = kNone;  // column; an empty cell = the role is absent
  std::vector<SplitPart> split;
  std::vector<AccountSource> sources;
  AccountTerms terms;
  std::uint32_t leverage_column = kNone;  // of the amounts that a leverage counts
};

/// Whether a loan is within the leverage of the accounts.
enum class Cover : std::uint8_t { covered, beyond, unknown };

/// One payer. `term` kNone: takes the remainder.
struct ProgramShare {
  std::uint32_t party = 0;
  std::uint32_t term = kNone;
};

struct ProgramUnit {
  Unit::Who who = Unit::Who::loss;
  Unit::Period period = Unit::Period::none;
  bool at_close = false;
  std::uint32_t column = kNone;         // of the key (borrower, group, lender, role, fact)
  std::uint32_t second_column = kNone;  // group: the borrower, where no group is named
};

/// One step. `taker` = index in `shares` of who takes the remainder.
struct Instruction {
  Step::Verb verb = Step::Verb::quota;
  std::uint32_t condition = kNone;
  std::uint32_t require = kNone;  // gate
  std::uint32_t above = kNone;    // layer, cede: lower bound; kNone = 0
  std::uint32_t value = kNone;    // limit of deductible, slice, layer, cap, cede; kNone: a cap at
                                  // balance, a layer or cede without end
  std::uint32_t part = kNone;     // base
  std::uint32_t rate = kNone;     // base with interest_days: loan.rate
  int interest_days = 0;
  bool of_principal = false;
  bool of_interest = false;
  bool of_costs = false;
  ProgramUnit unit;
  std::vector<ProgramShare> shares;
  std::uint32_t taker = 0;
  bool shares_fixed = false;
  std::uint32_t party = 0;        // cap, cede
  std::uint32_t other_party = 0;  // cap: over; the others: else
  bool less_recovered = false;    // cap: room: paid_less_recovered
  bool pro_rata = false;
  bool queue = false;
  std::uint32_t ratio = 0;  // band: index into Program::ratios
  Ratio band_above;
  Ratio band_upto;

  [[nodiscard]] bool periodic() const { return unit.period != Unit::Period::none; }
  [[nodiscard]] bool closes() const { return periodic() && unit.at_close; }
  /// Meets a party's bill; the others meet the open loss.
  [[nodiscard]] bool moves() const { return verb == Step::Verb::cap || verb == Step::Verb::cede; }
  [[nodiscard]] bool at_balance() const { return verb == Step::Verb::cap && value == kNone; }
};

/// One charge; `condition`, `amount`, `at_most` are terms that ask the loan's row alone.
struct ProgramCharge {
  std::string id;
  Charge::Kind kind = Charge::Kind::premium;
  Charge::Every every = Charge::Every::once;
  Charge::When when = Charge::When::origination;
  std::optional<int> years;
  std::uint32_t payer = kBorrower;  // a party, or kBorrower
  std::uint32_t payee = kBorrower;
  std::uint32_t condition = kNone;
  std::uint32_t amount = kNone;
  std::uint32_t at_most = kNone;  // kNone: no limit
  ProgramUnit unit;               // of the limit
};

/// The terms `rate` and `price` ask the loan's row alone.
struct ProgramAdvance {
  std::uint32_t rate = kNone;
  ClaimAdvance::Final final = ClaimAdvance::Final::write_off;
};
struct ProgramPurchase {
  std::uint32_t party = 0;
  std::uint32_t price = kNone;
  Duration within;
};

/// Whether a loss outside `effective` is sent to the residual party (a policy run on the loans that
/// picked it) or the dates are left aside (a policy tried on a book of other years).
enum class EffectiveTest : std::uint8_t { tested, ignored };

/// Steps [0, close_begin) run at the claim, of them [balance_begin, close_begin) are caps at a
/// balance; [close_begin, steps.size()) run at the close. Immutable.
struct Program {
  std::string policy_id;
  std::string policy_version;
  std::string currency;
  Rounding rounding = Rounding::half_up;
  std::vector<ProgramParty> parties;
  std::uint32_t residual = 0;
  int year_start_month = 1;
  int year_start_day = 1;
  PayDay pay = PayDay::claim;
  Duration wait;  // no filing date before default + wait
  std::optional<Duration> file_within;
  bool net = false;  // recoveries dated by the pay date are no part of the loss
  RecoveryCosts recovery_costs = RecoveryCosts::first;
  RecoveryBy recovery_by = RecoveryBy::as_borne;
  std::optional<Duration> recovery_within;
  std::vector<std::uint8_t> rounds_down;  // by party: its account is credited with what comes back
  std::optional<Date> effective_from;     // none: not tested
  std::optional<Date> effective_to;
  EffectiveBy effective_by = EffectiveBy::origination;
  std::uint32_t origination = kNone;  // column loan.origination or loan.origination_date
  std::uint32_t trigger = kNone;      // kNone: taken as met
  std::uint32_t maturity = kNone;     // column; read by charges every quarter or year
  std::uint32_t settled = kNone;      // column; read by charges at settlement
  std::size_t rows = 0;
  std::vector<std::uint8_t> counts_in_totals;  // 1: the first row of its loan
  std::vector<Cover> covered;                  // by row; empty: no account has a leverage
  std::vector<FactColumn> columns;
  std::vector<Term> terms;
  std::vector<std::uint32_t> links;
  std::vector<FirmKey> firms;
  std::vector<ProgramMeasure> measures;
  std::vector<ProgramRatio> ratios;
  std::vector<ProgramBreaker> breakers;
  std::vector<Instruction> steps;
  std::vector<std::string> step_ids;
  std::vector<std::string> step_laws;
  std::vector<ProgramCharge> charges;
  std::optional<ProgramAdvance> advance;
  std::vector<Instalment> instalments;  // none: paid at once
  std::optional<ProgramPurchase> purchase;
  std::vector<std::string> clauses = kClauseWords;  // by Clause, then one id a breaker
  std::uint32_t balance_begin = 0;
  std::uint32_t close_begin = 0;
  std::vector<std::string> notes;  // what was taken for granted; for the reader of the result

  /// Whether a run reads ratios or breakers day by day.
  [[nodiscard]] bool watches() const { return !ratios.empty() || !breakers.empty(); }
  /// What a posting's `step` is for a clause that is no step.
  [[nodiscard]] std::uint32_t clause(std::uint32_t index) const {
    return static_cast<std::uint32_t>(steps.size()) + index;
  }
};

/// The first and the last day of the policy year that `date` lies in.
Date year_first(const Program& program, Date date);
Date year_last(const Program& program, Date date);

/// `periods`: what a periods file says, an empty one where none is given; null where nothing could
/// give them.
/// Errors: P-102 a ratio, breaker or measure where `periods` is null, P-107 a fact that no input
/// feeds (with the nearest), P-108 a unit whose key no column gives, P-110 another currency, P-111
/// kinds that do not compare or a value of the wrong kind, P-113 a total over the scheme with an
/// empty cell, P-165 what needs a periods file where none is given.
Result<Program> compile(const SharingPolicy& policy, const FactTable& facts,
                        EffectiveTest effective = EffectiveTest::tested,
                        const Periods* periods = nullptr);

/// For simulated paths: ratios and breakers may read loan_balance, npl_balance, gross, bill and net
/// of the loans under the scheme, which a path knows. Errors: those of compile; P-102 for any other
/// measure, for a ratio of other loans.
Result<Program> compile_for_paths(const SharingPolicy& policy, const FactTable& facts,
                                  EffectiveTest effective = EffectiveTest::tested);

}  // namespace pledgelab
