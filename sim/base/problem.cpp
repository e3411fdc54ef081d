// SPDX-License-Identifier: Apache-2.0
#include "sim/base/problem.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

namespace yanbi {
namespace {

std::string join(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems) {
    if (!text.empty()) {
      text += '\n';
    }
    text += problem.to_string();
  }
  return text;
}

std::size_t edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substitute = diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substitute});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string Problem::to_string() const {
  std::string text = file;
  if (line > 0) {
    text += fmt::format(":{}", line);
  }
  if (!text.empty()) {
    text += ": ";
  }
  if (!key.empty()) {
    text += value.empty() ? fmt::format("{}: ", key) : fmt::format("{} = {}: ", key, value);
  } else if (!value.empty()) {
    text += fmt::format("{}: ", value);
  }
  text += reason;
  if (!remedy.empty()) {
    text += fmt::format("; {}", remedy);
  }
  return text;
}

InputError::InputError(std::vector<Problem> problems)
    : std::runtime_error(join(problems)), problems_(std::move(problems)) {}

void ProblemList::add(Problem problem) {
  const auto kind = std::find_if(kinds_.begin(), kinds_.end(), [&](const Kind& k) {
    return k.reason == problem.reason && k.key == problem.key && k.file == problem.file;
  });
  if (kind == kinds_.end()) {
    kinds_.push_back({problem.file, problem.key, problem.reason, 1});
  } else if (++kind->count > kMostShown) {
    return;
  }
  problems_.push_back(std::move(problem));
}

void ProblemList::add_all(const std::vector<Problem>& problems) {
  for (const Problem& problem : problems) {
    add(problem);
  }
}

std::vector<Problem> ProblemList::list() const {
  std::vector<Problem> all = problems_;
  for (const Kind& kind : kinds_) {
    if (kind.count > kMostShown) {
      all.push_back({kind.file, 0, kind.key, "",
                     fmt::format("{} more of the same: {}", kind.count - kMostShown, kind.reason),
                     "what helps those that are shown helps these"});
    }
  }
  return all;
}

void ProblemList::throw_if_any() const {
  if (!problems_.empty()) {
    throw InputError(list());
  }
}

std::string nearest_word(const std::string& word, const std::vector<std::string>& known) {
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(2, word.size() / 3) + 1;
  for (const std::string& candidate : known) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

}  // namespace yanbi
