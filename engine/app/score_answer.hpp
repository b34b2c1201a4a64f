// What score answers: ranking, honest fit and precision on awards, as text and as JSON.
#pragma once

#include <cstddef>
#include <string>

#include "engine/app/answer.hpp"
#include "engine/verbs/score.hpp"

namespace pledgelab {

/// {index, patents: […], noise, value, fit, awards, validated_on_awards}; patents in order of rank,
/// each with every indicator's percentile, weight and contribution.
Json to_json(const ScoreOutcome& outcome);

/// The first `top` patents as a table with what speaks for and against each, then what is noise,
/// what the fit and the awards say, what an index leaves open of value.
std::string to_text(const ScoreOutcome& outcome, std::size_t top);

}  // namespace pledgelab
