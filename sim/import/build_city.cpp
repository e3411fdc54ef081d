// SPDX-License-Identifier: Apache-2.0
#include "sim/import/build_city.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "sim/base/hash.hpp"
#include "sim/base/lazy.hpp"
#include "sim/import/attach.hpp"
#include "sim/import/attach_city.hpp"
#include "sim/import/city_spec.hpp"
#include "sim/import/geo/crs.hpp"
#include "sim/import/geo/working_crs.hpp"
#include "sim/import/notes.hpp"
#include "sim/import/people/population_import.hpp"
#include "sim/import/people/zones_import.hpp"
#include "sim/import/roads/network_builder.hpp"
#include "sim/import/roads/roads.hpp"
#include "sim/import/source_table.hpp"
#include "sim/import/spec_reader.hpp"
#include "sim/import/works/ledger_import.hpp"

namespace yanbi {
namespace {

/// The stages of a build, in order; each reads what it can, whatever is wrong elsewhere.
class CityBuilder {
 public:
  CityBuilder(const CitySpec& spec, std::string file, Crs working, ProblemList& problems,
              const ProgressCallback& progress)
      : spec_(spec),
        file_(std::move(file)),
        working_(std::move(working)),
        problems_(problems),
        progress_(progress) {}

  City build() {
    city_.name = spec_.name;
    city_.crs = spec_.crs;
    city_.synthetic = spec_.synthetic;
    read_network();
    read_zones();
    read_people();
    read_works();
    fill_zones();
    attach();
    return std::move(city_);
  }

 private:
  void read_network() {
    report_progress(progress_, "importing streets", 0.0);
    if (!spec_.streets) {
      return;
    }
    const RoadLines lines = read_roads(*spec_.streets, working_, problems_, city_.notes);
    const BuiltNetwork built = build_network(lines);
    if (built.network.link_count() == 0 && !lines.lines.empty()) {
      problems_.add({spec_.streets->source.given, 0, "geometry", "",
                     "the streets have no length, so they make no network",
                     "repair the layer: each line needs two different positions"});
    }
    check_scale(built.network);
    note_network(built, city_.notes);
    city_.network = built.network;
    add_input_files(spec_.streets->source, city_.inputs);
    if (spec_.streets->table.nodes) {
      add_input_files(*spec_.streets->table.nodes, city_.inputs);
    }
  }

  /// Lengths are measured in the working CRS: it must not stretch them where the city is.
  void check_scale(const RoadNetwork& network) {
    constexpr double kMostStretch = 0.01;
    if (network.node_count() == 0 || spec_.crs.empty()) {
      return;
    }
    const std::optional<double> scale =
        working_.scale_at(network.node_x().front(), network.node_y().front());
    if (scale && std::abs(*scale - 1.0) > kMostStretch) {
      problems_.add({file_, 0, "crs", spec_.crs,
                     fmt::format("distances measured in the working CRS are {:.3f} times the true "
                                 "ones in this city",
                                 *scale),
                     "choose the projected CRS of the city, such as \"EPSG:4548\" or a UTM zone"});
    }
  }

  void read_people() {
    report_progress(progress_, "importing people", 0.4);
    if (!spec_.population) {
      return;
    }
    // Without streets, which is reported where they are read, everybody is as near as any other.
    const NearStreet near_street = [&](double x, double y) {
      return city_.network.link_count() == 0 ||
             locator().nearest(x, y, spec_.max_distance).has_value();
    };
    ImportedPopulation people = import_population(
        *spec_.population, {working_, city_.network, near_street, zones_}, problems_, city_.notes);
    city_.origins = std::move(people.origins);
    city_.populations = std::move(people.populations);
    for (const SourceSpec& source : population_sources(*spec_.population)) {
      add_input_files(source, city_.inputs);
    }
  }

  void read_works() {
    report_progress(progress_, "importing works", 0.6);
    for (const LedgerSpec& ledger : spec_.ledgers) {
      import_ledger(ledger, working_, city_.works, problems_, city_.notes);
      add_ledger_inputs(ledger, city_.inputs);
    }
    for (const LayoutSpec& spec : spec_.layouts) {
      Layout layout = import_layout(spec, working_, city_.works, problems_, city_.notes);
      if (spec.changes) {
        add_ledger_inputs(spec.changes->ledger, city_.inputs);
      }
      layout.works = select_works(city_.works, layout);
      if (layout.works.empty() && problems_.empty()) {
        problems_.add({file_, 0, "layout", layout.name, "no work belongs to this layout",
                       "check its date, ledgers, statuses and types"});
      }
      city_.layouts.push_back(std::move(layout));
    }
    note_layouts(city_, city_.notes);
  }

