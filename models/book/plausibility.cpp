#include "models/book/plausibility.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "models/base/date.hpp"
#include "models/base/mapping_reader.hpp"
#include "models/base/quantity.hpp"

namespace pledgelab {
namespace {

PlausibleSpread read_spread(const Document& document, const Node* node, const char* name,
                            Errors& errors) {
  PlausibleSpread spread;
  if (node == nullptr) return spread;
  MappingReader reader(document, *node, name, errors);
  const auto number = [&](const char* key) {
    const Node* found = reader.required(key);
    if (found == nullptr) return 0.0;
    const auto quantity = parse_quantity(found->text);
    if (!quantity || quantity->value.num <= 0) {
      reader.fail(*found, "Y-301", std::string("'") + key + "' must be a number above 0");
      return 0.0;
    }
    const double scale = quantity->kind == Quantity::Kind::money ? 100.0 : 1.0;
    return quantity->value.frac() / scale;
  };
  spread.median = number("median");
  spread.sigma_log = number("sigma_log");
  spread.between_books_log = number("between_books_log");
  spread.source = reader.required_text("source");
  reader.required_word("mark", {"found", "known", "fitted", "assumed"});
  reader.done();
  return spread;
}

double band_log(const PlausibleSpread& spread, double tail_z, std::size_t loans) {
  const double own =
      spread.sigma_log * spread.sigma_log * std::numbers::pi / (2.0 * static_cast<double>(loans));
  return tail_z * std::sqrt(own + spread.between_books_log * spread.between_books_log);
}

double median_of(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// Appraised value beside balance, loan by loan; loans without either are left out.
std::vector<double> value_ratios(const Book& book, std::vector<std::uint32_t>* rows = nullptr) {
  const BookLinks links = link(book);
  std::vector<double> ratios;
  for (std::uint32_t row = 0; row < book.loans.size(); ++row) {
    double value_yuan = 0;
    for (const PledgeId pledge : links.pledges_of_loan[row]) {
      const auto& appraisals = links.appraisals_of_asset[book.pledges[pledge.index].asset.index];
      if (!appraisals.empty()) value_yuan += book.appraisals[appraisals.back()].value.yuan();
    }
    const Loan& loan = book.loans[row];
    const double owed_yuan = loan.balance.fen() > 0 ? loan.balance.yuan() : loan.principal.yuan();
    if (value_yuan <= 0 || owed_yuan <= 0) continue;
    ratios.push_back(value_yuan / owed_yuan);
    if (rows != nullptr) rows->push_back(row);
  }
  return ratios;
}

std::string plain(double number) {
  if (number >= 100) return std::to_string(std::llround(number));
  std::string text = std::to_string(number);
  return text.substr(0, text.find('.') + 4);
}

// What a gate says of a book that it stops.
struct Gate {
  std::string what;
  std::string hint;
  std::string code;
};

void hold(const std::vector<double>& values, const PlausibleSpread& spread,
          const Plausibility& levels, const Gate& gate, Errors& errors) {
  if (values.empty()) return;
  const double median = median_of(values);
  const double band = std::exp(band_log(spread, levels.tail_z, values.size()));
  if (median >= spread.median / band && median <= spread.median * band) return;
  errors.push_back({gate.code,
                    {},
                    gate.what + " of " + std::to_string(values.size()) + " loans is " +
                        plain(median) + " in the median; believed is " +
                        plain(spread.median / band) + " to " + plain(spread.median * band) + " (" +
                        levels.file + ")",
                    gate.hint,
                    ErrorKind::input});
}

QuarantineLimit read_limit(const Document& document, const Node* node, Errors& errors) {
  if (node == nullptr) return {};
  MappingReader reader(document, *node, "quarantined_rows", errors);
  const Node* value = reader.required("value");
  reader.required_word("unit", {"frac"});
  reader.required_word("mark", {"found", "known", "fitted", "assumed"});
  reader.required_text("source");
  const std::string date = reader.required_text("date");
  if (!date.empty() && !parse_date(date)) {
    reader.fail(*node, "Y-301", "'date' must be a date", "write 2026-01-31");
  }
  reader.done();
  if (value == nullptr) return {};
  auto limit = parse_quarantine_limit(value->text);
  if (limit && !limit->rows) {
    limit->source = document.file;
    return *limit;
  }
  reader.fail(*value, "Y-301", "'value' must be a share of the rows, 0% to 100%", "write 5%");
  return {};
}

}  // namespace

Result<Plausibility> read_plausibility(const Document& document) {
  Errors errors;
  Plausibility levels;
  levels.file = document.file;
  MappingReader reader(document, document.root, "plausibility levels", errors);
  reader.required_word("schema", {"plausibility/1"});
  reader.optional_text("source");
  levels.currency = reader.required_text("currency");
  levels.loan_size = read_spread(document, reader.required("loan_size"), "loan_size", errors);
  levels.value_to_balance =
      read_spread(document, reader.required("value_to_balance"), "value_to_balance", errors);
  const auto z = parse_quantity(reader.required_text("tail_z"));
  if (z) levels.tail_z = z->value.frac();
  if (!z || levels.tail_z <= 0) reader.fail(reader.node(), "Y-301", "'tail_z' must be above 0");
  levels.quarantined = read_limit(document, reader.required("quarantined_rows"), errors);
  reader.done();
  if (!errors.empty()) return errors;
  return levels;
}

Errors implausible(const Book& book, const Plausibility& levels) {
  Errors errors;
  if (book.currency != levels.currency) return errors;
  std::vector<double> sizes;
  for (const Loan& loan : book.loans) {
    if (loan.principal.fen() > 0) sizes.push_back(loan.principal.yuan());
  }
  const bool small = !sizes.empty() && median_of(sizes) < levels.loan_size.median;
  hold(sizes, levels.loan_size, levels,
       {"principal in yuan",
        small ? "is a column in 万元? give --unit wan, or write the unit in its header"
              : "is a column in yuan or fen? give --unit yuan, or write the unit in its header",
        "B-401"},
       errors);
  hold(value_ratios(book), levels.value_to_balance, levels,
       {"appraised value / balance",
        "one of the two columns is in another unit: write 元 or 万元 in its header, or --unit wan",
        "B-402"},
       errors);
  return errors;
}

Errors plausibility_warnings(const Book& book, const Plausibility& levels,
                             int appraisal_age_months) {
  Errors warnings;
  const bool judged = book.currency == levels.currency;
  if (!judged) {
    warnings.push_back({"W-142",
                        {},
                        "sizes are not judged: the book is in " + book.currency + ", " +
                            levels.file + " in " + levels.currency,
                        {},
                        ErrorKind::input});
  }
  std::vector<std::uint32_t> rows;
  std::vector<double> ratios;
  if (judged) ratios = value_ratios(book, &rows);
  const double band = std::exp(band_log(levels.value_to_balance, levels.tail_z, 1));
  for (std::size_t at = 0; at < ratios.size(); ++at) {
    const double median = levels.value_to_balance.median;
    if (ratios[at] >= median / band && ratios[at] <= median * band) continue;
    warnings.push_back({"W-140",
                        {},
                        "loan '" + book.loans[rows[at]].id + "': value / balance is " +
                            plain(ratios[at]) + ", far off the trade's",
                        {},
                        ErrorKind::input});
  }
  if (!book.as_of) return warnings;
  std::size_t old = 0;
  const BookLinks links = link(book);
  for (const auto& appraisals : links.appraisals_of_asset) {
    if (appraisals.empty()) continue;
    const Date last = book.appraisals[appraisals.back()].date;
    if (add_months(last, appraisal_age_months) < *book.as_of) ++old;
  }
  if (old > 0) {
    warnings.push_back({"W-141",
                        {},
                        std::to_string(old) + " rights were last appraised more than " +
                            std::to_string(appraisal_age_months) + " months before",
                        {},
                        ErrorKind::input});
  }
  return warnings;
}

}  // namespace pledgelab
