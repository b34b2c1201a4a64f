// The made book has the published shape, holds its invariants, and row n never depends on the rest.
#include "models/sample/sample.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <vector>

#include "models/base/statistics.hpp"
#include "models/book/fields.hpp"
#include "models/book/words.hpp"
#include "tests/models/sample/the_sample.hpp"

using namespace pledgelab;

namespace {

std::size_t lead_of(const Book& book, std::uint32_t loan) {
  for (const Pledge& pledge : book.pledges) {
    if (pledge.loan.index == loan) {
      return static_cast<std::size_t>(book.assets[pledge.asset.index].kind);
    }
  }
  return 99;
}

/// Every field of every row of `part`, equal to those of `whole` from `offset` rows on.
void check_rows_equal(const Book& part, const Book& whole,
                      const std::map<BookTable, std::uint32_t>& offset) {
  std::size_t different = 0;
  for (const Field& field : book_fields()) {
    if (field.table == BookTable::lenders) continue;
    const std::uint32_t from = offset.empty() ? 0 : offset.at(field.table);
    const std::uint32_t rows = rows_of(part, field.table);
    REQUIRE(rows + from <= rows_of(whole, field.table));
    for (std::uint32_t row = 0; row < rows; ++row) {
      if (field.get(part, row) != field.get(whole, row + from)) ++different;
    }
  }
  CHECK(different == 0);
}

}  // namespace

