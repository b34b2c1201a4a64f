// Inside the room: made loans and losses, on which a policy is tried.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "models/policy/facts.hpp"
#include "models/policy/sharing_policy.hpp"
#include "models/sharing/ledger.hpp"
#include "models/sharing/periods.hpp"

namespace pledgelab::lint_trial {

/// A fact that the policy asks: its kind, and the figures and words that the text compares it with.
struct FactShape {
  std::string name;
  FactKind kind = FactKind::empty;
  Place place;
  std::vector<std::int64_t> marks;  // as in FactColumn::value, ascending, each once; not of text
  std::vector<std::string> words;   // text: those compared, then one that is none of them

  /// Cells worth trying: each mark, one less, one more; each word; true and false.
  [[nodiscard]] std::vector<std::int64_t> candidates() const;
};

/// A loan's facts by name; of a text fact the index of its word.
using Loan = std::map<std::string, std::int64_t>;

struct TriedLoss {
  Loan loan;
  std::int64_t principal_fen = 0;
  std::int64_t interest_fen = 0;
  std::int64_t costs_fen = 0;
  std::int64_t recovered_fen = 0;  // two years after default
  std::string borrower = "B1";
};

/// The policy with what it asks. Losses fall on one day, on which every source of money is paid in
/// and the policy holds.
class Trial {
 public:
  explicit Trial(const SharingPolicy& policy);

  [[nodiscard]] const SharingPolicy& policy() const { return x_policy; }
  [[nodiscard]] const std::vector<FactShape>& shapes() const { return x_shapes; }
  [[nodiscard]] const FactShape* find(const std::string& name) const;
  /// A loan that passes the trigger and, as far as one figure a fact can, every gate; `before`:
  /// only the gates of steps before that one.
  [[nodiscard]] Loan typical(std::size_t before = SIZE_MAX) const;
  /// Changes the loan's facts so that the condition has the wanted truth; best effort.
  void satisfy(const Condition& condition, bool wanted, Loan& loan) const;
  /// The losses through `variant` (this policy or one with the same facts). None when the made
  /// input does not fit the policy: `refused()` says why.
  [[nodiscard]] std::optional<SharingResult> run(const SharingPolicy& variant,
                                                 const std::vector<TriedLoss>& losses);
  /// The same, and the program that ran.
  [[nodiscard]] std::optional<Program> compiled(const SharingPolicy& variant,
                                                const std::vector<TriedLoss>& losses,
                                                Claims* claims);
  [[nodiscard]] const std::string& refused() const { return x_refused; }
  /// "borrower.size = micro" for messages.
  [[nodiscard]] std::string cell_text(const std::string& name, std::int64_t value) const;

 private:
  void shape(const FactName& fact, FactKind kind);
  void mark(const std::string& name, const Value& value);
  void mark_order(const std::string& name, const Value& value);
  void shape_value(const Value& value, FactKind kind);
  void shape_condition(const Condition& condition);
  void add_keys();

  const SharingPolicy& x_policy;
  std::vector<FactShape> x_shapes;
  std::string x_refused;
};

/// What a trial runs of a policy: its steps. Left aside: breakers, advance, instalments, purchase,
/// what an account earns and pays, and charges that are not paid at a claim. A ratio that a fact
/// asks is a column of the made loans.
SharingPolicy tried_part(const SharingPolicy& policy);
/// The column of a fact in the made losses: "ratio.npl" → "loan.ratio_npl".
std::string column_of(const std::string& fact);
/// Figures for the ratios of bands, of the made firms and of the years from `day` on: in the middle
/// of the first band that asks the ratio.
Periods made_periods(const Trial& trial, Date day);

/// Amounts around the policy's literal limits and a few of all sizes; ascending, above 0.
std::vector<std::int64_t> amounts_worth_trying(const SharingPolicy& policy);

}  // namespace pledgelab::lint_trial
