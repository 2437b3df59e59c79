#include "cli/commands/wire_tally.hpp"

#include <fmt/format.h>

#include <vector>

#include "cli/output/conversation_fields.hpp"
#include "cli/output/terminal_text.hpp"

namespace nowthen::cli {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t most_reasons = 20;

std::string seconds_text(std::chrono::nanoseconds duration) {
  return clock_text(std::chrono::round<milliseconds>(duration));
}

std::string joined(const std::vector<std::string>& parts) {
  return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace

void WireTally::add(const CallEvent& event) {
  const std::scoped_lock lock(mutex_);
  switch (event.kind) {
    case CallEvent::Kind::reply:
    case CallEvent::Kind::failure:
      ++requests_[event.endpoint];
      ++replies_[event.status];
      bytes_ += event.bytes;
      break;
    case CallEvent::Kind::pace_wait:
      ++pace_waits_;
      paced_ += event.duration;
      break;
    case CallEvent::Kind::retry_wait:
      ++retries_;
      backed_off_ += event.duration;
      if (retry_reasons_.size() < most_reasons) ++retry_reasons_[event.detail];
      break;
    case CallEvent::Kind::token_refresh: ++tokens_; break;
  }
}

std::string WireTally::text() const {
  const std::scoped_lock lock(mutex_);
  std::int64_t total = 0;
  std::vector<std::string> endpoints;
  for (const auto& [endpoint, count] : requests_) {
    total += count;
    endpoints.push_back(fmt::format("{} {}", endpoint, grouped(count)));
  }
  std::vector<std::string> statuses;
  for (const auto& [status, count] : replies_)
    statuses.push_back(status == 0 ? fmt::format("none {}", grouped(count))
                                   : fmt::format("{} x {}", status, grouped(count)));
  std::string text = fmt::format("requests  {} ({}), {} KB of replies\n", grouped(total), joined(endpoints),
                                 grouped(static_cast<std::int64_t>(bytes_ / 1000)));
  text += fmt::format("replies   {}\n", joined(statuses));
  text += fmt::format("pace      {} waits, {} in all, so that no limit is broken\n", grouped(pace_waits_),
                      seconds_text(paced_));
  text +=
      fmt::format("retries   {}, after waiting {} in all\n", grouped(retries_), seconds_text(backed_off_));
  for (const auto& [reason, count] : retry_reasons_)
    if (!reason.empty()) text += fmt::format("          {} x {}\n", grouped(count), excerpt(reason, 100));
  text += fmt::format("tokens    {} obtained\n", grouped(tokens_));
  return text;
}

}  // namespace nowthen::cli