TEST_CASE("sample: loan size has the published median, sigma and share up to 10m") {
  const SampleSpec spec = test::the_sample();
  const Book book = make_sample(spec, 0, 20'000);
  REQUIRE(book.loans.size() == 20'000);
  std::vector<double> ln;
  double small = 0;
  double sum = 0;
  for (const Loan& loan : book.loans) {
    ln.push_back(std::log(loan.principal.yuan()));
    small += loan.principal <= Money::of_yuan(10'000'000) ? 1 : 0;
    sum += loan.principal.yuan();
  }
  std::sort(ln.begin(), ln.end());
  // s.e. of a lognormal sample: median 1.2533 s/√n = 0.0164, s/√(2n) = 0.00925; three of each.
  CHECK(std::abs(quantile_sorted(ln, 0.5) - std::log(3.4e6)) < 3 * 0.0164);
  CHECK(std::abs(standard_deviation(ln) - 1.85) < 3 * 0.00925);
  // Φ(ln(10/3.4)/1.85) = Φ(0.5831) = 0.7201, s.e. 0.0032.
  CHECK(std::abs(small / 20'000 - 0.7201) < 3 * 0.0032);
  CHECK(small / 20'000 >= 0.71);
  // Published means 16.7m to 20.7m; exp(ln 3.4m + 1.85²/2) = 18.8m before the cut at 2bn. The
  // mean's s.e. is 3.7m: the variance is exp(s²) − 1 = 29.7 squares of the mean over 20,000.
  CHECK(sum / 20'000 > 14e6);
  CHECK(sum / 20'000 < 24e6);
}

TEST_CASE("sample: all seven kinds, in the stated parts; marks borrow more than patents") {
  const SampleSpec spec = test::the_sample();
  const Book book = make_sample(spec, 0, 8'000);
  std::map<std::size_t, std::vector<double>> by_kind;
  std::vector<std::size_t> lead(book.loans.size(), 99);
  for (const Pledge& pledge : book.pledges) {
    std::size_t& kind = lead[pledge.loan.index];
    if (kind == 99) kind = static_cast<std::size_t>(book.assets[pledge.asset.index].kind);
  }
  for (std::size_t loan = 0; loan < lead.size(); ++loan) {
    REQUIRE(lead[loan] < 7);
    by_kind[lead[loan]].push_back(std::log(book.loans[loan].principal.yuan()));
  }
  CHECK(by_kind.size() == 7);
  const std::map<std::size_t, double> part = {{0, 0.46}, {1, 0.22}, {2, 0.05}, {3, 0.16},
                                              {4, 0.03}, {5, 0.03}, {6, 0.05}};
  for (const auto& [kind, expected] : part) {
    const double seen = static_cast<double>(by_kind[kind].size()) / 8'000;
    const double error = std::sqrt(expected * (1 - expected) / 8'000);
    CHECK(std::abs(seen - expected) < 4 * error);
  }
  // Trademark over invention: 1.94/1.1 in size, 0.567 in ln; s.e. 1.85 √(1/1280 + 1/3680) = 0.060.
  CHECK(std::abs(mean(by_kind[3]) - mean(by_kind[0]) - 0.567) < 3 * 0.060);
}

TEST_CASE("sample: the first n loans of a longer book are the n-loan book; blocks are slices") {
  const SampleSpec spec = test::the_sample();
  const Book whole = make_sample(spec, 0, 600);
  for (const std::uint64_t n : {1U, 7U, 200U, 599U}) {
    check_rows_equal(make_sample(spec, 0, n), whole, {});
  }
  const Book first = make_sample(spec, 0, 200);
  const Book second = make_sample(spec, 200, 300);
  check_rows_equal(second, whole,
                   {{BookTable::borrowers, rows_of(first, BookTable::borrowers)},
                    {BookTable::loans, rows_of(first, BookTable::loans)},
                    {BookTable::assets, rows_of(first, BookTable::assets)},
                    {BookTable::pledges, rows_of(first, BookTable::pledges)},
                    {BookTable::appraisals, rows_of(first, BookTable::appraisals)}});
  SampleSpec other = spec;
  other.seed += 1;
  CHECK(make_sample(other, 0, 1).loans[0].principal != whole.loans[0].principal);
}

TEST_CASE("sample: every row is consistent with the others") {
  const SampleSpec spec = test::the_sample();
  const Book book = make_sample(spec, 0, 3'000);
  std::size_t faults = 0;
  const auto hold = [&faults](bool good) { faults += good ? 0 : 1; };
  std::vector<Money> lent_on(book.assets.size());
  std::map<std::string, std::int64_t> product_ppm;
  std::set<std::string> ids;
  for (const Loan& loan : book.loans) {
    hold(ids.insert(loan.id).second);
    hold(loan.origination < spec.as_of && spec.as_of < loan.maturity);
    hold(Money{} < loan.balance && loan.balance <= loan.principal);
    hold(loan.days_past_due <= spec.as_of.days - loan.origination.days);
    hold((loan.days_past_due == 0) == (loan.five_tier == FiveTier::normal));
    hold(!loan.guarantor_id.empty() && !loan.insurer_id.empty() && !loan.valuer_id.empty());
    hold(loan.rate->annual_ppm > 30'000 && loan.rate->annual_ppm < 65'000);
  }
  for (const Asset& asset : book.assets) {
    hold(asset.filing_date <= asset.grant_date);
    hold(!asset.expiry_date || *asset.expiry_date > spec.as_of);
    product_ppm[*asset.product_id] += asset.product_share->ppm;
  }
  for (const auto& [product, ppm] : product_ppm) hold(ppm > 0 && ppm <= 1'000'000);
  std::size_t shared = 0;
  std::size_t outlived = 0;
  for (const Pledge& pledge : book.pledges) {
    const Loan& loan = book.loans[pledge.loan.index];
    const Asset& asset = book.assets[pledge.asset.index];
    hold(asset.owner_id == book.borrowers[loan.borrower.index].id);
    hold(*asset.grant_date <= loan.origination);
    hold(*pledge.registration_date >= loan.origination);
    shared += pledge.rank == 2 ? 1 : 0;
    outlived += asset.expiry_date && *asset.expiry_date < loan.maturity ? 1 : 0;
  }
  CHECK(faults == 0);
  CHECK(shared > 100);
  CHECK(outlived > 0);
  CHECK(outlived * 20 < book.pledges.size());
}

TEST_CASE("sample: appraised values stand for the loans at a loan-to-value of the kind") {
  const SampleSpec spec = test::the_sample();
  const Book book = make_sample(spec, 0, 2'000);
  std::vector<Money> lent(book.borrowers.size());
  std::vector<Money> approved(book.borrowers.size());
  std::vector<std::size_t> kind(book.borrowers.size());
  std::vector<bool> seen(book.assets.size(), false);
  for (std::uint32_t n = 0; n < book.loans.size(); ++n) {
    const std::uint32_t borrower = book.loans[n].borrower.index;
    if (lent[borrower] == Money{}) kind[borrower] = lead_of(book, n);
    lent[borrower] += book.loans[n].principal;
  }
  std::map<std::string, std::uint32_t> borrower_of;
  for (std::uint32_t b = 0; b < book.borrowers.size(); ++b) borrower_of[book.borrowers[b].id] = b;
  for (const Appraisal& appraisal : book.appraisals) {  // the first of each right: at signing
    if (seen[appraisal.asset.index]) continue;
    seen[appraisal.asset.index] = true;
    approved[borrower_of.at(book.assets[appraisal.asset.index].owner_id)] += appraisal.value;
  }
  std::size_t outside = 0;
  std::vector<double> invention;
  for (std::size_t b = 0; b < lent.size(); ++b) {
    const double ltv = lent[b].yuan() / approved[b].yuan();
    const double least = spec.loan_to_value_least_frac[kind[b]];
    const double most = spec.loan_to_value_most_frac[kind[b]];
    // Values are rounded up to 10,000 yuan: a small loan may fall below the least.
    if (ltv > most || lent[b].yuan() / (approved[b].yuan() - 10'000) < least) ++outside;
    if (kind[b] == 0) invention.push_back(ltv);
  }
  CHECK(outside == 0);
  CHECK(std::abs(mean(invention) - 0.175) < 0.007);  // uniform on 8-27 %, s.e. 0.002
}

TEST_CASE("sample: keep_pledges leaves exactly so many, and no row that nothing refers to") {
  const SampleSpec spec = test::the_sample();
  for (const std::size_t count : {1U, 2U, 39U, 240U}) {
    Book book = make_sample(spec, 0, 240);
    keep_pledges(book, count);
    CHECK(book.pledges.size() == count);
    std::set<std::uint32_t> loans;
    std::set<std::uint32_t> assets;
    for (const Pledge& pledge : book.pledges) {
      loans.insert(pledge.loan.index);
      assets.insert(pledge.asset.index);
    }
    CHECK(loans.size() == book.loans.size());
    CHECK(assets.size() == book.assets.size());
    CHECK(book.loans.back().borrower.index + 1 == book.borrowers.size());
    for (const Appraisal& row : book.appraisals) CHECK(row.asset.index < book.assets.size());
  }
}

TEST_CASE("sample: rates, tiers, statuses and sizes follow what they stand on") {
  const SampleSpec spec = test::the_sample();
  const Book book = make_sample(spec, 0, 6'000);
  std::size_t faults = 0;
  const auto hold = [&faults](bool good) { faults += good ? 0 : 1; };
  for (const Loan& loan : book.loans) {
    // LPR 1Y by the day of signing: 3.45 % before 2024-07-22, 3.00 % from 2025-05-20.
    if (loan.base_rate && loan.origination < *parse_date("2024-07-22")) {
      hold(loan.base_rate->annual_ppm == 34'500);
    }
    if (loan.base_rate && loan.origination >= *parse_date("2025-05-20")) {
      hold(loan.base_rate->annual_ppm == 30'000);
    }
    hold((loan.five_tier == FiveTier::special_mention) ==
         (loan.days_past_due > 0 && loan.days_past_due <= 90));
  }
  for (const Borrower& row : book.borrowers) {
    if (!row.size) continue;
    // 300号, industry: medium from 300 staff and 20m, small from 20 and 3m, large from 1,000 and
    // 400m.
    const double yuan = row.revenue->yuan();
    const double staff = *row.staff_count;
    const BorrowerSize size = staff >= 1000 && yuan >= 4e8  ? BorrowerSize::large
                              : staff >= 300 && yuan >= 2e7 ? BorrowerSize::medium
                              : staff >= 20 && yuan >= 3e6  ? BorrowerSize::small
                                                            : BorrowerSize::micro;
    hold(*row.size == size);
  }
  CHECK(faults == 0);
}

TEST_CASE("sample: parts of the book have their stated shares") {
  const SampleSpec spec = test::the_sample();
  const Book book = make_sample(spec, 0, 6'000);
  const auto near = [](double seen, double part, double of) {
    return std::abs(seen / of - part) < 4 * std::sqrt(part * (1 - part) / of);
  };
  std::set<std::uint32_t> second;
  for (const Pledge& row : book.pledges) {
    if (row.rank == 2) second.insert(row.loan.index);
  }
  CHECK(near(static_cast<double>(second.size()), 0.04, 6'000));
  double grace = 0;
  double pending = 0;
  double patents = 0;
  for (const Asset& asset : book.assets) {
    if (asset.kind > AssetKind::design) continue;
    patents += 1;
    grace += asset.status == LegalStatus::grace ? 1 : 0;
    pending += asset.status == LegalStatus::pending_invalidation ? 1 : 0;
  }
  CHECK(near(grace, 0.03, patents));
  CHECK(near(pending, 0.015, patents));
}

TEST_CASE("sample: appraisals stand before the loan; a second one only once a year has passed") {
  const SampleSpec spec = test::the_sample();
  const Book book = make_sample(spec, 0, 3'000);
  std::vector<int> count(book.assets.size(), 0);
  std::vector<Date> signed_on(book.assets.size(), spec.as_of);
  for (const Pledge& row : book.pledges) {
    Date& day = signed_on[row.asset.index];
    day = std::min(day, book.loans[row.loan.index].origination);
  }
  std::size_t faults = 0;
  double old = 0;
  double again = 0;
  std::vector<double> worth;
  for (const Appraisal& row : book.appraisals) {
    const std::uint32_t a = row.asset.index;
    const bool first = count[a]++ == 0;
    if (first ? row.date >= signed_on[a] : spec.as_of.days - row.date.days > 365) ++faults;
    if (!first && spec.as_of.days - signed_on[a].days <= 365) ++faults;
    if (first && spec.as_of.days - signed_on[a].days > 365) old += 1;
    again += first ? 0 : 1;
  }
  CHECK(faults == 0);
  CHECK(std::abs(again / old - 0.75) < 0.05);
}

TEST_CASE("sample: a name is worth a premium, and approved value goes with the product's sales") {
  const SampleSpec spec = test::the_sample();
  const Book book = make_sample(spec, 0, 6'000);
  std::size_t faults = 0;
  for (const Asset& asset : book.assets) {
    const auto* gi = std::get_if<GeographicalIndication>(&asset.facts);
    if (gi != nullptr && !(*gi->generic_price < *gi->price)) ++faults;
    const auto* chip = std::get_if<LayoutDesign>(&asset.facts);
    if (chip != nullptr && asset.product_revenue) {
      const double sales = *chip->units_annual * chip->unit_price->yuan();
      if (std::abs(sales / asset.product_revenue->yuan() - 1) > 0.02) ++faults;
    }
  }
  CHECK(faults == 0);
  // Inventions alone: approved / revenue has the median 9.5 %, ln-SD 0.45; s.e. of ln 0.0108.
  std::vector<double> ln;
  std::vector<int> rights(book.borrowers.size(), 0);
  std::map<std::string, std::uint32_t> owner;
  for (std::uint32_t b = 0; b < book.borrowers.size(); ++b) owner[book.borrowers[b].id] = b;
  for (const Asset& asset : book.assets) ++rights[owner.at(asset.owner_id)];
  std::vector<bool> seen(book.assets.size(), false);
  for (const Appraisal& row : book.appraisals) {
    const Asset& asset = book.assets[row.asset.index];
    if (seen[row.asset.index]) continue;
    seen[row.asset.index] = true;
    if (asset.kind != AssetKind::invention || rights[owner.at(asset.owner_id)] > 1) continue;
    if (asset.product_revenue)
      ln.push_back(std::log(row.value.yuan() / asset.product_revenue->yuan()));
  }
  REQUIRE(ln.size() > 800);
  CHECK(std::abs(mean(ln) - std::log(0.095)) <
        4 * 0.45 / std::sqrt(static_cast<double>(ln.size())));
}
