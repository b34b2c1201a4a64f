// A set scored: gates, stand-ins, cohorts, ranks, and what is told as noise.
#include "models/quality/score.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "engine/formats/csv.hpp"
#include "engine/formats/yaml.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;

namespace {

IndexPolicy shipped() {
  const std::string path = test::source_root() + "/policies/quality/hvp-base.yaml";
  return read_index_policy(read_yaml(path).value()).value();
}

PatentSet read_text(const std::string& text) {
  return read_patents(parse_csv(text, "patents.csv").value()).value();
}

ScoredSet scored(const PatentSet& set, const IndexPolicy& policy) {
  return score_set(set, policy, cohort_percentiles(set, policy));
}

// Ten patents with claims 1 to 10 and the status given to the last.
std::string ten(const std::string& last) {
  std::string text = "patent_id,status,claims_count,pledged\n";
  for (int i = 1; i < 10; ++i) {
    text += "P" + std::to_string(i) + ",valid," + std::to_string(i) + ",0\n";
  }
  return text + "P10," + last + "\n";
}

}  // namespace

TEST_CASE("score: the gate multiplies: 0 when the right is gone, the product when two hold") {
  // The best of ten: percentile 0.95, the only indicator observed.
  const IndexPolicy policy = shipped();
  CHECK(*scored(read_text(ten("valid,10,0")), policy).patents[9].index == doctest::Approx(95));
  const auto lapsed = scored(read_text(ten("lapsed,10,0")), policy).patents[9];
  CHECK(*lapsed.index == 0);
  CHECK(*lapsed.score == doctest::Approx(0.95));
  CHECK(lapsed.range.rank == 10);
  CHECK_FALSE(lapsed.rank_is_noise);
  const auto both = scored(read_text(ten("pending_invalidation,10,1")), policy).patents[9];
  CHECK(*both.index == doctest::Approx(95 * 0.6 * 0.8));
  const auto unknown = scored(read_text(ten(",10,0")), policy);
  CHECK(*unknown.patents[9].index == doctest::Approx(95));
  CHECK_FALSE(unknown.patents[9].status_known);
  CHECK(unknown.no_status_count == 1);
}

TEST_CASE("score: arithmetic, too, a right that is gone stands behind all others for sure") {
  IndexPolicy policy = shipped();
  policy.mean = IndexMean::arithmetic;
  const auto set = scored(read_text(ten("lapsed,10,0")), policy);
  CHECK(set.patents[9].range.low == 10);
  CHECK(set.patents[0].range.high == 9);
  CHECK(*set.patents[8].index == doctest::Approx(85));
}

TEST_CASE("score: arithmetic noise is of the score itself, and the gate narrows both") {
  // Half observed, half not: sd = √(1/12) = 0.288675; z √2 sd = 1.28155 × 1.41421 × 0.288675 =
  // 0.5232. From 0.05 the surely above are those over 0.573: four. The last, 0.95 × 0.6 = 0.57 with
  // sd 0.1732: surely below is what lies under 0.57 − 1.28155 √(0.03 + 0.08333) = 0.1386: one.
  IndexPolicy policy = shipped();
  policy.mean = IndexMean::arithmetic;
  policy.indicators = {policy.indicators[8], policy.indicators[9]};
  policy.indicators[0].weight.value = policy.indicators[1].weight.value = 0.5;
  CHECK(scored(read_text(ten("valid,10,0")), policy).patents[0].range.low == 5);
  const auto held = scored(read_text(ten("pending_invalidation,10,0")), policy).patents[9];
  CHECK(held.range.high == 9);
}

TEST_CASE("score: ranks, percentile in the set, and order") {
  const ScoredSet set = scored(read_text(ten("valid,9,0")), shipped());
  CHECK(set.patents[8].range.rank == 1);
  CHECK(set.patents[9].range.rank == 1);
  CHECK(set.patents[0].range.rank == 10);
  CHECK(set.patents[9].set_percentile_frac == doctest::Approx(0.9));  // (8 + 2/2)/10
  CHECK(set.patents[0].set_percentile_frac == doctest::Approx(0.05));
  const auto order = ranking_order(set);
  CHECK(order[0] == 8);
  CHECK(order[1] == 9);
  CHECK(order[9] == 0);
}

TEST_CASE("score: one indicator of 27 leaves every rank noise; the whole index leaves none") {
  // Claims weigh 0.25 × 0.20 = 0.05. What is missing: noise √(Σ v² of the others)/0.05.
  const IndexPolicy policy = shipped();
  const ScoredSet set = scored(read_text(ten("valid,10,0")), policy);
  CHECK(set.patents[4].confidence_frac == doctest::Approx(0.05));
  CHECK(set.noise_count == 10);
  IndexPolicy alone = policy;
  alone.indicators = {policy.indicators[8]};
  REQUIRE(alone.indicators[0].indicator->name == "claims_count");
  alone.indicators[0].weight.value = 1;
  const ScoredSet sure = scored(read_text(ten("valid,10,0")), alone);
  CHECK(sure.noise_count == 0);
  CHECK(sure.patents[4].range.low == sure.patents[4].range.high);
}

