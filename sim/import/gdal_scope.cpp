// SPDX-License-Identifier: Apache-2.0
#include "sim/import/gdal_scope.hpp"

#include <cpl_error.h>
#include <fmt/format.h>
#include <gdal.h>

#include <mutex>

namespace yanbi {
namespace {

constexpr std::size_t kMostKept = 10;

void CPL_STDCALL collect(CPLErr level, CPLErrorNum /*number*/, const char* message) {
  auto* failures = static_cast<std::vector<std::string>*>(CPLGetErrorHandlerUserData());
  if (level >= CE_Failure && failures->size() < kMostKept) {
    failures->emplace_back(message);
  }
}

}  // namespace

GdalScope::GdalScope() {
  static std::once_flag registered;
  CPLPushErrorHandlerEx(&collect, &failures_);
  std::call_once(registered, [] { GDALAllRegister(); });
}

GdalScope::~GdalScope() { CPLPopErrorHandler(); }

std::string GdalScope::summary(const std::string& otherwise) const {
  return failures_.empty() ? otherwise : fmt::format("{}", fmt::join(failures_, "; "));
}

}  // namespace yanbi
