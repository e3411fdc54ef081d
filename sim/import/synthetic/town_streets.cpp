// SPDX-License-Identifier: Apache-2.0
#include "sim/import/synthetic/town_streets.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>

namespace yanbi {
namespace {

/// Corners lie this far from the regular grid at most, as a share of a block.
constexpr double kJitter = 0.15;
/// However small a settlement is, it has the blocks around its middle.
constexpr double kLeastBlocks = 1.3;
/// Blocks that stay free between the streets of neighbours.
constexpr double kFreeBlocks = 0.7;
// Shares of small streets by class (R).
constexpr double kUnclassifiedShare = 0.15;
constexpr double kLivingStreetShare = 0.10;

/// The grid of one settlement, in steps along and across its axis, counted from its middle.
class TownGrid {
 public:
  TownGrid(const Settlement& town, std::uint32_t id, const TownStreetsSpec& spec)
      : town_(town), id_(id) {
    const double block = is_urban(town) ? spec.block : spec.village_block;
    reach_ = std::max(town.extent, kLeastBlocks * block);
    offsets_.push_back(0.0);
    const auto next = [&] {
      const double share = std::min(1.0, offsets_.back() / town.radius);
      return offsets_.back() + block * (1.0 + (spec.growth - 1.0) * share);
    };
    while (next() <= reach_) {
      offsets_.push_back(next());
    }
    lines_ = static_cast<int>(offsets_.size()) - 1;
  }

  [[nodiscard]] int lines() const noexcept { return lines_; }
  [[nodiscard]] int side() const noexcept { return 2 * lines_ + 1; }
  [[nodiscard]] double reach() const noexcept { return reach_; }
  [[nodiscard]] double offset(int line) const {
    const double away = offsets_[static_cast<std::size_t>(std::abs(line))];
    return line < 0 ? -away : away;
  }
  /// m between a line and its neighbours, on average.
  [[nodiscard]] double spacing(int line) const {
    const int away = std::min(std::abs(line), std::max(lines_ - 1, 0));
    return lines_ == 0 ? reach_ : offset(away + 1) - offset(away);
  }
  /// Position of a corner among all of the grid.
  [[nodiscard]] std::size_t position(int i, int j) const {
    return static_cast<std::size_t>(i + lines_) * static_cast<std::size_t>(side()) +
           static_cast<std::size_t>(j + lines_);
  }
  [[nodiscard]] Point corner(int i, int j, const Draws& draws) const {
    const std::uint64_t at = position(i, j);
    const double along =
        offset(i) + spacing(i) * draws.between(-kJitter, kJitter, "corner", id_, at, 0);
    const double across =
        offset(j) + spacing(j) * draws.between(-kJitter, kJitter, "corner", id_, at, 1);
    return town_.centre + along * town_.axis + across * turned(town_.axis);
  }

 private:
  const Settlement& town_;
  std::uint32_t id_;
  double reach_ = 0.0;
  std::vector<double> offsets_;
  int lines_ = 0;
};

/// What a main street is, by the importance of the settlement and of the street in it.
WayKind main_kind(Rank rank, int line, int main_every) {
  const bool axis = line == 0;
  const bool second = line % (2 * main_every) == 0;
  switch (rank) {
    case Rank::kCore:
    case Rank::kSeat:
      return axis ? WayKind::kPrimary : second ? WayKind::kSecondary : WayKind::kTertiary;
    case Rank::kTown:
      return axis ? WayKind::kSecondary : WayKind::kTertiary;
    case Rank::kVillage:
      break;
  }
  return axis ? WayKind::kTertiary : WayKind::kUnclassified;
}

/// Adds the streets of one settlement.
class TownBuilder {
 public:
  TownBuilder(const Ground& ground, const std::vector<Settlement>& settlements,
              const std::vector<River>& rivers, const TownStreetsSpec& spec, const Draws& draws,
              TownStreets& out)
      : ground_(ground),
        settlements_(settlements),
        rivers_(rivers),
        spec_(spec),
        draws_(draws),
        out_(out) {}

  void build(std::uint32_t id) {
    const TownGrid grid(settlements_[id], id, spec_);
    find_neighbours(id, grid);
    corners_.assign(static_cast<std::size_t>(grid.side()) * static_cast<std::size_t>(grid.side()),
                    std::nullopt);
    for (int i = -grid.lines(); i <= grid.lines(); ++i) {
      for (int j = -grid.lines(); j <= grid.lines(); ++j) {
        add_corner(id, grid, i, j);
      }
    }
    out_.gates.emplace_back();
    for (int i = -grid.lines(); i <= grid.lines(); ++i) {
      for (int j = -grid.lines(); j <= grid.lines(); ++j) {
        add_street(id, grid, {i, j}, {i + 1, j}, j, grid.spacing(j));
        add_street(id, grid, {i, j}, {i, j + 1}, i, grid.spacing(i));
        add_gate(grid, i, j);
      }
    }
  }

 private:
  struct Step {
    int i = 0;
    int j = 0;
  };

