// One claim of a run, explained: typed lines of what the interpreter told.
#include <algorithm>

#include "engine/verbs/explain_payers.hpp"
#include "engine/verbs/share_steps.hpp"

namespace pledgelab {
namespace {

std::vector<ShareFact> tell_facts(const LossStory& story, const std::vector<ToldFact>& facts) {
  std::vector<ShareFact> told;
  for (const ToldFact& fact : facts) {
    ShareFact one{fact_name(story.program, fact.term), fact_text(story, fact), std::nullopt};
    const bool money = story.program.terms[fact.term].kind == FactKind::money;
    if (money && !one.text.empty()) one.fen = fact.figure.value.num;
    told.push_back(std::move(one));
  }
  return told;
}

ShareStepLine tell_ask(const LossStory& story, const ToldAsk& ask) {
  static const char* const kAnswers[] = {"acts", "passed_over", "nothing"};
  const Program& program = story.program;
  ShareStepLine line;
  line.step = step_name(program, ask.step);
  line.answer = kAnswers[static_cast<std::size_t>(ask.answer)];
  line.facts = tell_facts(story, ask.facts);
  if (ask.step >= program.steps.size()) {
    line.verb = line.step;
    return line;
  }
  line.law = program.step_laws[ask.step];
  line.verb = kVerbWords[static_cast<std::size_t>(program.steps[ask.step].verb)];
  line.at_close = program.steps[ask.step].closes();
  return line;
}

void add_figures(const Program& program, const TraceLine& trace, ShareStepLine& line) {
  line.before_fen = trace.before_fen;
  line.after_fen = program.steps[trace.step].verb == Step::Verb::quota ? 0 : trace.after_fen;
  line.above_fen = trace.above_fen;
  line.has_limit = trace.has_limit;
  line.limit_fen = trace.limit_fen;
  line.unit_fen = trace.unit_fen;
  if (trace.date != Date{}) line.date = trace.date;
  if (trace.ratio_bottom_fen > 0) line.ratio = Ratio{trace.ratio_top_fen, trace.ratio_bottom_fen};
  for (const auto& [party, ratio] : trace.shares) {
    line.shares.emplace_back(program.parties[party].id, ratio);
  }
}

// The postings of one step, of one day where the line has one.
void add_postings(const LossStory& story, const ToldRun& run, std::uint32_t step,
                  ShareStepLine& line) {
  for (const Posting& posting : run.postings) {
    if (posting.step != step || (line.date && *line.date != posting.date)) continue;
    line.postings.emplace_back(story.program.parties[posting.party].id, posting.fen);
  }
}

// What no step booked: the trigger, the open rest, a breaker.
void add_clauses(const LossStory& story, const ToldRun& run, std::vector<ShareStepLine>& lines) {
  for (const Posting& posting : run.postings) {
    if (posting.step < story.program.steps.size()) continue;
    ShareStepLine line;
    line.step = step_name(story.program, posting.step);
    line.postings.emplace_back(story.program.parties[posting.party].id, posting.fen);
    lines.push_back(std::move(line));
  }
}

ShareRunLine tell_run(const LossStory& story, const ToldRun& run, const std::string& on) {
  ShareRunLine told{on, run.principal_fen, run.interest_fen, run.costs_fen, {}};
  std::vector<bool> used(run.lines.size(), false);
  for (const ToldAsk& ask : run.asks) {
    const std::size_t before = told.steps.size();
    const bool balance =
        ask.step < story.program.steps.size() && story.program.steps[ask.step].at_balance();
    for (std::size_t i = 0; i < run.lines.size(); ++i) {
      if (used[i] || run.lines[i].step != ask.step || ask.answer != ToldAsk::Answer::acts) continue;
      used[i] = true;
      ShareStepLine line = tell_ask(story, ask);
      add_figures(story.program, run.lines[i], line);
      add_postings(story, run, ask.step, line);
      told.steps.push_back(std::move(line));
      if (!balance) break;
    }
    if (told.steps.size() == before) told.steps.push_back(tell_ask(story, ask));
    if (run.stopped_by == ask.step) told.steps.back().answer = "undecided";
  }
  add_clauses(story, run, told.steps);
  return told;
}

// What of the run's money is of this loss or its loan.
ShareMoney money_of(const LossStory& story, const ShareLoss& loss) {
  ShareMoney money = tell_money(story.program, story.claims, story.result);
  const auto other = [&](const auto& line) { return line.loss_id != loss.loss_id; };
  std::erase_if(money.payments, other);
  std::erase_if(money.recoveries, other);
  std::erase_if(money.purchases, other);
  std::erase_if(money.movements, other);
  std::erase_if(money.charges,
                [&](const ShareCharge& line) { return line.loan_id != loss.loan_id; });
  money.charge_totals.clear();
  money.unpaid.clear();
  return money;
}

}  // namespace

ShareExplanation tell_claim(const LossStory& story) {
  const std::uint32_t claim = story.told.claim;
  ShareExplanation told;
  told.currency = story.program.currency;
  told.policy_id = story.policy.id;
  told.policy_version = story.policy.version;
  std::vector<Posting> postings;
  for (const Posting& posting : story.result.postings) {
    if (posting.claim == claim) postings.push_back(posting);
  }
  told.loss = tell_loss(story.program, story.claims, story.result, claim, postings);
  told.principal_fen = story.claims.principal_fen[claim];
  told.interest_fen = story.claims.interest_fen[claim];
  told.costs_fen = story.claims.costs_fen[claim];
  for (const Receipt& receipt : story.claims.receipts) {
    const bool nets = story.program.net && receipt.date <= told.loss.pay_date;
    if (receipt.claim == claim && nets) told.netted.push_back({receipt.date, receipt.fen});
  }
  const bool advance = story.told.runs.size() > 1;
  for (std::size_t i = 0; i < story.told.runs.size(); ++i) {
    if (i > 0 && !has_final(story)) break;
    const char* on = !advance ? "loss" : i == 0 ? "estimate" : "final";
    told.runs.push_back(tell_run(story, story.told.runs[i], on));
  }
  told.money = money_of(story, told.loss);
  told.sentences = loss_sentences(story);
  told.assumptions = assumptions_of(story.policy);
  told.warnings = story.result.notes;
  return told;
}

}  // namespace pledgelab
