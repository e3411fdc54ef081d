// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <iterator>
#include <map>
#include <ostream>
#include <sstream>
#include <string>
#include <tuple>

#include "sim/base/atomic_file.hpp"
#include "sim/config/csv.hpp"
#include "sim/plan/plan_rows.hpp"
#include "sim/plan/plan_table.hpp"
#include "sim/plan/route_text.hpp"

namespace yanbi {

void write_plan_csv(std::ostream& out, const City& city, const Parties& parties,
                    const Shelters& shelters, const Plan& plan, const PlanCsvFormat& format) {
  const bool by_party = format.by == PlanGrouping::kParty;
  const bool departs = !plan.departs_at.empty();
  out << "origin," << (by_party ? "party," : "") << "work,persons,walk_m"
      << (departs ? ",departs_s" : "") << (format.routes ? ",route" : "") << '\n';
  std::string line;
  for (const PlanRow& row : plan_rows(city, parties, plan, format.by, format.routes)) {
    line.clear();
    const auto to = std::back_inserter(line);
    const WorkId work = shelters.work[row.shelter.index()];
    fmt::format_to(to, "{},", csv_field(city.origins.key[row.origin.index()]));
    if (by_party) {
      fmt::format_to(to, "{},", row.party);
    }
    fmt::format_to(to, "{},{},{}.{:03}", csv_field(city.works.key[work.index()]), row.persons,
                   row.walk_mm / 1000, row.walk_mm % 1000);
    if (departs) {
      line += ',';
      if (!row.departs.is_never()) {
        fmt::format_to(to, "{}", row.departs.seconds());
      }
    }
    if (format.routes) {
      line += ',';
      append_route_text(city.network, plan.routes[row.route].links, line);
    }
    line += '\n';
    out << line;
  }
}

void write_plan_cells(std::ostream& out, const City& city, const Parties& parties,
                      const Shelters& shelters, const Plan& plan, double cell) {
  struct People {
    std::int64_t persons = 0;
    std::uint64_t walk = 0;  // mm times persons
  };
  std::map<std::tuple<double, double, ShelterId>, People> cells;  // row, column, shelter
  for (const PlanRow& row : plan_rows(city, parties, plan, PlanGrouping::kParty, false)) {
    const std::size_t origin = row.origin.index();
    People& people = cells[{std::floor(city.origins.y[origin] / cell),
                            std::floor(city.origins.x[origin] / cell), row.shelter}];
    people.persons += row.persons;
    people.walk += row.walk_mm * static_cast<std::uint64_t>(row.persons);
  }
  out << "cell_x,cell_y,work,persons,walk_m\n";
  for (const auto& [key, people] : cells) {
    const auto& [row, column, shelter] = key;
    const WorkId work = shelters.work[shelter.index()];
    const double walk = static_cast<double>(people.walk) / static_cast<double>(people.persons);
    out << fmt::format("{},{},{},{},{:.3f}\n", column * cell + 0.0, row * cell + 0.0,
                       csv_field(city.works.key[work.index()]), people.persons, walk / 1000.0);
  }
}

namespace {

/// Writes what `write` puts into a stream to a file, which appears whole or not at all.
template <class Write>
void write_whole(const std::filesystem::path& path, const Write& write) {
  std::ostringstream text;
  write(text);
  AtomicFile file(path);
  file.write(text.view());
  file.commit();
}

}  // namespace

void write_plan_csv(const std::filesystem::path& path, const City& city, const Parties& parties,
                    const Shelters& shelters, const Plan& plan, const PlanCsvFormat& format) {
  write_whole(
      path, [&](std::ostream& out) { write_plan_csv(out, city, parties, shelters, plan, format); });
}

void write_plan_cells(const std::filesystem::path& path, const City& city, const Parties& parties,
                      const Shelters& shelters, const Plan& plan, double cell) {
  write_whole(
      path, [&](std::ostream& out) { write_plan_cells(out, city, parties, shelters, plan, cell); });
}

}  // namespace yanbi
