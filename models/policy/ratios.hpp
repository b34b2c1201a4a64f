// What a policy watches: measures of parties over periods, ratios of two of them, and the breakers
// that a ratio or a measure trips. Grammar and meaning: policies/README.md. No arithmetic.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/base/duration.hpp"
#include "models/base/quantity.hpp"
#include "models/policy/steps.hpp"

namespace pledgelab {

/// A stock stands at the end of a period, a flow belongs to its days; gross, bill and net are what
/// the run itself has booked on a party: before cap and cede, after, and less what came back.
enum class MeasureKind : std::uint8_t {
  loan_balance,
  npl_balance,
  overdue_balance,
  overdue_principal,
  lent,
  repaid,
  premium_earned,
  fee_earned,
  write_offs,
  gross,
  bill,
  net
};
/// The measures of a periods file, in the order of MeasureKind.
inline const std::vector<std::string> kMeasureWords = {
    "loan_balance", "npl_balance",    "overdue_balance", "overdue_principal", "lent",
    "repaid",       "premium_earned", "fee_earned",      "write_offs"};
inline const std::vector<std::string> kBookedWords = {"gross", "bill", "net"};

constexpr bool is_stock(MeasureKind kind) { return kind <= MeasureKind::overdue_principal; }
/// Whether the run books it (gross, bill, net); else it is a row of a periods file.
constexpr bool is_booked(MeasureKind kind) { return kind >= MeasureKind::gross; }
/// "lent" → lent; none for what is no measure of a periods file.
std::optional<MeasureKind> measure_of_word(std::string_view word);

/// MEASURE: `party` is an index into the policy's parties where the kind is booked.
struct Measure {
  MeasureKind kind = MeasureKind::loan_balance;
  std::uint32_t party = 0;
  std::string text;  // as written: "lent", "gross.insurer"
  Place place;
};

/// top ÷ bottom, for each `per` at its closing days.
struct PolicyRatio {
  /// Which loans the measures are of: those under the scheme, all of the party, or the text that
  /// the periods file writes for a choice of its own.
  enum class Loans : std::uint8_t { scheme, all, named };
  enum class At : std::uint8_t { running, month_end, quarter_end, year_end };
  std::string id;
  Measure top;
  Measure bottom;
  Loans loans = Loans::scheme;
  std::string loans_text;             // Loans::named
  Unit::Who per = Unit::Who::scheme;  // scheme, lender or role
  std::uint32_t role = 0;             // party, where per = role
  At at = At::running;
  Place place;
};

/// {OP: V}: lt, le, gt or ge of a rate (a ratio) or an amount (a measure).
struct Bound {
  Relation relation = Relation::ge;
  Quantity value;
};

/// WATCH: a ratio, or `rate` × a measure. Resumes never where `resume` is none.
struct BreakerWatch {
  std::optional<std::uint32_t> ratio;  // index into SharingPolicy::ratios; none: `measure`
  Measure measure;
  Ratio rate{1, 1};
  Bound trip;
  std::optional<Bound> resume;
  std::string text;  // "npl", "50% of overdue_principal"
  Place place;
};

/// Trips when one of `watches` trips, resumes when all of them hold their `resume`.
struct PolicyBreaker {
  enum class Does : std::uint8_t { warn, stop_new, stop_claims };
  std::string id;
  std::vector<BreakerWatch> watches;
  Does does = Does::warn;
  bool lapse = false;  // held: lapse, of stop_claims
  Duration off_at_least;
  Place place;
};

struct SharingPolicy;

/// Every fact that the trigger, the steps, charges, an advance and a purchase ask; with repeats.
std::vector<FactName> facts_asked(const SharingPolicy& policy);
/// For each ratio, whether a fact, a band or a breaker asks it.
std::vector<bool> ratios_used(const SharingPolicy& policy);

/// What a policy can answer only from a periods file, each in words, in the order of the text:
/// "ratio 'npl' (npl_balance ÷ loan_balance)", "the fact 'lender.lent'", "breaker 'stop'
/// (overdue_principal)". Facts for which `fed` holds the name are fed by a column and need none.
std::vector<std::string> needs_of_periods(const SharingPolicy& policy,
                                          const std::vector<std::string>& fed = {});

/// The measure that a fact names ("lender.lent", "insurer.premium_earned": the party's index, or
/// none for the lender of loan.lender_id); none where it is no measure of a party.
struct MeasureFact {
  MeasureKind kind = MeasureKind::lent;
  std::optional<std::uint32_t> party;
};
std::optional<MeasureFact> measure_fact(const SharingPolicy& policy, std::string_view name);

}  // namespace pledgelab
