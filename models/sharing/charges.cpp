#include "models/sharing/charges.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "models/sharing/evaluate.hpp"
#include "models/sharing/ledger_run.hpp"
#include "models/sharing/reason_words.hpp"

namespace pledgelab {
namespace {

std::optional<Date> date_at(const Program& program, std::uint32_t column, std::size_t row) {
  const FactColumn& facts = program.columns[column];
  if (!facts.has(row)) return std::nullopt;
  return Date{static_cast<std::int32_t>(facts.value[row])};
}

/// One charge over the loans.
struct Charging {
  const Program& program;
  std::uint32_t index;
  std::vector<ChargeLine> lines{};

  [[nodiscard]] const ProgramCharge& charge() const { return program.charges[index]; }

  void give_up(std::uint32_t row, TwoWords reason) {
    lines.push_back({index, row, kNoClaim, {}, 0, 0, std::move(reason)});
  }

  [[nodiscard]] bool absent(std::uint32_t party, std::size_t row) const {
    if (party == kBorrower || party == program.residual) return false;
    const std::uint32_t firm = program.parties[party].firm;
    return firm != kNone && !program.columns[firm].has(row);
  }

  // The value for the loan; none when there is nothing to pay or it is undecided (then told).
  std::optional<Ratio> value_for(std::uint32_t row) {
    const Question question{row, 0, 0, nullptr};
    const Answer answer = holds(program, charge().condition, question);
    if (answer.truth == Truth::unknown) give_up(row, why_none(program, answer.standing));
    if (answer.truth != Truth::yes) return std::nullopt;
    const Figure figure = value_of(program, charge().amount, question);
    if (figure.standing != Standing::known) {
      give_up(row, why_none(program, figure.standing));
      return std::nullopt;
    }
    if (figure.value.num <= 0) return std::nullopt;
    if (absent(charge().payer, row) || absent(charge().payee, row)) {
      give_up(row, words_of(Standing::no_party));
      return std::nullopt;
    }
    return figure.value;
  }

  // The days on which the loan pays; none, told, when one that it needs is unknown.
  std::optional<std::vector<Date>> days_of(std::uint32_t row) {
    std::vector<Date> days;
    const auto origination = date_at(program, program.origination, row);
    if (!origination) {
      give_up(row, reason_words(Reason::no_origination));
      return std::nullopt;
    }
    days.push_back(*origination);
    if (charge().every == Charge::Every::once) return days;
    const auto maturity = date_at(program, program.maturity, row);
    if (!maturity) {
      give_up(row, reason_words(Reason::no_maturity));
      return std::nullopt;
    }
    const bool quarterly = charge().every == Charge::Every::quarter;
    const int months = quarterly ? 3 : 12;
    const int most = charge().years ? *charge().years * (quarterly ? 4 : 1) : 4'000;
    for (int i = 1; i < most; ++i) {
      const Date day = add_months(*origination, i * months);
      if (!(day < *maturity)) break;
      days.push_back(day);
    }
    return days;
  }

  void pay(std::uint32_t row, const Ratio& value, const std::vector<Date>& days,
           std::uint32_t claim = kNoClaim) {
    const int parts = charge().every == Charge::Every::quarter ? 4 : 1;
    std::int64_t paid = 0;
    std::int64_t number = 0;
    for (const Date day : days) {
      // A quarter is a part of a running total; each year and each payment alone is rounded once.
      ++number;
      const std::int64_t running = parts == 1 ? 1 : number;
      const std::int64_t due =
          round_quotient(static_cast<__int128>(value.num) * running,
                         static_cast<__int128>(value.den) * parts, program.rounding);
      const std::int64_t fen = parts == 1 ? due : due - paid;
      paid = due;
      lines.push_back({index, row, claim, day, fen, 0, {}});
    }
  }

