// SPDX-License-Identifier: Apache-2.0
#include "outputs/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "outputs/text_table.hpp"
#include "sim/base/error.hpp"

namespace yanbi {
namespace {

using Align = TextTable::Align;

constexpr std::array<const char*, kCauseCount> kMeanings = {
    "no street near enough to their home, or none that leads anywhere",
    "the warning had not reached them",
    "warned, but did not go",
    "the plan had no place for them within reach",
    "their shelter was destroyed or flooded",
    "the hazard cut every way to a shelter",
    "stopped by the hazard on the way",
    "too far at their own speed, even leaving at the alarm on empty streets",
    "in time from the alarm, but not from when the warning reached them",
    "in time from their warning, but not from when they set out",
    "turned away at the door of a full or closed shelter",
    "held up by the queue at a shelter's door, or by its tail in the street",
    "held up by crowded streets"};

/// 1234567 as "1,234,567".
std::string grouped(std::int64_t count) {
  std::string digits = std::to_string(count);
  const std::ptrdiff_t first = count < 0 ? 1 : 0;
  for (auto i = static_cast<std::ptrdiff_t>(digits.size()) - 3; i > first; i -= 3) {
    digits.insert(static_cast<std::size_t>(i), ",");
  }
  return digits;
}

std::string grouped(double persons) {
  return grouped(static_cast<std::int64_t>(std::llround(persons)));
}

/// A share as "12.3 %"; what would be rounded to all or nothing, but is not, shows as "< 0.1 %" and
/// "> 99.9 %".
std::string percent(double share) {
  if (std::isnan(share)) {
    return "-";
  }
  if (share > 0.0 && share < 0.0005) {
    return "< 0.1 %";
  }
  if (share < 1.0 && share >= 0.9995) {
    return "> 99.9 %";
  }
  return fmt::format("{:.1f} %", share * 100.0);
}

std::string interval(const Spread& spread) {
  return fmt::format("{:.1f} to {:.1f} %", spread.ci_low * 100.0, spread.ci_high * 100.0);
}

bool has_interval(const Spread& spread) { return !std::isnan(spread.ci_low); }

/// Causes with anybody in them, the most frequent first.
std::vector<std::size_t> causes_by_persons(const std::vector<double>& persons) {
  std::vector<std::size_t> order(persons.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  order.erase(std::remove_if(order.begin(), order.end(),
                             [&](std::size_t c) { return !(persons[c] > 0.0); }),
              order.end());
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return persons[a] > persons[b]; });
  return order;
}

/// Writes one geography of a view.
class ScoreTableWriter {
 public:
  ScoreTableWriter(const ScoreView& view, const GeographyView& geography,
                   const ScoreTableOptions& options)
      : view_(view), geography_(geography), options_(options) {}

  std::string write() const {
    std::string text = title() + headline();
    if (!view_.deadlines.empty() && !geography_.all.unsheltered.empty()) {
      text += causes();
    }
    return text + hazards() + zones() + footer();
  }

 private:
  bool markdown() const { return options_.style == TableStyle::kMarkdown; }
  std::string laid_out(const TextTable& table) const {
    return markdown() ? table.to_markdown() : table.to_terminal();
  }
  std::string heading(const std::string& words) const {
    return markdown() ? "\n**" + words + "**\n\n" : "\n" + words + "\n\n";
  }
  std::string share_of(double persons, std::int64_t population) const {
    return population > 0 ? percent(persons / static_cast<double>(population)) : "-";
  }
  std::string last_deadline() const { return duration_text(view_.deadlines.back()); }

  std::string title() const {
    std::string words = fmt::format("{}: scenario '{}', layout '{}', population '{}'", view_.city,
                                    view_.scenario, view_.layout, view_.population);
    if (view_.replicates > 1) {
      words += fmt::format(", mean of {} replicates", view_.replicates);
    }
    return (markdown() ? "### " : "") + words + "\n";
  }

