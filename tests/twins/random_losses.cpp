// Random losses.csv: loans with several losses, borrowers of groups, empty
// cells, equal days.
#include <algorithm>
#include <map>

#include "models/base/date.hpp"
#include "tests/twins/random_policy.hpp"

namespace pledgelab::twins {

namespace {

std::string yuan(std::int64_t fen) {
  const std::string cents = std::to_string(fen % 100);
  return std::to_string(fen / 100) + "." + (cents.size() == 1 ? "0" : "") + cents;
}

// The facts of one loan, in the order of kFacts.
struct LoanFacts {
  Date made;
  std::vector<std::string> cells;
};

const char* const kFacts =
    "origination,lender_id,borrower_id,borrower.group_"
    "id,guarantor_id,insurer_id,sector,"
    "borrower.size,five_tier,first_loan,ip_share,"
    "guaranteed_share,score,term_months,signed_on,"
    "days_past_due,approved_yuan,guaranteed_yuan,other_"
    "aid_yuan,rate,tags,maturity_date,settled_on";

class Losses {
 public:
  Losses(Dice& dice, const DrawRules& rules, std::int64_t unit)
      : x_dice(dice), x_unit(unit), x_plain(rules.plain) {
    x_missing = x_plain ? 0 : dice.pick(std::vector<unsigned>{0, 0, 3, 12});
    for (int i = 0; i < 3; ++i) x_days.push_back(day(2021, 3 * 365));
  }

  void draw(RandomCase& drawn) {
    const auto count = static_cast<std::uint32_t>(x_dice.between(1, x_dice.chance(20) ? 12 : 7));
    x_advance = drawn.policy.find("advance:") != std::string::npos;
    x_made_before = drawn.policy.find("stop_new") != std::string::npos;
    drawn.losses = "loss_id,loan_id,default_date,filed_on,principal_loss_yuan,";
    drawn.losses += x_advance ? "estimated_loss_yuan,final_loss_yuan,write_off_date,"
                                "settlement_date,"
                              : "interest_loss_yuan,cost_yuan,recovery_yuan,recovery_date,";
    drawn.losses += std::string(kFacts) + "\n";
    std::vector<int> names;
    for (std::uint32_t i = 0; i < count; ++i) names.push_back(static_cast<int>(i));
    for (std::uint32_t i = count; i > 1; --i) std::swap(names[i - 1], names[x_dice.below(i)]);
    for (std::uint32_t i = 0; i < count; ++i) drawn.losses += line(i, names[i], drawn);
  }

 private:
  Date day(int year, std::int64_t span) {
    return add_days(*make_date(year, 1, 1), static_cast<std::int32_t>(x_dice.between(0, span)));
  }

  std::int64_t amount() {
    switch (x_dice.below(6)) {
      case 0:
        return x_dice.between(0, 3);
      case 1:
        return x_unit;
      case 2:
        return x_unit / 2;
      default:
        return x_dice.between(0, x_unit * 2);
    }
  }

  std::string or_empty(const std::string& text) { return x_dice.chance(x_missing) ? "" : text; }
  std::string percent() { return std::to_string(x_dice.between(0, 20) * 5) + "%"; }
  std::string word(const std::vector<std::string>& words) { return or_empty(x_dice.pick(words)); }
  std::string id(const std::string& prefix, std::uint64_t among) {
    return or_empty(prefix + std::to_string(x_dice.below(among)));
  }

