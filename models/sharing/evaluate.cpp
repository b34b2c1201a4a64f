#include "models/sharing/evaluate.hpp"

#include <algorithm>

#include "models/base/quotient.hpp"
#include "models/sharing/arithmetic.hpp"

namespace pledgelab {
namespace {

Figure as_figure(const std::optional<Ratio>& exact) {
  return exact ? Figure{*exact, Standing::known} : Figure{{}, Standing::too_large};
}

Figure times(Ratio a, Ratio b) { return as_figure(exact_product(a, b)); }
Figure plus(Ratio a, Ratio b) { return as_figure(exact_sum(a, b)); }

Ratio minus(Ratio a) { return {-a.num, a.den}; }

struct Evaluator {
  const Program& program;
  const Question& question;

  [[nodiscard]] std::uint32_t link(const Term& term, std::uint32_t at) const {
    return program.links[term.first + at];
  }

  [[nodiscard]] Figure column(std::uint32_t index) const {
    const FactColumn& facts = program.columns[index];
    if (!facts.has(question.row)) return {{}, Standing::empty(index)};
    return {{facts.value[question.row], fact_scale(facts.kind)}, Standing::known};
  }

  [[nodiscard]] Figure quotient(const Term& term) const {
    const Figure top = value(link(term, 0));
    if (top.standing != Standing::known) return top;
    const Figure bottom = value(link(term, 1));
    if (bottom.standing != Standing::known) return bottom;
    if (bottom.value.num <= 0) return {{}, Standing::no_case};
    return times(top.value, {bottom.value.den, bottom.value.num});
  }

  [[nodiscard]] Figure product(const Term& term) const {
    Ratio total;
    for (std::uint32_t at = 2; at < term.count; ++at) {
      const Figure part = value(link(term, at));
      if (part.standing != Standing::known) return part;
      const Figure sum = plus(total, part.value);
      if (sum.standing != Standing::known) return sum;
      total = sum.value;
    }
    const Figure factor = value(link(term, 0));
    if (factor.standing != Standing::known) return factor;
    // `less` is taken from the product: {rate: 80%, of: bill, less: aid} is 80 % of the bill − aid.
    Figure result = times(factor.value, total);
    if (result.standing != Standing::known) return result;
    if (link(term, 1) != kNone) {
      const Figure less = value(link(term, 1));
      if (less.standing != Standing::known) return less;
      result = plus(result.value, minus(less.value));
    }
    if (result.standing == Standing::known && result.value.num < 0) result.value = {0, 1};
    return result;
  }

  [[nodiscard]] Figure choose(const Term& term) const {
    for (std::uint32_t at = 0; at < term.count; at += 2) {
      const Answer answer = condition(link(term, at));
      if (answer.truth == Truth::unknown) return {{}, answer.standing};
      if (answer.truth == Truth::yes) return value(link(term, at + 1));
    }
    return {{}, Standing::no_case};
  }

  [[nodiscard]] Figure sum(const Term& term) const {
    Figure total;
    for (std::uint32_t at = 1; at < term.count; at += 2) {
      const Answer answer = condition(link(term, at));
      if (answer.truth == Truth::unknown) return {{}, answer.standing};
      if (answer.truth == Truth::no) continue;
      const Figure part = value(link(term, at + 1));
      if (part.standing != Standing::known) return part;
      total = plus(total.value, part.value);
      if (total.standing != Standing::known) return total;
    }
    if (link(term, 0) == kNone) return total;
    const Figure most = value(link(term, 0));
    if (most.standing != Standing::known) return most;
    return most.value < total.value ? most : total;
  }

