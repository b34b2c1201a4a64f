#include "models/sharing/formulas.hpp"

#include <array>
#include <cmath>
#include <vector>

#include "models/sharing/arithmetic.hpp"
#include "models/sharing/recoveries.hpp"

namespace pledgelab {
namespace {

using Numbers = std::vector<double>;

Result<Numbers> read(const FormulaArguments& arguments, std::initializer_list<const char*> names) {
  Numbers values;
  for (const char* name : names) {
    const auto value = arguments.number(name);
    if (!value) return value.errors();
    if (!(value.value() >= 0) || value.value() >= 1e13) {
      return Error{"F-207",
                   {},
                   std::string(name) + " must be from 0 to 10^13",
                   "see the formula's inputs",
                   ErrorKind::input};
    }
    values.push_back(value.value());
  }
  return values;
}

std::int64_t fen(double yuan) { return std::llround(yuan * 100); }

FormulaOutput yuan(const char* name, std::int64_t amount) {
  return {{name, static_cast<double>(amount) / 100}};
}

Error out_of_domain(const std::string& what) {
  return {"F-207", {}, what, "see the formula's inputs", ErrorKind::input};
}

Result<FormulaOutput> run_quota(const FormulaArguments& arguments) {
  const auto in = read(arguments, {"running_yuan", "share_frac", "booked_yuan", "left_yuan"});
  if (!in) return in.errors();
  const Numbers& x = in.value();
  if (x[1] > 1) return out_of_domain("share_frac is at most 1");
  const Ratio share{std::llround(x[1] * 1e9), 1'000'000'000};
  return yuan("part_yuan",
              running_share(fen(x[0]), share, fen(x[2]), fen(x[3]), Rounding::half_up));
}

Result<FormulaOutput> run_slice(const FormulaArguments& arguments) {
  const auto in = read(arguments, {"total_yuan", "limit_yuan", "cut_before_yuan", "open_yuan"});
  if (!in) return in.errors();
  const Numbers& x = in.value();
  return yuan("cut_yuan", slice_cut(fen(x[0]), fen(x[1]), fen(x[2]), fen(x[3])));
}

Result<FormulaOutput> run_cap(const FormulaArguments& arguments) {
  const auto in = read(arguments, {"bill_yuan", "limit_yuan", "let_through_yuan"});
  if (!in) return in.errors();
  const Numbers& x = in.value();
  return yuan("kept_yuan", cap_kept(fen(x[0]), fen(x[1]), fen(x[2])));
}

Result<FormulaOutput> run_layer(const FormulaArguments& arguments) {
  const auto in = read(
      arguments, {"total_yuan", "above_yuan", "upto_yuan", "taken_before_yuan", "amount_yuan"});
  if (!in) return in.errors();
  const Numbers& x = in.value();
  return yuan("part_yuan", layer_part(fen(x[0]), fen(x[1]), fen(x[2]), fen(x[3]), fen(x[4])));
}

Result<FormulaOutput> run_spread(const FormulaArguments& arguments) {
  const auto in =
      read(arguments, {"running_yuan", "part_yuan", "whole_yuan", "booked_yuan", "amount_yuan"});
  if (!in) return in.errors();
  const Numbers& x = in.value();
  if (fen(x[2]) <= 0) return out_of_domain("whole_yuan is above 0");
  return yuan("kept_yuan", spread_part(fen(x[0]), fen(x[1]), fen(x[2]), fen(x[3]), fen(x[4]),
                                       Rounding::half_up));
}

Result<FormulaOutput> run_as_borne(const FormulaArguments& arguments) {
  const auto in = read(arguments, {"recovered_yuan", "party_yuan", "residual_yuan"});
  if (!in) return in.errors();
  const Numbers& x = in.value();
  const std::array<std::int64_t, 2> bills = {fen(x[1]), fen(x[2])};
  if (fen(x[0]) > bills[0] + bills[1]) return out_of_domain("more came back than was lost");
  std::array<std::int64_t, 2> parts{};
  divide_by_weights(fen(x[0]), bills, 1, Rounding::half_up, parts);
  return FormulaOutput{{"party_recovery_yuan", static_cast<double>(parts[0]) / 100},
                       {"residual_recovery_yuan", static_cast<double>(parts[1]) / 100}};
}

Result<FormulaOutput> run_netting(const FormulaArguments& arguments) {
  const auto in = read(arguments, {"principal_yuan", "interest_yuan", "costs_yuan",
                                   "recovered_yuan", "costs_first"});
  if (!in) return in.errors();
  const Numbers& x = in.value();
  std::array<std::int64_t, 3> parts = {fen(x[0]), fen(x[1]), fen(x[2])};
  if (fen(x[3]) > parts[0] + parts[1] + parts[2]) {
    return out_of_domain("more came back than was lost");
  }
  take_recovery(parts, fen(x[3]), x[4] != 0 ? RecoveryCosts::first : RecoveryCosts::shared,
                Rounding::half_up);
  return FormulaOutput{{"principal_left_yuan", static_cast<double>(parts[0]) / 100},
                       {"interest_left_yuan", static_cast<double>(parts[1]) / 100},
                       {"costs_left_yuan", static_cast<double>(parts[2]) / 100}};
}

// 0 as_borne, 1 as_quota, 2 residual_first, 3 payers_first.
Result<FormulaOutput> run_recovery(const FormulaArguments& arguments) {
  const auto in = read(arguments, {"recovered_yuan", "late_yuan", "party_yuan", "residual_yuan",
                                   "party_handed_yuan", "residual_handed_yuan", "by"});
  if (!in) return in.errors();
  const Numbers& x = in.value();
  if (x[6] != std::floor(x[6]) || x[6] > 3) return out_of_domain("by is 0, 1, 2 or 3");
  const std::array<std::int64_t, 2> bills = {fen(x[2]), fen(x[3])};
  const std::array<std::int64_t, 2> handed = {fen(x[4]), fen(x[5])};
  const CameBack back{fen(x[0]), fen(x[1])};
  if (back.counted + back.late > bills[0] + bills[1]) {
    return out_of_domain("more came back than was lost");
  }
  const auto by =
      static_cast<RecoveryBy>(static_cast<int>(RecoveryBy::as_borne) + static_cast<int>(x[6]));
  std::array<std::int64_t, 2> parts{};
  divide_recoveries(by, back, {bills, handed, 1}, Rounding::half_up, parts);
  return FormulaOutput{{"party_recovery_yuan", static_cast<double>(parts[0]) / 100},
                       {"residual_recovery_yuan", static_cast<double>(parts[1]) / 100}};
}

Result<FormulaOutput> run_split(const FormulaArguments& arguments) {
  const auto in = read(arguments, {"bill_yuan", "share_frac", "left_yuan"});
  if (!in) return in.errors();
  const Numbers& x = in.value();
  if (x[1] > 1) return out_of_domain("share_frac is at most 1");
  const Ratio share{std::llround(x[1] * 1e9), 1'000'000'000};
  return yuan("part_yuan", running_share(fen(x[0]), share, 0, fen(x[2]), Rounding::half_up));
}

Result<FormulaOutput> run_interest(const FormulaArguments& arguments) {
  const auto in = read(arguments, {"principal_yuan", "rate_frac", "days", "interest_yuan"});
  if (!in) return in.errors();
  const Numbers& x = in.value();
  if (x[1] > 10) return out_of_domain("rate_frac is at most 10");
  if (x[2] != std::floor(x[2]) || x[2] < 1 || x[2] > 36'500) {
    return out_of_domain("days is a whole number from 1 to 36500");
  }
  const Ratio rate{std::llround(x[1] * 1e6), 1'000'000};
  const auto most = interest_most(fen(x[0]), rate, static_cast<int>(x[2]), Rounding::half_up);
  if (!most) return out_of_domain("the interest is too large");
  return yuan("counted_yuan", std::min(fen(x[3]), *most));
}

const char* const kSource =
    "policies/README.md, after design rule 6; assumed where no circular says";

const std::array kFormulas = {
    Formula{"F70",
            "quota_part",
            "part = round(share x running) - booked, from 0 to what is left",
            kSource,
            {{"running_yuan", "yuan", "handed out so far in the unit, this loss included", "0.75"},
             {"share_frac", "frac", "the payer's share", "0.54"},
             {"booked_yuan", "yuan", "the payer's part of it before", "0"},
             {"left_yuan", "yuan", "what of this loss is left", "0.75"}},
            run_quota},
    Formula{"F71",
            "slice_cut",
            "cut = min(total, limit) - cut before, from 0 to the open loss",
            kSource,
            {{"total_yuan", "yuan", "open losses of the unit so far, this one included", "130"},
             {"limit_yuan", "yuan", "width of the layer", "100"},
             {"cut_before_yuan", "yuan", "what the layer took before", "80"},
             {"open_yuan", "yuan", "what of this loss is open", "50"}},
            run_slice},
    Formula{"F72",
            "cap_kept",
            "kept = min(bill, max(0, limit - let through))",
            kSource,
            {{"bill_yuan", "yuan", "the party's bill", "6000000"},
             {"limit_yuan", "yuan", "the cap", "5000000"},
             {"let_through_yuan", "yuan", "what the cap let through before", "0"}},
            run_cap},
    Formula{"F73",
            "close_part",
            "part = round(running x A / W) - parts before, from 0 to the amount",
            kSource,
            {{"running_yuan", "yuan", "amounts of the unit so far, this loss included", "2"},
             {"part_yuan", "yuan", "A: what the unit keeps", "1"},
             {"whole_yuan", "yuan", "W: the unit's total", "3"},
             {"booked_yuan", "yuan", "parts before", "0.33"},
             {"amount_yuan", "yuan", "this loss's amount", "1"}},
            run_spread},
    Formula{"F74",
            "recovery_as_borne",
            "each party but the residual: min(round(X x bill / loss), bill, left); the residual "
            "the rest",
            kSource,
            {{"recovered_yuan", "yuan", "X: what came back so far", "4000000"},
             {"party_yuan", "yuan", "the party's bill", "3000000"},
             {"residual_yuan", "yuan", "the residual party's bill", "7000000"}},
            run_as_borne},
    Formula{"F75",
            "recovery_netting",
            "costs first, then principal, then interest; or all in proportion",
            kSource,
            {{"principal_yuan", "yuan", "principal filed", "8000000"},
             {"interest_yuan", "yuan", "interest filed", "400000"},
             {"costs_yuan", "yuan", "costs filed", "100000"},
             {"recovered_yuan", "yuan", "what came back by the pay date", "3000000"},
             {"costs_first", "number", "1: costs first; 0: shared", "1"}},
            run_netting},
    Formula{"F76",
            "layer_part",
            "part = max(0, min(total, upto) - above) - taken before, from 0 to the amount",
            kSource,
            {{"total_yuan", "yuan", "amounts of the unit so far, this one included", "3500000"},
             {"above_yuan", "yuan", "where the range begins", "3240000"},
             {"upto_yuan", "yuan", "where it ends", "10000000"},
             {"taken_before_yuan", "yuan", "what was taken of the range before", "0"},
             {"amount_yuan", "yuan", "this loss's open amount or bill", "3500000"}},
            run_layer},
    Formula{"F77",
            "recovery_divided",
            "own = min(late, residual bill); the rest by the rule, nobody above its bill",
            kSource,
            {{"recovered_yuan", "yuan", "what came back in time", "400"},
             {"late_yuan", "yuan", "what came back later than recovery.within", "0"},
             {"party_yuan", "yuan", "the party's bill", "300"},
             {"residual_yuan", "yuan", "the residual party's bill", "700"},
             {"party_handed_yuan", "yuan", "what slices and quotas gave the party", "600"},
             {"residual_handed_yuan", "yuan", "… and the residual party", "400"},
             {"by", "number", "0 as_borne, 1 as_quota, 2 residual_first, 3 payers_first", "1"}},
            run_recovery},
    Formula{"F78",
            "split_part",
            "part = round(share x bill), from 0 to what is left; the last takes what is left",
            kSource,
            {{"bill_yuan", "yuan", "the party's bill of one loss", "0.75"},
             {"share_frac", "frac", "the part's share", "0.5"},
             {"left_yuan", "yuan", "what the parts before left", "0.75"}},
            run_split},
    Formula{"F79",
            "interest_counted",
            "counted = min(interest, round(principal x rate x days / 360))",
            kSource,
            {{"principal_yuan", "yuan", "principal of the loss", "1000000"},
             {"rate_frac", "frac", "yearly rate of the loan", "0.06"},
             {"days", "days", "interest counts for at most these", "90"},
             {"interest_yuan", "yuan", "interest of the loss", "20000"}},
            run_interest}};

}  // namespace

std::span<const Formula> sharing_formulas() { return kFormulas; }

}  // namespace pledgelab
