// Rules across rows: one id one row, references that exist, what may be pledged, ranks, shares.
#include <map>
#include <unordered_map>

#include "models/base/nearest.hpp"
#include "models/book/draft.hpp"
#include "models/book/words.hpp"

namespace pledgelab::draft {
namespace {

using Index = std::unordered_map<std::string, std::uint32_t>;

std::string text_of(const Table& table, std::uint32_t row, const Column* column) {
  return column == nullptr ? std::string() : std::string(table.cells->at(row, column->at).text);
}

bool same_body(const Table& table, std::uint32_t a, std::uint32_t b) {
  for (std::size_t at = 0; at < table.cells->width(); ++at) {
    if (table.cells->at(a, at).text != table.cells->at(b, at).text) return false;
  }
  return true;
}

// First row of each id; later rows of the same id are refused.
template <class Row>
Index index_of(Draft& draft, BookTable table, const std::vector<Row>& rows) {
  Index index;
  Table& own = draft.of(table);
  for (std::uint32_t row = 0; row < rows.size(); ++row) {
    if (rows[row].id.empty()) continue;
    const auto [at, fresh] = index.emplace(rows[row].id, row);
    if (fresh || own.cells == nullptr) continue;
    const auto line = std::to_string(own.cells->at(at->second, 0).line);
    refuse(draft, {table, row}, own.column("id"), "B-301",
           row_name(table) + " '" + rows[row].id + "' stands already on line " + line +
               (same_body(own, at->second, row) ? ", word for word" : ", and differs"),
           "one id, one row");
  }
  return index;
}

std::vector<std::string> some_ids(const Index& index) {
  std::vector<std::string> ids;
  if (index.size() > 2000) return ids;  // naming the nearest of millions helps nobody
  for (const auto& [id, row] : index) ids.push_back(id);
  return ids;
}

// Resolves one reference column of a table. False: the row is refused.
bool resolve(Draft& draft, BookTable table, std::uint32_t row, const char* name,
             const Index& index) {
  Table& own = draft.of(table);
  const Column* column = own.column(name);
  const std::string id = text_of(own, row, column);
  if (id.empty()) return false;  // refused as an empty required cell
  const BookTable target = *column->field->target;
  const auto found = index.find(id);
  if (found == index.end()) {
    const std::string near = nearest_word(id, some_ids(index));
    refuse(draft, {table, row}, column, "B-302",
           "there is no " + row_name(target) + " '" + id + "'",
           near.empty() ? "" : "did you mean '" + near + "'?");
    return false;
  }
  column->field->set(draft.book, row, static_cast<std::int64_t>(found->second));
  const Table& there = draft.of(target);
  if (!there.bad(found->second)) return true;
  const Error& reason = there.faults[there.fault_of[found->second] - 1].errors.front();
  refuse(draft, {table, row}, column, "B-303",
         row_name(target) + " '" + id + "' is in quarantine: " + reason.message);
  return false;
}

// The table of a file that is absent, made from the ids that loans name.
template <class Row>
void make_rows(Draft& draft, BookTable table, std::vector<Row>& rows, const char* column_name) {
  Table& own = draft.of(table);
  if (own.cells != nullptr) return;
  const Table& loans = draft.of(BookTable::loans);
  const Column* column = loans.column(column_name);
  Index seen;
  for (std::uint32_t row = 0; column != nullptr && row < draft.book.loans.size(); ++row) {
    const std::string id = text_of(loans, row, column);
    if (id.empty() || !seen.emplace(id, row).second) continue;
    rows.emplace_back();
    rows.back().id = id;
  }
  own.fault_of.assign(rows.size(), 0);
}

void link_loans(Draft& draft, const Index& borrowers, const Index& lenders) {
  Table& loans = draft.of(BookTable::loans);
  const Column* lender = loans.column("lender_id");
  for (std::uint32_t row = 0; row < draft.book.loans.size(); ++row) {
    resolve(draft, BookTable::loans, row, "borrower_id", borrowers);
    if (!text_of(loans, row, lender).empty()) {
      resolve(draft, BookTable::loans, row, "lender_id", lenders);
    } else if (draft.book.lenders.size() != 1) {
      refuse(draft, {BookTable::loans, row}, lender, "B-309",
             "lender_id is empty and the book has " + std::to_string(draft.book.lenders.size()) +
                 " lenders");
    } else if (draft.of(BookTable::lenders).bad(0)) {
      refuse(draft, {BookTable::loans, row}, lender, "B-303", "the book's lender is in quarantine");
    }
  }
}

void check_product_shares(Draft& draft) {
  const auto& assets = draft.book.assets;
  Table& own = draft.of(BookTable::assets);
  std::map<std::string, std::int64_t> total_ppm;
  for (std::uint32_t row = 0; row < assets.size(); ++row) {
    if (own.bad(row) || !assets[row].product_id || !assets[row].product_share) continue;
    total_ppm[*assets[row].product_id] += assets[row].product_share->ppm;
  }
  for (std::uint32_t row = 0; row < assets.size(); ++row) {
    if (own.bad(row) || !assets[row].product_id || !assets[row].product_share) continue;
    const std::int64_t total = total_ppm[*assets[row].product_id];
    if (total <= 1'000'000) continue;
    refuse(draft, {BookTable::assets, row}, own.column("product_share"), "B-308",
           "the shares of product '" + *assets[row].product_id + "' sum to " +
               cell_text(Rate{static_cast<std::int32_t>(std::min<std::int64_t>(total, 1 << 30))}),
           "the rights of one product share at most 100%");
  }
}

// May this right be pledged for this loan?
void check_right(Draft& draft, std::uint32_t row) {
  const Pledge& pledge = draft.book.pledges[row];
  const Asset& asset = draft.book.assets[pledge.asset.index];
  const Loan& loan = draft.book.loans[pledge.loan.index];
  const Column* column = draft.of(BookTable::pledges).column("asset_id");
  if (asset.status == LegalStatus::lapsed || asset.status == LegalStatus::invalid ||
      asset.status == LegalStatus::expired) {
    refuse(draft, {BookTable::pledges, row}, column, "B-305",
           "right '" + asset.id + "' is " + word_of(asset.status, kLegalStatusWords) +
               ": it cannot secure a loan",
           "take the pledge out, or mend the right's legal status");
    return;
  }
  const Date limit = draft.options.as_of.value_or(loan.origination);
  if (asset.expiry_date && *asset.expiry_date <= limit) {
    refuse(
        draft, {BookTable::pledges, row}, column, "B-305",
        "right '" + asset.id + "' ended on " + to_iso(*asset.expiry_date) + ", by " + to_iso(limit),
        "take the pledge out, or mend the right's expiry date");
  } else if (asset.expiry_date && *asset.expiry_date < loan.maturity) {
    tell(draft, BookTable::pledges, row, "W-110", "right that ends before the loan is due");
  }
  const Borrower& debtor = draft.book.borrowers[loan.borrower.index];
  if (!asset.owner_id.empty() && asset.owner_id != debtor.id && asset.owner_id != debtor.name) {
    tell(draft, BookTable::pledges, row, "W-112", "right that another than the borrower pledges");
  }
  if (pledge.registration_number.empty()) {
    tell(draft, BookTable::pledges, row, "W-111", "pledge without a registration number");
  }
}

void link_pledges(Draft& draft, const Index& loans, const Index& assets) {
  std::map<std::pair<std::uint32_t, std::int32_t>, std::uint32_t> ranks;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> pairs;
  Table& own = draft.of(BookTable::pledges);
  for (std::uint32_t row = 0; row < draft.book.pledges.size(); ++row) {
    const bool loan = resolve(draft, BookTable::pledges, row, "loan_id", loans);
    const bool asset = resolve(draft, BookTable::pledges, row, "asset_id", assets);
    if (!loan || !asset) continue;
    check_right(draft, row);
    if (own.bad(row)) continue;
    const Pledge& pledge = draft.book.pledges[row];
    const auto pair = pairs.emplace(std::pair(pledge.loan.index, pledge.asset.index), row);
    if (!pair.second) {
      refuse(draft, {BookTable::pledges, row}, own.column("asset_id"), "B-307",
             "this right secures this loan already, on line " +
                 std::to_string(own.cells->at(pair.first->second, 0).line));
      continue;
    }
    // The table of columns says so: without an owner the borrower is it.
    Asset& right = draft.book.assets[pledge.asset.index];
    if (right.owner_id.empty()) {
      right.owner_id = draft.book.borrowers[draft.book.loans[pledge.loan.index].borrower.index].id;
    }
    // One registration over several contracts (一个登记、多份合同) gives them one rank.
    const auto rank = ranks.emplace(std::pair(pledge.asset.index, pledge.rank), row);
    if (rank.second) continue;
    const Pledge& first = draft.book.pledges[rank.first->second];
    const bool one_registration = !pledge.registration_number.empty() &&
                                  pledge.registration_number == first.registration_number;
    if (one_registration) continue;
    refuse(draft, {BookTable::pledges, row}, own.column("rank"), "B-306",
           "right '" + draft.book.assets[pledge.asset.index].id + "' is pledged twice at rank " +
               std::to_string(pledge.rank) + ": pledge '" + first.id + "' has it",
           "state the ranks, or the one registration number that covers both");
  }
}

void link_appraisals(Draft& draft, const Index& assets) {
  std::map<std::pair<std::uint32_t, std::int32_t>, std::uint32_t> seen;
  Table& own = draft.of(BookTable::appraisals);
  for (std::uint32_t row = 0; row < draft.book.appraisals.size(); ++row) {
    if (!resolve(draft, BookTable::appraisals, row, "asset_id", assets) || own.bad(row)) continue;
    const Appraisal& appraisal = draft.book.appraisals[row];
    if (draft.options.as_of && appraisal.date > *draft.options.as_of) {
      tell(draft, BookTable::appraisals, row, "W-146",
           "value dated after the as-of date: not known yet, left out");
    }
    const auto [at, fresh] =
        seen.emplace(std::pair(appraisal.asset.index, appraisal.date.days), row);
    if (fresh) continue;
    refuse(draft, {BookTable::appraisals, row}, own.column("date"), "B-310",
           "this right has a value of that day already, on line " +
               std::to_string(own.cells->at(at->second, 0).line));
  }
}

void require_pledges(Draft& draft) {
  if (draft.options.unsecured_allowed) return;
  std::vector<int> named(draft.book.loans.size(), 0);
  std::vector<int> good(draft.book.loans.size(), 0);
  const Table& pledges = draft.of(BookTable::pledges);
  const Column* column = pledges.column("loan_id");
  Index loans;
  for (std::uint32_t row = 0; row < draft.book.loans.size(); ++row) {
    loans.emplace(draft.book.loans[row].id, row);
  }
  for (std::uint32_t row = 0; row < draft.book.pledges.size(); ++row) {
    const auto found = loans.find(text_of(pledges, row, column));
    if (found == loans.end()) continue;
    ++named[found->second];
    if (!pledges.bad(row)) ++good[found->second];
  }
  for (std::uint32_t row = 0; row < named.size(); ++row) {
    if (good[row] > 0 || draft.of(BookTable::loans).bad(row)) continue;
    refuse(draft, {BookTable::loans, row}, draft.of(BookTable::loans).column("id"), "B-304",
           "loan '" + draft.book.loans[row].id + "' has no pledge" +
               (named[row] > 0 ? " left: all its pledges are in quarantine" : ""),
           "a map may say 'pledges: none' for a book of unsecured loans");
  }
}

}  // namespace

void link_rows(Draft& draft) {
  make_rows(draft, BookTable::borrowers, draft.book.borrowers, "borrower_id");
  make_rows(draft, BookTable::lenders, draft.book.lenders, "lender_id");
  if (draft.book.lenders.empty() && draft.of(BookTable::lenders).cells == nullptr) {
    draft.book.lenders.push_back({"lender", {}, {}, {}});
    draft.of(BookTable::lenders).fault_of.assign(1, 0);
    tell(draft, BookTable::lenders, 0, "W-105", "no lender is named: one called 'lender' is made");
  }
  const Index borrowers = index_of(draft, BookTable::borrowers, draft.book.borrowers);
  const Index lenders = index_of(draft, BookTable::lenders, draft.book.lenders);
  const Index loans = index_of(draft, BookTable::loans, draft.book.loans);
  const Index assets = index_of(draft, BookTable::assets, draft.book.assets);
  index_of(draft, BookTable::pledges, draft.book.pledges);
  link_loans(draft, borrowers, lenders);
  check_product_shares(draft);
  link_pledges(draft, loans, assets);
  link_appraisals(draft, assets);
  require_pledges(draft);
}

}  // namespace pledgelab::draft
