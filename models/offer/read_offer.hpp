// The two sheets of an offer, read strictly: the rights on offer, and the firms that may take them.
#pragma once

#include <string>
#include <vector>

#include "models/base/cells.hpp"
#include "models/base/error.hpp"
#include "models/market/operations.hpp"
#include "models/offer/matching.hpp"
#include "models/offer/offer.hpp"

namespace pledgelab {

/// The list of rights. Columns: asset_id, holder, and if there title, family_id, mark_set, licence,
/// co_owners_agree, agreed_reward (50%); Chinese headers and words as in the README. Errors of the
/// header: M-151, M-152; O-110 no row left. Faults of a row: M-153 to M-155; O-111 the right is
/// listed twice.
Result<SheetReading<OfferedRight>> read_offer_list(const Cells& cells);

/// The firms. Columns: firm_id, technology_classes and/or goods_classes (several parted by ;), and
/// if there name, region, size, taken_classes ("none": it took nothing so far). Errors as above;
/// O-112 a firm given twice; O-113 a row without any class; O-114 a class that is none.
Result<SheetReading<OfferFirm>> read_firms(const Cells& cells);

/// Adds what the firms took by the records up to a day: transfers and licences whose to_party is
/// the firm's id or name. With records, a firm that took nothing is known to have taken nothing.
/// Returns how many records were a firm's.
std::size_t add_dealings(std::vector<OfferFirm>& firms, const std::vector<Operation>& operations,
                         Date through);

}  // namespace pledgelab
