// What `share` and `explain --loss` answer, as JSON and as text.
#pragma once

#include <string>

#include "engine/app/answer.hpp"
#include "engine/app/check_answer.hpp"
#include "engine/verbs/share.hpp"

namespace pledgelab {

Json to_json(const ShareOutcome& outcome);
Json loss_json(const ShareLoss& loss);
/// Figures of every step, money, sentences in both languages.
Json to_json(const ShareExplanation& explanation);
/// The totals by party, the fund's last balances, what was not decided; exact to the cent.
std::string to_text(const ShareOutcome& outcome);
/// The numbered sentences.
std::string to_text(const ShareExplanation& explanation, Languages languages);

}  // namespace pledgelab
