// SPDX-License-Identifier: Apache-2.0
// Times the preparation of a hazard, after checking a sample of its answer by another way: a flood
// of 120 rasters of 1,000 x 1,000 cells (one GeoTIFF) and 1,000 circles, both on 200,000 links.
//   cmake --preset release -DYANBI_BUILD_BENCH=ON && cmake --build --preset release --target
//   yanbi_bench_hazard && build/release/bin/yanbi-bench-hazard

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/base/parallel.hpp"
#include "sim/city/city.hpp"
#include "sim/hazard/hazard_file.hpp"
#include "sim/import/hazard/build_hazard.hpp"

namespace {

using yanbi::City;
using yanbi::Hazard;

constexpr int kSide = 225;       // nodes a side: 201,600 links
constexpr double kBlock = 44.0;  // m from node to node
constexpr int kCells = 1000;     // a side
constexpr double kCell = 10.0;   // m
constexpr int kFrames = 120;
constexpr double kWest = 400'000.0;
constexpr double kNorth = 4'100'000.0;

/// Depth, m, in a cell and frame: a wedge of water that rises from the south.
float depth_of(int row, int column, int frame) {
  const double front = kCells - 6.0 * frame;
  return static_cast<float>(std::max(0.0, 0.01 * (row - front)) +
                            0.0001 * (column % 7) * (row > front ? 1.0 : 0.0));
}

/// Links of a grid of streets, sorted by their tail.
class GridBuilder {
 public:
  City build() {
    for (int row = 0; row < kSide; ++row) {
      for (int column = 0; column < kSide; ++column) {
        x_.push_back(kWest + 20.3 + column * kBlock);
        y_.push_back(kNorth - 20.3 - row * kBlock);
        add_links_of(row, column);
      }
    }
    pair_up();
    City city;
    city.name = "grid";
    city.crs = "EPSG:32650";
    city.network = {x_, y_, links_, streets_};
    return city;
  }

 private:
  static std::uint32_t node(int row, int column) {
    return static_cast<std::uint32_t>(row * kSide + column);
  }

  void add_links_of(int row, int column) {
    constexpr std::array<std::array<int, 2>, 4> kSteps = {{{-1, 0}, {0, -1}, {0, 1}, {1, 0}}};
    for (const auto& [down, right] : kSteps) {
      const int to_row = row + down;
      const int to_column = column + right;
      if (to_row >= 0 && to_row < kSide && to_column >= 0 && to_column < kSide) {
        links_.tail.emplace_back(node(row, column));
        links_.head.emplace_back(node(to_row, to_column));
      }
    }
  }

  void pair_up() {
    const std::size_t count = links_.tail.size();
    links_.length_mm.assign(count, static_cast<std::uint32_t>(kBlock * 1000.0));
    links_.width.assign(count, 3.0F);
    links_.form.assign(count, yanbi::WayForm::kFlat);
    links_.opposite.assign(count, yanbi::LinkId());
    links_.street.assign(count, 0);
    streets_.first_vertex = {0};
    for (std::size_t l = 0; l < count; ++l) {
      const auto same = std::equal_range(links_.tail.begin(), links_.tail.end(), links_.head[l]);
      for (auto it = same.first; it != same.second; ++it) {
        const auto other = static_cast<std::size_t>(it - links_.tail.begin());
        if (links_.head[other] == links_.tail[l] && other > l) {
          add_street(l, other);
        }
      }
    }
  }

  void add_street(std::size_t link, std::size_t other) {
    const auto street = static_cast<std::uint32_t>(streets_.source_id.size());
    links_.opposite[link] = yanbi::LinkId(other);
    links_.opposite[other] = yanbi::LinkId(link);
    links_.street[link] = street;
    links_.street[other] = street;
    streets_.source_id.push_back(0);
    for (const yanbi::NodeId end : {links_.tail[link], links_.head[link]}) {
      streets_.x.push_back(x_[end.index()]);
      streets_.y.push_back(y_[end.index()]);
    }
    streets_.first_vertex.push_back(static_cast<std::uint32_t>(streets_.x.size()));
  }

