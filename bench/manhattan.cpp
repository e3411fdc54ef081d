// SPDX-License-Identifier: Apache-2.0
#include "bench/manhattan.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <numeric>

namespace yanbi::bench {
namespace {

/// NumPy's SeedSequence for one 32-bit word of entropy: mixes it into a pool of four words.
class SeedSequence {
 public:
  explicit SeedSequence(std::uint32_t entropy) {
    for (std::size_t i = 0; i < pool_.size(); ++i) {
      pool_[i] = hashed(i == 0 ? entropy : 0);
    }
    for (std::size_t from = 0; from < pool_.size(); ++from) {
      for (std::size_t to = 0; to < pool_.size(); ++to) {
        if (from != to) {
          pool_[to] = mixed(pool_[to], hashed(pool_[from]));
        }
      }
    }
  }

  [[nodiscard]] std::array<std::uint64_t, 4> words() const {
    std::uint32_t constant = 0x8b51f9ddU;
    std::array<std::uint32_t, 8> halves{};
    for (std::size_t i = 0; i < halves.size(); ++i) {
      std::uint32_t value = pool_[i % pool_.size()] ^ constant;
      constant *= 0x58f38dedU;
      value *= constant;
      halves[i] = value ^ (value >> 16U);
    }
    std::array<std::uint64_t, 4> words{};
    for (std::size_t i = 0; i < words.size(); ++i) {
      words[i] = halves[2 * i] | std::uint64_t{halves[2 * i + 1]} << 32U;
    }
    return words;
  }

 private:
  std::uint32_t hashed(std::uint32_t value) {
    value ^= constant_;
    constant_ *= 0x931e8875U;
    value *= constant_;
    return value ^ (value >> 16U);
  }
  static std::uint32_t mixed(std::uint32_t x, std::uint32_t y) {
    const std::uint32_t value = 0xca01f9ddU * x - 0x4973f715U * y;
    return value ^ (value >> 16U);
  }

