// Kept valuations: whole or not at all, taken up where a batch was stopped or killed, never
// changed.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

#include "engine/formats/digest.hpp"
#include "engine/formats/file.hpp"
#include "engine/verbs/valuation_folder.hpp"
#include "tests/engine/verbs/kept_values.hpp"

using namespace pledgelab;
using namespace pledgelab::test;

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kChunks = 3;

std::string rows_of(const std::string& place, const std::string& id) {
  return read_file(place + "/" + id + "/valuations.csv").value();
}

// A batch of one thread whose control is stopped once `chunks` are done.
Result<ValueOutcome> stopped_after(const std::string& place, std::uint64_t chunks) {
  RunControl control;
  control.progress = [&](std::uint64_t done, std::uint64_t) {
    if (done == chunks) control.stop = true;
  };
  return value(keep_request(place), control);
}

// The same, by a process that is killed there as by power loss.
void killed_after(const std::string& place, std::uint64_t chunks) {
  const ValueRequest request = keep_request(place);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    RunControl control;
    control.progress = [&](std::uint64_t done, std::uint64_t) {
      if (done == chunks) (void)::raise(SIGKILL);
    };
    (void)value(request, control);
    ::_exit(0);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE((WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL));
}

ValueOutcome kept_now(const ValueRequest& request) {
  RunControl control;
  auto outcome = value(request, control);
  REQUIRE_MESSAGE(outcome.ok(), first_code(outcome));
  return std::move(outcome).value();
}

// A folder where a valuation is kept whole, to compare with.
struct Whole {
  Folder folder;
  std::string id = keep_whole(folder.path() + "/kept");
  std::string rows = rows_of(folder.path() + "/kept", id);
};

const Whole& whole() {
  static const Whole kept;
  return kept;
}

}  // namespace

TEST_CASE("kept values: any number of threads gives the same bytes, and a row for each right") {
  for (const unsigned threads : {1U, 2U, 3U}) {
    CAPTURE(threads);
    const Folder folder;
    ValueRequest request = keep_request(folder.path() + "/kept");
    request.threads = threads;
    const ValueOutcome outcome = kept_now(request);
    CHECK(outcome.kept->chunks == kChunks);
    CHECK(outcome.kept->chunks_before == 0);
    CHECK(outcome.kept->id == whole().id);
    CHECK(files_in(request.keep) == files_in(whole().folder.path() + "/kept"));
    const auto stored = read_valuation(request.keep, outcome.kept->id);
    REQUIRE(stored.ok());
    REQUIRE(stored.value().rows.size() == outcome.valuations.size());
    for (std::size_t i = 0; i < outcome.valuations.size(); ++i) {
      const Valuation& now = outcome.valuations[i];
      const ValuationRow& row = stored.value().rows[i];
      REQUIRE(row.asset_id == outcome.inputs.book().assets[i].id);
      REQUIRE(row.valuation.mean_yuan == now.mean_yuan);
      REQUIRE(row.valuation.lower_quartile_yuan == now.lower_quartile_yuan);
      REQUIRE(row.valuation.flags == now.flags);
    }
  }
}

TEST_CASE("kept values: a stopped batch keeps what was done, and the same request goes on") {
  for (const std::uint64_t chunks : {1U, 2U}) {
    CAPTURE(chunks);
    const Folder folder;
    const std::string place = folder.path() + "/kept";
    const auto stopped = stopped_after(place, chunks);
    REQUIRE_FALSE(stopped.ok());
    CHECK(stopped.errors().front().code == "R-101");
    CHECK(stopped.errors().front().kind == ErrorKind::stopped);
    CHECK(stopped.errors().front().message.find(whole().id) != std::string::npos);
    CHECK(kept_valuations(place).empty());
    CHECK(stopped_valuations(place) == std::vector<std::string>{whole().id});
    const ValueOutcome outcome = kept_now(keep_request(place));
    CHECK(outcome.kept->chunks_before == chunks);
    CHECK(files_in(place) == files_in(whole().folder.path() + "/kept"));
    const ValueOutcome plain = value(keep_request(place).inputs).value();
    for (std::size_t i = 0; i < plain.coverage.size(); ++i) {
      REQUIRE(outcome.coverage[i].haircut_value == plain.coverage[i].haircut_value);
      REQUIRE(outcome.coverage[i].flags == plain.coverage[i].flags);
    }
  }
}

