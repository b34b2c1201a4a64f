// What the interpreter's ledger says of one claim, in names: bills, clauses, steps with figures.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/verbs/share.hpp"
#include "models/sharing/ledger.hpp"

namespace pledgelab {

/// What a party pays, by its own word; the residual party bears its own loss.
TwoWords party_payment(const Program& program, std::uint32_t party);

/// One claim's standing and each party's bill. `postings`: those of the claim, in order of booking.
ShareLoss tell_loss(const Program& program, const Claims& claims, const SharingResult& result,
                    std::uint32_t claim, const std::vector<Posting>& postings);

/// The same with every step: its clause, law text, facts, limits, shares and what it booked; the
/// money of this loss; all of it in sentences.
ShareExplanation tell_claim(const LossStory& story);

/// Accounts and charges of the whole run.
ShareMoney tell_money(const Program& program, const Claims& claims, const SharingResult& result);

}  // namespace pledgelab
