#include <fmt/core.h>

#include <array>

#include "engine/app/explain_answer.hpp"
#include "engine/render/text.hpp"
#include "engine/report/figure.hpp"

namespace pledgelab {
const Words& words_of(ChangeGroup group) {
  static const std::array<Words, kChangeGroups> kWords = {
      Words{"时间推移", "time"},
      Words{"资金成本与税率", "cost of capital and tax"},
      Words{"收入", "revenue"},
      Words{"许可费率与溢价", "royalty and premium"},
      Words{"法律状态", "legal standing"},
      Words{"证据", "evidence"},
      Words{"产品内其他权利与质押", "other rights and pledge"},
      Words{"模型参数", "the model's levels"}};
  return kWords[static_cast<std::size_t>(group)];
}

Words nature_words(ChangeNature nature) {
  switch (nature) {
    case ChangeNature::time:
      return {"时间", "time"};
    case ChangeNature::information:
      return {"信息", "information"};
    case ChangeNature::model:
      return {"模型", "model"};
  }
  return {};
}

namespace {

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

Table parts_table(const ChangeExplanation& told, const MoneyUnit& unit) {
  Table table;
  table.id = "change";
  table.title = {"价值变动（F142）", "change of the worth (F142)"};
  table.columns = {text_column("group", {"动因", "driver"}),
                   text_column("nature", {"性质", "nature"}),
                   money_column("change", {"变动", "change"}, unit),
                   text_column("moved", {"变化的项", "what moved"})};
  for (const ChangePart& part : told.change.parts) {
    table.rows.push_back({{words_of(part.group), nature_words(nature_of(part.group)),
                           Money::of_fen(part.fen), Words{joined(part.moved), ""}}});
  }
  return table;
}

}  // namespace

Json to_json(const ChangeExplanation& told) {
  Json parts = Json::array();
  for (const ChangePart& part : told.change.parts) {
    parts.push_back({{"driver", group_word(part.group)},
                     {"nature", nature_words(nature_of(part.group)).en},
                     {"change_fen", part.fen},
                     {"moved", part.moved}});
  }
  Json loans = Json::array();
  for (const SecuredTrigger& one : told.loans) {
    loans.push_back({{"loan_id", one.loan_id}, {"trigger", to_json(one.trigger)}});
  }
  return {{"asset_id", told.asset_id},
          {"currency", told.currency},
          {"from", to_iso(told.from)},
          {"to", to_iso(told.to)},
          {"before_fen", told.change.before_fen},
          {"after_fen", told.change.after_fen},
          {"time_fen", told.change.time_fen},
          {"information_fen", told.change.information_fen},
          {"model_fen", told.change.model_fen},
          {"parts", parts},
          {"loans", loans}};
}

std::string to_text(const ChangeExplanation& told) {
  const MoneyUnit unit = plain_unit(told.currency);
  const auto amount = [&](std::int64_t fen) { return show(Money::of_fen(fen), unit); };
  const ValueChange& change = told.change;
  std::string text = fmt::format("权利 right {}: {} {} → {} {} {}\n", told.asset_id,
                                 to_iso(told.from), amount(change.before_fen), to_iso(told.to),
                                 amount(change.after_fen), unit.label.zh);
  text += fmt::format("变动 change {}: 时间 time {} · 信息 information {} · 模型 model {}\n\n",
                      amount(change.after_fen - change.before_fen), amount(change.time_fen),
                      amount(change.information_fen), amount(change.model_fen));
  text += change.parts.empty() ? std::string("无变化 nothing moved\n")
                               : to_text(parts_table(told, unit));
  for (const SecuredTrigger& one : told.loans) {
    text += fmt::format("\n所担保贷款 it secures {}\n", one.loan_id) + to_text(one.trigger, unit);
  }
  return text;
}

}  // namespace pledgelab
