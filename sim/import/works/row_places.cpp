// SPDX-License-Identifier: Apache-2.0
// The places of works whose ledger does not say them, and the counts of what was assumed.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/import/notes.hpp"
#include "sim/import/works/ledger_rows.hpp"

namespace yanbi {
namespace {

/// As many as a row may state.
constexpr double kMostPlacesByArea = 1e6;

}  // namespace

std::int32_t settle_places(const LedgerSpec& spec, WorkType type, LedgerRow& row,
                           LedgerCounts& counts) {
  constexpr double kContradiction = 2.0;
  if (row.sheltering_area && row.floor_area && *row.sheltering_area > *row.floor_area) {
    ++counts.contradictions;
    row.remarks.push_back(fmt::format("sheltering area {} m2 is larger than floor area {} m2",
                                      *row.sheltering_area, *row.floor_area));
  }
  const std::optional<double> area = row.sheltering_area ? row.sheltering_area : row.floor_area;
  if (row.places) {
    const double allowed = area.value_or(0.0) / spec.area_per_place;
    if (type == WorkType::kPersonnel && area && *row.places > kContradiction * allowed) {
      ++counts.contradictions;
      row.remarks.push_back(
          fmt::format("{} places are more than twice what {} m2 allow", *row.places, *area));
    }
    return *row.places;
  }
  if (type != WorkType::kPersonnel) {
    return 0;
  }
  const auto from = [&](double area_m2, double per_place, const char* which) {
    const double places = std::min(std::floor(area_m2 / per_place), kMostPlacesByArea);
    row.remarks.push_back(fmt::format("{} places from {} {} m2 at {} m2 a person", places, which,
                                      area_m2, per_place));
    return static_cast<std::int32_t>(places);
  };
  if (row.sheltering_area) {
    ++counts.places_from_area;
    return from(*row.sheltering_area, spec.area_per_place, "sheltering area");
  }
  if (row.floor_area && spec.floor_area_per_place) {
    ++counts.places_from_floor_area;
    return from(*row.floor_area, *spec.floor_area_per_place, "floor area");
  }
  if (spec.default_places) {
    ++counts.places_by_default;
    row.remarks.push_back(fmt::format("{} places by default_places", *spec.default_places));
    return static_cast<std::int32_t>(*spec.default_places);
  }
  ++counts.places_missing;
  row.remarks.emplace_back("places not stated: counted as 0");
  return 0;
}

void note_counts(const std::string& topic, const LedgerCounts& counts,
                 std::vector<ImportNote>& notes) {
  const auto note = [&](std::size_t count, const char* key, const char* text) {
    if (count > 0) {
      add_note(notes, topic, key, as_figure(count), "rows", fmt::format("{} {}", count, text));
    }
  };
  note(counts.numbered, "numbered_rows", "rows have no id: they are named after their number.");
  note(counts.places_missing, "places_missing", "rows do not say their places: they count as 0.");
  note(counts.places_by_default, "places_by_default",
       "rows do not say their places: these are those of default_places.");
  note(counts.places_from_area, "places_from_area",
       "rows do not say their places: these follow from the sheltering area.");
  note(counts.places_from_floor_area, "places_from_floor_area",
       "rows do not say their places: these follow from the floor area.");
  note(counts.contradictions, "contradictions",
       "rows have places and areas that contradict each other: the places count as stated.");
  note(counts.from_missing, "date_missing",
       "rows have no first date: they belong only to layouts without a date.");
  note(counts.vague_dates, "vague_dates",
       "dates can be read in two ways: the first of two years, or January for 2015.1, was taken.");
  note(counts.approximate, "approximate_numbers", "numbers are said to be approximate.");
  note(counts.grouped, "grouped_numbers", "numbers have separators between thousands.");
  note(counts.doors_without_position, "doors_without_position",
       "rows have more doors than positions of doors: they lead in where positions are known.");
}

}  // namespace yanbi
