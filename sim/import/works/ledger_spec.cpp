// SPDX-License-Identifier: Apache-2.0
#include "sim/import/works/ledger_spec.hpp"

#include <algorithm>
#include <utility>

#include "sim/import/spec_reader.hpp"

namespace yanbi {
namespace {

/// Square metres a person: less than a standing crowd needs, or more than a ward, is a mistake.
constexpr TomlTable::Range kAreasPerPlace = {0.1, 100.0};
constexpr double kMostDefaultPlaces = 1e6;

/// Words that stand for an unknown value in office tables.
const std::vector<std::string>& usual_missing() {
  static const std::vector<std::string> kWords = {
      "", "-", "--", "—", "——", "/", "无", "無", "不详", "不詳", "未知", "NA", "N/A", "null"};
  return kWords;
}

const std::vector<std::string>& type_words() {
  static const std::vector<std::string> kWords = {
      "personnel", "personnel_class_1", "personnel_class_2", "service_team",
      "medical",   "command",           "auxiliary"};
  return kWords;
}

const std::vector<std::string>& status_words() {
  static const std::vector<std::string> kWords = {"built", "approved", "under_construction",
                                                  "early"};
  return kWords;
}

std::optional<TypeWord> type_word_from(const std::string& word) {
  if (word == "personnel_class_1" || word == "personnel_class_2") {
    return TypeWord{WorkType::kPersonnel, word.back() == '1' ? std::uint8_t{1} : std::uint8_t{2}};
  }
  const std::optional<WorkType> type = work_type_from(word);
  return type ? std::optional(TypeWord{*type, 0}) : std::nullopt;
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

/// Lists of texts by key.
std::map<std::string, std::vector<std::string>> read_lists(const TomlTable& parent,
                                                           const std::string& key) {
  std::map<std::string, std::vector<std::string>> lists;
  const std::optional<TomlTable> table = parent.table(key);
  if (!table) {
    return lists;
  }
  for (const std::string& name : table->keys()) {
    if (auto texts = table->texts(name)) {
      lists.emplace(name, std::move(*texts));
    }
  }
  return lists;
}

/// Positions have keys of their own, so no column is given for these.
bool is_position(LedgerField field) {
  return field == LedgerField::kX || field == LedgerField::kY || field == LedgerField::kLongitude ||
         field == LedgerField::kLatitude;
}

void read_columns(const TomlTable& table, LedgerSpec& ledger) {
  if (const std::optional<TomlTable> columns = table.table("columns")) {
    for (const LedgerField field : all_ledger_fields()) {
      if (is_position(field)) {
        continue;
      }
      if (const auto name = columns->text(to_string(field))) {
        ledger.columns[field].push_back(*name);
      }
    }
    ledger.position = read_position(*columns);
  }
  if (const std::optional<TomlTable> more = table.table("alternatives")) {
    for (const LedgerField field : all_ledger_fields()) {
      const auto names = is_position(field) ? std::nullopt : more->texts(to_string(field));
      if (names) {
        std::vector<std::string>& list = ledger.columns[field];
        list.insert(list.end(), names->begin(), names->end());
      }
    }
  }
}

std::optional<EntrancesSpec> read_entrances(const TomlTable& table,
                                            const std::filesystem::path& data_root) {
  EntrancesSpec entrances;
  const std::optional<SourceSpec> source = read_source(table, data_root);
  const auto work = required_text(table, "work", "the column with the id of the door's work");
  entrances.position = read_position(table);
  entrances.width = table.text("width");
  entrances.sill = table.text("sill");
  if (!source || !work) {
    return std::nullopt;
  }
  entrances.source = *source;
  entrances.work = *work;
  return entrances;
}

std::optional<PlacesByNameSpec> read_places_by_name(const TomlTable& table,
                                                    const std::filesystem::path& data_root) {
  PlacesByNameSpec places;
  const std::optional<SourceSpec> source = read_source(table, data_root);
  const auto name = required_text(table, "name", "the column with the name of the place");
  places.position = read_position(table);
  if (!source || !name) {
    return std::nullopt;
  }
  places.source = *source;
  places.name = *name;
  return places;
}

}  // namespace

bool read_ledger_table(const TomlTable& table, const std::filesystem::path& data_root,
                       LedgerSpec& ledger) {
  const std::optional<SourceSpec> source = read_source(table, data_root);
  ledger.aliases = table.boolean("aliases").value_or(true);
  ledger.ignore = table.texts("ignore").value_or(std::vector<std::string>{});
  ledger.json = table.texts("json").value_or(std::vector<std::string>{});
  ledger.missing = table.texts("missing").value_or(usual_missing());
  ledger.missing.emplace_back();
  ledger.area_per_place =
      table.number("area_per_place", kAreasPerPlace).value_or(ledger.area_per_place);
  ledger.floor_area_per_place = table.number("floor_area_per_place", kAreasPerPlace);
  ledger.default_places = table.integer("default_places", {0.0, kMostDefaultPlaces});
  ledger.leave_out = read_lists(table, "leave_out");
  ledger.types = read_words<TypeWord>(table, "types", type_words(), type_word_from);
  ledger.statuses = read_words<WorkStatus>(table, "statuses", status_words(), work_status_from);
  if (const auto word = table.choice("default_type", type_words())) {
    ledger.default_type = type_word_from(*word).value_or(TypeWord{}).type;
  }
  if (const auto word = table.choice("default_status", status_words())) {
    ledger.default_status = work_status_from(*word).value_or(ledger.default_status);
  }
  read_columns(table, ledger);
  if (!ledger.aliases && !table.has("columns")) {
    table.missing("columns", "without the known names the columns have to be given",
                  R"(add columns = { id = "...", places = "..." })");
  }
  if (const std::optional<TomlTable> part = table.table("entrances")) {
    ledger.entrances = read_entrances(*part, data_root);
  }
  if (const std::optional<TomlTable> part = table.table("places_by_name")) {
    ledger.places_by_name = read_places_by_name(*part, data_root);
  }
  if (source) {
    ledger.source = *source;
  }
  return source.has_value();
}

std::optional<LedgerSpec> read_ledger_spec(const TomlTable& table,
                                           const std::filesystem::path& data_root) {
  LedgerSpec ledger;
  const auto name = required_text(table, "ledger", "layouts choose ledgers by their names");
  ledger.revisions = table.choice("revisions", {"last"}).has_value();
  ledger.number_rows = table.boolean("number_rows").value_or(false);
  const bool readable = read_ledger_table(table, data_root, ledger);
  if (!name || !readable) {
    return std::nullopt;
  }
  ledger.name = *name;
  return ledger;
}

}  // namespace yanbi
