// SPDX-License-Identifier: Apache-2.0
#include "sim/hdf5/error.hpp"

#include <hdf5.h>

#include <type_traits>

#include "sim/hdf5/handle.hpp"

namespace yanbi::hdf5 {
namespace {

// The library keeps process-wide state that its plain builds do not protect.
std::recursive_mutex& library_mutex() {
  static std::recursive_mutex mutex;
  return mutex;
}

herr_t keep_innermost(unsigned /*position*/, const H5E_error2_t* entry, void* text) {
  if (entry->desc != nullptr && entry->desc[0] != '\0') {
    *static_cast<std::string*>(text) = entry->desc;
  }
  return 0;
}

}  // namespace

Session::Session() : lock_(library_mutex()) {
  H5E_auto2_t printer = nullptr;
  H5open();
  H5Eget_auto2(H5E_DEFAULT, &printer, &printer_data_);
  printer_ = reinterpret_cast<int (*)(long, void*)>(printer);
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

Session::~Session() {
  H5Eset_auto2(H5E_DEFAULT, reinterpret_cast<H5E_auto2_t>(printer_), printer_data_);
}

void throw_error(const std::string& what) {
  std::string reason;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, &keep_innermost, &reason);
  H5Eclear2(H5E_DEFAULT);
  throw Error(reason.empty() ? what : what + " (" + reason + ")");
}

}  // namespace yanbi::hdf5
