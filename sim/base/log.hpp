// SPDX-License-Identifier: Apache-2.0
#pragma once
// Messages for the person at the terminal: a logger that writes to stderr, owned by the program
// that uses the library. The library itself logs nothing; it throws, or returns what it has to say.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yanbi {

/// In order of weight; a log shows its own level and what is heavier.
enum class LogLevel { kDebug, kInfo, kWarning, kError, kOff };

/// Names on the command line: debug, info, warning, error, off.
[[nodiscard]] std::vector<std::string> log_level_words();
[[nodiscard]] std::optional<LogLevel> log_level_from(std::string_view word) noexcept;

/// A log to stderr, "12:34:56 info: message", in colour on a terminal. Safe to use from any thread.
class Log {
 public:
  explicit Log(LogLevel level);
  ~Log();
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;
  Log(Log&&) noexcept;
  Log& operator=(Log&&) noexcept;

  void debug(std::string_view message);
  void info(std::string_view message);
  void warning(std::string_view message);
  void error(std::string_view message);

 private:
  struct Implementation;  // keeps spdlog out of this header
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace yanbi
