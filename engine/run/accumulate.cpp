#include "engine/run/accumulate.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iterator>
#include <optional>
#include <utility>

#include "models/sharing/ledger.hpp"

namespace pledgelab {
namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::vector<std::int64_t> net_of(const std::vector<std::int64_t>& borne,
                                 const std::vector<std::int64_t>& recovery) {
  std::vector<std::int64_t> net = borne;
  for (std::size_t path = 0; path < net.size(); ++path) net[path] -= recovery[path];
  return net;
}

// Mean over paths; exact up to the last division.
double mean_yuan(__int128 fen, std::uint32_t paths) {
  return static_cast<double>(fen) / 100 / paths;
}

std::string money_text(__int128 fen, std::uint32_t paths) {
  return to_decimal(Money::of_fen(std::llround(mean_yuan(fen, paths) * 100)));
}

// "12.3 %"
std::string percent(double frac) {
  const long long tenths = std::llround(frac * 1000);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
}

std::vector<std::int64_t> losses_of(const PathTotals& totals) {
  std::vector<std::int64_t> loss(totals.default_fen.size());
  for (std::size_t path = 0; path < loss.size(); ++path) loss[path] = totals.loss_fen(path);
  return loss;
}

}  // namespace

Accumulator::Accumulator(const RunShape& shape) : x_shape(shape), x_workers(shape.threads) {
  x_totals.default_fen.assign(shape.paths, 0);
  x_totals.ip_recovery_fen.assign(shape.paths, 0);
  x_totals.other_recovery_fen.assign(shape.paths, 0);
  x_totals.default_count.assign(shape.paths, 0);
  for (Worker& worker : x_workers) worker.loans.resize(shape.loan_count);
  if (shape.program == nullptr) return;
  const std::size_t parties = shape.program->program.parties.size();
  for (std::size_t party = 0; party < parties; ++party) {
    if (shape.program->program.parties[party].kind == PartyKind::bank) x_lenders.push_back(party);
  }
  x_borne.assign(parties, std::vector<std::int64_t>(shape.paths, 0));
  x_recovery = x_borne;
  x_accounts.resize(shape.program->accounts.size());
  for (Worker& worker : x_workers) worker.lived.resize(x_accounts.size());
  for (Account& account : x_accounts) {
    account.balance_fen.assign(shape.program->account_day.size() * shape.paths, 0);
    account.unpaid_fen.assign(shape.paths, 0);
    account.was_short.assign(shape.paths, 0);
    account.dry_day.assign(shape.paths, 0);
  }
  x_breakers.resize(shape.program->program.breakers.size());
  for (Breaker& breaker : x_breakers) {
    breaker.trip_day.assign(shape.paths, 0);
    breaker.on.assign(shape.program->account_day.size() * shape.paths, 0);
  }
}

void Accumulator::take(const PathRows& rows, unsigned worker) {
  Worker& own = x_workers[worker];
  const std::size_t end = rows.ends.empty() ? rows.begin : rows.ends.back();
  add_losses(rows.tape, rows.begin, end, own);
  if (x_shape.program == nullptr) return;
  const auto start = std::chrono::steady_clock::now();
  std::size_t begin = rows.begin;
  std::uint32_t path = rows.first_path;
  for (const std::size_t path_end : rows.ends) {
    share_path(*x_shape.program, rows.tape, begin, path_end, own.buffers, own.share);
    keep_share(path++, own);
    keep_lenders(own);
    begin = path_end;
  }
  own.share_seconds += seconds_since(start);
}

