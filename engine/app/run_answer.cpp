#include "engine/app/run_answer.hpp"

#include <fmt/core.h>

#include <cmath>

#include "engine/render/text.hpp"
#include "engine/report/report.hpp"

namespace pledgelab {
namespace {

Json estimate_json(const Estimate& estimate) {
  return {{"mean_yuan", estimate.value}, {"standard_error_yuan", estimate.standard_error}};
}

Json loss_json(const RunResults& results) {
  return {{"expected_loss", estimate_json(results.loss.mean_yuan)},
          {"median_yuan", results.loss.median_yuan},
          {"value_at_risk_99", estimate_json(results.loss.value_at_risk_99_yuan)},
          {"expected_shortfall_99", estimate_json(results.loss.expected_shortfall_99_yuan)},
          {"ip_recovery", estimate_json(results.ip_recovery.mean_yuan)},
          {"other_recovery", estimate_json(results.other_recovery.mean_yuan)},
          {"default_count",
           {{"mean", results.default_count.value},
            {"standard_error", results.default_count.standard_error}}}};
}

Json parties_json(const RunResults& results) {
  Json parties = Json::array();
  for (const PartyRun& party : results.parties) {
    parties.push_back(
        {{"party", party.id},
         {"borne", estimate_json(party.borne.mean_yuan)},
         {"recovery", estimate_json(party.recovery.mean_yuan)},
         {"net", estimate_json(party.net.mean_yuan)},
         {"net_expected_shortfall_99", estimate_json(party.net.expected_shortfall_99_yuan)}});
  }
  return parties;
}

Json accounts_json(const RunResults& results) {
  Json accounts = Json::array();
  for (const AccountYear& year : results.accounts) {
    accounts.push_back({{"party", results.parties[year.party].id},
                        {"year", year.year},
                        {"date", to_iso(year.date)},
                        {"low_yuan", year.low_yuan},
                        {"median_yuan", year.median_yuan},
                        {"high_yuan", year.high_yuan},
                        {"exhausted_frac", year.exhausted_frac.value}});
  }
  return accounts;
}

Json breakers_json(const RunResults& results) {
  Json breakers = Json::array();
  for (const BreakerYear& year : results.breakers) {
    breakers.push_back({{"breaker", year.id},
                        {"year", year.year},
                        {"date", to_iso(year.date)},
                        {"tripped_frac", year.tripped_frac.value},
                        {"on_frac", year.on_frac.value}});
  }
  return breakers;
}

Json line_json(const ComparisonLine& line) {
  Json json = {{"measure", line.measure.en}};
  if (line.money) {
    json["realised_fen"] = std::llround(line.realised * 100);
  } else {
    json["realised"] = std::llround(line.realised);
  }
  const std::string unit = line.money ? "_yuan" : "";
  json["mean" + unit] = line.simulated_mean;
  json["standard_deviation" + unit] = line.simulated_sd;
  json["low" + unit] = line.low;
  json["high" + unit] = line.high;
  json["below_frac"] = line.below_frac;
  json["miss_sd"] = nullptr;
  if (line.simulated_sd > 0) {
    json["miss_sd"] = (line.realised - line.simulated_mean) / line.simulated_sd;
  }
  return json;
}

Json group_json(const OutcomeGroup& group) {
  return {{"group", group.name.en},
          {"loans", group.loan_count},
          {"lent_fen", group.lent.fen()},
          {"realised_count", group.realised_count},
          {"simulated_count", group.simulated_count},
          {"realised_defaulted_yuan", group.realised_defaulted_yuan},
          {"simulated_defaulted_yuan", group.simulated_defaulted_yuan},
          {"realised_loss_yuan", group.realised_loss_yuan},
          {"simulated_loss_yuan", group.simulated_loss_yuan},
          {"miss_from_count_yuan", group.from_count_yuan},
          {"miss_from_size_yuan", group.from_size_yuan},
          {"miss_from_severity_yuan", group.from_severity_yuan}};
}

Json comparison_json(const OutcomeComparison& comparison) {
  Json variants = Json::array();
  for (const Comparison& variant : comparison.variants) {
    Json lines = Json::array();
    for (const ComparisonLine& line : variant.lines) lines.push_back(line_json(line));
    variants.push_back({{"book", variant.name.en}, {"lines", std::move(lines)}});
  }
  Json groups = Json::array();
  for (const OutcomeGroup& group : comparison.groups) groups.push_back(group_json(group));
  Json years = Json::array();
  for (const OutcomeYear& year : comparison.years) {
    years.push_back({{"after", to_iso(year.from)},
                     {"to", to_iso(year.to)},
                     {"realised", year.realised_count},
                     {"simulated", year.simulated_count}});
  }
  return {{"variants", std::move(variants)},
          {"groups", std::move(groups)},
          {"years", std::move(years)},
          {"largest_lender", comparison.largest_lender},
          {"undated_defaults", comparison.undated_count},
          {"late_defaults", comparison.late_count}};
}

}  // namespace

Json to_json(const RunOutcome& outcome) {
  const RunResults& results = outcome.results;
  const StageSeconds& seconds = results.seconds;
  Json json = {{"run_id", outcome.id},
               {"folder", outcome.folder},
               {"as_of", to_iso(results.as_of)},
               {"currency", results.currency},
               {"paths", results.paths},
               {"months", results.months},
               {"seed", results.seed},
               {"tape", {{"sha256", outcome.tape_sha256}, {"rows", outcome.tape_rows}}},
               {"exposure_fen", outcome.report.exposure.fen()},
               {"approved_value_fen", outcome.report.approved_value.fen()},
               {"loss", loss_json(results)},
               {"parties", parties_json(results)},
               {"accounts", accounts_json(results)},
               {"breakers", breakers_json(results)},
               {"assumed_ppm", std::llround(assumed_frac(outcome.report) * 1e6)},
               {"seconds",
                {{"value", seconds.value},
                 {"prepare", seconds.prepare},
                 {"simulate_and_share", seconds.simulate_and_share},
                 {"share", seconds.share},
                 {"tail", seconds.tail},
                 {"reduce", seconds.reduce},
                 {"whole", seconds.whole}}}};
  if (outcome.report.undecided) {
    Json reasons = Json::array();
    for (const Words& reason : outcome.report.undecided->reasons) reasons.push_back(reason.en);
    json["undecided"] = {{"reasons", std::move(reasons)}};
  }
  if (outcome.report.comparison) json["comparison"] = comparison_json(*outcome.report.comparison);
  return json;
}

std::string to_text(const RunOutcome& outcome) {
  const Report report = make_report(outcome.report);
  std::string text = in_language(report.headline, Language::zh) + "\n";
  if (!report.headline.en.empty()) text += report.headline.en + "\n";
  text += in_language(report.trust, Language::both) + "\n";
  for (const Notice& notice : report.notices) {
    text += (notice.alarm ? "! " : "") + in_language(notice.text, Language::both) + "\n";
  }
  text += "\n";
  for (const KeyFigure& figure : report.figures) {
    text += fmt::format("{}: {} {} ({})\n", in_language(figure.label, Language::both), figure.value,
                        figure.unit.zh, in_language(figure.detail, Language::both));
  }
  for (const Section& section : report.sections) {
    for (const Block& block : section.blocks) {
      const Table* table = std::get_if<Table>(&block);
      if (table != nullptr && table->id == "simulated-realised") text += "\n" + to_text(*table);
      if (section.id != "who-pays") continue;
      const Chart* chart = std::get_if<Chart>(&block);
      if (chart != nullptr && chart->id == "party-tail") text += "\n" + to_text(chart->table);
    }
  }
  if (outcome.folder.empty()) return text;
  text += fmt::format("\n运行 run {}: {}\n", outcome.id, outcome.folder);
  if (!outcome.results.parties.empty()) {
    text += fmt::format("报告 report: {}/report.html\n", outcome.folder);
  }
  return text;
}

int exit_code(const RunOutcome& outcome) { return outcome.results.undecided_yuan > 0 ? 1 : 0; }

void watch(RunControl& control, Progress& progress) {
  watch_interrupts();
  control.interrupt = &interrupted();
  control.progress = [&progress](std::uint64_t done, std::uint64_t of) {
    progress.update(done, of);
  };
}

}  // namespace pledgelab
