// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/reference.hpp"

#include <fmt/format.h>

#include <iterator>
#include <string_view>

#include "sim/scenario/parameters.hpp"

namespace yanbi {
namespace {

std::string_view section_of(std::string_view key) {
  const std::size_t dot = key.rfind('.');
  return dot == std::string_view::npos ? std::string_view{} : key.substr(0, dot);
}

std::string_view kind_text(ParameterKind kind) {
  switch (kind) {
    case ParameterKind::kText:
      return "text";
    case ParameterKind::kPath:
      return "path";
    case ParameterKind::kSwitch:
      return "true or false";
    case ParameterKind::kWhole:
      return "whole number";
    case ParameterKind::kNumber:
      return "number";
    case ParameterKind::kDuration:
      return "duration";
    case ParameterKind::kDurations:
      return "durations";
    case ParameterKind::kDelay:
      return "delay";
    case ParameterKind::kTimeOfDay:
      return "time of day";
    case ParameterKind::kPolicy:
      break;
  }
  return "word";
}

bool has_range(ParameterKind kind) {
  return kind == ParameterKind::kWhole || kind == ParameterKind::kNumber ||
         kind == ParameterKind::kDuration || kind == ParameterKind::kDurations;
}

/// "[0, 1] m/s", as far as there is a range and a unit.
std::string range_text(const Parameter& parameter) {
  if (!has_range(parameter.kind)) {
    return std::string(parameter.unit);
  }
  std::string text = fmt::format("[{}, {}]", parameter.least, parameter.most);
  if (!parameter.unit.empty()) {
    text += fmt::format(" {}", parameter.unit);
  }
  return text;
}

void add_comment(std::string& text, const Parameter& parameter) {
  text += fmt::format("# {}\n", parameter.meaning);
  const std::string range = range_text(parameter);
  if (!range.empty()) {
    text +=
        fmt::format("# {}: {}.{}\n", kind_text(parameter.kind), range,
                    parameter.source.empty() ? "" : fmt::format(" Source: {}.", parameter.source));
  } else if (!parameter.source.empty()) {
    text += fmt::format("# Source: {}.\n", parameter.source);
  }
}

void add_setting(std::string& text, const Parameter& parameter) {
  add_comment(text, parameter);
  const std::string_view key = parameter.key.substr(parameter.key.rfind('.') + 1);
  if (parameter.fallback.empty()) {
    text += fmt::format("# {} = \"...\"\n", key);
  } else {
    text += fmt::format("{} = {}\n", key, parameter.fallback);
  }
}

/// A cell of a Markdown table: a bar in it would begin the next cell.
std::string cell(std::string_view content) {
  std::string text;
  for (const char c : content) {
    text += c == '|' ? std::string("\\|") : std::string(1, c);
  }
  return text;
}

std::string code(std::string_view content) {
  return content.empty() ? std::string() : fmt::format("`{}`", cell(content));
}

}  // namespace

std::string default_settings() {
  std::string text;
  std::string_view section;
  for (const Parameter& parameter : parameters()) {
    const std::string_view own = section_of(parameter.key);
    if (own.empty()) {
      continue;
    }
    if (own != section) {
      text += fmt::format("{}[{}]\n", text.empty() ? "" : "\n", own);
      section = own;
    }
    add_setting(text, parameter);
  }
  return text;
}

std::string default_scenario_text() {
  std::string text = "# Every key of a scenario, with its default.\n\n";
  for (const Parameter& parameter : parameters()) {
    if (section_of(parameter.key).empty()) {
      add_setting(text, parameter);
    }
  }
  return text + "\n" + default_settings();
}

std::string key_reference() {
  std::string text =
      "| key | value | default | range, unit | meaning | source of the default |\n"
      "|---|---|---|---|---|---|\n";
  for (const Parameter& parameter : parameters()) {
    fmt::format_to(std::back_inserter(text), "| {} | {} | {} | {} | {} | {} |\n",
                   code(parameter.key), kind_text(parameter.kind),
                   parameter.required ? "must be given" : code(parameter.fallback),
                   cell(range_text(parameter)), cell(parameter.meaning), cell(parameter.source));
  }
  text +=
      "\nA delay is a table with a `type` and the keys of that type:\n\n"
      "| type | key | unit | meaning |\n|---|---|---|---|\n";
  for (const DelayKey& key : delay_keys()) {
    fmt::format_to(std::back_inserter(text), "| {} | {} | {} | {} |\n",
                   key.type.empty() ? "every type" : code(key.type), code(key.key), key.unit,
                   cell(key.meaning));
  }
  return text;
}

}  // namespace yanbi
