// A right's kept values date by date, and the rows they are read from.
#include "engine/verbs/value_history.hpp"

#include <doctest/doctest.h>

#include <filesystem>

#include "engine/formats/file.hpp"
#include "tests/engine/verbs/kept_values.hpp"

using namespace pledgelab;
using namespace pledgelab::test;

namespace {

std::string keep_sample(const std::string& place, const std::string& scenario, Date as_of) {
  ValueRequest request;
  request.inputs.book = "sample";
  request.inputs.scenario = scenario;
  request.inputs.as_of = as_of;
  request.reasons = false;
  request.keep = place;
  RunControl control;
  return value(request, control).value().kept->id;
}

Date date_of(int year, int month, int day) { return make_date(year, month, day).value(); }

}  // namespace

TEST_CASE("value rows: every number and text reads back as it was, to the bit") {
  Book book;
  book.currency = "USD";
  book.assets.resize(2);
  book.assets[0].id = "甲,\"乙\"";
  book.assets[1].id = "B";
  book.assets[1].kind = AssetKind::trademark;
  Valuation odd;
  odd.asset = AssetId{0};
  odd.as_of = date_of(2024, 2, 29);
  odd.mean_yuan = 1.0 / 3;
  odd.low_yuan = 5e-324;
  odd.lower_quartile_yuan = 0.1;
  odd.median_yuan = 1e300;
  odd.upper_quartile_yuan = 123456789.123456789;
  odd.high_yuan = 1.7976931348623157e308;
  odd.ln_sd = 0.2 + 0.1;
  odd.zero_frac = 2.0 / 3;
  odd.effective_evidences = 1.9999999999999998;
  odd.basis = "use value, \"title\"";
  odd.methods = {{"relief_from_royalty", "F21", 0.1 + 0.7, 0.6, 0.75},
                 {"effort cost; 成本|\\", "F39", 1e-9, 0.3, 0.25}};
  odd.flags = {"refused V-121: a; b, c", "back\\slash;", "\"quoted\"", "中文；标记"};
  Valuation plain;
  plain.asset = AssetId{1};
  plain.as_of = date_of(2025, 1, 1);
  plain.basis = "b";
  const Valuation both[] = {odd, plain};
  const std::string text = valuation_header() + valuation_rows(book, both, "v0");
  const auto rows = read_valuation_rows(text, "v.csv");
  REQUIRE(rows.ok());
  REQUIRE(rows.value().size() == 2);
  const ValuationRow& row = rows.value()[0];
  CHECK(row.valuation_id == "v0");
  CHECK(row.asset_id == book.assets[0].id);
  CHECK(row.kind == "invention");
  CHECK(row.currency == "USD");
  CHECK(row.valuation.as_of == odd.as_of);
  CHECK(row.valuation.mean_yuan == odd.mean_yuan);
  CHECK(row.valuation.low_yuan == odd.low_yuan);
  CHECK(row.valuation.lower_quartile_yuan == odd.lower_quartile_yuan);
  CHECK(row.valuation.median_yuan == odd.median_yuan);
  CHECK(row.valuation.upper_quartile_yuan == odd.upper_quartile_yuan);
  CHECK(row.valuation.high_yuan == odd.high_yuan);
  CHECK(row.valuation.ln_sd == odd.ln_sd);
  CHECK(row.valuation.zero_frac == odd.zero_frac);
  CHECK(row.valuation.effective_evidences == odd.effective_evidences);
  CHECK(row.valuation.basis == odd.basis);
  CHECK(row.valuation.flags == odd.flags);
  REQUIRE(row.valuation.methods.size() == 2);
  CHECK(row.valuation.methods[0].method == "relief_from_royalty");
  CHECK(row.valuation.methods[0].value_yuan == odd.methods[0].value_yuan);
  CHECK(row.valuation.methods[1].method == odd.methods[1].method);
  CHECK(row.valuation.methods[1].formula == "F39");
  CHECK(row.valuation.methods[1].weight_frac == 0.25);
  CHECK(rows.value()[1].kind == "trademark");
  CHECK(rows.value()[1].valuation.flags.empty());
  CHECK(rows.value()[1].valuation.methods.empty());
}

