// The index of one patent by hand, what is missing, the noise of a rank.
#include "models/quality/index.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

using namespace pledgelab;

namespace {

constexpr std::array<double, kDimensions> kWeights = {0.25, 0.25, 0.2, 0.1, 0.2};

double sum_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

}  // namespace

TEST_CASE("index: two dimensions by hand; contributions sum to the log score") {
  // Technology: ¾ at 0.8, ¼ at 0.4; legal: 0.5. The other three are not weighed.
  // ln M = ½ (¾ ln 0.8 + ¼ ln 0.4) + ½ ln 0.5 = ½ (−0.1673577 − 0.2290727) − 0.3465736 = −0.5447888
  const std::array<double, kDimensions> weights = {0.5, 0.5, 0, 0, 0};
  const std::vector<IndexPart> parts = {{Dimension::technology, 0.75, 0.8},
                                        {Dimension::technology, 0.25, 0.4},
                                        {Dimension::legal, 1, 0.5}};
  const IndexFigure figure = index_figure(weights, parts, IndexMean::geometric, 0.01);
  CHECK(std::log(*figure.score) == doctest::Approx(-0.5447888).epsilon(1e-6));
  CHECK(sum_of(figure.contributions) == doctest::Approx(std::log(*figure.score)).epsilon(1e-12));
  CHECK(figure.contributions[1] == doctest::Approx(0.125 * std::log(0.4)));
  CHECK(*figure.dimensions[0] == doctest::Approx(std::exp(-0.3964304)).epsilon(1e-6));
  CHECK_FALSE(figure.dimensions[2].has_value());
  CHECK(figure.confidence_frac == doctest::Approx(1.0));
  CHECK(figure.noise_sd == 0);
  // Arithmetic: ½ (0.6 + 0.1) + ½ × 0.5 = 0.6
  const IndexFigure sums = index_figure(weights, parts, IndexMean::arithmetic, 0.01);
  CHECK(*sums.score == doctest::Approx(0.6));
  CHECK(*sums.dimensions[0] == doctest::Approx(0.7));
  CHECK(sum_of(sums.contributions) == doctest::Approx(0.6));
}

TEST_CASE("index: what is missing is dropped, the rest renormalised, confidence and noise told") {
  // 0.8, 0.5, 0.9, missing, 0.4: ln M = (0.25 ln 0.8 + 0.25 ln 0.5 + 0.2 ln 0.9 + 0.2 ln 0.4)/0.9
  // = −0.4334029/0.9 = −0.4815588, M = 0.617819; confidence 0.9; noise 0.1/0.9.
  const std::vector<IndexPart> parts = {{Dimension::technology, 1, 0.8},
                                        {Dimension::legal, 1, 0.5},
                                        {Dimension::market, 1, 0.9},
                                        {Dimension::strategy, 1, std::nullopt},
                                        {Dimension::economic, 1, 0.4}};
  const IndexFigure figure = index_figure(kWeights, parts, IndexMean::geometric, 0.01);
  CHECK(*figure.score == doctest::Approx(0.617819).epsilon(1e-5));
  CHECK(figure.confidence_frac == doctest::Approx(0.9));
  CHECK(figure.noise_sd == doctest::Approx(1.0 / 9));
  CHECK(sum_of(figure.weights) == doctest::Approx(1.0));
  CHECK(figure.weights[3] == 0);
  // Only the weights' ratios count: doubled, they give the same figures.
  std::array<double, kDimensions> doubled = kWeights;
  for (double& weight : doubled) weight *= 2;
  const IndexFigure same = index_figure(doubled, parts, IndexMean::geometric, 0.01);
  CHECK(*same.score == doctest::Approx(*figure.score));
  CHECK(same.confidence_frac == doctest::Approx(0.9));
  CHECK(same.noise_sd == doctest::Approx(1.0 / 9));
  // A uniform's variance is 1/12 where sums stand for products.
  const IndexFigure sums = index_figure(kWeights, parts, IndexMean::arithmetic, 0.01);
  CHECK(sums.noise_sd == doctest::Approx(1.0 / 9 / std::sqrt(12.0)));
}

TEST_CASE("index: a missing indicator within a dimension hands its weight to the others there") {
  // Technology ¾ missing: its ¼ carries the dimension. Confidence ½ × ¼ + ½; noise (½ × ¾)/0.625.
  const std::array<double, kDimensions> weights = {0.5, 0.5, 0, 0, 0};
  const std::vector<IndexPart> parts = {{Dimension::technology, 0.75, std::nullopt},
                                        {Dimension::technology, 0.25, 0.4},
                                        {Dimension::legal, 1, 0.5}};
  const IndexFigure figure = index_figure(weights, parts, IndexMean::geometric, 0.01);
  CHECK(*figure.score == doctest::Approx(std::sqrt(0.4 * 0.5)));
  CHECK(figure.confidence_frac == doctest::Approx(0.625));
  CHECK(figure.noise_sd == doctest::Approx(0.6));
}

TEST_CASE("index: percentiles are clipped at both ends; nothing observed is no index") {
  const std::array<double, kDimensions> weights = {1, 0, 0, 0, 0};
  const auto score = [&](std::optional<double> percentile) {
    const std::vector<IndexPart> parts = {{Dimension::technology, 1, percentile}};
    return index_figure(weights, parts, IndexMean::geometric, 0.01).score;
  };
  CHECK(*score(0.0001) == doctest::Approx(0.01));
  CHECK(*score(0.9999) == doctest::Approx(0.99));
  CHECK_FALSE(score(std::nullopt).has_value());
}

TEST_CASE("index: a rank's range holds those that the noise does not part") {
  // z = 1, sd = 1 each: surely apart beyond √2 = 1.414. Scores 0, −1, −2.
  const std::vector<std::optional<double>> scores = {-1.0, 0.0, -2.0, std::nullopt};
  const std::vector<double> noise = {1, 1, 1, 1};
  const auto ranges = rank_ranges(scores, noise, 1);
  CHECK(ranges[1].rank == 1);
  CHECK(ranges[1].low == 1);
  CHECK(ranges[1].high == 2);
  CHECK(ranges[0].rank == 2);
  CHECK(ranges[0].low == 1);
  CHECK(ranges[0].high == 3);
  CHECK(ranges[2].low == 2);
  CHECK(ranges[2].high == 3);
  CHECK(ranges[3].rank == 4);
  CHECK(ranges[3].low == 4);
  CHECK(ranges[3].high == 4);
}

TEST_CASE("index: noise differs by patent; without any, a rank is itself, and equals share it") {
  // sd 0, 0, 3: 0 and −1 are parted, each against the third needs 3.
  const auto mixed = rank_ranges(std::vector<std::optional<double>>{0.0, -1.0, -2.5},
                                 std::vector<double>{0, 0, 3}, 1);
  CHECK(mixed[0].high == 2);
  CHECK(mixed[1].low == 2);
  CHECK(mixed[1].high == 3);
  CHECK(mixed[2].low == 1);
  CHECK(mixed[2].high == 3);
  const auto sure = rank_ranges(std::vector<std::optional<double>>{-1.0, 0.0, -1.0, -3.0},
                                std::vector<double>{0, 0, 0, 0}, 1.28);
  CHECK(sure[0].rank == 2);
  CHECK(sure[2].rank == 2);
  CHECK(sure[0].low == 2);
  CHECK(sure[0].high == 3);
  CHECK(sure[3].rank == 4);
  CHECK(sure[3].low == 4);
}
