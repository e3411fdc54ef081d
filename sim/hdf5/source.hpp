// SPDX-License-Identifier: Apache-2.0
#pragma once
// Values as the library wants them. Used inside this room only.

#include <algorithm>
#include <iterator>
#include <span>
#include <string>
#include <vector>

#include "sim/hdf5/values.hpp"

namespace yanbi::hdf5 {

/// What H5Dwrite and H5Awrite read from: numbers as they are, texts as pointers to them.
class Source {
 public:
  explicit Source(Values values) : data_(values.data) {
    if (values.type == Type::kText) {
      const std::span<const std::string> texts(static_cast<const std::string*>(values.data),
                                               values.count);
      pointers_.reserve(texts.size());
      std::ranges::transform(texts, std::back_inserter(pointers_), &std::string::c_str);
      data_ = pointers_.data();
    }
  }
  [[nodiscard]] const void* data() const noexcept { return data_; }

 private:
  std::vector<const char*> pointers_;
  const void* data_;
};

}  // namespace yanbi::hdf5
