#include "engine/verbs/compare.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/formats/csv.hpp"
#include "engine/formats/digest.hpp"
#include "engine/verbs/describe.hpp"
#include "models/base/statistics.hpp"
#include "models/book/lenders.hpp"
#include "models/fit/miss.hpp"
#include "models/policy/facts.hpp"
#include "models/sharing/ledger.hpp"

namespace pledgelab {
namespace {

using LoanOutcomes = std::span<const LoanOutcome>;

// One measure over the paths: `of(path)` in units of the currency, or a count.
template <class Of>
ComparisonLine line_of(Words measure, double realised, std::uint32_t paths, Of of) {
  std::vector<double> values;
  values.reserve(paths);
  for (std::size_t path = 0; path < paths; ++path) values.push_back(of(path));
  ComparisonLine line;
  line.measure = std::move(measure);
  line.realised = realised;
  line.simulated_mean = mean(values);
  line.simulated_sd = standard_deviation(values);
  std::sort(values.begin(), values.end());
  line.low = quantile_sorted(values, 0.05);
  line.high = quantile_sorted(values, 0.95);
  const auto below = std::lower_bound(values.begin(), values.end(), realised) - values.begin();
  line.below_frac = static_cast<double>(below) / static_cast<double>(paths);
  return line;
}

double yuan_of(std::int64_t fen) { return Money::of_fen(fen).yuan(); }

// What each party of the policy would have borne, net, of the realised losses.
Result<std::vector<std::int64_t>> realised_net_fen(const RunInputs& inputs, LoanOutcomes outcomes) {
  std::vector<std::int64_t> net;
  if (inputs.policy == nullptr) return net;
  const auto book = with_terms(inputs.book, inputs.scenario, inputs.plan.seed, inputs.as_of);
  if (!book) return book.errors();
  auto compiled = compile(*inputs.policy, facts_of(book.value()), inputs.effective);
  if (!compiled) return compiled.errors();
  Program program = std::move(compiled).value();
  // As on a path: the loan has failed, whatever it was at the as-of date.
  program.trigger = kNone;
  const Claims claims = claims_of_outcomes(book.value(), outcomes, inputs.as_of);
  const SharingResult shared = share_losses(program, claims);
  for (const PartyTotal& party : shared.totals) net.push_back(party.net_fen());
  return net;
}

Result<Comparison> variant_of(Words name, const RunInputs& inputs, const RunResults& results,
                              LoanOutcomes outcomes) {
  const auto net = realised_net_fen(inputs, outcomes);
  if (!net) return net.errors();
  Comparison variant;
  variant.name = std::move(name);
  double count = 0;
  Money loss;
  for (const LoanOutcome& one : outcomes) {
    count += one.defaulted ? 1 : 0;
    loss += one.loss;
  }
  const PathTotals& totals = results.totals;
  variant.lines.push_back(line_of({"违约笔数", "defaults"}, count, results.paths, [&](auto path) {
    return static_cast<double>(totals.default_count[path]);
  }));
  variant.lines.back().money = false;
  variant.lines.push_back(line_of({"损失", "loss"}, loss.yuan(), results.paths,
                                  [&](auto path) { return yuan_of(totals.loss_fen(path)); }));
  for (std::size_t i = 0; i < results.parties.size(); ++i) {
    const PartyRun& party = results.parties[i];
    const Words words = party_words(party);
    variant.lines.push_back(line_of(
        {words.zh + "净承担", "borne net by " + words.en}, yuan_of(net.value()[i]), results.paths,
        [&](auto path) { return yuan_of(party.borne_fen[path] - party.recovery_fen[path]); }));
  }
  return variant;
}

// The loans for which `take` holds, as one group.
template <class Take>
OutcomeGroup group_of(Words name, const RunInputs& inputs, const RunResults& results,
                      LoanOutcomes outcomes, Take take) {
  OutcomeGroup group;
  group.name = std::move(name);
  const auto paths = static_cast<double>(results.paths);
  Money realised_lent;
  Money realised_loss;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const Loan& loan = inputs.book.loans[i];
    if (!take(loan)) continue;
    ++group.loan_count;
    group.lent += loan.principal;
    const double simulated = results.loans[i].default_count / paths;
    group.simulated_count += simulated;
    group.simulated_defaulted_yuan += simulated * loan.principal.yuan();
    group.simulated_loss_yuan += results.expected_loss_yuan(i);
    realised_loss += outcomes[i].loss;
    if (!outcomes[i].defaulted) continue;
    group.realised_count += 1;
    realised_lent += loan.principal;
  }
  group.realised_defaulted_yuan = realised_lent.yuan();
  group.realised_loss_yuan = realised_loss.yuan();
  const MissParts parts = miss_parts(
      {group.realised_count, group.realised_defaulted_yuan, group.realised_loss_yuan},
      {group.simulated_count, group.simulated_defaulted_yuan, group.simulated_loss_yuan});
  group.from_count_yuan = parts.from_count;
  group.from_size_yuan = parts.from_size;
  group.from_severity_yuan = parts.from_severity;
  return group;
}

void add_years(const RunInputs& inputs, std::uint32_t paths, LoanOutcomes outcomes,
               const DefaultsByMonth& defaults, OutcomeComparison& comparison) {
  for (int month = 0; month < inputs.months; month += 12) {
    OutcomeYear year;
    const int last = std::min(month + 12, inputs.months);
    year.from = add_months(inputs.as_of, month);
    year.to = add_months(inputs.as_of, last);
    for (int m = month; m < last && m < static_cast<int>(defaults.size()); ++m) {
      year.simulated_count += static_cast<double>(defaults[static_cast<std::size_t>(m)]) / paths;
    }
    comparison.years.push_back(year);
  }
  const Date end = add_months(inputs.as_of, inputs.months);
  std::int64_t dated = 0;
  for (const LoanOutcome& one : outcomes) {
    if (!one.defaulted) continue;
    if (!one.default_date) ++comparison.undated_count;
    if (!one.default_date) continue;
    ++dated;
    if (*one.default_date > end) ++comparison.late_count;
    for (OutcomeYear& year : comparison.years) {
      const bool inside = year.from < *one.default_date && *one.default_date <= year.to;
      year.realised_count += inside ? 1 : 0;
    }
  }
  if (dated == 0) comparison.years.clear();
}

Result<Comparison> without_largest(const RunInputs& inputs, LenderId lender, LoanOutcomes outcomes,
                                   RunControl& control) {
  const BookPart part = without_lender(inputs.book, lender);
  std::vector<LoanOutcome> left;
  for (const std::uint32_t loan : part.loan_of) left.push_back(outcomes[loan]);
  const RunInputs rest{part.book,    inputs.scenario, inputs.law,  inputs.policy,
                       inputs.as_of, inputs.months,   inputs.plan, inputs.effective};
  const auto results = run_book(rest, control);
  if (!results) return results.errors();
  const std::string& id = inputs.book.lenders[lender.index].id;
  return variant_of({"不含最大机构 " + id, "without its largest lender, " + id}, rest,
                    results.value(), left);
}

}  // namespace

