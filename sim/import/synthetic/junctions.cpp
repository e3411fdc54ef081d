// SPDX-License-Identifier: Apache-2.0
#include "sim/import/synthetic/junctions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

#include "sim/import/notes.hpp"
#include "sim/import/synthetic/crossings.hpp"

namespace yanbi {
namespace {

/// m; crossings nearer than this to the end of a piece use that end.
constexpr double kSnap = 1.0;
/// Splitting moves points by a hair, which may make other crossings: look again, so often at most.
constexpr int kMostRounds = 4;
/// m of bridge on either side of what it crosses.
constexpr double kBridgeEnd = 10.0;
constexpr double kOverRoad = 20.0;

bool is_motorway(const Piece& piece) { return piece.kind == WayKind::kMotorway; }

/// A point at which a piece is cut.
struct Cut {
  std::uint32_t piece = 0;
  double share = 0.0;
  std::uint32_t point = 0;
};

/// Replaces pieces by what lies between their cuts; `cuts` of one piece may come in any order.
void split_pieces(std::vector<Cut> cuts, StreetNet& net) {
  std::sort(cuts.begin(), cuts.end(), [](const Cut& a, const Cut& b) {
    return a.piece != b.piece   ? a.piece < b.piece
           : a.share != b.share ? a.share < b.share
                                : a.point < b.point;
  });
  std::vector<Piece> pieces;
  auto cut = cuts.begin();
  for (std::uint32_t p = 0; p < net.pieces.size(); ++p) {
    Piece part = net.pieces[p];
    const std::uint32_t end = part.to;
    for (; cut != cuts.end() && cut->piece == p; ++cut) {
      part.to = cut->point;
      if (part.from != part.to) {
        pieces.push_back(part);
      }
      part.from = part.to;
    }
    part.to = end;
    if (part.from != part.to) {
      pieces.push_back(part);
    }
  }
  net.pieces = std::move(pieces);
}

/// The end of a piece that lies near a place on it.
std::optional<std::uint32_t> near_end(const StreetNet& net, const Piece& piece, double share) {
  const double length = net.length_of(piece);
  if (share * length < kSnap) {
    return piece.from;
  }
  return (1.0 - share) * length < kSnap ? std::optional(piece.to) : std::nullopt;
}

/// Points that have become one are replaced by the one with the smallest number.
void merge_points(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& same,
                  StreetNet& net) {
  std::vector<std::uint32_t> name(net.points.size());
  std::iota(name.begin(), name.end(), 0U);
  const auto root = [&](std::uint32_t p) {
    while (name[p] != p) {
      p = name[p];
    }
    return p;
  };
  for (const auto& [a, b] : same) {
    name[std::max(root(a), root(b))] = std::min(root(a), root(b));
  }
  for (Piece& piece : net.pieces) {
    piece.from = root(piece.from);
    piece.to = root(piece.to);
  }
  std::erase_if(net.pieces, [](const Piece& piece) { return piece.from == piece.to; });
}

std::size_t join_once(StreetNet& net) {
  const auto crossings = find_crossings(net, [&](std::uint32_t a, std::uint32_t b) {
    return is_motorway(net.pieces[a]) == is_motorway(net.pieces[b]);
  });
  std::vector<Cut> cuts;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> same;
  for (const PieceCrossing& crossing : crossings) {
    const Piece& a = net.pieces[crossing.first];
    const Piece& b = net.pieces[crossing.second];
    const auto end_a = near_end(net, a, crossing.at.first);
    const auto end_b = near_end(net, b, crossing.at.second);
    if (end_a && end_b) {
      same.emplace_back(*end_a, *end_b);
    } else if (end_a) {
      cuts.push_back({crossing.second, crossing.at.second, *end_a});
    } else if (end_b) {
      cuts.push_back({crossing.first, crossing.at.first, *end_b});
    } else {
      const auto point = static_cast<std::uint32_t>(net.points.size());
      net.points.push_back(net.from(a) + crossing.at.first * (net.to(a) - net.from(a)));
      cuts.push_back({crossing.first, crossing.at.first, point});
      cuts.push_back({crossing.second, crossing.at.second, point});
    }
  }
  split_pieces(std::move(cuts), net);
  merge_points(same, net);
  return crossings.size();
}

/// A part of a piece that a bridge carries, as shares of its way.
struct Span {
  std::uint32_t piece = 0;
  double begin = 0.0;
  double end = 0.0;
};

Span span_around(const StreetNet& net, std::uint32_t piece, double share, double half) {
  const double length = net.length_of(net.pieces[piece]);
  Span span = {piece, share - half / length, share + half / length};
  // No stumps at the ends.
  span.begin = span.begin * length < kSnap ? 0.0 : span.begin;
  span.end = (1.0 - span.end) * length < kSnap ? 1.0 : span.end;
  return span;
}

/// Splits pieces at the ends of their spans and makes what lies within them bridges; leaves out the
/// pieces that are marked.
void build_bridges(std::vector<Span> spans, StreetNet& net,
                   const std::vector<bool>& left_out = {}) {
  std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) {
    return a.piece != b.piece ? a.piece < b.piece : a.begin < b.begin;
  });
  std::vector<Piece> pieces;
  auto span = spans.begin();
  for (std::uint32_t p = 0; p < net.pieces.size(); ++p) {
    if (!left_out.empty() && left_out[p]) {
      continue;
    }
    Piece part = net.pieces[p];
    const Point a = net.from(part);
    const Point way = net.to(part) - a;
    const std::uint32_t end = part.to;
    const auto finish = [&](double share, WayStructure structure) {
      part.structure = structure;
      part.to = end;
      if (share < 1.0) {
        part.to = static_cast<std::uint32_t>(net.points.size());
        net.points.push_back(a + share * way);
      }
      pieces.push_back(part);
      part.from = part.to;
    };
    double done = 0.0;
    while (span != spans.end() && span->piece == p) {
      const double begin = span->begin;
      double last = span->end;
      for (++span; span != spans.end() && span->piece == p && span->begin <= last; ++span) {
        last = std::max(last, span->end);
      }
      if (begin > done) {
        finish(begin, net.pieces[p].structure);
      }
      finish(last, WayStructure::kBridge);
      done = last;
    }
    if (done < 1.0) {
      part.to = end;
      part.structure = net.pieces[p].structure;
      pieces.push_back(part);
    }
  }
  net.pieces = std::move(pieces);
}

