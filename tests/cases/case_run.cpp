#include "tests/cases/case_run.hpp"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "engine/formats/csv.hpp"
#include "engine/formats/yaml.hpp"
#include "engine/verbs/share.hpp"
#include "models/base/money.hpp"
#include "models/base/quantity.hpp"
#include "tests/cases/case_file.hpp"
#include "tests/support/places.hpp"

namespace pledgelab::test {
namespace {

using Differences = std::vector<std::string>;

// What an inline policy may leave out, because a case is about something else.
const std::vector<std::pair<std::string, std::string>> kHead = {
    {"schema", "policy/1"},
    {"id", "case"},
    {"version", "'1'"},
    {"source", "[{title: a case, mark: assumed}]"},
    {"effective", "{from: 2000-01-01, by: default}"},
    {"money", "{currency: CNY, round: half_up}"},
    {"year", "calendar"},
    {"claim", "{trigger: {loan.days_past_due: {gt: 90}}, pay: claim}"},
    {"recovery", "{costs: first, by: as_borne}"},
};

bool has_key(const std::string& yaml, const std::string& key) {
  return yaml.rfind(key + ":", 0) == 0 || yaml.find("\n" + key + ":") != std::string::npos;
}

// Puts VALUE in the place of what `assume` gives NAME.
void assume(std::string& yaml, const std::string& name, const std::string& value,
            Differences& told) {
  const auto document = parse_yaml(yaml, "policy.yaml");
  const Node* table = document ? document.value().root.find("assume") : nullptr;
  const Node* old = table == nullptr ? nullptr : table->find(name);
  if (old == nullptr || old->kind != Node::Kind::scalar) {
    told.push_back("set: the policy assumes no figure '" + name + "'");
    return;
  }
  std::size_t at = 0;
  for (std::uint32_t line = 1; line < old->line; ++line) at = yaml.find('\n', at) + 1;
  at = yaml.find(old->text, at + old->column - 1);
  yaml.replace(at, old->text.size(), value);
}

std::string policy_text(const CaseFile& file, Differences& told) {
  std::string yaml = file.policy.text;
  if (!file.policy_name.empty()) {
    const std::string path = source_root() + "/policies/sharing/" + file.policy_name + ".yaml";
    std::ifstream in(path);
    if (!in) told.push_back("no policies/sharing/" + file.policy_name + ".yaml");
    std::stringstream bytes;
    bytes << in.rdbuf();
    yaml = bytes.str();
  } else {
    for (const auto& [key, text] : kHead) {
      if (!has_key(yaml, key)) yaml += key + ": " + text + "\n";
    }
  }
  for (const auto& [name, value] : file.assumed) assume(yaml, name, value, told);
  return yaml;
}

// "P-105 at 12:7", the place in the case file where the text stands there.
std::string place_text(const CaseFile& file, const Error& error) {
  const std::string name = error.origin.file.substr(error.origin.file.find_last_of('/') + 1);
  const CaseSection* section = nullptr;
  if (name == "policy.yaml" && file.policy_name.empty()) section = &file.policy;
  if (name == "losses.csv") section = &file.losses;
  if (name == "periods.csv") section = &file.periods;
  std::uint32_t line = error.origin.line;
  if (section != nullptr && line > 0 && line <= section->lines.size()) {
    line = section->lines[line - 1];
  }
  if (line == 0) return error.code;
  return error.code + " at " + std::to_string(line) + ":" + std::to_string(error.origin.column);
}

void check_refused(const CaseFile& file, const Result<ShareOutcome>& outcome, Differences& told) {
  if (outcome.ok()) {
    told.push_back("expected refused " + file.refused + ", got an answer");
    return;
  }
  const std::string got = place_text(file, outcome.errors().front());
  const bool code_only = file.refused.find(' ') == std::string::npos;
  if (got == file.refused || (code_only && got.rfind(file.refused, 0) == 0)) return;
  told.push_back("expected refused " + file.refused + ", got " + got + ": " +
                 outcome.errors().front().message);
}

// Rows of an expected table by name of column. A cell that is not there is empty.
struct ExpectedTable {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;

