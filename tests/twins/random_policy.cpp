#include "tests/twins/random_policy.hpp"

#include <algorithm>

#include "tests/twins/random_extras.hpp"
#include "tests/twins/random_values.hpp"

namespace pledgelab::twins {

namespace {

const std::vector<std::string> kWho = {"loan",   "borrower",  "group",      "lender",
                                       "scheme", "guarantor", "loan.sector"};

const std::vector<std::string> kRecoveryBy = {"as_borne", "as_borne", "as_quota", "residual_first",
                                              "payers_first"};
const std::vector<std::string> kDurations = {"6mo", "1y", "90d", "0d", "3mo"};

class Policy {
 public:
  Policy(Dice& dice, const DrawRules& rules, std::int64_t unit)
      : x_dice(dice),
        x_plain(rules.plain),
        x_values(dice, rules, unit, x_parties),
        x_extras(dice, unit, x_values, x_parties) {}

  std::string draw() {
    draw_theme();
    const std::string parties = draw_parties();
    x_recompute = dice_recompute();
    x_closes =
        !x_plain && !x_advance && x_dice.chance(x_accounts.empty() ? (x_watch ? 60 : 40) : 3);
    const bool firms = uses(parties, "loan.lender_id");
    const std::string ratios = x_watch ? x_extras.ratios(firms) : "";
    std::string steps = draw_steps();
    std::string text = "schema: policy/1\nid: drawn\nversion: '1'\n";
    text +=
        "name: {zh: 随机, en: drawn}\nsource: [{title: drawn, mark: "
        "assumed}]\n";
    text += "effective: " + draw_effective() + "\n";
    text += std::string("money: {currency: CNY, round: ") +
            (x_dice.chance(50) ? "half_up" : "half_even") + "}\n";
    text += std::string("year: ") + (x_dice.chance(60) ? "calendar" : "{from: 04-01}") + "\n";
    std::string assume;
    if (uses(steps, "$limit")) assume += "limit: " + x_values.literal_money();
    if (uses(steps, "$part"))
      assume += (assume.empty() ? "part: " : ", part: ") + std::string("40%");
    if (!assume.empty()) text += "assume: {" + assume + "}\n";
    text += parties + "residual: " + x_residual + "\n" + ratios + "claim: {" + draw_trigger();
    text += std::string("pay: ") + (x_dice.chance(70)   ? "claim"
                                    : x_dice.chance(50) ? "quarter_end"
                                                        : "year_end");
    if (x_dice.chance(15)) text += ", wait: " + x_dice.pick(kDurations);
    if (!x_plain && x_dice.chance(15)) text += ", file_within: " + x_dice.pick(kDurations);
    if (x_advance) text += x_extras.advance();
    if (x_instalments) text += x_extras.instalments();
    text += "}\nsteps:\n" + steps;
    if (x_watch && x_dice.chance(65)) text += x_extras.breakers();
    if (!x_plain && x_dice.chance(12)) text += x_extras.charges();
    if (x_purchase) text += x_extras.purchase();
    text += std::string("recovery: {costs: ") + (x_dice.chance(50) ? "first" : "shared");
    text += ", by: " + (x_recompute ? std::string("recompute") : x_dice.pick(kRecoveryBy));
    if (!x_plain && x_dice.chance(15)) text += ", within: " + x_dice.pick(kDurations);
    return text + "}\n";
  }

 private:
  static bool uses(const std::string& text, const std::string& word) {
    return text.find(word) != std::string::npos;
  }

  bool dice_recompute() {
    return x_accounts.empty() && !x_plain && !x_purchase && x_dice.chance(35);
  }

  // What the policy has beside its steps; some of it does not go with accounts.
  void draw_theme() {
    if (x_plain) return;
    const std::uint64_t theme = x_dice.below(100);
    x_advance = theme < 7;
    x_instalments = theme >= 4 && theme < 14;
    x_purchase = theme >= 12 && theme < 21;
    x_watch = theme >= 75;
    x_no_accounts = theme < 21;
  }

  std::string draw_effective() {
    if (x_plain || x_dice.chance(60)) return "{from: 2010-01-01, by: default}";
    const std::string by = x_dice.pick(std::vector<std::string>{"origination", "default", "claim"});
    const std::string to = x_dice.chance(50) ? ", to: 2022-12-31" : "";
    return "{from: 2020-02-15" + to + ", by: " + by + "}";
  }

  std::string draw_trigger() {
    if (!x_plain && x_dice.chance(10)) return {};
    if (x_plain || x_dice.chance(70)) return "trigger: {loan.days_past_due: {gt: 90}}, ";
    return "trigger: " + x_values.condition(1) + ", ";
  }

