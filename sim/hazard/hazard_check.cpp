// SPDX-License-Identifier: Apache-2.0
// Whether a hazard and a city go together.
#include <fmt/format.h>

#include <algorithm>

#include "sim/base/hash.hpp"
#include "sim/hazard/hazard_file.hpp"

namespace yanbi {
namespace {

constexpr const char* kBuildAgain =
    "build the hazard for this city with `yanbi hazard build HAZARD.toml --city CITY.h5`";

class PlaceCheck {
 public:
  PlaceCheck(const std::filesystem::path& file, ProblemList& problems)
      : file_(file.string()), problems_(problems) {}

  /// `last` = the largest of ids that rise.
  void within(const char* key, std::optional<std::size_t> last, std::size_t count) {
    if (last && *last >= count) {
      problems_.add({file_, 0, key, fmt::format("{}", *last),
                     fmt::format("the city has only {} of them", count), kBuildAgain});
    }
  }

 private:
  std::string file_;
  ProblemList& problems_;
};

std::optional<std::size_t> last_place(const WaterRows& rows) {
  return rows.place.empty() ? std::nullopt : std::optional<std::size_t>(rows.place.back());
}

template <class IdType>
std::optional<std::size_t> last_id(const std::vector<IdType>& ids) {
  return ids.empty() ? std::nullopt : std::optional<std::size_t>(ids.back().index());
}

}  // namespace

std::vector<Problem> check_hazard_against_city(const Hazard& hazard, const City& city,
                                               const std::filesystem::path& file) {
  ProblemList problems;
  const std::uint64_t hash = hash_city(city);
  if (hazard.city_hash != hash) {
    problems.add({file.string(), 0, "city_hash", to_hex(hazard.city_hash),
                  fmt::format("the hazard was made for another city than '{}', whose hash is {}",
                              city.name, to_hex(hash)),
                  kBuildAgain});
    return problems.list();
  }
  PlaceCheck check(file, problems);
  const std::size_t links = city.network.link_count();
  const std::size_t entrances = city.works.entrances.size();
  if (hazard.flood) {
    check.within("flood/links", last_place(hazard.flood->links), links);
    check.within("flood/entrances", last_place(hazard.flood->entrances), entrances);
    check.within("flood/origins", last_place(hazard.flood->origins), city.origins.size());
  }
  if (hazard.attack) {
    for (const Strike& strike : hazard.attack->strikes) {
      for (const Footprint& footprint : strike.footprints) {
        check.within("attack/strikes/link", last_id(footprint.links), links);
        check.within("attack/strikes/entrance", last_id(footprint.entrances), entrances);
        check.within("attack/strikes/work", last_id(footprint.works), city.works.size());
        check.within("attack/strikes/origin", last_id(footprint.origins), city.origins.size());
      }
    }
  }
  return problems.list();
}

}  // namespace yanbi
