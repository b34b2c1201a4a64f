// A run's folder: runs/ID with its manifest, report, tables and loss tape; whole or not at all.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/formats/digest.hpp"
#include "engine/verbs/recipe.hpp"
#include "models/base/error.hpp"
#include "models/loss/tape.hpp"

namespace pledgelab {

/// A folder that is made beside its name and gets it at the end; what is left unfinished goes away
/// with the object. Errors (world): unwritable folder, disk full.
class RunFolder {
 public:
  /// project/runs is made when it is not there. Drafts whose writer has died go away.
  static Result<RunFolder> begin(const std::string& project, const std::string& id);
  ~RunFolder();
  RunFolder(RunFolder&& other) noexcept;
  RunFolder& operator=(RunFolder&&) = delete;

  /// Writes a file in it ("tables/parties.csv"), and notes its SHA-256 for the manifest.
  Outcome write(const std::string& name, std::string_view bytes);
  Outcome write_tape(const LossTape& tape);
  /// Writes manifest.json and gives the folder its name. A finished run of that name stays when its
  /// manifest is equal, and is made whole: a file of it that is gone or changed is written again,
  /// and a tape that was not kept before is added. Another manifest under that name is an error
  /// (RUN-103: not reproducible). Gives the folder's path.
  Result<std::string> finish(const std::string& manifest);

  [[nodiscard]] const std::vector<HashedInput>& files() const { return x_files; }

 private:
  RunFolder() = default;
  Result<std::string> make_whole();

  std::string x_place;  // where it is written
  std::string x_final;
  int x_lock = -1;                   // on x_place, as long as its writer lives
  std::vector<HashedInput> x_files;  // name, SHA-256
};

/// SHA-256 over the rows of a tape in their order, however it comes in chunks: each row as path,
/// loan (uint32), month (uint16), kind, source (uint8), principal, interest (int64), little-endian.
class TapeDigest {
 public:
  void add(const LossTape& chunk);
  std::string hex() { return x_hash.hex(); }
  [[nodiscard]] std::uint64_t rows() const { return x_rows; }

 private:
  Sha256 x_hash;
  std::uint64_t x_rows = 0;
};

/// A finished run, read back: its recipe, the tape's digest, and the tape's file when it was kept.
struct StoredRunFolder {
  std::string id;
  std::string folder;
  Recipe recipe;
  std::string tape_sha256;         // by TapeDigest; empty: no loss was drawn
  std::string tape_path;           // empty: not kept
  std::vector<HashedInput> files;  // what the manifest lists: name, SHA-256
};

/// `name`: an id in project/runs, or the path of a run's folder. `project` empty: the project that
/// the folder lies in (PROJECT/runs/ID), for an id the working folder. Errors: RUN-101 (not_found)
/// with the nearest id, RUN-102.
Result<StoredRunFolder> read_run_folder(const std::string& project, const std::string& name);

}  // namespace pledgelab
