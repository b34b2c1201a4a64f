#include "engine/verbs/run_folder.hpp"

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
  std::string place = (runs / ("." + id + "-XXXXXX")).string();
  if (::mkdtemp(place.data()) == nullptr) {
    return world(runs.string(), "the folder cannot be written",
                 std::error_code(errno, std::generic_category()));
  }
  folder.x_place = place;
  return folder;
}

RunFolder::RunFolder(RunFolder&& other) noexcept
    : x_place(std::exchange(other.x_place, {})),
      x_final(std::move(other.x_final)),
      x_files(std::move(other.x_files)) {}

RunFolder::~RunFolder() {
  std::error_code ignored;
  if (!x_place.empty()) fs::remove_all(x_place, ignored);
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
  if (fs::exists(x_final, fault)) {
    const auto before = read_file(x_final + "/manifest.json");
    if (before && before.value() == manifest) return x_final;
    return Error{"RUN-103",
                 {x_final, 0, 0},
                 "a run of this recipe is there, with other results",
                 "the same recipe must give the same bytes: keep both and report it",
                 ErrorKind::world};
  }
  if (const Outcome done = write("manifest.json", manifest); !done) return done.errors();
  fs::permissions(x_place, fs::perms(0755), fault);
  fs::rename(x_place, x_final, fault);
  if (fault) return world(x_final, "the folder cannot be named", fault);
  x_place.clear();
  return x_final;
}

Result<StoredRunFolder> read_run_folder(const std::string& project, const std::string& name) {
  std::error_code ignored;
  const fs::path runs = fs::path(project) / "runs";
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
  run.recipe.inputs.project = project;
  if (fs::exists(folder / "tape.bin", ignored)) run.tape_path = (folder / "tape.bin").string();
  return run;
}

}  // namespace pledgelab
