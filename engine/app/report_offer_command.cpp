#include <string>
#include <utility>

#include "engine/app/backtest_answer.hpp"
#include "engine/app/offer_json.hpp"
#include "engine/app/report_options.hpp"
#include "engine/app/run_options.hpp"
#include "engine/app/test_options.hpp"
#include "engine/verbs/report_offer.hpp"

namespace pledgelab {
namespace {

// What the command line holds beside the request.
struct OfferTexts {
  std::string by = "class";
  std::string max_bad_sheet = "5%";
};

void declare(CLI::App& options, OfferRequest& request, OfferTexts& texts) {
  options
      .add_option("--offer", request.list_path,
                  "the rights on offer: asset_id, holder, title, family_id, mark_set, licence …")
      ->required();
  options.add_option("--firms", request.firms_path,
                     "firms: firm_id, name, technology_classes, goods_classes, region, size");
  options.add_option("--operations", request.operations_path,
                     "records of transfers and licences: who took what before");
  options.add_option("--by", texts.by, "packages by class, product or family")
      ->check(CLI::IsMember(kPackageByWords));
  options.add_option("--levels", request.terms, "price and matching levels: a file or a name");
  options.add_option("--law", request.law, "rewards and duties: a file or a name");
  options.add_option("--max-bad-sheet", texts.max_bad_sheet,
                     "rows of a sheet left out that are borne: N% or N");
}

Outcome finish(const OfferTexts& texts, OfferRequest& request) {
  for (std::size_t i = 0; i < kPackageByWords.size(); ++i) {
    if (texts.by == kPackageByWords[i]) request.by = static_cast<PackageBy>(i);
  }
  const auto limit = max_bad_of(texts.max_bad_sheet);
  if (!limit) return limit.errors();
  if (limit.value()) request.most_rejected = *limit.value();
  return Done{};
}

}  // namespace

int report_offer_command(const Arguments& arguments) {
  CommandLine line("report", "Rights on offer: packages, prices, firms, what to do before signing.",
                   "pledgelab report --offer offer.csv --firms firms.csv --book rights "
                   "--as-of 2026-09-30 --html");
  OfferRequest request;
  OfferTexts texts;
  declare(line.options(), request, texts);
  declare_tests(line.options(), request.tests);
  const InputOptions inputs(line);
  const PageOptions page(line);
  if (const auto code = line.parse(arguments)) return *code;
  auto read = inputs.request();
  if (!read) return refuse(line.json(), read.errors());
  request.inputs = std::move(read).value();
  auto asked = page.request();
  if (!asked) return refuse(line.json(), asked.errors());
  request.page = std::move(asked).value();
  if (const Outcome whole = finish(texts, request); !whole) {
    return refuse(line.json(), whole.errors());
  }
  const auto outcome = report_offer(request);
  if (!outcome) return refuse(line.json(), outcome.errors());
  Json data = to_json(outcome.value());
  data["backtest"] = backtest_note_json(outcome.value().test ? &*outcome.value().test : nullptr);
  return answer(line.json(), data, outcome.value().page.text, outcome.value().warnings);
}

}  // namespace pledgelab
