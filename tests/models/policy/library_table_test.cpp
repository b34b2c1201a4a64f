// The table of shipped schemes (policies/sharing/README.md) says what the files say: one row a
// file, its shares, limits, trigger, fund and features.
#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "engine/formats/file.hpp"
#include "engine/formats/yaml.hpp"
#include "models/policy/policy_walk.hpp"
#include "models/policy/sharing_policy.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;
namespace fs = std::filesystem;

namespace {

struct TableRow {
  std::vector<std::string> names;
  std::string shares, order, trigger, fund, features;
};

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, at);) parts.push_back(trimmed(part));
  return parts;
}

std::string folder() { return test::source_root() + "/policies/sharing/"; }

std::string text_of(const std::string& file) {
  const auto text = read_file(folder() + file, std::size_t{1} << 20);
  REQUIRE(text.ok());
  return text.value();
}

std::vector<TableRow> table() {
  std::vector<TableRow> rows;
  for (const std::string& line : split(text_of("README.md"), '\n')) {
    const std::vector<std::string> cells = split(line, '|');
    if (cells.size() != 8 || cells[1] == "file" || cells[1].rfind("---", 0) == 0) continue;
    TableRow row{split(cells[1], ','), cells[2], cells[3], cells[4], cells[5], cells[6]};
    for (std::string& name : row.names) {
      if (name.front() == '-') name = "sba-7a" + name;  // sba-7a-cap-10, -cap-5
    }
    rows.push_back(row);
  }
  return rows;
}

SharingPolicy policy_of(const std::string& name) {
  const auto document = read_yaml(folder() + name + ".yaml");
  REQUIRE(document.ok());
  const auto policy = read_sharing_policy(document.value());
  REQUIRE(policy.ok());
  return policy.value();
}

// Whether the number stands in the text by itself.
bool tells(const std::string& text, const std::string& number) {
  const std::regex alone("(^|[^0-9.])" + std::regex_replace(number, std::regex("\\."), "\\.") +
                         "([^0-9.]|\\.[^0-9]|\\.?$)");
  return std::regex_search(text, alone);
}

// 27/50 → "54", 1/1000 → "0.1".
std::string plain(Ratio value, std::int64_t times) {
  std::ostringstream text;
  text << static_cast<double>(value.num) * static_cast<double>(times) /
              static_cast<double>(value.den);
  return text.str();
}

void check_shares(const TableRow& row, const SharingPolicy& policy) {
  PolicyVisitor visitor;
  visitor.value = [&](const Value& value) {
    const bool rate =
        value.form == Value::Form::literal && value.literal.kind == Quantity::Kind::rate;
    if (!rate || value.literal.value.num == 0) return;
    const std::string percent = plain(value.literal.value, 100);
    CHECK_MESSAGE(tells(row.shares, percent), percent, " of ", policy.id, " in: ", row.shares);
  };
  for (const Step& step : policy.steps) {
    if (step.verb != Step::Verb::quota) continue;
    for (const PartyShare& share : step.shares) {
      for (const Value& value : share.value) walk(value, visitor);
    }
  }
}

void check_limits(const TableRow& row, const SharingPolicy& policy) {
  for (const Step& step : policy.steps) {
    const bool limit = step.verb == Step::Verb::cap && !step.value.empty() &&
                       step.value.front().form == Value::Form::literal;
    if (!limit || policy.currency != "CNY") continue;
    const Ratio fen = step.value.front().literal.value;
    const bool told =
        tells(row.order, plain({fen.num, 1'000'000}, 1)) ||
        row.order.find(plain({fen.num, 10'000'000'000}, 1) + "yi") != std::string::npos;
    CHECK_MESSAGE(told, "the limit of step ", step.id, " of ", policy.id, " in: ", row.order);
  }
}

void check_trigger(const TableRow& row, const SharingPolicy& policy) {
  std::set<std::string> facts;
  PolicyVisitor visitor;
  visitor.fact = [&](const FactName& fact) { facts.insert(fact.name); };
  for (const Condition& trigger : policy.trigger) walk(trigger, visitor);
  const std::map<std::string, std::string> words = {{"loan.days_past_due", "90 days"},
                                                    {"loan.five_tier", "substandard"},
                                                    {"loan.accelerated", "accelerated"}};
  for (const auto& word : words) {
    const bool told = row.trigger.find(word.second) != std::string::npos;
    CHECK_MESSAGE(told == (facts.count(word.first) == 1), policy.id, ": ", word.second);
  }
  CHECK_MESSAGE((row.trigger.find("within") != std::string::npos) == policy.file_within.has_value(),
                policy.id);
}

void check_fund(const TableRow& row, const SharingPolicy& policy) {
  for (const Party& party : policy.parties) {
    for (const AccountSource& source : party.sources) {
      CHECK_MESSAGE(row.fund != "–", policy.id);
      if (policy.currency != "CNY") continue;
      const std::string wan = plain({source.amount.fen(), 1'000'000}, 1);
      CHECK_MESSAGE(tells(row.fund, wan), wan, " of ", policy.id, " in: ", row.fund);
    }
  }
}

std::set<std::string> features_of(const std::string& text) {
  static const std::regex kFeatures("# Features[^:]*:([ 0-9]+)");
  std::smatch found;
  std::set<std::string> features;
  if (!std::regex_search(text, found, kFeatures)) return features;
  for (const std::string& one : split(found[1].str(), ' ')) {
    if (!one.empty()) features.insert(one);
  }
  return features;
}

}  // namespace

TEST_CASE("library: the table has one row a file, and a file a row") {
  std::set<std::string> files;
  for (const auto& entry : fs::directory_iterator(folder())) {
    if (entry.path().extension() == ".yaml") files.insert(entry.path().stem().string());
  }
  std::multiset<std::string> named;
  for (const TableRow& row : table()) named.insert(row.names.begin(), row.names.end());
  CHECK(files.size() >= 44);
  CHECK(std::multiset<std::string>(files.begin(), files.end()) == named);
}

TEST_CASE("library: shares, limits, trigger, fund and features of the table are the files'") {
  for (const TableRow& row : table()) {
    std::set<std::string> features;
    for (const std::string& name : row.names) {
      CAPTURE(name);
      const SharingPolicy policy = policy_of(name);
      check_shares(row, policy);
      check_limits(row, policy);
      check_trigger(row, policy);
      check_fund(row, policy);
      for (const std::string& one : features_of(text_of(name + ".yaml"))) features.insert(one);
    }
    std::set<std::string> told;
    for (const std::string& one : split(row.features, ' ')) told.insert(one);
    CHECK_MESSAGE(told == features, row.names.front());
  }
}

TEST_CASE("library: a file that features.md names for a feature lists it in its own head") {
  const auto text = read_file(test::source_root() + "/tests/cases/features.md");
  REQUIRE(text.ok());
  static const std::regex kFile("([a-z0-9-]+)\\.yaml");
  std::size_t named = 0;
  std::istringstream lines(text.value());
  for (std::string line; std::getline(lines, line);) {
    if (line.size() < 4 || line[0] != '|' || std::isdigit(static_cast<unsigned char>(line[2])) == 0)
      continue;
    const std::string number = line.substr(2, line.find(' ', 2) - 2);
    for (std::sregex_iterator at(line.begin(), line.end(), kFile), end; at != end; ++at) {
      const std::string name = (*at)[1].str();
      ++named;
      CHECK_MESSAGE(features_of(text_of(name + ".yaml")).count(number) == 1, name << " " << number);
    }
  }
  CHECK(named > 80);
}
