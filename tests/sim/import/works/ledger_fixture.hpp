// SPDX-License-Identifier: Apache-2.0
#pragma once
// Ledgers and layouts imported from a few texts: the [[works]] and [[layout]] parts of a city file
// and the files that they name, written to a folder of their own.

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "sim/config/toml.hpp"
#include "sim/import/works/ledger_import.hpp"
#include "tests/support/files.hpp"

namespace yanbi::test {

/// What came out of an import.
struct ImportedLedgers {
  City city;  ///< works, layouts and notes
  std::vector<Problem> problems;

  [[nodiscard]] const Works& works() const { return city.works; }
  /// All problems in one text.
  [[nodiscard]] std::string said() const {
    std::string text;
    for (const Problem& problem : problems) {
      text += problem.to_string() + "\n";
    }
    return text;
  }
  /// The figure of a note, or -1.
  [[nodiscard]] double noted(const std::string& topic, const std::string& key) const {
    const auto found = std::find_if(
        city.notes.begin(), city.notes.end(),
        [&](const ImportNote& note) { return note.topic == topic && note.key == key; });
    return found == city.notes.end() ? -1.0 : found->value;
  }
  [[nodiscard]] std::string note_text(const std::string& topic, const std::string& key) const {
    const auto found = std::find_if(
        city.notes.begin(), city.notes.end(),
        [&](const ImportNote& note) { return note.topic == topic && note.key == key; });
    return found == city.notes.end() ? std::string() : found->text;
  }
};

/// Imports what `toml` describes; relative paths start at `folder`.
inline ImportedLedgers import_ledgers_in(const std::filesystem::path& folder,
                                         const std::string& toml,
                                         const std::string& crs = "EPSG:4548") {
  ImportedLedgers out;
  out.city.name = "test";
  out.city.crs = crs;
  ProblemList problems;
  const TomlFile file = TomlFile::parse(toml, "city.toml");
  const TomlTable root = file.root();
  std::vector<LedgerSpec> ledgers;
  for (const TomlTable& table : root.tables("works")) {
    if (auto spec = read_ledger_spec(table, folder)) {
      ledgers.push_back(std::move(*spec));
    }
  }
  std::vector<LayoutSpec> layouts;
  for (const TomlTable& table : root.tables("layout")) {
    if (auto spec = read_layout_spec(table, ledgers, folder)) {
      layouts.push_back(std::move(*spec));
    }
  }
  file.report_unknown_keys();
  problems.add_all(file.problems().list());
  const Crs working = *Crs::parse(crs);
  for (const LedgerSpec& ledger : ledgers) {
    import_ledger(ledger, working, out.city.works, problems, out.city.notes);
  }
  for (const LayoutSpec& spec : layouts) {
    Layout layout = import_layout(spec, working, out.city.works, problems, out.city.notes);
    layout.works = select_works(out.city.works, layout);
    out.city.layouts.push_back(std::move(layout));
  }
  out.problems = problems.list();
  return out;
}

/// The same with files given as texts by name.
inline ImportedLedgers import_ledgers(const std::map<std::string, std::string>& files,
                                      const std::string& toml) {
  const TemporaryFolder folder;
  for (const auto& [name, text] : files) {
    write_bytes(folder / name, text);
  }
  return import_ledgers_in(folder.path(), toml);
}

/// One ledger "main" in works.csv with coordinates of EPSG:4548 and `more` keys.
inline ImportedLedgers import_csv(const std::string& csv, const std::string& more = "") {
  return import_ledgers(
      {{"works.csv", csv}},
      "[[works]]\nledger = \"main\"\nfile = \"works.csv\"\ncrs = \"EPSG:4548\"\n" + more);
}

}  // namespace yanbi::test
