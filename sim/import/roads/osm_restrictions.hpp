// SPDX-License-Identifier: Apache-2.0
#pragma once
// OpenStreetMap's turn restrictions for motor cars: relations of the type "restriction" from a way
// over a node to a way, as turn rules between lines.

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/city/city.hpp"
#include "sim/import/roads/osm_file.hpp"
#include "sim/import/roads/road_lines.hpp"

namespace yanbi {

/// Gathers restrictions while a file is read, and turns them into rules when its ways are known.
class OsmRestrictions {
 public:
  /// Looks at one relation; what is no restriction is passed over.
  void add(const osmium::Relation& relation);

  /// Rules sorted and each once. `vertex_of` gives the vertex of a node, `has_way` says whether
  /// vehicles may use a way; rules of others are counted and left out. Two different versions of
  /// one relation are a problem.
  [[nodiscard]] std::vector<TurnRule> rules(
      const std::function<std::optional<std::uint32_t>(std::int64_t)>& vertex_of,
      const std::function<bool(std::int64_t)>& has_way, const OsmFile& file, ProblemList& problems);

  /// How many were used, and why others were not.
  void add_notes(std::vector<ImportNote>& notes) const;

 private:
  enum class Fate : std::uint8_t {
    kUsed,
    kOtherVehicles,  ///< not for motor cars
    kConditional,    ///< at certain times or for certain loads only
    kViaWay,         ///< leads over a way instead of a node
    kUnreadable,     ///< members are missing, too many, or the value is unknown
    kElsewhere,      ///< its ways or node are not in the network
  };
  static constexpr std::size_t kFates = 6;

  struct Restriction {
    std::int64_t id = 0;
    std::uint32_t version = 0;
    std::vector<std::int64_t> from;  ///< ways
    std::vector<std::int64_t> to;    ///< ways
    std::vector<std::int64_t> via;   ///< nodes
    bool via_way = false;
    bool only = false;
    friend bool operator==(const Restriction&, const Restriction&) = default;
  };

  [[nodiscard]] static Fate read_value(const osmium::Relation& relation, Restriction& restriction);
  [[nodiscard]] static Fate read_members(const osmium::Relation& relation,
                                         Restriction& restriction);
  [[nodiscard]] std::size_t& count(Fate fate) { return counts_[static_cast<std::size_t>(fate)]; }

  std::vector<Restriction> restrictions_;
  std::array<std::size_t, kFates> counts_ = {};
};

}  // namespace yanbi
