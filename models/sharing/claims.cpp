#include "models/sharing/claims.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "models/base/id_order.hpp"
#include "models/base/money.hpp"
#include "models/base/nearest.hpp"
#include "models/book/fields.hpp"
#include "models/sharing/loss_sheet.hpp"
#include "models/sharing/rate_cells.hpp"

namespace pledgelab {
namespace {

constexpr std::uint32_t kAbsent = 0xffffffffU;

// A needed column is not there: the header it may be misspelt as, else all that are needed.
std::string missing_hint(const std::string& name, const std::vector<std::string>& headers) {
  const std::string near = nearest_word(name, headers);
  return (near.empty() ? "" : "is '" + near + "' this column? ") +
         "needed are loss_id, loan_id, default_date and principal_loss_ with the currency "
         "(principal_loss_yuan)";
}

// Reads the columns of claims out of cells; faults are told with their places.
struct Reader {
  const Cells& cells;
  Errors& errors;

  [[nodiscard]] std::uint32_t find(const std::string& name) const {
    for (std::size_t at = 0; at < cells.width(); ++at) {
      const std::string_view header = cells.header[at].text;
      if (header == name || header == "loan." + name) return static_cast<std::uint32_t>(at);
    }
    return kAbsent;
  }

  // A loss column that may be absent. Its other spellings are not taken for facts: their amounts
  // would be lost.
  std::uint32_t maybe(const std::string& name, const std::vector<std::string>& not_so,
                      const std::string& suffix) {
    const std::uint32_t found = find(name + suffix);
    if (found != kAbsent) return found;
    for (const Cell& cell : cells.header) {
      const std::string header(cell.text);
      const auto same = [&](const std::string& word) { return header == word + suffix; };
      const bool bare = std::find(not_so.begin(), not_so.end(), header) != not_so.end();
      if (header != name && !bare && std::none_of(not_so.begin(), not_so.end(), same)) continue;
      errors.push_back(
          {"P-154",
           {cells.file, cell.line, cell.column},
           "'" + header + "' is no column of losses",
           "write " + name + suffix + ", or loan." + header + " for a fact of the loan",
           ErrorKind::input});
    }
    return kAbsent;
  }

  std::uint32_t need(const std::string& name) {
    const std::uint32_t found = find(name);
    if (found != kAbsent) return found;
    std::vector<std::string> names;
    for (const Cell& header : cells.header) names.emplace_back(header.text);
    errors.push_back({"P-154",
                      {cells.file, cells.header.empty() ? 1 : cells.header.front().line, 0},
                      "the column '" + name + "' is missing",
                      missing_hint(name, names),
                      ErrorKind::input});
    return kAbsent;
  }

  void fail(std::size_t row, std::uint32_t column, const std::string& message,
            const std::string& hint = {}, const char* code = "P-155") {
    const Cell& cell = cells.at(row, column);
    errors.push_back({code, {cells.file, cell.line, cell.column}, message, hint, ErrorKind::input});
  }

  std::string text(std::size_t row, std::uint32_t column) {
    if (column == kAbsent) return {};
    const Cell& cell = cells.at(row, column);
    if (cell.text.empty()) {
      fail(row, column, "'" + std::string(cells.header[column].text) + "' is empty");
    }
    return std::string(cell.text);
  }

  Date date(std::size_t row, std::uint32_t column) {
    if (column == kAbsent) return {};
    const auto date = parse_date(cells.at(row, column).text);
    if (!date) {
      fail(row, column,
           "'" + std::string(cells.at(row, column).text) + "' in column '" +
               std::string(cells.header[column].text) + "' is no date",
           "write YYYY-MM-DD");
    }
    return date.value_or(Date{});
  }

  // An absent column or, where `may_be_empty`, an empty cell is 0. Unreadable amounts were already
  // told by read_facts.
  std::int64_t amount(std::size_t row, std::uint32_t column, bool may_be_empty) {
    if (column == kAbsent) return 0;
    const Cell& cell = cells.at(row, column);
    if (cell.text.empty()) {
      if (!may_be_empty) {
        fail(row, column, "'" + std::string(cells.header[column].text) + "' is empty",
             "write 0 where there is no loss");
      }
      return 0;
    }
    const auto amount = parse_money(std::string(cell.text));
    if (amount && *amount < Money()) {
      fail(row, column,
           "'" + std::string(cell.text) + "' in column '" + std::string(cells.header[column].text) +
               "' is negative");
      return 0;
    }
    return amount.value_or(Money()).fen();
  }
};

struct LossColumns {
  std::uint32_t loss_id, loan_id, default_date, principal, interest, costs, recovery, recovery_date,
      filed_on, estimated, final, write_off, settlement;

