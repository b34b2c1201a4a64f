// L-107: where a borrower's extra yuan loses cover. Both sides of each threshold are tried.
#include <algorithm>
#include <array>

#include "models/sharing/lint_figures.hpp"
#include "models/sharing/lint_parts.hpp"

namespace pledgelab::lint_trial {
namespace {

using policy_telling::quoted;
using policy_telling::Told;

constexpr std::int64_t kOneYuan = 100;

// A loan cannot lose more than what is owed: such facts bound the loss.
bool bounds_the_loss(const std::string& fact) {
  static constexpr std::array kWords = {"balance", "principal", "amount", "approved"};
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](const char* word) { return fact.find(word) != std::string::npos; });
}

// What all but the residual party bear of the loss; −1 where it is undecided.
std::int64_t cover(Lint& lint, const Loan& loan, std::int64_t loss_fen) {
  const auto result = lint.trial.run(lint.policy, {loss_of(loan, loss_fen)});
  if (!result || result->undecided_count != 0) return -1;
  return result->loss_fen - result->totals[lint.policy.residual].borne_fen;
}

std::string one_unit(const std::string& currency) {
  return currency == "CNY" ? "1元" : "1 " + currency;
}

void lint_mark(Lint& lint, const FactShape& shape, std::int64_t mark) {
  Loan loan = lint.trial.typical();
  const std::int64_t loss = bounds_the_loss(shape.name) ? mark : kPlainLossFen;
  loan[shape.name] = mark;
  const std::int64_t at = cover(lint, loan, loss);
  loan[shape.name] = mark + kOneYuan;
  const std::int64_t above =
      cover(lint, loan, bounds_the_loss(shape.name) ? loss + kOneYuan : loss);
  if (at < 0 || above < 0 || above >= at) return;
  lint.add(
      "L-107", Gravity::warning, shape.place,
      Told{"断崖：", "a cliff: where "} + quoted(shape.name) + Told{" 由 ", " passes "} +
          lint.money(mark) +
          Told{" 再增加" + one_unit(lint.policy.currency) + "，全额损失时其他各方的承担额由 ",
               " by one unit, the cover of a loss of " + lint.money(loss).en + " falls from "} +
          lint.money(at) + Told{" 降至 ", " to "} + lint.money(above));
}

}  // namespace

void lint_cliffs(Lint& lint) {
  for (const FactShape& shape : lint.trial.shapes()) {
    if (shape.kind != FactKind::money) continue;
    for (const std::int64_t mark : shape.marks) {
      if (mark > 0 && mark <= Money::kMaxInputFen / 2) lint_mark(lint, shape, mark);
    }
  }
}

}  // namespace pledgelab::lint_trial
