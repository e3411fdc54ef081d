// SPDX-License-Identifier: Apache-2.0
#include "sim/import/works/work_records.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace yanbi {
namespace {

/// Takes what a row says and remembers the names of the fields.
class Changes {
 public:
  template <class Value, class Stated>
  void take(Value& value, const Stated& stated, LedgerField field) {
    value = stated;
    fields_.emplace_back(to_string(field));
  }
  template <class Value, class Stated>
  void take_if(Value& value, const std::optional<Stated>& stated, LedgerField field) {
    if (stated) {
      take(value, *stated, field);
    }
  }
  void take_text(std::string& value, const std::string& stated, LedgerField field) {
    if (!stated.empty()) {
      take(value, stated, field);
    }
  }
  void name(std::string field) { fields_.push_back(std::move(field)); }
  [[nodiscard]] std::string remark() const {
    return fields_.empty() ? std::string("changed: nothing")
                           : fmt::format("changed: {}", fmt::join(fields_, ", "));
  }

 private:
  std::vector<std::string> fields_;
};

void change_type(const LedgerRow& row, WorkRecord& record, Changes& changes) {
  if (!row.type) {
    return;
  }
  const bool keeps_class = row.type->type == record.type && row.type->personnel_class == 0;
  changes.take(record.type, row.type->type, LedgerField::kType);
  if (!keeps_class) {
    record.detail.personnel_class = row.type->personnel_class;
  }
}

void change_places(const LedgerSpec& spec, LedgerRow& row, LedgerCounts& counts, WorkRecord& record,
                   Changes& changes) {
  const bool follow_from_area =
      row.sheltering_area || (row.floor_area && spec.floor_area_per_place);
  if (row.places || follow_from_area) {
    changes.take(record.places, settle_places(spec, record.type, row, counts),
                 LedgerField::kPlaces);
  }
  changes.take_if(record.detail.sheltering_area, row.sheltering_area, LedgerField::kShelteringArea);
  changes.take_if(record.detail.floor_area, row.floor_area, LedgerField::kFloorArea);
}

void change_place(LedgerRow& row, const DoorsById& doors, LedgerCounts& counts, WorkRecord& record,
                  Changes& changes) {
  if (row.sill) {
    changes.take(record.sill, row.sill, LedgerField::kSill);
    for (Door& door : record.doors) {
      door.sill = row.sill;
    }
  }
  if (row.position) {
    record.position = row.position;
    record.doors.clear();
    changes.name("position");
  }
  if (std::vector<Door> stated = doors_of_row(row, doors, counts); !stated.empty()) {
    record.doors = std::move(stated);
    changes.name(to_string(LedgerField::kDoors));
  }
}

}  // namespace

WorkRecord new_record(const LedgerSpec& spec, LedgerRow& row, const DoorsById& doors,
                      LedgerCounts& counts) {
  WorkRecord record;
  const TypeWord type = row.type.value_or(TypeWord{spec.default_type, 0});
  record.label = row.name;
  record.type = type.type;
  record.status = row.status.value_or(spec.default_status);
  record.places = settle_places(spec, type.type, row, counts);
  record.from = row.from;
  record.until = row.until;
  record.doors = doors_of_row(row, doors, counts);
  record.position = row.position;
  record.sill = row.sill;
  if (!record.position && record.doors.empty()) {
    row.remarks.emplace_back("position not known");
  }
  record.detail = {row.sheltering_area, row.floor_area, type.personnel_class, row.resistance,
                   joined_remarks(row.remarks)};
  return record;
}

WorkRecord changed_record(const LedgerSpec& spec, const WorkRecord& base, LedgerRow& row,
                          const DoorsById& doors, LedgerCounts& counts) {
  WorkRecord record = base;
  Changes changes;
  changes.take_text(record.label, row.name, LedgerField::kName);
  change_type(row, record, changes);
  changes.take_if(record.status, row.status, LedgerField::kStatus);
  change_places(spec, row, counts, record, changes);
  changes.take_text(record.detail.resistance, row.resistance, LedgerField::kResistance);
  changes.take_if(record.from, row.from, LedgerField::kFrom);
  changes.take_if(record.until, row.until, LedgerField::kUntil);
  change_place(row, doors, counts, record, changes);
  row.remarks.insert(row.remarks.begin(), changes.remark());
  if (!base.detail.remark.empty()) {
    row.remarks.push_back("before: " + base.detail.remark);
  }
  record.detail.remark = joined_remarks(row.remarks);
  return record;
}

}  // namespace yanbi
