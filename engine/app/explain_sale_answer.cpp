#include <fmt/core.h>

#include <array>
#include <cmath>

#include "engine/app/explain_answer.hpp"
#include "engine/render/text.hpp"
#include "engine/report/figure.hpp"

namespace pledgelab {
namespace {

const Words& words_of(SaleChannel channel) {
  static const std::array<Words, kSaleChannels> kWords = {
      Words{"司法拍卖", "judicial auction"}, Words{"经纪转让", "broker"},
      Words{"运营平台", "operation platform"}, Words{"承诺收购", "promised purchase"}};
  return kWords[static_cast<std::size_t>(channel)];
}

const std::string& word_of(SaleChannel channel) {
  return kSaleChannelWords[static_cast<std::size_t>(channel)];
}

std::string both(const Words& words) { return in_language(words, Language::both); }

struct Factor {
  Words words;
  const char* word;
  double ln;
};

std::array<Factor, 4> factors_of(const ChannelLead& lead) {
  return {{{{"成交概率", "chance"}, "chance", lead.chance_ln},
           {{"成交价", "price"}, "price", lead.price_ln},
           {{"费用后", "after costs"}, "costs", lead.cost_ln},
           {{"等待", "wait"}, "wait", lead.wait_ln}}};
}

const Factor& greatest(const std::array<Factor, 4>& factors) {
  std::size_t at = 0;
  for (std::size_t i = 1; i < factors.size(); ++i) {
    if (factors[i].ln > factors[at].ln) at = i;
  }
  return factors[at];
}

Table channels_table(const SaleExplanation& told, const MoneyUnit& unit) {
  Table table;
  table.id = "sale-channels";
  table.title = {"按渠道的强制处置（F45–F47）", "forced sale by channel (F45 to F47)"};
  table.columns = {text_column("channel", {"渠道", "channel"}),
                   share_column("chance", {"成交概率", "chance"}),
                   number_column("months", {"回款月数", "months to cash"}, {}, 1),
                   money_column("given_sale", {"成交均价", "price given sale"}, unit),
                   money_column("expected", {"期望价", "expected price"}, unit),
                   share_column("frac", {"占可转让价值", "of what passes"}),
                   money_column("low", {"5%", ""}, unit),
                   money_column("median", {"50%", ""}, unit),
                   money_column("high", {"95%", ""}, unit),
                   share_column("costs", {"费用", "costs"}),
                   money_column("present", {"净现值", "present value, net"}, unit)};
  for (const ChannelSale& one : told.sale.channels) {
    const SaleOutlook& outlook = one.outlook;
    TableCell frac;
    if (told.alone_yuan > 0) frac = Frac{outlook.expected_price / told.alone_yuan};
    table.rows.push_back(
        {{words_of(one.channel), Frac{outlook.sale_frac}, outlook.months_given_sale,
          Yuan{outlook.price_given_sale}, Yuan{outlook.expected_price}, frac, Yuan{one.low_yuan},
          Yuan{one.median_yuan}, Yuan{one.high_yuan}, Frac{outlook.cost_frac},
          Yuan{outlook.present_value}}});
  }
  return table;
}

// Why one is best, in factors that multiply to the lead.
std::string best_text(const ForcedSale& sale, const MoneyUnit& unit) {
  if (!sale.best) return "各渠道均无所得 no channel brings anything\n";
  const ChannelSale& best = sale.channels[*sale.best];
  std::string text = fmt::format("最优渠道 best channel: {}, 净现值 present value {} {}\n",
                                 both(words_of(best.channel)),
                                 show_yuan(best.outlook.present_value, unit), unit.label.zh);
  if (!sale.lead) return text + "其他渠道均无所得 no other channel brings anything\n";
  const auto factors = factors_of(*sale.lead);
  double lead = 0;
  for (const Factor& factor : factors) lead += factor.ln;
  text += fmt::format("较次优 over the next, {}: ×{:.3f} =", both(words_of(sale.lead->over)),
                      std::exp(lead));
  for (const Factor& factor : factors) {
    text += fmt::format(" {} ×{:.3f}", both(factor.words), std::exp(factor.ln));
  }
  return text + fmt::format("; 主因 mostly {}\n", both(greatest(factors).words));
}

}  // namespace

Json to_json(const SaleExplanation& told) {
  Json channels = Json::array();
  for (const ChannelSale& one : told.sale.channels) {
    channels.push_back({{"channel", word_of(one.channel)},
                        {"sale_frac", one.outlook.sale_frac},
                        {"months_given_sale", one.outlook.months_given_sale},
                        {"price_given_sale_yuan", one.outlook.price_given_sale},
                        {"expected_price_yuan", one.outlook.expected_price},
                        {"low_yuan", one.low_yuan},
                        {"median_yuan", one.median_yuan},
                        {"high_yuan", one.high_yuan},
                        {"cost_frac", one.outlook.cost_frac},
                        {"wait_factor", one.outlook.wait_factor},
                        {"present_value_yuan", one.outlook.present_value}});
  }
  Json levels = Json::array();
  for (const UsedLevel& level : told.levels) levels.push_back(to_json(level));
  Json json = {
      {"known", told.known},
      {"firm_specific_frac", told.firm_specific_frac},
      {"passes_to_buyer_yuan", told.alone_yuan},
      {"first_appraisal_fen", told.first_appraisal ? Json(told.first_appraisal->fen()) : Json()},
      {"channels", channels},
      {"levels", levels},
      {"best", Json()}};
  if (!told.sale.best) return json;
  Json best = {{"channel", word_of(told.sale.channels[*told.sale.best].channel)}};
  if (told.sale.lead) {
    const auto factors = factors_of(*told.sale.lead);
    best["over"] = word_of(told.sale.lead->over);
    for (const Factor& factor : factors) best["times"][factor.word] = std::exp(factor.ln);
    best["mostly"] = greatest(factors).word;
  }
  json["best"] = best;
  return json;
}

std::string to_text(const SaleExplanation& told, const MoneyUnit& unit) {
  if (!told.known) return "情景无处置渠道参数 the scenario has no channels of sale\n";
  std::string text = fmt::format(
      "处置 sale: 均值 mean {} × (1 − 企业专属 firm-specific {}%) = 可转让价值 passes to a buyer "
      "{} "
      "{}\n",
      show_yuan(told.mean_yuan, unit), show_percent(told.firm_specific_frac, 2),
      show_yuan(told.alone_yuan, unit), unit.label.zh);
  if (told.sale.channels.empty()) {
    return text + "无可用渠道 no channel is open: 无价值或不可转让 no worth, or it cannot pass\n";
  }
  text += to_text(channels_table(told, unit)) + best_text(told.sale, unit);
  return text + "\n" +
         to_text(levels_table("sale-levels", {"处置参数", "levels of sale"}, told.levels));
}

}  // namespace pledgelab
