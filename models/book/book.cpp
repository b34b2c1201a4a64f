#include "models/book/book.hpp"

#include <algorithm>

namespace pledgelab {

BookLinks link(const Book& book) {
  BookLinks links;
  links.pledges_of_loan.resize(book.loans.size());
  links.appraisals_of_asset.resize(book.assets.size());
  for (std::uint32_t row = 0; row < book.pledges.size(); ++row) {
    links.pledges_of_loan[book.pledges[row].loan.index].push_back(PledgeId{row});
  }
  for (std::uint32_t row = 0; row < book.appraisals.size(); ++row) {
    links.appraisals_of_asset[book.appraisals[row].asset.index].push_back(row);
  }
  for (auto& rows : links.appraisals_of_asset) {
    std::stable_sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
      return book.appraisals[a].date < book.appraisals[b].date;
    });
  }
  return links;
}

}  // namespace pledgelab
