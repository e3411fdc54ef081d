// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/status_feed.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

#include "sim/config/csv_rows.hpp"
#include "sim/plan/shelter_keys.hpp"

namespace yanbi {
namespace {

/// One row as it is written, whatever the format.
struct FeedRow {
  std::size_t line = 0;
  std::string time_s;
  std::string work;
  std::string state;
  std::string places;
  std::string reason;
};

struct FeedColumn {
  const char* name;
  std::string FeedRow::*place;
  bool required;
};
constexpr std::array kFeedColumns = {
    FeedColumn{"time_s", &FeedRow::time_s, true}, FeedColumn{"work", &FeedRow::work, true},
    FeedColumn{"state", &FeedRow::state, true}, FeedColumn{"places", &FeedRow::places, false},
    FeedColumn{"reason", &FeedRow::reason, false}};

std::vector<FeedRow> rows_of_csv(std::string text, const std::string& file, ProblemList& problems) {
  CsvRows csv(std::move(text), file, std::nullopt, problems);
  std::vector<std::pair<std::size_t, std::string FeedRow::*>> found;
  for (const FeedColumn& column : kFeedColumns) {
    const auto at = std::find(csv.columns().begin(), csv.columns().end(), column.name);
    if (at != csv.columns().end()) {
      found.emplace_back(static_cast<std::size_t>(at - csv.columns().begin()), column.place);
    } else if (column.required && !csv.columns().empty()) {
      problems.add({file, 1, column.name, "", "the feed has no such column",
                    "name its columns time_s, work, state and, if needed, places and reason"});
    }
  }
  std::vector<FeedRow> rows;
  while (problems.empty() && csv.next()) {
    FeedRow row;
    row.line = csv.line();
    for (const auto& [column, place] : found) {
      row.*place = csv.cell(column);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

/// A JSON value as the text that a table would hold.
std::string text_of(const nlohmann::json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

void read_json_line(std::string_view line, std::size_t number, const std::string& file,
                    std::vector<FeedRow>& rows, ProblemList& problems) {
  const nlohmann::json object = nlohmann::json::parse(line, nullptr, false);
  if (!object.is_object()) {
    problems.add({file, number, "", std::string(line.substr(0, 60)), "this is no JSON object",
                  "write one object a line, such as {\"time_s\": 60, \"work\": \"12\", "
                  "\"state\": \"closed\"}"});
    return;
  }
  FeedRow row;
  row.line = number;
  for (const FeedColumn& column : kFeedColumns) {
    if (object.contains(column.name)) {
      row.*column.place = text_of(object[column.name]);
    } else if (column.required) {
      problems.add({file, number, column.name, "", "is missing", "add it"});
    }
  }
  rows.push_back(std::move(row));
}

std::vector<FeedRow> rows_of_json_lines(std::string_view text, const std::string& file,
                                        ProblemList& problems) {
  std::vector<FeedRow> rows;
  std::size_t number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (line.find_first_not_of(" \t\r") != std::string_view::npos) {
      read_json_line(line, number, file, rows, problems);
    }
  }
  return rows;
}

std::optional<double> number_in(const std::string& text) {
  double number = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::optional<WorkState> state_in(const std::string& word) {
  if (word == "open") {
    return WorkState::kOpen;
  }
  if (word == "closed") {
    return WorkState::kClosed;
  }
  return word == "limited" ? std::optional(WorkState::kLimited) : std::nullopt;
}

/// Understands rows; what cannot be understood is a problem.
class FeedReader {
 public:
  FeedReader(const Works& works, const Shelters& shelters, const std::string& file,
             ProblemList& problems)
      : keys_(works, shelters), file_(file), problems_(problems) {}

  void read(const FeedRow& row) {
    StatusChange change;
    const std::optional<double> time = number_in(row.time_s);
    if (!time || *time < 0.0 || *time > kLongestHorizonSeconds) {
      add(row, "time_s", row.time_s, "this is no time after the alarm",
          fmt::format("give seconds from 0 to {}", kLongestHorizonSeconds));
    } else {
      change.at = to_tick(*time);
    }
    const ShelterKeys::Answer work = keys_.find(row.work);
    if (!work.in_ledger) {
      add(row, "work", row.work, work.reason, work.remedy);
    }
    change.shelter = work.shelter;
    const std::optional<WorkState> state = state_in(row.state);
    if (!state) {
      add(row, "state", row.state, "this is no state of a work", "write open, closed or limited");
    }
    change.state = state.value_or(WorkState::kOpen);
    if (change.state == WorkState::kLimited) {
      change.places = read_places(row);
    }
    change.reason = row.reason;
    if (change.shelter.has_value()) {
      changes_.push_back(std::move(change));
    }
  }

  [[nodiscard]] std::vector<StatusChange> take() {
    std::stable_sort(changes_.begin(), changes_.end(),
                     [](const StatusChange& a, const StatusChange& b) { return a.at < b.at; });
    return std::move(changes_);
  }

 private:
  std::int32_t read_places(const FeedRow& row) {
    constexpr double kMostPlaces = 10'000'000.0;
    const std::optional<double> places = number_in(row.places);
    if (!places || *places < 0.0 || *places > kMostPlaces || *places != std::floor(*places)) {
      add(row, "places", row.places, "a limited work needs a whole number of places",
          "give how many people it takes from then on");
      return 0;
    }
    return static_cast<std::int32_t>(*places);
  }
  void add(const FeedRow& row, const char* column, const std::string& value, const char* reason,
           const std::string& remedy) {
    problems_.add({file_, row.line, column, value, reason, remedy});
  }

  ShelterKeys keys_;
  const std::string& file_;
  ProblemList& problems_;
  std::vector<StatusChange> changes_;
};

}  // namespace

std::vector<StatusChange> read_status_feed(const std::filesystem::path& path, const Works& works,
                                           const Shelters& shelters) {
  ProblemList problems;
  const std::string file = path.string();
  std::optional<std::string> text = read_text_file(path, file, problems);
  problems.throw_if_any();
  const std::vector<FeedRow> rows = path.extension() == ".jsonl"
                                        ? rows_of_json_lines(*text, file, problems)
                                        : rows_of_csv(std::move(*text), file, problems);
  FeedReader reader(works, shelters, file, problems);
  for (const FeedRow& row : rows) {
    reader.read(row);
  }
  problems.throw_if_any();
  return reader.take();
}

}  // namespace yanbi
