// SPDX-License-Identifier: Apache-2.0
#include "sim/config/toml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <sstream>

#include "sim/config/encoding.hpp"
#include "sim/config/text_values.hpp"
#include "sim/config/toml_document.hpp"

namespace yanbi {
namespace {

std::string range_text(TomlTable::Range range, const char* unit) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (range.most == kInfinity) {
    return range.least == -kInfinity ? fmt::format("a finite number{}", unit)
                                     : fmt::format("at least {}{}", range.least, unit);
  }
  return fmt::format("in [{}, {}]{}", range.least, range.most, unit);
}

/// A getter's view of one value: where it is and what it is.
struct Value {
  TomlTable::Document& document;
  std::string path;
  const toml::node& node;

  void wrong_type(const std::string& wanted, const std::string& example) const {
    document.add(path, &node, fmt::format("must be {}, but is {}", wanted, kind_of(node)),
                 fmt::format("write for example {}", example));
  }
  void out_of_range(TomlTable::Range range, const char* unit) const {
    document.add(path, &node, fmt::format("must be {}", range_text(range, unit)),
                 "change it to a value in this range");
  }
  [[nodiscard]] bool in_range(double number, TomlTable::Range range, const char* unit) const {
    if (std::isfinite(number) && number >= range.least && number <= range.most) {
      return true;
    }
    out_of_range(range, unit);
    return false;
  }
};

std::optional<std::string> read_text(const Value& value) {
  if (auto text = value.node.value_exact<std::string>()) {
    if (text->find('\0') != std::string::npos) {
      value.document.add(value.path, &value.node, "holds a zero byte, which no text has",
                         "remove \\u0000");
      return std::nullopt;
    }
    return text;
  }
  // On a command line, layout=1985 means the text: nobody quotes there.
  const auto typed = value.document.overridden.find(value.path);
  if (typed != value.document.overridden.end() && !value.node.is_array() &&
      !value.node.is_table()) {
    return typed->second;
  }
  value.wrong_type("a text", fmt::format("{} = \"{}\"", value.path, "..."));
  return std::nullopt;
}

std::optional<double> read_number(const Value& value, TomlTable::Range range) {
  if (!value.node.is_number()) {
    value.wrong_type("a number", fmt::format("{} = 1.5", value.path));
    return std::nullopt;
  }
  const double number = *value.node.value<double>();
  return value.in_range(number, range, "") ? std::optional(number) : std::nullopt;
}

std::optional<double> read_duration(const Value& value, TomlTable::Range range) {
  std::optional<double> seconds;
  if (value.node.is_number()) {
    seconds = value.node.value<double>();
  } else if (const auto text = value.node.value_exact<std::string>()) {
    seconds = parse_duration(*text);
  }
  if (!seconds) {
    value.document.add(value.path, &value.node, "is not a duration",
                       "write a number of seconds, or a text such as \"90 s\", \"5 min\", "
                       "\"1.5 h\"");
    return std::nullopt;
  }
  return value.in_range(*seconds, range, " s") ? seconds : std::nullopt;
}

/// Reads each element of an array; nothing when the value is no array or any element is wrong.
template <class Read>
auto read_array(const Value& value, Read read)
    -> std::optional<std::vector<typename decltype(read(value))::value_type>> {
  const toml::array* array = value.node.as_array();
  if (array == nullptr) {
    value.wrong_type("an array", fmt::format("{} = [ ... ]", value.path));
    return std::nullopt;
  }
  std::vector<typename decltype(read(value))::value_type> elements;
  for (std::size_t i = 0; i < array->size(); ++i) {
    if (auto element = read(Value{value.document, join_index(value.path, i), *array->get(i)})) {
      elements.push_back(std::move(*element));
    }
  }
  return elements.size() == array->size() ? std::optional(std::move(elements)) : std::nullopt;
}

std::optional<std::pair<double, double>> read_pair(const Value& value) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const toml::array* array = value.node.as_array();
  if (array == nullptr || array->size() != 2) {
    value.document.add(value.path, &value.node, "must be a pair of numbers",
                       "write for example [60, 0.5]");
    return std::nullopt;
  }
  const TomlTable::Range any{-kInfinity, kInfinity};
  const auto first = read_number({value.document, join_index(value.path, 0), *array->get(0)}, any);
  const auto second = read_number({value.document, join_index(value.path, 1), *array->get(1)}, any);
  if (!first || !second) {
    return std::nullopt;
  }
  return std::pair(*first, *second);
}

std::optional<std::int32_t> read_date(const Value& value, bool end_of_year) {
  std::optional<std::int32_t> date;
  if (const auto* local = value.node.as_date()) {
    const toml::date day = local->get();
    date = make_date(day.year, day.month, day.day);
  } else if (const auto* year = value.node.as_integer()) {
    date = parse_date(std::to_string(year->get()), end_of_year);
  } else if (const auto text = value.node.value_exact<std::string>()) {
    date = parse_date(*text, end_of_year);
  }
  if (!date) {
    value.document.add(value.path, &value.node, "is not a date",
                       "write a day such as 1985-06-30, or a year such as 1985");
  }
  return date;
}

