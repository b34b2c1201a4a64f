// Inside the room: the parts of a policy as phrases of two languages. Names of the document stand
// in back quotes, words of the language in brackets, so that a phrase has one reading only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/policy/sentences.hpp"

namespace pledgelab::policy_telling {

/// The same meaning twice.
struct Told {
  std::string zh;
  std::string en;

  Told& operator+=(const Told& more);
  friend Told operator+(Told a, const Told& b) { return a += b; }
};

/// A text that is the same in both languages: a date, a number, a quoted name.
Told same(const std::string& text);
/// `fund`
Told quoted(const std::string& name);
/// A、B / A, B
Told listed(const std::vector<Told>& items);
/// ［A；B］ / [A; B]
Told bracketed(const std::vector<Told>& items);

Told tell(const Quantity& literal);
Told tell(Ratio share);
Told tell(Duration span);
Told tell(Money amount, const std::string& currency);

/// The sentences under way, and the policy whose names they use.
struct Teller {
  const SharingPolicy& policy;
  std::vector<Sentence> sentences = {};

  void say(const Told& told, std::uint32_t line = 0);

  [[nodiscard]] Told party(std::uint32_t index) const;
  [[nodiscard]] Told fact(const FactName& fact) const;
  /// A word that `fact` is compared with; in Chinese with its meaning where the book knows it.
  [[nodiscard]] Told word(const std::string& text, const std::string& fact) const;
  /// The value, or the name of the assumption that holds it.
  [[nodiscard]] Told value(const Value& value, const std::string& fact = {}) const;
  /// The value written out, whatever it was assumed as.
  [[nodiscard]] Told whole_value(const Value& value, const std::string& fact = {}) const;
  [[nodiscard]] Told condition(const Condition& condition) const;
  [[nodiscard]] Told unit(const Unit& unit, bool alone = false) const;  // alone: not when
  /// `payment`: the word of what each party pays is added.
  [[nodiscard]] Told shares(const std::vector<PartyShare>& shares) const;

  void head();
  void assumptions(const Document& document);
  void parties();
  void ratios();
  void claim();
  void settlement();
  void steps();
  void breakers();
  void charges();
  void recovery();

 private:
  [[nodiscard]] Told rows(const Value& value) const;
  [[nodiscard]] Told sum(const Value& value) const;
  [[nodiscard]] Told comparison(const Condition& condition) const;
  [[nodiscard]] Told part_at(const Place& place, const Document& document) const;
  [[nodiscard]] Told account(const Party& party) const;
  [[nodiscard]] Told payment(std::uint32_t index) const;
  void one_party(const Party& party);
  void step(std::size_t index);
};

Told kind_word(PartyKind kind);

/// Where $NAME stands, and the keys that lead there: "steps[2].cap.at.rate".
struct AssumedUse {
  Place place;
  std::string path;
};
/// An assumption as the document has it: what it says, and where it is named.
struct Assumed {
  std::string name;
  Place place;
  Value value;
  std::vector<AssumedUse> uses;
};
std::vector<Assumed> assumed_of(const SharingPolicy& policy, const Document& document);

/// The words of the verbs; one sentence a step.
Told tell_verb(const Teller& teller, const Step& step);
Told tell_band(const Teller& teller, const Step& step);

}  // namespace pledgelab::policy_telling
