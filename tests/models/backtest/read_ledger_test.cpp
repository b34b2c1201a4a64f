// The ledger's two files: what is read, what is refused with place and hint, what is put aside.
#include "models/backtest/read_ledger.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "engine/formats/csv.hpp"

using namespace pledgelab;

namespace {

Result<Loaded<ForecastLedger>> forecasts(const std::string& text) {
  return read_forecasts(parse_csv(text, "f.csv").value());
}

Result<Loaded<std::vector<RealisedValue>>> outcomes(const std::string& text,
                                                    const std::string& currency = "CNY") {
  return read_realised_values(parse_csv(text, "o.csv").value(), currency);
}

const std::string kForecastHead =
    "asset_id,kind,date,purpose,probability_zero_frac,median_yuan,ln_sd\n";
const std::string kOutcomeHead = "asset_id,date,what,amount_yuan,valuer_id\n";

// The one fault of a forecast row or of an outcome row, by its text.
std::string told(const Error& error) { return to_text(error); }

std::string reject_of(const std::string& row) {
  const auto read = forecasts(kForecastHead + row + "\n");
  REQUIRE(read.ok());
  CHECK(read.value().value.forecasts.empty());
  REQUIRE(read.value().rejects.size() == 1);
  CHECK(read.value().rejects[0].raw == row);
  return told(read.value().rejects[0].error);
}

std::string outcome_reject_of(const std::string& row) {
  const auto read = outcomes(kOutcomeHead + row + "\n");
  REQUIRE(read.ok());
  CHECK(read.value().value.empty());
  REQUIRE(read.value().rejects.size() == 1);
  return told(read.value().rejects[0].error);
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("read ledger: forecasts by median and ln-SD, with an atom and without") {
  const auto read = forecasts(kForecastHead +
                              "A1,invention,2024-01-31,sale,0.25,1000.50,0.7\n"
                              "A2,,2024-02-29,reappraisal,0,20,2.1\n"
                              "A3,trademark,2024-02-29,licence,1,,\n");
  REQUIRE(read.ok());
  CHECK(read.value().rejects.empty());
  CHECK(read.value().value.currency == "CNY");
  const auto& rows = read.value().value.forecasts;
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].asset_id == "A1");
  CHECK(*rows[0].kind == AssetKind::invention);
  CHECK(to_iso(rows[0].made_on) == "2024-01-31");
  CHECK(rows[0].purpose == Realisation::sale);
  CHECK(rows[0].worth.zero_frac == 0.25);
  CHECK(rows[0].worth.ln_mean == doctest::Approx(std::log(1000.5)));
  CHECK(rows[0].worth.ln_sd == 0.7);
  CHECK(rows[0].line == 2);
  CHECK_FALSE(rows[1].kind.has_value());
  CHECK(rows[1].purpose == Realisation::reappraisal);
  CHECK(rows[2].worth.zero_frac == 1);
  CHECK(rows[2].purpose == Realisation::licence);
}

TEST_CASE("read ledger: forecasts by quantiles, in ten thousands, with Chinese words") {
  const auto read = forecasts(
      "权利编号,种类,估值日,用途,P10(万元),P90(万元)\n"
      "A1,发明专利,2024-01-31,处置,1,100\n"
      "A2,,2024-01-31,许可,1,100\nA3,,2024-01-31,重估,1,100\n");
  REQUIRE(read.ok());
  REQUIRE(read.value().value.forecasts.size() == 3);
  const ValueForecast& row = read.value().value.forecasts[0];
  CHECK(*row.kind == AssetKind::invention);
  CHECK(row.purpose == Realisation::sale);
  CHECK(row.worth.zero_frac == 0);
  CHECK(row.worth.ln_mean == doctest::Approx(std::log(1e5)));         // √(10⁴ × 10⁶) yuan
  CHECK(row.worth.ln_sd == doctest::Approx(1.796714).epsilon(1e-6));  // ln 100/(2 × 1.2815516)
  CHECK(read.value().value.forecasts[2].purpose == Realisation::reappraisal);
  const auto with_atom = forecasts(
      "asset_id,date,purpose,probability_zero_frac,p10_usd,p90_usd\n"
      "A1,2024-01-31,sale,0.3,10,1000\n");
  CHECK(with_atom.value().value.currency == "USD");
  CHECK(with_atom.value().value.forecasts[0].worth.zero_frac == 0.3);
}

