// What any valuation must keep, over random rights of all kinds, levels and evidence (reliability,
// section 5; domain page, end of section 2): a sound distribution that reproduces its mean, curves
// that begin at it, dead or unproven rights at nothing, the same bits in any order, scaling of the
// currency, shares of a product that sum to the whole.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "models/base/normal.hpp"
#include "models/book/fields.hpp"
#include "models/scenario/parameters.hpp"
#include "tests/laws/random_rights.hpp"
#include "tests/support/law_count.hpp"

using namespace pledgelab;
using laws::Dice;
using laws::random_rights;
using laws::RandomRights;

namespace {

constexpr std::uint64_t kUsual = 2'000;

bool near(double a, double b, double relative) {
  return std::abs(a - b) <= relative * std::max(std::abs(a), std::abs(b));
}

// Tries a law on every seed; tells the first five that break it.
void hold(const std::function<std::string(std::uint64_t)>& broken) {
  const test::LawSeeds seeds = test::law_seeds(kUsual);
  int told = 0;
  for (std::uint64_t seed = seeds.first; seed < seeds.end && told < 5; ++seed) {
    const std::string words = broken(seed);
    if (words.empty()) continue;
    ++told;
    FAIL_CHECK("seed ", seed, ": ", words);
  }
}

std::string about(const RandomRights& world, std::size_t i, const std::string& words) {
  return words + "\n  " + laws::told(world.book, static_cast<std::uint32_t>(i));
}

bool is_nothing(const Valuation& one) {
  return one.mean_yuan == 0 && one.median_yuan == 0 && one.low_yuan == 0 &&
         one.lower_quartile_yuan == 0 && one.upper_quartile_yuan == 0 && one.high_yuan == 0 &&
         one.zero_frac == 1;
}

// --- the distribution

std::string unsound(const Valuation& one) {
  const std::vector<double> rising = {0,
                                      one.low_yuan,
                                      one.lower_quartile_yuan,
                                      one.median_yuan,
                                      one.upper_quartile_yuan,
                                      one.high_yuan};
  for (const double figure : rising) {
    if (!std::isfinite(figure)) return "a quantile is not finite";
  }
  if (!std::is_sorted(rising.begin(), rising.end())) return "quantiles out of order";
  if (!std::isfinite(one.mean_yuan) || one.mean_yuan < 0) return "the mean is below 0";
  if (!(one.zero_frac >= 0 && one.zero_frac <= 1)) return "P(0) is no chance";
  if (!std::isfinite(one.ln_sd) || one.ln_sd < 0) return "the ln-SD is below 0";
  if (one.mean_yuan == 0) return is_nothing(one) ? "" : "a mean of 0 that is not nothing";
  double weights = 0;
  for (const MethodEstimate& method : one.methods) {
    if (method.weight_frac < 0) return method.method + " has a weight below 0";
    if (!method.beside.empty() && method.weight_frac != 0) return method.method + " weighs beside";
    weights += method.weight_frac;
  }
  return near(weights, 1, 1e-9) ? "" : "the weights do not sum to 1";
}

struct ToldQuantile {
  double level;
  double yuan;
};

// The mean by numeric integration of the quantile function: 0 up to P(0), above it the lognormal
// that the told quantile `told` and ln-SD fix. In z the integrand is a bell around the ln-SD, for
// which the trapezoid rule is exact to rounding.
double integrated(const Valuation& one, const ToldQuantile& told) {
  const double inner = (told.level - one.zero_frac) / (1 - one.zero_frac);
  const double ln_scale = std::log(told.yuan) - one.ln_sd * normal_quantile(inner);
  const double step = 1.0 / 32;
  double sum = 0;
  for (int i = -320; i <= 320; ++i) {
    const double z = one.ln_sd + i * step;
    sum += std::exp(ln_scale + one.ln_sd * z - z * z / 2) * step;
  }
  return (1 - one.zero_frac) * sum / std::sqrt(2 * std::acos(-1.0));
}

std::string mean_missed(const Valuation& one) {
  for (const ToldQuantile& told :
       {ToldQuantile{.05, one.low_yuan}, ToldQuantile{.25, one.lower_quartile_yuan},
        ToldQuantile{.50, one.median_yuan}, ToldQuantile{.75, one.upper_quartile_yuan},
        ToldQuantile{.95, one.high_yuan}}) {
    if (told.yuan == 0) {
      if (one.mean_yuan > 0 && told.level > one.zero_frac) return "a quantile of 0 above P(0)";
      continue;
    }
    if (told.level <= one.zero_frac) return "a quantile above 0 below P(0)";
    const double mean = integrated(one, told);
    if (near(mean, one.mean_yuan, 1e-8)) continue;
    std::ostringstream text;
    text << "the quantile at " << told.level << " integrates to a mean of " << mean << ", told is "
         << one.mean_yuan;
    return text.str();
  }
  return "";
}

std::string bad_curve(const ValueCurve& curve, const Valuation& one) {
  if (!near(curve.use_value_yuan[0] * curve.alive_frac[0], one.mean_yuan, 1e-11)) {
    return "the curve does not begin at the mean";
  }
  double alive = 1;
  for (std::size_t month = 0; month < curve.alive_frac.size(); ++month) {
    const double worth = curve.use_value_yuan[month];
    if (!(worth >= 0) || !std::isfinite(worth)) return "a worth below 0 on the curve";
    if (!(curve.alive_frac[month] >= 0 && curve.alive_frac[month] <= alive)) {
      return "the chance to be alive rises";
    }
    alive = curve.alive_frac[month];
    if (month >= 240 && worth != 0) return "a worth beyond twenty years";
  }
  if (one.mean_yuan > 0 && !near(curve.estimate_ln_sd, one.ln_sd, 1e-12)) return "another ln-SD";
  return "";
}

// --- changes of the world

// Every amount of money times a whole number: the book's, the evidence's, the levels', the fees.
void scale_money(RandomRights& world, std::int64_t times) {
  for (const BookTable table : {BookTable::borrowers, BookTable::assets}) {
    for (const Field& field : book_fields(table)) {
      if (field.type != FieldType::money) continue;
      for (std::uint32_t row = 0; row < rows_of(world.book, table); ++row) {
        if (!field.holds(world.book, row)) continue;
        const FieldValue value = field.get(world.book, row);
        const auto* money = std::get_if<Money>(&value);
        if (money != nullptr) field.set(world.book, row, Money::of_fen(money->fen() * times));
      }
    }
  }
  for (EvidenceRow& row : world.evidence) row.amount = Money::of_fen(row.amount.fen() * times);
  for (Parameter& parameter : world.scenario.parameters) {
    const ParameterSpec* spec = find_parameter(parameter.name);
    if (spec == nullptr || spec->unit != "yuan") continue;
    for (ParameterRow& row : parameter.rows) row.value *= static_cast<double>(times);
  }
  if (!world.law.fees) return;
  for (FeeStep& step : world.law.fees->steps) {
    step.fee = Money::of_fen(step.fee.fen() * times);
  }
}

// Every figure and word of a valuation, doubles by their bits.
std::string image(const Valuation& one) {
  std::ostringstream text;
  text << std::hexfloat << one.mean_yuan << " " << one.median_yuan << " " << one.low_yuan << " "
       << one.lower_quartile_yuan << " " << one.upper_quartile_yuan << " " << one.high_yuan << " "
       << one.ln_sd << " " << one.zero_frac << " " << one.effective_evidences << " "
       << (one.grade ? static_cast<int>(*one.grade) : -1) << " " << one.basis;
  for (const MethodEstimate& method : one.methods) {
    text << "\n"
         << method.method << " " << method.value_yuan << " " << method.ln_sd << " "
         << method.weight_frac << " " << method.beside;
  }
  for (const Driver& driver : one.drivers) text << "\n" << driver.name << " " << driver.value;
  for (const std::string& flag : one.flags) text << "\n" << flag;
  return text.str();
}

std::string differs_scaled(const Valuation& one, const Valuation& scaled, double times) {
  const auto scales = [&](double a, double b) { return near(a * times, b, 1e-9); };
  if (!near(one.zero_frac, scaled.zero_frac, 1e-12)) return "P(0) moved";
  if (!near(one.ln_sd, scaled.ln_sd, 1e-9)) return "the ln-SD moved";
  const bool all = scales(one.mean_yuan, scaled.mean_yuan) &&
                   scales(one.low_yuan, scaled.low_yuan) &&
                   scales(one.lower_quartile_yuan, scaled.lower_quartile_yuan) &&
                   scales(one.median_yuan, scaled.median_yuan) &&
                   scales(one.upper_quartile_yuan, scaled.upper_quartile_yuan) &&
                   scales(one.high_yuan, scaled.high_yuan);
  return all ? "" : "the worth does not scale with the currency";
}

// The rights in the opposite order, evidence and pledges with them.
RandomRights reversed(const RandomRights& world) {
  RandomRights other = world;
  std::reverse(other.book.assets.begin(), other.book.assets.end());
  std::reverse(other.book.borrowers.begin(), other.book.borrowers.end());
  const auto last = static_cast<std::uint32_t>(world.book.assets.size()) - 1;
  for (Pledge& pledge : other.book.pledges) pledge.asset.index = last - pledge.asset.index;
  for (EvidenceRow& row : other.evidence) row.asset.index = last - row.asset.index;
  return other;
}

std::string not_nothing(const RandomRights& world, std::size_t i, const char* why) {
  const Valuation one = world.values()[i];
  if (!is_nothing(one)) return about(world, i, std::string("worth something though ") + why);
  const ValueCurve curve = world.curves(24)[i];
  for (std::size_t month = 0; month < curve.use_value_yuan.size(); ++month) {
    if (curve.use_value_yuan[month] != 0 || curve.alive_frac[month] != 0) {
      return about(world, i, std::string("a curve above 0 though ") + why);
    }
  }
  return "";
}

}  // namespace

