// A patents file: what is read, what is computed from lists and dates, and what is refused.
#include "models/quality/patent_set.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "engine/formats/csv.hpp"

using namespace pledgelab;

namespace {

Result<PatentSet> read_text(const std::string& text, const std::string& outcome = {}) {
  return read_patents(parse_csv(text, "patents.csv").value(), outcome);
}

std::optional<double> value(const PatentSet& set, const char* name, std::size_t row = 0) {
  const IndicatorColumn* column = set.find(find_indicator(name));
  REQUIRE_MESSAGE(column != nullptr, name);
  return column->values[row];
}

Error fault(const std::string& text, const std::string& outcome = {}) {
  const auto set = read_text(text, outcome);
  REQUIRE_FALSE(set.ok());
  return set.errors().front();
}

}  // namespace

TEST_CASE("patents: identity, cohort keys, gates and indicators are read") {
  const auto set = read_text(
      "patent_id,kind,section,technology_field,filing_date,grant_date,status,consent_missing,"
      "pledged,claims_count,sector_growth_frac\n"
      "CN1,invention,H,3,2015-01-31,2017-03-01,valid,0,1,12,-0.05\n"
      "CN2,,,,,,,,,,\n"
      "CN3,design,,,,,lapsed,1,,7,\n");
  REQUIRE(set.ok());
  const PatentSet& read = set.value();
  CHECK(read.size() == 3);
  CHECK(read.kind[0] == "invention");
  CHECK(read.section[0] == "H");
  CHECK(read.field[0] == "3");
  CHECK(read.filing_year[0] == 2015);
  CHECK(read.grant_year[0] == 2017);
  CHECK_FALSE(read.grant_year[1].has_value());
  CHECK(read.status_known[0]);
  CHECK_FALSE(read.status_known[1]);
  CHECK(read.gates[0][static_cast<std::size_t>(LegalGate::pledged)]);
  CHECK_FALSE(read.gates[0][static_cast<std::size_t>(LegalGate::lapsed)]);
  CHECK(read.gates[2][static_cast<std::size_t>(LegalGate::lapsed)]);
  CHECK(read.gates[2][static_cast<std::size_t>(LegalGate::consent_missing)]);
  CHECK(value(read, "claims_count") == 12.0);
  CHECK_FALSE(value(read, "claims_count", 1).has_value());
  CHECK(value(read, "sector_growth_frac") == -0.05);
  // 2015-01-31 to 2017-03-01: 335 − 1 + … by the calendar: 334 + 366 + 60 = 760 days.
  CHECK(value(read, "grant_lag_days") == 760.0);
}

TEST_CASE("patents: lists and parts are computed by the definitions") {
  const auto set = read_text(
      "patent_id,ipc,cited_ipc,citing_ipc,independent_claims,dependent_claims,"
      "backward_citations_count,npl_citations_count\n"
      "A,H01M 4/38; C01G 1/00,H01M 4/38;H01M 10/05|H01M 4/38; A61K 9/00,"
      "H01M 1/00|H01M 1/00;C01G 1/00|A61K 9/00|H01M 2/00,2,8,4,1\n"
      "B,,,,1,,0,0\n");
  REQUIRE(set.ok());
  const PatentSet& read = set.value();
  CHECK(value(read, "scope_count") == 2.0);
  CHECK(read.section[0] == "H");
  CHECK(value(read, "originality_frac").value() == doctest::Approx(4.0 / 9));
  CHECK(value(read, "originality_corrected_frac").value() == doctest::Approx(4.0 / 9 * 3 / 2));
  CHECK(value(read, "radicalness_frac").value() == doctest::Approx(1.0 / 3));
  CHECK(value(read, "generality_frac").value() == doctest::Approx(0.53125));  // V40
  CHECK(value(read, "generality_corrected_frac").value() == doctest::Approx(0.53125 * 4 / 3));
  CHECK(value(read, "claims_count") == 10.0);
  CHECK(value(read, "npl_share_frac").value() == doctest::Approx(0.2));
  CHECK(value(read, "claims_per_citation_frac").value() == doctest::Approx(2.5));
  CHECK_FALSE(value(read, "claims_count", 1).has_value());  // dependent claims are not told
  CHECK_FALSE(value(read, "npl_share_frac", 1).has_value());
  CHECK_FALSE(value(read, "generality_frac", 1).has_value());
}

TEST_CASE("patents: other headers are told as what they are read; unknown ones are left aside") {
  const auto set = read_text("row_id,num_claims,授权日,title,发明人数\n1,3,2004-01-06,x,2\n");
  REQUIRE(set.ok());
  const auto& notes = set.value().notes;
  const auto told = [&](const char* note) {
    return std::find(notes.begin(), notes.end(), note) != notes.end();
  };
  CHECK(told("'row_id' is read as patent_id"));
  CHECK(told("'num_claims' is read as claims_count"));
  CHECK(told("column 'title' is not used"));
  CHECK(value(set.value(), "inventors_count") == 2.0);
  CHECK(set.value().grant_year[0] == 2004);
}

