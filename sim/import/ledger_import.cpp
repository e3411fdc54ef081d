// SPDX-License-Identifier: Apache-2.0
#include "sim/import/ledger_import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

#include "sim/import/notes.hpp"
#include "sim/import/source_table.hpp"
#include "sim/import/values.hpp"

namespace yanbi {
namespace {

using Column = std::optional<std::size_t>;

/// Columns of a ledger, found in its table.
struct LedgerColumns {
  Column id;
  Column places;
  Column label;
  Column from;
  Column until;
  Column type;
  Column status;
};

Column find(const Table& table, const std::optional<std::string>& name, ProblemList& problems) {
  return name ? find_column(table, *name, problems) : std::nullopt;
}

LedgerColumns find_columns(const Table& table, const LedgerSpec& spec, ProblemList& problems) {
  return {find(table, spec.id, problems),    find(table, spec.places, problems),
          find(table, spec.label, problems), find(table, spec.from, problems),
          find(table, spec.until, problems), find(table, spec.type, problems),
          find(table, spec.status, problems)};
}

/// Reads the rows of one ledger.
class LedgerReader {
 public:
  LedgerReader(const LedgerSpec& spec, const Table& table, ProblemList& problems)
      : spec_(spec),
        table_(table),
        columns_(find_columns(table, spec, problems)),
        problems_(problems) {}

  [[nodiscard]] bool is_readable() const { return columns_.id && columns_.places; }
  [[nodiscard]] std::size_t id_column() const { return *columns_.id; }
  [[nodiscard]] std::string id(std::size_t row) const {
    return std::string(trimmed(table_.cell(row, *columns_.id)));
  }
  [[nodiscard]] std::string label(std::size_t row) const { return value(row, columns_.label); }

  /// Persons; nothing where the ledger does not say.
  [[nodiscard]] std::int32_t places(std::size_t row) {
    constexpr double kMostPlaces = 1e6;
    const std::string text = value(row, columns_.places);
    if (text.empty()) {
      ++places_missing_;
      return 0;
    }
    const auto number = read_number(table_, row, *columns_.places, 0.0, kMostPlaces, problems_);
    if (number && *number != std::floor(*number)) {
      problems_.add(table_.problem_at(row, spec_.places, text, "places must be a whole number",
                                      "round the figures of the ledger"));
    }
    return static_cast<std::int32_t>(number.value_or(0.0));
  }

  [[nodiscard]] std::optional<Date> from(std::size_t row) {
    const std::optional<DateSpan> span = date(row, columns_.from);
    from_missing_ += columns_.from && !span ? 1U : 0U;
    return span ? std::optional(span->first) : std::nullopt;
  }
  [[nodiscard]] std::optional<Date> until(std::size_t row) {
    const std::optional<DateSpan> span = date(row, columns_.until);
    return span ? std::optional(span->last) : std::nullopt;
  }

  [[nodiscard]] WorkType type(std::size_t row) {
    return word(row, columns_.type, spec_.types, spec_.default_type, work_type_from);
  }
  [[nodiscard]] WorkStatus status(std::size_t row) {
    return word(row, columns_.status, spec_.statuses, spec_.default_status, work_status_from);
  }

  void note_what_is_missing(std::vector<ImportNote>& notes) const {
    const std::string topic = "works/" + spec_.name;
    const auto note = [&](std::size_t count, const char* key, const char* text) {
      if (count > 0) {
        add_note(notes, topic, key, as_figure(count), "rows", fmt::format("{} {}", count, text));
      }
    };
    note(places_missing_, "places_missing", "rows do not say their places: they count as 0.");
    note(from_missing_, "date_missing",
         "rows have no first date: they belong only to layouts without a date.");
    note(vague_dates_, "vague_dates", "dates name two years: the first was taken.");
  }