  [[nodiscard]] std::string cell(std::size_t row, const std::string& column) const {
    const auto found = std::find(columns.begin(), columns.end(), column);
    return found == columns.end() ? ""
                                  : rows[row][static_cast<std::size_t>(found - columns.begin())];
  }
};

ExpectedTable table_of(const CaseFile& file, const std::string& name,
                       const std::vector<std::string>& columns, Differences& told) {
  ExpectedTable table;
  const auto section = file.expected.find(name);
  if (section == file.expected.end()) return table;
  const auto cells = parse_csv(section->second.text, name);
  if (!cells) {
    told.push_back(name + ": " + to_text(cells.errors().front()));
    return table;
  }
  for (const Cell& header : cells.value().header) table.columns.emplace_back(header.text);
  for (std::size_t row = 0; row < cells.value().rows(); ++row) {
    table.rows.emplace_back();
    for (std::size_t at = 0; at < cells.value().width(); ++at) {
      table.rows.back().emplace_back(cells.value().at(row, at).text);
    }
  }
  for (const std::string& column : columns) {
    const auto& is = table.columns;
    const bool there = std::find(is.begin(), is.end(), column) != is.end();
    if (!there) told.push_back(name + ": the column " + column + " is missing");
  }
  for (const std::string& column : table.columns) {
    const bool known = std::find(columns.begin(), columns.end(), column) != columns.end();
    const bool part = column.find('.') != std::string::npos;
    if (!known && !part) told.push_back(name + ": no column is called " + column);
  }
  return table;
}

// 1234.50, or with a unit: 129.6wan.
std::optional<std::int64_t> fen_of(const std::string& text) {
  if (const auto plain = parse_money(text)) return plain->fen();
  const auto quantity = parse_quantity(text);
  const bool money = quantity && quantity->kind == Quantity::Kind::money;
  return money && quantity->value.den == 1 ? std::optional(quantity->value.num) : std::nullopt;
}

void check_amount(const std::string& where, const std::string& expected, std::int64_t got,
                  Differences& told) {
  const auto fen = fen_of(expected);
  if (fen && *fen == got) return;
  told.push_back(where + ": expected " + expected + (fen ? "" : " (no amount)") + ", got " +
                 to_decimal(Money::of_fen(got)));
}

// A line of an ordered table: its words, then its amounts in fen.
struct CaseLine {
  std::vector<std::string> words;
  std::vector<std::int64_t> amounts;
};

struct Compared {
  const CaseFile& file;
  const ShareOutcome& outcome;
  Differences& told;

  [[nodiscard]] const ShareLoss* loss(const std::string& id) const {
    const auto found = std::find_if(outcome.losses.begin(), outcome.losses.end(),
                                    [&](const ShareLoss& loss) { return loss.loss_id == id; });
    return found == outcome.losses.end() ? nullptr : &*found;
  }

  static std::int64_t of(const ShareLoss& loss, const std::string& party, bool recovered) {
    for (const ShareAllocation& allocation : loss.allocations) {
      if (allocation.party != party) continue;
      return recovered ? allocation.recovery_fen : allocation.borne_fen;
    }
    return 0;
  }

  // The parts of a split stand in the row of totals only.
  void check_part(const std::string& part, const std::string& expected, bool recovered) const {
    for (const SharePart& got : outcome.parts) {
      if (got.part != part) continue;
      check_amount("all, " + part, expected, recovered ? got.recovery_fen : got.borne_fen, told);
      return;
    }
    told.push_back("no part is called " + part);
  }

  void check_total_row(const ExpectedTable& table, std::size_t row, bool recovered) const {
    for (const ShareTotal& total : outcome.totals) {
      check_amount("all, " + total.party, table.cell(row, total.party),
                   recovered ? total.recovery_fen : total.borne_fen, told);
    }
    for (const std::string& column : table.columns) {
      const bool part = column.find('.') != std::string::npos;
      if (part) check_part(column, table.cell(row, column), recovered);
    }
  }

