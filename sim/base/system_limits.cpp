// SPDX-License-Identifier: Apache-2.0
#include "sim/base/system_limits.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <iterator>
#include <sstream>
#include <vector>

namespace yanbi {
namespace {

/// Where the files of a kind of control group are: a mount, and which group its top is.
struct CgroupMount {
  std::string top;    ///< path of the group that is mounted
  std::string point;  ///< where
};

struct CgroupMounts {
  std::optional<CgroupMount> version_1;  ///< of the controller that is asked for
  std::optional<CgroupMount> version_2;
};

struct CgroupPaths {
  std::optional<std::string> version_1;
  std::optional<std::string> version_2;
};

std::vector<std::string> words_of(std::string_view text, char separator) {
  std::vector<std::string> words;
  std::istringstream stream{std::string(text)};
  for (std::string word; std::getline(stream, word, separator);) {
    words.push_back(std::move(word));
  }
  return words;
}

bool lists(std::string_view words, std::string_view wanted) {
  const std::vector<std::string> all = words_of(words, ',');
  return std::find(all.begin(), all.end(), wanted) != all.end();
}

/// Spaces and the like stand as \040 in mountinfo.
std::string without_escapes(const std::string& text) {
  constexpr std::size_t kDigits = 3;
  constexpr int kOctal = 8;
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    int code = 0;
    const char* const begin = text.data() + i + 1;
    if (text[i] == '\\' && i + kDigits < text.size() &&
        std::from_chars(begin, begin + kDigits, code, kOctal).ptr == begin + kDigits) {
      plain += static_cast<char>(code);
      i += kDigits;
    } else {
      plain += text[i];
    }
  }
  return plain;
}

/// Lines "ID PARENT DEVICE ROOT POINT OPTIONS [TAG...] - TYPE SOURCE SUPER_OPTIONS", proc(5).
CgroupMounts find_mounts(std::string_view mounts, std::string_view controller) {
  constexpr std::size_t kRoot = 3;
  constexpr std::size_t kPoint = 4;
  constexpr std::size_t kSuperOptions = 3;  // behind the dash
  CgroupMounts found;
  for (const std::string& line : words_of(mounts, '\n')) {
    const std::vector<std::string> words = words_of(line, ' ');
    const auto dash = std::find(words.begin(), words.end(), "-");
    if (dash - words.begin() <= static_cast<std::ptrdiff_t>(kPoint) ||
        words.end() - dash <= static_cast<std::ptrdiff_t>(kSuperOptions)) {
      continue;
    }
    const std::string& type = *(dash + 1);
    const CgroupMount mount{without_escapes(words[kRoot]), without_escapes(words[kPoint])};
    if (type == "cgroup2" && !found.version_2) {
      found.version_2 = mount;
    } else if (type == "cgroup" && lists(*(dash + kSuperOptions), controller) && !found.version_1) {
      found.version_1 = mount;
    }
  }
  return found;
}

/// Lines "ID:CONTROLLERS:PATH", cgroups(7); version 2 has the id 0 and no controllers.
CgroupPaths find_paths(std::string_view membership, std::string_view controller) {
  CgroupPaths found;
  for (const std::string& line : words_of(membership, '\n')) {
    const std::size_t first = line.find(':');
    const std::size_t second = first == std::string::npos ? first : line.find(':', first + 1);
    if (second == std::string::npos) {
      continue;
    }
    const std::string controllers = line.substr(first + 1, second - first - 1);
    if (line.substr(0, first) == "0" && controllers.empty()) {
      found.version_2 = line.substr(second + 1);
    } else if (lists(controllers, controller)) {
      found.version_1 = line.substr(second + 1);
    }
  }
  return found;
}

/// The folder of the group and of each above it, down to the mount's own.
std::vector<std::string> folders_of(const CgroupMount& mount, const std::string& path) {
  const std::string top = mount.top == "/" ? "" : mount.top;
  // A container often sees only its own part, and its path as the machine names it; or, behind a
  // name space, a path that leads out of what it sees.
  const bool is_below = path.rfind(top + "/", 0) == 0 && path.find("/..") == std::string::npos;
  std::string rest = is_below ? path.substr(top.size()) : "";
  std::vector<std::string> folders;
  while (!rest.empty() && rest != "/") {
    folders.push_back(mount.point + rest);
    rest.erase(rest.rfind('/'));
  }
  folders.push_back(mount.point);
  return folders;
}

std::optional<double> number_in(const std::string& text) {
  std::istringstream stream(text);
  double value = 0.0;
  return stream >> value ? std::optional(value) : std::nullopt;
}

/// Quota and period are µs of CPU time in µs of time.
std::optional<int> cpus_of(std::optional<double> quota, std::optional<double> period) {
  constexpr double kMostCpus = 1 << 20;
  if (!quota || !period || !(*quota > 0.0) || !(*period > 0.0)) {
    return std::nullopt;  // "max" and -1: no quota
  }
  return static_cast<int>(std::clamp(std::ceil(*quota / *period), 1.0, kMostCpus));
}

std::optional<int> quota_version_1(const std::string& folder, const ReadFile& read) {
  const auto quota = read(folder + "/cpu.cfs_quota_us");
  const auto period = read(folder + "/cpu.cfs_period_us");
  return quota && period ? cpus_of(number_in(*quota), number_in(*period)) : std::nullopt;
}

std::optional<int> quota_version_2(const std::string& folder, const ReadFile& read) {
  const auto text = read(folder + "/cpu.max");  // "QUOTA PERIOD"
  const std::size_t space = text ? text->find(' ') : std::string::npos;
  return space == std::string::npos
             ? std::nullopt
             : cpus_of(number_in(text->substr(0, space)), number_in(text->substr(space)));
}

/// A limit of memory; "max" is no number.
std::optional<std::uint64_t> bytes_in(const std::string& path, const ReadFile& read) {
  const std::optional<std::string> text = read(path);
  std::istringstream stream(text.value_or(""));
  std::uint64_t bytes = 0;
  return stream >> bytes ? std::optional(bytes) : std::nullopt;
}

template <class Limit>
std::optional<Limit> least_of(std::optional<Limit> one, std::optional<Limit> other) {
  return one && other ? std::min(*one, *other) : (one ? one : other);
}

/// The least limit of the groups that the process is in and of those above them, in both versions.
template <class Limit, class ReadVersion1, class ReadVersion2>
std::optional<Limit> least_in_groups(std::string_view membership, std::string_view mounts,
                                     std::string_view controller, const ReadVersion1& version_1,
                                     const ReadVersion2& version_2) {
  const CgroupMounts mounted = find_mounts(mounts, controller);
  const CgroupPaths paths = find_paths(membership, controller);
  std::optional<Limit> least;
  if (mounted.version_1 && paths.version_1) {
    for (const std::string& folder : folders_of(*mounted.version_1, *paths.version_1)) {
      least = least_of<Limit>(least, version_1(folder));
    }
  }
  if (mounted.version_2 && paths.version_2) {
    for (const std::string& folder : folders_of(*mounted.version_2, *paths.version_2)) {
      least = least_of<Limit>(least, version_2(folder));
    }
  }
  return least;
}

}  // namespace

