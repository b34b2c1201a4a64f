// What the state has published on letting rights pass (schema: transfer/1): the inventors' share,
// and what must be done before signing. Dated, with article and mark.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/base/date.hpp"
#include "models/base/document.hpp"
#include "models/base/error.hpp"
#include "models/base/ratio.hpp"
#include "models/offer/offer.hpp"

namespace pledgelab {

/// A text of the law in both languages.
struct LawText {
  std::string zh;
  std::string en;
};

/// The inventors' share of the net income of a transfer or licence.
struct RewardRule {
  std::vector<OfferHolder> holders;
  std::vector<AssetKind> rights;
  Share share;         // where nothing was agreed
  bool floor = false;  // an agreement below it does not stand
  Date from;
  std::optional<Date> before;
  LawText article;
  std::string mark;
};

/// When a duty applies to a package.
enum class DutyWhen : std::uint8_t { always, pledged, co_owned, licensed };
inline const std::vector<std::string> kDutyWhenWords = {"always", "pledged", "co_owned",
                                                        "licensed"};

/// What kind of thing must be done; `none`: the law frees the holder from it, and the page says so.
enum class DutyKind : std::uint8_t { none, notice, appraisal, approval, filing, consent, contract };
inline const std::vector<std::string> kDutyKindWords = {
    "none", "notice", "appraisal", "approval", "filing", "consent", "contract"};

struct DutyRule {
  std::string id;
  DutyKind kind = DutyKind::contract;
  DutyWhen when = DutyWhen::always;
  std::vector<OfferHolder> holders;
  std::vector<AssetKind> rights;
  std::vector<Deal> deals;
  std::optional<int> days;  // "at least 15 days"
  Date from;
  std::optional<Date> before;
  LawText what;
  LawText article;
  std::string mark;
};

struct TransferLaw {
  std::string file;
  std::string id;
  std::string source;
  Date date;
  std::vector<RewardRule> rewards;
  std::vector<DutyRule> duties;
};

/// Errors, all told at once: Y-20x keys and words; O-130 a date or share that is none, an empty
/// list; O-131 a duty given twice; O-132 two reward rules that hold for one holder, right and day.
Result<TransferLaw> read_transfer_law(const Document& document);

/// The inventors' share of one right: agreed, else by law; a floor is kept.
struct InventorsShare {
  double share_frac = 0;
  bool agreed = false;               // what was agreed stands
  bool raised = false;               // the agreement lay below the law's floor
  const RewardRule* rule = nullptr;  // none: the law gives nothing (a mark has no inventor)
};
InventorsShare inventors_share(const TransferLaw& law, const RightOnOffer& right, Date as_of);

/// The duties of a package, in the law's order: those that hold for its holder, for one of its
/// rights, for one of the deals that are offered, and whose condition one of its rights meets.
std::vector<const DutyRule*> duties_of(const TransferLaw& law, const OfferPackage& package,
                                       std::span<const RightOnOffer> rights, Date as_of);

}  // namespace pledgelab