  [[nodiscard]] std::optional<std::uint32_t> corner(const TownGrid& grid, Step at) const {
    if (std::abs(at.i) > grid.lines() || std::abs(at.j) > grid.lines()) {
      return std::nullopt;
    }
    return corners_[grid.position(at.i, at.j)];
  }

  /// Those placed before whose streets may come near.
  void find_neighbours(std::uint32_t id, const TownGrid& grid) {
    neighbours_.clear();
    for (std::uint32_t other = 0; other < id; ++other) {
      if (distance(settlements_[other].centre, settlements_[id].centre) <
          settlements_[other].extent + grid.reach() + 2.0 * spec_.block * spec_.growth) {
        neighbours_.push_back(other);
      }
    }
  }

  [[nodiscard]] bool is_free(std::uint32_t id, Point p) const {
    return (settlements_[id].whole || ground_.holds(p)) &&
           std::none_of(neighbours_.begin(), neighbours_.end(), [&](std::uint32_t other) {
             return distance(settlements_[other].centre, p) <
                    settlements_[other].extent + kFreeBlocks * spec_.block;
           });
  }

  void add_corner(std::uint32_t id, const TownGrid& grid, int i, int j) {
    const Point regular = {grid.offset(i), grid.offset(j)};
    if (length(regular) > grid.reach()) {
      return;
    }
    const Point p = out_of_water(grid.corner(i, j, draws_), rivers_);
    if (is_free(id, p)) {
      corners_[grid.position(i, j)] = static_cast<std::uint32_t>(out_.net.points.size());
      out_.net.points.push_back(p);
    }
  }

  void add_street(std::uint32_t id, const TownGrid& grid, Step a, Step b, int line, double depth) {
    const auto from = corner(grid, a);
    const auto to = corner(grid, b);
    if (!from || !to) {
      return;
    }
    Piece piece{*from, *to};
    piece.settlement = id;
    piece.main = line % spec_.main_every == 0;
    // Each block lies between two streets of either family: half of it belongs to each family.
    piece.strip = 0.5 * depth;
    if (piece.main) {
      piece.kind = main_kind(settlements_[id].rank, line, spec_.main_every);
    } else {
      const Point middle = {0.5 * (grid.offset(a.i) + grid.offset(b.i)),
                            0.5 * (grid.offset(a.j) + grid.offset(b.j))};
      const double edge = std::min(1.0, length(middle) / settlements_[id].radius);
      // Fewer streets are missing in the middle, more at the edge.
      if (draws_.uniform("missing", *from, *to) < spec_.missing * (0.5 + edge)) {
        return;
      }
      piece.kind = small_kind(*from, *to);
    }
    out_.net.pieces.push_back(piece);
  }

  [[nodiscard]] WayKind small_kind(std::uint32_t from, std::uint32_t to) const {
    if (draws_.uniform("stairs", from, to) < spec_.stairs) {
      return WayKind::kSteps;
    }
    const double draw = draws_.uniform("street class", from, to);
    return draw < kUnclassifiedShare                        ? WayKind::kUnclassified
           : draw < kUnclassifiedShare + kLivingStreetShare ? WayKind::kLivingStreet
                                                            : WayKind::kResidential;
  }

  /// A main street that ends here can go on to elsewhere.
  void add_gate(const TownGrid& grid, int i, int j) {
    const auto here = corner(grid, {i, j});
    if (!here) {
      return;
    }
    const bool along = j % spec_.main_every == 0 &&
                       corner(grid, {i - 1, j}).has_value() != corner(grid, {i + 1, j}).has_value();
    const bool across = i % spec_.main_every == 0 && corner(grid, {i, j - 1}).has_value() !=
                                                         corner(grid, {i, j + 1}).has_value();
    if (along || across) {
      out_.gates.back().push_back(*here);
    }
  }

  const Ground& ground_;
  const std::vector<Settlement>& settlements_;
  const std::vector<River>& rivers_;
  const TownStreetsSpec& spec_;
  const Draws& draws_;
  TownStreets& out_;
  std::vector<std::uint32_t> neighbours_;
  std::vector<std::optional<std::uint32_t>> corners_;
};

}  // namespace

double expected_corners(const std::vector<Settlement>& settlements, const TownStreetsSpec& spec) {
  double corners = 0.0;
  for (const Settlement& town : settlements) {
    const double block = is_urban(town) ? spec.block : spec.village_block;
    const double side = 2.0 * town.extent / block + 1.0;
    corners += side * side;
  }
  return corners;
}

TownStreets make_town_streets(const Ground& ground, const std::vector<Settlement>& settlements,
                              const std::vector<River>& rivers, const TownStreetsSpec& spec,
                              const Draws& draws) {
  TownStreets out;
  TownBuilder builder(ground, settlements, rivers, spec, draws, out);
  for (std::uint32_t id = 0; id < settlements.size(); ++id) {
    builder.build(id);
  }
  return out;
}

}  // namespace yanbi
