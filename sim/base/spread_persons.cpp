// SPDX-License-Identifier: Apache-2.0
#include "sim/base/spread_persons.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace yanbi {
namespace {

/// Puts items with larger remainders first, equal ones by key.
void sort_by_remainder(std::vector<std::size_t>& order, const std::vector<double>& remainder,
                       const std::vector<std::string>& key) {
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return remainder[a] != remainder[b] ? remainder[a] > remainder[b] : key[a] < key[b];
  });
}

}  // namespace

std::vector<std::int32_t> spread_persons(std::int64_t total, const std::vector<double>& weight,
                                         const std::vector<std::string>& key) {
  std::vector<std::int32_t> persons(weight.size(), 0);
  const double sum = std::accumulate(weight.begin(), weight.end(), 0.0);
  if (!(sum > 0.0)) {
    return persons;
  }
  std::vector<double> remainder(weight.size(), -1.0);
  std::vector<std::size_t> order;
  std::int64_t left = total;
  for (std::size_t i = 0; i < weight.size(); ++i) {
    if (weight[i] > 0.0) {
      const double quota = static_cast<double>(total) * (weight[i] / sum);
      persons[i] = static_cast<std::int32_t>(std::floor(quota));
      remainder[i] = quota - std::floor(quota);
      left -= persons[i];
      order.push_back(i);
    }
  }
  sort_by_remainder(order, remainder, key);
  // Rounding of the quotas themselves may leave one more, or one too many, than remainders suggest.
  for (std::size_t k = 0; left > 0; k = (k + 1) % order.size(), --left) {
    ++persons[order[k]];
  }
  for (std::size_t k = order.size(); left < 0; k = k == 1 ? order.size() : k - 1) {
    if (persons[order[k - 1]] > 0) {
      --persons[order[k - 1]];
      ++left;
    }
  }
  return persons;
}

std::vector<std::int32_t> round_persons(const std::vector<double>& persons,
                                        const std::vector<std::string>& key) {
  std::vector<std::int32_t> whole(persons.size(), 0);
  std::vector<double> remainder(persons.size(), 0.0);
  std::vector<std::size_t> order;
  double rest = 0.0;
  for (std::size_t i = 0; i < persons.size(); ++i) {
    whole[i] = static_cast<std::int32_t>(std::floor(persons[i]));
    remainder[i] = persons[i] - std::floor(persons[i]);
    rest += remainder[i];
    if (remainder[i] > 0.0) {
      order.push_back(i);
    }
  }
  // Remainders are below one, so that their sum never asks for more items than there are.
  const auto up = std::min(static_cast<std::size_t>(std::floor(rest + 0.5)), order.size());
  sort_by_remainder(order, remainder, key);
  for (std::size_t k = 0; k < up; ++k) {
    ++whole[order[k]];
  }
  return whole;
}

}  // namespace yanbi
