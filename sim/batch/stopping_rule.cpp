// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/stopping_rule.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "outputs/statistics.hpp"
#include "sim/base/assert.hpp"

namespace yanbi {
namespace {

std::vector<std::uint32_t> looks_of(std::uint32_t first, std::uint32_t most) {
  std::vector<std::uint32_t> looks;
  for (std::uint64_t look = first; look < most; look *= 2) {
    looks.push_back(static_cast<std::uint32_t>(look));
  }
  looks.push_back(most);
  return looks;
}

std::vector<double> defined_values(std::span<const double> values) {
  std::vector<double> defined;
  defined.reserve(values.size());
  for (const double value : values) {
    if (!std::isnan(value)) {
      defined.push_back(value);
    }
  }
  return defined;
}

/// Standard error of the mean, in two passes: the square of a small difference keeps its digits.
double standard_error(const std::vector<double>& values) {
  const auto count = static_cast<double>(values.size());
  double sum = 0.0;
  for (const double value : values) {
    sum += value;
  }
  const double mean = sum / count;
  double squares = 0.0;
  double remainder = 0.0;  // zero but for the rounding of the mean, which it takes out again
  for (const double value : values) {
    squares += (value - mean) * (value - mean);
    remainder += value - mean;
  }
  const double variance = (squares - remainder * remainder / count) / (count - 1.0);
  return std::sqrt(std::max(variance, 0.0) / count);
}

}  // namespace

StoppingRule::StoppingRule(const UntilNarrow& until)
    : looks_(looks_of(until.first_look, until.most)),
      width_(until.width),
      share_(1.0 - (1.0 - until.confidence) / (2.0 * static_cast<double>(looks_.size()))) {
  YANBI_EXPECT(until.first_look >= 2 && until.first_look <= until.most);
  YANBI_EXPECT(until.confidence > 0.0 && until.confidence < 1.0);
}

double StoppingRule::width(std::span<const double> values) const {
  constexpr double kPercentagePoints = 100.0;
  const std::vector<double> defined = defined_values(values);
  if (defined.size() < 2) {
    return std::numeric_limits<double>::infinity();
  }
  return kPercentagePoints * 2.0 * student_t_quantile(share_, defined.size() - 1) *
         standard_error(defined);
}

std::uint32_t StoppingRule::decided(std::span<const double> values) const {
  for (const std::uint32_t look : looks_) {
    if (values.size() < look) {
      return 0;
    }
    if (look == looks_.back() || width(values.first(look)) <= width_) {
      return look;
    }
  }
  return 0;
}

}  // namespace yanbi
