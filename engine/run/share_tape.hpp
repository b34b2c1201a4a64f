// Other rules on the same luck: a sharing policy over a tape that was drawn before.
#pragma once

#include "engine/run/chunks.hpp"
#include "engine/run/results.hpp"
#include "models/book/book.hpp"
#include "models/loss/tape.hpp"
#include "models/policy/sharing_policy.hpp"
#include "models/sharing/program.hpp"

namespace pledgelab {

/// References live as long as the call. `tape`: a whole run's, from path 0. `book`: the one it was
/// drawn on, loans in the same order, terms filled by `with_terms` of that run's scenario and seed
/// (a policy may ask for a loan's tenor). threads ≥ 1.
struct ShareTapeInputs {
  const Book& book;
  const SharingPolicy& policy;
  const LossTape& tape;
  EffectiveTest effective = EffectiveTest::tested;
  unsigned threads = 1;
};

/// What run_book gives, to the fen, without drawing: totals, parties, accounts, loans, notes.
/// `seed`, `pd_curves` and `balances` are no part of a tape and stay empty. Results do not depend
/// on threads. Errors: those of compile; R-102 fewer than 2 paths or an empty book; R-103 the tape
/// is not of this book, or no whole run; R-101 stopped.
Result<RunResults> share_tape(const ShareTapeInputs& inputs, RunControl& control);

}  // namespace pledgelab
