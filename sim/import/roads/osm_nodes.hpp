// SPDX-License-Identifier: Apache-2.0
#pragma once
// Positions of those nodes of an OpenStreetMap file that ways refer to: ids are gathered first,
// then found in one pass over the file, in whatever order it is.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/import/roads/osm_file.hpp"

namespace yanbi {

/// Nodes in ascending order of their ids. `want` all, then `read` once, then ask.
class OsmNodes {
 public:
  void want(std::int64_t id) { id_.push_back(id); }

  /// Finds the positions. Every node of the file is shown to `also` too, where that is given. Two
  /// different nodes of one id are a problem; equal ones are counted. False after problems.
  [[nodiscard]] bool read(const OsmFile& file, ProblemList& problems,
                          const std::function<void(const osmium::Node&)>& also = {});

  /// Index of a node that has a position; nothing when the file does not hold it.
  [[nodiscard]] std::optional<std::uint32_t> find(std::int64_t id) const;
  /// Of all nodes that were wanted, with a position or not.
  [[nodiscard]] std::size_t size() const noexcept { return id_.size(); }
  /// Ids of the nodes, by index.
  [[nodiscard]] const std::vector<std::int64_t>& id() const noexcept { return id_; }
  /// Longitude and latitude, degrees; NaN where there is no position.
  [[nodiscard]] const std::vector<double>& lon() const noexcept { return lon_; }
  [[nodiscard]] const std::vector<double>& lat() const noexcept { return lat_; }
  /// Wanted nodes that the file does not hold, or holds without a position on Earth.
  [[nodiscard]] std::size_t missing() const noexcept { return missing_; }
  /// Wanted nodes that were there again, and the same.
  [[nodiscard]] std::size_t repeated() const noexcept { return repeated_; }

 private:
  void take(const osmium::Node& node, const OsmFile& file, ProblemList& problems);
  [[nodiscard]] std::optional<std::size_t> index(std::int64_t id) const;

  std::vector<std::int64_t> id_;
  std::vector<double> lon_;
  std::vector<double> lat_;
  std::vector<std::uint32_t> version_;
  std::vector<bool> met_;
  std::size_t missing_ = 0;
  std::size_t repeated_ = 0;
  bool at_fault_ = false;
};

}  // namespace yanbi
