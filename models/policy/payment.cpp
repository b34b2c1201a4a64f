#include "models/policy/payment.hpp"

#include <algorithm>

namespace pledgelab {

TwoWords payment_word(PartyKind kind) {
  switch (kind) {
    case PartyKind::bank:
      return {"自担", "own loss"};
    case PartyKind::fund:
    case PartyKind::treasury:
    case PartyKind::manager:
      return {"风险补偿", "risk compensation"};
    case PartyKind::guarantor:
      return {"代偿", "payment under guarantee"};
    case PartyKind::reguarantor:
      return {"代偿补偿", "payment under re-guarantee"};
    case PartyKind::insurer:
      return {"赔付", "insurance payment"};
    case PartyKind::valuer:
      return {"赔偿", "indemnity"};
    case PartyKind::purchaser:
      return {"收购款", "purchase price"};
  }
  return {};
}

std::uint32_t usual_claim_owner(const SharingPolicy& policy, std::uint32_t party) {
  switch (policy.parties[party].kind) {
    case PartyKind::bank:
    case PartyKind::guarantor:
    case PartyKind::insurer:
      return party;
    case PartyKind::reguarantor: {
      const auto found =
          std::find_if(policy.parties.begin(), policy.parties.end(),
                       [](const Party& one) { return one.kind == PartyKind::guarantor; });
      return found == policy.parties.end()
                 ? policy.residual
                 : static_cast<std::uint32_t>(found - policy.parties.begin());
    }
    default:
      return policy.residual;
  }
}

TwoWords claim_right(PartyKind payer, bool own) {
  if (!own) return {"债权", "the claim"};
  switch (payer) {
    case PartyKind::bank:
      return {"债权", "the claim"};
    case PartyKind::guarantor:
      return {"追偿权", "the right of recourse"};
    case PartyKind::insurer:
      return {"代位求偿权", "the claim by subrogation"};
    default:
      return {"受让的债权", "the claim by assignment"};
  }
}

}  // namespace pledgelab
