// Inside the room: how the parts of a sharing policy are read. Faults go to `errors`; what is
// returned after a fault is only good enough to go on reading.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "models/base/document.hpp"
#include "models/base/duration.hpp"
#include "models/base/mapping_reader.hpp"
#include "models/policy/sharing_policy.hpp"

namespace pledgelab::policy_reading {

/// What the parts share: the document, the faults, the names known so far.
struct Context {
  const Document& document;
  Errors& errors;
  std::string currency;
  std::map<std::string, Value> assumed;
  std::vector<std::string> parties;
  std::uint32_t residual = 0;
  std::vector<PolicyRatio> ratios = {};  // of which only the ids are known until they are read
  std::set<std::string> asked = {};      // assumptions that were named so far

  void fail(const Node& node, const std::string& code, const std::string& message,
            const std::string& hint = {}) const {
    errors.push_back({code, document.origin(node), message, hint, ErrorKind::input});
  }
  /// A fault of what was read from the node: of an assumption, at its value; of one whose own fault
  /// was told, nothing.
  void fail(const Node& node, const Value& value, const std::string& code,
            const std::string& message, const std::string& hint = {}) const {
    if (value.faulty) return;
    const Place at = value.told_at({node.line, node.column});
    errors.push_back({code,
                      {document.file, at.line, at.column},
                      message + value.named(),
                      hint,
                      ErrorKind::input});
  }
  /// "… is not built yet" (P-102): the language has it, this program does not. Of the node, or of
  /// what was read from it.
  void refuse(const Node& node, const std::string& what) const {
    fail(node, "P-102", what + kNotBuilt, kBuilt);
  }
  void refuse(const Node& node, const Value& value, const std::string& what) const {
    fail(node, value, "P-102", what + kNotBuilt, kBuilt);
  }
  static constexpr const char* kNotBuilt = " is not built yet";
  static constexpr const char* kBuilt = "the words that are built are listed in policies/README.md";
};

inline Place place_of(const Node& node) { return {node.line, node.column}; }

/// Refuses each of `keys` that stands in the mapping.
void refuse_keys(Context& context, const Node& mapping, const std::vector<std::string>& keys,
                 const std::string& where);

Value read_value(Context& context, const Node& node);
FactName read_fact(Context& context, const Node& node);
Condition read_condition(Context& context, const Node& node);
/// An operand of a comparison or a row of a tier: a value or a word.
Value read_operand(Context& context, const Node& node);
/// 6mo, 60d, 2y or $NAME; P-104, and no time, for anything else.
Duration read_duration(Context& context, const Node& node);
std::uint32_t read_party(Context& context, const Node& node);
/// WHO of a unit: fills `who`, `role` and `fact`.
void read_who(Context& context, const Node& node, Unit& unit);
/// SHARES: at most one `rest`; literal shares must make 100 % (or leave something for `rest`).
std::vector<PartyShare> read_shares(Context& context, const Node& node, const std::string& where);
std::vector<Step> read_steps(Context& context, const Node& node);

/// band {ratio, above, upto, when: close, else}: per the ratio's firm and year.
void read_band(Context& context, const Node& node, Step& step);

/// The structure that no single step shows: order, ids, units, what is not built in combination.
void check_policy(Context& context, const SharingPolicy& policy);

/// P-111: a figure or word that cannot be of the kind which the fact's name tells.
void check_kinds(Context& context, const SharingPolicy& policy);

/// Fails with P-105 where shares that are all literal do not make 100 % (with a rest: are above it)
/// or cannot be added exactly in 64 bits. `what`: "the shares of step 'q'".
void check_sum(Context& context, const Node& node, const std::vector<PartyShare>& shares,
               const std::string& what, bool rest);
/// Fails with P-105 where a literal is no rate from 0 to 1.
void check_share(Context& context, const Node& node, const Value& value);
/// "110 %", "99.99 %".
std::string percent_text(Ratio ratio);

}  // namespace pledgelab::policy_reading
