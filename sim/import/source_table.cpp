// SPDX-License-Identifier: Apache-2.0
#include "sim/import/source_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>
#include <utility>

#include "sim/base/equal_items.hpp"
#include "sim/base/hash.hpp"
#include "sim/config/csv.hpp"
#include "sim/import/geo/vector_layer.hpp"
#include "sim/import/notes.hpp"
#include "sim/import/values.hpp"

namespace yanbi {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
/// Coordinates of a feature whose geometry is no point: the problem has been reported.
constexpr double kReported = std::numeric_limits<double>::infinity();

std::string lower_extension(const std::filesystem::path& path) {
  return lower_ascii(path.extension().string());
}

bool is_csv(const std::filesystem::path& path) {
  const std::string extension = lower_extension(path);
  return extension == ".csv" || extension == ".txt" || extension == ".tsv";
}

/// The features of a layer as rows with their points; a layer without any geometry has none.
Table point_table(VectorLayer layer, ProblemList& problems) {
  Table table = std::move(layer.table);
  const bool has_geometry = std::any_of(layer.kind.begin(), layer.kind.end(),
                                        [](GeometryKind k) { return k != GeometryKind::kNone; });
  if (!has_geometry) {
    return table;
  }
  table.point_x.assign(layer.size(), kNone);
  table.point_y.assign(layer.size(), kNone);
  for (std::size_t f = 0; f < layer.size(); ++f) {
    if (layer.kind[f] == GeometryKind::kPoint &&
        layer.first_part[f + 1] == layer.first_part[f] + 1) {
      const std::size_t vertex = layer.first_vertex[layer.first_part[f]];
      table.point_x[f] = layer.x[vertex];
      table.point_y[f] = layer.y[vertex];
    } else if (layer.kind[f] != GeometryKind::kNone) {
      table.point_x[f] = kReported;
      table.point_y[f] = kReported;
      problems.add(table.problem_at(f, "geometry", "", "the feature is not a single point",
                                    "give points, such as centroids"));
    }
  }
  return table;
}

/// Reads the positions of a table before they are projected.
class PositionReader {
 public:
  PositionReader(const Table& table, std::span<const std::string> no_position,
                 ProblemList& problems)
      : table_(table), no_position_(no_position), problems_(problems) {
    out_.x.assign(table.rows(), kNone);
    out_.y.assign(table.rows(), kNone);
    out_.good.assign(table.rows(), 0);
    out_.absent.assign(table.rows(), 0);
  }

  void read_two_columns(const std::string& x_name, const std::string& y_name) {
    const auto x = find_column(table_, x_name, problems_);
    const auto y = find_column(table_, y_name, problems_);
    if (!x || !y) {
      return;
    }
    constexpr double kFar = 1e9;
    for (std::size_t row = 0; row < table_.rows(); ++row) {
      if (says_none(row, *x) && says_none(row, *y)) {
        out_.absent[row] = 1;
        continue;
      }
      const auto east = read_number(table_, row, *x, -kFar, kFar, problems_);
      const auto north = read_number(table_, row, *y, -kFar, kFar, problems_);
      if (east && north) {
        out_.x[row] = *east;
        out_.y[row] = *north;
      }
    }
  }

  void read_one_column(const std::string& name, bool north_first) {
    const auto column = find_column(table_, name, problems_);
    if (!column) {
      return;
    }
    for (std::size_t row = 0; row < table_.rows(); ++row) {
      const std::string& text = table_.cell(row, *column);
      if (says_none(row, *column)) {
        out_.absent[row] = 1;
      } else if (const auto pair = parse_pair(half_width(text))) {
        out_.x[row] = north_first ? pair->second : pair->first;
        out_.y[row] = north_first ? pair->first : pair->second;
      } else {
        problems_.add(table_.problem_at(row, name, text, "this is not a pair of coordinates",
                                        "write two numbers with a comma between them"));
      }
    }
  }

  void take_points() {
    out_.x = table_.point_x;
    out_.y = table_.point_y;
    for (std::size_t row = 0; row < out_.x.size(); ++row) {
      if (!std::isnan(out_.x[row])) {
        continue;
      }
      out_.absent[row] = no_position_.empty() ? 0 : 1;
      if (no_position_.empty()) {
        problems_.add(table_.problem_at(row, "geometry", "", "the feature has no position",
                                        "give it a point or remove it"));
      }
    }
  }

  [[nodiscard]] Positions take() { return std::move(out_); }

 private:
  [[nodiscard]] bool says_none(std::size_t row, std::size_t column) const {
    return std::find(no_position_.begin(), no_position_.end(), trimmed(table_.cell(row, column))) !=
           no_position_.end();
  }

