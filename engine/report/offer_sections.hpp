// The sections of the report of rights on offer.
#pragma once

#include "engine/report/offer.hpp"

namespace pledgelab {

Section package_section(const OfferReportInput& input, const MoneyUnit& unit);
Section price_section(const OfferReportInput& input, const MoneyUnit& unit);
Section firm_section(const OfferReportInput& input, const MoneyUnit& unit);
Section reward_section(const OfferReportInput& input, const MoneyUnit& unit);
Section duty_section(const OfferReportInput& input);
Section left_out_section(const OfferReportInput& input);
Section offer_level_section(const OfferReportInput& input);

}  // namespace pledgelab
