#include "tests/bench/object_waterfall.hpp"

#include <algorithm>
#include <map>
#include <memory>

#include "models/base/date.hpp"

namespace pledgelab::bench {
namespace {

struct Loss {
  std::string id;
  std::string borrower;
  std::string lender;
  Date date;
  std::int64_t principal = 0;
  std::int64_t interest = 0;
  std::int64_t open = 0;
  std::int64_t back = 0;
  Bills bills;
  Bills recovered;
};

std::int64_t rounded(std::int64_t fen, std::int64_t num, std::int64_t den) {
  const __int128 twice = static_cast<__int128>(fen) * num * 2 + den;
  return static_cast<std::int64_t>(twice / (static_cast<__int128>(den) * 2));
}

std::int64_t rounded_down(std::int64_t fen, std::int64_t num, std::int64_t den) {
  return static_cast<std::int64_t>(static_cast<__int128>(fen) * num / den);
}

class Clause {
 public:
  virtual ~Clause() = default;
  virtual void apply(Loss& loss) = 0;
};

class Principal : public Clause {
 public:
  void apply(Loss& loss) override {
    loss.bills["bank"] += loss.interest;
    loss.open = loss.principal;
  }
};

class Quota : public Clause {
 public:
  explicit Quota(std::vector<std::pair<std::string, std::int64_t>> percent)
      : x_percent(std::move(percent)) {}
  void apply(Loss& loss) override {
    const std::int64_t whole = loss.open;
    for (const auto& [party, percent] : x_percent) {
      const std::int64_t part = std::min(rounded(whole, percent, 100), loss.open);
      loss.bills[party] += part;
      loss.open -= part;
    }
    loss.bills["bank"] += loss.open;
    loss.open = 0;
  }

 private:
  std::vector<std::pair<std::string, std::int64_t>> x_percent;
};

class Cap : public Clause {
 public:
  Cap(std::int64_t at, bool by_lender) : x_at(at), x_by_lender(by_lender) {}
  void apply(Loss& loss) override {
    const std::string key =
        x_by_lender ? loss.lender + "/" + std::to_string(civil(loss.date).year) : loss.borrower;
    std::int64_t& before = x_through[key];
    std::int64_t& bill = loss.bills["fund"];
    const std::int64_t kept = std::min(bill, std::max<std::int64_t>(0, x_at - before));
    before += kept;
    loss.bills["bank"] += bill - kept;
    bill = kept;
  }

 private:
  std::int64_t x_at;
  bool x_by_lender;
  std::unordered_map<std::string, std::int64_t> x_through;
};

class Fund : public Clause {
 public:
  void pay_in(std::int64_t fen) { x_balance += fen; }
  void apply(Loss& loss) override {
    std::int64_t& bill = loss.bills["fund"];
    const std::int64_t paid = std::min(bill, x_balance);
    x_balance -= paid;
    loss.bills["bank"] += bill - paid;
    bill = paid;
  }

 private:
  std::int64_t x_balance = 0;
};

// What came back is divided as the bills stand.
std::int64_t receive(Loss& loss, std::int64_t fen) {
  loss.back += fen;
  const std::int64_t whole = loss.principal + loss.interest;
  std::int64_t left = loss.back;
  const std::int64_t before = loss.recovered["fund"];
  for (const char* party : {"fund", "guarantor", "insurer"}) {
    const std::int64_t bill = loss.bills[party];
    const bool down = party == std::string("fund");  // its account is credited with it
    const std::int64_t due = bill == 0 ? 0
                             : down    ? rounded_down(loss.back, bill, whole)
                                       : rounded(loss.back, bill, whole);
    const std::int64_t part = std::min({due, bill, left});
    loss.recovered[party] = part;
    left -= part;
  }
  const std::int64_t bank = std::min(left, loss.bills["bank"]);
  loss.recovered["bank"] = bank;
  left -= bank;
  for (const char* party : {"guarantor", "insurer", "fund"}) {
    const std::int64_t more = std::min(left, loss.bills[party] - loss.recovered[party]);
    loss.recovered[party] += more;
    left -= more;
  }
  return loss.recovered["fund"] - before;
}

struct Day {
  std::int64_t paid_in = 0;
  std::vector<std::pair<std::string, std::int64_t>> receipts;
  std::vector<Loss*> losses;
};

}  // namespace

ObjectWaterfall::ObjectWaterfall(const FactTable& facts) {
  const FactColumn& borrower = *facts.find("loan.borrower_id");
  const FactColumn& lender = *facts.find("loan.lender_id");
  for (std::size_t row = 0; row < facts.rows; ++row) {
    x_borrower.push_back(facts.words[static_cast<std::size_t>(borrower.value[row])]);
    x_lender.push_back(facts.words[static_cast<std::size_t>(lender.value[row])]);
  }
}

ObjectTotals ObjectWaterfall::share(const LossTape& tape, std::size_t begin,
                                    std::size_t end) const {
  std::unordered_map<std::string, std::unique_ptr<Loss>> losses;
  std::map<Date, Day> days;
  for (int year = 2025; year < 2031; ++year) {
    days[*make_date(year, 6, 30)].paid_in += 50'000'000'00;
  }
  for (std::size_t i = begin; i < end; ++i) {
    const std::string id = "loan-" + std::to_string(tape.loan[i]);
    const Date date = add_months(tape.as_of, tape.month[i]);
    if (tape.kind[i] == TapeKind::recovery) {
      days[date].receipts.emplace_back(id, tape.principal_fen[i]);
      continue;
    }
    auto loss = std::make_unique<Loss>();
    loss->id = id;
    loss->borrower = x_borrower[tape.loan[i]];
    loss->lender = x_lender[tape.loan[i]];
    loss->date = date;
    loss->principal = tape.principal_fen[i];
    loss->interest = tape.interest_fen[i];
    days[date].losses.push_back(loss.get());
    losses[id] = std::move(loss);
  }
  Fund fund;
  std::vector<std::unique_ptr<Clause>> clauses;
  clauses.push_back(std::make_unique<Principal>());
  clauses.push_back(std::make_unique<Quota>(std::vector<std::pair<std::string, std::int64_t>>{
      {"fund", 45}, {"guarantor", 27}, {"insurer", 18}}));
  clauses.push_back(std::make_unique<Cap>(120'000'000, false));
  clauses.push_back(std::make_unique<Cap>(800'000'000, true));
  for (auto& [date, day] : days) {
    fund.pay_in(day.paid_in);
    for (const auto& [id, fen] : day.receipts) fund.pay_in(receive(*losses[id], fen));
    for (Loss* loss : day.losses) {
      for (const auto& clause : clauses) clause->apply(*loss);
      fund.apply(*loss);
    }
  }
  ObjectTotals totals;
  for (const auto& [id, loss] : losses) {
    for (const auto& [party, fen] : loss->bills) totals.borne[party] += fen;
    for (const auto& [party, fen] : loss->recovered) totals.recovered[party] += fen;
  }
  return totals;
}

}  // namespace pledgelab::bench
