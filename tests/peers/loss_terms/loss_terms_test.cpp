// Contracts of loss terms, written in policy/1 and run through the interpreter: four derived by
// hand here, and the 122 of a peer (OasisLMF, validation/insurance), read from
// PLEDGELAB_REFERENCE_DATA/peers/loss_terms. Nothing of the peer's is kept here.
#include <doctest/doctest.h>

#include <cstdio>
#include <fstream>
#include <sstream>

#include "tests/peers/loss_terms/meet.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab::test;

namespace {

// H1. Losses 100,000, 50,000, 30,000, 20,000.
// Level 1: min(100,000 - 10,000, 80,000) = 80,000; 50,000 - 5,000 = 45,000; min(30,000, 24,000) =
// 24,000; min(20,000 x 0.9, 15,000) = 15,000.
// Level 2: (80,000 + 45,000) x 0.8 = 100,000, as 64,000 + 36,000; 24,000 + 15,000 - 9,000 = 30,000,
// as 24/39 and 15/39: 18,461.54 + 11,538.46.
// Top 130,000. Layer 1: min(120,000, 80,000) x 0.4 = 32,000; layer 2: min(40,000, 35,000) / 4 =
// 8,750; an item's part is its part of the 130,000.
// Half the losses: 40,000, 20,000, 15,000, min(9,000, 15,000) = 9,000; 60,000 x 0.8 = 48,000 and
// 24,000 - 9,000 = 15,000; top 63,000: 53,000 x 0.4 = 21,200, and nothing above 90,000.
// 0.85 of them: 75,000, 37,500, 24,000, min(15,300, 15,000) = 15,000; 90,000 and 30,000; top
// 120,000: 32,000, and 30,000 / 4 = 7,500.
// Mixed (0.919, 0.838, 0.757, 0.676): 91,900, 41,900, 22,710, 13,520; 80,000, 36,900, 22,710,
// 12,168; 116,900 x 0.8 = 93,520 and 34,878 - 9,000 = 25,878; top 119,398: 32,000, and 29,398 / 4 =
// 7,349.50.
const char* const kTower =
    R"({"id":"H1","items":[{"item":1,"tiv":100000,"loss":100000},{"item":2,"tiv":50000,"loss":50000},)"
    R"({"item":3,"tiv":30000,"loss":30000},{"item":4,"tiv":20000,"loss":20000}],"nodes":[)"
    R"({"level":1,"id":1,"of":[1],"layers":{"1":{"rule":1,"deductible":10000,"limit":80000}}},)"
    R"({"level":1,"id":2,"of":[2],"layers":{"1":{"rule":12,"deductible":5000}}},)"
    R"({"level":1,"id":3,"of":[3],"layers":{"1":{"rule":14,"limit":24000}}},)"
    R"({"level":1,"id":4,"of":[4],"layers":{"1":{"rule":33,"deductible":0.1,"limit":15000}}},)"
    R"({"level":2,"id":1,"of":[1,2],"layers":{"1":{"rule":16,"deductible":0.2}}},)"
    R"({"level":2,"id":2,"of":[3,4],"layers":{"1":{"rule":12,"deductible":9000}}},)"
    R"({"level":3,"id":1,"of":[1,2],"layers":{)"
    R"("1":{"rule":2,"attachment":10000,"limit":80000,"share":0.4},)"
    R"("2":{"rule":2,"attachment":90000,"limit":35000,"share":0.25}}}],)"
    R"("expected_by_layer":{"1":32000,"2":8750},"expected_by_item":[)"
    R"({"item":1,"layer":1,"loss":15753.85},{"item":2,"layer":1,"loss":8861.54},)"
    R"({"item":3,"layer":1,"loss":4544.38},{"item":4,"layer":1,"loss":2840.24},)"
    R"({"item":1,"layer":2,"loss":4307.69},{"item":2,"layer":2,"loss":2423.08},)"
    R"({"item":3,"layer":2,"loss":1242.60},{"item":4,"layer":2,"loss":776.63}],"variants":[)"
    R"({"loss_factor":0.5,"expected_by_layer":{"1":21200,"2":0}},)"
    R"({"loss_factor":0.85,"expected_by_layer":{"1":32000,"2":7500}},)"
    R"({"loss_factor":"mixed","expected_by_layer":{"1":32000,"2":7349.5}}]})";

// The others have losses of 100,000 and 60,000, a node over both, and a node over that.
struct OfTwo {
  const char* id;
  const char* middle;
  const char* top;
  double by_layer;
  double items[2];
  double factor;  // of the variant
  double variant;
};
const OfTwo kOfTwo[] = {
    // Rule 5, its limit binds: min(160,000 x 0.95, 160,000 x 0.3) = 48,000; (48,000 - 8,000) x 0.3
    // =
    // 12,000, as 100 and 60 of 160. A tenth: 4,800 is below 8,000.
    {"H2",
     R"({"rule":5,"deductible":0.05,"limit":0.3})",
     R"({"rule":34,"attachment":8000,"share":0.3})",
     12000,
     {7500, 4500},
     0.1,
     0},
    // Rule 5, its deductible binds: min(160,000 x 0.2, 160,000 x 0.3) = 32,000; (32,000 - 2,000 -
    // 8,000) x 0.3 = 6,600. Half: (16,000 - 10,000) x 0.3 = 1,800.
    {"H3",
     R"({"rule":5,"deductible":0.8,"limit":0.3})",
     R"({"rule":34,"deductible":2000,"attachment":8000,"share":0.3})",
     6600,
     {4125, 2475},
     0.5,
     1800},
    // 160,000 - 10,000 = 150,000; min(150,000 - 20,000, 50,000) x 0.4 = 20,000. A quarter: (40,000
    // -
    // 10,000 - 20,000) x 0.4 = 4,000.
    {"H4",
     R"({"rule":100})",
     R"({"rule":2,"deductible":10000,"attachment":20000,"limit":50000,"share":0.4})",
     20000,
     {12500, 7500},
     0.25,
     4000}};

std::string text_of(const OfTwo& made) {
  std::ostringstream text;
  text << R"({"id":")" << made.id << R"(","items":[{"item":1,"tiv":100000,"loss":100000},)"
       << R"({"item":2,"tiv":60000,"loss":60000}],"nodes":[)"
       << R"({"level":1,"id":1,"of":[1],"layers":{"1":{"rule":100}}},)"
       << R"({"level":1,"id":2,"of":[2],"layers":{"1":{"rule":100}}},)"
       << R"({"level":2,"id":1,"of":[1,2],"layers":{"1":)" << made.middle << "}},"
       << R"({"level":3,"id":1,"of":[1],"layers":{"1":)" << made.top << "}}],"
       << R"("expected_by_layer":{"1":)" << made.by_layer << R"(},"expected_by_item":[)"
       << R"({"item":1,"layer":1,"loss":)" << made.items[0] << "},"
       << R"({"item":2,"layer":1,"loss":)" << made.items[1] << R"(}],"variants":[{"loss_factor":)"
       << made.factor << R"(,"expected_by_layer":{"1":)" << made.variant << "}}]}\n";
  return text.str();
}

using Contracts = std::vector<ReadContract>;

Contracts with_losses(const std::string& lines) {
  Contracts contracts;
  for (const Contract& each : read_contracts(lines)) contracts.push_back(read_its_losses(each));
  return contracts;
}

Contracts by_hand() {
  std::string lines = std::string(kTower) + "\n";
  for (const OfTwo& made : kOfTwo) lines += text_of(made);
  return with_losses(lines);
}

Contracts of_the_peer() {
  const auto path = reference_file("peers/loss_terms/contracts.jsonl");
  if (!path) return {};
  std::ifstream in(*path);
  std::stringstream bytes;
  bytes << in.rdbuf();
  return with_losses(bytes.str());
}

void fail(const std::vector<std::string>& faults) {
  for (const std::string& fault : faults) CHECK_MESSAGE(false, fault);
}

struct Way {
  const char* name;
  Form form;
  When when;
};
// At the claim a loss's part depends on what came before it; only sums are the peer's.
const Way kWays[] = {{"the open loss, at the close", Form::open, When::close},
                     {"the open loss, at the claim", Form::open, When::claim},
                     {"the bill, at the close", Form::bill, When::close},
                     {"the bill, at the claim", Form::bill, When::claim}};

// What was held in the first way, which holds everything.
Met meet_all(const Contracts& contracts) {
  Met first;
  for (const Way& way : kWays) {
    Met met;
    for (const ReadContract& each : contracts) {
      meet(each, translate(each.contract, way.form, way.when),
           way.when == When::close ? Extent::items : Extent::totals, met);
    }
    INFO(std::string(way.name));
    fail(met.not_run);
    fail(met.differ);
    std::printf(
        "loss terms, %s: %zu contracts in %zu policies; %zu layers, %zu items, %zu layers of "
        "variants; worst %.1e of a figure, %.2f below 1,000\n",
        way.name, met.contracts, met.policies, met.layers, met.items, met.variant_layers,
        met.worst_relative, met.worst_money);
    if (&way == kWays) first = met;
  }
  return first;
}

struct Seen {
  std::size_t tried = 0;
  std::vector<std::string> missed;
};

// Each term of each contract written wrong in turn, all others right.
Seen write_wrong(const Contracts& contracts, Form form, Wrong wrong) {
  Seen seen;
  for (const ReadContract& each : contracts) {
    const std::size_t terms = translate(each.contract, form, When::close).terms.size();
    for (std::size_t term = 0; term < terms; ++term) {
      const Translation made = translate(each.contract, form, When::close, wrong, term);
      Met met;
      meet(each, made, Extent::first_difference, met);
      fail(met.not_run);
      ++seen.tried;
      if (met.differ.empty()) seen.missed.push_back(each.contract.id + ", " + made.terms[term]);
    }
  }
  return seen;
}

struct WrongWay {
  const char* name;
  Form form;
  Wrong wrong;
  std::size_t missed_of_peer;  // terms that bind in none of the contract's ten sets of losses
};
const WrongWay kWrongWays[] = {
    {"the open loss, turned", Form::open, Wrong::turned, 1},
    {"the open loss, at nine tenths", Form::open, Wrong::moved, 25},
    {"the open loss, left out", Form::open, Wrong::dropped, 18},
    {"the bill, turned", Form::bill, Wrong::turned, 1},
    {"the bill, at nine tenths", Form::bill, Wrong::moved, 26},
    {"the bill, left out", Form::bill, Wrong::dropped, 18},
};

}  // namespace

