// A sharing policy as numbered sentences in Chinese and English: what `check --read` prints.
// Every field of the document is told, so the policy can be written back from the sentences and the
// grammar alone, the same but for order and the names of what is not money.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/base/document.hpp"
#include "models/policy/payment.hpp"
#include "models/policy/sharing_policy.hpp"

namespace pledgelab {

/// One statement of the policy. `line`: of the policy file; 0 where it belongs to no line.
struct Sentence {
  int number = 0;  // from 1, without gaps
  std::string zh;
  std::string en;
  std::uint32_t line = 0;
};

/// A condition or value of the policy in the same words as its sentences.
TwoWords words_of(const SharingPolicy& policy, const Condition& condition);
TwoWords words_of(const SharingPolicy& policy, const Value& value);

/// Head, assumptions, parties, ratios, claim, steps in written order, breakers, charges, recovery.
/// `document`: what the policy was read from; it says where an assumption is named. Pure: equal
/// policies have equal sentences, and policies that differ in a field differ in a sentence.
std::vector<Sentence> sentences_of(const SharingPolicy& policy, const Document& document);

}  // namespace pledgelab
