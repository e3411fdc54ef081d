// SPDX-License-Identifier: Apache-2.0
#include "sim/import/roads/osm_file.hpp"

#include <fmt/format.h>
#include <osmium/io/bzip2_compression.hpp>
#include <osmium/io/gzip_compression.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/reader.hpp>
#include <osmium/io/xml_input.hpp>
#include <osmium/osm/node.hpp>
#include <osmium/osm/relation.hpp>
#include <osmium/osm/way.hpp>
#include <osmium/thread/pool.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <exception>
#include <fstream>
#include <new>
#include <stdexcept>
#include <string_view>
#include <system_error>

namespace yanbi {
namespace {

/// Threads that decode blocks; what they deliver stays in the order of the file.
constexpr int kDecoders = 2;
/// Nodes that show where a file lies when its header does not say.
constexpr std::size_t kNodesForMiddle = 1000;
constexpr std::size_t kFirstBytes = 64;

constexpr const char* kSupported =
    "give OpenStreetMap data as XML (.osm) or PBF (.osm.pbf), plain or compressed with gzip or "
    "bzip2";

bool is_pbf(std::string_view bytes) {
  // Four bytes of size, then the field "type" (tag 1, text of nine letters) of the first header.
  constexpr std::string_view kHeader = "\x0A\x09OSMHeader";
  constexpr std::size_t kSizeBytes = 4;
  return bytes.substr(std::min(bytes.size(), kSizeBytes), kHeader.size()) == kHeader;
}

bool is_xml(std::string_view bytes) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (bytes.starts_with(kByteOrderMark)) {
    bytes.remove_prefix(kByteOrderMark.size());
  }
  const std::size_t start = bytes.find_first_not_of(" \t\r\n");
  return start != std::string_view::npos && bytes[start] == '<';
}

/// libosmium's name of the format that begins with `bytes`; null when it is none of OSM's.
const char* format_of(std::string_view bytes) {
  if (is_pbf(bytes)) {
    return "pbf";
  }
  if (bytes.starts_with("\x1F\x8B")) {
    return "osm.gz";
  }
  if (bytes.starts_with("BZh")) {
    return "osm.bz2";
  }
  return is_xml(bytes) ? "osm" : nullptr;
}

/// A failure of libosmium in our words.
Problem to_problem(const std::exception& error, const std::string& file) {
  const char* again = "fetch or export it again: it seems to be damaged or cut off";
  if (const auto* xml = dynamic_cast<const osmium::xml_error*>(&error)) {
    const bool placed = xml->line > 0;
    return {
        file,
        static_cast<std::size_t>(xml->line),
        "",
        "",
        fmt::format("the file cannot be read as OpenStreetMap XML: {}", xml->error_string),
        placed ? "mend that line; if the file ends there, fetch or export it again" : kSupported};
  }
  if (dynamic_cast<const osmium::format_version_error*>(&error) != nullptr) {
    return {
        file,
        0,
        "",
        "",
        fmt::format("the file is not of version 0.6 of OpenStreetMap's format: {}", error.what()),
        kSupported};
  }
  if (dynamic_cast<const std::system_error*>(&error) != nullptr) {
    return {file,
            0,
            "",
            "",
            fmt::format("the file cannot be read: {}", error.what()),
            "check the name and the permissions"};
  }
  return {file,
          0,
          "",
          "",
          fmt::format("the file cannot be read as OpenStreetMap data: {}", error.what()),
          again};
}

osmium::osm_entity_bits::type kinds_of(const OsmVisitors& visitors) {
  auto kinds = osmium::osm_entity_bits::nothing;
  if (visitors.node) {
    kinds |= osmium::osm_entity_bits::node;
  }
  if (visitors.way) {
    kinds |= osmium::osm_entity_bits::way;
  }
  if (visitors.relation) {
    kinds |= osmium::osm_entity_bits::relation;
  }
  return kinds;
}

void show(const osmium::memory::Buffer& buffer, const OsmVisitors& visitors) {
  for (const osmium::OSMEntity& entity : buffer.select<osmium::OSMEntity>()) {
    switch (entity.type()) {
      case osmium::item_type::node:
        visitors.node(static_cast<const osmium::Node&>(entity));
        break;
      case osmium::item_type::way:
        visitors.way(static_cast<const osmium::Way&>(entity));
        break;
      case osmium::item_type::relation:
        visitors.relation(static_cast<const osmium::Relation&>(entity));
        break;
      default:
        break;
    }
  }
}

/// Tags lie one after another, each a key and a value that a zero byte ends. A damaged PBF file can
/// have zero bytes inside of them, and libosmium would then read beyond the last one.
/// @throws std::runtime_error when the texts are no pairs.
void require_whole_tags(const osmium::memory::Buffer& buffer) {
  for (const osmium::OSMObject& object : buffer.select<osmium::OSMObject>()) {
    const osmium::TagList& tags = object.tags();
    const char* const first = reinterpret_cast<const char*>(&tags);
    const std::string_view texts(first + sizeof(osmium::TagList),
                                 tags.byte_size() - sizeof(osmium::TagList));
    if (std::count(texts.begin(), texts.end(), '\0') % 2 != 0 ||
        (!texts.empty() && texts.back() != '\0')) {
      throw std::runtime_error("a tag holds a zero byte");
    }
  }
}

/// A reader with threads of its own, so that none are left behind. What it throws is kept, to be
/// told apart from what a visitor throws.
class OsmReader {
 public:
  OsmReader(const std::filesystem::path& path, const std::string& format,
            osmium::osm_entity_bits::type kinds)
      : pool_(kDecoders),
        // An absolute path: libosmium takes names such as "http:..." for addresses.
        reader_(osmium::io::File(std::filesystem::absolute(path).string(), format), kinds, pool_) {}

