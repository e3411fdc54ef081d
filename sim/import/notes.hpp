// SPDX-License-Identifier: Apache-2.0
#pragma once
// Notes of an importer: what it understood, repaired, dropped or assumed, each as a figure and a
// sentence.

#include <string>
#include <utility>
#include <vector>

#include "sim/city/city.hpp"

namespace yanbi {

/// Appends one note.
inline void add_note(std::vector<ImportNote>& notes, std::string topic, std::string key,
                     double value, std::string unit, std::string text) {
  notes.push_back({std::move(topic), std::move(key), value, std::move(unit), std::move(text)});
}

/// A count as a note's figure.
template <class Integer>
[[nodiscard]] constexpr double as_figure(Integer count) noexcept {
  return static_cast<double>(count);
}

}  // namespace yanbi
