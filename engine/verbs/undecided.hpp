// Why a policy cannot decide the losses of a book, or does not cover them: which loans, for want
// of what.
#pragma once

#include <vector>

#include "models/book/book.hpp"
#include "models/policy/payment.hpp"
#include "models/policy/sharing_policy.hpp"
#include "models/sharing/program.hpp"

namespace pledgelab {

/// The reasons with their counts, commonest first ("19 笔：…", "19 loans: …"), of a claim on the
/// whole balance of each of the first 1,000 loans at the date, trigger taken as met. Roles that the
/// policy takes from an empty column are named with it. Empty: every loan is decided.
std::vector<TwoWords> undecided_reasons(const Book& book, const SharingPolicy& policy, Date as_of);

/// The same of the loans whose losses are not covered ("33 loans: gate 'ip' is not met"), the
/// policy's dates tested as `effective` says. Empty: every loan is covered, or cannot be decided.
std::vector<TwoWords> uncovered_reasons(const Book& book, const SharingPolicy& policy, Date as_of,
                                        EffectiveTest effective);

}  // namespace pledgelab