  std::vector<double> x_;
  std::vector<double> y_;
  yanbi::LinkColumns links_;
  yanbi::StreetColumns streets_;
};

void write_rasters(const std::filesystem::path& path) {
  GDALAllRegister();
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
  const std::unique_ptr<GDALDataset> dataset(
      driver->Create(path.c_str(), kCells, kCells, kFrames, GDT_Float32, nullptr));
  std::array<double, 6> place = {kWest, kCell, 0.0, kNorth, 0.0, -kCell};
  OGRSpatialReference reference;
  reference.importFromEPSG(32650);
  if (!dataset || dataset->SetGeoTransform(place.data()) != CE_None ||
      dataset->SetSpatialRef(&reference) != CE_None) {
    throw std::runtime_error("no raster can be made");
  }
  std::vector<float> values(std::size_t{kCells} * kCells);
  for (int frame = 0; frame < kFrames; ++frame) {
    for (int row = 0; row < kCells; ++row) {
      for (int column = 0; column < kCells; ++column) {
        values[static_cast<std::size_t>(row) * kCells + static_cast<std::size_t>(column)] =
            depth_of(row, column, frame);
      }
    }
    if (dataset->GetRasterBand(frame + 1)->RasterIO(GF_Write, 0, 0, kCells, kCells, values.data(),
                                                    kCells, kCells, GDT_Float32, 0, 0,
                                                    nullptr) != CE_None) {
      throw std::runtime_error("the raster could not be written");
    }
  }
}

class HazardFiles {
 public:
  HazardFiles()
      : folder_(std::filesystem::temp_directory_path() /
                fmt::format("yanbi-bench-hazard-{}", ::getpid())),
        city_(GridBuilder().build()) {
    std::filesystem::create_directories(folder_);
    write_rasters(folder_ / "depth.tif");
    std::ofstream(flood()) << "name = \"flood\"\n[flood]\ndepth = \"depth.tif\"\nfirst = 0\n"
                              "interval = 30\n";
    std::ofstream strikes(attack());
    strikes << "name = \"strikes\"\n[[effects]]\nname = \"e\"\nlink_blocked = 1\n"
               "entrance_blocked = 1\nwork_lost = 1\n[[wave]]\nat = 0\nstrikes = \"all\"\n";
    for (int i = 0; i < kStrikes; ++i) {
      strikes << fmt::format(
          "[[strike]]\nkey = \"{}\"\nfootprints = {{ x = {}, y = {}, radius = 150, effects = \"e\" "
          "}}\n",
          i, strike_x(i), strike_y(i));
    }
  }
  ~HazardFiles() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  HazardFiles(const HazardFiles&) = delete;
  HazardFiles& operator=(const HazardFiles&) = delete;
  HazardFiles(HazardFiles&&) = delete;
  HazardFiles& operator=(HazardFiles&&) = delete;

  [[nodiscard]] const City& city() const noexcept { return city_; }
  [[nodiscard]] std::filesystem::path flood() const { return folder_ / "flood.toml"; }
  [[nodiscard]] std::filesystem::path attack() const { return folder_ / "attack.toml"; }
  [[nodiscard]] std::filesystem::path compiled() const { return folder_ / "hazard.h5"; }

  /// What is wrong with the answers; "" = nothing.
  [[nodiscard]] std::string fault() const {
    const Hazard flood = yanbi::build_hazard(this->flood(), city_, {}, 2);
    for (std::size_t r = 0; r < flood.flood->links.size(); r += 997) {
      const std::size_t link = flood.flood->links.place[r];
      for (int frame = 0; frame < kFrames; frame += 7) {
        const long wanted = std::lround(1000.0 * double{deepest_along(link, frame)});
        const long got = flood.flood->links.depth[r * kFrames + static_cast<std::size_t>(frame)];
        if (std::abs(got - wanted) > 1) {
          return fmt::format("link {} has {} mm in frame {} instead of {}", link, got, frame,
                             wanted);
        }
      }
    }
    return attack_fault();
  }

 private:
  static constexpr int kStrikes = 1000;
  static double strike_x(int i) { return kWest + 500.0 + 9.0 * i; }
  static double strike_y(int i) { return kNorth - 500.0 - (i * 7919) % 9000; }