TEST_CASE("value rows: what this program did not write is refused with its place") {
  Book book;
  book.assets.resize(1);
  book.assets[0].id = "A";
  Valuation one;
  one.as_of = date_of(2024, 2, 29);
  one.mean_yuan = 4321;
  one.methods = {{"m", "F1", 5, 6, 7}};
  const std::string text = valuation_header() + valuation_rows(book, {&one, 1}, "v0");
  REQUIRE(read_valuation_rows(text, "v.csv").ok());
  const auto fault = [&](const std::string& from, const std::string& to) {
    std::string spoilt = text;
    spoilt.replace(spoilt.find(from), from.size(), to);
    const auto read = read_valuation_rows(spoilt, "v.csv");
    REQUIRE_FALSE(read.ok());
    CHECK(read.errors().front().code == "RUN-112");
    CHECK(read.errors().front().origin.file == "v.csv");
    return read.errors().front().origin.line;
  };
  CHECK(fault("mean_yuan", "mean_wan") == 1);
  CHECK(fault(",flags\n", ",flag\n") == 1);
  CHECK(first_code(read_valuation_rows("a,b\n1,2\n", "v.csv")) == "RUN-112");
  CHECK(fault("4321", "nan") == 2);
  CHECK(fault("4321", "-4321") == 2);
  CHECK(fault("4321", "4321x") == 2);
  CHECK(fault("4321", "") == 2);
  CHECK(fault("4321", "1e999") == 2);
  CHECK(fault("4321", "inf") == 2);
  CHECK(fault("2024-02-29", "2024-02-30") == 2);
  CHECK(fault("m|F1|5|6|7", "m|F1|5|6") == 2);
  CHECK(fault("m|F1|5|6|7", "m|F1|5|x|7") == 2);
  CHECK(fault("\nv0,A,", "\nv0,,") == 2);
}

TEST_CASE("value history: a right's kept values by date, each with its recipe") {
  const Folder folder;
  const std::string place = folder.path() + "/kept";
  const std::string late = keep_sample(place, "base", date_of(2026, 9, 30));
  const std::string early = keep_sample(place, "base", date_of(2026, 8, 31));
  const std::vector<std::string> begun = {"v0000000000aa", "v0000000000ab", "v0123456789ab",
                                          "vffffffffff00", "vffffffffff01", "vffffffffff02"};
  for (std::size_t i = begun.size(); i-- > 0;) {
    std::filesystem::create_directories(place + "/." + begun[i] + "/parts");
  }
  for (const char* name : {"/vnotes", "/v0123", "/x0123456789ab", "/v0123456789abc"}) {
    std::filesystem::create_directories(place + name);
  }
  const auto history = value_history(place, "A00000001-1");
  REQUIRE(history.ok());
  REQUIRE(history.value().values.size() == 2);
  const PastValue& first = history.value().values[0];
  const PastValue& second = history.value().values[1];
  CHECK(first.row.valuation_id == early);
  CHECK(second.row.valuation_id == late);
  CHECK(to_iso(*first.recipe.inputs.as_of) == "2026-08-31");
  CHECK(first.command == "pledgelab value --keep --book sample -s base -l base --as-of 2026-08-31");
  CHECK_FALSE(first.recipe.hashes.empty());
  CHECK(first.recipe.hashes.front().sha256.size() == 64);
  CHECK(history.value().stopped == begun);
  // What explain would say today of the later one.
  const auto now = value(second.recipe.inputs);
  REQUIRE(now.ok());
  CHECK(now.value().inputs.book().assets[0].id == "A00000001-1");
  CHECK(now.value().valuations[0].mean_yuan == second.row.valuation.mean_yuan);
  CHECK(first.row.valuation.mean_yuan != second.row.valuation.mean_yuan);
}

TEST_CASE("value history: what is not there, and what cannot be trusted") {
  const Folder folder;
  const std::string place = folder.path() + "/kept";
  const auto none = value_history(place, "A");
  CHECK(first_code(none) == "RUN-111");
  CHECK(none.errors().front().kind == ErrorKind::not_found);
  const std::string id = keep_sample(place, "base", date_of(2026, 9, 30));
  const std::string other = keep_sample(place, "base", date_of(2026, 8, 31));
  const auto unknown = value_history(place, "A00000001-7");
  CHECK(first_code(unknown) == "RUN-111");
  CHECK(unknown.errors().front().hint.find("did you mean 'A00000001-1'") != std::string::npos);
  // Both folders' faults are told at once.
  std::filesystem::remove(place + "/" + id + "/manifest.json");
  REQUIRE(write_file(place + "/" + other + "/valuations.csv", "x").ok());
  const auto damaged = value_history(place, "A00000001-1");
  REQUIRE_FALSE(damaged.ok());
  REQUIRE(damaged.errors().size() == 2);
  for (const Error& error : damaged.errors()) CHECK(error.code == "RUN-112");
}
