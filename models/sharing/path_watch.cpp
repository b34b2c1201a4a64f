// Ratios of a path on their closing days, and the breakers that they trip: the kernel's reading of
// ledger_watch.cpp, with the book's schedule in the place of a periods file.
#include "models/sharing/path_watch.hpp"

#include <algorithm>

#include "models/sharing/ledger_run.hpp"
#include "models/sharing/path_pass.hpp"

namespace pledgelab::path_pass {
namespace {

// What one firm's watch reads today: nothing, an undefined value, or a value.
struct TodaysValue {
  bool read = false;
  std::optional<Ratio> value;
};

std::uint32_t firm_of(const Pass& pass, std::uint32_t firms, std::uint32_t slot) {
  return pass.program.firms[firms].of_row[pass.buffers.row[slot]];
}

std::int64_t booked_on(const Pass& pass, std::uint32_t slot, const ProgramMeasure& measure) {
  const SharingBuffers& buffers = pass.buffers;
  if (buffers.excluded[slot] != 0) return 0;
  const std::size_t at = slot * pass.parties + measure.party;
  if (measure.kind == MeasureKind::gross) return buffers.gross[at];
  const std::int64_t back = measure.kind == MeasureKind::net ? buffers.recovered[at] : 0;
  return buffers.bills[at] - back;
}

void count_bookings(Pass& pass) {
  const auto& measures = pass.program.measures;
  PathWatch& watch = pass.buffers.watch;
  for (const std::uint32_t slot : watch.touched) {
    for (std::size_t at = 0; at < measures.size(); ++at) {
      if (!is_booked(measures[at].kind)) continue;
      const std::uint32_t firm = firm_of(pass, measures[at].firms, slot);
      if (firm == FirmKey::kAbsent) continue;
      std::int64_t& counted = watch.counted[slot * measures.size() + at];
      const std::int64_t now = booked_on(pass, slot, measures[at]);
      watch.booked[at][firm * pass.buffers.years + pass.buffers.year[slot]] += now - counted;
      counted = now;
    }
  }
  watch.touched.clear();
}

void take_event(Pass& pass, const PathEvent& event) {
  PathWatch& watch = pass.buffers.watch;
  std::int64_t change = event.fen;
  if (event.kind == TapeKind::recovery) change = -std::min(event.fen, watch.owed[event.slot]);
  if (event.kind == TapeKind::write_off) change = -watch.owed[event.slot];
  watch.owed[event.slot] += change;
  for (std::uint32_t key = 0; key < watch.stocks.size(); ++key) {
    if (watch.stocks[key].bad_fen.empty()) continue;
    const std::uint32_t firm = firm_of(pass, key, event.slot);
    if (firm != FirmKey::kAbsent) watch.stocks[key].bad_fen[firm] += change;
  }
}

// What the schedule says of the loans in default, which they do not owe by it any more.
void count_gone(Pass& pass) {
  PathWatch& watch = pass.buffers.watch;
  for (std::uint32_t key = 0; key < watch.stocks.size(); ++key) {
    std::vector<std::int64_t>& gone = watch.stocks[key].gone_fen;
    if (gone.empty()) continue;
    std::fill(gone.begin(), gone.end(), 0);
    for (std::size_t at = 0; at < watch.event; ++at) {
      const PathEvent& event = watch.events[at];
      if (event.kind != TapeKind::loan_default) continue;
      const std::uint32_t firm = firm_of(pass, key, event.slot);
      if (firm == FirmKey::kAbsent) continue;
      gone[firm] += pass.prepared.schedule.at(pass.buffers.row[event.slot], watch.stock_month);
    }
  }
}

// The stocks as they stand at the end of a stock day.
void stand(Pass& pass, Date date) {
  PathWatch& watch = pass.buffers.watch;
  const PathProgram& prepared = pass.prepared;
  bool changed = !watch.stocks_known;
  while (watch.event < watch.events.size() && watch.events[watch.event].date <= date) {
    take_event(pass, watch.events[watch.event++]);
    changed = true;
  }
  while (watch.stock_month < prepared.month_count &&
         prepared.month_date[watch.stock_month + 1] <= date) {
    ++watch.stock_month;
    changed = true;
  }
  watch.stocks_known = true;
  if (changed) count_gone(pass);
}

std::optional<std::int64_t> read_measure(const Pass& pass, std::uint32_t index, std::uint32_t firm,
                                         Date date, bool from_start) {
  const ProgramMeasure& measure = pass.program.measures[index];
  const PathWatch& watch = pass.buffers.watch;
  if (is_booked(measure.kind)) {
    const std::int64_t* years = watch.booked[index].data() + std::size_t{firm} * pass.buffers.years;
    const int year = ledger::year_of(pass.program, date) - pass.prepared.first_year;
    std::int64_t sum = 0;
    for (int at = 0; at < static_cast<int>(pass.buffers.years); ++at) {
      if (from_start || at == year) sum += years[at];
    }
    return sum;
  }
  if (!watch.stocks_known) return std::nullopt;
  const PathStocks& stocks = watch.stocks[measure.firms];
  if (measure.kind == MeasureKind::npl_balance) return stocks.bad_fen[firm];
  const std::size_t months = pass.prepared.month_count + std::size_t{1};
  return pass.prepared.scheduled[measure.firms][firm * months + watch.stock_month] -
         stocks.gone_fen[firm] + stocks.bad_fen[firm];
}

bool is_closing(const Program& program, PolicyRatio::At at, Date date) {
  if (at == PolicyRatio::At::year_end) return ledger::is_year_end(program, date);
  if (at == PolicyRatio::At::quarter_end) return ledger::is_quarter_end(date);
  return month_end(date) == date;
}

void read_ratio(Pass& pass, std::size_t at, Date date, bool stock_day) {
  const ProgramRatio& ratio = pass.program.ratios[at];
  const bool running = ratio.at == PolicyRatio::At::running;
  const auto is_stock_of = [&](std::uint32_t measure) {
    return is_stock(pass.program.measures[measure].kind);
  };
  const bool closes = stock_day && (is_stock_of(ratio.top) || is_stock_of(ratio.bottom)) &&
                      !running && is_closing(pass.program, ratio.at, date);
  if (!running && !closes) return;
  auto& closed = pass.buffers.watch.closed[at];
  for (std::uint32_t firm = 0; firm < closed.size(); ++firm) {
    const RatioReading reading{date, read_measure(pass, ratio.top, firm, date, false),
                               read_measure(pass, ratio.bottom, firm, date, false)};
    std::vector<RatioReading>& readings = closed[firm];
    const bool same =
        running && !readings.empty() && year_first(pass.program, date) <= readings.back().date &&
        readings.back().top == reading.top && readings.back().bottom == reading.bottom;
    if (!same) readings.push_back(reading);
  }
}

TodaysValue look(const Pass& pass, const ProgramWatch& watched, std::uint32_t firm, Date date) {
  if (!watched.ratio) {
    const auto fen = read_measure(pass, watched.measure, firm, date, true);
    if (!fen) return {true, std::nullopt};
    const Figure value = product_of({*fen, 1}, watched.rate);
    if (value.standing != Standing::known) return {true, std::nullopt};
    return {true, value.value};
  }
  const std::vector<RatioReading>& readings = pass.buffers.watch.closed[*watched.ratio][firm];
  const bool running = pass.program.ratios[*watched.ratio].at == PolicyRatio::At::running;
  if (readings.empty() || (!running && readings.back().date != date)) return {};
  if (!readings.back().defined()) return {true, std::nullopt};
  return {true, readings.back().value()};
}

bool holds_bound(const Bound& bound, Ratio value) {
  const Ratio limit = bound.value.value;
  if (bound.relation == Relation::lt) return value < limit;
  if (bound.relation == Relation::le) return value <= limit;
  if (bound.relation == Relation::gt) return value > limit;
  return value >= limit;
}

void turn(Pass& pass, std::uint32_t at, std::uint32_t firm, Date date) {
  PathWatch& watch = pass.buffers.watch;
  const ProgramBreaker& breaker = pass.program.breakers[at];
  std::vector<std::optional<Ratio>>& last = watch.last[at][firm];
  bool seen = false;
  bool trips = false;
  for (std::size_t i = 0; i < breaker.watches.size(); ++i) {
    const TodaysValue today = look(pass, breaker.watches[i], firm, date);
    if (today.read) last[i] = today.value;
    if (!today.value) continue;
    seen = true;
    trips = trips || holds_bound(breaker.watches[i].trip, *today.value);
  }
  std::vector<Spell>& spells = watch.spells[at][firm];
  const bool on = !spells.empty() && !spells.back().resumed;
  if (!on && trips) {
    spells.push_back({date, std::nullopt});
    const Date least = add(date, breaker.off_at_least);
    if (date < least && least <= watch.last_known) add_day(watch, least);
  }
  if (!on || !seen || date < add(spells.back().tripped, breaker.off_at_least)) return;
  for (std::size_t i = 0; i < breaker.watches.size(); ++i) {
    const auto& resume = breaker.watches[i].resume;
    if (!resume || !last[i] || !holds_bound(*resume, *last[i])) return;
  }
  spells.back().resumed = date;
  watch.resumed = true;
  add_day(watch, add_days(date, 1));
}

}  // namespace

void add_day(PathWatch& watch, Date date) {
  const auto at = std::lower_bound(watch.extra.begin(), watch.extra.end(), date);
  if (at == watch.extra.end() || *at != date) watch.extra.insert(at, date);
}

void begin_watch(Pass& pass, std::uint32_t slots) {
  const Program& program = pass.program;
  PathWatch& watch = pass.buffers.watch;
  watch.closed.resize(program.ratios.size());
  for (std::size_t at = 0; at < program.ratios.size(); ++at) {
    const ProgramRatio& ratio = program.ratios[at];
    watch.closed[at].resize(ratio.used ? program.firms[ratio.firms].names.size() : 0);
    for (auto& readings : watch.closed[at]) readings.clear();
  }
  watch.spells.resize(program.breakers.size());
  watch.last.resize(program.breakers.size());
  for (std::size_t at = 0; at < program.breakers.size(); ++at) {
    const std::size_t firms = program.firms[program.breakers[at].firms].names.size();
    watch.spells[at].resize(firms);
    watch.last[at].resize(firms);
    for (auto& spells : watch.spells[at]) spells.clear();
    for (auto& last : watch.last[at]) {
      last.assign(program.breakers[at].watches.size(), std::nullopt);
    }
  }
  watch.booked.resize(program.measures.size());
  for (std::size_t at = 0; at < program.measures.size(); ++at) {
    const std::size_t firms = program.firms[program.measures[at].firms].names.size();
    const bool booked = is_booked(program.measures[at].kind);
    watch.booked[at].assign(booked ? firms * pass.buffers.years : 0, 0);
  }
  watch.counted.assign(slots * program.measures.size(), 0);
  watch.touched.clear();
  watch.event = 0;
  watch.owed.assign(slots, 0);
  watch.stocks.resize(program.firms.size());
  for (std::size_t key = 0; key < program.firms.size(); ++key) {
    const bool read = !pass.prepared.scheduled[key].empty();
    const std::size_t firms = read ? program.firms[key].names.size() : 0;
    watch.stocks[key].gone_fen.assign(firms, 0);
    watch.stocks[key].bad_fen.assign(firms, 0);
  }
  watch.stocks_known = false;
  watch.stock_month = 0;
}

void watch_evening(Pass& pass, Date date) {
  PathWatch& watch = pass.buffers.watch;
  if (watch.last_known < date || watch.done || !pass.program.watches()) return;
  count_bookings(pass);
  const std::vector<Date>& days = pass.prepared.stock_day;
  const bool stock_day = std::binary_search(days.begin(), days.end(), date);
  if (stock_day) stand(pass, date);
  for (std::size_t at = 0; at < pass.program.ratios.size(); ++at) {
    if (pass.program.ratios[at].used) read_ratio(pass, at, date, stock_day);
  }
  for (std::uint32_t at = 0; at < watch.spells.size(); ++at) {
    for (std::uint32_t firm = 0; firm < watch.spells[at].size(); ++firm) {
      turn(pass, at, firm, date);
    }
  }
}

bool is_on(const Pass& pass, std::uint32_t breaker, std::uint32_t slot, Date date) {
  const std::uint32_t firm = firm_of(pass, pass.program.breakers[breaker].firms, slot);
  const std::vector<Spell>& spells = pass.buffers.watch.spells[breaker][firm];
  return std::any_of(spells.begin(), spells.end(),
                     [&](const Spell& spell) { return spell.on(date); });
}

std::uint32_t stopped_by(Pass& pass, std::uint32_t slot, PolicyBreaker::Does does,
                         std::optional<Date> date) {
  const std::vector<ProgramBreaker>& breakers = pass.program.breakers;
  for (std::uint32_t at = 0; at < breakers.size(); ++at) {
    if (breakers[at].does != does) continue;
    const std::uint32_t firm = firm_of(pass, breakers[at].firms, slot);
    if (!date || firm == FirmKey::kAbsent) {
      exclude(pass, slot);
      return at;
    }
    if (is_on(pass, at, slot, *date)) return at;
  }
  return kNone;
}

void tell_breakers(const Pass& pass, PathShare& share) {
  const std::vector<Date>& days = pass.prepared.account_day;
  const auto& spells = pass.buffers.watch.spells;
  share.breakers.assign(pass.program.breakers.size(), {});
  share.firms_on.assign(pass.program.breakers.size() * days.size(), 0);
  for (std::size_t at = 0; at < share.breakers.size(); ++at) {
    PathBreaker& breaker = share.breakers[at];
    for (const std::vector<Spell>& firm : spells[at]) {
      breaker.trips += static_cast<std::uint32_t>(firm.size());
      if (!firm.empty() && (!breaker.first || firm.front().tripped < *breaker.first)) {
        breaker.first = firm.front().tripped;
      }
      for (std::size_t day = 0; day < days.size(); ++day) {
        const Date next = add_days(days[day], 1);
        const bool on = std::any_of(firm.begin(), firm.end(),
                                    [&](const Spell& spell) { return spell.on(next); });
        share.firms_on[at * days.size() + day] += on ? 1 : 0;
      }
    }
  }
}

}  // namespace pledgelab::path_pass
