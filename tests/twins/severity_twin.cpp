#include "tests/twins/severity_twin.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "models/base/normal.hpp"
#include "models/base/random.hpp"
#include "models/exposure/balance.hpp"

namespace pledgelab::twins {
namespace {

double normal(const PathDraws& draws, Stream stream, std::uint64_t index, bool second = false) {
  return normal_quantile(second ? second_uniform(draws.seed, draws.path, stream, index)
                                : uniform(draws.seed, draws.path, stream, index));
}

double beta_fraction(double mean, double concentration, double score) {
  if (mean <= 0 || mean >= 1 || concentration <= 0) return mean;
  return beta_quantile(mean * concentration, (1 - mean) * concentration, normal_cdf(score));
}

/// One thing that comes in.
struct Income {
  int delay_months = 0;
  std::size_t order = 0;
  RecoverySource source = RecoverySource::none;
  double yuan = 0;
};

double level(const SeverityInputs& inputs, int month, const char* name,
             const std::string& key = {}) {
  return FactorState(inputs.scenario, month).find(name, key).value_or(0);
}

double proceeds(const SeverityInputs& inputs, std::size_t right, int month, double borrower_score,
                const PathDraws& draws) {
  const ValueCurve& curve = inputs.rights.curves[right];
  const SaleTerms& sale = inputs.rights.sales[right];
  const Asset& asset = inputs.book.assets[curve.asset.index];
  const std::uint32_t a = curve.asset.index;
  const auto m = static_cast<std::size_t>(month);
  if (curve.alive_frac[m] < 1 &&
      uniform(draws.seed, draws.path, Stream::asset_alive, a) >= curve.alive_frac[m]) {
    return 0;
  }
  const Loadings& loadings = inputs.factors.right[static_cast<std::size_t>(asset.kind)];
  const double sector = draws.factors[inputs.factors.sector_factor(asset.sector)];
  const double region = draws.factors[inputs.factors.region_factor(asset.region)];
  const double w = inputs.factors.wrong_way;
  const double own =
      w * borrower_score + std::sqrt(1 - w * w) * normal(draws, Stream::asset_level, a);
  const double z = loadings.macro * draws.factors[0] + loadings.sector * sector +
                   loadings.region * region + loadings.own * own;
  const double years = month / 12.0;
  const double s = curve.level_ln_sd_annual;
  const double q = curve.estimate_ln_sd;
  const double eta = normal(draws, Stream::asset_level, a, true);
  const double worth = curve.use_value_yuan[m] *
                       std::exp(s * std::sqrt(years) * z - s * s * years / 2) *
                       std::exp(q * eta - q * q / 2);
  const double c = inputs.factors.sale_sector;
  const double score = c * sector + std::sqrt(1 - c * c) * normal(draws, Stream::sale_fraction, a);
  return worth * (1 - sale.firm_specific_frac) *
         beta_fraction(sale.mean_frac, sale.concentration, score) * (1 - sale.cost_frac);
}

void sever_one(const SeverityInputs& inputs, std::uint32_t loan_index, int month,
               double borrower_score, const PathDraws& draws, std::vector<TapeRow>& rows) {
  const Loan& loan = inputs.book.loans[loan_index];
  const std::int64_t balance =
      scheduled_balance_fen(loan, inputs.as_of, month)[static_cast<std::size_t>(month) - 1];
  if (balance <= 0) return;
  TapeRow row;
  row.path = draws.path;
  row.loan = LoanId{loan_index};
  row.month = static_cast<std::uint16_t>(month);
  row.principal = Money::of_fen(balance);
  row.interest = Money::of_fen(
      unpaid_interest_fen(balance, loan.rate.value_or(Rate{}),
                          static_cast<int>(level(inputs, 1, "default_interest_months"))));
  rows.push_back(row);
  std::int64_t left = row.principal.fen() + row.interest.fen();
  std::vector<Income> incomes;
  const auto [first, last] = inputs.parts.equal_range(loan_index);
  for (auto part = first; part != last; ++part) {
    const auto right = inputs.right_of.find(part->second.asset.index);
    if (right == inputs.right_of.end()) continue;
    const double delay = inputs.rights.sales[right->second].delay_months;
    incomes.push_back(
        {static_cast<int>(std::lround(delay)), incomes.size(), RecoverySource::ip_sale,
         part->second.part.frac() * proceeds(inputs, right->second, month, borrower_score, draws)});
  }
  const double mean = level(inputs, month, "other_recovery_mean");
  const double sd = level(inputs, month, "other_recovery_sd");
  const double o = inputs.factors.other_macro;
  const double score = o * draws.factors[0] +
                       std::sqrt(1 - o * o) * normal(draws, Stream::other_recovery, loan_index);
  const double fraction = beta_fraction(mean, mean * (1 - mean) / (sd * sd) - 1, score);
  incomes.push_back({static_cast<int>(level(inputs, 1, "other_recovery_delay_months")),
                     incomes.size(), RecoverySource::other,
                     fraction * static_cast<double>(left) / 100});
  std::sort(incomes.begin(), incomes.end(), [](const Income& a, const Income& b) {
    return std::pair(a.delay_months, a.order) < std::pair(b.delay_months, b.order);
  });
  for (const Income& income : incomes) {
    const auto come = std::min(
        left, static_cast<std::int64_t>(std::floor(std::min(income.yuan, 1e15) * 100 + 0.5)));
    if (come <= 0) continue;
    left -= come;
    TapeRow in = row;
    in.kind = TapeKind::recovery;
    in.source = income.source;
    in.month = static_cast<std::uint16_t>(month + income.delay_months);
    in.principal = Money::of_fen(come);
    in.interest = Money();
    rows.push_back(in);
  }
}

}  // namespace

SeverityInputs::SeverityInputs(const Book& a_book, const Scenario& a_scenario,
                               const FactorModel& a_model, const PledgedRights& a_rights, Date date)
    : book(a_book), scenario(a_scenario), factors(a_model), rights(a_rights), as_of(date) {
  for (const PledgePart& part : rights.parts) parts.emplace(part.loan.index, part);
  for (std::size_t r = 0; r < rights.curves.size(); ++r) right_of[rights.curves[r].asset.index] = r;
}

void naive_sever(const SeverityInputs& inputs, const DefaultDraw& defaults, const PathDraws& draws,
                 std::vector<TapeRow>& rows) {
  for (std::size_t i = 0; i < defaults.loan.size(); ++i) {
    sever_one(inputs, defaults.loan[i], defaults.month[i], defaults.own_score[i], draws, rows);
  }
}

}  // namespace pledgelab::twins