TEST_CASE("contracts of loss terms derived by hand, in both forms") {
  const Met met = meet_all(by_hand());
  CHECK(met.layers == 5);
  CHECK(met.items == 14);
  CHECK(met.variant_layers == 9);
}

TEST_CASE("a contract of loss terms that a form cannot say is refused by name") {
  Contract contract = by_hand().back().contract;
  ContractNode& top = contract.nodes.back();
  top.layers[1].rule = 15;
  const std::vector<std::string> unknown = {"level 3, node 1: rule 15 is not translated"};
  CHECK(translate(contract, Form::open, When::close).refused == unknown);
  CHECK(translate(contract, Form::bill, When::close).refused == unknown);

  top.layers[1] = {2, std::nullopt, 50000, 20000, 0.4};
  top.layers[2] = {2, std::nullopt, 10000, 70001, 0.4};
  const std::vector<std::string> gap = {
      "level 3, node 1: layers that do not stand one on the other"};
  CHECK(translate(contract, Form::open, When::close).refused == gap);
  CHECK(translate(contract, Form::bill, When::close).refused.empty());

  top.layers.erase(2);
  top.layers[1] = {5, 0.1, 0.3, std::nullopt, std::nullopt};
  contract.nodes[0].layers[1] = {12, 1000, std::nullopt, std::nullopt, std::nullopt};
  const std::vector<std::string> above = {"level 3, node 1: rule 5 above other terms"};
  CHECK(translate(contract, Form::open, When::close).refused == above);
  contract.nodes[0].layers[1] = {34, std::nullopt, std::nullopt, 5000, 0.5};
  top.layers[1] = {12, 1000, std::nullopt, std::nullopt, std::nullopt};
  const std::vector<std::string> share = {"level 1, node 1: a share below the top"};
  CHECK(translate(contract, Form::open, When::close).refused == share);
}