[[noreturn]] void refuse(const std::filesystem::path& path, std::size_t line, std::string reason,
                         std::string remedy) {
  throw InputError({{path.string(), line, "", "", std::move(reason), std::move(remedy)}});
}

std::string read_file(const std::filesystem::path& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    refuse(path, 0, "is a folder, not a file", "name the .toml file in it");
  }
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    const bool exists = std::filesystem::exists(path, ignored);
    refuse(path, 0, exists ? "cannot be read" : "there is no such file",
           exists ? "check its permissions" : "check the path");
  }
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// @throws InputError when `text` is not UTF-8.
void check_encoding(const std::filesystem::path& path, std::string_view text) {
  const std::optional<std::size_t> bad = first_invalid_utf8(text);
  if (!bad) {
    return;
  }
  const auto line = static_cast<std::size_t>(
      1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(*bad), '\n'));
  if (looks_like_gb18030(text)) {
    refuse(path, line, "is not UTF-8; it looks like GB18030 (GBK)",
           fmt::format("save it as UTF-8, or run: iconv -f GB18030 -t UTF-8 '{}' > utf8.toml",
                       path.string()));
  }
  refuse(path, line, "is not UTF-8", "save it as UTF-8");
}

toml::table parse_toml(const std::filesystem::path& path, std::string_view text) {
  try {
    return toml::parse(text, path.string());
  } catch (const toml::parse_error& error) {
    const toml::source_position at = error.source().begin;
    refuse(path, at.line,
           fmt::format("is not valid TOML (column {}): {}", at.column, error.description()),
           "correct this line");
  }
}

}  // namespace

TomlTable::TomlTable(std::shared_ptr<Document> document, std::shared_ptr<const Node> node)
    : document_(std::move(document)), node_(std::move(node)) {
  document_->asked[node_->path];  // opened, even if nothing is asked for
}

namespace {

/// The value of `key` if there is one; the key counts as asked for either way.
template <class Read>
auto get(TomlTable::Document& document, const TomlTable::Node& node, const std::string& key,
         Read read) -> decltype(read(std::declval<const Value&>())) {
  document.asked[node.path].insert(key);
  const toml::node* found = node.table->get(key);
  if (found == nullptr) {
    return {};
  }
  return read(Value{document, join_key(node.path, key), *found});
}

}  // namespace

std::string TomlTable::key_path(const std::string& key) const { return join_key(node_->path, key); }

bool TomlTable::has(const std::string& key) const {
  know(key);
  return node_->table->contains(key);
}

bool TomlTable::is_table(const std::string& key) const {
  know(key);
  const toml::node* found = node_->table->get(key);
  return found != nullptr && found->is_table();
}

bool TomlTable::is_array(const std::string& key) const {
  know(key);
  const toml::node* found = node_->table->get(key);
  return found != nullptr && found->is_array();
}

std::vector<std::string> TomlTable::keys() const { return keys_in_order(*node_->table); }

std::optional<std::string> TomlTable::text(const std::string& key) const {
  return get(*document_, *node_, key, read_text);
}

std::optional<bool> TomlTable::boolean(const std::string& key) const {
  return get(*document_, *node_, key, [](const Value& value) {
    const std::optional<bool> flag = value.node.value_exact<bool>();
    if (!flag) {
      value.wrong_type("true or false", fmt::format("{} = true", value.path));
    }
    return flag;
  });
}

std::optional<std::int64_t> TomlTable::integer(const std::string& key, Range range) const {
  return get(*document_, *node_, key, [range](const Value& value) -> std::optional<std::int64_t> {
    const auto number = value.node.value_exact<std::int64_t>();
    if (!number) {
      value.wrong_type("a whole number", fmt::format("{} = 1", value.path));
      return std::nullopt;
    }
    return value.in_range(static_cast<double>(*number), range, "") ? number : std::nullopt;
  });
}

std::optional<double> TomlTable::number(const std::string& key, Range range) const {
  return get(*document_, *node_, key,
             [range](const Value& value) { return read_number(value, range); });
}

std::optional<double> TomlTable::duration(const std::string& key, Range range) const {
  return get(*document_, *node_, key,
             [range](const Value& value) { return read_duration(value, range); });
}

std::optional<std::vector<std::string>> TomlTable::texts(const std::string& key) const {
  return get(*document_, *node_, key,
             [](const Value& value) { return read_array(value, read_text); });
}

std::optional<std::vector<double>> TomlTable::numbers(const std::string& key, Range range) const {
  return get(*document_, *node_, key, [range](const Value& value) {
    return read_array(value, [range](const Value& one) { return read_number(one, range); });
  });
}