  std::string headline() const {
    const ZoneView& all = geography_.all;
    std::string text = "\n";
    for (std::size_t d = 0; d < view_.deadlines.size(); ++d) {
      const Spread& coverage = all.coverage[d];
      text += fmt::format("{}{} of {} people{} ({}) are in a shelter {} after the alarm",
                          markdown() ? "- " : "", grouped(all.sheltered[d]),
                          grouped(all.population), view_.only_at_risk ? " at risk" : "",
                          percent(coverage.mean), duration_text(view_.deadlines[d]));
      if (has_interval(coverage)) {
        text += fmt::format("; 95 % interval of the mean {}", interval(coverage));
      }
      text += ".\n";
    }
    return text;
  }

  std::string causes() const {
    const std::vector<double>& persons = geography_.all.unsheltered.back();
    const std::vector<std::size_t> order = causes_by_persons(persons);
    if (order.empty()) {
      return fmt::format("\nEverybody is in a shelter by {}.\n", last_deadline());
    }
    TextTable table;
    table.add_column("cause", Align::kLeft);
    table.add_column("people", Align::kRight);
    table.add_column("share", Align::kRight);
    table.add_column("meaning", Align::kLeft);
    for (const std::size_t c : order) {
      table.add_row({cause_words(view_.causes[c]), grouped(persons[c]),
                     share_of(persons[c], geography_.all.population),
                     cause_meaning(view_.causes[c])});
    }
    return heading(
               fmt::format("Why the others are not in by {} (one cause each)", last_deadline())) +
           laid_out(table);
  }

  std::string hazards() const {
    const std::string lines = hazard_text(view_, geography_, markdown() ? "- " : "");
    if (lines.empty()) {
      return {};
    }
    const bool named = view_.hazard && !view_.hazard->name.empty();
    return heading(named ? "Hazard: " + view_.hazard->name : "Hazards") + lines;
  }

  std::string main_causes(const ZoneView& zone) const {
    if (zone.unsheltered.empty()) {
      return {};
    }
    const std::vector<double>& persons = zone.unsheltered.back();
    std::string text;
    std::size_t named = 0;
    for (const std::size_t c : causes_by_persons(persons)) {
      if (named++ == options_.most_causes) {
        break;
      }
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", cause_words(view_.causes[c]),
                          share_of(persons[c], zone.population));
    }
    return text;
  }

  std::vector<std::string> zone_row(const std::string& name, const ZoneView& zone) const {
    std::vector<std::string> cells = {name, grouped(zone.population),
                                      zone.places ? grouped(*zone.places) : "-"};
    for (const Spread& coverage : zone.coverage) {
      std::string cell = percent(coverage.mean);
      if (options_.intervals && has_interval(coverage)) {
        cell += fmt::format(" ({})", interval(coverage));
      }
      cells.push_back(std::move(cell));
    }
    cells.push_back(main_causes(zone));
    return cells;
  }

  std::string zones() const {
    TextTable table;
    table.add_column(geography_.name, Align::kLeft);
    table.add_column("people", Align::kRight);
    table.add_column("places", Align::kRight);
    for (const double deadline : view_.deadlines) {
      table.add_column("in by " + duration_text(deadline), Align::kRight);
    }
    table.add_column(
        view_.deadlines.empty() ? "causes" : "most frequent causes at " + last_deadline(),
        Align::kLeft);
    for (const ZoneView& zone : geography_.zones) {
      if (zone.population > 0) {
        table.add_row(zone_row(zone.label.empty() ? zone.key : zone.label, zone));
      }
    }
    table.add_rule();
    table.add_row(zone_row(markdown() ? "**all**" : "all", geography_.all));
    return heading("By " + geography_.name) + laid_out(table);
  }

