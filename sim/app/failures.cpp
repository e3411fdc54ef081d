// SPDX-License-Identifier: Apache-2.0
#include "sim/app/failures.hpp"

#include <cstdio>
#include <exception>
#include <new>

#include "sim/app/output_file.hpp"
#include "sim/app/problems.hpp"
#include "sim/base/error.hpp"
#include "sim/base/problem.hpp"
#include "sim/yanbi.hpp"

namespace yanbi::app {
namespace {

int say(ExitCode code, const char* what, const char* hint = "") noexcept {
  std::fprintf(stderr, "yanbi: %s%s\n", what, hint);
  return code;
}

/// Precondition: called while an exception is handled.
int explain(const Interruption& interruption) {
  try {
    throw;
  } catch (const InputError& error) {
    print_problems(error.problems());
    return kInputWrong;
  } catch (const CallError& error) {
    return say(kCallWrong, error.what());
  } catch (const StartRefused& error) {
    return say(kCallWrong, error.what());
  } catch (const NotInThisBuild& error) {
    return say(kCallWrong, error.what());
  } catch (const Interrupted&) {
    say(kDone, "interrupted; nothing was written");
    return interruption.exit_code();
  } catch (const InternalError& error) {
    return say(kRunFailed, error.what(), "\nyanbi: this is a bug in Yanbi; please report it");
  } catch (const std::bad_alloc&) {
    return say(kRunFailed, "not enough memory");
  } catch (const std::exception& error) {
    return say(kRunFailed, error.what());
  }
}

}  // namespace

int guarded(const Interruption& interruption, const std::function<int()>& work) noexcept {
  try {
    return work();
  } catch (...) {
    try {
      return explain(interruption);
    } catch (...) {
      return say(kRunFailed, "failed, and could not even say why");
    }
  }
}

}  // namespace yanbi::app
