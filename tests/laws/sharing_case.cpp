#include "tests/laws/sharing_case.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <sstream>

#include "engine/formats/csv.hpp"
#include "engine/formats/yaml.hpp"

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

const char* name_of(LossStanding standing) {
  switch (standing) {
    case LossStanding::shared:
      return "shared";
    case LossStanding::not_eligible:
      return "not_eligible";
    case LossStanding::undecided:
      return "undecided";
    case LossStanding::no_loss:
      return "no_loss";
    case LossStanding::held:
      return "held";
  }
  return "?";
}

std::string unequal(const std::string& what, const std::string& ledger, const std::string& twin) {
  return what + ": ledger " + ledger + ", twin " + twin;
}

std::string unequal(const std::string& what, Fen ledger, Fen twin) {
  return unequal(what, twins::to_text(ledger), twins::to_text(twin));
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

std::string difference_of_loss(const SharingCase& loaded, const SharingResult& result,
                               const NaiveLoss& naive, std::size_t i) {
  const LossOutcome& outcome = result.losses[i];
  const std::string id = loaded.losses.claims.loss_id[i] + " ";
  if (outcome.standing != naive.standing) {
    return unequal(id + "standing", name_of(outcome.standing) + (" " + outcome.reason),
                   name_of(naive.standing) + (" " + naive.clause));
  }
  if (Fen(outcome.loss_fen) != naive.loss)
    return unequal(id + "loss", outcome.loss_fen, naive.loss);
  if (Fen(outcome.netted_fen) != naive.netted) {
    return unequal(id + "netted", outcome.netted_fen, naive.netted);
  }
  if (outcome.pay_date != naive.pay_date) {
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
  return {};
}

std::uint64_t number_from(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
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
  const auto program = compile(policy.value(), losses.value().facts);
  if (!program) return refused(program.errors());
  return SharingCase{policy.value(), losses.value(), program.value()};
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
  return difference(*loaded, share_losses(loaded->program, claims),
                    twins::share_naively(loaded->policy, loaded->losses.facts, claims));
}

RandomCase shrunk(const RandomCase& drawn) {
  RandomCase best = drawn;
  const auto keep = [&best](const RandomCase& tried) {
    if (disagreement(tried).empty()) return false;
    best = tried;
    return true;
  };
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

std::pair<std::uint64_t, std::uint64_t> law_seeds() {
  const std::uint64_t one = number_from("PLEDGELAB_SEED", 0);
  if (one != 0) return {one, 1};
  return {1, number_from("PLEDGELAB_LAWS", 2000)};
}

std::string to_text(const RandomCase& drawn) {
  std::string text = drawn.policy + drawn.losses;
  for (const auto& late : drawn.receipts) {
    text += "also back on row " + std::to_string(late.claim + 1) + ": " + late.date + " " +
            std::to_string(late.fen) + " fen\n";
  }
  return text;
}

}  // namespace pledgelab::test