  [[nodiscard]] bool staged() const {
    return std::min({estimated, final, write_off, settlement}) != kAbsent;
  }
};

/// A loss column and a spelling of it that people use.
struct NamedColumn {
  std::string name;
  std::uint32_t column;
  std::string spelling = {};
};

// A letter beside a short name stand words of their own: most_yuan beside cost_yuan.
bool is_short(const std::string& name) { return name.find('_') <= 4; }

// Letters exchanged, or an s at the end.
bool slip_of(std::string header, std::string name) {
  if (header == name + "s") return true;
  std::sort(header.begin(), header.end());
  std::sort(name.begin(), name.end());
  return header == name;
}

// A date of the loan that `effective`, breakers and charges read, a letter or two beside `fact`.
std::string near_date(Reader& reader, const std::string& fact) {
  const std::vector<std::string> dates = {"loan.origination", "loan.origination_date",
                                          "loan.maturity", "loan.maturity_date"};
  const std::string meant = nearest_word(fact, dates);
  if (meant.empty() || edit_distance(fact, meant) > 2) return {};
  const auto is = [&](const Cell& cell) {
    const std::string other = fact_of_header(cell.text);
    return other == meant || other == other_spelling(meant);
  };
  const auto& header = reader.cells.header;
  return std::any_of(header.begin(), header.end(), is) ? std::string() : meant;
}

// A header a letter or two beside a loss column that is not there would be taken for a fact that
// nobody asks, and what it says would be lost. With its table, loan.NAME, it is a fact.
void refuse_near_misses(Reader& reader, const std::vector<NamedColumn>& columns) {
  std::vector<std::string> absent;
  std::map<std::string, std::string> written;  // by spelling
  for (const NamedColumn& column : columns) {
    if (column.column != kAbsent) continue;
    for (const std::string& spelling : {column.name, column.spelling}) {
      if (!spelling.empty() && written.emplace(spelling, column.name).second) {
        absent.push_back(spelling);
      }
    }
  }
  for (const Cell& cell : reader.cells.header) {
    const std::string header(cell.text);
    const std::string fact = fact_of_header(header);
    if (find_field(fact) != nullptr || !other_spelling(fact).empty()) continue;
    const std::string near = nearest_word(header, absent);
    const std::size_t most = is_short(near) ? 0 : 2;
    const bool column =
        !near.empty() && (edit_distance(header, near) <= most || slip_of(header, near));
    const std::string date = column ? std::string() : near_date(reader, fact);
    if (!column && date.empty()) continue;
    reader.errors.push_back(
        {"P-154",
         {reader.cells.file, cell.line, cell.column},
         "'" + header + "' is no column of losses",
         column ? "did you mean '" + written.at(near) + "'? A fact of the loan is loan." + header
                : "did you mean '" + date + "'?",
         ErrorKind::input});
  }
}

LossColumns find_columns(Reader& reader, const std::string& currency, Claims& claims) {
  const std::string suffix = money_suffix(currency);
  LossColumns at{};
  at.loss_id = reader.need("loss_id");
  at.loan_id = reader.need("loan_id");
  at.default_date = reader.need("default_date");
  at.principal = reader.need("principal_loss" + suffix);
  at.interest =
      reader.maybe("interest_loss", {"interest", "interest_lost", "loss_interest"}, suffix);
  at.costs = reader.maybe("cost", {"costs", "cost_loss", "expenses"}, suffix);
  at.recovery = reader.maybe("recovery", {"recoveries", "recovered", "recovery_amount"}, suffix);
  at.recovery_date = reader.find("recovery_date");
  at.filed_on = reader.maybe("filed_on", {"filing_date", "filed_date", "claim_date", "filed"}, "");
  const auto note = [&](std::uint32_t column, const std::string& name) {
    if (column == kAbsent) claims.notes.push_back("no column " + name + suffix + ": taken as 0");
  };
  note(at.interest, "interest_loss");
  note(at.costs, "cost");
  note(at.recovery, "recovery");
  at.estimated = reader.find("estimated_loss" + suffix);
  at.final = reader.find("final_loss" + suffix);
  at.write_off = reader.find("write_off_date");
  at.settlement = reader.find("settlement_date");
  refuse_near_misses(reader, {{"interest_loss" + suffix, at.interest, "interest" + suffix},
                              {"cost" + suffix, at.costs},
                              {"recovery" + suffix, at.recovery, "recovered" + suffix},
                              {"recovery_date", at.recovery_date},
                              {"filed_on", at.filed_on, "filing_date"},
                              {"estimated_loss" + suffix, at.estimated},
                              {"final_loss" + suffix, at.final},
                              {"write_off_date", at.write_off},
                              {"settlement_date", at.settlement}});
  return at;
}

void read_receipt(Reader& reader, const LossColumns& at, std::size_t row, Claims& claims) {
  const std::int64_t fen = reader.amount(row, at.recovery, true);
  if (fen == 0) return;
  const auto claim = static_cast<std::uint32_t>(row);
  const std::int64_t loss =
      claims.principal_fen[row] + claims.interest_fen[row] + claims.costs_fen[row];
  if (fen > loss) {
    reader.fail(row, at.recovery, "more came back than was lost",
                "a recovery is at most principal + interest + costs");
    return;
  }
  if (at.recovery_date == kAbsent || reader.cells.at(row, at.recovery_date).text.empty()) {
    reader.fail(row, at.recovery, "a recovery has no date", "fill recovery_date");
    return;
  }
  claims.receipts.push_back({claim, reader.date(row, at.recovery_date), fen});
}

void sort_receipts(Claims& claims) {
  std::stable_sort(claims.receipts.begin(), claims.receipts.end(),
                   [](const Receipt& a, const Receipt& b) {
                     return a.date != b.date ? a.date < b.date : a.claim < b.claim;
                   });
}

void read_stages(Reader& reader, const LossColumns& at, std::size_t row, Claims& claims) {
  if (!at.staged()) return;
  const auto filled = [&](std::uint32_t column) {
    return column != kAbsent && !reader.cells.at(row, column).text.empty();
  };
  ClaimStages stages;
  if (filled(at.estimated)) stages.estimated_fen = reader.amount(row, at.estimated, true);
  if (filled(at.final)) stages.final_fen = reader.amount(row, at.final, true);
  if (filled(at.write_off)) stages.write_off_date = reader.date(row, at.write_off);
  if (filled(at.settlement)) stages.settlement_date = reader.date(row, at.settlement);
  claims.stages.push_back(stages);
}

// A filing or a recovery before its default is read as section 3 says, and told.
void note_early_days(const Cells& cells, Claims& claims) {
  const auto tell = [&](std::size_t count, std::size_t first, const std::string& what) {
    if (count == 0) return;
    claims.notes.push_back(cells.file + ":" + std::to_string(claims.line[first]) + ": " + what +
                           " of '" + claims.loss_id[first] + "' is before its default (" +
                           std::to_string(count) + (count == 1 ? " row)" : " rows)"));
  };
  std::size_t filed = 0;
  std::size_t first = 0;
  for (std::size_t row = 0; row < claims.size(); ++row) {
    const bool early = claims.filed_on[row] < claims.default_date[row];
    if (early && filed++ == 0) first = row;
  }
  tell(filed, first, "the filing date, taken as that of the default,");
  std::size_t back = 0;
  for (const Receipt& receipt : claims.receipts) {
    const bool early = receipt.date < claims.default_date[receipt.claim];
    if (early && back++ == 0) first = receipt.claim;
  }
  tell(back, first, "a recovery");
}

// A default before its loan began is read as it stands, and told.
void note_early_defaults(const Cells& cells, const FactTable& facts, Claims& claims) {
  const FactColumn* origination = facts.find("loan.origination");
  if (origination == nullptr || origination->kind != FactKind::date) return;
  std::size_t count = 0;
  std::size_t first = 0;
  for (std::size_t row = 0; row < claims.size(); ++row) {
    const bool early =
        origination->has(row) && claims.default_date[row].days < origination->value[row];
    if (early && count++ == 0) first = row;
  }
  if (count == 0) return;
  claims.notes.push_back(cells.file + ":" + std::to_string(claims.line[first]) +
                         ": the default of '" + claims.loss_id[first] +
                         "' is before its loan's origination (" + std::to_string(count) +
                         (count == 1 ? " row)" : " rows)"));
}

}  // namespace

Result<LossFile> read_losses(const Cells& written, const std::string& currency) {
  auto plain = plain_losses(written, currency);
  if (!plain) return plain.errors();
  const Cells& cells = plain.value().cells;
  auto facts = read_facts(cells, currency);
  Errors errors = facts.errors();
  Reader reader{cells, errors};
  Claims claims;
  claims.currency = currency;
  claims.notes = plain.value().notes;
  const LossColumns at = find_columns(reader, currency, claims);
  if (!errors.empty()) return errors;
  FactTable table = std::move(facts).value();
  check_rates(cells, table, errors, claims.notes);
  std::unordered_map<std::string, std::size_t> seen;
  std::unordered_map<std::string, std::uint32_t> loans;
  constexpr std::int64_t kMostTotal = 100'000'000'000'000'000;  // sums stay within 64 bits
  __int128 total = 0;
  for (std::size_t row = 0; row < cells.rows(); ++row) {
    claims.loss_id.push_back(reader.text(row, at.loss_id));
    claims.loan_id.push_back(reader.text(row, at.loan_id));
    const auto [before, fresh] = seen.try_emplace(claims.loss_id.back(), row);
    if (!fresh) {
      reader.fail(row, at.loss_id, "the loss_id '" + claims.loss_id.back() + "' is given twice",
                  "first in line " + std::to_string(cells.at(before->second, 0).line), "P-156");
    }
    const auto [loan, first] =
        loans.try_emplace(claims.loan_id.back(), static_cast<std::uint32_t>(loans.size()));
    table.counts_in_totals[row] = first ? 1 : 0;
    claims.loan.push_back(loan->second);
    claims.row.push_back(static_cast<std::uint32_t>(row));
    claims.default_date.push_back(reader.date(row, at.default_date));
    const bool filed = at.filed_on != kAbsent && !cells.at(row, at.filed_on).text.empty();
    claims.filed_on.push_back(filed ? reader.date(row, at.filed_on) : claims.default_date.back());
    claims.principal_fen.push_back(reader.amount(row, at.principal, false));
    claims.interest_fen.push_back(reader.amount(row, at.interest, true));
    claims.costs_fen.push_back(reader.amount(row, at.costs, true));
    claims.line.push_back(cells.at(row, 0).line);
    total += static_cast<__int128>(claims.principal_fen[row]) + claims.interest_fen[row] +
             claims.costs_fen[row];
    if (total > kMostTotal) {
      reader.fail(row, at.principal, "the losses up to here are above 10,000,000 yi",
                  "are the amounts in yuan?");
      break;
    }
    read_receipt(reader, at, row, claims);
    read_stages(reader, at, row, claims);
  }
  if (!errors.empty()) return errors;
  note_early_days(cells, claims);
  note_early_defaults(cells, table, claims);
  sort_receipts(claims);
  claims.rank = id_order(claims.loss_id);
  return LossFile{std::move(table), std::move(claims)};
}

Claims claims_of_path(const LossTape& tape, std::size_t begin, std::size_t end,
                      const std::string& currency) {
  Claims claims;
  claims.currency = currency;
  std::map<std::uint32_t, std::uint32_t> claim_of_loan;
  for (std::size_t i = begin; i < end; ++i) {
    const TapeRow row = tape.row(i);
    if (row.kind != TapeKind::loan_default) continue;
    const auto claim = static_cast<std::uint32_t>(claims.size());
    claim_of_loan[row.loan.index] = claim;
    claims.loss_id.push_back(std::to_string(row.loan.index));
    claims.loan_id.push_back(claims.loss_id.back());
    claims.row.push_back(row.loan.index);
    claims.loan.push_back(row.loan.index);
    claims.rank.push_back(row.loan.index);
    claims.default_date.push_back(add_months(tape.as_of, row.month));
    claims.filed_on.push_back(claims.default_date.back());
    claims.principal_fen.push_back(row.principal.fen());
    claims.interest_fen.push_back(row.interest.fen());
    claims.costs_fen.push_back(0);
    claims.line.push_back(0);
  }
  for (std::size_t i = begin; i < end; ++i) {
    const TapeRow row = tape.row(i);
    const auto claim = claim_of_loan.find(row.loan.index);
    if (row.kind != TapeKind::recovery || claim == claim_of_loan.end()) continue;
    claims.receipts.push_back(
        {claim->second, add_months(tape.as_of, row.month), (row.principal + row.interest).fen()});
  }
  sort_receipts(claims);
  return claims;
}

Claims claims_of_outcomes(const Book& book, std::span<const LoanOutcome> outcomes, Date undated) {
  PL_CHECK(outcomes.size() == book.loans.size());
  Claims claims;
  claims.currency = book.currency;
  for (std::uint32_t i = 0; i < outcomes.size(); ++i) {
    const LoanOutcome& outcome = outcomes[i];
    if (outcome.loss.fen() == 0) continue;
    claims.loss_id.push_back(book.loans[i].id);
    claims.loan_id.push_back(book.loans[i].id);
    claims.row.push_back(i);
    claims.loan.push_back(i);
    claims.default_date.push_back(outcome.default_date.value_or(undated));
    claims.filed_on.push_back(claims.default_date.back());
    claims.principal_fen.push_back(outcome.loss.fen());
    claims.interest_fen.push_back(0);
    claims.costs_fen.push_back(0);
    claims.line.push_back(0);
  }
  claims.rank = id_order(claims.loss_id);
  return claims;
}

}  // namespace pledgelab
