// SPDX-License-Identifier: Apache-2.0
#include "sim/import/roads/osm_roads.hpp"

#include <fmt/format.h>
#include <osmium/osm/relation.hpp>
#include <osmium/osm/way.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "sim/import/notes.hpp"
#include "sim/import/roads/osm_file.hpp"
#include "sim/import/roads/osm_nodes.hpp"
#include "sim/import/roads/osm_restrictions.hpp"
#include "sim/import/roads/road_tally.hpp"
#include "sim/import/roads/way_rules.hpp"

namespace yanbi {
namespace {

constexpr const char* kOsmCrs = "EPSG:4326";

/// A way with a highway tag.
struct Highway {
  std::int64_t id = 0;
  std::uint32_t version = 0;
  JudgedWay judged;
  bool is_area = false;  ///< a square: its outline stands for it
  std::vector<std::int64_t> nodes;
};

/// What the file holds that is not a plain way.
struct OsmCounts {
  std::size_t deleted = 0;
  std::size_t repeated_ways = 0;
  std::size_t areas = 0;
  std::size_t area_relations = 0;
  std::size_t cut_ways = 0;
  std::size_t short_ways = 0;
};

WayTags tags_of(const osmium::Way& way) {
  WayTags tags;
  const auto names = way_tag_names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (const char* value = way.tags().get_value_by_key(names[i])) {
      set_way_tag(tags, i, value);
    }
  }
  return tags;
}

/// A square is walked along its outline; it has no lanes for vehicles.
void close_to_vehicles(JudgedWay& judged) {
  judged.use.drive_forward = {};
  judged.use.drive_backward = {};
  if (judged.vehicles == WayVerdict::kOpen) {
    judged.vehicles = WayVerdict::kClass;
  }
}

Highway to_highway(const osmium::Way& way, const WayRules& rules) {
  Highway highway;
  highway.id = way.id();
  highway.version = way.version();
  highway.judged = rules.judge(tags_of(way));
  for (const osmium::NodeRef& node : way.nodes()) {
    highway.nodes.push_back(node.ref());
  }
  highway.is_area = way.tags().has_tag("area", "yes") && highway.nodes.size() > 1 &&
                    highway.nodes.front() == highway.nodes.back();
  if (highway.is_area) {
    close_to_vehicles(highway.judged);
  }
  return highway;
}

/// Reads the file in two passes, ways and then nodes, and makes lines of them.
class OsmRoadReader {
 public:
  OsmRoadReader(const StreetsSpec& spec, const OsmFile& file, ProblemList& problems)
      : spec_(spec), file_(file), problems_(problems) {}

  /// False after problems.
  [[nodiscard]] bool gather() {
    if (!read_ways() || !sort_ways()) {
      return false;
    }
    for (const Highway& highway : highways_) {
      for (const std::int64_t node : highway.nodes) {
        nodes_.want(node);
      }
    }
    return nodes_.read(file_, problems_);
  }

  [[nodiscard]] bool project(const Crs& working) {
    const std::optional<Crs> stated = Crs::parse(spec_.source.crs.value_or(kOsmCrs));
    if (!stated) {
      return false;  // the reader of the city file has reported it
    }
    x_ = nodes_.lon();
    y_ = nodes_.lat();
    const std::size_t before = problems_.size();
    const std::vector<std::uint8_t> good =
        Projector(*stated, working).project(x_, y_, {spec_.source.given, "node", {}}, problems_);
    return problems_.size() == before;
  }

  [[nodiscard]] RoadLines make_lines() {
    std::vector<bool> is_used(nodes_.size(), false);
    for (const Highway& highway : highways_) {
      add_lines(highway, is_used);
    }
    number_vertices(is_used);
    number_of_lines_ = lines_.lines.size();
    lines_.turn_rules =
        restrictions_.rules([&](std::int64_t node) { return vertex_of(node); },
                            [&](std::int64_t way) { return is_driven(way); }, file_, problems_);
    return std::move(lines_);
  }

  /// A problem when nothing was read that can be used, or nothing to walk on where that is asked.
  void report_unusable();
  void add_notes(std::vector<ImportNote>& notes) const;

 private:
  bool read_ways();
  bool sort_ways();
  void add_lines(const Highway& highway, std::vector<bool>& is_used);
  [[nodiscard]] std::vector<std::vector<std::uint32_t>> runs_of(const Highway& highway);
  [[nodiscard]] double length(const std::vector<std::uint32_t>& run) const;
  void number_vertices(const std::vector<bool>& is_used);
  [[nodiscard]] std::optional<std::uint32_t> vertex_of(std::int64_t node) const;
  [[nodiscard]] bool is_driven(std::int64_t way) const;

