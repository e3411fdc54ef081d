// SPDX-License-Identifier: Apache-2.0
#include "sim/import/roads/tntp_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fstream>
#include <iterator>
#include <utility>

#include "sim/config/encoding.hpp"
#include "sim/import/values.hpp"

namespace yanbi {
namespace {

/// "<NUMBER OF NODES> 416" as name and value; a line without closing bracket is left alone.
void read_metadata(std::string_view line, std::size_t number, TntpText& out) {
  const std::size_t close = line.find('>');
  if (close == std::string_view::npos) {
    return;
  }
  std::string name(trimmed(line.substr(1, close - 1)));
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  if (name == "END OF METADATA") {
    out.has_end_of_metadata = true;
    return;
  }
  out.metadata_line[name] = number;
  out.metadata[std::move(name)] = std::string(trimmed(line.substr(close + 1)));
}

std::vector<std::string_view> split_fields(std::string_view row) {
  constexpr std::string_view kWhite = " \t\r\f\v";
  std::vector<std::string_view> fields;
  std::size_t at = row.find_first_not_of(kWhite);
  while (at != std::string_view::npos) {
    const std::size_t end = std::min(row.find_first_of(kWhite, at), row.size());
    fields.push_back(row.substr(at, end - at));
    at = row.find_first_not_of(kWhite, end);
  }
  return fields;
}

void read_rows(std::string_view line, std::size_t number, TntpText& out) {
  while (!line.empty()) {
    const std::size_t end = std::min(line.find(';'), line.size());
    std::vector<std::string_view> fields = split_fields(line.substr(0, end));
    if (!fields.empty()) {
      out.rows.push_back({number, std::move(fields)});
    }
    line.remove_prefix(std::min(end + 1, line.size()));
  }
}

}  // namespace

void read_tntp_text(const std::filesystem::path& path, const std::string& file, TntpText& out,
                    ProblemList& problems) {
  std::ifstream in(path, std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(in), {});
  if (!in) {
    problems.add({file, 0, "", "", "the file cannot be read", "check its path and permissions"});
    return;
  }
  parse_tntp_text(std::move(text), out);
}

void parse_tntp_text(std::string text, TntpText& out) {
  out.text = std::move(text);
  std::string_view rest = without_bom(out.text);
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = trimmed(rest.substr(0, end));
    if (!line.empty() && line.front() == '<') {
      read_metadata(line, number, out);
    } else if (!line.empty() && line.front() != '~') {
      read_rows(line, number, out);
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

std::optional<std::size_t> declared_count(const std::string& file, const TntpText& text,
                                          const std::string& name, double most,
                                          ProblemList& problems) {
  const auto entry = text.metadata.find(name);
  if (entry == text.metadata.end()) {
    problems.add({file, 0, "<" + name + ">", "", "the metadata do not state it",
                  "add the line <" + name + "> with its number"});
    return std::nullopt;
  }
  const std::optional<double> count = parse_number(entry->second);
  if (!count || *count < 1.0 || *count > most || *count != std::floor(*count)) {
    problems.add({file, text.metadata_line.at(name), "<" + name + ">", entry->second,
                  "this is no count", fmt::format("give a whole number in [1, {:.0f}]", most)});
    return std::nullopt;
  }
  return static_cast<std::size_t>(*count);
}

std::optional<double> field_number(const std::string& file, const TntpRow& row, std::size_t field,
                                   const char* name, double least, double most,
                                   ProblemList& problems) {
  const std::optional<double> value = parse_number(row.fields[field]);
  if (value && least <= *value && *value <= most) {
    return value;
  }
  problems.add({file, row.line, name, std::string(row.fields[field]),
                value ? "the number is out of range" : "this is not a finite number",
                fmt::format("give a number in [{}, {}]", least, most)});
  return std::nullopt;
}

std::optional<std::uint32_t> field_node(const std::string& file, const TntpRow& row,
                                        std::size_t field, const char* name, std::size_t count,
                                        ProblemList& problems) {
  const auto id = field_number(file, row, field, name, 1.0, static_cast<double>(count), problems);
  if (id && *id != std::floor(*id)) {
    problems.add({file, row.line, name, std::string(row.fields[field]),
                  "ids of nodes are whole numbers", "correct the id"});
    return std::nullopt;
  }
  return id ? std::optional(static_cast<std::uint32_t>(*id) - 1) : std::nullopt;
}

}  // namespace yanbi