TEST_CASE("law: a valuation is finite, from 0, ordered, and its quantiles reproduce its mean") {
  std::map<AssetKind, int> valued;
  std::map<std::string, int> methods;
  hold([&](std::uint64_t seed) {
    const RandomRights world = random_rights(seed);
    const auto values = world.values();
    for (std::size_t i = 0; i < values.size(); ++i) {
      std::string words = unsound(values[i]);
      if (words.empty()) words = mean_missed(values[i]);
      if (!words.empty()) return about(world, i, words);
      if (values[i].mean_yuan <= 0) continue;
      ++valued[world.book.assets[i].kind];
      for (const MethodEstimate& one : values[i].methods) {
        if (one.weight_frac > 0) ++methods[one.method];
      }
    }
    return std::string();
  });
  if (test::law_seeds(kUsual).count() < 1'000) return;
  // The draws reach every kind, and every kind of evidence and method has its weight somewhere.
  CHECK(valued.size() == 7);
  for (const auto& kind : valued) CHECK(kind.second > 50);
  for (const char* method :
       {"relief_from_royalty", "survey_prior", "registration_cost", "price_premium_royalty",
        "fee_income", "units_price_royalty", "effort_cost", "own_transaction", "outside_appraisal",
        "licence_contract", "excess_earnings", "index_on_prior"}) {
    CHECK_MESSAGE(methods[method] > 10, method);
  }
}

TEST_CASE("law: a curve begins at the mean, is from 0, and the chance to be alive never rises") {
  hold([&](std::uint64_t seed) {
    const RandomRights world = random_rights(seed);
    const auto values = world.values();
    const auto curves = world.curves(252);
    for (std::size_t i = 0; i < values.size(); ++i) {
      const std::string words = bad_curve(curves[i], values[i]);
      if (!words.empty()) return about(world, i, words);
    }
    return std::string();
  });
}

TEST_CASE("law: expired, lapsed, invalid, of unknown status or not yet granted is worth nothing") {
  hold([&](std::uint64_t seed) {
    const RandomRights world = random_rights(seed);
    Dice dice(seed);
    const std::size_t i = dice.below(world.book.assets.size());
    for (const LegalStatus dead :
         {LegalStatus::lapsed, LegalStatus::invalid, LegalStatus::expired, LegalStatus::unknown}) {
      RandomRights other = world;
      other.book.assets[i].status = dead;
      std::string words = not_nothing(other, i, "its status says no");
      if (!words.empty()) return words;
    }
    RandomRights ended = world;
    ended.book.assets[i].expiry_date = Date{world.as_of.days - static_cast<int>(dice.below(400))};
    if (!is_renewable(world.law, ended.book.assets[i])) {
      std::string words = not_nothing(ended, i, "its term is over");
      if (!words.empty()) return words;
    }
    RandomRights applied = world;
    applied.book.assets[i].grant_date =
        Date{world.as_of.days + 1 + static_cast<int>(dice.below(9))};
    if (applied.book.assets[i].kind == AssetKind::copyright) return std::string();
    return not_nothing(applied, i, "it is only applied for");
  });
}

TEST_CASE("law: a right's status is its own, its product's other rights keep their bits") {
  hold([&](std::uint64_t seed) {
    const RandomRights world = random_rights(seed);
    RandomRights other = world;
    other.book.assets[0].status = LegalStatus::lapsed;
    const auto before = world.values();
    const auto after = other.values();
    for (std::size_t i = 1; i < before.size(); ++i) {
      if (image(before[i]) != image(after[i])) return about(world, i, "moved with another right");
    }
    return std::string();
  });
}

TEST_CASE("law: the same input gives the same bits, in any order and with one right at a time") {
  hold([&](std::uint64_t seed) {
    const RandomRights world = random_rights(seed);
    const auto values = world.values();
    const auto again = random_rights(seed).values();
    const auto backwards = reversed(world).values();
    const FactorState state(world.scenario, 0);
    ValuationInputs inputs{state, world.law, world.as_of};
    inputs.evidence = world.evidence;
    inputs.valuers = world.valuers;
    const auto valuer = RightsValuer::prepare(world.book, inputs);
    REQUIRE(valuer.ok());
    for (std::uint32_t i = 0; i < values.size(); ++i) {
      const std::string known = image(values[i]);
      if (image(again[i]) != known) return about(world, i, "other bits the second time");
      if (image(backwards[values.size() - 1 - i]) != known) {
        return about(world, i, "other bits in another order");
      }
      if (image(valuer.value().value(AssetId{i})) != known) {
        return about(world, i, "other bits by itself");
      }
    }
    return std::string();
  });
}

TEST_CASE("law: the order of the evidence is nothing") {
  hold([&](std::uint64_t seed) {
    const RandomRights world = random_rights(seed);
    RandomRights other = world;
    std::reverse(other.evidence.begin(), other.evidence.end());
    const auto values = world.values();
    const auto others = other.values();
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (!differs_scaled(values[i], others[i], 1).empty()) {
        return about(world, i, "another order of the evidence, another worth");
      }
    }
    return std::string();
  });
}