TEST_CASE("a term of them written wrong is seen") {
  // Of rule 5's two rates only the one that asks more acts; the other may be any less.
  const std::vector<std::string> idle = {"H2, level 2, node 1: deductible",
                                         "H3, level 2, node 1: limit"};
  const Contracts contracts = by_hand();
  for (const WrongWay& way : kWrongWays) {
    INFO(std::string(way.name));
    const Seen seen = write_wrong(contracts, way.form, way.wrong);
    CHECK(seen.tried > 20);
    if (way.wrong == Wrong::turned) {
      fail(seen.missed);
    } else {
      CHECK(seen.missed == idle);
    }
  }
}

TEST_CASE("the 122 contracts of loss terms of a peer") {
  const Contracts contracts = of_the_peer();
  if (contracts.empty()) return;
  const Met met = meet_all(contracts);
  CHECK(met.contracts == 122);
  CHECK(met.layers == 128);
  CHECK(met.items == 790);
  CHECK(met.variant_layers == 1152);
}

TEST_CASE("slow: a term of the 122 contracts written wrong is seen") {
  const Contracts contracts = of_the_peer();
  if (contracts.empty()) return;
  for (const WrongWay& way : kWrongWays) {
    INFO(std::string(way.name));
    const Seen seen = write_wrong(contracts, way.form, way.wrong);
    std::printf("loss terms, %s: %zu of %zu terms seen\n", way.name,
                seen.tried - seen.missed.size(), seen.tried);
    CHECK(seen.missed.size() == way.missed_of_peer);
    if (seen.missed.size() != way.missed_of_peer) fail(seen.missed);
  }
}
