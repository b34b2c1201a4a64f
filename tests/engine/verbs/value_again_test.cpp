// A kept valuation repeated from its recipe.
#include "engine/verbs/value_again.hpp"

#include <doctest/doctest.h>

#include "engine/formats/digest.hpp"
#include "engine/formats/file.hpp"
#include "engine/verbs/project.hpp"
#include "tests/engine/verbs/kept_values.hpp"

using namespace pledgelab;
using namespace pledgelab::test;

namespace {

// A project with a scenario of its own, and the sample valued and kept in it.
struct AuditedProject {
  Folder folder;
  std::string project = folder.path() + "/bank";
  std::string place = project + "/valuations";
  std::string id;
  AuditedProject() {
    REQUIRE(init_project(project).ok());
    ValueRequest request;
    request.inputs.book = "sample";
    request.inputs.as_of = make_date(2026, 9, 30);
    request.inputs.project = project;
    request.reasons = false;
    request.keep = place;
    RunControl control;
    const auto kept = value(request, control);
    REQUIRE(kept.ok());
    id = kept.value().kept->id;
  }
  [[nodiscard]] Result<ValuationAgain> again(const std::string& which, unsigned threads = 1) const {
    RunControl control;
    return value_again({place, which, project, threads}, control);
  }
};

}  // namespace

TEST_CASE("value again: the same bytes from the recipe, and nothing is written") {
  const AuditedProject audited;
  const auto before = files_in(audited.project);
  for (const unsigned threads : {1U, 2U}) {
    const auto again = audited.again(audited.id, threads);
    REQUIRE_MESSAGE(again.ok(), first_code(again));
    CHECK(again.value().stored.rows.size() == again.value().outcome.valuations.size());
    CHECK(again.value().stored.rows_sha256 ==
          sha256_hex(read_file(audited.place + "/" + audited.id + "/valuations.csv").value()));
    CHECK(again.value().commit == again.value().stored.recipe.commit);
  }
  CHECK(files_in(audited.project) == before);
}

TEST_CASE("value again: an input that has changed is named; other figures are told") {
  const AuditedProject audited;
  const std::string scenario = audited.project + "/scenarios/base.yaml";
  const std::string text = read_file(scenario).value();
  REQUIRE(write_file(scenario, text + "# a remark\n").ok());
  const auto changed = audited.again(audited.id);
  CHECK(first_code(changed) == "RUN-105");
  CHECK(changed.errors().front().origin.file == "scenarios/base.yaml");
  REQUIRE(write_file(scenario, text).ok());
  // Kept by a program that counted otherwise: whole by itself.
  const std::string rows = audited.place + "/" + audited.id + "/valuations.csv";
  const std::string manifest = audited.place + "/" + audited.id + "/manifest.json";
  std::string bytes = read_file(rows).value();
  std::string told = read_file(manifest).value();
  const std::string digest = sha256_hex(bytes);
  const std::size_t at = bytes.find("CNY,") + 4;
  bytes[at] = bytes[at] == '1' ? '2' : '1';
  told.replace(told.find(digest), 64, sha256_hex(bytes));
  REQUIRE(write_file(rows, bytes).ok());
  REQUIRE(write_file(manifest, told).ok());
  const auto other = audited.again(audited.id);
  CHECK(first_code(other) == "RUN-113");
  CHECK(other.errors().front().hint.find("commit") != std::string::npos);
}

TEST_CASE("value again: what is not kept is not found, with the nearest id") {
  const AuditedProject audited;
  std::string near = audited.id;
  near.back() = near.back() == '0' ? '1' : '0';
  const auto missing = audited.again(near);
  CHECK(first_code(missing) == "RUN-111");
  CHECK(missing.errors().front().kind == ErrorKind::not_found);
  CHECK(missing.errors().front().hint.find(audited.id) != std::string::npos);
  const Folder empty;
  RunControl control;
  CHECK(first_code(value_again({empty.path(), near, ".", 1}, control)) == "RUN-111");
}
