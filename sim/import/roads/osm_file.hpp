// SPDX-License-Identifier: Apache-2.0
#pragma once
// One OpenStreetMap file, XML or PBF, compressed or not: what it is by its first bytes, and its
// objects shown one after another. All that libosmium throws ends here, as a problem.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "sim/base/problem.hpp"

namespace osmium {
class Node;
class Way;
class Relation;
}  // namespace osmium

namespace yanbi {

/// Who is shown the objects of a file; kinds that nobody looks at are not decoded.
struct OsmVisitors {
  std::function<void(const osmium::Node&)> node = {};
  std::function<void(const osmium::Way&)> way = {};
  std::function<void(const osmium::Relation&)> relation = {};
};

/// A file whose first bytes are those of OSM XML or PBF.
class OsmFile {
 public:
  /// Tells the format by the content, whatever the name ends in. Nothing, and a problem, when the
  /// file is missing, empty or of another kind. `given` is its name in messages.
  [[nodiscard]] static std::optional<OsmFile> open(const std::filesystem::path& path,
                                                   const std::string& given, ProblemList& problems);

  /// Shows every object in the order of the file. False, and one problem, when the file is damaged,
  /// is no map, or holds several versions of its objects.
  [[nodiscard]] bool visit(const OsmVisitors& visitors, ProblemList& problems) const;

  /// Longitude and latitude, degrees, of the middle of the box that the header states, or else of
  /// the box around the first nodes. Nothing when there are none, or the file is damaged there.
  [[nodiscard]] std::optional<std::pair<double, double>> middle() const;

  /// A problem of this file at one object, such as "way 5".
  [[nodiscard]] Problem problem_at(const char* kind, std::int64_t id, std::string reason,
                                   std::string remedy) const;
  /// The problem that two objects of one id, versions `first` and `second`, are in it.
  [[nodiscard]] Problem twice(const char* kind, std::int64_t id, std::uint32_t first,
                              std::uint32_t second) const;

 private:
  OsmFile(std::filesystem::path path, std::string given, const char* format);

  std::filesystem::path path_;
  std::string given_;
  std::string format_;  ///< as libosmium names it
};

}  // namespace yanbi
