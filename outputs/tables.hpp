// SPDX-License-Identifier: Apache-2.0
#pragma once
// Scores as text: a table for a planner's terminal or for a Markdown page, one JSON document for
// programs, and CSV. Nothing is printed here; the caller has the text.

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "outputs/score_view.hpp"

namespace yanbi {

enum class TableStyle {
  kTerminal,  ///< columns aligned with spaces
  kMarkdown,  ///< a page section with pipe tables
};

/// One case of several.
struct CaseScores {
  std::string name;
  std::vector<std::pair<std::string, std::string>> levels;  ///< of the factors that are varied
  std::size_t failed = 0;                                   ///< runs without scores
  std::optional<ScoreView> view;                            ///< none where no run has scores
};

struct ScoreTableOptions {
  std::string geography;  ///< which one to show; empty = the first
  TableStyle style = TableStyle::kTerminal;
  std::size_t most_causes = 3;  ///< causes named in a zone's row, the most frequent first
  bool intervals = false;       ///< 95 % intervals in the rows too, where there are replicates
};

/// One line that says what a cause means, for people; the name itself where it is not known.
[[nodiscard]] std::string cause_meaning(const std::string& cause);

/// The name of a cause in words: "not_warned" as "not warned".
[[nodiscard]] std::string cause_words(std::string name);

/// A number of seconds, never rounded: "1.5 h" from one hour on in halves, else "5 min" if whole
/// minutes, else "90 s".
[[nodiscard]] std::string duration_text(double seconds);

/// A number of persons as it is read: "1,234,567", rounded.
[[nodiscard]] std::string persons_text(double persons);

/// What hazards did, in a few lines, each begun by `indent`; empty without hazards. People who stay
/// since they are not at risk come first.
[[nodiscard]] std::string hazard_text(const ScoreView& view, const GeographyView& geography,
                                      const std::string& indent);

/// The headline (people in a shelter by each deadline), the causes that keep the others out, and
/// one row for each zone that has people. Ends with a line break.
/// @throws InternalError when the view lacks the geography that `options` names: check it first.
[[nodiscard]] std::string score_table(const ScoreView& view, const ScoreTableOptions& options = {});

/// All scores as one JSON document without a line break at the end. Keys:
///   city, scenario, layout, population, synthetic (bool), replicates, seed, state_hashes [text]
///   deadlines_s [number], causes [text]
///   only_at_risk (bool: people whose home stays dry are not in the population)
///   hazard {name, synthetic, caught, lost_shelters, lost_persons, sent_on, detours,
///     exposure [{at_s, effects, at_home, on_street, sheltered}]}, null without hazards
///   geographies [{name, gini_access, zones [zone], all zone}], a zone being
///     {key, label, population, places, sheltered [persons by deadline], coverage [{mean, ci_low,
///     ci_high, p05, p95} by deadline], unsheltered [{cause: persons} by deadline], t50_s, t90_s,
///     t95_s, mean_walk_m, p95_walk_m, utilisation, not_at_risk, caught, at_risk,
///     inside_before_water, water_arrival_s}
/// Persons are means over replicates, coverage is a share from 0 to 1; null = not defined.
/// With `geography`, only that one is given.
[[nodiscard]] std::string score_json(const ScoreView& view,
                                     const std::optional<std::string>& geography = std::nullopt);

/// The same of several cases: cases [{case (name), levels {factor: level}, failed (runs), scores:
/// the document above, null where no run has scores}].
[[nodiscard]] std::string score_json(const std::vector<CaseScores>& cases,
                                     const std::optional<std::string>& geography = std::nullopt);

/// One row for each zone and deadline, then the rows of all zones together (zone "*"), with a
/// header row: geography, zone, label, deadline_s, population, sheltered, coverage,
/// coverage_ci_low, coverage_ci_high, coverage_p05, coverage_p95, then one column of persons for
/// each cause, and not_at_risk: persons who stay and are not in `population`. RFC 4180, UTF-8;
/// empty = not defined.
[[nodiscard]] std::string score_csv(const ScoreView& view,
                                    const std::optional<std::string>& geography = std::nullopt);

/// The rows of several cases, with the column `case` before the others. A case without scores has
/// no row.
[[nodiscard]] std::string score_csv(const std::vector<CaseScores>& cases,
                                    const std::optional<std::string>& geography = std::nullopt);

}  // namespace yanbi