Result<std::vector<LoanOutcome>> find_outcomes(const std::string& path, const Book& book,
                                               std::vector<HashedInput>& hashes) {
  const auto cells = read_csv(path);
  if (!cells) return cells.errors();
  hashes.push_back({"outcomes", path, sha256_hex(*cells.value().bytes)});
  return read_outcomes(cells.value(), book);
}

void count_defaults(const LossTape& chunk, DefaultsByMonth& defaults) {
  defaults.resize(std::max<std::size_t>(defaults.size(), chunk.month_count), 0);
  for (std::size_t i = 0; i < chunk.size(); ++i) {
    if (chunk.kind[i] == TapeKind::loan_default) ++defaults[chunk.month[i] - std::size_t{1}];
  }
}

Result<OutcomeComparison> compare(const RunInputs& inputs, const RunResults& results,
                                  LoanOutcomes outcomes, const DefaultsByMonth& defaults,
                                  RunControl& control) {
  OutcomeComparison comparison;
  auto whole = variant_of({"全部", "whole book"}, inputs, results, outcomes);
  if (!whole) return whole.errors();
  comparison.variants.push_back(std::move(whole).value());
  const auto all = [](const Loan&) { return true; };
  comparison.groups.push_back(group_of({"全部", "whole book"}, inputs, results, outcomes, all));
  add_years(inputs, results.paths, outcomes, defaults, comparison);
  const std::optional<LenderId> largest = largest_lender(inputs.book);
  const auto is_largest = [&](const Loan& loan) { return loan.lender == *largest; };
  const auto& loans = inputs.book.loans;
  if (!largest || std::all_of(loans.begin(), loans.end(), is_largest)) return comparison;
  comparison.largest_lender = inputs.book.lenders[largest->index].id;
  auto rest = without_largest(inputs, *largest, outcomes, control);
  if (!rest) return rest.errors();
  comparison.variants.push_back(std::move(rest).value());
  comparison.groups.push_back(group_of(
      {"最大机构 " + comparison.largest_lender, "largest lender " + comparison.largest_lender},
      inputs, results, outcomes, is_largest));
  comparison.groups.push_back(group_of({"其余机构", "the rest"}, inputs, results, outcomes,
                                       [&](const Loan& loan) { return !is_largest(loan); }));
  return comparison;
}

}  // namespace pledgelab