std::optional<std::vector<double>> TomlTable::durations(const std::string& key, Range range) const {
  return get(*document_, *node_, key, [range](const Value& value) {
    return read_array(value, [range](const Value& one) { return read_duration(one, range); });
  });
}

std::optional<std::vector<std::pair<double, double>>> TomlTable::pairs(
    const std::string& key) const {
  return get(*document_, *node_, key,
             [](const Value& value) { return read_array(value, read_pair); });
}

std::optional<std::int32_t> TomlTable::date(const std::string& key, bool end_of_year) const {
  return get(*document_, *node_, key,
             [end_of_year](const Value& value) { return read_date(value, end_of_year); });
}

std::optional<TomlTable> TomlTable::table(const std::string& key) const {
  return get(*document_, *node_, key, [this](const Value& value) -> std::optional<TomlTable> {
    const toml::table* found = value.node.as_table();
    if (found == nullptr) {
      value.wrong_type("a table", fmt::format("[{}]", value.path));
      return std::nullopt;
    }
    return TomlTable(document_, std::make_shared<const Node>(Node{found, value.path}));
  });
}

std::vector<TomlTable> TomlTable::tables(const std::string& key) const {
  return get(*document_, *node_, key, [this](const Value& value) {
    std::vector<TomlTable> found;
    const toml::array* array = value.node.as_array();
    if (array == nullptr) {
      value.wrong_type("an array of tables", fmt::format("[[{}]]", value.path));
      return found;
    }
    for (std::size_t i = 0; i < array->size(); ++i) {
      const Value one{*document_, join_index(value.path, i), *array->get(i)};
      if (const toml::table* element = one.node.as_table()) {
        found.emplace_back(document_, std::make_shared<const Node>(Node{element, one.path}));
      } else {
        one.wrong_type("a table", fmt::format("[[{}]]", value.path));
      }
    }
    return found;
  });
}

std::optional<TomlLiteral> TomlTable::literal(const std::string& key) const {
  return get(*document_, *node_, key,
             [](const Value& value) { return std::optional(literal_of(value.node)); });
}

std::optional<std::vector<TomlLiteral>> TomlTable::literals(const std::string& key) const {
  return get(*document_, *node_, key, [](const Value& value) {
    return read_array(value, [](const Value& one) { return std::optional(literal_of(one.node)); });
  });
}

std::optional<std::string> TomlTable::choice(const std::string& key,
                                             const std::vector<std::string>& allowed) const {
  std::optional<std::string> word = text(key);
  if (!word || std::find(allowed.begin(), allowed.end(), *word) != allowed.end()) {
    return word;
  }
  const std::string nearest = nearest_word(*word, allowed);
  problem(key, fmt::format("must be one of: {}", fmt::join(allowed, ", ")),
          nearest.empty() ? "choose one of them" : fmt::format("did you mean '{}'?", nearest));
  return std::nullopt;
}

void TomlTable::missing(const std::string& key, const std::string& reason,
                        const std::string& remedy) const {
  know(key);
  const std::size_t line = node_->path.empty() ? 0 : node_->table->source().begin.line;
  document_->add_at_line(key_path(key), line, reason, remedy);
}

void TomlTable::problem(const std::string& key, const std::string& reason,
                        const std::string& remedy) const {
  know(key);
  document_->add(key_path(key), node_->table->get(key), reason, remedy);
}

void TomlTable::know(const std::string& key) const { document_->asked[node_->path].insert(key); }

TomlFile::TomlFile(std::shared_ptr<TomlTable::Document> document)
    : document_(std::move(document)) {}

TomlFile TomlFile::load(const std::filesystem::path& path,
                        const std::vector<std::string>& overrides) {
  return parse(read_file(path), path, overrides);
}

TomlFile TomlFile::parse(std::string text, const std::filesystem::path& name,
                         const std::vector<std::string>& overrides) {
  auto document = std::make_shared<TomlTable::Document>();
  document->path = name;
  document->text = std::move(text);
  check_encoding(name, document->text);
  document->root = parse_toml(name, without_bom(document->text));
  for (const std::string& argument : overrides) {
    document->apply_override(argument);
  }
  if (!overrides.empty() && !document->text.empty() && document->text.back() != '\n') {
    document->text += '\n';
  }
  for (const std::string& argument : overrides) {
    // One line each: a line break inside an override must not end the comment.
    std::string line = argument;
    std::replace(line.begin(), line.end(), '\n', ' ');
    document->text += fmt::format("# --set {}\n", line);
  }
  return TomlFile(std::move(document));
}

TomlTable TomlFile::root() const {
  return {document_,
          std::make_shared<const TomlTable::Node>(TomlTable::Node{&document_->root, ""})};
}
ProblemList& TomlFile::problems() const { return document_->problems; }
const std::string& TomlFile::text() const { return document_->text; }
const std::filesystem::path& TomlFile::path() const { return document_->path; }
void TomlFile::report_unknown_keys() const { document_->report_unknown(document_->root, ""); }

}  // namespace yanbi
