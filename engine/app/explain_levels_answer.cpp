#include <fmt/core.h>

#include "engine/app/explain_answer.hpp"
#include "engine/report/figure.hpp"
#include "models/book/fields.hpp"

namespace pledgelab {

MoneyUnit plain_unit(const std::string& currency) {
  const Words label = currency == "CNY" ? Words{"元", "CNY"} : Words{currency, ""};
  return {currency, label, 100, 2};
}

Words both_words(const std::string& word, const std::vector<std::string>& words) {
  const auto zh = words_zh(words);
  for (std::size_t i = 0; i < zh.size(); ++i) {
    const std::string spellings = zh[i];
    if (words[i] == word) return {spellings.substr(0, spellings.find('|')), word};
  }
  return {word, ""};
}

Words told_mark(const std::string& mark) {
  if (mark == "found") return {"有出处", mark};
  if (mark == "known") return {"凭记忆", mark};
  if (mark == "fitted") return {"拟合", mark};
  return {"假设", mark};
}

Json to_json(const UsedLevel& level) {
  return {{"name", level.name}, {"key", level.key},       {"value", level.value},
          {"unit", level.unit}, {"source", level.source}, {"mark", level.mark}};
}

Table levels_table(const std::string& id, const Words& title,
                   const std::vector<UsedLevel>& levels) {
  Table table;
  table.id = id;
  table.title = title;
  table.columns = {
      text_column("name", {"参数", "level"}),  text_column("key", {"键", "key"}),
      text_column("value", {"取值", "value"}), text_column("unit", {"单位", "unit"}),
      text_column("mark", {"标记", "mark"}),   text_column("source", {"来源", "source"})};
  for (const UsedLevel& level : levels) {
    const bool money = level.unit == "yuan";
    const std::string value =
        money ? show_yuan(level.value, plain_unit("CNY")) : fmt::format("{:.6g}", level.value);
    table.rows.push_back({{Words{level.name, ""}, Words{level.key, ""}, Words{value, ""},
                           Words{level.unit, ""}, told_mark(level.mark), Words{level.source, ""}}});
  }
  return table;
}

std::int64_t ppm_of(Ratio ratio) {
  return part(Money::of_fen(1'000'000), ratio, Rounding::half_up).fen();
}

}  // namespace pledgelab
