#include <fmt/core.h>

#include <array>

#include "engine/app/explain_answer.hpp"
#include "engine/render/text.hpp"
#include "engine/report/figure.hpp"

namespace pledgelab {
namespace {

struct DriverWords {
  const char* word;
  Words both;
};

const DriverWords& words_of(TriggerDriver driver) {
  static const std::array<DriverWords, kTriggerDrivers> kWords = {
      DriverWords{"revenue", {"收入（倍）", "sales (factor)"}},
      DriverWords{"royalty", {"许可费率（倍）", "royalty (factor)"}},
      DriverWords{"discount_rate", {"资金成本", "cost of capital"}},
      DriverWords{"time", {"时间（月）", "time (months)"}},
      DriverWords{"legal_event", {"单项权利终止", "one right ends"}}};
  return kWords[static_cast<std::size_t>(driver)];
}

std::string level_text(TriggerDriver driver, double level) {
  switch (driver) {
    case TriggerDriver::discount_rate:
      return show_percent(level, 2) + "%";
    case TriggerDriver::time:
      return fmt::format("{:.0f}", level);
    case TriggerDriver::legal_event:
      return "–";
    case TriggerDriver::revenue:
    case TriggerDriver::royalty:
      break;
  }
  return fmt::format("×{:.3f}", level);
}

Table drivers_table(const TriggerDistance& told) {
  Table table;
  table.id = "trigger-drivers";
  table.title = told.breached
                    ? Words{"各动因单独恢复质押率上限所需（F48、F49）",
                            "what each driver alone would need to restore the ceiling (F48, F49)"}
                    : Words{"各动因单独触及质押率上限的距离（F48、F49）",
                            "how far each driver alone is from the ceiling (F48, F49)"};
  table.columns = {text_column("driver", {"动因", "driver"}),
                   text_column("now", {"现值", "now"}),
                   text_column("at", {told.breached ? "恢复值" : "触发值",
                                      told.breached ? "restores at" : "at the trigger"}),
                   number_column("sds", {"距离", "distance"}, {"年标准差", "yearly SDs"}, 2),
                   share_column("chance", {"一年内概率", "chance within a year"}),
                   text_column("right", {"权利", "right"})};
  for (const DriverDistance& one : told.drivers) {
    TableCell sds;
    TableCell chance;
    if (one.sds) sds = *one.sds;
    if (one.at_trigger) chance = Frac{one.chance_frac};
    const Words at = one.at_trigger ? Words{level_text(one.driver, *one.at_trigger), ""}
                                    : Words{"达不到", "not reached"};
    table.rows.push_back({{words_of(one.driver).both, Words{level_text(one.driver, one.now), ""},
                           at, sds, chance, Words{one.right, ""}}});
  }
  return table;
}

std::string head_text(const TriggerDistance& told, const MoneyUnit& unit) {
  const bool signed_worth = told.basis == TriggerBasis::approved;
  return fmt::format(
      "触发 trigger: 余额 balance {} / Σ 上限 ceiling × {} {} = {:.4f}: {}\n",
      show_yuan(told.balance_yuan, unit),
      signed_worth ? "评估值 approved value" : "模型值 model value (无评估 no appraisal)",
      show_yuan(told.ceiling_worth_yuan, unit), told.factor,
      told.breached ? "价值须升至此倍方恢复 worth must rise by this factor"
                    : "价值跌至此倍即触发 worth may fall to this factor");
}

std::string first_text(const TriggerDistance& told) {
  const DriverDistance& first = told.drivers.front();
  if (!first.at_trigger) return "无单一动因可达 no single driver gets there\n";
  const std::string name = in_language(words_of(first.driver).both, Language::both);
  return fmt::format("最先 first: {}, 一年内概率 chance within a year {}%\n", name,
                     show_percent(first.chance_frac, 2));
}

}  // namespace

Json to_json(const TriggerExplanation& told) {
  Json json = {{"known", told.known}, {"distance", Json()}, {"restore", Json()}};
  if (told.restoration) {
    json["restore"] = {{"repay_fen", told.restoration->repay.fen()}, {"add_value_fen", Json()}};
    if (told.restoration->add_value) {
      json["restore"]["add_value_fen"] = told.restoration->add_value->fen();
    }
  }
  if (!told.distance) return json;
  Json drivers = Json::array();
  for (const DriverDistance& one : told.distance->drivers) {
    drivers.push_back({{"driver", words_of(one.driver).word},
                       {"now", one.now},
                       {"at_trigger", one.at_trigger ? Json(*one.at_trigger) : Json()},
                       {"distance_sds", one.sds ? Json(*one.sds) : Json()},
                       {"chance_frac", one.chance_frac},
                       {"right", one.right}});
  }
  Json spreads = Json::array();
  for (const UsedLevel& level : told.spreads) spreads.push_back(to_json(level));
  json["distance"] = {
      {"basis", told.distance->basis == TriggerBasis::approved ? "approved" : "model"},
      {"breached", told.distance->breached},
      {"balance_yuan", told.distance->balance_yuan},
      {"ceiling_worth_yuan", told.distance->ceiling_worth_yuan},
      {"factor", told.distance->factor},
      {"drivers", drivers},
      {"spreads", spreads}};
  return json;
}

std::string to_text(const TriggerExplanation& told, const MoneyUnit& unit) {
  if (!told.known) return "情景无动因波动参数 the scenario has no spreads of drivers (driver_sd)\n";
  if (!told.distance) {
    return "触发距离 distance to the trigger: 无余额或无价值 nothing owed, or no worth under a "
           "ceiling\n";
  }
  std::string text = head_text(*told.distance, unit) + to_text(drivers_table(*told.distance));
  text += first_text(*told.distance);
  if (told.distance->breached && told.restoration) {
    text += fmt::format("F180 恢复 restore: 归还 repay {}", show(told.restoration->repay, unit));
    if (told.restoration->add_value) {
      text += fmt::format(", 或增加评估值 or add approved value {}",
                          show(*told.restoration->add_value, unit));
    }
    text += " " + unit.label.zh + "\n";
  }
  return text +
         to_text(levels_table("driver-sd", {"动因波动", "spreads of the drivers"}, told.spreads));
}

}  // namespace pledgelab
