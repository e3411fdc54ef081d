// SPDX-License-Identifier: Apache-2.0
// The changes of a layout: a table of works that are added, changed or removed.
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sim/import/notes.hpp"
#include "sim/import/works/ledger_import.hpp"
#include "sim/import/works/ledger_places.hpp"
#include "sim/import/works/ledger_rows.hpp"
#include "sim/import/works/ledger_source.hpp"
#include "sim/import/works/work_records.hpp"
#include "sim/import/works/works_builder.hpp"

namespace yanbi {
namespace {

/// The works that a layout's changes may name, by their ids.
class BaseWorks {
 public:
  BaseWorks(const Works& works, const Layout& layout) : works_(works) {
    for (std::size_t w = 0; w < works.size(); ++w) {
      const std::uint8_t ledger = works.ledger[w];
      const std::string& name = works.ledgers[ledger];
      const bool counts = !works.is_overlay(ledger) &&
                          (layout.ledgers.empty() || std::ranges::count(layout.ledgers, name) > 0);
      if (!counts) {
        continue;
      }
      const bool is_first_row = row_.try_emplace(works.facility[w], w).second;
      row_[works.facility[w]] = w;
      if (is_first_row) {
        by_id_[works.key[w]].push_back(works.facility[w]);
        by_id_[works.key[w].substr(name.size() + 1)].push_back(works.facility[w]);
      }
    }
    Layout rule = layout;
    rule.overlays.clear();
    rule.removed.clear();
    for (const WorkId work : select_works(works, rule)) {
      row_[works.facility[work.index()]] = work.index();
    }
  }

  /// Facilities of an id, which may be written with its ledger, "main/7".
  [[nodiscard]] std::vector<std::uint32_t> find(const std::string& id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? std::vector<std::uint32_t>{} : found->second;
  }
  /// The row of a facility that the layout would take, or else its last.
  [[nodiscard]] WorkRecord record(std::uint32_t facility) const {
    return record_of(works_, row_.at(facility));
  }

 private:
  const Works& works_;
  std::map<std::string, std::vector<std::uint32_t>> by_id_;
  std::map<std::uint32_t, std::size_t> row_;
};

/// Reads the changes of one layout into the works.
class ChangesImporter {
 public:
  ChangesImporter(const ChangesSpec& spec, const Crs& working, Layout& layout, Works& works,
                  ProblemList& problems, std::vector<ImportNote>& notes)
      : spec_(spec),
        layout_(layout),
        works_(works),
        problems_(problems),
        base_(works, layout),
        facilities_(works),
        ledger_(read_ledger_rows(spec.ledger, working, spec.change, problems, notes)) {
    place_rows_by_name(spec.ledger, working, ledger_, problems, notes);
    doors_ = read_doors(spec.ledger, working, problems, notes);
    check_doors(spec.ledger, doors_, ledger_, problems);
  }

  void import(std::vector<ImportNote>& notes) {
    const std::string topic = ledger_topic(spec_.ledger);
    std::vector<WorkRecord> records;
    for (LedgerRow& row : ledger_.rows) {
      import_row(row, records);
    }
    if (!begin_ledger(spec_.ledger.name, true, spec_.ledger.source.given, works_, problems_)) {
      return;
    }
    const std::size_t first = works_.size();
    for (const WorkRecord& record : records) {
      append_work(record, works_);
    }
    std::ranges::sort(layout_.removed);
    add_note(notes, topic, "rows", as_figure(ledger_.rows.size()), "rows",
             fmt::format("{} rows of changes were read from {}: {} added, {} changed, {} removed.",
                         ledger_.rows.size(), spec_.ledger.source.given, added_, changed_,
                         layout_.removed.size()));
    note_counts(topic, ledger_.counts, notes);
    note_not_located(topic, works_, first, notes);
  }

 private:
  void import_row(LedgerRow& row, std::vector<WorkRecord>& records) {
    const std::optional<ChangeKind> kind = parse_change_word(row.change);
    if (!kind) {
      add_problem(row, spec_.change, row.change, "this is not a change that is known",
                  "write added, changed or removed (新增, 变更, 撤销)");
      return;
    }
    if (*kind == ChangeKind::kAdded) {
      add_work(row, records);
      return;
    }
    const std::optional<std::uint32_t> facility = facility_of(row);
    if (!facility) {
      return;
    }
    const auto [earlier, is_new] = touched_.try_emplace(*facility, row.id);
    if (!is_new) {
      if (earlier->second != row.id) {  // else the id itself has been reported
        add_problem(row, "id", row.id, "another row changes this work already", "keep one of them");
      }
      return;
    }
    if (*kind == ChangeKind::kRemoved) {
      layout_.removed.push_back(*facility);
      return;
    }
    ++changed_;
    WorkRecord record =
        changed_record(spec_.ledger, base_.record(*facility), row, doors_, ledger_.counts);
    record.key = fmt::format("{}/{}", spec_.ledger.name, row.id);
    records.push_back(std::move(record));
  }

  void add_work(LedgerRow& row, std::vector<WorkRecord>& records) {
    if (!base_.find(row.id).empty()) {
      add_problem(row, "id", row.id, "the ledgers have a work of this id already",
                  "write changed, or give the new work an id of its own");
      return;
    }
    ++added_;
    WorkRecord record = new_record(spec_.ledger, row, doors_, ledger_.counts);
    record.key = fmt::format("{}/{}", spec_.ledger.name, row.id);
    record.facility = facilities_.add(row.id).first;
    records.push_back(std::move(record));
  }

  [[nodiscard]] std::optional<std::uint32_t> facility_of(const LedgerRow& row) {
    const std::vector<std::uint32_t> found = base_.find(row.id);
    if (found.size() == 1) {
      return found.front();
    }
    if (found.empty()) {
      add_problem(row, "id", row.id, "the ledgers of the layout have no work of this id",
                  "correct the id, or write added");
    } else {
      add_problem(row, "id", row.id, "several ledgers have a work of this id",
                  "write it with its ledger, such as main/7");
    }
    return std::nullopt;
  }

  void add_problem(const LedgerRow& row, const std::string& key, const std::string& value,
                   std::string reason, std::string remedy) {
    problems_.add(ledger_.problem_at(row, key, value, std::move(reason), std::move(remedy)));
  }

  const ChangesSpec& spec_;
  Layout& layout_;
  Works& works_;
  ProblemList& problems_;
  BaseWorks base_;
  Facilities facilities_;
  LedgerRows ledger_;
  DoorsById doors_;
  std::map<std::uint32_t, std::string> touched_;  ///< id by facility
  std::size_t added_ = 0;
  std::size_t changed_ = 0;
};

}  // namespace

Layout import_layout(const LayoutSpec& spec, const Crs& working, Works& works,
                     ProblemList& problems, std::vector<ImportNote>& notes) {
  Layout layout = static_cast<const Layout&>(spec);
  if (spec.changes) {
    ChangesImporter(*spec.changes, working, layout, works, problems, notes).import(notes);
  }
  return layout;
}

}  // namespace yanbi