  void check_bills(const std::string& name, bool recovered) const {
    std::vector<std::string> columns = {"loss_id"};
    for (const ShareTotal& total : outcome.totals) columns.push_back(total.party);
    const ExpectedTable table = table_of(file, name, columns, told);
    std::set<std::string> told_of;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      const std::string id = table.cell(row, "loss_id");
      told_of.insert(id);
      if (id == "all") {
        check_total_row(table, row, recovered);
        continue;
      }
      const ShareLoss* found = loss(id);
      if (found == nullptr || found->standing == "undecided") {
        told.push_back(id + ": " + (found == nullptr ? "no such loss" : "undecided: ") +
                       (found == nullptr ? "" : found->reason.en));
        continue;
      }
      for (const ShareTotal& total : outcome.totals) {
        check_amount(id + ", " + total.party + (recovered ? " (recovered)" : ""),
                     table.cell(row, total.party), of(*found, total.party, recovered), told);
      }
    }
    if (recovered || told_of.count("all") != 0) return;
    for (const ShareLoss& each : outcome.losses) {
      const bool decided = each.standing != "undecided" && each.loss_fen > 0;
      if (decided && told_of.count(each.loss_id) == 0) {
        told.push_back(each.loss_id + ": its bills are not told");
      }
    }
  }

  void check_sums() const {
    for (const ShareLoss& each : outcome.losses) {
      std::int64_t sum = 0;
      for (const ShareAllocation& allocation : each.allocations) sum += allocation.borne_fen;
      if (each.standing != "undecided" && sum != each.loss_fen) {
        told.push_back(each.loss_id + ": its bills do not sum to the loss");
      }
    }
  }

  // What is not named in the table must be none; so is everything where there is no table.
  void check_queued() const {
    const ExpectedTable table = table_of(file, "queued", {"loss_id", "amount"}, told);
    std::set<std::string> named;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      const std::string id = table.cell(row, "loss_id");
      named.insert(id);
      const ShareLoss* found = loss(id);
      check_amount(id + " queued", table.cell(row, "amount"),
                   found == nullptr ? 0 : found->queued_fen, told);
    }
    for (const ShareLoss& each : outcome.losses) {
      if (each.queued_fen == 0 || named.count(each.loss_id) != 0) continue;
      told.push_back(each.loss_id + ": queued " + to_decimal(Money::of_fen(each.queued_fen)));
    }
  }

