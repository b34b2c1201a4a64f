#include "engine/verbs/forecast_ledger.hpp"

#include <cmath>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "engine/formats/csv.hpp"
#include "engine/formats/file.hpp"
#include "models/backtest/read_ledger.hpp"
#include "models/book/fields.hpp"
#include "models/book/words.hpp"

namespace pledgelab {
namespace {

// The ledger as it is before this valuation.
struct KeptLedger {
  std::string bytes;
  bool methods = true;                                  // it has the column method
  std::set<std::pair<std::string, std::int32_t>> held;  // right and day of its re-appraisals
};

constexpr const char* kNothing = "1,,";  // sure nothing: no median, no spread

std::string header_of(const std::string& currency) {
  return "asset_id,kind,date,purpose,probability_zero_frac,median" + money_suffix(currency) +
         ",ln_sd,method";
}

// A ledger begun before methods were named goes on without them: no line that stands is touched.
std::string old_header_of(const std::string& currency) {
  const std::string header = header_of(currency);
  return header.substr(0, header.rfind(','));
}

Error fault(const std::string& path, std::uint32_t line, std::string what, std::string hint) {
  return {"B-167", {path, line, 0}, std::move(what), std::move(hint), ErrorKind::input};
}

Result<KeptLedger> read_kept(const std::string& path, const std::string& currency) {
  KeptLedger kept;
  std::error_code unknown;
  if (!std::filesystem::exists(path, unknown)) {
    kept.bytes = header_of(currency) + "\n";
    return kept;
  }
  auto bytes = read_file(path);
  if (!bytes) return bytes.errors();
  const std::string header = header_of(currency);
  const std::string& text = bytes.value();
  kept.methods = text.rfind(header + "\n", 0) == 0;
  if (!kept.methods && text.rfind(old_header_of(currency) + "\n", 0) != 0) {
    return fault(path, 1, "the ledger's columns are not those that value writes",
                 "name another file, or give it the header " + header);
  }
  const auto cells = parse_csv(text, path);
  if (!cells) return cells.errors();
  const auto read = read_forecasts(cells.value());
  if (!read) return read.errors();
  if (!read.value().rejects.empty()) {
    Errors errors = {fault(path, 0, "the ledger holds rows that cannot be read",
                           "mend them first: what was said must stay readable")};
    for (const Reject& reject : read.value().rejects) errors.push_back(reject.error);
    return errors;
  }
  for (const ValueForecast& one : read.value().value.forecasts) {
    if (one.purpose == Realisation::reappraisal) kept.held.insert({one.asset_id, one.made_on.days});
  }
  kept.bytes = text;
  if (kept.bytes.back() != '\n') kept.bytes += '\n';
  return kept;
}

// An id as it stands, quoted where it must be: it is matched with the book's and the outcomes'.
std::string id_cell(const std::string& id) {
  if (id.find_first_of(",\"\r\n") == std::string::npos) return id;
  std::string quoted = "\"";
  for (const char c : id) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string line_of(const ValueForecast& forecast, bool with_method) {
  const double median_fen =
      forecast.worth.zero_frac < 1 ? std::round(std::exp(forecast.worth.ln_mean) * 100) : 0;
  const std::string worth = median_fen < 1
                                ? std::string(kNothing)
                                : fmt::format("{},{:.2f},{:.6f}", forecast.worth.zero_frac,
                                              median_fen / 100, forecast.worth.ln_sd);
  const std::string kind = forecast.kind ? word_of(*forecast.kind, kAssetKindWords) : "";
  return id_cell(forecast.asset_id) + "," + kind + "," + to_iso(forecast.made_on) + "," +
         word_of(forecast.purpose, kRealisationWords) + "," + worth +
         (with_method ? "," + (worth == kNothing ? std::string() : forecast.method) : "") + "\n";
}

}  // namespace

Result<LedgerEntry> append_forecasts(const std::string& path, const Book& book,
                                     const std::vector<Valuation>& valuations) {
  auto kept = read_kept(path, book.currency);
  if (!kept) return kept.errors();
  LedgerEntry entry;
  std::string text = kept.value().bytes;
  for (const Valuation& valuation : valuations) {
    const auto forecast = forecast_of(valuation, book.assets[valuation.asset.index]);
    if (!forecast) {
      ++entry.refused_count;
      continue;
    }
    if (kept.value().held.count({forecast->asset_id, forecast->made_on.days}) > 0) {
      return fault(path, 0,
                   "the ledger holds a forecast of '" + forecast->asset_id + "' made on " +
                       to_iso(forecast->made_on) + " already",
                   "what was said is never changed: take another date, or another file");
    }
    text += line_of(*forecast, kept.value().methods);
    ++entry.written_count;
  }
  const Outcome written = write_file(path, text);
  if (!written) return written.errors();
  return entry;
}

}  // namespace pledgelab
