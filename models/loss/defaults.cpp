#include "models/loss/defaults.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "models/base/normal.hpp"
#include "models/base/random.hpp"

namespace pledgelab {
namespace {

constexpr double kBand = 0.05;  // width of a bucket in threshold: about a tenth in probability

struct Obligor {
  std::uint32_t sector = 0;
  std::uint32_t region = 0;
  double threshold = -std::numeric_limits<double>::infinity();
  std::vector<std::uint32_t> loans;
};

bool defaulted(const Loan& loan, const Scenario& scenario, Date as_of) {
  const auto days = FactorState(scenario, 0).find("default_days_past_due");
  if (days && loan.days_past_due > *days) return true;
  if (loan.five_tier && *loan.five_tier >= FiveTier::substandard) return true;
  return loan.maturity <= as_of && !loan.term_from_scenario;
}

// The number of the month in which the loan's last payment falls.
std::uint16_t last_month_of(const Loan& loan, Date as_of, std::uint32_t months) {
  std::uint32_t month = 1;
  while (month < months && add_months(as_of, static_cast<int>(month)) < loan.maturity) ++month;
  return static_cast<std::uint16_t>(month);
}

// Keeps curves of equal content once: the row of `curve` in `columns`.
class CurveRows {
 public:
  explicit CurveRows(DefaultColumns& columns) : x_columns(columns) {}

  std::uint32_t row(std::span<const double> curve) {
    double digest = 0;
    for (std::size_t m = 0; m < curve.size(); ++m) digest += static_cast<double>(m + 1) * curve[m];
    auto& same = x_by_digest[digest];
    for (const std::uint32_t candidate : same) {
      const double* kept = x_columns.cumulative.data() + candidate * curve.size();
      if (std::equal(curve.begin(), curve.end(), kept)) return candidate;
    }
    const auto made = static_cast<std::uint32_t>(x_columns.cumulative.size() / curve.size());
    x_columns.cumulative.insert(x_columns.cumulative.end(), curve.begin(), curve.end());
    same.push_back(made);
    return made;
  }

