// SPDX-License-Identifier: Apache-2.0
#pragma once
// Owning handles over identifiers of the HDF5 C library, and the check of its return values. Used
// inside this room only.

#include <hdf5.h>

#include <string>
#include <utility>

#include "sim/hdf5/error.hpp"

namespace yanbi::hdf5 {

/// @throws Error with `what` and the library's own reason.
[[noreturn]] void throw_error(const std::string& what);

/// Returns `result` (an id, a count or a status) unless it says that the call failed.
/// @throws Error then.
template <class Result>
Result check(Result result, const std::string& what) {
  if (result < 0) {
    throw_error(what);
  }
  return result;
}

/// An identifier that is closed once.
class Handle {
 public:
  using Closer = herr_t (*)(hid_t);

  Handle() noexcept = default;
  /// @throws Error when `id` says that the call that made it failed.
  Handle(hid_t id, Closer closer, const std::string& what)
      : id_(check(id, what)), closer_(closer) {}
  ~Handle() { reset(); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  Handle(Handle&& other) noexcept
      : id_(std::exchange(other.id_, H5I_INVALID_HID)), closer_(other.closer_) {}
  Handle& operator=(Handle&& other) noexcept {
    if (this != &other) {
      reset();
      id_ = std::exchange(other.id_, H5I_INVALID_HID);
      closer_ = other.closer_;
    }
    return *this;
  }

  [[nodiscard]] hid_t get() const noexcept { return id_; }
  /// Closes now. @throws Error when that fails.
  void close(const std::string& what) {
    if (id_ >= 0) {
      check(closer_(std::exchange(id_, H5I_INVALID_HID)), what);
    }
  }

 private:
  void reset() noexcept {
    if (id_ >= 0) {
      closer_(std::exchange(id_, H5I_INVALID_HID));
    }
  }

  hid_t id_ = H5I_INVALID_HID;
  Closer closer_ = nullptr;
};

}  // namespace yanbi::hdf5
