// What a party pays, by its own word, and who owns the claim on the borrower afterwards. Of no
// figure: what comes back is divided by `recovery`, whoever pursues it (policies/README.md 1, 6).
#pragma once

#include <cstdint>
#include <string>

#include "models/policy/sharing_policy.hpp"

namespace pledgelab {

/// The same in Chinese and English.
struct TwoWords {
  std::string zh;
  std::string en;

  TwoWords& operator+=(const TwoWords& more) {
    zh += more.zh;
    en += more.en;
    return *this;
  }
  friend TwoWords operator+(TwoWords a, const TwoWords& b) { return a += b; }
};

/// Ids, dates, names of facts.
inline TwoWords same(const std::string& text) { return {text, text}; }

/// A fund, treasury or manager pays 风险补偿, a guarantor 代偿, a re-guarantor 代偿补偿, an insurer
/// 赔付, a valuer 赔偿, a buyer of rights 收购款; a bank bears its own loss (自担).
TwoWords payment_word(PartyKind kind);

/// Whose the claim on the borrower is where the policy does not say: a guarantor's, insurer's or
/// bank's payment makes it the payer's own; a re-guarantor's leaves it with the first guarantor of
/// the policy; all others leave it with the residual party.
std::uint32_t usual_claim_owner(const SharingPolicy& policy, std::uint32_t party);

/// The right by which the claim is held for what a party of this kind paid. `own`: by the payer
/// itself: 追偿权 of a guarantor, 代位求偿权 of an insurer, another's by assignment. Else 债权 of
/// one that keeps the claim while another pays.
TwoWords claim_right(PartyKind payer, bool own);

}  // namespace pledgelab
