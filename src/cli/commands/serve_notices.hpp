#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <nowthen/core/result.hpp>
#include <stop_token>
#include <string>

#include "cli/context.hpp"
#include "extract/privacy/live_gate.hpp"
#include "serve/announcer.hpp"
#include "serve/board_loop.hpp"
#include "webhooks/dispatcher.hpp"
#include "webhooks/http_sender.hpp"

namespace nowthen::cli {

/// Alerts and webhooks of a daemon.
class ServeNotices {
 public:
  struct Parts {
    std::string folder;  ///< Of the data, which this process owns and lets others ask.
    serve::Noticeboard* notices = nullptr;
    extract::LiveGate* gate = nullptr;               ///< Knows which conversations are erased.
    std::function<Instant()> now;                    ///< By the server's clock. Thread-safe.
    std::function<void(const std::string&)> tell{};  ///< One line for people. Thread-safe.
  };

  /// Whether rules and webhooks of the configuration can be used. Fails with a usage error.
  static Result<void> check(const Context& context);

  /// Null where the configuration has neither. Fails as `check`, and with `local` where the outbox cannot be
  /// opened. `context` must outlive it.
  static Result<std::unique_ptr<ServeNotices>> make(Parts parts, const Context& context);

  /// Reads which conversations are erased, and takes what names one out of the outbox. Thread-safe. Fails
  /// with `local`. @return how many events
  Result<std::int64_t> erase();

  /// Tells and delivers until `stop`. Blocks. Fails with `local` where the outbox cannot be written.
  Result<void> run(const std::stop_token& stop);

 private:
  ServeNotices(Parts parts, const Context& context);

  Result<void> open(std::vector<alerts::Rule> rules, std::vector<webhooks::Endpoint> endpoints,
                    const Context& context);
  std::string line_of(const alerts::Change& change) const;

  Parts parts_;
  serve::OpenTables open_tables_;
  webhooks::HttpSender sender_;
  std::unique_ptr<webhooks::Dispatcher> dispatcher_;
  std::unique_ptr<serve::Announcer> announcer_;
};

}  // namespace nowthen::cli
