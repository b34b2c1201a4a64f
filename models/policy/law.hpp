// What the state has published (schema: law/1): terms of rights, annual fees, base rates, size
// classes, holidays. Dated, with source; text in policies/law, never in code.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/base/date.hpp"
#include "models/base/document.hpp"
#include "models/base/error.hpp"
#include "models/base/money.hpp"
#include "models/book/asset.hpp"
#include "models/book/book.hpp"
#include "models/book/loan.hpp"

namespace pledgelab {

/// Which day a right's term runs from.
enum class TermStart : std::uint8_t {
  filing,
  registration,         // Asset::grant_date
  filing_or_first_use,  // the earlier of the two that are known; filing must be known
  publication,
  unlimited  // no fixed term
};

/// How long one kind of right lives.
struct LawTerm {
  AssetKind right = AssetKind::invention;
  std::optional<GiForm> form;  // geographical indications only
  TermStart starts = TermStart::filing;
  int term_months = 0;                 // 0 only when unlimited
  std::optional<int> creation_months;  // never beyond this many months after creation
  std::optional<Date> filed_from;      // applies to filings on or after …
  std::optional<Date> filed_before;    // … and before
  std::optional<int> register_months;  // filed later than this after first use: no right arises
  std::optional<int> non_use_months;   // unused for so long without a break: open to cancellation
  bool renewable = false;
  bool to_year_end = false;  // the term ends on 31 December of its last year
  std::string article;
  std::string mark;  // found, known, fitted, assumed
};

/// Yearly fee of patent years from_year..to_year (1 = the year that begins with the filing).
struct FeeStep {
  AssetKind right = AssetKind::invention;
  int from_year = 1;
  int to_year = 1;
  Money fee;
  std::string mark;
};

struct FeeRules {
  std::vector<FeeStep> steps;  // by right, ascending, without gaps
  Share surcharge;             // of the full fee, for each month begun after the free ones
  int free_months = 0;
  int grace_months = 0;  // after it the right lapses from the due date
  Money restoration;
  Share single_reduction;  // taken off for one eligible applicant
  Share joint_reduction;   // … for two or more
  int reduction_years = 0;
};

/// A reference rate: each level holds from its date until the next.
struct BaseRates {
  struct Level {
    Date from;
    Rate rate;
  };
  std::string id;            // "lpr_1y"
  Date last;                 // nothing later was seen
  std::vector<Level> rates;  // ascending, at least one
  std::string mark;
  std::string note;

  [[nodiscard]] bool covers(Date date) const { return rates.front().from <= date && date <= last; }
};

/// Lower limits of a size class; both must be met. No staff limit = revenue alone counts.
struct SizeLimits {
  std::optional<std::int64_t> staff;
  Money revenue;
};

struct SizeTable {
  std::string industry;
  SizeLimits large;
  SizeLimits medium;
  SizeLimits small;
  std::string mark;
};

/// Where a part of the law comes from; goes to the report's list of assumptions.
struct LawSource {
  std::string file;
  std::string kind;
  std::string id;
  std::string source;
  Date date;
  std::string mark;  // the weakest of its entries: found, known, fitted, assumed
};

struct Law {
  std::vector<LawSource> sources;
  std::vector<LawTerm> terms;
  std::optional<FeeRules> fees;
  std::vector<BaseRates> base_rates;
  std::vector<SizeTable> sizes;
  std::vector<HolidayCalendar> calendars;
};

/// Reads law/1 documents, at most one of each kind (holidays: one of each id). A kind that was not
/// handed in stays empty. Errors, all told at once: unknown or missing key, unit, word, date;
/// fee years with gaps, dates out of order or twice, a holiday on a weekend, a limit above the
/// next class's.
Result<Law> read_law(std::span<const Document> documents);

/// The term that applies to the asset, or null: no such kind, or the date that decides is unknown.
const LawTerm* term_of(const Law& law, const Asset& asset);

/// The day the right ends: Asset::expiry_date as registered, else start + term. None when a date is
/// unknown or the life has no fixed end (`has_unlimited_life` tells which). A renewable right's end
/// is that of its running term.
std::optional<Date> legal_expiry(const Law& law, const Asset& asset);
/// The same from the law alone, whatever stands in the book: for checks of the book.
std::optional<Date> term_end(const Law& law, const Asset& asset);
bool has_unlimited_life(const Law& law, const Asset& asset);
bool is_renewable(const Law& law, const Asset& asset);
/// Over by its status (lapsed, invalid, expired) or by its term: from the day it ends on; of a
/// renewable right once the `grace_months` have passed in which its renewal is still open.
bool has_ended(const Law& law, const Asset& asset, Date as_of, int grace_months);

/// Patent year of a date: 1 from the filing date to the day before its first anniversary.
/// Needs filing ≤ date.
int patent_year(Date filing, Date date);

/// Who pays, for the reduction.
enum class FeePayer : std::uint8_t { full, single_reduced, joint_reduced };

/// Fee of one patent year; none when the right has no fee in that year or no fee file was given.
std::optional<Money> annual_fee(const Law& law, AssetKind right, int year, FeePayer payer);

/// The fee paid `months_late` months (begun) after it fell due: reduced fee + surcharge of the full
/// fee for each month after the free ones (V50). None past the grace period: the right has lapsed.
std::optional<Money> late_annual_fee(const Law& law, AssetKind right, int year, FeePayer payer,
                                     int months_late);

/// The series of that id, or null.
const BaseRates* find_base_rates(const Law& law, const std::string& id);
/// The level in force on a date; none before the first. After `last` it is the last level: ask
/// `covers` and warn.
std::optional<Rate> base_rate(const BaseRates& series, Date date);

/// One warning for each list of holidays that does not cover every day first..last: where it begins
/// and ends, which day lies outside, and what holds there (free on Saturdays and Sundays only).
std::vector<std::string> calendar_warnings(const Law& law, Date first, Date last);
/// The same for the days on which a book's loans can still pay: as_of to the latest maturity after
/// it; none for a book in another currency than CNY, whose loans pay by other lists. Loans whose
/// term the scenario supplies have no maturity yet and are left out.
std::vector<std::string> calendar_warnings(const Law& law, const Book& book, Date as_of);

/// Size class; none when the industry is not listed or a needed figure is unknown. The highest
/// class of which both lower limits are met.
std::optional<BorrowerSize> size_class(const Law& law, const std::string& industry,
                                       std::optional<double> staff_count,
                                       std::optional<Money> revenue);

}  // namespace pledgelab
