// SPDX-License-Identifier: Apache-2.0
#include "outputs/comparison_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <numeric>
#include <utility>

#include "outputs/result_kind.hpp"
#include "sim/base/assert.hpp"
#include "sim/base/problem.hpp"
#include "sim/hdf5/reader.hpp"

namespace yanbi {
namespace {

using CompareShape = std::vector<std::size_t>;

constexpr const char* kBatchRemedy =
    "make a batch with the layouts as a factor (docs/batch.md) and compare its result";
constexpr const char* kRunAgain = "run the batch again";

/// Who the runs are, and which of them belong to each case.
struct RunTable {
  std::vector<std::uint32_t> replicate;        ///< (run)
  std::vector<std::uint64_t> seed;             ///< (run)
  std::vector<std::vector<std::size_t>> runs;  ///< (case): by replicate, ascending
};

/// Columns of one geography at one deadline, run after run.
struct ScoreTable {
  std::vector<std::int64_t> persons;      ///< (run, zone)
  std::vector<std::int64_t> sheltered;    ///< (run, zone)
  std::vector<std::int64_t> unsheltered;  ///< (run, zone, cause)
};

/// The part of (run, deadline, ...) that belongs to one deadline.
std::vector<std::int64_t> at_deadline(const std::vector<std::int64_t>& all, std::size_t runs,
                                      std::size_t deadlines, std::size_t deadline) {
  std::vector<std::int64_t> part;
  if (runs == 0) {
    return part;
  }
  const std::size_t size = all.size() / runs / deadlines;
  part.reserve(runs * size);
  for (std::size_t r = 0; r < runs; ++r) {
    const auto first = all.begin() + static_cast<std::ptrdiff_t>((r * deadlines + deadline) * size);
    part.insert(part.end(), first, first + static_cast<std::ptrdiff_t>(size));
  }
  return part;
}

/// Appends row `row` of a column whose rows have `size` values.
void append_row(const std::vector<std::int64_t>& from, std::size_t row, std::size_t size,
                std::vector<std::int64_t>& to) {
  const auto first = from.begin() + static_cast<std::ptrdiff_t>(row * size);
  to.insert(to.end(), first, first + static_cast<std::ptrdiff_t>(size));
}

ComparisonFacts read_root(const hdf5::GroupReader& root, const std::string& file) {
  ComparisonFacts facts;
  facts.file = file;
  facts.city_hash = root.text("city_hash");
  facts.synthetic = root.single<std::int32_t>("synthetic") != 0 ||
                    (root.has_attribute("hazard_synthetic") &&
                     root.single<std::int32_t>("hazard_synthetic") != 0);
  facts.redacted = root.single<std::int32_t>("redacted") != 0;
  facts.only_at_risk =
      root.has_attribute("only_at_risk") && root.single<std::int32_t>("only_at_risk") != 0;
  return facts;
}

/// The cases without their runs.
std::vector<ComparedCase> read_cases(const hdf5::GroupReader& group,
                                     std::vector<std::string>& factors) {
  const std::size_t count = group.length("case");
  const auto names = group.read<std::string>("case", CompareShape{count});
  const auto layouts = group.read<std::string>("layout", CompareShape{count});
  const auto populations = group.read<std::string>("population", CompareShape{count});
  const auto hazards = group.read<std::string>("hazard_hash", CompareShape{count});
  std::vector<std::string> levels;
  if (group.has("factor")) {
    factors = group.read<std::string>("factor", CompareShape{group.length("factor")});
    levels = group.read<std::string>("level", CompareShape{count, factors.size()});
  }
  std::vector<ComparedCase> cases(count);
  for (std::size_t c = 0; c < count; ++c) {
    cases[c].name = names[c];
    cases[c].layout = layouts[c];
    cases[c].population = populations[c];
    cases[c].hazard_hash = hazards[c];
    const auto first = levels.begin() + static_cast<std::ptrdiff_t>(c * factors.size());
    cases[c].levels.assign(first, first + static_cast<std::ptrdiff_t>(factors.size()));
  }
  return cases;
}

/// @throws InputError when a case has a replicate twice.
void sort_runs(const hdf5::GroupReader& group, RunTable& table,
               const std::vector<ComparedCase>& cases) {
  for (std::size_t c = 0; c < cases.size(); ++c) {
    std::vector<std::size_t>& runs = table.runs[c];
    const auto replicate = [&](std::size_t run) { return table.replicate[run]; };
    std::sort(runs.begin(), runs.end(),
              [&](std::size_t a, std::size_t b) { return replicate(a) < replicate(b); });
    const auto twice = std::adjacent_find(
        runs.begin(), runs.end(),
        [&](std::size_t a, std::size_t b) { return replicate(a) == replicate(b); });
    if (twice != runs.end()) {
      group.fail("replicate", fmt::format("replicate {} of case '{}' is there twice",
                                          replicate(*twice), cases[c].name));
    }
  }
}

RunTable read_run_table(const hdf5::GroupReader& group, const std::vector<ComparedCase>& cases) {
  const std::size_t count = group.length("run");
  const auto names = group.read<std::string>("case", CompareShape{count});
  const auto layouts = group.read<std::string>("layout", CompareShape{count});
  RunTable table = {group.read<std::uint32_t>("replicate", CompareShape{count}),
                    group.read<std::uint64_t>("seed", CompareShape{count}),
                    std::vector<std::vector<std::size_t>>(cases.size())};
  std::map<std::string, std::size_t> position;
  for (std::size_t c = 0; c < cases.size(); ++c) {
    if (!position.emplace(cases[c].name, c).second) {
      group.fail("case", fmt::format("two cases are called '{}'", cases[c].name));
    }
  }
  for (std::size_t r = 0; r < count; ++r) {
    const auto found = position.find(names[r]);
    if (found == position.end()) {
      group.fail("case",
                 fmt::format("run {} belongs to case '{}', which /cases lacks", r, names[r]));
    }
    if (cases[found->second].layout != layouts[r]) {
      group.fail("layout", fmt::format("run {} has the layout '{}', but its case '{}'", r,
                                       layouts[r], cases[found->second].layout));
    }
    table.runs[found->second].push_back(r);
  }
  sort_runs(group, table, cases);
  return table;
}

/// That everybody is counted once is what the file promises; nothing is concluded from one that
/// breaks it.
void require_everybody_once(const hdf5::GroupReader& group, const ScoreTable& scores,
                            std::size_t causes) {
  for (std::size_t cell = 0; cell < scores.persons.size(); ++cell) {
    const auto first = scores.unsheltered.begin() + static_cast<std::ptrdiff_t>(cell * causes);
    const std::int64_t counted =
        std::accumulate(first, first + static_cast<std::ptrdiff_t>(causes), scores.sheltered[cell]);
    if (counted != scores.persons[cell] || scores.persons[cell] < 0) {
      group.fail("unsheltered", "sheltered and unsheltered people do not add up to the population");
    }
  }
}

ScoreTable read_score_table(const hdf5::GroupReader& group, const ComparisonFacts& facts,
                            std::size_t runs, std::size_t deadline) {
  const std::size_t zones = facts.zone_keys.size();
  const std::size_t causes = facts.causes.size();
  const std::size_t deadlines = group.length("deadline");
  ScoreTable scores;
  scores.persons = group.read<std::int64_t>("population", CompareShape{runs, zones});
  scores.sheltered =
      at_deadline(group.read<std::int64_t>("sheltered", CompareShape{runs, deadlines, zones}), runs,
                  deadlines, deadline);
  scores.unsheltered = at_deadline(
      group.read<std::int64_t>("unsheltered", CompareShape{runs, deadlines, zones, causes}), runs,
      deadlines, deadline);
  require_everybody_once(group, scores, causes);
  return scores;
}

/// Gives every case its runs.
void fill_cases(const RunTable& table, const ScoreTable& scores, ComparisonInput& input) {
  const std::size_t zones = input.facts.zone_keys.size();
  const std::size_t causes = input.facts.causes.size();
  for (std::size_t c = 0; c < input.cases.size(); ++c) {
    ComparedCase& member = input.cases[c];
    for (const std::size_t run : table.runs[c]) {
      member.replicate.push_back(table.replicate[run]);
      member.seed.push_back(table.seed[run]);
      append_row(scores.persons, run, zones, member.persons);
      append_row(scores.sheltered, run, zones, member.sheltered);
      append_row(scores.unsheltered, run, zones * causes, member.unsheltered);
    }
  }
}

}  // namespace

class ComparisonFile::Reader {
 public:
  explicit Reader(const std::filesystem::path& path)
      : path_(path.string()), file_(path, result_kind()) {
    const hdf5::GroupReader root = file_.root();
    if (!root.has("cases")) {
      throw InputError({{path_, 0, "/cases", "",
                         "the file holds one case, or was written before result format 1.2: it "
                         "does not say which runs differ in the layout alone",
                         kBatchRemedy}});
    }
    std::vector<std::string> factors;
    for (const ComparedCase& member : read_cases(root.group("cases"), factors)) {
      if (std::find(layouts_.begin(), layouts_.end(), member.layout) == layouts_.end()) {
        layouts_.push_back(member.layout);
      }
    }
    const hdf5::GroupReader scores = root.group("scores");
    for (const std::string& name : scores.groups()) {
      groups_.push_back(name);
      geographies_.push_back(scores.group(name).text("geography"));
    }
    if (geographies_.empty()) {
      root.fail("scores", "a result needs at least one geography");
    }
  }

