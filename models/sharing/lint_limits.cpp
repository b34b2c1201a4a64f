// L-109 a party that pays more when money comes back; L-110 from which loss rate of the covered
// loans a party pays, and from which it pays no more.
#include <algorithm>

#include "models/sharing/lint_parts.hpp"

namespace pledgelab::lint_trial {
namespace {

using policy_telling::quoted;
using policy_telling::same;
using policy_telling::Told;

constexpr std::size_t kLoans = 20;
constexpr std::int64_t kWhole = 1'000'000;                // a loss rate of 100 %
constexpr std::int64_t kPlainVolume = 1'000'000'000'000;  // fen: 100亿

// A book of equal loans, each with its own borrower, of which every one loses the same part.
struct Portfolio {
  Lint& lint;
  std::int64_t volume_fen = kPlainVolume;

  [[nodiscard]] std::vector<std::int64_t> bills(std::int64_t rate_ppm) const {
    std::vector<TriedLoss> losses;
    const Loan loan = lint.trial.typical();
    for (std::size_t i = 0; i < kLoans; ++i) {
      const auto loans = static_cast<__int128>(kLoans);
      const auto part = static_cast<std::int64_t>(static_cast<__int128>(volume_fen) * rate_ppm /
                                                  (loans * kWhole));
      losses.push_back(loss_of(sized(loan), part));
      losses.back().borrower = "B" + std::to_string(i);
    }
    const auto result = lint.trial.run(lint.policy, losses);
    std::vector<std::int64_t> totals;
    if (!result || result->undecided_count != 0) return totals;
    for (const PartyTotal& total : result->totals) totals.push_back(total.borne_fen);
    return totals;
  }

  // Totals over the scheme and what was lent are those of the portfolio; premiums its volume times
  // the premium rate; the part of a loan that counts is all of it.
  [[nodiscard]] Loan sized(Loan loan) const {
    for (const Party& party : lint.policy.parties) {
      if (!party.terms.leverage) continue;
      loan[party.terms.leverage->counts.name] = volume_fen / static_cast<int>(kLoans);
    }
    for (const Step& step : lint.policy.steps) {
      if (step.part) loan[step.part->name] = kWhole;
      for (const Value& value : step.above) size_value(value, loan);
      for (const Value& value : step.value) size_value(value, loan);
      for (const PartyShare& share : step.shares) {
        for (const Value& value : share.value) size_value(value, loan);
      }
    }
    return loan;
  }

  void size_value(const Value& value, Loan& loan) const {
    for (const FactName& fact : value.facts) {
      const bool total = fact.name.rfind("scheme.", 0) == 0;
      if (total) loan["loan." + fact.name.substr(7)] = volume_fen / static_cast<int>(kLoans);
      if (fact.name.find(".lent") != std::string::npos) loan[fact.name] = volume_fen;
      const std::size_t point = fact.name.find(".premium_earned");
      if (point != std::string::npos) {
        loan[fact.name] =
            static_cast<std::int64_t>(static_cast<__int128>(volume_fen) * premium_ppm() / kWhole);
      }
    }
    for (const Value& part : value.factor) size_value(part, loan);
  }

