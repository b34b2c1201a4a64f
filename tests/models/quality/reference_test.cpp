// P1 to P7 of the public patent data and D03 of the acceptance table, and what the index itself is
// worth there. Files through PLEDGELAB_REFERENCE_DATA; skipped by name without it.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include "engine/formats/csv.hpp"
#include "engine/formats/yaml.hpp"
#include "models/base/statistics.hpp"
#include "models/quality/logistic.hpp"
#include "models/quality/outcome_fit.hpp"
#include "models/quality/ranking_quality.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;

namespace {

using Column = std::vector<double>;

// A file of the reference data, by column; none when it is not there.
class DataFile {
 public:
  static std::optional<DataFile> open(const std::string& name) {
    const auto path = test::reference_file(name);
    if (!path) return std::nullopt;
    auto cells = read_csv(*path);
    REQUIRE_MESSAGE(cells.ok(), name);
    return DataFile(std::move(cells).value());
  }
  [[nodiscard]] std::vector<std::string> text(const std::string& name) const {
    std::vector<std::string> column;
    for (std::size_t c = 0; c < x_cells.width(); ++c) {
      if (x_cells.header[c].text != name) continue;
      for (std::size_t row = 0; row < x_cells.rows(); ++row) {
        column.emplace_back(x_cells.at(row, c).text);
      }
    }
    REQUIRE_MESSAGE(column.size() == x_cells.rows(), name);
    return column;
  }
  [[nodiscard]] Column numbers(const std::string& name) const {
    Column column;
    for (const std::string& cell : text(name)) column.push_back(std::stod(cell));
    return column;
  }
  [[nodiscard]] const Cells& cells() const { return x_cells; }

 private:
  explicit DataFile(Cells cells) : x_cells(std::move(cells)) {}
  Cells x_cells;
};

double sum(const Column& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

double share_from(const Column& values, double least) {
  const auto count =
      std::count_if(values.begin(), values.end(), [&](double x) { return x >= least; });
  return static_cast<double>(count) / static_cast<double>(values.size());
}

Column ascending(Column values) {
  std::sort(values.begin(), values.end());
  return values;
}

// The part of the total that the largest tenth holds.
double top_decile_share(const Column& values) {
  const Column sorted = ascending(values);
  const std::size_t tenth = sorted.size() / 10;
  return std::accumulate(sorted.end() - static_cast<std::ptrdiff_t>(tenth), sorted.end(), 0.0) /
         sum(sorted);
}

// Hill 1975: the inverse mean of ln(x/x_min) over x ≥ x_min.
double hill_index(const Column& values, double x_min) {
  double logs = 0;
  double count = 0;
  for (const double x : values) {
    if (x < x_min) continue;
    logs += std::log(x / x_min);
    count += 1;
  }
  return count / logs;
}

bool near(double value, double target, double within) {
  return std::fabs(value - target) <= within;
}

const char* const kUniversity = "patent/us_university_patents_renewal_calib.csv";

IndexPolicy shipped() {
  const std::string path = test::source_root() + "/policies/quality/hvp-base.yaml";
  return read_index_policy(read_yaml(path).value()).value();
}

}  // namespace

TEST_CASE("reference: P1, university patents that paid one, two, three fees") {
  const auto file = DataFile::open(kUniversity);
  if (!file) return;
  const Column all = file->numbers("maintenance_fees_paid");
  const auto granted = file->text("grant_date");
  Column early;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (granted[i] >= "2004-01-01" && granted[i] < "2005-06-01") early.push_back(all[i]);
  }
  CHECK(early.size() == 3442);
  CHECK(near(share_from(early, 1), 0.898, 0.0005));
  CHECK(near(share_from(early, 2), 0.650, 0.0005));
  CHECK(near(share_from(early, 3), 0.379, 0.0005));
}

TEST_CASE("reference: P2, renewal rises with claims; rank correlations are weak") {
  const auto file = DataFile::open(kUniversity);
  if (!file) return;
  const Column fees = file->numbers("maintenance_fees_paid");
  const Column claims = file->numbers("num_claims");
  REQUIRE(fees.size() == 7312);
  const std::vector<double> bounds = {0, 9, 17, 27, 1e9};
  const std::vector<double> expected = {0.562, 0.615, 0.657, 0.700};
  for (std::size_t q = 0; q < 4; ++q) {
    Column inside;
    for (std::size_t i = 0; i < fees.size(); ++i) {
      if (claims[i] > bounds[q] && claims[i] <= bounds[q + 1]) inside.push_back(fees[i]);
    }
    CHECK(near(share_from(inside, 2), expected[q], 0.0005));
  }
  CHECK(near(spearman(fees, claims), 0.13, 0.005));
  CHECK(near(spearman(fees, file->numbers("backward_citations_patent")), 0.09, 0.005));
  CHECK(near(spearman(fees, file->numbers("cpc_leaf_count")), 0.10, 0.005));
  CHECK(near(spearman(fees, file->numbers("num_similar_doc")), -0.06, 0.005));
}

