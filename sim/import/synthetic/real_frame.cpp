// SPDX-License-Identifier: Apache-2.0
#include "sim/import/synthetic/real_frame.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "sim/config/csv.hpp"
#include "sim/import/geo/crs.hpp"
#include "sim/import/geo/vector_layer.hpp"
#include "sim/import/geo/working_crs.hpp"
#include "sim/import/notes.hpp"
#include "sim/import/people/household_shares.hpp"
#include "sim/import/people/zones_import.hpp"
#include "sim/import/source_table.hpp"
#include "sim/import/values.hpp"

namespace yanbi {
namespace {

constexpr double kMostPersons = 1e8;
constexpr double kMostStretch = 0.01;
constexpr double kSumTolerance = 0.01;

/// The given working CRS, or one that fits the middle of the districts.
std::optional<Crs> working_crs(const SyntheticSpec& spec, ProblemList& problems, Frame& frame) {
  frame.crs = spec.crs;
  if (frame.crs.empty()) {
    const SourceSpec& source = spec.frame.real->districts;
    const VectorLayer layer = read_vector_layer(source.path, source.given, source.layer,
                                                {spec.frame.real->key}, problems, source.encoding);
    const std::optional<Crs> own =
        layer.size() > 0 ? source_crs(source, layer.table.crs, problems) : std::nullopt;
    if (!own || layer.x.empty()) {
      return std::nullopt;
    }
    const auto middle = [](const std::vector<double>& values) {
      const auto [least, most] = std::minmax_element(values.begin(), values.end());
      return 0.5 * (*least + *most);
    };
    if (own->is_geographic()) {
      frame.crs = choose_working_crs(middle(layer.x), middle(layer.y)).value_or("");
    } else {
      frame.crs = source.crs.value_or(layer.table.crs);
    }
  }
  std::optional<Crs> working = Crs::parse(frame.crs);
  if (!working || !working->is_in_metres()) {
    problems.add({spec.file, 0, "crs", frame.crs, "no working CRS in metres fits the districts",
                  "give crs, a projected CRS such as \"EPSG:4548\""});
    return std::nullopt;
  }
  return working;
}

/// Lengths are measured in the working CRS: it must not stretch them where the city is.
void check_stretch(const Crs& working, const SyntheticSpec& spec, const Frame& frame,
                   ProblemList& problems) {
  if (frame.districts.x.empty()) {
    return;
  }
  const auto scale = working.scale_at(frame.districts.x.front(), frame.districts.y.front());
  if (scale && std::abs(*scale - 1.0) > kMostStretch) {
    problems.add(
        {spec.file, 0, "crs", frame.crs,
         fmt::format("distances measured in the working CRS are {:.3f} times the true ones",
                     *scale),
         "leave crs out, or choose the projected CRS of the place"});
  }
}

Region region_of(const Geography& districts, std::size_t zone) {
  Region region;
  for (std::uint32_t r = districts.first_ring[zone]; r < districts.first_ring[zone + 1]; ++r) {
    std::vector<Point> ring;
    for (std::uint32_t v = districts.first_vertex[r]; v < districts.first_vertex[r + 1]; ++v) {
      ring.push_back({districts.x[v], districts.y[v]});
    }
    region.rings.push_back(std::move(ring));
  }
  region.low = region.rings.front().front();
  region.high = region.low;
  for (const std::vector<Point>& ring : region.rings) {
    for (const Point& p : ring) {
      region.low = {std::min(region.low.x, p.x), std::min(region.low.y, p.y)};
      region.high = {std::max(region.high.x, p.x), std::max(region.high.y, p.y)};
    }
  }
  return region;
}

/// A column of ages: "age_0_14", or "age_65_up".
std::optional<AgeGroup> age_group_of(const std::string& column) {
  constexpr std::string_view kPrefix = "age_";
  if (!column.starts_with(kPrefix)) {
    return std::nullopt;
  }
  const std::string rest = column.substr(kPrefix.size());
  const std::size_t cut = rest.find('_');
  if (cut == std::string::npos) {
    return std::nullopt;
  }
  const auto first = parse_number(rest.substr(0, cut));
  const std::string end = rest.substr(cut + 1);
  const auto last = parse_number(end);
  if (!first || (!last && end != "up")) {
    return std::nullopt;
  }
  AgeGroup group{last ? rest.substr(0, cut) + "-" + end : rest.substr(0, cut) + "+",
                 static_cast<int>(*first),
                 {}};
  if (last) {
    group.last = static_cast<int>(*last);
  }
  return group;
}

/// The census, column by column.
class Census {
 public:
  Census(const SourceSpec& source, ProblemList& problems)
      : problems_(problems), table_(read_csv(source.path, source.given, {}, problems)) {
    if (table_.rows() == 0) {
      return;
    }
    code_ = find_column(table_, "code", problems);
    population_ = find_column(table_, "population", problems);
    urban_ = optional_column("urban_share");
    mean_ = optional_column("household_mean");
    single_ = optional_column("single_share");
    if (code_) {
      check_unique_keys(table_, *code_, problems);
    }
    find_ages();
  }

