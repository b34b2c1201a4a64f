// Good sheets, changed at random, at every strict reader of sheets: a value that keeps its limits,
// or faults with a code, a message and the file; never a NaN, never a crash.
#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <random>

#include "engine/formats/csv.hpp"
#include "models/backtest/read_ledger.hpp"
#include "models/market/operations.hpp"
#include "models/quality/patent_set.hpp"
#include "models/sharing/claims.hpp"
#include "models/sharing/periods.hpp"

using namespace pledgelab;

namespace {

constexpr int kChanges = 3'000;  // of each sheet

// What a cell may not be, and what a careless hand types.
const std::vector<std::string> kBits = {
    "nan",        "inf",   "-1", "1e400", "0x10",
    "1,000",      "3.5亿", "\"", ",",     "\n",
    "  ",         "-0.0",  "%",  "300%",  "99999999999999999999",
    "2024-13-45", "0",     "é",  "\xff",  "¥"};

std::string changed(const std::string& sheet, std::mt19937& dice) {
  const auto below = [&](std::size_t most) { return dice() % std::max<std::size_t>(1, most); };
  std::string text = sheet;
  for (std::size_t times = 1 + below(3); times > 0; --times) {
    const std::size_t at = below(text.size());
    switch (below(6)) {
      case 0:
        text[at] = static_cast<char>(below(256));
        break;
      case 1:
        text.erase(at, 1 + below(6));
        break;
      case 2:
        text.insert(at, kBits[below(kBits.size())]);
        break;
      case 3:
        text.insert(at, text.substr(below(text.size()), below(24)));
        break;
      case 4:
        text.resize(at);
        break;
      default: {  // a cell becomes another thing
        const std::size_t from = text.find(',', at);
        if (from == std::string::npos) break;
        const std::size_t end = std::min(text.find_first_of(",\n", from + 1), text.size());
        text.replace(from + 1, end - from - 1, kBits[below(kBits.size())]);
      }
    }
  }
  return text;
}

void told(const Errors& errors) {
  CHECK(!errors.empty());
  for (const Error& error : errors) {
    CHECK(!error.code.empty());
    CHECK(!error.message.empty());
    CHECK(error.kind == ErrorKind::input);
  }
}

void told(const std::vector<Reject>& rejects) {
  for (const Reject& reject : rejects) CHECK(!reject.error.message.empty());
}

// How many of the changed sheets were read; each is read or told.
int read_changed(const std::string& sheet, const std::function<bool(const Cells&)>& read) {
  std::mt19937 dice(20'261'130);
  int good = 0;
  for (int i = 0; i < kChanges; ++i) {
    const std::string text = changed(sheet, dice);
    CAPTURE(text);
    const auto cells = parse_csv(text, "sheet.csv");
    if (!cells.ok()) {
      told(cells.errors());
      continue;
    }
    good += read(cells.value()) ? 1 : 0;
  }
  return good;
}

template <class T, class Check>
bool taken(const Result<T>& result, const Check& check) {
  if (!result.ok()) {
    told(result.errors());
    return false;
  }
  check(result.value());
  return true;
}

}  // namespace

TEST_CASE("fuzz: changed sheets of losses and periods are read or told") {
  const std::string losses =
      "loss_id,loan_id,default_date,principal_loss_yuan,interest_loss_yuan,recovery_yuan,"
      "recovery_date,loan.rate,borrower.size\nA,L1,2024-03-01,1000.50,20,5,2024-06-01,4.35%,small\n"
      "B,L2,2024-04-01,7,0,,,5%,micro\n";
  CHECK(read_changed(losses, [](const Cells& cells) {
          return taken(read_losses(cells, "CNY"), [](const LossFile& file) {
            const Claims& claims = file.claims;
            for (std::size_t i = 0; i < claims.size(); ++i) {
              CHECK(claims.principal_fen[i] >= 0);
              CHECK(claims.principal_fen[i] <= Money::kMaxInputFen);
              CHECK(!claims.loss_id[i].empty());
            }
          });
        }) > 100);
  const std::string periods =
      "party_id,scheme_id,period_start,period_end,cohort,measure,value_yuan\n"
      "B1,s,2024-01-01,2024-12-31,,lent,1000\nB1,s,,2024-12-31,2023,npl_balance,10.25\n";
  CHECK(read_changed(periods, [](const Cells& cells) {
          return taken(read_periods(cells, "CNY"), [](const Periods& read) {
            for (const PeriodRow& row : read.rows) CHECK(row.fen <= Money::kMaxInputFen);
          });
        }) > 50);
}

TEST_CASE("fuzz: changed ledgers of forecasts and outcomes are read or told") {
  const std::string forecasts =
      "asset_id,kind,date,purpose,probability_zero_frac,median_yuan,ln_sd\n"
      "P1,invention,2024-01-01,reappraisal,0,1000000.00,0.7\nP2,,2024-01-01,sale,0.5,20000.00,1."
      "5\n";
  CHECK(read_changed(forecasts, [](const Cells& cells) {
          return taken(read_forecasts(cells), [](const Loaded<ForecastLedger>& ledger) {
            told(ledger.rejects);
            for (const ValueForecast& one : ledger.value.forecasts) {
              CHECK(std::isfinite(one.worth.ln_mean));
              CHECK(std::isfinite(one.worth.ln_sd));
              CHECK((one.worth.zero_frac >= 0 && one.worth.zero_frac <= 1));
            }
          });
        }) > 100);
  const std::string outcomes =
      "asset_id,date,what,amount_yuan,valuer_id\nP1,2024-06-01,sale,300000.00,\n"
      "P2,2024-07-01,reappraisal,25000.00,V1\n";
  CHECK(read_changed(outcomes, [](const Cells& cells) {
          return taken(read_realised_values(cells, "CNY"),
                       [](const Loaded<std::vector<RealisedValue>>& read) {
                         told(read.rejects);
                         for (const RealisedValue& one : read.value) CHECK(one.amount.fen() >= 0);
                       });
        }) > 100);
}

TEST_CASE("fuzz: changed records of operations and sets of patents are read or told") {
  const std::string operations =
      "operation_id,patent_id,kind,operation,date,technology_class,region,from_party,to_party,"
      "price_yuan\nO1,P1,invention,transfer,2018-03-01,H01M,浙江,U,C,1000.00\n"
      "O2,P2,design,pledge,2018-04-01,,,C,B,\n";
  CHECK(read_changed(operations, [](const Cells& cells) {
          return taken(read_operations(cells), [](const OperationReading& read) {
            told(read.rejects);
            CHECK(read.count.read == read.operations.size() + read.rejects.size());
            for (const Operation& one : read.operations) {
              CHECK(one.operation < read.operation_count);
              if (one.price) CHECK(one.price->fen() >= 0);
            }
          });
        }) > 100);
  const std::string patents =
      "patent_id,kind,section,grant_year,status,claims,family_size,forward_citations,ipc\n"
      "P1,invention,H,2015,valid,12,3,7,H01M10/05;H01L21/"
      "00\nP2,invention,H,2015,lapsed,4,1,0,H01M\n";
  CHECK(read_changed(patents, [](const Cells& cells) {
          return taken(read_patents(cells), [](const PatentSet& set) {
            for (const IndicatorColumn& column : set.indicators) {
              CHECK(column.values.size() == set.size());
              for (const auto& value : column.values) CHECK((!value || std::isfinite(*value)));
            }
          });
        }) > 100);
}
