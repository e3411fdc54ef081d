// SPDX-License-Identifier: Apache-2.0
#include "sim/city/works.hpp"

#include <array>
#include <cstddef>

namespace yanbi {
namespace {

// Indexed by the value of the enumerator, as stored in files.
constexpr std::array<const char*, 5> kTypeNames = {"personnel", "service_team", "medical",
                                                   "command", "auxiliary"};
constexpr std::array<const char*, 4> kStatusNames = {"built", "approved", "under_construction",
                                                     "early"};

template <class Enum, std::size_t size>
std::optional<Enum> named(const std::array<const char*, size>& names,
                          const std::string& word) noexcept {
  for (std::size_t i = 0; i < size; ++i) {
    if (word == names[i]) {
      return static_cast<Enum>(i);
    }
  }
  return std::nullopt;
}

}  // namespace

const char* to_string(WorkType type) noexcept { return kTypeNames[static_cast<std::size_t>(type)]; }

const char* to_string(WorkStatus status) noexcept {
  return kStatusNames[static_cast<std::size_t>(status)];
}

std::optional<WorkType> work_type_from(const std::string& word) noexcept {
  return named<WorkType>(kTypeNames, word);
}

std::optional<WorkStatus> work_status_from(const std::string& word) noexcept {
  return named<WorkStatus>(kStatusNames, word);
}

}  // namespace yanbi
