#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "simulator/limits/limits_file.hpp"

namespace nowthen::sim {

/// Counts every caller against every endpoint as a limits file says. Not thread-safe.
class Quotas {
 public:
  /// @param started  the ticks that the file's times count from; aligned, so that a whole minute is a
  /// multiple of one
  Quotas(Limits limits, Clock::Ticks started) : limits_(std::move(limits)), started_(started) {}

  /// Counts one request of `caller`. Nothing: the endpoint has no limit.
  std::optional<Verdict> take(Endpoint endpoint, const std::string& caller, Clock::Ticks now);

  /// How many requests a window of the endpoint has now. Nothing: it has no limit.
  std::optional<int> limit_of(Endpoint endpoint) const;

  /// From now on `limit` requests in the endpoint's window, for everybody.
  void set_limit(Endpoint endpoint, int limit);

  /// From now on somebody else uses the endpoint too, so often.
  void add_others(Endpoint endpoint, double per_minute, Clock::Ticks now) {
    limits_.others.push_back({.endpoint = endpoint, .per_minute = per_minute, .from = now - started_});
  }

  bool headers() const noexcept { return limits_.headers; }
  bool per_token() const noexcept { return limits_.per_token; }

 private:
  struct Account {
    std::unique_ptr<Limiter> limiter;
    std::vector<Clock::Ticks> next_of_others;  ///< One for each of `limits_.others`: when they come next.
  };
  Account& account(Endpoint endpoint, const std::string& caller, Clock::Ticks now);
  void apply_changes(Clock::Ticks now);
  void let_others_in(Account& account, Endpoint endpoint, Clock::Ticks now);

  Limits limits_;
  Clock::Ticks started_;
  std::size_t changes_done_ = 0;
  std::map<std::pair<Endpoint, std::string>, Account> accounts_;
};

}  // namespace nowthen::sim
