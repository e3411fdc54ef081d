// SPDX-License-Identifier: Apache-2.0
#include "sim/import/roads/street_pieces.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace yanbi {
namespace {

/// A piece of two to four of five vertices, of one of two lengths.
StreetPiece some_piece(std::int64_t id) {
  std::vector<std::uint32_t> vertices = {0, 1, 2, 3, 4};
  const std::size_t last = *rc::gen::inRange<std::size_t>(1, 4);
  for (std::size_t i = 0; i <= last; ++i) {
    std::swap(vertices[i], vertices[*rc::gen::inRange<std::size_t>(i, vertices.size())]);
  }
  vertices.resize(last + 1);
  StreetPiece piece;
  piece.source_id = id;
  piece.use.width = 2.0F;
  piece.length_mm = *rc::gen::element<std::uint64_t>(1000, 2000);
  piece.vertices = vertices;
  return piece;
}

bool are_duplicates(const StreetPiece& a, StreetPiece b) {
  const bool same = a.vertices == b.vertices;
  std::reverse(b.vertices.begin(), b.vertices.end());
  return a.length_mm == b.length_mm && (same || a.vertices == b.vertices);
}

RC_GTEST_PROP(DropDuplicates, KeepsWhatNoEarlierPieceIsInEitherDirection, ()) {
  std::vector<StreetPiece> pieces;
  const std::int64_t count = *rc::gen::inRange(0, 40);
  for (std::int64_t id = 0; id < count; ++id) {
    pieces.push_back(some_piece(id));
  }
  std::vector<std::int64_t> kept;
  for (auto it = pieces.begin(); it != pieces.end(); ++it) {
    if (std::none_of(pieces.begin(), it,
                     [&](const StreetPiece& earlier) { return are_duplicates(earlier, *it); })) {
      kept.push_back(it->source_id);
    }
  }
  NetworkReport report;
  drop_duplicates(pieces, report);
  std::vector<std::int64_t> found;
  for (const StreetPiece& piece : pieces) {
    found.push_back(piece.source_id);
  }
  RC_ASSERT(found == kept);
  RC_ASSERT(report.duplicates == static_cast<std::size_t>(count) - kept.size());
}

}  // namespace
}  // namespace yanbi
