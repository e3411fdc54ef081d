// SPDX-License-Identifier: Apache-2.0
#pragma once
// Strong ids: an index into the columns of one kind of thing, so that a link can never be used
// where a node is meant. An id may be empty, as a party without a shelter has an empty shelter id.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "sim/base/assert.hpp"

namespace yanbi {

/// Index of one entity of the kind that `Tag` names. Empty when default-constructed.
template <class Tag>
class Id {
 public:
  using value_type = std::uint32_t;

  constexpr Id() noexcept = default;
  explicit constexpr Id(value_type value) noexcept : value_(value) {}
  explicit constexpr Id(std::size_t value) noexcept : value_(static_cast<value_type>(value)) {}
  explicit constexpr Id(int value) noexcept : value_(static_cast<value_type>(value)) {}

  [[nodiscard]] constexpr bool has_value() const noexcept { return value_ != kEmpty; }
  /// The id as a position in a column. Precondition: `has_value()`.
  [[nodiscard]] constexpr std::size_t index() const {
    YANBI_EXPECT(has_value());
    return value_;
  }
  /// The id as it is stored in a file; an empty id is the largest 32-bit number.
  [[nodiscard]] constexpr value_type raw() const noexcept { return value_; }

  friend constexpr auto operator<=>(Id, Id) noexcept = default;

 private:
  static constexpr value_type kEmpty = std::numeric_limits<value_type>::max();
  value_type value_ = kEmpty;
};

using NodeId = Id<struct NodeTag>;
/// A directed link. The two directions of a street are two links.
using LinkId = Id<struct LinkTag>;
using ZoneId = Id<struct ZoneTag>;
/// A place people start from (a building, a population point).
using OriginId = Id<struct OriginTag>;
/// A row of the works ledger of the whole city, whatever the layout.
using WorkId = Id<struct WorkTag>;
/// A work that takes people in one scenario: a position in that scenario's layout.
using ShelterId = Id<struct ShelterTag>;
using EntranceId = Id<struct EntranceTag>;
using RouteId = Id<struct RouteTag>;
/// People who move together: a household, a single person.
using PartyId = Id<struct PartyTag>;

}  // namespace yanbi
