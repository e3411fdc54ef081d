// SPDX-License-Identifier: Apache-2.0
#include "sim/import/works/ledger_export.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "sim/base/problem.hpp"
#include "sim/import/geo/degrees.hpp"

namespace yanbi {
namespace {

using Point = std::pair<double, double>;

std::string date_text(const std::optional<Date>& date) {
  constexpr Date kYear = 10000;
  constexpr Date kMonth = 100;
  return date ? fmt::format("{:04}-{:02}-{:02}", *date / kYear, *date / kMonth % kMonth,
                            *date % kMonth)
              : std::string();
}

template <class Number>
std::string number_text(const std::optional<Number>& number) {
  return number ? fmt::format("{}", *number) : std::string();
}

/// The ids under which facilities are written.
class ExportIds {
 public:
  ExportIds(const Works& works, const std::vector<WorkId>& chosen) : works_(works) {
    for (std::size_t w = 0; w < works.size(); ++w) {
      first_row_.try_emplace(works.facility[w], w);
    }
    std::set<std::uint32_t> seen;
    for (const WorkId work : chosen) {
      const std::uint32_t facility = works.facility[work.index()];
      if (seen.insert(facility).second) {
        ++count_[plain(facility)];
      }
    }
  }

  [[nodiscard]] std::string of(std::size_t work) const {
    const std::uint32_t facility = works_.facility[work];
    const std::string id = plain(facility);
    const auto found = count_.find(id);
    return found != count_.end() && found->second > 1 ? works_.key[first_row_.at(facility)] : id;
  }

 private:
  [[nodiscard]] std::string plain(std::uint32_t facility) const {
    const std::size_t row = first_row_.at(facility);
    const std::string prefix = works_.ledgers[works_.ledger[row]] + "/";
    const std::string& key = works_.key[row];
    return key.starts_with(prefix) ? key.substr(prefix.size()) : key;
  }

  const Works& works_;
  std::map<std::uint32_t, std::size_t> first_row_;
  std::map<std::string, std::size_t> count_;
};

void add_position(const std::optional<Point>& position, const Degrees& degrees, PointTable& table) {
  const std::optional<Point> on_earth = position ? degrees.of(*position) : std::nullopt;
  const auto add = [&](const std::optional<Point>& point) {
    table.cells.push_back(point ? fmt::format("{}", point->first) : std::string());
    table.cells.push_back(point ? fmt::format("{}", point->second) : std::string());
  };
  add(position);
  add(on_earth);
  table.position.push_back(position);
  table.degrees.push_back(on_earth);
}

}  // namespace

PointTable ledger_table(const City& city, const std::vector<WorkId>& chosen) {
  const Works& works = city.works;
  const ExportIds ids(works, chosen);
  const Degrees degrees(city.crs);
  PointTable table;
  table.name = "works";
  table.fields = {{"ledger"},
                  {"id"},
                  {"name"},
                  {"type"},
                  {"personnel_class", FieldKind::kWhole},
                  {"status"},
                  {"places", FieldKind::kWhole},
                  {"sheltering_area_m2", FieldKind::kNumber},
                  {"floor_area_m2", FieldKind::kNumber},
                  {"resistance"},
                  {"from", FieldKind::kDate},
                  {"until", FieldKind::kDate},
                  {"x", FieldKind::kNumber},
                  {"y", FieldKind::kNumber},
                  {"longitude", FieldKind::kNumber},
                  {"latitude", FieldKind::kNumber},
                  {"doors", FieldKind::kWhole},
                  {"remark"}};
  for (const WorkId work : chosen) {
    const std::size_t w = work.index();
    const WorkDetail detail = works.detail.empty() ? WorkDetail{} : works.detail[w];
    const auto [first, last] =
        std::equal_range(works.entrances.work.begin(), works.entrances.work.end(), work);
    const bool has_class = detail.personnel_class != 0;
    for (std::string& cell : std::vector<std::string>{
             works.ledgers[works.ledger[w]], ids.of(w), works.label[w], to_string(works.type[w]),
             has_class ? fmt::format("{}", detail.personnel_class) : std::string(),
             to_string(works.status[w]), fmt::format("{}", works.places[w]),
             number_text(detail.sheltering_area), number_text(detail.floor_area), detail.resistance,
             date_text(works.from[w]), date_text(works.until[w])}) {
      table.cells.push_back(std::move(cell));
    }
    const std::optional<Point> position =
        works.is_located(w) ? std::optional(Point{works.x[w], works.y[w]}) : std::nullopt;
    add_position(position, degrees, table);
    table.cells.push_back(fmt::format("{}", last - first));
    table.cells.push_back(detail.remark);
  }
  return table;
}

PointTable entrances_table(const City& city, const std::vector<WorkId>& chosen) {
  const Entrances& doors = city.works.entrances;
  const ExportIds ids(city.works, chosen);
  const Degrees degrees(city.crs);
  PointTable table;
  table.name = "entrances";
  table.fields = {{"work"},
                  {"x", FieldKind::kNumber},
                  {"y", FieldKind::kNumber},
                  {"longitude", FieldKind::kNumber},
                  {"latitude", FieldKind::kNumber},
                  {"width_m", FieldKind::kNumber}};
  const bool has_sills = !doors.sill.empty();
  if (has_sills) {
    table.fields.push_back({"sill_m", FieldKind::kNumber});
  }
  for (const WorkId work : chosen) {
    const auto [first, last] = std::equal_range(doors.work.begin(), doors.work.end(), work);
    for (auto it = first; it != last; ++it) {
      const auto d = static_cast<std::size_t>(it - doors.work.begin());
      table.cells.push_back(ids.of(work.index()));
      add_position(Point{doors.x[d], doors.y[d]}, degrees, table);
      table.cells.push_back(number_text(doors.width[d]));
      if (has_sills) {
        table.cells.push_back(number_text(doors.sill[d]));
      }
    }
  }
  return table;
}

std::vector<WorkId> works_to_export(const City& city, const std::optional<std::string>& layout,
                                    const std::string& file) {
  if (!layout) {
    std::vector<WorkId> all;
    for (std::size_t w = 0; w < city.works.size(); ++w) {
      all.emplace_back(w);
    }
    return all;
  }
  if (const Layout* found = city.find_layout(*layout)) {
    return found->works;
  }
  std::vector<std::string> names;
  for (const Layout& each : city.layouts) {
    names.push_back(each.name);
  }
  throw InputError({{file, 0, "layout", *layout, "the city has no layout of this name",
                     fmt::format("name one of: {}", fmt::join(names, ", "))}});
}

}  // namespace yanbi