  std::string draw_parties() {
    const std::vector<std::string> all = {"bank", "fund", "gov", "insurer", "guarantor", "valuer"};
    const std::vector<std::string> kinds = {"bank",    "fund",      "treasury",
                                            "insurer", "guarantor", "valuer"};
    std::string text = "parties:\n";
    const std::size_t rotate = x_dice.below(6);
    for (std::size_t k = 0; k < all.size(); ++k) {
      const std::size_t i = (k + rotate) % all.size();
      if (i != 0 && !x_dice.chance(50)) continue;
      x_parties.push_back(all[i]);
      text += "  " + all[i] + ": {kind: " + kinds[i];
      if (i == 0 && x_dice.chance(60)) text += ", firm: loan.lender_id";
      if (i == 3 && x_dice.chance(60)) text += ", firm: loan.insurer_id";
      if (i == 4) text += ", firm: loan.guarantor_id";
      if (x_dice.chance(20)) text += ", split: {city: " + draw_split() + ", district: rest}";
      if (i != 0 && !x_plain && !x_no_accounts && x_dice.chance(20)) text += draw_account(all[i]);
      text += "}\n";
    }
    x_residual = x_dice.chance(75) ? "bank" : x_dice.pick(x_parties);
    return text;
  }

  std::string draw_split() { return x_dice.chance(30) ? "1/3" : x_values.literal_share(); }

  std::string draw_account(const std::string& party) {
    x_accounts.push_back(party);
    std::string text = ", account: {sources: [";
    for (int i = 0; i == 0 || x_dice.chance(40); ++i) {
      const int month = static_cast<int>(x_dice.between(1, 9));
      text += std::string(i == 0 ? "" : ", ") + "{from: city, amount: " + x_values.literal_money();
      text += ", date: 202" + std::to_string(x_dice.between(0, 3)) + "-0" + std::to_string(month);
      text += "-15}";
    }
    return text + "]" + (x_dice.chance(50) ? x_extras.account_terms() : "") + "}";
  }

  std::string draw_if() {
    return !x_plain && x_dice.chance(20) ? "if: " + x_values.condition() + ", " : "";
  }

  void add(std::string& steps, const std::string& verb) {
    const std::string condition = draw_if();
    steps += "  - {step: s" + std::to_string(++x_count) + ", " + condition + verb + "}\n";
  }

  // 0: claims; 1: yearly closes; 2: closes of a cohort or of life.
  std::string draw_unit(int phase) {
    x_of_lender = false;
    if (x_advance || x_dice.chance(phase == 0 ? 40 : 25) || (phase == 0 && x_recompute)) {
      x_fixed_limit = false;
      return "per: loss";
    }
    std::string who = x_dice.pick(kWho);
    const bool known = std::find(x_parties.begin(), x_parties.end(), who) != x_parties.end();
    if (who == "guarantor" && !known) who = "scheme";
    std::string period = x_dice.pick(std::vector<std::string>{"year", "cohort", "life"});
    if (phase == 1) period = "year";
    if (phase == 2 && period == "year") period = "life";
    x_fixed_limit = phase > 0;
    x_of_lender = who == "lender";
    return "per: [" + who + ", " + period + "], when: " + (phase == 0 ? "claim" : "close");
  }

  std::string limit() {
    if (x_fixed_limit && x_of_lender) return x_values.lender_money();
    return x_fixed_limit ? x_values.fixed_money() : x_values.money();
  }

  std::string draw_slice(int phase) {
    const std::string unit = draw_unit(phase);
    const std::string upto = limit();
    return "slice: {upto: " + upto + ", " + unit + ", to: " + x_values.shares() + "}";
  }

  // deductible, slice or layer: what narrows the open loss.
  std::string draw_narrow(int phase) {
    if (phase == 1 && x_watch && x_dice.chance(50)) {
      return x_extras.band() + (x_dice.chance(30) ? ", else: " + x_values.party() : "") + "}";
    }
    if (x_plain || x_dice.chance(50)) return draw_slice(phase);
    const std::string unit = draw_unit(phase);
    const std::string first = limit();
    const std::string to = x_dice.chance(40) ? ", else: " + x_values.party() : "";
    if (x_dice.chance(50)) return "deductible: {first: " + first + ", " + unit + to + "}";
    return "layer: {" + draw_range(first) + ", " + unit + to + "}";
  }

  // "above: 1wan, upto: 3wan", or one of the two.
  std::string draw_range(const std::string& first) {
    switch (x_dice.below(4)) {
      case 0:
        return "above: " + first;
      case 1:
        return "upto: " + first;
      default:
        return "above: " + first + ", upto: " + limit();
    }
  }

  std::string draw_cede(int phase) {
    const std::string unit = draw_unit(phase);
    const std::string range = draw_range(limit());
    const std::string party = x_values.party();
    return "cede: {party: " + party + ", " + range + ", " + unit + ", to: " + x_values.shares() +
           "}";
  }

  std::string draw_move(int phase) {
    return x_dice.chance(30) ? draw_cede(phase) : draw_cap(phase);
  }

