// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/delay_reader.hpp"

#include <fmt/format.h>

#include <limits>
#include <string>

#include "sim/base/time.hpp"
#include "sim/scenario/parameters.hpp"

namespace yanbi {
namespace {

using Shape = Distribution::Shape;

constexpr TomlTable::Range kDelayRange{0.0, kLongestHorizonSeconds};
constexpr TomlTable::Range kRateRange{0.0, 1e6};
constexpr TomlTable::Range kAny{-std::numeric_limits<double>::infinity(),
                                std::numeric_limits<double>::infinity()};

/// Reads the numbers of a shape; what is missing is a problem.
class ShapeReader {
 public:
  ShapeReader(const TomlTable& table, const std::string& type) : table_(table), type_(type) {}

  double duration(const std::string& key) { return take(key, table_.duration(key, kDelayRange)); }
  double share(const std::string& key) { return take(key, table_.number(key, {0.0, 1.0})); }
  double rate(const std::string& key) { return take(key, table_.number(key, kRateRange)); }
  double number(const std::string& key) { return take(key, table_.number(key, kAny)); }
  std::vector<std::pair<double, double>> points(const std::string& key) {
    const auto found = table_.pairs(key);
    note_missing(key, found.has_value());
    return found.value_or(std::vector<std::pair<double, double>>{});
  }
  /// Whether every value was there and right.
  [[nodiscard]] bool complete() const { return complete_; }

 private:
  double take(const std::string& key, std::optional<double> value) {
    note_missing(key, value.has_value());
    return value.value_or(0.0);
  }
  void note_missing(const std::string& key, bool found) {
    if (!found && !table_.has(key)) {
      table_.missing(key, fmt::format("is missing, and a {} delay needs it", type_), "add it");
    }
    complete_ = complete_ && found;
  }

  const TomlTable& table_;
  const std::string& type_;
  bool complete_ = true;
};

bool read_shape(const TomlTable& table, const std::string& type, Distribution& delay) {
  ShapeReader reader(table, type);
  if (type == "constant") {
    delay.shape = Shape::kConstant;
    delay.a = reader.duration("value");
  } else if (type == "uniform") {
    delay.shape = Shape::kUniform;
    delay.a = reader.duration("least");
    delay.b = reader.duration("most");
  } else if (type == "lognormal") {
    delay.shape = Shape::kLognormal;
    delay.a = reader.number("log_mean");
    delay.b = reader.number("log_sd");
  } else if (type == "weibull") {
    delay.shape = Shape::kWeibull;
    delay.a = reader.duration("scale");
    delay.b = reader.number("shape");
  } else if (type == "lindell") {
    delay.shape = Shape::kLindell;
    delay.a = reader.number("a");
    delay.b = reader.number("b");
  } else if (type == "rogers_sorensen") {
    delay.shape = Shape::kRogersSorensen;
    const double broadcast = reader.share("k");
    delay.a = broadcast * reader.rate("alpha1");
    delay.b = (1.0 - broadcast) * reader.rate("alpha2");
  } else {
    delay.shape = Shape::kTable;
    delay.table = reader.points("points");
  }
  return reader.complete();
}

}  // namespace

std::optional<Distribution> read_delay(const TomlTable& parent, const std::string& key) {
  const std::optional<TomlTable> table = parent.table(key);
  if (!table) {
    return std::nullopt;
  }
  const std::optional<std::string> type = table->choice("type", delay_types());
  if (!type) {
    if (!table->has("type")) {
      table->missing("type", "is missing",
                     fmt::format("choose one of: {}", fmt::join(delay_types(), ", ")));
    }
    // Its keys belong to a type that is not known; they are no problems of their own.
    for (const std::string& inner : table->keys()) {
      table->know(inner);
    }
    return std::nullopt;
  }
  Distribution delay;
  delay.shift = table->duration("shift", kDelayRange).value_or(0.0);
  delay.maximum = table->duration("max", kDelayRange).value_or(0.0);
  if (!read_shape(*table, *type, delay)) {
    return std::nullopt;
  }
  for (const std::string& fault : faults(delay)) {
    parent.problem(key, fault, "correct its parameters");
  }
  return delay;
}

}  // namespace yanbi
