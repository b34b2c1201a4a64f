// What the interpreter did with one claim, in order, for `explain`: what each clause asked, the
// facts it read, the figures of each step. Beside the ledger, so that a run without it costs
// nothing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/sharing/ledger.hpp"

namespace pledgelab {

/// A fact as it was asked: `term` is one of Program::terms that asks nothing else (a column, the
/// open loss, a bill, a measure, a ratio, a total of the scheme).
struct ToldFact {
  std::uint32_t term = 0;
  Figure figure;
};

/// One clause that was asked. `step`: a step, or Program::clause(clause_trigger).
struct ToldAsk {
  /// acts: its `if` holds (the trigger: it is met) · passed_over: it does not · nothing: there was
  /// no amount for it, so it asked nothing.
  enum class Answer : std::uint8_t { acts, passed_over, nothing };
  std::uint32_t step = 0;
  Date date;
  Answer answer = Answer::acts;
  std::vector<ToldFact> facts;
};

/// One run of the policy over the claim; amounts in fen. `lines` and `postings`: those of the
/// claim, in order. Undecided: `stopped_by` is the step or clause that lacked something (kNone: it
/// is decided), `why` what.
struct ToldRun {
  std::int64_t principal_fen = 0;  // as shared: after what is netted
  std::int64_t interest_fen = 0;
  std::int64_t costs_fen = 0;
  std::vector<ToldAsk> asks;
  std::vector<TraceLine> lines;
  std::vector<Posting> postings;
  std::vector<std::int64_t> bills_fen;  // by party; empty where it is undecided
  std::uint32_t stopped_by = kNone;
  TwoWords why;
};

/// `runs`: one; with an advance the run on the estimate, then the one on the final loss.
struct ToldClaim {
  std::uint32_t claim = 0;
  std::vector<ToldRun> runs;
};

/// share_losses, and what it did with one claim: the same result to the fen.
SharingResult share_losses_told(const Program& program, const Claims& claims, ToldClaim& told);

/// What a fact of the run is called: "loan.days_past_due", "bill.fund", "loss.open", "ratio.npl".
std::string fact_name(const Program& program, std::uint32_t term);

}  // namespace pledgelab
