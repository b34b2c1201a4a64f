// sample/1 is read strictly: each fault has its place and a hint.
#include <doctest/doctest.h>

#include "engine/formats/file.hpp"
#include "tests/models/sample/the_sample.hpp"

using namespace pledgelab;

namespace {

/// The shipped file with one text replaced, read.
Errors errors_after(const std::string& from, const std::string& to) {
  std::string text = read_file(test::source_root() + "/scenarios/sample-book.yaml").value();
  const std::size_t place = text.find(from);
  REQUIRE(place != std::string::npos);
  text.replace(place, from.size(), to);
  const auto document = parse_yaml(text, "sample-book.yaml");
  REQUIRE(document.ok());
  return read_sample(document.value()).errors();
}

bool has(const Errors& errors, const std::string& code, const std::string& words) {
  for (const Error& error : errors) {
    const bool placed = error.origin.line > 0 && error.origin.file == "sample-book.yaml";
    if (error.code == code && placed && to_text(error).find(words) != std::string::npos) {
      return true;
    }
  }
  return false;
}

}  // namespace

TEST_CASE("sample/1: levels arrive in their units") {
  const SampleSpec spec = test::the_sample();
  CHECK(spec.seed == 20190830);
  CHECK(to_iso(spec.as_of) == "2026-09-30");
  CHECK(spec.loan_median_yuan == 3'400'000);
  CHECK(spec.growth_least_annual_frac == doctest::Approx(-0.03));
  CHECK(spec.use_evidence_most_months == 40);
  CHECK(spec.loan_to_value_most_frac[0] == doctest::Approx(0.27));  // invention
  CHECK(spec.loan_to_value_most_frac[3] == doctest::Approx(0.34));  // trademark
  CHECK(spec.term_months.numbers == std::vector<double>{12, 24, 36});
  CHECK(spec.lenders.size() == 10);
  CHECK(spec.sources.size() > 70);
}

TEST_CASE("sample/1: faults are told with place and hint") {
  CHECK(has(errors_after("loan_ln_sd:", "loan_lnsd:"), "Y-205", "loan_ln_sd"));
  CHECK(has(errors_after("{\"12\": 60%", "{\"12\": 61%"), "M-103", "1.01"));
  CHECK(
      has(errors_after("unit: yuan, value: 340wan", "unit: frac, value: 340wan"), "M-101", "yuan"));
  CHECK(has(errors_after("value: 340wan", "value: 340"), "M-101", "340"));
  CHECK(has(errors_after("value: 35,", "value: -35,"), "M-102", "range"));
  CHECK(has(errors_after("{invention: 46%", "{inventio: 46%"), "M-104", "invention"));
  CHECK(has(errors_after("layout_design: 17%, copyright: 17%}", "layout_design: 17%}"), "Y-202",
            "copyright"));
  CHECK(has(errors_after("spread_least:\n    {unit: frac_annual, value: 0.6%",
                         "spread_least:\n    {unit: frac_annual, value: 3.6%"),
            "M-105", "least"));
  CHECK(has(errors_after("mark: fitted", "mark: fited"), "Y-204", "fitted"));
  CHECK(has(errors_after("as_of: 2026-09-30", "as_of: 2026-09-31"), "M-101", "2026-09-31"));
  CHECK(has(errors_after("- {sector: food,", "- {sector: foods,"), "M-104", "food"));
}