TEST_CASE("kept values: stopped before the first chunk leaves no draft") {
  const Folder folder;
  const auto stopped = stopped_after(folder.path() + "/kept", 0);
  CHECK(first_code(stopped) == "R-101");
  CHECK(files_in(folder.path() + "/kept").empty());
}

TEST_CASE("kept values: a batch that was killed goes on to the bytes of one that was not") {
  for (const std::uint64_t chunks : {1U, 2U, 3U}) {
    CAPTURE(chunks);
    const Folder folder;
    const std::string place = folder.path() + "/kept";
    killed_after(place, chunks);
    CHECK(kept_valuations(place).empty());
    // The chunk of the kill's own call was done; the ones before surely.
    CHECK(fs::exists(place + "/." + whole().id + "/parts/0.csv"));
    const ValueOutcome outcome = kept_now(keep_request(place));
    CHECK(outcome.kept->chunks_before == chunks);
    CHECK(files_in(place) == files_in(whole().folder.path() + "/kept"));
  }
}

TEST_CASE("kept values: a part that is cut, changed or of other rights is valued again") {
  const auto spoilt = [](const std::function<std::string(std::string)>& spoil) {
    const Folder folder;
    const std::string place = folder.path() + "/kept";
    killed_after(place, 2);
    const std::string part = place + "/." + whole().id + "/parts/1.csv";
    REQUIRE(write_file(part, spoil(read_file(part).value())).ok());
    const ValueOutcome outcome = kept_now(keep_request(place));
    CHECK(rows_of(place, whole().id) == whole().rows);
    return outcome.kept->chunks_before;
  };
  CHECK(spoilt([](const std::string& bytes) { return bytes; }) == 2);
  CHECK(spoilt([](const std::string&) { return std::string(); }) == 1);
  CHECK(spoilt([](const std::string& bytes) { return bytes.substr(0, bytes.size() / 2); }) == 1);
  // A digit of a mean: the row would be read, and be wrong.
  CHECK(spoilt([](std::string bytes) {
          const std::size_t at = bytes.find("CNY,") + 4;
          bytes[at] = bytes[at] == '1' ? '2' : '1';
          return bytes;
        }) == 1);
  // Another chunk's rows, whole and with their digest.
  const auto with_digest = [](const std::string& rows) {
    return rows + "sha256," + sha256_hex(rows) + "\n";
  };
  CHECK(spoilt([&](const std::string& bytes) {
          const std::string rows = bytes.substr(0, bytes.size() - 72);
          return with_digest(rows.substr(rows.find('\n') + 1));
        }) == 1);
  CHECK(spoilt([&](const std::string& bytes) {
          std::string rows = bytes.substr(0, bytes.size() - 72);
          rows.replace(rows.find(",A") + 1, 1, "B");
          return with_digest(rows);
        }) == 1);
}

TEST_CASE("kept values: the same recipe again is found equal, and nothing is written") {
  const Folder folder;
  const std::string place = folder.path() + "/kept";
  const std::string id = keep_whole(place);
  const auto before = files_in(place);
  const auto written = fs::last_write_time(place + "/" + id + "/valuations.csv");
  for (const bool reasons : {false, true}) {
    ValueRequest request = keep_request(place);
    request.reasons = reasons;
    const ValueOutcome again = kept_now(request);
    CHECK(again.kept->already_there);
    CHECK(files_in(place) == before);
    CHECK(fs::last_write_time(place + "/" + id + "/valuations.csv") == written);
  }
  ValueRequest later = keep_request(place);
  later.inputs.as_of = make_date(2026, 12, 31);
  const ValueOutcome other = kept_now(later);
  CHECK_FALSE(other.kept->already_there);
  CHECK(kept_valuations(place).size() == 2);
  CHECK(rows_of(place, id) == whole().rows);
}

