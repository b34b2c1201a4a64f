// The money of a sharing run beside the bills, as JSON and as lines of text.
#pragma once

#include <string>

#include "engine/app/answer.hpp"
#include "engine/verbs/share_money.hpp"

namespace pledgelab {

/// {"zh": …, "en": …}
Json words_json(const TwoWords& words);

/// Adds `movements`, `unpaid`, `charges`, `charge_totals`, `payments`, `recoveries` and, where the
/// policy buys rights, `purchase` to a share's data.
void add_money(Json& data, const ShareMoney& money);

/// What each account received and paid, and what each charge came to; empty when there is neither.
std::string money_text(const ShareMoney& money);

}  // namespace pledgelab
