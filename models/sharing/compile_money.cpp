// Accounts and charges of a policy, made ready for one table.
#include "models/book/fields.hpp"
#include "models/sharing/compiling.hpp"
#include "models/sharing/leverage.hpp"

namespace pledgelab::sharing_compiling {
namespace {

// The column of a date; kNone, told, when there is none, or it holds no dates.
std::uint32_t date_column(Compiler& compiler, const std::string& name, const Place& place,
                          const std::string& what) {
  const std::uint32_t column = compiler.column(name);
  if (column == kNone) {
    compiler.fail(place, "P-107", what + " needs dates, and no input feeds '" + name + "'",
                  "add the column " + name);
    return kNone;
  }
  const FactColumn& dates = compiler.program.columns[column];
  if (dates.kind != FactKind::date && dates.kind != FactKind::empty) {
    compiler.fail(place, "P-111",
                  what + " needs dates in " + dates.name + ", which holds " + to_text(dates.kind));
  }
  return column;
}

void need_origination(Compiler& compiler, const Place& place, const std::string& what) {
  const std::uint32_t column = date_column(compiler, "loan.origination_date", place, what);
  if (compiler.program.origination == kNone) compiler.program.origination = column;
}

void compile_leverage(Compiler& compiler, std::uint32_t index) {
  const auto& leverage = compiler.policy.parties[index].terms.leverage;
  if (!leverage) return;
  const std::string what = "the leverage of '" + compiler.policy.parties[index].id + "'";
  need_origination(compiler, leverage->place, what);
  const std::uint32_t counts = compiler.required_column(leverage->counts);
  compiler.program.parties[index].leverage_column = counts;
  if (counts == kNone) return;
  const FactKind kind = compiler.program.columns[counts].kind;
  if (!comparable(kind, FactKind::money)) {
    compiler.fail(leverage->counts.place, "P-111",
                  what + " counts amounts of money, not " + to_text(kind));
  }
}

void compile_charge(Compiler& compiler, const Charge& charge) {
  const std::string what = "charge '" + charge.id + "'";
  ProgramCharge compiled;
  compiled.id = charge.id;
  compiled.kind = charge.kind;
  compiled.every = charge.every;
  compiled.when = charge.when;
  compiled.years = charge.years;
  compiled.payer = charge.payer;
  compiled.payee = charge.payee;
  if (!charge.condition.empty()) compiled.condition = compiler.condition(charge.condition.front());
  const auto amount = [&](const Value& value) {
    const std::uint32_t term = compiler.value(value);
    if (!comparable(compiler.kind(term), FactKind::money)) {
      compiler.fail_value(value, value.place, "P-111",
                          "an amount of " + what + " is " + to_text(compiler.kind(term)) +
                              ", not an amount of money");
    }
    return term;
  };
  compiled.amount = amount(charge.amount.front());
  if (!charge.at_most.empty()) {
    compiled.at_most = amount(charge.at_most.front());
    compile_unit(compiler, charge.unit, what, charge.place, compiled.unit);
  }
  Program& program = compiler.program;
  if (charge.when == Charge::When::settlement) {
    program.settled = date_column(compiler, "loan.settled_on", charge.place, what);
  } else if (charge.when == Charge::When::origination) {
    need_origination(compiler, charge.place, what);
  }
  if (charge.every != Charge::Every::once) {
    program.maturity = date_column(compiler, "loan.maturity_date", charge.place, what);
  }
  program.charges.push_back(std::move(compiled));
}

void compile_advance(Compiler& compiler) {
  const auto& advance = compiler.policy.advance;
  if (!advance) return;
  const std::uint32_t rate = compiler.value(advance->rate.front());
  if (!comparable(compiler.kind(rate), FactKind::rate)) {
    compiler.fail_value(advance->rate.front(), advance->rate.front().place, "P-111",
                        "the rate of an advance is a share");
  }
  compiler.program.advance = ProgramAdvance{rate, advance->final};
  const FactColumn* back =
      compiler.facts.find("loan.recovery" + money_suffix(compiler.policy.currency));
  if (back == nullptr) return;
  for (std::size_t row = 0; row < compiler.facts.rows; ++row) {
    if (!back->has(row) || back->value[row] == 0) continue;
    compiler.fail(advance->place, "P-102",
                  "an advance beside later recoveries (column " + back->name + ") is not built yet",
                  "the final loss is what is left after recoveries: take the column out");
    return;
  }
}

void compile_purchase(Compiler& compiler) {
  const auto& purchase = compiler.policy.purchase;
  if (!purchase) return;
  const std::uint32_t price = compiler.value(purchase->price.front());
  if (!comparable(compiler.kind(price), FactKind::money)) {
    compiler.fail_value(
        purchase->price.front(), purchase->price.front().place, "P-111",
        "the price of a purchase is " + to_text(compiler.kind(price)) + ", not an amount of money");
  }
  compiler.program.purchase = ProgramPurchase{purchase->party, price, purchase->within};
}

}  // namespace

void compile_money(Compiler& compiler) {
  Program& program = compiler.program;
  program.counts_in_totals = compiler.facts.counts_in_totals;
  for (std::uint32_t party = 0; party < program.parties.size(); ++party) {
    compile_leverage(compiler, party);
  }
  for (const Charge& charge : compiler.policy.charges) compile_charge(compiler, charge);
  compile_advance(compiler);
  compile_purchase(compiler);
  program.instalments = compiler.policy.instalments;
  if (compiler.errors.empty()) program.covered = leverage_cover(program);
}

}  // namespace pledgelab::sharing_compiling
