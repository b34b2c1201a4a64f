#include "engine/verbs/market.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include <fmt/core.h>

#include "engine/formats/csv.hpp"
#include "engine/formats/file.hpp"
#include "engine/verbs/sheet_rejects.hpp"
#include "models/base/nearest.hpp"

namespace pledgelab {
namespace {

Error fault(const char* code, const std::string& message, const std::string& hint) {
  return {code, {}, message, hint, ErrorKind::input};
}

bool asked(const MarketRequest& request, const char* group) {
  return request.by.empty() ||
         std::find(request.by.begin(), request.by.end(), group) != request.by.end();
}

Outcome check_request(const MarketRequest& request) {
  for (const std::string& group : request.by) {
    const auto& known = market_groups();
    if (std::find(known.begin(), known.end(), group) != known.end()) continue;
    return fault("M-167", "--by has no '" + group + "'", suggestion(group, known));
  }
  if (!request.relatives_path.empty() && request.patents_path.empty()) {
    return fault("M-167", "--relatives needs the register: a rate has a denominator",
                 "give --patents FILE.csv");
  }
  std::error_code ignored;
  if (!request.relatives_path.empty() && std::filesystem::exists(request.relatives_path, ignored)) {
    return Error{"M-169",
                 {request.relatives_path, 0, 0},
                 "the file is there already",
                 "give a new name, or move it away",
                 ErrorKind::input};
  }
  return Done{};
}

// The records within the days asked.
Result<std::vector<Operation>> records_asked(const MarketRequest& request, MarketOutcome& outcome) {
  const auto cells = read_csv(request.operations_path);
  if (!cells) return cells.errors();
  auto reading = read_operations(cells.value());
  if (!reading) return reading.errors();
  outcome.operations_rows = reading.value().count;
  outcome.warnings = reading.value().notes;
  const Outcome taken =
      take_rejects("M-168", request.operations_path, reading.value().rejects, reading.value().count,
                   request.most_rejected, outcome.warnings);
  if (!taken) return taken.errors();
  std::vector<Operation> records = std::move(reading.value().operations);
  outcome.outside_days = std::erase_if(records, [&](const Operation& record) {
    return (request.from && record.date < *request.from) ||
           (request.through && record.date > *request.through);
  });
  if (records.empty()) {
    return fault("M-170", "no record lies within the days asked", "look at --from and --to");
  }
  std::set<std::uint32_t> operations;
  outcome.first = outcome.last = records.front().date;
  for (const Operation& record : records) {
    outcome.first = std::min(outcome.first, record.date);
    outcome.last = std::max(outcome.last, record.date);
    operations.insert(record.operation);
  }
  outcome.operation_count = operations.size();
  return records;
}

// What has no record is not there: a table of nothing is no fault.
struct Counting {
  const MarketRequest& request;
  const std::vector<Operation>& records;
  MarketOutcome& outcome;