  // The highest premium rate that a gate lets through, else 2 %.
  [[nodiscard]] std::int64_t premium_ppm() const {
    for (const FactShape& shape : lint.trial.shapes()) {
      if (shape.name.find("premium_rate") != std::string::npos && !shape.marks.empty()) {
        return shape.marks.back();
      }
    }
    return 20'000;
  }
};

// What the party's money stands behind: its leverage, else ten times what is paid in.
std::int64_t volume_behind(const Party& party, std::int64_t fund) {
  const auto& leverage = party.terms.leverage;
  if (!leverage) return 10 * fund;
  const std::int64_t base = leverage->base ? leverage->base->fen() : fund;
  const Ratio times = leverage->at_most;
  const auto volume = static_cast<__int128>(base) * times.num / times.den;
  return static_cast<std::int64_t>(std::min<__int128>(volume, Money::kMaxInputFen));
}

std::int64_t paid_in(const Party& party) {
  std::int64_t fen = 0;
  for (const AccountSource& source : party.sources) fen += source.amount.fen();
  return fen;
}

// The smallest rate at which `reached` holds; it holds at the whole.
template <class Reached>
std::int64_t smallest_rate(const Reached& reached) {
  std::int64_t low = 0;
  std::int64_t high = kWhole;
  while (high - low > 1) {
    const std::int64_t middle = low + (high - low) / 2;
    (reached(middle) ? high : low) = middle;
  }
  return high;
}

void lint_party(Lint& lint, std::size_t party) {
  Portfolio portfolio{lint};
  const std::int64_t fund = paid_in(lint.policy.parties[party]);
  if (fund > 0) {
    portfolio.volume_fen = volume_behind(lint.policy.parties[party], fund);
  }
  const auto whole = portfolio.bills(kWhole);
  if (whole.empty() || whole[party] == 0) return;
  const auto bill = [&](std::int64_t rate) {
    const auto bills = portfolio.bills(rate);
    return bills.empty() ? std::int64_t{0} : bills[party];
  };
  const std::int64_t from = smallest_rate([&](std::int64_t rate) { return bill(rate) > 0; });
  const std::int64_t upto =
      smallest_rate([&](std::int64_t rate) { return bill(rate) >= whole[party]; });
  const bool attaches = from > 100;  // above 1 bp: not from the first yuan
  const bool exhausted = upto < kWhole - 100;
  const bool by_loan = upto <= 100;  // the made loan's own figure is the limit: no rate to tell
  if ((!attaches && !exhausted) || by_loan) return;
  const auto percent = [](std::int64_t rate_ppm) {
    return policy_telling::tell(Ratio{(rate_ppm + 50) / 100, 10'000});
  };
  lint.add("L-110", Gravity::note, lint.policy.parties[party].place,
           Told{"在 ", "over covered loans of "} + lint.money(portfolio.volume_fen) +
               Told{" 的贷款上，", ", "} + quoted(lint.policy.parties[party].id) +
               (attaches ? Told{" 自损失率 ", " pays from a loss rate of "} + percent(from) +
                               Told{" 起承担", ""}
                         : Told{" 自首笔损失起承担", " pays from the first loss"}) +
               (exhausted ? Told{"，损失率达 ", " and no more above "} + percent(upto) +
                                Told{" 后不再增加", ""}
                          : Told{"，没有上限", ", without end"}));
}

}  // namespace

void lint_attachment(Lint& lint) {
  for (std::size_t party = 0; party < lint.policy.parties.size(); ++party) {
    if (party != lint.policy.residual) lint_party(lint, party);
  }
}

void lint_incentives(Lint& lint) {
  std::vector<bool> told(lint.policy.parties.size(), false);
  for (const std::int64_t amount : amounts_worth_trying(lint.policy)) {
    for (const std::int64_t quarters : {1, 2, 3}) {
      TriedLoss loss = loss_of(lint.trial.typical(), amount);
      loss.recovered_fen = amount / 4 * quarters;
      const auto result = lint.trial.run(lint.policy, {loss});
      if (!result || result->undecided_count != 0) continue;
      for (std::size_t party = 0; party < told.size(); ++party) {
        const std::int64_t back = result->recovered_of(0, party);
        if (back >= 0 || told[party]) continue;
        told[party] = true;
        lint.add("L-109", Gravity::warning, lint.policy.parties[party].place,
                 quoted(lint.policy.parties[party].id) +
                     Told{" 在款项收回后反而多付：损失 ",
                          " pays more when money comes back: of a loss of "} +
                     lint.money(amount) + Told{"、收回 ", " with "} +
                     lint.money(loss.recovered_fen) + Told{" 时多付 ", " back it pays "} +
                     lint.money(-back) + Told{"", " more"});
      }
    }
  }
}

}  // namespace pledgelab::lint_trial
