// SPDX-License-Identifier: Apache-2.0
#pragma once
// Wrong input, said in full: every problem that can be found is collected first, then thrown as one
// InputError. A message reads as: where, what is wrong, why it is a problem, what to do.

#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

namespace yanbi {

/// One thing that is wrong with an input.
struct Problem {
  std::string file;      ///< path as the user gave it, or the place of a `--set`
  std::size_t line = 0;  ///< 1-based; 0 where the format has no lines
  std::string key;       ///< key, column or field; may be empty
  std::string value;     ///< the offending value as read; may be empty
  std::string reason;    ///< what is wrong and why it matters
  std::string remedy;    ///< what to do

  /// "file:line: key = value: reason; remedy", leaving out what is empty.
  [[nodiscard]] std::string to_string() const;
};

/// Everything wrong with the input of one command.
class InputError : public std::runtime_error {
 public:
  explicit InputError(std::vector<Problem> problems);
  [[nodiscard]] const std::vector<Problem>& problems() const noexcept { return problems_; }

 private:
  std::vector<Problem> problems_;
};

/// Collects problems while an input is read to its end. At most `kMostShown` of a kind (same file,
/// key and reason) are kept whole; the rest are counted.
class ProblemList {
 public:
  static constexpr std::size_t kMostShown = 20;

  void add(Problem problem);
  void add_all(const std::vector<Problem>& problems);
  [[nodiscard]] bool empty() const noexcept { return problems_.empty(); }
  [[nodiscard]] std::size_t size() const noexcept { return problems_.size(); }
  /// What was collected, in the order found; kinds that were cut end with how many more there are.
  [[nodiscard]] std::vector<Problem> list() const;
  /// @throws InputError when anything was collected.
  void throw_if_any() const;

 private:
  struct Kind {
    std::string file;
    std::string key;
    std::string reason;
    std::size_t count = 0;
  };
  std::vector<Problem> problems_;
  std::vector<Kind> kinds_;
};

/// The known word that is most like `word` (edit distance at most a third of its length), or "".
[[nodiscard]] std::string nearest_word(const std::string& word,
                                       const std::vector<std::string>& known);

}  // namespace yanbi