TEST_CASE("reference: D03, first fee by ridge logistic on bibliography: AUC 0.603 out of sample") {
  const auto file = DataFile::open(kUniversity);
  if (!file) return;
  const auto sections = file->text("cpc_section");
  const std::vector<std::string> words({"num_claims", "backward_citations_patent",
                                        "backward_citations_npl", "cpc_leaf_count",
                                        "num_similar_doc", "inventors"});
  std::vector<Column> columns;
  for (const std::string& word : words) {
    columns.push_back(file->numbers(word));
    for (double& x : columns.back()) x = std::log1p(x);
  }
  std::map<std::string, std::size_t> dummies;
  for (const std::string& section : sections) dummies.emplace(section, dummies.size());
  std::vector<std::uint8_t> paid;
  for (const double fees : file->numbers("maintenance_fees_paid"))
    paid.push_back(fees >= 1 ? 1 : 0);
  CHECK(std::count(paid.begin(), paid.end(), 1) == 6489);
  CHECK(near(6489.0 / 7312, 0.887445, 5e-7));
  Column predicted(paid.size());
  for (std::size_t fold = 0; fold < 5; ++fold) {
    Design train{words.size() + dummies.size(), {}};
    std::vector<std::uint8_t> outcome;
    Column centre;
    Column spread;
    for (const Column& column : columns) {
      Column seen;
      for (std::size_t i = 0; i < column.size(); ++i) {
        if (i % 5 != fold) seen.push_back(column[i]);
      }
      centre.push_back(mean(seen));
      spread.push_back(standard_deviation(seen));
    }
    const auto row_of = [&](std::size_t i) {
      Column row;
      for (std::size_t k = 0; k < columns.size(); ++k) {
        row.push_back((columns[k][i] - centre[k]) / spread[k]);
      }
      row.resize(train.columns, 0);
      row[words.size() + dummies.at(sections[i])] = 1;
      return row;
    };
    for (std::size_t i = 0; i < paid.size(); ++i) {
      if (i % 5 == fold) continue;
      const Column row = row_of(i);
      train.values.insert(train.values.end(), row.begin(), row.end());
      outcome.push_back(paid[i]);
    }
    const Ridge one = {Column(train.columns, 1), Column(train.columns, 0)};
    const auto fit = fit_logistic(train, outcome, one);
    REQUIRE(fit.ok());
    for (std::size_t i = fold; i < paid.size(); i += 5) {
      predicted[i] = fit.value().probability(row_of(i));
    }
  }
  const auto area = area_under_curve(predicted, paid);
  INFO("AUC ", area.value().value, " se ", area.value().standard_error);
  CHECK(near(area.value().value, 0.6034, 0.005));
  CHECK_FALSE(is_noise(area.value(), 6489, 7312));
}

TEST_CASE("reference: P3, what lapses, and at which fee") {
  const auto years = DataFile::open("patent/uspto_lapse_by_filing_year.csv");
  const auto ages = DataFile::open("patent/uspto_age_at_lapse.csv");
  const auto entities = DataFile::open("patent/uspto_age_at_lapse_by_entity.csv");
  if (!years || !ages || !entities) return;
  const Column year = years->numbers("filing_year");
  const Column lapsed = years->numbers("patents_lapsed");
  const Column kept = years->numbers("patents_not_lapsed");
  double gone = 0;
  double all = 0;
  for (std::size_t i = 0; i < year.size(); ++i) {
    if (year[i] > 2003) continue;
    gone += lapsed[i];
    all += lapsed[i] + kept[i];
  }
  CHECK(near(gone / all, 0.484, 0.0005));
  const Column age = ages->numbers("age_at_lapse_years_from_grant");
  const Column count = ages->numbers("patents");
  const double total = sum(count);
  CHECK(total == 1173044);
  double elsewhere = total;
  const auto around = [&](double centre) {
    double inside = 0;
    for (std::size_t i = 0; i < age.size(); ++i) {
      if (std::fabs(age[i] - centre) < 0.5 + 1e-9) inside += count[i];
    }
    elsewhere -= inside;
    return inside / total;
  };
  CHECK(near(around(4), 0.388, 0.0005));
  CHECK(near(around(8), 0.373, 0.0005));
  CHECK(near(around(12), 0.235, 0.0005));
  CHECK(near(elsewhere / total, 0.003, 0.0005));
  const Column by_entity = entities->numbers("mean_age_at_lapse_years");
  CHECK(near(by_entity[0], 6.4, 0.05));
  CHECK(near(by_entity[1], 7.0, 0.05));
  CHECK(near(by_entity[2], 7.7, 0.05));
}

