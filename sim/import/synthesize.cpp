// SPDX-License-Identifier: Apache-2.0
#include "sim/import/synthesize.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/elementary.hpp"
#include "sim/base/hash.hpp"
#include "sim/base/random.hpp"
#include "sim/import/attach_city.hpp"
#include "sim/import/ledger_import.hpp"
#include "sim/import/network_builder.hpp"
#include "sim/import/notes.hpp"
#include "sim/import/population_import.hpp"
#include "sim/import/streets.hpp"
#include "sim/import/zones_import.hpp"

namespace yanbi {
namespace {

// UTM zone 31 north, on the sea.
constexpr const char* kCrs = "EPSG:32631";
constexpr double kWest = 500000.0;
constexpr double kSouth = 10000.0;

/// Every so many streets one is a main street.
constexpr int kMainEvery = 4;
constexpr float kMainWidth = 6.0F;
constexpr float kSmallWidth = 3.0F;
constexpr float kStairsWidth = 2.0F;
/// Corners lie this far from the regular grid at most, as a share of a block.
constexpr double kJitter = 0.15;
/// Places above which a work has another door, again and again.
constexpr std::int32_t kPlacesADoor = 400;
constexpr double kDoorDistance = 12.0;     ///< m from the middle of a work to its doors
constexpr double kFarFromStreet = 1000.0;  ///< m; every building of the grid is nearer

/// Draws by the name of what they decide.
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : stream_(seed, 0) {}
  [[nodiscard]] double uniform(const std::string& name, std::uint32_t index = 0) const {
    return stream_.uniform(Purpose::kSynthetic, hash_text(name), index);
  }
  [[nodiscard]] double between(const std::string& name, std::uint32_t index, double least,
                               double most) const {
    return least + (most - least) * uniform(name, index);
  }

 private:
  RandomStream stream_;
};

/// The stages of making a city, in order.
class Synthesizer {
 public:
  explicit Synthesizer(const SyntheticSpec& spec) : spec_(spec), draws_(spec.seed) {}

  City make(const ProgressCallback& progress) {
    city_.name = spec_.name;
    city_.crs = kCrs;
    city_.synthetic = true;
    add_note(city_.notes, "city", "synthetic", static_cast<double>(spec_.seed), "seed",
             "The city is synthetic: streets, people and works are made up.");
    report_progress(progress, "making streets", 0.0);
    make_streets();
    report_progress(progress, "making people and works", 0.4);
    make_people();
    make_works();
    report_progress(progress, "attaching people and works to streets", 0.7);
    attach();
    make_geographies();
    report_progress(progress, "city made", 1.0);
    return std::move(city_);
  }

 private:
  [[nodiscard]] double width() const { return spec_.blocks_x * spec_.block; }
  [[nodiscard]] double height() const { return spec_.blocks_y * spec_.block; }
  [[nodiscard]] std::uint32_t corner(int i, int j) const {
    return static_cast<std::uint32_t>(j * (spec_.blocks_x + 1) + i);
  }
  /// The river runs from west to east below this row of corners.
  [[nodiscard]] int river_row() const { return spec_.blocks_y / 2 + 1; }

  void make_streets() {
    StreetLines lines;
    for (int j = 0; j <= spec_.blocks_y; ++j) {
      for (int i = 0; i <= spec_.blocks_x; ++i) {
        const std::string name = fmt::format("corner {} {}", i, j);
        lines.x.push_back(kWest + (i + draws_.between(name, 0, -kJitter, kJitter)) * spec_.block);
        lines.y.push_back(kSouth + (j + draws_.between(name, 1, -kJitter, kJitter)) * spec_.block);
      }
    }
    for (int j = 0; j <= spec_.blocks_y; ++j) {
      for (int i = 0; i <= spec_.blocks_x; ++i) {
        if (i < spec_.blocks_x) {
          add_street(fmt::format("east {} {}", i, j), corner(i, j), corner(i + 1, j),
                     j % kMainEvery == 0, false, lines);
        }
        if (j < spec_.blocks_y) {
          add_street(fmt::format("north {} {}", i, j), corner(i, j), corner(i, j + 1),
                     i % kMainEvery == 0, spec_.river && j + 1 == river_row(), lines);
        }
      }
    }
    const BuiltNetwork built = build_network(lines);
    note_network(built, city_.notes);
    city_.network = built.network;
  }

  void add_street(const std::string& name, std::uint32_t from, std::uint32_t to, bool main,
                  bool crosses_river, StreetLines& lines) const {
    const bool exists = main || (!crosses_river && draws_.uniform(name) >= spec_.missing_streets);
    if (!exists) {
      return;
    }
    StreetLine line{0, main ? kMainWidth : kSmallWidth, WayForm::kFlat, WayForm::kFlat, {from, to}};
    if (!main && draws_.uniform(name, 1) < spec_.stairs) {
      line.width = kStairsWidth;
      line.forward = WayForm::kStairsUp;
      line.backward = WayForm::kStairsDown;
    }
    lines.lines.push_back(std::move(line));
  }

  /// 1 in the middle of the city, falling to about a tenth at its corners.
  [[nodiscard]] double centrality(double x, double y) const {
    const double dx = (x - kWest) / width() - 0.5;
    const double dy = (y - kSouth) / height() - 0.5;
    return exact_exp(-3.3 * std::sqrt(dx * dx + dy * dy));
  }

