#include "models/sample/sample.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "models/base/check.hpp"
#include "models/book/words.hpp"
#include "models/exposure/balance.hpp"
#include "models/sample/draw.hpp"
#include "models/sample/rights.hpp"

namespace pledgelab {
namespace {

/// Slots of one loan and its borrower; 60 is taken by the rights.
enum Slot : std::uint64_t {
  kKind,
  kSecond,
  kSize,
  kTerm,
  kElapsed,
  kInterval,
  kRepayment,
  kRoute,
  kLate,
  kLateDays,
  kSpread,
  kBaseKnown,
  kMixed,
  kIpShare,
  kGuaranteed,
  kLender,
  kLoanToValue,
  kRevenue,
  kMaximum,
  kRegistered,
  kRegion,
  kSector,
  kClass,
  kGrade,
  kOwnPd,
  kOwnPdLevel,
  kFirstLoan,
  kPark,
  kGroup,
  kSizeKnown,
  kProductPart,
  kStaff,
  kFounded,
};

std::string code_of(std::uint64_t loan) {
  char text[24];
  std::snprintf(text, sizeof text, "%08llu", static_cast<unsigned long long>(loan) + 1);
  return text;
}

/// ln relative size by kind, centred, and the spread within a kind (see make_sample).
struct SizeLaw {
  ByKind ln_median_yuan{};
  double within_ln_sd = 0;
};

SizeLaw size_law(const SampleSpec& spec) {
  ByKind weight{};
  double below = 0;
  for (std::size_t k = 0; k < spec.kind.words.size(); ++k) {
    const auto place =
        std::find(kAssetKindWords.begin(), kAssetKindWords.end(), spec.kind.words[k]);
    weight[static_cast<std::size_t>(place - kAssetKindWords.begin())] =
        spec.kind.up_to_frac[k] - below;
    below = spec.kind.up_to_frac[k];
  }
  double mean = 0;
  double square = 0;
  for (std::size_t k = 0; k < weight.size(); ++k) {
    const double ln = std::log(spec.loan_relative[k]);
    mean += weight[k] * ln;
    square += weight[k] * ln * ln;
  }
  SizeLaw law;
  for (std::size_t k = 0; k < weight.size(); ++k) {
    law.ln_median_yuan[k] =
        std::log(spec.loan_median_yuan) + std::log(spec.loan_relative[k]) - mean;
  }
  const double between = square - mean * mean;
  law.within_ln_sd = std::sqrt(std::max(0.0, spec.loan_ln_sd * spec.loan_ln_sd - between));
  return law;
}

/// Odd loans may be the second loan of the loan before them.
bool is_second(const SampleSpec& spec, std::uint64_t loan) {
  return loan % 2 == 1 && SampleDraws(spec.seed, loan).chance(kSecond, 2 * spec.second_loan_frac);
}

AssetKind lead_kind(const SampleSpec& spec, std::uint64_t loan) {
  const std::string& word =
      spec.kind.words[spec.kind.pick(SampleDraws(spec.seed, loan).uniform(kKind))];
  return static_cast<AssetKind>(std::find(kAssetKindWords.begin(), kAssetKindWords.end(), word) -
                                kAssetKindWords.begin());
}

Money draw_principal(const SampleSpec& spec, const SizeLaw& law, const SampleDraws& draws,
                     AssetKind kind) {
  const double yuan = std::exp(law.ln_median_yuan[static_cast<std::size_t>(kind)] +
                               law.within_ln_sd * draws.normal(kSize));
  return rounded_yuan(std::clamp(yuan, spec.loan_least_yuan, spec.loan_most_yuan), 10'000);
}

/// The reference rate in force on a day: the last row not after it, else the first.
double base_rate(const SampleSpec& spec, Date date) {
  double rate = spec.base_rate_annual_frac.values.front();
  for (std::size_t k = 0; k < spec.base_rate_annual_frac.keys.size(); ++k) {
    const std::optional<Date> from = parse_date(spec.base_rate_annual_frac.keys[k]);
    if (from && *from <= date) rate = spec.base_rate_annual_frac.values[k];
  }
  return rate;
}

FiveTier tier_of(std::int32_t days_past_due) {
  if (days_past_due == 0) return FiveTier::normal;
  if (days_past_due <= 90) return FiveTier::special_mention;
  return days_past_due <= 270 ? FiveTier::substandard : FiveTier::doubtful;
}

/// A second loan is not signed before the first (`not_before`).
void draw_dates(const SampleSpec& spec, const SampleDraws& draws, Date not_before, Loan& loan) {
  const int term =
      static_cast<int>(spec.term_months.numbers[spec.term_months.pick(draws.uniform(kTerm))]);
  const auto days = static_cast<std::int32_t>(draws.uniform(kElapsed) * term * 30);
  loan.origination = std::max(add_days(spec.as_of, -std::max(days, 8)), not_before);
  loan.maturity = add_months(loan.origination, term);
  const std::int32_t held = spec.as_of.days - loan.origination.days;
  const double late = draws.uniform(kLate);
  const std::size_t bucket = spec.days_past_due.pick(late);
  if (bucket == 0) return;
  const double least = spec.days_past_due.numbers[bucket - 1];
  const double most = spec.days_past_due.numbers[bucket];
  const double drawn = std::ceil(draws.between(kLateDays, least, most));
  loan.days_past_due = std::clamp(static_cast<std::int32_t>(drawn), 0, std::max(held - 31, 0));
}

void draw_support(const SampleSpec& spec, const SampleDraws& draws, Loan& loan) {
  const std::string& route = spec.route.words[spec.route.pick(draws.uniform(kRoute))];
  loan.route = static_cast<LoanRoute>(
      std::find(kLoanRouteWords.begin(), kLoanRouteWords.end(), route) - kLoanRouteWords.begin());
  if (loan.route == LoanRoute::guaranteed) {
    loan.guaranteed_share =
        Share{rounded_ppm(draws.between(kGuaranteed, spec.guaranteed_share_least_frac,
                                        spec.guaranteed_share_most_frac),
                          50'000)};
    loan.guaranteed = part(loan.principal, loan.guaranteed_share->ratio(), Rounding::half_up);
  }
  // The book is a scheme's: its guarantor and insurer stand behind every loan, whatever the route.
  loan.guarantor_id = "SAMPLE-GUARANTOR";
  loan.insurer_id = "SAMPLE-INSURER";
  if (draws.chance(kMixed, spec.mixed_security_frac)) {
    loan.ip_share =
        Share{rounded_ppm(draws.between(kIpShare, spec.ip_share_least_frac, 1), 50'000)};
    loan.other_cover = true;
  } else {
    loan.other_cover = false;
  }
}

Loan draw_loan(const SampleSpec& spec, const SizeLaw& law, std::uint64_t number, AssetKind kind,
               Date not_before = {-1'000'000}) {
  const SampleDraws draws(spec.seed, number);
  Loan loan;
  loan.id = "L" + code_of(number);
  loan.product = "ip_pledge";
  loan.principal = draw_principal(spec, law, draws, kind);
  loan.approved = loan.principal;
  draw_dates(spec, draws, not_before, loan);
  const double base = base_rate(spec, loan.origination);
  const double spread =
      draws.between(kSpread, spec.spread_least_annual_frac, spec.spread_most_annual_frac);
  loan.rate = Rate{rounded_ppm(base + spread, 500)};
  if (!draws.chance(kBaseKnown, spec.unknown_fact_frac)) {
    loan.base_rate = Rate{rounded_ppm(base, 100)};
  }
  const std::string& repayment =
      spec.repayment.words[spec.repayment.pick(draws.uniform(kRepayment))];
  loan.repayment =
      static_cast<Repayment>(std::find(kRepaymentWords.begin(), kRepaymentWords.end(), repayment) -
                             kRepaymentWords.begin());
  const WeightedNumbers& intervals = spec.payment_interval_months;
  loan.payment_interval_months =
      static_cast<std::int32_t>(intervals.numbers[intervals.pick(draws.uniform(kInterval))]);
  Loan at_signing = loan;
  at_signing.balance = loan.principal;
  const int held = months_between(loan.origination, spec.as_of);
  loan.balance = Money::of_fen(
      scheduled_balance_fen(at_signing, loan.origination, held)[static_cast<std::size_t>(held)]);
  loan.five_tier = tier_of(loan.days_past_due);
  draw_support(spec, draws, loan);
  const auto lender = static_cast<std::uint32_t>(spec.lender.pick(draws.uniform(kLender)));
  loan.lender = LenderId{lender};
  return loan;
}

std::optional<BorrowerSize> size_of(const SampleSpec& spec, const Borrower& borrower) {
  BorrowerSize size = BorrowerSize::micro;
  for (std::size_t k = 0; k < spec.size_revenue_least_yuan.keys.size(); ++k) {
    const std::string& word = spec.size_revenue_least_yuan.keys[k];
    const auto staff =
        std::find(spec.size_staff_least.keys.begin(), spec.size_staff_least.keys.end(), word);
    if (staff == spec.size_staff_least.keys.end()) continue;
    const double staff_least =
        spec.size_staff_least
            .values[static_cast<std::size_t>(staff - spec.size_staff_least.keys.begin())];
    if (borrower.revenue->yuan() >= spec.size_revenue_least_yuan.values[k] &&
        *borrower.staff_count >= staff_least) {
      size = static_cast<BorrowerSize>(
          std::find(kBorrowerSizeWords.begin(), kBorrowerSizeWords.end(), word) -
          kBorrowerSizeWords.begin());
    }
  }
  return size;
}

void draw_rating(const SampleSpec& spec, const SampleDraws& draws, Borrower& borrower) {
  const std::string& grade = spec.grade.words[spec.grade.pick(draws.uniform(kGrade))];
  if (grade != "none") borrower.grade = grade;
  if (!draws.chance(kOwnPd, spec.own_pd_frac)) return;
  for (std::size_t k = 0; k < spec.grade_pd_annual_frac.keys.size(); ++k) {
    if (spec.grade_pd_annual_frac.keys[k] != grade) continue;
    const double pd = spec.grade_pd_annual_frac.values[k] *
                      std::exp(spec.own_pd_ln_sd * draws.normal(kOwnPdLevel));
    borrower.pd_annual_frac = std::clamp(std::round(pd * 1e4) / 1e4, 0.0005, 0.3);
  }
}

std::string sector_of(const SampleSpec& spec, const SampleDraws& draws, AssetKind kind) {
  const std::string& word = word_of(kind, kAssetKindWords);
  for (const std::string& pair : spec.kind_sector.words) {
    if (pair.substr(0, pair.find('/')) == word) return pair.substr(pair.find('/') + 1);
  }
  return spec.sector.words[spec.sector.pick(draws.uniform(kSector))];
}

std::string industry_of(const SampleSpec& spec, const std::string& sector) {
  for (const SectorClasses& classes : spec.classes) {
    if (classes.sector == sector) return classes.industry;
  }
  PL_CHECK_MSG(false, sector);
}

Borrower draw_borrower(const SampleSpec& spec, std::uint64_t number, Money product_revenue,
                       const std::string& sector) {
  const SampleDraws draws(spec.seed, number);
  const std::string code = code_of(number);
  Borrower borrower;
  borrower.id = "B" + code;
  borrower.name = "示例企业" + code;
  if (draws.chance(kGroup, spec.group_frac)) {
    borrower.group_id = "SAMPLE-GROUP-" + std::to_string(number / 32 + 1);
  }
  borrower.region = spec.region.words[spec.region.pick(draws.uniform(kRegion))];
  borrower.sector = industry_of(spec, sector);
  const std::string& type =
      spec.enterprise_class.words[spec.enterprise_class.pick(draws.uniform(kClass))];
  if (type != "none") borrower.enterprise_class = type;
  draw_rating(spec, draws, borrower);
  const double product_part = draws.between(kProductPart, spec.product_of_sales_least_frac, 0.98);
  borrower.revenue = rounded_yuan(product_revenue.yuan() / product_part, 10'000);
  borrower.staff_count =
      std::max(1.0, std::round(borrower.revenue->yuan() / spec.revenue_per_staff_yuan *
                               std::exp(0.5 * draws.normal(kStaff))));
  if (!draws.chance(kSizeKnown, spec.unknown_fact_frac)) borrower.size = size_of(spec, borrower);
  borrower.registration_date =
      add_days(spec.as_of, -static_cast<std::int32_t>(draws.between(kFounded, 5, 25) * 365));
  borrower.first_loan = draws.chance(kFirstLoan, spec.first_loan_frac);
  borrower.in_park = draws.chance(kPark, spec.in_park_frac);
  return borrower;
}

/// Links the loan to the rights that begin at `first_asset`, all of them, at one rank.
void add_pledges(const SampleSpec& spec, std::uint64_t number, std::uint32_t first_asset,
                 std::int32_t rank, Book& book) {
  const SampleDraws draws(spec.seed, number);
  const LoanId id{static_cast<std::uint32_t>(book.loans.size() - 1)};
  const Loan& loan = book.loans.back();
  const bool maximum = draws.chance(kMaximum, spec.maximum_amount_frac);
  const auto days = static_cast<std::int32_t>(draws.between(kRegistered, 0, 8));
  for (std::uint32_t a = first_asset; a < book.assets.size(); ++a) {
    Pledge pledge;
    const std::string code = code_of(number) + "-" + std::to_string(a - first_asset + 1);
    pledge.id = "P" + code;
    pledge.loan = id;
    pledge.asset = AssetId{a};
    pledge.rank = rank;
    pledge.registration_number = "SAMPLE-REG-" + code;
    pledge.registration_date = add_days(loan.origination, days);
    pledge.registration_expiry = add_months(loan.maturity, 1);
    if (maximum) {
      pledge.secured_amount = part(loan.principal, Ratio{12, 10}, Rounding::half_up);
    }
    book.pledges.push_back(std::move(pledge));
  }
}

/// A loan with a borrower and rights of its own; `second` is the loan after it on the same rights.
void add_deal(const SampleSpec& spec, std::uint64_t number, Loan loan, const Loan* second,
              AssetKind kind, Book& book) {
  const SampleDraws draws(spec.seed, number);
  const auto k = static_cast<std::size_t>(kind);
  const Money lent = second == nullptr ? loan.principal : loan.principal + second->principal;
  const Money owed = second == nullptr ? loan.balance : loan.balance + second->balance;
  const double ltv = draws.between(kLoanToValue, spec.loan_to_value_least_frac[k],
                                   spec.loan_to_value_most_frac[k]);
  SampleDeal deal;
  deal.approved =
      Money::of_yuan(static_cast<std::int64_t>(std::ceil(lent.yuan() / ltv / 10'000)) * 10'000);
  deal.product_revenue = rounded_yuan(deal.approved.yuan() / spec.approved_to_revenue_frac[k] *
                                          std::exp(spec.revenue_ln_sd * draws.normal(kRevenue)),
                                      10'000);
  deal.sector = sector_of(spec, draws, kind);
  Borrower borrower = draw_borrower(spec, number, deal.product_revenue, deal.sector);
  borrower.scheme_balance = owed;
  deal.code = code_of(number);
  deal.owner_id = borrower.id;
  deal.region = borrower.region;
  deal.lead = kind;
  deal.origination = loan.origination;
  loan.borrower = BorrowerId{static_cast<std::uint32_t>(book.borrowers.size())};
  book.borrowers.push_back(std::move(borrower));
  const auto first_asset = static_cast<std::uint32_t>(book.assets.size());
  SampleRights rights = draw_rights(spec, draws, deal);
  for (Asset& asset : rights.assets) book.assets.push_back(std::move(asset));
  for (Appraisal& appraisal : rights.appraisals) {
    appraisal.asset.index += first_asset;
    book.appraisals.push_back(std::move(appraisal));
  }
  loan.valuer_id = book.appraisals.back().valuer_id;
  book.loans.push_back(std::move(loan));
  add_pledges(spec, number, first_asset, 1, book);
}

}  // namespace

Book make_sample(const SampleSpec& spec, std::uint64_t first_loan, std::uint64_t loans) {
  PL_CHECK(first_loan % 2 == 0);
  const SizeLaw law = size_law(spec);
  Book book;
  book.as_of = spec.as_of;
  for (const SampleLender& lender : spec.lenders) {
    book.lenders.push_back({lender.id, lender.name, lender.region, lender.small});
  }
  for (std::uint64_t n = first_loan; n < first_loan + loans; ++n) {
    if (is_second(spec, n)) {
      const Loan& first = book.loans.back();
      Loan loan = draw_loan(spec, law, n, lead_kind(spec, n - 1), first.origination);
      loan.borrower = first.borrower;
      loan.lender = first.lender;
      loan.valuer_id = first.valuer_id;
      auto start = static_cast<std::uint32_t>(book.assets.size() - 1);
      while (start > 0 && book.assets[start - 1].owner_id == book.assets.back().owner_id) --start;
      book.loans.push_back(std::move(loan));
      add_pledges(spec, n, start, 2, book);
      continue;
    }
    const AssetKind kind = lead_kind(spec, n);
    Loan loan = draw_loan(spec, law, n, kind);
    std::optional<Loan> second;
    if (is_second(spec, n + 1)) second = draw_loan(spec, law, n + 1, kind, loan.origination);
    add_deal(spec, n, std::move(loan), second ? &*second : nullptr, kind, book);
  }
  return book;
}

void keep_pledges(Book& book, std::size_t pledges) {
  PL_CHECK(pledges > 0);
  if (book.pledges.size() <= pledges) return;
  book.pledges.resize(pledges);
  std::uint32_t loans = 0;
  std::uint32_t assets = 0;
  std::uint32_t borrowers = 0;
  for (const Pledge& pledge : book.pledges) {
    loans = std::max(loans, pledge.loan.index + 1);
    assets = std::max(assets, pledge.asset.index + 1);
  }
  book.loans.resize(loans);
  book.assets.resize(assets);
  for (const Loan& loan : book.loans) borrowers = std::max(borrowers, loan.borrower.index + 1);
  book.borrowers.resize(borrowers);
  std::erase_if(book.appraisals, [&](const Appraisal& a) { return a.asset.index >= assets; });
}

}  // namespace pledgelab
