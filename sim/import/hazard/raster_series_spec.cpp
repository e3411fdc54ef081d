// SPDX-License-Identifier: Apache-2.0
#include "sim/import/hazard/raster_series_spec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <system_error>
#include <utility>

#include "sim/import/spec_reader.hpp"
#include "sim/import/values.hpp"

namespace yanbi {
namespace {

constexpr const char* kTimeMark = "{t}";

/// Adds a problem unless the times rise by at least a tick.
bool do_times_rise(const TomlTable& table, const std::string& key,
                   const std::vector<double>& times) {
  constexpr double kLeastStep = 0.1;  // s
  for (std::size_t i = 1; i < times.size(); ++i) {
    if (times[i] - times[i - 1] < kLeastStep * (1.0 - 1e-9)) {
      table.problem(key,
                    times[i] > times[i - 1] - 1e-9 && times[i] < times[i - 1] + 1e-9
                        ? fmt::format("two frames show the same moment, {} s", times[i])
                        : fmt::format("the times must rise by 0.1 s or more, but {} s follows {} s",
                                      times[i], times[i - 1]),
                    "give each moment once, in order");
      return false;
    }
  }
  return true;
}

/// The number that stands in the place of {t}; nothing when the name is another one.
std::optional<double> time_in_name(const std::string& name, const std::string& before,
                                   const std::string& after) {
  if (name.size() <= before.size() + after.size() || !name.starts_with(before) ||
      !name.ends_with(after)) {
    return std::nullopt;
  }
  return parse_number(
      std::string_view(name).substr(before.size(), name.size() - before.size() - after.size()));
}

std::vector<RasterFrameFile> files_of_pattern(const TomlTable& table, const std::string& key,
                                              const std::string& pattern,
                                              const std::filesystem::path& data_root,
                                              double seconds) {
  const std::filesystem::path given(pattern);
  const std::string name = given.filename().string();
  const std::size_t mark = name.find(kTimeMark);
  const std::filesystem::path folder = data_root / given.parent_path();
  std::error_code failed;
  if (mark == std::string::npos || name.find(kTimeMark, mark + 1) != std::string::npos) {
    table.problem(key, "{t}, the time, must stand once in the name of the file",
                  "write for example \"depth/{t}.asc\"");
    return {};
  }
  if (!std::filesystem::is_directory(folder, failed)) {
    table.problem(key, fmt::format("there is no such folder (looked for {})", folder.string()),
                  "correct the path, or say with --data where relative paths start");
    return {};
  }
  const std::string before = name.substr(0, mark);
  const std::string after = name.substr(mark + std::string(kTimeMark).size());
  std::vector<RasterFrameFile> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
    const std::string found = entry.path().filename().string();
    if (const std::optional<double> time = time_in_name(found, before, after)) {
      files.push_back({(given.parent_path() / found).string(), entry.path(), *time * seconds});
    }
  }
  std::ranges::sort(files, [](const RasterFrameFile& a, const RasterFrameFile& b) {
    return a.at != b.at ? a.at < b.at : a.given < b.given;
  });
  const auto is_far = [](const RasterFrameFile& file) {
    return file.at < kHazardTimes.least || file.at > kHazardTimes.most;
  };
  const auto far = std::find_if(files.begin(), files.end(), is_far);
  if (far != files.end()) {
    table.problem(key, fmt::format("the time in the name of {} is out of range", far->given),
                  fmt::format("name files by times up to {} s", kHazardTimes.most));
    return {};
  }
  if (files.empty()) {
    table.problem(
        key, fmt::format("no file in {} has a number where the pattern has {{t}}", folder.string()),
        "correct the pattern");
  }
  return files;
}

/// A file that a table names by `file`; nothing and a problem when it cannot be read.
std::optional<RasterFrameFile> read_frame_file(const TomlTable& table,
                                               const std::filesystem::path& data_root) {
  std::optional<SourceSpec> source = read_source(table, data_root);
  const std::optional<double> at = table.duration("at", kHazardTimes);
  if (!table.has("at")) {
    table.missing("at", "the time that the raster shows is not known", "add at = \"90 s\"");
  }
  if (!source || !at) {
    return std::nullopt;
  }
  return RasterFrameFile{std::move(source->given), std::move(source->path), *at};
}

std::vector<RasterFrameFile> files_of_list(const TomlTable& table, const std::string& key,
                                           const std::filesystem::path& data_root) {
  std::vector<RasterFrameFile> files;
  const std::vector<TomlTable> rows = table.tables(key);
  for (const TomlTable& row : rows) {
    if (std::optional<RasterFrameFile> file = read_frame_file(row, data_root)) {
      files.push_back(std::move(*file));
    }
  }
  if (rows.empty()) {
    table.problem(key, "the list names no raster", "name at least one {file, at}");
  }
  return files;
}

std::optional<RasterStack> read_stack(const TomlTable& table, const std::string& key,
                                      const std::string& given,
                                      const std::filesystem::path& data_root) {
  RasterStack stack;
  stack.given = given;
  stack.path = data_root / given;
  if (!is_readable_file(stack.path)) {
    table.problem(key,
                  fmt::format("there is no such file, or it cannot be read (looked for {})",
                              stack.path.string()),
                  "correct the path, or say with --data where relative paths start; where each "
                  "moment has a file of its own, write {t} in place of the time");
    return std::nullopt;
  }
  stack.times = table.durations("times", kHazardTimes);
  stack.first = table.duration("first", kHazardTimes);
  stack.interval = table.duration("interval", {0.1, kHazardTimes.most});
  if (stack.times && !do_times_rise(table, "times", *stack.times)) {
    return std::nullopt;
  }
  if (stack.times && (stack.first || stack.interval)) {
    table.problem("times", "first or interval say the times too", "keep one of them");
  }
  return stack;
}

double seconds_of_unit(const TomlTable& table) {
  const std::string unit = table.choice("time_unit", {"s", "min", "h"}).value_or("s");
  return unit == "h" ? 3600.0 : unit == "min" ? 60.0 : 1.0;
}

}  // namespace

std::optional<RasterSeries> read_raster_series(const TomlTable& table, const std::string& key,
                                               const std::filesystem::path& data_root) {
  RasterSeries series;
  series.key = key;
  const double seconds = seconds_of_unit(table);
  if (table.is_array(key)) {
    series.files = files_of_list(table, key, data_root);
  } else {
    const std::optional<std::string> text = required_text(table, key, "it says what to read");
    if (!text) {
      return std::nullopt;
    }
    if (text->find(kTimeMark) != std::string::npos) {
      series.files = files_of_pattern(table, key, *text, data_root, seconds);
    } else {
      series.stack = read_stack(table, key, *text, data_root);
    }
  }
  std::vector<double> times;
  for (const RasterFrameFile& file : series.files) {
    times.push_back(file.at);
  }
  const bool rise = do_times_rise(table, key, times);
  return rise && (series.stack || !series.files.empty()) ? std::optional(std::move(series))
                                                         : std::nullopt;
}

}  // namespace yanbi
