// SPDX-License-Identifier: Apache-2.0
#include "sim/import/roads/osm_nodes.hpp"

#include <osmium/osm/node.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace yanbi {

bool OsmNodes::read(const OsmFile& file, ProblemList& problems,
                    const std::function<void(const osmium::Node&)>& also) {
  std::sort(id_.begin(), id_.end());
  id_.erase(std::unique(id_.begin(), id_.end()), id_.end());
  lon_.assign(id_.size(), std::numeric_limits<double>::quiet_NaN());
  lat_.assign(id_.size(), std::numeric_limits<double>::quiet_NaN());
  version_.assign(id_.size(), 0);
  met_.assign(id_.size(), false);
  OsmVisitors visitors;
  visitors.node = [&](const osmium::Node& node) {
    take(node, file, problems);
    if (also) {
      also(node);
    }
  };
  if (!file.visit(visitors, problems) || at_fault_) {
    return false;
  }
  missing_ = static_cast<std::size_t>(
      std::count_if(lon_.begin(), lon_.end(), [](double lon) { return std::isnan(lon); }));
  return true;
}

void OsmNodes::take(const osmium::Node& node, const OsmFile& file, ProblemList& problems) {
  const std::optional<std::size_t> at = index(node.id());
  if (!at) {
    return;
  }
  const bool is_there = node.visible() && node.location().valid();
  const double lon = is_there ? node.location().lon() : std::numeric_limits<double>::quiet_NaN();
  const double lat = is_there ? node.location().lat() : std::numeric_limits<double>::quiet_NaN();
  if (!met_[*at]) {
    met_[*at] = true;
    version_[*at] = node.version();
    lon_[*at] = lon;
    lat_[*at] = lat;
    return;
  }
  const bool both_nowhere = !is_there && std::isnan(lon_[*at]);
  const bool same_place = lon == lon_[*at] && lat == lat_[*at];
  if (node.version() == version_[*at] && (both_nowhere || same_place)) {
    ++repeated_;
    return;
  }
  problems.add(file.twice("node", node.id(), version_[*at], node.version()));
  at_fault_ = true;
}

std::optional<std::size_t> OsmNodes::index(std::int64_t id) const {
  const auto at = std::lower_bound(id_.begin(), id_.end(), id);
  if (at == id_.end() || *at != id) {
    return std::nullopt;
  }
  return static_cast<std::size_t>(at - id_.begin());
}

std::optional<std::uint32_t> OsmNodes::find(std::int64_t id) const {
  const std::optional<std::size_t> at = index(id);
  if (!at || std::isnan(lon_[*at])) {
    return std::nullopt;
  }
  return static_cast<std::uint32_t>(*at);
}

}  // namespace yanbi