 private:
  [[nodiscard]] std::string value(std::size_t row, const Column& column) const {
    if (!column) {
      return {};
    }
    const std::string text(trimmed(table_.cell(row, *column)));
    const bool missing =
        std::find(spec_.missing.begin(), spec_.missing.end(), text) != spec_.missing.end();
    return missing ? std::string() : text;
  }

  [[nodiscard]] std::optional<DateSpan> date(std::size_t row, const Column& column) {
    const std::string text = value(row, column);
    if (text.empty()) {
      return std::nullopt;
    }
    const std::optional<DateSpan> span = parse_ledger_date(text);
    if (!span) {
      problems_.add(table_.problem_at(row, table_.columns[*column], text,
                                      "this is not a year or a date",
                                      "write 1985 or 1985-06-30, or add the text to missing"));
    } else if (span->vague) {
      ++vague_dates_;
    }
    return span;
  }

  template <class Value, class Parse>
  [[nodiscard]] Value word(std::size_t row, const Column& column,
                           const std::map<std::string, Value>& words, Value otherwise,
                           Parse parse) {
    const std::string text = value(row, column);
    if (text.empty()) {
      return otherwise;
    }
    const auto own = words.find(text);
    if (own != words.end()) {
      return own->second;
    }
    const std::optional<Value> known = parse(text);
    if (!known) {
      problems_.add(table_.problem_at(row, table_.columns[*column], text, "the word is not known",
                                      "translate it in the ledger's types or statuses"));
    }
    return known.value_or(otherwise);
  }

  const LedgerSpec& spec_;
  const Table& table_;
  LedgerColumns columns_;
  ProblemList& problems_;
  std::size_t places_missing_ = 0;
  std::size_t from_missing_ = 0;
  std::size_t vague_dates_ = 0;
};

std::uint32_t next_facility(const Works& works) {
  const auto most = std::max_element(works.facility.begin(), works.facility.end());
  return most == works.facility.end() ? 0 : *most + 1;
}

/// Gives each id a facility number and each row of it a key of its own: the second row of "7" is
/// "7#2".
class Facilities {
 public:
  explicit Facilities(std::uint32_t first) : next_(first) {}

  /// The facility of `id` and which of its rows this is, from 1.
  std::pair<std::uint32_t, std::size_t> add(const std::string& id) {
    auto [entry, is_new] = facilities_.try_emplace(id, next_, 0);
    next_ += is_new ? 1U : 0U;
    ++entry->second.second;
    return entry->second;
  }

 private:
  std::uint32_t next_;
  std::unordered_map<std::string, std::pair<std::uint32_t, std::size_t>> facilities_;
};

void add_works(const LedgerSpec& spec, const Table& table, const Positions& positions,
               LedgerReader& reader, Works& works) {
  Facilities facilities(next_facility(works));
  const auto ledger = static_cast<std::uint8_t>(works.ledgers.size() - 1);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string id = reader.id(row);
    const auto [facility, revision] = facilities.add(id);
    works.key.push_back(revision == 1 ? fmt::format("{}/{}", spec.name, id)
                                      : fmt::format("{}/{}#{}", spec.name, id, revision));
    works.label.push_back(reader.label(row));
    works.ledger.push_back(ledger);
    works.type.push_back(reader.type(row));
    works.status.push_back(reader.status(row));
    works.places.push_back(reader.places(row));
    works.x.push_back(positions.x[row]);
    works.y.push_back(positions.y[row]);
    works.from.push_back(reader.from(row));
    works.until.push_back(reader.until(row));
    works.facility.push_back(facility);
  }
}

/// A door before it is sorted to its work.
struct Door {
  double x = 0.0;
  double y = 0.0;
  std::optional<double> width;
};

/// Doors of a ledger by the id of their work, in the order of the file.
std::map<std::string, std::vector<Door>> read_doors(const EntrancesSpec& spec, const Crs& working,
                                                    const std::string& topic, ProblemList& problems,
                                                    std::vector<ImportNote>& notes) {
  constexpr double kLeastWidth = 0.3;
  constexpr double kMostWidth = 30.0;
  std::map<std::string, std::vector<Door>> doors;
  const Table table = read_source_table(spec.source, topic, problems, notes);
  const Column work = find(table, spec.work, problems);
  const Column width = find(table, spec.width, problems);
  if (table.rows() == 0 || !work) {
    return doors;
  }
  const Positions positions = read_positions(table, spec.position, spec.source, working, problems);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    Door door{positions.x[row], positions.y[row], std::nullopt};
    if (width && !trimmed(table.cell(row, *width)).empty()) {
      door.width = read_number(table, row, *width, kLeastWidth, kMostWidth, problems);
    }
    doors[std::string(trimmed(table.cell(row, *work)))].push_back(door);
  }
  return doors;
}