TEST_CASE("patents: each bad cell is refused with its place") {
  const auto cell = [](const std::string& header, const std::string& text) {
    const Error error = fault("patent_id," + header + "\nA," + text + "\n");
    CHECK(error.code == "Q-108");
    CHECK(error.origin.line == 2);
    CHECK(error.origin.column == 3);
    CHECK_FALSE(error.hint.empty());
    return error;
  };
  cell("claims_count", "nan");
  cell("claims_count", "inf");
  cell("claims_count", "-1");
  cell("claims_count", "2.5");
  cell("claims_count", "1e9");
  cell("claims_count", "12 claims");
  cell("originality_frac", "1.01");
  cell("maturity_level", "0");
  cell("maturity_level", "10");
  cell("award_flag", "yes");
  cell("award_flag", "2");
  cell("status", "in force");
  CHECK(cell("kind", "inventon").hint.find("invention") != std::string::npos);
  CHECK(cell("status", "laps").hint.find("lapsed") != std::string::npos);
  cell("section", "Z");
  cell("section", "HH");
  cell("technology_field", "36");
  cell("technology_field", "0");
  cell("filing_date", "2018-02-30");
  cell("grant_year", "218");
  cell("ipc", "H1M");
  cell("ipc", "H01M 1/00|C01G 1/00");
  cell("cited_ipc", "H01M 1/00;??");
  cell("consent_missing", "2");
}

TEST_CASE("patents: faults of the file as a whole") {
  CHECK(fault("claims_count\n3\n").code == "Q-105");
  CHECK(fault("patent_id,claims_count\n").code == "Q-105");
  CHECK(fault("patent_id,num_claims,claims_count\nA,1,2\n").code == "Q-106");
  CHECK(fault("patent_id,ipc,scope_count\nA,H01M 1/00,1\n").code == "Q-106");
  CHECK(fault("patent_id,citing_ipc,generality_frac\nA,,\n").code == "Q-106");
  CHECK(fault("patent_id,cited_ipc,radicalness_frac\nA,,\n").code == "Q-106");
  CHECK(fault("patent_id,independent_claims,claims_count\nA,,\n").code == "Q-106");
  const Error slip = fault("patent_id,claim_count\nA,1\n");
  CHECK(slip.code == "Q-107");
  CHECK(slip.origin.column == 11);
  CHECK(slip.hint.find("claims_count") != std::string::npos);
  CHECK(fault("patent_id\nA\nB\nA\n").message.find("twice") != std::string::npos);
  CHECK(fault("patent_id,kind\n,design\n").message.find("no number") != std::string::npos);
  CHECK(fault("patent_id,filing_date,grant_date\nA,2018-01-02,2018-01-01\n").code == "Q-108");
}

TEST_CASE("patents: at most twenty faults are told, and how many more there are") {
  std::string text = "patent_id,claims_count\n";
  for (int i = 0; i < 25; ++i) text += std::to_string(i) + ",x\n";
  const auto set = read_text(text);
  REQUIRE_FALSE(set.ok());
  CHECK(set.errors().size() == 21);
  CHECK(set.errors().back().message == "and 5 more faults");
}

TEST_CASE("patents: an outcome is a column of the file, indicator or not") {
  const auto plain = read_text("patent_id,renewed\nA,1\nB,\n", "renewed");
  REQUIRE(plain.ok());
  CHECK(plain.value().outcome->indicator == nullptr);
  CHECK(plain.value().outcome->values[0] == 1.0);
  CHECK_FALSE(plain.value().outcome->values[1].has_value());
  const auto own = read_text("patent_id,award\nA,1\nB,0\n", "award_flag");
  REQUIRE(own.ok());
  CHECK(own.value().outcome->indicator == find_indicator("award_flag"));
  const Error absent = fault("patent_id,renewed\nA,1\n", "renewd");
  CHECK(absent.code == "Q-109");
  CHECK(absent.hint.find("renewed") != std::string::npos);
  CHECK(fault("patent_id,renewed\nA,often\n", "renewed").code == "Q-108");
  CHECK(fault("patent_id,renewed\nA,nan\n", "renewed").code == "Q-108");
}

TEST_CASE("awards: a list of ids; an empty one, or one without the column, is refused") {
  const auto list = read_awards(parse_csv("patent_id,award\nA,gold\nB,silver\n", "a.csv").value());
  REQUIRE(list.ok());
  CHECK(list.value().id == std::vector<std::string>{"A", "B"});
  CHECK_FALSE(read_awards(parse_csv("number\nA\n", "a.csv").value()).ok());
  CHECK_FALSE(read_awards(parse_csv("patent_id\n", "a.csv").value()).ok());
  CHECK_FALSE(read_awards(parse_csv("patent_id,award\n,gold\n", "a.csv").value()).ok());
}

TEST_CASE("patents: kinds and states in the book's Chinese words") {
  const auto set =
      read_text("patent_id,kind,status\nCN1,发明,有效\nCN2,外观设计,届满\nCN3,实用新型,待查\n");
  REQUIRE(set.ok());
  CHECK(set.value().kind[0] == "invention");
  CHECK(set.value().kind[1] == "design");
  CHECK(set.value().gates[1][static_cast<std::size_t>(LegalGate::expired)]);
  CHECK(set.value().status_known[0]);
  CHECK_FALSE(set.value().status_known[2]);
  CHECK(fault("patent_id,kind\nCN1,商标\n").message.find("is no kind") != std::string::npos);
}
