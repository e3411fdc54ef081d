// SPDX-License-Identifier: Apache-2.0
// yanbi merge: the result of a batch from the journals that its shards left.
#include <CLI/App.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/app/answer.hpp"
#include "sim/app/batch_answer.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/failures.hpp"
#include "sim/app/output_file.hpp"
#include "sim/yanbi.hpp"

namespace yanbi::app {
namespace {

struct MergeCommand {
  std::filesystem::path result;
  std::vector<std::filesystem::path> folders;
  std::filesystem::path batch;
  std::optional<std::filesystem::path> city;
  std::vector<std::string> set;
  bool force = false;
  bool redact = false;
  bool json = false;
};

std::vector<std::filesystem::path> folders_of(const MergeCommand& command) {
  std::vector<std::filesystem::path> folders = command.folders;
  if (folders.empty()) {
    folders.push_back(journal_folder(command.result));
  }
  for (const std::filesystem::path& folder : folders) {
    if (!std::filesystem::is_directory(folder)) {
      throw CallError(fmt::format("{}: is no folder of journals", folder.string()));
    }
  }
  return folders;
}

int merge(Session& session, const MergeCommand& command) {
  if (command.result.empty() || command.batch.empty()) {
    throw CallError("merge needs a RESULT.h5 and --batch BATCH.toml; see yanbi merge --help");
  }
  require_writable(command.result, command.force);
  const std::vector<std::filesystem::path> folders = folders_of(command);
  const Batch batch(command.batch, {command.set, command.city});
  const BatchJobReport report =
      merge_journals(batch, folders, command.result, command.redact, session.progress());
  for (const std::string& remark : report.remarks) {
    session.log().warning(remark);
  }
  const BatchAnswer view{report, batch, command.result.string(), {}};
  if (command.json) {
    answer_json(batch_json(view));
  } else {
    answer_text(batch_text(view));
  }
  return report.failures.empty() ? kDone : kRunFailed;
}

}  // namespace

void add_merge_command(CLI::App& app, Work& chosen) {
  const auto command = std::make_shared<MergeCommand>();
  CLI::App* merge_app =
      app.add_subcommand("merge", "Put the result of a batch together from its shards' journals");
  merge_app->add_option("RESULT.h5", command->result, "Result file to write");
  merge_app->add_option("FOLDER", command->folders,
                        "Folders of journals (default: RESULT.h5.journal)");
  merge_app->add_option("--batch", command->batch, "The batch file that the shards worked on");
  merge_app->add_option("--city", command->city, "City file, as it was given to the shards");
  merge_app->add_option("--set", command->set, "KEY=VALUE, as it was given to the shards")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  merge_app->add_flag("--force", command->force, "Replace the result file if it exists");
  merge_app->add_flag("--redact", command->redact,
                      "Leave coordinates, names, paths and texts out of the result");
  merge_app->add_flag("--json", command->json, "Answer as one JSON document");
  merge_app->footer(
      "Needed only where the shards did not share a folder, or nobody wrote the result.\n"
      "Examples:\n"
      "  yanbi merge result.h5 node1/result.h5.journal node2/result.h5.journal --batch big.toml");
  merge_app->callback([&chosen, command] {
    chosen = [command](Session& session) { return merge(session, *command); };
  });
}

}  // namespace yanbi::app
