#include "engine/app/value_history_answer.hpp"

#include <fmt/core.h>

#include "engine/app/valuation_json.hpp"

namespace pledgelab {
namespace {

Json recipe_json_of(const ValuationRecipe& recipe, const std::string& command) {
  Json inputs = Json::array();
  for (const HashedInput& one : recipe.hashes) {
    inputs.push_back({{"what", one.what}, {"name", one.name}, {"sha256", one.sha256}});
  }
  return {{"program_version", recipe.program_version},
          {"commit", recipe.commit},
          {"scenario", recipe.inputs.scenario},
          {"lending", recipe.inputs.lending},
          {"command", command},
          {"inputs", inputs}};
}

std::string worth_text(const ValuationRow& row) {
  const Valuation& value = row.valuation;
  const bool yuan = row.currency == "CNY";
  const double unit = yuan ? 10'000 : 1;
  return fmt::format("{:>14.2f} {:>14.2f} {:>14.2f} {:>14.2f} {:>6.1f} %  {}",
                     value.mean_yuan / unit, value.low_yuan / unit, value.median_yuan / unit,
                     value.high_yuan / unit, 100 * value.zero_frac,
                     yuan ? std::string("万元") : row.currency);
}

}  // namespace

Json to_json(const KeptValuation& kept) {
  return {{"id", kept.id},
          {"folder", kept.folder},
          {"already_there", kept.already_there},
          {"chunks_count", kept.chunks},
          {"chunks_done_before_count", kept.chunks_before}};
}

std::string to_text(const KeptValuation& kept) {
  if (kept.already_there) {
    return fmt::format(
        "此前已存，逐字节相同，未添加 kept before, equal byte by byte, nothing added: {}\n",
        kept.folder);
  }
  std::string text = fmt::format("估值连同配方已存 kept with its recipe: {}\n", kept.folder);
  if (kept.chunks_before > 0) {
    text += fmt::format("续做 taken up: {} of {} chunks were done before\n", kept.chunks_before,
                        kept.chunks);
  }
  return text;
}

Json to_json(const ValueHistory& history) {
  Json values = Json::array();
  for (const PastValue& past : history.values) {
    Json one = {{"valuation_id", past.row.valuation_id},
                {"folder", past.folder},
                {"as_of", to_iso(past.row.valuation.as_of)},
                {"kind", past.row.kind},
                {"currency", past.row.currency}};
    Json worth = to_json(past.row.valuation);
    worth.erase("drivers");  // not kept: the command tells them again
    one.update(worth);
    one["recipe"] = recipe_json_of(past.recipe, past.command);
    values.push_back(std::move(one));
  }
  return {{"asset_id", history.asset_id}, {"values", values}, {"stopped", history.stopped}};
}

std::string to_text(const ValueHistory& history) {
  std::string text =
      fmt::format("{}: 历次估值 kept valuations, {}\n", history.asset_id, history.values.size());
  text += fmt::format("{:<10}  {:<13} {:>14} {:>14} {:>14} {:>14} {:>8}\n", "as of", "id", "mean",
                      "P5", "median", "P95", "P(0)");
  for (const PastValue& past : history.values) {
    const Valuation& value = past.row.valuation;
    text += fmt::format("{}  {} {}\n", to_iso(value.as_of), past.row.valuation_id,
                        worth_text(past.row));
    for (const MethodEstimate& method : value.methods) {
      text +=
          fmt::format("    方法 method: {} ({}), {:.2f}, ln-SD {:.2f}, {:.0f} %\n", method.method,
                      method.formula, method.value_yuan, method.ln_sd, 100 * method.weight_frac);
    }
    for (const std::string& flag : value.flags) text += "    标记 flag: " + flag + "\n";
    text += fmt::format("    配方 recipe: pledgelab {} {}, {}\n", past.recipe.program_version,
                        past.recipe.commit, past.command);
    for (const HashedInput& one : past.recipe.hashes) {
      text += fmt::format("      {} {} sha256 {}\n", one.what, one.name, one.sha256);
    }
  }
  for (const std::string& id : history.stopped) {
    text += "未完成 begun and not ended: " + id + "\n";
  }
  return text;
}

Json to_json(const ValuationAgain& again) {
  return {{"id", again.stored.id},
          {"folder", again.stored.folder},
          {"equal", true},
          {"rights_count", again.stored.rows.size()},
          {"sha256", again.stored.rows_sha256},
          {"commit", again.commit},
          {"recipe", recipe_json_of(again.stored.recipe, again.stored.command)}};
}

std::string to_text(const ValuationAgain& again) {
  std::string text = fmt::format(
      "{}: 按配方复算，{} 项权利逐字节相同 made again from its recipe, {} rights, equal byte by "
      "byte\n",
      again.stored.folder, again.stored.rows.size(), again.stored.rows.size());
  text += fmt::format("    存于 kept by commit {}; 复算 repeated by commit {}\n",
                      again.stored.recipe.commit, again.commit);
  return text + "    valuations.csv sha256 " + again.stored.rows_sha256 + "\n";
}

}  // namespace pledgelab