void Accumulator::add_losses(const LossTape& tape, std::size_t begin, std::size_t end,
                             Worker& worker) {
  for (std::size_t i = begin; i < end; ++i) {
    const std::uint32_t path = tape.path[i];
    const std::int64_t fen = tape.principal_fen[i] + tape.interest_fen[i];
    LoanRun& loan = worker.loans[tape.loan[i]];
    if (tape.kind[i] == TapeKind::loan_default) {
      x_totals.default_fen[path] += fen;
      ++x_totals.default_count[path];
      loan.default_fen += fen;
      ++loan.default_count;
    } else if (tape.kind[i] == TapeKind::recovery) {
      const bool sale = tape.source[i] == RecoverySource::ip_sale;
      (sale ? x_totals.ip_recovery_fen : x_totals.other_recovery_fen)[path] += fen;
      loan.recovery_fen += fen;
    }
  }
}

// What the path leaves with the lenders, loan by loan.
void Accumulator::keep_lenders(Worker& worker) const {
  const SharingBuffers& buffers = worker.buffers;
  const std::size_t parties = x_borne.size();
  for (std::uint32_t slot = 0; slot < buffers.slots; ++slot) {
    if (buffers.excluded[slot] != 0) continue;
    LoanRun& loan = worker.loans[buffers.row[slot]];
    const auto net = [&](std::size_t party) {
      const std::size_t at = slot * parties + party;
      return buffers.bills[at] - buffers.recovered[at];
    };
    for (const std::size_t party : x_lenders) loan.lender_net_fen += net(party);
    for (std::size_t party = 0; party < parties; ++party) loan.parties_net_fen += net(party);
  }
}

void Accumulator::keep_share(std::uint32_t path, Worker& worker) {
  const PathShare& share = worker.share;
  std::int64_t borne = 0;
  for (std::size_t party = 0; party < x_borne.size(); ++party) {
    x_borne[party][path] = share.borne_fen[party];
    x_recovery[party][path] = share.recovered_fen[party];
    borne += share.borne_fen[party];
  }
  PL_CHECK(borne == share.loss_fen);
  const std::vector<Date>& days = x_shape.program->account_day;
  for (std::size_t at = 0; at < x_accounts.size(); ++at) {
    Account& account = x_accounts[at];
    const PathAccount& found = share.accounts[at];
    for (std::size_t day = 0; day < days.size(); ++day) {
      account.balance_fen[day * x_shape.paths + path] = share.balance_fen[at * days.size() + day];
    }
    account.unpaid_fen[path] = found.short_fen;
    account.was_short[path] = found.first_short ? 1 : 0;
    const auto by =
        found.exhausted ? std::lower_bound(days.begin(), days.end(), *found.exhausted) : days.end();
    account.dry_day[path] = static_cast<std::uint32_t>(by - days.begin());
  }
  keep_breakers(path, share);
  for (std::size_t at = 0; at < x_accounts.size(); ++at) {
    const PathAccount& lived = share.accounts[at];
    worker.lived[at].add(
        {lived.interest_fen, lived.costs_fen, lived.unpaid_costs_fen, lived.top_up_fen});
  }
  worker.undecided_fen += share.undecided_fen;
  worker.queued_fen += share.queued_fen;
  worker.held_fen += share.held_fen;
}

void Accumulator::keep_breakers(std::uint32_t path, const PathShare& share) {
  const std::vector<Date>& days = x_shape.program->account_day;
  for (std::size_t at = 0; at < x_breakers.size(); ++at) {
    const std::optional<Date>& first = share.breakers[at].first;
    const auto by = first ? std::lower_bound(days.begin(), days.end(), *first) : days.end();
    x_breakers[at].trip_day[path] = static_cast<std::uint32_t>(by - days.begin());
    for (std::size_t day = 0; day < days.size(); ++day) {
      x_breakers[at].on[day * x_shape.paths + path] =
          share.firms_on[at * days.size() + day] > 0 ? 1 : 0;
    }
  }
}

