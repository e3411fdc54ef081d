// SPDX-License-Identifier: Apache-2.0
#include "models/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "sim/base/elementary.hpp"
#include "sim/base/error.hpp"

namespace yanbi {
namespace {

double table_quantile(const std::vector<std::pair<double, double>>& table, double p) {
  const auto above = std::find_if(table.begin(), table.end(),
                                  [p](const auto& point) { return point.second >= p; });
  if (above == table.begin()) {
    return above->first;
  }
  if (above == table.end()) {
    throw InternalError("a delay table ends below a share of 1");
  }
  const auto& [t0, share0] = *(above - 1);
  const auto& [t1, share1] = *above;
  return t0 + (t1 - t0) * (p - share0) / (share1 - share0);
}

double unshifted_quantile(const Distribution& d, double p) {
  constexpr double kSecondsPerMinute = 60.0;
  switch (d.shape) {
    case Distribution::Shape::kConstant:
      return d.a;
    case Distribution::Shape::kUniform:
      return d.a + (d.b - d.a) * p;
    case Distribution::Shape::kLognormal:
      return exact_exp(d.a + d.b * normal_quantile(p));
    case Distribution::Shape::kWeibull:
      return d.a * exact_pow(-exact_log(1.0 - p), 1.0 / d.b);
    case Distribution::Shape::kLindell:
      return kSecondsPerMinute * exact_pow(-exact_log(1.0 - p) / d.a, 1.0 / d.b);
    case Distribution::Shape::kRogersSorensen:
      return kSecondsPerMinute * exact_log((d.a + d.b * p) / (d.a * (1.0 - p))) / (d.a + d.b);
    case Distribution::Shape::kTable:
      return table_quantile(d.table, p);
  }
  throw InternalError("unknown shape of a delay distribution");
}

void add_table_faults(const std::vector<std::pair<double, double>>& table,
                      std::vector<std::string>& faults) {
  if (table.empty()) {
    faults.emplace_back("the table has no points");
    return;
  }
  for (std::size_t i = 0; i < table.size(); ++i) {
    const auto& [time, share] = table[i];
    if (!(time >= 0.0) || !std::isfinite(time) || !(share >= 0.0 && share <= 1.0)) {
      faults.emplace_back("a point of the table has a negative time or a share outside [0, 1]");
      return;
    }
    if (i > 0 && (time < table[i - 1].first || share < table[i - 1].second)) {
      faults.emplace_back("the table's times and shares must not fall");
      return;
    }
  }
  if (table.back().second != 1.0) {
    faults.emplace_back("the last share of the table must be 1");
  }
}

}  // namespace

double quantile(const Distribution& distribution, double p) {
  const double value = distribution.shift + unshifted_quantile(distribution, p);
  return distribution.maximum > 0.0 ? std::min(value, distribution.maximum) : value;
}

std::vector<std::string> faults(const Distribution& d) {
  std::vector<std::string> found;
  const auto require = [&found](bool ok, const char* text) {
    if (!ok) {
      found.emplace_back(text);
    }
  };
  require(std::isfinite(d.a) && std::isfinite(d.b), "parameters must be finite numbers");
  require(std::isfinite(d.shift) && d.shift >= 0.0, "the shift must not be negative");
  require(std::isfinite(d.maximum) && d.maximum >= 0.0, "the maximum must not be negative");
  require(d.maximum == 0.0 || d.maximum >= d.shift, "the maximum must not be below the shift");
  switch (d.shape) {
    case Distribution::Shape::kConstant:
      require(d.a >= 0.0, "a constant delay must not be negative");
      break;
    case Distribution::Shape::kUniform:
      require(d.a >= 0.0 && d.b >= d.a, "a uniform delay needs 0 <= least <= most");
      break;
    case Distribution::Shape::kLognormal:
      require(d.b >= 0.0, "the standard deviation of the logarithm must not be negative");
      break;
    case Distribution::Shape::kWeibull:
    case Distribution::Shape::kLindell:
      require(d.a > 0.0 && d.b > 0.0, "both parameters must be above 0");
      break;
    case Distribution::Shape::kRogersSorensen:
      require(d.a > 0.0, "k * alpha1 must be above 0: nobody would be the first to know");
      require(d.b >= 0.0, "(1 - k) * alpha2 must not be negative");
      break;
    case Distribution::Shape::kTable:
      add_table_faults(d.table, found);
      break;
  }
  return found;
}

}  // namespace yanbi
