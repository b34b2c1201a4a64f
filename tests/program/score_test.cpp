// score through the built program: ranking, honest fit, awards, exit codes, bad input.
#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <string>

#include <nlohmann/json.hpp>

#include "tests/support/places.hpp"

using namespace pledgelab::test;

namespace {

// Forty patents of one cohort; claims 1 to 40; those from 21 on renewed.
std::string forty(const std::string& last_header = {}, const std::string& last_cell = {}) {
  std::string text =
      "patent_id,kind,section,grant_year,status,claims_count,renewed" + last_header + "\n";
  for (int i = 1; i <= 40; ++i) {
    text += "P" + std::to_string(i) + ",invention,H,2015,valid," + std::to_string(i) + "," +
            ((i > 20) != (i % 5 == 0) ? "1" : "0") + last_cell + "\n";
  }
  return text;
}

// The shipped index with the whole weight on claims.
std::string claims_alone() {
  std::ifstream in(source_root() + "/policies/quality/hvp-base.yaml");
  std::string text;
  for (std::string line; std::getline(in, line) && line != "dimensions:";) text += line + "\n";
  const std::string where = "unit: frac, source: test, date: 2026-11-30, mark: assumed";
  text += "dimensions:\n";
  for (const char* name : {"technology", "market", "strategy", "economic"}) {
    text += "  " + std::string(name) + ": {value: 0%, " + where + "}\n";
  }
  return text + "  legal: {value: 100%, " + where + "}\nindicators:\n  claims_count: {of: legal, " +
         "value: 100%, " + where + "}\n";
}

nlohmann::json data_of(const Ran& ran) { return nlohmann::json::parse(ran.out)["data"]; }

}  // namespace

TEST_CASE("program: score ranks a set, tells what is missing, and that it is not validated") {
  const Folder folder;
  const std::string file = folder.write("patents.csv", forty());
  const auto text = run_program("score --patents " + file);
  CHECK(text.code == 1);  // one indicator of 27: every rank is noise
  CHECK(text.out.find("not validated on awards") != std::string::npos);
  CHECK(text.out.find("single ranks cannot be told from noise") != std::string::npos);
  CHECK(text.out.find("15") != std::string::npos);
  const auto data = data_of(run_program("score --json --patents " + file));
  CHECK(data["index"]["id"] == "hvp-base");
  CHECK(data["validated_on_awards"] == false);
  CHECK(data["patents"].size() == 40);
  const auto& first = data["patents"][0];
  CHECK(first["patent_id"] == "P40");
  CHECK(first["rank"] == 1);
  CHECK(first["rank_is_noise"] == true);
  // The best of forty: percentile 39.5/40; claims weigh 0.25 × 0.20 of the whole index.
  CHECK(first["index"].get<double>() == doctest::Approx(98.75));
  CHECK(first["confidence_frac"].get<double>() == doctest::Approx(0.05));
  CHECK(first["missing"].size() == 26);
  double sum = 0;
  for (const auto& part : first["indicators"]) sum += part["contribution"].get<double>();
  CHECK(sum == doctest::Approx(std::log(0.9875)));
  CHECK(data["value"]["interval_80_factor_wide"].get<double>() ==
        doctest::Approx(15.07).epsilon(1e-3));
}

TEST_CASE("program: score --fit tells AUC, lift, Brier, slope, and the weights estimated anew") {
  const Folder folder;
  const std::string file = folder.write("patents.csv", forty());
  const auto ran = run_program("score --json --fit renewed --patents " + file);
  CHECK(ran.code == 1);  // the order is better than luck, but single ranks are noise
  CHECK(data_of(ran)["order_is_noise"] == false);
  CHECK(data_of(ran)["ranks_are_noise"] == true);
  const auto fit = data_of(ran)["fit"];
  CHECK(fit["outcome"] == "renewed");
  for (const char* key : {"auc", "auc_se", "top_decile_lift", "brier", "calibration_slope"}) {
    CHECK_MESSAGE(fit["fitted_weights"][key].is_number(), key);
  }
  CHECK(fit["signed_weights"]["auc"].get<double>() > 0.6);
  CHECK(fit["weights"][0]["indicator"] == "claims_count");
  CHECK(fit["weights"][0]["fitted_weight_frac"] == 1.0);
  const auto text = run_program("score --fit 'claims_count>=35' --patents " + file);
  CHECK(text.code == 2);  // claims are the outcome now, and nothing else is in the file
  CHECK(text.err.find("Q-113") != std::string::npos);
}

