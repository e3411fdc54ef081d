// SPDX-License-Identifier: Apache-2.0
#pragma once
// Places along links (people's origins, doors) and how walks get from and to them: directly along
// the street, or by the nodes at its ends. All lengths in whole millimetres.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "sim/base/id.hpp"
#include "sim/city/road_network.hpp"

namespace yanbi {

/// A length in metres to the nearest millimetre, at most the longest way that can be measured.
[[nodiscard]] std::uint32_t to_millimetres(double metres) noexcept;

/// a + b, at most the longest way that can be measured.
[[nodiscard]] std::uint32_t add_mm(std::uint32_t a, std::uint32_t b) noexcept;

/// One place as seen on each link that passes it: its own, then the opposite one if there is one.
class PlaceViews {
 public:
  PlaceViews(const RoadNetwork& network, LinkPosition position);
  [[nodiscard]] const LinkPosition* begin() const noexcept { return views_.data(); }
  [[nodiscard]] const LinkPosition* end() const noexcept { return views_.data() + count_; }

 private:
  std::array<LinkPosition, 2> views_;
  std::size_t count_ = 1;
};

/// A walk along one link.
struct DirectWalk {
  LinkId link;
  std::uint32_t start_mm = 0;
  std::uint32_t end_mm = 0;  ///< at least start_mm
  [[nodiscard]] std::uint32_t length_mm() const noexcept { return end_mm - start_mm; }
};

/// The walk along the street from one place to another, if they lie on one street and a link leads
/// that way.
[[nodiscard]] std::optional<DirectWalk> direct_walk(const RoadNetwork& network, LinkPosition from,
                                                    LinkPosition to);

/// Many places, found by the nodes that walks from them (or to them) pass, and by their street.
class PlaceIndex {
 public:
  enum class Side { kLeaving, kArriving };
  struct Place {
    std::uint32_t id = 0;
    LinkPosition position;
    std::uint32_t access_mm = 0;  ///< between the place and the street
  };
  /// A place beside a node.
  struct Stub {
    std::uint32_t id = 0;
    std::uint32_t distance_mm = 0;  ///< access and the way along the link from or to the node
  };

  PlaceIndex(const RoadNetwork& network, std::span<const Place> places, Side side);

  /// Places whose walks pass `node` first (leaving) or last (arriving), in the order given.
  [[nodiscard]] std::span<const Stub> at(NodeId node) const {
    return std::span(stubs_).subspan(first_[node.index()],
                                     first_[node.index() + 1] - first_[node.index()]);
  }
  /// Ids of the places on the street of `link`, either direction, ascending.
  [[nodiscard]] std::vector<std::uint32_t> on_street_of(LinkId link) const;

 private:
  struct OnStreet {
    LinkId street;  ///< the smaller of the two links
    std::uint32_t id = 0;
    friend auto operator<=>(const OnStreet&, const OnStreet&) = default;
  };
  [[nodiscard]] LinkId street_of(LinkId link) const;

  const RoadNetwork* network_;
  std::vector<std::uint32_t> first_;
  std::vector<Stub> stubs_;
  std::vector<OnStreet> on_street_;  ///< sorted
};

}  // namespace yanbi
