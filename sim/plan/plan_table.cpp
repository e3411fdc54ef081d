// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/plan_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "sim/base/error.hpp"
#include "sim/base/hash.hpp"
#include "sim/base/problem.hpp"
#include "sim/config/csv_rows.hpp"
#include "sim/plan/given_route.hpp"
#include "sim/plan/route_text.hpp"
#include "sim/plan/shelter_keys.hpp"

namespace yanbi {
namespace {

/// All of `text` as a number; nothing when it is none.
template <class Number>
std::optional<Number> parse(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(number)
                                                                  : std::nullopt;
}

class TableReader {
 public:
  TableReader(const City& city, const Parties& parties, const Shelters& shelters,
              const Scenario& scenario)
      : city_(city),
        parties_(parties),
        shelters_(shelters),
        names_(scenario.plan.columns),
        use_(route_use(scenario.run.mode)),
        shelter_keys_(city.works, shelters),
        routes_(city.network, use_),
        first_party_(first_parties(parties, city.origins.size())),
        all_taken_(city.origins.size()),
        party_taken_(parties.size()) {}

  PlanTable read(CsvRows& rows, const std::string& file, ProblemList& problems) {
    file_ = file;
    rows_ = &rows;
    problems_ = &problems;
    if (!rows.columns().empty() && find_columns()) {
      while (rows.next()) {
        read_row();
      }
      report_repeated_rows();
    }
    problems.throw_if_any();
    return std::move(table_);
  }

 private:
  void add(const std::string& key, std::string_view value, std::string reason, std::string remedy) {
    problems_->add(
        {file_, rows_->line(), key, std::string(value), std::move(reason), std::move(remedy)});
  }

  [[nodiscard]] std::optional<std::size_t> position_of(const std::string& name) const {
    const std::vector<std::string>& columns = rows_->columns();
    const auto found = std::find(columns.begin(), columns.end(), name);
    return found == columns.end()
               ? std::nullopt
               : std::optional(static_cast<std::size_t>(found - columns.begin()));
  }

  /// A column that must be there.
  std::optional<std::size_t> require(const std::string& name, const char* parameter) {
    const auto position = position_of(name);
    if (!position) {
      const std::string nearest = nearest_word(name, rows_->columns());
      problems_->add({file_, 0, "column", name, "the file has no column of this name",
                      nearest.empty() ? fmt::format("name one of {} as plan.columns.{}",
                                                    fmt::join(rows_->columns(), ", "), parameter)
                                      : fmt::format("did you mean '{}'? Name it as plan.columns.{}",
                                                    nearest, parameter)});
    }
    return position;
  }

  /// A column that need not be there, unless the scenario names it.
  std::optional<std::size_t> find(const std::string& name, const std::string& usual,
                                  const char* parameter) {
    return name == usual ? position_of(name) : require(name, parameter);
  }

  /// False when rows cannot be read without what is missing.
  bool find_columns() {
    const PlanColumns usual;
    if (!position_of(names_.origin) && position_of("cell_x") && position_of("cell_y")) {
      problems_->add(
          {file_, 1, "cell_x", "",
           "this plan is by cells, for reading: it does not say who of which origin goes",
           "write it by origin or by party (yanbi plan --by party) and give that back"});
      return false;
    }
    const auto origin = require(names_.origin, "origin");
    const auto work = require(names_.work, "work");
    persons_ = find(names_.persons, usual.persons, "persons");
    party_ = find(names_.party, usual.party, "party");
    departs_ = find(names_.departs_s, usual.departs_s, "departs_s");
    const bool drives = use_ == RouteUse::kDriving;
    route_ = drives ? require(names_.route, "route") : find(names_.route, usual.route, "route");
    origin_ = origin.value_or(0);
    work_ = work.value_or(0);
    return origin && work && (route_ || !drives);
  }

  [[nodiscard]] std::string_view cell(const std::optional<std::size_t>& column) const {
    return column ? rows_->cell(*column) : std::string_view();
  }

  void read_row() {
    const std::size_t before = problems_->size();
    PlanTableRow row;
    row.origin = read_origin();
    row.shelter = read_work();
    row.persons = read_persons();
    row.departs = read_departure();
    if (problems_->size() > before) {
      return;
    }
    const auto party = read_party(row);
    if (!party || !take(row, *party)) {
      return;
    }
    row.party = *party;
    if (read_route(row)) {
      table_.rows.push_back(row);
      line_.push_back(rows_->line());
    }
  }