/// A place where a piece crosses a river.
struct RiverCrossing {
  std::uint32_t piece = 0;
  double share = 0.0;
  double sine = 1.0;  ///< of the angle between the two
  std::size_t river = 0;
  double along = 0.0;  ///< m from the beginning of the river
};

/// The courses of rivers as pieces behind those of roads.
struct RiverPieces {
  StreetNet net;
  std::uint32_t first = 0;         ///< piece of a river
  std::vector<std::size_t> river;  ///< by piece of a river
  std::vector<double> along;       ///< m from the beginning of its river, by piece of a river
};

RiverPieces add_rivers(const std::vector<River>& rivers, const StreetNet& roads) {
  RiverPieces out;
  out.net = roads;
  out.first = static_cast<std::uint32_t>(roads.pieces.size());
  for (std::size_t r = 0; r < rivers.size(); ++r) {
    double along = 0.0;
    for (std::size_t i = 0; i < rivers[r].course.size(); ++i) {
      const auto point = static_cast<std::uint32_t>(out.net.points.size());
      out.net.points.push_back(rivers[r].course[i]);
      if (i > 0) {
        out.net.pieces.push_back({point - 1, point});
        out.river.push_back(r);
        out.along.push_back(along);
        along += out.net.length_of(out.net.pieces.back());
      }
    }
  }
  return out;
}

