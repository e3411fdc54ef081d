// SPDX-License-Identifier: Apache-2.0
// yanbi city info: what is in a compiled city.
#include <CLI/App.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <memory>

#include "sim/app/answer.hpp"
#include "sim/app/city_facts.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/failures.hpp"

namespace yanbi::app {
namespace {

struct CityInfoOptions {
  std::filesystem::path city;
  bool json = false;
};

}  // namespace

void add_city_info_command(CLI::App& city, Work& chosen) {
  const auto options = std::make_shared<CityInfoOptions>();
  CLI::App* info = city.add_subcommand("info", "Say what is in a compiled city");
  info->add_option("CITY.h5", options->city, "City file")->required();
  info->add_flag("--json", options->json, "One JSON document");
  info->footer(
      "Examples:\n"
      "  yanbi city info city.h5\n"
      "  yanbi city info city.h5 --json");
  info->callback([&chosen, options] {
    chosen = [options](Session&) {
      const City loaded = load_city(options->city);
      if (options->json) {
        answer_json(city_json(loaded));
      } else {
        answer_text(city_report(loaded));
      }
      return int{kDone};
    };
  });
}

}  // namespace yanbi::app