  [[nodiscard]] bool usable() const { return code_ && population_; }

  /// Fills regions and profiles of `frame`, whose districts have been read.
  void apply(double urban_share, Frame& frame) {
    std::map<std::string, std::size_t> row_of;
    for (std::size_t row = 0; row < table_.rows(); ++row) {
      row_of.emplace(trimmed(table_.cell(row, *code_)), row);
    }
    frame.age_groups = ages_;
    for (std::size_t zone = 0; zone < frame.districts.size(); ++zone) {
      const auto found = row_of.find(frame.districts.key[zone]);
      if (found == row_of.end()) {
        problems_.add({table_.file, 0, "code", frame.districts.key[zone],
                       "this district has no row, so nobody would live in it",
                       "add a row, or take the district out of the boundaries"});
        continue;
      }
      read_region(found->second, urban_share, frame.regions[zone]);
      if (mean_ || !ages_.empty()) {
        frame.profiles.push_back({frame.districts.label[zone], frame.household_shares, {}});
        read_profile(found->second, frame.profiles.back());
      }
      row_of.erase(found);
    }
    for (const auto& [code, row] : row_of) {
      problems_.add(table_.problem_at(row, "code", code,
                                      "no district of the boundaries has this key",
                                      "correct the code, or take the row out"));
    }
  }

 private:
  [[nodiscard]] std::optional<std::size_t> optional_column(const std::string& name) const {
    const auto found = std::find(table_.columns.begin(), table_.columns.end(), name);
    return found == table_.columns.end()
               ? std::nullopt
               : std::optional(static_cast<std::size_t>(found - table_.columns.begin()));
  }

  void find_ages() {
    for (std::size_t c = 0; c < table_.columns.size(); ++c) {
      if (const std::optional<AgeGroup> group = age_group_of(table_.columns[c])) {
        const bool follows = ages_.empty()
                                 ? group->first == 0
                                 : ages_.back().last && *ages_.back().last + 1 == group->first;
        if (!follows || (group->last && *group->last < group->first)) {
          problems_.add({table_.file, 1, table_.columns[c], "",
                         "age groups must start at 0 and follow on one another without gaps",
                         "name the columns age_0_14, age_15_64 ... age_65_up, in this order"});
        }
        ages_.push_back(*group);
        age_columns_.push_back(c);
      }
    }
  }

