// SPDX-License-Identifier: Apache-2.0
#include "sim/import/people/zone_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/base/parallel.hpp"
#include "sim/import/geo/vector_layer.hpp"
#include "sim/import/people/zone_locator.hpp"
#include "sim/import/values.hpp"

namespace yanbi {
namespace {

bool is_text_file(const SourceSpec& source) {
  const std::string extension = source.path.extension().string();
  return extension == ".csv" || extension == ".txt" || extension == ".tsv" || extension == ".CSV" ||
         extension == ".TXT" || extension == ".TSV";
}

}  // namespace

Table read_attributes(const SourceSpec& source, const std::string& topic, ProblemList& problems,
                      std::vector<ImportNote>& notes) {
  if (is_text_file(source)) {
    return read_source_table(source, topic, problems, notes);
  }
  return read_vector_layer(source.path, source.given, source.layer, {}, problems, source.encoding)
      .table;
}

ZoneRows match_rows(const Table& table, std::size_t key, const Geography& zones) {
  std::map<std::string, std::size_t, std::less<>> zone_by_key;
  for (std::size_t z = 0; z < zones.size(); ++z) {
    zone_by_key.emplace(zones.key[z], z);
  }
  ZoneRows out;
  out.row.resize(zones.size());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto zone = zone_by_key.find(trimmed(table.cell(row, key)));
    if (zone == zone_by_key.end()) {
      out.strangers.push_back(row);
    } else if (!out.row[zone->second]) {
      out.row[zone->second] = row;
    }
  }
  return out;
}

const Geography* find_geography(std::span<const Geography> geographies, const std::string& name,
                                const std::string& file, ProblemList& problems) {
  std::vector<std::string> names;
  for (const Geography& each : geographies) {
    if (each.name == name) {
      return &each;
    }
    names.push_back(each.name);
  }
  const std::string nearest = nearest_word(name, names);
  problems.add({file, 0, "geography", name, "no [[geography]] of the city file has this name",
                !nearest.empty() ? fmt::format("did you mean '{}'?", nearest)
                : names.empty()  ? "add a [[geography]] with the zones of this table"
                                 : fmt::format("name one of: {}", fmt::join(names, ", "))});
  return nullptr;
}

std::string shortened(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 10;
  const auto end = names.begin() + static_cast<std::ptrdiff_t>(std::min(kShown, names.size()));
  const std::string text = fmt::format("{}", fmt::join(names.begin(), end, ", "));
  return names.size() <= kShown ? text : fmt::format("{} and {} more", text, names.size() - kShown);
}

ZoneOfRow locate_rows(const Geography& zones, const Positions& positions) {
  constexpr std::size_t kGrain = 4096;
  const ZoneLocator locator(zones);
  ZoneOfRow found(positions.good.size());
  // Each item writes only its own place, so threads do not matter.
  parallel_for(found.size(), available_threads(), kGrain, [&](std::size_t row) {
    if (positions.good[row] == 0) {
      return;
    }
    if (const auto zone = locator.find(positions.x[row], positions.y[row])) {
      found[row] = static_cast<std::uint32_t>(zone->index());
    }
  });
  return found;
}

const ZoneOfRow& RowZones::in(const Geography& zones) {
  const auto known = found_.find(zones.name);
  return known != found_.end()
             ? known->second
             : found_.emplace(zones.name, locate_rows(zones, positions_)).first->second;
}

}  // namespace yanbi
