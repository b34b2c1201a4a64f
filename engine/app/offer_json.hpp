// report --offer as JSON.
#pragma once

#include "engine/app/answer.hpp"
#include "engine/verbs/report_offer.hpp"

namespace pledgelab {

Json to_json(const OfferOutcome& outcome);

}  // namespace pledgelab
