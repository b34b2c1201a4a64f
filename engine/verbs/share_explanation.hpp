// One loss explained: typed figures of every step beside the sentences that tell them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/verbs/share_money.hpp"
#include "models/base/date.hpp"
#include "models/base/ratio.hpp"
#include "models/policy/payment.hpp"
#include "models/sharing/loss_sentences.hpp"

namespace pledgelab {

/// A fact as a clause asked it. `text`: "120", "60%", a word; empty where the fact is.
struct ShareFact {
  std::string fact;
  std::string text;
  std::optional<std::int64_t> fen;  // of an amount of money
};

/// One step of one loss, or a clause that is no step (`verb` empty), with its figures in fen.
struct ShareStepLine {
  std::string step;
  std::string law;
  std::string verb;             // "gate" … "cede"; "trigger"; empty for another clause
  std::string answer = "acts";  // "passed_over": its `if` does not hold, the trigger is not met;
                                // "nothing": there was no amount for it; "undecided"
  bool at_close = false;        // the step runs once at the end of its period
  std::optional<Date> date;     // a cap at a balance: the day of its settlement
  std::int64_t before_fen = 0;  // open loss; for a cap or cede the party's bill
  std::int64_t after_fen = 0;
  std::int64_t above_fen = 0;  // layer, cede: where the range begins
  bool has_limit = false;
  std::int64_t limit_fen = 0;  // the limit, the range's end, the account's balance
  std::int64_t unit_fen = 0;   // running total of the unit before this loss (a close: the whole)
  std::optional<Ratio> ratio;  // band: its closed ratio, fen over fen
  std::vector<std::pair<std::string, Ratio>> shares;           // not the one that takes the rest
  std::vector<std::pair<std::string, std::int64_t>> postings;  // party, fen
  std::vector<ShareFact> facts;
};

/// `on`: "loss", or with an advance "estimate" and "final". Amounts as they are shared.
struct ShareRunLine {
  std::string on;
  std::int64_t principal_fen = 0;
  std::int64_t interest_fen = 0;
  std::int64_t costs_fen = 0;
  std::vector<ShareStepLine> steps;
};

struct ShareReceipt {
  Date date;
  std::int64_t fen = 0;
};

}  // namespace pledgelab
