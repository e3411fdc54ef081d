// SPDX-License-Identifier: Apache-2.0
#include "sim/import/works/works_builder.hpp"

#include <algorithm>
#include <limits>

namespace yanbi {
namespace {

void append_door(std::size_t work, const Door& door, Entrances& entrances) {
  entrances.work.emplace_back(work);
  entrances.x.push_back(door.x);
  entrances.y.push_back(door.y);
  entrances.position.emplace_back();
  entrances.access.push_back(0.0);
  entrances.width.push_back(door.width);
  if (door.sill || !entrances.sill.empty()) {
    entrances.sill.resize(entrances.work.size());  // none of the doors before had one
    entrances.sill.back() = door.sill;
  }
}

}  // namespace

bool begin_ledger(const std::string& name, bool overlay, const std::string& file, Works& works,
                  ProblemList& problems) {
  if (works.ledgers.size() > std::numeric_limits<std::uint8_t>::max()) {
    problems.add({file, 0, "ledger", name, "a city has at most 256 ledgers of works and changes",
                  "join ledgers"});
    return false;
  }
  works.overlay.resize(works.ledgers.size(), 0);
  works.ledgers.push_back(name);
  works.overlay.push_back(overlay ? 1 : 0);
  // Columns that works of other sources may have left empty.
  works.located.resize(works.size(), 1);
  works.detail.resize(works.size());
  return true;
}

void append_work(const WorkRecord& record, Works& works) {
  std::optional<std::pair<double, double>> position = record.position;
  if (!position && !record.doors.empty()) {
    position = {record.doors.front().x, record.doors.front().y};
  }
  const std::size_t work = works.size();
  works.key.push_back(record.key);
  works.label.push_back(record.label);
  works.ledger.push_back(static_cast<std::uint8_t>(works.ledgers.size() - 1));
  works.type.push_back(record.type);
  works.status.push_back(record.status);
  works.places.push_back(record.places);
  works.x.push_back(position ? position->first : 0.0);
  works.y.push_back(position ? position->second : 0.0);
  works.from.push_back(record.from);
  works.until.push_back(record.until);
  works.facility.push_back(record.facility);
  works.located.push_back(position ? 1 : 0);
  works.detail.push_back(record.detail);
  for (Door door : record.doors) {
    door.sill = door.sill ? door.sill : record.sill;
    append_door(work, door, works.entrances);
  }
  if (position && record.doors.empty()) {
    append_door(work, {position->first, position->second, std::nullopt, record.sill},
                works.entrances);
  }
}

WorkRecord record_of(const Works& works, std::size_t work) {
  WorkRecord record;
  record.key = works.key[work];
  record.label = works.label[work];
  record.type = works.type[work];
  record.status = works.status[work];
  record.places = works.places[work];
  if (works.is_located(work)) {
    record.position = {works.x[work], works.y[work]};
  }
  record.from = works.from[work];
  record.until = works.until[work];
  record.facility = works.facility[work];
  record.detail = works.detail.empty() ? WorkDetail{} : works.detail[work];
  const Entrances& doors = works.entrances;
  const auto [first, last] = std::equal_range(doors.work.begin(), doors.work.end(), WorkId(work));
  for (auto it = first; it != last; ++it) {
    const auto d = static_cast<std::size_t>(it - doors.work.begin());
    record.doors.push_back({doors.x[d], doors.y[d], doors.width[d],
                            doors.sill.empty() ? std::nullopt : doors.sill[d]});
  }
  const bool own_place = record.doors.size() == 1 && record.position &&
                         record.doors.front().x == record.position->first &&
                         record.doors.front().y == record.position->second &&
                         !record.doors.front().width;
  if (own_place) {
    record.sill = record.doors.front().sill;
    record.doors.clear();
  }
  return record;
}

std::string joined_remarks(const std::vector<std::string>& remarks) {
  std::string text;
  for (const std::string& remark : remarks) {
    if (text.find(remark) == std::string::npos) {
      text += (text.empty() ? "" : "; ") + remark;
    }
  }
  return text;
}

Facilities::Facilities(const Works& works)
    : next_(works.facility.empty()
                ? 0
                : *std::max_element(works.facility.begin(), works.facility.end()) + 1) {}

std::pair<std::uint32_t, std::size_t> Facilities::add(const std::string& id) {
  auto [entry, is_new] = facilities_.try_emplace(id, next_, 0);
  next_ += is_new ? 1U : 0U;
  ++entry->second.second;
  return entry->second;
}

}  // namespace yanbi