 private:
  DefaultColumns& x_columns;
  std::map<double, std::vector<std::uint32_t>> x_by_digest;
};

std::vector<Obligor> obligors_of(const Book& book, const FactorModel& model) {
  const std::vector<std::string> sectors = technology_sectors(book);
  std::vector<Obligor> obligors(book.borrowers.size());
  for (std::size_t i = 0; i < obligors.size(); ++i) {
    obligors[i].sector = model.sector_factor(sectors[i]);
    obligors[i].region = model.region_factor(book.borrowers[i].region);
  }
  for (std::uint32_t i = 0; i < book.loans.size(); ++i) {
    const Loan& loan = book.loans[i];
    if (loan.balance.fen() > 0) obligors[loan.borrower.index].loans.push_back(i);
  }
  std::erase_if(obligors, [](const Obligor& obligor) { return obligor.loans.empty(); });
  return obligors;
}

void make_buckets(std::span<const Obligor> sorted, DefaultColumns& columns) {
  for (std::uint32_t i = 0; i < sorted.size(); ++i) {
    const Obligor& obligor = sorted[i];
    const bool open = !columns.buckets.empty() &&
                      columns.buckets.back().sector_factor == obligor.sector &&
                      columns.buckets.back().region_factor == obligor.region &&
                      (columns.buckets.back().threshold == obligor.threshold ||
                       columns.buckets.back().threshold - obligor.threshold < kBand);
    if (!open) {
      columns.buckets.push_back({obligor.sector, obligor.region, obligor.threshold, i, 0});
    }
    ++columns.buckets.back().count;
  }
}

}  // namespace

DefaultColumns default_columns(const Book& book, std::span<const PdCurve> curves,
                               const FactorModel& model, const Scenario& scenario, Date as_of) {
  PL_CHECK(curves.size() == book.loans.size());
  DefaultColumns columns;
  columns.loadings = model.borrower;
  columns.in_default.assign(book.loans.size(), 0);
  if (book.loans.empty()) return columns;
  const std::size_t width = curves.front().cumulative_frac.size();
  PL_CHECK(width >= 2 && width <= std::numeric_limits<std::uint16_t>::max());
  columns.months = static_cast<std::uint32_t>(width - 1);
  CurveRows rows(columns);
  const std::vector<double> certain(width, 1.0);
  std::vector<std::uint32_t> row_of(book.loans.size(), 0);
  std::vector<std::uint16_t> last_of(book.loans.size(), 1);
  const bool by_cohort = scenario.find("pd_cohort_curve") != nullptr;
  const auto last_month = [&](const Loan& loan, const PdCurve& curve) {
    const bool rated = curve.route == PdRoute::own_rating || curve.route == PdRoute::grade_table;
    if (by_cohort && !rated) return static_cast<std::uint16_t>(columns.months);
    return last_month_of(loan, as_of, columns.months);
  };
  std::vector<Obligor> obligors = obligors_of(book, model);
  for (Obligor& obligor : obligors) {
    for (const std::uint32_t i : obligor.loans) {
      PL_CHECK(curves[i].cumulative_frac.size() == width);
      const bool already = defaulted(book.loans[i], scenario, as_of);
      columns.in_default[i] = already ? 1 : 0;
      row_of[i] = rows.row(already ? std::span<const double>(certain) : curves[i].cumulative_frac);
      last_of[i] = already ? std::uint16_t{1} : last_month(book.loans[i], curves[i]);
      const double end = already ? 1 : curves[i].cumulative_frac[last_of[i]];
      const double infinite = std::numeric_limits<double>::infinity();
      const double threshold = end <= 0 ? -infinite : end >= 1 ? infinite : normal_quantile(end);
      obligor.threshold = std::max(obligor.threshold, threshold);
    }
  }
  std::stable_sort(obligors.begin(), obligors.end(), [](const Obligor& a, const Obligor& b) {
    if (a.sector != b.sector) return a.sector < b.sector;
    if (a.region != b.region) return a.region < b.region;
    return a.threshold > b.threshold;
  });
  make_buckets(obligors, columns);
  for (const Obligor& obligor : obligors) {
    columns.first_loan.push_back(static_cast<std::uint32_t>(columns.loan.size()));
    for (const std::uint32_t i : obligor.loans) {
      columns.loan.push_back(i);
      columns.curve.push_back(row_of[i]);
      columns.last_month.push_back(last_of[i]);
    }
  }
  columns.first_loan.push_back(static_cast<std::uint32_t>(columns.loan.size()));
  return columns;
}

void DefaultDraw::reserve(std::size_t count) {
  loan.reserve(count);
  month.reserve(count);
  own_score.reserve(count);
}

void DefaultDraw::clear() {
  loan.clear();
  month.clear();
  own_score.clear();
}

void draw_defaults(const DefaultColumns& columns, std::span<const double> factors,
                   std::uint64_t seed, std::uint32_t path, DefaultDraw& out) {
  out.clear();
  const std::size_t width = columns.months + std::size_t{1};
  for (std::size_t b = 0; b < columns.buckets.size(); ++b) {
    const DefaultBucket& bucket = columns.buckets[b];
    const double common = columns.loadings.macro * factors[0] +
                          columns.loadings.sector * factors[bucket.sector_factor] +
                          columns.loadings.region * factors[bucket.region_factor];
    const double p = normal_cdf((bucket.threshold - common) / columns.loadings.own);
    if (p < 1e-280) continue;
    const double ln_miss = std::log1p(-p);
    std::uint64_t index = std::uint64_t{b} << 32;
    for (std::uint32_t i = 0;; ++i) {
      const PhiloxBlock block = draw_block(seed, path, Stream::default_clock, index++);
      const double gap = std::floor(std::log(open_unit(block[0], block[1])) / ln_miss);
      if (gap >= static_cast<double>(bucket.count - i)) break;
      i += static_cast<std::uint32_t>(gap);
      const double own = normal_quantile(open_unit(block[2], block[3]) * p);
      const double rank = normal_cdf(common + columns.loadings.own * own);
      const std::uint32_t obligor = bucket.first + i;
      for (std::uint32_t at = columns.first_loan[obligor]; at < columns.first_loan[obligor + 1];
           ++at) {
        const double* curve = columns.cumulative.data() + columns.curve[at] * width;
        if (rank > curve[columns.last_month[at]]) continue;
        const double* month = std::lower_bound(curve + 1, curve + columns.last_month[at], rank);
        out.loan.push_back(columns.loan[at]);
        out.month.push_back(static_cast<std::uint16_t>(month - curve));
        out.own_score.push_back(own);
      }
    }
  }
}

}  // namespace pledgelab
