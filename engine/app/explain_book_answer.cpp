#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "engine/app/explain_answer.hpp"
#include "engine/render/text.hpp"
#include "engine/report/figure.hpp"

namespace pledgelab {
namespace {

const char* word_of(RightStanding standing) {
  switch (standing) {
    case RightStanding::stays:
      return "stays";
    case RightStanding::added:
      return "added";
    case RightStanding::gone:
      break;
  }
  return "gone";
}

Words words_of(RightStanding standing) {
  switch (standing) {
    case RightStanding::stays:
      return {"存续", "stays"};
    case RightStanding::added:
      return {"新增", "new"};
    case RightStanding::gone:
      break;
  }
  return {"移出", "gone"};
}

// From the worth at the start to that at the end, one step a row, and where each leaves it.
Table waterfall(const BookChange& change, const MoneyUnit& unit) {
  Table table;
  table.id = "book-change";
  table.title = {"全账簿价值变动（各权利 F142 之和）", "change of the book's worth (sum of F142)"};
  table.columns = {text_column("driver", {"动因", "driver"}),
                   text_column("nature", {"性质", "nature"}),
                   money_column("change", {"变动", "change"}, unit),
                   money_column("reached", {"累计", "reached"}, unit)};
  std::int64_t reached = change.before_fen;
  const auto step = [&](const Words& words, const Words& nature, std::int64_t fen) {
    reached += fen;
    table.rows.push_back({{words, nature, Money::of_fen(fen), Money::of_fen(reached)}});
  };
  table.rows.push_back({{Words{"期初", "at the start"}, Words{}, std::monostate{},
                         Money::of_fen(change.before_fen)}});
  table.rows.back().total = true;
  for (std::size_t i = 0; i < kChangeGroups; ++i) {
    const auto group = static_cast<ChangeGroup>(i);
    step(pledgelab::words_of(group), nature_words(nature_of(group)), change.group_fen[i]);
  }
  step({"新增权利", "rights that are new"}, {"组成", "composition"}, change.added_fen);
  step({"移出权利", "rights that are gone"}, {"组成", "composition"}, -change.gone_fen);
  table.rows.push_back(
      {{Words{"期末", "at the end"}, Words{}, Money::of_fen(change.after_fen - change.before_fen),
        Money::of_fen(reached)}});
  table.rows.back().total = true;
  return table;
}

std::vector<const RightChange*> greatest(const BookChange& change, std::size_t top) {
  std::vector<const RightChange*> rights;
  for (const RightChange& right : change.rights) rights.push_back(&right);
  std::stable_sort(rights.begin(), rights.end(), [](const RightChange* a, const RightChange* b) {
    return std::abs(a->change_fen()) > std::abs(b->change_fen());
  });
  rights.resize(std::min(top, rights.size()));
  return rights;
}

// The driver that moved a right most.
Words mostly(const RightChange& right) {
  if (right.standing != RightStanding::stays) return words_of(right.standing);
  std::size_t at = 0;
  for (std::size_t i = 1; i < kChangeGroups; ++i) {
    if (std::abs(right.group_fen[i]) > std::abs(right.group_fen[at])) at = i;
  }
  if (right.group_fen[at] == 0) return {"–", ""};
  return pledgelab::words_of(static_cast<ChangeGroup>(at));
}

Table rights_table(const BookChange& change, std::size_t top, const MoneyUnit& unit) {
  Table table;
  table.id = "book-change-rights";
  table.title = {"变动最大的权利", "the rights that changed most"};
  table.columns = {text_column("asset", {"权利", "right"}),
                   text_column("standing", {"状态", "standing"}),
                   money_column("before", {"期初", "at the start"}, unit),
                   money_column("after", {"期末", "at the end"}, unit),
                   money_column("change", {"变动", "change"}, unit),
                   text_column("mostly", {"主因", "mostly"})};
  std::int64_t told_before = 0;
  std::int64_t told_after = 0;
  const auto rights = greatest(change, top);
  for (const RightChange* right : rights) {
    table.rows.push_back(
        {{Words{right->asset_id, ""}, words_of(right->standing), Money::of_fen(right->before_fen),
          Money::of_fen(right->after_fen), Money::of_fen(right->change_fen()), mostly(*right)}});
    told_before += right->before_fen;
    told_after += right->after_fen;
  }
  const auto add = [&](const Words& words, std::int64_t before, std::int64_t after) {
    table.rows.push_back({{words, Words{}, Money::of_fen(before), Money::of_fen(after),
                           Money::of_fen(after - before), Words{}}});
  };
  if (rights.size() < change.rights.size()) {
    const std::string count = std::to_string(change.rights.size() - rights.size());
    add({"其余 " + count + " 项", "the other " + count}, change.before_fen - told_before,
        change.after_fen - told_after);
  }
  add({"合计", "total"}, change.before_fen, change.after_fen);
  table.rows.back().total = true;
  return table;
}

Json groups_json(const std::array<std::int64_t, kChangeGroups>& fen) {
  Json json = Json::object();
  for (std::size_t i = 0; i < kChangeGroups; ++i) {
    json[std::string(group_word(static_cast<ChangeGroup>(i))) + "_fen"] = fen[i];
  }
  return json;
}

}  // namespace

Json to_json(const BookExplanation& told) {
  const BookChange& change = told.change;
  Json rights = Json::array();
  for (const RightChange& right : change.rights) {
    rights.push_back({{"asset_id", right.asset_id},
                      {"standing", word_of(right.standing)},
                      {"before_fen", right.before_fen},
                      {"after_fen", right.after_fen},
                      {"drivers", groups_json(right.group_fen)}});
  }
  return {{"currency", told.currency},
          {"from", to_iso(told.from)},
          {"to", to_iso(told.to)},
          {"before_fen", change.before_fen},
          {"after_fen", change.after_fen},
          {"drivers", groups_json(change.group_fen)},
          {"added_fen", change.added_fen},
          {"gone_fen", change.gone_fen},
          {"added_count", change.added_count},
          {"gone_count", change.gone_count},
          {"time_fen", change.time_fen},
          {"information_fen", change.information_fen},
          {"model_fen", change.model_fen},
          {"rights", rights}};
}

std::string to_text(const BookExplanation& told, std::size_t top) {
  const BookChange& change = told.change;
  const MoneyUnit unit = plain_unit(told.currency);
  const auto amount = [&](std::int64_t fen) { return show(Money::of_fen(fen), unit); };
  std::string text = fmt::format("账簿 book: {} 项权利 rights, {} {} → {} {} {}\n",
                                 change.rights.size(), to_iso(told.from), amount(change.before_fen),
                                 to_iso(told.to), amount(change.after_fen), unit.label.zh);
  text += fmt::format(
      "变动 change {}: 时间 time {} · 信息 information {} · 模型 model {} · 新增 new {} ({}) · "
      "移出 "
      "gone {} ({})\n\n",
      amount(change.after_fen - change.before_fen), amount(change.time_fen),
      amount(change.information_fen), amount(change.model_fen), amount(change.added_fen),
      change.added_count, amount(-change.gone_fen), change.gone_count);
  return text + to_text(waterfall(change, unit)) + "\n" + to_text(rights_table(change, top, unit));
}

}  // namespace pledgelab
