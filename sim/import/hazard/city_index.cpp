// SPDX-License-Identifier: Apache-2.0
#include "sim/import/hazard/city_index.hpp"

// Boost.Geometry 1.74 itself includes a header that Boost has since deprecated.
#define BOOST_ALLOW_DEPRECATED_HEADERS

#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "sim/base/parallel.hpp"

namespace yanbi {
namespace {

namespace bg = boost::geometry;
namespace bgi = boost::geometry::index;

using PlacePoint = bg::model::point<double, 2, bg::cs::cartesian>;
using PlaceBox = bg::model::box<PlacePoint>;
using PointTree = bgi::rtree<std::pair<PlacePoint, std::uint32_t>, bgi::quadratic<16>>;
using BoxTree = bgi::rtree<std::pair<PlaceBox, std::uint32_t>, bgi::quadratic<16>>;

PlaceBox to_box(const BoundingBox& box) {
  return {PlacePoint(box.x_min, box.y_min), PlacePoint(box.x_max, box.y_max)};
}

/// `is_there`: whether a place has a position at all.
template <class IsThere>
PointTree tree_of_points(const std::vector<double>& x, const std::vector<double>& y,
                         IsThere is_there) {
  std::vector<PointTree::value_type> entries;
  entries.reserve(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (is_there(i)) {
      entries.emplace_back(PlacePoint(x[i], y[i]), static_cast<std::uint32_t>(i));
    }
  }
  return PointTree(entries);
}

BoxTree tree_of_streets(const RoadNetwork& network) {
  const StreetColumns& streets = network.streets();
  std::vector<BoxTree::value_type> entries;
  entries.reserve(network.street_count());
  for (std::size_t s = 0; s < network.street_count(); ++s) {
    const std::uint32_t begin = streets.first_vertex[s];
    const std::uint32_t end = streets.first_vertex[s + 1];
    if (end - begin < 2) {
      continue;
    }
    const auto [west, east] =
        std::minmax_element(streets.x.begin() + begin, streets.x.begin() + end);
    const auto [south, north] =
        std::minmax_element(streets.y.begin() + begin, streets.y.begin() + end);
    entries.emplace_back(PlaceBox(PlacePoint(*west, *south), PlacePoint(*east, *north)),
                         static_cast<std::uint32_t>(s));
  }
  return BoxTree(entries);
}

std::vector<std::uint32_t> points_inside(const PointTree& tree, const Area& area) {
  std::vector<std::uint32_t> found;
  const PlaceBox box = to_box(area.box());
  for (auto it = tree.qbegin(bgi::intersects(box)); it != tree.qend(); ++it) {
    if (area.contains(bg::get<0>(it->first), bg::get<1>(it->first))) {
      found.push_back(it->second);
    }
  }
  std::ranges::sort(found);
  return found;
}

/// A place, the area that it lies in, and how much of it does.
using Part = std::tuple<std::uint32_t, std::uint32_t, float>;

TouchedCells cells_from(std::vector<Part> parts, std::size_t places) {
  std::ranges::sort(parts);
  TouchedCells cells;
  std::size_t i = 0;
  for (std::size_t p = 0; p < places; ++p) {
    for (; i < parts.size() && std::get<0>(parts[i]) == p; ++i) {
      cells.add(std::get<1>(parts[i]), double{std::get<2>(parts[i])});
    }
    cells.end_place();
  }
  return cells;
}

void add_parts(const std::vector<std::uint32_t>& places, std::uint32_t area,
               std::vector<Part>& parts) {
  for (const std::uint32_t place : places) {
    parts.emplace_back(place, area, 1.0F);
  }
}

}  // namespace

struct CityIndex::Trees {
  BoxTree streets;
  PointTree entrances;
  PointTree works;
  PointTree origins;
};

CityIndex::CityIndex(const City& city) : city_(city) {
  const auto always = [](std::size_t) { return true; };
  const Works& works = city.works;
  trees_ = std::make_unique<const Trees>(Trees{
      tree_of_streets(city.network), tree_of_points(works.entrances.x, works.entrances.y, always),
      tree_of_points(works.x, works.y, [&](std::size_t w) { return works.is_located(w); }),
      tree_of_points(city.origins.x, city.origins.y, always)});
}

CityIndex::~CityIndex() = default;

PlacesInside CityIndex::inside(const Area& area) const {
  const StreetColumns& streets = city_.network.streets();
  const PlaceBox box = to_box(area.box());
  std::vector<std::pair<std::uint32_t, float>> touched;
  for (auto it = trees_->streets.qbegin(bgi::intersects(box)); it != trees_->streets.qend(); ++it) {
    const std::uint32_t begin = streets.first_vertex[it->second];
    const std::size_t count = streets.first_vertex[it->second + 1] - begin;
    const std::span<const double> x(streets.x.data() + begin, count);
    const std::span<const double> y(streets.y.data() + begin, count);
    const LineCover cover = area.cover(x, y);
    if (cover.is_touched) {
      double length = 0.0;
      for (std::size_t v = 0; v + 1 < count; ++v) {
        length += std::sqrt((x[v + 1] - x[v]) * (x[v + 1] - x[v]) +
                            (y[v + 1] - y[v]) * (y[v + 1] - y[v]));
      }
      touched.emplace_back(it->second,
                           static_cast<float>(length > 0.0 ? cover.inside / length : 1.0));
    }
  }
  std::ranges::sort(touched);
  PlacesInside places;
  for (const auto& [street, share] : touched) {
    places.streets.push_back(street);
    places.street_share.push_back(share);
  }
  places.entrances = points_inside(trees_->entrances, area);
  places.works = points_inside(trees_->works, area);
  places.origins = points_inside(trees_->origins, area);
  return places;
}

CityCells cells_in_areas(const City& city, const CityIndex& index,
                         const std::vector<std::unique_ptr<Area>>& areas,
                         std::span<const std::uint8_t> skipped, int threads) {
  constexpr std::size_t kGrain = 16;
  std::vector<PlacesInside> inside(areas.size());
  parallel_for(areas.size(), threads, kGrain,
               [&](std::size_t a) { inside[a] = index.inside(*areas[a]); });
  std::vector<Part> streets;
  std::vector<Part> entrances;
  std::vector<Part> origins;
  for (std::size_t a = 0; a < areas.size(); ++a) {
    const auto area = static_cast<std::uint32_t>(a);
    for (std::size_t i = 0; i < inside[a].streets.size(); ++i) {
      if (skipped[inside[a].streets[i]] == 0) {
        streets.emplace_back(inside[a].streets[i], area, inside[a].street_share[i]);
      }
    }
    add_parts(inside[a].entrances, area, entrances);
    add_parts(inside[a].origins, area, origins);
  }
  return {cells_from(std::move(streets), city.network.street_count()),
          cells_from(std::move(entrances), city.works.entrances.size()),
          cells_from(std::move(origins), city.origins.size())};
}

}  // namespace yanbi
