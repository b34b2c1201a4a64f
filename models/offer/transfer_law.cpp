#include "models/offer/transfer_law.hpp"

#include <algorithm>
#include <set>

#include "models/base/mapping_reader.hpp"
#include "models/base/nearest.hpp"
#include "models/base/quantity.hpp"
#include "models/book/words.hpp"

namespace pledgelab {
namespace {

const std::vector<std::string> kSchemas = {"transfer/1"};
const std::vector<std::string> kMarks = {"found", "known", "fitted", "assumed"};

template <class Words>
std::vector<std::string> canonical(const Words& words) {
  std::vector<std::string> names;
  names.reserve(words.size());
  for (const RecordWord& word : words) names.emplace_back(word.word);
  return names;
}

template <class T>
bool holds(const std::vector<T>& list, T one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

bool in_force(Date from, const std::optional<Date>& before, Date day) {
  return from <= day && (!before || day < *before);
}

std::optional<Date> date_in(MappingReader& reader, const Node* node) {
  if (node == nullptr) return std::nullopt;
  const auto date = node->kind == Node::Kind::scalar ? parse_date(node->text) : std::nullopt;
  if (!date) reader.fail(*node, "O-130", "'" + node->text + "' is no date", "write 2015-10-01");
  return date;
}

// A list of words, each of `words`; one at least.
template <class T>
std::vector<T> list_in(MappingReader& reader, const std::string& key,
                       const std::vector<std::string>& words) {
  std::vector<T> list;
  const Node* node = reader.required(key);
  if (node == nullptr) return list;
  if (node->kind != Node::Kind::sequence || node->items.empty()) {
    reader.fail(*node, "O-130", "'" + key + "' must be a list with at least one word",
                "write " + key + ": [" + words.front() + "]");
    return list;
  }
  for (const Node& item : node->items) {
    const auto found = std::find(words.begin(), words.end(), item.text);
    if (found == words.end()) {
      reader.fail(item, "Y-204", "'" + key + "' cannot hold '" + item.text + "'",
                  suggestion(item.text, words));
      continue;
    }
    list.push_back(static_cast<T>(found - words.begin()));
  }
  return list;
}

LawText text_in(MappingReader& reader, const std::string& key, Errors& errors) {
  LawText text;
  const Node* node = reader.required(key);
  if (node == nullptr) return text;
  MappingReader words(reader.document(), *node, key, errors);
  if (node->kind != Node::Kind::mapping) return text;
  text.zh = words.required_text("zh");
  text.en = words.required_text("en");
  words.done();
  return text;
}

std::string mark_in(MappingReader& reader) {
  const int mark = reader.required_word("mark", kMarks);
  return mark < 0 ? std::string() : kMarks[static_cast<std::size_t>(mark)];
}

Share share_in(MappingReader& reader, const std::string& key) {
  const Node* node = reader.required(key);
  if (node == nullptr) return {};
  const auto read = node->kind == Node::Kind::scalar ? parse_quantity(node->text) : std::nullopt;
  const bool rate = read && read->kind == Quantity::Kind::rate && read->value.num >= 0;
  const __int128 ppm = rate ? static_cast<__int128>(read->value.num) * 1'000'000 : -1;
  if (!rate || ppm % read->value.den != 0 || ppm / read->value.den > 1'000'000) {
    reader.fail(*node, "O-130", "'" + node->text + "' is no share", "write 50%");
    return {};
  }
  return Share{static_cast<std::int32_t>(ppm / read->value.den)};
}

const std::vector<Node>& items_of(MappingReader& reader, const std::string& key) {
  static const std::vector<Node> kNone;
  const Node* node = reader.required(key);
  if (node == nullptr) return kNone;
  if (node->kind == Node::Kind::sequence && !node->items.empty()) return node->items;
  reader.fail(*node, "O-130", "'" + key + "' must be a list with at least one entry");
  return kNone;
}

template <class T>
bool share_one(const std::vector<T>& a, const std::vector<T>& b) {
  return std::any_of(a.begin(), a.end(), [&](T one) { return holds(b, one); });
}

bool collide(const RewardRule& a, const RewardRule& b) {
  const bool days = (!a.before || b.from < *a.before) && (!b.before || a.from < *b.before);
  return days && share_one(a.holders, b.holders) && share_one(a.rights, b.rights);
}

void read_reward(const Document& document, const Node& item, Errors& errors, TransferLaw& law) {
  MappingReader reader(document, item, "reward", errors);
  if (item.kind != Node::Kind::mapping) return;
  RewardRule rule;
  rule.holders = list_in<OfferHolder>(reader, "holders", canonical(kOfferHolderWords));
  rule.rights = list_in<AssetKind>(reader, "rights", kAssetKindWords);
  rule.share = share_in(reader, "share");
  rule.floor = reader.optional_word("floor", {"false", "true"}, 0) == 1;
  rule.from = date_in(reader, reader.required("from")).value_or(Date{});
  rule.before = date_in(reader, reader.optional("before"));
  rule.article = text_in(reader, "article", errors);
  rule.mark = mark_in(reader);
  reader.done();
  for (const RewardRule& other : law.rewards) {
    if (!collide(rule, other)) continue;
    reader.fail(item, "O-132", "this rule and an earlier one hold for the same holder and right",
                "part them by from and before");
    break;
  }
  law.rewards.push_back(std::move(rule));
}

void read_duty(const Document& document, const Node& item, Errors& errors, TransferLaw& law) {
  MappingReader reader(document, item, "duty", errors);
  if (item.kind != Node::Kind::mapping) return;
  DutyRule rule;
  rule.id = reader.required_text("id");
  rule.kind = static_cast<DutyKind>(std::max(0, reader.required_word("kind", kDutyKindWords)));
  rule.when = static_cast<DutyWhen>(std::max(0, reader.optional_word("when", kDutyWhenWords, 0)));
  rule.holders = list_in<OfferHolder>(reader, "holders", canonical(kOfferHolderWords));
  rule.rights = list_in<AssetKind>(reader, "rights", kAssetKindWords);
  rule.deals = list_in<Deal>(reader, "deals", canonical(kDealWords));
  if (const Node* node = reader.optional("days")) {
    const auto read = parse_quantity(node->text);
    const bool days = read && read->kind == Quantity::Kind::days && read->value.num > 0;
    if (!days)
      reader.fail(*node, "O-130", "'" + node->text + "' is no number of days", "write 15d");
    if (days) rule.days = static_cast<int>(read->value.num);
  }
  rule.from = date_in(reader, reader.required("from")).value_or(Date{});
  rule.before = date_in(reader, reader.optional("before"));
  rule.what = text_in(reader, "what", errors);
  rule.article = text_in(reader, "article", errors);
  rule.mark = mark_in(reader);
  reader.done();
  for (const DutyRule& other : law.duties) {
    if (other.id != rule.id) continue;
    reader.fail(item, "O-131", "the duty '" + rule.id + "' is given twice", "give it another id");
  }
  law.duties.push_back(std::move(rule));
}

bool meets(const RightOnOffer& right, DutyWhen when) {
  switch (when) {
    case DutyWhen::pledged:
      return right.pledged;
    case DutyWhen::co_owned:
      return right.row.co_owners_agree.has_value();
    case DutyWhen::licensed:
      return right.row.licence != StandingLicence::none;
    case DutyWhen::always:
      break;
  }
  return true;
}

}  // namespace

Result<TransferLaw> read_transfer_law(const Document& document) {
  Errors errors;
  TransferLaw law;
  law.file = document.file;
  MappingReader head(document, document.root, "transfer law", errors);
  if (document.root.kind != Node::Kind::mapping) return errors;
  head.required_word("schema", kSchemas);
  law.id = head.required_text("id");
  law.source = head.required_text("source");
  law.date = date_in(head, head.required("date")).value_or(Date{});
  for (const Node& item : items_of(head, "rewards")) read_reward(document, item, errors, law);
  for (const Node& item : items_of(head, "duties")) read_duty(document, item, errors, law);
  head.done();
  if (!errors.empty()) return errors;
  return law;
}

InventorsShare inventors_share(const TransferLaw& law, const RightOnOffer& right, Date as_of) {
  InventorsShare share;
  for (const RewardRule& rule : law.rewards) {
    const bool applies = holds(rule.holders, right.row.holder) && holds(rule.rights, right.kind) &&
                         in_force(rule.from, rule.before, as_of);
    if (applies) share.rule = &rule;
  }
  if (share.rule != nullptr) share.share_frac = share.rule->share.frac();
  if (!right.row.agreed_reward) return share;
  const double agreed = right.row.agreed_reward->frac();
  share.raised = share.rule != nullptr && share.rule->floor && agreed < share.share_frac;
  share.agreed = !share.raised;
  if (share.agreed) share.share_frac = agreed;
  return share;
}

std::vector<const DutyRule*> duties_of(const TransferLaw& law, const OfferPackage& package,
                                       std::span<const RightOnOffer> rights, Date as_of) {
  std::vector<const DutyRule*> duties;
  for (const DutyRule& rule : law.duties) {
    if (!holds(rule.holders, package.holder) || !in_force(rule.from, rule.before, as_of)) continue;
    const bool offered = std::any_of(rule.deals.begin(), rule.deals.end(), [&](Deal deal) {
      const Bar bar = package.deals[static_cast<std::size_t>(deal)].bar;
      // A missing price or a consent still to be had bars no talk, so its duties are told.
      return bar == Bar::none || bar == Bar::no_worth || bar == Bar::co_owners;
    });
    const bool right =
        std::any_of(package.rights.begin(), package.rights.end(), [&](std::size_t i) {
          return holds(rule.rights, rights[i].kind) && meets(rights[i], rule.when);
        });
    if (offered && right) duties.push_back(&rule);
  }
  return duties;
}

}  // namespace pledgelab
