#include "models/policy/law.hpp"

#include <algorithm>

#include "models/base/check.hpp"

namespace pledgelab {
namespace {

bool filed_in(const LawTerm& term, const std::optional<Date>& filing) {
  if (!term.filed_from && !term.filed_before) return true;
  if (!filing) return false;
  return !(term.filed_from && *filing < *term.filed_from) &&
         !(term.filed_before && *filing >= *term.filed_before);
}

std::optional<Date> start_of(const LawTerm& term, const Asset& asset) {
  switch (term.starts) {
    case TermStart::filing:
      return asset.filing_date;
    case TermStart::registration:
      return asset.grant_date;
    case TermStart::filing_or_first_use: {
      const auto* layout = std::get_if<LayoutDesign>(&asset.facts);
      if (!asset.filing_date || layout == nullptr || !layout->first_use_date) {
        return asset.filing_date;
      }
      return std::min(*asset.filing_date, *layout->first_use_date);
    }
    case TermStart::publication: {
      const auto* work = std::get_if<Copyright>(&asset.facts);
      return work == nullptr ? std::nullopt : work->publication_date;
    }
    case TermStart::unlimited:
      return std::nullopt;
  }
  PL_CHECK(false);
}

Date year_end(Date date) { return *make_date(civil(date).year, 12, 31); }

bool meets(const SizeLimits& limits, double staff_count, Money revenue) {
  return revenue >= limits.revenue &&
         (!limits.staff || staff_count >= static_cast<double>(*limits.staff));
}

}  // namespace

const LawTerm* term_of(const Law& law, const Asset& asset) {
  const auto* gi = std::get_if<GeographicalIndication>(&asset.facts);
  for (const LawTerm& term : law.terms) {
    const bool form = !term.form || (gi != nullptr && gi->form == *term.form);
    if (term.right == asset.kind && form && filed_in(term, asset.filing_date)) return &term;
  }
  return nullptr;
}

std::optional<Date> term_end(const Law& law, const Asset& asset) {
  const LawTerm* term = term_of(law, asset);
  if (term == nullptr) return std::nullopt;
  const auto start = start_of(*term, asset);
  if (!start) return std::nullopt;
  Date end = add_months(*start, term->term_months);
  const auto* layout = std::get_if<LayoutDesign>(&asset.facts);
  if (term->creation_months && layout != nullptr && layout->creation_date) {
    end = std::min(end, add_months(*layout->creation_date, *term->creation_months));
  }
  return term->to_year_end ? year_end(end) : end;
}

std::optional<Date> legal_expiry(const Law& law, const Asset& asset) {
  return asset.expiry_date ? asset.expiry_date : term_end(law, asset);
}

bool has_unlimited_life(const Law& law, const Asset& asset) {
  const LawTerm* term = term_of(law, asset);
  return term != nullptr && term->starts == TermStart::unlimited && !asset.expiry_date;
}

bool is_renewable(const Law& law, const Asset& asset) {
  const LawTerm* term = term_of(law, asset);
  return term != nullptr && term->renewable;
}

bool has_ended(const Law& law, const Asset& asset, Date as_of, int grace_months) {
  if (asset.status == LegalStatus::lapsed || asset.status == LegalStatus::invalid ||
      asset.status == LegalStatus::expired) {
    return true;
  }
  const auto end = legal_expiry(law, asset);
  if (!end || *end > as_of) return false;
  return !is_renewable(law, asset) || add_months(*end, grace_months) <= as_of;
}

int patent_year(Date filing, Date date) {
  PL_CHECK(filing <= date);
  return months_between(filing, date) / 12 + 1;
}

std::optional<Money> annual_fee(const Law& law, AssetKind right, int year, FeePayer payer) {
  if (!law.fees) return std::nullopt;
  for (const FeeStep& step : law.fees->steps) {
    if (step.right != right || year < step.from_year || year > step.to_year) continue;
    if (payer == FeePayer::full) return step.fee;
    const Share off =
        payer == FeePayer::single_reduced ? law.fees->single_reduction : law.fees->joint_reduction;
    return step.fee - part(step.fee, off.ratio(), Rounding::half_up);
  }
  return std::nullopt;
}

std::optional<Money> late_annual_fee(const Law& law, AssetKind right, int year, FeePayer payer,
                                     int months_late) {
  const auto full = annual_fee(law, right, year, FeePayer::full);
  const auto fee = annual_fee(law, right, year, payer);
  if (!full || !fee || months_late > law.fees->grace_months) return std::nullopt;
  const int charged = std::max(0, months_late - law.fees->free_months);
  const Ratio surcharge{std::int64_t{law.fees->surcharge.ppm} * charged, 1'000'000};
  return *fee + part(*full, surcharge, Rounding::half_up);
}

const BaseRates* find_base_rates(const Law& law, const std::string& id) {
  for (const BaseRates& series : law.base_rates) {
    if (series.id == id) return &series;
  }
  return nullptr;
}

std::optional<Rate> base_rate(const BaseRates& series, Date date) {
  std::optional<Rate> rate;
  for (const BaseRates::Level& level : series.rates) {
    if (level.from <= date) rate = level.rate;
  }
  return rate;
}

std::vector<std::string> calendar_warnings(const Law& law, Date first, Date last) {
  std::vector<std::string> warnings;
  for (const HolidayCalendar& calendar : law.calendars) {
    if (calendar.covers(first) && calendar.covers(last)) continue;
    const Date outside = calendar.covers(last) ? first : last;
    warnings.push_back("the holidays '" + calendar.id + "' are known from " +
                       to_iso(calendar.first) + " to " + to_iso(calendar.last) +
                       "; dates go as far as " + to_iso(outside) +
                       ": outside the list only Saturdays and Sundays count as free");
  }
  return warnings;
}

std::vector<std::string> calendar_warnings(const Law& law, const Book& book, Date as_of) {
  if (book.currency != "CNY") return {};
  Date last = as_of;
  for (const Loan& loan : book.loans) {
    if (!loan.term_from_scenario) last = std::max(last, loan.maturity);
  }
  return calendar_warnings(law, as_of, last);
}

std::optional<BorrowerSize> size_class(const Law& law, const std::string& industry,
                                       std::optional<double> staff_count,
                                       std::optional<Money> revenue) {
  for (const SizeTable& table : law.sizes) {
    if (table.industry != industry) continue;
    if (!revenue || (table.medium.staff && !staff_count)) return std::nullopt;
    const double staff = staff_count.value_or(0);
    if (meets(table.large, staff, *revenue)) return BorrowerSize::large;
    if (meets(table.medium, staff, *revenue)) return BorrowerSize::medium;
    return meets(table.small, staff, *revenue) ? BorrowerSize::small : BorrowerSize::micro;
  }
  return std::nullopt;
}

}  // namespace pledgelab
