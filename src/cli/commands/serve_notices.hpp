#pragma once
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <nowthen/core/result.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

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

  /// What a configuration says, understood.
  struct Wanted {
    std::vector<alerts::Rule> rules;
    std::vector<webhooks::Endpoint> endpoints;
    bool is_nothing() const { return rules.empty() && endpoints.empty(); }
  };
  /// Fails with a usage error that names the place of what cannot be understood.
  static Result<Wanted> understood(const NoticeSettings& settings);

  /// Wants nothing yet, and has nothing open. `context` must outlive it.
  ServeNotices(Parts parts, const Context& context);

  /// Reads which conversations are erased, and takes what names one out of the outbox. Thread-safe. Fails
  /// with `local`. @return how many events
  Result<std::int64_t> erase();

  /// From now on this is wanted: the outbox is opened where it is something. Alerts that go on go on where
  /// their rule is still there, and what waits for a receiver that is still there is delivered. Thread-safe.
  /// Fails with `local` where the outbox cannot be opened.
  Result<void> obey(Wanted wanted);

  /// Tells and delivers until `stop`. Blocks. Fails with `local` where the outbox cannot be written.
  Result<void> run(const std::stop_token& stop);

 private:
  Result<void> open(Wanted wanted);
  std::optional<std::vector<alerts::Rule>> take_rules();
  std::string line_of(const alerts::Change& change) const;

  Parts parts_;
  const Context& context_;
  serve::OpenTables open_tables_;
  webhooks::HttpSender sender_;
  std::mutex mutex_;
  std::condition_variable_any opened_;
  std::unique_ptr<webhooks::Dispatcher> dispatcher_;  ///< Null: nothing was wanted yet.
  std::unique_ptr<serve::Announcer> announcer_;
  std::optional<std::vector<alerts::Rule>> rules_;  ///< That nobody has taken yet.
};

}  // namespace nowthen::cli
