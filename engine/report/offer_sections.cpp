#include "engine/report/offer_sections.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/report/figure.hpp"

namespace pledgelab {
namespace {

constexpr std::size_t kPackagesDrawn = 12;

TableCell optional_yuan(bool there, double yuan) {
  if (!there) return {};
  return Yuan{yuan};
}

std::int64_t count_of(std::size_t count) { return static_cast<std::int64_t>(count); }

Table package_table(const OfferReportInput& input, const MoneyUnit& unit) {
  Table table;
  table.id = "packages";
  table.title = {"打包结果与价值", "packages and their worth"};
  table.columns = {text_column("package", {"包", "package"}),
                   text_column("what", {"内容", "what"}),
                   text_column("holder", {"权利人", "holder"}),
                   count_column("rights", {"权利", "rights"}, {"项", "count"}),
                   count_column("priced", {"有估值", "valued"}, {"项", "count"}),
                   money_column("lower_quartile", {"价值 P25", "worth P25"}, unit),
                   money_column("median", {"中位", "median"}, unit),
                   money_column("upper_quartile", {"P75", "P75"}, unit),
                   share_column("prior", {"无销售证据", "without sales"})};
  for (const PackageOnOffer& one : input.packages) {
    const OfferPackage& package = one.package;
    const bool worth = package.worth.has_value();
    const PackageWorth& w = worth ? *package.worth : PackageWorth{};
    table.rows.push_back(
        {{Words{package.id, ""}, package_words(package),
          Words{package.owner_id + " " + holder_words(package.holder).zh,
                package.owner_id + " " + holder_words(package.holder).en},
          count_of(package.rights.size()), count_of(package.priced_count),
          optional_yuan(worth, w.lower_quartile_yuan), optional_yuan(worth, w.median_yuan),
          optional_yuan(worth, w.upper_quartile_yuan),
          worth ? TableCell{Frac{one.prior_frac}} : TableCell{}},
         false,
         !worth});
  }
  table.note = {"包的价值按矩法由各项权利的分布合成（F170），两项以上打折；不把单独估值相加。",
                "A package's worth is made from its rights' distributions by two moments (F170), "
                "with a discount for two or more; stand-alone values are not added."};
  return table;
}

Table right_table(const OfferReportInput& input, const MoneyUnit& unit) {
  Table table;
  table.id = "rights";
  table.title = {"各包的权利", "the rights of each package"};
  table.folded = true;
  table.columns = {text_column("package", {"包", "package"}),
                   text_column("asset_id", {"权利编号", "right"}),
                   text_column("title", {"名称", "title"}),
                   text_column("kind", {"种类", "kind"}),
                   text_column("class", {"类别", "class"}),
                   money_column("mean", {"价值均值", "mean worth"}, unit),
                   text_column("remark", {"说明", "remark"})};
  for (const PackageOnOffer& one : input.packages) {
    for (const std::size_t i : one.package.rights) {
      const RightOnOffer& right = input.rights[i];
      Words remark =
          right.worth ? Words{right.on_prior ? "无销售证据" : "依销售收入",
                              right.on_prior ? "no sales known" : "on sales"}
                      : Words{"无估值：" + right.why_unpriced, "no value: " + right.why_unpriced};
      table.rows.push_back(
          {{Words{one.package.id, ""}, Words{right.row.asset_id, ""}, Words{right.row.title, ""},
            right_kind_words(right.kind),
            Words{right.technology_class.empty() ? right.goods_class : right.technology_class, ""},
            optional_yuan(right.worth.has_value(), right.worth ? right.worth->mean_yuan : 0),
            std::move(remark)},
           false,
           !right.worth});
    }
  }
  return table;
}

// The packages with the largest worth, first their P25, then their P75.
Chart worth_chart(const OfferReportInput& input) {
  std::vector<const PackageOnOffer*> drawn;
  for (const PackageOnOffer& one : input.packages) {
    if (one.package.worth) drawn.push_back(&one);
  }
  std::stable_sort(drawn.begin(), drawn.end(),
                   [](const PackageOnOffer* a, const PackageOnOffer* b) {
                     return a->package.worth->median_yuan > b->package.worth->median_yuan;
                   });
  if (drawn.size() > kPackagesDrawn) drawn.resize(kPackagesDrawn);
  const double largest = drawn.empty() ? 0 : drawn.front()->package.worth->upper_quartile_yuan;
  Bars bars;
  bars.unit = axis_unit(input.currency, largest);
  bars.axis = {"转让价格", "price of a transfer"};
  bars.series = {{"低（P25）", "low (P25)"}, {"高（P75）", "high (P75)"}};
  Chart chart;
  chart.id = "package-worth";
  chart.title = {"价值最高的包：中间一半的区间",
                 "the packages of the largest worth: the middle half"};
  chart.reading = {
      fmt::format("按中位价值排列，至多 {} 个；区间越宽，证据越少。", kPackagesDrawn),
      fmt::format("By median, at most {}; a wide range means little evidence.", kPackagesDrawn)};
  Table& table = chart.table;
  table.id = "package-worth-data";
  table.columns = {text_column("package", {"包", "package"}),
                   money_column("lower_quartile", {"P25", "P25"}, bars.unit),
                   money_column("upper_quartile", {"P75", "P75"}, bars.unit)};
  for (const PackageOnOffer* one : drawn) {
    const Words name = package_words(one->package);
    const PackageWorth& worth = *one->package.worth;
    const Words label = {one->package.id + " " + name.zh,
                         one->package.id + " " + (name.en.empty() ? name.zh : name.en)};
    bars.groups.push_back(
        {label, {worth.lower_quartile_yuan, worth.upper_quartile_yuan}, Tone::lender});
    table.rows.push_back(
        {{label, Yuan{worth.lower_quartile_yuan}, Yuan{worth.upper_quartile_yuan}}});
  }
  chart.drawing = std::move(bars);
  return chart;
}

// Packages with the same duties stand together: a group's ids in one text.
struct DutyGroup {
  std::vector<std::string> duty_ids;
  std::string packages;
  std::size_t count = 0;
  const PackageOnOffer* first = nullptr;
};

// A, B … Z, then A', B' …: more groups than letters are rare.
std::string next_letter(const std::string& letter) {
  if (letter[0] == 'Z') return "A" + letter.substr(1) + "'";
  return std::string(1, static_cast<char>(letter[0] + 1)) + letter.substr(1);
}

std::vector<DutyGroup> duty_groups(const OfferReportInput& input) {
  std::vector<DutyGroup> groups;
  for (const PackageOnOffer& one : input.packages) {
    std::vector<std::string> ids;
    for (const DutyRule& duty : one.duties) ids.push_back(duty.id);
    auto found = std::find_if(groups.begin(), groups.end(),
                              [&](const DutyGroup& group) { return group.duty_ids == ids; });
    if (found == groups.end()) {
      groups.push_back({ids, {}, 0, &one});
      found = groups.end() - 1;
    }
    found->packages += (found->count == 0 ? "" : " ") + one.package.id;
    ++found->count;
  }
  return groups;
}

std::string firm_name(const OfferFirm& firm) {
  return firm.name.empty() ? firm.id : firm.name + "（" + firm.id + "）";
}

}  // namespace

Section package_section(const OfferReportInput& input, const MoneyUnit& unit) {
  Section section{"packages", {"打包", "Packages"}, {}};
  if (input.packages.empty()) {
    section.blocks.push_back(Words{"没有可挂牌的权利。", "No right can be offered."});
    return section;
  }
  section.blocks.push_back(worth_chart(input));
  section.blocks.push_back(package_table(input, unit));
  section.blocks.push_back(right_table(input, unit));
  return section;
}

Section price_section(const OfferReportInput& input, const MoneyUnit& unit) {
  Section section{"prices", {"转让与许可的价格区间", "Prices of transfers and licences"}, {}};
  Table table;
  table.id = "prices";
  table.title = {"每个包的方式与价格区间（一次付清，剩余全部期限）",
                 "each way of passing, lump sum for the whole remaining life"};
  table.columns = {
      text_column("package", {"包", "package"}),   text_column("deal", {"方式", "deal"}),
      share_column("factor", {"系数", "factor"}),  money_column("low", {"低", "low"}, unit),
      money_column("mid", {"中", "middle"}, unit), money_column("high", {"高", "high"}, unit),
      text_column("standing", {"可否", "offered"})};
  for (const PackageOnOffer& one : input.packages) {
    for (std::size_t deal = 0; deal < kDeals; ++deal) {
      const DealOffer& offer = one.package.deals[deal];
      const bool priced = offer.price.has_value();
      const PriceRange price = priced ? *offer.price : PriceRange{};
      table.rows.push_back(
          {{Words{one.package.id, ""}, deal_words(static_cast<Deal>(deal)),
            Frac{input.terms.price.factor_frac[deal]}, optional_yuan(priced, price.low_yuan),
            optional_yuan(priced, price.mid_yuan), optional_yuan(priced, price.high_yuan),
            bar_words(offer.bar)},
           false,
           offer.bar != Bar::none});
    }
  }
  table.note = {"价格 = 系数 × 包的价值 P25、P50、P75（F171）；普通许可按每一被许可人计。",
                "Price = factor × P25, P50, P75 of the package's worth (F171); an ordinary licence "
                "is for each licensee."};
  section.blocks.push_back(std::move(table));
  return section;
}

Section firm_section(const OfferReportInput& input, const MoneyUnit&) {
  Section section{"firms", {"匹配企业", "Firms that packages suit"}, {}};
  if (input.firms.empty()) {
    section.blocks.push_back(
        Words{"没有给出企业名单（--firms），不作匹配。", "No firms were given (--firms)."});
    return section;
  }
  Table table;
  table.id = "matches";
  table.title = {"匹配与理由", "matches and why"};
  table.columns = {text_column("package", {"包", "package"}),
                   count_column("rank", {"名次", "rank"}, {"", ""}),
                   text_column("firm", {"企业", "firm"}),
                   share_column("score", {"得分", "score"}),
                   text_column("suggested", {"建议方式", "suggested"}),
                   text_column("why", {"理由（数值×权重）", "why (value × weight)"})};
  for (const PackageOnOffer& one : input.packages) {
    for (std::size_t rank = 0; rank < one.matches.size(); ++rank) {
      const FirmMatch& match = one.matches[rank];
      const OfferFirm& firm = input.firms[match.firm];
      table.rows.push_back({{Words{one.package.id, ""}, count_of(rank + 1),
                             Words{firm_name(firm), ""}, Frac{match.score_frac},
                             match.suggested ? deal_words(*match.suggested)
                                             : Words{"价格超出其规模", "beyond its size"},
                             match_words(match, one.package, firm)}});
    }
  }
  table.note = {
      "得分 = Σ 权重×数值 ÷ Σ 权重，未知项不计（F173）；技术领域不相交者为 0（F172）。"
      "建议方式：中间价不超过该规模企业上限的最强方式。",
      "Score = Σ weight × value ÷ Σ weight over what is known (F173); 0 where no class is "
      "shared (F172). Suggested: the strongest way whose middle price fits the firm's "
      "size."};
  section.blocks.push_back(std::move(table));
  return section;
}

Section reward_section(const OfferReportInput& input, const MoneyUnit& unit) {
  Section section{"inventors", {"发明人份额", "The inventors' share"}, {}};
  Table table;
  table.id = "inventors";
  table.title = {"按最强可行方式的中间价", "on the middle price of the strongest way offered"};
  table.columns = {text_column("package", {"包", "package"}),
                   text_column("deal", {"方式", "deal"}),
                   share_column("share", {"份额", "share"}),
                   money_column("net_income", {"净收入", "net income"}, unit),
                   money_column("inventors", {"发明人", "inventors"}, unit),
                   money_column("holder", {"单位留存", "left to the holder"}, unit),
                   text_column("basis", {"依据", "basis"})};
  for (const PackageOnOffer& one : input.packages) {
    const PackageReward& reward = one.reward;
    const bool priced = reward.part.has_value();
    const InventorsPart part = priced ? *reward.part : InventorsPart{};
    table.rows.push_back(
        {{Words{one.package.id, ""},
          reward.deal ? TableCell{deal_words(*reward.deal)} : TableCell{},
          priced ? TableCell{Frac{reward.share_frac}} : TableCell{},
          optional_yuan(priced, part.net_income_yuan), optional_yuan(priced, part.inventors_yuan),
          optional_yuan(priced, part.holder_yuan), reward_words(reward)}});
  }
  table.note = {
      fmt::format("净收入 = 价格 ×（1 − 成本 {} %）（F174）；一个包内各权利的份额按价值均值"
                  "加权（F175）。",
                  show_percent(input.terms.cost_frac, 1)),
      fmt::format("Net income = price × (1 − costs of {} %) (F174); within a package "
                  "shares are weighted by mean worth (F175).",
                  show_percent(input.terms.cost_frac, 1))};
  section.blocks.push_back(std::move(table));
  return section;
}

Section duty_section(const OfferReportInput& input) {
  Section section{"before-signing", {"签约前须办事项", "Before signing"}, {}};
  section.blocks.push_back(
      Words{"按权利人性质、权利种类与可行方式列出；出处为“凭记忆”或“假设”的，签约前须核对原文。",
            "By holder, kind of right and the ways offered. What is marked known from memory or "
            "assumed is checked against the law's text before signing."});
  Table table;
  table.id = "duties";
  table.title = {"各组的事项", "the duties of each group"};
  table.columns = {text_column("group", {"组", "group"}),
                   text_column("kind", {"性质", "kind"}),
                   text_column("what", {"事项", "what"}),
                   count_column("days", {"至少", "at least"}, {"日", "days"}),
                   text_column("article", {"依据", "source"}),
                   text_column("mark", {"标记", "mark"})};
  Table groups;
  groups.id = "duty-groups";
  groups.title = {"事项相同的包为一组", "packages with the same duties make a group"};
  groups.columns = {text_column("group", {"组", "group"}),
                    text_column("holder", {"权利人", "holder"}),
                    count_column("count", {"包数", "packages"}, {"包", "count"}),
                    text_column("packages", {"包", "packages"})};
  std::string letter = "A";
  for (const DutyGroup& group : duty_groups(input)) {
    const OfferPackage& package = group.first->package;
    groups.rows.push_back({{Words{letter, ""}, holder_words(package.holder), count_of(group.count),
                            Words{group.packages, ""}}});
    for (const DutyRule& duty : group.first->duties) {
      table.rows.push_back(
          {{Words{letter, ""}, duty_kind_words(duty.kind), Words{duty.what.zh, duty.what.en},
            duty.days ? TableCell{std::int64_t{*duty.days}} : TableCell{},
            Words{duty.article.zh, duty.article.en}, Words{duty.mark, ""}}});
    }
    letter = next_letter(letter);
  }
  section.blocks.push_back(std::move(groups));
  section.blocks.push_back(std::move(table));
  return section;
}

Section left_out_section(const OfferReportInput& input) {
  Section section{"left-out", {"未挂牌", "Not offered"}, {}};
  if (input.left_out.empty()) {
    section.blocks.push_back(
        Words{"名单中的权利均在有效期内。", "Every right listed is in force."});
    return section;
  }
  Table table;
  table.id = "left-out";
  table.title = {"已终止的权利", "rights that have ended"};
  table.columns = {text_column("asset_id", {"权利编号", "right"}),
                   text_column("title", {"名称", "title"}), text_column("why", {"原因", "why"})};
  for (const LeftOut& one : input.left_out) {
    const OfferedRight& row = input.rights[one.right].row;
    table.rows.push_back({{Words{row.asset_id, ""}, Words{row.title, ""}, Words{one.why, ""}}});
  }
  section.blocks.push_back(std::move(table));
  return section;
}

Section offer_level_section(const OfferReportInput& input) {
  Section section{"levels", {"参数、出处与清单", "Levels, sources and manifest"}, {}};
  Table table;
  table.id = "levels";
  table.title = {"价格与匹配参数", "levels of price and matching"};
  table.columns = {text_column("level", {"参数", "level"}), text_column("value", {"水平", "value"}),
                   text_column("mark", {"标记", "mark"}), text_column("source", {"出处", "source"}),
                   date_column("date", {"日期", "date"})};
  for (const OfferLevel& one : input.terms.levels) {
    const std::string value = one.unit == "frac" ? show_percent(one.value, 1) + " %"
                                                 : show_number(one.value, 0) + " " + one.unit;
    table.rows.push_back({{Words{one.name, ""}, Words{value, ""}, Words{one.mark, ""},
                           Words{one.source, ""}, one.date}});
  }
  section.blocks.push_back(std::move(table));
  section.blocks.push_back(Words{"法规来源：" + input.law_source, "Law: " + input.law_source});
  Table hashes;
  hashes.id = "manifest";
  hashes.title = {"输入清单", "inputs"};
  hashes.folded = true;
  hashes.columns = {text_column("input", {"输入", "input"}),
                    text_column("sha256", {"SHA-256", "SHA-256"})};
  for (const auto& [name, digest] : input.hashes) {
    hashes.rows.push_back({{Words{name, ""}, Words{digest, ""}}});
  }
  section.blocks.push_back(std::move(hashes));
  return section;
}

}  // namespace pledgelab
