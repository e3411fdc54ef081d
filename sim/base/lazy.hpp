// SPDX-License-Identifier: Apache-2.0
#pragma once
// Something costly that is made when it is first asked for, if ever.

#include <atomic>
#include <memory>
#include <mutex>

namespace yanbi {

/// Made at most once, whoever asks; safe to share between threads.
template <class T>
class Lazy {
 public:
  /// @param make returns a T; called by the first who asks, while others wait. What it throws is
  /// passed on, and the next who asks tries again.
  template <class Make>
  [[nodiscard]] const T& get(const Make& make) const {
    if (const T* made = made_.load(std::memory_order_acquire)) {
      return *made;
    }
    const std::scoped_lock lock(mutex_);
    if (!value_) {
      value_.reset(new T(make()));
      made_.store(value_.get(), std::memory_order_release);
    }
    return *value_;
  }

 private:
  mutable std::mutex mutex_;
  mutable std::unique_ptr<const T> value_;
  mutable std::atomic<const T*> made_ = nullptr;
};

}  // namespace yanbi