  const StreetsSpec& spec_;
  const OsmFile& file_;
  ProblemList& problems_;
  std::vector<Highway> highways_;
  std::vector<std::int64_t> deleted_ways_;
  std::optional<std::pair<std::int64_t, std::uint32_t>> last_way_;  ///< id and version
  OsmNodes nodes_;
  std::vector<double> x_;  ///< of the nodes, working CRS, m
  std::vector<double> y_;
  OsmRestrictions restrictions_;
  RoadLines lines_;  ///< vertices are indices of nodes until they are numbered
  std::vector<std::optional<std::uint32_t>> vertex_of_node_;
  std::size_t number_of_lines_ = 0;
  RoadTally tally_;
  OsmCounts counts_;
};

bool OsmRoadReader::read_ways() {
  const WayRules rules(spec_);
  OsmVisitors visitors;
  visitors.way = [&](const osmium::Way& way) {
    // Histories keep the versions of a way together; the later ones may have lost their tags.
    if (last_way_ && last_way_->first == way.id() && last_way_->second != way.version()) {
      problems_.add(file_.twice("way", way.id(), last_way_->second, way.version()));
    }
    last_way_ = std::pair(way.id(), way.version());
    if (!way.visible()) {
      deleted_ways_.push_back(way.id());
    } else if (way.tags().has_key("highway")) {
      highways_.push_back(to_highway(way, rules));
    }
  };
  visitors.relation = [&](const osmium::Relation& relation) {
    counts_.deleted += relation.visible() ? 0U : 1U;
    const bool is_area = relation.visible() && relation.tags().has_tag("type", "multipolygon");
    counts_.area_relations += is_area && relation.tags().has_key("highway") ? 1U : 0U;
    restrictions_.add(relation);
  };
  const std::size_t before = problems_.size();
  if (!file_.visit(visitors, problems_) || problems_.size() != before) {
    return false;
  }
  counts_.deleted += deleted_ways_.size();
  return true;
}

bool OsmRoadReader::sort_ways() {
  std::stable_sort(highways_.begin(), highways_.end(),
                   [](const Highway& a, const Highway& b) { return a.id < b.id; });
  std::sort(deleted_ways_.begin(), deleted_ways_.end());
  const std::size_t before = problems_.size();
  for (std::size_t h = 1; h < highways_.size(); ++h) {
    const Highway& first = highways_[h - 1];
    const Highway& second = highways_[h];
    if (first.id == second.id &&
        (first.version != second.version || first.nodes != second.nodes ||
         first.is_area != second.is_area || first.judged.use != second.judged.use)) {
      problems_.add(file_.twice("way", first.id, first.version, second.version));
    }
  }
  for (const Highway& highway : highways_) {
    if (std::binary_search(deleted_ways_.begin(), deleted_ways_.end(), highway.id)) {
      problems_.add(file_.problem_at(
          "way", highway.id, "it is there both deleted and not: the file is a history",
          "make an extract of one date, such as with osmium time-filter"));
    }
  }
  const auto kept = std::unique(highways_.begin(), highways_.end(),
                                [](const Highway& a, const Highway& b) { return a.id == b.id; });
  counts_.repeated_ways = static_cast<std::size_t>(highways_.end() - kept);
  highways_.erase(kept, highways_.end());
  return problems_.size() == before;
}

/// The parts of a way between nodes that the file does not hold, without repeats.
std::vector<std::vector<std::uint32_t>> OsmRoadReader::runs_of(const Highway& highway) {
  std::vector<std::vector<std::uint32_t>> runs(1);
  bool is_cut = false;
  for (const std::int64_t id : highway.nodes) {
    const std::optional<std::uint32_t> node = nodes_.find(id);
    if (!node) {
      is_cut = true;
      runs.emplace_back();
    } else if (runs.back().empty() || runs.back().back() != *node) {
      runs.back().push_back(*node);
    }
  }
  std::erase_if(runs, [](const std::vector<std::uint32_t>& run) { return run.size() < 2; });
  if (highway.judged.is_usable()) {
    counts_.cut_ways += is_cut ? 1U : 0U;
    counts_.short_ways += !is_cut && runs.empty() ? 1U : 0U;
  }
  return runs;
}

double OsmRoadReader::length(const std::vector<std::uint32_t>& run) const {
  double metres = 0.0;
  for (std::size_t i = 1; i < run.size(); ++i) {
    const double dx = x_[run[i]] - x_[run[i - 1]];
    const double dy = y_[run[i]] - y_[run[i - 1]];
    metres += std::sqrt(dx * dx + dy * dy);
  }
  return metres;
}

void OsmRoadReader::add_lines(const Highway& highway, std::vector<bool>& is_used) {
  double metres = 0.0;
  for (std::vector<std::uint32_t>& run : runs_of(highway)) {
    metres += length(run);
    if (highway.judged.is_usable()) {
      for (const std::uint32_t node : run) {
        is_used[node] = true;
      }
      lines_.lines.push_back({highway.id, highway.judged.use, std::move(run)});
    }
  }
  tally_.add(highway.judged, metres);
  counts_.areas += highway.is_area && highway.judged.is_usable() ? 1U : 0U;
}

void OsmRoadReader::number_vertices(const std::vector<bool>& is_used) {
  vertex_of_node_.resize(is_used.size());
  for (std::size_t node = 0; node < is_used.size(); ++node) {
    if (is_used[node]) {
      vertex_of_node_[node] = static_cast<std::uint32_t>(lines_.x.size());
      lines_.x.push_back(x_[node]);
      lines_.y.push_back(y_[node]);
      lines_.vertex_key.push_back(nodes_.id()[node]);
    }
  }
  for (RoadLine& line : lines_.lines) {
    for (std::uint32_t& vertex : line.vertices) {
      vertex = vertex_of_node_[vertex].value();
    }
  }
}

std::optional<std::uint32_t> OsmRoadReader::vertex_of(std::int64_t node) const {
  const std::optional<std::uint32_t> index = nodes_.find(node);
  return index ? vertex_of_node_[*index] : std::nullopt;
}

bool OsmRoadReader::is_driven(std::int64_t way) const {
  const auto at =
      std::lower_bound(highways_.begin(), highways_.end(), way,
                       [](const Highway& highway, std::int64_t id) { return highway.id < id; });
  return at != highways_.end() && at->id == way && at->judged.use.is_drivable();
}

void OsmRoadReader::report_unusable() {
  const auto report = [&](const char* reason, const char* remedy) {
    problems_.add({spec_.source.given, 0, "", "", reason, remedy});
  };
  if (highways_.empty()) {
    report("no way in the file has a highway tag", "give an extract with roads");
  } else if (nodes_.missing() == nodes_.size()) {
    report("the file holds none of the nodes of its ways, so nothing says where they are",
           "give an extract with its nodes, such as by osmium extract");
  } else if (tally_.usable() == 0) {
    report("no way in the file can be used: none is of a class that is open",
           "give an extract with roads; [streets.classes] can open classes");
  } else if (spec_.walk && tally_.walkers(WayVerdict::kOpen).ways == 0) {
    report("no way in the file can be walked",
           "give streets or paths that people walk on, change [streets.classes], or say modes = "
           "[\"drive\"] if the network is for vehicles only");
  } else if (number_of_lines_ == 0) {
    report("no way in the file has two nodes with a position", "give an extract with its nodes");
  }
}

void OsmRoadReader::add_notes(std::vector<ImportNote>& notes) const {
  tally_.add_notes(highways_.size(), notes);
  const auto note = [&](const char* key, std::size_t count, const char* unit,
                        const std::string& text) {
    if (count > 0) {
      add_note(notes, kStreetsTopic, key, as_figure(count), unit, text);
    }
  };
  note("cut_ways", counts_.cut_ways, "ways",
       fmt::format(
           "{} ways were cut where the file does not hold their nodes ({} in all), as at the "
           "edge of an extract.",
           counts_.cut_ways, nodes_.missing()));
  note("short_ways", counts_.short_ways, "ways",
       fmt::format("{} ways have fewer than two different nodes: left out.", counts_.short_ways));
  note("squares", counts_.areas, "ways",
       fmt::format("{} ways are squares (area = yes): walkers go along their outline, not across.",
                   counts_.areas));
  note("square_relations", counts_.area_relations, "relations",
       fmt::format("{} squares are multipolygons: left out.", counts_.area_relations));
  note("deleted", counts_.deleted, "objects",
       fmt::format("{} ways and relations are marked as deleted: left out.", counts_.deleted));
  note("repeated", counts_.repeated_ways + nodes_.repeated(), "objects",
       fmt::format("{} ways and {} nodes are there again, and the same: taken once.",
                   counts_.repeated_ways, nodes_.repeated()));
  restrictions_.add_notes(notes);
}

}  // namespace

RoadLines read_osm_roads(const StreetsSpec& spec, const Crs& working, ProblemList& problems,
                         std::vector<ImportNote>& notes) {
  const std::optional<OsmFile> file = OsmFile::open(spec.source.path, spec.source.given, problems);
  if (!file) {
    return {};
  }
  OsmRoadReader reader(spec, *file, problems);
  if (!reader.gather() || !reader.project(working)) {
    return {};
  }
  const std::size_t before = problems.size();
  RoadLines lines = reader.make_lines();
  reader.add_notes(notes);
  reader.report_unusable();
  return problems.size() == before ? std::move(lines) : RoadLines{};
}

std::optional<std::pair<double, double>> position_of_osm(const std::filesystem::path& path) {
  ProblemList unheard;
  const std::optional<OsmFile> file = OsmFile::open(path, path.string(), unheard);
  return file ? file->middle() : std::nullopt;
}

}  // namespace yanbi
