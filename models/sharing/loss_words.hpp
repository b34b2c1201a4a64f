// Inside the room: the sentences of one loss under way.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/sharing/loss_sentences.hpp"

namespace pledgelab::loss_telling {

/// "1,296,000.00 元" / "CNY 1,296,000.00"
TwoWords money(std::int64_t fen, const std::string& currency);
TwoWords quoted(const std::string& name);
/// Divided by 、 and commas.
TwoWords listed(const std::vector<TwoWords>& items);
/// "60%", "0.6"; exact, or a quotient.
std::string rate_text(Ratio rate);
std::string number_text(Ratio number);

struct LossTeller {
  const LossStory& story;
  std::vector<LossSentence> sentences = {};

  void say(const std::string& topic, const TwoWords& words, const std::string& step = {});

  [[nodiscard]] TwoWords amount(std::int64_t fen) const;
  [[nodiscard]] TwoWords party(std::uint32_t index) const;
  /// "；本笔 `loan.rate` ＝ 5%" of the facts that have a value; empty where there are none.
  [[nodiscard]] TwoWords values(const std::vector<ToldFact>& facts) const;
  /// "`fund` 54% 1,296,000.00 元、…": who got what by the step.
  [[nodiscard]] TwoWords parts(const ToldRun& run, std::uint32_t step, const TraceLine& line) const;

  void filed();
  void tests(const ToldRun& run);
  void steps(const ToldRun& run);
  void outcome();
  void money_lines();
  void undecided(const ToldRun& run);
  void grounds();

 private:
  [[nodiscard]] const LossOutcome& loss() const;
  [[nodiscard]] TwoWords body(const ToldRun& run, const ToldAsk& ask, const TraceLine& line) const;
  [[nodiscard]] TwoWords limits(std::uint32_t step, const TraceLine& line) const;
  [[nodiscard]] TwoWords residual_takes(const ToldRun& run, std::uint32_t clause) const;
  void made_of();
  void netted();
  void dates(const ToldRun& run);
  void trigger(const ToldRun& run);
  void filing(const ToldRun& run);
  void breakers(const ToldRun& run);
  void one_step(const ToldRun& run, const ToldAsk& ask, const TraceLine& line);
  void passed_over(const ToldAsk& ask);
  void payments();
  void purchase();
  void recoveries();
  void charges();
};

}  // namespace pledgelab::loss_telling