  [[nodiscard]] Figure tranche(const Term& term) const {
    const Figure subject = value(link(term, 0));
    if (subject.standing != Standing::known) return subject;
    Ratio total;
    Ratio low;
    for (std::uint32_t at = 1; at < term.count; at += 2) {
      Ratio high = subject.value;
      if (link(term, at) != kNone) {
        const Figure upto = value(link(term, at));
        if (upto.standing != Standing::known) return upto;
        high = std::min(high, upto.value);
      }
      const Figure rate = value(link(term, at + 1));
      if (rate.standing != Standing::known) return rate;
      const Figure width = plus(high, minus(low));
      if (width.standing != Standing::known) return width;
      if (width.value.num > 0) {
        const Figure part = times(width.value, rate.value);
        const Figure sum = part.standing == Standing::known ? plus(total, part.value) : part;
        if (sum.standing != Standing::known) return sum;
        total = sum.value;
      }
      low = std::max(low, high);
      if (!(low < subject.value)) return {total, Standing::known};
    }
    return {{}, Standing::no_case};
  }

  // A party's measure over the period of the step that asks; up to the pay date at the claim.
  [[nodiscard]] Figure measure(const Term& term) const {
    const ProgramMeasure& asked = program.measures[term.index];
    const FirmKey& firms = program.firms[asked.firms];
    const std::uint32_t firm = firms.of_row[question.row];
    if (firm == FirmKey::kAbsent) return {{}, Standing::empty(firms.column)};
    PeriodSpan span{kFirstDay, question.at_close ? kLastDay : question.pay_date, {}};
    if (question.period == Unit::Period::cohort) {
      const FactColumn& origination = program.columns[program.origination];
      if (!origination.has(question.row)) return {{}, Standing::empty(program.origination)};
      const Date date{static_cast<std::int32_t>(origination.value[question.row])};
      span.cohort = civil(year_first(program, date)).year;
    } else if (question.period != Unit::Period::life) {
      span.from = year_first(program, question.pay_date);
      span.to = std::min(span.to, year_last(program, question.pay_date));
    }
    const auto fen = figure_of(asked.series[firm], asked.kind, span);
    if (!fen) return {{}, Standing::no_figure};
    return {{*fen, 1}, Standing::known};
  }

  [[nodiscard]] Figure ratio(const Term& term) const {
    const ProgramRatio& asked = program.ratios[term.index];
    const FirmKey& firms = program.firms[asked.firms];
    const std::uint32_t firm = firms.of_row[question.row];
    if (firm == FirmKey::kAbsent) return {{}, Standing::empty(firms.column)};
    PL_CHECK(question.closed != nullptr);
    const RatioReading* reading =
        last_before((*question.closed)[term.index][firm], question.pay_date);
    if (reading == nullptr || !reading->defined()) return {{}, Standing::undefined};
    return {reading->value(), Standing::known};
  }

  [[nodiscard]] Figure value(std::uint32_t index) const {
    const Term& term = program.terms[index];
    switch (term.op) {
      case Op::literal:
        return {term.value, Standing::known};
      case Op::column:
        return column(term.index);
      case Op::loss_base:
        return {{question.base_fen, 1}, Standing::known};
      case Op::loss_open:
        return {{question.open_fen, 1}, Standing::known};
      case Op::bill:
        return {{question.bills_fen[term.index], 1}, Standing::known};
      case Op::measure:
        return measure(term);
      case Op::ratio:
        return ratio(term);
      case Op::quotient:
        return quotient(term);
      case Op::product:
        return product(term);
      case Op::choose:
        return choose(term);
      case Op::sum:
        return sum(term);
      case Op::tranche:
        return tranche(term);
      default:
        PL_CHECK_MSG(false, "a condition asked for a value");
        return {};
    }
  }

  [[nodiscard]] Answer compare(const Term& term) const {
    const Figure left = value(link(term, 0));
    if (left.standing != Standing::known) return {Truth::unknown, left.standing};
    const Figure right = value(link(term, 1));
    if (right.standing != Standing::known) return {Truth::unknown, right.standing};
    const auto order = left.value <=> right.value;
    bool yes = false;
    switch (term.comparison) {
      case Relation::eq:
        yes = order == 0;
        break;
      case Relation::ne:
        yes = order != 0;
        break;
      case Relation::lt:
        yes = order < 0;
        break;
      case Relation::le:
        yes = order <= 0;
        break;
      case Relation::gt:
        yes = order > 0;
        break;
      case Relation::ge:
        yes = order >= 0;
        break;
      case Relation::in:
      case Relation::has:
        PL_CHECK_MSG(false, "in and has are their own terms");
    }
    return {yes ? Truth::yes : Truth::no, Standing::known};
  }

