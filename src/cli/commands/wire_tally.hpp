#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <nowthen/core/call_event.hpp>
#include <string>
#include <string_view>

namespace nowthen::cli {

/// What happened on the wire, counted from the calls as they happen. Thread-safe.
class WireTally {
 public:
  /// To be told of each call. The tally must outlive the client.
  CallObserver observer() {
    return [this](const CallEvent& event) { add(event); };
  }

  void add(const CallEvent& event);

  /// A few lines for people: requests by endpoint, replies by status, waits, retries, tokens, bytes.
  std::string text() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string_view, std::int64_t> requests_;  ///< By endpoint.
  std::map<int, std::int64_t> replies_;                ///< By status; 0: none came.
  std::int64_t pace_waits_ = 0;
  std::int64_t retries_ = 0;
  std::int64_t tokens_ = 0;
  std::uint64_t bytes_ = 0;
  std::chrono::nanoseconds paced_{0};
  std::chrono::nanoseconds backed_off_{0};
  std::map<std::string, std::int64_t> retry_reasons_;
};

}  // namespace nowthen::cli
