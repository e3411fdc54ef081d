// SPDX-License-Identifier: Apache-2.0
#include "sim/base/cgroup.hpp"

#include <fmt/format.h>

#include <fstream>
#include <string>

namespace yanbi {
namespace {

/// The path of this process's group below the root, "/" where it is in none of version 2.
std::string group_path(const std::filesystem::path& membership) {
  std::ifstream file(membership);
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("0::/")) {
      return line.substr(3);
    }
  }
  return "/";
}

}  // namespace

void for_each_cgroup_limit(const std::string& name, const std::function<void(std::istream&)>& visit,
                           const std::filesystem::path& membership,
                           const std::filesystem::path& root) {
  std::string path = group_path(membership);
  while (true) {
    if (std::ifstream file(fmt::format("{}{}/{}", root.string(), path, name)); file) {
      visit(file);
    }
    if (path.empty() || path == "/") {
      return;
    }
    path.erase(path.rfind('/'));
  }
}

}  // namespace yanbi