  void read_region(std::size_t row, double urban_share, Region& region) {
    const auto persons = read_number(table_, row, *population_, 0.0, kMostPersons, problems_);
    if (persons && *persons != std::floor(*persons)) {
      problems_.add(table_.problem_at(row, "population", table_.cell(row, *population_),
                                      "persons must be a whole number",
                                      "round the figures of the file"));
    }
    region.persons = static_cast<std::int64_t>(persons.value_or(0.0));
    region.urban_share =
        urban_ ? read_number(table_, row, *urban_, 0.0, 1.0, problems_).value_or(urban_share)
               : urban_share;
  }

  void read_profile(std::size_t row, Profile& profile) {
    const auto mean =
        mean_ ? read_number(table_, row, *mean_, 1.0, kLargestHousehold, problems_) : std::nullopt;
    const auto single =
        single_ ? read_number(table_, row, *single_, 0.0, 1.0, problems_) : std::nullopt;
    if (mean) {
      if (auto shares = household_shares_from_mean(*mean, single)) {
        profile.household_shares = std::move(*shares);
      } else {
        problems_.add(table_.problem_at(row, "household_mean", table_.cell(row, *mean_),
                                        "no households have this mean and this share of singles",
                                        "correct household_mean or single_share"));
      }
    }
    for (const std::size_t column : age_columns_) {
      profile.age_shares.push_back(
          read_number(table_, row, column, 0.0, 1.0, problems_).value_or(0.0));
    }
    scale_ages(row, profile.age_shares);
  }

  void scale_ages(std::size_t row, std::vector<double>& shares) {
    if (shares.empty()) {
      return;
    }
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    if (std::abs(sum - 1.0) > kSumTolerance) {
      problems_.add(table_.problem_at(row, table_.columns[age_columns_.front()],
                                      fmt::format("{:.4f}", sum),
                                      "the shares of ages must sum to 1", "correct the shares"));
      return;
    }
    for (double& share : shares) {
      share /= sum;
    }
  }

  ProblemList& problems_;
  Table table_;
  std::optional<std::size_t> code_;
  std::optional<std::size_t> population_;
  std::optional<std::size_t> urban_;
  std::optional<std::size_t> mean_;
  std::optional<std::size_t> single_;
  std::vector<AgeGroup> ages_;
  std::vector<std::size_t> age_columns_;
};

/// Areas, and that anybody lives anywhere.
void finish(const SyntheticSpec& spec, Frame& frame, ProblemList& problems) {
  const ZoneLocator zones(frame.districts);
  std::int64_t persons = 0;
  for (std::size_t z = 0; z < frame.regions.size(); ++z) {
    frame.regions[z].area = zones.area(ZoneId(z));
    persons += frame.regions[z].persons;
  }
  if (persons == 0 && problems.empty()) {
    problems.add({spec.frame.real->people.given, 0, "population", "", "nobody lives anywhere",
                  "give the districts people"});
  }
}

}  // namespace

Frame read_real_frame(const SyntheticSpec& spec, ProblemList& problems,
                      std::vector<ImportNote>& notes) {
  const RealFrameSpec& real = *spec.frame.real;
  Frame frame;
  frame.is_real = true;
  frame.household_shares = spec.frame.household_shares;
  Census census(real.people, problems);
  const std::optional<Crs> working = working_crs(spec, problems, frame);
  if (!working) {
    return frame;
  }
  GeographySpec geography;
  geography.name = "district";
  geography.source = real.districts;
  geography.key = real.key;
  geography.label = real.label;
  frame.districts = read_zones(geography, *working, problems, notes);
  check_stretch(*working, spec, frame, problems);
  for (std::size_t zone = 0; zone < frame.districts.size(); ++zone) {
    frame.region_of_zone.push_back(static_cast<std::uint32_t>(zone));
    frame.regions.push_back(region_of(frame.districts, zone));
  }
  if (census.usable() && frame.districts.size() > 0) {
    census.apply(spec.frame.urban_share, frame);
    finish(spec, frame, problems);
  }
  add_input_files(real.districts, frame.inputs);
  add_input_files(real.people, frame.inputs);
  return frame;
}

}  // namespace yanbi
