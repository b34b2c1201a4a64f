// The keys that cannot stand beside those of the full policy.
#include "tests/models/policy/full_policy.hpp"

namespace pledgelab::test {
namespace {

const char* const kWatched = R"(schema: policy/1
id: watched
version: '1'
source: [{title: made, mark: assumed}]
effective: {from: 2024-01-01, by: claim}
money: {currency: CNY, round: half_up}
year: calendar
assume: {edge: 3%, calm: 5%, months: 6mo}
parties:
  pool: {kind: fund}
  insurer: {kind: insurer, firm: loan.insurer_id}
  bank: {kind: bank, firm: loan.lender_id}
residual: bank
ratios:
  npl: {top: npl_balance, bottom: loan_balance, loans: scheme, per: lender, at: quarter_end}
  overdue: {top: overdue_balance, bottom: loan_balance, loans: all, per: lender, at: month_end}
  wide: {top: write_offs, bottom: lent, loans: 科技贷款, per: insurer, at: year_end}
claim: {trigger: {loan.days_past_due: {gt: 90}}, wait: $months, pay: year_end}
steps:
  - {step: band, law: 第五条, band: {ratio: npl, above: $edge, upto: 5%, when: close, else: pool}}
  - {step: share, quota: {pool: 50%, bank: rest}}
breakers:
  - {id: warn, watch: npl, trip: {gt: $calm}, resume: {le: 4%}, does: warn, off_at_least: 30d}
  - id: fresh
    any:
      - {watch: npl, trip: {ge: 8%}, resume: {lt: 7%}}
      - {watch: overdue, trip: {gt: 10%}, resume: never}
    does: stop_new
    off_at_least: 0d
  - {id: sum, watch: {rate: 50%, of: overdue_principal}, trip: {ge: 500wan}, resume: {lt: 400wan}, does: stop_claims, held: lapse, off_at_least: 1mo}
  - {id: late, watch: wide, trip: {lt: 1%}, resume: {gt: 2%}, does: stop_claims, held: until_resume, off_at_least: 0d}
recovery: {costs: first, by: residual_first, within: 2y}
)";

const char* const kFunded = R"(schema: policy/1
id: funded
version: '1'
source: [{title: made, mark: assumed}]
effective: {from: 2024-01-01, by: default}
money: {currency: CNY, round: half_up}
year: {from: 07-01}
assume: {audit: 2wan, times: 10}
parties:
  pool:
    kind: fund
    account:
      sources: [{from: town, amount: 5000wan, date: 2024-01-01}]
      income: {rate: 1.5%, credited: quarter}
      costs: [{id: audit, amount: $audit, every: year}]
      top_up: [{from: town, below: 1000wan, to: 3000wan, at_most: 500wan}]
      leverage: {at_most: $times, of: paid_in, counts: loan.principal_yuan}
  guarantor: {kind: guarantor, firm: loan.guarantor_id}
  bank: {kind: bank}
residual: bank
ratios:
  payout: {top: bill.guarantor, bottom: premium_earned, loans: scheme, per: scheme, at: month_end}
claim: {trigger: {loan.days_past_due: {gt: 90}}, pay: claim}
steps:
  - {step: price, gate: {require: {ratio.payout: {le: 120%}}}}
  - {step: share, quota: {pool: 40%, guarantor: 30%, bank: rest}}
  - {step: volume, cap: {party: guarantor, at: {rate: 10%, of: guarantor.lent}, per: [guarantor, year], when: claim, room: paid, over: bank}}
  - {step: balance, cap: {party: pool, at: balance, per: [scheme, life], when: claim, room: paid, short: fifo, over: bank}}
charges:
  - {id: fee, kind: fee, amount: {rate: 1%, of: loan.principal_yuan}, payer: borrower, payee: guarantor, every: quarter, years: 3, if: {borrower.size: {in: [micro, small]}}, at_most: 20wan, per: [borrower, year]}
  - {id: reward, kind: reward, amount: 1000yuan, payer: pool, payee: bank, every: once, when: settlement}
  - {id: aid, kind: subsidy, amount: {rate: 5%, of: [loan.principal_yuan]}, payer: pool, payee: borrower, every: once, when: claim, at_most: 100wan, per: [scheme, life]}
  - {id: premium, kind: premium, amount: 500yuan, payer: borrower, payee: pool, every: year}
recovery: {costs: first, by: as_borne}
)";

const char* const kAdvanced = R"(schema: policy/1
id: advanced
version: '1'
source: [{title: made, mark: assumed}]
effective: {from: 2024-01-01, by: default}
money: {currency: CNY, round: half_up}
year: calendar
assume: {part: 80%, pause: 60d}
parties: {pool: {kind: fund}, bank: {kind: bank}}
residual: bank
claim:
  trigger: {loan.days_past_due: {gt: 90}}
  wait: 2mo
  pay: claim
  instalments: [{share: 40%, after: 0d}, {share: 60%, after: $pause}]
  advance: {rate: $part, final: write_off}
steps:
  - {step: share, quota: {pool: 50%, bank: rest}}
recovery: {costs: first, by: payers_first}
)";

const char* const kBought = R"(schema: policy/1
id: bought
version: '1'
source: [{title: made, mark: assumed}]
effective: {from: 2024-01-01, by: default}
money: {currency: KRW, round: half_up}
year: calendar
assume: {price: 50%}
parties: {body: {kind: purchaser}, insurer: {kind: insurer}, bank: {kind: bank}}
residual: bank
claim: {trigger: {loan.days_past_due: {gt: 90}}, file_within: 90d, pay: claim}
steps:
  - {step: share, quota: {insurer: 10%, bank: rest}}
purchase: {party: body, price: {rate: $price, of: loan.appraisal_krw}, within: 6mo}
recovery: {costs: first, by: as_borne}
)";

}  // namespace

const std::vector<std::string>& other_policies() {
  static const std::vector<std::string> texts = {kWatched, kFunded, kAdvanced, kBought};
  return texts;
}

}  // namespace pledgelab::test