  void table(const std::string& id, MarketFact fact, std::optional<OperationKind> kind = {}) const {
    auto counts = count_operations(records, fact, request.unit, {kind, {}});
    if (counts) outcome.tables.push_back({id, fact, kind, std::move(counts).value()});
  }
  void ranking(const std::string& id, MarketFact fact, const RecordFilter& filter = {}) const {
    auto found = rank_operations(records, fact, request.unit, request.top, filter);
    if (found && found.value().keys > 0) {
      outcome.rankings.push_back({id, fact, std::move(found).value()});
    }
  }
};

void count_all(const Counting& counting) {
  const MarketRequest& request = counting.request;
  if (asked(request, "year")) counting.table("operations", MarketFact::operation);
  if (asked(request, "kind")) {
    counting.table("transfers_by_kind", MarketFact::patent_kind, OperationKind::transfer);
    counting.table("licences_by_kind", MarketFact::patent_kind, OperationKind::licence);
    counting.table("pledges_by_kind", MarketFact::patent_kind, OperationKind::pledge);
    counting.table("international", MarketFact::international);
    counting.ranking("licensed_patents", MarketFact::patent, {OperationKind::licence, {}});
  }
  if (asked(request, "class")) {
    counting.table("sections", MarketFact::section);
    counting.ranking("classes", MarketFact::technology_class);
  }
  if (asked(request, "region")) {
    counting.table("regions", MarketFact::region);
    counting.ranking("leading_regions", MarketFact::region);
  }
  if (asked(request, "party")) {
    counting.table("from_kinds", MarketFact::from_kind);
    counting.table("to_kinds", MarketFact::to_kind);
    counting.ranking("transferors", MarketFact::from_party, {OperationKind::transfer, {}});
    counting.ranking("universities", MarketFact::from_party, {{}, HolderKind::university});
    counting.ranking("institutes", MarketFact::from_party, {{}, HolderKind::institute});
  }
}

Outcome add_liquidity(const MarketRequest& request, const std::vector<Operation>& records,
                      MarketOutcome& outcome) {
  const auto cells = read_csv(request.patents_path);
  if (!cells) return cells.errors();
  const auto reading = read_register(cells.value());
  if (!reading) return reading.errors();
  outcome.patents_rows = reading.value().count;
  for (const std::string& note : reading.value().notes) outcome.warnings.push_back(note);
  Outcome taken = take_rejects("M-168", request.patents_path, reading.value().rejects,
                               reading.value().count, request.most_rejected, outcome.warnings);
  if (!taken) return taken;
  LiquidityTerms terms;
  terms.from = request.from.value_or(*make_date(civil(outcome.first).year, 1, 1));
  terms.to = add_days(request.through.value_or(outcome.last), 1);
  terms.least_records = request.least_records;
  auto liquidity = measure_liquidity(records, reading.value().patents, terms);
  if (!liquidity) return liquidity.errors();
  outcome.relatives = sale_relatives(liquidity.value());
  outcome.liquidity = std::move(liquidity).value();
  return Done{};
}

// A scenario over base with one parameter more: `run -s FILE` sells by it.
std::string relatives_yaml(const MarketOutcome& outcome) {
  const Liquidity& liquidity = *outcome.liquidity;
  const ClassLiquidity& all = liquidity.classes.front();
  std::string text = fmt::format(
      "# Made by: pledgelab market --relatives. Hazard of sale of a class over that of all.\n"
      "schema: scenario/1\nid: market-liquidity\n"
      "name: {{zh: \"按技术领域的流动性\", en: \"liquidity by technology class\"}}\n"
      "as_of: {0}\nbaseline: base\nparameters:\n  sale_class_relative:\n    unit: number\n"
      "    source: \"fitted: {1} transfers of {2} patents in force, {3} to {4}; a trade between "
      "willing parties is no forced sale: bounds {5} to {6} assumed\"\n"
      "    date: {0}\n    mark: fitted\n    by: technology_class\n    rows:\n",
      to_iso(outcome.last), all.records, all.patents, to_iso(liquidity.terms.from),
      to_iso(add_days(liquidity.terms.to, -1)), kLeastRelative, kMostRelative);
  for (const SaleRelative& one : outcome.relatives) {
    const std::string key = one.technology_class.empty() ? "else" : one.technology_class;
    text += fmt::format("      \"{}\": {:.6f}\n", key, one.relative);
  }
  return text;
}

void warn_of_part_year(MarketOutcome& outcome) {
  const CivilDate last = civil(outcome.last);
  if (last.month == 12) return;
  outcome.warnings.push_back(
      fmt::format("the last record is of {}: the growth of {} compares a part of a year",
                  to_iso(outcome.last), last.year));
}

}  // namespace

const std::vector<std::string>& market_groups() {
  static const std::vector<std::string> kGroups = {"year", "kind", "class", "region", "party"};
  return kGroups;
}

Result<MarketOutcome> market(const MarketRequest& request) {
  if (const Outcome checked = check_request(request); !checked) return checked.errors();
  MarketOutcome outcome;
  outcome.unit = request.unit;
  auto records = records_asked(request, outcome);
  if (!records) return records.errors();
  warn_of_part_year(outcome);
  count_all({request, records.value(), outcome});
  if (request.patents_path.empty()) return outcome;
  const Outcome measured = add_liquidity(request, records.value(), outcome);
  if (!measured) return measured.errors();
  if (request.relatives_path.empty()) return outcome;
  const Outcome written = write_file(request.relatives_path, relatives_yaml(outcome));
  if (!written) return written.errors();
  outcome.relatives_written = request.relatives_path;
  return outcome;
}

}  // namespace pledgelab
