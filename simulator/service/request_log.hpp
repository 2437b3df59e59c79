#pragma once
#include <array>
#include <deque>
#include <map>
#include <string>

#include "simulator/endpoint.hpp"
#include "simulator/simulator.hpp"

namespace nowthen::sim {

/// What was asked and answered: the last million requests, and counts of all. Not thread-safe.
class RequestLog {
 public:
  void add(RequestLogEntry entry, Endpoint endpoint, std::size_t body_bytes);

  const std::deque<RequestLogEntry>& entries() const noexcept { return entries_; }

  /// `{"total":N,"requests":[...]}`: those from number `first` on (counted from 0 since the start), at most
  /// `most`.
  std::string json(std::size_t first, std::size_t most) const;

  /// `{"requests":N,"bytes":N,"faults":N,"endpoints":{"live":{"requests":N,"statuses":{"200":N}}}}`.
  std::string stats_json() const;

 private:
  std::deque<RequestLogEntry> entries_;
  std::size_t dropped_ = 0;
  std::size_t bytes_ = 0;
  std::size_t faults_ = 0;
  std::array<std::map<int, std::size_t>, endpoint_count> statuses_;
};

}  // namespace nowthen::sim