TEST_CASE("kept values: what was changed since is told, and left as it is") {
  const Folder folder;
  const std::string place = folder.path() + "/kept";
  const std::string id = keep_whole(place);
  const std::string rows = place + "/" + id + "/valuations.csv";
  const std::string manifest = place + "/" + id + "/manifest.json";
  const std::string manifest_bytes = read_file(manifest).value();
  std::string changed = whole().rows;
  const std::size_t at = changed.find("CNY,") + 4;
  changed[at] = changed[at] == '1' ? '2' : '1';
  RunControl control;
  REQUIRE(write_file(rows, changed).ok());
  CHECK(first_code(value(keep_request(place), control)) == "RUN-112");
  CHECK(first_code(read_valuation(place, id)) == "RUN-112");
  // Changed with its manifest: whole by itself, and not what the recipe gives.
  std::string other = manifest_bytes;
  other.replace(other.find(sha256_hex(whole().rows)), 64, sha256_hex(changed));
  REQUIRE(write_file(manifest, other).ok());
  CHECK(first_code(value(keep_request(place), control)) == "RUN-113");
  CHECK(read_file(rows).value() == changed);
  fs::remove(rows);
  CHECK(first_code(value(keep_request(place), control)) == "RUN-112");
  CHECK_FALSE(fs::exists(rows));
  REQUIRE(write_file(rows, whole().rows).ok());
  REQUIRE(write_file(manifest, "{}").ok());
  CHECK(first_code(read_valuation(place, id)) == "RUN-112");
  REQUIRE(write_file(manifest, R"({"manifest": "valuation/2"})").ok());
  const auto newer = value(keep_request(place), control);
  CHECK(first_code(newer) == "RUN-114");
  CHECK(newer.errors().front().message.find("valuation/2") != std::string::npos);
  // Another recipe under this id.
  other = manifest_bytes;
  other.replace(other.find("2026-09-30", other.find("as_of")), 10, "2026-09-29");
  REQUIRE(write_file(manifest, other).ok());
  CHECK(first_code(read_valuation(place, id)) == "RUN-112");
}

TEST_CASE("kept values: one writer at a time makes a valuation; a dead one's lock is gone") {
  const Folder folder;
  const std::string place = folder.path() + "/kept";
  killed_after(place, 1);
  const std::string draft = place + "/." + whole().id;
  const int held = ::open(draft.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  REQUIRE(::flock(held, LOCK_EX | LOCK_NB) == 0);
  const auto before = files_in(place);
  RunControl control;
  const auto refused = value(keep_request(place), control);
  CHECK(first_code(refused) == "RUN-115");
  CHECK(refused.errors().front().kind == ErrorKind::world);
  CHECK(files_in(place) == before);
  ::close(held);
  CHECK(kept_now(keep_request(place)).kept->chunks_before == 1);
}

TEST_CASE("kept values: a draft whose writer died after the naming goes away") {
  const Folder folder;
  const std::string place = folder.path() + "/kept";
  const std::string id = keep_whole(place);
  fs::create_directories(place + "/." + id + "/parts");
  REQUIRE(write_file(place + "/." + id + "/parts/0.csv", "left").ok());
  CHECK(kept_now(keep_request(place)).kept->already_there);
  CHECK_FALSE(fs::exists(place + "/." + id));
}

TEST_CASE("kept values: no room on the disk loses no chunk that was done") {
  const Folder folder;
  const std::string place = folder.path() + "/kept";
  rlimit old{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &old) == 0);
  rlimit tight = old;
  tight.rlim_cur = 2'000'000;  // a chunk's part fits, the whole does not
  auto* const handler = ::signal(SIGXFSZ, SIG_IGN);
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &tight) == 0);
  RunControl control;
  const auto full = value(keep_request(place), control);
  ::setrlimit(RLIMIT_FSIZE, &old);
  ::signal(SIGXFSZ, handler);
  REQUIRE_FALSE(full.ok());
  CHECK(full.errors().front().kind == ErrorKind::world);
  CHECK(full.errors().front().origin.file.find("valuations.csv") != std::string::npos);
  CHECK(kept_valuations(place).empty());
  CHECK(kept_now(keep_request(place)).kept->chunks_before == kChunks);
  CHECK(files_in(place) == files_in(whole().folder.path() + "/kept"));
}

TEST_CASE("kept values: a place that cannot hold them is refused by name") {
  const Folder folder;
  const auto fault = [](const std::string& place) {
    RunControl control;
    const auto refused = value(keep_request(place), control);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.errors().front().origin.file == place);
    return refused.errors().front();
  };
  const Error missing = fault(folder.path() + "/no/such/kept");
  CHECK(missing.code == "RUN-111");
  CHECK(missing.kind == ErrorKind::not_found);
  const Error file = fault(folder.write("file", "mine"));
  CHECK(file.code == "RUN-111");
  CHECK(file.kind == ErrorKind::input);
  // /proc takes no folders, not even from root.
  const Error closed = fault("/proc/self/kept");
  CHECK(closed.code == "RUN-116");
  CHECK(closed.kind == ErrorKind::world);
}