  std::array<std::uint32_t, 4> pool_{};
  std::uint32_t constant_ = 0x43b0d7e5U;
};

/// High and low half of a * b.
std::array<std::uint64_t, 2> product(std::uint64_t a, std::uint64_t b) {
  constexpr std::uint64_t kLow = 0xFFFFFFFFU;
  const std::uint64_t ll = (a & kLow) * (b & kLow);
  const std::uint64_t lh = (a & kLow) * (b >> 32U);
  const std::uint64_t hl = (a >> 32U) * (b & kLow);
  const std::uint64_t hh = (a >> 32U) * (b >> 32U);
  const std::uint64_t middle = (ll >> 32U) + (lh & kLow) + (hl & kLow);
  return {hh + (lh >> 32U) + (hl >> 32U) + (middle >> 32U), a * b};
}

struct Crossing {
  std::int64_t x = 0;
  std::int64_t y = 0;
};

Crossing crossing(std::uint32_t node, std::uint32_t grid) { return {node % grid, node / grid}; }

/// Coordinates of the rows or columns on which shelters lie.
std::vector<std::int64_t> lines(std::uint32_t count, std::uint32_t grid) {
  std::vector<std::int64_t> lines;
  for (std::uint32_t i = 0; i < count; ++i) {
    lines.push_back(static_cast<std::int64_t>((i + 0.5) * grid / count));
  }
  return lines;
}

/// The first of the lines that are nearest to `at`.
std::size_t nearest(const std::vector<std::int64_t>& lines, std::int64_t at) {
  const auto best = std::min_element(lines.begin(), lines.end(), [at](auto a, auto b) {
    return std::abs(a - at) < std::abs(b - at);
  });
  return static_cast<std::size_t>(best - lines.begin());
}

std::vector<std::uint32_t> draw(NumpyRandom& random, std::uint32_t below, std::size_t count) {
  std::vector<std::uint32_t> values(count);
  for (std::uint32_t& value : values) {
    value = random.below(below);
  }
  return values;
}

/// Draws again, until none is left, the values of all places for which `wrong(place)` holds.
template <class Wrong>
void redraw_while(NumpyRandom& random, std::uint32_t below, std::vector<std::uint32_t>& values,
                  const Wrong& wrong) {
  std::vector<std::size_t> again(values.size());
  std::iota(again.begin(), again.end(), std::size_t{0});
  while (true) {
    again.erase(std::remove_if(again.begin(), again.end(), [&](auto i) { return !wrong(i); }),
                again.end());
    if (again.empty()) {
      return;
    }
    for (const std::size_t i : again) {
      values[i] = random.below(below);
    }
  }
}

std::vector<std::uint32_t> draw_origins(const ManhattanSpec& spec, NumpyRandom& random,
                                        const std::vector<std::uint32_t>& shelter_node) {
  std::vector<bool> is_shelter(std::size_t{spec.grid} * spec.grid);
  for (const std::uint32_t node : shelter_node) {
    is_shelter[node] = true;
  }
  std::vector<std::uint32_t> origin = draw(random, spec.grid * spec.grid, spec.agents);
  redraw_while(random, spec.grid * spec.grid, origin,
               [&](std::size_t i) { return is_shelter[origin[i]]; });
  return origin;
}

std::vector<std::uint32_t> draw_shelters(const ManhattanSpec& spec, NumpyRandom& random,
                                         const std::vector<std::uint32_t>& origin,
                                         const std::vector<std::uint32_t>& shelter_node) {
  const auto count = static_cast<std::uint32_t>(shelter_node.size());
  if (spec.destination == Destination::kNearest) {
    const std::vector<std::int64_t> columns = lines(spec.shelters_x, spec.grid);
    const std::vector<std::int64_t> rows = lines(spec.shelters_y, spec.grid);
    std::vector<std::uint32_t> shelter;
    for (const std::uint32_t node : origin) {
      const Crossing at = crossing(node, spec.grid);
      shelter.push_back(static_cast<std::uint32_t>(nearest(rows, at.y) * spec.shelters_x +
                                                   nearest(columns, at.x)));
    }
    return shelter;
  }
  std::vector<std::uint32_t> shelter = draw(random, count, spec.agents);
  if (spec.destination == Destination::kWithinRadius) {
    redraw_while(random, count, shelter, [&](std::size_t i) {
      const Crossing from = crossing(origin[i], spec.grid);
      const Crossing to = crossing(shelter_node[shelter[i]], spec.grid);
      return std::abs(from.x - to.x) + std::abs(from.y - to.y) > spec.radius;
    });
  }
  return shelter;
}

std::int64_t sign(std::int64_t value) { return value > 0 ? 1 : value < 0 ? -1 : 0; }

/// All trips grow by one crossing at a time, those not yet there in their order.
void draw_paths(const ManhattanSpec& spec, NumpyRandom& random,
                const std::vector<std::uint32_t>& origin, ManhattanTrips& trips) {
  struct Left {
    std::uint32_t trip;
    std::uint32_t node;
    std::int32_t columns;
    std::int32_t rows;
    std::int32_t column_step;
    std::int32_t row_step;
  };
  std::vector<Left> moving;
  trips.first = {0};
  for (std::uint32_t t = 0; t < origin.size(); ++t) {
    const Crossing from = crossing(origin[t], spec.grid);
    const Crossing to = crossing(trips.shelter_node[trips.shelter[t]], spec.grid);
    const std::int64_t columns = to.x - from.x;
    const std::int64_t rows = to.y - from.y;
    trips.first.push_back(trips.first.back() +
                          static_cast<std::uint64_t>(std::abs(columns) + std::abs(rows) + 1));
    moving.push_back({t, origin[t], static_cast<std::int32_t>(std::abs(columns)),
                      static_cast<std::int32_t>(std::abs(rows)),
                      static_cast<std::int32_t>(sign(columns)),
                      static_cast<std::int32_t>(sign(rows) * spec.grid)});
  }
  trips.path.resize(trips.first.back());
  for (std::uint64_t hop = 0; !moving.empty(); ++hop) {
    for (Left& left : moving) {
      if (hop > 0) {
        const double share = static_cast<double>(left.columns) / (left.columns + left.rows);
        const bool along_row = random.uniform() < share;
        left.node += static_cast<std::uint32_t>(along_row ? left.column_step : left.row_step);
        --(along_row ? left.columns : left.rows);
      }
      trips.path[trips.first[left.trip] + hop] = left.node;
    }
    moving.erase(std::remove_if(moving.begin(), moving.end(),
                                [](const Left& left) { return left.columns + left.rows == 0; }),
                 moving.end());
  }
}

}  // namespace

NumpyRandom::NumpyRandom(std::uint32_t seed) {
  const std::array<std::uint64_t, 4> words = SeedSequence(seed).words();
  increment_ = {words[2] << 1U | words[3] >> 63U, words[3] << 1U | 1U};
  step();
  state_.low += words[1];
  state_.high += words[0] + (state_.low < words[1] ? 1U : 0U);
  step();
}

void NumpyRandom::step() {
  constexpr Wide kFactor{0x2360ED051FC65DA4U, 0x4385DF649FCCF645U};
  const auto [high, low] = product(state_.low, kFactor.low);
  const std::uint64_t whole_high = high + state_.high * kFactor.low + state_.low * kFactor.high;
  state_.low = low + increment_.low;
  state_.high = whole_high + increment_.high + (state_.low < low ? 1U : 0U);
}

std::uint64_t NumpyRandom::next64() {
  step();
  const std::uint64_t folded = state_.high ^ state_.low;
  const auto turn = static_cast<unsigned>(state_.high >> 58U);
  return folded >> turn | folded << ((64U - turn) % 64U);
}

std::uint32_t NumpyRandom::next32() {
  if (has_half_) {
    has_half_ = false;
    return half_;
  }
  const std::uint64_t whole = next64();
  has_half_ = true;
  half_ = static_cast<std::uint32_t>(whole >> 32U);
  return static_cast<std::uint32_t>(whole);
}

std::uint32_t NumpyRandom::below(std::uint32_t count) {
  const std::uint32_t threshold = (std::numeric_limits<std::uint32_t>::max() - count + 1) % count;
  while (true) {
    const std::uint64_t scaled = std::uint64_t{next32()} * count;
    if (static_cast<std::uint32_t>(scaled) >= threshold) {
      return static_cast<std::uint32_t>(scaled >> 32U);
    }
  }
}

double NumpyRandom::uniform() {
  return static_cast<double>(next64() >> 11U) / 9007199254740992.0;  // 2^53
}

ManhattanTrips make_trips(const ManhattanSpec& spec) {
  NumpyRandom random(spec.seed);
  ManhattanTrips trips;
  for (const std::int64_t y : lines(spec.shelters_y, spec.grid)) {
    for (const std::int64_t x : lines(spec.shelters_x, spec.grid)) {
      trips.shelter_node.push_back(static_cast<std::uint32_t>(y * spec.grid + x));
    }
  }
  const std::vector<std::uint32_t> origin = draw_origins(spec, random, trips.shelter_node);
  trips.shelter = draw_shelters(spec, random, origin, trips.shelter_node);
  trips.departure = draw(random, spec.window, spec.agents);
  std::sort(trips.departure.begin(), trips.departure.end());
  draw_paths(spec, random, origin, trips);
  return trips;
}

}  // namespace yanbi::bench
