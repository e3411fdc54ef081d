// SPDX-License-Identifier: Apache-2.0
#include "models/strike.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

namespace yanbi {
namespace {

struct EffectRow {
  double from_kpa;
  std::string_view words;
};

/// Clancey's thresholds by effect, ascending.
constexpr std::array<EffectRow, 7> kEffects = {{
    {0.0, "no damage to buildings"},
    {1.0, "glass breaks"},
    {4.8, "minor damage to houses"},
    {6.9, "houses uninhabitable"},
    {13.8, "walls and roofs of houses partly collapsed"},
    {17.2, "half of the brickwork of houses destroyed"},
    {34.5, "houses nearly completely destroyed"},
}};

/// The ASCII twin of a full-width form U+FF01 to U+FF5E, the space of an ideographic space, or 0
/// where `text` does not begin with one of them.
char narrow_form(std::string_view text) noexcept {
  constexpr std::size_t kBytes = 3;
  if (text.substr(0, kBytes) == "\u3000") {
    return ' ';
  }
  if (text.size() < kBytes || text[0] != '\xEF') {
    return '\0';
  }
  const unsigned lead = static_cast<unsigned char>(text[1]);
  const unsigned last = static_cast<unsigned char>(text[2]);
  const unsigned code = 0xF000U + ((lead & 0x3FU) << 6U) + (last & 0x3FU);
  return code >= 0xFF01U && code <= 0xFF5EU ? static_cast<char>(code - 0xFF01U + '!') : '\0';
}

/// A grade as it is compared: narrow, in capitals, without spaces.
std::string comparable_grade(std::string_view text) {
  std::string comparable;
  while (!text.empty()) {
    const char narrow = narrow_form(text);
    const char c = narrow != '\0' ? narrow : text.front();
    text.remove_prefix(narrow != '\0' ? 3 : 1);
    if (c >= 'a' && c <= 'z') {
      comparable += static_cast<char>(c - 'a' + 'A');
    } else if (c != ' ' && c != '\t') {
      comparable += c;
    }
  }
  return comparable;
}

bool is_probability(double value) noexcept { return value >= 0.0 && value <= 1.0; }

}  // namespace

OverpressureEffect overpressure_effect(double kilopascals) noexcept {
  std::size_t effect = 0;
  while (effect + 1 < kEffects.size() && kilopascals >= kEffects[effect + 1].from_kpa) {
    ++effect;
  }
  return static_cast<OverpressureEffect>(effect);
}

double overpressure_threshold(OverpressureEffect effect) noexcept {
  return kEffects[static_cast<std::size_t>(effect)].from_kpa;
}

std::string_view description(OverpressureEffect effect) noexcept {
  return kEffects[static_cast<std::size_t>(effect)].words;
}

double debris_width(const DebrisParameters& parameters, StreetSide side) noexcept {
  return std::max(0.0, parameters.width_per_height * side.height - side.setback);
}

bool obstructed(const DebrisParameters& parameters, StreetSide left, StreetSide right,
                double width) noexcept {
  return width < debris_width(parameters, left) + debris_width(parameters, right) +
                     parameters.required_width;
}

double loss_probability(const LossByGrade& losses, std::string_view resistance) {
  const std::string written = comparable_grade(resistance);
  const auto row =
      std::find_if(losses.rows.begin(), losses.rows.end(), [&written](const GradeLoss& loss) {
        return written.find(comparable_grade(loss.grade)) != std::string::npos;
      });
  return row == losses.rows.end() ? losses.otherwise : row->probability;
}

double combined_probability(std::span<const double> probabilities) noexcept {
  double largest = 0.0;
  for (const double probability : probabilities) {
    largest = std::max(largest, probability);
  }
  return largest;
}

std::vector<std::string> faults(const DebrisParameters& parameters) {
  std::vector<std::string> found;
  if (!(std::isfinite(parameters.width_per_height) && parameters.width_per_height >= 0.0)) {
    found.emplace_back("the width of debris must not be negative");
  }
  if (!(std::isfinite(parameters.required_width) && parameters.required_width > 0.0)) {
    found.emplace_back("the width that must stay clear must be above 0");
  }
  return found;
}

std::vector<std::string> faults(const LossByGrade& losses) {
  std::vector<std::string> found;
  if (!is_probability(losses.otherwise)) {
    found.emplace_back("the probability for other grades lies outside [0, 1]");
  }
  std::vector<std::string> earlier;
  for (const GradeLoss& loss : losses.rows) {
    if (!is_probability(loss.probability)) {
      found.push_back("the probability of grade '" + loss.grade + "' lies outside [0, 1]");
    }
    std::string grade = comparable_grade(loss.grade);
    if (grade.empty()) {
      found.emplace_back("a grade is empty");
      continue;
    }
    const bool hidden = std::any_of(earlier.begin(), earlier.end(), [&grade](const auto& before) {
      return grade.find(before) != std::string::npos;
    });
    if (hidden) {
      found.push_back("grade '" + loss.grade +
                      "' never counts: an earlier row's occurs in it; list it before that");
    }
    earlier.push_back(std::move(grade));
  }
  return found;
}

}  // namespace yanbi
