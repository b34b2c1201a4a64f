// A scheme run over losses and a periods file, all given as text.
#pragma once

#include <string>
#include <vector>

#include "models/sharing/ledger.hpp"

namespace pledgelab {

struct WatchedScheme {
  Program program;
  Claims claims;
  SharingResult result;

  /// The party's bill of a loss, in fen.
  [[nodiscard]] std::int64_t bill(const std::string& loss_id, const std::string& party) const;
  [[nodiscard]] std::int64_t recovered(const std::string& loss_id, const std::string& party) const;
  /// Σ of the party's bills, in fen.
  [[nodiscard]] std::int64_t borne(const std::string& party) const;
  [[nodiscard]] const LossOutcome& outcome(const std::string& loss_id) const;
  /// The clauses that moved money on the party's bill of the loss: "share budget".
  [[nodiscard]] std::string clauses(const std::string& loss_id, const std::string& party) const;
  /// The changes of breakers, a line each: "fuse lender B1 2024-03-31 on 9.00 %".
  [[nodiscard]] std::vector<std::string> changes() const;

 private:
  [[nodiscard]] std::size_t claim(const std::string& loss_id) const;
  [[nodiscard]] std::size_t party(const std::string& id) const;
};

/// What differs from a plain scheme of a fund and a bank, fund 60 %.
struct WatchedText {
  std::string steps;  // "  - {…}\n"
  std::string ratios = {};
  std::string breakers = {};  // "  - {…}\n"
  std::string parties = "fund: {kind: fund}";
  std::string recovery = "{costs: first, by: as_borne}";
  std::string currency = "CNY";
  std::string year = "calendar";
};
std::string policy_text(const WatchedText& text);

/// Read, compiled and run; `periods` empty: none given. Faults fail the test.
WatchedScheme run_watched(const std::string& policy, const std::string& losses,
                          const std::string& periods);
/// "P-165 …; …": the faults of compiling, or "ok". `on_path`: for simulated paths.
std::string compile_faults(const std::string& policy, const std::string& losses,
                           const std::string& periods, bool on_path = false);

/// "party_id,…" and the rows.
std::string periods_text(const std::string& rows, const std::string& suffix = "yuan");

}  // namespace pledgelab
