#include "tests/laws/sharing_case.hpp"

#include <algorithm>
#include <map>
#include <sstream>

#include "engine/formats/csv.hpp"
#include "engine/formats/yaml.hpp"
#include "models/sharing/standing_words.hpp"

namespace pledgelab::test {

namespace {

using twins::Fen;
using twins::NaiveLoss;
using twins::NaiveResult;
using twins::RandomCase;
using Lines = std::vector<std::string>;

Lines lines_of(const std::string& text) {
  Lines lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string joined(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::string unequal(const std::string& what, const std::string& ledger, const std::string& twin) {
  return what + ": ledger " + ledger + ", twin " + twin;
}

std::string unequal(const std::string& what, Fen ledger, Fen twin) {
  return unequal(what, twins::to_text(ledger), twins::to_text(twin));
}

std::string text_of(Fen fen) { return twins::to_text(fen); }
std::string text_of(bool on) { return on ? "on" : "off"; }
std::string text_of(const std::pair<Fen, Fen>& fen) {
  return text_of(fen.first) + " (unpaid " + text_of(fen.second) + ")";
}

// What each clause moved, by (clause, party), from the ledger's postings.
std::map<std::pair<std::string, std::uint32_t>, Fen> moved_by(const SharingCase& loaded,
                                                              const SharingResult& result,
                                                              std::size_t claim) {
  std::map<std::pair<std::string, std::uint32_t>, Fen> moved;
  for (const Posting& posting : result.postings) {
    if (posting.claim != claim) continue;
    moved[{step_name(loaded.program, posting.step), posting.party}] += posting.fen;
  }
  for (auto it = moved.begin(); it != moved.end();) it = it->second == 0 ? moved.erase(it) : ++it;
  return moved;
}

std::string date_and(Date date, const std::string& text) { return to_iso(date) + " " + text; }

// The first key at which the two differ, in the words of `name`; empty where
// they are the same.
template <class Key, class Value, class Name>
std::string first_unequal(const std::map<Key, Value>& ledger, const std::map<Key, Value>& twin,
                          Name name) {
  const auto told = [](const std::map<Key, Value>& of, const Key& key) {
    const auto found = of.find(key);
    return found == of.end() ? std::string("none") : text_of(found->second);
  };
  std::map<Key, Value> all = ledger;
  all.insert(twin.begin(), twin.end());
  for (const auto& one : all) {
    const std::string a = told(ledger, one.first);
    const std::string b = told(twin, one.first);
    if (a != b) return unequal(name(one.first), a, b);
  }
  return {};
}

// Payments by (day, party).
std::string difference_of_payments(const SharingCase& loaded, const SharingResult& result,
                                   const NaiveLoss& naive, std::size_t i) {
  const std::string id = loaded.losses.claims.loss_id[i] + " ";
  for (const PurchaseLine& line : result.purchases) {
    if (line.claim != i) continue;
    if (line.date != naive.bought_on.value_or(Date{})) return id + "bought on another day";
    if (Fen(line.price_fen) != naive.price)
      return unequal(id + "price", line.price_fen, naive.price);
    if (Fen(line.proceeds_fen) != naive.proceeds) {
      return unequal(id + "proceeds", line.proceeds_fen, naive.proceeds);
    }
  }
  std::map<std::pair<Date, std::uint32_t>, Fen> paid;
  for (const PaymentLine& line : result.payments) {
    if (line.claim == i) paid[{line.date, line.party}] += line.fen;
  }
  for (auto it = paid.begin(); it != paid.end();) it = it->second == 0 ? paid.erase(it) : ++it;
  return first_unequal(paid, naive.payments, [&](const auto& key) {
    return id + date_and(key.first, "payment of " + loaded.policy.parties[key.second].id);
  });
}

// What moved on accounts beside compensation and recoveries, charges, breakers.
std::string difference_of_money(const SharingCase& loaded, const SharingResult& result,
                                const NaiveResult& naive) {
  std::map<twins::FlowKey, Fen> flows;
  for (const AccountMovement& one : result.movements) {
    const bool other = one.what == MoneyKind::source || one.what == MoneyKind::paid ||
                       one.what == MoneyKind::recovered;
    if (!other && one.fen != 0) flows[{one.party, one.date, one.what, one.label}] += one.fen;
  }
  std::string found = first_unequal(flows, naive.flows, [&](const twins::FlowKey& key) {
    return date_and(std::get<1>(key), kMoneyKindWords[static_cast<std::size_t>(std::get<2>(key))] +
                                          " " + std::get<3>(key) + " of " +
                                          loaded.policy.parties[std::get<0>(key)].id);
  });
  if (!found.empty()) return found;
  std::map<std::tuple<std::uint32_t, Date, std::string>, Fen> unpaid;
  for (const UnpaidLine& line : result.unpaid) {
    unpaid[{line.party, line.date, line.label}] += line.fen;
  }
  found = first_unequal(unpaid, naive.unpaid, [](const auto& key) {
    return date_and(std::get<1>(key), "unpaid " + std::get<2>(key));
  });
  if (!found.empty()) return found;
  std::map<twins::ChargeKey, std::pair<Fen, Fen>> charges;
  std::set<std::pair<std::uint32_t, std::size_t>> undecided;
  for (const ChargeLine& line : result.charges) {
    if (!line.decided()) {
      undecided.insert({line.charge, line.row});
      continue;
    }
    auto& sums = charges[{line.charge, line.row, line.date}];
    sums.first += line.fen;
    sums.second += line.unpaid_fen;
  }
  found = first_unequal(charges, naive.charges, [](const twins::ChargeKey& key) {
    return date_and(std::get<2>(key), "charge " + std::to_string(std::get<0>(key)) + " of row " +
                                          std::to_string(std::get<1>(key)));
  });
  if (found.empty() && undecided != naive.charges_undecided) return "other charges are undecided";
  return found;
}

std::string difference_of_breakers(const SharingResult& result, const NaiveResult& naive) {
  std::map<twins::BreakerKey, bool> changes;
  for (const BreakerLine& line : result.breakers) {
    const auto blank = line.scope.find(' ');
    const std::string firm = blank == std::string::npos ? "" : line.scope.substr(blank + 1);
    changes[{line.breaker, firm, line.date}] = line.state != BreakerLine::State::off;
  }
  return first_unequal(changes, naive.breakers, [](const twins::BreakerKey& key) {
    return date_and(std::get<2>(key),
                    "breaker " + std::to_string(std::get<0>(key)) + " " + std::get<1>(key));
  });
}

std::string difference_of_loss(const SharingCase& loaded, const SharingResult& result,
                               const NaiveLoss& naive, std::size_t i) {
  const LossOutcome& outcome = result.losses[i];
  const std::string id = loaded.losses.claims.loss_id[i] + " ";
  if (outcome.standing != naive.standing) {
    return unequal(id + "standing", word_of(outcome.standing) + (" " + outcome.reason.en),
                   word_of(naive.standing) + (" " + naive.clause));
  }
  const bool undecided = naive.standing == LossStanding::undecided;  // no figure of it counts
  if (!undecided && Fen(outcome.loss_fen) != naive.loss) {
    return unequal(id + "loss", outcome.loss_fen, naive.loss);
  }
  if (!undecided && Fen(outcome.netted_fen) != naive.netted) {
    return unequal(id + "netted", outcome.netted_fen, naive.netted);
  }
  if (!undecided && outcome.pay_date != naive.pay_date) {
    return unequal(id + "pay date", to_iso(outcome.pay_date), to_iso(naive.pay_date));
  }
  for (std::size_t p = 0; p < loaded.policy.parties.size(); ++p) {
    const std::string who = id + loaded.policy.parties[p].id;
    if (Fen(result.borne_of(i, p)) != naive.bills[p]) {
      return unequal(who + " bill", result.borne_of(i, p), naive.bills[p]);
    }
    if (Fen(result.recovered_of(i, p)) != naive.recovered[p]) {
      return unequal(who + " recovered", result.recovered_of(i, p), naive.recovered[p]);
    }
  }
  if (Fen(outcome.queued_fen) != naive.queued) {
    return unequal(id + "queued", outcome.queued_fen, naive.queued);
  }
  const auto moved = moved_by(loaded, result, i);
  for (const auto& [key, fen] : moved) {
    const auto found = naive.moved.find(key);
    const Fen other = found == naive.moved.end() ? Fen(0) : found->second;
    const std::string what = id + key.first + " on " + loaded.policy.parties[key.second].id;
    if (fen != other) return unequal(what, fen, other);
  }
  if (moved.size() != naive.moved.size())
    return id + "the twin has clauses that the ledger has not";
  return difference_of_payments(loaded, result, naive, i);
}

}  // namespace

std::optional<SharingCase> load(const RandomCase& drawn, std::string& refusal) {
  const auto refused = [&refusal](const Errors& errors) {
    refusal = to_text(errors.front());
    return std::nullopt;
  };
  const auto document = parse_yaml(drawn.policy, "drawn.yaml");
  if (!document) return refused(document.errors());
  const auto policy = read_sharing_policy(document.value());
  if (!policy) return refused(policy.errors());
  const auto cells = parse_csv(drawn.losses, "losses.csv");
  if (!cells) return refused(cells.errors());
  auto losses = read_losses(cells.value(), policy.value().currency);
  if (!losses) return refused(losses.errors());
  auto& receipts = losses.value().claims.receipts;
  for (const auto& late : drawn.receipts) {
    if (late.fen > 0) receipts.push_back({late.claim, *parse_date(late.date), late.fen});
  }
  std::sort(receipts.begin(), receipts.end(), [](const Receipt& a, const Receipt& b) {
    return a.date != b.date ? a.date < b.date : a.claim < b.claim;
  });
  Periods periods;
  if (!drawn.periods.empty()) {
    const auto table = parse_csv(drawn.periods, "periods.csv");
    if (!table) return refused(table.errors());
    const auto read = read_periods(table.value(), policy.value().currency);
    if (!read) return refused(read.errors());
    periods = read.value();
  }
  const auto program =
      compile(policy.value(), losses.value().facts, EffectiveTest::tested, &periods);
  if (!program) return refused(program.errors());
  return SharingCase{policy.value(), losses.value(), periods, program.value()};
}

std::string difference(const SharingCase& loaded, const SharingResult& result,
                       const NaiveResult& naive) {
  for (std::size_t i = 0; i < naive.losses.size(); ++i) {
    const std::string found = difference_of_loss(loaded, result, naive.losses[i], i);
    if (!found.empty()) return found;
  }
  for (std::size_t p = 0; p < loaded.policy.parties.size(); ++p) {
    if (Fen(result.totals[p].short_fen) != naive.short_of[p]) {
      return unequal(loaded.policy.parties[p].id + " short", result.totals[p].short_fen,
                     naive.short_of[p]);
    }
  }
  const std::string money = difference_of_money(loaded, result, naive);
  if (!money.empty()) return money;
  const std::string breakers = difference_of_breakers(result, naive);
  if (!breakers.empty()) return breakers;
  for (const SplitTotal& split : split_totals(loaded.program, result)) {
    const auto found = naive.split_of.find(split.id);
    const auto twin = found == naive.split_of.end() ? std::pair<Fen, Fen>() : found->second;
    if (Fen(split.borne_fen) != twin.first) return unequal(split.id, split.borne_fen, twin.first);
    if (Fen(split.recovery_fen) != twin.second) {
      return unequal(split.id + " recovered", split.recovery_fen, twin.second);
    }
  }
  return {};
}

std::string disagreement(const RandomCase& drawn) {
  std::string refusal;
  const auto loaded = load(drawn, refusal);
  if (!loaded) return {};
  const Claims& claims = loaded->losses.claims;
  return difference(
      *loaded, share_losses(loaded->program, claims),
      twins::share_naively(loaded->policy, loaded->losses.facts, claims, loaded->periods));
}

RandomCase shrunk(const RandomCase& drawn) {
  RandomCase best = drawn;
  const auto keep = [&best](const RandomCase& tried) {
    if (disagreement(tried).empty()) return false;
    best = tried;
    return true;
  };
  const auto fewer_periods = [&](std::size_t many) {
    for (std::size_t i = 1; i < lines_of(best.periods).size();) {
      RandomCase tried = best;
      Lines fewer = lines_of(best.periods);
      const auto from = fewer.begin() + static_cast<std::ptrdiff_t>(i);
      fewer.erase(from, from + static_cast<std::ptrdiff_t>(std::min(many, fewer.size() - i)));
      tried.periods = joined(fewer);
      if (!keep(tried)) i += many;
    }
  };
  for (const std::size_t many : {64U, 16U, 4U, 1U}) fewer_periods(many);
  for (bool smaller = true; smaller;) {
    smaller = false;
    const Lines steps = lines_of(best.policy);
    for (std::size_t i = 0; i < steps.size() && !smaller; ++i) {
      if (steps[i].rfind("  ", 0) != 0) continue;
      RandomCase tried = best;
      Lines fewer = steps;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      tried.policy = joined(fewer);
      smaller = keep(tried);
    }
    const Lines rows = lines_of(best.losses);
    for (std::size_t i = 1; i < rows.size() && !smaller; ++i) {
      RandomCase tried = best;
      Lines fewer = rows;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      tried.losses = joined(fewer);
      tried.receipts.clear();
      for (auto late : best.receipts) {
        if (late.claim == i - 1) continue;
        if (late.claim > i - 1) --late.claim;
        tried.receipts.push_back(late);
      }
      smaller = keep(tried);
    }
    for (std::size_t i = 0; i < best.receipts.size() && !smaller; ++i) {
      RandomCase tried = best;
      tried.receipts.erase(tried.receipts.begin() + static_cast<std::ptrdiff_t>(i));
      smaller = keep(tried);
    }
  }
  return best;
}

std::string to_text(const RandomCase& drawn) {
  std::string text = drawn.policy + drawn.losses + drawn.periods;
  for (const auto& late : drawn.receipts) {
    text += "also back on row " + std::to_string(late.claim + 1) + ": " + late.date + " " +
            std::to_string(late.fen) + " fen\n";
  }
  return text;
}

}  // namespace pledgelab::test
