// L-109 a party that pays more when money comes back; L-110 from which loss rate of the covered
// loans a party pays, and from which it pays no more; L-119 gaps between neighbouring layers.
#include <algorithm>
#include <cstdlib>
#include <functional>
#include <optional>
#include <tuple>

#include "models/policy/policy_walk.hpp"
#include "models/sharing/lint_figures.hpp"
#include "models/sharing/lint_parts.hpp"

namespace pledgelab::lint_trial {
namespace {

using policy_telling::quoted;
using policy_telling::Told;

constexpr std::size_t kLoans = kPlainLoans;
constexpr std::int64_t kWhole = 1'000'000;  // a loss rate of 100 %

// Whether the leverage counts what is guaranteed of a loan, not the loan.
bool counts_guarantees(const Party& party) {
  return party.terms.leverage &&
         party.terms.leverage->counts.name.find("guaranteed") != std::string::npos;
}

// A book of equal loans, each with its own borrower, of which every one loses the same part.
struct Portfolio {
  Lint& lint;
  std::size_t loans = kLoans;
  std::int64_t volume_fen = kPlainVolumeFen;
  std::int64_t guaranteed_fen = kPlainVolumeFen;  // of it, where a leverage counts guarantees

  [[nodiscard]] std::vector<std::int64_t> bills(std::int64_t rate_ppm) const {
    std::vector<TriedLoss> losses;
    const Loan loan = lint.trial.typical();
    for (std::size_t i = 0; i < loans; ++i) {
      const auto count = static_cast<__int128>(loans);
      const auto part = static_cast<std::int64_t>(static_cast<__int128>(volume_fen) * rate_ppm /
                                                  (count * kWhole));
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
      const std::string& counts = party.terms.leverage->counts.name;
      loan[counts] =
          (counts_guarantees(party) ? guaranteed_fen : volume_fen) / static_cast<int>(loans);
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
      if (total) loan["loan." + fact.name.substr(7)] = volume_fen / static_cast<int>(loans);
      if (fact.name.find(".lent") != std::string::npos) loan[fact.name] = volume_fen;
      const std::size_t point = fact.name.find(".premium_earned");
      if (point != std::string::npos) {
        loan[fact.name] =
            static_cast<std::int64_t>(static_cast<__int128>(volume_fen) * premium_ppm() / kWhole);
      }
    }
    for (const Value& part : value.factor) size_value(part, loan);
  }

  // The highest premium rate that a gate lets through, else that of the text's own premium.
  [[nodiscard]] std::optional<std::int64_t> written_premium() const {
    for (const FactShape& shape : lint.trial.shapes()) {
      if (shape.name.find("premium_rate") != std::string::npos && !shape.marks.empty()) {
        return shape.marks.back();
      }
    }
    for (const Charge& charge : lint.policy.charges) {
      const Value& amount = charge.amount.front();
      const bool rate = charge.kind == Charge::Kind::premium && amount.form == Value::Form::rate &&
                        amount.factor.front().form == Value::Form::literal;
      if (!rate) continue;
      const Ratio written = amount.factor.front().literal.value;
      return static_cast<std::int64_t>(static_cast<__int128>(written.num) * kWhole / written.den);
    }
    return std::nullopt;
  }

  [[nodiscard]] std::int64_t premium_ppm() const { return written_premium().value_or(kPremiumPpm); }

