// A kept valuation's folder: PLACE/ID with manifest.json and valuations.csv, whole or not at all,
// and never changed; what a stopped batch had done stays beside it, until the same recipe goes on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/verbs/valuation_recipe.hpp"
#include "engine/verbs/valuation_rows.hpp"
#include "models/base/error.hpp"

namespace pledgelab {

/// The writer of one valuation. Parts lie in PLACE/.ID/parts, a file a chunk with its SHA-256;
/// PLACE/.ID is locked as long as its writer lives.
class ValuationFolder {
 public:
  /// PLACE is made when it is not there (its parent must be). Errors: RUN-111 no parent
  /// (not_found), PLACE is no folder; RUN-115 another process is writing this valuation; RUN-116
  /// it cannot be written.
  static Result<ValuationFolder> begin(const std::string& place, const ValuationRecipe& recipe);
  ~ValuationFolder();
  ValuationFolder(ValuationFolder&& other) noexcept;
  ValuationFolder& operator=(ValuationFolder&&) = delete;

  [[nodiscard]] const std::string& id() const { return x_id; }
  /// This valuation was kept before: nothing will be written, finish() compares.
  [[nodiscard]] bool is_kept() const { return x_kept; }

  /// The rows of a chunk that a stopped batch had done; none when it had not, or they are damaged.
  /// Any thread, as keep_part.
  [[nodiscard]] std::optional<std::string> part(std::uint64_t chunk) const;
  /// Keeps the rows of a chunk, safe on the disk when this returns. Errors (world): disk full,
  /// unwritable.
  [[nodiscard]] Outcome keep_part(std::uint64_t chunk, const std::string& rows) const;

  /// Writes valuations.csv (header, then the chunks' rows in order) and the manifest, and gives the
  /// folder its name; its path. Kept before: its bytes must be these. Errors: RUN-112 what was kept
  /// is damaged, RUN-113 it holds other figures; then nothing is changed.
  Result<std::string> finish(const std::vector<std::string>& chunks);

 private:
  ValuationFolder() = default;
  [[nodiscard]] std::string part_path(std::uint64_t chunk) const;
  [[nodiscard]] Outcome compare(const std::string& bytes) const;

  std::string x_place;
  std::string x_id;
  std::string x_final;     // PLACE/ID
  std::string x_draft;     // PLACE/.ID
  std::string x_manifest;  // all but the file's digest
  int x_lock = -1;
  bool x_kept = false;
};

/// A kept valuation, read back and found to be what was written.
struct StoredValuation {
  std::string id;
  std::string folder;
  ValuationRecipe recipe;
  std::string command;  // that makes it again
  std::vector<ValuationRow> rows;
  std::string rows_sha256;  // of valuations.csv
};

/// PLACE/ID. Errors: RUN-112 damaged, RUN-114 of another version; unreadable.
Result<StoredValuation> read_valuation(const std::string& place, const std::string& id);

/// The ids of kept valuations in PLACE, ascending; and of those that were stopped.
std::vector<std::string> kept_valuations(const std::string& place);
std::vector<std::string> stopped_valuations(const std::string& place);

}  // namespace pledgelab
