#include "models/collateral/formulas.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "models/collateral/cover.hpp"

namespace pledgelab {
namespace {

using Numbers = std::vector<double>;

Error out_of_domain(const std::string& what) {
  return {"F-202", {}, what, "see the formula's inputs", ErrorKind::input};
}

// Nothing that is not a finite number leaves a formula.
Result<FormulaOutput> finite(FormulaOutput output) {
  for (const auto& [name, value] : output) {
    if (!std::isfinite(value))
      return out_of_domain("'" + name + "' is not finite for these inputs");
  }
  return output;
}

bool is_frac(double x) { return x >= 0 && x <= 1; }

// The room's own splitting over a book of one right and two loans.
Result<FormulaOutput> two_ranks(double value_yuan, double senior_yuan, double junior_yuan) {
  Book book;
  book.assets.resize(1);
  book.loans.resize(2);
  book.loans[0].balance = Money::of_fen(std::llround(senior_yuan * 100));
  book.loans[1].balance = Money::of_fen(std::llround(junior_yuan * 100));
  book.pledges.resize(2);
  book.pledges[1].loan = LoanId{1};
  book.pledges[1].rank = 2;
  Appraisal appraisal;
  appraisal.value = Money::of_fen(std::llround(value_yuan * 100));
  book.appraisals.push_back(appraisal);
  const auto parts = pledge_parts(book, appraisal.date);
  return finite({{"senior_frac", parts[0].part.frac()}, {"junior_frac", parts[1].part.frac()}});
}

Result<FormulaOutput> run_part_by_rank(const FormulaArguments& arguments) {
  const auto read_in = arguments.scalars({"value_yuan", "senior_claim_yuan", "junior_claim_yuan"});
  if (!read_in) return read_in.errors();
  const Numbers& in = read_in.value();
  if (!(in[0] > 0 && in[0] < 1e13 && in[1] >= 0 && in[1] < 1e13 && in[2] >= 0 && in[2] < 1e13 &&
        in[1] + in[2] > 0))
    return out_of_domain("needs a value above 0 and a claim");
  return two_ranks(in[0], in[1], in[2]);
}

Result<FormulaOutput> run_loan_to_value(const FormulaArguments& arguments) {
  const auto read_in = arguments.scalars({"balance_yuan", "approved_yuan"});
  if (!read_in) return read_in.errors();
  const Numbers& in = read_in.value();
  if (!(in[0] >= 0 && in[1] > 0)) return out_of_domain("needs an approved value above 0");
  return finite({{"loan_to_value_frac", in[0] / in[1]}});
}

Result<FormulaOutput> run_weighted_ceiling(const FormulaArguments& arguments) {
  const auto read_in =
      arguments.scalars({"first_yuan", "first_ceiling_frac", "second_yuan", "second_ceiling_frac"});
  if (!read_in) return read_in.errors();
  const Numbers& in = read_in.value();
  if (!(in[0] >= 0 && in[2] >= 0 && in[0] + in[2] > 0 && is_frac(in[1]) && is_frac(in[3])))
    return out_of_domain("needs values from 0, ceilings from 0 to 1");
  return finite({{"ceiling_frac", (in[0] * in[1] + in[2] * in[3]) / (in[0] + in[2])}});
}

Result<FormulaOutput> run_shortfall(const FormulaArguments& arguments) {
  const auto read_in = arguments.scalars({"balance_yuan", "model_yuan", "haircut_frac"});
  if (!read_in) return read_in.errors();
  const Numbers& in = read_in.value();
  if (!(in[0] >= 0 && in[1] >= 0 && is_frac(in[2])))
    return out_of_domain("needs amounts from 0, a haircut from 0 to 1");
  return finite({{"shortfall_yuan", std::max(0.0, in[0] - in[1] * (1 - in[2]))}});
}

// The room's own rule over a product of equal essential rights, of which one loan holds some.
Result<FormulaOutput> run_bundle(const FormulaArguments& arguments) {
  const auto read_in = arguments.scalars({"product_value", "essential_count", "held_count"});
  if (!read_in) return read_in.errors();
  const Numbers& in = read_in.value();
  const bool whole = in[1] == std::floor(in[1]) && in[2] == std::floor(in[2]);
  if (!(in[0] >= 0 && whole && in[1] >= 1 && in[1] <= 1000 && in[2] >= 0 && in[2] <= in[1]))
    return out_of_domain(
        "needs a value from 0 and 0 to essential_count whole rights, at most 1000");
  Book book;
  book.loans.resize(1);
  book.assets.resize(static_cast<std::size_t>(in[1]));
  for (Asset& asset : book.assets) {
    asset.product_id = "P";
    asset.essential = true;
  }
  book.pledges.resize(static_cast<std::size_t>(in[2]));
  for (std::uint32_t i = 0; i < book.pledges.size(); ++i) book.pledges[i].asset = AssetId{i};
  double worth = 0;
  for (const PledgePart& held : pledge_parts(book, Date{})) {
    if (!held.incomplete) worth += held.part.frac() * in[0] / in[1];
  }
  return finite({{"held_value", worth}, {"value_each", in[0] / in[1]}});
}

}  // namespace

std::span<const Formula> collateral_formulas() {
  static const std::array<Formula, 5> kFormulas = {
      Formula{"F40",
              "part_by_rank",
              "first rank: min(V, claim) / V; equal ranks and a right that covers all: in "
              "proportion to claims",
              "pledge law: rank before proportion",
              {{"value_yuan", "yuan", "approved value of the right", "200"},
               {"senior_claim_yuan", "yuan", "first rank", "100"},
               {"junior_claim_yuan", "yuan", "second rank", "200"}},
              run_part_by_rank},
      Formula{"F41",
              "loan_to_value",
              "balance / sum of approved values, per contract over all its pledges",
              "guidelines on collateral of commercial banks 2017",
              {{"balance_yuan", "yuan", "owed", "800000"},
               {"approved_yuan", "yuan", "sum of approved parts", "3000000"}},
              run_loan_to_value},
      Formula{"F42",
              "weighted_ceiling",
              "sum of approved x ceiling / sum of approved, two rights",
              "as F41",
              {{"first_yuan", "yuan", "approved value", "2000000"},
               {"first_ceiling_frac", "frac", "its ceiling", "0.25"},
               {"second_yuan", "yuan", "approved value", "1000000"},
               {"second_ceiling_frac", "frac", "its ceiling", "0.3"}},
              run_weighted_ceiling},
      Formula{"F43",
              "shortfall",
              "max(0, balance - value x (1 - haircut))",
              "domain page: prudent value",
              {{"balance_yuan", "yuan", "owed", "800000"},
               {"model_yuan", "yuan", "model value", "1500000"},
               {"haircut_frac", "frac", "of the lending policy", "0.8"}},
              run_shortfall},
      Formula{"F44",
              "bundle",
              "value x held / n where all n essential rights are held, else 0",
              "domain page 1.10a; acceptance V49",
              {{"product_value", "any", "of the product's rights together", "12.5796"},
               {"essential_count", "count", "rights without which it may not be made", "2"},
               {"held_count", "count", "of them, in the pledge", "1"}},
              run_bundle}};
  return kFormulas;
}

}  // namespace pledgelab
