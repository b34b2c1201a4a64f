#include <cmath>
#include <type_traits>

#include "models/base/check.hpp"
#include "models/book/fields.hpp"
#include "models/policy/fact_kinds.hpp"
#include "models/policy/facts.hpp"

namespace pledgelab {
namespace {

constexpr std::int64_t kMillion = 1'000'000;
constexpr std::uint32_t kNoRow = 0xffffffffU;

std::int64_t value_of(FactTable& table, const FieldValue& value) {
  return std::visit(
      [&](const auto& held) -> std::int64_t {
        using T = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<T, std::string>) return intern(table, held);
        if constexpr (std::is_same_v<T, Money>) return held.fen();
        if constexpr (std::is_same_v<T, Share>) return held.ppm;
        if constexpr (std::is_same_v<T, Rate>) return held.annual_ppm;
        if constexpr (std::is_same_v<T, Date>) return held.days;
        if constexpr (std::is_same_v<T, std::int64_t>) return held * kMillion;
        // An estimate is tested to six decimals, as a cell of a losses.csv is.
        if constexpr (std::is_same_v<T, double>) return std::llround(held * 1e6);
        if constexpr (std::is_same_v<T, bool>) return held ? 1 : 0;
        return 0;
      },
      value);
}

bool filled(const FieldValue& value) {
  if (std::holds_alternative<std::monostate>(value)) return false;
  const auto* text = std::get_if<std::string>(&value);
  return text == nullptr || !text->empty();
}

// What an empty cell of the field says, where it says something: ip_share 100 %, no other aid.
FieldValue empty_value(const Field& field) {
  if (!field.empty_is) return {};
  const double is = *field.empty_is;
  if (field.type == FieldType::money) return Money::of_fen(std::llround(is * 100));
  PL_CHECK(field.type == FieldType::share);
  return Share{static_cast<std::int32_t>(std::llround(is * 1e6))};
}

// The row of the field's table that a loan points to; kNoRow when there is none, or several.
std::uint32_t row_of(const Book& book, const BookLinks& links, BookTable table,
                     std::uint32_t loan) {
  if (table == BookTable::loans) return loan;
  if (table == BookTable::borrowers) return book.loans[loan].borrower.index;
  if (table == BookTable::lenders) return book.loans[loan].lender.index;
  const auto& pledges = links.pledges_of_loan[loan];
  if (table != BookTable::assets || pledges.size() != 1) return kNoRow;
  return book.pledges[pledges.front().index].asset.index;
}

void add_field(FactTable& table, const Book& book, const BookLinks& links, const Field& field) {
  FactColumn column;
  column.name = fact_name(field, book.currency);
  bool any = false;
  for (std::uint32_t loan = 0; loan < book.loans.size(); ++loan) {
    const std::uint32_t row = row_of(book, links, field.table, loan);
    const bool there = row < rows_of(book, field.table);
    FieldValue value = there ? field.get(book, row) : FieldValue{};
    if (there && !filled(value)) value = empty_value(field);
    const bool has = filled(value);
    any = any || has;
    column.value.push_back(has ? value_of(table, value) : 0);
    column.present.push_back(has ? 1 : 0);
  }
  column.kind = any ? fact_kind(field.type) : FactKind::empty;
  add_column(table, std::move(column));
}

}  // namespace

FactTable facts_of(const Book& book) {
  FactTable table;
  table.currency = book.currency;
  table.rows = book.loans.size();
  table.counts_in_totals.assign(table.rows, 1);
  const BookLinks links = link(book);
  for (const Field& field : book_fields()) {
    if (field.table == BookTable::pledges || field.table == BookTable::appraisals) continue;
    add_field(table, book, links, field);
  }
  FactColumn tenor;
  tenor.name = "loan.tenor";
  tenor.kind = FactKind::months;
  for (const Loan& loan : book.loans) {
    tenor.value.push_back(months_between(loan.origination, loan.maturity));
    tenor.present.push_back(1);
  }
  add_column(table, std::move(tenor));
  return table;
}

}  // namespace pledgelab
