#include "engine/verbs/run_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include <nlohmann/json.hpp>

#include "engine/formats/file.hpp"
#include "engine/store/tape_file.hpp"
#include "models/base/nearest.hpp"

namespace pledgelab {
namespace {

namespace fs = std::filesystem;

Error world(const std::string& path, const std::string& what, const std::error_code& fault) {
  return {"RUN-104", {path, 0, 0}, what + ": " + fault.message(), "", ErrorKind::world};
}

template <class Number>
void put(std::string& bytes, Number number) {
  using Plain = std::make_unsigned_t<Number>;
  auto rest = static_cast<Plain>(number);
  for (std::size_t i = 0; i < sizeof(Number); ++i) {
    bytes.push_back(static_cast<char>(rest & 0xffU));
    if constexpr (sizeof(Number) > 1) rest = static_cast<Plain>(rest >> 8U);
  }
}

std::vector<std::string> ids_in(const fs::path& runs) {
  std::vector<std::string> ids;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(runs, ignored)) {
    if (fs::exists(entry.path() / "manifest.json", ignored)) {
      ids.push_back(entry.path().filename().string());
    }
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

// A descriptor that is closed with its scope; none when it could not be opened.
class Descriptor {
 public:
  explicit Descriptor(int number) : x_number(number) {}
  ~Descriptor() {
    if (x_number >= 0) ::close(x_number);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int number() const { return x_number; }

 private:
  int x_number;
};

// ".rXXXXXXXXXXXX-XXXXXX", as begin() names a draft.
bool is_draft(const std::string& name) {
  constexpr std::size_t kIdSize = 13;
  return name.size() == 1 + kIdSize + 1 + 6 && name.starts_with(".r") && name[1 + kIdSize] == '-' &&
         name.find_first_not_of("0123456789abcdef", 2) == 1 + kIdSize;
}

// A writer that was killed leaves its draft, but no lock on it. Where locks are not to be had, a
// draft stays.
void sweep_dead(const fs::path& runs) {
  std::error_code ignored;
  std::vector<fs::path> dead;
  for (const auto& entry : fs::directory_iterator(runs, ignored)) {
    if (!is_draft(entry.path().filename().string())) continue;
    const Descriptor draft(::open(entry.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (draft.number() >= 0 && ::flock(draft.number(), LOCK_EX | LOCK_NB) == 0) {
      dead.push_back(entry.path());
    }
  }
  for (const fs::path& draft : dead) fs::remove_all(draft, ignored);
}

bool same_bytes(const std::string& one, const std::string& other) {
  const auto left = read_file(one);
  if (!left) return false;
  const auto right = read_file(other);
  return right && left.value() == right.value();
}

// PROJECT of PROJECT/runs/ID; the working folder for a run's folder elsewhere.
std::string project_of(const fs::path& folder) {
  std::error_code fault;
  const fs::path whole = fs::canonical(folder, fault);
  const fs::path runs = whole.parent_path();
  if (fault || runs.filename() != "runs") return ".";
  const fs::path here = fs::current_path(fault);
  return runs.parent_path() == here ? "." : runs.parent_path().string();
}

}  // namespace

void TapeDigest::add(const LossTape& chunk) {
  std::string bytes;
  bytes.reserve(chunk.size() * 28);
  for (std::size_t i = 0; i < chunk.size(); ++i) {
    put(bytes, chunk.path[i]);
    put(bytes, chunk.loan[i]);
    put(bytes, chunk.month[i]);
    put(bytes, static_cast<std::uint8_t>(chunk.kind[i]));
    put(bytes, static_cast<std::uint8_t>(chunk.source[i]));
    put(bytes, chunk.principal_fen[i]);
    put(bytes, chunk.interest_fen[i]);
  }
  x_hash.add(bytes);
  x_rows += chunk.size();
}

Result<RunFolder> RunFolder::begin(const std::string& project, const std::string& id) {
  RunFolder folder;
  const fs::path runs = fs::path(project) / "runs";
  std::error_code fault;
  fs::create_directories(runs, fault);
  if (fault) return world(runs.string(), "the folder cannot be made", fault);
  folder.x_final = (runs / id).string();
  // Held over sweep and making: nobody takes a new draft, not locked yet, for a dead one.
  const Descriptor door(::open(runs.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  (void)::flock(door.number(), LOCK_EX);
  sweep_dead(runs);
  std::string place = (runs / ("." + id + "-XXXXXX")).string();
  if (::mkdtemp(place.data()) == nullptr) {
    return world(runs.string(), "the folder cannot be written",
                 std::error_code(errno, std::generic_category()));
  }
  folder.x_place = place;
  folder.x_lock = ::open(place.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder.x_lock < 0) {
    return world(place, "the folder cannot be opened",
                 std::error_code(errno, std::generic_category()));
  }
  (void)::flock(folder.x_lock, LOCK_SH);
  return folder;
}

RunFolder::RunFolder(RunFolder&& other) noexcept
    : x_place(std::exchange(other.x_place, {})),
      x_final(std::move(other.x_final)),
      x_lock(std::exchange(other.x_lock, -1)),
      x_files(std::move(other.x_files)) {}

RunFolder::~RunFolder() {
  std::error_code ignored;
  if (!x_place.empty()) fs::remove_all(x_place, ignored);
  if (x_lock >= 0) ::close(x_lock);
}

Outcome RunFolder::write(const std::string& name, std::string_view bytes) {
  const fs::path path = fs::path(x_place) / name;
  std::error_code fault;
  fs::create_directories(path.parent_path(), fault);
  if (fault) return world(path.string(), "the folder cannot be made", fault);
  const std::string_view pieces[] = {bytes};
  if (const Outcome done = write_pieces(path.string(), pieces); !done) return done.errors();
  x_files.push_back({"file", name, sha256_hex(bytes)});
  return Done{};
}

Outcome RunFolder::write_tape(const LossTape& tape) {
  return pledgelab::write_tape(x_place + "/tape.bin", tape);
}

Result<std::string> RunFolder::finish(const std::string& manifest) {
  std::error_code fault;
  if (fs::exists(x_final + "/manifest.json", fault)) {
    const auto before = read_file(x_final + "/manifest.json");
    if (!before) return before.errors();
    if (before.value() == manifest) return make_whole();
    return Error{"RUN-103",
                 {x_final, 0, 0},
                 "a run of this recipe is there, with other results",
                 "the same recipe must give the same bytes: keep both and report it",
                 ErrorKind::world};
  }
  if (const Outcome done = write("manifest.json", manifest); !done) return done.errors();
  if (fs::exists(x_final, fault)) return make_whole();
  fs::permissions(x_place, fs::perms(0755), fault);
  fs::rename(x_place, x_final, fault);
  if (fault) return world(x_final, "the folder cannot be named", fault);
  x_place.clear();
  return x_final;
}

Result<std::string> RunFolder::make_whole() {
  std::vector<std::string> names;
  for (const HashedInput& file : x_files) names.push_back(file.name);
  std::error_code fault;
  // The tape is in no manifest: what was drawn does not depend on what was kept.
  if (fs::exists(x_place + "/tape.bin", fault)) names.insert(names.begin(), "tape.bin");
  for (const std::string& name : names) {
    const fs::path there = fs::path(x_final) / name;
    const fs::path ours = fs::path(x_place) / name;
    if (same_bytes(there.string(), ours.string())) continue;
    fs::create_directories(there.parent_path(), fault);
    if (!fault) fs::rename(ours, there, fault);
    if (fault) return world(there.string(), "the file cannot be written", fault);
  }
  return x_final;
}

Result<StoredRunFolder> read_run_folder(const std::string& project, const std::string& name) {
  std::error_code ignored;
  const fs::path runs = fs::path(project.empty() ? "." : project) / "runs";
  fs::path folder = runs / name;
  if (name.empty() || !fs::exists(folder / "manifest.json", ignored)) folder = name;
  if (name.empty() || !fs::exists(folder / "manifest.json", ignored)) {
    return Error{"RUN-101",
                 {runs.string(), 0, 0},
                 "there is no run '" + name + "'",
                 suggestion(name, ids_in(runs)),
                 ErrorKind::not_found};
  }
  const std::string file = (folder / "manifest.json").string();
  const auto text = read_file(file);
  if (!text) return text.errors();
  StoredRunFolder run;
  run.folder = folder.string();
  std::string recipe;
  try {
    const auto json = nlohmann::ordered_json::parse(text.value());
    run.id = json.at("id").get<std::string>();
    run.tape_sha256 = json.at("tape").at("sha256").get<std::string>();
    recipe = json.at("recipe").dump();
    for (const auto& one : json.at("files")) {
      run.files.push_back(
          {"file", one.at("name").get<std::string>(), one.at("sha256").get<std::string>()});
    }
  } catch (const nlohmann::json::exception& fault) {
    return Error{"RUN-102",
                 {file, 0, 0},
                 std::string("is not the manifest of a run: ") + fault.what(),
                 "name a folder below runs/ that `run` or `simulate` wrote",
                 ErrorKind::input};
  }
  auto read = read_recipe(recipe, file);
  if (!read) return read.errors();
  run.recipe = std::move(read).value();
  run.recipe.inputs.project = project.empty() ? project_of(folder) : project;
  for (const HashedInput& one : run.recipe.hashes) {
    if (run.recipe.inputs.book.empty() && one.what == "book") run.recipe.inputs.stored = one;
  }
  if (fs::exists(folder / "tape.bin", ignored)) run.tape_path = (folder / "tape.bin").string();
  return run;
}

}  // namespace pledgelab
