// One loss told in numbered sentences, Chinese and English: what it is made of, which tests it met
// with which facts, what each step did with which figure, who bears what, what was paid and came
// back, and what rests on an assumption. What `explain --loss` prints.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/policy/facts.hpp"
#include "models/policy/payment.hpp"
#include "models/sharing/told.hpp"

namespace pledgelab {

/// `topic`: loss, netted, advance, dates, trigger, filing, breaker, leverage, step, rest, bears,
/// split, payment, claim_owner, queue, purchase, recovery, net, charge, undecided, assumption,
/// source or warning. `step`: the id of the step or clause it is about, else empty.
struct LossSentence {
  int number = 0;  // from 1, without gaps
  std::string topic;
  std::string step;
  std::string zh;
  std::string en;
};

/// What the sentences are made from; all of one run.
struct LossStory {
  const SharingPolicy& policy;
  const Program& program;
  const FactTable& facts;
  const Claims& claims;
  const SharingResult& result;
  const ToldClaim& told;
};

/// Whether an advance is settled: the day of the final loss is given. Else the estimate stands, and
/// the second run of the claim tells the same once more.
bool has_final(const LossStory& story);

/// In the order in which things happened. Amounts in the policy's currency, exact to its hundredth.
std::vector<LossSentence> loss_sentences(const LossStory& story);

/// A fact's value as it was asked: "120", "60%", "2020-01-31", the word of a text; empty where it
/// has none.
std::string fact_text(const LossStory& story, const ToldFact& fact);

}  // namespace pledgelab
