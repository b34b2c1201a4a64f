// Nothing of a policy is left untold: each figure, word and name of a document, changed, changes a
// sentence in both languages.
#include <doctest/doctest.h>

#include <filesystem>

#include "engine/formats/yaml.hpp"
#include "models/policy/sentences.hpp"
#include "tests/models/policy/full_policy.hpp"
#include "tests/models/policy/told_support.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;

namespace {

using Text = test::ToldText;
using test::parsed;
using test::text_of;

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// Each scalar: a copy with another one is told otherwise; where no copy is a policy, the word
// itself stands in the sentences.
std::size_t check_told(const Document& document) {
  const auto policy = read_sharing_policy(document);
  REQUIRE_MESSAGE(policy.ok(), (policy.ok() ? "" : to_text(policy.errors().front())));
  const Text base = text_of(policy.value(), document);
  std::size_t changed_places = 0;
  const auto seen = [&](const Document& changed, const std::string& where,
                        const std::string& what) {
    const auto other = read_sharing_policy(changed);
    if (!other.ok()) return false;
    ++changed_places;
    const Text text = text_of(other.value(), changed);
    CHECK_MESSAGE(text.zh != base.zh, document.file << where << ": " << what);
    CHECK_MESSAGE(text.en != base.en, document.file << where << ": " << what);
    return true;
  };
  const auto left = [&](const std::string& where, const std::string& text) {
    CHECK_MESSAGE(holds(base.zh, text), document.file << where << ": " << text);
    CHECK_MESSAGE(holds(base.en, text), document.file << where << ": " << text);
  };
  test::each_scalar(document, seen, left);
  return changed_places;
}

}  // namespace

TEST_CASE("told: every word and figure of every shipped policy") {
  namespace fs = std::filesystem;
  std::size_t policies = 0;
  std::size_t places = 0;
  for (const auto& entry : fs::directory_iterator(test::source_root() + "/policies/sharing")) {
    if (entry.path().extension() != ".yaml") continue;
    const auto document = read_yaml(entry.path().string());
    REQUIRE(document.ok());
    places += check_told(document.value());
    ++policies;
  }
  CHECK(policies >= 45);
  CHECK(places > 40 * policies);
}

TEST_CASE("told: every change of ratios, breakers, accounts, charges, advance and purchase") {
  for (const std::string& policy : test::other_policies()) {
    const Document document = parsed(policy);
    check_told(document);
    const auto read = read_sharing_policy(document);
    REQUIRE(read.ok());
    const Text base = text_of(read.value(), document);
    std::size_t valid = 0;
    const auto seen = [&](const Document& changed, const std::string& where,
                          const std::string& what) {
      const auto other = read_sharing_policy(changed);
      if (!other.ok()) return;
      ++valid;
      const Text text = text_of(other.value(), changed);
      CHECK_MESSAGE(text.zh != base.zh, where << ": " << what);
      CHECK_MESSAGE(text.en != base.en, where << ": " << what);
    };
    test::each_change(document, seen);
    CHECK(valid > 50);
  }
}

TEST_CASE("told: sentences of ratios, breakers, accounts, charges, advance and purchase in full") {
  std::string zh;
  std::string en;
  for (const std::string& policy : test::other_policies()) {
    const Document document = parsed(policy);
    const auto read = read_sharing_policy(document);
    REQUIRE(read.ok());
    const Text text = text_of(read.value(), document);
    zh += text.zh;
    en += text.en;
  }
  for (const std::string part :
       {"Ratio `npl` = non-performing balance (npl_balance) ÷ loan balance (loan_balance); of the "
        "loans under the scheme (loans: scheme); for each lender (per: lender); at quarter ends "
        "(at: quarter_end).",
        "of the open loss only the part of ratio `npl` above 3% and up to 5% stays "
        "open; the rest goes to `pool`",
        "overdue principal (overdue_principal) times 50%",
        "the balance earns 1.5% a year, paid in each quarter (income, credited: quarter)",
        "below 10,000,000 yuan, `town` fills it up to 30,000,000 yuan, at most 5,000,000 yuan",
        "stays within what is paid in (paid_in) times 10", "for at most 3 years (years)",
        "the borrower (borrower) pays `guarantor` the amount", "after 60 days 60%",
        "buys the pledged right for"}) {
    CHECK_MESSAGE(holds(en, part), part << "\n" << en);
  }
  for (const std::string part :
       {"比率 `npl` ＝ 不良贷款余额（npl_balance） ÷ 贷款余额（loan_balance）；",
        "暂停补偿（stop_claims），恢复后支付（held: until_resume）", "每次至多 500万元",
        "至多 3 年（years）", "支付日后 60天", "承诺收购（purchase）：违约日后 6个月 内"}) {
    CHECK_MESSAGE(holds(zh, part), part << "\n" << zh);
  }
}
