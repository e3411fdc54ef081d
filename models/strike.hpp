// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a strike does to people's ways and shelters, from footprints that are given. No weapon is
// modelled: no yield, no range, no overpressure from either. A given overpressure (kPa) is put into
// words by thresholds (Clancey 1972); a street is obstructed where debris of the buildings beside
// it leaves less than the width required (m), the Chinese planning form
//   W = 2/3 H1 + 2/3 H2 - (S1 + S2) + N,
// H heights, S setbacks, N the width to stay clear; a shelter is lost with a probability by its
// grade.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace yanbi {

/// Effects on ordinary houses, by rising overpressure. To describe a footprint, never to decide.
enum class OverpressureEffect : std::uint8_t {
  kNone,
  kGlassBreaks,
  kMinorDamage,
  kUninhabitable,
  kPartialCollapse,
  kHalfOfBrickwork,
  kNearDestruction,
};

/// The effect at an overpressure of `kilopascals`: of the highest threshold that it reaches.
[[nodiscard]] OverpressureEffect overpressure_effect(double kilopascals) noexcept;

/// The least overpressure, kPa, with this effect; 0 for none.
[[nodiscard]] double overpressure_threshold(OverpressureEffect effect) noexcept;

/// An effect in words.
[[nodiscard]] std::string_view description(OverpressureEffect effect) noexcept;

/// Parameters of debris on streets.
struct DebrisParameters {
  double width_per_height = 2.0 / 3.0;  ///< m of debris before a building per m of its height
  double required_width = 4.0;          ///< m that must stay clear for a street to be passed

  friend bool operator==(const DebrisParameters&, const DebrisParameters&) = default;
};

/// The buildings along one side of a street.
struct StreetSide {
  double height = 0.0;   ///< m
  double setback = 0.0;  ///< m from the building to the edge of the street
};

/// Width, m, of a street that debris from one side covers: what falls beyond the setback.
[[nodiscard]] double debris_width(const DebrisParameters& parameters, StreetSide side) noexcept;

/// Whether a street of `width` m keeps less than the required width clear when the buildings on
/// both sides fall: exactly when it is narrower than the planning form's W, in which a setback
/// wider than its own building's debris frees nothing on the other side.
[[nodiscard]] bool obstructed(const DebrisParameters& parameters, StreetSide left, StreetSide right,
                              double width) noexcept;

/// The probability that a work of one resistance grade is lost within a footprint.
struct GradeLoss {
  std::string grade;  ///< as in the ledger, such as "核6"
  double probability = 0.0;

  friend bool operator==(const GradeLoss&, const GradeLoss&) = default;
};

/// Probabilities by grade for one intensity of footprints. All are inputs; there are no defaults.
struct LossByGrade {
  std::vector<GradeLoss> rows;  ///< the earliest whose grade occurs in the ledger's text counts
  double otherwise = 0.0;       ///< where none does

  friend bool operator==(const LossByGrade&, const LossByGrade&) = default;
};

/// Probability that a work is lost whose ledger says `resistance`, such as "核6常6": full-width
/// forms are the same as ASCII ones, letter case and spaces do not matter.
[[nodiscard]] double loss_probability(const LossByGrade& losses, std::string_view resistance);

/// Probability for a place in several footprints of one strike: the largest, 0 where there are
/// none. Footprints of a strike are rings around one event, not independent ones, so that the
/// chances of coming through do not multiply.
[[nodiscard]] double combined_probability(std::span<const double> probabilities) noexcept;

/// What is wrong with the parameters, one sentence each; empty when they are valid.
[[nodiscard]] std::vector<std::string> faults(const DebrisParameters& parameters);

/// What is wrong with a table, one sentence each; empty when it is valid. A row that can never
/// count, because an earlier grade occurs in its own ("核6" before "核6B"), is a fault.
[[nodiscard]] std::vector<std::string> faults(const LossByGrade& losses);

}  // namespace yanbi