  // Whether figures stand on a premium that the text does not tell.
  [[nodiscard]] bool premium_assumed() const {
    bool asked = false;
    PolicyVisitor visitor;
    visitor.fact = [&](const FactName& fact) {
      asked = asked || fact.name.find(".premium_earned") != std::string::npos;
    };
    for (const Step& step : lint.policy.steps) walk(step, visitor);
    return asked && !written_premium();
  }
};

// What the party's money stands behind: its leverage, else ten times what is paid in.
std::int64_t volume_behind(const Party& party, std::int64_t fund) {
  const auto& leverage = party.terms.leverage;
  if (!leverage) return kTimesFund * fund;
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

// The smallest size up to `whole` at which `reached` holds; it holds at the whole.
template <class Reached>
std::int64_t smallest_upto(std::int64_t whole, const Reached& reached) {
  std::int64_t low = 0;
  std::int64_t high = whole;
  while (high - low > 1) {
    const std::int64_t middle = low + (high - low) / 2;
    (reached(middle) ? high : low) = middle;
  }
  return high;
}

// The part of a loss that the party bears, of one loan of the portfolio; the whole where it bears
// none.
Ratio share_of(Lint& lint, const Portfolio& portfolio, std::size_t party) {
  const std::int64_t fen =
      std::max<std::int64_t>(1, portfolio.volume_fen / static_cast<int>(kLoans));
  const Loan loan = portfolio.sized(lint.trial.typical());
  const auto result = lint.trial.run(lint.policy, {loss_of(loan, fen)});
  const bool bears = result && result->undecided_count == 0 && result->borne_of(0, party) > 0;
  return bears ? Ratio{result->borne_of(0, party), fen} : Ratio{1, 1};
}

// The loans that the party's money stands behind: where guarantees are counted, those of which
// they are its part.
Portfolio portfolio_of(Lint& lint, std::size_t party) {
  Portfolio portfolio{lint};
  const std::int64_t fund = paid_in(lint.policy.parties[party]);
  if (fund == 0) return portfolio;
  portfolio.volume_fen = volume_behind(lint.policy.parties[party], fund);
  portfolio.guaranteed_fen = portfolio.volume_fen;
  if (counts_guarantees(lint.policy.parties[party])) {
    const Ratio share = share_of(lint, portfolio, party);
    const auto loans = static_cast<__int128>(portfolio.volume_fen) * share.den / share.num;
    portfolio.volume_fen =
        static_cast<std::int64_t>(std::min<__int128>(loans, Money::kMaxInputFen));
  }
  return portfolio;
}

// Whether a limit over time is each lender's own.
bool limits_by_lender(const SharingPolicy& policy) {
  return std::any_of(policy.steps.begin(), policy.steps.end(), [](const Step& step) {
    return step.unit.who == Unit::Who::lender && step.unit.period != Unit::Period::none;
  });
}

// What the finding stands on and the text does not say.
// Whether accounts move by more than what their sources paid in; the trials leave that out.
bool accounts_move(const SharingPolicy& policy) {
  return std::any_of(policy.parties.begin(), policy.parties.end(), [](const Party& party) {
    return party.terms.income || !party.terms.costs.empty() || !party.terms.top_ups.empty();
  });
}

Told assumed_told(const Lint& lint, std::size_t party, const Portfolio& portfolio) {
  Told told;
  const Party& named = lint.policy.parties[party];
  if (paid_in(named) > 0 && !named.terms.leverage) {
    const std::string times = std::to_string(kTimesFund);
    told = told + Told{"（假设贷款为资金的" + times + "倍，条文未写）",
                       " (loans taken as " + times + " times the money: the text says nothing)"};
  }
  if (accounts_move(lint.policy)) {
    told = told + Told{"（未计账户利息、费用与补充）",
                       " (without the accounts' interest, costs and top-ups)"};
  }
  if (limits_by_lender(lint.policy)) {
    told =
        told + Told{"（设全部贷款出自同一贷款机构）", " (all loans taken as those of one lender)"};
  }
  if (portfolio.premium_assumed()) {
    told = told + Told{"（假设保费率 ", " (premium taken as "} +
           policy_telling::tell(Ratio{kPremiumPpm, kWhole}) +
           Told{"，条文未写）", ": the text says nothing)"};
  }
  return told;
}

// Whether the most that the party bears is that of loans, not of the book: as much volume in twice
// as many loans changes it.
bool limits_of_loans(const Portfolio& portfolio, std::size_t party, std::int64_t most) {
  Portfolio smaller = portfolio;
  smaller.loans = 2 * portfolio.loans;
  const auto bills = smaller.bills(kWhole);
  return bills.empty() || std::abs(bills[party] - most) > most / 1000;
}

// A limit that moves with a ratio has no loss rate of its own.
bool reads_ratios(const SharingPolicy& policy) {
  bool found = std::any_of(policy.steps.begin(), policy.steps.end(),
                           [](const Step& step) { return step.verb == Step::Verb::band; });
  PolicyVisitor visitor;
  visitor.fact = [&](const FactName& fact) { found = found || fact.name.rfind("ratio.", 0) == 0; };
  for (const Step& step : policy.steps) walk(step, visitor);
  return found;
}

void lint_party(Lint& lint, std::size_t party) {
  const Portfolio portfolio = portfolio_of(lint, party);
  const auto whole = portfolio.bills(kWhole);
  if (whole.empty() || whole[party] == 0) return;
  if (reads_ratios(lint.policy) || limits_of_loans(portfolio, party, whole[party])) return;
  const auto bill = [&](std::int64_t rate) {
    const auto bills = portfolio.bills(rate);
    return bills.empty() ? std::int64_t{0} : bills[party];
  };
  const std::int64_t from =
      smallest_upto(kWhole, [&](std::int64_t rate) { return bill(rate) > 0; });
  const std::int64_t upto =
      smallest_upto(kWhole, [&](std::int64_t rate) { return bill(rate) >= whole[party]; });
  const bool attaches = from > kLeastGapPpm;  // not from the first yuan
  const bool exhausted = upto < kWhole - kLeastGapPpm;
  // Else the made loan's own figure is the limit: no rate to tell.
  const bool by_loan = upto <= kLeastGapPpm;
  if ((!attaches && !exhausted) || by_loan) return;
  const auto percent = [](std::int64_t rate_ppm) {
    return policy_telling::tell(Ratio{(rate_ppm + 50) / 100, 10'000});
  };
  lint.add(
      "L-110", Gravity::note, lint.policy.parties[party].place,
      Told{"在 ", "over covered loans of "} + lint.money(portfolio.volume_fen) +
          Told{" 的贷款（设 " + std::to_string(portfolio.loans) + " 笔相同、各损失同一比例）上，",
               " (of " + std::to_string(portfolio.loans) +
                   " equal ones that each lose the same part), "} +
          quoted(lint.policy.parties[party].id) +
          (attaches ? Told{" 自损失率 ", " pays from a loss rate of "} + percent(from) +
                          Told{" 起承担", ""}
                    : Told{" 自首笔损失起承担", " pays from the first loss"}) +
          (exhausted ? Told{"，损失率达 ", " and no more above "} + percent(upto) +
                           Told{" 后不再增加", ""}
                     : Told{"，没有上限", ", without end"}) +
          assumed_told(lint, party, portfolio));
}

// --- L-119 -----------------------------------------------------------------------------------

using Bills = std::vector<std::int64_t>;

// Sizes of loss, from none to the largest tried, and what each party bears of them.
struct Sizes {
  std::function<Bills(std::int64_t size)> bills;
  std::int64_t whole = 0;
  std::int64_t least = 0;  // smaller gaps are rounding
};

struct Range {
  std::size_t party = 0;
  std::int64_t from = 0;
  std::int64_t upto = 0;
};

std::vector<Range> ranges_of(const Lint& lint, const Sizes& sizes) {
  std::vector<Range> ranges;
  const Bills most = sizes.bills(sizes.whole);
  for (std::size_t party = 0; party < most.size(); ++party) {
    if (party == lint.policy.residual || most[party] == 0) continue;
    const auto bill = [&](std::int64_t size) {
      const Bills bills = sizes.bills(size);
      return bills.empty() ? std::int64_t{0} : bills[party];
    };
    ranges.push_back(
        {party, smallest_upto(sizes.whole, [&](std::int64_t size) { return bill(size) > 0; }),
         smallest_upto(sizes.whole, [&](std::int64_t size) { return bill(size) >= most[party]; })});
  }
  std::sort(ranges.begin(), ranges.end(), [](const Range& a, const Range& b) {
    return std::tie(a.from, a.party) < std::tie(b.from, b.party);
  });
  return ranges;
}

// Whether between the two sizes only the residual party bears more.
bool flat(const Lint& lint, const Sizes& sizes, std::int64_t from, std::int64_t upto) {
  const Bills low = sizes.bills(from);
  const Bills high = sizes.bills(upto);
  for (std::size_t party = 0; party < low.size() && party < high.size(); ++party) {
    if (party != lint.policy.residual && low[party] != high[party]) return false;
  }
  return !low.empty() && !high.empty();
}

// The first gap: the next party pays from a size above that at which all below it are exhausted.
void lint_gap(Lint& lint, const Sizes& sizes,
              const std::function<Told(std::int64_t, std::int64_t)>& told) {
  const std::vector<Range> ranges = ranges_of(lint, sizes);
  std::int64_t end = 0;
  std::size_t below = 0;
  for (std::size_t at = 0; at < ranges.size(); ++at) {
    const Range& next = ranges[at];
    if (at > 0 && next.from - end > sizes.least && flat(lint, sizes, end, next.from - 1)) {
      const auto& parties = lint.policy.parties;
      lint.add("L-119", Gravity::warning, parties[next.party].place,
               Told{"空档：", "a gap: "} + told(end, next.from - 1) + Told{"，", ", "} +
                   quoted(parties[below].id) + Told{" 已不再增加，", " pays no more and "} +
                   quoted(parties[next.party].id) +
                   Told{" 尚未起付，全由 ", " not yet: all of it is left with "} +
                   quoted(parties[lint.policy.residual].id) + Told{" 承担", ""});
      return;
    }
    if (next.upto > end) below = next.party;
    end = std::max(end, next.upto);
  }
}

// Whether a limit is a part of the whole book: one made loan says nothing of it.
bool limits_of_book(const SharingPolicy& policy) {
  bool found = false;
  PolicyVisitor visitor;
  visitor.fact = [&](const FactName& fact) {
    found = found || fact.name.rfind("scheme.", 0) == 0 || measure_fact(policy, fact.name);
  };
  for (const Step& step : policy.steps) {
    for (const Value& value : step.above) walk(value, visitor);
    for (const Value& value : step.value) walk(value, visitor);
  }
  return found;
}

// Of one loan's loss, in amounts.
void lint_loss_gap(Lint& lint) {
  if (limits_of_book(lint.policy)) return;
  const Loan loan = lint.trial.typical();
  Sizes sizes;
  sizes.whole = amounts_worth_trying(lint.policy).back();
  sizes.least = kLeastGapFen;
  sizes.bills = [&](std::int64_t size) {
    const auto result = lint.trial.run(lint.policy, {loss_of(loan, size)});
    Bills bills;
    if (!result || result->undecided_count != 0) return bills;
    for (const PartyTotal& total : result->totals) bills.push_back(total.borne_fen);
    return bills;
  };
  lint_gap(lint, sizes, [&](std::int64_t from, std::int64_t upto) {
    return Told{"单笔损失自 ", "of one loss, from "} + lint.money(from) + Told{" 至 ", " to "} +
           lint.money(upto);
  });
}

// Of the losses of a book, in loss rates.
void lint_book_gap(Lint& lint) {
  const bool periods =
      std::any_of(lint.policy.steps.begin(), lint.policy.steps.end(),
                  [](const Step& step) { return step.unit.period != Unit::Period::none; });
  if (!periods) return;
  // Of several accounts the last one's loans; without any, those of L-110.
  std::size_t behind = 0;
  for (std::size_t party = 0; party < lint.policy.parties.size(); ++party) {
    if (paid_in(lint.policy.parties[party]) > 0) behind = party;
  }
  const Portfolio portfolio = portfolio_of(lint, behind);
  Sizes sizes;
  sizes.whole = kWhole;
  sizes.least = kLeastGapPpm;
  sizes.bills = [&](std::int64_t size) { return portfolio.bills(size); };
  lint_gap(lint, sizes, [&](std::int64_t from, std::int64_t upto) {
    const auto percent = [](std::int64_t ppm) {
      return policy_telling::tell(Ratio{(ppm + 50) / 100, 10'000});
    };
    return Told{"在 ", "over loans of "} + lint.money(portfolio.volume_fen) +
           Told{" 的贷款上，损失率自 ", ", from a loss rate of "} + percent(from) +
           Told{" 至 ", " to "} + percent(upto);
  });
}

}  // namespace

void lint_gaps(Lint& lint) {
  const std::size_t before = lint.findings.size();
  lint_loss_gap(lint);
  if (lint.findings.size() == before) lint_book_gap(lint);
}

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
