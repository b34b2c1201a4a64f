#include "tests/laws/random_rights.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <sstream>
#include <utility>

#include "models/book/fields.hpp"
#include "models/book/words.hpp"
#include "models/scenario/parameters.hpp"
#include "tests/models/valuation/world.hpp"

namespace pledgelab::laws {
namespace {

// From `low` to `high`, spread evenly over the digits.
double spread_over(double low, double high, Dice& dice) {
  const double u = static_cast<double>(dice.below(1'000'001)) / 1e6;
  return low * std::pow(high / low, u);
}

Money money_of(const std::string& name, Dice& dice) {
  const bool sales = name == "product_revenue" || name == "revenue";
  const bool price = name == "gi_price" || name == "generic_price" || name == "unit_price";
  const double yuan = sales   ? spread_over(1e4, 1e9, dice)
                      : price ? spread_over(1, 1e3, dice)
                              : spread_over(1e2, 1e6, dice);
  return Money::of_fen(std::llround(yuan * 100));
}

// Years before (negative) and after the as-of date within which a field's day lies.
std::pair<int, int> reach_of(const std::string& name) {
  static const std::map<std::string, std::pair<int, int>> reaches = {
      {"filing_date", {-22, 0}},      {"grant_date", {-20, 0}},    {"expiry_date", {-1, 19}},
      {"use_evidence_date", {-5, 0}}, {"creation_date", {-12, 0}}, {"first_use_date", {-11, 1}},
      {"publication_date", {-8, 0}}};
  const auto found = reaches.find(name);
  return found == reaches.end() ? std::pair<int, int>{-10, 0} : found->second;
}

Date date_of(const std::string& name, Date as_of, Dice& dice) {
  const auto reach = reach_of(name);
  // A day in fifty lies a year outside the usual, a grant to come among them.
  const int over = dice.chance(2) ? 366 : 0;
  return {as_of.days +
          static_cast<int>(dice.between(366 * reach.first - over, 366 * reach.second + over))};
}

std::string text_of(const std::string& name, Dice& dice) {
  static const std::map<std::string, std::vector<std::string>> pools = {
      {"sector", {"automotive", "pharma", "software", "food", "luxury", "unheard of"}},
      {"technology_class", {"A61K", "C07D", "H01M", "G06F", "B", "no class"}},
      {"owner_id", {"O1", "O2", "O3", "outside"}},
      {"product_id", {"P1", "P2"}},
      {"region", {"east", "west"}}};
  const auto found = pools.find(name);
  return found == pools.end() ? std::string(1, static_cast<char>('a' + dice.below(26)))
                              : dice.pick(found->second);
}

Rate rate_of(const std::string& name, Dice& dice) {
  const bool wide = dice.chance(10);
  const auto permille = name == "royalty_rate"
                            ? dice.between(wide ? 0 : 5, wide ? 1000 : 120)
                            : dice.between(wide ? -1000 : -200, wide ? 9000 : 400);
  return {static_cast<std::int32_t>(1000 * permille)};
}

double number_of(const Field& field, Dice& dice) {
  if (field.name == "units_annual") return std::round(spread_over(10, 1e7, dice));
  if (field.name == "effort_person_months") return std::round(spread_over(1, 1e3, dice));
  const double low = field.least.value_or(0);
  const double high = field.most.value_or(low + 100);
  return low + (high - low) * static_cast<double>(dice.below(101)) / 100;
}

std::string word_value(const Field& field, Dice& dice) {
  // Most rights are in force, or little would be said of worth.
  if (field.name == "status" && dice.chance(75)) return "valid";
  return dice.pick(*field.words);
}

void draw_borrowers(Book& book, Date as_of, Dice& dice) {
  for (const char* id : {"O1", "O2", "O3"}) {
    add_row(book, BookTable::borrowers);
    const auto row = static_cast<std::uint32_t>(book.borrowers.size() - 1);
    for (const Field& field : book_fields(BookTable::borrowers)) {
      if (field.name != "id") field.set(book, row, random_value(field, as_of, dice));
    }
    book.borrowers.back().id = id;
  }
}

void draw_pledges(Book& book, Dice& dice) {
  for (std::uint32_t i = 0; i < book.assets.size(); ++i) {
    if (!dice.chance(40)) continue;
    Pledge pledge;
    pledge.id = "L" + std::to_string(i);
    pledge.asset = AssetId{i};
    book.pledges.push_back(pledge);
  }
}

EvidenceRow random_evidence(std::uint32_t asset, Date as_of, Dice& dice) {
  EvidenceRow row;
  row.asset = AssetId{asset};
  row.kind = static_cast<EvidenceKind>(dice.below(kEvidenceKindWords.size()));
  row.basis = dice.chance(60) ? EvidenceBasis::use_value
                              : static_cast<EvidenceBasis>(dice.below(kEvidenceBasisWords.size()));
  row.date = {as_of.days - static_cast<int>(dice.between(0, std::int64_t{6} * 366))};
  row.amount = Money::of_fen(std::llround(100 * spread_over(1e3, 1e8, dice)));
  row.line = static_cast<std::uint32_t>(dice.between(2, 99));
  if (row.kind == EvidenceKind::outside_appraisal) row.valuer_id = dice.chance(50) ? "W1" : "W2";
  if (row.kind == EvidenceKind::licence_contract) {
    row.until = Date{row.date.days + static_cast<int>(dice.between(1, std::int64_t{12} * 366))};
    row.licence_form = static_cast<LicenceForm>(dice.below(kLicenceFormWords.size()));
  }
  if (row.kind == EvidenceKind::excess_earnings) {
    StatedEarnings stated;
    stated.margin_frac = static_cast<double>(dice.between(1, 60)) / 100;
    stated.charge_frac = static_cast<double>(dice.between(0, 20)) / 100;
    if (dice.chance(50)) stated.growth_frac = static_cast<double>(dice.between(-20, 40)) / 100;
    row.earnings = stated;
  }
  if (row.kind == EvidenceKind::index_on_prior) {
    row.index_z = static_cast<double>(dice.between(-50, 50)) / 10;
  }
  return row;
}

const Scenario& shipped_scenario() {
  static const Scenario scenario = valuation_test::base_scenario();
  return scenario;
}

const Law& shipped_law() {
  static const Law law = valuation_test::chinese_law();
  return law;
}

ValuationInputs inputs_of(const RandomRights& world, const FactorState& state) {
  ValuationInputs inputs{state, world.law, world.as_of};
  inputs.evidence = world.evidence;
  inputs.valuers = world.valuers;
  return inputs;
}

}  // namespace

std::vector<Valuation> RandomRights::values() const {
  const FactorState state(scenario, 0);
  auto found = value_book(book, inputs_of(*this, state));
  REQUIRE_MESSAGE(found.ok(), (found.ok() ? std::string() : found.errors()[0].message));
  return std::move(found).value();
}

std::vector<ValueCurve> RandomRights::curves(int months) const {
  const FactorState state(scenario, 0);
  auto found = value_curves(book, inputs_of(*this, state), months);
  REQUIRE_MESSAGE(found.ok(), (found.ok() ? std::string() : found.errors()[0].message));
  return std::move(found).value();
}

FieldValue random_value(const Field& field, Date as_of, Dice& dice) {
  if (!field.required && dice.chance(20)) return {};
  switch (field.type) {
    case FieldType::text:
      return text_of(field.name, dice);
    case FieldType::word:
      return word_value(field, dice);
    case FieldType::reference:
      return {};
    case FieldType::money:
      return money_of(field.name, dice);
    case FieldType::share:
      return Share{static_cast<std::int32_t>(1000 * dice.between(0, 1000))};
    case FieldType::rate:
      return rate_of(field.name, dice);
    case FieldType::date:
      return date_of(field.name, as_of, dice);
    case FieldType::count:
      return dice.between(0, 9);
    case FieldType::number:
      return number_of(field, dice);
    case FieldType::boolean:
      return dice.chance(50);
  }
  return {};
}

void draw_asset(Book& book, std::uint32_t row, Date as_of, Dice& dice) {
  for (const Field& field : book_fields(BookTable::assets)) {
    if (field.name == "id" || field.name == "kind" || !field.holds(book, row)) continue;
    field.set(book, row, random_value(field, as_of, dice));
  }
}

void add_asset(Book& book, const std::string& id, Date as_of, Dice& dice) {
  add_row(book, BookTable::assets);
  const auto row = static_cast<std::uint32_t>(book.assets.size() - 1);
  find_field("asset.kind")->set(book, row, dice.pick(kAssetKindWords));
  book.assets.back().id = id;
  draw_asset(book, row, as_of, dice);
}

void bound_shares(Book& book) {
  std::map<std::string, std::int64_t> written;
  for (const Asset& asset : book.assets) {
    if (asset.product_id && asset.product_share)
      written[*asset.product_id] += asset.product_share->ppm;
  }
  for (Asset& asset : book.assets) {
    if (!asset.product_id || !asset.product_share || written[*asset.product_id] <= 1'000'000) {
      continue;
    }
    const std::int64_t part = std::int64_t{1'000'000} * asset.product_share->ppm;
    asset.product_share = Share{static_cast<std::int32_t>(part / written[*asset.product_id])};
  }
}

void draw_levels(Scenario& scenario, Dice& dice) {
  for (Parameter& parameter : scenario.parameters) {
    const ParameterSpec* spec = find_parameter(parameter.name);
    if (spec == nullptr || spec->stage.rfind("valuation", 0) != 0) continue;
    const bool gate = parameter.name.find("gate") != std::string::npos;
    for (ParameterRow& row : parameter.rows) {
      if (gate || !dice.chance(30)) continue;
      const double u = static_cast<double>(dice.below(101)) / 100;
      const bool anywhere = dice.chance(15) && spec->high < 1e6;
      const double level =
          anywhere ? spec->low + u * (spec->high - spec->low) : row.value * (0.5 + u);
      row.value = std::clamp(level, spec->low, spec->high);
      if (spec->unit == "years" || spec->unit == "months") row.value = std::round(row.value);
    }
  }
}

namespace {

// A strong mark earns no less than a weak one: the drawn levels of a sector are put in order.
void order_royalties(Scenario& scenario) {
  const auto rows_of_level = [&](const char* name) -> std::vector<ParameterRow>& {
    const auto found = std::find_if(scenario.parameters.begin(), scenario.parameters.end(),
                                    [&](const Parameter& one) { return one.name == name; });
    REQUIRE(found != scenario.parameters.end());
    return found->rows;
  };
  std::vector<ParameterRow>& high = rows_of_level("trademark_royalty_high");
  for (ParameterRow& low : rows_of_level("trademark_royalty_low")) {
    for (ParameterRow& row : high) {
      if (row.key == low.key && row.value < low.value) std::swap(row.value, low.value);
    }
  }
}

}  // namespace

RandomRights random_rights(std::uint64_t seed, const RightsRules& rules) {
  Dice dice(seed);
  RandomRights world{{}, shipped_scenario(), shipped_law(), valuation_test::kAsOf};
  world.as_of.days += static_cast<int>(dice.between(0, 1000));
  if (rules.owners) draw_borrowers(world.book, world.as_of, dice);
  const auto rights = 1 + dice.below(rules.most_rights);
  for (std::size_t i = 0; i < rights; ++i) {
    add_asset(world.book, "R" + std::to_string(i), world.as_of, dice);
  }
  bound_shares(world.book);
  draw_pledges(world.book, dice);
  draw_levels(world.scenario, dice);
  order_royalties(world.scenario);
  if (!rules.evidence) return world;
  for (std::uint32_t i = 0; i < rights; ++i) {
    for (auto rows = dice.chance(50) ? dice.below(5) : 0; rows > 0; --rows) {
      world.evidence.push_back(random_evidence(i, world.as_of, dice));
    }
  }
  if (dice.chance(50)) world.valuers.push_back({"W1", 7, 0.15, 0.08, 0.4});
  return world;
}

std::string told(const Book& book, std::uint32_t row) {
  std::ostringstream text;
  for (const Field& field : book_fields(BookTable::assets)) {
    if (!field.holds(book, row)) continue;
    const FieldValue value = field.get(book, row);
    if (std::holds_alternative<std::monostate>(value)) continue;
    text << field.name << "=";
    if (const auto* words = std::get_if<std::string>(&value)) text << *words;
    if (const auto* money = std::get_if<Money>(&value)) text << money->fen() << "fen";
    if (const auto* share = std::get_if<Share>(&value)) text << share->ppm << "ppm";
    if (const auto* rate = std::get_if<Rate>(&value)) text << rate->annual_ppm << "ppm";
    if (const auto* date = std::get_if<Date>(&value)) text << to_iso(*date);
    if (const auto* count = std::get_if<std::int64_t>(&value)) text << *count;
    if (const auto* number = std::get_if<double>(&value)) text << *number;
    if (const auto* answer = std::get_if<bool>(&value)) text << (*answer ? "yes" : "no");
    text << " ";
  }
  return text.str();
}

}  // namespace pledgelab::laws
