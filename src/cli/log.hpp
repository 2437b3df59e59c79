#pragma once
#include <initializer_list>
#include <iosfwd>
#include <memory>
#include <nowthen/core/call_event.hpp>
#include <string>
#include <string_view>
#include <variant>

#include "cli/settings.hpp"

namespace nowthen::cli {

/// One named value of a log line.
struct LogField {
  std::string_view name;
  std::variant<std::string_view, std::int64_t, double> value;
};

/// Lines about what the program does, on standard error: `TIME LEVEL MESSAGE name=value`, or one JSON object
/// a line.
///
/// Text from outside cannot split a line or move a terminal. Thread-safe. The stream must outlive it.
class Log {
 public:
  struct Options {
    LogLevel level = LogLevel::warn;
    LogFormat format = LogFormat::text;
  };

  Log(Options options, std::ostream& err);
  ~Log();
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  bool writes(LogLevel level) const noexcept;
  void write(LogLevel level, std::string_view message, std::initializer_list<LogField> fields = {});

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Logs calls to the remote API (replies and waits at debug, failures and retries at info: what they lead to
/// is reported elsewhere), then tells `next`. Never a body, never a header, never a token. `log` must outlive
/// it.
CallObserver logging_observer(Log& log, CallObserver next);

}  // namespace nowthen::cli