TEST_CASE("law: all money times c, worth times c and nothing else moves") {
  hold([&](std::uint64_t seed) {
    const RandomRights world = random_rights(seed);
    RandomRights scaled = world;
    const std::int64_t times = std::vector<std::int64_t>{2, 7, 10'000}[seed % 3];
    scale_money(scaled, times);
    const auto values = world.values();
    const auto others = scaled.values();
    for (std::size_t i = 0; i < values.size(); ++i) {
      const std::string words = differs_scaled(values[i], others[i], static_cast<double>(times));
      if (!words.empty()) return about(world, i, words);
    }
    return std::string();
  });
}

TEST_CASE("law: the shares of a product sum to the whole, or to what is written") {
  hold([&](std::uint64_t seed) {
    const RandomRights world = random_rights(seed, {8, false, false});
    const auto shares = product_shares(world.book);
    REQUIRE(shares.ok());
    std::map<std::string, double> sums;
    std::map<std::string, std::int64_t> written;
    std::map<std::string, bool> open;
    for (std::size_t i = 0; i < world.book.assets.size(); ++i) {
      const Asset& asset = world.book.assets[i];
      if (shares.value()[i] < 0) return about(world, i, "a share below 0");
      if (!asset.product_id) continue;
      sums[*asset.product_id] += shares.value()[i];
      if (asset.product_share) written[*asset.product_id] += asset.product_share->ppm;
      open[*asset.product_id] |= !asset.product_share.has_value();
    }
    for (const auto& product : sums) {
      const double whole =
          open[product.first] ? 1 : static_cast<double>(written[product.first]) / 1e6;
      if (std::abs(product.second - whole) > 1e-12) return "product " + product.first;
    }
    return std::string();
  });
}

TEST_CASE("law: a right split into rights of one product is worth the whole") {
  int split = 0;
  hold([&](std::uint64_t seed) {
    RandomRights whole = random_rights(seed, {1, false, true});
    Asset& asset = whole.book.assets[0];
    asset.product_id.reset();
    asset.product_share.reset();
    whole.law.fees.reset();  // each of several rights owes its own
    const bool mark = asset.kind == AssetKind::trademark;
    if (mark && !asset.product_revenue) return std::string();  // so does each registration cost
    RandomRights parts = whole;
    Dice dice(seed);
    const auto count = static_cast<std::uint32_t>(dice.between(2, 6));
    parts.book.assets[0].product_id = "S";
    parts.book.assets.assign(count, parts.book.assets[0]);
    if (dice.chance(50)) parts.book.assets[0].product_share = Share{250'000};
    const bool pledged = !whole.book.pledges.empty();
    parts.book.pledges.clear();
    for (std::uint32_t i = 0; i < count; ++i) {
      parts.book.assets[i].id = "S" + std::to_string(i);
      if (pledged) parts.book.pledges.push_back(whole.book.pledges[0]);
      if (pledged) parts.book.pledges[i].asset = AssetId{i};
    }
    const double one = whole.values()[0].mean_yuan;
    double sum = 0;
    for (const Valuation& part : parts.values()) sum += part.mean_yuan;
    split += one > 0 ? 1 : 0;
    if (near(sum, one, 1e-9)) return std::string();
    return about(whole, 0, "worth " + std::to_string(one) + ", its parts " + std::to_string(sum));
  });
  if (test::law_seeds(kUsual).count() >= 1'000) CHECK(split > 200);
}