std::vector<RiverCrossing> find_river_crossings(const std::vector<River>& rivers,
                                                const StreetNet& roads) {
  const RiverPieces all = add_rivers(rivers, roads);
  const auto crossings = find_crossings(all.net, [&](std::uint32_t a, std::uint32_t b) {
    return (a < all.first) != (b < all.first);
  });
  std::vector<RiverCrossing> found;
  for (const PieceCrossing& each : crossings) {
    // Pieces of rivers come behind those of roads.
    const Piece& road = all.net.pieces[each.first];
    const Piece& water = all.net.pieces[each.second];
    const double metres = all.net.length_of(water);
    const double sine = std::abs(cross(all.net.to(road) - all.net.from(road),
                                       all.net.to(water) - all.net.from(water))) /
                        (all.net.length_of(road) * metres);
    found.push_back({each.first, each.at.first, sine, all.river[each.second - all.first],
                     all.along[each.second - all.first] + each.at.second * metres});
  }
  return found;
}

/// Marks the pieces that may cross: roads between settlements, and main streets that keep their
/// distance from bridges before, the more important ones first.
std::vector<bool> choose_bridges(const std::vector<RiverCrossing>& crossings, double spacing,
                                 const StreetNet& net) {
  std::vector<bool> chosen(net.pieces.size(), false);
  std::vector<const RiverCrossing*> order;
  order.reserve(crossings.size());
  for (const RiverCrossing& crossing : crossings) {
    order.push_back(&crossing);
  }
  std::stable_sort(order.begin(), order.end(), [&](const auto* a, const auto* b) {
    const Piece& first = net.pieces[a->piece];
    const Piece& second = net.pieces[b->piece];
    return first.in_town() != second.in_town() ? second.in_town() : first.kind < second.kind;
  });
  std::vector<const RiverCrossing*> built;
  for (const RiverCrossing* each : order) {
    const Piece& piece = net.pieces[each->piece];
    const bool near = std::any_of(built.begin(), built.end(), [&](const RiverCrossing* other) {
      return other->river == each->river && other->piece != each->piece &&
             std::abs(other->along - each->along) < spacing;
    });
    if (!piece.in_town() || (piece.main && !near)) {
      chosen[each->piece] = true;
      built.push_back(each);
    }
  }
  return chosen;
}

}  // namespace

void join_crossings(StreetNet& net, std::vector<ImportNote>& notes) {
  std::size_t joined = 0;
  for (int round = 0; round < kMostRounds; ++round) {
    const std::size_t found = join_once(net);
    joined += found;
    if (found == 0) {
      break;
    }
  }
  add_note(notes, "streets", "joined_crossings", as_figure(joined), "crossings",
           fmt::format("{} crossings of made-up roads became junctions.", joined));
}

void lift_motorways(StreetNet& net) {
  const auto crossings = find_crossings(net, [&](std::uint32_t a, std::uint32_t b) {
    return is_motorway(net.pieces[a]) != is_motorway(net.pieces[b]);
  });
  std::vector<Span> spans;
  for (const PieceCrossing& crossing : crossings) {
    const bool first = is_motorway(net.pieces[crossing.first]);
    spans.push_back(span_around(net, first ? crossing.first : crossing.second,
                                first ? crossing.at.first : crossing.at.second, kOverRoad));
  }
  build_bridges(std::move(spans), net);
}

void cross_rivers(const std::vector<River>& rivers, const RiversSpec& spec, StreetNet& net,
                  std::vector<ImportNote>& notes) {
  constexpr double kLeastSine = 0.2;
  const std::vector<RiverCrossing> crossings = find_river_crossings(rivers, net);
  const std::vector<bool> chosen = choose_bridges(crossings, spec.bridge_spacing, net);
  std::vector<bool> cut(net.pieces.size(), false);
  std::vector<Span> spans;
  for (const RiverCrossing& crossing : crossings) {
    cut[crossing.piece] = !chosen[crossing.piece];
    if (chosen[crossing.piece]) {
      const double half = 0.5 * rivers[crossing.river].width / std::max(crossing.sine, kLeastSine);
      spans.push_back(span_around(net, crossing.piece, crossing.share, half + kBridgeEnd));
    }
  }
  const std::size_t bridges = spans.size();
  const auto streets = std::count(cut.begin(), cut.end(), true);
  build_bridges(std::move(spans), net, cut);
  add_note(notes, "streets", "bridges", as_figure(bridges), "bridges",
           fmt::format("{} bridges cross the made-up rivers; {} streets end at them.", bridges,
                       streets));
}

}  // namespace yanbi
