// Measures of parties and ratios over days, in the sharing twin (section 8 of
// the language).
#include <algorithm>

#include "tests/twins/sharing_parts.hpp"

namespace pledgelab::twins {

namespace {

const std::vector<std::string> kMeasures = {"loan_balance",      "npl_balance", "overdue_balance",
                                            "overdue_principal", "lent",        "repaid",
                                            "premium_earned",    "fee_earned",  "write_offs"};

// Which rows a figure is taken from: ends in [from, to], of one cohort where it
// is named.
struct Rows {
  std::string party;
  std::string loans;
  MeasureKind kind = MeasureKind::lent;
  Date from;
  Date to;
  std::optional<int> cohort;
};

std::vector<const PeriodRow*> rows_of(const Pass& pass, const Rows& asked) {
  std::vector<const PeriodRow*> whole;
  std::vector<const PeriodRow*> by_cohort;
  for (const PeriodRow& row : pass.periods.rows) {
    if (row.party != asked.party || row.scheme != asked.loans || row.measure != asked.kind) {
      continue;
    }
    if (asked.cohort && row.cohort == asked.cohort) whole.push_back(&row);
    if (!asked.cohort) (row.cohort ? by_cohort : whole).push_back(&row);
  }
  std::vector<const PeriodRow*> found = whole.empty() ? by_cohort : whole;
  const auto outside = [&](const PeriodRow* row) {
    return row->end < asked.from || row->end > asked.to;
  };
  found.erase(std::remove_if(found.begin(), found.end(), outside), found.end());
  return found;
}

// A flow: Σ; a stock: what stands at the last of the ends.
std::optional<Fen> figure_of_rows(const Pass& pass, const Rows& asked) {
  const auto rows = rows_of(pass, asked);
  if (rows.empty()) return std::nullopt;
  Date last = rows.front()->end;
  for (const PeriodRow* row : rows) last = std::max(last, row->end);
  Fen sum = 0;
  for (const PeriodRow* row : rows) {
    if (!is_stock(asked.kind) || row->end == last) sum += row->fen;
  }
  return sum;
}

std::string loans_of(const Pass& pass, const PolicyRatio& ratio) {
  if (ratio.loans == PolicyRatio::Loans::all) return {};
  return ratio.loans == PolicyRatio::Loans::scheme ? pass.policy.id : ratio.loans_text;
}

Date year_begin_of(const SharingPolicy& policy, Date day) {
  return *make_date(year_of(policy, day), policy.year_start_month, policy.year_start_day);
}

// What was handed to the party on this loss before cap and cede moved it.
Fen gross_of(const Pass& pass, const Row& row, std::uint32_t party) {
  Fen sum = 0;
  for (const auto& [key, fen] : row.moved) {
    bool moves = false;
    for (const Step& step : pass.policy.steps)
      moves = moves || (step.id == key.first && step.moves());
    if (!moves && key.second == party) sum += fen;
  }
  return sum;
}

Fen booked(const Pass& pass, const Measure& measure, const Row& row, Date day) {
  if (measure.kind == MeasureKind::gross) return gross_of(pass, row, measure.party);
  const Fen bill = row.bills[measure.party];
  if (measure.kind == MeasureKind::bill) return bill;
  return bill - recovered_by(pass, row, day)[measure.party];
}

// gross, bill or net of the losses with pay dates in [from, day].
Fen booked_between(const Pass& pass, const Measure& measure, const std::string& who,
                   const Firm& firm, Date from, Date day) {
  Fen sum = 0;
  for (const Row& row : pass.rows) {
    const bool counts = !row.waits && row.standing != LossStanding::undecided &&
                        row.standing != LossStanding::no_loss && row.pay >= from && row.pay <= day;
    if (!counts || firm_of(pass, row, firm) != who) continue;
    sum += booked(pass, measure, row, day);
  }
  return sum;
}

// A measure on one day: a stock that stands (at `exactly` that day, or the last
// up to it), a flow of the policy year so far.
std::optional<Fen> on_day(const Pass& pass, const Measure& measure, const std::string& who,
                          const PolicyRatio& ratio, Date day) {
  const Firm firm{ratio.per, ratio.role};
  const Date year = year_begin_of(pass.policy, day);
  if (is_booked(measure.kind)) return booked_between(pass, measure, who, firm, year, day);
  const bool exactly = is_stock(measure.kind) && ratio.at != PolicyRatio::At::running;
  const Date from = exactly ? day : is_stock(measure.kind) ? Date{-1'000'000} : year;
  return figure_of_rows(pass, {who, loans_of(pass, ratio), measure.kind, from, day, {}});
}

bool ends_period(const Pass& pass, PolicyRatio::At at, Date day) {
  switch (at) {
    case PolicyRatio::At::running:
      return true;
    case PolicyRatio::At::month_end:
      return day == month_end(day);
    case PolicyRatio::At::quarter_end:
      return day == month_end(day) && civil(day).month % 3 == 0;
    case PolicyRatio::At::year_end:
      return day == year_end_of(pass.policy, day);
  }
  return false;
}

bool closes_on(const Pass& pass, const PolicyRatio& ratio, const std::string& who, Date day) {
  if (ratio.at == PolicyRatio::At::running) return true;
  if (!ends_period(pass, ratio.at, day)) return false;
  for (const Measure* measure : {&ratio.top, &ratio.bottom}) {
    if (is_booked(measure->kind)) continue;
    if (!rows_of(pass, {who, loans_of(pass, ratio), measure->kind, day, day, {}}).empty()) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::optional<std::string> firm_of(const Pass& pass, const Row& row, const Firm& firm) {
  if (firm.who == Unit::Who::scheme) return std::string();
  std::string column = "loan.lender_id";
  if (firm.who == Unit::Who::role) {
    const auto& named = pass.policy.parties[firm.role].firm;
    if (!named) return std::string();
    column = named->name;
  }
  const auto told = find_fact(pass, row, column);
  if (!told) return std::nullopt;
  return told->word;
}

std::set<std::string> firms_of(const Pass& pass, const Firm& firm) {
  std::set<std::string> firms;
  if (firm.who == Unit::Who::scheme) firms.insert("");
  for (const Row& row : pass.rows) {
    const auto one = firm_of(pass, row, firm);
    if (one) firms.insert(*one);
  }
  return firms;
}

std::optional<Told> measure_told(const Pass& pass, const Row& row, const std::string& name) {
  const auto dot = name.find('.');
  const std::string who = name.substr(0, dot);
  const auto found = std::find(kMeasures.begin(), kMeasures.end(), name.substr(dot + 1));
  if (found == kMeasures.end()) return std::nullopt;
  Firm firm{Unit::Who::lender, 0};
  for (std::uint32_t p = 0; p < pass.policy.parties.size() && who != "lender"; ++p) {
    if (pass.policy.parties[p].id == who) firm = {Unit::Who::role, p};
  }
  if (who != "lender" && firm.who == Unit::Who::lender) return std::nullopt;
  const auto party = firm_of(pass, row, firm);
  if (!party) return std::nullopt;
  Rows asked{*party,
             pass.policy.id,
             static_cast<MeasureKind>(found - kMeasures.begin()),
             year_begin_of(pass.policy, row.pay),
             year_end_of(pass.policy, row.pay),
             {}};
  const Unit unit = row.asking ? pass.policy.steps[*row.asking].unit : Unit{};
  if (unit.period == Unit::Period::cohort || unit.period == Unit::Period::life) {
    asked.from = Date{-1'000'000};
    asked.to = kEver;
  }
  if (unit.period == Unit::Period::cohort) {
    const auto date = find_fact(pass, row, "loan.origination");
    if (!date) return std::nullopt;
    asked.cohort = year_of(pass.policy, Date{static_cast<std::int32_t>(date->number.num())});
  }
  if (!row.at_close) asked.to = std::min(asked.to, row.pay);
  const auto fen = figure_of_rows(pass, asked);
  if (!fen) return std::nullopt;
  return Told{FactKind::money, Quotient(*fen), {}};
}

bool is_watched(const Pass& pass, const PeriodRow& row) {
  const auto used = ratios_used(pass.policy);
  for (std::uint32_t r = 0; r < used.size(); ++r) {
    const PolicyRatio& ratio = pass.policy.ratios[r];
    if (!used[r] || row.scheme != loans_of(pass, ratio)) continue;
    if (ratio.top.kind != row.measure && ratio.bottom.kind != row.measure) continue;
    if (firms_of(pass, {ratio.per, ratio.role}).count(row.party) > 0) return true;
  }
  for (const PolicyBreaker& breaker : pass.policy.breakers) {
    for (const BreakerWatch& watch : breaker.watches) {
      const bool same = !watch.ratio && watch.measure.kind == row.measure;
      if (same && row.party.empty() && row.scheme == pass.policy.id) return true;
    }
  }
  return false;
}

void record_ratios(Pass& pass, Date day) {
  if (pass.first != nullptr) return;
  for (std::uint32_t r = 0; r < pass.policy.ratios.size(); ++r) {
    const PolicyRatio& ratio = pass.policy.ratios[r];
    for (const std::string& who : firms_of(pass, {ratio.per, ratio.role})) {
      if (!closes_on(pass, ratio, who, day)) continue;
      const auto top = on_day(pass, ratio.top, who, ratio, day);
      const auto bottom = on_day(pass, ratio.bottom, who, ratio, day);
      auto& value = pass.ratio_on[{r, who}][day];
      if (top && bottom && *bottom > 0) value = std::pair(*top, *bottom);
    }
  }
}

std::optional<std::pair<Fen, Fen>> ratio_value(const Pass& pass, std::uint32_t ratio,
                                               const std::string& who, Date from, Date to) {
  const Pass& first = pass.first == nullptr ? pass : *pass.first;
  const auto days = first.ratio_on.find({ratio, who});
  if (days == first.ratio_on.end()) return std::nullopt;
  auto after = days->second.upper_bound(to);
  if (after == days->second.begin()) return std::nullopt;
  --after;
  return after->first < from ? std::nullopt : after->second;
}

std::optional<Told> ratio_told(const Pass& pass, const Row& row, const std::string& id) {
  for (std::uint32_t r = 0; r < pass.policy.ratios.size(); ++r) {
    const PolicyRatio& ratio = pass.policy.ratios[r];
    if (ratio.id != id) continue;
    const auto who = firm_of(pass, row, {ratio.per, ratio.role});
    if (!who) return std::nullopt;
    const auto value = ratio_value(pass, r, *who, Date{-1'000'000}, add_days(row.pay, -1));
    if (!value) return std::nullopt;
    return Told{FactKind::rate, Quotient(value->first, value->second), {}};
  }
  return std::nullopt;
}

Fen band_part(const Pass& pass, const Row& row, const Step& step, Fen whole) {
  const PolicyRatio& ratio = pass.policy.ratios[step.ratio];
  const auto who = firm_of(pass, row, {ratio.per, ratio.role});
  if (!who) throw Undecided{"no firm of the ratio"};
  const auto value = ratio_value(pass, step.ratio, *who, year_begin_of(pass.policy, row.pay),
                                 year_end_of(pass.policy, row.pay));
  if (!value) throw Undecided{"the ratio has no value"};
  const Quotient top(value->first);
  const Quotient above = Quotient(step.band_above.num, step.band_above.den) * value->second;
  const Quotient upto = Quotient(step.band_upto.num, step.band_upto.den) * value->second;
  if (top <= above) return 0;
  const Quotient end = top < upto ? top : upto;
  return pass.money(Quotient(whole) * ((end - above) / top));
}

std::string band_key(const Pass& pass, const Row& row, const Step& step) {
  const PolicyRatio& ratio = pass.policy.ratios[step.ratio];
  const auto who = firm_of(pass, row, {ratio.per, ratio.role});
  if (!who) throw Undecided{"no firm of the ratio"};
  return *who + "/" + std::to_string(year_of(pass.policy, row.pay));
}

std::optional<std::pair<Fen, Fen>> watched_ratio(const Pass& pass, std::uint32_t ratio,
                                                 const std::string& who, Date day) {
  const auto days = pass.ratio_on.find({ratio, who});
  if (days == pass.ratio_on.end()) return std::nullopt;
  const auto found = days->second.find(day);
  return found == days->second.end() ? std::nullopt : found->second;
}

std::optional<Fen> watched_measure(const Pass& pass, const Measure& measure, Date day) {
  const Firm scheme{Unit::Who::scheme, 0};
  if (is_booked(measure.kind)) {
    return booked_between(pass, measure, "", scheme, Date{-1'000'000}, day);
  }
  const Date from = is_stock(measure.kind) ? Date{-1'000'000} : year_begin_of(pass.policy, day);
  return figure_of_rows(pass, {"", pass.policy.id, measure.kind, from, day, {}});
}

}  // namespace pledgelab::twins
