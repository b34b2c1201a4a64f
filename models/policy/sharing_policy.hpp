// A sharing policy (schema policy/1): who pays how much of a loss, as the signed text says.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/base/date.hpp"
#include "models/base/document.hpp"
#include "models/base/duration.hpp"
#include "models/base/money.hpp"
#include "models/policy/accounts.hpp"
#include "models/policy/charges.hpp"
#include "models/policy/ratios.hpp"
#include "models/policy/settlement.hpp"
#include "models/policy/steps.hpp"

namespace pledgelab {

enum class PartyKind : std::uint8_t {
  bank,
  fund,
  treasury,
  guarantor,
  reguarantor,
  insurer,
  valuer,
  manager,
  purchaser
};
inline const std::vector<std::string> kPartyKindWords = {"bank",      "fund",        "treasury",
                                                         "guarantor", "reguarantor", "insurer",
                                                         "valuer",    "manager",     "purchaser"};

/// A part of a party's bill that another pays: `ratio` of it, or (none) the rest.
struct SplitPart {
  std::string id;
  std::optional<Ratio> ratio;
  std::string assumed_as = {};  // "$NAME" where an assumption gives it
};

struct Party {
  std::string id;
  PartyKind kind = PartyKind::bank;
  std::optional<FactName> firm;        // the column that names the firm in this role
  std::uint32_t claim_owner = 0;       // the party that owns the claim on the borrower for what
                                       // this one paid
  bool claim_owner_written = false;    // else usual_claim_owner (models/policy/payment.hpp)
  std::vector<SplitPart> split;        // empty: not divided
  std::vector<AccountSource> sources;  // empty: no account; sorted by date
  AccountTerms terms;                  // of the account
  Place place;
};

/// How sure the source of a clause is.
enum class SourceMark : std::uint8_t { found, known, assumed };
inline const std::vector<std::string> kSourceMarkWords = {"found", "known", "assumed"};

struct PolicySource {
  std::string title;
  std::string reference;
  std::string date;
  SourceMark mark = SourceMark::assumed;
};

/// An assumption: its name, the text it was given as, and where.
struct PolicyAssumption {
  std::string name;
  std::string text;
  Place place;
  bool named = false;  // some part of the policy names it
};

enum class EffectiveBy : std::uint8_t { origination, loan_default, claim };
enum class RecoveryCosts : std::uint8_t { first, shared };
enum class RecoveryBy : std::uint8_t {
  recompute,
  as_borne,
  as_quota,
  residual_first,
  payers_first
};

inline const std::vector<std::string> kRecoveryByWords = {"recompute", "as_borne", "as_quota",
                                                          "residual_first", "payers_first"};

/// When a claim is paid: on its filing date, or the last day of the calendar quarter or of the
/// policy year that this lies in.
enum class PayDay : std::uint8_t { claim, quarter_end, year_end };

/// The whole document, names resolved to party indexes; immutable once read. Every step's `party`,
/// `else_party`, `over_party` and share parties are indexes into `parties`.
struct SharingPolicy {
  std::string file;
  std::string id;
  std::string version;
  std::string name_zh;
  std::string name_en;
  std::vector<PolicySource> sources;
  Date effective_from;
  std::optional<Date> effective_to;  // inclusive
  EffectiveBy effective_by = EffectiveBy::origination;
  std::string currency;
  Rounding rounding = Rounding::half_up;
  int year_start_month = 1;
  int year_start_day = 1;
  std::vector<PolicyAssumption> assumptions;
  std::vector<Party> parties;
  std::uint32_t residual = 0;
  std::vector<PolicyRatio> ratios;
  std::vector<Condition> trigger;       // one, or none: every loss of the input is a claim
  PayDay pay = PayDay::claim;           // claim.pay
  Duration wait;                        // claim.wait: no filing before the default date + this
  std::optional<Duration> file_within;  // … and none later than this after it
  std::vector<Step> steps;
  std::vector<Charge> charges;
  std::optional<ClaimAdvance> advance;
  std::vector<Instalment> instalments;  // none: paid at once
  Place instalments_place;
  std::optional<Purchase> purchase;
  std::vector<PolicyBreaker> breakers;
  RecoveryCosts recovery_costs = RecoveryCosts::first;
  RecoveryBy recovery_by = RecoveryBy::as_borne;
  std::optional<Duration> recovery_within;  // later ones are the residual party's own
};

/// Reads and checks a policy; all faults at once. Codes: P-101 head, P-102 not built yet,
/// P-103 unknown word or id, P-104 not a value, P-105 shares do not make 100 %, P-106 unknown
/// party, P-107 badly formed fact, P-108 unit or `when`, P-109 order of steps, P-110 currency,
/// P-111 kinds, P-112 condition, P-114 ratio or measure, P-115 breaker; Y-2xx unknown or missing
/// keys.
Result<SharingPolicy> read_sharing_policy(const Document& document);

}  // namespace pledgelab
