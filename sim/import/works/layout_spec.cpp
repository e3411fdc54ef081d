// SPDX-License-Identifier: Apache-2.0
// The [[layout]] part of a city file.
#include <algorithm>
#include <iterator>

#include "sim/import/spec_reader.hpp"
#include "sim/import/works/ledger_spec.hpp"

namespace yanbi {
namespace {

/// Values that must be words of a list, as `parse` understands them.
template <class Value, class Parse>
std::vector<Value> read_list(const TomlTable& table, const std::string& key,
                             const std::vector<std::string>& allowed, Parse parse) {
  std::vector<Value> values;
  for (const std::string& word : table.texts(key).value_or(std::vector<std::string>{})) {
    if (const auto value = parse(word)) {
      values.push_back(*value);
      continue;
    }
    const std::string nearest = nearest_word(word, allowed);
    table.problem(key, "'" + word + "' is not one of the known words",
                  nearest.empty() ? "use one of the words of the reference"
                                  : "did you mean '" + nearest + "'?");
  }
  return values;
}

void check_ledgers(const TomlTable& table, const std::vector<std::string>& wanted,
                   const std::vector<LedgerSpec>& ledgers) {
  std::vector<std::string> known;
  std::transform(ledgers.begin(), ledgers.end(), std::back_inserter(known),
                 [](const LedgerSpec& ledger) { return ledger.name; });
  for (const std::string& name : wanted) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      const std::string nearest = nearest_word(name, known);
      table.problem("ledgers", "there is no ledger named '" + name + "' that can be read",
                    nearest.empty() ? "name a [[works]] ledger of this file"
                                    : "did you mean '" + nearest + "'?");
    }
  }
}

std::optional<ChangesSpec> read_changes(const TomlTable& table,
                                        const std::filesystem::path& data_root) {
  ChangesSpec changes;
  const auto change =
      required_text(table, "change", "the column that says added, changed or removed");
  const bool readable = read_ledger_table(table, data_root, changes.ledger);
  if (!change || !readable) {
    return std::nullopt;
  }
  changes.change = *change;
  return changes;
}

}  // namespace

std::string changes_ledger_name(const std::string& layout) { return layout + " changes"; }

std::optional<LayoutSpec> read_layout_spec(const TomlTable& table,
                                           const std::vector<LedgerSpec>& ledgers,
                                           const std::filesystem::path& data_root) {
  LayoutSpec layout;
  const auto name = required_text(table, "name", "scenarios choose the layout by its name");
  layout.date = table.date("date", true);
  layout.types = read_list<WorkType>(
      table, "types", {"personnel", "service_team", "medical", "command", "auxiliary"},
      work_type_from);
  layout.statuses = read_list<WorkStatus>(
      table, "statuses", {"built", "approved", "under_construction", "early"}, work_status_from);
  layout.ledgers = table.texts("ledgers").value_or(std::vector<std::string>{});
  check_ledgers(table, layout.ledgers, ledgers);
  if (const std::optional<TomlTable> part = table.table("changes")) {
    layout.changes = read_changes(*part, data_root);
  }
  if (!name) {
    return std::nullopt;
  }
  layout.name = *name;
  if (layout.changes) {
    layout.changes->ledger.name = changes_ledger_name(*name);
    for (const LedgerSpec& ledger : ledgers) {
      if (ledger.name == layout.changes->ledger.name) {
        table.problem("name", "its changes would have the name of the ledger '" + ledger.name + "'",
                      "rename the ledger or the layout");
      }
    }
    layout.overlays = {layout.changes->ledger.name};
  }
  return layout;
}

}  // namespace yanbi