  const std::vector<std::string>& geographies() const noexcept { return geographies_; }
  const std::vector<std::string>& layouts() const noexcept { return layouts_; }

  hdf5::GroupReader scores(const std::string& geography) const {
    const auto found = std::find(geographies_.begin(), geographies_.end(), geography);
    YANBI_EXPECT(found != geographies_.end());
    const auto position = static_cast<std::size_t>(found - geographies_.begin());
    return file_.root().group("scores").group(groups_[position]);
  }

  ComparisonInput read(const std::string& geography, std::size_t deadline) const {
    const hdf5::GroupReader root = file_.root();
    const hdf5::GroupReader group = scores(geography);
    ComparisonInput input;
    input.facts = read_root(root, path_);
    input.facts.geography = geography;
    input.facts.zone_keys = group.read<std::string>("zone", CompareShape{group.length("zone")});
    input.facts.zone_names =
        group.read<std::string>("zone_name", CompareShape{input.facts.zone_keys.size()});
    input.facts.causes = group.read<std::string>("cause", CompareShape{group.length("cause")});
    const auto deadlines = group.read<double>("deadline", CompareShape{group.length("deadline")});
    YANBI_EXPECT(deadline < deadlines.size());
    input.facts.deadline = deadlines[deadline];
    input.cases = read_cases(root.group("cases"), input.factors);
    const RunTable table = read_run_table(root.group("runs"), input.cases);
    fill_cases(table, read_score_table(group, input.facts, table.replicate.size(), deadline),
               input);
    return input;
  }

