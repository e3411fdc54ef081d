// SPDX-License-Identifier: Apache-2.0
#include "sim/import/works/ledger_import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>

#include "sim/import/notes.hpp"
#include "sim/import/source_table.hpp"
#include "sim/import/works/ledger_places.hpp"
#include "sim/import/works/ledger_rows.hpp"
#include "sim/import/works/ledger_source.hpp"
#include "sim/import/works/work_records.hpp"
#include "sim/import/works/works_builder.hpp"

namespace yanbi {
void import_ledger(const LedgerSpec& spec, const Crs& working, Works& works, ProblemList& problems,
                   std::vector<ImportNote>& notes) {
  const std::string topic = ledger_topic(spec);
  if (!begin_ledger(spec.name, false, spec.source.given, works, problems)) {
    return;
  }
  LedgerRows ledger = read_ledger_rows(spec, working, std::nullopt, problems, notes);
  if (ledger.rows.empty()) {
    return;
  }
  place_rows_by_name(spec, working, ledger, problems, notes);
  const DoorsById doors = read_doors(spec, working, problems, notes);
  check_doors(spec, doors, ledger, problems);

  const std::size_t first = works.size();
  Facilities facilities(works);
  std::set<std::string> keys;
  for (LedgerRow& row : ledger.rows) {
    WorkRecord record = new_record(spec, row, doors, ledger.counts);
    const auto [facility, revision] = facilities.add(row.id);
    record.facility = facility;
    record.key = revision == 1 ? fmt::format("{}/{}", spec.name, row.id)
                               : fmt::format("{}/{}#{}", spec.name, row.id, revision);
    if (!keys.insert(record.key).second) {
      problems.add(ledger.problem_at(row, "id", row.id,
                                     "the id is that of a revision of another work",
                                     "rename ids that end in #2, #3 ..."));
    }
    append_work(record, works);
  }
  add_note(notes, topic, "rows", as_figure(ledger.rows.size()), "rows",
           fmt::format("{} rows were read from {}.", ledger.rows.size(), spec.source.given));
  note_counts(topic, ledger.counts, notes);
  note_not_located(topic, works, first, notes);
}

void add_ledger_inputs(const LedgerSpec& spec, std::vector<InputFile>& inputs) {
  add_input_files(spec.source, inputs);
  if (spec.entrances) {
    add_input_files(spec.entrances->source, inputs);
  }
  if (spec.places_by_name) {
    add_input_files(spec.places_by_name->source, inputs);
  }
}

void note_not_located(const std::string& topic, const Works& works, std::size_t first,
                      std::vector<ImportNote>& notes) {
  constexpr std::size_t kMostNamed = 20;
  std::vector<std::string> named;
  std::size_t count = 0;
  std::int64_t places = 0;
  for (std::size_t work = first; work < works.size(); ++work) {
    if (works.is_located(work)) {
      continue;
    }
    ++count;
    places += works.places[work];
    if (named.size() < kMostNamed) {
      named.push_back(works.key[work]);
    }
  }
  if (count > 0) {
    add_note(notes, topic, "not_located", as_figure(count), "rows",
             fmt::format("{} rows ({} places) do not say where they are, so nobody can reach them: "
                         "{}{}.",
                         count, places, fmt::join(named, ", "),
                         count > named.size() ? fmt::format(" and {} more", count - named.size())
                                              : std::string()));
  }
}

void note_layouts(const City& city, std::vector<ImportNote>& notes) {
  for (std::size_t ledger = 0; ledger < city.works.ledgers.size(); ++ledger) {
    for (const Layout& layout : city.layouts) {
      if (city.works.is_overlay(ledger) &&
          std::ranges::count(layout.overlays, city.works.ledgers[ledger]) == 0) {
        continue;  // the changes of another layout
      }
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