const std::vector<std::uint32_t>& Accumulator::find_tail() {
  x_tail = tail_of(losses_of(x_totals), kTailLevel);
  x_tail_paths.clear();
  // A path without a loss has none of any loan.
  if (x_tail.boundary_fen > 0) {
    std::merge(x_tail.whole.begin(), x_tail.whole.end(), x_tail.tied.begin(), x_tail.tied.end(),
               std::back_inserter(x_tail_paths));
  } else {
    x_tail_paths = x_tail.whole;
  }
  for (Worker& worker : x_workers) {
    worker.whole_fen.assign(x_shape.loan_count, 0);
    worker.tied_fen.assign(x_shape.loan_count, 0);
  }
  return x_tail_paths;
}

void Accumulator::take_tail(const LossTape& tape, std::size_t begin, std::size_t end,
                            unsigned worker) {
  if (begin == end) return;
  const bool whole = x_totals.loss_fen(tape.path[begin]) > x_tail.boundary_fen;
  Worker& own = x_workers[worker];
  std::vector<std::int64_t>& sums = whole ? own.whole_fen : own.tied_fen;
  for (std::size_t i = begin; i < end; ++i) {
    const std::int64_t fen = tape.principal_fen[i] + tape.interest_fen[i];
    if (tape.kind[i] == TapeKind::loan_default) sums[tape.loan[i]] += fen;
    if (tape.kind[i] == TapeKind::recovery) sums[tape.loan[i]] -= fen;
  }
}

void Accumulator::add_account(std::size_t at, RunResults& results) const {
  const Account& account = x_accounts[at];
  const PathProgram& program = *x_shape.program;
  const std::size_t paths = x_shape.paths;
  AccountRun run;
  run.party = program.accounts[at];
  run.opening_fen = program.opening_fen[at];
  run.unpaid_fen = account.unpaid_fen;
  run.unpaid_yuan = distribution_of(run.unpaid_fen).mean_yuan;
  const std::vector<double> was_short(account.was_short.begin(), account.was_short.end());
  run.short_frac = mean_estimate(was_short);
  results.account_runs.push_back(std::move(run));
  std::vector<double> yuan(paths);
  std::vector<double> dry(paths);
  for (std::size_t day = 0; day < program.account_day.size(); ++day) {
    for (std::size_t path = 0; path < paths; ++path) {
      yuan[path] = static_cast<double>(account.balance_fen[day * paths + path]) / 100;
      dry[path] = account.dry_day[path] <= day ? 1 : 0;
    }
    std::sort(yuan.begin(), yuan.end());
    results.accounts.push_back(
        {program.accounts[at], static_cast<int>(day) + 1, program.account_day[day],
         quantile_sorted(yuan, 0.05), quantile_sorted(yuan, 0.25), quantile_sorted(yuan, 0.5),
         quantile_sorted(yuan, 0.75), quantile_sorted(yuan, 0.95), mean_estimate(dry)});
  }
}

void Accumulator::add_breaker(std::size_t at, RunResults& results) const {
  const Breaker& breaker = x_breakers[at];
  const PathProgram& program = *x_shape.program;
  const std::size_t paths = x_shape.paths;
  std::vector<double> tripped(paths);
  std::vector<double> on(paths);
  for (std::size_t day = 0; day < program.account_day.size(); ++day) {
    for (std::size_t path = 0; path < paths; ++path) {
      tripped[path] = breaker.trip_day[path] <= day ? 1 : 0;
      on[path] = breaker.on[day * paths + path];
    }
    results.breakers.push_back({program.program.breakers[at].id, static_cast<int>(day) + 1,
                                program.account_day[day], mean_estimate(tripped),
                                mean_estimate(on)});
  }
  const BreakerYear& last = results.breakers.back();
  results.notes.push_back("breaker '" + last.id + "' had tripped by " + to_iso(last.date) + " on " +
                          percent(last.tripped_frac.value) + " of paths");
}

