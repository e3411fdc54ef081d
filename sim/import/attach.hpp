// SPDX-License-Identifier: Apache-2.0
#pragma once
// The nearest place on a link for any position, by a search tree over all straight pieces of
// streets that walkers can use.

#include <cstdint>
#include <memory>
#include <optional>

#include "sim/city/road_network.hpp"

namespace yanbi {

/// Where a position meets the network.
struct Attachment {
  LinkPosition position;  ///< on the link of the street that runs in vertex order
  double access = 0.0;    ///< straight distance, m
};

/// Finds attachments. Safe to use from several threads at once.
class StreetLocator {
 public:
  /// Keeps a reference to `network`.
  explicit StreetLocator(const RoadNetwork& network);
  ~StreetLocator();
  StreetLocator(const StreetLocator&) = delete;
  StreetLocator& operator=(const StreetLocator&) = delete;
  StreetLocator(StreetLocator&&) = delete;
  StreetLocator& operator=(StreetLocator&&) = delete;

  /// The nearest place within `max_distance` metres; of equally near ones that on the street with
  /// the smallest index.
  [[nodiscard]] std::optional<Attachment> nearest(double x, double y, double max_distance) const;

 private:
  struct Tree;
  const RoadNetwork& network_;
  std::unique_ptr<Tree> tree_;
};

}  // namespace yanbi