  /// Every cell that a sample each 10 cm lies in.
  [[nodiscard]] float deepest_along(std::size_t link, int frame) const {
    const std::size_t a = city_.network.tail(yanbi::LinkId(link)).index();
    const std::size_t b = city_.network.head(yanbi::LinkId(link)).index();
    const auto x = city_.network.node_x();
    const auto y = city_.network.node_y();
    float deepest = 0.0F;
    for (int step = 0; step <= 440; ++step) {
      const double at = step / 440.0;
      const int column = static_cast<int>((x[a] + at * (x[b] - x[a]) - kWest) / kCell);
      const int row = static_cast<int>((kNorth - y[a] - at * (y[b] - y[a])) / kCell);
      deepest = std::max(deepest, depth_of(row, column, frame));
    }
    return deepest;
  }

  [[nodiscard]] std::string attack_fault() const {
    const Hazard attack = yanbi::build_hazard(this->attack(), city_, {}, 2);
    const auto x = city_.network.node_x();
    const auto y = city_.network.node_y();
    for (int i = 0; i < kStrikes; i += 97) {
      std::size_t touched = 0;
      for (std::size_t l = 0; l < city_.network.link_count(); ++l) {
        const std::size_t a = city_.network.tail(yanbi::LinkId(l)).index();
        const std::size_t b = city_.network.head(yanbi::LinkId(l)).index();
        // Streets run east or north: the nearest place is found by clamping.
        const double near_x = std::clamp(strike_x(i), std::min(x[a], x[b]), std::max(x[a], x[b]));
        const double near_y = std::clamp(strike_y(i), std::min(y[a], y[b]), std::max(y[a], y[b]));
        touched += std::hypot(near_x - strike_x(i), near_y - strike_y(i)) <= 150.0 ? 1U : 0U;
      }
      const std::size_t got =
          attack.attack->strikes[static_cast<std::size_t>(i)].footprints[0].links.size();
      if (got != touched) {
        return fmt::format("strike {} touches {} links instead of {}", i, got, touched);
      }
    }
    return "";
  }

  std::filesystem::path folder_;
  City city_;
};

void build_flood(benchmark::State& state, const HazardFiles& files) {
  for (auto _ : state) {
    const Hazard hazard =
        yanbi::build_hazard(files.flood(), files.city(), {}, static_cast<int>(state.range(0)));
    benchmark::DoNotOptimize(hazard.flood->links.depth.data());
  }
}

void build_attack(benchmark::State& state, const HazardFiles& files) {
  for (auto _ : state) {
    const Hazard hazard =
        yanbi::build_hazard(files.attack(), files.city(), {}, static_cast<int>(state.range(0)));
    benchmark::DoNotOptimize(hazard.attack->strikes.data());
  }
}

void save_and_load(benchmark::State& state, const HazardFiles& files) {
  const Hazard hazard = yanbi::build_hazard(files.flood(), files.city(), {}, 2);
  for (auto _ : state) {
    yanbi::save_hazard(hazard, files.compiled());
    benchmark::DoNotOptimize(yanbi::load_hazard(files.compiled()).city_hash);
  }
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) {
    return 2;
  }
  const HazardFiles files;
  if (const std::string fault = files.fault(); !fault.empty()) {
    std::fprintf(stderr, "the answer is wrong, nothing is timed: %s\n", fault.c_str());
    return 1;
  }
  const int most = yanbi::available_threads();
  for (int threads = 1; threads <= most; threads *= 2) {
    benchmark::RegisterBenchmark("build_flood", build_flood, std::cref(files))
        ->Arg(threads)
        ->ArgName("threads")
        ->Unit(benchmark::kMillisecond)
        ->UseRealTime();
    benchmark::RegisterBenchmark("build_attack", build_attack, std::cref(files))
        ->Arg(threads)
        ->ArgName("threads")
        ->Unit(benchmark::kMillisecond)
        ->UseRealTime();
  }
  benchmark::RegisterBenchmark("save_and_load", save_and_load, std::cref(files))
      ->Unit(benchmark::kMillisecond)
      ->UseRealTime();
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
