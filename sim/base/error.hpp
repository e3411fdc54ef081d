// SPDX-License-Identifier: Apache-2.0
#pragma once
// The kinds of failure that leave the library: wrong input (see problem.hpp), a failed run, an
// interruption, a bug. Nothing below the command line exits, aborts or prints.

#include <stdexcept>
#include <string>

namespace yanbi {

/// A bug in Yanbi: an assertion or a promise that does not hold.
class InternalError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// The work could not be done although the input is right (disk full, out of memory, I/O error).
class RunError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The user, the scheduler or the time limit asked to stop.
class Interrupted : public std::runtime_error {
 public:
  Interrupted() : std::runtime_error("interrupted") {}
};

}  // namespace yanbi
