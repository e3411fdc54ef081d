// SPDX-License-Identifier: Apache-2.0
#include "sim/city/provenance.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "sim/base/hash.hpp"

namespace yanbi {

using hdf5::GroupReader;
using hdf5::GroupWriter;

namespace {

template <class Item, class Value>
std::vector<Value> column(const std::vector<Item>& items, Value Item::*member) {
  std::vector<Value> values(items.size());
  std::ranges::transform(items, values.begin(), [&](const Item& item) { return item.*member; });
  return values;
}

}  // namespace

void write_provenance(hdf5::GroupWriter& root, const std::vector<ImportNote>& all_notes,
                      const std::vector<InputFile>& all_inputs) {
  GroupWriter notes = root.group("notes");
  notes.dimension("note", all_notes.size());
  notes.variable("topic", {"note"}, column(all_notes, &ImportNote::topic),
                 {"", "word to group by"});
  notes.variable("key", {"note"}, column(all_notes, &ImportNote::key), {"", "name of the figure"});
  notes.variable("value", {"note"}, column(all_notes, &ImportNote::value), {"", "the figure"});
  notes.variable("unit", {"note"}, column(all_notes, &ImportNote::unit),
                 {"", "unit of the figure"});
  notes.variable("text", {"note"}, column(all_notes, &ImportNote::text), {"", "one sentence"});

  std::vector<std::string> hashes(all_inputs.size());
  std::ranges::transform(all_inputs, hashes.begin(),
                         [](const InputFile& input) { return to_hex(input.hash); });
  GroupWriter inputs = root.group("inputs");
  inputs.dimension("input", all_inputs.size());
  inputs.variable("path", {"input"}, column(all_inputs, &InputFile::path), {"", "as it was given"});
  inputs.variable("hash", {"input"}, hashes, {"", "XXH64 of the bytes, hexadecimal"});
}

std::vector<ImportNote> read_notes(const GroupReader& root) {
  const GroupReader group = root.group("notes");
  const std::size_t count = group.length("key");
  auto topic = group.read<std::string>("topic", {{count}});
  auto key = group.read<std::string>("key", {{count}});
  const auto value = group.read<double>("value", {{count}});
  auto unit = group.read<std::string>("unit", {{count}});
  auto text = group.read<std::string>("text", {{count}});
  std::vector<ImportNote> notes(count);
  for (std::size_t i = 0; i < count; ++i) {
    notes[i] = {std::move(topic[i]), std::move(key[i]), value[i], std::move(unit[i]),
                std::move(text[i])};
  }
  return notes;
}

std::vector<InputFile> read_inputs(const GroupReader& root, ColumnChecks& checks) {
  const GroupReader group = root.group("inputs");
  const std::size_t count = group.length("path");
  auto path = group.read<std::string>("path", {{count}});
  const auto hash = group.read<std::string>("hash", {{count}});
  std::vector<InputFile> inputs(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::optional<std::uint64_t> value = from_hex(hash[i]);
    if (!value) {
      checks.fail(group, "hash", i, "not 16 hexadecimal digits");
    }
    inputs[i] = {std::move(path[i]), value.value_or(0)};
  }
  return inputs;
}

}  // namespace yanbi
