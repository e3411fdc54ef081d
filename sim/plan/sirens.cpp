// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/sirens.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "sim/base/hash.hpp"
#include "sim/base/problem.hpp"
#include "sim/base/time.hpp"
#include "sim/config/csv_rows.hpp"

namespace yanbi {
namespace {

constexpr double kFarthestReach = 100000.0;   // m
constexpr double kLargestCoordinate = 1.0e8;  // m

struct NumberRange {
  double least;
  double most;
};

/// Reads the table, and collects what is wrong with it.
class SirenTable {
 public:
  SirenTable(CsvRows& rows, std::string file, const SirenParameters& parameters,
             ProblemList& problems)
      : rows_(rows), file_(std::move(file)), parameters_(parameters), problems_(problems) {}

  std::vector<Siren> read() {
    std::vector<Siren> sirens;
    if (rows_.columns().empty() || !find_columns()) {
      return sirens;
    }
    while (rows_.next()) {
      const std::size_t before = problems_.size();
      Siren siren = read_row();
      if (problems_.size() == before) {
        sirens.push_back(std::move(siren));
      }
    }
    if (sirens.empty() && problems_.empty()) {
      problems_.add({file_, 0, "", "", "the table has no siren", "add a row for each siren"});
    }
    return sirens;
  }

 private:
  static constexpr std::array<const char*, 6> kColumns = {"id",      "x",     "y",
                                                          "reach_m", "fails", "delay_s"};
  static constexpr std::size_t kRequired = 3;

  bool find_columns() {
    const std::vector<std::string> known(kColumns.begin(), kColumns.end());
    for (std::size_t c = 0; c < rows_.columns().size(); ++c) {
      const std::string& name = rows_.columns()[c];
      const auto found = std::find(known.begin(), known.end(), name);
      if (found != known.end()) {
        place_[static_cast<std::size_t>(found - known.begin())] = c;
      } else {
        const std::string nearest = nearest_word(name, known);
        problems_.add({file_, 1, "column", name, "a table of sirens has no column of this name",
                       nearest.empty() ? fmt::format("use {}", fmt::join(known, ", "))
                                       : fmt::format("did you mean '{}'?", nearest)});
      }
    }
    bool complete = true;
    for (std::size_t k = 0; k < kRequired; ++k) {
      if (!place_[k]) {
        complete = false;
        problems_.add({file_, 1, "column", kColumns[k], "is missing",
                       "a table of sirens needs the columns id, x and y"});
      }
    }
    return complete;
  }

  Siren read_row() {
    Siren siren;
    siren.id = std::string(cell(0));
    if (siren.id.empty()) {
      add(0, "a siren needs an id: it decides whether the siren fails", "give every siren an id");
    } else if (!ids_.insert(siren.id).second) {
      add(0, "an earlier row has this id too", "give every siren an id of its own");
    }
    constexpr NumberRange kCoordinates{-kLargestCoordinate, kLargestCoordinate};
    siren.x = number(1, kCoordinates, std::nullopt);
    siren.y = number(2, kCoordinates, std::nullopt);
    siren.reach = number(3, {0.0, kFarthestReach}, parameters_.reach);
    siren.failure = number(4, {0.0, 1.0}, parameters_.failure);
    siren.delay = number(5, {0.0, kLongestHorizonSeconds}, 0.0);
    return siren;
  }

  /// The number in a cell; what an empty one means is `fallback`, or a problem.
  double number(std::size_t column, NumberRange range, std::optional<double> fallback) {
    const std::string_view text = cell(column);
    if (text.empty() && fallback) {
      return *fallback;
    }
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    // A number that is none lies in no range.
    if (error != std::errc{} || end != text.data() + text.size() ||
        !(value >= range.least && value <= range.most)) {
      add(column, "this is not a number that can be here",
          fmt::format("give a number from {:g} to {:g}", range.least, range.most));
    }
    return value;
  }

