// law/1 documents to a Law: every key known, every figure with its unit, lists in order.
#include <algorithm>

#include "models/base/mapping_reader.hpp"
#include "models/base/quantity.hpp"
#include "models/book/words.hpp"
#include "models/policy/law.hpp"

namespace pledgelab {
namespace {

const std::vector<std::string> kKinds = {"terms", "annual_fees", "base_rates", "size_classes",
                                         "holidays"};
const std::vector<std::string> kStarts = {"filing", "registration", "filing_or_first_use",
                                          "publication", "unlimited"};
const std::vector<std::string> kMarks = {"found", "known", "fitted", "assumed"};

std::optional<Date> date_in(MappingReader& reader, const Node* node, const std::string& key) {
  if (node == nullptr) return std::nullopt;
  const auto date = node->kind == Node::Kind::scalar ? parse_date(node->text) : std::nullopt;
  if (!date) reader.fail(*node, "L-101", "'" + key + "' must be a date", "write 2024-01-31");
  return date;
}

Date required_date(MappingReader& reader, const std::string& key) {
  return date_in(reader, reader.required(key), key).value_or(Date{});
}

std::optional<Quantity> quantity_in(MappingReader& reader, const Node* node, const std::string& key,
                                    Quantity::Kind kind, const std::string& example) {
  if (node == nullptr) return std::nullopt;
  const bool plain = node->kind == Node::Kind::scalar && !node->quoted;
  auto quantity = plain ? parse_quantity(node->text) : std::nullopt;
  if (quantity && quantity->kind == kind) return quantity;
  reader.fail(*node, "L-102", "'" + key + "' cannot be '" + node->text + "'", "write " + example);
  return std::nullopt;
}

Money required_money(MappingReader& reader, const std::string& key) {
  const Node* node = reader.required(key);
  const auto read = quantity_in(reader, node, key, Quantity::Kind::money, "900yuan or 300wan");
  if (!read) return {};
  if (read->currency != "CNY" || read->value.num < 0 || read->value.num > Money::kMaxInputFen) {
    reader.fail(*node, "L-102", "'" + key + "' must be an amount of yuan, not below zero");
    return {};
  }
  return Money::of_fen(read->value.num);
}

std::int32_t ppm_in(MappingReader& reader, const std::string& key) {
  const Node* node = reader.required(key);
  const auto read = quantity_in(reader, node, key, Quantity::Kind::rate, "4.25%");
  if (!read) return 0;
  const __int128 ppm = static_cast<__int128>(read->value.num) * 1'000'000;
  if (ppm % read->value.den != 0 || ppm < 0 || ppm / read->value.den > 1'000'000) {
    reader.fail(*node, "L-103", "'" + key + "' must lie in 0%..100%, in steps of 0.0001%");
    return 0;
  }
  return static_cast<std::int32_t>(ppm / read->value.den);
}

int months_in(MappingReader& reader, const Node* node, const std::string& key) {
  const auto read = quantity_in(reader, node, key, Quantity::Kind::months, "20y or 6mo");
  if (!read) return 0;
  if (read->value.num < 0 || read->value.num > 12'000) {
    reader.fail(*node, "L-104", "'" + key + "' must lie between 0 and 1000 years");
    return 0;
  }
  return static_cast<int>(read->value.num);
}

std::int64_t whole_in(MappingReader& reader, const Node* node, const std::string& key) {
  const auto read = quantity_in(reader, node, key, Quantity::Kind::number, "a whole number");
  if (!read) return 0;
  if (read->value.den != 1 || read->value.num < 0 || read->value.num > 1'000'000'000) {
    reader.fail(*node, "L-105", "'" + key + "' must be a whole number, not below zero");
    return 0;
  }
  return read->value.num;
}

bool flag_in(MappingReader& reader, const std::string& key) {
  return reader.optional_word(key, {"false", "true"}, 0) == 1;
}

std::string mark_in(MappingReader& reader) {
  const int mark = reader.required_word("mark", kMarks);
  return mark < 0 ? std::string() : kMarks[static_cast<std::size_t>(mark)];
}

AssetKind right_in(MappingReader& reader) {
  return static_cast<AssetKind>(std::max(0, reader.required_word("right", kAssetKindWords)));
}

const std::vector<Node>& items_of(MappingReader& reader, const std::string& key) {
  static const std::vector<Node> kNone;
  const Node* node = reader.required(key);
  if (node == nullptr) return kNone;
  if (node->kind != Node::Kind::sequence || node->items.empty()) {
    reader.fail(*node, "L-106", "'" + key + "' must be a list with at least one entry");
    return kNone;
  }
  return node->items;
}

// --- terms

void check_term(MappingReader& reader, const LawTerm& term) {
  const bool gi = term.right == AssetKind::geographical_indication;
  if (gi != term.form.has_value()) {
    reader.fail(reader.node(), "L-111",
                "'form' is written for geographical_indication, and only there");
  }
  const auto only_for = [&](const std::optional<int>& months, AssetKind kind, const char* key) {
    if (!months) return;
    const Node& at = *reader.node().find(key);
    if (term.right != kind) {
      reader.fail(at, "L-113",
                  std::string("'") + key + "' is written for " + word_of(kind, kAssetKindWords) +
                      ", and only there");
    } else if (*months < 1) {
      reader.fail(at, "L-113", std::string("'") + key + "' must be at least one month",
                  "leave it out where the law sets no such time");
    }
  };
  only_for(term.non_use_months, AssetKind::trademark, "non_use");
  only_for(term.register_months, AssetKind::layout_design, "register_within");
  if ((term.starts == TermStart::unlimited) != (term.term_months == 0)) {
    reader.fail(reader.node(), "L-112",
                "a term needs its length, and one that is unlimited has none");
  }
}

void read_terms(MappingReader& top, Errors& errors, Law& law) {
  for (const Node& item : items_of(top, "terms")) {
    MappingReader reader(top.document(), item, "term", errors);
    LawTerm term;
    term.right = right_in(reader);
    const int form = reader.optional_word("form", kGiFormWords, -1);
    if (form >= 0) term.form = static_cast<GiForm>(form);
    term.starts = static_cast<TermStart>(std::max(0, reader.required_word("starts", kStarts)));
    if (const Node* node = reader.optional("term")) {
      term.term_months = months_in(reader, node, "term");
    }
    if (const Node* node = reader.optional("from_creation")) {
      term.creation_months = months_in(reader, node, "from_creation");
    }
    if (const Node* node = reader.optional("register_within")) {
      term.register_months = months_in(reader, node, "register_within");
    }
    if (const Node* node = reader.optional("non_use")) {
      term.non_use_months = months_in(reader, node, "non_use");
    }
    term.filed_from = date_in(reader, reader.optional("filed_from"), "filed_from");
    term.filed_before = date_in(reader, reader.optional("filed_before"), "filed_before");
    term.renewable = flag_in(reader, "renewable");
    term.to_year_end = flag_in(reader, "to_year_end");
    term.article = reader.required_text("article");
    term.mark = mark_in(reader);
    check_term(reader, term);
    reader.done();
    law.terms.push_back(term);
  }
}

// --- fees

void check_fee_years(MappingReader& reader, const std::vector<FeeStep>& before,
                     const FeeStep& step) {
  int expected = 1;
  for (const FeeStep& other : before) {
    if (other.right == step.right) expected = std::max(expected, other.to_year + 1);
  }
  if (step.from_year != expected || step.to_year < step.from_year) {
    reader.fail(
        reader.node(), "L-121",
        "fee years must run on without gap: expected from_year " + std::to_string(expected));
  }
}

void read_late(MappingReader& top, Errors& errors, FeeRules& fees) {
  if (const Node* node = top.required("late")) {
    MappingReader reader(top.document(), *node, "late", errors);
    fees.surcharge = Share{ppm_in(reader, "surcharge")};
    fees.free_months = months_in(reader, reader.required("free"), "free");
    fees.grace_months = months_in(reader, reader.required("grace"), "grace");
    fees.restoration = required_money(reader, "restoration");
    mark_in(reader);
    reader.done();
  }
  if (const Node* node = top.required("reductions")) {
    MappingReader reader(top.document(), *node, "reductions", errors);
    fees.single_reduction = Share{ppm_in(reader, "single")};
    fees.joint_reduction = Share{ppm_in(reader, "joint")};
    fees.reduction_years = static_cast<int>(whole_in(reader, reader.required("years"), "years"));
    mark_in(reader);
    reader.done();
  }
}

void read_fees(MappingReader& top, Errors& errors, Law& law) {
  FeeRules fees;
  for (const Node& item : items_of(top, "fees")) {
    MappingReader reader(top.document(), item, "fee", errors);
    FeeStep step;
    step.right = right_in(reader);
    step.from_year = static_cast<int>(whole_in(reader, reader.required("from_year"), "from_year"));
    step.to_year = static_cast<int>(whole_in(reader, reader.required("to_year"), "to_year"));
    step.fee = required_money(reader, "fee");
    step.mark = mark_in(reader);
    check_fee_years(reader, fees.steps, step);
    reader.done();
    fees.steps.push_back(step);
  }
  read_late(top, errors, fees);
  law.fees = fees;
}

// --- base rates

void read_base_rates(MappingReader& top, Errors& errors, Law& law) {
  for (const Node& item : items_of(top, "series")) {
    MappingReader reader(top.document(), item, "series", errors);
    BaseRates series;
    series.id = reader.required_text("id");
    series.last = required_date(reader, "last");
    series.mark = mark_in(reader);
    series.note = reader.optional_text("note");
    if (find_base_rates(law, series.id) != nullptr) {
      reader.fail(item, "L-107", "the series '" + series.id + "' is written twice");
    }
    for (const Node& level_item : items_of(reader, "rates")) {
      MappingReader level(top.document(), level_item, "rate", errors);
      const Date from = required_date(level, "from");
      const Rate rate{ppm_in(level, "rate")};
      level.done();
      if (!series.rates.empty() && from <= series.rates.back().from) {
        level.fail(level_item, "L-108", "dates must ascend");
      }
      series.rates.push_back({from, rate});
    }
    if (!series.rates.empty() && series.last < series.rates.back().from) {
      reader.fail(item, "L-108", "'last' lies before the last rate");
    }
    reader.done();
    law.base_rates.push_back(series);
  }
}

// --- size classes

SizeLimits limits_in(MappingReader& table, Errors& errors, const std::string& key) {
  SizeLimits limits;
  const Node* node = table.required(key);
  if (node == nullptr) return limits;
  MappingReader reader(table.document(), *node, key, errors);
  if (const Node* staff = reader.optional("staff")) {
    limits.staff = whole_in(reader, staff, "staff");
  }
  limits.revenue = required_money(reader, "revenue");
  reader.done();
  return limits;
}

bool descends(const SizeLimits& above, const SizeLimits& below) {
  return above.staff.has_value() == below.staff.has_value() &&
         above.staff.value_or(1) > below.staff.value_or(0) && above.revenue > below.revenue;
}

void read_sizes(MappingReader& top, Errors& errors, Law& law) {
  for (const Node& item : items_of(top, "industries")) {
    MappingReader reader(top.document(), item, "industry", errors);
    SizeTable table;
    table.industry = reader.required_text("industry");
    table.large = limits_in(reader, errors, "large");
    table.medium = limits_in(reader, errors, "medium");
    table.small = limits_in(reader, errors, "small");
    table.mark = mark_in(reader);
    for (const SizeTable& other : law.sizes) {
      if (other.industry == table.industry) {
        reader.fail(item, "L-107", "the industry '" + table.industry + "' is written twice");
      }
    }
    if (!descends(table.large, table.medium) || !descends(table.medium, table.small)) {
      reader.fail(item, "L-131", "each class needs lower limits than the class above it");
    }
    reader.done();
    law.sizes.push_back(table);
  }
}

// --- holidays

void read_days(MappingReader& reader, const std::string& key, const HolidayCalendar& calendar,
               bool weekend, std::vector<Date>& days) {
  const Node* node = reader.required(key);
  if (node == nullptr) return;
  if (node->kind != Node::Kind::sequence) reader.fail(*node, "L-106", "'" + key + "' is a list");
  for (const Node& item : node->items) {
    const auto date = date_in(reader, &item, key);
    if (!date) continue;
    if ((weekday(*date) >= 5) != weekend) {
      reader.fail(item, "L-141",
                  item.text + (weekend ? " is no Saturday or Sunday" : " is a weekend already"));
    }
    if (!calendar.covers(*date)) {
      reader.fail(item, "L-142", item.text + " lies outside first..last");
    }
    if (!days.empty() && *date <= days.back()) reader.fail(item, "L-108", "dates must ascend");
    days.push_back(*date);
  }
}

void read_holidays(MappingReader& top, Errors& errors, Law& law, const std::string& id) {
  HolidayCalendar calendar;
  calendar.id = id;
  calendar.first = required_date(top, "first");
  calendar.last = required_date(top, "last");
  for (const HolidayCalendar& other : law.calendars) {
    if (other.id == id) top.fail(top.node(), "L-107", "the calendar '" + id + "' is given twice");
  }
  int expected = civil(calendar.first).year;
  for (const Node& item : items_of(top, "years")) {
    MappingReader reader(top.document(), item, "year", errors);
    const auto year = whole_in(reader, reader.required("year"), "year");
    if (year != expected) {
      reader.fail(item, "L-143", "expected the year " + std::to_string(expected));
    }
    ++expected;
    reader.required_text("notice");
    mark_in(reader);
    read_days(reader, "holidays", calendar, false, calendar.holidays);
    read_days(reader, "working_weekends", calendar, true, calendar.working_weekends);
    reader.done();
  }
  if (expected != civil(calendar.last).year + 1) {
    top.fail(top.node(), "L-143", "the years must run to 'last'");
  }
  law.calendars.push_back(calendar);
}

// Place in kMarks of the weakest mark that stands anywhere in the document; 0 where there is none.
std::size_t weakest_mark(const Node& node) {
  std::size_t weakest = 0;
  for (const Node& item : node.items) weakest = std::max(weakest, weakest_mark(item));
  for (const Entry& entry : node.entries) {
    weakest = std::max(weakest, weakest_mark(entry.value));
    const auto word = std::find(kMarks.begin(), kMarks.end(), entry.value.text);
    if (entry.key != "mark" || word == kMarks.end()) continue;
    weakest = std::max(weakest, static_cast<std::size_t>(word - kMarks.begin()));
  }
  return weakest;
}

void read_one(const Document& document, Errors& errors, Law& law) {
  MappingReader top(document, document.root, "law", errors);
  if (document.root.kind != Node::Kind::mapping) return;
  top.required_word("schema", {"law/1"});
  const int kind = top.required_word("kind", kKinds);
  LawSource source{document.file,
                   kind < 0 ? std::string() : kKinds[static_cast<std::size_t>(kind)],
                   top.required_text("id"),
                   top.required_text("source"),
                   required_date(top, "date"),
                   kMarks[weakest_mark(document.root)]};
  if (kind < 0) return;
  for (const LawSource& other : law.sources) {
    if (source.kind != "holidays" && other.kind == source.kind) {
      top.fail(document.root, "L-107", "a second file of kind '" + source.kind + "'",
               "the first is " + other.file);
      return;
    }
  }
  law.sources.push_back(source);
  if (source.kind == "terms") read_terms(top, errors, law);
  if (source.kind == "annual_fees") read_fees(top, errors, law);
  if (source.kind == "base_rates") read_base_rates(top, errors, law);
  if (source.kind == "size_classes") read_sizes(top, errors, law);
  if (source.kind == "holidays") read_holidays(top, errors, law, source.id);
  top.done();
}

}  // namespace

Result<Law> read_law(std::span<const Document> documents) {
  Law law;
  Errors errors;
  for (const Document& document : documents) read_one(document, errors, law);
  if (!errors.empty()) return errors;
  return law;
}

}  // namespace pledgelab
