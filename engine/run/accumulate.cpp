#include "engine/run/accumulate.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "models/sharing/ledger.hpp"

namespace pledgelab {
namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Balance of an account at the end of each year: the last line up to that day, or, before the
// first, what had been paid in.
std::int64_t balance_at(const SharingResult& shared, const ProgramParty& party, std::uint32_t index,
                        Date day) {
  std::int64_t balance = 0;
  for (const AccountSource& source : party.sources) {
    if (source.date <= day) balance += source.amount.fen();
  }
  for (const BalanceLine& line : shared.balances) {
    if (line.party == index && line.date <= day) balance = line.fen;
  }
  return balance;
}

std::vector<std::int64_t> net_of(const std::vector<std::int64_t>& borne,
                                 const std::vector<std::int64_t>& recovery) {
  std::vector<std::int64_t> net = borne;
  for (std::size_t path = 0; path < net.size(); ++path) net[path] -= recovery[path];
  return net;
}

}  // namespace

Accumulator::Accumulator(const Program* program, const LossModel& model, const PathPlan& plan,
                         std::size_t loan_count, const std::string& currency)
    : x_program(program),
      x_currency(currency),
      x_as_of(model.as_of),
      x_paths(plan.paths),
      x_years(static_cast<int>(model.months + 11) / 12),
      x_workers(plan.threads) {
  x_totals.default_fen.assign(x_paths, 0);
  x_totals.ip_recovery_fen.assign(x_paths, 0);
  x_totals.other_recovery_fen.assign(x_paths, 0);
  x_totals.default_count.assign(x_paths, 0);
  for (Worker& worker : x_workers) worker.loans.resize(loan_count);
  if (program == nullptr) return;
  const std::size_t parties = program->parties.size();
  x_borne.assign(parties, std::vector<std::int64_t>(x_paths, 0));
  x_recovery = x_borne;
  x_balance.resize(parties);
  x_empty_year.resize(parties);
  for (std::size_t party = 0; party < parties; ++party) {
    if (program->parties[party].sources.empty()) continue;
    x_balance[party].assign(std::size_t{x_paths} * static_cast<std::size_t>(x_years), 0);
    x_empty_year[party].assign(x_paths, 0);
  }
}

Outcome Accumulator::take(const LossTape& chunk, unsigned worker) {
  Worker& own = x_workers[worker];
  add_losses(chunk, own);
  if (x_program == nullptr) return Done{};
  const auto start = std::chrono::steady_clock::now();
  const std::vector<std::size_t> ends = path_ends(chunk);
  for (std::uint32_t i = 0; i < chunk.path_count; ++i) {
    share_path(chunk, i == 0 ? 0 : ends[i - 1], ends[i], chunk.first_path + i, own);
  }
  own.share_seconds += seconds_since(start);
  return Done{};
}

void Accumulator::add_losses(const LossTape& chunk, Worker& worker) {
  for (std::size_t i = 0; i < chunk.size(); ++i) {
    const std::uint32_t path = chunk.path[i];
    const std::int64_t fen = chunk.principal_fen[i] + chunk.interest_fen[i];
    LoanRun& loan = worker.loans[chunk.loan[i]];
    if (chunk.kind[i] == TapeKind::loan_default) {
      x_totals.default_fen[path] += fen;
      ++x_totals.default_count[path];
      loan.default_fen += fen;
      ++loan.default_count;
    } else if (chunk.kind[i] == TapeKind::recovery) {
      const bool sale = chunk.source[i] == RecoverySource::ip_sale;
      (sale ? x_totals.ip_recovery_fen : x_totals.other_recovery_fen)[path] += fen;
      loan.recovery_fen += fen;
    }
  }
}

