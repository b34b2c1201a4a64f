#include "models/loss/defaults.hpp"

#include <algorithm>
#include <array>
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
  if (loan.five_tier && *loan.five_tier >= FiveTier::substandard) return true;
  const auto days = FactorState(scenario, 0).find("default_days_past_due");
  if (!days) return loan.maturity <= as_of;  // a drawn one lies after it (with_terms)
  // A balance still owed after its maturity has been late since then, whatever the book states.
  const double late = std::max<double>(loan.days_past_due, as_of.days - loan.maturity.days);
  return late > *days;
}

// The number of the month in which the loan's last payment falls.
std::uint16_t last_month_of(const Loan& loan, Date as_of, std::uint32_t months) {
  std::uint32_t month = 1;
  while (month < months && add_months(as_of, static_cast<int>(month)) < loan.maturity) ++month;
  return static_cast<std::uint16_t>(month);
}

double score_of(double cumulative_frac) {
  const double infinite = std::numeric_limits<double>::infinity();
  if (cumulative_frac <= 0) return -infinite;
  return cumulative_frac >= 1 ? infinite : normal_quantile(cumulative_frac);
}

// Keeps curves of equal content once.
class CurveRows {
 public:
  std::uint32_t row(std::span<const double> curve) {
    double digest = 0;
    for (std::size_t m = 0; m < curve.size(); ++m) digest += static_cast<double>(m + 1) * curve[m];
    auto& same = x_by_digest[digest];
    for (const std::uint32_t candidate : same) {
      const double* kept = x_cumulative.data() + candidate * curve.size();
      if (std::equal(curve.begin(), curve.end(), kept)) return candidate;
    }
    const auto made = static_cast<std::uint32_t>(x_cumulative.size() / curve.size());
    x_cumulative.insert(x_cumulative.end(), curve.begin(), curve.end());
    same.push_back(made);
    return made;
  }
  [[nodiscard]] std::vector<double> scores() const {
    std::vector<double> scores(x_cumulative.size());
    std::transform(x_cumulative.begin(), x_cumulative.end(), scores.begin(), score_of);
    return scores;
  }

 private:
  std::vector<double> x_cumulative;
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
      const auto bucket = static_cast<std::uint32_t>(columns.buckets.size());
      const bool same_sector = bucket > 0 && columns.buckets.back().sector_factor == obligor.sector;
      if (!same_sector) columns.tiles.push_back({bucket, 0});
      ++columns.tiles.back().count;
      columns.buckets.push_back({obligor.sector, obligor.region, obligor.threshold, i, 0});
    }
    ++columns.buckets.back().count;
  }
}

// −ln(1 − Φ(x)) on a grid; between two points the chord, which lies above this convex function.
// Below the grid its first value, above it infinity: both too great, never too small.
class Lengths {
 public:
  Lengths() {
    for (std::size_t i = 0; i < x_at.size(); ++i) {
      x_at[i] = -std::log(normal_cdf(-(kLow + static_cast<double>(i) / kSteps)));
    }
  }
  [[nodiscard]] double at(double x) const {
    if (x >= kHigh) return std::numeric_limits<double>::infinity();
    const double place = x > kLow ? (x - kLow) * kSteps : 0;
    const auto i = static_cast<std::size_t>(place);
    return x_at[i] + (place - static_cast<double>(i)) * (x_at[i + 1] - x_at[i]);
  }

 private:
  static constexpr double kLow = -9;
  static constexpr double kHigh = 6;
  static constexpr int kSteps = 64;
  std::array<double, static_cast<std::size_t>((kHigh - kLow) * kSteps) + 2> x_at{};
};

// One path's walk over the lines.
struct Walk {
  const DefaultColumns& columns;
  std::uint64_t seed = 0;
  std::uint32_t path = 0;
  DefaultDraw& out;
  std::uint64_t index = 0;  // of the next block
  double gap = 0;           // to the next event
  double event_unit = 0;    // that event's own uniform

  void next_event() {
    const PhiloxBlock block = draw_block(seed, path, Stream::default_clock, index++);
    gap = -std::log(open_unit(block[0], block[1]));
    event_unit = open_unit(block[2], block[3]);
  }

  void candidate(std::uint32_t obligor, double common, double own) const {
    const double latent = common + columns.loadings.own * own;
    const std::size_t width = columns.months + std::size_t{1};
    for (std::uint32_t at = columns.first_loan[obligor]; at < columns.first_loan[obligor + 1];
         ++at) {
      const double* score = columns.score.data() + columns.curve[at] * width;
      if (latent > score[columns.last_month[at]]) continue;
      const double* month = std::lower_bound(score + 1, score + columns.last_month[at], latent);
      out.loan.push_back(columns.loan[at]);
      out.month.push_back(static_cast<std::uint16_t>(month - score));
      out.own_score.push_back(own);
    }
  }

  // The next event falls in this bucket; on return it lies beyond, `gap` past the bucket's end.
  void bucket(const DefaultBucket& bucket, double common, double length) {
    const bool certain = std::isinf(length);
    const double p = certain ? 1 : -std::expm1(-length);
    for (std::uint32_t i = 0; i < bucket.count;) {
      const double jump = certain ? 0 : std::floor(gap / length);
      if (jump >= static_cast<double>(bucket.count - i)) {
        gap = std::max(0.0, gap - length * static_cast<double>(bucket.count - i));
        return;
      }
      i += static_cast<std::uint32_t>(jump);
      candidate(bucket.first + i, common, normal_quantile(event_unit * p));
      next_event();
      ++i;
    }
  }
};

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
  CurveRows rows;
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
      obligor.threshold = std::max(obligor.threshold, score_of(end));
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
  columns.score = rows.scores();
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
  static const Lengths kLengths;
  out.clear();
  const Loadings& loadings = columns.loadings;
  Walk walk{columns, seed, path, out};
  for (std::size_t t = 0; t < columns.tiles.size(); ++t) {
    const DefaultTile& tile = columns.tiles[t];
    walk.index = std::uint64_t{t} << 32;
    walk.next_event();
    for (std::uint32_t b = tile.first; b < tile.first + tile.count; ++b) {
      const DefaultBucket& bucket = columns.buckets[b];
      const double common = loadings.macro * factors[0] +
                            loadings.sector * factors[bucket.sector_factor] +
                            loadings.region * factors[bucket.region_factor];
      const double length = kLengths.at((bucket.threshold - common) / loadings.own);
      const double whole = length * bucket.count;
      if (walk.gap >= whole) {
        walk.gap -= whole;
      } else {
        walk.bucket(bucket, common, length);
      }
    }
  }
}

}  // namespace pledgelab
