#include "models/programme/programme.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "models/appraisal/brand_strength.hpp"

namespace pledgelab {
namespace {

constexpr int kMeanYears = 3;
constexpr std::array<const char*, kBrandPowers> kPowerNames = {"driving", "resource", "operation",
                                                               "communication", "development"};

Error refused(const char* code, const std::string& message, const std::string& hint) {
  return {code, {}, message, hint, ErrorKind::input};
}

// The rows of one indication by year.
using Years = std::map<int, std::size_t>;

struct Indication {
  std::string gi_id;
  Years rows;
};

std::vector<Indication> indications_of(std::span<const ProgrammeYear> years) {
  std::vector<Indication> all;
  std::map<std::string, std::size_t> place;
  for (std::size_t i = 0; i < years.size(); ++i) {
    const auto [found, fresh] = place.emplace(years[i].gi_id, all.size());
    if (fresh) all.push_back({years[i].gi_id, {}});
    all[found->second].rows.emplace(years[i].year, i);
  }
  return all;
}

// The rows year-2, year-1, year; null where there is none.
std::array<const ProgrammeYear*, kMeanYears> last_years(std::span<const ProgrammeYear> years,
                                                        const Years& rows, int year) {
  std::array<const ProgrammeYear*, kMeanYears> found{};
  for (int back = 0; back < kMeanYears; ++back) {
    const auto row = rows.find(year - kMeanYears + 1 + back);
    if (row != rows.end()) found[static_cast<std::size_t>(back)] = &years[row->second];
  }
  return found;
}

// Collects a value, or what is wanted in its place.
struct Wants {
  std::string text = {};
  void add(const std::string& what) { text += (text.empty() ? "" : ", ") + what; }
  double take(const ProgrammeYear* row, std::optional<double> ProgrammeYear::*member,
              const char* name, int year) {
    const std::optional<double> value = row == nullptr ? std::nullopt : row->*member;
    if (!value) add(std::string(name) + " " + std::to_string(year));
    return value.value_or(0);
  }
};

// Strength as published, else the powers with equal weights.
Result<double> strength_of(const ProgrammeYear& row, Wants& wants) {
  if (row.strength) return *row.strength;
  std::array<double, kBrandPowers> powers{};
  std::array<double, kBrandPowers> weights{};
  weights.fill(1);
  for (std::size_t i = 0; i < kBrandPowers; ++i) {
    if (!row.powers[i]) {
      wants.add(std::string(kPowerNames[i]) + " " + std::to_string(row.year) + " (or strength)");
    }
    powers[i] = row.powers[i].value_or(0);
  }
  return power_strength(powers, weights);
}

Outcome add_brand(std::span<const ProgrammeYear> years, const Years& rows,
                  ProgrammeFigures& figures) {
  const int year = figures.year.year;
  const auto last = last_years(years, rows, year);
  Wants wants;
  std::vector<BrandYear> trade;
  std::vector<double> prices;
  for (int back = 0; back < kMeanYears; ++back) {
    const ProgrammeYear* row = last[static_cast<std::size_t>(back)];
    const int of = year - kMeanYears + 1 + back;
    trade.push_back({wants.take(row, &ProgrammeYear::volume_units, "volume", of),
                     wants.take(row, &ProgrammeYear::price_yuan, "price", of),
                     wants.take(row, &ProgrammeYear::unbranded_cost_yuan, "unbranded_cost", of),
                     wants.take(row, &ProgrammeYear::operating_rate_frac, "operating_rate", of)});
    prices.push_back(trade.back().price_yuan);
  }
  const auto strength = strength_of(figures.year, wants);
  if (!strength) return strength.errors();
  if (!wants.text.empty()) {
    figures.missing.push_back({"brand_value", wants.text});
    return Done{};
  }
  const auto revenue = brand_revenue(trade);
  if (!revenue) return revenue.errors();
  if (revenue.value() < 0) {
    figures.missing.push_back(
        {"brand_value", "a price above the unbranded cost: the brand earned nothing"});
    return Done{};
  }
  const auto card = card_value(revenue.value(), prices, strength.value());
  if (!card) return card.errors();
  figures.brand = PublicBrandValue{revenue.value(), strength.value(), card.value().loyalty_frac,
                                   card.value().multiple, card.value().value_yuan};
  return Done{};
}

Outcome add_premium(std::span<const ProgrammeYear> years, const Years& rows,
                    ProgrammeFigures& figures) {
  const int year = figures.year.year;
  const auto last = last_years(years, rows, year);
  Wants wants;
  std::vector<double> own;
  std::vector<double> generic;
  for (int back = 0; back < kMeanYears; ++back) {
    const ProgrammeYear* row = last[static_cast<std::size_t>(back)];
    const int of = year - kMeanYears + 1 + back;
    own.push_back(wants.take(row, &ProgrammeYear::price_yuan, "price", of));
    generic.push_back(wants.take(row, &ProgrammeYear::generic_price_yuan, "generic_price", of));
  }
  if (!wants.text.empty()) {
    figures.missing.push_back({"price_premium", wants.text});
    return Done{};
  }
  const auto premium = price_premium(own, generic);
  if (!premium) return premium.errors();
  figures.premium = premium.value();
  return Done{};
}

// A change where both years have the figure and the first is above 0; else none.
std::optional<double> change_of(std::optional<double> before, std::optional<double> now) {
  if (!before || !now) return std::nullopt;
  const auto change = yearly_change(*before, *now);
  return change ? std::optional(change.value()) : std::nullopt;
}

std::optional<double> yuan_of(const std::optional<Money>& amount) {
  return amount ? std::optional(amount->yuan()) : std::nullopt;
}

std::optional<double> brand_of(const ProgrammeFigures& figures) {
  return figures.brand ? std::optional(figures.brand->value_yuan) : std::nullopt;
}

std::optional<double> lent_of(const ProgrammeFigures& figures) {
  return figures.lending ? std::optional(figures.lending->lent.yuan()) : std::nullopt;
}

void add_changes(const ProgrammeFigures& before, ProgrammeFigures& now) {
  if (before.year.year + 1 != now.year.year) return;
  now.brand_change_frac = change_of(brand_of(before), brand_of(now));
  now.users_change_frac = change_of(before.year.users_count, now.year.users_count);
  now.households_change_frac = change_of(before.year.households_count, now.year.households_count);
  now.output_change_frac = change_of(yuan_of(before.year.output), yuan_of(now.year.output));
  now.lent_change_frac = change_of(lent_of(before), lent_of(now));
}

void add_missing(ProgrammeFigures& figures) {
  const std::string year = " " + std::to_string(figures.year.year);
  if (!figures.year.users_count) figures.missing.push_back({"users", "users" + year});
  if (!figures.year.households_count) {
    figures.missing.push_back({"households", "households" + year});
  }
  if (!figures.year.output) figures.missing.push_back({"output", "output" + year});
  if (!figures.lending) {
    figures.missing.push_back({"member_lending", "members and a book"});
  } else if (!figures.lending->secured_known) {
    figures.missing.push_back({"secured_share", "registration_number"});
  }
}

bool is_member(std::span<const ProgrammeMember> members, const std::string& gi_id,
               const std::string& borrower_id, Date day) {
  return std::any_of(members.begin(), members.end(), [&](const ProgrammeMember& one) {
    return one.gi_id == gi_id && one.borrower_id == borrower_id &&
           (!one.from || *one.from <= day) && (!one.through || day <= *one.through);
  });
}

}  // namespace

Result<PricePremium> price_premium(std::span<const double> own_yuan,
                                   std::span<const double> generic_yuan) {
  const auto good = [](double price) { return std::isfinite(price) && price > 0; };
  if (own_yuan.empty() || own_yuan.size() != generic_yuan.size() ||
      !std::all_of(own_yuan.begin(), own_yuan.end(), good) ||
      !std::all_of(generic_yuan.begin(), generic_yuan.end(), good)) {
    return refused("G-101", "own and generic prices of the same years are needed, each above 0",
                   "one price a year in each list");
  }
  const auto count = static_cast<double>(own_yuan.size());
  PricePremium premium;
  premium.own_mean_yuan = std::accumulate(own_yuan.begin(), own_yuan.end(), 0.0) / count;
  premium.generic_mean_yuan =
      std::accumulate(generic_yuan.begin(), generic_yuan.end(), 0.0) / count;
  premium.premium_yuan = premium.own_mean_yuan - premium.generic_mean_yuan;
  premium.of_own_frac = premium.premium_yuan / premium.own_mean_yuan;
  premium.over_generic_frac = premium.premium_yuan / premium.generic_mean_yuan;
  return premium;
}

Result<double> yearly_change(double before, double now) {
  if (std::isfinite(before) && before > 0 && std::isfinite(now) && now >= 0) {
    return now / before - 1;
  }
  return refused("G-102", "a change needs a year before above 0 and a year now of 0 or more", "");
}

Result<Ratio> secured_share(Money secured, Money lent) {
  if (lent > Money() && secured >= Money() && secured <= lent) {
    return Ratio::of(secured.fen(), lent.fen());
  }
  return refused("G-103", "secured must lie between 0 and what was lent, and something be lent",
                 "");
}

bool is_right_in(const Asset& asset, const ProgrammeYear& indication) {
  if (asset.kind != AssetKind::geographical_indication) return false;
  const std::string& number = indication.registration_number;
  if (number.empty() || asset.number.rfind(number, 0) != 0) return false;
  if (asset.number.size() == number.size()) return true;
  const char next = asset.number[number.size()];
  return next == '-' || next == '/';
}

MemberLending member_lending(const Book& book, const BookLinks& links,
                             const ProgrammeYear& indication,
                             std::span<const ProgrammeMember> members) {
  MemberLending lending;
  lending.secured_known = !indication.registration_number.empty();
  for (std::size_t i = 0; i < book.loans.size(); ++i) {
    const Loan& loan = book.loans[i];
    if (civil(loan.origination).year != indication.year) continue;
    const std::string& borrower = book.borrowers[loan.borrower.index].id;
    if (!is_member(members, indication.gi_id, borrower, loan.origination)) continue;
    ++lending.loan_count;
    lending.lent += loan.principal;
    const auto& pledges = links.pledges_of_loan[i];
    const bool secured = std::any_of(pledges.begin(), pledges.end(), [&](PledgeId pledge) {
      return is_right_in(book.assets[book.pledges[pledge.index].asset.index], indication);
    });
    if (!secured) continue;
    ++lending.secured_count;
    lending.secured += loan.principal;
  }
  const auto share = secured_share(lending.secured, lending.lent);
  if (lending.secured_known && share) lending.secured_share = share.value();
  return lending;
}

Result<std::vector<ProgrammeFigures>> programme_figures(std::span<const ProgrammeYear> years,
                                                        std::span<const MemberLending> lending,
                                                        int first, int last) {
  PL_CHECK(lending.empty() || lending.size() == years.size());
  std::vector<ProgrammeFigures> all;
  for (const Indication& indication : indications_of(years)) {
    std::optional<ProgrammeFigures> before;
    for (const auto& each : indication.rows) {
      ProgrammeFigures figures;
      figures.year = years[each.second];
      if (!lending.empty()) figures.lending = lending[each.second];
      if (const Outcome added = add_brand(years, indication.rows, figures); !added) {
        return added.errors();
      }
      if (const Outcome added = add_premium(years, indication.rows, figures); !added) {
        return added.errors();
      }
      add_missing(figures);
      if (before) add_changes(*before, figures);
      before = figures;
      if (each.first >= first && each.first <= last) all.push_back(std::move(figures));
    }
  }
  return all;
}

}  // namespace pledgelab
