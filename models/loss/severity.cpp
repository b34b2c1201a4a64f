#include "models/loss/severity.hpp"

#include <algorithm>
#include <cmath>

#include "models/base/normal.hpp"
#include "models/base/random.hpp"
#include "models/exposure/balance.hpp"

namespace pledgelab {
namespace {

double score(double first_uniform) { return normal_quantile(first_uniform); }

std::int64_t to_fen(double yuan) {
  PL_CHECK(std::isfinite(yuan));
  return static_cast<std::int64_t>(std::floor(yuan * 100 + 0.5));
}

// Adds what came in, at most what is still owed.
void recover(TapeRow row, double yuan, std::int64_t& left_fen, std::vector<TapeRow>& rows) {
  const double most = static_cast<double>(left_fen) / 100;
  const std::int64_t fen = yuan >= most ? left_fen : to_fen(yuan);
  if (fen <= 0) return;
  left_fen -= fen;
  row.kind = TapeKind::recovery;
  row.principal = Money::of_fen(fen);
  row.interest = Money();
  rows.push_back(row);
}

double other_score_of(const SeverityColumns& columns, std::uint32_t loan, const PathDraws& draws) {
  const double own = score(uniform(draws.seed, draws.path, Stream::other_recovery, loan));
  return columns.other_macro * draws.factors[0] + columns.other_own * own;
}

// severity_by_age: the charge-off itself is the row.
void sever_by_age(const SeverityColumns& columns, TapeRow row, const PathDraws& draws,
                  std::vector<TapeRow>& rows) {
  const std::uint32_t loan = row.loan.index;
  const std::int32_t age = columns.age_months[loan] + row.month;
  const auto bound = std::lower_bound(columns.age_bound.begin(), columns.age_bound.end(), age);
  const auto bucket = std::min(static_cast<std::size_t>(bound - columns.age_bound.begin()),
                               columns.age_score.size() - 1);
  // A bad economy costs more: the score of a loss is the negative of that of a recovery.
  const double at = -other_score_of(columns, loan, draws);
  const double part = columns.scores[columns.age_score[bucket]].at(at);
  const auto lent = static_cast<double>(columns.principal_fen[loan]);
  row.principal = Money::of_fen(static_cast<std::int64_t>(std::floor(lent * part + 0.5)));
  rows.push_back(row);
}

void sever_one(const SeverityColumns& columns, TapeRow row, double own_score,
               const PathDraws& draws, std::vector<TapeRow>& rows) {
  const std::uint32_t loan = row.loan.index;
  const std::size_t width = columns.months + std::size_t{1};
  const std::int64_t balance = columns.balance_fen[loan * width + row.month - 1U];
  if (balance <= 0) return;
  row.principal = Money::of_fen(balance);
  row.interest = Money::of_fen(
      unpaid_interest_fen(balance, Rate{columns.rate_ppm[loan]}, columns.interest_months));
  rows.push_back(row);
  std::int64_t left = row.principal.fen() + row.interest.fen();
  const double owed_yuan = static_cast<double>(left) / 100;
  const std::uint16_t month = row.month;
  bool other_came = false;
  const auto other = [&] {
    other_came = true;
    const BetaScore& fraction = columns.scores[columns.other_score[month]];
    row.month = static_cast<std::uint16_t>(month + columns.other_delay_months);
    row.source = RecoverySource::other;
    recover(row, owed_yuan * fraction.at(other_score_of(columns, loan, draws)), left, rows);
  };
  for (std::uint32_t i = columns.first_part[loan]; i < columns.first_part[loan + 1]; ++i) {
    const RightColumn& right = columns.rights[columns.part_right[i]];
    if (!other_came && columns.other_delay_months < right.delay_months) other();
    if (left == 0) return;
    row.month = static_cast<std::uint16_t>(month + right.delay_months);
    row.source = RecoverySource::ip_sale;
    const double whole = sale_proceeds_yuan(columns, right, month, own_score, draws);
    recover(row, whole * columns.part_frac[i], left, rows);
  }
  if (!other_came && left > 0) other();
}

}  // namespace

double sale_proceeds_yuan(const SeverityColumns& columns, const RightColumn& right,
                          std::uint16_t month, double borrower_score, const PathDraws& draws) {
  const std::size_t at = right.curve * (columns.months + std::size_t{1}) + month;
  const double alive = columns.alive_frac[at];
  if (alive < 1 && uniform(draws.seed, draws.path, Stream::asset_alive, right.asset) >= alive) {
    return 0;
  }
  const PhiloxBlock block = draw_block(draws.seed, draws.path, Stream::asset_level, right.asset);
  const double own = score(open_unit(block[0], block[1]));
  const double estimate = score(open_unit(block[2], block[3]));
  const double z =
      right.loadings.macro * draws.factors[0] +
      right.loadings.sector * draws.factors[right.sector_factor] +
      right.loadings.region * draws.factors[right.region_factor] +
      right.loadings.own * (columns.wrong_way * borrower_score + columns.own_apart * own);
  const double years = month / 12.0;
  const double level_sd = right.level_ln_sd_annual * std::sqrt(years);
  const double level =
      std::exp(level_sd * z - level_sd * level_sd / 2 + right.estimate_ln_sd * estimate -
               right.estimate_ln_sd * right.estimate_ln_sd / 2);
  const double sale = score(uniform(draws.seed, draws.path, Stream::sale_fraction, right.asset));
  const double fraction = columns.scores[right.sale].at(
      columns.sale_sector * draws.factors[right.sector_factor] + columns.sale_own * sale);
  return columns.use_value_yuan[at] * level * fraction * right.net_frac;
}

void sever(const SeverityColumns& columns, const DefaultDraw& defaults, const PathDraws& draws,
           std::vector<TapeRow>& rows) {
  for (std::size_t i = 0; i < defaults.loan.size(); ++i) {
    TapeRow row;
    row.path = draws.path;
    row.loan = LoanId{defaults.loan[i]};
    row.month = defaults.month[i];
    row.kind = TapeKind::loan_default;
    if (columns.by_age[defaults.loan[i]] != 0) {
      sever_by_age(columns, row, draws, rows);
    } else {
      sever_one(columns, row, defaults.own_score[i], draws, rows);
    }
  }
}

}  // namespace pledgelab
