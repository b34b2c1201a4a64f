// Verb report --offer: rights of a book on offer, put into packages with prices, firms, the
// inventors' share and what must be done before signing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/report/offer.hpp"
#include "engine/verbs/backtest.hpp"
#include "engine/verbs/inputs.hpp"
#include "engine/verbs/report_page.hpp"

namespace pledgelab {

struct OfferRequest {
  InputsRequest inputs;         // the book that holds the rights; loans are not needed
  std::string list_path;        // the rights on offer
  std::string firms_path;       // empty: no firms, no matches
  std::string operations_path;  // records of past dealings (pledgelab market); empty: none
  PackageBy by = PackageBy::technology_class;
  std::string terms = "base";     // offer/1: a file or a name
  std::string law = "cn";         // transfer/1: a file or a name
  QuarantineLimit most_rejected;  // of each sheet
  TestFiles tests;                // of the values
  PageRequest page;
};

struct OfferOutcome {
  OfferReportInput offer;
  Report report;
  PageOutcome page;
  std::optional<BacktestOutcome> test;  // of the values
  std::vector<std::string> warnings;
};

/// Errors: those of read_inputs, the sheets' readers, the levels and the law; O-141 rights listed
/// that the book does not hold; O-142 dealings without firms; O-143 (quarantined) more rows left
/// out than borne; O-140 the tables' folder.
Result<OfferOutcome> report_offer(const OfferRequest& request);

}  // namespace pledgelab