  [[nodiscard]] Answer in(const Term& term) const {
    const Figure left = value(link(term, 0));
    if (left.standing != Standing::known) return {Truth::unknown, left.standing};
    for (std::uint32_t at = 1; at < term.count; ++at) {
      if (left.value == program.terms[link(term, at)].value) {
        return {Truth::yes, Standing::known};
      }
    }
    return {Truth::no, Standing::known};
  }

  [[nodiscard]] Answer condition(std::uint32_t index) const {
    if (index == kNone) return {Truth::yes, Standing::known};
    const Term& term = program.terms[index];
    if (term.op == Op::compare) return compare(term);
    if (term.op == Op::in) return in(term);
    if (term.op == Op::negation) {
      const Answer answer = condition(link(term, 0));
      if (answer.truth == Truth::unknown) return answer;
      return {answer.truth == Truth::yes ? Truth::no : Truth::yes, Standing::known};
    }
    const Truth decides = term.op == Op::any ? Truth::yes : Truth::no;
    for (std::uint32_t at = 0; at < term.count; ++at) {
      const Answer answer = condition(link(term, at));
      if (answer.truth == Truth::unknown || answer.truth == decides) return answer;
    }
    return {decides == Truth::yes ? Truth::no : Truth::yes, Standing::known};
  }
};

}  // namespace

Figure product_of(Ratio a, Ratio b) { return times(a, b); }

Figure sum_of(Ratio a, Ratio b) { return plus(a, b); }

Figure value_of(const Program& program, std::uint32_t term, const Question& question) {
  return Evaluator{program, question}.value(term);
}

Answer holds(const Program& program, std::uint32_t term, const Question& question) {
  return Evaluator{program, question}.condition(term);
}

Amount amount_of(const Program& program, std::uint32_t term, const Question& question) {
  const Figure figure = value_of(program, term, question);
  if (figure.standing != Standing::known) return {0, figure.standing};
  const std::int64_t fen = round_quotient(figure.value.num, figure.value.den, program.rounding);
  return {std::max<std::int64_t>(0, fen), Standing::known};
}

Amount interest_limit(const Program& program, std::uint32_t rate, int days,
                      std::int64_t principal_fen, const Question& question) {
  const Figure figure = value_of(program, rate, question);
  if (figure.standing != Standing::known) return {0, figure.standing};
  const auto most = interest_most(principal_fen, figure.value, days, program.rounding);
  return {most.value_or(0), most ? Standing::known : Standing::too_large};
}

Standing shares_of(const Program& program, const Instruction& step, const Question& question,
                   Ratio* ratios) {
  Ratio total;
  bool rest = false;
  bool rest_absent = false;
  for (std::size_t payer = 0; payer < step.shares.size(); ++payer) {
    const ProgramShare& share = step.shares[payer];
    ratios[payer] = {0, 1};
    const std::uint32_t firm = program.parties[share.party].firm;
    // The residual party holds the loan: it is there even where the cell is empty.
    const bool absent = share.party != program.residual && firm != kNone &&
                        program.columns[firm].present[question.row] == 0;
    if (share.term == kNone) {
      rest = true;
      rest_absent = absent;
      continue;
    }
    Figure figure = value_of(program, share.term, question);
    const bool fact = program.terms[share.term].op == Op::column;
    if (absent && fact && figure.standing == Standing::missing) figure = {{0, 1}, Standing::known};
    if (figure.standing != Standing::known) return figure.standing;
    if (absent && figure.value.num > 0) return Standing::no_party;
    if (figure.value.num < 0) return Standing::bad_share;
    ratios[payer] = figure.value;
    const Figure sum = plus(total, figure.value);
    if (sum.standing != Standing::known) return sum.standing;
    total = sum.value;
  }
  const Ratio whole{1, 1};
  if (rest_absent && total < whole) return Standing::no_party;
  const bool fits = rest ? total <= whole : total == whole;
  return fits ? Standing::known : Standing::bad_share;
}

}  // namespace pledgelab
