#include "tests/models/loss/fixture.hpp"

#include <doctest/doctest.h>

namespace pledgelab::test {

void set_level(Scenario& scenario, const std::string& name, double value) {
  for (Parameter& parameter : scenario.parameters) {
    if (parameter.name == name) {
      parameter.rows = {{"else", value}};
      return;
    }
  }
  scenario.parameters.push_back(
      {name, "", "a test", std::nullopt, Mark::assumed, {{"else", value}}, {}});
}

Scenario quiet_scenario() {
  Scenario scenario;
  for (const char* name :
       {"default_share_macro", "default_share_sector", "default_share_region", "value_share_macro",
        "value_share_sector", "value_share_region", "wrong_way_correlation", "sale_share_sector",
        "other_recovery_mean", "other_recovery_sd", "other_recovery_share_macro",
        "other_recovery_delay_months", "default_interest_months"}) {
    set_level(scenario, name, 0);
  }
  return scenario;
}

Book plain_book(std::uint32_t count) {
  Book book;
  book.lenders.resize(1);
  for (std::uint32_t i = 0; i < count; ++i) {
    Borrower borrower;
    borrower.sector = "software";
    borrower.region = "Anhui";
    book.borrowers.push_back(borrower);
    Loan loan;
    loan.borrower = BorrowerId{i};
    loan.origination = kAsOf;
    loan.maturity = add_months(kAsOf, 12);
    loan.principal = loan.balance = Money::of_yuan(1000);
    loan.repayment = Repayment::bullet;
    book.loans.push_back(loan);
  }
  return book;
}

std::vector<PdCurve> flat_curves(const Book& book, double pd_frac, int months) {
  std::vector<PdCurve> curves;
  for (std::uint32_t i = 0; i < book.loans.size(); ++i) {
    PdCurve curve;
    curve.loan = LoanId{i};
    for (int m = 0; m <= months; ++m) curve.cumulative_frac.push_back(pd_frac * m / months);
    curves.push_back(curve);
  }
  return curves;
}

std::vector<PdCurve> late_curves(const Book& book, double pd_frac, int months) {
  std::vector<PdCurve> curves = flat_curves(book, pd_frac, months);
  for (PdCurve& curve : curves) {
    for (int m = 0; m < months; ++m) curve.cumulative_frac[static_cast<std::size_t>(m)] = 0;
  }
  return curves;
}

LossModel model_of(const Book& book, const std::vector<PdCurve>& curves, const Scenario& scenario,
                   const PledgedRights& rights) {
  auto model = loss_model(book, curves, rights, scenario, kAsOf);
  REQUIRE_MESSAGE(model.ok(), (model.ok() ? "" : to_text(model.errors().front())));
  return std::move(model).value();
}

std::vector<double> default_counts(const LossModel& model, std::uint32_t paths) {
  PathBuffers buffers = path_buffers(model);
  std::vector<double> counts;
  for (std::uint32_t path = 0; path < paths; ++path) {
    draw_factors(7, path, buffers.factors);
    draw_defaults(model.defaults, buffers.factors, 7, path, buffers.defaults);
    counts.push_back(static_cast<double>(buffers.defaults.loan.size()));
  }
  return counts;
}

}  // namespace pledgelab::test