// What the accounts did by themselves, means of a path.
void Accumulator::add_lives(RunResults& results) const {
  for (std::size_t at = 0; at < x_accounts.size(); ++at) {
    Lived lived;
    for (const Worker& worker : x_workers) lived.add(worker.lived[at]);
    if (!lived.any()) continue;
    const std::string& id = x_shape.program->program.parties[x_shape.program->accounts[at]].id;
    results.notes.push_back("account of '" + id + "', mean of a path: interest " +
                            money_text(lived.interest_fen, x_shape.paths) + ", costs " +
                            money_text(lived.costs_fen, x_shape.paths) + ", unpaid " +
                            money_text(lived.unpaid_fen, x_shape.paths) + ", topped up " +
                            money_text(lived.top_up_fen, x_shape.paths));
  }
}

void Accumulator::add_loans(RunResults& results) const {
  results.loans.assign(x_shape.loan_count, {});
  for (std::size_t i = 0; i < results.loans.size(); ++i) {
    LoanRun& loan = results.loans[i];
    std::int64_t whole = 0;
    std::int64_t tied = 0;
    for (const Worker& worker : x_workers) {
      loan.default_count += worker.loans[i].default_count;
      loan.default_fen += worker.loans[i].default_fen;
      loan.recovery_fen += worker.loans[i].recovery_fen;
      loan.lender_net_fen += worker.loans[i].lender_net_fen;
      loan.parties_net_fen += worker.loans[i].parties_net_fen;
      whole += worker.whole_fen[i];
      tied += worker.tied_fen[i];
    }
    const double fen = static_cast<double>(whole) + x_tail.tie_weight * static_cast<double>(tied);
    loan.tail_yuan = fen / 100 / x_tail.count;
  }
}

void Accumulator::add_parties(RunResults& results) const {
  for (std::size_t party = 0; party < x_borne.size(); ++party) {
    PartyRun run;
    run.id = x_shape.program->program.parties[party].id;
    run.kind = x_shape.program->program.parties[party].kind;
    run.compensates = compensates(x_shape.program->program, static_cast<std::uint32_t>(party));
    run.borne_fen = x_borne[party];
    run.recovery_fen = x_recovery[party];
    run.borne = distribution_of(run.borne_fen);
    run.recovery = distribution_of(run.recovery_fen);
    const std::vector<std::int64_t> net = net_of(run.borne_fen, run.recovery_fen);
    run.net = distribution_of(net);
    run.tail_net_yuan = tail_mean_yuan(x_tail, net);
    results.parties.push_back(std::move(run));
  }
}

void Accumulator::finish(RunResults& results) const {
  results.totals = x_totals;
  results.loss = distribution_of(losses_of(x_totals));
  results.ip_recovery = distribution_of(x_totals.ip_recovery_fen);
  results.other_recovery = distribution_of(x_totals.other_recovery_fen);
  const std::vector<double> count(x_totals.default_count.begin(), x_totals.default_count.end());
  results.default_count = mean_estimate(count);
  __int128 undecided_fen = 0;
  __int128 queued_fen = 0;
  __int128 held_fen = 0;
  for (const Worker& worker : x_workers) {
    undecided_fen += worker.undecided_fen;
    queued_fen += worker.queued_fen;
    held_fen += worker.held_fen;
  }
  results.undecided_yuan = mean_yuan(undecided_fen, x_shape.paths);
  results.held_yuan = mean_yuan(held_fen, x_shape.paths);
  results.queued_yuan = mean_yuan(queued_fen, x_shape.paths);
  add_loans(results);
  add_parties(results);
  for (std::size_t at = 0; at < x_accounts.size(); ++at) add_account(at, results);
  if (x_shape.program != nullptr) results.notes = x_shape.program->notes;
  for (std::size_t at = 0; at < x_breakers.size(); ++at) add_breaker(at, results);
  add_lives(results);
  if (held_fen > 0) {
    results.notes.push_back("claims that a breaker held and never let go, mean of a path: " +
                            money_text(held_fen, x_shape.paths));
  }
}

double Accumulator::share_seconds() const {
  double sum = 0;
  for (const Worker& worker : x_workers) sum += worker.share_seconds;
  return sum;
}

}  // namespace pledgelab
