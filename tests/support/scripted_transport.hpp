#pragma once
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "net/transport.hpp"
#include "support/virtual_clock.hpp"

namespace nowthen::testing {

/// What a `ScriptedTransport` was asked and what it is to answer; the test keeps it, the transport is given
/// away.
///
/// Answers in the order of `script`; after its end with `otherwise`. Each exchange takes `latency` of virtual
/// time. Thread-safe while calls are going on, except for reading `sent` and `sent_at`: do that afterwards.
struct Script {
  using Answer = std::function<Result<net::Reply>(const net::Request&)>;

  std::deque<Answer> script;
  Answer otherwise = [](const net::Request&) {
    return net::Reply{.status = 200, .headers = {}, .body = "{}"};
  };
  VirtualClock* clock = nullptr;  ///< May be null: then `sent_at` stays empty and nothing takes time.
  Clock::Ticks latency{0};

  std::vector<net::Request> sent;
  std::vector<Clock::Ticks> sent_at;
  std::mutex mutex;
};

/// Plays the part of the server from a `Script`.
class ScriptedTransport final : public net::Transport {
 public:
  explicit ScriptedTransport(std::shared_ptr<Script> script) : script_(std::move(script)) {}

  Result<net::Reply> send(const net::Request& request, std::stop_token stop) override {
    if (stop.stop_requested()) return Error{.kind = ErrorKind::cancelled, .message = "stopped"};
    Script::Answer answer;
    {
      const std::scoped_lock lock(script_->mutex);
      script_->sent.push_back(request);
      if (script_->clock != nullptr) {
        script_->sent_at.push_back(script_->clock->ticks());
        script_->clock->advance(script_->latency);
      }
      answer = script_->otherwise;
      if (!script_->script.empty()) {
        answer = std::move(script_->script.front());
        script_->script.pop_front();
      }
    }
    return answer(request);
  }

 private:
  std::shared_ptr<Script> script_;
};

/// Answers with this status, these headers and an empty object.
inline Script::Answer status(int code, net::Headers headers = {}) {
  return [code, headers = std::move(headers)](const net::Request&) {
    return net::Reply{.status = code, .headers = headers, .body = "{}"};
  };
}

/// No reply comes, for a reason that may pass.
inline Script::Answer broken(std::string why = "connection reset") {
  return [why = std::move(why)](const net::Request&) -> Result<net::Reply> {
    return Error{.kind = ErrorKind::transient, .message = why};
  };
}

}  // namespace nowthen::testing
