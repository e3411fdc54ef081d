// SPDX-License-Identifier: Apache-2.0
#pragma once
// What HDF5 has to say when something fails, as our exception; and the scope in which it may be
// called at all: one thread at a time, with nothing printed.

#include <mutex>
#include <string>

#include "sim/base/error.hpp"

namespace yanbi::hdf5 {

/// A call of the HDF5 library failed; the message holds the innermost entry of its error stack.
class Error : public RunError {
 public:
  using RunError::RunError;
};

/// Holds the library for this thread and keeps its error stack from being printed. Files hold one
/// while they are open; scopes of one thread may be nested. Must end in the thread that began it.
class Session {
 public:
  Session();
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  Session(Session&&) = delete;
  Session& operator=(Session&&) = delete;

 private:
  std::unique_lock<std::recursive_mutex> lock_;
  int (*printer_)(long, void*) = nullptr;  ///< what printed errors before
  void* printer_data_ = nullptr;
};

}  // namespace yanbi::hdf5