TEST_CASE("score: rank is noise when its range spans more than the set part that is written") {
  // Two indicators of weight ½: one known for all, sd = 1 of ln score; z(80 %) = 1.2816, so two
  // patents part beyond 1.2816 × √2 = 1.812 of ln p: p ratios above 6.1. Ten patents, p = 0.05 …
  // 0.95: the sixth (0.55) parts from 0.05 alone (0.55/0.15 = 3.7 < 6.1): range 1 to 9, a span of
  // 8 of 9. The first (0.05) parts from those above 0.306 (0.35 … 0.95: seven): range 8 to 10: 2
  // of 9.
  IndexPolicy policy = shipped();
  policy.indicators = {policy.indicators[8], policy.indicators[9]};
  policy.indicators[0].weight.value = policy.indicators[1].weight.value = 0.5;
  const ScoredSet set = scored(read_text(ten("valid,10,0")), policy);
  CHECK(set.patents[5].noise_sd == doctest::Approx(1));
  CHECK(set.patents[5].range.low == 1);
  CHECK(set.patents[5].range.high == 9);
  CHECK(set.patents[5].rank_is_noise);
  CHECK(set.patents[0].range.low == 8);
  CHECK(set.patents[0].range.high == 10);
  CHECK_FALSE(set.patents[0].rank_is_noise);
}

TEST_CASE("score: contributions sum to the log of the score; a stand-in is told") {
  const IndexPolicy policy = shipped();
  const PatentSet set = read_text(
      "patent_id,forward_citations_5y_count,forward_citations_count,claims_count\n"
      "A,,9,3\nB,2,1,5\nC,1,0,\n");
  const ScoredSet all = scored(set, policy);
  for (const QualityScore& one : all.patents) {
    double sum = 0;
    for (const Contribution& part : one.contributions) sum += part.contribution;
    CHECK(sum == doctest::Approx(std::log(*one.score)).epsilon(1e-12));
  }
  CHECK(all.patents[0].contributions[0].stood_in);
  CHECK(*all.patents[0].contributions[0].percentile == doctest::Approx(2.5 / 3));
  CHECK_FALSE(all.patents[1].contributions[0].stood_in);
  CHECK(*all.patents[1].contributions[0].percentile == doctest::Approx(0.75));
}

TEST_CASE("score: a patent is compared inside its grant year where the year has members enough") {
  IndexPolicy policy = shipped();
  policy.least_cohort.value = 3;
  std::string text = "patent_id,grant_year,section,claims_count\n";
  for (int i = 0; i < 3; ++i)
    text += "O" + std::to_string(i) + ",2004,H," + std::to_string(i) + "\n";
  for (int i = 0; i < 3; ++i)
    text += "N" + std::to_string(i) + ",2016," + (i < 2 ? "H" : "G") + "," +
            std::to_string(50 + i) + "\n";
  const ScoredSet set = scored(read_text(text + "X,,,99\n"), policy);
  CHECK(*set.patents[2].index == doctest::Approx(*set.patents[5].index));
  CHECK(*set.patents[2].index == doctest::Approx(100 * 2.5 / 3));
  // The third of 2016 has no cohort of its section, and stands in that of its year.
  CHECK(set.across_years_count == 1);
}

TEST_CASE("score: leaving an indicator out takes it as not observed") {
  const IndexPolicy policy = shipped();
  const PatentSet set = read_text("patent_id,award,claims_count\nA,1,3\nB,0,5\n");
  const auto without = cohort_percentiles(set, policy, find_indicator("award_flag"));
  const ScoredSet blind = score_set(set, policy, without);
  CHECK(*blind.patents[1].index == doctest::Approx(75));
  CHECK(*scored(set, policy).patents[1].index < 75);
}

TEST_CASE("score: the OECD composites stand beside the index, whole or not at all") {
  // One cohort of three, least 3: 98 % quantile of (a, b, c) = b + 0.96 (c − b).
  // Citations 0, 5, 10: cap 9.8; family 1, 2, 3: cap 2.96; claims 10, 10, 20: cap 19.6; generality
  // 0.2, 0.4, 0.6: cap 0.592; cited 4, 4, 4: cap 4; lag 100, 200, 300: cap 296.
  IndexPolicy policy = shipped();
  policy.least_cohort.value = 3;
  const ScoredSet set = scored(
      read_text("patent_id,filing_year,technology_field,forward_citations_5y_count,"
                "family_offices_count,claims_count,generality_frac,backward_citations_count,"
                "grant_lag_days\n"
                "A,2010,5,0,1,10,0.2,4,100\nB,2010,5,5,2,10,0.4,4,200\nC,2010,5,10,3,20,0.6,4,\n"),
      policy);
  const double four = (5 / 9.8 + 2 / 2.96 + 10 / 19.6 + 0.4 / 0.592) / 4;
  CHECK(*set.patents[1].oecd.quality_4 == doctest::Approx(four));
  CHECK(*set.patents[2].oecd.quality_4 == doctest::Approx(1));
  CHECK_FALSE(set.patents[2].oecd.quality_6.has_value());
  // The lag of two: quantile 100 + 0.98 × 100 = 198 in the whole set, since two are no cohort.
  CHECK(*set.patents[1].oecd.quality_6 == doctest::Approx((four * 4 + 1 + 0) / 6));
  CHECK(*set.patents[0].oecd.quality_6 ==
        doctest::Approx((0 + 1 / 2.96 + 10 / 19.6 + 0.2 / 0.592 + 1 + 1 - 100.0 / 198) / 6));
  CHECK(set.oecd_fields);
  CHECK(*set.patents[2].oecd.breakthrough);
  CHECK_FALSE(*set.patents[1].oecd.breakthrough);
}
