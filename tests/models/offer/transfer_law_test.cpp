// The law of transfers: shares by holder, right and day; the floor; duties; faults.
#include "models/offer/transfer_law.hpp"

#include <doctest/doctest.h>

#include <string>

#include "engine/formats/file.hpp"
#include "engine/formats/yaml.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;

namespace {

std::string shipped() {
  return read_file(test::source_root() + "/policies/transfer/cn.yaml").value();
}

TransferLaw law() {
  auto read = read_transfer_law(parse_yaml(shipped(), "cn.yaml").value());
  REQUIRE(read.ok());
  return std::move(read).value();
}

Error changed(const std::string& from, const std::string& to) {
  std::string text = shipped();
  const std::size_t at = text.find(from);
  REQUIRE_MESSAGE(at != std::string::npos, from);
  const auto read =
      read_transfer_law(parse_yaml(text.replace(at, from.size(), to), "cn.yaml").value());
  REQUIRE_FALSE_MESSAGE(read.ok(), to);
  CHECK(read.errors()[0].origin.line > 0);
  return read.errors()[0];
}

RightOnOffer right(OfferHolder holder, AssetKind kind) {
  RightOnOffer one;
  one.row.holder = holder;
  one.kind = kind;
  return one;
}

double share_on(const TransferLaw& all, const RightOnOffer& one, const char* day) {
  return inventors_share(all, one, *parse_date(day)).share_frac;
}

// The duties' ids of a package of one right with every deal on offer.
std::string duties(const TransferLaw& all, const RightOnOffer& one, const OfferPackage& like,
                   const char* day) {
  OfferPackage package = like;
  package.holder = one.row.holder;
  package.rights = {0};
  const std::vector<RightOnOffer> rights = {one};
  std::string line;
  for (const DutyRule* duty : duties_of(all, package, rights, *parse_date(day))) {
    line += (line.empty() ? "" : " ") + duty->id;
  }
  return line;
}

}  // namespace

TEST_CASE("law: the inventors' share by holder, right and day") {
  const TransferLaw all = law();
  const RightOnOffer campus = right(OfferHolder::state_university, AssetKind::invention);
  CHECK(share_on(all, campus, "2026-09-30") == 0.5);
  CHECK(share_on(all, campus, "2015-10-01") == 0.5);  // the amendment's first day
  CHECK(share_on(all, campus, "2015-09-30") == 0);
  // A company: 10 % of licence income until the Rules of 2023, in force on 2024-01-20.
  const RightOnOffer firm = right(OfferHolder::company, AssetKind::design);
  CHECK(share_on(all, firm, "2024-01-19") == 0.1);
  CHECK(share_on(all, firm, "2024-01-20") == 0.5);
  // A mark has no inventor; an individual is the inventor.
  CHECK(share_on(all, right(OfferHolder::state_university, AssetKind::trademark), "2026-09-30") ==
        0);
  CHECK(share_on(all, right(OfferHolder::individual, AssetKind::invention), "2026-09-30") == 0);
}

