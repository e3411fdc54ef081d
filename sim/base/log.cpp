// SPDX-License-Identifier: Apache-2.0
#include "sim/base/log.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_color_sinks.h>

#include <array>
#include <utility>

namespace yanbi {
namespace {

struct Word {
  const char* word;
  LogLevel level;
  spdlog::level::level_enum own;
};
constexpr std::array<Word, 5> kWords = {{{"debug", LogLevel::kDebug, spdlog::level::debug},
                                         {"info", LogLevel::kInfo, spdlog::level::info},
                                         {"warning", LogLevel::kWarning, spdlog::level::warn},
                                         {"error", LogLevel::kError, spdlog::level::err},
                                         {"off", LogLevel::kOff, spdlog::level::off}}};

}  // namespace

std::vector<std::string> log_level_words() {
  std::vector<std::string> words;
  words.reserve(kWords.size());
  for (const Word& word : kWords) {
    words.emplace_back(word.word);
  }
  return words;
}

std::optional<LogLevel> log_level_from(std::string_view word) noexcept {
  for (const Word& known : kWords) {
    if (word == known.word) {
      return known.level;
    }
  }
  return std::nullopt;
}

struct Log::Implementation {
  // Not registered with spdlog: its registry is one for the whole process.
  spdlog::logger logger{"yanbi", std::make_shared<spdlog::sinks::stderr_color_sink_mt>()};
};

Log::Log(LogLevel level) : implementation_(std::make_unique<Implementation>()) {
  implementation_->logger.set_pattern("%H:%M:%S %^%l%$: %v");
  for (const Word& word : kWords) {
    if (word.level == level) {
      implementation_->logger.set_level(word.own);
    }
  }
}
Log::~Log() = default;
Log::Log(Log&&) noexcept = default;
Log& Log::operator=(Log&&) noexcept = default;

void Log::debug(std::string_view message) { implementation_->logger.debug(message); }
void Log::info(std::string_view message) { implementation_->logger.info(message); }
void Log::warning(std::string_view message) { implementation_->logger.warn(message); }
void Log::error(std::string_view message) { implementation_->logger.error(message); }

}  // namespace yanbi
