// SPDX-License-Identifier: Apache-2.0
#include "sim/import/source_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <limits>
#include <unordered_map>
#include <utility>

#include "sim/base/hash.hpp"
#include "sim/config/csv.hpp"
#include "sim/import/notes.hpp"
#include "sim/import/values.hpp"
#include "sim/import/vector_layer.hpp"

namespace yanbi {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

std::string lower_extension(const std::filesystem::path& path) {
  std::string extension = path.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return extension;
}

bool is_csv(const std::filesystem::path& path) {
  const std::string extension = lower_extension(path);
  return extension == ".csv" || extension == ".txt" || extension == ".tsv";
}

/// Raw coordinates from two columns; NaN where they cannot be read.
void read_two_columns(const Table& table, const PositionSpec& spec, Positions& out,
                      ProblemList& problems) {
  const auto x = find_column(table, *spec.x, problems);
  const auto y = find_column(table, *spec.y, problems);
  if (!x || !y) {
    return;
  }
  constexpr double kFar = 1e9;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto east = read_number(table, row, *x, -kFar, kFar, problems);
    const auto north = read_number(table, row, *y, -kFar, kFar, problems);
    if (east && north) {
      out.x[row] = *east;
      out.y[row] = *north;
    }
  }
}

void read_one_column(const Table& table, const PositionSpec& spec, Positions& out,
                     ProblemList& problems) {
  const auto column = find_column(table, *spec.both, problems);
  if (!column) {
    return;
  }
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& text = table.cell(row, *column);
    if (const auto pair = parse_pair(text)) {
      out.x[row] = spec.north_first ? pair->second : pair->first;
      out.y[row] = spec.north_first ? pair->first : pair->second;
    } else {
      problems.add(table.problem_at(row, *spec.both, text, "this is not a pair of coordinates",
                                    "write two numbers with a comma between them"));
    }
  }
}

}  // namespace

Table read_source_table(const SourceSpec& source, const std::string& topic, ProblemList& problems,
                        std::vector<ImportNote>& notes) {
  if (!is_csv(source.path)) {
    return to_point_table(
        read_vector_layer(source.path, source.given, source.layer, {}, problems, source.encoding),
        problems);
  }
  const std::size_t before = problems.size();
  Table table = read_csv(source.path, source.given, source.encoding, problems);
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
                         const Crs& working, ProblemList& problems) {
  Positions out;
  out.x.assign(table.rows(), kNone);
  out.y.assign(table.rows(), kNone);
  out.good.assign(table.rows(), 0);
  std::string key;
  if (spec.x && spec.y) {
    key = *spec.x + ", " + *spec.y;
    read_two_columns(table, spec, out, problems);
  } else if (spec.both) {
    key = *spec.both;
    read_one_column(table, spec, out, problems);
  } else if (!table.point_x.empty() || table.rows() == 0) {
    key = "geometry";
    out.x = table.point_x;
    out.y = table.point_y;
  } else {
    problems.add({table.file, 0, "x, y", "", "nothing says where the rows are",
                  "name the columns of x and y, or of position"});
    return out;
  }
  const std::optional<Crs> crs =
      table.rows() == 0 ? std::nullopt : source_crs(source, table.crs, problems);
  if (crs) {
    const Projector projector(*crs, working);
    out.good = projector.project(out.x, out.y, {table.file, key, table.line}, problems);
  }
  return out;
}

std::optional<double> read_number(const Table& table, std::size_t row, std::size_t column,
                                  double least, double most, ProblemList& problems) {
  const std::string& text = table.cell(row, column);
  const std::optional<double> value = parse_number(text);
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
  std::unordered_map<std::string, std::size_t> first;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string key(trimmed(table.cell(row, column)));
    if (key.empty()) {
      problems.add(table.problem_at(row, table.columns[column], key, "the row has no id",
                                    "give every row an id of its own"));
      continue;
    }
    if (!first.emplace(key, row).second) {
      problems.add(table.problem_at(row, table.columns[column], key,
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
