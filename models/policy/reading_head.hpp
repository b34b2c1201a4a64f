// Inside the room: reading the head and the parties of a sharing policy.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "models/policy/reading.hpp"

namespace pledgelab::policy_reading {

/// A required date; none, with an error, when it is no YYYY-MM-DD.
std::optional<Date> read_date(Context& context, MappingReader& reader, const std::string& key);
/// Fills the party's sources and terms.
void read_account(Context& context, const Node& node, Party& party);
/// Also fills `context.parties`.
std::vector<Party> read_parties(Context& context, const Node& node);
/// Where a party does not say who owns the claim after its payment: by its kind. `node`: parties.
void read_claim_owners(Context& context, const Node& node, SharingPolicy& policy);
std::vector<Charge> read_charges(Context& context, const Node& node);
void read_advance(Context& context, const Node& node, SharingPolicy& policy);
void read_instalments(Context& context, const Node& node, SharingPolicy& policy);
void read_purchase(Context& context, const Node& node, SharingPolicy& policy);
/// What advance, instalments and purchase do not go together with (P-102).
void check_settlement(Context& context, const SharingPolicy& policy);

/// Every fact that the text names in a value or condition, in written order.
void each_fact(const Value& value, const std::function<void(const FactName&)>& see);
void each_fact(const Condition& condition, const std::function<void(const FactName&)>& see);
/// P-107 where `what` is asked for a loan and the fact belongs to a loss or a day.
void check_loan_fact(Context& context, const FactName& fact, const std::string& what);

}  // namespace pledgelab::policy_reading