  void charge_loans() {
    for (std::uint32_t row = 0; row < program.rows; ++row) {
      if (program.counts_in_totals[row] == 0) continue;
      if (charge().when == Charge::When::settlement) {
        const auto settled = date_at(program, program.settled, row);
        if (!settled) continue;
        if (const auto value = value_for(row)) pay(row, *value, {*settled});
        continue;
      }
      const auto value = value_for(row);
      if (!value) continue;
      if (const auto days = days_of(row)) pay(row, *value, *days);
    }
  }

  void charge_claims(const std::vector<ChargedClaim>& claims) {
    std::map<std::uint32_t, std::optional<Ratio>> values;  // asked once a loan
    for (const ChargedClaim& claim : claims) {
      const auto known = values.find(claim.first_row);
      const auto value =
          known != values.end()
              ? known->second
              : values.emplace(claim.first_row, value_for(claim.first_row)).first->second;
      if (value) pay(claim.first_row, *value, {claim.pay_date}, claim.claim);
    }
  }

  using Key = std::pair<std::int64_t, std::int64_t>;

  // Who shares the limit, and its year.
  Standing find_key(const ChargeLine& line, Key& key) const {
    const bool yearly = charge().unit.period == Unit::Period::year;
    key.second = yearly ? std::int64_t{ledger::year_of(program, line.date)} : 0;
    return ledger::find_unit(program, charge().unit, line.row, line.row, key.first);
  }

  // Cuts the payments at the limit of their unit, in the order of (date, row).
  void limit() {
    if (charge().at_most == kNone) return;
    std::map<Key, std::int64_t> booked;
    for (ChargeLine& line : lines) {
      if (!line.decided() || line.fen == 0) continue;
      const Amount most = amount_of(program, charge().at_most, {line.row, 0, 0, nullptr});
      Key key;
      const Standing keyed = find_key(line, key);
      if (most.standing != Standing::known || keyed != Standing::known) {
        line.reason = why_none(program, keyed != Standing::known ? keyed : most.standing);
        line.fen = 0;
        line.date = {};
        continue;
      }
      std::int64_t& before = booked[key];
      line.fen = std::min(line.fen, std::max<std::int64_t>(0, most.fen - before));
      before += line.fen;
    }
  }
};

auto order_of(const ChargeLine& line) {
  return std::tuple(line.decided(), line.date, line.charge, line.row, line.claim);
}

// A loan that is undecided is told once.
void drop_repeats(std::vector<ChargeLine>& lines) {
  const auto same = [](const ChargeLine& a, const ChargeLine& b) {
    return !a.decided() && !b.decided() && a.charge == b.charge && a.row == b.row;
  };
  lines.erase(std::unique(lines.begin(), lines.end(), same), lines.end());
  std::erase_if(lines, [](const ChargeLine& line) { return line.decided() && line.fen == 0; });
}

}  // namespace

std::vector<ChargeLine> charge_lines(const Program& program,
                                     const std::vector<ChargedClaim>& claims) {
  const auto before = [](const ChargeLine& a, const ChargeLine& b) {
    return order_of(a) < order_of(b);
  };
  std::vector<ChargeLine> all;
  for (std::uint32_t index = 0; index < program.charges.size(); ++index) {
    Charging charging{program, index};
    if (charging.charge().when == Charge::When::claim) {
      charging.charge_claims(claims);
    } else {
      charging.charge_loans();
    }
    std::stable_sort(charging.lines.begin(), charging.lines.end(), before);
    charging.limit();
    all.insert(all.end(), charging.lines.begin(), charging.lines.end());
  }
  std::stable_sort(all.begin(), all.end(), before);
  drop_repeats(all);
  return all;
}

std::vector<ChargeTotal> charge_totals(const Program& program,
                                       const std::vector<ChargeLine>& lines) {
  std::vector<ChargeTotal> totals(program.charges.size());
  for (const ChargeLine& line : lines) {
    ChargeTotal& total = totals[line.charge];
    if (!line.decided()) {
      ++total.undecided_count;
      continue;
    }
    ++total.count;
    total.fen += line.fen;
    total.unpaid_fen += line.unpaid_fen;
  }
  return totals;
}

}  // namespace pledgelab