 private:
  std::string path_;
  hdf5::FileReader file_;
  std::vector<std::string> layouts_;
  std::vector<std::string> geographies_;
  std::vector<std::string> groups_;  ///< names of the groups of `geographies_`
};

namespace {

/// What HDF5 says of a broken file, as a problem with the file.
template <class Work>
auto reading(const std::string& file, const Work& work) {
  try {
    return work();
  } catch (const hdf5::Error& error) {
    throw InputError({{file, 0, "", "", error.what(), kRunAgain}});
  }
}

}  // namespace

ComparisonFile::ComparisonFile(const std::filesystem::path& path)
    : path_(path.string()),
      reader_(reading(path_, [&] { return std::make_unique<Reader>(path); })) {}
ComparisonFile::~ComparisonFile() = default;

const std::vector<std::string>& ComparisonFile::geographies() const noexcept {
  return reader_->geographies();
}

const std::vector<std::string>& ComparisonFile::layouts() const noexcept {
  return reader_->layouts();
}

std::vector<double> ComparisonFile::deadlines(const std::string& geography) const {
  return reading(path_, [&] {
    const hdf5::GroupReader group = reader_->scores(geography);
    return group.read<double>("deadline", CompareShape{group.length("deadline")});
  });
}

ComparisonInput ComparisonFile::read(const std::string& geography, std::size_t deadline) const {
  return reading(path_, [&] { return reader_->read(geography, deadline); });
}

}  // namespace yanbi
