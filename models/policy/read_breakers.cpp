// breakers: what is watched, when it trips, and what that stops.
#include <algorithm>

#include "models/base/nearest.hpp"
#include "models/policy/reading_ratios.hpp"

namespace pledgelab::policy_reading {
namespace {

const std::vector<std::string> kBoundWords = {"lt", "le", "gt", "ge"};
const std::vector<std::string> kDoesWords = {"warn", "stop_new", "stop_claims"};

std::string op_text(const Bound& bound) {
  return kBoundWords[static_cast<std::size_t>(bound.relation) -
                     static_cast<std::size_t>(Relation::lt)];
}

// {OP: V}, V a rate where a ratio is watched, an amount where a measure is.
Bound read_bound(Context& context, const Node& node, const std::string& what,
                 Quantity::Kind wanted) {
  Bound bound;
  if (node.kind != Node::Kind::mapping || node.entries.size() != 1) {
    context.fail(node, "P-115", what + " is {OP: V}, OP one of lt, le, gt, ge",
                 "for example {ge: 5%} or {ge: 500wan}");
    return bound;
  }
  const Entry& entry = node.entries.front();
  const auto word = std::find(kBoundWords.begin(), kBoundWords.end(), entry.key);
  if (word == kBoundWords.end()) {
    context.errors.push_back({"P-115", context.document.origin(entry),
                              "'" + entry.key + "' does not compare in " + what,
                              suggestion(entry.key, kBoundWords), ErrorKind::input});
    return bound;
  }
  bound.relation = static_cast<Relation>(static_cast<std::size_t>(Relation::lt) +
                                         static_cast<std::size_t>(word - kBoundWords.begin()));
  const Value value = read_value(context, entry.value);
  const bool rate = wanted == Quantity::Kind::rate;
  if (value.form != Value::Form::literal) {
    context.refuse(entry.value, value, "a " + what + " that is not a fixed figure");
  } else if (value.literal.kind != wanted) {
    context.fail(entry.value, value, "P-115",
                 what + " of a " + (rate ? "ratio is a rate" : "measure is an amount of money") +
                     ", not '" + entry.value.text + "'",
                 rate ? "write 5% or 1/20" : "write 500wan");
  }
  bound.value = value.literal;
  return bound;
}

void read_watched(Context& context, const Node& node, BreakerWatch& watch) {
  watch.place = place_of(node);
  watch.text = node.text;
  const auto named = [&](const PolicyRatio& ratio) { return ratio.id == node.text; };
  const bool ratio = std::any_of(context.ratios.begin(), context.ratios.end(), named);
  if (node.kind == Node::Kind::mapping) {
    MappingReader reader(context.document, node, "watch", context.errors);
    const Node* rate = reader.required("rate");
    const Node* of = reader.required("of");
    reader.done();
    if (of != nullptr) watch.measure = read_measure(context, *of);
    if (rate == nullptr) return;
    const Value value = read_value(context, *rate);
    const bool fits = value.form == Value::Form::literal &&
                      value.literal.kind == Quantity::Kind::rate &&
                      Ratio{0, 1} < value.literal.value;
    if (!fits) {
      context.fail(*rate, value, "P-115",
                   "the rate of a measure that is watched is a fixed rate above 0",
                   "write {rate: 50%, of: overdue_principal}");
    } else {
      watch.rate = value.literal.value;
    }
    watch.text = percent_text(watch.rate) + " of " + watch.measure.text;
    return;
  }
  std::vector<std::string> words;
  for (const PolicyRatio& known : context.ratios) words.push_back(known.id);
  const std::string near = nearest_word(node.text, words);
  if (ratio || (!near.empty() && !measure_of_word(node.text))) {
    watch.ratio = find_ratio(context, node);
  } else {
    watch.measure = read_measure(context, node);
  }
}

// Whether one value both trips and resumes, so that the breaker would swing day by day.
bool swings(const Bound& trip, const Bound& resume) {
  const auto upward = [](const Bound& bound) {
    return bound.relation == Relation::gt || bound.relation == Relation::ge;
  };
  const auto touches = [](const Bound& bound) {
    return bound.relation == Relation::ge || bound.relation == Relation::le;
  };
  if (upward(trip) == upward(resume)) return true;
  const Ratio low = upward(trip) ? trip.value.value : resume.value.value;
  const Ratio high = upward(trip) ? resume.value.value : trip.value.value;
  return low < high || (low == high && touches(trip) && touches(resume));
}

// watch, trip and resume of one WATCH, which may stand in the breaker itself.
BreakerWatch read_watch(Context& context, MappingReader& reader) {
  BreakerWatch watch;
  const Node* watched = reader.required("watch");
  const Node* trip = reader.required("trip");
  const Node* resume = reader.required("resume");
  if (watched != nullptr) read_watched(context, *watched, watch);
  const auto wanted = watch.ratio ? Quantity::Kind::rate : Quantity::Kind::money;
  if (watched == nullptr || trip == nullptr || resume == nullptr) return watch;
  const std::size_t faults = context.errors.size();
  watch.trip = read_bound(context, *trip, "trip", wanted);
  const bool never = resume->kind == Node::Kind::scalar && resume->text == "never";
  if (!never) watch.resume = read_bound(context, *resume, "resume", wanted);
  if (context.errors.size() == faults && watch.resume && swings(watch.trip, *watch.resume)) {
    context.fail(*resume, "P-115",
                 "a value can hold both trip (" + op_text(watch.trip) + ") and resume (" +
                     op_text(*watch.resume) + "): the breaker would swing day by day",
                 "let resume be the other side of trip: {ge: 5%} and {lt: 5%}");
  }
  return watch;
}

void read_held(Context& context, const Node& breaker, const Node* held, PolicyBreaker& read) {
  const bool claims = read.does == PolicyBreaker::Does::stop_claims;
  if (claims && held == nullptr) {
    context.fail(breaker, "P-115", "a breaker that does stop_claims must say what is held",
                 "add held: until_resume or held: lapse");
  } else if (!claims && held != nullptr) {
    context.fail(*held, "P-115", "'held' belongs to a breaker that does stop_claims");
  }
}

void read_watches(Context& context, const Node& any, PolicyBreaker& breaker) {
  if (any.kind != Node::Kind::sequence || any.items.empty()) {
    context.fail(any, "P-115", "any is a list: [{watch: …, trip: …, resume: …}, …]");
  }
  for (const Node& item : any.items) {
    MappingReader one(context.document, item, "watch", context.errors);
    breaker.watches.push_back(read_watch(context, one));
    one.done();
  }
}

PolicyBreaker read_one(Context& context, const Node& node) {
  PolicyBreaker breaker;
  breaker.place = place_of(node);
  MappingReader reader(context.document, node, "breaker", context.errors);
  breaker.id = reader.required_text("id");
  const int does = reader.required_word("does", kDoesWords);
  breaker.does = static_cast<PolicyBreaker::Does>(std::max(0, does));
  const int held = reader.optional_word("held", {"until_resume", "lapse"}, 0);
  breaker.lapse = held == 1;
  const Node* off = reader.optional("off_at_least");
  if (off != nullptr) breaker.off_at_least = read_duration(context, *off);
  if (does >= 0) read_held(context, node, node.find("held"), breaker);
  const Node* any = reader.optional("any");
  if (any == nullptr) breaker.watches.push_back(read_watch(context, reader));
  reader.done();
  if (any != nullptr) read_watches(context, *any, breaker);
  const bool resumes =
      std::any_of(breaker.watches.begin(), breaker.watches.end(),
                  [](const BreakerWatch& watch) { return watch.resume.has_value(); });
  if (off == nullptr && resumes) {
    context.fail(node, "P-115", "a breaker that resumes must say how long it stays on at least",
                 "add off_at_least: 0d");
  }
  return breaker;
}

}  // namespace

std::vector<PolicyBreaker> read_breakers(Context& context, const Node& node) {
  std::vector<PolicyBreaker> breakers;
  if (node.kind != Node::Kind::sequence) {
    context.fail(node, "P-115", "breakers is a list: - {id: …, watch: …, trip: …, …}");
  }
  for (const Node& item : node.items) breakers.push_back(read_one(context, item));
  return breakers;
}

}  // namespace pledgelab::policy_reading