TEST_CASE("read ledger: outcomes") {
  const auto read = outcomes(kOutcomeHead +
                             "A1,2024-05-06,sale,0,\nA1,2024-05-06,licence,12.34,\n"
                             "A2,2024-05-06,评估,99,V-1\nA2,2024-05-06,reappraisal,98,V-2\n");
  REQUIRE(read.ok());
  CHECK(read.value().rejects.empty());
  REQUIRE(read.value().value.size() == 4);
  CHECK(read.value().value[0].amount == Money());
  CHECK(read.value().value[1].amount.fen() == 1234);
  CHECK(read.value().value[1].what == Realisation::licence);
  CHECK(read.value().value[2].what == Realisation::reappraisal);
  CHECK(read.value().value[2].valuer_id == "V-1");
  CHECK(read.value().value[3].line == 5);
  // Without re-appraisals the column of valuers may be missing; amounts may be in 万元.
  const auto wan = outcomes("asset_id,date,what,成交价(万元)\nA1,2024-05-06,拍卖,1.5\n");
  CHECK(wan.value().value[0].amount == Money::of_yuan(15'000));
}

TEST_CASE("read ledger: a wrong column refuses the file with its place and the nearest word") {
  const auto typo = forecasts("asset_id,date,purpse,median_yuan,ln_sd\nA,2024-01-01,sale,1,1\n");
  REQUIRE_FALSE(typo.ok());
  CHECK(told(typo.errors()[0]) ==
        "f.csv:1:15: the column 'purpse' is not known [B-161]\n    did you mean 'purpose'?");
  REQUIRE(typo.errors().size() == 2);
  CHECK(holds(told(typo.errors()[1]), "the column 'purpose' is missing"));
  CHECK(holds(typo.errors()[1].hint, "rename 'purpse'"));
  const auto missing = forecasts("asset_id,median_yuan,ln_sd\nA,1,1\n");
  CHECK(missing.errors().size() == 2);
  CHECK(missing.errors()[0].code == "B-161");
  const auto twice = forecasts("asset_id,date,date,purpose,median_yuan,ln_sd\nA,,,sale,1,1\n");
  CHECK(holds(told(twice.errors()[0]), "f.csv:1:15: the column 'date' is given twice"));
  const auto shapeless = forecasts("asset_id,date,purpose,median_yuan\nA,2024-01-01,sale,1\n");
  CHECK(holds(told(shapeless.errors()[0]), "no columns of a distribution"));
  CHECK_FALSE(forecasts("asset_id,date,purpose,p10_yuan,ln_sd\nA,2024-01-01,sale,1,1\n").ok());
}

TEST_CASE("read ledger: amounts state one unit and one currency") {
  const auto bare = forecasts("asset_id,date,purpose,median,ln_sd\nA,2024-01-01,sale,1,1\n");
  CHECK(bare.errors().size() == 1);
  CHECK(bare.errors()[0].code == "B-162");
  CHECK(holds(bare.errors()[0].hint, "write median_yuan"));
  const auto share = forecasts("asset_id,date,purpose,median_frac,ln_sd\nA,2024-01-01,sale,1,1\n");
  CHECK(share.errors()[0].code == "B-162");
  const auto mixed = forecasts("asset_id,date,purpose,p10_usd,p90_yuan\nA,2024-01-01,sale,1,2\n");
  CHECK(mixed.errors()[0].code == "B-162");
  CHECK(holds(mixed.errors()[0].message, "is in CNY, other amounts are in USD"));
  CHECK(holds(mixed.errors()[0].hint, "write p90_usd"));
  const auto percent = forecasts(
      "asset_id,date,purpose,probability_zero,median_yuan,ln_sd\nA,2024-01-01,sale,0,1,1\n");
  CHECK(percent.errors().size() == 1);
  CHECK(holds(percent.errors()[0].hint, "write probability_zero_frac"));
  const auto other = outcomes(kOutcomeHead + "A,2024-01-01,sale,1,\n", "USD");
  CHECK(other.errors()[0].code == "B-162");
  CHECK(holds(other.errors()[0].hint, "write amount_usd"));
  const auto short_head = outcomes("asset_id,date,what\nA,2024-01-01,sale\n");
  CHECK(short_head.errors()[0].code == "B-161");
  CHECK(holds(short_head.errors()[0].hint, "columns are asset_id, "));
}

TEST_CASE("read ledger: a wrong row is put aside with its reason") {
  CHECK(reject_of("A1,invention,2024-01-32,sale,0,1,1") ==
        "f.csv:2:14: '2024-01-32' is no date [B-163]\n    write YYYY-MM-DD");
  // Of two faults the first is the reason.
  CHECK(holds(reject_of("A1,,x,y,0,1,1"), "'x' is no date"));
  CHECK(holds(reject_of("A1,inventon,2024-01-01,sale,0,1,1"), "did you mean 'invention'?"));
  CHECK(holds(reject_of("A1,,2024-01-01,sail,0,1,1"), "'sail' is no purpose"));
  CHECK(holds(reject_of("A1,,2024-01-01,slae,0,1,1"), "did you mean 'sale'?"));
  CHECK(holds(reject_of(",,2024-01-01,sale,0,1,1"), "no right is named"));
  CHECK(holds(reject_of("A1,,2024-01-01,sale,,1,1"), "'' is no number of 0 or more"));
  CHECK(holds(reject_of("A1,,2024-01-01,sale,-0.1,1,1"), "'-0.1' is no number"));
  CHECK(holds(reject_of("A1,,2024-01-01,sale,1.1,1,1"), "'1.1' is no probability"));
  CHECK(holds(reject_of("A1,,2024-01-01,sale,0,0,1"), "'0' must be above 0"));
  CHECK(holds(reject_of("A1,,2024-01-01,sale,0,-5,1"), "'-5' must be above 0"));
  CHECK(holds(reject_of("A1,,2024-01-01,sale,0,1e3,1"), "'1e3' is no amount"));
  CHECK(holds(reject_of("A1,,2024-01-01,sale,0,1,nan"), "'nan' is no number"));
  CHECK(holds(reject_of("A1,,2024-01-01,sale,0,1,0"),
              "f.csv:2:25: the ln-SD of a forecast must lie above 0"));
  CHECK(holds(reject_of("A1,,2024-01-01,sale,0,1,10.5"), "at most 10"));
  CHECK(holds(reject_of("A1,,2024-01-01,sale,0,1,"), "the row has no distribution"));
  CHECK(holds(reject_of("A1,,2024-01-01,sale,0,,1"), "B-165"));
  CHECK(holds(outcome_reject_of("A1,2024-13-01,sale,1,"), "o.csv:2:4: '2024-13-01' is no date"));
  CHECK(holds(outcome_reject_of("A1,2024-01-01,sold,1,"), "'sold' is no what"));
  CHECK(holds(outcome_reject_of("A1,2024-01-01,sale,-1,"), "must be 0 or more"));
  CHECK(holds(outcome_reject_of("A1,2024-01-01,reappraisal,0,V"), "must be above 0"));
  const auto nothing = outcomes(kOutcomeHead + "A1,2024-01-01,reappraisal,0,V\n");
  CHECK(holds(nothing.value().rejects[0].error.hint, "only a sale may come to nothing"));
  CHECK(
      holds(outcome_reject_of("A1,2024-01-01,reappraisal,5,"), "re-appraisal without its valuer"));
  CHECK(holds(outcome_reject_of("A1,2024-01-01,sale,5,V"), "o.csv:2:22: a sale has no valuer"));
  CHECK(holds(outcome_reject_of(",2024-01-01,sale,5,"), "no right is named"));
}

TEST_CASE("read ledger: one of two forms of distribution a row; quantiles that do not rise") {
  const std::string head = "asset_id,date,purpose,median_yuan,ln_sd,p10_yuan,p90_yuan\n";
  const auto read = forecasts(head + "A1,2024-01-01,sale,5,1,,\nA2,2024-01-01,sale,,,1,100\n" +
                              "A3,2024-01-01,sale,5,1,1,100\nA4,2024-01-01,sale,5,,,100\n" +
                              "A5,2024-01-01,sale,,,5,5\nA6,2024-01-01,sale,,,0,5\n");
  REQUIRE(read.ok());
  CHECK(read.value().value.forecasts.size() == 2);
  REQUIRE(read.value().rejects.size() == 4);
  CHECK(holds(told(read.value().rejects[0].error), "both median and ln_sd, and p10 and p90"));
  CHECK(read.value().rejects[1].error.code == "B-165");
  CHECK(holds(told(read.value().rejects[2].error), "P10 < P90"));
  CHECK(holds(told(read.value().rejects[3].error), "must be above 0"));
}

TEST_CASE("read ledger: a row that says again what a kept one says is put aside") {
  const auto read = forecasts(kForecastHead +
                              "A1,,2024-01-01,sale,0,1,1\nA1,,2024-01-01,sale,0,2,1\n"
                              "A1,,2024-01-02,sale,0,2,1\nA1,,2024-01-01,licence,0,2,1\n");
  CHECK(read.value().value.forecasts.size() == 3);
  REQUIRE(read.value().rejects.size() == 1);
  CHECK(read.value().rejects[0].error.code == "B-164");
  CHECK(holds(read.value().rejects[0].error.message, "what line 2 says of 'A1'"));
  const auto again = outcomes(kOutcomeHead +
                              "A1,2024-01-01,reappraisal,5,V\n"
                              "A1,2024-01-01,reappraisal,6,V\n"
                              "A1,2024-01-01,reappraisal,6,W\n");
  CHECK(again.value().value.size() == 2);
  CHECK(again.value().rejects[0].error.code == "B-164");
}

TEST_CASE("read ledger: a forecast may name its method, and several methods may say of one day") {
  const std::string head = "asset_id,date,purpose,median_yuan,ln_sd,method\n";
  const auto read = forecasts(head +
                              "A1,2024-01-31,sale,100,0.5,\n"
                              "A1,2024-01-31,sale,110,0.35,relief_from_royalty\n"
                              "A1,2024-01-31,sale,90,1,effort_cost\n");
  REQUIRE(read.ok());
  CHECK(read.value().rejects.empty());
  REQUIRE(read.value().value.forecasts.size() == 3);
  CHECK(read.value().value.forecasts[0].method.empty());
  CHECK(read.value().value.forecasts[1].method == "relief_from_royalty");
  const auto chinese = forecasts(
      "权利编号,估值日,用途,中位数(元),对数标准差,估值方法\nA1,2024-01-31,重估,1,1,survey_prior\n");
  REQUIRE(chinese.ok());
  CHECK(chinese.value().value.forecasts[0].method == "survey_prior");
  const auto wrong = forecasts(head +
                               "A1,2024-01-31,sale,110,0.35,relief_of_royalty\n"
                               "A2,2024-01-31,sale,110,0.35,effort_cost\n"
                               "A2,2024-01-31,sale,120,0.35,effort_cost\n");
  REQUIRE(wrong.ok());
  CHECK(wrong.value().value.forecasts.size() == 1);
  REQUIRE(wrong.value().rejects.size() == 2);
  CHECK(told(wrong.value().rejects[0].error) ==
        "f.csv:2:29: 'relief_of_royalty' is no method [B-163]\n    did you mean "
        "'relief_from_royalty'?");
  CHECK(wrong.value().rejects[1].error.code == "B-164");
}
