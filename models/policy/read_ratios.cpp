// ratios: and MEASURE.
#include <algorithm>

#include "models/base/nearest.hpp"
#include "models/policy/reading_ratios.hpp"

namespace pledgelab {

std::optional<MeasureKind> measure_of_word(std::string_view word) {
  const auto found = std::find(kMeasureWords.begin(), kMeasureWords.end(), word);
  if (found == kMeasureWords.end()) return std::nullopt;
  return static_cast<MeasureKind>(found - kMeasureWords.begin());
}

namespace policy_reading {
namespace {

const std::vector<std::string> kAtWords = {"running", "month_end", "quarter_end", "year_end"};

void read_loans(Context& context, const Node& node, PolicyRatio& ratio) {
  ratio.loans_text = node.text;
  ratio.loans = node.text == "scheme" ? PolicyRatio::Loans::scheme
                : node.text == "all"  ? PolicyRatio::Loans::all
                                      : PolicyRatio::Loans::named;
  if (node.kind != Node::Kind::scalar || node.text.empty()) {
    context.fail(node, "P-114", "loans of ratio '" + ratio.id + "' is scheme, all or a text",
                 "the text is the scheme_id that the periods file writes for these loans");
  }
}

void read_per(Context& context, const Node& node, PolicyRatio& ratio) {
  const auto party = std::find(context.parties.begin(), context.parties.end(), node.text);
  if (node.text == "scheme" || node.text == "lender") {
    ratio.per = node.text == "scheme" ? Unit::Who::scheme : Unit::Who::lender;
  } else if (party != context.parties.end()) {
    ratio.per = Unit::Who::role;
    ratio.role = static_cast<std::uint32_t>(party - context.parties.begin());
  } else {
    std::vector<std::string> words = {"scheme", "lender"};
    words.insert(words.end(), context.parties.begin(), context.parties.end());
    context.fail(node, "P-114",
                 "a ratio runs per scheme, lender or party; '" + node.text + "' is none",
                 suggestion(node.text, words));
  }
}

PolicyRatio read_one(Context& context, const Entry& entry) {
  PolicyRatio ratio;
  ratio.id = entry.key;
  ratio.place = {entry.line, entry.column};
  MappingReader reader(context.document, entry.value, "ratio '" + entry.key + "'", context.errors);
  const Node* top = reader.required("top");
  const Node* bottom = reader.required("bottom");
  const Node* loans = reader.required("loans");
  const Node* per = reader.required("per");
  ratio.at = static_cast<PolicyRatio::At>(std::max(0, reader.required_word("at", kAtWords)));
  reader.done();
  if (top != nullptr) ratio.top = read_measure(context, *top);
  if (bottom != nullptr) ratio.bottom = read_measure(context, *bottom);
  if (loans != nullptr) read_loans(context, *loans, ratio);
  if (per != nullptr) read_per(context, *per, ratio);
  const bool closing = ratio.at != PolicyRatio::At::running;
  if (closing && is_booked(ratio.top.kind) && is_booked(ratio.bottom.kind)) {
    context.fail(entry.value, "P-114",
                 "ratio '" + ratio.id + "' has no closing day: the run books both its measures",
                 "write at: running");
  }
  return ratio;
}

}  // namespace

Measure read_measure(Context& context, const Node& node) {
  Measure measure;
  measure.place = place_of(node);
  measure.text = node.text;
  if (const auto kind = measure_of_word(node.text)) {
    measure.kind = *kind;
    return measure;
  }
  const std::size_t point = node.text.find('.');
  const std::string word = node.text.substr(0, point);
  const auto booked = std::find(kBookedWords.begin(), kBookedWords.end(), word);
  if (node.kind == Node::Kind::scalar && point != std::string::npos &&
      booked != kBookedWords.end()) {
    Node party = node;
    party.text = node.text.substr(point + 1);
    measure.kind =
        static_cast<MeasureKind>(static_cast<std::size_t>(MeasureKind::gross) +
                                 static_cast<std::size_t>(booked - kBookedWords.begin()));
    measure.party = read_party(context, party);
    return measure;
  }
  std::vector<std::string> words = kMeasureWords;
  for (const std::string& kind : kBookedWords) {
    for (const std::string& party : context.parties) words.push_back(kind + "." + party);
  }
  const std::string near = nearest_word(node.text, words);
  context.fail(node, "P-114", "'" + node.text + "' is not a measure",
               near.empty() ? "a measure is " + list_of(kMeasureWords) +
                                  ", gross.PARTY, bill.PARTY or net.PARTY"
                            : "did you mean '" + near + "'?");
  return measure;
}

std::string list_of(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::vector<PolicyRatio> read_ratios(Context& context, const Node& node) {
  std::vector<PolicyRatio> ratios;
  if (node.kind != Node::Kind::mapping) {
    context.fail(node, "P-114", "ratios is {ID: {top: …, bottom: …, …}, …}");
  }
  for (const Entry& entry : node.entries) ratios.push_back(read_one(context, entry));
  return ratios;
}

std::optional<std::uint32_t> find_ratio(Context& context, const Node& node) {
  for (std::size_t at = 0; at < context.ratios.size(); ++at) {
    if (context.ratios[at].id == node.text) return static_cast<std::uint32_t>(at);
  }
  std::vector<std::string> names;
  for (const PolicyRatio& ratio : context.ratios) names.push_back(ratio.id);
  context.fail(node, "P-114", "no ratio is named '" + node.text + "'",
               names.empty() ? "write it under ratios:" : suggestion(node.text, names));
  return std::nullopt;
}

namespace {

Ratio read_edge(Context& context, const Node& node, const std::string& key) {
  const Value value = read_value(context, node);
  if (value.form != Value::Form::literal) {
    context.refuse(node, value, "'" + key + "' of a band that is not a fixed rate");
    return {};
  }
  if (value.literal.kind != Quantity::Kind::rate || value.literal.value < Ratio{0, 1}) {
    context.fail(node, value, "P-104", "'" + key + "' of a band is a rate, at least 0 %",
                 "write 3%");
    return {};
  }
  return value.literal.value;
}

}  // namespace

void read_band(Context& context, const Node& node, Step& step) {
  MappingReader reader(context.document, node, "band", context.errors);
  const Node* ratio = reader.required("ratio");
  const Node* above = reader.required("above");
  const Node* upto = reader.required("upto");
  const int when = reader.required_word("when", {"close", "claim"});
  const Node* otherwise = reader.optional("else");
  reader.done();
  if (when == 1) {
    context.fail(*node.find("when"), "P-108",
                 "a band runs at the close: its ratio is that of a year", "write when: close");
  }
  step.else_party = otherwise == nullptr ? context.residual : read_party(context, *otherwise);
  step.unit.period = Unit::Period::year;
  step.unit.at_close = true;
  if (above != nullptr) step.band_above = read_edge(context, *above, "above");
  if (upto != nullptr) step.band_upto = read_edge(context, *upto, "upto");
  if (above != nullptr && upto != nullptr && step.band_upto < step.band_above) {
    context.fail(*upto, "P-104", "the band ends below where it begins",
                 "let upto be at least above");
  }
  const auto found = ratio == nullptr ? std::nullopt : find_ratio(context, *ratio);
  if (!found) return;
  step.ratio = *found;
  step.unit.who = context.ratios[*found].per;
  step.unit.role = context.ratios[*found].role;
}

}  // namespace policy_reading
}  // namespace pledgelab
