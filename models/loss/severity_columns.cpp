#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "models/exposure/balance.hpp"
#include "models/loss/severity.hpp"

namespace pledgelab {
namespace {

// Beta tables by (mean, concentration), each made once.
class Scores {
 public:
  explicit Scores(std::vector<BetaScore>& scores) : x_scores(scores) {}
  std::uint32_t row(double mean_frac, double concentration) {
    const auto [at, fresh] =
        x_rows.try_emplace({mean_frac, concentration}, static_cast<std::uint32_t>(x_scores.size()));
    if (fresh) x_scores.emplace_back(mean_frac, concentration);
    return at->second;
  }

 private:
  std::vector<BetaScore>& x_scores;
  std::map<std::pair<double, double>, std::uint32_t> x_rows;
};

std::uint16_t whole_months(double months) {
  return static_cast<std::uint16_t>(std::floor(std::clamp(months, 0.0, 1200.0) + 0.5));
}

void add_rights(const Book& book, const PledgedRights& pledged, const FactorModel& model,
                SeverityColumns& columns, Scores& scores) {
  constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> sale_of(book.assets.size(), kNone);
  for (std::uint32_t i = 0; i < pledged.sales.size(); ++i) {
    sale_of[pledged.sales[i].asset.index] = i;
  }
  std::vector<std::uint32_t> right_of(book.assets.size(), kNone);
  const std::size_t width = columns.months + std::size_t{1};
  for (const ValueCurve& curve : pledged.curves) {
    PL_CHECK(curve.use_value_yuan.size() >= width && curve.alive_frac.size() >= width);
    PL_CHECK_MSG(sale_of[curve.asset.index] != kNone, book.assets[curve.asset.index].id);
    const SaleTerms& sale = pledged.sales[sale_of[curve.asset.index]];
    const Asset& asset = book.assets[curve.asset.index];
    RightColumn right;
    right.asset = curve.asset.index;
    right.curve = static_cast<std::uint32_t>(columns.rights.size());
    right.sector_factor = model.sector_factor(asset.sector);
    right.region_factor = model.region_factor(asset.region);
    right.sale = scores.row(sale.mean_frac, sale.concentration);
    right.loadings = model.right[static_cast<std::size_t>(asset.kind)];
    right.level_ln_sd_annual = curve.level_ln_sd_annual;
    right.estimate_ln_sd = curve.estimate_ln_sd;
    right.net_frac = (1 - sale.cost_frac) * (1 - sale.firm_specific_frac);
    right.delay_months = whole_months(sale.delay_months);
    right_of[curve.asset.index] = right.curve;
    columns.rights.push_back(right);
    const auto end = static_cast<std::ptrdiff_t>(width);
    columns.use_value_yuan.insert(columns.use_value_yuan.end(), curve.use_value_yuan.begin(),
                                  curve.use_value_yuan.begin() + end);
    columns.alive_frac.insert(columns.alive_frac.end(), curve.alive_frac.begin(),
                              curve.alive_frac.begin() + end);
  }
  std::vector<std::vector<std::pair<std::uint32_t, double>>> of_loan(book.loans.size());
  for (const PledgePart& part : pledged.parts) {
    const std::uint32_t right = right_of[part.asset.index];
    if (right != kNone && part.part.num > 0 && !part.incomplete) {
      of_loan[part.loan.index].emplace_back(right, part.part.frac());
    }
  }
  for (auto& parts : of_loan) {
    std::stable_sort(parts.begin(), parts.end(), [&](const auto& a, const auto& b) {
      return columns.rights[a.first].delay_months < columns.rights[b.first].delay_months;
    });
    columns.first_part.push_back(static_cast<std::uint32_t>(columns.part_right.size()));
    for (const auto& [right, part] : parts) {
      columns.part_right.push_back(right);
      columns.part_frac.push_back(part);
    }
  }
  columns.first_part.push_back(static_cast<std::uint32_t>(columns.part_right.size()));
}

void add_loans(const Book& book, const Scenario& scenario, Date as_of, SeverityColumns& columns) {
  const std::size_t width = columns.months + std::size_t{1};
  const bool by_age = scenario.find("severity_by_age") != nullptr;
  std::vector<std::uint8_t> pledged(book.loans.size(), 0);
  for (const Pledge& pledge : book.pledges) pledged[pledge.loan.index] = 1;
  columns.balance_fen.assign(book.loans.size() * width, 0);
  for (std::size_t i = 0; i < book.loans.size(); ++i) {
    const Loan& loan = book.loans[i];
    const std::span<std::int64_t> owed(columns.balance_fen.data() + i * width, width);
    if (loan.balance.fen() > 0) fill_scheduled_balance_fen(loan, as_of, owed);
    columns.rate_ppm.push_back(loan.rate ? loan.rate->annual_ppm : 0);
    columns.principal_fen.push_back(loan.principal.fen());
    columns.age_months.push_back(months_between(loan.origination, as_of));
    columns.by_age.push_back(by_age && pledged[i] == 0 ? 1 : 0);
  }
}

Outcome add_ages(const Scenario& scenario, SeverityColumns& columns, Scores& scores) {
  const Parameter* parameter = scenario.find("severity_by_age");
  if (parameter == nullptr) return Done{};
  const FactorState state(scenario, 1);
  const auto concentration = state.level("severity_concentration");
  if (!concentration) return concentration.errors();
  for (const ParameterRow& row : parameter->rows) {
    const double mean_frac = state.find("severity_by_age", row.key).value_or(row.value);
    if (row.key != "else") columns.age_bound.push_back(std::stoi(row.key));
    columns.age_score.push_back(scores.row(mean_frac, concentration.value()));
  }
  return Done{};
}

Outcome add_other(const Scenario& scenario, SeverityColumns& columns, Scores& scores) {
  if (std::find(columns.by_age.begin(), columns.by_age.end(), 0) == columns.by_age.end()) {
    return Done{};
  }
  for (std::uint32_t month = 0; month <= columns.months; ++month) {
    const FactorState state(scenario, static_cast<int>(month));
    const auto mean_frac = state.level("other_recovery_mean");
    const auto sd_frac = state.level("other_recovery_sd");
    if (!mean_frac) return mean_frac.errors();
    if (!sd_frac) return sd_frac.errors();
    const double m = mean_frac.value();
    const double variance = sd_frac.value() * sd_frac.value();
    const double spread = m * (1 - m);
    if (variance > 0 && spread > 0 && variance >= spread) {
      return Error{"C-141", scenario.find("other_recovery_sd")->origin,
                   "other_recovery_sd is too wide for its mean: a Beta needs sd² below mean × "
                   "(1 − mean)",
                   "", ErrorKind::input};
    }
    columns.other_score.push_back(scores.row(m, variance > 0 ? spread / variance - 1 : 0));
  }
  const FactorState state(scenario, 1);
  const auto delay = state.level("other_recovery_delay_months");
  const auto interest = state.level("default_interest_months");
  if (!delay) return delay.errors();
  if (!interest) return interest.errors();
  columns.other_delay_months = whole_months(delay.value());
  columns.interest_months = whole_months(interest.value());
  return Done{};
}

}  // namespace

Result<SeverityColumns> severity_columns(const Book& book, const PledgedRights& rights,
                                         const FactorModel& model, const Scenario& scenario,
                                         Date as_of, int months) {
  PL_CHECK(months >= 1);
  SeverityColumns columns;
  columns.months = static_cast<std::uint32_t>(months);
  columns.wrong_way = model.wrong_way;
  columns.own_apart = std::sqrt(1 - model.wrong_way * model.wrong_way);
  columns.sale_sector = model.sale_sector;
  columns.sale_own = std::sqrt(1 - model.sale_sector * model.sale_sector);
  columns.other_macro = model.other_macro;
  columns.other_own = std::sqrt(1 - model.other_macro * model.other_macro);
  Scores scores(columns.scores);
  add_loans(book, scenario, as_of, columns);
  add_rights(book, rights, model, columns, scores);
  if (const Outcome done = add_ages(scenario, columns, scores); !done) return done.errors();
  if (const Outcome done = add_other(scenario, columns, scores); !done) return done.errors();
  return columns;
}

}  // namespace pledgelab