  [[nodiscard]] std::string_view cell(std::size_t column) const {
    return place_[column] ? rows_.cell(*place_[column]) : std::string_view();
  }

  void add(std::size_t column, std::string reason, std::string remedy) {
    problems_.add({file_, rows_.line(), kColumns[column], std::string(cell(column)),
                   std::move(reason), std::move(remedy)});
  }

  CsvRows& rows_;
  std::string file_;
  const SirenParameters& parameters_;
  ProblemList& problems_;
  std::array<std::optional<std::size_t>, kColumns.size()> place_;
  std::set<std::string> ids_;
};

/// "12 to 3400", of the coordinates of the origins.
std::string extent_text(const std::vector<double>& coordinate) {
  const auto [least, most] = std::minmax_element(coordinate.begin(), coordinate.end());
  return coordinate.empty() ? std::string("nothing")
                            : fmt::format("{:.0f} to {:.0f}", *least, *most);
}

}  // namespace

std::vector<Siren> read_sirens(const std::filesystem::path& path,
                               const SirenParameters& parameters) {
  ProblemList problems;
  const std::string file = path.string();
  std::optional<std::string> text = read_text_file(path, file, problems);
  problems.throw_if_any();
  CsvRows rows(std::move(*text), file, std::nullopt, problems);
  std::vector<Siren> sirens = SirenTable(rows, file, parameters, problems).read();
  problems.throw_if_any();
  return sirens;
}

SirenCoverage cover_origins(const Origins& origins, const std::vector<Siren>& sirens) {
  SirenCoverage coverage;
  double farthest = 0.0;
  for (const Siren& siren : sirens) {
    coverage.key.push_back(hash_text(siren.id));
    coverage.failure.push_back(siren.failure);
    farthest = std::max(farthest, siren.reach);
  }
  // From west to east, so that each origin looks at a strip of the city only.
  std::vector<std::uint32_t> by_x(sirens.size());
  std::iota(by_x.begin(), by_x.end(), 0U);
  std::sort(by_x.begin(), by_x.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::pair(sirens[a].x, a) < std::pair(sirens[b].x, b);
  });
  coverage.first.reserve(origins.size() + 1);
  coverage.first.push_back(0);
  std::vector<std::pair<double, std::uint32_t>> heard;
  for (std::size_t o = 0; o < origins.size(); ++o) {
    heard.clear();
    auto next = std::lower_bound(
        by_x.begin(), by_x.end(), origins.x[o] - farthest,
        [&](std::uint32_t siren, double least_x) { return sirens[siren].x < least_x; });
    for (; next != by_x.end() && sirens[*next].x <= origins.x[o] + farthest; ++next) {
      const Siren& siren = sirens[*next];
      const double east = siren.x - origins.x[o];
      const double north = siren.y - origins.y[o];
      const double distance = std::sqrt(east * east + north * north);
      if (distance <= siren.reach) {
        heard.emplace_back(siren_heard_after(siren.delay, distance), *next);
      }
    }
    std::sort(heard.begin(), heard.end());
    for (const auto& [after, siren] : heard) {
      coverage.siren.push_back(siren);
      coverage.after.push_back(after);
    }
    coverage.first.push_back(static_cast<std::uint32_t>(coverage.siren.size()));
  }
  return coverage;
}

SirenCoverage read_siren_coverage(const std::filesystem::path& path, const City& city,
                                  const SirenParameters& parameters) {
  SirenCoverage coverage = cover_origins(city.origins, read_sirens(path, parameters));
  if (coverage.siren.empty()) {
    throw InputError(
        {{path.string(), 0, "x, y", "", "no siren is within reach of any building",
          fmt::format("give x and y in m in the city's working CRS ({}), in which its buildings "
                      "have x from {} and y from {}",
                      city.crs, extent_text(city.origins.x), extent_text(city.origins.y))}});
  }
  return coverage;
}

}  // namespace yanbi
