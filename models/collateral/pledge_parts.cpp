#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "models/collateral/cover.hpp"

namespace pledgelab {
namespace {

struct Claim {
  std::size_t pledge = 0;
  std::int32_t rank = 1;
  std::int64_t claim_fen = 0;
  std::int64_t given_fen = 0;
};

std::int64_t claim_of(const Book& book, const Pledge& pledge) {
  const std::int64_t balance =
      std::max<std::int64_t>(0, book.loans[pledge.loan.index].balance.fen());
  return pledge.secured_amount ? std::clamp<std::int64_t>(pledge.secured_amount->fen(), 0, balance)
                               : balance;
}

std::int64_t total_of(const std::vector<Claim>& claims) {
  Money total;
  for (const Claim& claim : claims) total += Money::of_fen(claim.claim_fen);
  return total.fen();
}

// Hands `amount` to [first, last) in proportion to their claims, in whole fen, the last one taking
// the rest: what is handed out sums to the amount.
void share_out(std::vector<Claim>& claims, std::size_t first, std::size_t last, std::int64_t amount,
               std::int64_t total) {
  __int128 running = 0;
  std::int64_t given = 0;
  for (std::size_t i = first; i < last; ++i) {
    running += claims[i].claim_fen;
    const auto upto = round_quotient(running * amount, total, Rounding::half_up);
    claims[i].given_fen = upto - given;
    given = upto;
  }
}

std::size_t end_of_rank(const std::vector<Claim>& claims, std::size_t first) {
  std::size_t last = first;
  while (last < claims.size() && claims[last].rank == claims[first].rank) ++last;
  return last;
}

// The first rank's claims share everything in proportion.
void first_rank_alone(const std::vector<Claim>& claims, std::vector<PledgePart>& parts) {
  std::int64_t total = 0;
  const std::size_t last = end_of_rank(claims, 0);
  for (std::size_t i = 0; i < last; ++i) total += claims[i].claim_fen;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const bool equal = total == 0;
    const auto number = static_cast<std::int64_t>(last);
    const std::int64_t num = i >= last ? 0 : equal ? 1 : claims[i].claim_fen;
    parts[claims[i].pledge].part = Ratio::of(num, equal ? number : total);
  }
}

void part_one_right(std::vector<Claim> claims, std::optional<Money> approved,
                    std::vector<PledgePart>& parts) {
  std::stable_sort(claims.begin(), claims.end(),
                   [](const Claim& a, const Claim& b) { return a.rank < b.rank; });
  const std::int64_t total = total_of(claims);
  if (total == 0) {
    for (Claim& claim : claims) claim.rank = 1;
    return first_rank_alone(claims, parts);
  }
  if (!approved || approved->fen() <= 0) return first_rank_alone(claims, parts);
  const std::int64_t value = approved->fen();
  if (value >= total) {
    for (const Claim& claim : claims) {
      parts[claim.pledge].part = Ratio::of(claim.claim_fen, total);
    }
    return;
  }
  std::int64_t left = value;
  for (std::size_t first = 0; first < claims.size();) {
    const std::size_t last = end_of_rank(claims, first);
    std::int64_t of_rank = 0;
    for (std::size_t i = first; i < last; ++i) of_rank += claims[i].claim_fen;
    const std::int64_t served = std::min(left, of_rank);
    if (of_rank > 0) share_out(claims, first, last, served, of_rank);
    left -= served;
    first = last;
  }
  for (const Claim& claim : claims) parts[claim.pledge].part = Ratio::of(claim.given_fen, value);
}

bool in_force(const Asset& asset, Date as_of) {
  const bool ended = asset.status == LegalStatus::lapsed || asset.status == LegalStatus::invalid ||
                     asset.status == LegalStatus::expired;
  return !ended && (!asset.expiry_date || *asset.expiry_date > as_of);
}

// Marks what a loan holds of a product without one of its essential rights.
void mark_incomplete(const Book& book, Date as_of, std::vector<PledgePart>& parts) {
  std::map<std::string, std::vector<std::uint32_t>> essential;  // by product
  for (std::uint32_t i = 0; i < book.assets.size(); ++i) {
    const Asset& asset = book.assets[i];
    if (asset.product_id && asset.essential.value_or(false) && in_force(asset, as_of)) {
      essential[*asset.product_id].push_back(i);
    }
  }
  if (essential.empty()) return;
  std::set<std::pair<std::uint32_t, std::uint32_t>> held;  // loan, right
  for (const PledgePart& part : parts) {
    if (part.part.num > 0) held.emplace(part.loan.index, part.asset.index);
  }
  for (PledgePart& part : parts) {
    const auto& product = book.assets[part.asset.index].product_id;
    const auto needed = product ? essential.find(*product) : essential.end();
    if (needed == essential.end()) continue;
    part.incomplete =
        std::any_of(needed->second.begin(), needed->second.end(), [&](std::uint32_t right) {
          return held.count({part.loan.index, right}) == 0;
        });
  }
}

}  // namespace

std::vector<PledgePart> pledge_parts(const Book& book, Date as_of) {
  std::vector<PledgePart> parts(book.pledges.size());
  std::vector<std::vector<Claim>> of_asset(book.assets.size());
  for (std::size_t i = 0; i < book.pledges.size(); ++i) {
    const Pledge& pledge = book.pledges[i];
    parts[i].loan = pledge.loan;
    parts[i].asset = pledge.asset;
    of_asset[pledge.asset.index].push_back({i, pledge.rank, claim_of(book, pledge), 0});
  }
  const auto appraisals = latest_appraisals(book, as_of);
  for (std::size_t asset = 0; asset < of_asset.size(); ++asset) {
    if (of_asset[asset].empty()) continue;
    const auto& latest = appraisals[asset];
    part_one_right(std::move(of_asset[asset]), latest ? std::optional(latest->value) : std::nullopt,
                   parts);
  }
  mark_incomplete(book, as_of, parts);
  return parts;
}

std::vector<std::optional<Appraisal>> latest_appraisals(const Book& book, Date as_of) {
  std::vector<std::optional<Appraisal>> latest(book.assets.size());
  for (const Appraisal& appraisal : book.appraisals) {
    if (appraisal.date > as_of) continue;
    auto& known = latest[appraisal.asset.index];
    if (!known || appraisal.date >= known->date) known = appraisal;
  }
  return latest;
}

}  // namespace pledgelab
