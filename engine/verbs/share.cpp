#include "engine/verbs/share.hpp"

#include <algorithm>
#include <utility>

#include "engine/formats/csv.hpp"
#include "engine/formats/file.hpp"
#include "engine/verbs/explain_payers.hpp"
#include "engine/verbs/project.hpp"
#include "engine/verbs/share_csv.hpp"
#include "engine/verbs/share_journal.hpp"
#include "engine/verbs/share_steps.hpp"
#include "models/base/nearest.hpp"
#include "models/policy/sharing_policy.hpp"
#include "models/sharing/ledger.hpp"
#include "models/sharing/loss_sheet.hpp"

namespace pledgelab {
namespace {

// What a run leaves, for both questions.
struct Shared {
  SharingPolicy policy;
  Program program;
  FactTable facts;
  Claims claims;
  SharingResult result;
};

// `notes`: which Chinese header was read as which column.
Result<Periods> find_periods(const ShareRequest& request, const std::string& currency,
                             std::vector<std::string>& notes) {
  if (request.periods_path.empty()) return Periods{};
  auto cells = read_csv(request.periods_path);
  if (!cells) return cells.errors();
  auto plain = plain_periods(cells.value(), currency);
  if (!plain) return plain.errors();
  notes = std::move(plain.value().notes);
  return read_periods(plain.value().cells, currency);
}

// Everything but the run itself.
Result<Shared> ready_share(const ShareRequest& request) {
  auto document = find_document(DocumentKind::sharing_policy, request.policy_path);
  if (!document) return document.errors();
  auto policy = read_sharing_policy(document.value());
  if (!policy) return policy.errors();
  auto cells = read_csv(request.losses_path);
  if (!cells) return cells.errors();
  auto file = read_losses(cells.value(), policy.value().currency);
  if (!file) return file.errors();
  if (file.value().claims.size() == 0) {
    return Error{"P-154",
                 {request.losses_path, 1, 0},
                 "the file has a header and no loss below it",
                 "one row a loss: loss_id, loan_id, default_date and what was lost",
                 ErrorKind::input};
  }
  std::vector<std::string> notes;
  auto periods = find_periods(request, policy.value().currency, notes);
  if (!periods) return periods.errors();
  auto program = compile(policy.value(), file.value().facts,
                         request.ignore_effective ? EffectiveTest::ignored : EffectiveTest::tested,
                         &periods.value());
  if (!program) return program.errors();
  auto& told = program.value().notes;
  told.insert(told.end(), notes.begin(), notes.end());
  return Shared{std::move(policy).value(),
                std::move(program).value(),
                std::move(file.value().facts),
                std::move(file.value().claims),
                {}};
}

// Postings of each claim, in order of booking.
std::vector<std::vector<Posting>> postings_by_claim(const Shared& shared) {
  std::vector<std::vector<Posting>> by_claim(shared.claims.size());
  for (const Posting& posting : shared.result.postings) by_claim[posting.claim].push_back(posting);
  return by_claim;
}

void fill_totals(const Shared& shared, ShareOutcome& outcome) {
  for (std::uint32_t party = 0; party < shared.result.parties; ++party) {
    const PartyTotal& total = shared.result.totals[party];
    const ProgramParty& named = shared.program.parties[party];
    outcome.totals.push_back(
        {named.id, kPartyKindWords[static_cast<std::size_t>(named.kind)], total.borne_fen,
         total.compensation_fen, total.recovery_fen, total.net_fen(),
         party_payment(shared.program, party), shared.program.parties[named.claim_owner].id,
         claim_right(named.kind, named.claim_owner == party && party != shared.program.residual)});
  }
  for (const SplitTotal& part : split_totals(shared.program, shared.result)) {
    outcome.parts.push_back(
        {part.id, part.borne_fen, part.recovery_fen, part.borne_fen - part.recovery_fen});
  }
  for (const BalanceLine& line : shared.result.balances) {
    outcome.fund.push_back({shared.program.parties[line.party].id, line.date, line.fen});
  }
}

void fill_breakers(const Shared& shared, ShareOutcome& outcome) {
  static const char* const kStates[] = {"on", "off", "warn"};
  for (const BreakerLine& line : shared.result.breakers) {
    const ProgramBreaker& breaker = shared.program.breakers[line.breaker];
    const ProgramWatch& watch = breaker.watches[line.watch];
    ShareBreaker told;
    told.breaker = breaker.id;
    told.scope = line.scope;
    told.date = line.date;
    told.state = kStates[static_cast<std::size_t>(line.state)];
    told.watch = watch.text;
    told.money = !watch.ratio;
    const __int128 scale = told.money ? 1 : 1'000'000;
    told.value = round_quotient(line.value.num * scale, line.value.den, shared.program.rounding);
    outcome.breakers.push_back(std::move(told));
  }
}

ShareOutcome tell_shared(const Shared& shared) {
  ShareOutcome outcome;
  outcome.currency = shared.program.currency;
  outcome.policy_id = shared.policy.id;
  outcome.policy_version = shared.policy.version;
  outcome.policy_name_zh = shared.policy.name_zh;
  outcome.policy_name_en = shared.policy.name_en;
  outcome.loss_fen = shared.result.loss_fen;
  outcome.undecided_fen = shared.result.undecided_fen;
  outcome.queued_fen = shared.result.queued_fen;
  outcome.undecided_count = shared.result.undecided_count;
  outcome.warnings = shared.result.notes;
  outcome.assumptions = assumptions_of(shared.policy);
  outcome.held_fen = shared.result.held_fen;
  fill_totals(shared, outcome);
  outcome.money = tell_money(shared.program, shared.claims, shared.result);
  fill_breakers(shared, outcome);
  const auto postings = postings_by_claim(shared);
  for (std::uint32_t claim = 0; claim < shared.claims.size(); ++claim) {
    outcome.losses.push_back(
        tell_loss(shared.program, shared.claims, shared.result, claim, postings[claim]));
    if (outcome.losses.back().loss_fen > 0) ++outcome.losses_count;
  }
  return outcome;
}

}  // namespace

Result<ShareOutcome> share(const ShareRequest& request) {
  if (!request.csv_folder.empty()) {
    const Outcome free = free_folder(request.csv_folder);
    if (!free) return free.errors();
  }
  if (!request.journal_path.empty()) {
    const Outcome free = free_file(request.journal_path);
    if (!free) return free.errors();
  }
  auto ready = ready_share(request);
  if (!ready) return ready.errors();
  Shared& shared = ready.value();
  shared.result = share_losses(shared.program, shared.claims);
  ShareOutcome outcome = tell_shared(shared);
  if (!request.csv_folder.empty()) {
    const Outcome written = write_share_csv(request.csv_folder, outcome);
    if (!written) return written.errors();
  }
  if (!request.journal_path.empty()) {
    const std::string csv = journal_csv(shared.program, shared.claims, shared.result);
    const Outcome written = write_file(request.journal_path, csv);
    if (!written) return written.errors();
  }
  return outcome;
}

Result<ShareExplanation> explain_share(const ShareRequest& request, const std::string& loss_id) {
  auto ready = ready_share(request);
  if (!ready) return ready.errors();
  Shared& shared = ready.value();
  const auto& ids = shared.claims.loss_id;
  const auto found = std::find(ids.begin(), ids.end(), loss_id);
  if (found == ids.end()) {
    return Error{"P-157",
                 {request.losses_path, 0, 0},
                 "no loss has the id '" + loss_id + "'",
                 suggestion(loss_id, ids),
                 ErrorKind::not_found};
  }
  ToldClaim told{static_cast<std::uint32_t>(found - ids.begin()), {}};
  shared.result = share_losses_told(shared.program, shared.claims, told);
  return tell_claim(
      {shared.policy, shared.program, shared.facts, shared.claims, shared.result, told});
}

}  // namespace pledgelab
