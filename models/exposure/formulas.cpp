#include "models/exposure/formulas.hpp"

#include <array>
#include <cmath>
#include <vector>

#include "models/exposure/balance.hpp"

namespace pledgelab {
namespace {

Error out_of_domain(const std::string& what) {
  return {"F-207", {}, what, "see the formula's inputs", ErrorKind::input};
}

bool is_amount(double yuan) { return yuan >= 0 && yuan < 1e13; }
bool is_count(double count, double least) {
  return count >= least && count <= 12'000 && count == std::floor(count);
}
bool is_rate(double frac) { return frac >= 0 && frac <= 1; }
std::int64_t fen_of(double yuan) { return std::llround(yuan * 100); }
Rate rate_of(double annual_frac) {
  return Rate{static_cast<std::int32_t>(std::lround(annual_frac * 1e6))};
}

Result<FormulaOutput> run_level(const FormulaArguments& arguments) {
  const auto read_in =
      arguments.scalars({"balance_yuan", "rate_annual_frac", "interval_months", "payments"});
  if (!read_in) return read_in.errors();
  const auto& in = read_in.value();
  if (!is_amount(in[0]) || !is_rate(in[1]) || !is_count(in[2], 1) || !is_count(in[3], 1)) {
    return out_of_domain("needs 0 <= balance < 1e13, 0 <= rate <= 1, whole interval and payments");
  }
  const std::int64_t ppm_months = rate_of(in[1]).annual_ppm * static_cast<std::int64_t>(in[2]);
  const auto fen = level_instalment_fen(fen_of(in[0]), ppm_months, static_cast<int>(in[3]));
  return FormulaOutput{{"instalment_yuan", static_cast<double>(fen) / 100}};
}

Result<FormulaOutput> run_equal_principal(const FormulaArguments& arguments) {
  const auto read_in = arguments.scalars({"balance_yuan", "payments"});
  if (!read_in) return read_in.errors();
  const auto& in = read_in.value();
  if (!is_amount(in[0]) || !is_count(in[1], 1)) {
    return out_of_domain("needs 0 <= balance < 1e13 and a whole number of payments");
  }
  const auto fen = round_quotient(fen_of(in[0]), std::llround(in[1]), Rounding::half_up);
  return FormulaOutput{{"principal_yuan", static_cast<double>(fen) / 100}};
}

Result<FormulaOutput> run_interest(const FormulaArguments& arguments) {
  const auto read_in = arguments.scalars({"balance_yuan", "rate_annual_frac", "days", "year_days"});
  if (!read_in) return read_in.errors();
  const auto& in = read_in.value();
  if (!is_amount(in[0]) || !is_rate(in[1]) || in[2] < 0 || in[3] <= 0) {
    return out_of_domain("needs 0 <= balance < 1e13, 0 <= rate <= 1, days >= 0, year_days > 0");
  }
  return FormulaOutput{{"interest_yuan", in[0] * in[1] * in[2] / in[3]}};
}

Result<FormulaOutput> run_unpaid(const FormulaArguments& arguments) {
  const auto read_in = arguments.scalars({"balance_yuan", "rate_annual_frac", "accrual_months"});
  if (!read_in) return read_in.errors();
  const auto& in = read_in.value();
  if (!is_amount(in[0]) || !is_rate(in[1]) || !is_count(in[2], 0)) {
    return out_of_domain("needs 0 <= balance < 1e13, 0 <= rate <= 1, whole months");
  }
  const auto fen = unpaid_interest_fen(fen_of(in[0]), rate_of(in[1]), static_cast<int>(in[2]));
  return FormulaOutput{{"interest_yuan", static_cast<double>(fen) / 100}};
}

const FormulaInput kRate = {"rate_annual_frac", "frac", "yearly rate", "0.06"};

}  // namespace

std::span<const Formula> exposure_formulas() {
  static const std::array<Formula, 4> kFormulas = {
      Formula{"F10",
              "level_instalment",
              "A = B i / (1 - (1+i)^-n), i = rate x interval / 12; rounded half up to the fen",
              "annuity, any textbook; ACTUS ANN",
              {{"balance_yuan", "yuan", "principal owed", "100000"},
               kRate,
               {"interval_months", "months", "between payments", "1"},
               {"payments", "number", "payments left", "360"}},
              run_level},
      Formula{"F11",
              "equal_principal",
              "B / n, rounded half up to the fen; the last payment clears the rest",
              "ACTUS LAM",
              {{"balance_yuan", "yuan", "principal owed", "1000"},
               {"payments", "number", "payments left", "3"}},
              run_equal_principal},
      Formula{"F12",
              "interest_by_days",
              "I = B x rate x days / year_days (A/365, A/360; 30E/360 and A/A by their own days)",
              "ISDA 2006, 4.16",
              {{"balance_yuan", "yuan", "principal owed", "3000"},
               {"rate_annual_frac", "frac", "yearly rate", "0.1"},
               {"days", "days", "days that count", "31"},
               {"year_days", "days", "days of the year", "365"}},
              run_interest},
      Formula{"F13",
              "unpaid_interest",
              "I = B x rate x months / 12, rounded half up to the fen",
              "assumed: simple interest from the last payment to the default",
              {{"balance_yuan", "yuan", "principal owed", "10000"},
               kRate,
               {"accrual_months", "months", "months unpaid", "3"}},
              run_unpaid}};
  return kFormulas;
}

}  // namespace pledgelab
