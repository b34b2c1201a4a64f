#include "engine/verbs/valuation_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include <nlohmann/json.hpp>

#include "engine/formats/digest.hpp"
#include "engine/formats/file.hpp"

namespace pledgelab {
namespace {

namespace fs = std::filesystem;
using OrderedJson = nlohmann::ordered_json;

constexpr const char* kFormat = "valuation/1";
constexpr const char* kRows = "valuations.csv";
constexpr const char* kManifest = "manifest.json";
constexpr std::size_t kDigestSize = 64;
constexpr std::string_view kMark = "sha256,";

Error world(const std::string& path, const std::string& what, const std::error_code& fault) {
  return {"RUN-116",
          {path, 0, 0},
          what + ": " + fault.message(),
          "look at the folder's permissions and free room",
          ErrorKind::world};
}

std::error_code last_fault() { return {errno, std::generic_category()}; }

Error damaged(const std::string& file, const std::string& what) {
  return {"RUN-112",
          {file, 0, 0},
          "is damaged, or no kept valuation: " + what,
          "take the folder of this valuation from a backup",
          ErrorKind::input};
}

Error other_version(const std::string& file, const std::string& format) {
  return {"RUN-114",
          {file, 0, 0},
          "was kept by another version of pledgelab (" + format + "; this program knows " +
              kFormat + ")",
          "read it with the program that wrote it",
          ErrorKind::input};
}

// "vXXXXXXXXXXXX"
bool is_id(const std::string& name) {
  return name.size() == 13 && name.front() == 'v' &&
         name.find_first_not_of("0123456789abcdef", 1) == std::string::npos;
}

std::vector<std::string> names_in(const std::string& place, const std::string& prefix) {
  std::vector<std::string> ids;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(place, ignored)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(prefix) || !is_id(name.substr(prefix.size()))) continue;
    ids.push_back(name.substr(prefix.size()));
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

Outcome make_place(const std::string& place) {
  std::error_code fault;
  if (fs::exists(place, fault)) {
    if (fs::is_directory(place, fault)) return Done{};
    return Error{"RUN-111",
                 {place, 0, 0},
                 "is no folder: kept valuations need one",
                 "name a folder after --out",
                 ErrorKind::input};
  }
  const fs::path parent = fs::path(place).parent_path();
  if (!parent.empty() && !fs::is_directory(parent, fault)) {
    return Error{"RUN-111",
                 {place, 0, 0},
                 "there is no folder " + parent.string() + " to make it in",
                 "make that folder first, or mend the name after --out",
                 ErrorKind::not_found};
  }
  fs::create_directory(place, fault);
  if (fault) return world(place, "the folder cannot be made", fault);
  return Done{};
}

// A lock on a folder that ends with the object.
class FolderLock {
 public:
  explicit FolderLock(const std::string& path)
      : x_number(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (x_number >= 0) (void)::flock(x_number, LOCK_EX);
  }
  ~FolderLock() {
    if (x_number < 0) return;
    (void)::fsync(x_number);  // what was named or unnamed in it
    ::close(x_number);
  }
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  int x_number;
};

// The text of the manifest, and what it says of the rows.
struct KeptManifest {
  OrderedJson json;
  std::string rows_sha256;
};

// A file that belongs to a kept valuation: where it is gone, the valuation is damaged.
Result<std::string> read_kept(const std::string& file) {
  auto bytes = read_file(file);
  if (!bytes && bytes.errors().front().kind == ErrorKind::not_found) {
    return damaged(file, "the file is gone");
  }
  return bytes;
}

Result<KeptManifest> read_manifest(const std::string& file) {
  const auto text = read_kept(file);
  if (!text) return text.errors();
  try {
    KeptManifest manifest{OrderedJson::parse(text.value()), {}};
    const auto format = manifest.json.at("manifest").get<std::string>();
    if (format != kFormat) return other_version(file, format);
    manifest.rows_sha256 = manifest.json.at("files").at(0).at("sha256").get<std::string>();
    return manifest;
  } catch (const nlohmann::json::exception& fault) {
    return damaged(file, fault.what());
  }
}

Result<std::string> read_rows(const std::string& folder, const std::string& sha256) {
  auto bytes = read_kept(folder + "/" + kRows);
  if (!bytes) return bytes.errors();
  if (sha256_hex(bytes.value()) == sha256) return bytes;
  return damaged(folder + "/" + kRows, "its SHA-256 is not that of its manifest, " + sha256);
}

}  // namespace

Result<ValuationFolder> ValuationFolder::begin(const std::string& place,
                                               const ValuationRecipe& recipe) {
  if (const Outcome made = make_place(place); !made) return made.errors();
  ValuationFolder folder;
  folder.x_place = place;
  folder.x_id = valuation_id(recipe);
  folder.x_final = place + "/" + folder.x_id;
  const OrderedJson manifest = {{"manifest", kFormat},
                                {"id", folder.x_id},
                                {"command", command_line(recipe)},
                                {"recipe", OrderedJson::parse(recipe_json(recipe))}};
  folder.x_manifest = manifest.dump();
  // Held over looking and locking: no finished writer takes its draft away in between.
  const FolderLock door(place);
  std::error_code fault;
  folder.x_kept = fs::exists(folder.x_final, fault);
  const std::string draft = place + "/." + folder.x_id;
  if (folder.x_kept) {
    fs::remove_all(draft, fault);  // of a writer that died once its folder had its name
    return folder;
  }
  fs::create_directories(draft + "/parts", fault);
  if (fault) return world(draft, "the folder cannot be made", fault);
  folder.x_lock = ::open(draft.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder.x_lock < 0) return world(draft, "the folder cannot be opened", last_fault());
  // Where locks are not to be had, the writer goes on without.
  if (::flock(folder.x_lock, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    return Error{"RUN-115",
                 {draft, 0, 0},
                 "another process is making this very valuation",
                 "wait until it has ended, and run this again",
                 ErrorKind::world};
  }
  folder.x_draft = draft;
  return folder;
}

ValuationFolder::ValuationFolder(ValuationFolder&& other) noexcept
    : x_place(std::move(other.x_place)),
      x_id(std::move(other.x_id)),
      x_final(std::move(other.x_final)),
      x_draft(std::exchange(other.x_draft, {})),
      x_manifest(std::move(other.x_manifest)),
      x_lock(std::exchange(other.x_lock, -1)),
      x_kept(other.x_kept) {}

ValuationFolder::~ValuationFolder() {
  // A draft without a part is of no use to anybody: only an empty folder can be taken away so.
  std::error_code ignored;
  if (!x_draft.empty()) {
    fs::remove(x_draft + "/parts", ignored);
    fs::remove(x_draft, ignored);
  }
  if (x_lock >= 0) ::close(x_lock);
}

std::string ValuationFolder::part_path(std::uint64_t chunk) const {
  return x_draft + "/parts/" + std::to_string(chunk) + ".csv";
}

std::optional<std::string> ValuationFolder::part(std::uint64_t chunk) const {
  if (x_kept) return std::nullopt;
  auto bytes = read_file(part_path(chunk));
  if (!bytes) return std::nullopt;
  std::string& text = bytes.value();
  const std::size_t tail = kMark.size() + kDigestSize + 1;
  if (text.size() < tail || text.compare(text.size() - tail, kMark.size(), kMark) != 0) {
    return std::nullopt;
  }
  const std::string digest = text.substr(text.size() - kDigestSize - 1, kDigestSize);
  text.resize(text.size() - tail);
  if (sha256_hex(text) != digest) return std::nullopt;
  return std::move(text);
}

Outcome ValuationFolder::keep_part(std::uint64_t chunk, const std::string& rows) const {
  if (x_kept) return Done{};
  const std::string tail = std::string(kMark) + sha256_hex(rows) + "\n";
  const std::string_view pieces[] = {rows, tail};
  return write_pieces(part_path(chunk), pieces);
}

Outcome ValuationFolder::compare(const std::string& bytes) const {
  const auto manifest = read_manifest(x_final + "/" + kManifest);
  if (!manifest) return manifest.errors();
  const auto before = read_rows(x_final, manifest.value().rows_sha256);
  if (!before) return before.errors();
  if (before.value() == bytes) return Done{};
  return Error{"RUN-113",
               {x_final, 0, 0},
               "a valuation of this recipe is kept, with other figures",
               "the same recipe must give the same bytes: keep both and report it",
               ErrorKind::world};
}

Result<std::string> ValuationFolder::finish(const std::vector<std::string>& chunks) {
  std::string bytes = valuation_header();
  for (const std::string& rows : chunks) bytes += rows;
  if (x_kept) {
    const Outcome same = compare(bytes);
    return same ? Result<std::string>(x_final) : Result<std::string>(same.errors());
  }
  const std::string whole = x_draft + "/whole";
  std::error_code fault;
  fs::create_directories(whole, fault);
  if (fault) return world(whole, "the folder cannot be made", fault);
  OrderedJson manifest = OrderedJson::parse(x_manifest);
  manifest["files"] = OrderedJson::array({{{"name", kRows}, {"sha256", sha256_hex(bytes)}}});
  if (const Outcome done = write_file(whole + "/" + kRows, bytes); !done) return done.errors();
  const Outcome done = write_file(whole + "/" + kManifest, manifest.dump(2) + "\n");
  if (!done) return done.errors();
  const FolderLock door(x_place);
  fs::rename(whole, x_final, fault);
  if (fault) return world(x_final, "the folder cannot be named", fault);
  fs::remove_all(x_draft, fault);
  x_draft.clear();
  x_kept = true;
  return x_final;
}

Result<StoredValuation> read_valuation(const std::string& place, const std::string& id) {
  StoredValuation stored;
  stored.id = id;
  stored.folder = place + "/" + id;
  const std::string file = stored.folder + "/" + kManifest;
  const auto manifest = read_manifest(file);
  if (!manifest) return manifest.errors();
  std::string recipe;
  try {
    recipe = manifest.value().json.at("recipe").dump();
    stored.command = manifest.value().json.at("command").get<std::string>();
  } catch (const nlohmann::json::exception& fault) {
    return damaged(file, fault.what());
  }
  auto read = read_valuation_recipe(recipe, file);
  if (!read) return read.errors();
  stored.recipe = std::move(read).value();
  if (valuation_id(stored.recipe) != id) {
    return damaged(file, "its recipe is that of " + valuation_id(stored.recipe));
  }
  auto bytes = read_rows(stored.folder, manifest.value().rows_sha256);
  if (!bytes) return bytes.errors();
  auto rows = read_valuation_rows(std::move(bytes).value(), stored.folder + "/" + kRows);
  if (!rows) return rows.errors();
  stored.rows = std::move(rows).value();
  stored.rows_sha256 = manifest.value().rows_sha256;
  return stored;
}

std::vector<std::string> kept_valuations(const std::string& place) { return names_in(place, ""); }

std::vector<std::string> stopped_valuations(const std::string& place) {
  return names_in(place, ".");
}

}  // namespace pledgelab