TEST_CASE("program: score --against counts the awarded among the first k") {
  const Folder folder;
  const std::string file = folder.write("patents.csv", forty(",award", ",0"));
  const std::string best = folder.write("best.csv", "patent_id\nP40\nP39\nP38\nP37\nQ1\n");
  const auto ran = run_program("score --json --against " + best + " --weights " +
                               folder.write("claims.yaml", claims_alone()) + " --patents " + file);
  CHECK(ran.code == 0);  // all that is weighed is observed, and the awarded are first
  const auto answer = nlohmann::json::parse(ran.out);
  CHECK(answer["data"]["validated_on_awards"] == true);
  const auto awards = answer["data"]["awards"];
  CHECK(awards["found"] == 4);
  CHECK(awards["absent"][0] == "Q1");
  CHECK(awards["precision"][0]["k"] == 4);
  CHECK(awards["precision"][0]["precision_frac"] == 1.0);
  CHECK(awards["precision"][1]["precision_frac"] == 0.4);
  CHECK(answer["warnings"].dump().find("Q1") != std::string::npos);
  const auto full = run_program("score --json --against " + best + " --patents " + file);
  CHECK(full.out.find("award_flag is left out") != std::string::npos);
  for (const auto& part : data_of(full)["patents"][0]["indicators"]) {
    CHECK(part["indicator"] != "award_flag");  // what is judged by is no judge
  }
  const std::string middle = folder.write("middle.csv", "patent_id\nP1\nP40\nP20\nP21\n");
  const auto luck = run_program("score --against " + middle + " --patents " + file);
  CHECK(luck.code == 1);
  CHECK(luck.out.find("NOISE") != std::string::npos);
  CHECK(luck.out.find("not validated") == std::string::npos);
}

TEST_CASE("program: score takes the user's weights; the shipped ones pass check") {
  const Folder folder;
  const std::string file = folder.write("patents.csv", forty());
  const std::string weights = source_root() + "/policies/quality/hvp-base.yaml";
  const auto own = data_of(run_program("score --json --weights " + weights + " --patents " + file));
  CHECK(own["index"]["file"] == weights);
  CHECK(run_program("check hvp-base", folder.path()).code == 0);
  const auto absent = run_program("score --weights hvp-bas --patents " + file);
  CHECK(absent.code == 4);
  CHECK(absent.err.find("did you mean 'hvp-base'?") != std::string::npos);
  const std::string bad = folder.write("w.yaml", "schema: quality/1\nid: w\nmeen: geometric\n");
  const auto refused = run_program("score --weights " + bad + " --patents " + file);
  CHECK(refused.code == 2);
  CHECK(refused.err.find("w.yaml:3:1") != std::string::npos);
}

TEST_CASE("program: score refuses bad input with file, line, column and the nearest word") {
  const Folder folder;
  const auto told = [&](const std::string& text, const std::string& options, const char* place) {
    const auto ran = run_program("score " + options + " --patents " + folder.write("p.csv", text));
    CHECK(ran.code == 2);
    CHECK(ran.out.empty());
    CHECK_MESSAGE(ran.err.find(place) != std::string::npos, ran.err);
  };
  told("patent_id,claims_count\nA,many\n", "", "p.csv:2:3");
  told("patent_id,claims_count\nA,nan\n", "", "Q-108");
  told("patent_id,claim_count\nA,1\n", "", "did you mean 'claims_count'?");
  told("patent_id,status\nA,laps\n", "", "did you mean 'lapsed'?");
  told("patent_id,claims_count\nA,1\nA,2\n", "", "p.csv:3:1");
  told("patent_id,renewed\nA,1\nB,0\n", "--fit renewd", "did you mean 'renewed'?");
  told("patent_id,paid\nA,3\nB,0\n", "--fit paid", "Q-110");
  told("patent_id,paid\nA,3\nB,0\n", "--fit 'paid>=x'", "Q-110");
  told("patent_id\nA\n", "--fit ''", "U-106");
  told("", "", "p.csv");
  const std::string good = folder.write("good.csv", forty());
  CHECK(run_program("score --patents " + folder.path() + "/none.csv").code == 4);
  CHECK(run_program("score --against " + folder.path() + "/none.csv --patents " + good).code == 4);
  const std::string other = folder.write("other.csv", "patent_id\nP411\n");
  const auto nobody = run_program("score --against " + other + " --patents " + good);
  CHECK(nobody.code == 2);
  CHECK(nobody.err.find("other.csv:2:1") != std::string::npos);
  CHECK(run_program("score").code == 2);
  const auto json = run_program("score --json --patents " + folder.write("q.csv", "a\n1\n"));
  CHECK(nlohmann::json::parse(json.out)["errors"][0]["code"] == "Q-105");
}

TEST_CASE("program: score on university patents tells a weak signal as weak") {
  const auto file = reference_file("patent/us_university_patents_renewal_calib.csv");
  if (!file) return;
  const auto ran = run_program("score --json --fit 'maintenance_fees_paid>=2' --patents " + *file);
  const auto fit = data_of(ran)["fit"];
  CHECK(fit["fitted_weights"]["cases"] == 7312);
  CHECK(fit["fitted_weights"]["auc"].get<double>() < 0.65);
  CHECK(fit["fitted_weights"]["auc"].get<double>() > 0.5);
  CHECK(run_program("score --patents " + *file).code == 1);  // three of 27 indicators: noise
}
