#include "models/loss/tape.hpp"

namespace pledgelab {

void LossTape::push_back(const TapeRow& row) {
  path.push_back(row.path);
  loan.push_back(row.loan.index);
  month.push_back(row.month);
  kind.push_back(row.kind);
  source.push_back(row.source);
  principal_fen.push_back(row.principal.fen());
  interest_fen.push_back(row.interest.fen());
}

void LossTape::clear() {
  path.clear();
  loan.clear();
  month.clear();
  kind.clear();
  source.clear();
  principal_fen.clear();
  interest_fen.clear();
}

}  // namespace pledgelab
