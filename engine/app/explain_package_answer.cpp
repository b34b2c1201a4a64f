#include <fmt/core.h>

#include "engine/app/explain_answer.hpp"
#include "engine/render/text.hpp"
#include "engine/report/figure.hpp"

namespace pledgelab {
namespace {

Table rights_table(const PackageExplanation& told, const MoneyUnit& unit) {
  const LoanPackage& package = *told.package;
  Table table;
  table.id = "package";
  table.title = {"质押组合（F181–F184）", "the rights as a package (F181 to F184)"};
  table.columns = {text_column("asset", {"权利", "right"}),
                   money_column("worth", {"组合内价值", "in the package"}, unit),
                   money_column("marginal", {"边际价值 F183", "marginal"}, unit),
                   money_column("alone", {"单独估值", "for itself"}, unit)};
  for (std::size_t i = 0; i < package.rights.size(); ++i) {
    const PackageRight& right = package.rights[i];
    table.rows.push_back({{Words{told.asset_ids[i], ""}, Yuan{right.worth_yuan},
                           Yuan{right.marginal_yuan}, Yuan{right.alone_yuan}}});
  }
  table.rows.push_back({{Words{"组合 V(package)", "package"}, Yuan{package.worth_yuan},
                         std::monostate{}, std::monostate{}}});
  table.rows.back().total = true;
  table.note = {"边际价值与单独估值不可相加",
                "marginal and stand-alone worths are not to be added"};
  return table;
}

Table products_table(const LoanPackage& package, const MoneyUnit& unit) {
  Table table;
  table.id = "package-products";
  table.title = {"按产品", "by product"};
  table.columns = {
      text_column("product", {"产品", "product"}), count_column("rights", {"权利数", "rights"}, {}),
      money_column("worth", {"组合内价值", "in the package"}, unit),
      money_column("alone", {"单独估值之和（不得采用）", "sum for themselves, not used"}, unit)};
  for (const PackageProduct& product : package.products) {
    table.rows.push_back({{Words{product.product_id, ""}, static_cast<std::int64_t>(product.rights),
                           Yuan{product.worth_yuan}, Yuan{product.alone_sum_yuan}}});
  }
  return table;
}

Json shape_json(const SumShape& shape) {
  return {{"ln_sd", shape.ln_sd}, {"effective_count", shape.effective_count}};
}

}  // namespace

Json to_json(const PackageExplanation& told) {
  Json json = {{"known", told.known}, {"package", Json()}};
  if (!told.package) return json;
  const LoanPackage& package = *told.package;
  Json rights = Json::array();
  for (std::size_t i = 0; i < package.rights.size(); ++i) {
    rights.push_back({{"asset_id", told.asset_ids[i]},
                      {"worth_yuan", package.rights[i].worth_yuan},
                      {"marginal_yuan", package.rights[i].marginal_yuan},
                      {"alone_yuan", package.rights[i].alone_yuan}});
  }
  Json products = Json::array();
  for (const PackageProduct& product : package.products) {
    products.push_back({{"product_id", product.product_id},
                        {"rights_count", product.rights},
                        {"worth_yuan", product.worth_yuan},
                        {"alone_sum_yuan", product.alone_sum_yuan}});
  }
  Json levels = Json::array();
  for (const UsedLevel& level : told.levels) levels.push_back(to_json(level));
  json["package"] = {{"rights", rights},
                     {"products", products},
                     {"worth_yuan", package.worth_yuan},
                     {"alone_sum_yuan", package.alone_sum_yuan},
                     {"sold_count", package.sold_count},
                     {"discount_frac", package.discount_frac},
                     {"sold_yuan", package.sold_yuan},
                     {"right_ln_sd", package.right_ln_sd},
                     {"level", shape_json(package.level)},
                     {"whole", shape_json(package.whole)},
                     {"levels", levels}};
  return json;
}

std::string to_text(const PackageExplanation& told, const MoneyUnit& unit) {
  if (!told.known) {
    return "情景无组合折扣参数 the scenario has no discount of packages (package_discount_frac)\n";
  }
  if (!told.package) return "质押组合 package: 无价值 no right of any worth\n";
  const LoanPackage& package = *told.package;
  std::string text = to_text(rights_table(told, unit));
  if (!package.products.empty()) text += to_text(products_table(package, unit));
  text += fmt::format("F184 组合折扣 discount {}% ({} 项权利 rights): {} × (1 − {}%) = {} {}\n",
                      show_percent(package.discount_frac, 2), package.sold_count,
                      show_yuan(package.worth_yuan, unit), show_percent(package.discount_frac, 2),
                      show_yuan(package.sold_yuan, unit), unit.label.zh);
  text += fmt::format(
      "F181 一年 ln SD over a year: 单项均值 mean of the rights {:.3f} → 组合 package {:.3f}; "
      "有效权利数 "
      "effective number of rights {:.2f} (F182)\n",
      package.right_ln_sd, package.level.ln_sd, package.level.effective_count);
  text += fmt::format("含估值误差 with the estimates' own spread {:.3f}; {:.2f}\n",
                      package.whole.ln_sd, package.whole.effective_count);
  return text + to_text(levels_table("package-levels", {"组合参数", "levels of the package"},
                                     told.levels));
}

}  // namespace pledgelab
