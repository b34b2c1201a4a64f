// What `share` and `explain --loss` answer, as JSON and as text.
#pragma once

#include <string>

#include "engine/app/answer.hpp"
#include "engine/verbs/share.hpp"

namespace pledgelab {

Json to_json(const ShareOutcome& outcome);
Json to_json(const ShareExplanation& explanation);
/// The totals by party, the fund's last balances, what was not decided; exact to the cent.
std::string to_text(const ShareOutcome& outcome);
/// Step by step: clause, what was open before and after, the limit, and who was billed what.
std::string to_text(const ShareExplanation& explanation);

}  // namespace pledgelab