  /// Outlines alone, which people may be counted by.
  void read_zones() {
    report_progress(progress_, "importing zones", 0.3);
    for (const GeographySpec& spec : spec_.zones.geographies) {
      zones_.push_back(::yanbi::read_zones(spec, working_, problems_, city_.notes));
      add_input_files(spec.source, city_.inputs);
    }
  }

  /// Who and what lies in each zone; of use only when all files could be read.
  void fill_zones() {
    report_progress(progress_, "placing people and works in zones", 0.7);
    if (!problems_.empty()) {
      return;
    }
    for (Geography& zones : zones_) {
      assign_zones(zones, city_, city_.notes);
      city_.geographies.push_back(std::move(zones));
    }
    if (spec_.zones.grid_cell) {
      city_.geographies.push_back(make_grid(*spec_.zones.grid_cell, city_));
    }
  }

  /// Positions mean something only when all files could be read.
  void attach() {
    report_progress(progress_, "attaching people and works to streets", 0.8);
    if (problems_.empty()) {
      attach_city(city_, locator(), {spec_.max_distance, spec_.max_distance_works}, file_,
                  problems_);
    }
    report_progress(progress_, "city built", 1.0);
  }

  /// Of the streets, once they are read; made when first asked for.
  const StreetLocator& locator() {
    return locator_.get([&] { return StreetLocator(city_.network); });
  }

  const CitySpec& spec_;
  std::string file_;
  Crs working_;
  ProblemList& problems_;
  const ProgressCallback& progress_;
  std::vector<Geography> zones_;  ///< without members until fill_zones
  City city_;
  Lazy<StreetLocator> locator_;
};

/// Chooses the working CRS by where the streets are.
void choose_crs(const StreetsSpec& streets, const std::string& file, std::string& crs,
                ProblemList& problems, std::vector<ImportNote>& notes) {
  const auto position = position_of_roads(streets);
  const std::optional<std::string> chosen =
      position ? choose_working_crs(position->first, position->second) : std::nullopt;
  if (!chosen) {
    problems.add({file, 0, "crs", "",
                  "no working CRS can be chosen, because the streets do not say where they are",
                  "write the projected CRS of the city, such as crs = \"EPSG:4548\", and the CRS "
                  "of the file of streets"});
    return;
  }
  crs = *chosen;
  const std::optional<Crs> parsed = Crs::parse(crs);
  add_note(notes, "city", "chosen_crs", 0.0, "",
           fmt::format("The working CRS {} ({}) was chosen by where the streets are.", crs,
                       parsed ? parsed->name() : ""));
}

City build(const std::filesystem::path& city_toml,
           const std::optional<std::filesystem::path>& data_root, const ProgressCallback& progress,
           ProblemList& problems) {
  CitySpec spec = read_city_spec(city_toml, data_root.value_or(city_toml.parent_path()), problems);
  std::vector<ImportNote> notes;
  if (spec.chooses_crs && spec.streets) {
    choose_crs(*spec.streets, city_toml.string(), spec.crs, problems, notes);
  }
  // Without a working CRS nothing can be compared, but the files are worth reading: their own
  // faults come out in the same go. Web Mercator holds any position on the map.
  const std::optional<Crs> working = Crs::parse(spec.crs.empty() ? "EPSG:3857" : spec.crs);
  if (!working) {
    return {};
  }
  City city = CityBuilder(spec, city_toml.string(), *working, problems, progress).build();
  city.notes.insert(city.notes.begin(), notes.begin(), notes.end());
  if (is_readable_file(city_toml)) {
    city.inputs.insert(city.inputs.begin(), {city_toml.string(), hash_file(city_toml)});
  }
  return city;
}

}  // namespace

City build_city(const std::filesystem::path& city_toml,
                const std::optional<std::filesystem::path>& data_root,
                const ProgressCallback& progress) {
  ProblemList problems;
  City city = build(city_toml, data_root, progress, problems);
  problems.throw_if_any();
  return city;
}

std::vector<Problem> check_city_file(const std::filesystem::path& city_toml,
                                     const std::optional<std::filesystem::path>& data_root) {
  ProblemList problems;
  static_cast<void>(build(city_toml, data_root, {}, problems));
  return problems.list();
}

}  // namespace yanbi