  const Table& table_;
  std::span<const std::string> no_position_;
  ProblemList& problems_;
  Positions out_;
};

}  // namespace

Table read_source_table(const SourceSpec& source, const std::string& topic, ProblemList& problems,
                        std::vector<ImportNote>& notes, const std::vector<std::string>& wanted) {
  if (!is_csv(source.path)) {
    return point_table(
        read_vector_layer(source.path, source.given, source.layer, {}, problems, source.encoding),
        problems);
  }
  const std::size_t before = problems.size();
  Table table = read_csv(source.path, source.given, source.encoding, problems, wanted);
  if (!table.decoded_from.empty() && !source.encoding) {
    add_note(notes, topic, "decoded_rows", as_figure(table.rows()), "rows",
             fmt::format("{} is not UTF-8 and was read as {}.", source.given, table.decoded_from));
  }
  if (table.rows() == 0 && problems.size() == before) {
    problems.add({source.given, 0, "", "", "the file has no rows below its header",
                  "give a file that has rows"});
  }
  return table;
}

std::optional<Crs> source_crs(const SourceSpec& source, const std::string& own,
                              ProblemList& problems) {
  std::optional<Crs> crs = Crs::parse(source.crs.value_or(own));
  if (!crs) {
    problems.add({source.given, 0, "crs", "", "neither the file nor the city file states its CRS",
                  R"(add crs = "EPSG:..." beside file = ")" + source.given + "\""});
  }
  return crs;
}

Positions read_positions(const Table& table, const PositionSpec& spec, const SourceSpec& source,
                         const Crs& working, ProblemList& problems,
                         std::span<const std::string> no_position) {
  PositionReader reader(table, no_position, problems);
  std::string key;
  if (spec.x && spec.y) {
    key = *spec.x + ", " + *spec.y;
    reader.read_two_columns(*spec.x, *spec.y);
  } else if (spec.both) {
    key = *spec.both;
    reader.read_one_column(*spec.both, spec.north_first);
  } else if (!table.point_x.empty() || table.rows() == 0) {
    key = "geometry";
    reader.take_points();
  } else {
    problems.add({table.file, 0, "x, y", "", "nothing says where the rows are",
                  "name the columns of x and y, or of position"});
    return reader.take();
  }
  Positions out = reader.take();
  const bool has_any =
      std::any_of(out.x.begin(), out.x.end(), [](double x) { return std::isfinite(x); });
  const std::optional<Crs> crs = has_any ? source_crs(source, table.crs, problems) : std::nullopt;
  if (crs) {
    const Projector projector(*crs, working);
    out.good = projector.project(out.x, out.y, {table.file, key, table.line}, problems);
  }
  return out;
}

std::optional<double> read_number(const Table& table, std::size_t row, std::size_t column,
                                  double least, double most, ProblemList& problems) {
  const std::string& text = table.cell(row, column);
  std::optional<double> value = parse_number(text);
  if (!value) {
    value = parse_number(half_width(text));
  }
  if (value && least <= *value && *value <= most) {
    return value;
  }
  problems.add(
      table.problem_at(row, table.columns[column], text,
                       value ? "the number is out of range" : "this is not a finite number",
                       fmt::format("give a number in [{}, {}]", least, most)));
  return std::nullopt;
}

void check_unique_keys(const Table& table, std::size_t column, ProblemList& problems) {
  const auto key_of = [&](std::size_t row) { return trimmed(table.cell(row, column)); };
  const EqualItems rows = find_equal_items(
      table.rows(), [&](std::size_t row) { return hash_text(key_of(row)); },
      [&](std::size_t a, std::size_t b) { return key_of(a) == key_of(b); });
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (key_of(row).empty()) {
      problems.add(table.problem_at(row, table.columns[column], "", "the row has no id",
                                    "give every row an id of its own"));
    } else if (!rows.is_first(row)) {
      problems.add(table.problem_at(row, table.columns[column], std::string(key_of(row)),
                                    "another row has this id already",
                                    "give every row an id of its own, or say revisions = \"last\" "
                                    "in a ledger whose rows are revisions"));
    }
  }
}

void add_input_files(const SourceSpec& source, std::vector<InputFile>& inputs) {
  inputs.push_back({source.given, hash_file(source.path)});
  if (lower_extension(source.path) != ".shp") {
    return;
  }
  for (const char* extension : {".dbf", ".shx", ".prj", ".cpg"}) {
    std::filesystem::path given = source.given;
    std::filesystem::path path = source.path;
    path.replace_extension(extension);
    if (std::filesystem::is_regular_file(path)) {
      inputs.push_back({given.replace_extension(extension).string(), hash_file(path)});
    }
  }
}

}  // namespace yanbi