  OriginId read_origin() {
    const std::string_view key = rows_->cell(origin_);
    if (const OriginId origin = find_origin(key); origin.has_value()) {
      last_origin_ = origin.index();
      return origin;
    }
    add(names_.origin, key, "no origin of the city has this key",
        "use the keys of the city's population points");
    return {};
  }

  /// Most tables have the origins in the order of the city: that of the last row or the next one is
  /// tried before all are looked up.
  OriginId find_origin(std::string_view key) {
    const std::vector<std::string>& keys = city_.origins.key;
    for (std::size_t o = last_origin_; o < std::min(last_origin_ + 2, keys.size()); ++o) {
      if (keys[o] == key) {
        return OriginId(o);
      }
    }
    if (origins_.empty()) {
      origins_.reserve(keys.size());
      for (std::size_t o = 0; o < keys.size(); ++o) {
        origins_.emplace(keys[o], OriginId(o));
      }
    }
    const auto found = origins_.find(key);
    return found == origins_.end() ? OriginId() : found->second;
  }

  ShelterId read_work() {
    const std::string_view key = rows_->cell(work_);
    const ShelterKeys::Answer answer = shelter_keys_.find(key);
    if (!answer.shelter.has_value()) {
      add(names_.work, key, answer.reason, answer.remedy);
    }
    return answer.shelter;
  }

  std::optional<std::int64_t> read_persons() {
    const std::string_view text = cell(persons_);
    const auto number = parse<std::int64_t>(text);
    if (!text.empty() && (!number || *number < 1)) {
      add(names_.persons, text, "this is not a whole number of at least 1",
          "give a number of persons, or nothing for all of the origin");
    }
    return number;
  }

  Tick read_departure() {
    const std::string_view text = cell(departs_);
    if (text.empty()) {
      return Tick::never();
    }
    const auto seconds = parse<double>(text);
    if (seconds && *seconds >= 0.0 && *seconds <= kLongestHorizonSeconds) {
      return to_tick(*seconds);
    }
    add(names_.departs_s, text, "this is not a time after the alarm, in seconds",
        fmt::format("give a number from 0 to {:.0f}, or nothing to have it drawn",
                    kLongestHorizonSeconds));
    return Tick::never();
  }

  /// The household that the row names, an empty id when it names none; nothing after a problem.
  std::optional<PartyId> read_party(const PlanTableRow& row) {
    const std::string_view text = cell(party_);
    if (text.empty()) {
      return PartyId();
    }
    const std::uint32_t first = first_party_[row.origin.index()];
    const std::uint32_t count = first_party_[row.origin.index() + 1] - first;
    const auto number = parse<std::uint32_t>(text);
    if (!number || *number < 1 || *number > count) {
      add(names_.party, text, "the origin has no household of this number",
          fmt::format("this one has {}, counted from 1; other seeds draw other households", count));
      return std::nullopt;
    }
    const std::size_t party = first + *number - 1;
    if (row.persons && *row.persons != parties_.persons[party]) {
      add(names_.persons, fmt::format("{}", *row.persons),
          "the household that the row names has another number of persons",
          fmt::format("it has {}; leave persons out where party is given",
                      parties_.persons[party]));
      return std::nullopt;
    }
    return PartyId(party);
  }

  /// Whether the row can take anybody beside the rows before it.
  bool take(const PlanTableRow& row, PartyId party) {
    if (party.has_value()) {
      if (party_taken_[party.index()]) {
        add(names_.party, cell(party_), "an earlier row is for this household too",
            "keep one of the rows");
        return false;
      }
      party_taken_[party.index()] = true;
      return true;
    }
    if (all_taken_[row.origin.index()]) {
      add(names_.origin, rows_->cell(origin_),
          "an earlier row without persons already takes all of this origin",
          "give persons, or party, in every row of an origin but the last");
      return false;
    }
    all_taken_[row.origin.index()] = !row.persons;
    return true;
  }

