// Ratios on their closing days, and the breakers that they trip.
#include <algorithm>
#include <limits>

#include "models/sharing/ledger_run.hpp"

namespace pledgelab::ledger {
namespace {

// How far back a measure reaches: the closing day alone (a stock) and the policy year (what flows),
// the last that is known, or, for a breaker that watches a measure, all that the run has booked.
enum class Reach : std::uint8_t { closing_day, running, from_start };

// What one firm's watches read today: nothing, an undefined value, or a value.
struct TodaysValue {
  bool read = false;
  std::optional<Ratio> value;
};

std::int64_t booked_on(const Run& run, std::uint32_t claim, const ProgramMeasure& measure) {
  const LossState& state = run.states[claim];
  if (state.excluded) return 0;
  if (measure.kind == MeasureKind::gross) return state.gross[measure.party];
  const std::int64_t bill = state.bills[measure.party];
  return measure.kind == MeasureKind::net ? bill - state.recovered[measure.party] : bill;
}

// Takes the day's bookings into the sums of gross, bill and net, by firm and year of the pay date.
void count_bookings(Run& run) {
  const auto& measures = run.program.measures;
  for (const std::uint32_t claim : run.watch.touched) {
    for (std::size_t at = 0; at < measures.size(); ++at) {
      if (!is_booked(measures[at].kind)) continue;
      const std::uint32_t firm =
          run.program.firms[measures[at].firms].of_row[run.claims.row[claim]];
      if (firm == FirmKey::kAbsent) continue;
      std::int64_t& counted = run.watch.counted[claim * measures.size() + at];
      const std::int64_t now = booked_on(run, claim, measures[at]);
      const int year = year_of(run.program, run.result.losses[claim].pay_date);
      run.watch.booked[at][{firm, year}] += now - counted;
      counted = now;
    }
  }
  run.watch.touched.clear();
}

std::int64_t booked_sum(const Run& run, std::uint32_t measure, std::uint32_t firm,
                        std::optional<int> year) {
  std::int64_t sum = 0;
  const auto& booked = run.watch.booked[measure];
  const int first = year.value_or(std::numeric_limits<int>::min());
  for (auto at = booked.lower_bound({firm, first}); at != booked.end(); ++at) {
    if (at->first.first != firm || (year && at->first.second != *year)) break;
    sum += at->second;
  }
  return sum;
}

std::optional<std::int64_t> read_measure(const Run& run, std::uint32_t index, std::uint32_t firm,
                                         Date date, Reach reach) {
  const ProgramMeasure& measure = run.program.measures[index];
  if (is_booked(measure.kind)) {
    if (reach == Reach::from_start) return booked_sum(run, index, firm, {});
    return booked_sum(run, index, firm, year_of(run.program, date));
  }
  Date from = year_first(run.program, date);
  if (is_stock(measure.kind)) from = reach == Reach::closing_day ? date : kFirstDay;
  return figure_of(measure.series[firm], measure.kind, {from, date, {}});
}

bool is_closing(const Program& program, PolicyRatio::At at, Date date) {
  switch (at) {
    case PolicyRatio::At::running:
      return true;
    case PolicyRatio::At::month_end:
      return month_end(date) == date;
    case PolicyRatio::At::quarter_end:
      return is_quarter_end(date);
    case PolicyRatio::At::year_end:
      return is_year_end(program, date);
  }
  return false;
}

bool ends_on(const ProgramMeasure& measure, std::uint32_t firm, Date date) {
  if (is_booked(measure.kind)) return false;
  const PeriodSeries& series = measure.series[firm];
  const auto row = std::lower_bound(series.begin(), series.end(), date,
                                    [](const PeriodRow& one, Date day) { return one.end < day; });
  return row != series.end() && row->end == date;
}

// The ratio of one firm today; none on a day that closes nothing.
std::optional<RatioReading> reading_of(const Run& run, const ProgramRatio& ratio,
                                       std::uint32_t firm, Date date) {
  const Program& program = run.program;
  const bool running = ratio.at == PolicyRatio::At::running;
  const bool closes = running || (is_closing(program, ratio.at, date) &&
                                  (ends_on(program.measures[ratio.top], firm, date) ||
                                   ends_on(program.measures[ratio.bottom], firm, date)));
  if (!closes) return std::nullopt;
  const Reach reach = running ? Reach::running : Reach::closing_day;
  return RatioReading{date, read_measure(run, ratio.top, firm, date, reach),
                      read_measure(run, ratio.bottom, firm, date, reach)};
}

// A running ratio is read anew where its value changes, and on the first day of a policy year, so
// that a band finds one of that year.
void read_ratios(Run& run, Date date) {
  for (std::size_t at = 0; at < run.program.ratios.size(); ++at) {
    const ProgramRatio& ratio = run.program.ratios[at];
    if (!ratio.used) continue;
    for (std::uint32_t firm = 0; firm < run.watch.closed[at].size(); ++firm) {
      const auto reading = reading_of(run, ratio, firm, date);
      if (!reading) continue;
      std::vector<RatioReading>& readings = run.watch.closed[at][firm];
      const bool same = ratio.at == PolicyRatio::At::running && !readings.empty() &&
                        year_first(run.program, date) <= readings.back().date &&
                        readings.back().top == reading->top &&
                        readings.back().bottom == reading->bottom;
      if (!same) readings.push_back(*reading);
    }
  }
}

TodaysValue look(const Run& run, const ProgramWatch& watch, std::uint32_t firm, Date date) {
  if (!watch.ratio) {
    const auto fen = read_measure(run, watch.measure, firm, date, Reach::from_start);
    if (!fen) return {true, std::nullopt};
    const Figure value = product_of({*fen, 1}, watch.rate);
    if (value.standing != Standing::known) return {true, std::nullopt};
    return {true, value.value};
  }
  const std::vector<RatioReading>& readings = run.watch.closed[*watch.ratio][firm];
  const bool running = run.program.ratios[*watch.ratio].at == PolicyRatio::At::running;
  if (readings.empty() || (!running && readings.back().date != date)) return {};
  if (!readings.back().defined()) return {true, std::nullopt};
  return {true, readings.back().value()};
}

bool holds(const Bound& bound, Ratio value) {
  switch (bound.relation) {
    case Relation::lt:
      return value < bound.value.value;
    case Relation::le:
      return value <= bound.value.value;
    case Relation::gt:
      return value > bound.value.value;
    default:
      return value >= bound.value.value;
  }
}

void tell(Run& run, std::uint32_t breaker, std::uint32_t firm, BreakerLine line) {
  const ProgramBreaker& told = run.program.breakers[breaker];
  const FirmKey& key = run.program.firms[told.firms];
  line.breaker = breaker;
  line.scope = key.names[firm].empty() ? key.role : key.role + " " + key.names[firm];
  run.result.breakers.push_back(std::move(line));
}

// One breaker of one firm at the end of a day; adds the days on which it must be looked at again.
void turn(Run& run, std::uint32_t breaker, std::uint32_t firm, Date date,
          std::vector<Date>& later) {
  const ProgramBreaker& program = run.program.breakers[breaker];
  std::vector<std::optional<Ratio>>& last = run.watch.last[breaker][firm];
  std::optional<std::uint32_t> seen;
  std::optional<std::uint32_t> trips;
  for (std::uint32_t at = 0; at < program.watches.size(); ++at) {
    const TodaysValue today = look(run, program.watches[at], firm, date);
    if (today.read) last[at] = today.value;
    if (!today.value) continue;
    if (!seen) seen = at;
    if (!trips && holds(program.watches[at].trip, *today.value)) trips = at;
  }
  std::vector<Spell>& spells = run.watch.spells[breaker][firm];
  const bool on = !spells.empty() && !spells.back().resumed;
  const bool warns = program.does == PolicyBreaker::Does::warn;
  if (!on && trips) {
    spells.push_back({date, std::nullopt});
    const auto state = warns ? BreakerLine::State::warn : BreakerLine::State::on;
    tell(run, breaker, firm, {0, {}, date, state, *trips, *last[*trips]});
    const Date least = add(date, program.off_at_least);
    if (least <= run.watch.last_known) later.push_back(least);
  }
  if (!on || !seen || date < add(spells.back().tripped, program.off_at_least)) return;
  for (std::size_t at = 0; at < program.watches.size(); ++at) {
    const auto& resume = program.watches[at].resume;
    if (!resume || !last[at] || !holds(*resume, *last[at])) return;
  }
  spells.back().resumed = date;
  run.watch.resumed = true;
  tell(run, breaker, firm, {0, {}, date, BreakerLine::State::off, *seen, *last[*seen]});
  later.push_back(add_days(date, 1));
}

}  // namespace

Watch watch_of(const Program& program, std::size_t claims) {
  Watch watch;
  for (const ProgramRatio& ratio : program.ratios) {
    watch.closed.emplace_back(ratio.used ? program.firms[ratio.firms].names.size() : 0);
  }
  for (const ProgramBreaker& breaker : program.breakers) {
    const std::size_t firms = program.firms[breaker.firms].names.size();
    watch.spells.emplace_back(firms);
    watch.last.emplace_back(firms);
    for (auto& firm : watch.last.back()) firm.resize(breaker.watches.size());
  }
  watch.booked.resize(program.measures.size());
  watch.counted.assign(claims * program.measures.size(), 0);
  return watch;
}

std::vector<Date> period_ends(const Program& program) {
  std::vector<Date> days;
  const auto take = [&](std::uint32_t measure) {
    for (const PeriodSeries& series : program.measures[measure].series) {
      for (const PeriodRow& row : series) days.push_back(row.end);
    }
  };
  for (const ProgramRatio& ratio : program.ratios) {
    if (ratio.used) take(ratio.top);
    if (ratio.used) take(ratio.bottom);
  }
  for (const ProgramBreaker& breaker : program.breakers) {
    for (const ProgramWatch& watch : breaker.watches) {
      if (!watch.ratio) take(watch.measure);
    }
  }
  return days;
}

std::vector<Date> watched_days(const Program& program, Date first, Date last) {
  std::vector<Date> days = period_ends(program);
  for (const Date day : days) {
    first = std::min(first, day);
    last = std::max(last, day);
  }
  // What runs over a policy year begins again on its first day.
  for (Date next = add_days(year_last(program, first), 1); next <= last;
       next = add_days(year_last(program, next), 1)) {
    days.push_back(next);
  }
  return days;
}

std::vector<Date> watch_day(Run& run, Date date) {
  std::vector<Date> later;
  const bool over = run.watch.last_known < date;
  if (over || run.watch.settled || !run.program.watches()) return later;
  count_bookings(run);
  read_ratios(run, date);
  for (std::uint32_t breaker = 0; breaker < run.program.breakers.size(); ++breaker) {
    for (std::uint32_t firm = 0; firm < run.watch.spells[breaker].size(); ++firm) {
      turn(run, breaker, firm, date, later);
    }
  }
  std::erase_if(later, [&](Date day) { return day <= date; });
  return later;
}

namespace {

bool on_for(const Run& run, std::uint32_t breaker, std::uint32_t firm, Date date) {
  const std::vector<Spell>& spells = run.watch.spells[breaker][firm];
  return std::any_of(spells.begin(), spells.end(),
                     [&](const Spell& spell) { return spell.on(date); });
}

// The first breaker that does `does` and is on for the claim's firm on `date`; a missing date or
// firm leaves the loss undecided.
Stopped stopped_by(Run& run, std::uint32_t claim, PolicyBreaker::Does does,
                   std::optional<Date> date) {
  const Program& program = run.program;
  for (std::uint32_t at = 0; at < program.breakers.size(); ++at) {
    const ProgramBreaker& breaker = program.breakers[at];
    if (breaker.does != does) continue;
    const FirmKey& firms = program.firms[breaker.firms];
    const std::uint32_t firm = firms.of_row[run.claims.row[claim]];
    if (!date || firm == FirmKey::kAbsent) {
      const std::uint32_t empty = date ? firms.column : program.origination;
      run.give_up(claim, program.clause(clause_breaker + at), Standing::empty(empty));
      return {at, true};
    }
    if (on_for(run, at, firm, *date)) return {at, false};
  }
  return {};
}

}  // namespace

Stopped stopped_new(Run& run, std::uint32_t claim) {
  const Program& program = run.program;
  std::optional<Date> date;
  if (program.origination != kNone) {
    const FactColumn& column = program.columns[program.origination];
    const std::size_t row = run.claims.row[claim];
    if (column.has(row)) date = Date{static_cast<std::int32_t>(column.value[row])};
  }
  return stopped_by(run, claim, PolicyBreaker::Does::stop_new, date);
}

Stopped stopped_claim(Run& run, std::uint32_t claim, Date date) {
  return stopped_by(run, claim, PolicyBreaker::Does::stop_claims, date);
}

bool still_held(const Run& run, std::uint32_t claim, Date date) {
  const std::uint32_t by = run.states[claim].held_by;
  const FirmKey& firms = run.program.firms[run.program.breakers[by].firms];
  return on_for(run, by, firms.of_row[run.claims.row[claim]], date);
}

namespace {

// The ratio's last closed reading in the policy year of the pay date; null: none.
const RatioReading* reading_of_year(const Program& program,
                                    const std::vector<RatioReading>& readings, Date paid) {
  const RatioReading* reading = last_before(readings, add_days(year_last(program, paid), 1));
  const bool of_year = reading != nullptr && year_first(program, paid) <= reading->date;
  return of_year && reading->defined() ? reading : nullptr;
}

}  // namespace

Bounds band_range(const Program& program, const Instruction& band,
                  const std::vector<RatioReading>& readings, Date paid, std::int64_t whole) {
  const RatioReading* reading = reading_of_year(program, readings, paid);
  if (reading == nullptr) return {0, 0, Standing::undefined};
  const Figure low = product_of(band.band_above, {*reading->bottom, 1});
  const Figure high = product_of(band.band_upto, {*reading->bottom, 1});
  if (low.standing != Standing::known) return {0, 0, low.standing};
  if (high.standing != Standing::known) return {0, 0, high.standing};
  const Ratio top{*reading->top, 1};
  if (top <= low.value) return {};
  const Figure width = sum_of(std::min(top, high.value), {-low.value.num, low.value.den});
  if (width.standing != Standing::known) return {0, 0, width.standing};
  const Figure part = product_of(width.value, {1, *reading->top});
  if (part.standing != Standing::known) return {0, 0, part.standing};
  const auto fen = round_quotient(static_cast<__int128>(whole) * part.value.num, part.value.den,
                                  program.rounding);
  return {0, fen, Standing::known};
}

Bounds band_bounds(const Run& run, std::uint32_t claim, std::uint32_t step, std::int64_t whole) {
  const Program& program = run.program;
  const Instruction& band = program.steps[step];
  const FirmKey& firms = program.firms[program.ratios[band.ratio].firms];
  const std::uint32_t firm = firms.of_row[run.claims.row[claim]];
  if (firm == FirmKey::kAbsent) return {0, 0, Standing::empty(firms.column)};
  const Date paid = run.result.losses[claim].pay_date;
  return band_range(program, band, run.watch.closed[band.ratio][firm], paid, whole);
}

void tell_reading(const Run& run, TraceLine& line) {
  const Program& program = run.program;
  const Instruction& band = program.steps[line.step];
  if (band.verb != Step::Verb::band) return;
  const std::uint32_t firm =
      program.firms[program.ratios[band.ratio].firms].of_row[run.claims.row[line.claim]];
  if (firm == FirmKey::kAbsent) return;
  const RatioReading* reading = reading_of_year(program, run.watch.closed[band.ratio][firm],
                                                run.result.losses[line.claim].pay_date);
  if (reading == nullptr) return;
  line.ratio_top_fen = *reading->top;
  line.ratio_bottom_fen = *reading->bottom;
}

}  // namespace pledgelab::ledger
