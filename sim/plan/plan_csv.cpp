// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <map>
#include <ostream>
#include <sstream>
#include <tuple>

#include "sim/base/atomic_file.hpp"
#include "sim/config/csv.hpp"
#include "sim/plan/plan_table.hpp"

namespace yanbi {
namespace {

/// Rows of the list in its order. The nearest shelter of an origin comes first because that is the
/// order in which places were given: reading the list back then places the same parties.
using RowOrder = std::tuple<OriginId, std::uint64_t, ShelterId>;

std::map<RowOrder, std::int64_t> rows_of(const City& city, const Parties& parties,
                                         const Plan& plan) {
  std::map<RowOrder, std::int64_t> persons;
  for (std::size_t p = 0; p < parties.size(); ++p) {
    if (plan.shelter[p].has_value()) {
      const std::uint64_t walk =
          walked_mm(plan.routes[plan.route[p]], city.network.links().length_mm);
      persons[{parties.origin[p], walk, plan.shelter[p]}] += parties.persons[p];
    }
  }
  return persons;
}

}  // namespace

void write_plan_csv(std::ostream& out, const City& city, const Parties& parties,
                    const Shelters& shelters, const Plan& plan) {
  out << "origin,work,persons,walk_m\n";
  for (const auto& [row, persons] : rows_of(city, parties, plan)) {
    const auto& [origin, walk, shelter] = row;
    const WorkId work = shelters.work[shelter.index()];
    out << fmt::format("{},{},{},{}.{:03}\n", csv_field(city.origins.key[origin.index()]),
                       csv_field(city.works.key[work.index()]), persons, walk / 1000, walk % 1000);
  }
}

void write_plan_csv(const std::filesystem::path& path, const City& city, const Parties& parties,
                    const Shelters& shelters, const Plan& plan) {
  std::ostringstream text;
  write_plan_csv(text, city, parties, shelters, plan);
  AtomicFile file(path);
  file.write(text.view());
  file.commit();
}

}  // namespace yanbi