std::optional<int> cgroup_cpus(std::string_view membership, std::string_view mounts,
                               const ReadFile& read) {
  return least_in_groups<int>(
      membership, mounts, "cpu",
      [&](const std::string& folder) { return quota_version_1(folder, read); },
      [&](const std::string& folder) { return quota_version_2(folder, read); });
}

std::optional<std::uint64_t> cgroup_memory(std::string_view membership, std::string_view mounts,
                                           const ReadFile& read) {
  return least_in_groups<std::uint64_t>(
      membership, mounts, "memory",
      [&](const std::string& folder) { return bytes_in(folder + "/memory.limit_in_bytes", read); },
      [&](const std::string& folder) { return bytes_in(folder + "/memory.max", read); });
}

std::optional<std::string> read_system_file(const std::string& path) {
  std::ifstream file(path);
  if (!file) {
    return std::nullopt;
  }
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::optional<int> slurm_cpus(const ReadVariable& variable) {
  std::optional<int> least;
  for (const char* name : {"SLURM_CPUS_PER_TASK", "SLURM_CPUS_ON_NODE"}) {
    const char* const text = variable(name);
    if (text == nullptr) {
      continue;
    }
    const std::string_view view(text);
    int value = 0;
    const auto [end, error] = std::from_chars(view.data(), view.data() + view.size(), value);
    if (error == std::errc{} && end == view.data() + view.size() && value > 0) {
      least = least_of<int>(least, value);
    }
  }
  return least;
}

}  // namespace yanbi
