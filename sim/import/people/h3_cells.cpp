// SPDX-License-Identifier: Apache-2.0
#include "sim/import/people/h3_cells.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <numbers>

#include "sim/base/assert.hpp"

namespace yanbi {
namespace {

// The definition of the grid (https://h3geo.org/docs, "core library": icosahedron, coordinate
// systems, base cells, index): the sphere is an icosahedron whose faces carry hexagonal grids; a
// cell of the coarsest grid, a base cell, lies on a home face; each finer grid has seven times as
// many cells, is smaller by the square root of 7, and is turned by asin(sqrt(3/28)) at odd
// resolutions; a digit of the index says which of the seven. Places on a face are taken to the
// sphere along the line from its middle (gnomonic), so that weights of a face's three corners say
// it all. Over an edge the plane goes on unfolded into the next face. The tables below are facts of
// that definition; the computation is our own, held against the reference library by a test.

struct LatLon {
  double lat;
  double lon;
};

/// Corners of a face, numbers of kVertices: where its i, j and k axes point, counterclockwise.
using Face = std::array<std::uint8_t, 3>;

/// Where the middle of a base cell lies: on a face, in steps along its axes. (2, 0, 0) is the
/// corner i itself: a pentagon.
struct BaseCell {
  std::uint8_t face;
  std::uint8_t i;
  std::uint8_t j;
  std::uint8_t k;
};

/// Corners of the icosahedron, which are the middles of the pentagons, degrees.
constexpr std::array<LatLon, 12> kVertices = {{{64.70000012793487, 10.536199075467682},
                                               {50.103201482241346, -143.47849001502516},
                                               {39.10000003397593, 122.30000040778702},
                                               {23.71792527122296, -67.13232636643566},
                                               {10.44734518751103, 58.157705839572586},
                                               {2.300882111626747, -5.245390296777324},
                                               {-2.300882111626747, 174.75460970322266},
                                               {-10.447345187511027, -121.8422941604274},
                                               {-23.717925271222967, 112.86767363356437},
                                               {-39.10000003397592, -57.69999959221297},
                                               {-50.10320148224133, 36.52150998497484},
                                               {-64.70000012793489, -169.46380092453242}}};

constexpr std::array<Face, 20> kFaces = {
    {{0, 4, 2},  {0, 2, 1},  {0, 1, 3},  {0, 3, 5},  {0, 5, 4},   {8, 2, 4},  {6, 1, 2},
     {7, 3, 1},  {9, 5, 3},  {10, 4, 5}, {2, 8, 6},  {1, 6, 7},   {3, 7, 9},  {5, 9, 10},
     {4, 10, 8}, {11, 6, 8}, {11, 7, 6}, {11, 9, 7}, {11, 10, 9}, {11, 8, 10}}};

constexpr std::array<BaseCell, 122> kBaseCells = {
    {{1, 1, 0, 0},  {2, 1, 1, 0},  {1, 0, 0, 0},  {2, 1, 0, 0},  {0, 2, 0, 0},  {1, 1, 1, 0},
     {1, 0, 0, 1},  {2, 0, 0, 0},  {0, 1, 0, 0},  {2, 0, 1, 0},  {1, 0, 1, 0},  {1, 0, 1, 1},
     {3, 1, 0, 0},  {3, 1, 1, 0},  {11, 2, 0, 0}, {4, 1, 0, 0},  {0, 0, 0, 0},  {6, 0, 1, 0},
     {0, 0, 0, 1},  {2, 0, 1, 1},  {7, 0, 0, 1},  {2, 0, 0, 1},  {0, 1, 1, 0},  {6, 0, 0, 1},
     {10, 2, 0, 0}, {6, 0, 0, 0},  {3, 0, 0, 0},  {11, 1, 0, 0}, {4, 1, 1, 0},  {3, 0, 1, 0},
     {0, 0, 1, 1},  {4, 0, 0, 0},  {5, 0, 1, 0},  {0, 0, 1, 0},  {7, 0, 1, 0},  {11, 1, 1, 0},
     {7, 0, 0, 0},  {10, 1, 0, 0}, {12, 2, 0, 0}, {6, 1, 0, 1},  {7, 1, 0, 1},  {4, 0, 0, 1},
     {3, 0, 0, 1},  {3, 0, 1, 1},  {4, 0, 1, 0},  {6, 1, 0, 0},  {11, 0, 0, 0}, {8, 0, 0, 1},
     {5, 0, 0, 1},  {14, 2, 0, 0}, {5, 0, 0, 0},  {12, 1, 0, 0}, {10, 1, 1, 0}, {4, 0, 1, 1},
     {12, 1, 1, 0}, {7, 1, 0, 0},  {11, 0, 1, 0}, {10, 0, 0, 0}, {13, 2, 0, 0}, {10, 0, 0, 1},
     {11, 0, 0, 1}, {9, 0, 1, 0},  {8, 0, 1, 0},  {6, 2, 0, 0},  {8, 0, 0, 0},  {9, 0, 0, 1},
     {14, 1, 0, 0}, {5, 1, 0, 1},  {16, 0, 1, 1}, {8, 1, 0, 1},  {5, 1, 0, 0},  {12, 0, 0, 0},
     {7, 2, 0, 0},  {12, 0, 1, 0}, {10, 0, 1, 0}, {9, 0, 0, 0},  {13, 1, 0, 0}, {16, 0, 0, 1},
     {15, 0, 1, 1}, {15, 0, 1, 0}, {16, 0, 1, 0}, {14, 1, 1, 0}, {13, 1, 1, 0}, {5, 2, 0, 0},
     {8, 1, 0, 0},  {14, 0, 0, 0}, {9, 1, 0, 1},  {14, 0, 0, 1}, {17, 0, 0, 1}, {12, 0, 0, 1},
     {16, 0, 0, 0}, {17, 0, 1, 1}, {15, 0, 0, 1}, {16, 1, 0, 1}, {9, 1, 0, 0},  {15, 0, 0, 0},
     {13, 0, 0, 0}, {8, 2, 0, 0},  {13, 0, 1, 0}, {17, 1, 0, 1}, {19, 0, 1, 0}, {14, 0, 1, 0},
     {19, 0, 1, 1}, {17, 0, 1, 0}, {13, 0, 0, 1}, {17, 0, 0, 0}, {16, 1, 0, 0}, {9, 2, 0, 0},
     {15, 1, 0, 1}, {15, 1, 0, 0}, {18, 0, 1, 1}, {18, 0, 0, 1}, {19, 0, 0, 1}, {17, 1, 0, 0},
     {19, 0, 0, 0}, {18, 0, 1, 0}, {18, 1, 0, 1}, {19, 2, 0, 0}, {19, 1, 0, 0}, {18, 0, 0, 0},
     {19, 1, 0, 1}, {18, 1, 0, 0}}};

constexpr double kRadian = std::numbers::pi / 180.0;
constexpr double kSixth = std::numbers::pi / 3.0;

// Bits of an index, from the top: 1 reserved, 4 mode, 3 reserved, 4 resolution, 7 base cell, and 3
// for each of the digits 1 to 15.
constexpr int kFinest = 15;
constexpr int kHead = 56;  // what is above the resolution: the mode of a cell is 1
constexpr std::uint64_t kCellHead = 0x08;
constexpr int kResolutionShift = 52;
constexpr int kBaseCellShift = 45;
constexpr int kDigitBits = 3;
constexpr unsigned kUnused = 7;
constexpr unsigned kMissingInPentagons = 1;

unsigned bits(std::uint64_t index, int shift, std::uint64_t mask) {
  return static_cast<unsigned>((index >> shift) & mask);
}
int resolution_of(std::uint64_t index) {
  return static_cast<int>(bits(index, kResolutionShift, 0xF));
}
unsigned base_cell_of(std::uint64_t index) { return bits(index, kBaseCellShift, 0x7F); }
unsigned digit_of(std::uint64_t index, int resolution) {
  return bits(index, (kFinest - resolution) * kDigitBits, 0x7);
}

/// The first digit that is not 0, as far as the cell's resolution; 0 when there is none.
unsigned leading_digit(std::uint64_t index) {
  for (int r = 1; r <= resolution_of(index); ++r) {
    if (digit_of(index, r) != 0) {
      return digit_of(index, r);
    }
  }
  return 0;
}

bool is_pentagon(const BaseCell& base) { return base.i == 2; }

struct Vec3 {
  double x = 0.0;
  double y = 0.0;
  double z = 0.0;
};
Vec3 operator+(const Vec3& a, const Vec3& b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
Vec3 operator-(const Vec3& a, const Vec3& b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
Vec3 operator*(double s, const Vec3& a) { return {s * a.x, s * a.y, s * a.z}; }

/// A place in the plane of a face: its middle is the origin, the i axis points to x, and steps of
/// base cells have length 1, so that the corners are 2 away.
struct Planar {
  double x = 0.0;
  double y = 0.0;
};

using Corners = std::array<Vec3, 3>;
using Weights = std::array<double, 3>;

Corners corners_of(const Face& face) {
  Corners corners;
  for (std::size_t c = 0; c < corners.size(); ++c) {
    const LatLon& at = kVertices[face[c]];
    const double lat = at.lat * kRadian;
    const double lon = at.lon * kRadian;
    corners[c] = {std::cos(lat) * std::cos(lon), std::cos(lat) * std::sin(lon), std::sin(lat)};
  }
  return corners;
}

/// The corner of the next face over the edge (a, b), seen from the face whose third corner is
/// `across`: in a regular icosahedron the two add up to (a + b) divided by the golden ratio.
Vec3 beyond_edge(const Vec3& a, const Vec3& b, const Vec3& across) {
  return (1.0 / std::numbers::phi) * (a + b) - across;
}

Weights weights_of(const Planar& at) {
  const double half = std::sqrt(3.0) / 2.0;
  return {(1.0 + at.x) / 3.0, (1.0 - 0.5 * at.x + half * at.y) / 3.0,
          (1.0 - 0.5 * at.x - half * at.y) / 3.0};
}

/// Angle of a digit's direction in its own grid, radians: i is digit 4, j 2, k 1, and 6, 3, 5 are
/// the sums i + j, j + k and i + k.
double angle_of(unsigned digit) {
  constexpr std::array<double, 7> kSixths = {0.0, 4.0, 2.0, 3.0, 0.0, 5.0, 1.0};
  return kSixths[digit] * kSixth;
}

/// From the middle of the base cell to that of the cell.
Planar offset_in_base_cell(std::uint64_t index) {
  const double turn = std::asin(std::sqrt(3.0 / 28.0));
  Planar at;
  double step = 1.0;
  for (int r = 1; r <= resolution_of(index); ++r) {
    step /= std::sqrt(7.0);
    if (const unsigned digit = digit_of(index, r); digit != 0) {
      const double angle = angle_of(digit) + (r % 2 == 1 ? turn : 0.0);
      at.x += step * std::cos(angle);
      at.y += step * std::sin(angle);
    }
  }
  return at;
}

Planar turned(const Planar& at, double angle) {
  return {at.x * std::cos(angle) - at.y * std::sin(angle),
          at.x * std::sin(angle) + at.y * std::cos(angle)};
}

CellCentre on_sphere(const Corners& corners, const Weights& weights) {
  const Vec3 at = weights[0] * corners[0] + weights[1] * corners[1] + weights[2] * corners[2];
  return {std::atan2(at.y, at.x) / kRadian,
          std::atan2(at.z, std::sqrt(at.x * at.x + at.y * at.y)) / kRadian};
}

/// Inside a hexagonal base cell: unfolds over edges until the place is on the face.
CellCentre in_hexagon(Corners corners, const Planar& at) {
  constexpr double kOnEdge = -1e-13;
  constexpr int kMostEdges = 3;
  Weights weights = weights_of(at);
  for (int n = 0; n < kMostEdges; ++n) {
    const auto least = static_cast<std::size_t>(std::min_element(weights.begin(), weights.end()) -
                                                weights.begin());
    if (weights[least] >= kOnEdge) {
      break;
    }
    const std::size_t a = (least + 1) % 3;
    const std::size_t b = (least + 2) % 3;
    corners[least] = beyond_edge(corners[a], corners[b], corners[least]);
    weights[a] += weights[least];
    weights[b] += weights[least];
    weights[least] = -weights[least];
  }
  return on_sphere(corners, weights);
}

/// Inside a pentagon, whose middle is the corner i of its home face: five faces meet there, each a
/// sixth of the plane, and what begins with the digit of the missing sixth does not exist. What
/// begins with 5 lies where the missing sixth would be.
CellCentre in_pentagon(Corners corners, Planar offset, unsigned leading) {
  if (leading == 0) {
    return on_sphere(corners, {1.0, 0.0, 0.0});
  }
  // Sixths from the home face, counterclockwise, by leading digit; the faces of digits 2, 6 and 4
  // are reached the other way round.
  constexpr std::array<double, 7> kSixthOfDigit = {0.0, 0.0, -1.0, 0.0, -3.0, 1.0, -2.0};
  if (leading == 5) {
    offset = turned(offset, -kSixth);
  }
  double sixths = std::atan2(offset.y, offset.x) / kSixth - 3.0;
  while (sixths < kSixthOfDigit[leading] - 3.0) {
    sixths += 6.0;
  }
  const int faces = static_cast<int>(std::lround(sixths));
  for (int n = 0; n < faces; ++n) {
    corners = {corners[0], corners[2], beyond_edge(corners[0], corners[2], corners[1])};
  }
  for (int n = 0; n > faces; --n) {
    corners = {corners[0], beyond_edge(corners[0], corners[1], corners[2]), corners[1]};
  }
  const Planar home = turned(offset, -faces * kSixth);
  return on_sphere(corners, weights_of({2.0 + home.x, home.y}));
}

std::optional<std::uint64_t> parse_whole(std::string_view text, int base) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value)
                                                                  : std::nullopt;
}

}  // namespace

std::optional<std::uint64_t> parse_h3_index(std::string_view text) {
  constexpr std::size_t kHexDigits = 15;
  if (text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
    text.remove_prefix(2);
  }
  // Decimal indexes of cells have 18 or 19 digits, hexadecimal ones 15 or, with a 0, 16.
  const int base = text.size() > kHexDigits + 1 ? 10 : 16;
  const std::optional<std::uint64_t> index =
      text.size() >= kHexDigits ? parse_whole(text, base) : std::nullopt;
  return index && is_h3_cell(*index) ? index : std::nullopt;
}

bool is_h3_cell(std::uint64_t index) noexcept {
  if ((index >> kHead) != kCellHead || base_cell_of(index) >= kBaseCells.size()) {
    return false;
  }
  const int resolution = resolution_of(index);
  for (int r = 1; r <= kFinest; ++r) {
    if ((digit_of(index, r) == kUnused) != (r > resolution)) {
      return false;
    }
  }
  return !is_pentagon(kBaseCells[base_cell_of(index)]) ||
         leading_digit(index) != kMissingInPentagons;
}

CellCentre h3_cell_centre(std::uint64_t index) {
  YANBI_EXPECT(is_h3_cell(index));
  const BaseCell& base = kBaseCells[base_cell_of(index)];
  const Corners corners = corners_of(kFaces[base.face]);
  const Planar offset = offset_in_base_cell(index);
  if (is_pentagon(base)) {
    return in_pentagon(corners, offset, leading_digit(index));
  }
  const double half = std::sqrt(3.0) / 2.0;
  return in_hexagon(
      corners, {offset.x + base.i - 0.5 * (base.j + base.k), offset.y + half * (base.j - base.k)});
}

}  // namespace yanbi
