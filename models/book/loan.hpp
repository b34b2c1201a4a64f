// Borrowers, lenders, loans and the pledges that secure them: rows as the lender's ledger has them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "models/base/date.hpp"
#include "models/base/ids.hpp"
#include "models/base/money.hpp"
#include "models/base/ratio.hpp"

namespace pledgelab {

/// 工信部联企业〔2011〕300号.
enum class BorrowerSize : std::uint8_t { micro, small, medium, large };

/// Who owes. A row of borrowers.csv; made from the loans when there is no such file.
struct Borrower {
  std::string id;
  std::string name;
  std::string group_id;
  std::string region;
  std::string sector;
  std::optional<BorrowerSize> size;
  std::string enterprise_class;  // high_tech, tech_sme, specialised (专精特新), little_giant …
  std::string grade;             // grade in the lender's or scheme's scale: A..E
  std::optional<double> pd_annual_frac;  // the lender's own rating, as a yearly default probability
  std::optional<Money> revenue;
  std::optional<double> staff_count;
  std::optional<Date> registration_date;
  std::optional<bool> first_loan;       // 首贷
  std::optional<bool> in_park;          // IP-intensive park 园区
  std::optional<Money> scheme_balance;  // under the scheme, this loan included
};

struct Lender {
  std::string id;
  std::string name;
  std::string region;
  std::optional<bool> small;
};

/// How principal comes back (ACTUS: PAM, LAM, ANN; interest_only = bullet with periodic interest).
enum class Repayment : std::uint8_t { bullet, interest_only, equal_principal, equal_instalment };

/// 五级分类.
enum class FiveTier : std::uint8_t { normal, special_mention, substandard, doubtful, loss };

/// Which way a loan entered a scheme.
enum class LoanRoute : std::uint8_t { direct, insured, guaranteed, credit };

struct Loan {
  std::string id;
  BorrowerId borrower;
  LenderId lender;
  std::string product;
  Date origination;
  Date maturity;                    // = origination while term_from_scenario
  bool term_from_scenario = false;  // the file states no maturity: the scenario supplies the term
  Money principal;                  // lent
  Money balance;                    // owed at the as-of date, principal only
  std::optional<Rate> rate;         // yearly
  std::optional<Rate> base_rate;    // reference rate at origination (LPR 1Y)
  Repayment repayment = Repayment::interest_only;
  std::int32_t payment_interval_months = 1;
  std::int32_t days_past_due = 0;
  std::optional<FiveTier> five_tier;
  std::optional<LoanRoute> route;
  std::optional<Share> ip_share;    // contract-stated part of a mixed security owed to IP
  std::optional<bool> other_cover;  // under another policy guarantee or compensation
  std::optional<Money> other_aid;
  std::optional<Share> guaranteed_share;
  std::optional<Money> approved;    // amount approved
  std::optional<Money> guaranteed;  // amount of it guaranteed
  std::string guarantor_id;
  std::string insurer_id;
  std::string valuer_id;
  double multiplicity = 1.0;  // sample weight: how many such loans the row stands for
};

/// A link of one loan and one right; a loan may have many (打包融资), a right may secure many
/// loans.
struct Pledge {
  std::string id;
  LoanId loan;
  AssetId asset;
  std::int32_t rank = 1;
  std::string registration_number;
  std::optional<Date> registration_date;
  std::optional<Date> registration_expiry;
  std::optional<Money> secured_amount;  // maximum amount of a 最高额质押
};

/// A signed value (评估值): what the contract's loan-to-value stands on.
struct Appraisal {
  AssetId asset;
  Date date;
  Money value;
  std::string method;
  std::string valuer_id;
};

}  // namespace pledgelab
