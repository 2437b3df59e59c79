#include "cli/log.hpp"

#include <fmt/format.h>
#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/ostream_sink.h>

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>

#include "cli/report_error.hpp"

namespace nowthen::cli {
namespace {

constexpr const char* text_pattern = "%Y-%m-%dT%H:%M:%S.%eZ %-7l %v";
constexpr const char* json_pattern = R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})";

spdlog::level::level_enum spdlog_level(LogLevel level) {
  switch (level) {
    case LogLevel::trace: return spdlog::level::trace;
    case LogLevel::debug: return spdlog::level::debug;
    case LogLevel::info: return spdlog::level::info;
    case LogLevel::warn: return spdlog::level::warn;
    case LogLevel::error: return spdlog::level::err;
    case LogLevel::off: break;
  }
  return spdlog::level::off;
}

/// Bytes that are no text are shown as such, so that the line stays JSON.
std::string json_text(std::string_view text) {
  return boost::json::serialize(boost::json::string(neutralised(text)));
}

struct JsonValue {
  std::string operator()(std::string_view text) const { return json_text(text); }
  std::string operator()(std::int64_t number) const { return fmt::format("{}", number); }
  std::string operator()(double number) const { return fmt::format("{:.3f}", number); }
};

struct TextValue {
  std::string operator()(std::string_view text) const {
    return text.find(' ') == std::string_view::npos ? neutralised(text) : json_text(text);
  }
  std::string operator()(std::int64_t number) const { return fmt::format("{}", number); }
  std::string operator()(double number) const { return fmt::format("{:.3f}", number); }
};

std::string json_line(std::string_view message, std::initializer_list<LogField> fields) {
  std::string line = "\"message\":" + json_text(message);
  for (const LogField& field : fields)
    line += fmt::format(",{}:{}", json_text(field.name), std::visit(JsonValue{}, field.value));
  return line;
}

std::string text_line(std::string_view message, std::initializer_list<LogField> fields) {
  std::string line = neutralised(message);
  for (const LogField& field : fields)
    line += fmt::format(" {}={}", field.name, std::visit(TextValue{}, field.value));
  return line;
}

double milliseconds(std::chrono::nanoseconds duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
}

void log_call(Log& log, const CallEvent& event) {
  const LogField endpoint{"endpoint", event.endpoint};
  const LogField duration{"duration_ms", milliseconds(event.duration)};
  const LogField correlation{"correlation_id", std::string_view(event.correlation_id)};
  const LogField detail{"detail", std::string_view(event.detail)};
  switch (event.kind) {
    case CallEvent::Kind::reply:
      return log.write(LogLevel::debug, "reply",
                       {endpoint,
                        {"status", std::int64_t{event.status}},
                        duration,
                        {"bytes", static_cast<std::int64_t>(event.bytes)},
                        correlation});
    case CallEvent::Kind::failure: return log.write(LogLevel::info, "no reply", {endpoint, duration, detail});
    case CallEvent::Kind::pace_wait:
      return log.write(LogLevel::debug, "waiting for the pace", {endpoint, duration});
    case CallEvent::Kind::retry_wait:
      return log.write(LogLevel::info, "waiting before trying again", {endpoint, duration, detail});
    case CallEvent::Kind::token_refresh: return log.write(LogLevel::debug, "new access token", {endpoint});
  }
}

}  // namespace

class Log::Impl {
 public:
  Impl(Options options, std::ostream& err)
      : format_(options.format),
        logger_("nowthen", std::make_shared<spdlog::sinks::ostream_sink_mt>(err, true)) {
    const bool json = format_ == LogFormat::json;
    logger_.set_formatter(std::make_unique<spdlog::pattern_formatter>(json ? json_pattern : text_pattern,
                                                                      spdlog::pattern_time_type::utc));
    logger_.set_level(spdlog_level(options.level));
  }

  bool writes(LogLevel level) const { return logger_.should_log(spdlog_level(level)); }

  void write(LogLevel level, std::string_view message, std::initializer_list<LogField> fields) {
    logger_.log(spdlog_level(level),
                spdlog::string_view_t(format_ == LogFormat::json ? json_line(message, fields)
                                                                 : text_line(message, fields)));
  }

 private:
  LogFormat format_;
  spdlog::logger logger_;
};

Log::Log(Options options, std::ostream& err) : impl_(std::make_unique<Impl>(options, err)) {}
Log::~Log() = default;

bool Log::writes(LogLevel level) const noexcept { return level != LogLevel::off && impl_->writes(level); }

void Log::write(LogLevel level, std::string_view message, std::initializer_list<LogField> fields) {
  if (writes(level)) impl_->write(level, message, fields);
}

CallObserver logging_observer(Log& log, CallObserver next) {
  return [&log, next = std::move(next)](const CallEvent& event) {
    log_call(log, event);
    if (next) next(event);
  };
}

}  // namespace nowthen::cli