TEST_CASE("reference: P4, lapse share by class, young fields lowest") {
  const auto file = DataFile::open("patent/uspto_lapse_by_cpc_subclass.csv");
  if (!file) return;
  const auto classes = file->text("cpc_subclass");
  const Column lapsed = file->numbers("patents_lapsed");
  const Column kept = file->numbers("patents_not_lapsed");
  std::vector<std::pair<double, std::string>> shares;
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const double all = lapsed[i] + kept[i];
    if (all >= 20000 && classes[i] != "Y10S") shares.emplace_back(lapsed[i] / all, classes[i]);
  }
  std::sort(shares.begin(), shares.end());
  const std::vector<std::pair<double, std::string>> low = {
      {0.078, "G06N"}, {0.105, "G05D"}, {0.111, "G16H"}};
  const std::vector<std::pair<double, std::string>> high = {
      {0.477, "G11B"}, {0.380, "A01K"}, {0.360, "C07D"}};
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(shares[i].second == low[i].second);
    CHECK(near(shares[i].first, low[i].first, 0.0005));
    CHECK(shares[shares.size() - 1 - i].second == high[i].second);
    CHECK(near(shares[shares.size() - 1 - i].first, high[i].first, 0.0005));
  }
}

TEST_CASE("reference: P5, forward citations: half have none, a tenth holds most") {
  const auto rare = DataFile::open("patent/cn_rare_earth_patents_calib.csv");
  const auto drones = DataFile::open("patent/lens_drone_first_filings.csv");
  if (!rare || !drones) return;
  const Column cited = rare->numbers("forward_citations");
  CHECK(near(1 - share_from(cited, 1), 0.51, 0.005));
  CHECK(near(mean(cited), 2.89, 0.005));
  CHECK(quantile_sorted(ascending(cited), 0.99) == doctest::Approx(25).epsilon(0.02));
  CHECK(near(top_decile_share(cited), 0.54, 0.005));
  CHECK(near(spearman(cited, rare->numbers("independent_claims")), 0.06, 0.005));
  const Column flown = drones->numbers("cited_count");
  CHECK(near(1 - share_from(flown, 1), 0.50, 0.005));
  CHECK(near(mean(flown), 8.6, 0.05));
  CHECK(near(quantile_sorted(ascending(flown), 0.99), 122, 0.5));
  CHECK(near(top_decile_share(flown), 0.75, 0.005));
}

TEST_CASE("reference: P6, portfolio sizes: two tails, one Pareto is too light") {
  const auto file = DataFile::open("patent/us_patent_portfolio_transfers.csv");
  if (!file) return;
  const Column sizes = ascending(file->numbers("n_patents"));
  CHECK(sizes.size() == 1337);
  CHECK(sizes.front() == 20);
  CHECK(quantile_sorted(sizes, 0.5) == 25);
  CHECK(near(quantile_sorted(sizes, 0.9), 51, 0.5));
  CHECK(near(quantile_sorted(sizes, 0.99), 252, 0.5));
  CHECK(sizes.back() == 1782);
  CHECK(near(hill_index(sizes, 19.5), 2.3, 0.05));
  CHECK(near(hill_index(sizes, 20), 2.46, 0.005));
  CHECK(near(hill_index(sizes, 50.5), 1.5, 0.05));
}

TEST_CASE("reference: P7, pledged patents in the United States, fifteen an agreement") {
  const auto file = DataFile::open("guarantee/ip_pledge_facts.csv");
  if (!file) return;
  const auto items = file->text("item");
  const auto periods = file->text("period");
  const auto values = file->text("value");
  const auto fact = [&](const char* item, const char* period) {
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (items[i] == item && periods[i] == period) return std::stod(values[i]);
    }
    FAIL(item);
    return 0.0;
  };
  const double agreements = fact("patent_security_agreements", "2007-2010");
  const double patents = fact("patents_pledged", "2007-2010");
  CHECK(agreements == 8818);
  CHECK(patents == 133110);
  CHECK(near(patents / agreements, 15, 0.5));
  CHECK(fact("patents_recorded_as_collateral", "2007") == 67100);
  CHECK(fact("patents_recorded_as_collateral", "2016") == 178100);
}

TEST_CASE("reference: the index on university patents ranks renewal a little better than luck") {
  const auto file = DataFile::open(kUniversity);
  if (!file) return;
  const auto test = parse_outcome("maintenance_fees_paid>=2").value();
  const auto set = read_patents(file->cells(), test.column);
  REQUIRE(set.ok());
  const auto fit = fit_outcome(set.value(), shipped(), test, 20190830);
  REQUIRE(fit.ok());
  const RankingQuality& signed_index = fit.value().signed_index;
  const RankingQuality& refitted = fit.value().refitted;
  for (const auto* one : {&signed_index, &refitted}) {
    INFO("AUC ", one->area.value, " se ", one->area.standard_error, " lift ", one->decile_lift,
         " Brier ", one->brier, " of ", one->brier_base, " slope ", one->calibration_slope->value,
         " explained ", one->explained_frac);
  }
  for (const FittedWeight& one : fit.value().weights) {
    INFO(one.indicator->name, " signed ", one.signed_frac, " fitted ", one.fitted_frac, " slope ",
         one.slope, " se ", one.slope_se);
  }
  // The domain page: nobody should expect above 0.65 from bibliography.
  CHECK(refitted.area.value > 0.5);
  CHECK(refitted.area.value < 0.65);
  CHECK_FALSE(fit.value().refitted_is_noise);
  CHECK(refitted.explained_frac < 0.03);
  CHECK(refitted.brier <= refitted.brier_base);
}