TEST_CASE("law: a rule ends the day before the one from which it no longer holds") {
  TransferLaw all;
  RewardRule rule;
  rule.holders = {OfferHolder::company};
  rule.rights = {AssetKind::invention};
  rule.share = Share{100'000};
  rule.from = *parse_date("2010-02-01");
  rule.before = parse_date("2024-01-20");
  all.rewards.push_back(rule);
  const RightOnOffer one = right(OfferHolder::company, AssetKind::invention);
  CHECK(share_on(all, one, "2024-01-19") == 0.1);
  CHECK(share_on(all, one, "2024-01-20") == 0);
}

TEST_CASE("law: two rules that meet at a day do not collide, in either order; overlapping do") {
  const auto read = [](const char* first_from, const char* first_before, const char* from) {
    const std::string head = "schema: transfer/1\nid: x\nsource: y\ndate: 2024-01-20\nrewards:\n";
    const std::string rest =
        "    holders: [company]\n    rights: [design]\n    share: 10%\n"
        "    article: {zh: a, en: b}\n    mark: known\n";
    const std::string duty =
        "duties:\n  - id: d\n    kind: notice\n    holders: [company]\n    rights: [design]\n"
        "    deals: [transfer]\n    from: 2010-01-01\n    what: {zh: a, en: b}\n"
        "    article: {zh: a, en: b}\n    mark: known\n";
    const std::string early =
        std::string("  - from: ") + first_from + "\n    before: " + first_before + "\n" + rest;
    const std::string late = std::string("  - from: ") + from + "\n" + rest;
    const bool one = read_transfer_law(parse_yaml(head + early + late + duty, "x").value()).ok();
    const bool other = read_transfer_law(parse_yaml(head + late + early + duty, "x").value()).ok();
    CHECK(one == other);
    return one;
  };
  CHECK(read("2010-02-01", "2024-01-20", "2024-01-20"));
  CHECK_FALSE(read("2010-02-01", "2024-01-21", "2024-01-20"));
}

TEST_CASE("law: contract first; below a state institution's floor it does not stand") {
  const TransferLaw all = law();
  RightOnOffer one = right(OfferHolder::state_university, AssetKind::invention);
  const Date day = *parse_date("2026-09-30");
  one.row.agreed_reward = Share{700'000};
  InventorsShare share = inventors_share(all, one, day);
  CHECK(share.share_frac == 0.7);
  CHECK(share.agreed);
  one.row.agreed_reward = Share{500'000};  // the floor itself
  share = inventors_share(all, one, day);
  CHECK(share.agreed);
  CHECK_FALSE(share.raised);
  one.row.agreed_reward = Share{400'000};
  share = inventors_share(all, one, day);
  CHECK(share.share_frac == 0.5);
  CHECK(share.raised);
  CHECK_FALSE(share.agreed);
  one.row.holder = OfferHolder::private_university;  // no floor: what was agreed stands
  share = inventors_share(all, one, day);
  CHECK(share.share_frac == 0.4);
  CHECK(share.agreed);
}

TEST_CASE("law: what a university must do before signing, and from what it is free") {
  const TransferLaw all = law();
  const RightOnOffer one = right(OfferHolder::state_university, AssetKind::invention);
  CHECK(duties(all, one, {}, "2026-09-30") ==
        "no_state_approval publicity_of_agreed_price appraisal_by_choice "
        "patent_transfer_registered patent_licence_filed");
  for (const DutyRule& duty : all.duties) {
    if (duty.id == "publicity_of_agreed_price") CHECK(duty.days == 15);
    CHECK_FALSE(duty.article.zh.empty());
    CHECK_FALSE(duty.mark.empty());
  }
  CHECK(duties(all, one, {}, "2016-02-25") ==
        "no_state_approval patent_transfer_registered patent_licence_filed");
  CHECK(duties(all, right(OfferHolder::state_university, AssetKind::trademark), {}, "2026-09-30") ==
        "state_asset_disposal_of_marks state_asset_use_of_marks similar_marks_together "
        "mark_licence_filed");
}

TEST_CASE("law: a state enterprise needs its appraisal on file; a company does not") {
  const TransferLaw all = law();
  CHECK(duties(all, right(OfferHolder::state_enterprise, AssetKind::invention), {}, "2026-09-30") ==
        "appraisal_filed listing_on_exchange appraisal_of_licence patent_transfer_registered "
        "patent_licence_filed");
  CHECK(duties(all, right(OfferHolder::company, AssetKind::invention), {}, "2026-09-30") ==
        "patent_transfer_registered patent_licence_filed");
}

TEST_CASE("law: pledged, co-owned, licensed; deals that are barred bring no duty") {
  const TransferLaw all = law();
  RightOnOffer one = right(OfferHolder::company, AssetKind::invention);
  one.pledged = true;
  one.row.co_owners_agree = true;
  one.row.licence = StandingLicence::ordinary;
  CHECK(duties(all, one, {}, "2026-09-30") ==
        "pledgee_consent co_owner_consent standing_licensees patent_transfer_registered "
        "patent_licence_filed");
  OfferPackage only_licences;
  only_licences.deals[0].bar = Bar::standing_exclusive;
  one = right(OfferHolder::company, AssetKind::invention);
  CHECK(duties(all, one, only_licences, "2026-09-30") == "patent_licence_filed");
  OfferPackage unpriced;  // talks can begin before a value is found
  for (DealOffer& deal : unpriced.deals) deal.bar = Bar::no_worth;
  CHECK(duties(all, one, unpriced, "2026-09-30") ==
        "patent_transfer_registered patent_licence_filed");
  only_licences.deals[0].bar = Bar::co_owners;  // their consent can still be had
  CHECK(duties(all, one, only_licences, "2026-09-30") ==
        "patent_transfer_registered patent_licence_filed");
}

TEST_CASE("law: each fault is told with its place") {
  CHECK(changed("share: 50%", "share: 150%").code == "O-130");
  CHECK(changed("share: 50%", "share: 0.5").code == "O-130");
  CHECK(changed("from: 2015-10-01", "from: 2015-13-01").code == "O-130");
  CHECK(changed("days: 15d", "days: 15").code == "O-130");
  CHECK(changed("days: 15d", "days: 0d").code == "O-130");
  CHECK(changed("holders: [state_university, state_institute]", "holders: []").code == "O-130");
  CHECK(changed("[state_university, state_institute]", "[state_universty]")
            .hint.find("state_university") != std::string::npos);
  CHECK(changed("before: 2024-01-20", "before: 2024-01-21").code == "O-132");
  CHECK(changed("id: appraisal_by_choice", "id: no_state_approval").code == "O-131");
  CHECK(changed("kind: notice", "kind: notize").code == "Y-204");
  CHECK(changed("when: pledged", "when: pledgd").code == "Y-204");
  CHECK(changed("    floor: true", "    flor: true").code == "Y-205");
}
