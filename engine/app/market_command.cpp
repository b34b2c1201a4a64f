#include <string>
#include <vector>

#include "engine/app/book_options.hpp"
#include "engine/app/commands.hpp"
#include "engine/app/market_answer.hpp"
#include "models/base/nearest.hpp"

namespace pledgelab {
namespace {

const std::vector<std::string> kUnitWords = {"patent", "operation"};

// What the command line holds beside the request.
struct MarketTexts {
  std::string unit = "patent";
  std::string from;
  std::string through;
  std::string max_bad = "5%";
};

void declare(CLI::App& options, MarketRequest& request, MarketTexts& texts) {
  options
      .add_option("--operations", request.operations_path,
                  "operations.csv: one row a patent in a transfer, licence or pledge")
      ->required();
  options.add_option("--patents", request.patents_path,
                     "patents.csv: every patent that could have been traded; gives liquidity");
  options
      .add_option("--by", request.by, "year, kind, class, region, party; several parted by commas")
      ->delimiter(',');
  options.add_option("--unit", texts.unit,
                     "patent: each patent in an operation; operation: each operation");
  options.add_option("--top", request.top, "places of a ranking")
      ->check(CLI::Range(std::size_t{1}, std::size_t{10'000}));
  options.add_option("--from", texts.from, "records from this day on");
  options.add_option("--to", texts.through, "records to this day");
  options.add_option("--least", request.least_records,
                     "effective records below which a class takes the liquidity of its parent");
  options.add_option("--relatives", request.relatives_path,
                     "writes the relatives as a scenario over base: run -s FILE sells by them");
  options.add_option("--max-bad", texts.max_bad,
                     "rows left out that are borne: N% of a file, or N");
}

Outcome read_day(const char* option, const std::string& text, std::optional<Date>& day) {
  if (text.empty()) return Done{};
  day = parse_date(text);
  if (day) return Done{};
  return Error{"U-104",
               {},
               std::string(option) + " '" + text + "' is no date",
               "write 2018-12-31",
               ErrorKind::input};
}

Outcome finish(const MarketTexts& texts, MarketRequest& request) {
  if (texts.unit != kUnitWords[0] && texts.unit != kUnitWords[1]) {
    return Error{"U-106",
                 {},
                 "--unit '" + texts.unit + "' is no unit of count",
                 suggestion(texts.unit, kUnitWords),
                 ErrorKind::input};
  }
  request.unit = texts.unit == kUnitWords[0] ? CountUnit::patent : CountUnit::operation;
  if (Outcome from = read_day("--from", texts.from, request.from); !from) return from;
  if (Outcome to = read_day("--to", texts.through, request.through); !to) return to;
  const auto limit = max_bad_of(texts.max_bad);
  if (!limit) return limit.errors();
  if (limit.value()) request.most_rejected = *limit.value();
  return Done{};
}

}  // namespace

int market_command(const Arguments& arguments) {
  CommandLine line("market", "What records of transfers, licences and pledges say of a market.",
                   "pledgelab market --operations operations.csv --by year,class --top 5\n"
                   "  pledgelab market --operations operations.csv --patents patents.csv "
                   "--relatives liquidity.yaml");
  MarketRequest request;
  MarketTexts texts;
  declare(line.options(), request, texts);
  if (const auto code = line.parse(arguments)) return *code;
  if (const Outcome whole = finish(texts, request); !whole) {
    return refuse(line.json(), whole.errors());
  }
  const auto outcome = market(request);
  if (!outcome) return refuse(line.json(), outcome.errors());
  return answer(line.json(), to_json(outcome.value()), to_text(outcome.value()),
                outcome.value().warnings);
}

}  // namespace pledgelab