  /// Enters the route of the row; false after a problem.
  bool read_route(PlanTableRow& row) {
    const std::string_view text = cell(route_);
    if (text.find_first_not_of(' ') == std::string_view::npos) {
      if (use_ == RouteUse::kDriving) {
        add(names_.route, "", "vehicles need a route, and this row has none",
            "give the keys of the nodes on the way (run.mode = \"drive\")");
      }
      return use_ == RouteUse::kWalking;
    }
    // The route begins on the origin's own link, which lies anywhere; reading takes as long as it
    // does to come.
    if (const auto& place = city_.origins.position[row.origin.index()]) {
      city_.network.fetch(place->link);
    }
    std::optional<RouteFault> fault = routes_.read(text);
    if (!fault) {
      fault = add_given_route(city_, shelters_, row.origin, row.shelter, routes_, use_,
                              table_.routes, row.route);
    }
    if (fault) {
      constexpr std::size_t kShown = 60;
      std::string value = fault->value.empty() ? std::string(text) : std::move(fault->value);
      if (value.size() > kShown) {
        value = value.substr(0, kShown) + "...";
      }
      add(names_.route, value, fault->reason, fault->remedy);
    }
    return !fault;
  }

  /// What tells rows for any household of an origin apart, beside their persons.
  [[nodiscard]] std::tuple<OriginId, ShelterId, Tick, std::uint64_t> identity(
      std::size_t row) const {
    const PlanTableRow& each = table_.rows[row];
    std::uint64_t way = 0;
    if (each.route.has_value()) {
      const std::span<const LinkId> links = table_.routes[each.route].links;
      way = hash_bytes(links.data(), links.size_bytes(), 1);
    }
    return {each.origin, each.shelter, each.departs, way};
  }

  /// Two rows that say the same are a mistake; households are told apart by their numbers.
  void report_repeated_rows() {
    std::vector<std::pair<std::tuple<OriginId, ShelterId, Tick, std::uint64_t>, std::size_t>> rows;
    std::vector<std::uint32_t> rows_of(city_.origins.size());
    for (const PlanTableRow& row : table_.rows) {
      ++rows_of[row.origin.index()];
    }
    for (std::size_t row = 0; row < table_.rows.size(); ++row) {
      // Tables of trips have an origin for each: there is nothing to compare then.
      if (!table_.rows[row].party.has_value() && rows_of[table_.rows[row].origin.index()] > 1) {
        rows.emplace_back(identity(row), row);
      }
    }
    std::sort(rows.begin(), rows.end());
    std::vector<std::size_t> repeated;
    for (std::size_t i = 1; i < rows.size(); ++i) {
      if (rows[i].first == rows[i - 1].first) {
        repeated.push_back(rows[i].second);
      }
    }
    std::sort(repeated.begin(), repeated.end());
    for (const std::size_t row : repeated) {
      const WorkId work = shelters_.work[table_.rows[row].shelter.index()];
      problems_->add({file_, line_[row], names_.work, city_.works.key[work.index()],
                      "this origin and work are already paired in an earlier row",
                      "keep one of the rows, or let them differ in departure or route"});
    }
  }

  const City& city_;
  const Parties& parties_;
  const Shelters& shelters_;
  const PlanColumns& names_;
  RouteUse use_;
  ShelterKeys shelter_keys_;
  RouteReader routes_;
  std::size_t last_origin_ = 0;
  std::unordered_map<std::string_view, OriginId> origins_;  ///< empty until it is needed
  std::vector<std::uint32_t> first_party_;
  std::vector<bool> all_taken_;
  std::vector<bool> party_taken_;
  std::string file_;
  CsvRows* rows_ = nullptr;
  ProblemList* problems_ = nullptr;
  std::size_t origin_ = 0;
  std::size_t work_ = 0;
  std::optional<std::size_t> persons_;
  std::optional<std::size_t> party_;
  std::optional<std::size_t> departs_;
  std::optional<std::size_t> route_;
  PlanTable table_;
  std::vector<std::size_t> line_;  ///< of the rows of the table
};

}  // namespace

PlanTable read_plan_table(const std::filesystem::path& path, const City& city,
                          const Parties& parties, const Shelters& shelters,
                          const Scenario& scenario) {
  ProblemList problems;
  const std::string file = path.string();
  std::optional<std::string> text = read_text_file(path, file, problems);
  problems.throw_if_any();
  CsvRows rows(std::move(*text), file, std::nullopt, problems);
  return TableReader(city, parties, shelters, scenario).read(rows, file, problems);
}

}  // namespace yanbi
