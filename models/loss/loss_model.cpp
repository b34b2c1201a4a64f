#include "models/loss/loss_model.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "models/base/random.hpp"
#include "models/exposure/balance.hpp"

namespace pledgelab {

Result<LossModel> loss_model(const Book& book, std::span<const PdCurve> curves,
                             const PledgedRights& rights, const Scenario& scenario, Date as_of) {
  PL_CHECK(!curves.empty() && curves.size() == book.loans.size());
  const int months = static_cast<int>(curves.front().cumulative_frac.size()) - 1;
  auto factors = factor_model(book, scenario);
  if (!factors) return factors.errors();
  auto severity = severity_columns(book, rights, factors.value(), scenario, as_of, months);
  if (!severity) return severity.errors();
  LossModel model;
  model.as_of = as_of;
  model.months = static_cast<std::uint32_t>(months);
  model.defaults = default_columns(book, curves, factors.value(), scenario, as_of);
  model.factors = std::move(factors).value();
  model.severity = std::move(severity).value();
  return model;
}

PathBuffers path_buffers(const LossModel& model) {
  PathBuffers buffers;
  buffers.factors.resize(model.factors.count());
  buffers.defaults.reserve(model.defaults.loan.size());
  return buffers;
}

void simulate_path(const LossModel& model, std::uint64_t seed, std::uint32_t path,
                   PathBuffers& buffers, LossTape& tape) {
  draw_factors(seed, path, buffers.factors);
  draw_defaults(model.defaults, buffers.factors, seed, path, buffers.defaults);
  buffers.rows.clear();
  sever(model.severity, buffers.defaults, {seed, path, buffers.factors}, buffers.rows);
  std::stable_sort(buffers.rows.begin(), buffers.rows.end(),
                   [](const TapeRow& a, const TapeRow& b) {
                     return std::tie(a.month, a.loan, a.kind) < std::tie(b.month, b.loan, b.kind);
                   });
  for (const TapeRow& row : buffers.rows) tape.push_back(row);
}

LossTape simulate_paths(const LossModel& model, std::uint64_t seed, std::uint32_t first_path,
                        std::uint32_t path_count) {
  LossTape tape;
  tape.as_of = model.as_of;
  tape.first_path = first_path;
  tape.path_count = path_count;
  tape.month_count = model.months;
  PathBuffers buffers = path_buffers(model);
  for (std::uint32_t i = 0; i < path_count; ++i) {
    simulate_path(model, seed, first_path + i, buffers, tape);
  }
  return tape;
}

Balances scheduled_balances(const Book& book, Date as_of, int months) {
  PL_CHECK(months >= 1);
  Balances balances;
  balances.months = static_cast<std::uint32_t>(months);
  const std::size_t width = balances.months + std::size_t{1};
  std::map<std::pair<std::uint32_t, std::string>, std::size_t> rows;
  for (const Loan& loan : book.loans) rows[{loan.lender.index, loan.product}] = 0;
  for (auto& [key, row] : rows) {
    row = balances.lender.size();
    balances.lender.push_back(LenderId{key.first});
    balances.product.push_back(key.second);
  }
  balances.balance_fen.assign(rows.size() * width, 0);
  balances.count.assign(rows.size() * width, 0);
  std::vector<std::int64_t> owed(width);
  for (const Loan& loan : book.loans) {
    if (loan.balance.fen() <= 0) continue;
    fill_scheduled_balance_fen(loan, as_of, owed);
    const std::size_t first = rows[{loan.lender.index, loan.product}] * width;
    for (std::size_t month = 0; month < width; ++month) {
      const Money sum = Money::of_fen(balances.balance_fen[first + month]);
      balances.balance_fen[first + month] = (sum + Money::of_fen(owed[month])).fen();
      if (owed[month] > 0) ++balances.count[first + month];
    }
  }
  return balances;
}

namespace {

struct TermWeight {
  int months = 0;
  double weight = 0;
};

// Terms of positive weight, in the scenario's order.
std::vector<TermWeight> terms_of(const Parameter& weights) {
  std::vector<TermWeight> terms;
  for (const ParameterRow& row : weights.rows) {
    if (row.key != "else" && row.value > 0) terms.push_back({std::stoi(row.key), row.value});
  }
  return terms;
}

// Months of a term that ends after `as_of`; none when every term has ended.
std::optional<int> draw_term(std::span<const TermWeight> terms, Date origination, Date as_of,
                             double u) {
  const auto runs = [&](const TermWeight& term) {
    return add_months(origination, term.months) > as_of;
  };
  double total = 0;
  for (const TermWeight& term : terms) total += runs(term) ? term.weight : 0;
  std::optional<int> drawn;
  double left = u * total;
  for (const TermWeight& term : terms) {
    if (!runs(term)) continue;
    drawn = term.months;
    left -= term.weight;
    if (left < 0) break;
  }
  return drawn;
}

}  // namespace

Result<Book> with_terms(const Book& book, const Scenario& scenario, std::uint64_t seed,
                        Date as_of) {
  Book complete = book;
  const bool needed = std::any_of(book.loans.begin(), book.loans.end(),
                                  [](const Loan& loan) { return loan.term_from_scenario; });
  if (!needed) return complete;
  const Parameter* weights = scenario.find("term_months");
  if (weights == nullptr) return FactorState(scenario, 0).level("term_months").errors();
  const std::vector<TermWeight> terms = terms_of(*weights);
  if (terms.empty()) {
    return Error{"C-142", weights->origin, "the weights of term_months sum to 0", "",
                 ErrorKind::input};
  }
  int longest = 0;
  for (const TermWeight& term : terms) longest = std::max(longest, term.months);
  for (std::size_t i = 0; i < complete.loans.size(); ++i) {
    Loan& loan = complete.loans[i];
    if (!loan.term_from_scenario) continue;
    const double u = uniform(seed, 0, Stream::loan_term, i);
    const auto term = draw_term(terms, loan.origination, as_of, u);
    loan.maturity = add_months(loan.origination, term.value_or(longest));
    if (!term) loan.balance = Money();
    loan.term_from_scenario = false;
  }
  return complete;
}

}  // namespace pledgelab
