// SPDX-License-Identifier: Apache-2.0
#include "sim/import/geo/gdal_scope.hpp"

#include <cpl_error.h>
#include <fmt/format.h>
#include <gdal.h>

#include <mutex>

namespace yanbi {
namespace {

constexpr std::size_t kMostKept = 10;

void CPL_STDCALL collect(CPLErr level, CPLErrorNum /*number*/, const char* message) {
  auto* kept = static_cast<GdalScope::Kept*>(CPLGetErrorHandlerUserData());
  auto& list = level >= CE_Failure ? kept->failures : kept->warnings;
  if (level >= CE_Warning && list.size() < kMostKept) {
    list.emplace_back(message);
  }
}

}  // namespace

GdalScope::GdalScope() {
  static std::once_flag registered;
  CPLPushErrorHandlerEx(&collect, &kept_);
  std::call_once(registered, [] { GDALAllRegister(); });
}

GdalScope::~GdalScope() { CPLPopErrorHandler(); }

std::string GdalScope::summary(const std::string& otherwise) const {
  return kept_.failures.empty() ? otherwise : fmt::format("{}", fmt::join(kept_.failures, "; "));
}

}  // namespace yanbi
