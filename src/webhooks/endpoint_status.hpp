#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

namespace nowthen::webhooks {

/// How deliveries to one receiver are.
struct EndpointStatus {
  std::string url;  ///< Without path and query.
  std::size_t pending = 0;
  std::uint64_t pending_bytes = 0;  ///< Of their payloads.
  std::int64_t delivered = 0;       ///< Since the start.
  std::int64_t failures = 0;        ///< Attempts that came to nothing.
  std::int64_t given_up = 0;        ///< Events.
  std::int64_t overflowed = 0;      ///< Of these, given up because too much waited.
  bool is_gone = false;             ///< It answered 410: nothing is sent there until the next start.
  std::string trouble;              ///< Of the latest attempt; empty: it went well.
};

}  // namespace nowthen::webhooks