void Accumulator::share_path(const LossTape& chunk, std::size_t begin, std::size_t end,
                             std::uint32_t path, Worker& worker) {
  const Claims claims = claims_of_path(chunk, begin, end, x_currency);
  const SharingResult shared = share_losses(*x_program, claims);
  std::int64_t borne = 0;
  for (std::size_t party = 0; party < x_borne.size(); ++party) {
    x_borne[party][path] = shared.totals[party].borne_fen;
    x_recovery[party][path] = shared.totals[party].recovery_fen;
    borne += shared.totals[party].borne_fen;
    const ProgramParty& account = x_program->parties[party];
    if (account.sources.empty()) continue;
    const auto index = static_cast<std::uint32_t>(party);
    for (int year = 1; year <= x_years; ++year) {
      const Date day = add_months(x_as_of, 12 * year);
      x_balance[party][static_cast<std::size_t>(year - 1) * x_paths + path] =
          balance_at(shared, account, index, day);
    }
    for (const BalanceLine& line : shared.balances) {
      if (line.party != index || line.fen > 0) continue;
      x_empty_year[party][path] = months_between(x_as_of, line.date) / 12 + 1;
      break;
    }
  }
  PL_CHECK(borne == shared.loss_fen);
  worker.undecided_fen += shared.undecided_fen;
  worker.queued_fen += shared.queued_fen;
}

void Accumulator::add_accounts(RunResults& results) const {
  for (std::size_t party = 0; party < x_balance.size(); ++party) {
    if (x_balance[party].empty()) continue;
    for (int year = 1; year <= x_years; ++year) {
      std::vector<double> yuan;
      std::vector<double> exhausted;
      for (std::uint32_t path = 0; path < x_paths; ++path) {
        const std::size_t at = static_cast<std::size_t>(year - 1) * x_paths + path;
        yuan.push_back(static_cast<double>(x_balance[party][at]) / 100);
        const std::int32_t empty = x_empty_year[party][path];
        exhausted.push_back(empty > 0 && empty <= year ? 1 : 0);
      }
      std::sort(yuan.begin(), yuan.end());
      results.accounts.push_back({static_cast<std::uint32_t>(party), year,
                                  quantile_sorted(yuan, 0.05), quantile_sorted(yuan, 0.25),
                                  quantile_sorted(yuan, 0.5), quantile_sorted(yuan, 0.75),
                                  quantile_sorted(yuan, 0.95), mean_estimate(exhausted)});
    }
  }
}

void Accumulator::finish(RunResults& results) const {
  results.totals = x_totals;
  std::vector<std::int64_t> loss;
  std::vector<double> count;
  for (std::uint32_t path = 0; path < x_paths; ++path) {
    loss.push_back(x_totals.loss_fen(path));
    count.push_back(x_totals.default_count[path]);
  }
  results.loss = distribution_of(loss);
  results.ip_recovery = distribution_of(x_totals.ip_recovery_fen);
  results.other_recovery = distribution_of(x_totals.other_recovery_fen);
  results.default_count = mean_estimate(count);
  results.loans.assign(x_workers.front().loans.size(), {});
  for (const Worker& worker : x_workers) {
    for (std::size_t i = 0; i < results.loans.size(); ++i) {
      results.loans[i].default_count += worker.loans[i].default_count;
      results.loans[i].default_fen += worker.loans[i].default_fen;
      results.loans[i].recovery_fen += worker.loans[i].recovery_fen;
    }
    results.undecided_fen += worker.undecided_fen;
    results.queued_fen += worker.queued_fen;
  }
  for (std::size_t party = 0; party < x_borne.size(); ++party) {
    PartyRun run;
    run.id = x_program->parties[party].id;
    run.kind = x_program->parties[party].kind;
    run.compensates = compensates(*x_program, static_cast<std::uint32_t>(party));
    run.borne_fen = x_borne[party];
    run.recovery_fen = x_recovery[party];
    run.borne = distribution_of(run.borne_fen);
    run.recovery = distribution_of(run.recovery_fen);
    run.net = distribution_of(net_of(run.borne_fen, run.recovery_fen));
    results.parties.push_back(std::move(run));
  }
  add_accounts(results);
}

double Accumulator::share_seconds() const {
  double sum = 0;
  for (const Worker& worker : x_workers) sum += worker.share_seconds;
  return sum;
}

}  // namespace pledgelab
