// The list of methods: every name that a worth can carry, and rows that the scenario has.
#include "models/valuation/method_levels.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "models/scenario/parameters.hpp"
#include "tests/models/valuation/evidenced.hpp"

using namespace pledgelab;
using namespace pledgelab::valuation_test;

namespace {

void check_listed(const Valuation& valuation) {
  const std::vector<std::string> names = method_names();
  for (const MethodEstimate& one : valuation.methods) {
    CHECK_MESSAGE(std::find(names.begin(), names.end(), one.method) != names.end(), one.method);
  }
}

}  // namespace

TEST_CASE("method levels: each method once, each row a row of the scenario") {
  std::set<std::string> seen;
  const std::vector<std::string> rows = key_words(*find_parameter("estimate_ln_sd"));
  for (const MethodLevel& one : method_levels()) {
    CHECK_MESSAGE(seen.insert(one.method).second, one.method);
    const bool known = std::find(rows.begin(), rows.end(), one.row) != rows.end();
    CHECK_MESSAGE((one.row.empty() || known), one.method);
  }
}

TEST_CASE("method levels: what rights of each kind and rows of evidence name is listed") {
  Asset work = invention();
  work.kind = AssetKind::copyright;
  work.product_revenue.reset();
  Copyright program;
  program.effort_person_months = 40;
  program.cost_per_person_month = Money::of_yuan(25'000);
  work.facts = program;
  Asset name = invention();
  name.kind = AssetKind::geographical_indication;
  GeographicalIndication member;
  member.price = Money::of_yuan(100);
  member.generic_price = Money::of_yuan(80);
  name.facts = member;
  Asset fees = name;
  member.form = GiForm::income_pledge;
  fees.facts = member;
  Asset layout = invention();
  layout.kind = AssetKind::layout_design;
  layout.facts = LayoutDesign{};
  Asset unused = trademark();
  unused.product_revenue.reset();
  Asset unsold = invention();
  unsold.product_revenue.reset();
  for (const Asset& asset : {invention(), unsold, trademark(), unused, name, fees, layout, work}) {
    const Valuation found = World({asset}).first();
    CHECK_FALSE(found.methods.empty());
    check_listed(found);
  }
  EvidenceRow earned = sold(kAsOf, 100'000, Basis::use_value);
  earned.kind = Kind::excess_earnings;
  EvidenceRow ranked = earned;
  ranked.kind = Kind::index_on_prior;
  EvidenceRow added = earned;
  added.kind = Kind::incremental_profit;
  EvidenceRow split = earned;
  split.kind = Kind::income_split;
  EvidenceRow option = earned;
  option.kind = Kind::development_option;
  check_listed(Evidenced{
      World({invention()}),
      {sold(kAsOf, 5), appraised(kAsOf, 5, "V"), licensed(5, day(2030, 1, 1)), earned, ranked,
       added, split,
       option}}.first());
}
