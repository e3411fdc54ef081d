// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "sim/import/spec_reader.hpp"

namespace yanbi {
namespace {

const std::vector<std::string>& type_words() {
  static const std::vector<std::string> kWords = {"personnel", "service_team", "medical", "command",
                                                  "auxiliary"};
  return kWords;
}

const std::vector<std::string>& status_words() {
  static const std::vector<std::string> kWords = {"built", "approved", "under_construction",
                                                  "early"};
  return kWords;
}

/// A table from words of the ledger to ours.
template <class Value, class Parse>
std::map<std::string, Value> read_words(const TomlTable& parent, const std::string& key,
                                        const std::vector<std::string>& allowed, Parse parse) {
  std::map<std::string, Value> words;
  const std::optional<TomlTable> table = parent.table(key);
  if (!table) {
    return words;
  }
  for (const std::string& word : table->keys()) {
    const std::optional<std::string> meaning = table->choice(word, allowed);
    const auto value = meaning ? parse(*meaning) : std::nullopt;
    if (value) {
      words.emplace(word, *value);
    }
  }
  return words;
}

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

void read_columns(const TomlTable& columns, LedgerSpec& ledger) {
  ledger.id = required_text(columns, "id", "the column that names each work").value_or("");
  ledger.places =
      required_text(columns, "places", "the column with the persons each work takes").value_or("");
  ledger.label = columns.text("name");
  ledger.from = columns.text("from");
  ledger.until = columns.text("until");
  ledger.type = columns.text("type");
  ledger.status = columns.text("status");
  ledger.position = read_position(columns);
}

std::optional<EntrancesSpec> read_entrances(const TomlTable& table,
                                            const std::filesystem::path& data_root) {
  EntrancesSpec entrances;
  const std::optional<SourceSpec> source = read_source(table, data_root);
  const auto work = required_text(table, "work", "the column with the id of the door's work");
  entrances.position = read_position(table);
  entrances.width = table.text("width");
  if (!source || !work) {
    return std::nullopt;
  }
  entrances.source = *source;
  entrances.work = *work;
  return entrances;
}

}  // namespace

std::optional<LedgerSpec> read_ledger_spec(const TomlTable& table,
                                           const std::filesystem::path& data_root) {
  LedgerSpec ledger;
  const auto name = required_text(table, "ledger", "layouts choose ledgers by their names");
  const std::optional<SourceSpec> source = read_source(table, data_root);
  ledger.revisions = table.choice("revisions", {"last"}).has_value();
  ledger.missing = table.texts("missing").value_or(std::vector<std::string>{""});
  if (const auto word = table.choice("default_type", type_words())) {
    ledger.default_type = work_type_from(*word).value_or(ledger.default_type);
  }
  if (const auto word = table.choice("default_status", status_words())) {
    ledger.default_status = work_status_from(*word).value_or(ledger.default_status);
  }
  ledger.types = read_words<WorkType>(table, "types", type_words(), work_type_from);
  ledger.statuses = read_words<WorkStatus>(table, "statuses", status_words(), work_status_from);
  const std::optional<TomlTable> columns = table.table("columns");
  if (columns) {
    read_columns(*columns, ledger);
  } else {
    table.missing("columns", "the ledger's columns have to be named",
                  R"(add columns = { id = "...", places = "..." })");
  }
  if (const std::optional<TomlTable> part = table.table("entrances")) {
    ledger.entrances = read_entrances(*part, data_root);
  }
  if (!name || !source || ledger.id.empty() || ledger.places.empty()) {
    return std::nullopt;
  }
  ledger.name = *name;
  ledger.source = *source;
  return ledger;
}

std::optional<Layout> read_layout_spec(const TomlTable& table,
                                       const std::vector<LedgerSpec>& ledgers) {
  Layout layout;
  const auto name = required_text(table, "name", "scenarios choose the layout by its name");
  layout.date = table.date("date", true);
  layout.types = read_list<WorkType>(table, "types", type_words(), work_type_from);
  layout.statuses = read_list<WorkStatus>(table, "statuses", status_words(), work_status_from);
  layout.ledgers = table.texts("ledgers").value_or(std::vector<std::string>{});
  std::vector<std::string> known;
  std::transform(ledgers.begin(), ledgers.end(), std::back_inserter(known),
                 [](const LedgerSpec& ledger) { return ledger.name; });
  for (const std::string& wanted : layout.ledgers) {
    if (std::find(known.begin(), known.end(), wanted) == known.end()) {
      const std::string nearest = nearest_word(wanted, known);
      table.problem("ledgers", "there is no ledger named '" + wanted + "' that can be read",
                    nearest.empty() ? "name a [[works]] ledger of this file"
                                    : "did you mean '" + nearest + "'?");
    }
  }
  if (!name) {
    return std::nullopt;
  }
  layout.name = *name;
  return layout;
}

}  // namespace yanbi
