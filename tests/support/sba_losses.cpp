#include "tests/support/sba_losses.hpp"

#include <doctest/doctest.h>

#include <map>
#include <utility>

#include "engine/formats/csv.hpp"
#include "tests/support/places.hpp"

namespace pledgelab::test {
namespace {

using Row = std::map<std::string, std::string>;

std::vector<Row> sba_rows(const std::string& file) {
  const auto cells = read_csv(source_root() + "/tests/data/sba/" + file);
  REQUIRE(cells.ok());
  std::vector<Row> rows;
  for (std::size_t row = 0; row < cells.value().rows(); ++row) {
    Row read;
    for (std::size_t at = 0; at < cells.value().width(); ++at) {
      read[std::string(cells.value().header[at].text)] =
          std::string(cells.value().at(row, at).text);
    }
    rows.push_back(std::move(read));
  }
  return rows;
}

}  // namespace

std::vector<std::string> losses_of(const std::string& file, const std::string& year) {
  std::vector<std::string> lines;
  for (const Row& row : sba_rows(file)) {
    const std::string& status = row.at("status");
    const bool wanted = row.at("programme") == "7A" && (status == "PIF" || status == "CHGOFF");
    if (!wanted || (!year.empty() && row.at("approval_fy") != year)) continue;
    const bool lost = status == "CHGOFF";
    const std::string& date = row.at("chargeoff_date");
    lines.push_back(row.at("loan_id") + "," + row.at("loan_id") + "," + row.at("loan_id") + "," +
                    row.at("bank_code") + "," + (date.empty() ? row.at("approval_date") : date) +
                    "," + (lost ? row.at("chargeoff_usd") : "0") + ",0,0," + status + "," +
                    row.at("approved_usd") + "," + row.at("guaranteed_usd"));
  }
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text =
      "loss_id,loan_id,borrower_id,lender_id,default_date,principal_loss_usd,interest_loss_usd,"
      "cost_usd,status,approved_usd,guaranteed_usd\n";
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

}  // namespace pledgelab::test
