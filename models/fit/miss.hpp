// A simulated loss beside the realised one: the difference cut exactly into how many defaulted, how
// large they were, and how much of each was lost.
#pragma once

namespace pledgelab {

/// What came of a group of loans, realised or as a mean over paths. Amounts in units of the
/// currency, not negative.
struct LossFigures {
  double default_count = 0;
  double defaulted_lent = 0;  // amount lent of the loans that defaulted
  double loss = 0;

  [[nodiscard]] double lent_per_default() const;  // 0 without a default
  [[nodiscard]] double severity_frac() const;     // loss ÷ amount lent; 0 without a default
  [[nodiscard]] double loss_per_default() const;  // 0 without a default
};

/// F84. L_r − L_s = (N_r − N_s) l_s + N_r (a_r − a_s) s_s + N_r a_r (s_r − s_s): N defaults, a
/// amount lent a default, s = loss ÷ amount lent, l = a s; r realised, s simulated means. The last
/// two terms are N_r (l_r − l_s). An identity; the parts sum to `whole` but for rounding of
/// doubles.
struct MissParts {
  double whole = 0;
  double from_count = 0;
  double from_size = 0;
  double from_severity = 0;
};
MissParts miss_parts(const LossFigures& realised, const LossFigures& simulated);

}  // namespace pledgelab
