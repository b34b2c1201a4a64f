#include "models/sample/faults.hpp"

#include <utility>

#include "models/sample/sample.hpp"

namespace pledgelab {
namespace {

/// The next loan that stands alone on one invention and is no large one; `loan` moves past it.
Book one_deal(const SampleSpec& spec, std::uint64_t& loan) {
  for (;; loan += 2) {
    Book book = make_sample(spec, loan, 2);
    const bool alone = book.pledges.size() > 1 && book.pledges[1].loan.index == 1 &&
                       book.pledges[1].asset.index == 1 && book.loans[0].days_past_due == 0 &&
                       book.assets[0].kind == AssetKind::invention &&
                       book.loans[0].principal.yuan() < spec.loan_median_yuan;
    if (!alone) continue;
    loan += 2;
    keep_pledges(book, 1);
    return book;
  }
}

/// Adds the rows of `from`, its links moved; lenders are shared.
void append(Book& into, Book from) {
  const auto loans = static_cast<std::uint32_t>(into.loans.size());
  const auto assets = static_cast<std::uint32_t>(into.assets.size());
  const auto borrowers = static_cast<std::uint32_t>(into.borrowers.size());
  for (Borrower& row : from.borrowers) into.borrowers.push_back(std::move(row));
  for (Asset& row : from.assets) into.assets.push_back(std::move(row));
  for (Loan& row : from.loans) {
    row.borrower.index += borrowers;
    into.loans.push_back(std::move(row));
  }
  for (Pledge& row : from.pledges) {
    row.loan.index += loans;
    row.asset.index += assets;
    into.pledges.push_back(std::move(row));
  }
  for (Appraisal& row : from.appraisals) {
    row.asset.index += assets;
    into.appraisals.push_back(std::move(row));
  }
}

/// Collects the faulty rows; each method makes one fault of the deal just appended.
class Builder {
 public:
  Builder(const SampleSpec& spec, std::uint64_t first_loan) : x_spec(spec), x_loan(first_loan) {
    x_out.book = make_sample(spec, first_loan, 0);
  }

  void deal() { append(x_out.book, one_deal(x_spec, x_loan)); }
  Book& book() { return x_out.book; }
  FaultySample& out() { return x_out; }

  /// `cell` of the table's last row is written as `text`.
  void write(BookTable table, const std::string& field, const std::string& text) {
    x_out.cells.push_back({table, rows_of(x_out.book, table) - 1, field, text});
  }
  void tell(SampleFault fault) { x_out.faults.push_back(std::move(fault)); }

 private:
  const SampleSpec& x_spec;
  std::uint64_t x_loan;
  FaultySample x_out;
};

void amounts(Builder& b) {
  b.deal();
  const Loan& loan = b.book().loans.back();
  b.write(BookTable::loans, "principal", "-" + to_decimal(loan.principal));
  b.tell({"negative_amount", "loans.csv " + loan.id, "the principal is below zero", "本金为负",
          "B-201"});
  b.deal();
  const Appraisal& appraisal = b.book().appraisals.back();
  b.write(BookTable::appraisals, "value",
          to_decimal(Money::of_fen(appraisal.value.fen() / 10'000)));
  b.tell({"wan_as_yuan", "loans.csv " + b.book().loans.back().id,
          "the value is in 万元 under a header in yuan", "评估值以万元填入元列", "W-140"});
}

void links(Builder& b, const std::string& first_id) {
  b.deal();
  // The loan's row goes; its pledge stays and names it.
  const std::string lost = b.book().loans.back().id;
  b.book().loans.pop_back();
  b.book().pledges.back().loan.index = 0;
  b.write(BookTable::pledges, "loan_id", lost);
  b.tell({"orphan_pledge", "pledges.csv " + b.book().pledges.back().id,
          "the pledge names a loan that is not there", "质押指向不存在的贷款", "B-302"});
  b.deal();
  b.book().pledges.pop_back();
  b.write(BookTable::loans, "id", first_id);
  b.tell({"duplicate_id", "loans.csv " + first_id, "the loan's code is used twice", "贷款编号重复",
          "B-301"});
  b.deal();
  b.book().pledges.pop_back();
  b.tell({"loan_without_pledge", "loans.csv " + b.book().loans.back().id,
          "no pledge secures the loan", "贷款没有质押物", "B-304"});
}

void words(Builder& b, const SampleSpec& spec) {
  b.deal();
  const Loan& loan = b.book().loans.back();
  constexpr std::int32_t kExcelEpochDays = 25'569;  // 1970-01-01 as a serial date
  b.write(BookTable::loans, "maturity", std::to_string(loan.maturity.days + kExcelEpochDays));
  b.tell({"excel_serial_date", "loans.csv " + loan.id, "the maturity is an Excel serial number",
          "到期日为 Excel 序列号", "B-201"});
  b.deal();
  Asset& asset = b.book().assets.back();
  asset.status = LegalStatus::expired;
  asset.expiry_date = add_days(spec.as_of, -200);
  b.tell({"expired_right", "pledges.csv " + b.book().pledges.back().id,
          "the right ended before the as-of date", "权利已届满", "B-305"});
  b.deal();
  b.write(BookTable::assets, "kind", "trade_secret");
  b.tell({"unknown_kind", "assets.csv " + b.book().assets.back().id,
          "no such kind of right can be pledged here", "权利类型无法识别", "B-201"});
}

}  // namespace

FaultySample make_sample_faults(const SampleSpec& spec, std::uint64_t first_loan,
                                const std::string& first_id) {
  Builder builder(spec, first_loan);
  amounts(builder);
  links(builder, first_id);
  words(builder, spec);
  return std::move(builder.out());
}

}  // namespace pledgelab
