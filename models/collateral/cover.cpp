#include "models/collateral/cover.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string>

#include "models/book/words.hpp"
#include "models/market/sale_relative.hpp"
#include "models/market/technology_class.hpp"

namespace pledgelab {

bool has_ended(const Valuation& valuation) {
  if (valuation.mean_yuan > 0) return false;
  return std::any_of(valuation.flags.begin(), valuation.flags.end(), [](const std::string& flag) {
    return flag == "expired" || flag == "lapsed" || flag == "invalid";
  });
}

namespace {

// Sums of one loan before they become its Coverage.
struct Sums {
  __int128 weighted_ceiling = 0;  // Σ approved fen × ceiling ppm
  std::size_t pledges = 0;
};

// A ratio whose numerator and denominator leave int64 is cut to parts per 10^9, downwards.
Ratio fitted(__int128 num, __int128 den) {
  __int128 a = num;
  __int128 b = den;
  while (b != 0) {
    const __int128 rest = a % b;
    a = b;
    b = rest;
  }
  const __int128 common = a == 0 ? 1 : a;
  num /= common;
  den /= common;
  constexpr __int128 kMost = INT64_MAX;
  if (num > kMost || den > kMost) {
    num = num * 1'000'000'000 / den;
    den = 1'000'000'000;
  }
  return Ratio::of(static_cast<std::int64_t>(num), static_cast<std::int64_t>(den));
}

// What a right is worth to a lender on a date.
struct Worth {
  const Valuation& valuation;
  const std::optional<Appraisal>& appraisal;
  Date as_of;
};

void add_pledge(const Asset& asset, const LendingPolicy& policy, const PledgePart& pledge,
                const Worth& worth, Coverage& coverage, Sums& sums) {
  const auto& [valuation, appraisal, as_of] = worth;
  ++sums.pledges;
  if (has_ended(valuation)) {
    coverage.flags.push_back("right has ended: " + asset.id);
    return;
  }
  if (appraisal) {
    const Money approved = part(appraisal->value, pledge.part, Rounding::half_up);
    coverage.approved_value += approved;
    sums.weighted_ceiling += static_cast<__int128>(approved.fen()) * policy.ceiling(asset.kind).ppm;
    if (add_months(appraisal->date, policy.appraisal_age.months) < as_of) {
      coverage.flags.push_back("appraisal too old: " + asset.id);
    }
  } else {
    coverage.flags.push_back("no appraisal: " + asset.id);
  }
  if (pledge.incomplete) {
    coverage.flags.push_back("an essential right of its product is not pledged: " + asset.id);
    return;
  }
  const double model_fen = valuation.mean_yuan * 100 * pledge.part.frac();
  PL_CHECK(std::isfinite(model_fen) && model_fen >= 0 && model_fen < 9e18);
  const Money model = Money::of_fen(std::llround(model_fen));
  coverage.model_value += model;
  const Share kept{1'000'000 - policy.haircut(asset.kind).ppm};
  coverage.haircut_value += part(model, kept.ratio(), Rounding::half_up);
  for (const std::string& flag : valuation.flags) {
    if (flag.rfind("refused", 0) == 0) coverage.flags.push_back("no model value: " + asset.id);
  }
}

void finish(const Loan& loan, const Sums& sums, Coverage& coverage) {
  if (sums.pledges == 0) coverage.flags.push_back("no pledge");
  const std::int64_t approved_fen = coverage.approved_value.fen();
  if (approved_fen > 0) {
    coverage.loan_to_value = Ratio::of(loan.balance.fen(), approved_fen);
    coverage.ceiling =
        fitted(sums.weighted_ceiling, static_cast<__int128>(approved_fen) * 1'000'000);
    coverage.breach = static_cast<__int128>(loan.balance.fen()) * 1'000'000 > sums.weighted_ceiling;
  }
  coverage.shortfall = std::max(Money(), coverage.balance - coverage.haircut_value);
}

}  // namespace

Result<std::vector<Coverage>> cover_book(const Book& book, const LendingPolicy& policy,
                                         std::span<const Valuation> valuations, Date as_of) {
  for (std::size_t i = 0; i < valuations.size(); ++i) {
    if (valuations[i].asset.index != i) valuations = {};
  }
  if (valuations.size() != book.assets.size()) {
    return Error{"K-101",
                 {},
                 "cover needs one valuation for each right, in the book's order",
                 "hand in what value_book gave for this book",
                 ErrorKind::input};
  }
  std::vector<Coverage> coverages(book.loans.size());
  std::vector<Sums> sums(book.loans.size());
  for (std::uint32_t i = 0; i < book.loans.size(); ++i) {
    coverages[i].loan = LoanId{i};
    coverages[i].balance = book.loans[i].balance;
  }
  const auto appraisals = latest_appraisals(book, as_of);
  for (const PledgePart& pledge : pledge_parts(book, as_of)) {
    const std::uint32_t right = pledge.asset.index;
    add_pledge(book.assets[right], policy, pledge, {valuations[right], appraisals[right], as_of},
               coverages[pledge.loan.index], sums[pledge.loan.index]);
  }
  for (std::size_t i = 0; i < coverages.size(); ++i) finish(book.loans[i], sums[i], coverages[i]);
  return coverages;
}

namespace {

// Levels by kind, looked up once.
struct SaleLevels {
  std::array<double, 7> mean_frac{};
  std::array<double, 7> delay_months{};
  std::array<double, 7> firm_specific_frac{};
  double collective_frac = 0;
  double concentration = 0;
  double cost_frac = 0;
};

void take(const FactorState& state, const char* parameter, const std::string& key, double& level,
          Errors& errors) {
  const auto found = state.level(parameter, key);
  if (found) {
    level = found.value();
  } else {
    errors.insert(errors.end(), found.errors().begin(), found.errors().end());
  }
}

const std::string kClassRelative = "sale_class_relative";

// The mean of a patent's kind, made more or less likely by what its class trades.
Result<double> mean_of_class(const FactorState& state, const Asset& asset, double mean_frac) {
  const auto* patent = std::get_if<Patent>(&asset.facts);
  if (patent == nullptr) return mean_frac;
  const std::string row = class_row(state, kClassRelative, patent->technology_class);
  if (row.empty()) return mean_frac;
  const auto relative = state.level(kClassRelative, row);
  if (!relative) return relative.errors();
  return chance_at_relative(mean_frac, relative.value());
}

}  // namespace

std::string class_row(const FactorState& state, const std::string& parameter,
                      const std::string& technology_class) {
  const Parameter* levels = state.scenario().find(parameter);
  if (levels == nullptr) return {};
  const auto has = [&](const std::string& key) {
    return std::any_of(levels->rows.begin(), levels->rows.end(),
                       [&](const ParameterRow& row) { return row.key == key; });
  };
  const std::string own = parse_technology_class(technology_class).value_or("");
  for (std::string at = own; !at.empty(); at = parent_class(at)) {
    if (has(at)) return at;
  }
  return has("else") ? "else" : "";
}

Result<std::vector<SaleTerms>> sale_terms(const Book& book, const FactorState& state) {
  SaleLevels levels;
  Errors errors;
  for (std::size_t kind = 0; kind < levels.mean_frac.size(); ++kind) {
    const std::string& word = kAssetKindWords[kind];
    take(state, "sale_mean_frac", word, levels.mean_frac[kind], errors);
    take(state, "sale_delay_months", word, levels.delay_months[kind], errors);
    take(state, "firm_specific_frac", word, levels.firm_specific_frac[kind], errors);
  }
  take(state, "gi_collective_sale_frac", {}, levels.collective_frac, errors);
  take(state, "sale_concentration", {}, levels.concentration, errors);
  take(state, "sale_cost_frac", {}, levels.cost_frac, errors);
  if (!errors.empty()) return errors;
  std::vector<SaleTerms> terms(book.assets.size());
  for (std::uint32_t i = 0; i < terms.size(); ++i) {
    const Asset& asset = book.assets[i];
    const auto kind = static_cast<std::size_t>(asset.kind);
    terms[i] = {AssetId{i},           levels.mean_frac[kind],
                levels.concentration, levels.delay_months[kind],
                levels.cost_frac,     levels.firm_specific_frac[kind]};
    const auto mean_frac = mean_of_class(state, asset, terms[i].mean_frac);
    if (!mean_frac) return mean_frac.errors();
    terms[i].mean_frac = mean_frac.value();
    const auto* indication = std::get_if<GeographicalIndication>(&asset.facts);
    if (indication == nullptr) continue;
    if (indication->form == GiForm::collective_mark) terms[i].mean_frac = levels.collective_frac;
    if (indication->form == GiForm::product_protection) terms[i].mean_frac = 0;
  }
  return terms;
}

}  // namespace pledgelab
