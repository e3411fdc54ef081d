// SPDX-License-Identifier: Apache-2.0
#include "outputs/comparison_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "outputs/tables.hpp"
#include "outputs/text_table.hpp"

namespace yanbi {
namespace {

using ColumnAlign = TextTable::Align;

bool is_significant(const ZoneDifference& zone) {
  return zone.verdict == Verdict::kBetter || zone.verdict == Verdict::kWorse;
}

/// "+3.20"; what is rounded to nothing has the sign of nothing, "+0.00".
std::string signed_number(double value, int decimals) {
  std::string text = fmt::format("{:+.{}f}", value, decimals);
  if (text.find_first_of("123456789") == std::string::npos) {
    text.front() = '+';
  }
  return text;
}

/// "+3.20 [+1.10, +5.30]"; without an interval only the mean.
std::string signed_interval(const PairedDifference& difference, int decimals) {
  std::string text = signed_number(difference.mean, decimals);
  if (difference.has_interval()) {
    text += fmt::format(" [{}, {}]", signed_number(difference.ci_low, decimals),
                        signed_number(difference.ci_high, decimals));
  }
  return text;
}

std::string p_text(double p) {
  if (std::isnan(p)) {
    return "n/a";
  }
  return p < 0.0001 ? "< 0.0001" : fmt::format("{:.4f}", p);
}

std::string percent_number(double percent) { return fmt::format("{:.2f}", percent); }

std::string counted(std::size_t count, const std::string& one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

/// Writes a comparison for a terminal.
class ComparisonTableWriter {
 public:
  ComparisonTableWriter(const Comparison& comparison, ComparedZones zones)
      : comparison_(comparison), facts_(comparison.facts), zones_(zones) {}

  std::string write() const {
    std::string text = title();
    for (const GroupComparison& group : comparison_.groups) {
      for (const LayoutComparison& layout : group.layouts) {
        text += heading(group, layout) + zone_table(layout) + cause_table(layout);
      }
      text += ranking(group);
    }
    return text + how_to_read() + remarks();
  }

 private:
  std::string zone_name(std::size_t zone) const {
    return facts_.zone_names[zone].empty() ? facts_.zone_keys[zone] : facts_.zone_names[zone];
  }

  std::string title() const {
    std::size_t comparisons = 0;
    std::size_t pairs = 0;
    for (const GroupComparison& group : comparison_.groups) {
      comparisons += group.layouts.size();
      for (const LayoutComparison& layout : group.layouts) {
        pairs += layout.pairs;
      }
    }
    return fmt::format(
        "People{} in a shelter {} after the alarm: {} against '{}', replicate by replicate with "
        "the same random numbers; {}.\n",
        facts_.only_at_risk ? " at risk" : "", duration_text(facts_.deadline),
        comparisons == 1 ? fmt::format("'{}'", comparison_.groups.front().layouts.front().layout)
                         : "each other layout",
        comparison_.baseline,
        comparisons == 1
            ? fmt::format("{} of replicates", counted(pairs, "pair"))
            : fmt::format("{} comparisons, {} in all", comparisons, counted(pairs, "pair")));
  }

  std::string heading(const GroupComparison& group, const LayoutComparison& layout) const {
    std::string text = fmt::format("\n{}'{}' against '{}', {} of replicates\n",
                                   group.name.empty() ? "" : group.name + ": ", layout.layout,
                                   comparison_.baseline, counted(layout.pairs, "pair"));
    if (layout.only_in_baseline + layout.only_in_layout > 0) {
      text += fmt::format("Left out, as the other layout lacks them: {} of '{}', {} of '{}'\n",
                          counted(layout.only_in_baseline, "replicate"), comparison_.baseline,
                          layout.only_in_layout, layout.layout);
    }
    return text + '\n';
  }

  std::vector<std::string> zone_row(const std::string& name, const ZoneDifference& zone) const {
    return {name,
            persons_text(static_cast<double>(zone.persons)),
            percent_number(zone.baseline_coverage),
            percent_number(zone.layout_coverage),
            signed_interval(zone.coverage, 2),
            p_text(zone.p_adjusted),
            verdict_text(zone.verdict),
            zone.still_needed ? persons_text(static_cast<double>(*zone.still_needed)) : "n/a"};
  }

  std::string zone_table(const LayoutComparison& layout) const {
    TextTable table;
    table.add_column(facts_.geography, ColumnAlign::kLeft);
    table.add_column("people", ColumnAlign::kRight);
    table.add_column(comparison_.baseline + " %", ColumnAlign::kRight);
    table.add_column(layout.layout + " %", ColumnAlign::kRight);
    table.add_column("difference, pp", ColumnAlign::kRight);
    table.add_column("adjusted p", ColumnAlign::kRight);
    table.add_column("verdict", ColumnAlign::kLeft);
    table.add_column(fmt::format("more for {} pp", comparison_.width), ColumnAlign::kRight);
    table.add_row(zone_row("all", layout.all));
    table.add_rule();
    std::size_t hidden = 0;
    for (const ZoneDifference& zone : layout.zones) {
      if (zones_ == ComparedZones::kAll || is_significant(zone)) {
        table.add_row(zone_row(zone_name(zone.zone), zone));
      } else {
        ++hidden;
      }
    }
    std::string text = table.to_terminal();
    if (hidden > 0) {
      text +=
          fmt::format("Not listed: {} in which no difference is shown.\n", counted(hidden, "zone"));
    }
    const std::size_t empty = facts_.zone_keys.size() - layout.zones.size();
    if (empty > 0) {
      text += fmt::format("Left out: {} without people.\n", counted(empty, "zone"));
    }
    return text;
  }

  std::string cause_table(const LayoutComparison& layout) const {
    TextTable table;
    table.add_column("not in a shelter, by cause", ColumnAlign::kLeft);
    table.add_column(comparison_.baseline, ColumnAlign::kRight);
    table.add_column(layout.layout, ColumnAlign::kRight);
    table.add_column("difference, persons", ColumnAlign::kRight);
    bool any = false;
    for (std::size_t c = 0; c < facts_.causes.size(); ++c) {
      const double before = layout.all.baseline_causes[c];
      const PairedDifference& difference = layout.all.causes[c];
      if (before == 0.0 && difference.mean == 0.0) {
        continue;
      }
      any = true;
      table.add_row({cause_words(facts_.causes[c]), persons_text(before),
                     persons_text(before + difference.mean), signed_interval(difference, 1)});
    }
    return any ? "\n" + table.to_terminal() : "";
  }

  std::string ranking(const GroupComparison& group) const {
    const Ranking& ranking = group.ranking;
    const std::string prefix = group.name.empty() ? "" : group.name + ": ";
    if (ranking.replicates == 0) {
      return fmt::format("\n{}No ranking: no replicate is there for all layouts.\n", prefix);
    }
    return fmt::format("\n{}Ranking, over {} that all layouts have\n\n", prefix,
                       counted(ranking.replicates, "replicate")) +
           ranked_layouts(ranking) + "\n" + best_layouts(ranking);
  }

  std::string ranked_layouts(const Ranking& ranking) const {
    TextTable table;
    table.add_column("layout, all zones", ColumnAlign::kLeft);
    table.add_column("in a shelter %", ColumnAlign::kRight);
    table.add_column(fmt::format("against '{}', pp", comparison_.baseline), ColumnAlign::kRight);
    for (const RankedLayout& place : ranking.layouts) {
      table.add_row({place.layout, percent_number(place.coverage),
                     place.to_baseline ? signed_interval(*place.to_baseline, 2) : "baseline"});
    }
    return table.to_terminal();
  }

  std::string best_layouts(const Ranking& ranking) const {
    TextTable table;
    table.add_column(facts_.geography, ColumnAlign::kLeft);
    table.add_column("best layout", ColumnAlign::kLeft);
    table.add_column("in a shelter %", ColumnAlign::kRight);
    table.add_column("ahead of", ColumnAlign::kLeft);
    table.add_column("by, pp", ColumnAlign::kRight);
    table.add_column("", ColumnAlign::kLeft);
    bool any = false;
    for (const BestLayout& best : ranking.zones) {
      if (zones_ == ComparedZones::kAll || !best.shared) {
        any = true;
        table.add_row({zone_name(best.zone), best.layout, percent_number(best.coverage),
                       best.runner_up, signed_interval(best.lead, 2), best.shared ? "shared" : ""});
      }
    }
    return any ? table.to_terminal() : "In no zone one layout is best alone.\n";
  }

  /// The width of the widest interval of a zone in which no difference is shown; 0 without one.
  double widest_not_shown() const {
    double widest = 0.0;
    for (const GroupComparison& group : comparison_.groups) {
      for (const LayoutComparison& layout : group.layouts) {
        const auto look = [&](const ZoneDifference& zone) {
          if (zone.verdict == Verdict::kNotShown) {
            widest = std::max(widest, zone.coverage.width());
          }
        };
        look(layout.all);
        std::for_each(layout.zones.begin(), layout.zones.end(), look);
      }
    }
    return widest;
  }

  bool has_verdict(Verdict wanted) const {
    return std::any_of(
        comparison_.groups.begin(), comparison_.groups.end(), [&](const GroupComparison& group) {
          return std::any_of(
              group.layouts.begin(), group.layouts.end(), [&](const LayoutComparison& layout) {
                return layout.all.verdict == wanted ||
                       std::any_of(
                           layout.zones.begin(), layout.zones.end(),
                           [&](const ZoneDifference& zone) { return zone.verdict == wanted; });
              });
        });
  }

  std::string how_to_read() const {
    std::string text = fmt::format(
        "\nDifferences are means over pairs, with 95 % intervals (paired Student's t), in "
        "percentage points (pp).\np is adjusted over the zones of a comparison (Holm), so that "
        "chance makes a false 'better' or 'worse'\nin at most 5 % of comparisons; that of all "
        "zones together stands alone.\n'more for {0} pp': replicates still needed until the "
        "interval is {0} pp wide. 'shared': the lead may be chance.\n",
        comparison_.width);
    if (has_verdict(Verdict::kNotShown)) {
      text += fmt::format(
          "'No difference shown' is not 'no difference': the difference may be anywhere in the "
          "interval,\nwhich is up to {:.2f} pp wide there. More replicates make it narrower.\n",
          widest_not_shown());
    }
    if (has_verdict(Verdict::kTooFewPairs)) {
      text += "'Too few replicates': nothing can be said from a single pair; run two or more.\n";
    }
    return text;
  }

  std::string remarks() const {
    std::string text;
    for (const std::string& sentence : comparison_.not_shown) {
      text += fmt::format("Not compared: {}.\n", sentence);
    }
    if (facts_.synthetic) {
      text +=
          "Synthetic data: some of the city or of the hazard is made up, and so are these "
          "figures.\n";
    }
    return text;
  }

  const Comparison& comparison_;
  const ComparisonFacts& facts_;
  ComparedZones zones_;
};

}  // namespace

std::string comparison_table(const Comparison& comparison, ComparedZones zones) {
  return ComparisonTableWriter(comparison, zones).write();
}

}  // namespace yanbi
