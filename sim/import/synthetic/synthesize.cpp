// SPDX-License-Identifier: Apache-2.0
#include "sim/import/synthetic/synthesize.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "sim/base/hash.hpp"
#include "sim/import/attach_city.hpp"
#include "sim/import/notes.hpp"
#include "sim/import/people/zones_import.hpp"
#include "sim/import/roads/network_builder.hpp"
#include "sim/import/roads/roads.hpp"
#include "sim/import/synthetic/country_roads.hpp"
#include "sim/import/synthetic/junctions.hpp"
#include "sim/import/synthetic/made_works.hpp"

namespace yanbi {
namespace {

constexpr double kFarFromStreet = 1000.0;  ///< m; every building stands beside a street
constexpr int kYear = 10000;               ///< of Date
// A city beyond these is refused, before it takes all memory.
constexpr double kMostCorners = 4e6;
constexpr double kMostBuildings = 5e6;

/// The stages of making a city, in order.
class Synthesizer {
 public:
  Synthesizer(const SyntheticSpec& spec, const ProgressCallback& progress)
      : spec_(spec), progress_(progress), draws_(spec.seed) {}

  City make() {
    begin();
    report_progress(progress_, "placing settlements", 0.0);
    const Frame frame = make_frame(spec_, problems_, city_.notes);
    problems_.throw_if_any();
    city_.crs = frame.crs;
    city_.inputs = frame.inputs;
    refuse_above("synthetic.settlements", "settlements",
                 expected_settlements(frame, spec_.settlements), kMostSettlements,
                 "raise town_area and village_size, or lower the population");
    const Ground ground(frame);
    const std::vector<Settlement> settlements =
        make_settlements(ground, spec_.settlements, draws_, city_.notes);
    refuse_above("synthetic.streets", "street corners",
                 expected_corners(settlements, spec_.streets), kMostCorners,
                 "raise block and village_block, or lower the population");
    const std::vector<River> rivers = make_rivers(frame, settlements.front(), spec_.rivers, draws_);
    report_progress(progress_, "making streets", 0.1);
    const StreetNet net = make_streets(ground, settlements, rivers);
    report_progress(progress_, "making people and works", 0.4);
    make_people_and_works(ground, settlements, rivers, net);
    report_progress(progress_, "attaching people and works to streets", 0.7);
    attach_city(city_, StreetLocator(city_.network), {kFarFromStreet, kFarFromStreet}, spec_.file,
                problems_);
    add_geographies(frame);
    problems_.throw_if_any();
    report_progress(progress_, "city made", 1.0);
    return std::move(city_);
  }

 private:
  void begin() {
    city_.name = spec_.name;
    city_.synthetic = true;
    add_note(city_.notes, "city", "synthetic", static_cast<double>(spec_.seed), "seed",
             spec_.frame.real
                 ? "The city is synthetic: settlements, streets, rivers, where people are and all "
                   "works are made up; only the districts and their census are real."
                 : "The city is synthetic: streets, people and works are made up.");
  }

  void refuse_above(const char* key, const char* what, double expected, double most,
                    const char* remedy) {
    if (expected > most) {
      problems_.add({spec_.file, 0, key, "",
                     fmt::format("the city would have about {:.0f} {}, more than {:.0f}", expected,
                                 what, most),
                     remedy});
    }
    problems_.throw_if_any();
  }

  StreetNet make_streets(const Ground& ground, const std::vector<Settlement>& settlements,
                         const std::vector<River>& rivers) {
    TownStreets streets = make_town_streets(ground, settlements, rivers, spec_.streets, draws_);
    add_country_roads(settlements, spec_.streets, streets);
    join_crossings(streets.net, city_.notes);
    cross_rivers(rivers, spec_.rivers, streets.net, city_.notes);
    lift_motorways(streets.net);
    BuiltNetwork built = build_network(to_road_lines(streets.net));
    if (built.network.link_count() == 0) {
      problems_.add({spec_.file, 0, "synthetic.frame", "", "the ground is too small for any street",
                     "give it more area"});
      problems_.throw_if_any();
    }
    note_network(built, city_.notes);
    city_.network = std::move(built.network);
    return std::move(streets.net);
  }

  void make_people_and_works(const Ground& ground, const std::vector<Settlement>& settlements,
                             const std::vector<River>& rivers, const StreetNet& net) {
    double metres = 0.0;
    for (const Piece& piece : net.pieces) {
      metres += piece.in_town() ? net.length_of(piece) : 0.0;
    }
    refuse_above("synthetic.people", "buildings", metres / spec_.dwellings.spacing, kMostBuildings,
                 "raise spacing");
    const Dwellings dwellings =
        make_dwellings(ground, settlements, rivers, net, spec_, draws_, problems_);
    problems_.throw_if_any();
    city_.origins = dwellings.origins;
    city_.populations = {dwellings.night, dwellings.day};
    for (const Population& each : city_.populations) {
      add_note(city_.notes, "population", "synthetic_" + each.name, as_figure(each.total()),
               "persons", each.note);
    }
    if (!spec_.works.indicators) {
      make_plain_works(ground, dwellings, spec_.works, draws_, city_);
      return;
    }
    const IndicatorsSpec& indicators = *spec_.works.indicators;
    BuiltUp built_up = make_built_up(
        settlements, dwellings, (1.0 + indicators.per_person_growth) / (1.0 + indicators.growth),
        indicators.before / kYear, indicators.now / kYear);
    make_dated_works(ground, dwellings, built_up, spec_.works, draws_, spec_.file, problems_,
                     city_);
    problems_.throw_if_any();
    built_up_ = std::move(built_up.geography);
  }

  void add_geographies(const Frame& frame) {
    Geography districts = frame.districts;
    assign_zones(districts, city_, city_.notes);
    city_.geographies.push_back(std::move(districts));
    city_.geographies.push_back(make_grid(spec_.grid_cell, city_));
    if (built_up_) {
      assign_zones(*built_up_, city_, city_.notes);
      city_.geographies.push_back(std::move(*built_up_));
    }
  }

  const SyntheticSpec& spec_;
  const ProgressCallback& progress_;
  Draws draws_;
  ProblemList problems_;
  City city_;
  std::optional<Geography> built_up_;
};

}  // namespace

City synthesize_city(const SyntheticSpec& spec, const ProgressCallback& progress) {
  return Synthesizer(spec, progress).make();
}

City synthesize_city(const std::filesystem::path& spec_toml,
                     std::optional<std::uint64_t> seed_override, const ProgressCallback& progress) {
  SyntheticSpec spec = read_synthetic_spec(spec_toml);
  spec.seed = seed_override.value_or(spec.seed);
  City city = synthesize_city(spec, progress);
  city.inputs.insert(city.inputs.begin(), {spec_toml.string(), hash_file(spec_toml)});
  return city;
}

}  // namespace yanbi
