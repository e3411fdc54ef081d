// SPDX-License-Identifier: Apache-2.0
#pragma once
// Working memory for parallel loops: as many pieces as threads are at work, each lent to one item
// at a time. What is lent must be cleared by its user; results must not depend on which piece it
// was.

#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace yanbi {

template <class Scratch>
class ScratchPool {
 public:
  /// Gives the piece back when it goes.
  class Lease {
   public:
    Lease(ScratchPool& pool, std::unique_ptr<Scratch> scratch)
        : pool_(&pool), scratch_(std::move(scratch)) {}
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    Lease(Lease&&) = delete;
    Lease& operator=(Lease&&) = delete;
    ~Lease() { pool_->give_back(std::move(scratch_)); }
    [[nodiscard]] Scratch& operator*() const noexcept { return *scratch_; }

   private:
    ScratchPool* pool_;
    std::unique_ptr<Scratch> scratch_;
  };

  /// Pieces are made as `Scratch(size)`.
  explicit ScratchPool(std::size_t size) : size_(size) {}

  [[nodiscard]] Lease lease() {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        std::unique_ptr<Scratch> scratch = std::move(idle_.back());
        idle_.pop_back();
        return Lease(*this, std::move(scratch));
      }
      // Room for what comes back, so that giving back cannot fail.
      idle_.reserve(++made_);
    }
    return Lease(*this, std::make_unique<Scratch>(size_));
  }

 private:
  void give_back(std::unique_ptr<Scratch> scratch) noexcept {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(scratch));
  }

  std::size_t size_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Scratch>> idle_;
  std::size_t made_ = 0;
};

}  // namespace yanbi