  void check_undecided() const {
    const ExpectedTable table = table_of(file, "undecided", {"loss_id", "amount", "reason"}, told);
    std::set<std::string> named;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      const std::string id = table.cell(row, "loss_id");
      named.insert(id);
      const ShareLoss* found = loss(id);
      if (found == nullptr || found->standing != "undecided") {
        told.push_back(id + ": expected undecided, got " +
                       (found == nullptr ? "no such loss" : found->standing));
        continue;
      }
      check_amount(id + " undecided", table.cell(row, "amount"), found->loss_fen, told);
      if (found->reason.en.find(table.cell(row, "reason")) == std::string::npos) {
        told.push_back(id + ": expected reason '" + table.cell(row, "reason") + "', got '" +
                       found->reason.en + "'");
      }
    }
    for (const ShareLoss& each : outcome.losses) {
      if (each.standing != "undecided" || named.count(each.loss_id) != 0) continue;
      told.push_back(each.loss_id + ": undecided: " + each.reason.en);
    }
  }

  void check_clauses() const {
    const ExpectedTable table = table_of(file, "clauses", {"loss_id", "party", "clauses"}, told);
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      const std::string id = table.cell(row, "loss_id");
      const std::string party = table.cell(row, "party");
      std::string got;
      const ShareLoss* found = loss(id);
      if (found == nullptr) told.push_back(id + ": no such loss");
      if (found == nullptr) continue;
      for (const ShareAllocation& allocation : found->allocations) {
        if (allocation.party != party) continue;
        for (const std::string& clause : allocation.clauses) {
          got += (got.empty() ? "" : ";") + clause;
        }
      }
      if (got == table.cell(row, "clauses")) continue;
      told.push_back(id + ", " + party + ": expected clauses '" + table.cell(row, "clauses") +
                     "', got '" + got + "'");
    }
  }

  // Lines of money in order, all of them; told only where the case has the table.
  void check_lines(const std::string& name, const std::vector<std::string>& words,
                   const std::vector<std::string>& amounts,
                   const std::vector<CaseLine>& lines) const {
    if (file.expected.count(name) == 0) return;
    std::vector<std::string> columns = words;
    columns.insert(columns.end(), amounts.begin(), amounts.end());
    const ExpectedTable table = table_of(file, name, columns, told);
    if (table.rows.size() != lines.size()) {
      told.push_back(name + ": expected " + std::to_string(table.rows.size()) + " lines, got " +
                     std::to_string(lines.size()));
    }
    for (std::size_t row = 0; row < std::min(table.rows.size(), lines.size()); ++row) {
      const std::string where = name + " line " + std::to_string(row + 1);
      for (std::size_t at = 0; at < words.size(); ++at) {
        const std::string expected = table.cell(row, words[at]);
        if (expected == lines[row].words[at]) continue;
        told.push_back(where + ", " + words[at] + ": expected " + expected + ", got " +
                       lines[row].words[at]);
      }
      for (std::size_t at = 0; at < amounts.size(); ++at) {
        check_amount(where + ", " + amounts[at], table.cell(row, amounts[at]),
                     lines[row].amounts[at], told);
      }
    }
  }

  void check_breakers() const {
    std::vector<CaseLine> lines;
    for (const ShareBreaker& line : outcome.breakers) {
      lines.push_back({{line.breaker, line.scope, to_iso(line.date), line.state}, {}});
    }
    check_lines("breakers", {"breaker", "scope", "date", "state"}, {}, lines);
  }

  void check_money() const {
    std::vector<CaseLine> balances;
    for (const ShareBalance& line : outcome.fund) {
      balances.push_back({{line.party, to_iso(line.date)}, {line.balance_fen}});
    }
    check_lines("balance", {"party", "date"}, {"amount"}, balances);
    std::vector<CaseLine> charges;
    for (const ShareCharge& line : outcome.money.charges) {
      const std::string date = line.date ? to_iso(*line.date) : "undecided";
      charges.push_back(
          {{line.charge, line.loan_id, date, line.payer, line.payee}, {line.amount_fen}});
    }
    check_lines("charges", {"charge", "loan_id", "date", "payer", "payee"}, {"amount"}, charges);
    std::vector<CaseLine> payments;
    for (const SharePayment& line : outcome.money.payments) {
      payments.push_back(
          {{line.loss_id, line.party, to_iso(line.date), line.what}, {line.amount_fen}});
    }
    check_lines("payments", {"loss_id", "party", "date", "what"}, {"amount"}, payments);
    std::vector<CaseLine> purchases;
    for (const SharePurchase& line : outcome.money.purchases) {
      purchases.push_back({{line.loss_id, to_iso(line.date)}, {line.price_fen, line.proceeds_fen}});
    }
    check_lines("purchase", {"loss_id", "date"}, {"price", "proceeds"}, purchases);
  }
};

}  // namespace

std::vector<std::string> run_case(const std::string& text) {
  const CaseFile file = read_case(text);
  Differences told = file.faults;
  const std::string yaml = policy_text(file, told);
  if (!told.empty()) return told;
  const Folder folder;
  ShareRequest request;
  request.policy_path = folder.write("policy.yaml", yaml);
  request.losses_path = folder.write("losses.csv", file.losses.text);
  if (!file.periods.lines.empty()) {
    request.periods_path = folder.write("periods.csv", file.periods.text);
  }
  const auto outcome = share(request);
  if (!file.refused.empty()) {
    check_refused(file, outcome, told);
    return told;
  }
  if (!outcome) {
    for (const Error& error : outcome.errors()) {
      told.push_back("refused: " + place_text(file, error) + ": " + error.message);
    }
    return told;
  }
  const Compared compared{file, outcome.value(), told};
  compared.check_bills("bills", false);
  if (file.expected.count("recovered") != 0) compared.check_bills("recovered", true);
  compared.check_sums();
  compared.check_queued();
  compared.check_undecided();
  compared.check_clauses();
  compared.check_money();
  compared.check_breakers();
  return told;
}

}  // namespace pledgelab::test
