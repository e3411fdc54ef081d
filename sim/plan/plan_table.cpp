// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/plan_table.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "sim/base/error.hpp"
#include "sim/base/problem.hpp"
#include "sim/config/csv.hpp"

namespace yanbi {
namespace {

/// Keys of works, whole ("ledger/id") and bare ("id"), to the shelters of one scenario.
class ShelterKeys {
 public:
  ShelterKeys(const Works& works, const Shelters& shelters) : shelter_of_work_(works.size()) {
    for (std::size_t s = 0; s < shelters.size(); ++s) {
      shelter_of_work_[shelters.work[s].index()] = ShelterId(s);
    }
    for (std::size_t w = 0; w < works.size(); ++w) {
      const std::string& key = works.key[w];
      whole_.emplace(key, WorkId(w));
      const std::size_t slash = key.find('/');
      bare_[slash == std::string::npos ? key : key.substr(slash + 1)].emplace_back(w);
    }
  }

  struct Answer {
    ShelterId shelter;  ///< empty: see `reason`
    std::string reason;
    std::string remedy;
  };
  [[nodiscard]] Answer find(const std::string& key) const {
    if (const auto whole = whole_.find(key); whole != whole_.end()) {
      return answer({whole->second});
    }
    const auto bare = bare_.find(key);
    return answer(bare == bare_.end() ? std::vector<WorkId>{} : bare->second);
  }

 private:
  [[nodiscard]] Answer answer(const std::vector<WorkId>& works) const {
    if (works.empty()) {
      return {{}, "no work of the city has this key", "write the key as ledger/id"};
    }
    if (works.size() > 1) {
      return {{}, "works of several ledgers have this id", "write the key as ledger/id"};
    }
    const ShelterId shelter = shelter_of_work_[works.front().index()];
    if (!shelter.has_value()) {
      return {{},
              "the work is no personnel shelter of the scenario's layout",
              "choose another work or layout"};
    }
    return {shelter, "", ""};
  }

  std::vector<ShelterId> shelter_of_work_;
  std::unordered_map<std::string, WorkId> whole_;
  std::unordered_map<std::string, std::vector<WorkId>> bare_;
};

class TableReader {
 public:
  TableReader(std::string file, const City& city, const Shelters& shelters)
      : file_(std::move(file)), shelters_(city.works, shelters) {
    for (std::size_t o = 0; o < city.origins.size(); ++o) {
      origins_.emplace(city.origins.key[o], OriginId(o));
    }
  }

  /// `problems` are those met while the table was read; they come out together with the rest.
  PlanTable read(const Table& table, ProblemList problems) {
    problems_ = std::move(problems);
    if (table.columns.empty()) {
      problems_.throw_if_any();
    }
    const auto origin = find_column(table, "origin", problems_);
    const auto work = find_column(table, "work", problems_);
    const bool has_columns = origin && work;
    origin_column_ = origin.value_or(0);
    work_column_ = work.value_or(0);
    if (std::count(table.columns.begin(), table.columns.end(), "persons") > 0) {
      persons_column_ = find_column(table, "persons", problems_);
    }
    if (!has_columns) {
      problems_.throw_if_any();
    }
    PlanTable plan;
    for (std::size_t row = 0; row < table.rows(); ++row) {
      read_row({table, row}, plan);
    }
    problems_.throw_if_any();
    return plan;
  }

 private:
  void add(std::size_t line, std::string key, std::string value, std::string reason,
           std::string remedy) {
    problems_.add(
        {file_, line, std::move(key), std::move(value), std::move(reason), std::move(remedy)});
  }

  /// One row of the table.
  struct Record {
    const Table& table;
    std::size_t row = 0;
    [[nodiscard]] const std::string& field(std::size_t column) const {
      return table.cell(row, column);
    }
    [[nodiscard]] std::size_t line() const { return table.line[row]; }
  };

  void read_row(const Record& record, PlanTable& table) {
    const OriginId origin = read_origin(record);
    const ShelterId shelter = read_work(record);
    const Persons persons = read_persons(record);
    if (!origin.has_value() || !shelter.has_value() || !persons.valid ||
        !check_against_earlier(record, origin, shelter, persons)) {
      return;
    }
    table.rows.push_back({origin, shelter, persons.limit});
  }

  OriginId read_origin(const Record& record) {
    const std::string& key = record.field(origin_column_);
    const auto found = origins_.find(key);
    if (found != origins_.end()) {
      return found->second;
    }
    add(record.line(), "origin", key, "no origin of the city has this key",
        "use the keys of the city's population points");
    return {};
  }

  ShelterId read_work(const Record& record) {
    const std::string& key = record.field(work_column_);
    const ShelterKeys::Answer answer = shelters_.find(key);
    if (!answer.shelter.has_value()) {
      add(record.line(), "work", key, answer.reason, answer.remedy);
    }
    return answer.shelter;
  }

  struct Persons {
    bool valid = true;
    std::optional<std::int64_t> limit;
  };
  Persons read_persons(const Record& record) {
    if (!persons_column_ || record.field(*persons_column_).empty()) {
      return {};
    }
    const std::string& text = record.field(*persons_column_);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc{} && end == text.data() + text.size() && number >= 1) {
      return {true, number};
    }
    add(record.line(), "persons", text, "this is not a whole number of at least 1",
        "give a number of persons, or nothing for all of the origin");
    return {false, std::nullopt};
  }

  bool check_against_earlier(const Record& record, OriginId origin, ShelterId shelter,
                             const Persons& persons) {
    if (!pairs_.emplace(origin, shelter).second) {
      add(record.line(), "work", record.field(work_column_),
          "this origin and work are already paired in an earlier row", "keep one of the rows");
      return false;
    }
    if (all_taken_.count(origin.raw()) > 0) {
      add(record.line(), "origin", record.field(origin_column_),
          "an earlier row without persons already takes all of this origin",
          "give persons in every row of an origin but the last");
      return false;
    }
    if (!persons.limit) {
      all_taken_.insert(origin.raw());
    }
    return true;
  }

  std::string file_;
  ShelterKeys shelters_;
  std::unordered_map<std::string, OriginId> origins_;
  std::size_t origin_column_ = 0;
  std::size_t work_column_ = 0;
  std::optional<std::size_t> persons_column_;
  std::set<std::pair<OriginId, ShelterId>> pairs_;
  std::unordered_set<std::uint32_t> all_taken_;
  ProblemList problems_;
};

}  // namespace

PlanTable read_plan_table(const std::filesystem::path& path, const City& city,
                          const Shelters& shelters) {
  ProblemList problems;
  const Table table = read_csv(path, path.string(), std::nullopt, problems);
  return TableReader(path.string(), city, shelters).read(table, std::move(problems));
}

}  // namespace yanbi