  std::string draw_cap(int phase) {
    const std::string unit = draw_unit(phase);
    const std::string at = limit();
    const std::string party = x_values.party();
    const bool restores = !x_plain && uses(unit, "claim") && !x_closes && x_dice.chance(50);
    return "cap: {party: " + party + ", at: " + at + ", " + unit +
           ", room: " + (restores ? "paid_less_recovered" : "paid") +
           ", over: " + other_than(party) + "}";
  }

  std::string other_than(const std::string& party) {
    if (party != x_residual && x_dice.chance(60)) return x_residual;
    std::string other = x_values.party();
    for (int i = 0; other == party && i < 20; ++i) other = x_values.party();
    return other;
  }

  std::string draw_gate() {
    const std::string require = x_values.condition();
    const std::string to = x_dice.chance(30) ? ", else: " + x_values.party() : "";
    return "gate: {require: " + require + to + "}";
  }

  std::string draw_base() {
    const std::string of = x_dice.pick(std::vector<std::string>{
        "[principal]", "[principal]", "[principal, interest]", "[principal, interest, costs]",
        "[interest]", "[costs, principal]"});
    std::string text = "base: {of: " + of;
    text += std::string(", net: ") + (x_dice.chance(60) ? "true" : "false");
    if (!x_plain && x_dice.chance(20)) text += ", part: loan.ip_share";
    if (!x_plain && x_dice.chance(20) && of.find("interest") != std::string::npos) {
      text += ", interest_days: " + std::to_string(x_dice.between(1, 400));
    }
    if (x_dice.chance(20)) text += ", else: " + x_values.party();
    return text + "}";
  }

  std::string draw_balance(const std::string& party) {
    const std::string over = x_dice.chance(60) ? "queue" : other_than(party);
    const std::string room = x_dice.chance(60) ? "paid_less_recovered" : "paid";
    const std::string order = x_dice.chance(50) ? "fifo" : "pro_rata";
    return "cap: {party: " + party +
           ", at: balance, per: [scheme, life], when: claim, room: " + room + ", short: " + order +
           ", over: " + over + "}";
  }

  std::string draw_steps() {
    std::string steps;
    int phase = 0;
    const auto go_on = [&] {
      if (x_closes && phase < 2 && x_dice.chance(35)) phase += x_dice.chance(50) ? 1 : 2;
      if (phase > 2) phase = 2;
    };
    while (!x_plain && x_dice.chance(25)) add(steps, draw_gate());
    if (x_dice.chance(65)) add(steps, draw_base());
    while (!x_plain && x_dice.chance(20)) add(steps, draw_gate());
    for (go_on(); x_dice.chance(x_plain ? 20 : 40); go_on()) add(steps, draw_narrow(phase));
    if (x_dice.chance(85)) add(steps, "quota: " + x_values.shares());
    if (x_dice.chance(4)) add(steps, draw_slice(phase));
    go_on();
    if (x_plain) {
      if (x_dice.chance(60)) add(steps, draw_cap(phase));
    } else {
      for (; x_dice.chance(55); go_on()) add(steps, draw_move(phase));
    }
    for (const std::string& party : x_accounts) add(steps, draw_balance(party));
    if (steps.empty()) add(steps, "quota: " + x_values.shares());
    return steps;
  }

  Dice& x_dice;
  bool x_plain;
  std::vector<std::string> x_parties;
  RandomValues x_values;
  RandomExtras x_extras;
  std::string x_residual;
  std::vector<std::string> x_accounts;
  bool x_recompute = false;
  bool x_closes = false;
  bool x_fixed_limit = false;
  bool x_of_lender = false;
  bool x_advance = false;
  bool x_instalments = false;
  bool x_purchase = false;
  bool x_watch = false;
  bool x_no_accounts = false;
  int x_count = 0;
};

}  // namespace

std::string draw_policy(Dice& dice, const DrawRules& rules, std::int64_t unit) {
  return Policy(dice, rules, unit).draw();
}

RandomCase random_case(std::uint64_t seed, const DrawRules& rules) {
  Dice dice(seed);
  const std::vector<std::int64_t> units = {
      1, 7, 300, 100'000, 60'000'000, 600'000'000, 2'000'000'000'000};
  const std::int64_t unit = dice.pick(units);
  RandomCase drawn;
  drawn.policy = draw_policy(dice, rules, unit);
  draw_losses(dice, rules, unit, drawn);
  if (drawn.policy.find("ratios:") != std::string::npos) {
    drawn.periods = draw_periods(dice, drawn.policy, unit);
  }
  // A file without the column that most triggers ask.
  const std::string asked = ",days_past_due,";
  const auto at = drawn.losses.find(asked);
  if (!rules.plain && seed % 29 == 0 && at != std::string::npos) {
    drawn.losses.replace(at, asked.size(), ",days_unknown,");
  }
  return drawn;
}

}  // namespace pledgelab::twins