  [[nodiscard]] osmium::io::Header header() { return reader_.header(); }
  [[nodiscard]] osmium::memory::Buffer read() {
    osmium::memory::Buffer buffer = reader_.read();
    if (buffer) {
      require_whole_tags(buffer);
    }
    return buffer;
  }
  void close() { reader_.close(); }

 private:
  osmium::thread::Pool pool_;
  osmium::io::Reader reader_;
};

std::pair<double, double> middle_of(const osmium::Box& box) {
  return {(box.bottom_left().lon() + box.top_right().lon()) / 2.0,
          (box.bottom_left().lat() + box.top_right().lat()) / 2.0};
}

}  // namespace

OsmFile::OsmFile(std::filesystem::path path, std::string given, const char* format)
    : path_(std::move(path)), given_(std::move(given)), format_(format) {}

std::optional<OsmFile> OsmFile::open(const std::filesystem::path& path, const std::string& given,
                                     ProblemList& problems) {
  std::ifstream in(path, std::ios::binary);
  std::array<char, kFirstBytes> bytes{};
  in.read(bytes.data(), bytes.size());
  const auto count = static_cast<std::size_t>(in.gcount());
  if (count == 0) {
    std::error_code ignored;
    const bool opened = std::filesystem::is_regular_file(path, ignored) && in.eof();
    problems.add({given, 0, "", "", opened ? "the file is empty" : "the file cannot be read",
                  opened ? "fetch or export it again" : "check the name and the permissions"});
    return std::nullopt;
  }
  const char* format = format_of({bytes.data(), count});
  if (format == nullptr) {
    problems.add(
        {given, 0, "", "",
         "the file is no OpenStreetMap data: it begins like neither XML, PBF, gzip nor bzip2",
         kSupported});
    return std::nullopt;
  }
  return OsmFile(path, given, format);
}

bool OsmFile::visit(const OsmVisitors& visitors, ProblemList& problems) const {
  std::exception_ptr from_visitor;
  try {
    OsmReader reader(path_, format_, kinds_of(visitors));
    if (reader.header().has_multiple_object_versions()) {
      problems.add({given_, 0, "", "",
                    "the file is a history or a list of changes: it holds objects that are gone or "
                    "were different",
                    "make an extract of one date, such as with osmium time-filter"});
      return false;
    }
    while (const osmium::memory::Buffer buffer = reader.read()) {
      try {
        show(buffer, visitors);
      } catch (...) {
        from_visitor = std::current_exception();
        break;
      }
    }
    reader.close();
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    problems.add(to_problem(error, given_));
    return false;
  }
  if (from_visitor) {
    std::rethrow_exception(from_visitor);
  }
  return true;
}

std::optional<std::pair<double, double>> OsmFile::middle() const {
  try {
    OsmReader reader(path_, format_, osmium::osm_entity_bits::node);
    const osmium::Box stated = reader.header().joined_boxes();
    if (stated.valid()) {
      return middle_of(stated);
    }
    osmium::Box box;
    std::size_t nodes = 0;
    while (const osmium::memory::Buffer buffer = reader.read()) {
      for (const osmium::Node& node : buffer.select<osmium::Node>()) {
        if (node.visible() && node.location().valid() && nodes < kNodesForMiddle) {
          box.extend(node.location());
          ++nodes;
        }
      }
      if (nodes >= kNodesForMiddle) {
        break;
      }
    }
    return nodes > 0 ? std::optional(middle_of(box)) : std::nullopt;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception&) {
    return std::nullopt;  // whoever reads the file itself reports why
  }
}

Problem OsmFile::problem_at(const char* kind, std::int64_t id, std::string reason,
                            std::string remedy) const {
  return {given_, 0, kind, std::to_string(id), std::move(reason), std::move(remedy)};
}

Problem OsmFile::twice(const char* kind, std::int64_t id, std::uint32_t first,
                       std::uint32_t second) const {
  if (first != second) {
    return problem_at(kind, id,
                      fmt::format("it is there in two versions, {} and {}: the file is a history, "
                                  "or extracts of different dates were put together",
                                  std::min(first, second), std::max(first, second)),
                      "make an extract of one date, such as with osmium time-filter");
  }
  return problem_at(kind, id, "it is there twice, and not the same",
                    "leave out one of the two, or fetch the file again");
}

}  // namespace yanbi