void add_door(std::size_t work, const Door& door, Entrances& entrances) {
  entrances.work.emplace_back(work);
  entrances.x.push_back(door.x);
  entrances.y.push_back(door.y);
  entrances.position.emplace_back();
  entrances.access.push_back(0.0);
  entrances.width.push_back(door.width);
}

}  // namespace

void import_ledger(const LedgerSpec& spec, const Crs& working, Works& works, ProblemList& problems,
                   std::vector<ImportNote>& notes) {
  const std::string topic = "works/" + spec.name;
  works.ledgers.push_back(spec.name);
  const Table table = read_source_table(spec.source, topic, problems, notes);
  if (table.rows() == 0) {
    return;
  }
  LedgerReader reader(spec, table, problems);
  const Positions positions = read_positions(table, spec.position, spec.source, working, problems);
  if (!reader.is_readable()) {
    return;
  }
  if (!spec.revisions) {
    check_unique_keys(table, reader.id_column(), problems);
  }
  const std::size_t first = works.size();
  add_works(spec, table, positions, reader, works);
  add_note(notes, topic, "rows", as_figure(table.rows()), "rows",
           fmt::format("{} rows were read from {}.", table.rows(), spec.source.given));
  reader.note_what_is_missing(notes);

  std::map<std::string, std::vector<Door>> doors;
  if (spec.entrances) {
    doors = read_doors(*spec.entrances, working, topic, problems, notes);
  }
  std::map<std::string, bool> used;
  for (std::size_t work = first; work < works.size(); ++work) {
    const std::string id = reader.id(work - first);
    const auto own = doors.find(id);
    if (own == doors.end()) {
      add_door(work, {works.x[work], works.y[work], std::nullopt}, works.entrances);
      continue;
    }
    used[id] = true;
    for (const Door& door : own->second) {
      add_door(work, door, works.entrances);
    }
  }
  for (const auto& [id, list] : doors) {
    if (used.find(id) == used.end()) {
      problems.add({spec.entrances->source.given, 0, spec.entrances->work, id,
                    "the ledger has no work of this id", "correct the id or remove the door"});
    }
  }
}

void note_layouts(const City& city, std::vector<ImportNote>& notes) {
  for (std::size_t ledger = 0; ledger < city.works.ledgers.size(); ++ledger) {
    for (const Layout& layout : city.layouts) {
      std::size_t works = 0;
      std::int64_t places = 0;
      for (const WorkId work : layout.works) {
        if (city.works.ledger[work.index()] == ledger) {
          ++works;
          places += city.works.places[work.index()];
        }
      }
      const std::string& name = city.works.ledgers[ledger];
      add_note(notes, "works/" + name, "works_" + layout.name, as_figure(works), "works",
               fmt::format("Layout '{}' has {} works with {} places of ledger '{}'.", layout.name,
                           works, places, name));
      add_note(notes, "works/" + name, "places_" + layout.name, as_figure(places), "places",
               fmt::format("Places of ledger '{}' in layout '{}'.", name, layout.name));
    }
  }
}

}  // namespace yanbi