  LoanFacts facts() {
    const std::int64_t approved = amount() + amount() + 1;
    const std::string group = x_dice.chance(50) ? id("g", 2) : "";
    std::string tags;
    for (const char* tag : {"high_tech", "little_giant", "green"}) {
      if (x_dice.chance(40)) tags += (tags.empty() ? "" : ";") + std::string(tag);
    }
    const Date made = day(2019, 3 * 365);
    const Date end = add_months(made, static_cast<int>(x_dice.between(6, 40)));
    return {made,
            {or_empty(to_iso(made)),
             id("l", 2),
             id("b", 4),
             group,
             id("G", 2),
             id("I", 2),
             word({"key", "tech", "farm"}),
             word({"micro", "small", "medium", "large"}),
             word({"special_mention", "substandard", "doubtful", "loss"}),
             word({"true", "false"}),
             or_empty(percent()),
             or_empty(percent()),
             or_empty("0." + std::to_string(x_dice.between(1, 9))),
             or_empty(std::to_string(x_dice.between(6, 48))),
             or_empty(to_iso(day(2019, 900))),
             or_empty(std::to_string(x_dice.between(x_plain ? 91 : 80, 400))),
             yuan(approved),
             yuan(approved / 2 + x_dice.between(0, approved / 2)),
             or_empty(yuan(amount() / 4)),
             or_empty(std::to_string(x_dice.between(3, 9)) + "%"),
             or_empty(tags),
             or_empty(to_iso(end)),
             x_dice.chance(50) ? "" : to_iso(add_days(end, 10))}};
  }

  std::string line(std::uint32_t row, int name, RandomCase& drawn) {
    const bool again = !x_loans.empty() && x_dice.chance(25);
    const std::size_t loan = again ? x_dice.below(x_loans.size()) : x_loans.size();
    if (!again) x_loans.push_back(facts());
    Date defaulted = x_dice.chance(40) ? x_dice.pick(x_days) : day(2021, 3 * 365);
    if (x_made_before) defaulted = std::max(defaulted, x_loans[loan].made);
    const std::int32_t wait = static_cast<std::int32_t>(x_dice.between(0, 400));
    const Date filed = x_dice.chance(50) ? defaulted : add_days(defaulted, wait);
    const std::int64_t principal = x_dice.chance(5) ? 0 : amount();
    const std::int64_t interest = x_dice.chance(40) ? amount() / 8 : 0;
    const std::int64_t costs = x_dice.chance(30) ? amount() / 16 : 0;
    std::int64_t left = principal + interest + costs;
    const auto back = [&] {
      const std::int64_t fen = x_dice.chance(10) ? left : x_dice.between(0, left);
      left -= fen;
      return fen;
    };
    const auto when = [&] {
      if (x_dice.chance(20)) return filed;
      return add_days(defaulted, static_cast<std::int32_t>(x_dice.between(-30, 900)));
    };
    std::string text = "c" + std::to_string(name) + ",L" + std::to_string(loan) + "," +
                       to_iso(defaulted) + "," + (filed == defaulted ? "" : to_iso(filed)) + "," +
                       yuan(principal) + ",";
    if (x_advance) return text + stages(defaulted) + tail(loan);
    text += yuan(interest) + "," + yuan(costs) + ",";
    if (x_dice.chance(40)) text += yuan(back());
    if (text.back() != ',') text += "," + to_iso(when());
    if (text.back() == ',') text += ",";
    while (x_dice.chance(25)) drawn.receipts.push_back({row, to_iso(when()), back()});
    return text + tail(loan);
  }

  std::string tail(std::size_t loan) const {
    std::string text;
    for (const std::string& fact : x_loans[loan].cells) text += "," + fact;
    return text + "\n";
  }

  // estimate, final loss, write-off date, settlement date
  std::string stages(Date defaulted) {
    const auto amount_or_empty = [&](unsigned empty) {
      return x_dice.chance(empty) ? "" : yuan(amount());
    };
    const auto date_or_empty = [&] {
      const auto days = static_cast<std::int32_t>(x_dice.between(-10, 900));
      return x_dice.chance(25) ? "" : to_iso(add_days(defaulted, days));
    };
    std::string text = amount_or_empty(30) + "," + amount_or_empty(12) + ",";
    text += date_or_empty() + ",";
    return text + date_or_empty();
  }

  Dice& x_dice;
  std::int64_t x_unit;
  bool x_plain;
  bool x_advance = false;
  bool x_made_before = false;
  unsigned x_missing = 0;
  std::vector<Date> x_days;
  std::vector<LoanFacts> x_loans;
};

}  // namespace

void draw_losses(Dice& dice, const DrawRules& rules, std::int64_t unit, RandomCase& drawn) {
  Losses(dice, rules, unit).draw(drawn);
}

}  // namespace pledgelab::twins