  std::string footer() const {
    std::string text = fmt::format(
        "\nPeople inside a usable shelter, as a share of all people {}of the zone, wherever the "
        "shelter is.\nPlaces are those of the shelters in the zone that a street reaches.\n",
        view_.only_at_risk ? "at risk " : "");
    const auto empty = std::count_if(geography_.zones.begin(), geography_.zones.end(),
                                     [](const ZoneView& zone) { return zone.population == 0; });
    if (empty > 0) {
      text += fmt::format("Not shown: {} without people.\n",
                          empty == 1 ? "1 zone" : fmt::format("{} zones", empty));
    }
    if (view_.hazard && view_.hazard->synthetic && !view_.synthetic) {
      text += markdown() ? "\n**Synthetic data: this hazard is made up, and so are its figures.**\n"
                         : "Synthetic data: this hazard is made up, and so are its figures.\n";
    }
    if (view_.synthetic) {
      text += markdown() ? "\n**Synthetic data: this city is made up, and so are its figures.**\n"
                         : "Synthetic data: this city is made up, and so are its figures.\n";
    }
    return text;
  }

  const ScoreView& view_;
  const GeographyView& geography_;
  const ScoreTableOptions& options_;
};

/// One line of hazard_text for each wave and kind of effects with anybody within.
std::string exposure_lines(const HazardView& hazard, const std::string& indent) {
  std::string text;
  for (const ExposureView& row : hazard.exposures) {
    if (row.at_home + row.on_street + row.sheltered > 0.0) {
      text += fmt::format(
          "{}Within '{}' of the strikes at {}: {} in shelters, {} on the street, {} at home.\n",
          indent, row.effects, duration_text(row.at), grouped(row.sheltered),
          grouped(row.on_street), grouped(row.at_home));
    }
  }
  return text;
}

}  // namespace

std::string persons_text(double persons) { return grouped(persons); }

std::string hazard_text(const ScoreView& view, const GeographyView& geography,
                        const std::string& indent) {
  const ZoneView& all = geography.all;
  std::string text;
  if (view.only_at_risk) {
    text +=
        fmt::format("{}{} people stay, since no water reaches their home; they are not counted.\n",
                    indent, grouped(all.not_at_risk));
  }
  if (!view.hazard) {
    return text;
  }
  const HazardView& hazard = *view.hazard;
  if (all.at_risk && *all.at_risk > 0) {
    text += fmt::format(
        "{}{} people live where water comes, the first {} after the alarm; {} of "
        "them are in a shelter before it reaches their home.\n",
        indent, grouped(*all.at_risk), duration_text(*all.water_arrival),
        grouped(*all.inside_before_water));
  }
  text += fmt::format("{}{} people are caught by the water on their way.\n", indent,
                      grouped(hazard.caught));
  text += fmt::format(
      "{}{:.4g} shelters are lost with {} people inside; {} leave shelters that empty.\n", indent,
      hazard.lost_shelters, grouped(hazard.lost_persons), grouped(hazard.sent_on));
  return text + exposure_lines(hazard, indent);
}

std::string cause_meaning(const std::string& cause) {
  const auto known = std::find(kCauseNames.begin(), kCauseNames.end(), cause);
  return known == kCauseNames.end()
             ? cause
             : kMeanings[static_cast<std::size_t>(known - kCauseNames.begin())];
}

std::string cause_words(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

std::string duration_text(double seconds) {
  constexpr double kMinute = 60.0;
  constexpr double kHalfHour = 1800.0;
  const auto is_multiple = [&](double unit) {
    return seconds >= unit && seconds / unit == std::floor(seconds / unit);
  };
  if (seconds > kHalfHour && is_multiple(kHalfHour)) {
    return fmt::format("{} h", seconds / (2.0 * kHalfHour));
  }
  if (is_multiple(kMinute)) {
    return fmt::format("{} min", seconds / kMinute);
  }
  return fmt::format("{} s", seconds);
}

std::string score_table(const ScoreView& view, const ScoreTableOptions& options) {
  const GeographyView* geography =
      options.geography.empty() ? (view.geographies.empty() ? nullptr : &view.geographies.front())
                                : view.find_geography(options.geography);
  if (geography == nullptr) {
    throw InternalError(fmt::format("no geography '{}' among the scores", options.geography));
  }
  return ScoreTableWriter(view, *geography, options).write();
}

}  // namespace yanbi