  void make_people() {
    Origins& origins = city_.origins;
    std::vector<double> night;
    std::vector<double> day;
    for (int j = 0; j < spec_.blocks_y; ++j) {
      for (int i = 0; i < spec_.blocks_x; ++i) {
        for (int k = 0; k < spec_.buildings_a_block; ++k) {
          const std::string name = fmt::format("building {} {} {}", i, j, k);
          const double x = kWest + (i + draws_.between(name, 0, 0.1, 0.9)) * spec_.block;
          const double y = kSouth + (j + draws_.between(name, 1, 0.1, 0.9)) * spec_.block;
          const double size = draws_.between(name, 2, 0.2, 1.8);
          const double density = centrality(x, y);
          origins.key.push_back(name);
          origins.x.push_back(x);
          origins.y.push_back(y);
          night.push_back(size * density);
          day.push_back(size * density * density * density);
        }
      }
    }
    add_population("night", night, "Made-up residents, denser towards the centre.");
    add_population("day", day, "Made-up people at work, most of them in the centre.");
  }

  void add_population(const std::string& name, const std::vector<double>& weight,
                      const std::string& note) {
    city_.populations.push_back({name,
                                 note,
                                 spread_persons(spec_.population, weight, city_.origins.key),
                                 {0.36, 0.33, 0.13, 0.11, 0.07}});
    add_note(city_.notes, "population", "synthetic_" + name, as_figure(spec_.population), "persons",
             note);
  }

  void make_works() {
    Works& works = city_.works;
    works.ledgers = {"synthetic"};
    std::vector<double> weight;
    for (int w = 0; w < spec_.works; ++w) {
      const std::string name = fmt::format("work {}", w + 1);
      // Spread evenly over the city, so that the dense centre is short of places.
      works.key.push_back(fmt::format("synthetic/{}", w + 1));
      works.label.push_back(fmt::format("Shelter {}", w + 1));
      works.x.push_back(kWest + draws_.between(name, 0, 0.03, 0.97) * width());
      works.y.push_back(kSouth + draws_.between(name, 1, 0.03, 0.97) * height());
      weight.push_back(draws_.between(name, 2, 0.3, 2.0));
      works.status.push_back(draws_.uniform(name, 3) < spec_.planned_share ? WorkStatus::kApproved
                                                                           : WorkStatus::kBuilt);
      works.facility.push_back(static_cast<std::uint32_t>(w));
    }
    // The first is always built, or there would be nothing to compare with.
    works.status.front() = WorkStatus::kBuilt;
    works.ledger.assign(works.key.size(), 0);
    works.type.assign(works.key.size(), WorkType::kPersonnel);
    works.from.assign(works.key.size(), std::nullopt);
    works.until.assign(works.key.size(), std::nullopt);
    const auto total = static_cast<std::int64_t>(
        std::llround(spec_.places_per_person * static_cast<double>(spec_.population)));
    works.places = spread_persons(total, weight, works.key);
    make_doors();
    add_layout("current", {WorkStatus::kBuilt});
    add_layout("planned", {});
    note_layouts(city_, city_.notes);
  }

  void make_doors() {
    Works& works = city_.works;
    for (std::size_t w = 0; w < works.size(); ++w) {
      for (std::int32_t d = 0; d <= works.places[w] / kPlacesADoor; ++d) {
        const auto index = static_cast<std::uint32_t>(2 * d);
        const std::string name = fmt::format("door {}", works.key[w]);
        works.entrances.work.emplace_back(w);
        works.entrances.x.push_back(works.x[w] +
                                    draws_.between(name, index, -kDoorDistance, kDoorDistance));
        works.entrances.y.push_back(works.y[w] + (d % 2 == 0 ? kDoorDistance : -kDoorDistance));
        works.entrances.width.emplace_back(draws_.between(name, index + 1, 0.9, 1.5));
      }
    }
  }

  void add_layout(const std::string& name, std::vector<WorkStatus> statuses) {
    Layout layout{name, std::nullopt, {}, std::move(statuses), {}, {}};
    layout.works = select_works(city_.works, layout);
    city_.layouts.push_back(std::move(layout));
  }

  void attach() {
    ProblemList problems;
    attach_city(city_, {kFarFromStreet, kFarFromStreet}, spec_.name, problems);
    problems.throw_if_any();
  }

  void make_geographies() {
    Geography districts;
    districts.name = "district";
    districts.first_ring.push_back(0);
    districts.first_vertex.push_back(0);
    const double dx = width() / spec_.districts_x;
    const double dy = height() / spec_.districts_y;
    for (int j = 0; j < spec_.districts_y; ++j) {
      for (int i = 0; i < spec_.districts_x; ++i) {
        const double west = kWest + i * dx;
        const double south = kSouth + j * dy;
        districts.key.push_back(fmt::format("D{}", districts.size() + 1));
        districts.label.push_back(fmt::format("District {}", districts.size()));
        districts.x.insert(districts.x.end(), {west, west + dx, west + dx, west});
        districts.y.insert(districts.y.end(), {south, south, south + dy, south + dy});
        districts.first_vertex.push_back(static_cast<std::uint32_t>(districts.x.size()));
        districts.first_ring.push_back(static_cast<std::uint32_t>(districts.size()));
      }
    }
    assign_zones(districts, city_, city_.notes);
    city_.geographies.push_back(std::move(districts));
    city_.geographies.push_back(make_grid(spec_.grid_cell, city_));
  }

  const SyntheticSpec& spec_;
  Draws draws_;
  City city_;
};

}  // namespace

City synthesize_city(const SyntheticSpec& spec, const ProgressCallback& progress) {
  return Synthesizer(spec).make(progress);
}

}  // namespace yanbi
